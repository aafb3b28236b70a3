//! Communications: drafts whose every value is bound to a source, checked, then rendered.
//!
//! Inside this folder data flows one way: request → [`compose`] → [`mod@verify`] → [`Draft`] → [`render`].
//! The verifier guarantees values, not truth: a number, date, name of a source or quoted sentence in a
//! draft is the one that stands in the document; whether the sentence is right is for a person to judge.

mod access_token;
mod address_form;
pub mod check;
pub mod compose;
pub mod contacts;
pub mod draft;
mod handle;
pub mod mailbox;
pub mod outbox;
pub mod render;
mod repository;
#[cfg(any(feature = "imap", feature = "jmap"))]
mod tls;
pub mod verify;

pub use access_token::AccessToken;
pub use check::{
    Check, CheckContext, CheckReport, CheckRule, CheckSource, CheckedStatement, CheckedValue, Classification,
    Override, Plausibility, Support, check, check_in,
};
pub use compose::{ReplyAnswer, ReplyMaterial};
pub use contacts::{
    Contact, ContactChange, ContactPolicy, Contacts, Formality, Learned, LearnedHabits, MailAddress,
    NewContact, RecipientFinding, RecipientProblem, Screening, Suppression, SuppressionReason,
    UnsubscribeKey, UnsubscribeToken,
};
pub use draft::{
    ActionItem, Attachment, Attendee, Audience, BlockChange, BoundFact, Change, ColumnAlign, DecisionItem,
    Draft, DraftBlock, DraftCell, DraftDiff, DraftKind, DraftRow, DraftState, FactChange, FieldChange,
    Inline, Invite, InviteEnd, InviteMethod, Letter, LetterColumn, LetterReference, ListItem, Participation,
    Recipient, TableColumn, Thread, Tone,
};
pub use handle::{Communications, DraftRequest};
pub use repository::{DRAFTS, DraftRepository};
pub use verify::{SourceTexts, verify, verify_in};
