//! Reads a message that comes as a whole.

use serde::Deserialize;
use serde_json::Value;

use crate::error::Result;
use crate::models::http::{Spoken, Unfinished, strange, stream_error};
use crate::models::reply::{Finish, Usage};

/// A message, or the beginning of one.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) model: Option<String>,
    content: Option<Vec<Block>>,
    stop_reason: Option<String>,
    pub(super) usage: Option<Value>,
    error: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Block {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) text: Option<String>,
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) input: Option<Value>,
}

pub(super) fn read(body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
    // The reason would quote the answer.
    let message: Message = serde_json::from_slice(body).map_err(|_| strange("with no message"))?;
    if let Some(error) = message.error.filter(|error| !error.is_null()) {
        return Err(stream_error(&error, answer));
    }
    let blocks = message.content.ok_or_else(|| strange("with a message without content"))?;
    for (place, block) in blocks.into_iter().enumerate() {
        match block.kind.as_deref() {
            Some("text") => answer.say(block.text.as_deref().unwrap_or_default())?,
            Some("tool_use") => {
                let input = block.input.map(|input| input.to_string()).unwrap_or_default();
                answer.call(Some(place as u64), block.id.as_deref(), block.name.as_deref(), &input)?;
            }
            _ => {}
        }
    }
    let mut counts = Counts::default();
    counts.add(message.usage.as_ref());
    let finish = message.stop_reason.as_deref().map(finish);
    Ok(Spoken { finish, usage: counts.usage(), model: message.model })
}

pub(super) fn finish(reason: &str) -> Finish {
    match reason {
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        "tool_use" => Finish::ToolCalls,
        "refusal" => Finish::Refused,
        _ => Finish::Stop,
    }
}

/// The tokens so far: a stream tells some at its beginning and some at its end.
#[derive(Debug, Default)]
pub(super) struct Counts {
    input: Option<u64>,
    output: Option<u64>,
    read: u64,
    written: u64,
}

impl Counts {
    pub(super) fn add(&mut self, usage: Option<&Value>) {
        let count = |name: &str| usage?.get(name)?.as_u64();
        self.input = count("input_tokens").or(self.input);
        self.output = count("output_tokens").or(self.output);
        self.read = count("cache_read_input_tokens").unwrap_or(self.read);
        self.written = count("cache_creation_input_tokens").unwrap_or(self.written);
    }

    /// The provider counts what its cache holds beside the rest of the input.
    pub(super) fn usage(&self) -> Option<Usage> {
        Some(Usage {
            input: self.input?.saturating_add(self.read).saturating_add(self.written),
            output: self.output.unwrap_or_default(),
            cached: self.read,
            reasoning: 0,
            estimated: false,
        })
    }
}
