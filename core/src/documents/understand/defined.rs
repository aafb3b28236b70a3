//! Terms that count from a day which the document defines: "within thirty days after the Effective Date",
//! "binnen zwei Wochen nach Vertragsschluss", "not more than 120 days after the close of each fiscal year".

use jiff::civil::Date;

use crate::documents::facts::Deadline;
use crate::documents::understand::deadlines::{states, title, topic};
use crate::documents::understand::judge;
use crate::documents::understand::periods::{Period, Unit as Length, periods};
use crate::documents::understand::terms::words;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// How many characters around a length of time tell what it counts from.
const AROUND: usize = 90;

/// A longer count of days, weeks or months is how long something lasts.
const LONGEST: i32 = 190;

/// A day with the unit that states it.
type Stated = (Date, Option<usize>);

/// The days that a document defines.
#[derive(Debug, Default)]
struct Days {
    /// The names in quotation marks or before a colon, in lower case.
    named: Vec<(String, Date, usize)>,
    /// When the agreement was made.
    made: Option<Stated>,
    /// When it takes effect.
    start: Option<Stated>,
}

/// Finds the deadlines that are counted from a defined day.
pub(super) fn counted(work: &Work<'_>) -> Vec<Deadline> {
    if work.silent || work.is_long() || !work.addresses_reader() {
        return Vec::new();
    }
    let days = if work.contract { Days::of(work) } else { Days::default() };
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if !states(unit)
            || unit.zone != Zone::Body
            || unit.shape == Shape::Row
            || unit.has("example")
            || work.contract && work.sides.is_empty() && unit.has("counterparty")
        {
            continue;
        }
        for period in periods(&unit.plain) {
            if matches!(period.unit, Length::Year) || period.count > LONGEST || !leads(unit, period) {
                continue;
            }
            let Some((due, day, place)) = due(work, &days, at, unit, period) else { continue };
            let kind = topic(unit.lexicon, &unit.plain, work.kind);
            found.push(Deadline {
                title: title(kind, work.kind).to_owned(),
                kind,
                due,
                obliged: work.obliged(unit, period.start),
                rule: Some(format!("{} after {day}", words(period))),
                evidence: work.source.evidence(unit.span),
                basis: place
                    .and_then(|place| work.units.get(place))
                    .map(|unit| work.source.evidence(unit.span))
                    .into_iter()
                    .collect(),
            });
        }
    }
    found
}

/// Says whether the words before a length of time make it a limit.
fn leads(unit: &Unit, period: Period) -> bool {
    let head = unit.plain.get(..period.start).unwrap_or_default();
    let from = head.char_indices().rev().nth(AROUND / 2).map_or(0, |(at, _)| at);
    unit.lexicon.has("count_lead", &head[from..])
}

/// Returns the last day, the day that it counts from, and where that one stands.
fn due(
    work: &Work<'_>,
    days: &Days,
    at: usize,
    unit: &Unit,
    period: Period,
) -> Option<(Date, Date, Option<usize>)> {
    let after: String = unit.plain.get(period.end..)?.chars().take(AROUND).collect();
    if unit.lexicon.has("from_year_end", &after) {
        let bound =
            work.contract || unit.has("obligation") || judge::term(work, at, period) >= judge::OVERRULES;
        return if bound { after_year_end(work, period) } else { None };
    }
    let (day, place) = days.meant(unit, &after)?;
    let due = period.after(day)?;
    (due >= work.today).then_some((due, day, place))
}

/// Counts from the end of the business year: the first such day that is not past when this was written.
fn after_year_end(work: &Work<'_>, period: Period) -> Option<(Date, Date, Option<usize>)> {
    let stated = work.dated().find_map(|(at, unit, moments)| {
        let moment = moments.iter().find(|moment| !moment.relative).filter(|_| unit.is_body())?;
        unit.has_in("business_year", &unit.plain[..moment.start]).then_some(())?;
        Some((moment.date, at))
    });
    let (month, day) = stated.map_or((12, 31), |(date, _)| (date.month(), date.day()));
    let year = work.anchor().year();
    (year - 1..=year + 1).find_map(|year| {
        let end = Date::new(year, month, day).ok()?;
        let due = period.after(end).filter(|due| *due >= work.anchor())?;
        Some((due, end, stated.map(|(_, at)| at)))
    })
}

impl Days {
    fn of(work: &Work<'_>) -> Self {
        let mut days = Self::default();
        for (at, unit, moments) in work.dated() {
            if unit.has("birth") || unit.has("statute") {
                continue;
            }
            for moment in moments.iter().filter(|moment| moment.has_year) {
                let (before, after) = (&unit.plain[..moment.start], &unit.plain[moment.end..]);
                if let Some(name) = quoted_name(unit, after) {
                    days.named.push((name, moment.date, at));
                }
                let label = before.trim_end().trim_end_matches([':', '\t', ' ']);
                if unit.shape != Shape::Sentence && label.split_whitespace().count() <= 4 {
                    days.named.push((label.trim().to_lowercase(), moment.date, at));
                }
                let cue = |name: &str| {
                    unit.lexicon.cue(name).find_iter(before).last().map(|found| before.len() - found.end())
                };
                let near = |name: &str| cue(name).is_some_and(|away| away < 40);
                if near("start_weak") {
                    days.made = days.made.or(Some((moment.date, Some(at))));
                } else if near("term_start") {
                    days.start = days.start.or(Some((moment.date, Some(at))));
                }
            }
        }
        days.made = days.made.or(work.days.own.as_ref().map(|fact| (fact.date, None)));
        days
    }

    /// Returns the day that the words after a length of time mean.
    fn meant(&self, unit: &Unit, after: &str) -> Option<Stated> {
        let lead = unit.lexicon.cue("count_from").find(after).filter(|lead| lead.start() <= 2)?;
        let rest = after[lead.end()..].trim_start().trim_start_matches('"').to_lowercase();
        let named =
            self.named.iter().filter(|(name, ..)| !name.is_empty() && rest.starts_with(name.as_str()));
        if let Some((_, day, at)) = named.max_by_key(|(name, ..)| name.len()) {
            return Some((*day, Some(*at)));
        }
        if unit.lexicon.has("day_made", &rest) {
            self.made
        } else if unit.lexicon.has("day_start", &rest) {
            self.start.or(self.made)
        } else {
            None
        }
    }
}

/// Reads `(the "Effective Date")` after a day.
fn quoted_name(unit: &Unit, after: &str) -> Option<String> {
    let found = unit.lexicon.cue("defines").find(after)?;
    let rest = &after[found.end()..];
    let name = &rest[..rest.find('"')?];
    (name.len() < 60).then(|| name.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::{dues, english_contract, german_contract};

    #[test]
    fn terms_count_from_the_days_that_an_agreement_defines() {
        for (clauses, day) in [
            (
                "2. The hire begins on 1 December 2026 (the \"Start Day\").\n\n3. The Customer shall lodge proof of insurance no later than ten days after the Start Day.",
                "2026-12-11",
            ),
            (
                "3. The Customer shall return the signed plan within twenty-one (21) days of signature.",
                "2026-12-01",
            ),
            (
                "3. Not more than thirty days after the date of this Agreement the Customer shall name a contact.",
                "2026-12-10",
            ),
            (
                "2. This Agreement takes effect on 15 November 2026.\n\n3. During the first four weeks following commencement the Customer is free to withdraw.",
                "2026-12-13",
            ),
        ] {
            let found = dues(&english_contract(clauses), "agreement.md");
            assert!(found.iter().any(|found| found == day), "{clauses}: {found:?}");
        }
        for (clauses, day) in [
            (
                "§ 3 Der Auftraggeber weist die Versicherung binnen drei Wochen nach Vertragsschluss nach.",
                "2026-12-01",
            ),
            (
                "§ 3 Innerhalb von 30 Tagen ab Unterzeichnung benennt der Auftraggeber einen Ansprechpartner.",
                "2026-12-10",
            ),
            (
                "§ 2 Vertragsbeginn ist der 01.12.2026.\n\n§ 3 Spätestens zwei Wochen nach Vertragsbeginn übergibt der Auftraggeber die Schlüssel.",
                "2026-12-15",
            ),
        ] {
            let found = dues(&german_contract(clauses), "vertrag.md");
            assert!(found.iter().any(|found| found == day), "{clauses}: {found:?}");
        }
    }

    #[test]
    fn what_lasts_is_no_limit() {
        for clauses in [
            "2. The term is twelve months from the date of this Agreement.",
            "3. The Owner warrants the goods for 24 months after the date of this Agreement.",
            "3. The Customer pays each bill within thirty days.",
        ] {
            assert_eq!(dues(&english_contract(clauses), "agreement.md"), [] as [&str; 0], "{clauses}");
        }
    }

    #[test]
    fn accounts_are_due_after_the_end_of_the_business_year() {
        let text = "Dear Mr Brook,\n\n2 November 2026\n\nYour financial year closed on 30 September 2026. You must deliver the accounts to us not more than ninety days after the close of each financial year.\n\nYours sincerely\nA. Alder\n";
        assert!(dues(text, "letter.txt").contains(&"2026-12-29".to_owned()));
    }
}
