//! The term of a contract: when it ends, written or counted from its start, and by how much it renews itself.

use jiff::civil::Date;

use crate::documents::understand::moments::Moment;
use crate::documents::understand::periods::{Period, Unit as Length, periods};
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// How many bytes may stand between the word that ends a term and its day.
const NEAR: usize = 48;

/// How many bytes of a clause may be its heading: "3. Duration. The hire …".
const HEADING: usize = 40;

/// The end of the term, with the unit that states it.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The last day.
    pub(super) end: Date,
    /// Whether the contract goes on by itself unless notice is given, and for how long.
    pub(super) renewal: Option<Period>,
    /// The unit that states the end.
    pub(super) at: usize,
}

/// Says whether a unit can state a term.
pub(super) fn usable(unit: &Unit) -> bool {
    matches!(unit.zone, Zone::Body) && !unit.has("example") && !unit.has("birth")
}

/// What is known of a term while the document is read.
#[derive(Debug, Default)]
struct Found {
    /// The best end so far, with how much speaks for it.
    end: Option<(i32, Date, usize)>,
    /// The start, and whether more than the day of signing.
    start: Option<(bool, Date)>,
    length: Option<(Period, usize)>,
    /// Whether the end comes round every year.
    yearly: bool,
}

/// Finds the end of the term: written, or counted from its start.
pub(super) fn term(work: &Work<'_>) -> Option<Term> {
    let mut found = Found::default();
    for (at, unit, moments) in work.dated() {
        if !usable(unit) || unit.has("probation") {
            continue;
        }
        for moment in moments.iter().filter(|moment| moment.has_year) {
            // "The contractor shall show valid proof of insurance by 22 May" is a duty of one side.
            let duty = (unit.has("obligation") || unit.has("duty_verb")) && !unit.has("term_word");
            if duty && work.obliged(unit, moment.start).is_some() {
                continue;
            }
            let (ends, starts) = (ends(unit, moment), starts(unit, moment));
            if let Some(end) = ends
                && starts.is_none_or(|start| start <= end)
            {
                let score = score(work, unit, moment);
                if found.end.is_none_or(|(other, ..)| score > other) {
                    found.end = Some((score, moment.date, at));
                    found.yearly = false;
                }
            } else if starts.is_some() && !unit.has("statute") {
                let strong = !unit.has("start_weak");
                if found.start.is_none_or(|(other, _)| strong && !other) {
                    found.start = Some((strong, moment.date));
                }
            }
        }
        // "On 31 August of any year", "rolls over on each 15 December".
        let turns =
            moments.iter().find(|moment| !moment.has_year && !moment.relative && yearly(unit, moment));
        if let Some(date) = turns.and_then(|moment| next(moment.date, work.today))
            && found.end.is_none_or(|(score, ..)| score < 0)
            && (unit.has("notice_period") || unit.has("renewal"))
        {
            found.end = Some((0, date, at));
            found.yearly = true;
        }
        if found.length.is_none() {
            found.length = length(unit).map(|period| (period, at));
        }
    }
    let (end, at) = match (found.end, found.start, found.length) {
        (Some((_, end, at)), ..) => (end, at),
        (None, Some((_, start)), Some((period, at))) => (period.term(start)?, at),
        _ => return None,
    };
    let renewal = renewal(work).or_else(|| found.yearly.then_some(YEAR));
    Some(Term { end, renewal, at })
}

/// A term that goes on from year to year.
const YEAR: Period = Period { start: 0, end: 0, count: 1, unit: Length::Year };

/// Says whether a day without a year comes round every year.
fn yearly(unit: &Unit, moment: &Moment) -> bool {
    let (before, after) = (&unit.plain[..moment.start], &unit.plain[moment.end..]);
    let after: String = after.chars().take(HEADING).collect();
    unit.lexicon.cue("yearly").find(&after).is_some_and(|found| found.start() <= 2)
        || unit.lexicon.has("yearly_before", before)
}

/// Returns the next such day of a year.
fn next(date: Date, today: Date) -> Option<Date> {
    (today.year()..=today.year() + 1)
        .filter_map(|year| Date::new(year, date.month(), date.day()).ok())
        .find(|date| *date >= today)
}

/// The words of the clause before a day.
fn clause<'a>(unit: &'a Unit, moment: &Moment) -> &'a str {
    let before = unit.plain.get(..moment.start).unwrap_or_default();
    let start = before.rfind([',', ';', '.', '(']).filter(|&at| before.len() - at > 3).map_or(0, |at| at + 1);
    before.get(start..).unwrap_or(before)
}

/// Where the word stands that makes a day the end of a term.
fn ends(unit: &Unit, moment: &Moment) -> Option<usize> {
    let clause = clause(unit, moment);
    let before = unit.lexicon.cue("term_end").find_iter(clause).last().map(|found| found.end());
    let after = unit.plain.get(moment.end..).unwrap_or_default();
    before
        .filter(|end| clause.len() - end < NEAR)
        .or_else(|| unit.lexicon.has("term_end_after", after).then_some(clause.len()))
}

fn starts(unit: &Unit, moment: &Moment) -> Option<usize> {
    unit.lexicon.cue("term_start").find_iter(clause(unit, moment)).last().map(|found| found.end())
}

/// How much speaks for a day being the end of the whole contract rather than of a price or an offer.
fn score(work: &Work<'_>, unit: &Unit, moment: &Moment) -> i32 {
    let lexicon = unit.lexicon;
    let head: String = unit.plain.chars().take(HEADING).collect();
    let after = unit.plain.get(moment.end..).unwrap_or_default();
    let before = unit.plain.get(..moment.start).unwrap_or_default();
    let about = lexicon.has("term_section", &unit.section) || lexicon.has("term_section", &head);
    [
        (unit.has("contract") || unit.has("term_length"), 2),
        (moment.date >= work.today, 1),
        (about, 2),
        (lexicon.has("term_named", after), 3),
        (lexicon.has("term_start", before), 1),
        (lexicon.has("term_other", before), -4),
    ]
    .into_iter()
    .filter_map(|(stands, points)| stands.then_some(points))
    .sum()
}

/// The length of the first term: what stands before its renewal or the notice is said.
fn length(unit: &Unit) -> Option<Period> {
    if !unit.has("term_length") || !unit.has("term_words") && unit.shape == Shape::Sentence {
        return None;
    }
    let limit = ["notice_period", "renewal"]
        .into_iter()
        .filter_map(|cue| unit.lexicon.cue(cue).find(&unit.plain).map(|found| found.start()))
        .min()
        .unwrap_or(unit.plain.len());
    periods(&unit.plain)
        .into_iter()
        .find(|period| period.end <= limit && matches!(period.unit, Length::Month | Length::Year))
}

/// Finds by how much a contract extends itself.
fn renewal(work: &Work<'_>) -> Option<Period> {
    let clauses = || work.units.iter().filter(|unit| usable(unit) && unit.has("renewal"));
    let counted = clauses().find_map(|unit| {
        let verb = unit.lexicon.cue("renewal").find(&unit.plain)?;
        periods(&unit.plain).into_iter().find(|period| {
            period.start >= verb.start().saturating_sub(40)
                && matches!(period.unit, Length::Month | Length::Year)
                && !unit
                    .lexicon
                    .has("notice_before", &unit.plain[period.end..].chars().take(30).collect::<String>())
        })
    });
    // "And so on from year to year" has no number.
    counted.or_else(|| {
        let yearly = clauses().any(|unit| unit.has("renewal_yearly"));
        yearly.then_some(YEAR)
    })
}
