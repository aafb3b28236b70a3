//! Tasks of working papers: action items in minutes and slides, to-do lists, notes of calls.

use std::sync::LazyLock;

use regex::Regex;

use crate::documents::facts::{DocumentKind, Task};
use crate::documents::understand::judge;
use crate::documents::understand::people::{Doing, People, who};
use crate::documents::understand::requests::{due, shortened};
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// Finds the tasks that a working paper sets down.
pub(super) fn actions(work: &Work<'_>) -> Vec<Task> {
    if work.silent || !(work.is_working_paper() || has_boxes(work) || has_action_section(work)) {
        return Vec::new();
    }
    let people = People::of(work);
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if unit.zone != Zone::Body || unit.shape == Shape::Row || continues(work, at) {
            continue;
        }
        let sure = judge::ask(work, at);
        let ruled = action(work, unit, &people).filter(|action| {
            let least = if action.named || unit.ticked().is_some() {
                judge::NAMED_DOUBT
            } else {
                judge::DOUBT.of(work, at)
            };
            action.done || sure >= least
        });
        let Some(Action { who, done, .. }) = ruled.or_else(|| learned(work, at, &people, sure)) else {
            continue;
        };
        // An item with a box is one task, however many sentences it has.
        let rest = (at + 1..work.units.len()).take_while(|&next| continues(work, next));
        let last = rest.last().unwrap_or(at);
        let day = (at..=last).find_map(|part| due(work, part));
        let span = work.units.get(last).map_or(unit.span, |end| unit.span.joined(end.span));
        found.push(Task {
            title: shortened(&unit.plain),
            assignee: who,
            due: day,
            done,
            evidence: work.source.evidence(span),
        });
    }
    found
}

/// Takes what no rule knows for a task of a working paper when the judge is sure of it.
fn learned(work: &Work<'_>, at: usize, people: &People, sure: f32) -> Option<Action> {
    let unit = work.units.get(at)?;
    let text = unit.plain.trim();
    if sure < judge::SURE.of(work, at)
        || !work.is_working_paper()
        || text.chars().count() < 12
        || text.ends_with(['?', ':'])
        || is_done(unit)
        || unit.ticked().is_some()
        || unit.has("no_action")
        || unit.has("negated_duty")
        || unit.section.chars().count() <= 60 && unit.lexicon_any("section_done", &unit.section)
    {
        return None;
    }
    let doubtful = ["past", "task_state", "info_item", "absence"].into_iter().any(|cue| unit.has(cue));
    let (who, _) = who(unit, text, people);
    (!doubtful || sure >= judge::VERY_SURE.of(work, at)).then_some(Action {
        named: who.is_some(),
        who,
        done: false,
    })
}

fn has_boxes(work: &Work<'_>) -> bool {
    work.units.iter().any(|unit| unit.ticked().is_some())
}

fn has_action_section(work: &Work<'_>) -> bool {
    matches!(
        work.kind,
        DocumentKind::Other | DocumentKind::Report | DocumentKind::Mail | DocumentKind::Letter
    ) && work.units.iter().any(|unit| unit.is_item() && in_tasks(unit) && !work.mail)
}

/// Says whether a unit is a later sentence of a list item that was taken whole.
fn continues(work: &Work<'_>, at: usize) -> bool {
    let Some(unit) = work.units.get(at) else { return false };
    unit.is_item()
        && at > 0
        && work.units.get(at - 1).is_some_and(|before| {
            before.block == unit.block
                && before.is_item()
                && unit.ticked().is_some()
                && before.ticked() == unit.ticked()
                && work
                    .source
                    .words(crate::evidence::Span::new(before.span.end, unit.span.start))
                    .trim()
                    .is_empty()
        })
}

struct Action {
    who: Option<String>,
    /// Whether it is said who is to act.
    named: bool,
    done: bool,
}

fn in_tasks(unit: &Unit) -> bool {
    unit.section.chars().count() <= 60
        && unit.lexicon_any("section_tasks", &unit.section)
        && !unit.lexicon_any("section_done", &unit.section)
        || unit.section.chars().count() <= 60 && unit.lexicon_any("section_both", &unit.section)
}

impl Unit {
    /// Says whether a cue of any language stands in a text: headings may be in another language.
    fn lexicon_any(&self, cue: &str, text: &str) -> bool {
        super::lexicon::any(cue, text)
    }
}

fn action(work: &Work<'_>, unit: &Unit, people: &People) -> Option<Action> {
    let text = unit.plain.trim().trim_start_matches(['*', '-', '•', '[', ']', ' ']);
    // "Sabine, ziehst du bitte die Akte?" asks somebody by name.
    if work.kind == DocumentKind::Note || work.kind == DocumentKind::Minutes {
        let called = unit.lexicon.cue("called_on").captures(text).and_then(|found| found.name("who"));
        if let Some(who) = called.filter(|_| !is_done(unit) && unit.ticked().is_none()) {
            return Some(Action { who: Some(who.as_str().to_owned()), named: true, done: false });
        }
    }
    if text.chars().count() < 6 || text.ends_with('?') || text.ends_with(':') {
        return None;
    }
    let done = is_done(unit);
    let marked = unit.has("task_prefix");
    let prefix = unit.lexicon.cue("task_prefix").find(text).map_or(0, |found| found.end());
    let rest = text.get(prefix..).unwrap_or(text).trim();
    let (who, doing) = who(unit, rest, people);
    let named = who.is_some();
    if let Some(ticked) = unit.ticked() {
        return Some(Action { who, named, done: ticked || done });
    }
    if done
        || unit.has("no_action")
        || unit.has("negated_duty")
        || unit.has("answered")
        || unit.has("open_question")
    {
        return None;
    }
    if marked {
        return Some(Action { who, named, done: false });
    }
    let minutes =
        matches!(work.kind, DocumentKind::Minutes | DocumentKind::Presentation | DocumentKind::Note);
    if doing == Doing::Now && minutes {
        return Some(Action { who, named, done: false });
    }
    // "Six to go, I'll ring round", "told her I'd dig it out"
    if minutes && unit.has("undertaking") {
        return Some(Action { who, named: true, done: false });
    }
    let past = unit.has("past") || unit.has("example") || unit.has("statute");
    let label =
        unit.lexicon.cue("info_label").find(text).is_some_and(|found| {
            found.start() == 0 && text[found.end()..].trim_start().starts_with([':', '-'])
        });
    let title = unit.section.trim() == text;
    let listed =
        (unit.is_item() || is_line(work, unit)) && in_tasks(unit) && !title && !label && !text.contains('?');
    if listed {
        let statement = unit.has("info_item") || unit.has("absence") || past && who.is_none();
        // In a list of who does what, what looks like a name is one.
        let named = named || doing == Doing::Perhaps;
        return (!statement).then_some(Action { who, named, done: false });
    }
    if past {
        return None;
    }
    if !minutes {
        return None;
    }
    if doing == Doing::Set {
        return Some(Action { who, named, done: false });
    }
    // "Toner bestellen (bis Mi.)", "Call the plumber" in a list of notes.
    if work.kind == DocumentKind::Note && unit.is_item() && !unit.has("task_state") && does(unit, rest) {
        return Some(Action { who, named, done: false });
    }
    // Notes of calls: "wants to be called back tomorrow".
    let note = work.kind == DocumentKind::Note || work.document.format == crate::documents::Format::Text;
    if note && (unit.has("person_request") || unit.has("request")) && !unit.has("indirect_question") {
        return Some(Action { who: None, named: false, done: false });
    }
    // "Skip that, 8:10 rang, rebook": a slip ends with what is to be done.
    if note && unit.shape == Shape::Sentence && last_infinitive(unit, text) {
        return Some(Action { who: None, named: false, done: false });
    }
    // Something that runs out soon, or that is needed by a day.
    (unit.has("needed_by")
        && work.units.iter().position(|other| other.span == unit.span).and_then(|at| due(work, at)).is_some())
    .then_some(Action { who, named, done: false })
}

/// What stands in brackets.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" ?\([^)]*\)").expect("a fixed pattern"));

/// Says whether a note begins with an order or, in German, ends with an infinitive.
fn does(unit: &Unit, text: &str) -> bool {
    let lexicon = unit.lexicon;
    let first = text.split([' ', ',']).next().unwrap_or_default();
    if lexicon.tag != "de" {
        return lexicon.cue("action_verb").find(first).is_some_and(|verb| verb.len() == first.len());
    }
    // "Fr. Zapf (Praxis) zurückrufen"
    let text = ASIDE.replace_all(text, "");
    let head = text.split([',', ':', '-']).next().unwrap_or(&text).trim();
    let head = lexicon.cue("until_tail").replace(head, "");
    let last = head.trim().trim_end_matches(['.', '!']).rsplit(' ').next().unwrap_or_default().to_owned();
    last.chars().next().is_some_and(char::is_lowercase)
        && ["en", "ern", "eln"].iter().any(|ending| last.ends_with(ending))
        && last.chars().count() > 4
        && !lexicon.has("past", &text)
}

/// Says whether the last clause of a German note is one word for something to do: "…, umbuchen".
fn last_infinitive(unit: &Unit, text: &str) -> bool {
    const LEAST: usize = 6;
    let last = text.trim_end_matches(['.', '!']).rsplit([',', ';']).next().unwrap_or_default().trim();
    unit.lexicon.tag == "de"
        && text.contains(',')
        && last.chars().count() >= LEAST
        && last.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
        && ["en", "ern", "eln"].iter().any(|ending| last.ends_with(ending))
        && !unit.has("past")
}

/// A short paragraph that is a line of a list in all but name.
fn is_line(work: &Work<'_>, unit: &Unit) -> bool {
    unit.shape == Shape::Sentence
        && unit.plain.chars().count() <= 160
        && work.units.iter().filter(|other| other.block == unit.block).count() <= 2
        && matches!(work.kind, DocumentKind::Minutes | DocumentKind::Presentation | DocumentKind::Note)
}

/// Says whether the item says of itself that it is done.
fn is_done(unit: &Unit) -> bool {
    static STRUCK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"~~.+~~").expect("a fixed pattern"));
    let text = unit.plain.trim().trim_end_matches(['.', ')', ']', '!', ' ']);
    let end = unit
        .lexicon
        .cue("done")
        .find_iter(text)
        .last()
        .is_some_and(|found| found.end() >= text.trim_end().len());
    let bracket = unit.has("done_bracket");
    // A struck-out item that lost its strokes: "book the room done".
    let last = text.to_lowercase();
    let bare = unit.is_item()
        && ["done", "erledigt"].iter().any(|word| last.ends_with(&format!(" {word}")))
        && !unit.has("get_done");
    unit.ticked() == Some(true)
        || bare
        || unit.has("done_on")
        || STRUCK.is_match(text)
        || end && unit.has("done_tail")
        || bracket
}

#[cfg(test)]
mod tests {
    use crate::documents::understand::testing::brief_of;

    #[test]
    fn a_name_after_a_topic_is_who_acts() {
        let text = "# Team meeting\n\nPresent: Ann, Bob, Carla\n\n- The lock is stiff again -> Bob swaps it out\n- Greeting cards - Carla, 4.12.\n- Two families never answered, Ann chases them\n- The shed is dry.\n";
        let tasks = brief_of(text, "minutes.md").tasks;
        let who: Vec<_> = tasks.iter().filter_map(|task| task.assignee.as_deref()).collect();
        assert_eq!(who, ["Bob", "Carla", "Ann"]);
        assert_eq!(tasks[1].due.map(|day| day.to_string()).as_deref(), Some("2026-12-04"));
    }

    #[test]
    fn who_writes_a_note_may_undertake_to_act() {
        let text = "# Call notes\n\n- list of keys -> told Mrs Hale I'd post it to her\n- rain all day\n";
        assert_eq!(brief_of(text, "call notes.md").tasks.len(), 1);
    }
}
