//! Reads a message that comes in events.

use serde::Deserialize;
use serde_json::Value;

use super::reply::{Block, Counts, Message, finish};
use crate::error::Result;
use crate::models::http::{Brought, Listener, Spoken, Unfinished, strange, stream_error};
use crate::models::reply::Finish;

/// The events so far.
#[derive(Debug, Default)]
pub(super) struct Events {
    model: Option<String>,
    counts: Counts,
    finish: Option<Finish>,
    stopped: bool,
}

#[derive(Debug, Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: Option<String>,
    index: Option<u64>,
    message: Option<Message>,
    content_block: Option<Block>,
    delta: Option<Piece>,
    usage: Option<Value>,
    error: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Piece {
    #[serde(rename = "type")]
    kind: Option<String>,
    text: Option<String>,
    partial_json: Option<String>,
    stop_reason: Option<String>,
}

impl Listener for Events {
    fn hear(&mut self, data: &str, answer: &mut Unfinished) -> Result<Brought> {
        // The reason would quote the answer.
        let event: Event = serde_json::from_str(data).map_err(|_| strange("with an event that is none"))?;
        match event.kind.as_deref().unwrap_or_default() {
            "message_start" => {
                let Some(message) = event.message else { return Ok(Brought::More) };
                self.counts.add(message.usage.as_ref());
                self.model = message.model;
            }
            "content_block_start" => {
                let Some(block) = event.content_block else { return Ok(Brought::More) };
                match block.kind.as_deref() {
                    Some("text") => answer.say(block.text.as_deref().unwrap_or_default())?,
                    Some("tool_use") => {
                        // The beginning holds an empty input, unless the server does not stream it.
                        let input =
                            block.input.filter(|input| input.as_object().is_some_and(|o| !o.is_empty()));
                        let input = input.map(|input| input.to_string()).unwrap_or_default();
                        answer.call(event.index, block.id.as_deref(), block.name.as_deref(), &input)?;
                    }
                    _ => {}
                }
            }
            "content_block_delta" => {
                let Some(piece) = event.delta else { return Ok(Brought::More) };
                match piece.kind.as_deref() {
                    Some("text_delta") => answer.say(piece.text.as_deref().unwrap_or_default())?,
                    Some("input_json_delta") => {
                        let more = piece.partial_json.as_deref().unwrap_or_default();
                        answer.call(event.index, None, None, more)?;
                    }
                    _ => {}
                }
            }
            "message_delta" => {
                self.counts.add(event.usage.as_ref());
                let reason = event.delta.and_then(|delta| delta.stop_reason);
                self.finish = reason.as_deref().map(finish).or(self.finish);
            }
            "message_stop" => {
                self.stopped = true;
                return Ok(Brought::Last);
            }
            "error" => return Err(stream_error(&event.error.unwrap_or_default(), answer)),
            "ping" => return Ok(Brought::Nothing),
            _ => {}
        }
        Ok(Brought::More)
    }

    fn end(&mut self, _draft: &mut Unfinished) -> Option<Spoken> {
        let ended = self.stopped || self.finish.is_some();
        ended.then(|| Spoken { finish: self.finish, usage: self.counts.usage(), model: self.model.take() })
    }
}
