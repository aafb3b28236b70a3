//! Whether a schema is one of those that OpenAI holds answers to exactly.

use serde_json::Value;

/// Says whether each object in the schema is closed and requires all that it has, as OpenAI's `strict` demands.
pub(in crate::models) fn is_strict(schema: &Value) -> bool {
    let own = match schema.get("properties").and_then(Value::as_object) {
        Some(properties) => {
            let required = schema.get("required").and_then(Value::as_array);
            let requires = |name: &String| {
                required.is_some_and(|required| required.iter().any(|known| known.as_str() == Some(name)))
            };
            schema.get("additionalProperties") == Some(&Value::Bool(false)) && properties.keys().all(requires)
        }
        None => schema.get("type").and_then(Value::as_str) != Some("object"),
    };
    own && match schema {
        Value::Array(items) => items.iter().all(is_strict),
        Value::Object(fields) => fields.values().all(is_strict),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_closed_objects_that_require_everything_are_strict() {
        let line = json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"],
            "additionalProperties": false});
        assert!(is_strict(&line));
        assert!(is_strict(&json!({"type": "array", "items": line})));
        assert!(!is_strict(&json!({"type": "object"})));
        assert!(!is_strict(&json!({"type": "object", "properties": {"a": line}, "required": ["a"]})));
        assert!(!is_strict(&json!({"type": "object", "properties": {"a": line}, "required": [],
            "additionalProperties": false})));
        assert!(!is_strict(&json!({"anyOf": [line, {"type": "object"}]})));
    }
}
