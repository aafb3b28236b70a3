//! Understanding: from blocks to a [`Brief`], by rules that state their evidence.
//!
//! A document is cut into units (sentences, list items, rows), each with its zone, section and language;
//! the rules read units by the cue words of `core/data/understand`, never by file or sender. A rule that is
//! not sure says nothing: a false alarm costs the reader more than a line left out.

use jiff::civil::DateTime;

use crate::documents::ParsedDocument;
use crate::documents::facts::{Brief, Deadline, DeadlineKind, DocumentKind, Question, Task};
use crate::id::DocumentId;

mod actions;
mod brief;
mod checks;
mod deadlines;
mod defined;
mod events;
mod identity;
mod judge;
mod lexicon;
#[cfg(test)]
mod measured;
mod moments;
mod names;
mod notice;
mod overdue;
mod people;
mod periods;
mod questions;
mod references;
mod requests;
mod sides;
mod sift;
mod tables;
mod term;
mod terms;
#[cfg(test)]
mod testing;
mod units;
mod work;

use sift::{Candidate, Fact, Rule};
pub(in crate::documents) use units::Source;
use work::Work;

/// What understanding knows beside the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The document's id, for evidence.
    pub document: DocumentId,
    /// The file's name.
    pub name: String,
    /// The present time: relative dates count from the document's own date, else from here.
    pub now: DateTime,
}

/// Says whether words for who is to act name a side and no person: "Kunde", "the landlord".
pub(crate) fn is_other_side(who: &str) -> bool {
    lexicon::any("other_side", who)
}

/// Says whether a title names a meeting of people of several houses: "Baubesprechung", "site meeting".
pub(crate) fn is_joint_meeting(title: &str) -> bool {
    lexicon::any("joint_meeting", title)
}

/// Reads the facts of a document.
pub fn understand(document: &ParsedDocument, context: &Context) -> Brief {
    let mut brief = Brief::default();
    let work = Work::begin(document, context, &mut brief);
    let listed = sift::listed(&work, proposed(&work));
    told(&work, brief, listed)
}

/// Fills in a brief, with what is listed of the proposals.
fn told(work: &Work<'_>, mut brief: Brief, listed: Vec<Candidate>) -> Brief {
    brief.parties = brief::parties(work);
    brief.amounts = brief::amounts(work);
    brief.dates = brief::dates(work);
    brief.summary = brief::summary(work);
    let (mut deadlines, mut tasks, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for candidate in listed {
        match candidate.fact {
            Fact::Deadline(deadline) => deadlines.push(deadline),
            Fact::Task(task) => tasks.push(task),
            Fact::Question(question) => questions.push(question),
        }
    }
    if is_joint_meeting(&brief.title) {
        name_houses(work, &mut tasks);
    }
    reply_by(work, &deadlines, &mut questions, &mut tasks);
    if let Some(total) = brief::total(&brief.amounts, brief.kind) {
        for deadline in deadlines.iter_mut().filter(|deadline| deadline.title == "Payment due") {
            deadline.title = format!("Payment due: {total}");
        }
    }
    // A bill binds whom it is addressed to.
    if let Some(payer) = brief::payer(work).filter(|_| brief.kind == DocumentKind::Invoice) {
        let owed = |kind| matches!(kind, DeadlineKind::Payment | DeadlineKind::Discount);
        for deadline in deadlines.iter_mut().filter(|deadline| owed(deadline.kind)) {
            deadline.obliged.get_or_insert_with(|| payer.clone());
        }
    }
    brief.deadlines = distinct_deadlines(deadlines, work.anchor());
    brief.tasks = distinct_tasks(tasks);
    brief.questions = questions;
    brief.findings = checks::findings(work);
    debug_assert!(quotes_stand(work.document, &brief), "every quote stands at its span");
    brief
}

/// Returns what rules and judge propose for the agenda.
fn proposed(work: &Work<'_>) -> Vec<Candidate> {
    let (row_tasks, row_deadlines) = tables::rows(work);
    let deadlines = [
        (Rule::Row, row_deadlines),
        (Rule::Overdue, overdue::rows(work)),
        (Rule::Explicit, deadlines::explicit(work)),
        (Rule::Counted, terms::counted(work)),
        (Rule::Defined, defined::counted(work)),
        (Rule::Event, events::before(work)),
        (Rule::Notice, notice::contract(work)),
        (Rule::Yearly, notice::yearly(work)),
    ];
    let tasks = [
        (Rule::Row, row_tasks),
        (Rule::Request, requests::requests(work)),
        (Rule::Action, actions::actions(work)),
    ];
    let questions = questions::questions(work);
    let mut all = Vec::new();
    for (rule, found) in deadlines {
        all.extend(found.into_iter().map(|found| Candidate { rule, fact: Fact::Deadline(found) }));
    }
    for (rule, found) in tasks {
        all.extend(found.into_iter().map(|found| Candidate { rule, fact: Fact::Task(found) }));
    }
    let asked = |found| Candidate { rule: Rule::Asked, fact: Fact::Question(found) };
    all.extend(questions.into_iter().map(asked));
    all
}

/// Says of which house those are who are to act, where the minutes of a meeting of several say who came for whom.
fn name_houses(work: &Work<'_>, tasks: &mut [Task]) {
    let houses = people::houses(work);
    for task in tasks.iter_mut() {
        let Some(who) = task.assignee.as_mut().filter(|who| !who.contains('(')) else { continue };
        let words: Vec<String> =
            who.split(|c: char| !(c.is_alphabetic() || c == '-')).map(str::to_lowercase).collect();
        let house = houses.iter().find(|(names, _)| names.iter().any(|name| words.contains(name)));
        if let Some((_, house)) = house {
            *who = format!("{who} ({house})");
        }
    }
}

/// Gives questions without a day the day by which the message wants its answer.
fn reply_by(work: &Work<'_>, deadlines: &[Deadline], questions: &mut [Question], tasks: &mut [Task]) {
    let mut due: Option<jiff::civil::Date> = None;
    for (at, unit, _) in work.dated() {
        if unit.is_body() && unit.has("reply_wanted") && work.mail {
            due = due.or_else(|| requests::due(work, at));
        }
    }
    let stated = deadlines
        .iter()
        .filter(|_| work.mail)
        .filter(|deadline| deadline.kind == DeadlineKind::Reply)
        .filter(|deadline| {
            work.units
                .iter()
                .any(|unit| unit.span.overlaps(deadline.evidence.span) && unit.has("reply_wanted"))
        })
        .map(|deadline| deadline.due)
        .min();
    let Some(due) = due.or(stated) else { return };
    for question in questions.iter_mut() {
        question.due = question.due.or(Some(due));
    }
    let _ = tasks;
}

/// Keeps one deadline of each kind and day; the one that names its day rather than the counted one.
fn distinct_deadlines(mut deadlines: Vec<Deadline>, written_on: jiff::civil::Date) -> Vec<Deadline> {
    // A reminder quotes the day that has passed, and gives some days more.
    let is_written = |deadline: &Deadline| is_written(deadline) && deadline.due >= written_on;
    // What comes round every year is told as such.
    let yearly = |deadline: &Deadline| deadline.rule.as_deref() == Some(notice::YEARLY);
    deadlines.sort_by_key(|deadline| {
        (deadline.due, !yearly(deadline), deadline.rule.is_some(), deadline.evidence.span)
    });
    let mut kept: Vec<Deadline> = Vec::new();
    for deadline in deadlines {
        let twice = kept.iter().any(|other| {
            other.due == deadline.due
                && (other.kind == deadline.kind && deadline.rule.is_some()
                    || other.evidence.span.overlaps(deadline.evidence.span))
        });
        // Terms that are counted yield to a day that is written for the same thing.
        let written =
            deadline.rule.is_some() && deadline.kind == DeadlineKind::Payment && kept.iter().any(&is_written);
        if !twice && !written {
            kept.push(deadline);
        }
    }
    // The written day may lie after the counted one.
    let written: Vec<_> =
        kept.iter().filter(|deadline| is_written(deadline)).map(|deadline| deadline.due).collect();
    kept.retain(|deadline| {
        deadline.rule.is_none() || deadline.kind != DeadlineKind::Payment || written.is_empty()
    });
    kept
}

/// Says whether a day to pay by is written, other than that of a bill which is overdue.
fn is_written(deadline: &Deadline) -> bool {
    deadline.kind == DeadlineKind::Payment
        && deadline.rule.is_none()
        && !deadline.title.starts_with(overdue::TITLE)
}

fn distinct_tasks(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.sort_by_key(|task| (task.evidence.span, task.due.is_none(), task.assignee.is_none()));
    let mut kept: Vec<Task> = Vec::new();
    for task in tasks {
        if kept.last().is_none_or(|last| !last.evidence.span.overlaps(task.evidence.span)) {
            kept.push(task);
        }
    }
    kept
}

/// Says whether every quote of a brief is what stands at its span.
fn quotes_stand(document: &ParsedDocument, brief: &Brief) -> bool {
    let index = crate::evidence::TextIndex::new(&document.text);
    brief.evidence().all(|evidence| index.slice(evidence.span) == evidence.quote)
}
