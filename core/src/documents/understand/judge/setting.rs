//! What the judge sees around a sentence: how near it is to the beginning and end, and what stands beside it.

use crate::documents::understand::units::Unit;
use crate::documents::understand::work::Work;

/// How far from the beginning and the end a place still tells something.
const NEAR: usize = 4;

/// How many units are looked at to find them.
const WINDOW: usize = 16;

/// In a message of so few units, its greeting included, places tell nothing: it was written to say what it says.
const BRIEF: usize = 5;

/// Returns the place of a unit and the form of its neighbours, as signs. A question at the end of a letter is
/// meant otherwise than one at its beginning or one that the next sentence answers.
pub(super) fn setting(work: &Work<'_>, at: usize) -> Vec<String> {
    let (Some(unit), Some((before, rest))) = (work.units.get(at), work.units.split_at_checked(at)) else {
        return Vec::new();
    };
    let body = work.units.iter().take(4 * WINDOW).filter(|other| other.is_body());
    if body.take(BRIEF + 1).count() <= BRIEF {
        return vec!["brief".to_owned()];
    }
    let after = rest.get(1..).unwrap_or_default();
    let mut signs = Vec::new();
    let back = before.iter().rev().take(WINDOW).filter(|other| other.is_body()).count();
    let ahead = after.iter().take(WINDOW).filter(|other| other.is_body()).count();
    if back < NEAR && before.len() <= WINDOW {
        signs.push(format!("start{back}"));
    }
    if ahead < NEAR {
        signs.push(format!("end{ahead}"));
    }
    let beside = |other: Option<&Unit>, side: &str| match other {
        Some(other) if other.block == unit.block && other.is_body() => {
            format!("{side}{}", if other.plain.contains('?') { "?" } else { "." })
        }
        _ => format!("{side}-"),
    };
    signs.push(beside(before.last(), "before"));
    signs.push(beside(after.first(), "after"));
    if let Some(next) = after.first().filter(|next| next.block == unit.block) {
        let first = next.plain.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        signs.extend(first.map(|word| format!("next {}", word.to_lowercase())));
    }
    signs
}
