//! Given names, to tell a person from a thing where a paper does not list its people.
//!
//! `core/data/understand/names.txt`: given names of two dozen countries, from the lists of Faker (MIT licence), without
//! those that are common words of English or German.

use std::collections::HashSet;
use std::sync::LazyLock;

static GIVEN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../../data/understand/names.txt").lines().collect());

/// Says whether a word is written like a name and is a given name.
pub(super) fn is_given(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && GIVEN.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_no_names() {
        for name in ["Priya", "Friederike", "Tomasz", "Jess"] {
            assert!(is_given(name), "{name}");
        }
        for word in ["Will", "May", "Till", "Forum", "priya", "The"] {
            assert!(!is_given(word), "{word}");
        }
    }
}
