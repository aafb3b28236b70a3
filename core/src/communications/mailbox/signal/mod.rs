//! What a message that came back says of one that was sent: it bounced, is delayed, was answered by a person or by a
//! machine.
//!
//! Pure functions of the bytes. Anybody can write such a message, so it counts only for a message of ours: see
//! [`MailSignal::about`], and take recipients that we wrote to only.

mod automatic;
mod letter;
mod report;
#[cfg(test)]
mod tests;
mod unusual;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::letter::Letter;

/// What a message says of one that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MailSignal {
    /// It did not reach some recipients, and never will.
    Bounced {
        /// The Message-ID of the sent message, without angle brackets, where the report holds it.
        message_id: Option<String>,
        /// Who did not get it.
        recipients: Vec<BouncedRecipient>,
        /// Where the message says so.
        evidence: Vec<SignalEvidence>,
    },
    /// It has not reached some recipients yet; their server goes on trying.
    Delayed {
        /// The Message-ID of the sent message, where the report holds it.
        message_id: Option<String>,
        /// Who has not got it.
        recipients: Vec<BouncedRecipient>,
        /// Where the message says so.
        evidence: Vec<SignalEvidence>,
    },
    /// Somebody reported it as unwanted (RFC 5965).
    Complaint {
        /// The Message-ID of the sent message, where the report holds it.
        message_id: Option<String>,
        /// Who complained, where the report says it.
        recipients: Vec<String>,
        /// Where the message says so.
        evidence: Vec<SignalEvidence>,
    },
    /// A machine answered, such as for somebody who is away (RFC 3834).
    AutoReply {
        /// The Message-IDs it answers, the nearest first.
        message_ids: Vec<String>,
        /// When somebody is away, where the message says it.
        away: Option<Away>,
        /// Where the message says so.
        evidence: Vec<SignalEvidence>,
    },
    /// Somebody answered.
    Reply {
        /// The Message-IDs it answers, the nearest first.
        message_ids: Vec<String>,
        /// Where the message says so.
        evidence: Vec<SignalEvidence>,
    },
    /// Nothing.
    None,
}

/// A recipient whom a message did not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BouncedRecipient {
    /// The address, in small letters.
    pub address: String,
    /// The status (RFC 3463), such as `5.1.1`.
    pub status: Option<String>,
    /// Why.
    pub reason: BounceReason,
    /// Whether the address itself is of no use, so that nothing should be sent there again.
    pub hard: bool,
    /// The words of the server, shortened.
    pub diagnostic: Option<String>,
}

/// Why a message did not reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BounceReason {
    /// There is no such address.
    NoSuchAddress,
    /// There is no such domain, or it takes no mail.
    NoSuchDomain,
    /// The mailbox is closed.
    Closed,
    /// The mailbox is full.
    Full,
    /// The message is too large.
    TooLarge,
    /// The server does not take it: a block list, a rule, a filter.
    Refused,
    /// The server could not be reached, or had trouble.
    Trouble,
    /// It is not said.
    Unknown,
}

/// When somebody is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Away {
    /// The first day, where it is said.
    pub from: Option<Date>,
    /// The last day, or the day of the return, as it is said.
    pub until: Option<Date>,
    /// The words.
    pub quote: String,
}

/// Where a message says what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignalEvidence {
    /// The header field or the part, such as `Auto-Submitted`, `delivery-status` or `text`.
    pub place: String,
    /// The words, shortened.
    pub quote: String,
}

impl MailSignal {
    /// Returns the Message-ID that it is about, of those that `is_ours` knows; the nearest first.
    pub fn about(&self, is_ours: impl Fn(&str) -> bool) -> Option<&str> {
        let ids: &[String] = match self {
            Self::Bounced { message_id, .. }
            | Self::Delayed { message_id, .. }
            | Self::Complaint { message_id, .. } => message_id.as_slice(),
            Self::AutoReply { message_ids, .. } | Self::Reply { message_ids, .. } => message_ids,
            Self::None => &[],
        };
        ids.iter().map(String::as_str).find(|id| is_ours(id))
    }
}

/// Reads what a message (RFC 5322) says of one that was sent. Of very long messages only the first 4 MiB are read.
///
/// ```
/// use secretariat::communications::mailbox::{MailSignal, signal};
///
/// let mail = b"From: ben@theirs.example\r\nSubject: Re: Offer\r\nIn-Reply-To: <1@ours.example>\r\n\r\nYes.\r\n";
/// let MailSignal::Reply { message_ids, .. } = signal(mail) else { unreachable!() };
/// assert_eq!(message_ids, ["1@ours.example"]);
/// ```
pub fn signal(message: &[u8]) -> MailSignal {
    let Some(letter) = Letter::read(message) else { return MailSignal::None };
    report::complaint(&letter)
        .or_else(|| report::status(&letter))
        .or_else(|| unusual::bounce(&letter))
        .or_else(|| automatic::answer(&letter))
        .or_else(|| answer(&letter))
        .unwrap_or(MailSignal::None)
}

fn answer(letter: &Letter) -> Option<MailSignal> {
    let message_ids = letter.answered();
    let first = message_ids.first()?;
    let place = if letter.header("In-Reply-To").is_some() { "In-Reply-To" } else { "References" };
    let evidence = vec![SignalEvidence::new(place, first)];
    Some(MailSignal::Reply { message_ids, evidence })
}

impl SignalEvidence {
    fn new(place: &str, quote: &str) -> Self {
        Self { place: place.to_owned(), quote: letter::short(quote) }
    }
}
