//! Tasks of working papers: action items in minutes and slides, to-do lists, notes of calls.

use std::sync::LazyLock;

use regex::Regex;

use crate::documents::facts::{DocumentKind, Task};
use crate::documents::understand::judge;
use crate::documents::understand::lexicon::Lexicon;
use crate::documents::understand::requests::{due, shortened};
use crate::documents::understand::units::{Shape, Unit, Zone};
use crate::documents::understand::work::Work;

/// Finds the tasks that a working paper sets down.
pub(super) fn actions(work: &Work<'_>) -> Vec<Task> {
    if work.silent || !(work.is_working_paper() || has_boxes(work) || has_action_section(work)) {
        return Vec::new();
    }
    let present = present(work);
    let mut found = Vec::new();
    for (at, unit) in work.units.iter().enumerate() {
        if unit.zone != Zone::Body || unit.shape == Shape::Row || continues(work, at) {
            continue;
        }
        let sure = judge::ask(work, at);
        let ruled = action(work, unit, &present).filter(|action| {
            let least = if action.who.is_some() || unit.ticked().is_some() {
                judge::NAMED_DOUBT
            } else {
                judge::DOUBT.of(work, at)
            };
            action.done || sure >= least
        });
        let Some(Action { who, done }) = ruled.or_else(|| learned(work, at, &present, sure)) else {
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
fn learned(work: &Work<'_>, at: usize, present: &[String], sure: f32) -> Option<Action> {
    let unit = work.units.get(at)?;
    let text = unit.plain.trim();
    if sure < judge::SURE.of(work, at)
        || !work.is_working_paper()
        || text.chars().count() < 12
        || text.ends_with(['?', ':'])
        || is_done(unit)
        || unit.ticked().is_some()
        || unit.has("no_action")
        || unit.section.chars().count() <= 60 && unit.lexicon_any("section_done", &unit.section)
    {
        return None;
    }
    let doubtful = ["past", "task_state", "info_item", "absence"].into_iter().any(|cue| unit.has(cue));
    let (who, _) = who(unit, text, present);
    (!doubtful || sure >= judge::VERY_SURE.of(work, at)).then_some(Action { who, done: false })
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

/// Returns the names of those who took part, by the line that lists them.
fn present(work: &Work<'_>) -> Vec<String> {
    work.units
        .iter()
        .filter(|unit| unit.zone != Zone::Quoted && unit.has("attendees"))
        .take(4)
        .flat_map(|unit| {
            unit.plain
                .split(|c: char| !(c.is_alphabetic() || c == '-'))
                .filter(|word| {
                    word.chars().count() > 1 && word.chars().next().is_some_and(char::is_uppercase)
                })
                .filter(|word| {
                    !unit.has_in("attendees", word) && !matches!(*word, "Herr" | "Frau" | "Dr" | "Fr" | "Hr")
                })
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

fn action(work: &Work<'_>, unit: &Unit, present: &[String]) -> Option<Action> {
    let text = unit.plain.trim().trim_start_matches(['*', '-', '•', '[', ']', ' ']);
    if text.chars().count() < 6 || text.ends_with('?') || text.ends_with(':') {
        return None;
    }
    let done = is_done(unit);
    let marked = unit.has("task_prefix");
    let prefix = unit.lexicon.cue("task_prefix").find(text).map_or(0, |found| found.end());
    let rest = text.get(prefix..).unwrap_or(text).trim();
    let (who, doing) = who(unit, rest, present);
    if let Some(ticked) = unit.ticked() {
        return Some(Action { who, done: ticked || done });
    }
    if done || unit.has("no_action") || unit.has("answered") || unit.has("open_question") {
        return None;
    }
    if marked {
        return Some(Action { who, done: false });
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
        return (!statement).then_some(Action { who, done: false });
    }
    if past {
        return None;
    }
    let minutes =
        matches!(work.kind, DocumentKind::Minutes | DocumentKind::Presentation | DocumentKind::Note);
    if !minutes {
        return None;
    }
    if doing && !unit.has("task_state") {
        return Some(Action { who, done: false });
    }
    // "Toner bestellen (bis Mi.)", "Call the plumber" in a list of notes.
    if work.kind == DocumentKind::Note && unit.is_item() && !unit.has("task_state") && does(unit, rest) {
        return Some(Action { who, done: false });
    }
    // Notes of calls: "wants to be called back tomorrow".
    let note = work.kind == DocumentKind::Note || work.document.format == crate::documents::Format::Text;
    if note && (unit.has("person_request") || unit.has("request")) && !unit.has("indirect_question") {
        return Some(Action { who: None, done: false });
    }
    // Something that runs out soon, or that is needed by a day.
    (unit.has("needed_by")
        && work.units.iter().position(|other| other.span == unit.span).and_then(|at| due(work, at)).is_some())
    .then_some(Action { who, done: false })
}

/// Says whether a note begins with an order or, in German, ends with an infinitive.
fn does(unit: &Unit, text: &str) -> bool {
    let lexicon = unit.lexicon;
    let first = text.split([' ', ',']).next().unwrap_or_default();
    if lexicon.tag != "de" {
        return lexicon.cue("action_verb").find(first).is_some_and(|verb| verb.len() == first.len());
    }
    let head = text.split(['(', ',', ':', '-']).next().unwrap_or(text).trim();
    let head = lexicon.cue("until_tail").replace(head, "");
    let last = head.trim().trim_end_matches(['.', '!']).rsplit(' ').next().unwrap_or_default().to_owned();
    last.chars().next().is_some_and(char::is_lowercase)
        && ["en", "ern", "eln"].iter().any(|ending| last.ends_with(ending))
        && last.chars().count() > 4
        && !lexicon.has("past", text)
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
    unit.ticked() == Some(true) || bare || STRUCK.is_match(text) || end && unit.has("done_tail") || bracket
}

/// Reads who is to act: "Anna: chase …", "Tom to update …", "Herr Yıldız entwirft …".
fn who(unit: &Unit, text: &str, present: &[String]) -> (Option<String>, bool) {
    let known = |who: &str| {
        who.split(|c: char| !(c.is_alphabetic() || c == '-'))
            .any(|word| present.iter().any(|name| name == word))
    };
    let lexicon = unit.lexicon;
    let cleaned = text.replace("**", "");
    let text = cleaned.as_str();
    let name = |name: &str| Some(name.trim().trim_matches(['*', '@', ':', ' ']).to_owned());
    if let Some(captures) = lexicon.cue("task_colon").captures(text)
        && let (Some(who), Some(what)) = (captures.name("who"), captures.name("what"))
        && !lexicon.has("info_label", who.as_str())
        && who.as_str().split_whitespace().count() <= 4
    {
        let first = what.as_str().split_whitespace().next().unwrap_or_default().to_lowercase();
        let doing = lexicon.cue("action_verb").find(&first).is_some_and(|verb| verb.len() == first.len())
            || lexicon.cue("action_verb").find(what.as_str()).is_some() && lexicon.tag == "de"
            || known(who.as_str());
        return (name(who.as_str()), doing && is_name(who.as_str()));
    }
    if let Some(captures) = lexicon.cue("task_to").captures(text)
        && let (Some(who), Some(what)) = (captures.name("who"), captures.name("what"))
    {
        let first = what
            .as_str()
            .split([' ', ','])
            .find(|word| !matches!(*word, "also" | "please" | "then" | "not"))
            .unwrap_or_default();
        let listed = lexicon
            .cue("action_verb")
            .find(first)
            .is_some_and(|verb| verb.len() == first.len() && verb.start() == 0);
        // Who took part, or bears a title, may do anything: "Frau Kühn hakt nach", "Tom to descale".
        let named = known(who.as_str()) || lexicon.has("titled", who.as_str());
        let verb = listed
            || named && (lexicon.tag != "de" || first.ends_with('t') || captures.name("modal").is_some());
        let state = lexicon.cue("task_state").find(what.as_str()).is_some_and(|found| found.start() == 0);
        if verb && !state && is_actor(who.as_str()) {
            return (name(who.as_str()), true);
        }
    }
    // "Escape routes: Jens talks to the fire brigade"
    let after_topic = text.split_once(": ").filter(|(topic, _)| topic.split_whitespace().count() <= 4);
    let parts = [Some(text), after_topic.map(|(_, rest)| rest)];
    if let Some(who) = parts.into_iter().flatten().find_map(|part| acts(lexicon, part, present)) {
        return (Some(who), true);
    }
    (None, false)
}

/// Reads who does something from a sentence that begins with the name of somebody present and a verb in the
/// present tense: "Theo rings the indexer", "Frau Kühn hängt eine Liste auf".
fn acts(lexicon: &Lexicon, text: &str, present: &[String]) -> Option<String> {
    let mut words = text.split_whitespace();
    let mut name = words.next()?;
    let titled = lexicon.has("titled", name);
    let who = if titled {
        let title = name;
        name = words.next()?;
        format!("{title} {name}")
    } else {
        name.to_owned()
    };
    if !present.iter().any(|known| known == name) {
        return None;
    }
    let verb = words.next()?.trim_end_matches([',', '.', ';']);
    let form = match lexicon.tag {
        "de" => verb.ends_with('t') && verb.len() > 3,
        _ => verb.ends_with('s') && !verb.ends_with("ss") && verb.len() > 3,
    };
    (form
        && verb.chars().all(char::is_lowercase)
        && !lexicon.has("reporting", verb)
        && words.next().is_some())
    .then_some(who)
}

/// Says whether words can be a person's name or initials.
fn is_name(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
            || matches!(word, "and" | "und")
    })
}

/// Says whether words at the start of a sentence name somebody who can act.
fn is_actor(text: &str) -> bool {
    !super::lexicon::any("not_actor", text)
}
