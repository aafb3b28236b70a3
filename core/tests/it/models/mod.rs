//! Language models against servers that are well or badly behaved.

mod bad_input;
mod judged;
mod server;
#[cfg(feature = "genai")]
mod tail;
mod wires;

use std::sync::{Arc, Mutex};

use secretariat::Result;
use secretariat::models::{
    Delta, DeltaSink, HttpModel, HttpModelOptions, LanguageModel, ModelReply, ModelRequest, OfferedTool,
};
use secretariat::settings::{ApiKey, ModelLimits, ModelTimeouts, ServiceUrl};
use serde_json::json;

/// A key that must never be seen.
const KEY: &str = "sk-very-secret-key-4711";

/// The wire formats by their constructors.
type Constructor = fn(&str, HttpModelOptions) -> Result<HttpModel>;

const WIRES: [(&str, Constructor); 3] = [
    ("chat", |model, options| HttpModel::openai_chat(model, options)),
    ("responses", |model, options| HttpModel::openai_responses(model, options)),
    ("anthropic", |model, options| HttpModel::anthropic_messages(model, options)),
];

fn options(url: &str) -> HttpModelOptions {
    HttpModelOptions {
        base_url: Some(ServiceUrl::from(url)),
        key: Some(ApiKey::from(KEY)),
        timeouts: ModelTimeouts {
            connect_millis: 2_000,
            first_token_millis: 5_000,
            between_tokens_millis: 5_000,
            attempt_millis: 10_000,
            whole_millis: 20_000,
        },
        limits: ModelLimits { answer_bytes: 1 << 20, calls: 8, ..ModelLimits::default() },
        ..HttpModelOptions::default()
    }
}

fn chat(url: &str) -> HttpModel {
    HttpModel::openai_chat("test", options(url)).unwrap()
}

/// A request with a tool.
fn question() -> ModelRequest {
    let tool = OfferedTool {
        name: "look".to_owned(),
        description: "Looks something up.".to_owned(),
        parameters: json!({"type": "object", "properties": {"what": {"type": "string"}}}),
    };
    ModelRequest { tools: vec![tool].into(), ..ModelRequest::ask("What is there?") }
}

/// Asks with and without somebody who listens, and returns what was heard.
async fn ask(
    model: &dyn LanguageModel,
    request: &ModelRequest,
    streamed: bool,
) -> (Result<ModelReply>, Vec<Delta>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let sink: DeltaSink = Arc::new(move |delta| told.lock().unwrap().push(delta));
    let answered = model.complete(request, streamed.then_some(sink)).await;
    let heard = heard.lock().unwrap().clone();
    (answered, heard)
}

fn text_of(deltas: &[Delta]) -> String {
    deltas.iter().fold(String::new(), |text, delta| match delta {
        Delta::Text { text: piece } => text + piece,
        Delta::Restart => String::new(),
        Delta::Call { .. } => text,
    })
}
