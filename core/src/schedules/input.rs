//! What a run is told of the occasion that started it.

use serde_json::Value;

use crate::error::{Error, Result};

/// What a schedule fires for.
#[derive(Debug, Clone, Default)]
pub(super) struct Occasion {
    /// The same for the same occasion.
    pub(super) key: String,
    pub(super) document: Option<String>,
    pub(super) due: Option<String>,
    pub(super) now: String,
}

/// Puts the occasion into the texts of an input.
pub(super) fn filled(input: &Value, occasion: &Occasion) -> Value {
    match input {
        Value::String(text) => Value::String(replaced(text, occasion)),
        Value::Array(items) => items.iter().map(|item| filled(item, occasion)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), filled(value, occasion))).collect()
        }
        plain => plain.clone(),
    }
}

fn replaced(text: &str, occasion: &Occasion) -> String {
    let mut text = text.replace("{now}", &occasion.now);
    for (mark, value) in [("{document}", &occasion.document), ("{due}", &occasion.due)] {
        if let Some(value) = value {
            text = text.replace(mark, value);
        }
    }
    text
}

/// Checks that an input asks for nothing that no occasion of its kind has.
///
/// # Errors
/// `invalid_input` naming the mark.
pub(super) fn check(input: &Value, sample: &Occasion) -> Result<()> {
    let text = filled(input, sample).to_string();
    match ["{document}", "{due}"].into_iter().find(|mark| text.contains(mark)) {
        None => Ok(()),
        Some(mark) => Err(Error::invalid_input(format!(
            "the input has `{mark}`, which this kind of schedule does not know: take it out"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn marks_are_replaced_at_every_depth_and_nothing_else_is() {
        let occasion =
            Occasion { document: Some("doc_1".to_owned()), now: "N".to_owned(), ..Occasion::default() };
        let input =
            json!({"documents": ["{document}"], "say": "Look at {document} ({now}).", "n": 3, "{now}": null});
        let out = json!({"documents": ["doc_1"], "say": "Look at doc_1 (N).", "n": 3, "{now}": null});
        assert_eq!(filled(&input, &occasion), out);
    }

    #[test]
    fn a_mark_that_stays_is_refused() {
        let none = Occasion::default();
        assert!(check(&json!({"a": ["{due}"]}), &none).is_err());
        assert!(check(&json!({"a": "at {now}"}), &none).is_ok());
    }
}
