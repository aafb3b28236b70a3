//! What is drafted, checked and sent.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::DateTime;

#[derive(Debug, Args)]
pub(crate) struct Draft {
    /// What to draft.
    pub(crate) kind: DraftKind,
    /// The documents that it answers or is made from, by id or file name.
    pub(crate) documents: Vec<String>,
    /// What it should say; an empty line starts a new paragraph.
    #[arg(long, value_name = "TEXT")]
    pub(crate) say: Option<String>,
    /// Who writes: `Name <address>` or an address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) from: Option<String>,
    /// Who receives it; may be repeated.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Vec<String>,
    /// Who receives a copy; may be repeated.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) cc: Vec<String>,
    /// Everybody who got the message gets the answer.
    #[arg(long)]
    pub(crate) all: bool,
    /// The subject.
    #[arg(long, value_name = "TEXT")]
    pub(crate) subject: Option<String>,
    /// The language: en, de, es, fr, it or nl.
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
    /// How it sounds.
    #[arg(long)]
    pub(crate) tone: Option<Tone>,
    /// When the meeting starts, such as 2026-12-01T14:00.
    #[arg(long, value_name = "TIME", requires = "minutes")]
    pub(crate) at: Option<DateTime>,
    /// How long the meeting lasts.
    #[arg(long, value_name = "N", requires = "at")]
    pub(crate) minutes: Option<u32>,
    /// Where the meeting takes place.
    #[arg(long, value_name = "TEXT", requires = "at")]
    pub(crate) place: Option<String>,
    /// The time zone of the meeting, such as Europe/Berlin; without it, that of this machine.
    #[arg(long, value_name = "NAME", requires = "at")]
    pub(crate) zone: Option<String>,
    /// The draft whose meeting is moved, cancelled or answered.
    #[arg(long, value_name = "DRAFT")]
    pub(crate) changes: Option<String>,
    /// The answer to an invitation.
    #[arg(long)]
    pub(crate) answer: Option<Answer>,
    /// A document of the office that goes with it; may be repeated.
    #[arg(long, value_name = "DOCUMENT")]
    pub(crate) attach: Vec<String>,
    /// An own template.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// The value of a variable of the template; may be repeated.
    #[arg(long, value_name = "NAME=VALUE", requires = "template")]
    pub(crate) value: Vec<String>,
    #[command(flatten)]
    pub(crate) form: Shown,
}

/// How a draft is shown.
#[derive(Debug, Args)]
pub(crate) struct Shown {
    /// The form of the output.
    #[arg(long = "as", default_value = "text", value_name = "FORM")]
    pub(crate) form: DraftForm,
    /// The file that is written; without it, the output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A kind of communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DraftKind {
    /// An answer to a message.
    Reply,
    /// A message that starts a conversation.
    NewMail,
    /// A question for the answer that did not come.
    FollowUp,
    /// A reminder of something that is due.
    Reminder,
    /// A letter on paper.
    Letter,
    /// A note inside the house.
    Memo,
    /// What a meeting said and decided.
    Minutes,
    /// What a meeting will be about.
    Agenda,
    /// How far a piece of work is.
    StatusReport,
    /// News for many.
    Announcement,
    /// An invitation to a meeting.
    Invitation,
    /// A meeting moved to another time or place.
    Reschedule,
    /// A meeting that will not take place.
    Cancellation,
    /// The answer to an invitation.
    Rsvp,
}

/// How a draft sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tone {
    /// As one writes to an authority.
    Formal,
    /// As one writes in business.
    Neutral,
    /// As one writes to people one knows.
    Friendly,
}

/// The answer to an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answer {
    /// I come.
    Accept,
    /// I do not come.
    Decline,
    /// I may come.
    Tentative,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The draft's id.
    pub(crate) draft: String,
    /// An earlier version.
    #[arg(long, value_name = "N")]
    pub(crate) version: Option<u64>,
    #[command(flatten)]
    pub(crate) form: Shown,
}

/// A form of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DraftForm {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
    /// A mail file.
    Eml,
    /// A calendar file.
    Ics,
    /// A Word file.
    Docx,
    /// A PDF file.
    Pdf,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The file with the text; `-` reads the input.
    pub(crate) text: PathBuf,
    /// The files that its values must come from.
    #[arg(required = true)]
    pub(crate) sources: Vec<PathBuf>,
    /// The language of the text.
    #[arg(long, value_name = "CODE")]
    pub(crate) language: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Send {
    /// The draft's id.
    pub(crate) draft: String,
    /// Not before this time (RFC 3339), such as 2026-12-01T08:00:00Z.
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<jiff::Timestamp>,
    /// How many seconds it waits after approval in case somebody cancels it.
    #[arg(long, value_name = "SECONDS")]
    pub(crate) undo: Option<u32>,
    /// Asking again with the same key sends nothing twice.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// The delivery's id.
    pub(crate) delivery: String,
    /// Sends it from here and waits until it is known what became of it. Otherwise `work` sends it.
    #[arg(long)]
    pub(crate) wait: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Outbox {
    /// Only deliveries in this state, such as proposed, held, sent, failed, in_doubt.
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    #[command(subcommand)]
    pub(crate) action: Option<OutboxAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OutboxAction {
    /// Shows a delivery: what was said of it, and of each recipient.
    Show {
        /// The delivery's id.
        delivery: String,
    },
    /// Takes a delivery back before it leaves.
    Cancel {
        /// The delivery's id.
        delivery: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Rejects a delivery that waits for approval.
    Reject {
        /// The delivery's id.
        delivery: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Says what a delivery in doubt is.
    Resolve {
        /// The delivery's id.
        delivery: String,
        /// What is known.
        verdict: Verdict,
    },
    /// Tries a failed delivery again.
    Retry {
        /// The delivery's id.
        delivery: String,
    },
}

/// What somebody knows of a delivery in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Verdict {
    /// It was sent.
    Sent,
    /// It was not sent, and shall not be.
    NotSent,
    /// It shall be sent again, even if somebody gets it twice.
    SendAgain,
}

#[derive(Debug, Args)]
pub(crate) struct Templates {
    #[command(subcommand)]
    pub(crate) action: Option<TemplateAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplateAction {
    /// Shows a template.
    Show {
        /// Its name; those that come with this program bear the names of their kinds.
        name: String,
        /// Its language.
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
    },
    /// Keeps the template of a JSON file, after a trial.
    Save {
        /// The file.
        file: PathBuf,
    },
    /// Removes an own template.
    Remove {
        /// Its name.
        name: String,
        /// Its language; without it, it goes in all.
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
    },
}
