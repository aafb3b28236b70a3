//! From the JSON Schemas of the OpenAPI document to types of GraphQL.
//!
//! Objects, lists, enums and nullable values are what they are; a choice that is tagged by `type` is a union, whose
//! members are named by the choice and the tag. What has no fixed shape, such as a map, is the scalar `JSON`.

use std::collections::BTreeMap;

use async_graphql::dynamic::TypeRef;
use secretariat::{Error, Result};
use serde_json::{Map, Value};

/// Anything, as it is in JSON.
pub(super) const ANY: &str = "JSON";
/// A whole number of up to 53 bits: `Int` of GraphQL has 32.
pub(super) const WHOLE: &str = "Whole";
/// A number in decimal notation, as a text.
pub(super) const DECIMAL: &str = "Decimal";

/// What stands at a place: its type, and whether it may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) form: Form,
    pub(super) may_be_null: bool,
}

/// A type, with the name that it has in GraphQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// A scalar or an enum.
    Leaf(String),
    Object(String),
    /// One of several objects, by their `type`.
    Union(String),
    List(Box<Typed>),
}

/// A type that has a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    Object(Vec<Property>),
    /// The names of the members.
    Union(Vec<String>),
    /// The values with their descriptions.
    Enum(Vec<(String, String)>),
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) typed: Typed,
}

/// The types that were met so far.
#[derive(Debug)]
pub(super) struct Types<'a> {
    schemas: &'a Map<String, Value>,
    /// By name, with their descriptions.
    pub(super) named: BTreeMap<String, (String, Named)>,
}

impl Typed {
    /// Returns how the schema refers to it.
    pub(super) fn reference(&self) -> TypeRef {
        let inner = match &self.form {
            Form::Leaf(name) | Form::Object(name) | Form::Union(name) => TypeRef::named(name),
            Form::List(items) => TypeRef::List(Box::new(items.reference())),
        };
        if self.may_be_null { inner } else { TypeRef::NonNull(Box::new(inner)) }
    }

    /// Returns the name of the innermost type, and how many lists stand around it.
    pub(super) fn innermost(&self) -> (&str, u32) {
        match &self.form {
            Form::Leaf(name) | Form::Object(name) | Form::Union(name) => (name, 0),
            Form::List(items) => {
                let (name, lists) = items.innermost();
                (name, lists + 1)
            }
        }
    }
}

/// Returns the name of the member of a union with a tag.
pub(super) fn member(union: &str, tag: &str) -> String {
    format!("{union}{}", pascal(tag))
}

/// Writes a name as types have it: `model_completed` is `ModelCompleted`.
pub(super) fn pascal(name: &str) -> String {
    let parts = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    parts.filter_map(|part| Some(part.get(..1)?.to_ascii_uppercase() + part.get(1..)?)).collect()
}

/// Says whether GraphQL takes it for a name.
fn is_name(name: &str) -> bool {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_plain
        && !name.starts_with("__")
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
}

impl<'a> Types<'a> {
    /// Knows the schemas of a document, and no type yet.
    pub(super) fn new(schemas: &'a Map<String, Value>) -> Self {
        Self { schemas, named: BTreeMap::new() }
    }

    /// Returns the type of a schema; what it names is added to the types. A type that has no name is named `inline`.
    ///
    /// # Errors
    /// `internal` when two types have one name.
    pub(super) fn of(&mut self, schema: &Value, inline: &str) -> Result<Typed> {
        if let Some([one, nothing]) = schema["anyOf"].as_array().map(Vec::as_slice)
            && nothing["type"] == "null"
        {
            return Ok(Typed { may_be_null: true, ..self.of(one, inline)? });
        }
        let may_be_null = kinds(schema).any(|kind| kind == "null");
        Ok(Typed { form: self.form(schema, inline)?, may_be_null })
    }

    fn form(&mut self, schema: &Value, inline: &str) -> Result<Form> {
        let leaf = |name: &str| Ok(Form::Leaf(name.to_owned()));
        if let Some(name) = reference(schema) {
            let Some(target) = self.schemas.get(name) else { return leaf(ANY) };
            let is_text = kinds(target).eq(["string"]) && target.get("enum").is_none();
            return match is_text && name.ends_with("Id") {
                true => leaf(TypeRef::ID),
                false => self.form(target, name),
            };
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            return self.choice(schema, choices, inline);
        }
        let kinds: Vec<&str> = kinds(schema).filter(|kind| *kind != "null").collect();
        match kinds.as_slice() {
            ["string", "number"] => leaf(DECIMAL),
            ["string"] => leaf(TypeRef::STRING),
            ["boolean"] => leaf(TypeRef::BOOLEAN),
            ["number"] => leaf(TypeRef::FLOAT),
            ["integer"] => leaf(match schema["format"].as_str() {
                Some("uint64" | "int64") => WHOLE,
                _ => TypeRef::INT,
            }),
            ["array"] if schema["items"].is_object() => {
                Ok(Form::List(Box::new(self.of(&schema["items"], inline)?)))
            }
            ["object"] => self.object(schema, inline),
            _ => leaf(ANY),
        }
    }

    /// Several texts are an enum, several objects with a `type` a union.
    fn choice(&mut self, schema: &Value, choices: &[Value], name: &str) -> Result<Form> {
        let values: Vec<(String, String)> = choices.iter().flat_map(texts).collect();
        if choices.iter().all(|choice| kinds(choice).eq(["string"])) {
            // Such as `documents.read`, which is no name.
            if values.is_empty() || !values.iter().all(|(value, _)| is_name(value)) {
                return Ok(Form::Leaf(TypeRef::STRING.to_owned()));
            }
            self.add(name, schema, Named::Enum(values))?;
            return Ok(Form::Leaf(name.to_owned()));
        }
        let tags: Option<Vec<&str>> =
            choices.iter().map(|choice| choice["properties"]["type"]["const"].as_str()).collect();
        let Some(tags) = tags else { return Ok(Form::Leaf(ANY.to_owned())) };
        let members: Vec<String> = tags.iter().map(|tag| member(name, tag)).collect();
        if self.add(name, schema, Named::Union(members.clone()))? {
            for (choice, member) in choices.iter().zip(&members) {
                let mut whole = choice.clone();
                // A choice that is another type with a tag has the fields of both.
                if let Some(target) = reference(choice).and_then(|name| self.schemas.get(name)) {
                    let more = target["properties"].as_object().into_iter().flatten();
                    for (field, schema) in more {
                        whole["properties"][field] = schema.clone();
                    }
                    let needed = target["required"].as_array().cloned().unwrap_or_default();
                    if let Some(required) = whole["required"].as_array_mut() {
                        required.extend(needed);
                    }
                }
                if self.object(&whole, member)? != Form::Object(member.clone()) {
                    return Err(Error::internal(format!(
                        "{member} of {name} has no fields that GraphQL can say"
                    )));
                }
            }
        }
        Ok(Form::Union(name.to_owned()))
    }

    fn object(&mut self, schema: &Value, name: &str) -> Result<Form> {
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        let is_open = schema.get("additionalProperties").is_some_and(|more| *more != Value::Bool(false));
        if properties.is_empty() || is_open || !properties.keys().all(|name| is_name(name)) {
            return Ok(Form::Leaf(ANY.to_owned()));
        }
        // It may hold itself: it is known before its fields are.
        if self.add(name, schema, Named::Object(Vec::new()))? {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let mut fields = Vec::new();
            for (field, schema) in properties {
                let mut typed = self.of(schema, &format!("{name}{}", pascal(field)))?;
                typed.may_be_null |= !required.iter().any(|name| name == field);
                fields.push(Property { name: field.clone(), about: about(schema), typed });
            }
            self.named.insert(name.to_owned(), (about(schema), Named::Object(fields)));
        }
        Ok(Form::Object(name.to_owned()))
    }

    /// Adds a type, and says whether it is new.
    fn add(&mut self, name: &str, schema: &Value, named: Named) -> Result<bool> {
        let about = about(schema);
        match (self.named.get(name), &named) {
            (None, _) => {
                self.named.insert(name.to_owned(), (about, named));
                Ok(true)
            }
            // Its fields may just be found out, so the description must do.
            (Some((known, Named::Object(_))), Named::Object(_)) if *known == about => Ok(false),
            (Some((_, known)), _) if *known == named => Ok(false),
            _ => Err(Error::internal(format!("{name} is two things, one with the description {about:?}"))),
        }
    }
}

/// Returns the name that a schema refers to.
fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str().and_then(|path| path.rsplit('/').next())
}

/// Returns the types that a schema allows.
fn kinds(schema: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match &schema["type"] {
        Value::String(kind) => (Some(kind.as_str()), None),
        Value::Array(kinds) => (None, Some(kinds)),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().filter_map(Value::as_str))
}

/// Returns the texts that a choice allows, with what they mean.
fn texts(choice: &Value) -> Vec<(String, String)> {
    let many = choice["enum"].as_array().into_iter().flatten();
    let values = many.chain(choice.get("const")).filter_map(Value::as_str);
    values.map(|value| (value.to_owned(), about(choice))).collect()
}

/// Returns what a schema says of itself.
pub(super) fn about(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn typed(schemas: Value, schema: Value) -> (String, BTreeMap<String, (String, Named)>) {
        let schemas = schemas.as_object().unwrap().clone();
        let mut types = Types::new(&schemas);
        let typed = types.of(&schema, "Inline").unwrap();
        (typed.reference().to_string(), types.named)
    }

    #[test]
    fn values_lists_and_what_may_be_absent_have_their_types() {
        for (schema, wanted) in [
            (json!({ "type": "string" }), "String!"),
            (json!({ "type": ["string", "null"], "format": "date" }), "String"),
            (json!({ "type": ["string", "number", "null"] }), "Decimal"),
            (json!({ "type": "integer", "format": "uint32" }), "Int!"),
            (json!({ "type": "integer", "format": "uint64" }), "Whole!"),
            (json!({ "type": "array", "items": { "type": "boolean" } }), "[Boolean!]!"),
            (
                json!({ "type": "array", "items": { "type": "array", "items": { "type": "number" } } }),
                "[[Float!]!]!",
            ),
            (json!({ "type": "object", "additionalProperties": { "type": "string" } }), "JSON!"),
            (json!({ "type": "object", "properties": { "a": {} }, "additionalProperties": true }), "JSON!"),
            (json!({ "type": "object", "properties": { "a-b": { "type": "string" } } }), "JSON!"),
            (json!({ "anyOf": [{ "$ref": "#/components/schemas/AId" }, { "type": "null" }] }), "ID"),
            (json!({}), "JSON!"),
        ] {
            let ids = json!({ "AId": { "type": "string" } });
            assert_eq!(typed(ids, schema.clone()).0, wanted, "{schema}");
        }
    }

    #[test]
    fn texts_are_an_enum_when_all_of_them_are_names() {
        let choice = |values: [&str; 2]| {
            let choices: Vec<Value> =
                values.iter().map(|value| json!({ "type": "string", "const": value })).collect();
            json!({ "oneOf": choices })
        };
        let (name, types) = typed(json!({ "E": choice(["a", "b_c"]) }), json!({ "$ref": "#/x/E" }));
        assert_eq!((name.as_str(), types.len()), ("E!", 1));
        let (name, types) = typed(json!({ "E": choice(["a", "b.c"]) }), json!({ "$ref": "#/x/E" }));
        assert_eq!((name.as_str(), types.len()), ("String!", 0));
    }

    #[test]
    fn a_choice_with_tags_is_a_union_and_what_holds_itself_ends() {
        let schemas = json!({
            "Node": { "oneOf": [
                { "type": "object", "properties": { "type": { "type": "string", "const": "leaf" } }, "required": ["type"] },
                { "type": "object", "properties": { "type": { "type": "string", "const": "two_parts" } },
                  "required": ["type"], "$ref": "#/components/schemas/Parts" },
            ] },
            "Parts": { "type": "object", "required": ["left"], "properties": {
                "left": { "$ref": "#/components/schemas/Node" }, "right": { "$ref": "#/components/schemas/Node" } } },
        });
        let (name, types) = typed(schemas, json!({ "$ref": "#/components/schemas/Node" }));
        assert_eq!(name, "Node!");
        assert_eq!(types["Node"].1, Named::Union(vec!["NodeLeaf".to_owned(), "NodeTwoParts".to_owned()]));
        let Named::Object(fields) = &types["NodeTwoParts"].1 else { panic!("{types:?}") };
        let fields: Vec<String> =
            fields.iter().map(|field| format!("{}: {}", field.name, field.typed.reference())).collect();
        assert_eq!(fields, ["type: String!", "left: Node!", "right: Node"]);
    }

    #[test]
    fn two_things_with_one_name_are_an_error() {
        let schemas = Map::new();
        let mut types = Types::new(&schemas);
        let object = |about: &str| json!({ "type": "object", "description": about, "properties": { "a": { "type": "string" } } });
        types.of(&object("One."), "Same").unwrap();
        types.of(&object("One."), "Same").unwrap();
        let error = types.of(&object("Another."), "Same").unwrap_err();
        assert!(error.to_string().contains("Same is two things"), "{error}");
    }
}
