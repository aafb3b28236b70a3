//! What a transcript or notes of a meeting tell: who was there, what was talked about, decided and taken on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::communications::compose::{Material, TaskPoint, TaskState};
use crate::communications::gather::{Read, points};
use crate::communications::language::WritingLanguage;
use crate::documents::model::{Block, BlockKind};
use crate::evidence::{Evidence, Span, TextIndex};
use crate::search::sentences;

/// The most points of each sort.
const MANY: usize = 40;
/// The longest point, in characters.
const LONGEST: usize = 400;

/// The label of a decision, at the start of a sentence.
static DECISION_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(?:decision|decided|agreed|resolved|beschluss|beschlossen|entscheidung|décision|décidé|decisión|acuerdo|acordado|decisione|deciso|besluit|besloten)\s*(?:\d{1,3})?\s*[:–—-]\s+",
    )
    .ok()
});

/// What says that something was decided.
static DECIDES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:
        (?:it\ was|was|were|we|they|everyone|the\ (?:team|board|committee|meeting))\ (?:have\ |has\ |all\ )?(?:decided|agreed|resolved|approved)\b
        | (?:decided|agreed)\ (?:to|that)\b | (?:is|was|were|are)\ approved\b
        | (?:wurde|wird|haben|hat|ist)\b[^.!?\n]{0,80}\b(?:beschlossen|entschieden|vereinbart|genehmigt|verabschiedet)\b
        | wir\ (?:beschließen|vereinbaren) | (?:einigten|einigen)\ (?:sich|uns)
        | (?:a\ été|avons|ont|est)\ (?:décidé|convenu|approuvé|adopté)
        | (?:se\ (?:acordó|decidió|aprobó)|acordamos|decidimos|hemos\ (?:acordado|decidido))
        | (?:si\ è|è\ stato|abbiamo|viene)\ (?:deciso|concordato|approvato|stabilito)
        | (?:is|wordt|hebben|werd)\b[^.!?\n]{0,60}\b(?:besloten|afgesproken|goedgekeurd)
        )",
    )
    .ok()
});

/// What takes a decision back.
static UNDECIDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:not (?:yet )?(?:been )?(?:decided|agreed|approved)|undecided|no decision|nothing was (?:decided|agreed)|noch (?:nicht|nichts)|nicht (?:beschlossen|entschieden|vereinbart)|nichts (?:beschlossen|entschieden)|unentschieden|kein beschluss|pas (?:encore )?(?:été )?décidé|aún no|todavía no|no se (?:ha )?(?:decidió|acordó|decidido|acordado)|non (?:è stato |si è )?(?:ancora )?deciso|nog niet|niet besloten)\b",
    )
    .ok()
});

/// The label of a task.
static TASK_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(?:action(?: item| point)?|to-?do|task|aufgabe|maßnahme|zu erledigen|tâche|tarea|acción|azione|compito|actie(?:punt)?|taak)\s*(?:\d{1,3})?\s*[:–—-]\s+",
    )
    .ok()
});

/// A name that takes something on, at the start of a task.
static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^((?:\p{Lu}[\p{L}'’-]+)(?: \p{Lu}[\p{L}'’-]+){0,2})(?: (?:to|will|should|must|soll|wird|muss|übernimmt|doit|va|debe|deve|zal|moet)\b|:\s)",
    )
    .ok()
});

/// The list of those who were there.
static PRESENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?im)^[ \t]*(?:present|attendees|participants|attending|anwesend(?:e)?|teilnehmer(?:innen)?|teilnehmende|présents?|participants|asistentes|presentes|participantes|presenti|partecipanti|aanwezig(?:en)?|deelnemers)[ \t]*[:\t][ \t]*([^\n]{2,600})$",
    )
    .ok()
});

/// A line that somebody says.
static SPEAKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?[ \t]*)?(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3})(?:[ \t]*\([^)\n]{1,20}\))?:[ \t]+\S")
        .ok()
});

/// Words before a colon that nobody bears as a name.
const LABELS: [&str; 30] = [
    "date",
    "time",
    "place",
    "location",
    "topic",
    "note",
    "notes",
    "question",
    "answer",
    "subject",
    "from",
    "to",
    "cc",
    "summary",
    "status",
    "next steps",
    "deadline",
    "datum",
    "zeit",
    "uhrzeit",
    "ort",
    "thema",
    "frage",
    "antwort",
    "betreff",
    "von",
    "an",
    "hinweis",
    "ergebnis",
    "frist",
];

/// Headings under which every point is a decision.
const DECISION_HEADINGS: [&str; 7] =
    ["decisions", "beschlüsse", "entscheidungen", "décisions", "acuerdos", "decisioni", "besluiten"];

/// Adds people, topics and decisions of one document.
pub(super) fn minutes(read: &Read, material: &mut Material) {
    material.people.extend(people(read));
    material.people.truncate(MANY);
    material.topics.extend(topics(read));
    material.decisions.extend(decisions(read));
    material.decisions.truncate(MANY);
}

/// The headings of a document below its title.
pub(super) fn topics(read: &Read) -> Vec<Evidence> {
    let title = read.document.brief.title.trim();
    let headings = read.text.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let listed = headings.map(|block| unnumbered(evidence(read, block, block.span)));
    let frame = |words: &str| {
        let lower = words.to_lowercase();
        DECISION_HEADINGS.contains(&lower.as_str())
            || [
                "action items",
                "actions",
                "tasks",
                "aufgaben",
                "present",
                "attendees",
                "anwesend",
                "teilnehmer",
            ]
            .contains(&lower.as_str())
    };
    let telling = |topic: &Evidence| {
        let words = topic.quote.trim();
        words != title && !frame(words) && (2..=LONGEST).contains(&words.chars().count())
    };
    listed.filter(telling).take(MANY).collect()
}

/// A heading without its number: lists count by themselves.
fn unnumbered(heading: Evidence) -> Evidence {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')');
    let rest = heading.quote.trim_start_matches(number).trim_start().to_owned();
    match heading.quote.starts_with(|c: char| c.is_ascii_digit()) && heading.quote.contains(". ") {
        true => points::narrowed(&heading, &rest),
        false => heading,
    }
}

fn evidence(read: &Read, block: &Block, span: Span) -> Evidence {
    let quote = TextIndex::new(&read.text.text).slice(span).to_owned();
    Evidence { document: read.document.id.clone(), span, place: block.place.clone(), quote }
}

/// Who was there: as a list says, as the document's parties tell, or who speaks more than once.
fn people(read: &Read) -> Vec<Evidence> {
    let text = &read.text.text;
    if let Some(list) = PRESENT.as_ref().and_then(|list| list.captures(text)).and_then(|found| found.get(1)) {
        let names = list.as_str().trim_end_matches('.').split([',', ';', '\t']);
        let named = names.flat_map(|names| names.split(" and ")).flat_map(|names| names.split(" und "));
        let named = named.map(|name| name.split('(').next().unwrap_or_default().trim());
        let found: Vec<Evidence> = named
            .filter(|name| name.starts_with(char::is_uppercase) && name.chars().count() <= 60)
            .filter_map(|name| points::found(read, name))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    let parties = read.document.brief.parties.iter().filter(|party| party.role == "attendee");
    let found: Vec<Evidence> = parties
        .filter_map(|party| {
            points::part(&party.evidence, &party.name).or_else(|| points::found(read, &party.name))
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let mut turns: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for found in SPEAKER.iter().flat_map(|line| line.captures_iter(text)).filter_map(|found| found.get(1)) {
        let count = turns.entry(found.as_str()).or_insert((0, found.start()));
        count.0 += 1;
    }
    let label = |name: &str| {
        let line = format!("{name}: ");
        let is = |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|regex| regex.is_match(&line));
        LABELS.contains(&name.to_lowercase().as_str()) || is(&DECISION_LABEL) || is(&TASK_LABEL)
    };
    turns.retain(|name, _| !label(name));
    let mut speakers: Vec<(usize, &str)> =
        turns.into_iter().filter(|(_, (count, _))| *count > 1).map(|(name, (_, at))| (at, name)).collect();
    speakers.sort_unstable();
    speakers.into_iter().filter_map(|(_, name)| points::found(read, name)).collect()
}

/// The sentences of a document that hold words of their own, with their blocks.
fn lines(read: &Read) -> Vec<(&Block, Evidence)> {
    let index = TextIndex::new(&read.text.text);
    let language = read.document.brief.language.as_deref();
    let mut lines = Vec::new();
    for block in &read.text.blocks {
        let spans = match &block.kind {
            BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::KeyValue { .. } => {
                let words = index.slice(block.span);
                sentences(words, language).into_iter().map(|span| span.shifted(block.span.start)).collect()
            }
            BlockKind::Table(table) => table.cells.iter().map(|cell| cell.span).collect(),
            _ => Vec::new(),
        };
        for span in spans.into_iter().filter(|span| (8..=LONGEST).contains(&span.len())) {
            lines.push((block, evidence(read, block, span)));
        }
    }
    lines
}

/// What was decided: behind a label, below a heading that says so, or in words that do.
fn decisions(read: &Read) -> Vec<Evidence> {
    let is = |regex: &LazyLock<Option<Regex>>, words: &str| {
        regex.as_ref().is_some_and(|regex| regex.is_match(words))
    };
    let index = TextIndex::new(&read.text.text);
    let headings: Vec<(usize, bool)> = read
        .text
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading { .. }))
        .map(|block| {
            let words = index.slice(block.span).trim().trim_end_matches(':').to_lowercase();
            (block.span.start, DECISION_HEADINGS.contains(&words.as_str()))
        })
        .collect();
    let below =
        |span: Span| headings.iter().rev().find(|(at, _)| *at < span.start).is_some_and(|(_, is)| *is);
    let mut decided: Vec<Evidence> = Vec::new();
    for (block, line) in lines(read) {
        let listed = below(line.span) && block.span.len() <= LONGEST;
        // Below such a heading a paragraph is one decision, however many sentences it has.
        let line = if listed { evidence(read, block, block.span) } else { line };
        let words = line.quote.trim_end();
        if words.ends_with('?') || is(&UNDECIDED, words) {
            continue;
        }
        let label =
            DECISION_LABEL.as_ref().and_then(|label| label.find(words)).map_or(0, |found| found.end());
        if label == 0 && !listed && !is(&DECIDES, words) {
            continue;
        }
        let said = words.get(label..).unwrap_or_default();
        if let Some(said) = points::part(&line, said) {
            decided.push(said);
        }
    }
    decided.dedup_by(|later, first| first.span.overlaps(later.span));
    decided
}

/// What is to be done: as the document's brief tells, and what stands behind a label.
pub(super) fn tasks(read: &Read, language: WritingLanguage, today: Date) -> Vec<TaskPoint> {
    let mut tasks = points::tasks(read, language, today);
    for (_, line) in lines(read) {
        let Some(label) = TASK_LABEL.as_ref().and_then(|label| label.find(&line.quote)) else { continue };
        let said = line.quote.get(label.end()..).unwrap_or_default().trim_end();
        let Some(task) = points::part(&line, said) else { continue };
        match tasks.iter_mut().find(|known| known.task.span.overlaps(line.span)) {
            Some(known) => known.task = task,
            None => tasks.push(TaskPoint { task, owner: None, due: None, state: TaskState::Open }),
        }
    }
    for point in tasks.iter_mut().filter(|point| point.owner.is_none()) {
        let owner = OWNER.as_ref().and_then(|owner| owner.captures(&point.task.quote));
        let name = owner.and_then(|found| found.get(1)).map(|name| name.as_str().to_owned());
        point.owner = name.and_then(|name| points::part(&point.task, &name));
    }
    for point in tasks.iter_mut().filter(|point| point.due.is_none()) {
        (point.due, point.state) = points::own_due(point, read, language, today);
    }
    tasks.sort_by_key(|point| point.task.span);
    tasks
}
