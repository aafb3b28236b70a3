//! The second look at what rules and judge propose for the agenda: is it listed?
//!
//! Rules and judge read sentence by sentence and propose freely. Here boosted trees see each proposal beside the
//! whole document: which rule proposed it, what the judge says of its sentence, of the neighbours and of the rest,
//! what the document is, where the sentence stands, which cues it holds, what else is proposed. They see no words.
//! `train` learns them from proposals of inboxes that the judge had not learned from; sums are whole numbers.

use std::sync::LazyLock;

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind, Question, Task};
use crate::documents::understand::work::Work;
use crate::evidence::Evidence;

mod signs;
#[cfg(test)]
pub(super) mod train;
mod trees;

pub(super) use signs::{Signer, Signs};
pub(super) use trees::Trees;
use trees::UNIT;

/// What proposes a line of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A row of a table.
    Row,
    /// A bill that is listed as open.
    Overdue,
    /// A day that is written.
    Explicit,
    /// A length of time from the day of the document.
    Counted,
    /// A length of time from a day that an agreement defines.
    Defined,
    /// A length of time before or after an event.
    Event,
    /// The term of an agreement and its notice.
    Notice,
    /// A day that comes round every year.
    Yearly,
    /// A request or promise in a message or letter.
    Request,
    /// A task of a working paper.
    Action,
    /// A question.
    Asked,
}

/// A line of the agenda as it is proposed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Deadline(Deadline),
    Task(Task),
    Question(Question),
}

/// A proposal and what made it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) rule: Rule,
    pub(super) fact: Fact,
}

impl Fact {
    /// Where it says so.
    pub(super) fn evidence(&self) -> &Evidence {
        match self {
            Self::Deadline(deadline) => &deadline.evidence,
            Self::Task(task) => &task.evidence,
            Self::Question(question) => &question.evidence,
        }
    }

    /// The last day, if it has one.
    pub(super) fn due(&self) -> Option<jiff::civil::Date> {
        match self {
            Self::Deadline(deadline) => Some(deadline.due),
            Self::Task(task) => task.due,
            Self::Question(question) => question.due,
        }
    }
}

/// The sum of the trees from which a proposal is listed, in parts of [`UNIT`].
pub(super) const LEAST: i32 = -300 * UNIT / 1_000;

/// How a word that sets a limit is told (see [`tied`](super::deadlines::tied)).
const HARD: u8 = 2;

/// How an item with a box is told.
const BOX: u8 = 2;

/// How many more questions make several.
const SEVERAL: u8 = 2;

/// What the trees have learned.
static TREES: LazyLock<Trees> =
    LazyLock::new(|| Trees::read(include_str!("../../../../data/understand/listed.txt")));

/// Returns the proposals that are listed.
pub(super) fn listed(work: &Work<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
    // A long table proposes a line for each row, and none of them needs signs.
    if candidates.iter().all(|candidate| is_plain(work, candidate)) {
        return candidates;
    }
    let signer = Signer::of(work, &candidates);
    let kept: Vec<bool> = candidates
        .iter()
        .enumerate()
        .map(|(number, candidate)| {
            is_plain(work, candidate) || is_listed(&TREES, LEAST, work, candidate, &signer.signs(number))
        })
        .collect();
    candidates.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(candidate, _)| candidate).collect()
}

/// Says whether trees list a proposal from a sum on, or rules are certain of it.
pub(super) fn is_listed(
    trees: &Trees,
    least: i32,
    work: &Work<'_>,
    candidate: &Candidate,
    signs: &Signs,
) -> bool {
    is_plain(work, candidate) || is_certain(work, candidate, signs) || trees.sum(signs) >= least
}

/// Says whether a proposal needs no second look, whatever stands around it.
fn is_plain(work: &Work<'_>, candidate: &Candidate) -> bool {
    // Tables, and days that are counted from what another sentence says, are what rules are good at.
    let by_rules = matches!(
        candidate.rule,
        Rule::Row | Rule::Overdue | Rule::Defined | Rule::Event | Rule::Notice | Rule::Yearly
    );
    work.slight
        || by_rules
        || match &candidate.fact {
            // What is done stands in a brief as done, and on no agenda.
            Fact::Task(task) => task.done,
            // A bill says by when it is to be paid.
            Fact::Deadline(deadline) => {
                work.kind == DocumentKind::Invoice && deadline.kind == DeadlineKind::Payment
            }
            Fact::Question(_) => false,
        }
}

/// Says whether what stands around a proposal makes a second look needless.
fn is_certain(work: &Work<'_>, candidate: &Candidate, signs: &Signs) -> bool {
    let sign = |name: &str| signs.iter().find(|(known, _)| *known == name).map_or(0, |(_, value)| *value);
    match (&candidate.fact, candidate.rule) {
        // A box is there to be ticked.
        (Fact::Task(_), _) => sign("shape") == BOX,
        // In notes, minutes and slides a word that sets a limit is seldom said of others.
        (Fact::Deadline(_), Rule::Explicit) => work.is_working_paper() && sign("day_tie") == HARD,
        // Who puts several questions to the reader wants an answer to each.
        (Fact::Question(_), _) => {
            sign("marks_here") > 0 && sign("says_you") > 0 && sign("other_questions") >= SEVERAL
        }
        _ => false,
    }
}
