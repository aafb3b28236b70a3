//! Makes a reply of what was read: calls get ids of their own.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::unfinished::Unfinished;
use super::wire::Spoken;
use crate::models::message::{ModelMessage, RequestedCall};
use crate::models::reply::{Finish, ModelReply};
use crate::models::request::ModelRequest;

/// The longest name of a model that is kept.
const MODEL: usize = 200;

/// Ends the answer. A call without an id, or with one that was there before, gets a new one.
pub(super) fn settle(answer: Unfinished, spoken: Spoken, request: &ModelRequest, asked: &str) -> ModelReply {
    let mut taken: HashSet<String> = HashSet::new();
    for message in &request.messages {
        if let ModelMessage::Assistant { calls, .. } = message {
            taken.extend(calls.iter().map(|call| call.id.clone()));
        }
    }
    let turn = request.messages.len();
    let mut calls = Vec::with_capacity(answer.calls.len());
    for (place, call) in answer.calls.into_iter().enumerate() {
        let mut id = call.id;
        if id.is_empty() || taken.contains(&id) {
            id = format!("call_{turn}_{place}");
        }
        while !taken.insert(id.clone()) {
            id.push('x');
        }
        // A tool without parameters is called with nothing.
        let blank = call.arguments.trim().is_empty();
        let arguments = if blank { "{}".to_owned() } else { call.arguments };
        calls.push(RequestedCall { id, tool: call.tool, arguments });
    }
    let (text, refused) = match answer.formed {
        Some(formed) => (formed, false),
        None if answer.refusal.is_empty() => (answer.text, false),
        None => (answer.refusal, true),
    };
    let finish = match spoken.finish {
        _ if refused => Finish::Refused,
        Some(finish @ (Finish::Length | Finish::Refused)) => finish,
        // Servers say one or the other when tools are called.
        _ if !calls.is_empty() => Finish::ToolCalls,
        _ => Finish::Stop,
    };
    let mut model = spoken.model.filter(|model| !model.is_empty()).unwrap_or_else(|| asked.to_owned());
    model.truncate(model.floor_char_boundary(MODEL));
    ModelReply { text, calls, finish, usage: spoken.usage, model }
}

/// Reads arguments as a model wrote them for servers that take nothing but an object.
pub(in crate::models) fn arguments_object(arguments: &str) -> Value {
    match serde_json::from_str::<Value>(arguments) {
        Ok(object @ Value::Object(_)) => object,
        _ if arguments.trim().is_empty() => json!({}),
        _ => json!({"unreadable": arguments}),
    }
}
