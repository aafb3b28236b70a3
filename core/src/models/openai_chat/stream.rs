//! Reads a chat completion that comes in chunks.

use super::reply::{Completion, finish, unquoted, usage};
use crate::error::Result;
use crate::models::http::{Brought, Listener, Spoken, Unfinished, strange, stream_error};

/// The chunks so far.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    spoken: Spoken,
    done: bool,
}

impl Listener for Chunks {
    fn hear(&mut self, data: &str, answer: &mut Unfinished) -> Result<Brought> {
        if data.trim() == "[DONE]" {
            self.done = true;
            return Ok(Brought::Last);
        }
        let chunk: Completion = serde_json::from_str(data)
            .map_err(|error| strange("with a chunk that is none").with_source(unquoted(&error)))?;
        if let Some(error) = chunk.error.filter(|error| !error.is_null()) {
            return Err(stream_error(&error, answer));
        }
        if let Some(used) = chunk.usage.as_ref().and_then(usage) {
            self.spoken.usage = Some(used);
        }
        if self.spoken.model.is_none() {
            self.spoken.model = chunk.model;
        }
        // One answer is asked for: others that come beside it are not.
        for choice in chunk.choices.into_iter().flatten().filter(|choice| choice.index.is_none_or(|i| i == 0))
        {
            if let Some(message) = choice.message {
                message.add_to(answer, false)?;
            }
            if let Some(reason) = choice.finish_reason {
                self.spoken.finish = Some(finish(&reason));
            }
        }
        Ok(Brought::More)
    }

    fn end(&mut self, answer: &mut Unfinished) -> Option<Spoken> {
        // Some servers leave out the mark at the end, others the reason.
        let ended = self.spoken.finish.is_some() || (self.done && !answer.is_empty());
        ended.then(|| std::mem::take(&mut self.spoken))
    }
}
