//! Puts a question as a chat completion.
//!
//! A conversation is written as it lies in memory: a copy of each turn before would cost more than the turn itself.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::models::http::{Asking, Manner, arguments_object, is_strict};
use crate::models::message::{ModelMessage, RequestedCall};
use crate::models::request::{ModelRequest, OfferedTool};

/// The question.
#[derive(Debug, Serialize)]
pub(super) struct Question<'a> {
    model: &'a str,
    messages: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Typed<'a, Function<'a>>>,
    /// What is understood without being said, but not by every server.
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<Form<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<StreamOptions>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "role", rename_all = "snake_case")]
enum Said<'a> {
    System {
        content: Cow<'a, str>,
    },
    User {
        content: &'a str,
    },
    Assistant {
        content: Option<&'a str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tool_calls: Vec<Typed<'a, Called<'a>>>,
    },
    Tool {
        tool_call_id: &'a str,
        content: &'a str,
    },
}

/// A function, or a call of one.
#[derive(Debug, Serialize)]
struct Typed<'a, T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    r#type: &'static str,
    function: T,
}

#[derive(Debug, Serialize)]
struct Called<'a> {
    name: &'a str,
    arguments: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct Function<'a> {
    name: &'a str,
    description: &'a str,
    parameters: &'a Value,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Form<'a> {
    JsonSchema { json_schema: Named<'a> },
    JsonObject { schema: &'a Value },
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    name: &'a str,
    schema: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
}

#[derive(Debug, Serialize)]
struct StreamOptions {
    include_usage: bool,
}

pub(super) fn question<'a>(
    model: &'a str,
    request: &'a ModelRequest,
    manner: Manner,
    new_names: bool,
) -> Question<'a> {
    let Manner { streamed, form, always_text } = manner;
    let output = request.output.as_ref();
    let response_format = output.and_then(|output| match form {
        Asking::Schema => {
            let strict = is_strict(&output.schema).then_some(true);
            Some(Form::JsonSchema {
                json_schema: Named { name: &output.name, schema: &output.schema, strict },
            })
        }
        Asking::Object => Some(Form::JsonObject { schema: &output.schema }),
        Asking::Words => None,
    });
    let words = output.filter(|_| form != Asking::Schema).map(|output| Said::System {
        content: format!(
            "Answer with JSON that fits this JSON Schema, and with nothing else:\n{}",
            output.schema
        )
        .into(),
    });
    let most = request.max_output_tokens;
    Question {
        model,
        messages: words
            .into_iter()
            .chain(request.messages.iter().map(|message| said(message, always_text)))
            .collect(),
        tools: request.tools.iter().map(function).collect(),
        tool_choice: (!request.tools.is_empty()).then_some("auto"),
        response_format,
        max_completion_tokens: most.filter(|_| new_names),
        max_tokens: most.filter(|_| !new_names),
        temperature: request.temperature,
        stream: streamed.then_some(true),
        stream_options: streamed.then_some(StreamOptions { include_usage: true }),
    }
}

fn said(message: &ModelMessage, always_text: bool) -> Said<'_> {
    match message {
        ModelMessage::System { text } => Said::System { content: text.into() },
        ModelMessage::User { text } => Said::User { content: text },
        ModelMessage::Assistant { text, calls } => {
            let content = (always_text || !text.is_empty() || calls.is_empty()).then_some(text.as_str());
            Said::Assistant { content, tool_calls: calls.iter().map(called).collect() }
        }
        ModelMessage::Tool { call_id, text, failed: _ } => {
            Said::Tool { tool_call_id: call_id, content: text }
        }
    }
}

fn called(call: &RequestedCall) -> Typed<'_, Called<'_>> {
    let written = call.arguments.as_str();
    // Servers put arguments into a template, for which they must be an object.
    let is_object =
        written.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(written).is_ok();
    let arguments = match is_object {
        true => Cow::Borrowed(written),
        false => Cow::Owned(arguments_object(written).to_string()),
    };
    Typed { id: Some(&call.id), r#type: "function", function: Called { name: &call.tool, arguments } }
}

fn function(tool: &OfferedTool) -> Typed<'_, Function<'_>> {
    let OfferedTool { name, description, parameters } = tool;
    Typed { id: None, r#type: "function", function: Function { name, description, parameters } }
}
