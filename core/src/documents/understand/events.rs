//! Deadlines that are set by an event: "one week before the inspection", where the day of the inspection
//! stands elsewhere in the document.

use jiff::civil::Date;

use crate::documents::facts::Deadline;
use crate::documents::understand::deadlines::{is_aside, states, title, topic};
use crate::documents::understand::judge;
use crate::documents::understand::moments::moments;
use crate::documents::understand::periods::{Period, periods};
use crate::documents::understand::terms::words;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// Letters that two forms of a word share: "inspection" and "inspected", "Baubeginn" and "Baubeginns".
const SHARED: usize = 5;

/// The probability from which a sentence is taken to ask for something.
const ASKED: f32 = 0.4;

/// Finds what must be done a time before something happens.
pub(super) fn before(work: &Work<'_>) -> Vec<Deadline> {
    if work.silent || work.is_long() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if !unit.is_body()
            || unit.shape == Shape::Row
            || !states(unit)
            || is_aside(unit, judge::ask(work, at))
        {
            continue;
        }
        // In an agreement it is a right or notice before a day that it names; others are asked for something.
        let asks = match work.contract {
            true => {
                !(work.sides.is_empty() && unit.has("counterparty"))
                    && (unit.has("notice_period")
                        || unit.has("terminate_right")
                        || (unit.has("duty_verb") || unit.has("obligation"))
                            && work.obliged(unit, unit.plain.len()).is_some())
            }
            false => {
                unit.has("request")
                    || unit.has("obligation")
                    || unit.has("by_hard") && work.addresses_reader()
                    || unit.has("firm_request")
                    || unit.has("to_be_there") && work.addresses_reader()
                    || work.is_working_paper() && (unit.has("undertakes") || unit.has("needed_by"))
                    || judge::ask(work, at) >= ASKED
            }
        };
        if !asks || ["past", "promise", "announces"].into_iter().any(|cue| unit.has(cue)) {
            continue;
        }
        for period in periods(&unit.plain) {
            // The end of the term is found by the rules of notice.
            if work.contract && unit.has("notice_before") {
                continue;
            }
            // A day that is written beside it was counted with the days of the sentence.
            let beside = work.moments[at]
                .iter()
                .find(|moment| moment.start == period.start && moment.end > period.end)
                .map(|moment| (moment.date, None, at));
            let counted = || {
                let (day, place) = day_of(work, at, event(unit, period)?)?;
                Some((period.before(day)?, Some(day), place))
            };
            let later = || {
                let (day, place) = day_after(work, at, unit, period)?;
                Some((period.after(day)?, day, place))
            };
            if let Some((due, day, place)) = later().filter(|(due, ..)| *due >= work.anchor()) {
                let kind = topic(unit.lexicon, &unit.plain, work.kind);
                found.push(Deadline {
                    title: title(kind, work.kind).to_owned(),
                    kind,
                    due,
                    obliged: work.obliged(unit, period.start),
                    rule: Some(format!("{} after {day}", words(period))),
                    evidence: work.source.evidence(unit.span),
                    basis: vec![work.source.evidence(work.units[place].span)],
                });
                continue;
            }
            let Some((due, day, place)) = beside.or_else(counted) else { continue };
            if due < work.anchor() {
                continue;
            }
            let kind = topic(unit.lexicon, &unit.plain, work.kind);
            let named = day.map_or("the day that is named".to_owned(), |day| day.to_string());
            found.push(Deadline {
                title: title(kind, work.kind).to_owned(),
                kind,
                due,
                obliged: work.obliged(unit, period.start),
                rule: Some(format!("{} before {named}", words(period))),
                evidence: work.source.evidence(unit.span),
                basis: vec![work.source.evidence(work.units[place].span)],
            });
        }
    }
    found
}

/// Returns the words that name the event, if the period is one before it.
fn event(unit: &Unit, period: Period) -> Option<&str> {
    let after = unit.plain.get(period.end..)?;
    let cue = unit.lexicon.cue("before_event").find(after).filter(|cue| cue.start() <= 1)?;
    let rest = &after[cue.end()..];
    let end = rest.find([',', '.', ';', ':', '(', '?']).unwrap_or(rest.len());
    Some(rest[..end].trim())
}

/// Finds the day after which a period counts: "three months after the end of the project", where the words for the
/// project stand beside a day. What counts from receipt or from a letter is found by the rules of terms.
fn day_after(work: &Work<'_>, asked: usize, unit: &Unit, period: Period) -> Option<(Date, usize)> {
    let after = unit.plain.get(period.end..)?;
    if matches!(period.unit, super::periods::Unit::Year)
        || ["from_receipt", "from_letter", "bekanntgabe", "from_year_end"]
            .iter()
            .any(|cue| unit.has_in(cue, after))
    {
        return None;
    }
    let found = unit.lexicon.cue("after_event").captures(after)?;
    let rest = &after[found.get(0)?.end()..];
    let end = rest.find([',', '.', ';', ':', '(', '?']).unwrap_or(rest.len());
    let names: Vec<String> = rest[..end].split_whitespace().take(2).map(str::to_lowercase).collect();
    let last = found.name("end").is_some();
    work.dated()
        .filter(|(at, unit, _)| *at != asked && matches!(unit.zone, Zone::Body | Zone::Heading))
        .find_map(|(at, unit, moments)| {
            let mut words = unit.plain.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let named = words.any(|word| names.iter().any(|name| alike(name, &word)));
            let moment = if last { moments.last() } else { moments.first() }.filter(|_| named)?;
            Some((moment.last.filter(|_| last).unwrap_or(moment.date), at))
        })
}

/// How many sentences back "a week earlier" may mean a day of.
const BACK: usize = 3;

/// Finds the day of an event: where its name stands beside a day, else the only day that lies ahead.
fn day_of(work: &Work<'_>, asked: usize, event: &str) -> Option<(Date, usize)> {
    let stems: Vec<String> = event.split_whitespace().take(5).filter_map(stem).collect();
    // "Two days earlier": before the day that was named last.
    let back = (asked.saturating_sub(BACK)..asked).rev().find_map(|at| {
        let ahead = work.moments.get(at)?.iter().rfind(|moment| moment.date > work.anchor())?;
        Some((ahead.date, at))
    });
    if let Some(found) = back.filter(|_| stems.is_empty()) {
        return Some(found);
    }
    let mut ahead: Vec<(Date, usize)> = Vec::new();
    for (at, unit, moments) in work.dated() {
        let Some(moment) = moments.iter().find(|moment| moment.date > work.anchor()) else { continue };
        if at == asked || !matches!(unit.zone, Zone::Body | Zone::Heading) {
            continue;
        }
        if unit.plain.split(|c: char| !c.is_alphanumeric()).filter_map(stem).any(|word| stems.contains(&word))
        {
            return Some((moment.date, at));
        }
        ahead.push((moment.date, at));
    }
    if ahead.is_empty() {
        // The subject may name it: "Your evening on 26 November".
        let subject = work.document.metadata.subject.as_deref().unwrap_or_default();
        let unit = work.units.get(asked)?;
        let named = moments(&super::units::plain(subject), unit.lexicon, work.reading);
        return named.iter().find(|day| day.date > work.anchor()).map(|day| (day.date, asked));
    }
    let (first, rest) = ahead.split_first()?;
    rest.iter().all(|(date, _)| *date == first.0).then_some(*first)
}

/// Says whether two words are forms of one: they share all but their endings.
fn alike(one: &str, other: &str) -> bool {
    const ENDING: usize = 3;
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    shared >= SHARED && shared + ENDING >= one.chars().count().max(other.chars().count())
}

fn stem(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    (letters.len() >= SHARED).then(|| letters.iter().take(SHARED).flat_map(|c| c.to_lowercase()).collect())
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::dues;

    #[test]
    fn a_length_of_time_counts_on_from_what_is_named() {
        for (text, day) in [
            (
                "2 November 2026\n\nDear Ms Brook,\n\nThe excavation ran until 31 October 2026. You must deliver the report no later than six weeks after the end of the excavation.\n\nYours sincerely\nAlder\n",
                "2026-12-12",
            ),
            (
                "Kassel, 2. November 2026\n\nSehr geehrte Frau Bach,\n\ndie Förderphase dauert bis zum 30.11.2026. Der Bericht muss binnen vier Wochen nach Ende der Förderphase vorliegen.\n\nMit freundlichen Grüßen\nErle\n",
                "2026-12-28",
            ),
            (
                "2 November 2026\n\nDear Ms Brook,\n\nThe movers come on 18 December 2026. Please have the loft cleared two days earlier.\n\nYours sincerely\nAlder\n",
                "2026-12-16",
            ),
        ] {
            let found = dues(text, "letter.txt");
            assert!(found.iter().any(|found| found == day), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_length_of_time_counts_back_from_a_day() {
        for (text, day) in [
            (
                "Kassel, 2. November 2026\n\nSehr geehrte Frau Bach,\n\ndie Erlaubnis endet am 31.01.2027. Der Antrag auf Verlängerung muss vier Wochen vor diesem Tag bei uns eingegangen sein.\n\nMit freundlichen Grüßen\nErle\n",
                "2027-01-03",
            ),
            (
                "2 November 2026\n\nDear Ms Brook,\n\nYour permit ends on 31 January 2027. Please apply for a new one three weeks before that date.\n\nYours sincerely\nAlder\n",
                "2027-01-10",
            ),
            (
                "2 November 2026\n\nDear Ms Brook,\n\nPlease send us the list ten days before 18 December 2026.\n\nYours sincerely\nAlder\n",
                "2026-12-08",
            ),
        ] {
            let found = dues(text, "letter.txt");
            assert!(found.iter().any(|found| found == day), "{text}: {found:?}");
            // The day itself is none, unless something ends with it.
            assert!(!found.iter().any(|found| found == "2026-12-17"), "{found:?}");
        }
    }
}
