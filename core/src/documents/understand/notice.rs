//! The last day to give notice under a contract, found from the end of its term and its notice period.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::documents::understand::moments::quarter_end;
use crate::documents::understand::periods::{Period, Unit as Length, periods};
use crate::documents::understand::terms::words;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// Ends that lie further ahead than this are not yet worth a line in an agenda.
const HORIZON_DAYS: i32 = 730;

/// How many bytes may stand between a length of time and what it is before: "45 days or more ahead of".
const BETWEEN: usize = 12;

/// The end of the term, with the units that state it.
#[derive(Debug, Clone)]
struct Term {
    end: Date,
    /// Whether the contract goes on by itself unless notice is given, and for how long.
    renewal: Option<Period>,
    /// The unit that states the end.
    at: usize,
}

/// Finds the last day for notice, or else the end of the term.
pub(super) fn contract(work: &Work<'_>) -> Vec<Deadline> {
    if work.silent || !(work.contract || states_terms(work)) {
        return Vec::new();
    }
    let term = term(work);
    let notice = notice(work, term.as_ref());
    if !notice.is_empty() {
        return notice;
    }
    term.and_then(|term| expiry(work, &term)).into_iter().collect()
}

/// A letter or order form may hold the terms of a contract without being called one.
fn states_terms(work: &Work<'_>) -> bool {
    matches!(
        work.kind,
        DocumentKind::Order
            | DocumentKind::Letter
            | DocumentKind::Offer
            | DocumentKind::Other
            | DocumentKind::Policy
            | DocumentKind::Mail
    ) && work
        .units
        .iter()
        .any(|unit| unit.is_body() && unit.has("notice_before") && unit.has("notice_period"))
}

fn usable(unit: &Unit) -> bool {
    matches!(unit.zone, Zone::Body) && !unit.has("example") && !unit.has("birth")
}

/// Finds the end of the term: written, or counted from its start.
fn term(work: &Work<'_>) -> Option<Term> {
    let mut best: Option<(i32, Date, usize)> = None;
    let mut start: Option<Date> = None;
    let mut length: Option<(Period, usize)> = None;
    for (at, unit, moments) in work.dated() {
        if !usable(unit) || unit.has("probation") {
            continue;
        }
        let plain = unit.plain.as_str();
        for moment in moments.iter().filter(|moment| moment.has_year) {
            let before = &plain[..moment.start];
            let clause_start =
                before.rfind([',', ';', '.', '(']).filter(|&at| before.len() - at > 3).map_or(0, |at| at + 1);
            let clause = before.get(clause_start..).unwrap_or(before);
            let ends = unit.lexicon.cue("term_end").find_iter(clause).last().map(|found| found.end());
            let starts = unit.lexicon.cue("term_start").find_iter(clause).last().map(|found| found.end());
            if let Some(end) = ends
                && starts.is_none_or(|start| start <= end)
                && clause.len() - end < 48
            {
                let score = i32::from(unit.has("contract") || unit.has("term_length")) * 2
                    + i32::from(moment.date >= work.today);
                if best.is_none_or(|(other, ..)| score > other) {
                    best = Some((score, moment.date, at));
                }
            } else if starts.is_some() && start.is_none() && !unit.has("statute") {
                start = Some(moment.last.map_or(moment.date, |_| moment.date));
            }
        }
        if length.is_none()
            && unit.has("term_length")
            && !unit.has("notice_period")
            && !unit.has("renewal")
            && let Some(period) =
                periods(plain).into_iter().find(|period| matches!(period.unit, Length::Month | Length::Year))
            && (unit.has("term_words") || unit.shape != Shape::Sentence)
        {
            length = Some((period, at));
        }
    }
    let (end, at) = match (best, start, length) {
        (Some((_, end, at)), ..) => (end, at),
        (None, Some(start), Some((period, at))) => (period.term(start)?, at),
        _ => return None,
    };
    Some(Term { end, renewal: renewal(work), at })
}

/// Finds by how much a contract extends itself.
fn renewal(work: &Work<'_>) -> Option<Period> {
    work.units.iter().filter(|unit| usable(unit) && unit.has("renewal")).find_map(|unit| {
        let verb = unit.lexicon.cue("renewal").find(&unit.plain)?;
        periods(&unit.plain).into_iter().find(|period| {
            period.start >= verb.start().saturating_sub(40)
                && matches!(period.unit, Length::Month | Length::Year)
                && !unit
                    .lexicon
                    .has("notice_before", &unit.plain[period.end..].chars().take(30).collect::<String>())
        })
    })
}

fn notice(work: &Work<'_>, term: Option<&Term>) -> Vec<Deadline> {
    let mut found: Vec<(i32, Deadline)> = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if !usable(unit) || unit.has("probation_only") {
            continue;
        }
        let context = neighbours(work, at);
        if !(unit.has("notice_period")
            || unit.has("notice_before") && unit.lexicon.has("notice_period", &context))
        {
            // "Whether it is extended the employer says at least one month before."
            if let Some(deadline) = advance_word(work, unit, term).or_else(|| right(work, unit, term)) {
                found.push((1, deadline));
            }
            continue;
        }
        let all = periods(&unit.plain);
        for (place, &period) in all.iter().enumerate() {
            let limit = all.get(place + 1).map_or(unit.plain.len(), |next| next.start);
            let after: String = unit.plain[period.end..limit].chars().take(90).collect();
            let before = &unit.plain[..period.start];
            let general = unit
                .lexicon
                .cue("notice_general")
                .find_iter(before)
                .last()
                .is_some_and(|cue| before.len() - cue.end() < 24);
            let ahead = unit.lexicon.has("notice_before", &after);
            let noun = unit.lexicon.has("notice_noun", &after.chars().take(28).collect::<String>());
            let fixed = unit.lexicon.cue("notice_to").captures(&after);
            if !(general || ahead || noun)
                || unit.lexicon.has(
                    "renewal_period",
                    &before.chars().rev().take(14).collect::<Vec<_>>().into_iter().rev().collect::<String>(),
                )
            {
                continue;
            }
            let open_end = !ahead && fixed.is_some() && !unit.lexicon.has("term_word", &after);
            let deadline = if let (true, Some(fixed)) = (open_end, &fixed) {
                let unit_name = fixed.name("unit").or(fixed.name("unit2")).map_or("", |name| name.as_str());
                next_end(work, unit, period, unit_name)
            } else if let Some(term) = term {
                before_end(work, unit, period, term)
            } else {
                None
            };
            if let Some(deadline) = deadline {
                found.push((if ahead { 3 } else { 2 }, deadline));
            }
        }
    }
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    found.truncate(1);
    found.into_iter().map(|(_, deadline)| deadline).collect()
}

fn neighbours(work: &Work<'_>, at: usize) -> String {
    let from = at.saturating_sub(1);
    work.units
        .get(from..(at + 2).min(work.units.len()))
        .unwrap_or_default()
        .iter()
        .map(|unit| unit.plain.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Something else that must be said a time before the end.
fn advance_word(work: &Work<'_>, unit: &Unit, term: Option<&Term>) -> Option<Deadline> {
    let term = term?;
    if !unit.has("advance_word") {
        return None;
    }
    let period = periods(&unit.plain).into_iter().next()?;
    before_end(work, unit, period, term)
}

/// A right that must be used a time before the end of the term: to buy, to extend, to object.
fn right(work: &Work<'_>, unit: &Unit, term: Option<&Term>) -> Option<Deadline> {
    let term = term?;
    if unit.has("counterparty") && !unit.has("second_person") {
        return None;
    }
    let period = periods(&unit.plain).into_iter().find(|period| {
        let after: String = unit.plain[period.end..].chars().take(60).collect();
        unit.lexicon.cue("notice_before").find(&after).is_some_and(|found| found.start() <= BETWEEN)
    })?;
    let mut deadline = before_end(work, unit, period, term)?;
    deadline.title = "Last day for a right under the contract".to_owned();
    Some(deadline)
}

/// Notice a period before the end of the term, or of the next renewed one.
fn before_end(work: &Work<'_>, unit: &Unit, period: Period, term: &Term) -> Option<Deadline> {
    let mut end = term.end;
    let mut due = period.before(end)?;
    if let Some(renewal) = term.renewal {
        for _ in 0..100 {
            if due >= work.today {
                break;
            }
            end = extended(end, renewal)?;
            due = period.before(end)?;
        }
    }
    if due < work.today || (due - work.today).get_days() > HORIZON_DAYS {
        return None;
    }
    Some(Deadline {
        title: "Last day for notice".to_owned(),
        kind: DeadlineKind::Notice,
        due,
        obliged: None,
        rule: Some(format!("{} before {end}", words(period))),
        evidence: work.source.evidence(unit.span),
        basis: work.units.get(term.at).map(|unit| work.source.evidence(unit.span)).into_iter().collect(),
    })
}

fn extended(end: Date, renewal: Period) -> Option<Date> {
    let last = end == end.last_of_month();
    let next = renewal.after(end)?;
    Some(if last { next.last_of_month() } else { next })
}

/// Notice to the end of a quarter or year, whichever can still be reached.
fn next_end(work: &Work<'_>, unit: &Unit, period: Period, name: &str) -> Option<Deadline> {
    let name = name.to_lowercase();
    let step = |date: Date| -> Option<Date> {
        if name.contains("viertel") || name.starts_with("quart") {
            quarter_end(date)
        } else if name.contains("halb") || name.starts_with("half") {
            let june = Date::new(date.year(), 6, 30).ok()?;
            if date <= june { Some(june) } else { Date::new(date.year(), 12, 31).ok() }
        } else if name.contains("jahr") || name.starts_with("year") {
            Date::new(date.year(), 12, 31).ok()
        } else {
            None
        }
    };
    let mut end = step(work.today)?;
    for _ in 0..12 {
        let due = period.before(end)?;
        if due >= work.today {
            return Some(Deadline {
                title: "Last day for notice".to_owned(),
                kind: DeadlineKind::Notice,
                due,
                obliged: None,
                rule: Some(format!("{} before {end}, the next possible end", words(period))),
                evidence: work.source.evidence(unit.span),
                basis: Vec::new(),
            });
        }
        end = step(end.checked_add(1.day()).ok()?)?;
    }
    None
}

/// The end of a term that does not renew itself.
fn expiry(work: &Work<'_>, term: &Term) -> Option<Deadline> {
    let days = (term.end - work.today).get_days();
    if !(0..=HORIZON_DAYS).contains(&days) || term.renewal.is_some() || !work.contract {
        return None;
    }
    let unit = work.units.get(term.at)?;
    Some(Deadline {
        title: "Term ends".to_owned(),
        kind: DeadlineKind::Expiry,
        due: term.end,
        obliged: None,
        rule: None,
        evidence: work.source.evidence(unit.span),
        basis: Vec::new(),
    })
}

/// What must be done by a day of every year: "by 31 January of each year".
pub(super) fn yearly(work: &Work<'_>) -> Vec<Deadline> {
    if !work.contract {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (_, unit, moments) in work.dated() {
        for moment in moments.iter().filter(|moment| !moment.has_year && !moment.relative) {
            if !usable(unit)
                || work.sides.is_empty() && unit.has("counterparty")
                || !unit.lexicon.has("yearly", &unit.plain[moment.end..])
                || !unit.lexicon.has("by", &unit.plain[..moment.start])
            {
                continue;
            }
            let years = [work.today.year(), work.today.year() + 1];
            let next = years
                .into_iter()
                .filter_map(|year| Date::new(year, moment.date.month(), moment.date.day()).ok())
                .find(|date| *date >= work.today);
            if let Some(due) = next {
                found.push(Deadline {
                    title: "Due every year".to_owned(),
                    kind: DeadlineKind::Delivery,
                    due,
                    obliged: work.obliged(unit),
                    rule: Some("every year".to_owned()),
                    evidence: work.source.evidence(unit.span),
                    basis: Vec::new(),
                });
            }
        }
    }
    found
}
