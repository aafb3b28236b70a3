//! JSON text that JSONB can hold.
//!
//! JSONB refuses the escape of U+0000 (<https://www.postgresql.org/docs/current/datatype-json.html>), which
//! occurs in mails and in text out of PDF files. It is stored as a private-use character and `0`; that
//! character itself as two.

use serde_json::Value;

use super::fault::Fault;
use crate::error::Error;

/// The last private-use character of Unicode, which no document has a reason to hold.
const MARK: char = '\u{10fffd}';

/// Writes a value for a JSONB column.
pub(super) fn write(value: &Value, name: &str) -> Result<String, Fault> {
    let text = serde_json::to_string(value).map_err(|error| {
        Fault::Refused(Error::invalid_input("the body is no JSON").about(name).with_source(error))
    })?;
    if !text.contains("\\u0000") && !text.contains(MARK) {
        return Ok(text);
    }
    let mut stored = String::with_capacity(text.len() + 16);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['\\', MARK]) {
        stored.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("\\u0000") {
            stored.extend([MARK, '0']);
            rest = after;
        } else if let Some(after) = rest.strip_prefix(MARK) {
            stored.extend([MARK, MARK]);
            rest = after;
        } else {
            // A backslash and what it escapes stay together: `\\u0000` is a backslash before plain letters.
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
            stored.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    stored.push_str(rest);
    Ok(stored)
}

/// Reads a value of a JSONB column.
pub(super) fn read(text: &str, what: impl FnOnce() -> String) -> Result<Value, Fault> {
    let parsed =
        if text.contains(MARK) { serde_json::from_str(&plain(text)) } else { serde_json::from_str(text) };
    parsed.map_err(|error| Fault::Damaged { what: what(), source: Some(error) })
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 16);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, character == MARK) {
            (_, false) => plain.push(character),
            (_, true) if characters.next() == Some('0') => plain.push_str("\\u0000"),
            (_, true) => plain.push(MARK),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn stored(value: &Value) -> String {
        write(value, "a").unwrap()
    }

    #[test]
    fn a_nul_is_stored_without_its_escape() {
        let value = json!({"nul\0": "a\0b", "plain": "\\u0000 \\\\u0000"});
        let text = stored(&value);
        assert!(!text.replace("\\\\", "").contains("\\u0000"), "{text}");
        assert_eq!(read(&text, String::new).unwrap(), value);
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in "[\\\\\0u0a\u{10fffd}\"\n]{0,12}") {
            let value = json!([text]);
            let text = stored(&value);
            prop_assert_eq!(read(&text, String::new).unwrap(), value);
        }
    }
}
