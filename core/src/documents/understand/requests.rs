//! Tasks that a message or letter asks of its reader.

use crate::documents::facts::{DocumentKind, Task};
use crate::documents::understand::deadlines::{is_aside, is_end, states};
use crate::documents::understand::judge;
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// The longest title of a task, in characters.
const TITLE: usize = 140;

/// Finds what the reader is asked to do.
pub(super) fn requests(work: &Work<'_>) -> Vec<Task> {
    if work.silent {
        return Vec::new();
    }
    // A book that says "you should read" asks for nothing that belongs on an agenda.
    let addressed = !work.is_long() && (work.addresses_reader() || notes_ask(work));
    work.units
        .iter()
        .enumerate()
        .filter(|(at, unit)| {
            let sure = judge::ask(work, *at);
            let dated = due(work, *at).is_some();
            let firm = !work.calm && (unit.has("firm_request") || unit.has("attend"));
            let least = if work.calm { judge::VERY_SURE } else { judge::DOUBT }.of(work, *at);
            let least = if firm { judge::FIRM_DOUBT.min(least) } else { least };
            if is_aside(unit, sure) {
                return false;
            }
            promised(work, *at, unit)
                || asks(work, unit) && (addressed || dated) && sure >= least
                || addressed && sure >= least && learned(work, *at, unit, sure)
        })
        .map(|(at, unit)| Task {
            title: shortened(&unit.plain),
            assignee: promised(work, at, unit).then(|| sender(work)).flatten(),
            due: promised_day(work, at, unit).or_else(|| due(work, at)),
            done: false,
            evidence: work.source.evidence(unit.span),
        })
        .collect()
}

/// Says whether the writer of a message promises to act; the agenda keeps the owner's promises only.
fn promised(work: &Work<'_>, at: usize, unit: &Unit) -> bool {
    let words = unit.plain.split_whitespace().count();
    if !work.mail || unit.zone != Zone::Body || unit.has("conditional_start") || words < 3 {
        return false;
    }
    let sure = judge::promise(work, at);
    let ruled = unit.has("promise") && due(work, at).is_some() && !unit.has("request")
        || unit.has("undertaking") && !unit.has("request") && !unit.has("conditional");
    let learned = sure >= judge::SURE.of(work, at)
        && sure > judge::ask(work, at)
        && !["request", "firm_request", "attend"].into_iter().any(|cue| unit.has(cue));
    ruled && sure >= judge::NAMED_DOUBT || learned
}

/// The day of a promise needs no word that ties it: "You will have it on Tuesday".
fn promised_day(work: &Work<'_>, at: usize, unit: &Unit) -> Option<jiff::civil::Date> {
    let ahead = || work.moments.get(at).into_iter().flatten().filter(|day| day.last.is_none());
    let ahead = || ahead().filter(|day| day.date >= work.anchor());
    // "I see him tomorrow and shall send you the names on Friday": the day after the words that promise.
    let said = unit.lexicon.cue("promise_words").find_iter(&unit.plain).last();
    let said = said.and_then(|cue| ahead().find(|day| day.start > cue.start())).map(|day| day.date);
    let day = said.or_else(|| due(work, at)).or_else(|| ahead().next().map(|day| day.date))?;
    promised(work, at, unit).then_some(day)
}

/// Returns the sender as the parties of the message name it.
fn sender(work: &Work<'_>) -> Option<String> {
    work.document.metadata.from.first().map(|from| from.name.clone().unwrap_or_else(|| from.address.clone()))
}

/// Speakers' notes and comments may ask, whatever the document is.
fn notes_ask(work: &Work<'_>) -> bool {
    matches!(work.kind, DocumentKind::Presentation | DocumentKind::Minutes | DocumentKind::Note)
}

fn asks(work: &Work<'_>, unit: &Unit) -> bool {
    if unit.zone != Zone::Body || unit.shape == Shape::Row || !states(unit) {
        return false;
    }
    let words = unit.plain.split_whitespace().count();
    // What somebody is quoted to have said asks the reader for nothing.
    let quoted = unit.lexicon.cue("request").find(&unit.plain).is_some_and(|cue| unit.is_quoted(cue.start()));
    if words < 3 || quoted || unit.plain.trim_end().ends_with(':') && words < 9 {
        return false;
    }
    let bill = matches!(work.kind, DocumentKind::Invoice | DocumentKind::Receipt | DocumentKind::Order);
    let strong = unit.has("request") || unit.has("firm_request") || unit.has("attend");
    let letter = matches!(work.kind, DocumentKind::Letter | DocumentKind::Notice);
    let imperative = !bill && unit.has("imperative") && (work.mail || letter);
    if !(strong || imperative) || unit.has("no_action") || unit.has("negated_duty") {
        return false;
    }
    // "Please let me know if you have any questions", "Bitte beachten Sie".
    if unit.has("courtesy") && !unit.has("courtesy_but") {
        return false;
    }
    if bill && (unit.has("topic_payment") || unit.has("bill_terms"))
        || work.kind == DocumentKind::Contract && !second_person_request(unit)
    {
        return false;
    }
    if unit.has("past") && !unit.has("request_now")
        || unit.has("rhetorical")
        || unit.has("absence")
        || unit.has("promise") && !unit.has("request_now")
    {
        return false;
    }
    // "If the goods are damaged, please call": nothing to do unless it happens.
    !unit.has("conditional_start") || unit.has("conditional_request")
}

/// Takes a sentence that no rule knows for a request when the judge is sure of it.
fn learned(work: &Work<'_>, at: usize, unit: &Unit, sure: f32) -> bool {
    let words = unit.plain.split_whitespace().count();
    if unit.zone != Zone::Body
        || matches!(unit.shape, Shape::Row | Shape::Pair)
        || !states(unit)
        || words < 3
        || unit.plain.trim_end().ends_with(':') && words < 9
        || unit.plain.trim_end().ends_with('?') && !unit.has("request")
        || unit.has("no_action")
        || unit.has("negated_duty")
        || unit.has("rhetorical")
        || work.is_working_paper()
        || work.kind == DocumentKind::Contract
    {
        return false;
    }
    let bill = matches!(work.kind, DocumentKind::Invoice | DocumentKind::Receipt | DocumentKind::Order);
    if bill && (unit.has("topic_payment") || unit.has("bill_terms")) {
        return false;
    }
    let doubtful = unit.has("courtesy") && !unit.has("courtesy_but")
        || ["past", "absence", "promise", "conditional_start"].into_iter().any(|cue| unit.has(cue));
    sure >= if doubtful { judge::VERY_SURE } else { judge::SURE }.of(work, at)
}

/// In an agreement "shall" binds the parties for years; only a plain request speaks to the reader now.
fn second_person_request(unit: &Unit) -> bool {
    unit.has("contract_request")
}

/// Returns the day by which a unit wants something done: the last one it ties to the future.
pub(super) fn due(work: &Work<'_>, at: usize) -> Option<jiff::civil::Date> {
    let unit = work.units.get(at)?;
    let moments = work.moments.get(at)?;
    let anchor = work.anchor();
    // The day that the judge takes for a limit, else one that a word ties.
    let sure = moments
        .iter()
        .enumerate()
        .filter(|(_, moment)| moment.last.is_none() && moment.date >= anchor)
        .map(|(number, moment)| {
            // A word that sets a limit breaks the tie between two days.
            let hard = unit.lexicon.cue("by").find(&unit.plain[..moment.start]);
            let hard = hard.is_some_and(|cue| unit.lexicon.has("by_hard", cue.as_str()));
            (judge::due(work, at, number) + if hard { 0.3 } else { 0.0 }, moment)
        })
        .filter(|(sure, _)| *sure >= 0.5)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, moment)| moment);
    let tied = || {
        moments.iter().filter(|moment| moment.last.is_none() && moment.date >= anchor).find(|moment| {
            let before = &unit.plain[..moment.start];
            unit.lexicon.has("by", before) || unit.lexicon.has("by_after", &unit.plain[moment.end..])
        })
    };
    // Who must be there must be there on that day.
    let there = || {
        let mut ahead = moments.iter().filter(|moment| moment.last.is_none() && moment.date >= anchor);
        ahead.next_back().filter(|_| unit.has("attend") && !unit.has("negated_duty"))
    };
    let moment = sure.or_else(tied).or_else(there).or_else(|| {
        // "before our close on 3 December", "will morgen zurückgerufen werden"
        let ahead = || moments.iter().filter(|moment| moment.date >= anchor && moment.last.is_none());
        let only = ahead().count() == 1 && !unit.has("past");
        ahead().next().filter(|moment| {
            only && (moment.relative || moment.has_year || unit.is_item() || unit.has("deadline_near"))
        })
    })?;
    let before = unit.plain[..moment.start].to_lowercase();
    let shifted =
        ["before", "vor", "vor dem"].iter().any(|word| before.trim_end().ends_with(&format!(" {word}")))
            && !before.trim_end().ends_with("on or before")
            && !is_end(unit, moment);
    Some(if shifted { moment.date.yesterday().unwrap_or(moment.date) } else { moment.date })
}

/// Returns the first words of a sentence as a title.
pub(super) fn shortened(plain: &str) -> String {
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= TITLE {
        return words;
    }
    let cut: String = words.chars().take(TITLE).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::{brief_of, dues, proposed_of};

    /// Wraps a sentence in a letter.
    fn letter(sentence: &str, german: bool) -> String {
        match german {
            true => format!(
                "Erle Technik\n\n20. November 2026\n\nSehr geehrte Frau Bach,\n\nvielen Dank für Ihren Anruf. {sentence}\n\nMit freundlichen Grüßen\nErle\n"
            ),
            false => format!(
                "Alder Hire\n\n20 November 2026\n\nDear Ms Brook\n\nThank you for your call. {sentence}\n\nYours sincerely\nA. Alder\n"
            ),
        }
    }

    #[test]
    fn somebody_must_be_there_on_the_day_that_is_named() {
        for (sentence, german) in [
            (
                "The electrician comes on Thursday 3 December 2026 at ten; somebody with the keys has to be in.",
                false,
            ),
            ("The inspector calls on 3 December 2026 and expects to be met by one of you.", false),
            (
                "Der Schornsteinfeger kommt am 3. Dezember 2026 um neun, jemand muss ihm den Keller aufschließen.",
                true,
            ),
            ("Zum Termin am 3. Dezember 2026 haben Sie persönlich zu erscheinen.", true),
        ] {
            let brief = brief_of(&letter(sentence, german), "letter.txt");
            let due = |day: Option<jiff::civil::Date>| day.is_some_and(|day| day.to_string() == "2026-12-03");
            assert!(brief.tasks.iter().any(|task| due(task.due)), "{sentence}: {:?}", brief.tasks);
            assert!(brief.deadlines.iter().any(|found| due(Some(found.due))), "{sentence}");
        }
        let free = "Es muss niemand von Ihnen dabei sein, wenn der Monteur am 3. Dezember 2026 kommt.";
        assert!(dues(&letter(free, true), "letter.txt").is_empty());
    }

    #[test]
    fn who_asks_firmly_asks_without_please() {
        for (sentence, german) in [
            ("You are also required to furnish us with the name of your insurer.", false),
            ("What we ask of you is a copy of the plan.", false),
            ("Seien Sie so gut und schicken uns den Plan.", true),
            ("Ich verlange die Erstattung der 40 Euro.", true),
        ] {
            assert!(!proposed_of(&letter(sentence, german), "letter.txt").tasks.is_empty(), "{sentence}");
        }
    }

    #[test]
    fn what_need_not_be_done_is_no_task() {
        for (sentence, german) in [
            ("Ihrerseits ist insoweit nichts veranlasst.", true),
            ("Eine Unterschrift brauchen Sie uns nicht zu schicken.", true),
            ("Ihre Nachfrage hat sich damit erledigt.", true),
            ("Weitere Schritte Ihrerseits sind nicht erforderlich.", true),
            ("There is nothing left for you to do.", false),
            ("You need not send us the form.", false),
            ("No further steps are needed on your side.", false),
        ] {
            let tasks = brief_of(&letter(sentence, german), "letter.txt").tasks;
            assert!(tasks.is_empty(), "{sentence}: {tasks:?}");
        }
    }

    #[test]
    fn what_the_writer_will_do_is_no_limit_for_the_reader() {
        for (sentence, german) in [
            ("We shall deliver the cupboards by 4 December 2026.", false),
            ("Die Schränke liefern wir bis zum 4. Dezember 2026.", true),
        ] {
            assert!(dues(&letter(sentence, german), "letter.txt").is_empty(), "{sentence}");
        }
    }
}
