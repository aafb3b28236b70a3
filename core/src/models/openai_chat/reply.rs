//! Reads a chat completion that comes as a whole.

use serde::Deserialize;
use serde_json::Value;

use crate::error::Result;
use crate::models::http::{Spoken, Unfinished, strange, stream_error};
use crate::models::reply::{Finish, Usage};

/// An answer, or a chunk of one.
#[derive(Debug, Deserialize)]
pub(super) struct Completion {
    pub(super) model: Option<String>,
    pub(super) choices: Option<Vec<Choice>>,
    pub(super) usage: Option<Value>,
    pub(super) error: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    pub(super) index: Option<u64>,
    #[serde(alias = "delta")]
    pub(super) message: Option<Message>,
    pub(super) finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    content: Option<Content>,
    refusal: Option<String>,
    tool_calls: Option<Vec<Call>>,
}

/// A text, or, from some servers, a text in parts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(rename = "type")]
    kind: Option<String>,
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Call {
    index: Option<u64>,
    id: Option<String>,
    function: Option<Function>,
}

#[derive(Debug, Deserialize)]
struct Function {
    name: Option<String>,
    arguments: Option<Arguments>,
}

/// JSON as text, or, from some servers, as itself.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Arguments {
    Text(String),
    Json(Value),
}

impl Message {
    /// Puts the message, or the piece of one, into the answer. In a whole message, each call is one of its own.
    pub(super) fn add_to(self, answer: &mut Unfinished, whole: bool) -> Result<bool> {
        let mut more = false;
        match self.content {
            Some(Content::Text(text)) => {
                more |= !text.is_empty();
                answer.say(&text)?;
            }
            Some(Content::Parts(parts)) => {
                for part in parts.iter().filter(|part| part.kind.as_deref().is_none_or(|kind| kind == "text"))
                {
                    more = true;
                    answer.say(part.text.as_deref().unwrap_or_default())?;
                }
            }
            None => {}
        }
        if let Some(refusal) = self.refusal.filter(|refusal| !refusal.is_empty()) {
            more = true;
            answer.refuse(&refusal)?;
        }
        for (place, call) in self.tool_calls.into_iter().flatten().enumerate() {
            more = true;
            let index = if whole { Some(place as u64) } else { call.index };
            let (name, arguments) = call.function.map_or((None, None), |f| (f.name, f.arguments));
            let arguments = match arguments {
                Some(Arguments::Text(text)) => text,
                Some(Arguments::Json(Value::Null)) | None => String::new(),
                Some(Arguments::Json(value)) => value.to_string(),
            };
            answer.call(index, call.id.as_deref(), name.as_deref(), &arguments)?;
        }
        Ok(more)
    }
}

pub(super) fn read(body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
    let completion: Completion = serde_json::from_slice(body)
        .map_err(|error| strange("with no chat completion").with_source(unquoted(&error)))?;
    if let Some(error) = completion.error.filter(|error| !error.is_null()) {
        return Err(stream_error(&error, answer));
    }
    let choice = completion.choices.into_iter().flatten().next();
    let choice = choice.ok_or_else(|| strange("with no choice"))?;
    let message = choice.message.ok_or_else(|| strange("with no message"))?;
    message.add_to(answer, true)?;
    Ok(Spoken {
        finish: choice.finish_reason.as_deref().map(finish),
        usage: completion.usage.as_ref().and_then(usage),
        model: completion.model,
    })
}

/// Why JSON was not read, without the words of the answer that the reason quotes.
pub(super) fn unquoted(error: &serde_json::Error) -> std::io::Error {
    let (line, column) = (error.line(), error.column());
    std::io::Error::other(format!("{:?} error at line {line} column {column}", error.classify()))
}

pub(super) fn finish(reason: &str) -> Finish {
    match reason {
        "length" => Finish::Length,
        "tool_calls" | "function_call" => Finish::ToolCalls,
        "content_filter" => Finish::Refused,
        _ => Finish::Stop,
    }
}

pub(super) fn usage(usage: &Value) -> Option<Usage> {
    let count = |pointer: &str| usage.pointer(pointer).and_then(Value::as_u64);
    Some(Usage {
        input: count("/prompt_tokens")?,
        output: count("/completion_tokens").unwrap_or_default(),
        cached: count("/prompt_tokens_details/cached_tokens").unwrap_or_default(),
        reasoning: count("/completion_tokens_details/reasoning_tokens").unwrap_or_default(),
        estimated: false,
    })
}
