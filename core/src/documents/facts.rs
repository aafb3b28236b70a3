//! What a document says, each statement with its evidence.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Span};
use crate::models::ModelUse;
use crate::values::Value;

/// The brief of one document: what it is, who and what it is about, what it asks for, what looks wrong.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Brief {
    /// The kind.
    pub kind: DocumentKind,
    /// The title: from the document where it has one, else its first telling line.
    pub title: String,
    /// The language as a BCP 47 tag, if it can be told.
    pub language: Option<String>,
    /// The document's own date: of the letter, invoice or message.
    pub date: Option<DateFact>,
    /// Who it is from, to and about.
    pub parties: Vec<Party>,
    /// Amounts of money, the telling ones first (total, rent, fee).
    pub amounts: Vec<AmountFact>,
    /// Dates with what happens on them.
    pub dates: Vec<DateFact>,
    /// Dates by which something must be done or ends.
    pub deadlines: Vec<Deadline>,
    /// Things somebody is asked, or has promised, to do.
    pub tasks: Vec<Task>,
    /// Questions that the document puts to its reader.
    pub questions: Vec<Question>,
    /// Up to three sentences of the document that tell best what it says.
    pub summary: Vec<Evidence>,
    /// What looks wrong, and what of a model was not used.
    pub findings: Vec<Finding>,
    /// The model that was asked about it, and what that took; absent when rules alone read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelUse>,
}

impl Brief {
    /// Returns the evidence of all facts.
    pub(crate) fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let deadlines = self.deadlines.iter();
        let told = deadlines.flat_map(|deadline| deadline.basis.iter().chain([&deadline.evidence]));
        told.chain(self.tasks.iter().map(|task| &task.evidence))
            .chain(self.questions.iter().map(|question| &question.evidence))
            .chain(self.findings.iter().filter_map(|finding| finding.evidence.as_ref()))
            .chain(self.amounts.iter().map(|amount| &amount.evidence))
            .chain(self.dates.iter().chain(&self.date).map(|date| &date.evidence))
            .chain(self.parties.iter().map(|party| &party.evidence))
            .chain(&self.summary)
    }
}

/// What a document is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A bill for goods or services.
    Invoice,
    /// A demand for an unpaid bill.
    Reminder,
    /// An agreement between parties.
    Contract,
    /// An offer or quotation.
    Offer,
    /// An order or its confirmation.
    Order,
    /// A proof of payment.
    Receipt,
    /// A letter.
    Letter,
    /// A decision or demand by an authority or court.
    Notice,
    /// A mail message.
    Mail,
    /// A newsletter or advertisement.
    Newsletter,
    /// The minutes of a meeting.
    Minutes,
    /// The agenda of a meeting, or an invitation.
    Invitation,
    /// A list of prices.
    PriceList,
    /// A presentation.
    Presentation,
    /// A spreadsheet or other table.
    Spreadsheet,
    /// A report, study or article.
    Report,
    /// A policy, manual or form.
    Policy,
    /// A note.
    Note,
    /// Anything else.
    #[default]
    Other,
}

/// Returns the name of a kind, such as `price_list`, as it stands in JSON.
pub fn kind_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => "invoice",
        DocumentKind::Reminder => "reminder",
        DocumentKind::Contract => "contract",
        DocumentKind::Offer => "offer",
        DocumentKind::Order => "order",
        DocumentKind::Receipt => "receipt",
        DocumentKind::Letter => "letter",
        DocumentKind::Notice => "notice",
        DocumentKind::Mail => "mail",
        DocumentKind::Newsletter => "newsletter",
        DocumentKind::Minutes => "minutes",
        DocumentKind::Invitation => "invitation",
        DocumentKind::PriceList => "price_list",
        DocumentKind::Presentation => "presentation",
        DocumentKind::Spreadsheet => "spreadsheet",
        DocumentKind::Report => "report",
        DocumentKind::Policy => "policy",
        DocumentKind::Note => "note",
        DocumentKind::Other => "other",
    }
}

/// Somebody the document names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// The name.
    pub name: String,
    /// The part it plays, such as `sender`, `recipient`, `landlord`, `attendee`.
    pub role: String,
    /// Its mail address, if given.
    pub address: Option<String>,
    /// Where it is named.
    pub evidence: Evidence,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AmountFact {
    /// What the amount is, such as `total`, `net`, `tax`, `rent`; empty when unknown.
    pub role: String,
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A date with what happens on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DateFact {
    /// What the date is, such as `document_date`, `start`, `end`, `meeting`; empty when unknown.
    pub role: String,
    /// The date.
    pub date: Date,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A date by which something must be done, or on which something ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What it is for, such as `Payment due` or `Last day for notice`.
    pub title: String,
    /// The kind.
    pub kind: DeadlineKind,
    /// The last day.
    pub due: Date,
    /// The side of an agreement that is bound, by its name, if the document says so.
    #[serde(default)]
    pub obliged: Option<String>,
    /// How the day was found when it is not written as such, such as `3 months before 2027-03-31`.
    pub rule: Option<String>,
    /// Where it says so.
    pub evidence: Evidence,
    /// Further places that the rule uses, such as the end of the term.
    pub basis: Vec<Evidence>,
}

/// What a deadline is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// Money must be paid.
    Payment,
    /// A price reduction for early payment ends.
    Discount,
    /// The last day to give notice.
    Notice,
    /// A contract or term ends or renews itself.
    Expiry,
    /// An objection or appeal must be filed.
    Objection,
    /// An answer is awaited.
    Reply,
    /// An offer or price ends.
    Validity,
    /// A registration ends.
    Registration,
    /// Something must be delivered or handed in.
    Delivery,
    /// Anything else.
    Other,
}

/// Something somebody is asked, or has promised, to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// What is to be done, in the document's words.
    pub title: String,
    /// Who is to do it, if named.
    pub assignee: Option<String>,
    /// Until when, if said.
    pub due: Option<Date>,
    /// Whether the document says that it is done.
    pub done: bool,
    /// Where it says so.
    pub evidence: Evidence,
}

/// A question that waits for the reader's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// The question in the document's words.
    pub text: String,
    /// Who asks, if known.
    pub asked_by: Option<String>,
    /// Until when an answer is wanted, if said.
    pub due: Option<Date>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// Something that looks wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// A stable code, such as `total_mismatch`, `weekday_mismatch`, `needs_ocr`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence for people, with the expected value.
    pub message: String,
    /// Where it stands; absent when it concerns the whole document.
    pub evidence: Option<Evidence>,
    /// Where it stands in a text or draft that was checked; absent for documents, whose evidence tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Look at it.
    Warning,
    /// Must be put right before anything leaves the office.
    Block,
}
