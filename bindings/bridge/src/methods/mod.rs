//! The table of everything that can be called. Adding a method: its struct in the file of its handle, and a
//! row here.

mod communications;
mod documents;
mod plain;

use crate::method::{Entry, function, method, start};

/// Returns every method and function, in the order of the documentation.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        method::<documents::Add>(),
        start::<documents::Submit>(),
        method::<documents::Get>(),
        method::<documents::Find>(),
        method::<documents::List>(),
        method::<documents::All>(),
        method::<documents::Text>(),
        method::<documents::Original>(),
        method::<documents::Search>(),
        method::<documents::Ask>(),
        method::<documents::ReadAgenda>(),
        method::<documents::ReadOwner>(),
        method::<communications::MakeDraft>(),
        method::<communications::Get>(),
        method::<communications::Newest>(),
        function::<plain::Parse>(),
        function::<plain::ReadBrief>(),
        function::<plain::Values>(),
        function::<plain::Check>(),
        function::<plain::Doctor>(),
        function::<plain::PlaceLabel>(),
        function::<plain::DocumentMarkdown>(),
        function::<plain::DocumentHtml>(),
        function::<plain::DraftEnsureSendable>(),
        function::<plain::DraftIsSendable>(),
        function::<plain::DraftText>(),
        function::<plain::DraftHtml>(),
        function::<plain::DraftEml>(),
        function::<plain::CheckIsSupported>(),
        function::<plain::ValueEquals>(),
    ]
}
