//! Checks JSON against a JSON Schema: arguments of tools, and answers in a form.
//!
//! A schema may come from a foreign server, and what is checked from a model: both are bounded, nothing is fetched,
//! and no fault repeats a value that it complains of.

use std::collections::HashSet;
use std::sync::Arc;

use jsonschema::{PatternOptions, Validator};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};

/// How deep schemas and checked values may nest.
const DEPTH: usize = 96;
/// The most values in a schema, counted at every depth.
const SCHEMA_VALUES: usize = 50_000;
/// The longest chain of references that lead straight to each other.
const CHAIN: usize = 32;
/// The most faults that are told.
const FAULTS: usize = 20;
/// The longest path and message of a fault, in bytes.
const FAULT_BYTES: usize = 300;
/// The most steps of a pattern that looks around, which are not bounded by the length of the text.
const PATTERN_STEPS: usize = 100_000;
/// The largest compiled pattern, in bytes.
const PATTERN_BYTES: usize = 1 << 20;

/// A schema that is ready to check values. Clones are cheap.
#[derive(Debug, Clone)]
pub struct SchemaCheck {
    validator: Arc<Validator>,
}

/// One way in which a value does not fit its schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SchemaFault {
    /// Where, as a JSON pointer (RFC 6901) such as `/lines/0/amount`; empty for the whole value.
    pub path: String,
    /// What is wrong, without the value itself.
    pub message: String,
}

impl SchemaCheck {
    /// Reads a JSON Schema (2020-12, or the draft that its `$schema` names).
    ///
    /// # Errors
    /// `invalid_input` for what is no schema, for a reference out of it, for a pattern that cannot be read, and for a
    /// schema of references to itself only; `limit_exceeded` for one that is too deep or too large.
    pub fn new(schema: &Value) -> Result<Self> {
        if !is_shallow(schema, DEPTH) || count(schema) > SCHEMA_VALUES {
            return Err(Error::limit_exceeded(format!(
                "the JSON Schema is deeper than {DEPTH} levels or has more than {SCHEMA_VALUES} values: make it smaller"
            )));
        }
        if let Some(how) = misleading(schema) {
            return Err(Error::invalid_input(format!("the JSON Schema {how}")));
        }
        let patterns = PatternOptions::fancy_regex()
            .backtrack_limit(PATTERN_STEPS)
            .size_limit(PATTERN_BYTES)
            .dfa_size_limit(PATTERN_BYTES);
        let validator =
            jsonschema::options().offline().with_pattern_options(patterns).build(schema).map_err(
                |fault| {
                    let at = shortened(fault.schema_path().to_string());
                    let what = shortened(fault.masked().to_string());
                    Error::invalid_input(format!("the JSON Schema cannot be used: at `{at}`: {what}"))
                },
            )?;
        Ok(Self { validator: Arc::new(validator) })
    }

    /// Says whether a value fits.
    pub fn fits(&self, value: &Value) -> bool {
        is_shallow(value, DEPTH) && self.validator.is_valid(value)
    }

    /// Lists the faults of a value, the first 20; none when it fits.
    pub fn check(&self, value: &Value) -> Vec<SchemaFault> {
        if !is_shallow(value, DEPTH) {
            let message = format!("the value is nested deeper than {DEPTH} levels");
            return vec![SchemaFault { path: String::new(), message }];
        }
        let faults = self.validator.iter_errors(value).take(FAULTS);
        let told = faults.map(|fault| SchemaFault {
            path: shortened(fault.instance_path().to_string()),
            message: shortened(fault.masked().to_string()),
        });
        told.collect()
    }
}

/// The fault as one line, such as `/amount: value is not of type "number"`.
impl std::fmt::Display for SchemaFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.is_empty() {
            true => f.write_str(&self.message),
            false => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Says whether a value nests at most `left` levels.
pub(super) fn is_shallow(value: &Value, left: usize) -> bool {
    match value {
        Value::Array(items) => left > 0 && items.iter().all(|item| is_shallow(item, left - 1)),
        Value::Object(fields) => left > 0 && fields.values().all(|field| is_shallow(field, left - 1)),
        _ => true,
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Says how a schema refers to what it should not, if it does: out of itself, or back to itself without going into the
/// value, so that checking would never end.
fn misleading(root: &Value) -> Option<&'static str> {
    let mut paths = Paths { root, above: Vec::new(), cleared: HashSet::new() };
    paths.anywhere(root, true)
}

/// Follows the references of a schema.
struct Paths<'a> {
    root: &'a Value,
    above: Vec<&'a str>,
    cleared: HashSet<&'a str>,
}

impl<'a> Paths<'a> {
    fn anywhere(&mut self, schema: &'a Value, top: bool) -> Option<&'static str> {
        match schema {
            Value::Array(items) => items.iter().find_map(|item| self.anywhere(item, false)),
            Value::Object(fields) => {
                let dynamic = ["$dynamicRef", "$recursiveRef"];
                if dynamic.iter().any(|name| fields.get(*name).is_some_and(Value::is_string)) {
                    return Some("has dynamic references: use `$ref`");
                }
                if !top && fields.get("$id").is_some_and(Value::is_string) {
                    return Some("has an `$id` inside: leave it out");
                }
                let inside = fields.values().find_map(|field| self.anywhere(field, false));
                inside.or_else(|| self.leads_back(schema))
            }
            _ => None,
        }
    }

    fn leads_back(&mut self, schema: &'a Value) -> Option<&'static str> {
        let fields = schema.as_object()?;
        if let Some(to) = fields.get("$ref").and_then(Value::as_str) {
            let pointer = to.strip_prefix('#').filter(|pointer| !pointer.contains('%'));
            let Some(target) = pointer.and_then(|pointer| self.root.pointer(pointer)) else {
                return Some(
                    "refers to what it does not hold: put it under `$defs` and refer to `#/$defs/…`",
                );
            };
            let pointer = pointer.unwrap_or_default();
            if self.above.contains(&pointer) || self.above.len() == CHAIN {
                return Some("refers to itself without an end");
            }
            if !self.cleared.contains(pointer) {
                self.above.push(pointer);
                let back = self.leads_back(target);
                self.above.pop();
                if back.is_some() {
                    return back;
                }
                self.cleared.insert(pointer);
            }
        }
        let several = ["allOf", "anyOf", "oneOf"].iter().filter_map(|name| fields.get(*name)?.as_array());
        let single = ["not", "if", "then", "else"].iter().filter_map(|name| fields.get(*name));
        several.flatten().chain(single).find_map(|part| self.leads_back(part))
    }
}

fn shortened(mut text: String) -> String {
    if text.len() > FAULT_BYTES {
        text.truncate(text.floor_char_boundary(FAULT_BYTES));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;

    fn invoice() -> SchemaCheck {
        SchemaCheck::new(&json!({
            "type": "object",
            "properties": {
                "number": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]+$"},
                "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
            },
            "required": ["number"],
            "additionalProperties": false,
            "$defs": {"line": {"type": "object", "properties": {"amount": {"type": "number"}}}},
        }))
        .unwrap()
    }

    #[test]
    fn a_value_that_fits_has_no_fault() {
        let value = json!({"number": "AB-7", "lines": [{"amount": 3.5}]});
        assert_eq!(invoice().check(&value), []);
        assert!(invoice().fits(&value));
    }

    #[test]
    fn each_fault_names_its_place_and_not_the_value() {
        let faults = invoice().check(&json!({"number": "secret", "lines": [{"amount": "secret"}]}));
        let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["/number", "/lines/0/amount"]);
        assert!(!format!("{faults:?}").contains("secret"), "{faults:?}");
        assert_eq!(faults[1].to_string(), "/lines/0/amount: value is not of type \"number\"");
        assert!(invoice().check(&json!({}))[0].message.contains("number"));
        assert!(!invoice().fits(&json!([])));
    }

    #[test]
    fn a_reference_out_of_the_schema_is_refused() {
        for to in ["https://example.com/schema.json", "file:///etc/passwd", "other.json", "#/$defs/none"] {
            let error = SchemaCheck::new(&json!({"$ref": to})).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{to}: {error}");
        }
    }

    #[test]
    fn what_is_no_schema_is_refused() {
        for schema in [json!({"type": 7}), json!({"pattern": "("}), json!("text"), json!({"required": "a"})] {
            assert_eq!(SchemaCheck::new(&schema).unwrap_err().kind(), ErrorKind::InvalidInput, "{schema}");
        }
    }

    #[test]
    fn a_schema_without_end_is_refused_and_a_recursive_one_works() {
        for schema in [
            json!({"$ref": "#"}),
            json!({"allOf": [{"$ref": "#"}]}),
            json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}}}),
        ] {
            assert_eq!(SchemaCheck::new(&schema).unwrap_err().kind(), ErrorKind::InvalidInput, "{schema}");
        }
        let tree =
            SchemaCheck::new(&json!({"type": "object", "properties": {"left": {"$ref": "#"}}})).unwrap();
        assert!(tree.fits(&json!({"left": {"left": {}}})));
        assert_eq!(tree.check(&json!({"left": {"left": 1}}))[0].path, "/left/left");
    }

    #[test]
    fn references_that_fan_out_are_followed_once() {
        let mut definitions = serde_json::Map::new();
        for level in 0..30 {
            let next = json!({"$ref": format!("#/$defs/{}", level + 1)});
            definitions.insert(level.to_string(), json!({"anyOf": [next, next]}));
        }
        definitions.insert("30".to_owned(), json!({"type": "string"}));
        assert_eq!(misleading(&json!({"$ref": "#/$defs/0", "$defs": definitions})), None);
    }

    #[test]
    fn depth_size_and_the_number_of_faults_are_bounded() {
        let mut deep = json!({});
        for _ in 0..200 {
            deep = json!({"properties": {"a": deep}});
        }
        assert_eq!(SchemaCheck::new(&deep).unwrap_err().kind(), ErrorKind::LimitExceeded);
        let any = SchemaCheck::new(&json!(true)).unwrap();
        assert!(!any.fits(&deep));
        assert_eq!(any.check(&deep).len(), 1);
        let wide = Value::Array(vec![json!(1); SCHEMA_VALUES + 1]);
        assert_eq!(SchemaCheck::new(&json!({"enum": wide})).unwrap_err().kind(), ErrorKind::LimitExceeded);
        let texts = SchemaCheck::new(&json!({"items": {"type": "string"}})).unwrap();
        assert_eq!(texts.check(&Value::Array(vec![json!(1); 1_000])).len(), FAULTS);
    }

    #[test]
    fn a_pattern_that_never_ends_is_a_fault() {
        let check = SchemaCheck::new(&json!({"pattern": "^(?=(a+)+$)(a|aa)+$(?!b)"})).unwrap();
        let text = format!("{}!", "a".repeat(60));
        assert_eq!(check.check(&json!(text)).len(), 1);
    }
}
