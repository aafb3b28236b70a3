//! A JSON Schema as a form: objects, lists and leaves with their names.

use serde_json::{Map, Value};

use super::names::words;
use crate::error::{Error, Result};

/// How deep a form may nest; references to itself end there.
const DEPTH: usize = 12;
/// The most leaves of a form.
const LEAVES: usize = 500;

/// A form, or a part of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Object(Vec<(String, Form)>),
    List(Box<Form>, Vec<String>),
    Leaf(Leaf),
}

/// A value that the form asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    /// The words of its own name and title, in small letters.
    pub(super) own: Vec<String>,
    /// Those of the objects around it, the nearest first.
    pub(super) above: Vec<String>,
    pub(super) sort: Sort,
}

/// The sort of value that a leaf takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Date,
    Number,
    Whole,
    YesNo,
}

impl Form {
    /// Reads a schema.
    ///
    /// # Errors
    /// `invalid_input` for one that asks for nothing, `limit_exceeded` for too many leaves.
    pub(super) fn read(schema: &Value) -> Result<Self> {
        let mut reader = Reader { root: schema, leaves: 0 };
        let form = reader.form(schema, "", &[], 0);
        if reader.leaves > LEAVES {
            return Err(Error::limit_exceeded(format!(
                "the JSON Schema asks for more than {LEAVES} values: ask for less at once"
            )));
        }
        // A value without a name could be anything.
        let named = form.filter(|form| form.leaf().is_none_or(|leaf| !leaf.own.is_empty()));
        named.ok_or_else(|| {
            Error::invalid_input("the JSON Schema asks for nothing: name in `properties` what to find")
        })
    }

    /// Says whether it is a leaf.
    pub(super) fn leaf(&self) -> Option<&Leaf> {
        match self {
            Self::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }
}

struct Reader<'a> {
    root: &'a Value,
    leaves: usize,
}

impl<'a> Reader<'a> {
    /// Reads a part; none for what asks for nothing, such as an object without properties.
    fn form(&mut self, schema: &'a Value, name: &str, above: &[String], depth: usize) -> Option<Form> {
        if depth > DEPTH || self.leaves > LEAVES {
            return None;
        }
        let fields = self.resolved(schema)?;
        let title = fields.get("title").and_then(Value::as_str).unwrap_or_default();
        let mut own = words(name);
        own.extend(words(title).into_iter().filter(|word| !words(name).contains(word)));
        if let Some(properties) = fields.get("properties").and_then(Value::as_object) {
            let around: Vec<String> = own.iter().chain(above).cloned().collect();
            let parts = properties
                .iter()
                .filter_map(|(name, part)| Some((name.clone(), self.form(part, name, &around, depth + 1)?)));
            let parts: Vec<_> = parts.collect();
            return (!parts.is_empty()).then_some(Form::Object(parts));
        }
        let kind = sort_of(fields);
        match kind {
            Some("array") => {
                let around: Vec<String> = own.iter().chain(above).cloned().collect();
                let entry = self.form(fields.get("items")?, "", &around, depth + 1)?;
                Some(Form::List(Box::new(entry), own))
            }
            Some("object") => None,
            kind => {
                self.leaves += 1;
                let sort = leaf_sort(kind, fields);
                Some(Form::Leaf(Leaf { own, above: above.to_vec(), sort }))
            }
        }
    }

    /// Follows references, and takes the first alternative that asks for something.
    fn resolved(&self, schema: &'a Value) -> Option<&'a Map<String, Value>> {
        let mut schema = schema;
        for _ in 0..DEPTH {
            let fields = schema.as_object()?;
            if let Some(pointer) = fields.get("$ref").and_then(Value::as_str) {
                schema = self.root.pointer(pointer.strip_prefix('#')?)?;
                continue;
            }
            let choices = ["anyOf", "oneOf", "allOf"].iter().find_map(|name| fields.get(*name)?.as_array());
            match choices.filter(|_| !fields.contains_key("properties") && !fields.contains_key("type")) {
                Some(choices) => schema = choices.iter().find(|choice| !is_null(choice))?,
                None => return Some(fields),
            }
        }
        None
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

/// The type of a part; of several the first that is not null.
fn sort_of(fields: &Map<String, Value>) -> Option<&str> {
    match fields.get("type")? {
        Value::String(one) => Some(one),
        Value::Array(several) => several.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        _ => None,
    }
}

fn leaf_sort(kind: Option<&str>, fields: &Map<String, Value>) -> Sort {
    match (kind, fields.get("format").and_then(Value::as_str)) {
        (Some("number"), _) => Sort::Number,
        (Some("integer"), _) => Sort::Whole,
        (Some("boolean"), _) => Sort::YesNo,
        (_, Some("date" | "date-time")) => Sort::Date,
        _ => Sort::Text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_schema_is_read_through_references_and_alternatives() {
        let schema = json!({
            "type": "object",
            "properties": {
                "invoiceNumber": {"type": "string"},
                "supplier": {"$ref": "#/$defs/party"},
                "due": {"anyOf": [{"type": "null"}, {"type": "string", "format": "date"}]},
                "lines": {"type": "array", "items": {"type": "object", "properties": {"qty": {"type": "integer"}}}},
                "anything": {"type": "object"},
            },
            "$defs": {"party": {"type": "object", "properties": {"name": {"type": ["string", "null"]}}}},
        });
        let Form::Object(parts) = Form::read(&schema).unwrap() else { panic!() };
        let part = |wanted: &str| &parts.iter().find(|(name, _)| name == wanted).unwrap().1;
        assert_eq!(parts.len(), 4);
        assert_eq!(part("due").leaf().unwrap().sort, Sort::Date);
        assert_eq!(part("invoiceNumber").leaf().unwrap().own, ["invoice", "number"]);
        let Form::Object(party) = part("supplier") else { panic!() };
        assert_eq!(party[0].1.leaf().unwrap().above, ["supplier"]);
    }

    #[test]
    fn what_asks_for_nothing_is_refused_and_what_refers_to_itself_ends() {
        for schema in [json!(true), json!({}), json!({"type": "object"}), json!({"type": "array"})] {
            assert_eq!(Form::read(&schema).unwrap_err().kind(), ErrorKind::InvalidInput, "{schema}");
        }
        let tree = json!({"type": "object", "properties": {
            "name": {"type": "string"}, "left": {"$ref": "#"}, "right": {"$ref": "#"}}});
        assert_eq!(Form::read(&tree).unwrap_err().kind(), ErrorKind::LimitExceeded);
    }
}
