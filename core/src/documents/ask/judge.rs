//! How well a unit answers a question.

use std::collections::HashSet;

use crate::documents::ask::question::{Question, Wanted, holds};
use crate::documents::ask::terms::{Term, both};
use crate::documents::ask::units::Unit;
use crate::search::stems;

/// The least share of the question that a unit with all around it must cover, and the unit alone, when the
/// question asks for a kind of value: the value itself is part of the answer.
const LEAST_WITH_KIND: (f32, f32) = (0.62, 0.20);
/// The same for questions that any sentence could answer.
const LEAST_OPEN: (f32, f32) = (0.70, 0.55);
/// How much words count that stand beside the unit, above it, or are only known of its document.
const BESIDE: f32 = 0.6;
const ABOVE: f32 = 0.75;
const OF_DOCUMENT: f32 = 0.65;

/// The words of a unit by how near they stand.
struct Held {
    own: HashSet<String>,
    label: HashSet<String>,
    beside: HashSet<String>,
    above: HashSet<String>,
    document: HashSet<String>,
}

impl Held {
    fn read(unit: &Unit) -> Self {
        let language = unit.language.as_deref();
        let set = |text: &str| stems(text, language).into_iter().collect::<HashSet<String>>();
        Self {
            own: set(&unit.evidence.quote),
            label: both(&unit.label),
            beside: set(&unit.beside),
            above: set(&unit.above),
            document: both(&unit.of_document),
        }
    }

    fn own(&self, term: &Term) -> f32 {
        term.strength(&self.own).max(0.9 * term.strength(&self.label))
    }

    fn anywhere(&self, term: &Term) -> f32 {
        self.own(term)
            .max(BESIDE * term.strength(&self.beside))
            .max(ABOVE * term.strength(&self.above))
            .max(OF_DOCUMENT * term.strength(&self.document))
    }
}

/// Judges all units together, as a word that few of them hold weighs more; `None` for what is no answer.
pub(super) fn judge(question: &Question, units: &[Unit]) -> Vec<Option<f32>> {
    let held: Vec<Held> = units.iter().map(Held::read).collect();
    let count = units.len() as f32;
    let weights: Vec<f32> = question
        .terms
        .iter()
        .map(|term| {
            let frequency = held.iter().filter(|held| held.own(term) > 0.0).count() as f32;
            // Between 0.3 for a word that all have and 1 for one that none has: a missing word counts most.
            let rarity = (1.0 + count / (1.0 + frequency)).ln() / (1.0 + count).ln().max(f32::EPSILON);
            0.3 + 0.7 * rarity.min(1.0)
        })
        .collect();
    units.iter().zip(&held).map(|(unit, held)| score(question, &weights, unit, held)).collect()
}

fn score(question: &Question, weights: &[f32], unit: &Unit, held: &Held) -> Option<f32> {
    let (mut own, mut covered, mut labelled, mut total) = (0.0, 0.0, false, f32::EPSILON);
    for (term, weight) in question.terms.iter().zip(weights) {
        let anywhere = held.anywhere(term);
        if term.required && anywhere == 0.0 {
            return None;
        }
        own += weight * held.own(term);
        covered += weight * anywhere;
        labelled |= term.strength(&held.label) >= 0.8;
        total += weight;
    }
    let (own, covered) = (own / total, covered / total);
    let fact = unit.kinds.contains(&question.wanted);
    let kind = match fact {
        true => 1.0,
        false => holds(question.wanted, &unit.evidence.quote, unit.row, unit.language.as_deref()),
    };
    let open = question.wanted == Wanted::Anything;
    let (least, least_own) = if open { LEAST_OPEN } else { LEAST_WITH_KIND };
    if unit.asks
        || kind == 0.0
        || covered < least
        || own < least_own
        || (unit.heading && (open || kind < 1.0))
    {
        return None;
    }
    // Long sentences hold many words by chance.
    let length = unit.evidence.quote.split_whitespace().count() as f32;
    let brevity = 1.0 / (1.0 + (length / 60.0).powi(2));
    let known = if fact && labelled && unit.deadline {
        0.25
    } else if fact && labelled {
        0.15
    } else {
        0.0
    };
    Some(0.55 * covered + 0.45 * own + 0.1 * brevity + 0.25 * kind + known)
}
