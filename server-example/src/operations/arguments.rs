//! From a request to the arguments of a call.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use secretariat::{Error, ErrorKind};
use secretariat_bridge::Message;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::calls::{self, Form};
use super::{Body, Operation};
use crate::problem::Problem;

/// The parts of a request that arguments come from.
pub(super) struct Given<'a> {
    pub(super) path: &'a HashMap<String, String>,
    pub(super) query: &'a str,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a Bytes,
}

/// Puts the arguments of a call together.
///
/// # Errors
/// 400 for what cannot be read, 415 for another media type.
pub(super) fn read(operation: &Operation, given: &Given<'_>) -> Result<Message, Problem> {
    let (mut arguments, mut buffers) = body(operation, given)?;
    // The id of the path belongs to the stored thing that the function is of.
    let call = operation.of.unwrap_or(operation.call);
    for (name, argument) in operation.in_path() {
        let text = given.path.get(name).map(String::as_str).unwrap_or_default();
        if let Some(pointer) = operation.same {
            let inside = Value::Object(arguments.clone());
            let inside = match operation.body {
                Body::Whole(whole) => inside.pointer(&format!("/{whole}{pointer}")),
                _ => inside.pointer(pointer),
            };
            if inside.and_then(Value::as_str) != Some(text) {
                let detail = format!("`{}` in the body is not that of the path", &pointer[1..]);
                return Err(Error::invalid_input(detail).into());
            }
        } else if arguments.contains_key(argument) && operation.body == Body::Fields {
            return Err(Error::invalid_input(format!("`{argument}` stands in the path already")).into());
        } else {
            arguments.insert(argument.to_owned(), value(calls::form(call, argument), name, text)?);
        }
    }
    for (name, text) in query(operation, given.query)? {
        let Some((_, argument)) = operation.in_query().find(|(known, _)| *known == name) else {
            return Err(Error::invalid_input(format!("there is no parameter `{name}`")).into());
        };
        let value = value(calls::form(call, argument), &name, &text)?;
        match argument.split_once('/') {
            Some((argument, field)) => {
                let inner = arguments.entry(argument).or_insert_with(|| json!({}));
                inner[field] = value;
            }
            None => drop(arguments.insert(argument.to_owned(), value)),
        }
    }
    if operation.in_query().any(|(_, argument)| argument.starts_with("query/")) {
        arguments.entry("query").or_insert_with(|| json!({}));
    }
    if let Body::Bytes(argument) = operation.body {
        arguments.insert(argument.to_owned(), json!(buffers.len()));
        buffers.push(given.body.to_vec());
    }
    Ok(Message { json: Value::Object(arguments).to_string(), buffers })
}

type Arguments = (Map<String, Value>, Vec<Vec<u8>>);

fn body(operation: &Operation, given: &Given<'_>) -> Result<Arguments, Problem> {
    let is_empty = given.body.is_empty();
    let mut arguments = Map::new();
    match operation.body {
        Body::Bytes(_) => {}
        Body::None if is_empty => {}
        Body::None => return Err(Error::invalid_input("this request takes no body").into()),
        Body::Optional(_) if is_empty => {}
        Body::Whole(argument) | Body::Optional(argument) => {
            let value: Value = parse(given.headers, given.body)?;
            // Serde would take a list for a record, by position, which nobody means.
            if !value.is_object() {
                return Err(Error::invalid_input("the body must be a JSON object").into());
            }
            arguments.insert(argument.to_owned(), value);
        }
        // A body whose fields are all optional may be left out.
        Body::Fields if is_empty => {}
        Body::Fields => match parse(given.headers, given.body)? {
            Value::Object(fields) => arguments = fields,
            _ => return Err(Error::invalid_input("the body must be a JSON object").into()),
        },
    }
    Ok((arguments, Vec::new()))
}

/// Reads a JSON body, no deeper than 128 levels.
pub(super) fn parse<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = media.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        let detail = "send the body as `application/json`";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorKind::Unsupported, detail));
    }
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let detail = match error.classify() {
            // What serde says of data names fields and types; it quotes no text of a wrong value but numbers.
            serde_json::error::Category::Data => format!("the body: {error}"),
            _ => format!("the body is no JSON at line {line}, column {column}"),
        };
        Error::invalid_input(detail).into()
    })
}

fn query(operation: &Operation, text: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut seen: Vec<(String, String)> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
        if seen.iter().any(|(known, _)| *known == name) {
            return Err(Error::invalid_input(format!("the parameter `{name}` stands twice")).into());
        }
        seen.push((name.into_owned(), value.into_owned()));
        if seen.len() > 16 {
            let detail = format!("{} takes no such many parameters", operation.path);
            return Err(Error::invalid_input(detail).into());
        }
    }
    Ok(seen)
}

fn value(form: Form, name: &str, text: &str) -> Result<Value, Problem> {
    let wrong = |what: &str| Problem::from(Error::invalid_input(format!("`{name}` must be {what}")));
    Ok(match form {
        Form::Text => json!(text),
        Form::Integer => json!(text.parse::<u64>().map_err(|_| wrong("a whole number"))?),
        Form::Boolean => json!(text.parse::<bool>().map_err(|_| wrong("`true` or `false`"))?),
        Form::Texts => text.split(',').filter(|item| !item.is_empty()).map(|item| json!(item)).collect(),
    })
}
