//! OpenAI's Responses (<https://platform.openai.com/docs/api-reference/responses>).
//!
//! Nothing is kept at the server (`store` is false); what a model thought between two turns is therefore lost.

mod reply;
mod request;
mod stream;
#[cfg(test)]
mod tests;

use super::http::{Listener, Manner, Spoken, Unfinished, Wire, written};
use super::request::ModelRequest;
use crate::error::Result;
use crate::settings::ApiKey;

/// The wire format.
#[derive(Debug)]
pub(super) struct OpenaiResponses;

impl Wire for OpenaiResponses {
    fn provider(&self) -> &'static str {
        "openai"
    }

    fn home(&self) -> &'static str {
        "https://api.openai.com/v1"
    }

    fn path(&self, base_path: &str) -> &'static str {
        if base_path.is_empty() { "/v1/responses" } else { "/responses" }
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(&'static str, String)> {
        key.map(|key| ("authorization", format!("Bearer {}", key.reveal()))).into_iter().collect()
    }

    fn body(&self, model: &str, request: &ModelRequest, manner: Manner) -> Result<Vec<u8>> {
        written(&request::body(model, request, manner.streamed))
    }

    fn read(&self, body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
        reply::read(body, answer)
    }

    fn listen(&self) -> Box<dyn Listener> {
        Box::new(stream::Events::default())
    }
}
