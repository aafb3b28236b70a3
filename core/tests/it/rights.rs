//! The rights matrix: every method of every handle, by everybody, in their own, a foreign and a missing
//! workspace, against the permission table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use futures::future::BoxFuture;
use secretariat::agents::{Agent, ApprovalPolicy, CallAnswer, Effect, RunStatus, Stowed};
use secretariat::approvals::{Approval, Needed, NewApproval, NewDecision, PayloadHash, Subject, Verdict};
use secretariat::audit::{AuditKey, AuditOrder, Outcome};
use secretariat::clock::FixedClock;
use secretariat::communications::mailbox::FolderMailbox;
use secretariat::communications::{
    ContactChange, ContactPolicy, DeliveryState, DeliveryVerdict, DraftEdit, DraftKind, NewContact,
    Overruling, RecipientOutcome, RecipientResult, SendOptions, SuppressionReason, Template, UnsubscribeKey,
    UnsubscribeToken, WritingLanguage,
};
use secretariat::documents::DocumentOrder;
use secretariat::id::{
    ApprovalId, ContactId, DeliveryId, DocumentId, DraftId, ErasureId, FactId, FollowUpId, JobId,
    LegalHoldId, MemberId, RunId, ScheduleId, SeededRandomness, ServiceAccountId, WebhookDeliveryId,
    WebhookId, WorkspaceId,
};
use secretariat::memory::{FactEdit, MemoryScope, NewFact};
use secretariat::people::{MemberChange, NewMember, NewOrganisation, NewServiceAccount};
use secretariat::privacy::{DataSubject, ErasureRequest, NewLegalHold, RetentionChange};
use secretariat::rights::{Actor, PERMISSIONS, Permission, Role};
use secretariat::schedules::{NewSchedule, ScheduleWhen, ScheduledRun};
use secretariat::search::SearchQuery;
use secretariat::settings::{MailSettings, Settings};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, AttributeValue, Batch, Expect, Put, Storage};
use secretariat::webhooks::{NewWebhook, WebhookEdit};
use secretariat::{DraftRequest, ErrorKind, Office, OfficeBuilder, Result, Source};
use serde_json::json;

use crate::agents::playing::Told;
use crate::agents::world::{Scripted, counted, outcomes, says, spec, wants};
use crate::people::found;
use crate::recorder::Recorder;

/// Things that methods are called with.
#[derive(Debug, Clone)]
struct Things {
    /// A number that no other call has.
    number: usize,
    document: DocumentId,
    draft: DraftId,
    contact: ContactId,
    /// The workspace of the contact.
    workspace: WorkspaceId,
    job: JobId,
    member: MemberId,
    /// A person of the organisation who is no member of this workspace.
    person: MemberId,
    account: ServiceAccountId,
    approval: Approval,
    /// A draft that was not proposed, and deliveries: one that waits for approval, and in other states.
    unsent: DraftId,
    delivery: DeliveryId,
    doubtful: DeliveryId,
    failed: DeliveryId,
    sent: DeliveryId,
    /// A run that waits for approval, is in doubt about its call, or is over, as the method needs it.
    run: RunId,
    follow_up: FollowUpId,
    schedule: ScheduleId,
    webhook: WebhookId,
    /// What a webhook was told, and did not take.
    told: WebhookDeliveryId,
    fact: FactId,
    /// An erasure that was taken back.
    erasure: ErasureId,
    hold: LegalHoldId,
}

/// A method of a handle.
struct Row {
    /// The handle and the method, as in the source.
    name: &'static str,
    /// What it takes.
    takes: &'static [Permission],
    /// Whether it names a thing by an id, and is `not_found` for a missing one.
    by_id: bool,
    /// Calls it.
    call: fn(Office, Things) -> BoxFuture<'static, Result<()>>,
}

macro_rules! rows {
    ($($name:literal [$($permission:ident),*] $by_id:literal |$office:ident, $things:ident| $call:expr;)*) => {
        vec![$(Row {
            name: $name,
            takes: &[$(Permission::$permission),*],
            by_id: $by_id,
            call: |$office: Office, $things: Things| Box::pin(async move { $call.await.map(drop) }),
        }),*]
    };
}

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    rows! {
        "Documents::add" [DocumentsAdd] false |o, t| o.documents().add(note(t.number));
        "Documents::submit" [DocumentsAdd] false |o, t| async move {
            o.documents().submit(vec![note(t.number)]).wait().await?.remove(0).result.map(drop)
        };
        "Documents::job" [DocumentsRead] true |o, t| async move { o.documents().job(&t.job).await.map(drop) };
        "Documents::get" [DocumentsRead] true |o, t| o.documents().get(&t.document);
        "Documents::find" [DocumentsRead] true |o, t| o.documents().find(t.document.as_str());
        "Documents::list" [DocumentsRead] false |o, _t| o.documents().list(None, 1);
        "Documents::list_in" [DocumentsRead] false |o, _t| o.documents().list_in(DocumentOrder::Newest, None, 1);
        "Documents::all" [DocumentsRead] false |o, _t| o.documents().all();
        "Documents::text" [DocumentsRead] true |o, t| o.documents().text(&t.document);
        "Documents::original" [DocumentsRead] true |o, t| o.documents().original(&t.document);
        "Documents::search" [DocumentsRead] false |o, _t| o.documents().search(SearchQuery::new("chairs"));
        "Documents::ask" [DocumentsRead] false |o, _t| o.documents().ask("How many chairs?");
        "Documents::ask_in_group" [DocumentsRead] false |o, _t| o.documents().ask_in_group("How many chairs?", "g");
        "Documents::extract" [DocumentsRead] true |o, t| async move {
            let form = json!({"type": "object", "properties": {"total": {"type": "number"}}});
            o.documents().extract(&t.document, &form).await
        };
        "Documents::agenda" [DocumentsRead] false |o, _t| o.documents().agenda();
        "Documents::agenda_of" [DocumentsRead] false |o, _t| o.documents().agenda_of(&[]);
        "Documents::owner" [DocumentsRead] false |o, _t| o.documents().owner();
        "Communications::draft" [DraftsWrite, DocumentsRead] true |o, t|
            o.communications().draft(DraftRequest::reply_to(t.document).saying(format!("Reply {}.", t.number)));
        "Communications::receive" [DraftsSend, DocumentsRead] true |o, t| o.communications().receive(&t.document);
        "Communications::version" [DraftsRead] true |o, t| o.communications().version(&t.draft, 1);
        "Communications::compare" [DraftsRead] true |o, t| o.communications().compare(&t.draft, 1, 1);
        "Communications::revise" [DraftsWrite, DraftsRead] true |o, t| async move {
            let expected_version = o.communications().get(&t.draft).await?.version;
            let gaps = vec![format!("Reply {}.", t.number)];
            o.communications().revise(&t.draft, DraftEdit { expected_version, gaps, ..DraftEdit::default() }).await
        };
        "Communications::overrule" [DraftsWrite, DocumentsRead] false |o, t| async move {
            let new = DraftRequest::new(DraftKind::NewMail).subject(format!("Plan {}", t.number));
            let draft = o.communications().draft(new.saying("Please find the plan attached.")).await?;
            let (code, reason) = ("V8".to_owned(), "It goes by post.".to_owned());
            let overruling = Overruling { expected_version: 1, code, message: None, reason };
            o.communications().overrule(&draft.id, overruling).await
        };
        "Communications::variants" [DraftsWrite, DocumentsRead] true |o, t|
            o.communications().variants(DraftRequest::reply_to(t.document));
        "Communications::voice" [DraftsRead, DocumentsRead] false |o, _t| o.communications().voice("f@them.example");
        "Communications::fetch" [DraftsSend, ContactsWrite, DocumentsAdd] false |o, _t|
            async move { unless_unset(o.communications().fetch(1).await).await };
        "Communications::fetch_from" [DraftsSend, ContactsWrite, DocumentsAdd] false |o, _t| async move {
            let folder = tempfile::tempdir().unwrap();
            o.communications().fetch_from(&FolderMailbox::new(folder.path()), 1).await
        };
        "Communications::mailbox_state" [DraftsRead] false |o, _t| o.communications().mailbox_state(Some("none"));
        "Communications::templates" [DraftsRead] false |o, _t| o.communications().templates();
        "Communications::template" [DraftsRead] false |o, _t| o.communications().template("reply", None);
        "Communications::save_template" [DraftsWrite] false |o, t| async move {
            o.communications().save_template(template(t.number)).await
        };
        "Communications::remove_template" [DraftsWrite] false |o, t| async move {
            o.communications().save_template(template(t.number)).await?;
            o.communications().remove_template(&template(t.number).name, None).await
        };
        "Communications::get" [DraftsRead] true |o, t| o.communications().get(&t.draft);
        "Communications::newest" [DraftsRead] false |o, _t| o.communications().newest(1);
        "Communications::outbox" [DraftsRead] false |o, _t| async move {
            o.communications().outbox().list(None, None, 1).await
        };
        "Communications::follow_ups" [DraftsRead] false |o, _t| async move {
            o.communications().follow_ups().list(None, None, 1).await
        };
        "Communications::draft_each" [DraftsWrite, DocumentsRead] false |o, t| async move {
            let to = secretariat::documents::Mailbox { name: None, address: "f@them.example".to_owned() };
            let request = DraftRequest::new(DraftKind::NewMail).subject(format!("S{}", t.number)).saying("Yes.");
            o.communications().draft_each(request.to(to)).await
        };
        "Communications::unsubscribe" [ContactsWrite] false |o, _t|
            async move { unless_unset(o.communications().unsubscribe("u1.a.b").await).await };
        "FollowUps::remind_if_no_answer" [DraftsWrite, DraftsRead] true |o, t| async move {
            o.communications().follow_ups().remind_if_no_answer(&t.delivery, far()).await
        };
        "FollowUps::remind_of_deadlines" [DraftsWrite, DocumentsRead] true |o, t| async move {
            o.communications().follow_ups().remind_of_deadlines(&t.document, Default::default()).await
        };
        "FollowUps::get" [DraftsRead] true |o, t|
            async move { o.communications().follow_ups().get(&t.follow_up).await };
        "FollowUps::list" [DraftsRead] false |o, _t|
            async move { o.communications().follow_ups().list(None, None, 1).await };
        "FollowUps::cancel" [DraftsWrite] true |o, t|
            async move { o.communications().follow_ups().cancel(&t.follow_up).await };
        "Outbox::send" [DraftsSend, ApprovalsRequest] true |o, t|
            o.communications().outbox().send(&t.unsent, SendOptions::default());
        "Outbox::get" [DraftsRead] true |o, t| o.communications().outbox().get(&t.delivery);
        "Outbox::list" [DraftsRead] false |o, _t| o.communications().outbox().list(None, None, 1);
        "Outbox::of_draft" [DraftsRead] false |o, t| o.communications().outbox().of_draft(&t.draft);
        "Outbox::by_message_id" [DraftsRead] false |o, _t| o.communications().outbox().by_message_id("a@b.example");
        "Outbox::message" [DraftsRead] true |o, t| o.communications().outbox().message(&t.delivery);
        "Outbox::cancel" [DraftsSend] true |o, t| o.communications().outbox().cancel(&t.delivery, None);
        "Outbox::resolve" [WorkRetry] true |o, t|
            o.communications().outbox().resolve(&t.doubtful, DeliveryVerdict::Sent);
        "Outbox::retry" [WorkRetry] true |o, t| o.communications().outbox().retry(&t.failed);
        "Outbox::bounced" [DraftsSend] true |o, t| o.communications().outbox().bounced(&t.sent, bounce());
        "Outbox::replied" [DraftsSend] true |o, t| o.communications().outbox().replied(&t.sent, t.document);
        "Outbox::approve" [ApprovalsDecide] true |o, t| o.communications().outbox().approve(&t.delivery);
        "Outbox::reject" [ApprovalsDecide] true |o, t| o.communications().outbox().reject(&t.delivery, None);
        "Contacts::add" [ContactsWrite] false |o, t|
            o.contacts().add(NewContact::new("New", format!("new{}@them.example", t.number)));
        "Contacts::get" [ContactsRead] true |o, t| o.contacts().get(&t.contact);
        "Contacts::find" [ContactsRead] false |o, _t| o.contacts().find("Contact", 1);
        "Contacts::list" [ContactsRead] false |o, _t| o.contacts().list(None, 1);
        "Contacts::change" [ContactsWrite] true |o, t|
            o.contacts().change(&t.contact, ContactChange { name: Some("Other".to_owned()), ..Default::default() });
        "Contacts::remove" [ContactsWrite] true |o, t| o.contacts().remove(&t.contact);
        "Contacts::expand" [ContactsRead] false |o, _t| o.contacts().expand("all", "bcc");
        "Contacts::suppress" [ContactsWrite] false |o, t|
            o.contacts().suppress(&format!("gone{}@them.example", t.number), SuppressionReason::ByHand);
        "Contacts::unsuppress" [ContactsWrite] false |o, t|
            o.contacts().unsuppress(&format!("gone{}@them.example", t.number));
        "Contacts::suppressions" [ContactsRead] false |o, _t| o.contacts().suppressions(None, 1);
        "Contacts::unsubscribe" [ContactsWrite] false |o, t| async move {
            let key = UnsubscribeKey::new(&[1; 32])?;
            let address = format!("un{}@them.example", t.number).parse()?;
            let token = UnsubscribeToken { workspace: t.workspace, address }.seal(&key)?;
            o.contacts().unsubscribe(&token, &key).await.map(drop)
        };
        "Contacts::policy" [ContactsRead] false |o, _t| o.contacts().policy();
        "Contacts::set_policy" [SettingsWrite] false |o, _t| o.contacts().set_policy(ContactPolicy::default());
        "Contacts::screen" [ContactsRead] false |o, _t| o.contacts().screen(&[]);
        "Contacts::learn" [ContactsWrite, DocumentsRead] false |o, _t| o.contacts().learn();
        "People::add" [MembersWrite] false |o, t|
            o.people().add(NewMember::new(format!("N{}", t.number), Role::Viewer));
        "People::join" [MembersWrite] true |o, t| o.people().join(&t.person, Role::Viewer);
        "People::get" [MembersRead] true |o, t| o.people().get(&t.member);
        "People::list" [MembersRead] false |o, _t| o.people().list(None, 1);
        "People::change" [MembersWrite] true |o, t|
            o.people().change(&t.member, MemberChange { name: Some("Other".to_owned()), ..Default::default() });
        "People::grant" [RolesGrant] true |o, t| o.people().grant(&t.member, Role::Editor);
        "People::remove" [MembersWrite] true |o, t| o.people().remove(&t.member);
        "People::add_service_account" [ServiceAccountsWrite] false |o, t|
            o.people().add_service_account(NewServiceAccount { name: format!("S{}", t.number), role: Role::Viewer });
        "People::service_accounts" [ServiceAccountsRead] false |o, _t| o.people().service_accounts(None, 1);
        "People::remove_service_account" [ServiceAccountsWrite] true |o, t|
            o.people().remove_service_account(&t.account);
        "Workspaces::current" [WorkspacesRead] false |o, _t| o.workspaces().current();
        "Workspaces::list" [WorkspacesCreate] false |o, _t| o.workspaces().list(None, 1);
        "Workspaces::create" [WorkspacesCreate] false |o, _t| o.workspaces().create("Another");
        "Workspaces::rename" [WorkspacesWrite] false |o, _t| o.workspaces().rename("Renamed");
        "Workspaces::found" [OrganisationsFound] false |o, t| o.workspaces().found(NewOrganisation {
            name: format!("O{}", t.number), workspace: "W".to_owned(), owner: "P".to_owned(), addresses: Vec::new(),
        });
        "Audit::read" [AuditRead] false |o, _t| o.audit().read(0, 1);
        "Audit::read_in" [AuditRead] false |o, _t| o.audit().read_in(AuditOrder::Newest, 0, 1);
        "Audit::seal" [AuditSeal] false |o, _t| o.audit().seal();
        "Audit::verify" [AuditVerify] false |o, _t| o.audit().verify(None);
        "Audit::export" [AuditExport] false |o, _t| o.audit().export();
        "Approvals::request" [ApprovalsRequest] false |o, t| o.approvals().request(question(t.number, "new"));
        "Approvals::request_with" [ApprovalsRequest] false |o, t|
            o.approvals().request_with(question(t.number, "with"), |_| Ok(None));
        "Approvals::get" [ApprovalsRead] true |o, t| o.approvals().get(&t.approval.id);
        "Approvals::waiting" [ApprovalsRead] false |o, _t| o.approvals().waiting(None, 1);
        "Approvals::of" [ApprovalsRead] false |o, t| o.approvals().of(&t.approval.subject);
        "Approvals::approve" [ApprovalsDecide] true |o, t| o.approvals().approve(&t.approval);
        "Approvals::reject" [ApprovalsDecide] true |o, t| o.approvals().reject(&t.approval, None);
        "Approvals::decide" [ApprovalsDecide] true |o, t| o.approvals().decide(&t.approval.id, decision(&t));
        "Approvals::decide_with" [ApprovalsDecide] true |o, t|
            o.approvals().decide_with(&t.approval.id, decision(&t), |_| Ok(None));
        "Approvals::void" [ApprovalsVoid] true |o, t| o.approvals().void(&t.approval.id);
        "Approvals::expire" [ApprovalsVoid] false |o, _t| o.approvals().expire(1);
        "Agents::start" [RunsStart] false |o, _t| async move { o.agents().start(&Agent::new("a", "A."), "Go").await };
        "Agents::play" [RunsStart] false |o, _t| o.agents().play("told", json!({"n": 1}));
        "Agents::tools" [RunsRead] false |o, _t| o.agents().tools();
        "Agents::playbooks" [RunsRead] false |o, _t| o.agents().playbooks();
        "Agents::agents" [RunsRead] false |o, _t| o.agents().agents();
        "Agents::run" [RunsRead] true |o, t| o.agents().run(&t.run);
        "Agents::list" [RunsRead] false |o, _t| o.agents().list(None, None, 1);
        "Agents::entries" [RunsRead] true |o, t| o.agents().entries(&t.run, 0, 1);
        "Agents::events" [RunsRead] true |o, t| o.agents().events(&t.run, 0);
        "Agents::value" [RunsRead] false |o, _t| async move {
            o.agents().value(&Stowed { value: json!(1), blob: None }).await
        };
        "Agents::wait" [RunsRead] true |o, t| o.agents().wait(&t.run);
        "Agents::send" [RunsStart] true |o, t| o.agents().send(&t.run, "More.");
        "Agents::cancel" [RunsCancel] true |o, t| o.agents().cancel(&t.run, None);
        "Agents::questions" [RunsRead] true |o, t| o.agents().questions(&t.run);
        "Agents::approve" [ApprovalsDecide, ApprovalsRead] true |o, t| o.agents().approve(&t.run, "call_1");
        "Agents::reject" [ApprovalsDecide, ApprovalsRead] true |o, t| o.agents().reject(&t.run, "call_1", None);
        "Agents::edit" [ApprovalsDecide] true |o, t| o.agents().edit(&t.run, "call_1", json!({"to": "Bob"}));
        "Agents::answer" [ApprovalsDecide] true |o, t| o.agents().answer(&t.run, "call_1", CallAnswer::GivenUp);
        "Agents::replay" [RunsRead] true |o, t| o.agents().replay(&t.run);
        "Agents::ag_ui" [RunsRead] true |o, t| o.agents().ag_ui(&t.run, 0);
        "Agents::follow_ag_ui" [RunsRead] true |o, t| o.agents().follow_ag_ui(&t.run, 0);
        "Schedules::add" [RunsStart] false |o, t| o.schedules().add(at_last(t.number));
        "Schedules::get" [RunsRead] true |o, t| o.schedules().get(&t.schedule);
        "Schedules::list" [RunsRead] false |o, _t| o.schedules().list(None, None, 1);
        "Schedules::firings" [RunsRead] true |o, t| o.schedules().firings(&t.schedule, None, 1);
        "Schedules::pause" [RunsStart] true |o, t| o.schedules().pause(&t.schedule);
        "Schedules::resume" [RunsStart] true |o, t| o.schedules().resume(&t.schedule);
        "Schedules::remove" [RunsStart] true |o, t| o.schedules().remove(&t.schedule);
        "Webhooks::add" [SettingsWrite] false |o, t| o.webhooks().add(webhook(t.number));
        "Webhooks::get" [AuditRead] true |o, t| o.webhooks().get(&t.webhook);
        "Webhooks::list" [AuditRead] false |o, _t| o.webhooks().list();
        "Webhooks::change" [SettingsWrite] true |o, t| o.webhooks().change(&t.webhook, WebhookEdit::default());
        "Webhooks::rotate_secret" [SettingsWrite] true |o, t| o.webhooks().rotate_secret(&t.webhook);
        "Webhooks::remove" [SettingsWrite] true |o, t| o.webhooks().remove(&t.webhook);
        "Webhooks::deliveries" [AuditRead] true |o, t| o.webhooks().deliveries(&t.webhook, None, None, 1);
        "Webhooks::redeliver" [SettingsWrite] true |o, t| o.webhooks().redeliver(&t.told);
        "Webhooks::test" [SettingsWrite] true |o, t| o.webhooks().test(&t.webhook);
        "Memory::remember" [MemoryWrite] false |o, t| o.memory().remember(fact(t.number));
        "Memory::recall" [MemoryRead] false |o, _t| o.memory().recall("chairs", 1);
        "Memory::get" [MemoryRead] true |o, t| o.memory().get(&t.fact);
        "Memory::list" [MemoryRead] false |o, _t| o.memory().list(MemoryScope::Workspace, None, 1);
        "Memory::change" [MemoryWrite] true |o, t| async move {
            let text = Some("Other.".to_owned());
            o.memory().change(&t.fact, FactEdit { expected_version: 1, text, sources: None }).await
        };
        "Memory::forget" [MemoryWrite] true |o, t| o.memory().forget(&t.fact);
        "Privacy::report" [DataErase] true |o, t| async move { o.privacy().report(&erases(&t)).await };
        "Privacy::request" [DataErase, ApprovalsRequest] true |o, t| async move {
            let report = o.privacy().report(&erases(&t)).await?;
            o.privacy().request(&erases(&t), &report.hash).await
        };
        "Privacy::get" [DataErase] true |o, t| async move { o.privacy().get(&t.erasure).await };
        "Privacy::list" [DataErase] false |o, _t| o.privacy().list(None, 1);
        "Privacy::wait" [DataErase] true |o, t| async move { o.privacy().wait(&t.erasure).await };
        "Privacy::verify" [DataErase] true |o, t| async move {
            // One that was taken back has no proof; to be told so takes the right to see it.
            match o.privacy().verify(&t.erasure).await {
                Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
                outcome => outcome.map(drop),
            }
        };
        "Privacy::place_hold" [DataErase] true |o, t| async move { o.privacy().place_hold(hold(&t)).await };
        "Privacy::holds" [DataErase] false |o, _t| o.privacy().holds();
        "Privacy::release_hold" [DataErase] true |o, t| async move { o.privacy().release_hold(&t.hold).await };
        "Privacy::retention" [DataErase] false |o, _t| o.privacy().retention();
        "Privacy::set_retention" [DataErase] false |o, _t| async move {
            // Without rules nothing goes while others are called.
            let expected_version = o.privacy().retention().await?.version;
            o.privacy().set_retention(RetentionChange { expected_version, rules: Vec::new() }).await
        };
        "Privacy::preview_retention" [DataErase] false |o, _t| async move { o.privacy().preview_retention(&[]).await };
        "Privacy::export" [DataExport] true |o, t| async move {
            o.privacy().export(&DataSubject { contact: Some(t.contact), ..DataSubject::default() }).await.map(drop)
        };
        "Privacy::export_to" [DataExport] true |o, t| async move {
            let folder = tempfile::tempdir().unwrap();
            let subject = DataSubject { contact: Some(t.contact), ..DataSubject::default() };
            o.privacy().export_to(&subject, folder.path().join("archive.zip")).await
        };
        "Privacy::tombstones" [DataErase] false |o, _t| o.privacy().tombstones(0, 1);
        "Privacy::replay_tombstones" [DataErase] false |o, _t| async move { o.privacy().replay_tombstones(&[]).await };
    }
}

/// What is asked to be erased, and a hold that holds nothing that others are called with.
fn erases(things: &Things) -> ErasureRequest {
    ErasureRequest { documents: vec![things.document.clone()], ..ErasureRequest::default() }
}

fn hold(things: &Things) -> NewLegalHold {
    let subject = DataSubject { contact: Some(things.contact.clone()), ..DataSubject::default() };
    NewLegalHold {
        name: format!("Case {}", things.number),
        subject: Some(subject),
        ..NewLegalHold::default()
    }
}

/// Methods that reach nothing stored.
const OPEN: [&str; 6] = [
    "Documents::now",
    "Documents::worker_metrics",
    "People::new",
    "Workspaces::new",
    "Audit::new",
    "Approvals::new",
];

fn far() -> jiff::Timestamp {
    "2999-01-01T00:00:00Z".parse().unwrap()
}

/// What the settings of this test do not name is not there for who may have it.
async fn unless_unset<T>(outcome: Result<T>) -> Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(()),
        outcome => outcome.map(drop),
    }
}

fn note(number: usize) -> Source {
    Source::text(format!("{number}.txt"), format!("Note number {number}."))
}

fn template(number: usize) -> Template {
    Template {
        name: format!("t{number}"),
        kind: DraftKind::NewMail,
        language: WritingLanguage::En,
        subject: "Note".to_owned(),
        body: "{{ said() }}".to_owned(),
        variables: Default::default(),
        built_in: false,
    }
}

fn question(number: usize, kind: &str) -> NewApproval {
    NewApproval {
        subject: Subject::new(kind, number),
        payload_hash: PayloadHash::of(b"payload"),
        shown: json!({}),
        needed: Needed { requester_may_approve: true, ..Needed::default() },
        expires_at: None,
    }
}

/// A schedule of a far day.
fn at_last(number: usize) -> NewSchedule {
    NewSchedule {
        name: format!("Schedule {number}"),
        when: ScheduleWhen::At { at: far() },
        run: ScheduledRun::Play { playbook: "told".to_owned(), input: json!({"n": 1}) },
    }
}

/// A webhook that hears nothing but tests.
fn webhook(number: usize) -> NewWebhook {
    let kinds = vec![secretariat::webhooks::WebhookEventKind::WebhookTest];
    let url = "https://hooks.example/".to_owned();
    NewWebhook { url, name: format!("Webhook {number}"), kinds, days_before: None }
}

fn fact(number: usize) -> NewFact {
    NewFact { text: format!("Fact {number}."), ..NewFact::default() }
}

fn pay() -> secretariat::agents::ToolSpec {
    spec("pay", &["to"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always)
}

fn bounce() -> RecipientResult {
    let outcome = RecipientOutcome::Rejected;
    RecipientResult { address: "f@them.example".to_owned(), outcome, code: None, status: None, message: None }
}

fn decision(things: &Things) -> NewDecision {
    NewDecision {
        id: format!("d{}", things.number),
        verdict: Verdict::Approve,
        payload_hash: things.approval.payload_hash.clone(),
        reason: None,
    }
}

const MAIL: &str = "From: Fiona <f@them.example>\r\nTo: us@ours.example\r\nSubject: Chairs\r\n\
    Message-ID: <m1@them.example>\r\nDate: Fri, 20 Nov 2026 11:48:33 +0000\r\n\r\nWe need twelve chairs.\r\n";

/// Nothing is sent in this test: all of it is for a far day.
fn nowhere() -> MailSettings {
    MailSettings { outgoing: Some("folder:/nowhere".into()), ..MailSettings::default() }
}

/// Who calls: in words, as an actor, the role in which they should be seen, if any, and whether as a program.
type Identity = (String, Actor, Option<Role>, bool);

/// An office with two organisations.
struct World {
    office: Office,
    recorder: Arc<Recorder>,
    /// The first workspace of one organisation, and a second one.
    home: WorkspaceId,
    second: WorkspaceId,
    /// The first workspace of another organisation.
    foreign: WorkspaceId,
    documents: BTreeMap<WorkspaceId, (DocumentId, DraftId, JobId)>,
    /// A run that waits for approval.
    runs: BTreeMap<WorkspaceId, RunId>,
    /// An erasure that was taken back.
    erasures: BTreeMap<WorkspaceId, ErasureId>,
    number: usize,
}

impl World {
    async fn new(folder: Option<&Path>) -> Self {
        let storage: Arc<dyn Storage> = match folder {
            Some(folder) => {
                let path = folder.join("rights.db");
                Arc::new(Sqlite::open(&path, OfficeBuilder::collections()).await.unwrap())
            }
            None => Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap()),
        };
        let recorder = Arc::new(Recorder::new(storage));
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        let office = Office::builder()
            .storage(recorder.clone())
            .clock(Arc::new(FixedClock::new(now)))
            .randomness(Arc::new(SeededRandomness::new(3)))
            .audit_key(AuditKey::new([9; 32]))
            .settings(Settings { mail: Some(nowhere()), ..Settings::default() })
            .model(Scripted::new(|request| {
                let is_first = !request.tools.is_empty() && outcomes(&request.messages).is_empty();
                Ok(if is_first { wants(&[("pay", json!({"to": "Ann"}))]) } else { says("done") })
            }))
            .tool(counted(pay(), json!("paid")).0)
            .playbook(Arc::new(Told::new(|_, input| async { Ok(input) })))
            .build()
            .await
            .unwrap();
        let home = found(&office, "Own").await.workspace.id;
        let foreign = found(&office, "Foreign").await.workspace.id;
        let second = office.workspace(&home).workspaces().create("Second").await.unwrap().id;
        let (mut documents, mut runs, mut erasures) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for id in [&home, &second, &foreign] {
            let there = office.workspace(id);
            let run = there
                .agents()
                .start(&Agent::new("clerk", "Pay.").with_tool("pay"), "Pay Ann")
                .await
                .unwrap()
                .id;
            crate::agents::world::question(there.agents(), &run).await;
            runs.insert(id.clone(), run);
            let mail = Source::bytes("mail.eml", MAIL.replace("m1", id.as_str()).into_bytes());
            let document = there.documents().add(mail).await.unwrap().id;
            let request = DraftRequest::reply_to(document.clone()).saying("Twelve chairs are yours.");
            let draft = there.communications().draft(request).await.unwrap().id;
            let job = there.documents().submit(vec![Source::text("job.txt", format!("A job of {id}."))]);
            let handed_in = job.id().clone();
            job.wait().await.unwrap().remove(0).result.unwrap();
            let request = ErasureRequest { documents: vec![document.clone()], ..ErasureRequest::default() };
            let report = there.privacy().report(&request).await.unwrap();
            let asked = there.privacy().request(&request, &report.hash).await.unwrap();
            there.approvals().void(&asked.approval.unwrap()).await.unwrap();
            erasures.insert(id.clone(), asked.id);
            documents.insert(id.clone(), (document, draft, handed_in));
        }
        Self { office, recorder, home, second, foreign, documents, runs, erasures, number: 0 }
    }

    /// Makes new things in a workspace, as the application itself.
    async fn things(&mut self, workspace: &WorkspaceId, row: &Row) -> Things {
        self.number += 1;
        let there = self.office.workspace(workspace);
        let home = there.workspace(&there.workspaces().current().await.unwrap().home);
        let person = home.people().add(NewMember::new("Person", Role::Viewer)).await.unwrap().id;
        home.people().remove(&person).await.unwrap();
        let account = NewServiceAccount { name: "Account".to_owned(), role: Role::Viewer };
        let (document, draft, job) = self.documents[workspace].clone();
        // Drafts and deliveries of its own has only who needs them: they take most of the time.
        let (mut unsent, mut deliveries) = (draft.clone(), vec!["dlv_none".parse().unwrap(); 4]);
        if row.name.starts_with("Outbox") || row.name.starts_with("FollowUps") {
            unsent = self.draft(workspace).await;
            let states =
                [None, Some(DeliveryState::InDoubt), Some(DeliveryState::Failed), Some(DeliveryState::Sent)];
            for (delivery, state) in deliveries.iter_mut().zip(states) {
                *delivery = self.delivery(workspace, state).await;
            }
        }
        let run = match row.name.starts_with("Agents") {
            true => self.run(workspace, row.name).await,
            false => self.runs[workspace].clone(),
        };
        let mut follow_up = "fup_none".parse().unwrap();
        if row.name.starts_with("FollowUps") {
            let follow_ups = there.communications().follow_ups();
            follow_up = follow_ups.remind_if_no_answer(&deliveries[3], far()).await.unwrap().id;
        }
        let (mut schedule, mut fact) = ("sch_none".parse().unwrap(), "fct_none".parse().unwrap());
        if row.name.starts_with("Schedules") {
            schedule = there.schedules().add(at_last(self.number)).await.unwrap().id;
            if row.name == "Schedules::resume" {
                there.schedules().pause(&schedule).await.unwrap();
            }
        }
        let (mut webhook, mut told) = ("whk_none".parse().unwrap(), "whd_none".parse().unwrap());
        if row.name.starts_with("Webhooks") {
            // A workspace has at most 50 of them.
            for old in there.webhooks().list().await.unwrap() {
                there.webhooks().remove(&old.id).await.unwrap();
            }
            webhook = there.webhooks().add(self::webhook(self.number)).await.unwrap().webhook.id;
        }
        if row.name == "Webhooks::redeliver" {
            told = self.told(workspace, &webhook).await;
        }
        if row.name.starts_with("Memory") {
            fact = there.memory().remember(self::fact(self.number)).await.unwrap().id;
        }
        let contact = NewContact::new("Contact", format!("c{}@them.example", self.number));
        let contact = there.contacts().add(contact).await.unwrap().id;
        let mut held = "hld_none".parse().unwrap();
        if row.name == "Privacy::release_hold" {
            let group = vec![format!("none {}", self.number)];
            let new = NewLegalHold { name: "Case".to_owned(), groups: group, ..NewLegalHold::default() };
            held = there.privacy().place_hold(new).await.unwrap().id;
        }
        Things {
            number: self.number,
            erasure: self.erasures[workspace].clone(),
            hold: held,
            follow_up,
            schedule,
            webhook,
            told,
            fact,
            run,
            document,
            draft,
            contact,
            workspace: workspace.clone(),
            job,
            member: there.people().add(NewMember::new("Member", Role::Viewer)).await.unwrap().id,
            person,
            account: there.people().add_service_account(account).await.unwrap().id,
            approval: there.approvals().request(question(self.number, "old")).await.unwrap(),
            sent: deliveries.remove(3),
            failed: deliveries.remove(2),
            doubtful: deliveries.remove(1),
            delivery: deliveries.remove(0),
            unsent,
        }
    }

    /// Copies the draft of a workspace, which is faster than to make one.
    async fn draft(&mut self, workspace: &WorkspaceId) -> DraftId {
        self.number += 1;
        let id: DraftId = format!("dft_{}", self.number).parse().unwrap();
        let draft = self.documents[workspace].1.clone();
        let mut record = self.recorder.get(workspace, "drafts", draft.as_str()).await.unwrap().unwrap();
        (record.id, record.body["id"]) = (id.to_string(), json!(id));
        let mut batch = Batch::new(workspace.clone());
        batch.puts.push(Put { record, expect: Expect::Absent });
        self.recorder.commit(batch).await.unwrap();
        id
    }

    /// Proposes a draft for a far day, and writes it into a state.
    async fn delivery(&mut self, workspace: &WorkspaceId, state: Option<DeliveryState>) -> DeliveryId {
        let there = self.office.workspace(workspace);
        let draft = self.draft(workspace).await;
        let far = SendOptions { at: Some("2999-01-01T00:00:00Z".parse().unwrap()), ..SendOptions::default() };
        let id = there.communications().outbox().send(&draft, far).await.unwrap().id;
        if let Some(state) = state {
            let mut record = self.recorder.get(workspace, "deliveries", id.as_str()).await.unwrap().unwrap();
            record.body["state"] = json!(state);
            let mut batch = Batch::new(workspace.clone());
            batch.puts.push(Put { record, expect: Expect::Any });
            self.recorder.commit(batch).await.unwrap();
        }
        id
    }

    /// Tells a webhook something, and writes that it failed.
    async fn told(&self, workspace: &WorkspaceId, webhook: &WebhookId) -> WebhookDeliveryId {
        let id = self.office.workspace(workspace).webhooks().test(webhook).await.unwrap().id;
        let found = self.recorder.get(workspace, "webhook_deliveries", id.as_str()).await.unwrap();
        let mut record = found.unwrap();
        record.body["delivery"]["state"] = json!("failed");
        let mut batch = Batch::new(workspace.clone());
        batch.puts.push(Put { record, expect: Expect::Any });
        self.recorder.commit(batch).await.unwrap();
        id
    }

    /// Copies the run of a workspace, and its question; for some methods it is brought into another state.
    async fn run(&mut self, workspace: &WorkspaceId, method: &str) -> RunId {
        self.number += 1;
        let (old, new) = (self.runs[workspace].clone(), format!("run_{}", self.number));
        let (subject, question) = (format!("run_call/{old}/call_1"), format!("apr_{}", self.number));
        let mut record = self.recorder.get(workspace, "runs", old.as_str()).await.unwrap().unwrap();
        (record.id, record.body["id"]) = (new.clone(), json!(new));
        let approvals = secretariat::storage::Query {
            conditions: vec![secretariat::storage::Condition {
                attribute: "subject",
                compare: secretariat::storage::Compare::Equal,
                value: AttributeValue::Text(subject.clone()),
            }],
            ..secretariat::storage::Query::new(workspace.clone(), "approvals")
        };
        let mut approval = self.recorder.query(approvals).await.unwrap().records.remove(0);
        let asked = approval.id.clone();
        (approval.id, approval.body["id"]) = (question.clone(), json!(question));
        approval.body["subject"]["id"] = json!(format!("{new}/call_1"));
        for name in ["subject", "open"] {
            approval.attributes.insert(name, AttributeValue::Text(format!("run_call/{new}/call_1")));
        }
        let events = self.recorder.read(workspace, &format!("run/{old}"), 0, 100).await.unwrap();
        let text = |event: serde_json::Value| event.to_string().replace(&asked, &question);
        let mut events: Vec<serde_json::Value> =
            events.into_iter().map(|entry| serde_json::from_str(&text(entry.event)).unwrap()).collect();
        match method {
            "Agents::answer" => {
                events.push(json!({"type": "tool_unknown", "call": "call_1", "why": "a crash", "time": 0}));
            }
            "Agents::wait" => {
                (record.body["status"], record.body["ending"]) =
                    (json!("cancelled"), json!({"type": "cancelled"}));
            }
            _ => {}
        }
        let mut batch = Batch::new(workspace.clone());
        batch.puts.push(Put { record, expect: Expect::Absent });
        batch.puts.push(Put { record: approval, expect: Expect::Absent });
        batch.appends.push(Append {
            stream: format!("run/{new}"),
            expected_sequence: Some(0),
            epoch: 0,
            events,
        });
        self.recorder.commit(batch).await.unwrap();
        new.parse().unwrap()
    }

    /// Waits until no run goes on, so that what workers write is not taken for what the next call writes.
    async fn rest(&self, workspace: &WorkspaceId) {
        let there = self.office.workspace(workspace);
        while !there.agents().list(Some(RunStatus::Running), None, 1).await.unwrap().0.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    /// Everybody who may call.
    async fn identities(&self, workspace: &WorkspaceId) -> Vec<Identity> {
        let there = self.office.workspace(workspace);
        let home = there.workspace(&there.workspaces().current().await.unwrap().home);
        let mut all = vec![("the application".to_owned(), Actor::Owner, None, false)];
        for role in Role::ALL {
            let member = there.people().add(NewMember::new("M", role)).await.unwrap().id;
            all.push((format!("member {role}"), member.into(), Some(role), false));
            let new = NewServiceAccount { name: "A".to_owned(), role };
            let account = there.people().add_service_account(new).await.unwrap().id;
            all.push((format!("service account {role}"), account.into(), Some(role), true));
        }
        let removed = there.people().add(NewMember::new("R", Role::Admin)).await.unwrap().id;
        there.people().remove(&removed).await.unwrap();
        all.push(("removed member".to_owned(), removed.into(), None, false));
        let suspended = home.people().add(NewMember::new("S", Role::Admin)).await.unwrap().id;
        if home.workspaces().current().await.unwrap().id != *workspace {
            there.people().join(&suspended, Role::Admin).await.unwrap();
        }
        let change = MemberChange { active: Some(false), ..MemberChange::default() };
        home.people().change(&suspended, change).await.unwrap();
        all.push(("suspended member".to_owned(), suspended.into(), None, false));
        let gone =
            there.people().add_service_account(NewServiceAccount { name: "G".to_owned(), role: Role::Owner });
        let gone = gone.await.unwrap().id;
        there.people().remove_service_account(&gone).await.unwrap();
        all.push(("removed service account".to_owned(), gone.into(), None, true));
        let nobody: MemberId = "mem_anonymous".parse().unwrap();
        all.push(("anonymous".to_owned(), nobody.into(), None, false));
        all
    }
}

/// Whether the table lets somebody call a method.
fn allowed(row: &Row, actor: &Actor, role: Option<Role>, program: bool) -> bool {
    *actor == Actor::Owner
        || role.is_some_and(|role| {
            row.takes.iter().all(|permission| role.may(*permission) && (!program || permission.row().service))
        })
}

/// A workspace that is nowhere.
fn missing() -> WorkspaceId {
    "ws_missing".parse().unwrap()
}

/// Calls that were judged, by what came of them.
#[derive(Debug, Default)]
struct Count {
    allowed: usize,
    denied: usize,
    hidden: usize,
}

/// What a call in the own workspace should come to; `None` for success.
fn expected(row: &Row, who: &Identity, is_home: bool) -> Option<ErrorKind> {
    let (_, actor, role, program) = who;
    if !allowed(row, actor, *role, *program) {
        return Some(if role.is_some() { ErrorKind::Denied } else { ErrorKind::NotFound });
    }
    // Organisations are governed, and people changed, at home: owners elsewhere are no owners there.
    match row.name {
        "Workspaces::create" | "Workspaces::list" if !is_home && *actor != Actor::Owner => {
            Some(ErrorKind::Denied)
        }
        "People::change" if !is_home => Some(ErrorKind::InvalidInput),
        _ => None,
    }
}

/// Calls everything as everybody whose description is picked.
async fn matrix(mut world: World, picked: fn(&str) -> bool) {
    let (mut count, mut calls) = (Count::default(), 0);
    for workspace in [world.home.clone(), world.second.clone()] {
        let identities = world.identities(&workspace).await;
        for who in identities.iter().filter(|(who, ..)| picked(who)) {
            for row in rows() {
                call_at_home(&mut world, &row, who, &workspace, &mut count).await;
                calls += 1;
                if who.1 != Actor::Owner {
                    call_abroad(&mut world, &row, who).await;
                    count.hidden += 1;
                    calls += 1;
                }
            }
        }
    }
    let Count { allowed, denied, hidden } = count;
    println!("rights: {allowed} calls allowed, {denied} denied, {hidden} as if nothing were there");
    assert_eq!(allowed + denied + hidden, calls, "every call was judged");
}

/// Makes one call in the workspace that the caller belongs to, or once did.
async fn call_at_home(
    world: &mut World,
    row: &Row,
    who: &Identity,
    workspace: &WorkspaceId,
    count: &mut Count,
) {
    let is_home = *workspace == world.home;
    let name = format!("{} by {} (home: {is_home})", row.name, who.0);
    let office = world.office.acting_as(who.1.clone()).unwrap();
    let things = world.things(workspace, row).await;
    world.recorder.take();
    let result = (row.call)(office.workspace(workspace), things.clone()).await;
    let batches = world.recorder.take();
    if row.name.starts_with("Agents") || row.name.starts_with("Approvals") {
        world.rest(workspace).await;
    }
    let came = result.as_ref().err().map(secretariat::Error::kind);
    assert_eq!(came, expected(row, who, is_home), "{name}: {result:?}");
    if allowed(row, &who.1, who.2, who.3) {
        is_noted(&name, &batches);
        count.allowed += 1;
        if row.by_id {
            foreign_ids_look_missing(&name, world, row, &office, workspace).await;
        }
        return;
    }
    let error = result.expect_err(&name);
    let written: Vec<_> = batches.iter().flat_map(|batch| &batch.appends).collect();
    assert!(batches.iter().all(|batch| batch.puts.is_empty() && batch.deletes.is_empty()), "{name}");
    if who.2.is_some() {
        assert_eq!(written.len(), 1, "{name}: the attempt is noted");
        assert_eq!(written[0].events[0]["outcome"], json!(Outcome::Refused), "{name}");
        count.denied += 1;
    } else {
        assert!(written.is_empty(), "{name}: strangers fill no audit");
        is_hidden(&name, row, &office, workspace, &error, &things).await;
        count.hidden += 1;
    }
}

/// Makes one call in a foreign workspace, with what is really there: it is as good as none.
async fn call_abroad(world: &mut World, row: &Row, who: &Identity) {
    let name = format!("{} by {} abroad", row.name, who.0);
    let office = world.office.acting_as(who.1.clone()).unwrap();
    let foreign = world.foreign.clone();
    let things = world.things(&foreign, row).await;
    world.recorder.take();
    let error = (row.call)(office.workspace(&foreign), things.clone()).await.expect_err(&name);
    assert!(world.recorder.take().is_empty(), "{name}: nothing is written there");
    is_hidden(&name, row, &office, &foreign, &error, &things).await;
}

/// Everything that changes records says so in the audit, in the same batch; seals are the audit itself.
fn is_noted(name: &str, batches: &[secretariat::storage::Batch]) {
    for batch in batches {
        let of_worker =
            |put: &Put| put.record.collection == "work" && put.record.attributes.contains_key("epoch");
        if batch.puts.iter().any(of_worker)
            || !batch.amends.is_empty()
            || batch.deletes.iter().any(|delete| delete.collection == "work")
        {
            continue;
        }
        // Leases and ends of work are no acts of anybody: what work does is noted where it does it.
        let counts = |collection: &str| !["audit_seal_heads", "work"].contains(&collection);
        let changes = batch.puts.iter().any(|put| counts(put.record.collection))
            || batch.deletes.iter().any(|delete| counts(delete.collection));
        let noted = batch.appends.iter().any(|append| append.stream == "audit");
        assert!(noted || !changes, "{name}: {batch:?}");
    }
}

/// The error is that of a workspace which does not exist.
async fn is_hidden(
    name: &str,
    row: &Row,
    office: &Office,
    workspace: &WorkspaceId,
    error: &secretariat::Error,
    things: &Things,
) {
    let nowhere = (row.call)(office.workspace(&missing()), things.clone()).await.expect_err(name);
    assert_eq!(error.kind(), ErrorKind::NotFound, "{name}: {error}");
    assert_eq!(nowhere.kind(), ErrorKind::NotFound, "{name}: {nowhere}");
    let shown = error.message().replace(workspace.as_str(), missing().as_str());
    assert_eq!(shown, nowhere.message(), "{name}");
}

/// Ids of another workspace are answered as ids that are nowhere.
async fn foreign_ids_look_missing(
    name: &str,
    world: &mut World,
    row: &Row,
    office: &Office,
    workspace: &WorkspaceId,
) {
    let foreign = world.things(&world.foreign.clone(), row).await;
    let nothing = Things {
        document: "doc_missing".parse().unwrap(),
        draft: "dft_missing".parse().unwrap(),
        contact: "con_missing".parse().unwrap(),
        job: "job_missing".parse().unwrap(),
        member: "mem_missing".parse().unwrap(),
        person: "mem_missing".parse().unwrap(),
        account: "sa_missing".parse().unwrap(),
        unsent: "dft_missing".parse().unwrap(),
        delivery: "dlv_missing".parse().unwrap(),
        doubtful: "dlv_missing".parse().unwrap(),
        failed: "dlv_missing".parse().unwrap(),
        sent: "dlv_missing".parse().unwrap(),
        run: "run_missing".parse().unwrap(),
        follow_up: "fup_missing".parse().unwrap(),
        schedule: "sch_missing".parse().unwrap(),
        fact: "fct_missing".parse().unwrap(),
        erasure: "ers_missing".parse().unwrap(),
        hold: "hld_missing".parse().unwrap(),
        webhook: "whk_missing".parse().unwrap(),
        told: "whd_missing".parse().unwrap(),
        approval: Approval { id: "apr_missing".parse::<ApprovalId>().unwrap(), ..foreign.approval.clone() },
        ..foreign.clone()
    };
    let there = (row.call)(office.workspace(workspace), foreign.clone()).await.expect_err(name);
    let nowhere = (row.call)(office.workspace(workspace), nothing.clone()).await.expect_err(name);
    assert_eq!((there.kind(), nowhere.kind()), (ErrorKind::NotFound, ErrorKind::NotFound), "{name}");
    let mut shown = there.message().to_owned();
    for (id, missing) in [
        (foreign.document.as_str(), "doc_missing"),
        (foreign.draft.as_str(), "dft_missing"),
        (foreign.contact.as_str(), "con_missing"),
        (foreign.job.as_str(), "job_missing"),
        (foreign.member.as_str(), "mem_missing"),
        (foreign.person.as_str(), "mem_missing"),
        (foreign.account.as_str(), "sa_missing"),
        (foreign.approval.id.as_str(), "apr_missing"),
        (foreign.unsent.as_str(), "dft_missing"),
        (foreign.delivery.as_str(), "dlv_missing"),
        (foreign.doubtful.as_str(), "dlv_missing"),
        (foreign.failed.as_str(), "dlv_missing"),
        (foreign.sent.as_str(), "dlv_missing"),
        (foreign.run.as_str(), "run_missing"),
        (foreign.follow_up.as_str(), "fup_missing"),
        (foreign.schedule.as_str(), "sch_missing"),
        (foreign.fact.as_str(), "fct_missing"),
        (foreign.erasure.as_str(), "ers_missing"),
        (foreign.hold.as_str(), "hld_missing"),
        (foreign.webhook.as_str(), "whk_missing"),
        (foreign.told.as_str(), "whd_missing"),
    ] {
        shown = shown.replace(id, missing);
    }
    assert_eq!(shown, nowhere.message(), "{name}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_is_allowed_exactly_where_the_table_says_and_nothing_leaks() {
    matrix(World::new(None).await, |_| true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_holds_in_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let some = |who: &str| matches!(who, "member approver" | "service account admin" | "removed member");
    matrix(World::new(Some(folder.path())).await, some).await;
}

/// The public methods of the handles, read from their sources.
fn methods() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = [
        "documents/handle.rs",
        "communications/handle.rs",
        "communications/handle/each.rs",
        "communications/handle/fetch.rs",
        "communications/handle/receive.rs",
        "communications/handle/revise.rs",
        "communications/handle/templates.rs",
        "communications/follow_up/handle.rs",
        "communications/outbox/handle.rs",
        "communications/outbox/approve.rs",
        "communications/contacts/handle.rs",
        "communications/contacts/learn.rs",
        "communications/contacts/screen.rs",
        "people/handle.rs",
        "people/service_accounts.rs",
        "people/workspaces.rs",
        "audit/handle.rs",
        "approvals/handle.rs",
        "agents/handle.rs",
        "agents/questions.rs",
        "agents/replay.rs",
        "agents/ag_ui/stream.rs",
        "schedules/handle.rs",
        "webhooks/handle.rs",
        "memory/handle.rs",
        "privacy/handle.rs",
    ];
    let handles = [
        "Documents",
        "Communications",
        "Outbox",
        "FollowUps",
        "Contacts",
        "People",
        "Workspaces",
        "Audit",
        "Approvals",
        "Agents",
        "Schedules",
        "Webhooks",
        "Memory",
        "Privacy",
    ];
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let mut handle = None;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("impl ").and_then(|rest| rest.strip_suffix(" {")) {
                handle = handles.iter().find(|known| **known == name);
            } else if line == "}" {
                handle = None;
            }
            let method = line.strip_prefix("    pub async fn ").or(line.strip_prefix("    pub fn "));
            if let (Some(handle), Some(method)) = (handle, method) {
                let name: String = method.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.insert(format!("{handle}::{name}"));
            }
        }
    }
    found
}

#[test]
fn every_public_method_of_a_handle_has_a_row() {
    let known: BTreeSet<String> =
        rows().iter().map(|row| row.name.to_owned()).chain(OPEN.map(str::to_owned)).collect();
    let found = methods();
    assert!(found.len() > 45, "the sources are read: {found:?}");
    assert_eq!(found, known, "a method without a row, or a row without a method");
}

#[test]
fn every_handle_of_the_office_is_in_the_matrix() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/office.rs")).unwrap();
    let handles: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split_once("(&self) -> &")?.1.strip_suffix(" {")).collect();
    let mut known: BTreeSet<&str> = rows().iter().filter_map(|row| row.name.split("::").next()).collect();
    assert!(known.remove("Outbox") && known.remove("FollowUps"), "the handles of a handle");
    assert_eq!(handles, known);
}

/// The table as `docs/rights.md` shows it.
fn table() -> String {
    let mark = |is: bool| if is { "x" } else { "" };
    let mut text = String::from(
        "| permission | may | viewer | approver | editor | admin | owner | programs |\n|---|---|---|---|---|---|---|---|\n",
    );
    for row in &PERMISSIONS {
        let roles = Role::ALL.map(|role| mark(role.may(row.permission))).join(" | ");
        text.push_str(&format!("| `{}` | {} | {roles} | {} |\n", row.code, row.about, mark(row.service)));
    }
    text
}

#[test]
fn the_documented_table_is_the_one_in_force() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rights.md");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with(&table()), "docs/rights.md should end with:\n{}", table());
}
