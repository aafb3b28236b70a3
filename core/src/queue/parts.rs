//! Payloads as notifications of PostgreSQL, which hold less than 8,000 bytes and no NUL.
//!
//! A longer payload is cut into parts that one transaction sends. PostgreSQL hands over the notifications of a
//! transaction in their order and with no other in between, so a receiver only has to append. A part is its number, a
//! sign that tells whether more come, and the text; without the number PostgreSQL would drop equal parts.

/// The most bytes of text in a part.
const PART: usize = 7_900;

const MORE: char = '+';
const LAST: char = '.';

/// Cuts a payload.
pub(super) fn split(payload: &str) -> Vec<String> {
    let escaped = payload.replace('\\', "\\\\").replace('\0', "\\0");
    let mut rest = escaped.as_str();
    let mut parts = Vec::new();
    loop {
        let (part, after) = rest.split_at(rest.floor_char_boundary(PART));
        let sign = if after.is_empty() { LAST } else { MORE };
        parts.push(format!("{}{sign}{part}", parts.len()));
        rest = after;
        if rest.is_empty() {
            return parts;
        }
    }
}

/// Joins parts.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    text: String,
    parts: usize,
}

impl Joiner {
    /// Takes the next part; returns the payload after its last part. What is no part, or the rest of a payload whose
    /// beginning was lost, is dropped.
    pub(super) fn take(&mut self, part: &str) -> Option<String> {
        let digits = part.find(|c: char| !c.is_ascii_digit())?;
        let (number, rest) = part.split_at(digits);
        let number: usize = number.parse().ok()?;
        if number == 0 {
            *self = Self::default();
        }
        if number != self.parts {
            return None;
        }
        self.parts += 1;
        if let Some(text) = rest.strip_prefix(MORE) {
            self.text.push_str(text);
            return None;
        }
        self.text.push_str(rest.strip_prefix(LAST)?);
        Some(unescape(&std::mem::take(self).text))
    }
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.push(if characters.next() == Some('0') { '\0' } else { '\\' }),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(parts: &[String]) -> Option<String> {
        let mut joiner = Joiner::default();
        let mut found = None;
        for part in parts {
            found = joiner.take(part).or(found);
        }
        found
    }

    #[test]
    fn any_payload_is_joined_again() {
        let long = "ä\\\0".repeat(9_000);
        for payload in ["", "a", "\\0\0\\", "7+.", &"x".repeat(PART), &"x".repeat(PART + 1), &long] {
            let parts = split(payload);
            assert!(parts.iter().all(|part| part.len() < 8_000 && !part.contains('\0')));
            assert_eq!(join(&parts).as_deref(), Some(payload));
        }
    }

    #[test]
    fn a_payload_whose_beginning_is_lost_is_dropped() {
        let parts = split(&"x".repeat(3 * PART));
        assert_eq!(parts.len(), 3);
        assert_eq!(join(&parts[1..]), None);
        let mut joiner = Joiner::default();
        for part in [&parts[0], &parts[2]] {
            assert_eq!(joiner.take(part), None);
        }
        for foreign in ["", "word", "3", "0", "99999999999999999999999+", "0-x"] {
            assert_eq!(joiner.take(foreign), None, "{foreign}");
        }
        assert_eq!(joiner.take("0.whole").as_deref(), Some("whole"));
    }
}
