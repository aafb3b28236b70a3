//! V14: a learned judge of whole sentences, for what no value shows: another verb, another role, an added claim.
//!
//! A logistic regression over transparent features: words that no source holds, by their sort and meaning; new
//! names, numbers and negations; opposites of what the source says. Its weights were learned by `train` from
//! sentences whose words were exchanged by the lists of `core/data/check`, which say of each exchange whether it
//! changes the meaning. It speaks English only, and its score is an estimate: figures stand in `docs/quality.md`.

use std::sync::LazyLock;

use super::report::{CheckedStatement, Plausibility};
use super::rule::{At, Check};
use super::source::{Nearest, Sources};
use crate::documents::facts::Finding;
use crate::evidence::Span;
use crate::search::Lexis;

#[cfg(test)]
mod claims;
mod counts;
mod features;
mod lists;
mod sort;
#[cfg(test)]
pub(super) mod train;
mod words;

use features::{FEATURES, features, is_clear};
use words::{Known, words};

/// Below this a person should compare the sentence with its source.
pub(super) const DOUBTFUL: f32 = 0.5;
/// Below this it very likely says something else: so are 2 of 100 right paraphrases of foreign text, too many for more
/// than a warning.
pub(super) const CONTRADICTED: f32 = 0.03;

/// The weights in the order of the features, then the constant; each an `f32`.
const WEIGHTS: &[u8] = include_bytes!("../../../../data/check/judge.bin");

static JUDGE: LazyLock<Weights> = LazyLock::new(|| Weights::read(WEIGHTS));

/// Weights of the features, the constant last.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights(pub(super) Vec<f32>);

impl Weights {
    fn read(bytes: &[u8]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        Self(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// Returns the probability that a sentence with these features says what its sources say.
    pub(super) fn probability(&self, features: &[f32]) -> f32 {
        let constant = self.0.get(FEATURES).copied().unwrap_or(0.0);
        let sum: f32 = self.0.iter().zip(features).map(|(weight, feature)| weight * feature).sum();
        1.0 / (1.0 + (-(sum + constant)).exp())
    }
}

/// Judges sentences against sources.
pub(crate) struct Judge {
    lexis: Lexis,
    known: Known,
}

impl Judge {
    /// Reads the words of all sources.
    pub(crate) fn read(sources: &Sources<'_>) -> Self {
        let lexis = Lexis::english();
        let mut known = Known::default();
        for sentence in &sources.sentences {
            known.add(sentence.text, &lexis);
        }
        Self { lexis, known }
    }

    /// Judges a sentence that the sources say something about.
    pub(crate) fn statement(
        &self,
        span: Span,
        written: &str,
        nearest: Nearest<'_, '_>,
    ) -> Option<CheckedStatement> {
        let best = nearest.sentence?;
        let features = self.features(written)?;
        // The judge knows paraphrases: a copy is no question for it.
        let score = if is_clear(&features) { 1.0 } else { JUDGE.probability(&features) };
        let plausibility = match score {
            score if score < CONTRADICTED => Plausibility::Contradicted,
            score if score < DOUBTFUL => Plausibility::Doubtful,
            _ => Plausibility::Plausible,
        };
        Some(CheckedStatement {
            span,
            score,
            plausibility,
            source: best.source.name.clone(),
            source_span: best.span,
        })
    }

    pub(super) fn features(&self, written: &str) -> Option<Vec<f32>> {
        features(&words(written, &self.lexis), &self.known, &self.lexis)
    }
}

/// Says what is wrong with a statement. What is only doubtful stands in the report: too much of it is right.
pub(crate) fn finding(statement: &CheckedStatement) -> Option<Finding> {
    let message = format!("this sentence very likely says something else than {}", statement.source);
    let wrong = statement.plausibility == Plausibility::Contradicted;
    wrong.then(|| Check::StatementUnsupported.warn(message).at(statement.span))
}
