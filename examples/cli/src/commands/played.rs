//! What the built-in playbooks came to, in lines for a person.

use secretariat::documents::AgendaItem;
use secretariat::evidence::Evidence;
use secretariat::tools::playbooks::{
    ChasedInvoices, InboxTriage, MeetingPreparation, ProposedDraft, ReminderLevel, RenewalState,
    ReportedDocument, TriageKind, UnpaidInvoice, Urgency, WatchedContracts, WeekReport, WrittenMinutes,
};
use serde_json::Value;

use crate::output::{alarm, dim, headline, line, plain, strong};

/// The widest line.
const WIDE: usize = 110;

/// Tells the outcome of a built-in playbook; nothing for the outcome of another one.
pub(super) fn told(playbook: &str, outcome: &Value) -> Option<String> {
    let mut page = Page::default();
    match playbook {
        "triage_inbox" => triage(&read(outcome)?, &mut page),
        "chase_unpaid_invoices" => invoices(&read(outcome)?, &mut page),
        "contract_renewal_watch" => contracts(&read(outcome)?, &mut page),
        "prepare_meeting" => meeting(&read(outcome)?, &mut page),
        "weekly_report" => week(&read(outcome)?, &mut page),
        "write_minutes" => minutes(&read(outcome)?, &mut page),
        _ => return None,
    }
    Some(page.text)
}

fn read<T: serde::de::DeserializeOwned>(outcome: &Value) -> Option<T> {
    serde_json::from_value(outcome.clone()).ok()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn head(&mut self, title: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.push_str(&format!("{gap}{}", headline(title)));
    }

    fn row(&mut self, row: &str) {
        self.text.push_str(row);
        self.text.push('\n');
    }

    fn below(&mut self, words: &str) {
        self.row(&format!("    {}", line(words, WIDE)));
    }

    fn place(&mut self, evidence: &Evidence) {
        self.row(&dim(&format!("    “{}” ({})", line(&evidence.quote, 90), evidence.place)));
    }

    fn draft(&mut self, draft: Option<&ProposedDraft>) {
        let Some(draft) = draft else { return };
        let Some(id) = &draft.draft else {
            if let Some(problem) = &draft.problem {
                self.below(&alarm(&line(&format!("no draft: {problem}"), WIDE)));
            }
            return;
        };
        let sendable = if draft.sendable { "can be sent" } else { "look at it before it is sent" };
        self.row(&format!("    draft {id}: {}, {sendable}", line(&draft.subject, 60)));
        for gap in &draft.gaps {
            self.below(&format!("to fill in: {gap}"));
        }
    }

    fn items(&mut self, title: &str, items: &[AgendaItem]) {
        if items.is_empty() {
            return;
        }
        self.head(title);
        for item in items {
            let due = item.due.map(|due| due.to_string()).unwrap_or_default();
            let due = if item.overdue { alarm(&format!("{due:<10}")) } else { format!("{due:<10}") };
            self.row(&format!("{due}  {}  {}", line(&item.title, 70), dim(&line(&item.name, 40))));
        }
    }

    fn documents(&mut self, title: &str, documents: &[ReportedDocument]) {
        if documents.is_empty() {
            return;
        }
        self.head(title);
        for document in documents {
            let date = document.date.map(|date| date.to_string()).unwrap_or_default();
            self.row(&format!(
                "{date:<10}  {}  {}",
                line(&document.title, 70),
                dim(&line(&document.name, 40))
            ));
        }
    }

    fn more(&mut self, more: bool) {
        if more {
            self.row(&dim("There is more than was looked at."));
        }
    }
}

fn triage(found: &InboxTriage, page: &mut Page) {
    page.head(&format!("Inbox on {}", found.today));
    if found.documents.is_empty() {
        page.row("Nothing came in.");
    }
    for one in &found.documents {
        let urgency = match one.urgency {
            Urgency::Overdue => alarm("overdue"),
            Urgency::Now => alarm("now    "),
            Urgency::Soon => strong("soon   "),
            Urgency::Later => "later  ".to_owned(),
            Urgency::Never => dim("-      "),
        };
        let kind = match one.kind {
            TriageKind::Answer => "answer",
            TriageKind::Pay => "pay",
            TriageKind::Decide => "decide",
            TriageKind::Act => "act",
            TriageKind::Look => "look",
            TriageKind::Read => "read",
            TriageKind::Advertisement => "advertisement",
        };
        let due = one.due.map(|due| due.to_string()).unwrap_or_default();
        page.row(&format!(
            "{urgency}  {kind:<8}  {due:<10}  {}  {}",
            strong(&line(&one.title, 60)),
            dim(&line(&one.name, 40))
        ));
        page.below(&one.proposal);
        for finding in &one.findings {
            page.below(&alarm(&line(&finding.message, WIDE)));
        }
        page.draft(one.draft.as_ref());
    }
    page.more(found.more);
}

fn invoices(found: &ChasedInvoices, page: &mut Page) {
    for (title, invoices) in [
        ("Owed to us, past due", &found.overdue),
        ("Owed to us, not due yet", &found.not_due),
        ("Paid, as some document says", &found.paid),
        ("Still to be paid by us", &found.to_pay),
        ("Unclear who made it out", &found.unclear),
    ] {
        if invoices.is_empty() {
            continue;
        }
        page.head(title);
        for invoice in invoices {
            unpaid(invoice, page);
        }
    }
    if page.text.is_empty() {
        page.row("No invoice was found.");
    }
    page.more(found.more);
}

fn unpaid(invoice: &UnpaidInvoice, page: &mut Page) {
    let number = invoice.number.as_ref().map_or(invoice.name.as_str(), |number| number.number.as_str());
    let amount = invoice.amount.as_ref().map(|amount| amount.value.text.clone()).unwrap_or_default();
    let partner = invoice.partner.clone().unwrap_or_default();
    let late = match invoice.days_late {
        days @ 1.. => alarm(&format!("{days} days late")),
        _ => String::new(),
    };
    let level = match invoice.level {
        Some(ReminderLevel::First) => "first reminder",
        Some(ReminderLevel::Second) => "second reminder",
        Some(ReminderLevel::Last) => "last reminder",
        None => "",
    };
    page.row(&format!(
        "{}  {}  {}  {}  {late} {level}",
        invoice.due,
        line(number, 24),
        strong(&line(&amount, 20)),
        line(&partner, 40)
    ));
    page.place(&invoice.evidence);
    page.draft(invoice.draft.as_ref());
}

fn contracts(found: &WatchedContracts, page: &mut Page) {
    page.head(&format!("Contracts on {}", found.today));
    if found.contracts.is_empty() {
        page.row("No contract with a last day was found.");
    }
    for contract in &found.contracts {
        let day = contract.notice_by.or(contract.ends).map(|day| day.to_string()).unwrap_or_default();
        let state = match contract.state {
            RenewalState::Now => alarm("now   "),
            RenewalState::Soon => strong("soon  "),
            RenewalState::Later => "later ".to_owned(),
            RenewalState::Passed => dim("passed"),
        };
        page.row(&format!(
            "{day:<10}  {state}  {}  {}",
            strong(&line(&contract.title, 60)),
            dim(&line(&contract.name, 40))
        ));
        page.below(&contract.task);
        if let Some(evidence) = contract.evidence.first() {
            page.place(evidence);
        }
        page.draft(contract.draft.as_ref());
    }
    if !found.without_day.is_empty() {
        page.row(&format!("{} contracts without a last day: read them once.", found.without_day.len()));
        for document in &found.without_day {
            page.below(document.as_str());
        }
    }
    page.more(found.more);
}

fn meeting(found: &MeetingPreparation, page: &mut Page) {
    page.head(&format!("Papers on {}", line(&found.topic, 80)));
    if found.papers.is_empty() {
        page.row("No document is about this.");
    }
    for paper in &found.papers {
        let date = paper.date.map(|date| date.to_string()).unwrap_or_default();
        page.row(&format!("{date:<10}  {}  {}", line(&paper.title, 70), dim(&line(&paper.name, 40))));
    }
    page.items("Open points", &found.open_points);
    if !found.conflicts.is_empty() {
        page.head("In the calendar at that time");
        for busy in &found.conflicts {
            page.row(&format!("{} – {}  {}", busy.start, busy.end, line(&busy.title, 70)));
        }
    }
    page.head("Agenda");
    page.row(&plain(found.agenda_text.trim_end()));
    page.draft(Some(&found.agenda));
    page.draft(found.invitation.as_ref());
}

fn week(found: &WeekReport, page: &mut Page) {
    page.documents("Came in", &found.received);
    page.documents("Sent", &found.sent);
    if !found.done.is_empty() {
        page.head("Done");
        for task in &found.done {
            page.below(&task.title);
        }
    }
    page.items("Overdue", &found.overdue);
    page.items("Due next", &found.due);
    page.documents("Wait for an answer", &found.waiting);
    if !found.findings.is_empty() {
        page.head("Looks wrong");
        for found in &found.findings {
            page.row(&format!("{}  {}", line(&found.name, 40), alarm(&line(&found.finding.message, WIDE))));
        }
    }
    page.head("Report");
    page.row(&plain(found.text.trim_end()));
    page.draft(Some(&found.draft));
    page.more(found.more);
}

fn minutes(found: &WrittenMinutes, page: &mut Page) {
    page.row(&plain(found.text.trim_end()));
    page.draft(Some(&found.draft));
}
