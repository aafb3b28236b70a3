//! Tasks, deadlines and amounts of a document, each cut down to the words that say it.

use jiff::civil::{Date, DateTime};

use crate::communications::calendar;
use crate::communications::compose::{AmountPoint, Dated, DeadlinePoint, TaskPoint, TaskState};
use crate::communications::gather::Read;
use crate::communications::language::WritingLanguage;
use crate::documents::facts::Task;
use crate::documents::model::BlockKind;
use crate::evidence::{Evidence, Span, TextIndex};
use crate::values::{self, Language, Reading, ValueOptions};

/// Cuts evidence down to words that stand in it; the whole where they do not.
pub(super) fn narrowed(evidence: &Evidence, words: &str) -> Evidence {
    part(evidence, words).unwrap_or_else(|| evidence.clone())
}

/// The part of evidence that holds exactly these words.
pub(super) fn part(evidence: &Evidence, words: &str) -> Option<Evidence> {
    let at = evidence.quote.find(words).filter(|_| !words.is_empty())?;
    let start = evidence.span.start + evidence.quote.get(..at)?.chars().count();
    let span = Span::new(start, start + words.chars().count());
    Some(Evidence { span, quote: words.to_owned(), ..evidence.clone() })
}

/// The first place of a document that holds these words.
pub(super) fn found(read: &Read, words: &str) -> Option<Evidence> {
    let at = read.text.text.find(words).filter(|_| !words.is_empty())?;
    let index = TextIndex::new(&read.text.text);
    let span = index.span(at..at + words.len());
    let block = read.text.blocks.iter().find(|block| block.span.contains(span))?;
    Some(Evidence {
        document: read.document.id.clone(),
        span,
        place: block.place.clone(),
        quote: words.to_owned(),
    })
}

/// A day that the words of evidence name, also where they count from the document's date ("by Friday"): it is printed
/// in full, for who reads it later counts from another day. `None` where the day was computed.
pub(super) fn dated(day: Date, evidence: &Evidence, read: &Read, language: WritingLanguage) -> Option<Dated> {
    let own =
        read.document.brief.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(Language::En);
    let find = |text: &str, reference: Option<DateTime>| {
        values::find(text, &ValueOptions { language: own, reference, ..ValueOptions::default() })
    };
    let is_day = |value: &values::Value| {
        matches!(value.best(), Reading::Date { .. } | Reading::DateTime { .. }) && value.date() == Some(day)
    };
    let full = |words: &str, whole: &Evidence| {
        let value = find(words, None).into_iter().find(is_day)?;
        let evidence = part(whole, &value.text)?;
        Some(Dated { surface: calendar::day(language, day), evidence })
    };
    if let Some(dated) = full(&evidence.quote, evidence) {
        return Some(dated);
    }
    let reference = read.document.brief.date.as_ref().map(|date| date.date.at(9, 0, 0, 0));
    let meant = find(&evidence.quote, reference).into_iter().find(|value| value.date() == Some(day))?;
    let words = part(evidence, &meant.text)?;
    // "by 4 December 2026" is a stretch of time; the day in it stands behind the first word.
    let inner = meant.text.split_once(' ').and_then(|(_, rest)| full(rest, &words));
    inner.or(Some(Dated { surface: calendar::day(language, day), evidence: words }))
}

/// A day that stands in another cell of the row that the evidence is from.
fn in_row(day: Date, evidence: &Evidence, read: &Read, language: WritingLanguage) -> Option<Dated> {
    let block = read.text.blocks.iter().find(|block| block.span.contains(evidence.span))?;
    let BlockKind::Table(table) = &block.kind else { return None };
    let row = table.cells.iter().find(|cell| cell.span.overlaps(evidence.span))?.row;
    let index = TextIndex::new(&read.text.text);
    table.cells.iter().filter(|cell| cell.row == row).find_map(|cell| {
        let quote = index.slice(cell.span).to_owned();
        let place = cell.place.clone().unwrap_or_else(|| block.place.clone());
        let words = Evidence { document: read.document.id.clone(), span: cell.span, place, quote };
        dated(day, &words, read, language)
    })
}

/// The tasks of a document.
pub(super) fn tasks(read: &Read, language: WritingLanguage, today: Date) -> Vec<TaskPoint> {
    let point = |task: &Task| TaskPoint {
        task: narrowed(&task.evidence, &task.title),
        owner: task
            .assignee
            .as_deref()
            .and_then(|name| part(&task.evidence, name).or_else(|| found(read, name))),
        due: task.due.and_then(|due| {
            let own = dated(due, &task.evidence, read, language);
            own.or_else(|| in_row(due, &task.evidence, read, language))
        }),
        state: match (task.done, task.due) {
            (true, _) => TaskState::Done,
            (false, Some(due)) if due < today => TaskState::Overdue,
            _ => TaskState::Open,
        },
    };
    read.document.brief.tasks.iter().map(point).collect()
}

/// The deadlines of a document.
pub(super) fn deadlines(read: &Read, language: WritingLanguage, today: Date) -> Vec<DeadlinePoint> {
    let deadlines = read.document.brief.deadlines.iter();
    deadlines
        .map(|deadline| DeadlinePoint {
            kind: deadline.kind,
            due: dated(deadline.due, &deadline.evidence, read, language),
            words: deadline.evidence.clone(),
            document: read.document.name.clone(),
            overdue: deadline.due < today,
        })
        .collect()
}

/// The telling amounts of a document: those whose role it says, else its first one.
pub(super) fn amounts(read: &Read, roles: &[&str]) -> Vec<AmountPoint> {
    let amounts = read.document.brief.amounts.iter();
    let mut told: Vec<AmountPoint> = Vec::new();
    for amount in amounts.filter(|amount| roles.contains(&amount.role.as_str())) {
        if told.iter().all(|known| known.role != amount.role) {
            told.push(AmountPoint {
                role: amount.role.clone(),
                amount: narrowed(&amount.evidence, &amount.value.text),
                document: read.document.name.clone(),
            });
        }
    }
    told
}

/// The day that a task names itself, and how far the task is then.
pub(super) fn own_due(
    point: &TaskPoint,
    read: &Read,
    language: WritingLanguage,
    today: Date,
) -> (Option<Dated>, TaskState) {
    let own =
        read.document.brief.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(Language::En);
    let reference = read.document.brief.date.as_ref().map(|date| date.date.at(9, 0, 0, 0));
    let options = ValueOptions { language: own, reference, ..ValueOptions::default() };
    let day = values::find(&point.task.quote, &options).iter().rev().find_map(values::Value::date);
    let Some(day) = day else { return (None, point.state) };
    let due = dated(day, &point.task, read, language);
    let late = due.is_some() && day < today && point.state == TaskState::Open;
    (due, if late { TaskState::Overdue } else { point.state })
}
