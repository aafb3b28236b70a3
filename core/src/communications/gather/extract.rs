//! Which points of which documents a kind takes.

use crate::communications::compose::{Material, TaskPoint, TaskState};
use crate::communications::draft::DraftKind;
use crate::communications::gather::{Gathering, Read, minutes, points, reply};
use crate::documents::facts::DeadlineKind;
use crate::evidence::Evidence;

impl Gathering<'_> {
    /// Adds what documents say: nothing is invented, and what none says stays empty.
    pub(super) fn extract(&self, asked: Option<&Read>, about: &[Read], material: &mut Material) {
        use DraftKind as K;
        let (language, today) = (material.language, self.now.date());
        let read = || asked.into_iter().chain(about);
        let tasks = |read: &Read| points::tasks(read, language, today);
        let labelled = |read: &Read| minutes::tasks(read, language, today);
        let open = |task: &TaskPoint| task.state != TaskState::Done;
        let deadlines = |read: &Read| points::deadlines(read, language, today);
        match self.kind {
            K::Reply | K::Reschedule | K::Cancellation | K::Rsvp => {}
            K::NewMail | K::Letter | K::Announcement => material.sentences = self.cited(about),
            K::Invitation => material.topics = about.iter().flat_map(minutes::topics).collect(),
            K::FollowUp => {
                // What we asked for in our own message; what we promised there is not for others to answer.
                let asked = asked.into_iter().flat_map(tasks);
                let open = asked.filter(|task| task.owner.is_none() && task.state != TaskState::Done);
                material.open.extend(open.map(|task| task.task));
                material.open.sort_by_key(|ask| ask.span);
                material.open.dedup_by(|later, first| first.span.overlaps(later.span));
            }
            K::Reminder => {
                material.deadlines = read().flat_map(deadlines).collect();
                let pays = |kind| matches!(kind, DeadlineKind::Payment | DeadlineKind::Discount);
                if material.deadlines.iter().any(|point| pays(point.kind)) {
                    material.deadlines.retain(|point| pays(point.kind));
                    material.amounts = read().flat_map(|read| points::amounts(read, &["total"])).collect();
                }
                // Nobody is told that something is late which is not yet due.
                if material.deadlines.iter().any(|point| point.overdue) {
                    material.deadlines.retain(|point| point.overdue);
                }
                material.date = material
                    .date
                    .take()
                    .or_else(|| about.first().and_then(|read| reply::own_date(&read.document, language)));
            }
            K::Memo => {
                material.tasks = about.iter().flat_map(labelled).filter(open).collect();
                material.deadlines = about.iter().flat_map(deadlines).collect();
                material.sentences = self.cited(about);
                said_once(material);
            }
            K::Minutes => {
                for read in about {
                    minutes::minutes(read, material);
                }
                material.tasks = about.iter().flat_map(labelled).collect();
                let decided =
                    |task: &TaskPoint| material.decisions.iter().any(|decision| same(decision, &task.task));
                let tasks: Vec<_> = material.tasks.iter().filter(|task| !decided(task)).cloned().collect();
                material.tasks = tasks;
                material.sentences = self.cited(about);
                material.date = about.first().and_then(|read| reply::own_date(&read.document, language));
            }
            K::Agenda => {
                material.tasks = about.iter().flat_map(labelled).filter(open).collect();
                material.deadlines =
                    about.iter().flat_map(deadlines).filter(|point| !point.overdue).collect();
                let questions = about.iter().flat_map(|read| &read.document.brief.questions);
                material.open.extend(questions.map(|question| question.evidence.clone()));
                let asked = material.open.clone();
                material.tasks.retain(|task| !asked.iter().any(|ask| same(ask, &task.task)));
                said_once(material);
            }
            K::StatusReport => {
                material.tasks = read().flat_map(labelled).collect();
                material.deadlines = read().flat_map(deadlines).collect();
                material.amounts =
                    read().flat_map(|read| points::amounts(read, &["total", "rent"])).collect();
                material.sentences = self.cited(about);
                said_once(material);
            }
        }
    }
}

/// Drops what a task says already from deadlines and sentences.
fn said_once(material: &mut Material) {
    let tasks: Vec<Evidence> = material.tasks.iter().map(|task| task.task.clone()).collect();
    let new = |words: &Evidence| !tasks.iter().any(|task| same(task, words));
    material.deadlines.retain(|point| new(&point.words));
    material.sentences.retain(|cited| new(&cited.words));
}

/// Says whether two pieces of evidence share words of one document.
fn same(a: &Evidence, b: &Evidence) -> bool {
    a.document == b.document && a.span.overlaps(b.span)
}
