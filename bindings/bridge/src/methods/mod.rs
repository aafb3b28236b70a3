//! The table of everything that can be called. Adding a method: its struct in the file of its handle, and a
//! row here.

mod agents;
mod approvals;
mod audit;
mod communications;
mod contacts;
mod documents;
mod drafts;
mod follow_ups;
mod mailbox;
mod outbox;
mod people;
mod plain;
mod workspaces;

use crate::method::{Entry, function, method, start, view};

/// Returns every method and function, in the order of the documentation.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        method::<documents::Add>(),
        start::<documents::Submit>(),
        start::<documents::FollowJob>(),
        method::<documents::Get>(),
        method::<documents::Find>(),
        method::<documents::List>(),
        method::<documents::All>(),
        method::<documents::Text>(),
        method::<documents::Original>(),
        method::<documents::Search>(),
        method::<documents::Ask>(),
        method::<documents::Extract>(),
        method::<documents::ReadAgenda>(),
        method::<documents::ReadOwner>(),
        method::<communications::MakeDraft>(),
        method::<communications::Get>(),
        method::<communications::Newest>(),
        method::<communications::Revise>(),
        method::<communications::Version>(),
        method::<communications::CompareVersions>(),
        method::<communications::Overrule>(),
        method::<communications::Variants>(),
        method::<communications::Voice>(),
        method::<communications::Receive>(),
        method::<mailbox::Fetch>(),
        method::<mailbox::ReadMailboxState>(),
        method::<mailbox::DraftEach>(),
        method::<mailbox::Unsubscribe>(),
        method::<communications::ListTemplates>(),
        method::<communications::ReadTemplate>(),
        method::<communications::SaveTemplate>(),
        method::<communications::RemoveTemplate>(),
        method::<outbox::Send>(),
        method::<outbox::Approve>(),
        method::<outbox::Reject>(),
        method::<outbox::Get>(),
        method::<outbox::List>(),
        method::<outbox::OfDraft>(),
        method::<outbox::ByMessageId>(),
        method::<outbox::ReadMessage>(),
        method::<outbox::Cancel>(),
        method::<outbox::Resolve>(),
        method::<outbox::Retry>(),
        method::<outbox::Bounced>(),
        method::<outbox::Replied>(),
        method::<follow_ups::RemindIfNoAnswer>(),
        method::<follow_ups::RemindOfDeadlines>(),
        method::<follow_ups::Get>(),
        method::<follow_ups::List>(),
        method::<follow_ups::Cancel>(),
        method::<contacts::Add>(),
        method::<contacts::Get>(),
        method::<contacts::Find>(),
        method::<contacts::List>(),
        method::<contacts::Change>(),
        method::<contacts::Remove>(),
        method::<contacts::Expand>(),
        method::<contacts::Screen>(),
        method::<contacts::Learn>(),
        method::<contacts::Suppress>(),
        method::<contacts::Unsuppress>(),
        method::<contacts::Suppressions>(),
        method::<contacts::ReadPolicy>(),
        method::<contacts::SetPolicy>(),
        method::<people::Add>(),
        method::<people::Join>(),
        method::<people::Get>(),
        method::<people::List>(),
        method::<people::Change>(),
        method::<people::Grant>(),
        method::<people::Remove>(),
        method::<people::AddServiceAccount>(),
        method::<people::ServiceAccounts>(),
        method::<people::RemoveServiceAccount>(),
        method::<workspaces::Current>(),
        method::<workspaces::List>(),
        method::<workspaces::Create>(),
        method::<workspaces::Rename>(),
        method::<workspaces::Found>(),
        method::<audit::Read>(),
        method::<audit::Seal>(),
        method::<audit::Verify>(),
        method::<audit::Export>(),
        method::<approvals::Request>(),
        method::<approvals::Get>(),
        method::<approvals::Waiting>(),
        method::<approvals::Of>(),
        method::<approvals::Approve>(),
        method::<approvals::Reject>(),
        method::<approvals::Decide>(),
        method::<approvals::Void>(),
        method::<approvals::Expire>(),
        method::<agents::StartRun>(),
        method::<agents::Play>(),
        start::<agents::Follow>(),
        method::<agents::Get>(),
        method::<agents::List>(),
        method::<agents::Entries>(),
        method::<agents::ReadValue>(),
        method::<agents::Wait>(),
        method::<agents::Send>(),
        method::<agents::Cancel>(),
        method::<agents::Questions>(),
        method::<agents::Approve>(),
        method::<agents::Reject>(),
        method::<agents::Edit>(),
        method::<agents::Answer>(),
        method::<agents::ReplayRun>(),
        method::<agents::ListTools>(),
        method::<agents::ListPlaybooks>(),
        function::<plain::Parse>(),
        function::<plain::ReadBrief>(),
        function::<plain::Values>(),
        function::<plain::Check>(),
        function::<plain::Doctor>(),
        function::<audit::VerifyAudit>(),
        function::<approvals::HashPayload>(),
        function::<plain::PlaceLabel>(),
        function::<plain::DocumentMarkdown>(),
        function::<plain::DocumentHtml>(),
        function::<drafts::EnsureSendable>(),
        function::<drafts::IsSendable>(),
        function::<drafts::Text>(),
        function::<drafts::Markdown>(),
        function::<drafts::Html>(),
        function::<drafts::Eml>(),
        function::<drafts::EmlWith>(),
        function::<drafts::Ics>(),
        function::<drafts::Docx>(),
        function::<drafts::Pdf>(),
        function::<drafts::Render>(),
        function::<drafts::Diff>(),
        function::<plain::CheckIsSupported>(),
        function::<plain::ValueEquals>(),
        function::<audit::ReportIsWhole>(),
        function::<audit::ReportEnsureWhole>(),
    ]
}

/// Returns every way to see an office as somebody else or elsewhere.
pub(crate) fn views() -> Vec<Entry> {
    vec![view::<workspaces::InWorkspace>(), view::<workspaces::ActingAs>()]
}

/// The most entries of a page, unless the caller says otherwise.
fn page_size() -> usize {
    100
}
