//! Words that turn, deny, strengthen or only tell, and words that say the opposite of each other.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::search::Lexis;

/// Groups of words that say the opposite of each other, `|` between the sides.
const OPPOSITES: &str = include_str!("../../../../data/check/antonyms.txt");

pub(super) const NEGATIONS: [&str; 36] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "hardly",
    "unable", "fail", "fails", "failed", "refuse", "refuses", "refused", "deny", "denies", "denied", "lack",
    "lacks", "lacking", "unlikely", "instead", "rather", "except", "less", "despite", "declined", "rejected",
    "avoid", "avoids", "prevent", "unless",
];
pub(super) const STRONG: [&str; 16] = [
    "all",
    "always",
    "every",
    "everyone",
    "entirely",
    "completely",
    "only",
    "must",
    "definitely",
    "certainly",
    "most",
    "any",
    "both",
    "everything",
    "solely",
    "exactly",
];
pub(super) const TURNS: [&str; 7] = ["but", "however", "although", "despite", "except", "instead", "though"];
/// Words by which one tells that something is told: they add nothing to what is.
pub(super) const TELLING: [&str; 44] = [
    "discuss",
    "discusses",
    "discussed",
    "talk",
    "talks",
    "say",
    "says",
    "said",
    "tell",
    "tells",
    "told",
    "ask",
    "asks",
    "asked",
    "mention",
    "mentions",
    "explain",
    "explains",
    "describe",
    "describes",
    "report",
    "reports",
    "state",
    "states",
    "present",
    "presents",
    "introduce",
    "introduces",
    "provide",
    "provides",
    "offer",
    "offers",
    "show",
    "shows",
    "suggest",
    "suggests",
    "include",
    "includes",
    "agree",
    "agrees",
    "inform",
    "informs",
    "propose",
    "proposes",
];
/// Prefixes that turn a word round.
pub(super) const PREFIXES: [&str; 8] = ["un", "dis", "in", "im", "ir", "il", "non", "mis"];
pub(super) const NUMBERS: [&str; 28] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion", "half", "third",
    "second", "double", "twice", "once", "dozen", "quarter",
];
/// For each stem, those of opposite meaning.
pub(super) static OPPOSITE_STEMS: LazyLock<HashMap<String, HashSet<String>>> = LazyLock::new(|| {
    let lexis = Lexis::english();
    let mut opposites: HashMap<String, HashSet<String>> = HashMap::new();
    for (left, right) in OPPOSITES.lines().filter_map(|line| line.split_once('|')) {
        for a in left.split_whitespace().map(|word| lexis.stem(word)) {
            for b in right.split_whitespace().map(|word| lexis.stem(word)) {
                opposites.entry(a.clone()).or_default().insert(b.clone());
                opposites.entry(b).or_default().insert(a.clone());
            }
        }
    }
    opposites
});
