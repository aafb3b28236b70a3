//! Anthropic's Messages (<https://docs.anthropic.com/en/api/messages>).
//!
//! The tools and the instructions are marked for the provider's cache. A form is asked for as a tool that the model
//! has to call, which every server of this format knows.

mod reply;
mod request;
mod stream;
#[cfg(test)]
mod tests;

use super::http::{Listener, Manner, Spoken, Unfinished, Wire, written};
use super::request::ModelRequest;
use crate::error::Result;
use crate::settings::ApiKey;

/// The version of the format.
const VERSION: &str = "2023-06-01";

/// The wire format.
#[derive(Debug)]
pub(super) struct AnthropicMessages;

impl Wire for AnthropicMessages {
    fn provider(&self) -> &'static str {
        "anthropic"
    }

    fn home(&self) -> &'static str {
        "https://api.anthropic.com"
    }

    fn path(&self, base_path: &str) -> &'static str {
        if base_path.ends_with("/v1") { "/messages" } else { "/v1/messages" }
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(&'static str, String)> {
        let key = key.map(|key| ("x-api-key", key.reveal().to_owned()));
        key.into_iter().chain([("anthropic-version", VERSION.to_owned())]).collect()
    }

    fn body(&self, model: &str, request: &ModelRequest, manner: Manner) -> Result<Vec<u8>> {
        written(&request::body(model, request, manner.streamed))
    }

    fn form(&self, request: &ModelRequest) -> Option<String> {
        request.output.as_ref().map(|output| request::form_name(request, output))
    }

    fn read(&self, body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
        reply::read(body, answer)
    }

    fn listen(&self) -> Box<dyn Listener> {
        Box::new(stream::Events::default())
    }
}
