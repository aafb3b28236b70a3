//! What a provider says, fit to be shown: short, on one line, and without keys.

use crate::settings::ApiKey;

/// The longest text that is shown, in characters.
const SHOWN: usize = 300;
/// How keys of providers begin.
const BEGINNINGS: [&str; 8] = ["sk-", "sk_", "pk-", "key-", "Bearer ", "AIza", "gsk_", "hf_"];
/// What stands for a key.
const HIDDEN: &str = "[key]";

/// Returns the text on one line, cut to 300 characters, with the key and what looks like one left out.
pub(super) fn redacted(text: &str, key: Option<&ApiKey>) -> String {
    let mut text = match key.map(ApiKey::reveal).filter(|key| !key.is_empty()) {
        Some(key) => text.replace(key, HIDDEN),
        None => text.to_owned(),
    };
    for beginning in BEGINNINGS {
        text = without(&text, beginning);
    }
    text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Leaves out each word that begins like a key. Providers show part of a key, with stars in the middle.
fn without(text: &str, beginning: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(beginning) {
        let (before, found) = rest.split_at(at);
        kept.push_str(before);
        let inside_word = before.chars().next_back().is_some_and(char::is_alphanumeric);
        let after = &found[beginning.len()..];
        let length = after
            .find(|c: char| {
                !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '*' | '.' | '~' | '+' | '/' | '=')
            })
            .unwrap_or(after.len());
        match inside_word || length < 6 {
            true => {
                kept.push_str(beginning);
                rest = after;
            }
            false => {
                kept.push_str(HIDDEN);
                rest = &after[length..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_out() {
        let key = ApiKey::from("my own secret");
        for (said, shown) in [
            ("no key here", "no key here"),
            ("wrong: my own secret!", "wrong: [key]!"),
            (
                "Incorrect API key provided: sk-proj-ab**********9xYz. See",
                "Incorrect API key provided: [key] See",
            ),
            ("Authorization: Bearer abcdef.ghi-123", "Authorization: [key]"),
            ("a task-oriented model, sk-1", "a task-oriented model, sk-1"),
            ("line\nline", "line line"),
        ] {
            assert_eq!(redacted(said, Some(&key)), shown);
        }
        assert_eq!(redacted(&"ä".repeat(1_000), None).chars().count(), SHOWN);
    }
}
