//! The playbook `triage_inbox`: what came in, what it asks, until when, and what to do.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::{agenda, brief, carried, documents};
use super::payments::is_payment;
use super::phrases::Tongue;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::DraftRequest;
use crate::documents::agenda::{AgendaItem, AgendaKind};
use crate::documents::facts::{AmountFact, DeadlineKind, DocumentKind, Finding};
use crate::documents::model::Mailbox;
use crate::error::Result;
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::document_brief::BriefedDocument;
use crate::tools::document_line::DocumentLine;
use crate::tools::list_documents::ListDocuments;

const NAME: &str = "triage_inbox";
/// The most replies that are drafted.
const DRAFTS: u32 = 50;
/// The longest words of a document in a proposal, in characters.
const PROPOSED: usize = 160;
/// The most lines that are told of one document.
const ASKS: usize = 20;

/// The input of `triage_inbox`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TriageInboxInput {
    /// The day on which the inbox is looked at; the day of the run without it.
    pub today: Option<Date>,
    /// Only what was added at this time or later.
    pub since: Option<Timestamp>,
    /// Only these documents; everything that came in when empty.
    pub documents: Vec<DocumentId>,
    /// The most replies that are drafted; 20 without it, at most 50.
    pub drafts: Option<u32>,
}

/// What came in, the most urgent first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InboxTriage {
    /// The day on which the inbox was looked at.
    pub today: Date,
    /// What came in, the most urgent first.
    pub documents: Vec<TriagedDocument>,
    /// Whether there is more than was looked at.
    pub more: bool,
}

/// A message or document that came in, with what it carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TriagedDocument {
    /// The document.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// Who sent it, where it is a message.
    pub from: Option<Mailbox>,
    /// What the document is.
    pub document_kind: DocumentKind,
    /// What is to be done with it.
    pub kind: TriageKind,
    /// How soon.
    pub urgency: Urgency,
    /// The first day by which something is to be done.
    pub due: Option<Date>,
    /// What to do, in a sentence.
    pub proposal: String,
    /// What it asks, until when, and where it says so.
    pub asks: Vec<AgendaItem>,
    /// What is to be paid, where it is a bill.
    pub amount: Option<AmountFact>,
    /// What looks wrong.
    pub findings: Vec<Finding>,
    /// Where it says what it is about.
    pub evidence: Evidence,
    /// A reply, where an answer is awaited.
    pub draft: Option<ProposedDraft>,
}

/// What is to be done with what came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TriageKind {
    /// Somebody waits for an answer.
    Answer,
    /// Money is owed.
    Pay,
    /// A right or an offer ends: somebody has to decide before.
    Decide,
    /// Something is to be done.
    Act,
    /// Something looks wrong.
    Look,
    /// It is good to know.
    Read,
    /// It is an advertisement.
    Advertisement,
}

/// How soon something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It was due before today.
    Overdue,
    /// Today or tomorrow.
    Now,
    /// Within a week.
    Soon,
    /// Later, or without a day.
    Later,
    /// Nothing is to be done.
    Never,
}

/// Sorts an inbox: what each message or document is, what it asks, until when, what to do, and a reply where one is
/// awaited.
#[derive(Debug, Clone, Copy, Default)]
pub struct TriageInbox;

#[async_trait]
impl Playbook for TriageInbox {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description: "Sorts what came in: kind, urgency, what is asked, until when, what to do, and a draft reply where \
                an answer is awaited."
                .to_owned(),
            input: schema::<TriageInboxInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: TriageInboxInput = read(NAME, input)?;
        let wanted = ListDocuments { added_since: input.since, ..ListDocuments::default() };
        let listed = documents(steps, input.today, &wanted).await?;
        let agenda = agenda(steps, listed.today).await?;
        let carried = carried(&listed.lines);
        let came = listed.lines.iter().filter(|line| {
            let named = input.documents.is_empty() || input.documents.contains(&line.document);
            // What it carries is looked at with the message.
            named && !line.own && (line.parent.is_none() || input.documents.contains(&line.document))
        });
        let mut found = Vec::new();
        for line in came {
            let mut pieces = vec![line.document.clone()];
            pieces.extend(carried.get(&line.document).into_iter().flatten().cloned());
            let asks: Vec<&AgendaItem> =
                agenda.items.iter().filter(|item| pieces.contains(&item.document)).collect();
            let findings = agenda.findings.iter().filter(|finding| pieces.contains(&finding.document));
            let findings: Vec<Finding> = findings.map(|finding| finding.finding.clone()).collect();
            let mut briefs = Vec::new();
            // A bill that asks nothing of us may be one that we made out.
            let told = |piece: &DocumentId| {
                let asks = asks.iter().any(|item| item.document == *piece);
                asks || (*piece == line.document && goes_out(line.kind))
            };
            for piece in pieces.iter().filter(|piece| told(piece)) {
                briefs.push(brief(steps, piece).await?);
            }
            if briefs.iter().any(|told| told.document.document == line.document && is_ours(told)) {
                continue;
            }
            let waits = agenda.waiting.contains(&line.document);
            found.push(triaged(line, asks, &briefs, findings, waits, listed.today));
        }
        // The most urgent first; then as they came.
        found.sort_by_key(|one| (one.urgency, one.due.is_none(), one.due, one.kind));
        let from: BTreeMap<DocumentId, &DocumentLine> =
            listed.lines.iter().map(|line| (line.document.clone(), line)).collect();
        let most = input.drafts.unwrap_or(20).min(DRAFTS) as usize;
        for one in found.iter_mut().filter(|one| one.kind == TriageKind::Answer).take(most) {
            let wrote = from.get(&one.document).map(|line| line.from.as_slice()).unwrap_or_default();
            one.draft = Some(draft(steps, &DraftRequest::reply_to(one.document.clone()), wrote).await?.0);
        }
        written(&InboxTriage { today: listed.today, documents: found, more: listed.more })
    }
}

fn triaged(
    line: &DocumentLine,
    asks: Vec<&AgendaItem>,
    briefs: &[BriefedDocument],
    findings: Vec<Finding>,
    waits: bool,
    today: Date,
) -> TriagedDocument {
    let kind = kind(line, &asks, briefs, &findings, waits);
    let due = asks.iter().filter_map(|item| item.due).min();
    let urgency = urgency(kind, due, today);
    let bill =
        |brief: &&BriefedDocument| matches!(brief.brief.kind, DocumentKind::Invoice | DocumentKind::Reminder);
    let totals = briefs.iter().filter(bill).flat_map(|brief| &brief.brief.amounts);
    let amount = totals.filter(|amount| amount.role == "total").find(|_| kind == TriageKind::Pay).cloned();
    TriagedDocument {
        document: line.document.clone(),
        name: line.name.clone(),
        title: line.title.clone(),
        from: line.from.first().cloned(),
        document_kind: line.kind,
        kind,
        urgency,
        due,
        proposal: proposal(line, (kind, due, today), asks.first().copied(), amount.as_ref(), &findings),
        asks: asks.into_iter().take(ASKS).cloned().collect(),
        amount,
        findings,
        evidence: line.evidence.clone(),
        draft: None,
    }
}

fn kind(
    line: &DocumentLine,
    asks: &[&AgendaItem],
    briefs: &[BriefedDocument],
    findings: &[Finding],
    waits: bool,
) -> TriageKind {
    use DeadlineKind as D;
    if waits {
        return TriageKind::Answer;
    }
    // Only what still stands on the agenda counts.
    let open = |evidence: &Evidence| {
        asks.iter()
            .any(|item| item.document == evidence.document && item.evidence.span.overlaps(evidence.span))
    };
    let deadlines =
        || briefs.iter().flat_map(|brief| &brief.brief.deadlines).filter(|one| open(&one.evidence));
    let bill = matches!(line.kind, DocumentKind::Invoice | DocumentKind::Reminder);
    let pays = line.kind != DocumentKind::Contract && deadlines().any(is_payment);
    if pays || (bill && deadlines().any(|one| one.kind == D::Discount)) {
        return TriageKind::Pay;
    }
    let asked = asks.iter().any(|item| item.kind == AgendaKind::Question);
    if is_written_to_us(line.kind) && (asked || deadlines().any(|one| one.kind == D::Reply)) {
        return TriageKind::Answer;
    }
    let ends = |kind| {
        matches!(kind, D::Notice | D::Expiry | D::Objection | D::Validity | D::Registration | D::Discount)
    };
    if deadlines().any(|one| ends(one.kind)) {
        return TriageKind::Decide;
    }
    match (asks.is_empty(), findings.is_empty(), line.kind) {
        (false, _, _) => TriageKind::Act,
        (true, false, _) => TriageKind::Look,
        (true, true, DocumentKind::Newsletter) => TriageKind::Advertisement,
        (true, true, _) => TriageKind::Read,
    }
}

/// Says whether a paper went out and did not come in: an own invoice is for somebody else to pay.
fn is_ours(told: &BriefedDocument) -> bool {
    goes_out(told.brief.kind) && told.issued_by_us == Some(true)
}

/// Kinds of papers that a house makes out to others.
fn goes_out(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(kind, K::Invoice | K::Reminder | K::Offer | K::Order)
}

/// Kinds of papers that somebody sends to be answered, unlike those that a house keeps for itself.
fn is_written_to_us(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(kind, K::Letter | K::Notice | K::Offer | K::Order | K::Invoice | K::Reminder | K::Other)
}

fn urgency(kind: TriageKind, due: Option<Date>, today: Date) -> Urgency {
    if matches!(kind, TriageKind::Read | TriageKind::Advertisement) {
        return Urgency::Never;
    }
    match due.map(|due| (due - today).get_days()) {
        Some(days) if days < 0 => Urgency::Overdue,
        Some(0 | 1) => Urgency::Now,
        Some(2..=7) => Urgency::Soon,
        _ => Urgency::Later,
    }
}

fn proposal(
    line: &DocumentLine,
    (kind, due, today): (TriageKind, Option<Date>, Date),
    first: Option<&AgendaItem>,
    amount: Option<&AmountFact>,
    findings: &[Finding],
) -> String {
    let tongue = Tongue::of(line.language.as_deref());
    let by = tongue.by(due, today);
    let sender = line.from.first().map(|from| from.name.clone().unwrap_or_else(|| from.address.clone()));
    let first = first.map(words).unwrap_or_default();
    match kind {
        TriageKind::Answer => match sender {
            Some(sender) => format!("{} {sender}{by}: {first}", tongue.pick("Answer", "Antwort an")),
            None => format!("{}{by}: {first}", tongue.pick("Answer", "Beantworten")),
        },
        TriageKind::Pay => {
            let what = amount.map_or(first, |amount| amount.value.text.clone());
            format!("{}{by}: {what}", tongue.pick("Check and pay", "Prüfen und bezahlen"))
        }
        TriageKind::Decide => format!("{}{by}: {first}", tongue.pick("Decide", "Entscheiden")),
        TriageKind::Act => format!("{}{by}: {first}", tongue.pick("Do", "Erledigen")),
        TriageKind::Look => {
            let what = findings.first().map(|finding| finding.message.clone()).unwrap_or_default();
            format!("{}: {what}", tongue.pick("Look at what seems wrong", "Ansehen, was nicht stimmt"))
        }
        TriageKind::Read => tongue.pick("Read and file", "Lesen und ablegen").to_owned(),
        TriageKind::Advertisement => tongue.pick("Nothing to do", "Nichts zu tun").to_owned(),
    }
}

/// What a line of the agenda says, in the words of its document: a title such as “Offer ends” is of no language of
/// theirs.
fn words(item: &AgendaItem) -> String {
    let said = if item.kind == AgendaKind::Deadline { &item.evidence.quote } else { &item.title };
    let mut words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > PROPOSED {
        words = words.chars().take(PROPOSED - 1).collect::<String>() + "…";
    }
    words
}
