//! What understanding found in a document labels the sentences it was found in: "Last day for notice" says
//! what a clause is about better than its words.

use crate::documents::ask::question::Wanted;
use crate::documents::ask::units::Unit;
use crate::documents::facts::{Deadline, DeadlineKind, kind_name};
use crate::documents::record::Document;
use crate::evidence::Evidence;

/// Labels the units of a document; deadlines outside all units become units of their own.
pub(super) fn label(document: &Document, units: &mut Vec<Unit>) {
    let brief = &document.brief;
    let parties: Vec<&str> = brief.parties.iter().map(|party| party.name.as_str()).collect();
    let senders: Vec<String> =
        document.metadata.from.iter().map(|from| from.address.replace(['@', '.', '-'], " ")).collect();
    let of_document = format!(
        "{} {} {} {} {}",
        document.name.replace(['-', '_', '.'], " "),
        brief.title,
        kind_name(brief.kind).replace('_', " "),
        parties.join(" "),
        senders.join(" ")
    );
    for unit in units.iter_mut().filter(|unit| unit.evidence.document == document.id) {
        unit.of_document.clone_from(&of_document);
    }
    for deadline in &brief.deadlines {
        let label = format!("{} {}", deadline.title, matter(deadline.kind));
        if !attach(units, &deadline.evidence, &label, Wanted::Time, Some(deadline)) {
            let mut unit = Unit::of(deadline.evidence.clone(), brief.language.clone());
            unit.of_document.clone_from(&of_document);
            units.push(unit);
            attach(units, &deadline.evidence, &label, Wanted::Time, Some(deadline));
        }
    }
    for task in brief.tasks.iter().filter(|task| task.due.is_some()) {
        attach(units, &task.evidence, &task.title, Wanted::Time, None);
    }
    for task in brief.tasks.iter().filter(|task| task.assignee.is_some()) {
        attach(units, &task.evidence, "responsible", Wanted::Name, None);
    }
    for amount in &brief.amounts {
        attach(units, &amount.evidence, &amount.role, Wanted::Amount, None);
    }
    for party in &brief.parties {
        attach(units, &party.evidence, &party.role, Wanted::Name, None);
    }
    for question in &brief.questions {
        for unit in units.iter_mut().filter(|unit| meets(unit, &question.evidence)) {
            unit.asks = true;
        }
    }
}

fn attach(
    units: &mut [Unit],
    evidence: &Evidence,
    label: &str,
    kind: Wanted,
    deadline: Option<&Deadline>,
) -> bool {
    let mut found = false;
    for unit in units.iter_mut().filter(|unit| meets(unit, evidence)) {
        found = true;
        unit.label.push(' ');
        unit.label.push_str(label);
        unit.kinds.push(kind);
        if let Some(deadline) = deadline {
            unit.deadline = true;
            if let (Some(rule), None) = (&deadline.rule, &unit.computed) {
                unit.computed = Some((deadline.due, rule.clone()));
                unit.basis.clone_from(&deadline.basis);
            }
        }
    }
    found
}

fn meets(unit: &Unit, evidence: &Evidence) -> bool {
    unit.evidence.document == evidence.document && unit.evidence.span.overlaps(evidence.span)
}

/// The words that people ask for a kind of deadline with, in both languages.
fn matter(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::Payment => "payment pay due deadline Zahlung fällig Frist",
        DeadlineKind::Discount => "discount Skonto deadline Frist",
        DeadlineKind::Notice => "notice terminate last day deadline Kündigung Kündigungsfrist Frist",
        DeadlineKind::Expiry => "end expire Ende Ablauf",
        DeadlineKind::Objection => "objection appeal deadline Widerspruch Einspruch Frist",
        DeadlineKind::Reply => "answer reply deadline Antwort Frist",
        DeadlineKind::Validity => "valid validity gültig Gültigkeit",
        DeadlineKind::Registration => "registration register deadline Anmeldung Anmeldeschluss Frist",
        DeadlineKind::Delivery => "delivery deliver deadline Lieferung Frist",
        DeadlineKind::Other => "deadline Frist",
    }
}
