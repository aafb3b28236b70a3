//! Reads the surface: JSON Schema as schemars writes it, to the model.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::{
    Belongs, Call, Callback, CallbackMethod, Declaration, ErrorClass, Field, Shape, Style, Surface, Type,
    Variant, View, Word,
};
use crate::names::prose;

type Defs = Map<String, Value>;

/// Reads everything.
pub(crate) fn surface(described: &Value) -> Result<Surface, String> {
    let defs = described["types"].as_object().ok_or("the surface has no types")?;
    let calls =
        rows(&described["calls"])?.iter().map(|row| call(row, defs)).collect::<Result<Vec<_>, _>>()?;
    let views = rows(&described["views"])?.iter().map(|row| {
        let (arguments, doc) = (fields(&row["arguments"], defs)?, doc(&row["arguments"]));
        Ok(View { name: text(row, "name")?, doc, arguments })
    });
    let views = views.collect::<Result<Vec<_>, String>>()?;
    let open = fields(&described["open"], defs)?;
    let mut callbacks: Vec<Callback> = Vec::new();
    for row in rows(&described["callbacks"])? {
        let name = text(row, "name")?;
        let method = CallbackMethod {
            name: text(row, "method")?,
            doc: doc(&row["arguments"]),
            arguments: fields(&row["arguments"], defs)?,
            result: kind(&row["result"])?,
        };
        match callbacks.iter_mut().find(|callback| callback.name == name) {
            Some(callback) => callback.methods.push(method),
            None => callbacks.push(Callback { name, doc: doc(row), methods: vec![method] }),
        }
    }
    // What an application makes: the arguments of calls, and what its components return.
    let mut inputs = BTreeSet::new();
    for field in calls.iter().flat_map(|call| &call.arguments).chain(&open) {
        reach(&field.kind, defs, &mut inputs)?;
    }
    for method in callbacks.iter().flat_map(|callback| &callback.methods) {
        reach(&method.result, defs, &mut inputs)?;
    }
    let types = defs.iter().map(|(name, schema)| declaration(name, schema, defs, inputs.contains(name)));
    let kinds = &defs.get("ErrorKind").ok_or("the surface has no ErrorKind")?["oneOf"];
    let errors = rows(&described["errors"])?.iter().map(|row| {
        let code = text(row, "code")?;
        let word = rows(kinds)?.iter().find(|word| word["const"] == code.as_str());
        Ok(ErrorClass {
            doc: word.map(doc).unwrap_or_default(),
            code,
            retryable: row["retryable"] == true,
            http_status: row["http_status"].as_u64().unwrap_or(500),
            class: text(row, "python_class")?,
        })
    });
    Ok(Surface {
        version: text(described, "version")?,
        open,
        callbacks,
        errors: errors.collect::<Result<_, String>>()?,
        types: types.collect::<Result<_, String>>()?,
        calls,
        views,
    })
}

fn call(row: &Value, defs: &Defs) -> Result<Call, String> {
    let path = text(row, "name")?;
    let (belongs, name) = match path.split_once('.') {
        None => (Belongs::Free, path.clone()),
        Some((owner, name)) if owner.starts_with(char::is_uppercase) => {
            (Belongs::Type(owner.to_owned()), name.to_owned())
        }
        Some((owner, name)) => (Belongs::Handle(owner.to_owned()), name.to_owned()),
    };
    let style = match row["style"].as_str() {
        Some("method") => Style::Method,
        Some("job") => Style::Job,
        Some("function") => Style::Function,
        Some("slow_function") => Style::SlowFunction,
        other => return Err(format!("{path}: unknown style {other:?}")),
    };
    let mut arguments = fields(&row["arguments"], defs).map_err(|error| format!("{path}: {error}"))?;
    arguments.retain(|field| field.name != "this");
    Ok(Call {
        belongs,
        name,
        style,
        doc: doc(&row["arguments"]),
        arguments,
        result: kind(&row["result"])?,
        event: row.get("event").map(kind).transpose()?,
        path,
    })
}

fn declaration(name: &str, schema: &Value, defs: &Defs, input: bool) -> Result<Declaration, String> {
    let shape = if let Some(options) = schema["oneOf"].as_array() {
        if options.iter().all(|option| option["const"].is_string() || option["enum"].is_array()) {
            Shape::Choice(words(options))
        } else {
            let variants = options.iter().map(|option| variant(option, defs));
            Shape::Union(variants.collect::<Result<_, String>>().map_err(|error| format!("{name}: {error}"))?)
        }
    } else if let Some(values) = schema["enum"].as_array() {
        let plain =
            |value: &Value| Word { value: value.as_str().unwrap_or_default().into(), doc: String::new() };
        Shape::Choice(values.iter().map(plain).collect())
    } else if schema["type"] == "object" {
        Shape::Record(fields(schema, defs).map_err(|error| format!("{name}: {error}"))?)
    } else if schema["type"] == "string" {
        Shape::Id
    } else {
        return Err(format!("{name}: a schema that codegen does not know: {schema}"));
    };
    Ok(Declaration { name: name.to_owned(), doc: doc(schema), shape, input })
}

fn words(options: &[Value]) -> Vec<Word> {
    let mut words = Vec::new();
    for option in options {
        // Variants without documentation of their own share one row.
        match option["enum"].as_array() {
            Some(values) => words.extend(
                values
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|value| Word { value: value.to_owned(), doc: String::new() }),
            ),
            None => words.push(Word {
                value: option["const"].as_str().unwrap_or_default().to_owned(),
                doc: doc(option),
            }),
        }
    }
    words
}

fn variant(option: &Value, defs: &Defs) -> Result<Variant, String> {
    let tag = option["properties"]["type"]["const"].as_str().ok_or("a variant without `type`")?;
    let mut all = fields(option, defs)?;
    all.retain(|field| field.name != "type");
    // A variant that holds a record has the record's fields.
    if let Some(inner) = reference(option) {
        all.extend(fields(defs.get(&inner).ok_or("a dangling reference")?, defs)?);
    }
    Ok(Variant { tag: tag.to_owned(), doc: doc(option), fields: all })
}

fn fields(schema: &Value, _: &Defs) -> Result<Vec<Field>, String> {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let Some(properties) = schema["properties"].as_object() else { return Ok(Vec::new()) };
    properties
        .iter()
        .map(|(name, property)| {
            let kind = kind(property).map_err(|error| format!("{name}: {error}"))?;
            let default = match property.get("default") {
                Some(default) => Some(default.clone()),
                None if required.contains(&name.as_str()) => None,
                None => Some(empty(&kind)),
            };
            Ok(Field { name: name.clone(), doc: doc(property), kind, default })
        })
        .collect()
}

/// What serde puts in the place of a field that may be left out without a stated default.
fn empty(kind: &Type) -> Value {
    match kind {
        Type::List(_) => Value::Array(Vec::new()),
        Type::Map(_) => Value::Object(Map::new()),
        Type::Int => 0.into(),
        Type::Bool => false.into(),
        Type::String => "".into(),
        _ => Value::Null,
    }
}

fn kind(schema: &Value) -> Result<Type, String> {
    if let Some(name) = reference(schema) {
        return Ok(Type::Named(name));
    }
    if let Some(options) = schema["anyOf"].as_array() {
        return match options.as_slice() {
            [one, null] if null["type"] == "null" => Ok(Type::Optional(Box::new(kind(one)?))),
            _ => Err(format!("a choice that codegen does not know: {schema}")),
        };
    }
    // Any value: the schema says nothing of it but what it means and what stands for it.
    let says = |key: &String| !matches!(key.as_str(), "description" | "default");
    if *schema == Value::Bool(true) || schema.as_object().is_some_and(|members| !members.keys().any(says)) {
        return Ok(Type::Json);
    }
    let names: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return Err(format!("a schema without type: {schema}")),
    };
    let nullable = names.contains(&"null") && names.len() > 1;
    let format = schema["format"].as_str().unwrap_or_default();
    let decimal = names.contains(&"string") && names.contains(&"number");
    let plain = match (names.first().copied().unwrap_or_default(), format) {
        _ if decimal => Type::Decimal,
        ("null", _) => Type::Unit,
        ("string", "date") => Type::Date,
        ("string", "partial-time") => Type::Time,
        ("string", "partial-date-time") => Type::DateTime,
        ("string", "date-time") => Type::Timestamp,
        ("string", _) => Type::String,
        ("boolean", _) => Type::Bool,
        ("integer", "buffer") => Type::Buffer,
        ("integer", _) => Type::Int,
        ("number", _) => Type::Float,
        ("array", _) => Type::List(Box::new(kind(&schema["items"])?)),
        ("object", _) if schema["additionalProperties"] == true => Type::Map(Box::new(Type::Json)),
        ("object", _) if schema["additionalProperties"].is_object() => {
            Type::Map(Box::new(kind(&schema["additionalProperties"])?))
        }
        (other, _) => return Err(format!("type {other} that codegen does not know: {schema}")),
    };
    Ok(if nullable { Type::Optional(Box::new(plain)) } else { plain })
}

/// Collects the named types that a type is made of.
fn reach(kind: &Type, defs: &Defs, found: &mut BTreeSet<String>) -> Result<(), String> {
    match kind {
        Type::Optional(inner) | Type::List(inner) | Type::Map(inner) => reach(inner, defs, found),
        Type::Named(name) if found.insert(name.clone()) => {
            let schema = defs.get(name).ok_or_else(|| format!("{name} is not defined"))?;
            match declaration(name, schema, defs, true)?.shape {
                Shape::Id | Shape::Choice(_) => Ok(()),
                Shape::Record(fields) => fields.iter().try_for_each(|field| reach(&field.kind, defs, found)),
                Shape::Union(variants) => variants
                    .iter()
                    .flat_map(|variant| &variant.fields)
                    .try_for_each(|field| reach(&field.kind, defs, found)),
            }
        }
        _ => Ok(()),
    }
}

fn reference(schema: &Value) -> Option<String> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/").map(str::to_owned)
}

fn rows(value: &Value) -> Result<&Vec<Value>, String> {
    value.as_array().ok_or_else(|| "the surface lacks a list".to_owned())
}

fn text(value: &Value, key: &str) -> Result<String, String> {
    value[key].as_str().map(str::to_owned).ok_or_else(|| format!("a row of the surface has no {key}"))
}

fn doc(schema: &Value) -> String {
    prose(schema["description"].as_str().unwrap_or_default())
}
