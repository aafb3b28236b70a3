//! Canonical JSON: the one text of a value, so that equal values have equal bytes on every backend.
//!
//! As [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785): no spaces, members sorted by the UTF-16 units of
//! their names, the shortest escapes. Numbers are whole, from -2⁶³ to 2⁶⁴-1, in decimal digits; beyond 2⁵³
//! that is more than RFC 8785 keeps. Fractions are refused, as databases and languages write them differently.

use serde_json::Value;

use crate::error::{Error, Result};

/// Returns the canonical text of a value.
///
/// # Errors
/// `invalid_input` for a number with a fraction or exponent.
///
/// ```
/// let value = serde_json::json!({"b": [1, "é"], "a": null});
/// assert_eq!(secretariat::audit::canonical(&value)?, r#"{"a":null,"b":[1,"é"]}"#);
/// # Ok::<(), secretariat::Error>(())
/// ```
pub fn canonical(value: &Value) -> Result<String> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

/// Recursion is bounded: storage and parsers take no value nested deeper than 128 levels.
fn write(value: &Value, text: &mut String) -> Result<()> {
    match value {
        Value::Null | Value::Bool(_) => text.push_str(&value.to_string()),
        Value::Number(number) if number.is_i64() || number.is_u64() => text.push_str(&number.to_string()),
        Value::Number(_) => {
            return Err(Error::invalid_input(
                "a number with a fraction has no canonical form: give it as text",
            ));
        }
        // Serde's escapes are those of RFC 8785: the short ones, else \u00xx, and nothing above 0x1f.
        Value::String(_) => text.push_str(&value.to_string()),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text)?;
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            text.push('{');
            for (at, (name, field)) in sorted.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(field, text)?;
            }
            text.push('}');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_sorted_by_utf_16_as_in_the_example_of_the_rfc() {
        let value =
            json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7});
        let expected =
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}";
        assert_eq!(canonical(&value).unwrap(), expected);
    }

    #[test]
    fn text_is_escaped_as_in_the_example_of_the_rfc() {
        let value = json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/");
        assert_eq!(canonical(&value).unwrap(), "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    }

    #[test]
    fn whole_numbers_keep_their_digits_and_others_are_refused() {
        let value = json!([i64::MIN, u64::MAX, 0]);
        assert_eq!(canonical(&value).unwrap(), "[-9223372036854775808,18446744073709551615,0]");
        for text in ["1.5", "-0.0", "1e3", "-0", "18446744073709551616"] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(canonical(&value).unwrap_err().kind(), crate::ErrorKind::InvalidInput, "{text}");
        }
    }
}
