//! What the judge sees around a sentence: how near it is to the beginning and end, and what stands beside it.

use crate::documents::understand::units::Unit;
use crate::documents::understand::work::Work;

/// How far from the beginning and the end a place still tells something.
const NEAR: usize = 4;

/// How many units are looked at to find them.
const WINDOW: usize = 16;

/// In a message of so few units, its greeting included, places tell nothing: it was written to say what it says.
const BRIEF: usize = 5;

/// How many units of a document say what it is about as a whole.
const WHOLE: usize = 80;

/// How often something must be said to count as said often.
const OFTEN: usize = 2;

/// What neighbours and the document say, each with the letter that stands for it in signs.
const SAYS: [(char, &str); 11] = [
    ('r', "request"),
    ('f', "firm_request"),
    ('i', "indirect_question"),
    ('c', "courtesy"),
    ('p', "promise"),
    ('h', "past"),
    ('a', "answered"),
    ('n', "no_action"),
    ('x', "rhetorical"),
    ('m', "imperative"),
    ('o', "obligation"),
];

/// The letters of [`SAYS`] that are counted over the whole document.
const COUNTED: &str = "rfipn";

/// What the units of a document say by their cues, read once.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::documents::understand) struct Surroundings {
    /// For each unit its letters of [`SAYS`], and a question mark for one that has it.
    units: Vec<String>,
    /// What the document says as a whole: `doc q2 r1 …`.
    whole: String,
}

impl Surroundings {
    /// Reads the units of a document.
    pub(in crate::documents::understand) fn of(units: &[Unit]) -> Self {
        let says = |unit: &Unit| -> String {
            let mut said: String =
                SAYS.iter().filter(|(_, cue)| unit.has(cue)).map(|(letter, _)| *letter).collect();
            if unit.plain.contains('?') {
                said.push('?');
            }
            said
        };
        let said: Vec<String> =
            units.iter().map(|unit| if unit.is_body() { says(unit) } else { String::new() }).collect();
        let body = || units.iter().zip(&said).filter(|(unit, _)| unit.is_body()).take(WHOLE);
        let count = |letter: char| body().filter(|(_, said)| said.contains(letter)).count();
        let mut whole = format!("doc q{}", count('?').min(OFTEN + 1));
        for letter in COUNTED.chars() {
            whole.push_str(&format!(" {letter}{}", count(letter).min(OFTEN)));
        }
        let thanks = body().filter(|(unit, _)| thanks(&unit.plain)).count();
        let mass = body().any(|(unit, _)| unit.has("mass_greeting"));
        whole.push_str(&format!(
            " t{} g{} l{}",
            thanks.min(OFTEN),
            u8::from(mass),
            (body().count() / 6).min(6)
        ));
        Self { units: said, whole }
    }

    /// Returns what a unit says.
    fn at(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.units.get(at)).map_or("", String::as_str)
    }
}

/// How many words at the beginning and end of a neighbour are looked at.
const FIRST_WORDS: usize = 3;
const LAST_WORDS: usize = 2;

/// Returns the words of a neighbour at its beginning and end, in lower case, a number as a nought.
fn edges(unit: Option<&Unit>) -> Option<(Vec<String>, Vec<String>)> {
    let unit = unit.filter(|unit| unit.is_body())?;
    let words: Vec<&str> = unit
        .plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .collect();
    let plain = |word: &&str| match word.bytes().any(|b| b.is_ascii_digit()) {
        true => "0".to_owned(),
        false => word.to_lowercase(),
    };
    let first = words.iter().take(FIRST_WORDS).map(plain).collect();
    Some((first, words.iter().rev().take(LAST_WORDS).map(plain).collect()))
}

/// Says whether a sentence thanks.
fn thanks(plain: &str) -> bool {
    plain.split(|c: char| !c.is_alphabetic()).any(|word| {
        let word = word.to_lowercase();
        word.starts_with("thank") || word.starts_with("dank")
    })
}

/// Returns what stands around a unit as signs: its place, and what its neighbours and the document say.
pub(super) fn setting(work: &Work<'_>, at: usize) -> Vec<String> {
    let mut signs = place(work, at);
    let before = work.around.at(at.checked_sub(1));
    let after = work.around.at(Some(at + 1));
    for (side, said) in [('<', before), ('>', after)] {
        if !said.is_empty() {
            signs.push(format!("{side}{said}"));
        }
    }
    if let Some((first, last)) = edges(at.checked_sub(1).and_then(|at| work.units.get(at))) {
        signs.push(format!("«{}|{}", first.join(" "), last.join(" ")));
    }
    if let Some((first, _)) = edges(work.units.get(at + 1)) {
        signs.push(format!("»{}", first.join(" ")));
    }
    signs.push(work.around.whole.clone());
    signs
}

/// Returns the place of a unit and the form of its neighbours, as signs. A question at the end of a letter is
/// meant otherwise than one at its beginning or one that the next sentence answers.
fn place(work: &Work<'_>, at: usize) -> Vec<String> {
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
