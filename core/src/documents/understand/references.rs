//! "This day", "by then", "bis dahin", "am Vorabend": days that the words before have named.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::documents::understand::moments::{self, Moment};
use crate::documents::understand::periods::{Period, periods};
use crate::documents::understand::units::{Shape, Unit, Zone};

/// How many sentences back the day may have been named.
const BACK: usize = 2;

/// Adds the days that sentences refer to.
pub(super) fn resolve(units: &[Unit], moments: &mut [Vec<Moment>]) {
    for (at, unit) in units.iter().enumerate() {
        if !matches!(unit.zone, Zone::Body) || unit.shape == Shape::Row {
            continue;
        }
        for (place, meaning) in named(unit) {
            let Some(day) = before(units, moments, at, place.start).and_then(|day| meaning.of(day)) else {
                continue;
            };
            let Some(found) = moments.get_mut(at) else { continue };
            // "The Friday before" is not next Friday.
            found.retain(|moment| {
                !(moment.relative && moment.start >= place.start && moment.end <= place.end)
            });
            if found.iter().any(|moment| place.start < moment.end && moment.start < place.end) {
                continue;
            }
            found.push(Moment {
                start: place.start,
                end: place.end,
                date: day,
                last: None,
                has_year: false,
                weekday: None,
                relative: true,
            });
            found.sort_by_key(|moment| moment.start);
        }
    }
}

/// Makes one day of a length of time and the day that it counts back from: "three weeks before 5 May".
pub(super) fn count_back(units: &[Unit], moments: &mut [Vec<Moment>]) {
    for (unit, found) in units.iter().zip(moments.iter_mut()) {
        for period in periods(&unit.plain) {
            let beside = found
                .iter()
                .position(|moment| counts_back(unit, period, moment))
                .or_else(|| before_named(unit, period, found))
                .and_then(|at| found.get_mut(at));
            if let Some(moment) = beside
                && let Some(date) = period.before(moment.date)
            {
                // The length may also follow: "zum 31. August … drei Monate vorher".
                moment.start = moment.start.min(period.start);
                moment.end = moment.end.max(period.end);
                moment.date = date;
                moment.weekday = None;
                moment.last = None;
                moment.relative = true;
            }
        }
        for moment in found.iter_mut().filter(|moment| moment.relative && is_named(unit, moment)) {
            // "Renew it before that day" is met by doing it with the day in view, not a day earlier.
            let lead = unit.plain[..moment.start].trim_end();
            let last = lead.rsplit(' ').next().unwrap_or_default();
            let cue = unit.lexicon.cue("before_word").find(last);
            if !last.is_empty() && cue.is_some_and(|cue| cue.len() == last.len()) {
                moment.start = lead.len() - last.len();
            }
        }
        found.sort_by_key(|moment| moment.start);
    }
}

/// Says whether a day is one that the sentence refers to.
fn is_named(unit: &Unit, moment: &Moment) -> bool {
    named(unit).iter().any(|(place, _)| place.start == moment.start && place.end == moment.end)
}

/// How many bytes "or more" may take between a length of time and "before".
const OR_MORE: usize = 12;

/// How many bytes may stand between "before" and the day.
const DETERMINER: usize = 6;

/// Says whether a length of time counts back from a day: "three weeks before 5 May", "… before that date".
fn counts_back(unit: &Unit, period: Period, moment: &Moment) -> bool {
    unit.plain.get(period.end..moment.start).is_some_and(|between| {
        let cue = unit.lexicon.cue("before_event").find(between);
        cue.is_some_and(|cue| cue.start() <= OR_MORE && between.len() - cue.end() <= DETERMINER)
    })
}

/// Returns the day before a length of time that counts back from it: "contracts that begin on 1 September must be in
/// eight weeks beforehand".
fn before_named(unit: &Unit, period: Period, moments: &[Moment]) -> Option<usize> {
    let after = unit.plain.get(period.end..)?;
    let says = unit.lexicon.cue("beforehand").find(after).is_some_and(|cue| cue.start() <= 1);
    let mut earlier = moments.iter().enumerate().filter(|(_, moment)| moment.end <= period.start);
    match (earlier.next(), earlier.next()) {
        (Some((at, moment)), None) if says && !moment.relative => Some(at),
        _ => None,
    }
}

/// What an expression means of the day that was named.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    /// The day itself.
    Same,
    /// The day before.
    Eve,
    /// The last such weekday before.
    Weekday(jiff::civil::Weekday),
    /// Such a weekday so many weeks after the week of the day.
    InWeek(jiff::civil::Weekday, i32),
}

impl Meaning {
    fn of(self, day: Date) -> Option<Date> {
        match self {
            Self::Same => Some(day),
            Self::Eve => day.checked_sub(1.day()).ok(),
            Self::Weekday(weekday) => day.nth_weekday(-1, weekday).ok(),
            Self::InWeek(weekday, weeks) => {
                let of = |day: jiff::civil::Weekday| i32::from(day.to_monday_zero_offset());
                day.checked_add((of(weekday) - of(day.weekday()) + 7 * weeks).days()).ok()
            }
        }
    }
}

/// Finds the expressions of a sentence that refer to a day.
fn named(unit: &Unit) -> Vec<(Range<usize>, Meaning)> {
    let cue = unit.lexicon.cue("named_day");
    let mut found = Vec::new();
    for captures in cue.captures_iter(&unit.plain) {
        if let Some(place) = captures.name("named") {
            found.push((place.range(), Meaning::Same));
        } else if let Some(place) = captures.name("eve").or(captures.name("eve_2")) {
            // "The day before the inspection" names its own day.
            if ends_phrase(&unit.plain[place.end()..]) {
                found.push((place.range(), Meaning::Eve));
            }
        } else if let (Some(place), Some(name)) = (captures.name("dayname"), captures.name("weekday"))
            && let Some(weekday) = moments::weekday(name.as_str())
            && ends_phrase(&unit.plain[place.end()..])
        {
            found.push((place.range(), Meaning::Weekday(weekday)));
        }
        // "The Tuesday of that week", "Freitag der Vorwoche"
        for (group, day, weeks) in [("inweek", "inweek_day", 0), ("prevweek", "prevweek_day", -1)] {
            if let (Some(place), Some(name)) = (captures.name(group), captures.name(day))
                && let Some(weekday) = moments::weekday(name.as_str())
            {
                found.push((place.range(), Meaning::InWeek(weekday, weeks)));
            }
        }
    }
    found
}

/// Says whether what follows does not name what the day is before.
fn ends_phrase(after: &str) -> bool {
    let after = after.trim_start();
    !after.starts_with(|c: char| c.is_alphabetic())
        || !["the ", "our ", "your ", "we ", "you ", "i ", "it ", "my ", "der ", "des ", "dem ", "vor "]
            .iter()
            .any(|word| after.to_lowercase().starts_with(word))
}

/// The day that was named last before a place in a sentence.
fn before(units: &[Unit], moments: &[Vec<Moment>], at: usize, place: usize) -> Option<Date> {
    let own = moments.get(at)?.iter().rev().find(|moment| moment.end < place);
    if let Some(moment) = own {
        return Some(moment.date);
    }
    (at.saturating_sub(BACK)..at).rev().find_map(|other| {
        let unit = units.get(other).filter(|unit| matches!(unit.zone, Zone::Body | Zone::Heading))?;
        let near = units.get(at).is_some_and(|own| own.section == unit.section);
        moments.get(other)?.last().filter(|_| near).map(|moment| moment.date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::understand::lexicon::Lexicon;
    use crate::evidence::Span;

    fn days(sentences: &[&str], tag: &str) -> Vec<String> {
        let lexicon = Lexicon::of(tag);
        let units: Vec<Unit> = sentences
            .iter()
            .map(|text| Unit {
                span: Span::new(0, text.chars().count()),
                plain: (*text).to_owned(),
                block: 0,
                zone: Zone::Body,
                shape: Shape::Sentence,
                section: String::new(),
                lexicon,
            })
            .collect();
        let reading = moments::Reading { anchor: jiff::civil::date(2026, 3, 2), month_first: false };
        let mut found: Vec<_> =
            units.iter().map(|unit| moments::moments(&unit.plain, lexicon, reading)).collect();
        resolve(&units, &mut found);
        found.pop().unwrap_or_default().iter().map(|moment| moment.date.to_string()).collect()
    }

    #[test]
    fn a_sentence_refers_to_the_day_before_it() {
        for (first, second, tag, day) in [
            (
                "The electrician comes on 14 April.",
                "Please have the loft cleared by then.",
                "en",
                "2026-04-14",
            ),
            ("Your permit ends on 30 June 2026.", "Apply six weeks before that date.", "en", "2026-06-30"),
            ("The audit is on 21 May.", "We need the ledgers the day before.", "en", "2026-05-20"),
            (
                "We open on Monday 18 May 2026.",
                "The signs must be up on the Friday before.",
                "en",
                "2026-05-15",
            ),
            ("Der Gutachter kommt am 12. Mai.", "Bis dahin sollte der Keller leer sein.", "de", "2026-05-12"),
            (
                "Die Erlaubnis gilt bis 30.09.2026.",
                "Der Antrag ist vier Wochen vor diesem Tag zu stellen.",
                "de",
                "2026-09-30",
            ),
            (
                "The yard is dug up from 16 March.",
                "The surveyor walks round on the Tuesday of that week.",
                "en",
                "2026-03-17",
            ),
            (
                "Die Sitzung ist am 12. März.",
                "Die Liste fehlt noch am Freitag der Vorwoche.",
                "de",
                "2026-03-06",
            ),
            ("Am 8. April wird geliefert.", "Räumen Sie den Hof bitte bis zum Vorabend.", "de", "2026-04-07"),
        ] {
            assert_eq!(days(&[first, second], tag), [day], "{second}");
        }
    }

    #[test]
    fn what_names_no_day_stays_as_it_is() {
        for (first, second, tag) in [
            ("We met on 14 April.", "The day before the fair we are closed.", "en"),
            ("No day was agreed.", "By then we shall know more.", "en"),
            ("Kein Termin steht fest.", "Bis dahin bleibt alles, wie es ist.", "de"),
        ] {
            assert_eq!(days(&[first, second], tag), [] as [&str; 0], "{second}");
        }
    }
}
