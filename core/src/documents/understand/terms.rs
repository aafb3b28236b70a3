//! Deadlines that are counted: "within 14 days", "30 Tage netto", "binnen eines Monats nach Bekanntgabe".

use jiff::ToSpan;
use jiff::civil::Date;

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::documents::understand::deadlines::{is_aside, states, title, topic};
use crate::documents::understand::judge;
use crate::documents::understand::lexicon::Lexicon;
use crate::documents::understand::periods::{Period, periods};
use crate::documents::understand::units::{Shape, Unit};
use crate::documents::understand::work::Work;

/// German authorities' letters count as received on the fourth day after they were posted
/// (§ 122 (2) AO, § 41 (2) VwVfG, § 37 (2) SGB X, since 2025).
const DEEMED_DAYS: i32 = 4;

/// Finds the deadlines that are counted from the document's date or its receipt.
pub(super) fn counted(work: &Work<'_>) -> Vec<Deadline> {
    if work.silent || work.contract && work.kind != DocumentKind::Invoice {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if !states(unit) || (unit.shape == Shape::Row && unit.plain.split(' ').count() > 12) {
            continue;
        }
        let explicit = work.moments[at].iter().enumerate().any(|(number, moment)| {
            !moment.relative && moment.date >= work.anchor() && judge::due(work, at, number) >= 0.5
        });
        for period in periods(&unit.plain) {
            let sure = judge::term(work, at, period);
            if is_aside(unit, sure) {
                continue;
            }
            // "… within a month of service; it counts as served on 8 September": the day is where it begins.
            let after: String = unit.plain[period.end..].chars().take(70).collect();
            let served = unit.lexicon.has("bekanntgabe", &after) || unit.lexicon.has("from_receipt", &after);
            let explicit = explicit && !served;
            let ruled = payment(work, unit, period)
                .or_else(|| if explicit { None } else { demand(work, unit, period) });
            let deadline = ruled
                .or_else(|| held(work, unit, period))
                .filter(|_| sure >= judge::DAY_DOUBT.strict(work, at))
                .or_else(|| if explicit { None } else { learned(work, at, period, sure) });
            if let Some(deadline) = deadline {
                found.push(deadline);
            }
        }
        if found.iter().all(|deadline: &Deadline| deadline.evidence.span != unit.span) {
            found.extend(bare_net(work, unit).or_else(|| on_receipt(work, unit)));
        }
    }
    found
}

fn is_bill(work: &Work<'_>) -> bool {
    matches!(work.kind, DocumentKind::Invoice | DocumentKind::Reminder)
}

fn deadline(work: &Work<'_>, unit: &Unit, kind: DeadlineKind, due: Date, rule: String) -> Deadline {
    let basis = work.days.own.as_ref().map(|fact| vec![fact.evidence.clone()]).unwrap_or_default();
    Deadline {
        title: title(kind, work.kind).to_owned(),
        kind,
        due,
        obliged: None,
        rule: Some(rule),
        evidence: work.source.evidence(unit.span),
        basis,
    }
}

/// The words from the last mark that separates clauses up to the next one around a period.
fn clause(plain: &str, period: Period) -> &str {
    let start = plain[..period.start].rfind([';', '\t']).map_or(0, |at| at + 1);
    let end = plain[period.end..].find([';', '\t']).map_or(plain.len(), |at| period.end + at);
    &plain[start..end]
}

/// Terms of payment on a bill: the days to pay, and those with a discount.
fn payment(work: &Work<'_>, unit: &Unit, period: Period) -> Option<Deadline> {
    if !is_bill(work) || work.paid {
        return None;
    }
    let lexicon = unit.lexicon;
    let plain = clause(&unit.plain, period);
    let after: String = unit.plain[period.end..].chars().take(60).collect();
    let pays =
        lexicon.has("pay_terms", plain) || unit.shape == Shape::Pair && lexicon.has("pay_label", plain);
    if !pays
        || lexicon.has("from_other", &after)
        || lexicon.has("conditional", plain)
        || lexicon.has("topic_objection", plain)
        || lexicon.has("past", plain)
        // Shipping in two weeks, a support contract over twelve months.
        || period.count > 180
        || matches!(period.unit, crate::documents::understand::periods::Unit::Year)
    {
        return None;
    }
    // Which clause of "2 % Skonto innerhalb von 10 Tagen, 30 Tage netto" the period belongs to.
    let near = near(&unit.plain, period);
    let alone = periods(plain).len() == 1;
    let reduced = lexicon.has("topic_discount", if alone { plain } else { near });
    let discount = reduced && !lexicon.has("pay_net", near);
    let kind = if discount { DeadlineKind::Discount } else { DeadlineKind::Payment };
    let from_receipt = lexicon.has("from_receipt", &after);
    let base = if from_receipt { work.days.received.unwrap_or(work.anchor()) } else { work.anchor() };
    let due = period.after(base)?;
    let rule = format!("{} after {base}", words(period));
    Some(deadline(work, unit, kind, due, rule))
}

/// Returns the words around a period up to the next comma or full stop.
fn near(plain: &str, period: Period) -> &str {
    let stop = |text: &str| {
        text.char_indices().find(|(at, c)| {
            matches!(c, ',' | ';' | '.' | '/')
                && !text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        })
    };
    let start = plain[..period.start]
        .char_indices()
        .rev()
        .find(|(at, c)| {
            matches!(c, ',' | ';' | '.' | ':')
                && !plain[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        })
        .map_or(0, |(at, c)| at + c.len_utf8());
    let end = stop(&plain[period.end..]).map_or(plain.len(), |(at, _)| period.end + at);
    &plain[start..end]
}

/// "Terms: net 30".
fn bare_net(work: &Work<'_>, unit: &Unit) -> Option<Deadline> {
    if !is_bill(work) || work.paid || unit.has("conditional") {
        return None;
    }
    let captures = unit.lexicon.cue("pay_period").captures(&unit.plain)?;
    let days = captures.name("n1").or(captures.name("n2"))?;
    // "Net 1,124.50" is a sum.
    if unit.shape == Shape::Row || unit.plain[days.end()..].starts_with([',', '.']) {
        return None;
    }
    let count: i32 = days.as_str().parse().ok()?;
    let due = work.anchor().checked_add(count.min(365).days()).ok()?;
    Some(deadline(work, unit, DeadlineKind::Payment, due, format!("{count} days after {}", work.anchor())))
}

/// "Payable on receipt", "sofort fällig".
fn on_receipt(work: &Work<'_>, unit: &Unit) -> Option<Deadline> {
    if !is_bill(work) || work.paid || !unit.has("on_receipt") {
        return None;
    }
    let due = work.days.received.unwrap_or(work.anchor());
    Some(deadline(work, unit, DeadlineKind::Payment, due, "payable on receipt".to_owned()))
}

/// A demand or right with a term: "reply within fourteen days", "binnen zwei Wochen nach Zustellung".
fn demand(work: &Work<'_>, unit: &Unit, period: Period) -> Option<Deadline> {
    let lexicon = unit.lexicon;
    if !work.addresses_reader() || work.contract {
        return None;
    }
    let before: String = {
        let head = &unit.plain[..period.start];
        head.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect()
    };
    let after: String = unit.plain[period.end..].chars().take(70).collect();
    let within = lexicon.cue("within_end").is_match(&before);
    if !within
        || lexicon.has("from_other", &after) && !lexicon.has("from_letter", &after)
        || lexicon.has("past", &unit.plain) && !lexicon.has("objection_phrase", &unit.plain)
        || lexicon.has("promise", &unit.plain)
        || lexicon.has("pay_period_boiler", &unit.plain)
        || lexicon.has("statute", &unit.plain) && !lexicon.has("objection_phrase", &unit.plain)
    {
        return None;
    }
    let served = lexicon.has("from_receipt", &after) || lexicon.has("bekanntgabe", &after);
    let written = lexicon.has("from_letter", &after);
    let demanded = lexicon.has("request", &unit.plain)
        || lexicon.has("obligation_now", &unit.plain)
        || lexicon.has("terminate_right", &unit.plain)
        || lexicon.has("objection_phrase", &unit.plain) && (served || written)
        || (served || written) && lexicon.has("demand_period", &unit.plain)
        || (served || written)
            && (lexicon.has("time_limit", &before) || lexicon.has("sanction", &unit.plain));
    // "If we hear nothing within two weeks": the reader is to be heard of by then.
    let threatened = lexicon.has("sanction", &unit.plain) && !lexicon.has("statute", &unit.plain);
    if !(demanded || threatened)
        || lexicon.has("conditional_start", &unit.plain) && !(served || written || threatened)
    {
        return None;
    }
    let due = period.after(base(work, lexicon, &after)?)?;
    let kind = counted_kind(work, unit);
    if work.paid && kind == DeadlineKind::Payment {
        return None;
    }
    let rule = format!("{} after {}", words(period), base(work, lexicon, &after)?);
    Some(deadline(work, unit, kind, due, rule))
}

/// How long an offer holds: "We hold these figures for six weeks".
fn held(work: &Work<'_>, unit: &Unit, period: Period) -> Option<Deadline> {
    let offers = work.kind == DocumentKind::Offer || unit.has("topic_validity");
    let before = unit.plain.get(..period.start)?;
    if !work.addresses_reader()
        || work.contract
        || !offers
        || !unit.has_in("holds_for", before)
        || unit.has("past")
        || period.count > 180
        || matches!(period.unit, crate::documents::understand::periods::Unit::Year)
    {
        return None;
    }
    let due = period.after(work.anchor())?;
    let rule = format!("{} after {}", words(period), work.anchor());
    Some(deadline(work, unit, DeadlineKind::Validity, due, rule))
}

/// Takes a term that no rule knows when the judge is sure that it counts from now.
fn learned(work: &Work<'_>, at: usize, period: Period, sure: f32) -> Option<Deadline> {
    let unit = work.units.get(at)?;
    let after: String = unit.plain[period.end..].chars().take(70).collect();
    let kind = counted_kind(work, unit);
    let money = matches!(kind, DeadlineKind::Payment | DeadlineKind::Discount);
    if work.contract
        || work.is_long()
        || work.paid && money
        || unit.shape == Shape::Row
        || unit.has("no_action")
        || period.count > 180
        || period.unit == crate::documents::understand::periods::Unit::Year
    {
        return None;
    }
    let before = unit.plain[..period.start].trim_end().to_lowercase();
    if ["last", "past", "previous", "letzten", "vergangenen", "first", "ersten"]
        .iter()
        .any(|word| before.ends_with(word))
    {
        return None;
    }
    if sure < judge::SURE.strict(work, at) {
        return None;
    }
    let base = base(work, unit.lexicon, &after)?;
    Some(deadline(work, unit, kind, period.after(base)?, format!("{} after {base}", words(period))))
}

/// Returns the day that a term counts from, by the words after it: the date of the letter or its receipt.
fn base(work: &Work<'_>, lexicon: &Lexicon, after: &str) -> Option<Date> {
    let own = work.anchor();
    if lexicon.has("bekanntgabe", after) {
        let deemed = own.checked_add(DEEMED_DAYS.days()).ok()?;
        return Some(work.days.received.map_or(deemed, |received| received.max(deemed)));
    }
    let served = lexicon.has("from_receipt", after);
    Some(if served { work.days.received.unwrap_or(own) } else { own })
}

fn counted_kind(work: &Work<'_>, unit: &Unit) -> DeadlineKind {
    if unit.has("terminate_right") {
        DeadlineKind::Notice
    } else if unit.has("objection_phrase") {
        DeadlineKind::Objection
    } else {
        topic(unit.lexicon, &unit.plain, work.kind)
    }
}

/// Returns a period in English words.
pub(super) fn words(period: Period) -> String {
    use crate::documents::understand::periods::Unit as U;
    let unit = match period.unit {
        U::Day => "day",
        U::BusinessDay => "working day",
        U::Week => "week",
        U::Month => "month",
        U::Year => "year",
    };
    format!("{} {unit}{}", period.count, if period.count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::dues;

    #[test]
    fn an_offer_holds_for_a_time_and_a_threat_gives_one() {
        for (text, name, day) in [
            (
                "Alder Hire\n\nQuotation 4711\n\n20 November 2026\n\nDear Ms Brook,\n\nWe can hold these prices for six weeks.\n\nYours sincerely\nAlder\n",
                "quotation.txt",
                "2027-01-01",
            ),
            (
                "Erle Technik\n\n20. November 2026\n\nSehr geehrte Frau Bach,\n\nder Zaun steht noch immer schief. Hören wir binnen zwei Wochen nichts, geht die Sache an unsere Anwältin.\n\nMit freundlichen Grüßen\nErle\n",
                "brief.txt",
                "2026-12-04",
            ),
        ] {
            let found = dues(text, name);
            assert!(found.iter().any(|found| found == day), "{text}: {found:?}");
        }
    }
}
