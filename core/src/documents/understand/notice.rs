//! The last day to give notice under a contract, found from the end of its term and its notice period.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::documents::understand::moments::{Moment, quarter_end};
use crate::documents::understand::periods::{Period, periods};
use crate::documents::understand::term::{Term, term, usable};
use crate::documents::understand::terms::words;
use crate::documents::understand::units::Unit;
use crate::documents::understand::work::Work;

/// Ends that lie further ahead than this are not yet worth a line in an agenda.
const HORIZON_DAYS: i32 = 730;

/// The rule of a duty that comes round.
pub(super) const YEARLY: &str = "every year";

/// How many bytes may stand between a length of time and what it is before: "45 days or more ahead of".
const BETWEEN: usize = 12;

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

fn notice(work: &Work<'_>, term: Option<&Term>) -> Vec<Deadline> {
    let mut found: Vec<(i32, Deadline)> = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        // "The visits are announced a week before" gives no notice.
        if !usable(unit) || unit.has("probation_only") || unit.has("announces") {
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
            } else {
                // "Sechs Wochen vor dem Jahresende" needs no term.
                let year = || unit.lexicon.cue("before_year_end").find(&after).filter(|_| term.is_none());
                term.and_then(|term| before_end(work, unit, period, term))
                    .or_else(|| before_stated(work, at, unit, period))
                    .or_else(|| next_end(work, unit, period, year()?.as_str()))
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

/// Notice a period before the day that the same sentence names: "on 25 March 2027 by six months' notice".
fn before_stated(work: &Work<'_>, at: usize, unit: &Unit, period: Period) -> Option<Deadline> {
    let mut named = work.moments.get(at)?.iter().filter(|moment| {
        !moment.relative && moment.last.is_none() && unit.has_in("ends_at", &unit.plain[..moment.start])
    });
    let (moment, None) = (named.next()?, named.next()) else { return None };
    let years = if moment.has_year { 0..=0 } else { 0..=2 };
    let first = if moment.has_year { moment.date.year() } else { work.today.year() };
    let (end, due) = years
        .filter_map(|more| {
            let end = Date::new(first + more, moment.date.month(), moment.date.day()).ok()?;
            Some((end, period.before(end)?))
        })
        .find(|(_, due)| *due >= work.today)?;
    ((due - work.today).get_days() <= HORIZON_DAYS).then(|| Deadline {
        title: "Last day for notice".to_owned(),
        kind: DeadlineKind::Notice,
        due,
        obliged: None,
        rule: Some(format!("{} before {end}", words(period))),
        evidence: work.source.evidence(unit.span),
        basis: Vec::new(),
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

/// Says whether a day comes every year and something must be done by it or on it.
fn recurs(unit: &Unit, moment: &Moment) -> bool {
    let (before, after) = (&unit.plain[..moment.start], &unit.plain[moment.end..]);
    let lexicon = unit.lexicon;
    let limit = lexicon.has("by", before);
    let yearly = lexicon.has("yearly", after) || lexicon.has("yearly_before", before);
    yearly && (limit || unit.has("obligation") && unit.has("duty_to_give"))
        || limit && unit.has("yearly_any") && (unit.has("obligation") || unit.has("duty_to_give"))
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
                || unit.has("notice_period")
                || work.sides.is_empty() && unit.has("counterparty")
                || !recurs(unit, moment)
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
                    obliged: work.obliged(unit, moment.start),
                    rule: Some(YEARLY.to_owned()),
                    evidence: work.source.evidence(unit.span),
                    basis: Vec::new(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::{dues, english_contract, german_contract};

    #[test]
    fn the_last_day_for_notice_is_counted_from_an_end_in_another_clause() {
        for (clauses, day) in [
            (
                "2. The hire starts on 1 April 2024 and its last day is 31 March 2027.\n\n3. It is renewed for a further twelve months unless the Owner holds written notice of non-renewal no fewer than sixty (60) days ahead of the last day of the term then running.",
                "2027-01-30",
            ),
            (
                "2. The minimum period closes on 28 February 2027.\n\n3. A Customer that does not want the hire to roll on must say so in writing at least thirty days before the minimum period closes.",
                "2027-01-29",
            ),
            (
                "2. If the Owner wants other rates it may table them in writing up to and including 15 January 2027.\n\n3. This Agreement took effect on 1 May 2024 and runs to 30 April 2027 (the \"Expiry Date\").\n\n4. It is prolonged by a further year save where one party has given the other notice not less than ten weeks before the Expiry Date.",
                "2027-02-19",
            ),
            (
                "2. The Agreement begins on 1 March 2022 for a fixed term of three years.\n\n3. It rolls over for another year each time unless either party gives written notice three months before the end of the current term.",
                "2026-11-30",
            ),
            (
                "2. The contract starts on 1 July 2024 and goes on from year to year.\n\n3. Either side may bring it to an end on 30 June of any year, but only with three months' written warning.",
                "2027-03-31",
            ),
            (
                "2. The Customer may determine this Agreement on 30 June 2027 by serving on the Owner not less than six months' notice in writing.",
                "2026-12-31",
            ),
            (
                "2. In each year the Customer is to lodge with the Owner, not after 15 December, the certificate of its insurer.",
                "2026-12-15",
            ),
        ] {
            let found = dues(&english_contract(clauses), "agreement.md");
            assert!(found.iter().any(|found| found == day), "{clauses}: {found:?}");
        }
    }

    #[test]
    fn what_is_announced_is_no_notice() {
        let clauses = "§ 2 Der Vertrag läuft bis zum 14.03.2027.\n\n§ 3 Die Besuche kündigt der Auftragnehmer eine Woche vorher an.";
        assert!(!dues(&german_contract(clauses), "vertrag.md").contains(&"2027-03-07".to_owned()));
    }

    #[test]
    fn german_clauses_say_it_in_their_own_way() {
        for (clauses, day) in [
            (
                "§ 2 Die Laufzeit beginnt am 01.05.2024 und beträgt 36 Monate.\n\n§ 3 Sie verlängert sich um je ein Jahr, wenn keine Seite zwei Monate vor ihrem Ablauf in Textform kündigt.",
                "2027-02-28",
            ),
            (
                "§ 2 Der Vertrag endet mit Ablauf des 31.03.2027.\n\n§ 3 Er setzt sich um jeweils zwölf Monate fort, es sei denn, er wird sechs Wochen vor diesem Zeitpunkt gekündigt.",
                "2027-02-17",
            ),
            (
                "§ 2 Der Vertrag läuft seit dem 01.01.2024 auf unbestimmte Zeit.\n\n§ 3 Er kann zum 30. Juni eines jeden Jahres mit einer Frist von drei Monaten gekündigt werden.",
                "2027-03-31",
            ),
            (
                "§ 2 Der Vertrag endet am 31.03.2027.\n\n§ 3 Wird er nicht mit Monatsfrist zum Ende der Laufzeit in Textform gekündigt, so gilt er für ein weiteres Jahr.",
                "2027-02-28",
            ),
            (
                "§ 2 Der Auftraggeber legt dem Auftragnehmer jeweils bis zum 15. Dezember den Nachweis seiner Versicherung vor.",
                "2026-12-15",
            ),
        ] {
            let found = dues(&german_contract(clauses), "vertrag.md");
            assert!(found.iter().any(|found| found == day), "{clauses}: {found:?}");
        }
    }
}
