//! Communications: drafts whose every value is bound to a source, checked, then rendered.
//!
//! Inside this folder data flows one way: request → `gather` → [`mod@compose`] → [`mod@verify`] → [`Draft`] → [`render`].
//! The verifier guarantees values, not truth: a number, date, name of a source or quoted sentence in a
//! draft is the one that stands in the document; whether the sentence is right is for a person to judge.

mod access_token;
mod address_form;
mod calendar;
pub mod check;
pub mod compose;
pub mod contacts;
pub mod draft;
mod edit;
mod follow_up;
mod gather;
mod handle;
mod language;
pub mod mailbox;
pub mod outbox;
mod own_templates;
mod register;
pub mod render;
mod repository;
mod request;
mod templates;
#[cfg(any(feature = "fetch", feature = "imap", feature = "jmap"))]
pub(crate) mod tls;
pub mod verify;
mod voice;

pub use access_token::AccessToken;
pub(crate) use check::Grounding;
pub use check::{
    Check, CheckContext, CheckReport, CheckRule, CheckSource, CheckedStatement, CheckedValue, Classification,
    Override, Plausibility, RefusedRecipient, Support, check, check_in,
};
pub use compose::{
    AmountPoint, Cited, Dated, DeadlinePoint, Material, ReplyAnswer, TaskPoint, TaskState, compose,
};
pub use contacts::{
    Contact, ContactChange, ContactPolicy, Contacts, Formality, Learned, LearnedHabits, MailAddress,
    NewContact, RecipientFinding, RecipientProblem, Screening, Suppression, SuppressionReason,
    UnsubscribeKey, UnsubscribeToken,
};
pub use draft::{
    ActionItem, Attachment, Attendee, Audience, BlockChange, BoundFact, Change, ColumnAlign, DecisionItem,
    Draft, DraftBlock, DraftCell, DraftDiff, DraftKind, DraftRow, DraftState, FactChange, FieldChange,
    Inline, Invite, InviteEnd, InviteMethod, Length, Letter, LetterColumn, LetterReference, ListItem,
    Overruled, Participation, Recipient, TableColumn, Thread, Tone,
};
pub use edit::DraftEdit;
pub(crate) use follow_up::FollowUpHandler;
pub use follow_up::{DeadlineReminder, FOLLOW_UPS, FollowUp, FollowUpCause, FollowUpState, FollowUps};
pub use handle::{Communications, Fetched, MAILBOXES, MailboxState, Overruling, Received, SkippedMail};
pub use language::WritingLanguage;
pub use mailbox::{Away, BounceReason, BouncedRecipient, MailSignal, SignalEvidence};
pub use outbox::{
    Delivery, DeliveryState, DeliveryStep, DeliveryVerdict, Outbox, RecipientOutcome, RecipientResult,
    SendOptions,
};
pub use own_templates::{TEMPLATES, Template, TemplateSummary};
pub(crate) use register::Registers;
pub use repository::{DRAFT_VERSIONS, DRAFTS, DraftRepository};
pub use request::{DraftRequest, MeetingRequest};
pub use verify::{SourceText, SourceTexts, verify, verify_in};
pub use voice::VoiceProfile;
