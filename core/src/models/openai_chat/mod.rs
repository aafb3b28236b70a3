//! OpenAI's chat completions, as many servers speak them
//! (<https://platform.openai.com/docs/api-reference/chat>).

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
pub(super) struct OpenaiChat {
    /// Whether the most tokens are named as OpenAI itself now does; other servers know the old name.
    new_names: bool,
}

impl OpenaiChat {
    pub(super) fn at(base: &str) -> Self {
        let host = base.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        Self { new_names: base.is_empty() || host.ends_with(".openai.com") || host.contains(".azure.com") }
    }
}

impl Wire for OpenaiChat {
    fn provider(&self) -> &'static str {
        "openai"
    }

    fn home(&self) -> &'static str {
        "https://api.openai.com/v1"
    }

    fn path(&self, base_path: &str) -> &'static str {
        if base_path.is_empty() { "/v1/chat/completions" } else { "/chat/completions" }
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(&'static str, String)> {
        key.map(|key| ("authorization", format!("Bearer {}", key.reveal()))).into_iter().collect()
    }

    fn body(&self, model: &str, request: &ModelRequest, manner: Manner) -> Result<Vec<u8>> {
        written(&request::question(model, request, manner, self.new_names))
    }

    fn read(&self, body: &[u8], answer: &mut Unfinished) -> Result<Spoken> {
        reply::read(body, answer)
    }

    fn listen(&self) -> Box<dyn Listener> {
        Box::new(stream::Chunks::default())
    }
}
