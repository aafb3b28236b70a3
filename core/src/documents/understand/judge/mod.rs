//! A learned judge of sentences: does this one ask the reader for something, does it put a question, is this
//! day or length of time a limit for the reader, does the writer promise to act?
//!
//! Logistic regressions over words, their neighbours and the cues of the lexicons, learned by
//! `train` from the labelled sentences in `core/data/understand/examples`. The rules say what they are sure
//! of; the judge carries that over to the phrasings that no list holds. Its weights are whole numbers in a
//! file, and its sums run in a fixed order, so the same text gets the same answer on every machine.

use std::sync::LazyLock;

use crate::documents::understand::periods::Period;
use crate::documents::understand::work::Work;

mod features;
mod setting;
#[cfg(test)]
pub(super) mod train;

use features::{BUCKETS, Sample};

/// What is asked of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Somebody of the reader's office is asked, or has undertaken, to do something.
    Ask,
    /// An open question waits for the reader's answer.
    Question,
    /// A day is a limit for the reader's office.
    Due,
    /// A length of time counts from now and ends with a limit for the reader's office.
    Term,
    /// The writer undertakes to do something.
    Promise,
}

/// From this probability on another sentence of a document shows that the document wants something.
const ACTIVE: f32 = 0.7;

/// How much of that sureness is enough to propose a line on which trees decide (`sift`).
const FREELY: f32 = 0.3;

/// How sure the judge must be, in a document whose other sentences ask for nothing and in one where they do:
/// who asks for one thing is believed in the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Least {
    quiet: f32,
    active: f32,
}

/// To believe a rule that takes a sentence for a request.
pub(super) const DOUBT: Least = Least { quiet: 0.17, active: 0.03 };
/// The same for a day or a length of time.
pub(super) const DAY_DOUBT: Least = Least { quiet: 0.06, active: 0.03 };
/// The same for a question.
pub(super) const QUESTION_DOUBT: Least = Least { quiet: 0.17, active: 0.05 };
/// To take a question that no rule knows.
pub(super) const ASKED: Least = Least { quiet: 0.31, active: 0.20 };
/// To take a request, a day or a task that no rule knows.
pub(super) const SURE: Least = Least { quiet: 0.40, active: 0.25 };
/// The same where something speaks against it.
pub(super) const VERY_SURE: Least = Least { quiet: 0.40, active: 0.25 };
/// From this probability on the judge overrules what only looks like small print, courtesy or rhetoric.
pub(super) const OVERRULES: f32 = 0.75;
/// To believe a rule on a task that names who is to do it, or has a box: rules are good at these.
pub(super) const NAMED_DOUBT: f32 = 0.006;
/// To believe a rule on words that hardly say anything but that something is wanted.
pub(super) const FIRM_DOUBT: f32 = 0.02;
/// To believe a rule on a question that is put to the reader in person.
pub(super) const DIRECT_DOUBT: f32 = 0.04;
/// To believe a rule on what is said to have been left open, or asked by a caller.
pub(super) const OPEN_DOUBT: f32 = 0.01;
/// To believe a rule on a question in a message of a few lines.
pub(super) const BRIEF_DOUBT: f32 = 0.02;
/// What a promise for somebody else counts for.
const OTHERS_PROMISE: f32 = 0.8;
/// To believe a label before a day.
pub(super) const LABEL_DOUBT: f32 = 0.02;

impl Least {
    /// Returns the least probability for a unit of the document, before trees decide on what is proposed.
    pub(super) fn of(self, work: &Work<'_>, at: usize) -> f32 {
        let least = self.strict(work, at);
        if work.slight { least } else { least * FREELY }
    }

    /// The same where trees do not see what the judge says.
    pub(super) fn strict(self, work: &Work<'_>, at: usize) -> f32 {
        let active = work.strongest.iter().any(|(sure, unit)| *unit != at && *sure >= ACTIVE);
        if active { self.active } else { self.quiet }
    }
}

#[cfg(test)]
thread_local! {
    /// A judge that is tried in the place of the committed one.
    static TRIED: std::cell::RefCell<Option<Vec<Weights>>> = const { std::cell::RefCell::new(None) };
}

/// Lets another judge judge what this thread reads from now on.
#[cfg(test)]
pub(super) fn try_out(judge: Vec<Weights>) {
    TRIED.set(Some(judge));
}

#[cfg(test)]
const HEADS: [Head; 5] = [Head::Ask, Head::Question, Head::Due, Head::Term, Head::Promise];

/// Per head: a scale as `f32`, then one signed byte for each bucket of features.
const WEIGHTS: &[u8] = include_bytes!("../../../../data/understand/judge.bin");

/// The weights of one head.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    scale: f32,
    values: Vec<i8>,
}

static JUDGE: LazyLock<Vec<Weights>> = LazyLock::new(|| read(WEIGHTS));

fn read(bytes: &[u8]) -> Vec<Weights> {
    let size = BUCKETS + size_of::<f32>();
    bytes
        .chunks_exact(size)
        .map(|chunk| {
            let (scale, values) = chunk.split_at(size_of::<f32>());
            let scale = f32::from_le_bytes(scale.try_into().unwrap_or_default());
            Weights { scale, values: values.iter().map(|value| value.cast_signed()).collect() }
        })
        .collect()
}

impl Weights {
    /// Returns the probability that the head says yes.
    fn probability(&self, features: &[u32]) -> f32 {
        let sum: i32 = features
            .iter()
            .map(|&feature| i32::from(self.values.get(feature as usize).copied().unwrap_or(0)))
            .sum();
        #[allow(clippy::cast_precision_loss)] // A few hundred bytes: far below 2^24.
        let logit = sum as f32 * self.scale / features::norm(features.len());
        1.0 / (1.0 + (-logit).exp())
    }
}

fn probability(head: Head, features: &[u32]) -> f32 {
    #[cfg(test)]
    if let Some(tried) = TRIED.with_borrow(|tried| {
        tried.as_ref().and_then(|judge| Some(judge.get(head as usize)?.probability(features)))
    }) {
        return tried;
    }
    JUDGE.get(head as usize).map_or(0.0, |weights| weights.probability(features))
}

/// What the judge says of one unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Verdict {
    /// The probability that it asks somebody of the reader's office to do something.
    pub(super) ask: f32,
    /// The probability that it puts an open question to the reader.
    pub(super) question: f32,
    /// The probability that the writer undertakes to do something.
    pub(super) promise: f32,
    /// For each of its days, the probability that it is a limit for the reader's office.
    pub(super) days: Vec<f32>,
}

impl Verdict {
    /// Judges a unit of the document.
    pub(super) fn of(work: &Work<'_>, at: usize) -> Self {
        let Some(sample) = Sample::of(work, at) else { return Self::default() };
        let whole = sample.sentence();
        // "Tom rings your supplier" promises as well, but fewer sentences without "we" do.
        let trust = if first_person(sample.plain) { 1.0 } else { OTHERS_PROMISE };
        Self {
            ask: probability(Head::Ask, &whole),
            question: probability(Head::Question, &whole),
            promise: if work.mail { trust * probability(Head::Promise, &whole) } else { 0.0 },
            days: (0..sample.days.len()).map(|day| probability(Head::Due, &sample.day(day))).collect(),
        }
    }

    /// Returns the surest thing that it says.
    pub(super) fn strongest(&self) -> f32 {
        self.days.iter().copied().fold(self.ask.max(self.question), f32::max)
    }
}

/// The probability that a unit asks somebody of the reader's office to do something.
pub(super) fn ask(work: &Work<'_>, at: usize) -> f32 {
    work.verdicts.get(at).map_or(0.0, |verdict| verdict.ask)
}

/// The probability that a unit puts an open question to the reader.
pub(super) fn question(work: &Work<'_>, at: usize) -> f32 {
    work.verdicts.get(at).map_or(0.0, |verdict| verdict.question)
}

/// The probability that a day of a unit is a limit for the reader's office.
pub(super) fn due(work: &Work<'_>, at: usize, moment: usize) -> f32 {
    work.verdicts.get(at).and_then(|verdict| verdict.days.get(moment)).copied().unwrap_or(0.0)
}

/// The probability that the writer undertakes in a unit to do something.
pub(super) fn promise(work: &Work<'_>, at: usize) -> f32 {
    work.verdicts.get(at).map_or(0.0, |verdict| verdict.promise)
}

/// The probability that a length of time in a unit counts from now and ends with a limit for the reader.
pub(super) fn term(work: &Work<'_>, at: usize, period: Period) -> f32 {
    Sample::of(work, at)
        .and_then(|sample| sample.term((period.start, period.end)))
        .map_or(0.0, |features| probability(Head::Term, &features))
}

/// Says whether the writer speaks of himself or of his people.
pub(super) fn first_person(plain: &str) -> bool {
    const WORDS: [&str; 18] = [
        "i", "i'll", "i'm", "i've", "i'd", "we", "we'll", "we're", "me", "my", "us", "our", "ich", "wir",
        "mir", "mich", "uns", "meine",
    ];
    plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}
