//! The playbook `chase_unpaid_invoices`: who owes the office money, and what the office owes.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::drafting::{ProposedDraft, draft};
use super::inbox::{agenda, brief, documents};
use super::payments::{InvoiceNumber, PaymentNotice, is_payment, notice, number};
use super::phrases::Tongue;
use crate::agents::{Playbook, PlaybookSpec, Steps};
use crate::communications::DraftRequest;
use crate::communications::draft::{DraftKind, Tone};
use crate::documents::facts::{AmountFact, Deadline, DocumentKind};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::tools::arguments::{read, schema, written};
use crate::tools::document_brief::BriefedDocument;
use crate::tools::document_line::DocumentLine;
use crate::tools::list_documents::ListDocuments;

const NAME: &str = "chase_unpaid_invoices";
/// From how many days late on an invoice is reminded of, a second time, and for the last time.
const LEVELS: [u32; 3] = [1, 15, 30];
/// The most reminders that are drafted.
const DRAFTS: usize = 50;

/// The input of `chase_unpaid_invoices`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChaseUnpaidInvoicesInput {
    /// The day that is counted to; the day of the run without it.
    pub today: Option<Date>,
    /// From how many days late on the first, second and last reminder is due; 1, 15 and 30 when empty.
    pub levels: Vec<u32>,
    /// Whether reminders are only listed and not drafted.
    pub list_only: bool,
}

/// What is owed to the office, and by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChasedInvoices {
    /// The day that was counted to.
    pub today: Date,
    /// Own invoices that are past due, the latest first, with reminders.
    pub overdue: Vec<UnpaidInvoice>,
    /// Own invoices that are not due yet.
    pub not_due: Vec<UnpaidInvoice>,
    /// Own invoices of which some document says that they were paid.
    pub paid: Vec<UnpaidInvoice>,
    /// What the office owes and nobody says was paid, by the day it is due: bills of others, and open rows of lists.
    pub to_pay: Vec<UnpaidInvoice>,
    /// Bills of which it cannot be told who made them out.
    pub unclear: Vec<UnpaidInvoice>,
    /// Whether there is more than was looked at.
    pub more: bool,
}

/// An invoice, and what is known of its payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnpaidInvoice {
    /// The invoice.
    pub document: DocumentId,
    /// Its file name.
    pub name: String,
    /// Its number, where it was found.
    pub number: Option<InvoiceNumber>,
    /// The other side: who owes, or whom the office owes.
    pub partner: Option<String>,
    /// Its amount, where it was found.
    pub amount: Option<AmountFact>,
    /// The day it is due.
    pub due: Date,
    /// How many days it is late; negative before it is due.
    pub days_late: i32,
    /// Which reminder it is time for, of an own invoice that is past due.
    pub level: Option<ReminderLevel>,
    /// Where it says when it is due.
    pub evidence: Evidence,
    /// Who says that it was paid.
    pub paid: Option<PaymentNotice>,
    /// The reminder.
    pub draft: Option<ProposedDraft>,
}

/// How insistent a reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderLevel {
    /// It may have been forgotten.
    First,
    /// It was reminded of before.
    Second,
    /// What comes next is not written by a secretary.
    Last,
}

/// Finds own invoices that are past due and that nobody says were paid, drafts reminders, and lists the bills of
/// others that are still to be paid.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChaseUnpaidInvoices;

#[async_trait]
impl Playbook for ChaseUnpaidInvoices {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: NAME.to_owned(),
            version: 1,
            description: "Finds own invoices that are past due and unpaid as far as the documents tell, drafts reminders by \
                how late they are, and lists the bills of others that are to be paid."
                .to_owned(),
            input: schema::<ChaseUnpaidInvoicesInput>(),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        let input: ChaseUnpaidInvoicesInput = read(NAME, input)?;
        let levels = levels(&input.levels)?;
        let listed = documents(steps, input.today, &ListDocuments::default()).await?;
        let today = listed.today;
        let by_id: BTreeMap<&DocumentId, &DocumentLine> =
            listed.lines.iter().map(|line| (&line.document, line)).collect();
        let mut chased = ChasedInvoices {
            today,
            overdue: Vec::new(),
            not_due: Vec::new(),
            paid: Vec::new(),
            to_pay: Vec::new(),
            unclear: Vec::new(),
            more: listed.more,
        };
        let bills = listed
            .lines
            .iter()
            .filter(|line| matches!(line.kind, DocumentKind::Invoice | DocumentKind::Reminder));
        for line in bills {
            let told = brief(steps, &line.document).await?;
            let Some(due) = payment(&told) else { continue };
            let carrier = line.parent.as_ref().and_then(|parent| by_id.get(parent)).copied();
            let mut ours = carrier.map(|mail| mail.own).or(told.issued_by_us);
            if ours.is_none() && line.kind == DocumentKind::Reminder {
                // Own reminders go out with own messages.
                ours = Some(false);
            }
            let number = number(steps, &line.document).await?;
            let paid = match &number {
                Some(number) => notice(steps, &line.document, number).await?,
                None => None,
            };
            let days_late = (today - due.due).get_days();
            let mut invoice = UnpaidInvoice {
                document: line.document.clone(),
                name: line.name.clone(),
                number,
                partner: partner(&told, ours),
                amount: told.brief.amounts.iter().find(|amount| amount.role == "total").cloned(),
                due: due.due,
                days_late,
                level: None,
                evidence: due.evidence.clone(),
                paid,
                draft: None,
            };
            match (ours, invoice.paid.is_some()) {
                (Some(true), true) => chased.paid.push(invoice),
                (Some(true), false) if line.kind == DocumentKind::Invoice => {
                    invoice.level = level(days_late, levels);
                    let Some(level) = invoice.level else {
                        chased.not_due.push(invoice);
                        continue;
                    };
                    if !input.list_only && chased.overdue.len() < DRAFTS {
                        let to = customer(&told, carrier);
                        let request = reminder(&told, level, &to);
                        invoice.draft = Some(draft(steps, &request, &to).await?.0);
                    }
                    chased.overdue.push(invoice);
                }
                // An own reminder is about an invoice that is listed itself; a paid bill is nobody's work.
                (Some(true), false) | (Some(false), true) => {}
                (Some(false), false) => chased.to_pay.push(invoice),
                (None, true) => {}
                (None, false) => chased.unclear.push(invoice),
            }
        }
        let others = other_debts(steps, &listed.lines, &chased, today).await?;
        chased.to_pay.extend(others);
        chased.overdue.sort_by_key(|invoice| invoice.due);
        chased.not_due.sort_by_key(|invoice| invoice.due);
        chased.to_pay.sort_by_key(|invoice| invoice.due);
        written(&chased)
    }
}

fn levels(given: &[u32]) -> Result<[u32; 3]> {
    match given {
        [] => Ok(LEVELS),
        [first, second, last] if first < second && second < last => Ok([*first, *second, *last]),
        _ => Err(Error::invalid_input(format!("{NAME}: `levels` are three numbers of days that grow"))),
    }
}

fn level(days_late: i32, [first, second, last]: [u32; 3]) -> Option<ReminderLevel> {
    let late = u32::try_from(days_late).ok().filter(|late| *late > 0)?;
    match late {
        late if late >= last => Some(ReminderLevel::Last),
        late if late >= second => Some(ReminderLevel::Second),
        late if late >= first => Some(ReminderLevel::First),
        _ => None,
    }
}

/// The day by which a bill is to be paid.
fn payment(told: &BriefedDocument) -> Option<&Deadline> {
    told.brief.deadlines.iter().filter(|one| is_payment(one)).min_by_key(|one| one.due)
}

/// What the agenda says is to be paid and no bill above does: open rows of a list, the fee of a notice.
async fn other_debts(
    steps: &Steps,
    lines: &[DocumentLine],
    chased: &ChasedInvoices,
    today: Date,
) -> Result<Vec<UnpaidInvoice>> {
    let agenda = agenda(steps, today).await?;
    let mut found: Vec<UnpaidInvoice> = Vec::new();
    let apart = |line: &&DocumentLine| {
        let bill =
            matches!(line.kind, DocumentKind::Invoice | DocumentKind::Reminder | DocumentKind::Contract);
        let items = || agenda.items.iter().filter(|item| item.document == line.document);
        !bill && !line.own && items().any(|item| item.due.is_some())
    };
    for line in lines.iter().filter(apart) {
        let told = brief(steps, &line.document).await?;
        for one in told.brief.deadlines.iter().filter(|one| is_payment(one)) {
            let open = agenda
                .items
                .iter()
                .any(|item| item.document == line.document && item.evidence.span.overlaps(one.evidence.span));
            let partner = one.title.split_once(": ").map(|(_, whom)| whom.to_owned());
            let known = chased
                .to_pay
                .iter()
                .chain(&found)
                .any(|bill| bill.due == one.due && bill.partner.is_some() && bill.partner == partner);
            if open && !known {
                found.push(UnpaidInvoice {
                    document: line.document.clone(),
                    name: line.name.clone(),
                    number: None,
                    partner: partner.or_else(|| self::partner(&told, Some(false))),
                    amount: None,
                    due: one.due,
                    days_late: (today - one.due).get_days(),
                    level: None,
                    evidence: one.evidence.clone(),
                    paid: None,
                    draft: None,
                });
            }
        }
    }
    Ok(found)
}

/// The other side of a bill.
fn partner(told: &BriefedDocument, ours: Option<bool>) -> Option<String> {
    let mut parties = told.brief.parties.iter().filter(|party| !told.our_names.contains(&party.name));
    let found = match ours {
        Some(true) => parties.find(|party| party.role != "sender"),
        _ => parties.find(|party| party.role == "sender"),
    };
    found.map(|party| party.name.clone())
}

/// Where the reminder of an own invoice goes: to whom it was sent, else to the address of the customer in it.
fn customer(told: &BriefedDocument, carrier: Option<&DocumentLine>) -> Vec<Mailbox> {
    if let Some(mail) = carrier {
        return mail.to.clone();
    }
    let others = told.brief.parties.iter().filter(|party| !told.our_names.contains(&party.name));
    let known = others.filter_map(|party| {
        let address = party.address.clone()?;
        Some(Mailbox { name: Some(party.name.clone()), address })
    });
    known.take(1).collect()
}

fn reminder(told: &BriefedDocument, level: ReminderLevel, to: &[Mailbox]) -> DraftRequest {
    let tongue = Tongue::of(told.document.language.as_deref());
    let (tone, say) = match level {
        ReminderLevel::First => (Tone::Friendly, None),
        ReminderLevel::Second => (
            Tone::Neutral,
            Some(tongue.pick("This is our second reminder.", "Dies ist unsere zweite Erinnerung.")),
        ),
        ReminderLevel::Last => (
            Tone::Formal,
            Some(tongue.pick(
                "This is our last reminder before we take further steps.",
                "Dies ist unsere letzte Erinnerung, bevor wir weitere Schritte einleiten.",
            )),
        ),
    };
    DraftRequest {
        to: to.to_vec(),
        tone,
        say: say.map(str::to_owned),
        ..DraftRequest::new(DraftKind::Reminder).about(told.document.document.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_an_invoice_is_the_more_insistent_is_its_reminder() {
        let levels = [1, 15, 30];
        assert_eq!(level(0, levels), None);
        assert_eq!(level(-3, levels), None);
        assert_eq!(level(1, levels), Some(ReminderLevel::First));
        assert_eq!(level(15, levels), Some(ReminderLevel::Second));
        assert_eq!(level(400, levels), Some(ReminderLevel::Last));
    }

    #[test]
    fn levels_that_do_not_grow_are_refused() {
        assert!(super::levels(&[1, 1, 2]).is_err() && super::levels(&[5]).is_err());
        assert_eq!(super::levels(&[]).unwrap(), LEVELS);
    }
}
