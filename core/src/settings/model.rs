//! Which language model is asked, and how.

use std::fmt;
use std::path::PathBuf;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ServiceUrl;

/// A language model behind HTTP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelSettings {
    /// What the server speaks.
    pub wire: ModelWire,
    /// The model, as the server calls it.
    pub model: String,
    /// Where the server is: `http://localhost:11434/v1` for Ollama. When absent, that of the company whose wire
    /// format it is.
    #[serde(default)]
    pub base_url: Option<ServiceUrl>,
    /// The name by which runs are pinned to it, and by which it is priced; made of server and model when absent.
    #[serde(default)]
    pub name: Option<String>,
    /// The key; none when neither it nor a file is named.
    #[serde(default)]
    pub key: Option<ApiKey>,
    /// The file whose first line is the key; read when the model is made.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// How long it may take.
    #[serde(default)]
    pub timeouts: ModelTimeouts,
    /// How it is asked again.
    #[serde(default)]
    pub retries: ModelRetries,
    /// How much it may be asked, and may answer.
    #[serde(default)]
    pub limits: ModelLimits,
    /// What it costs; when absent, the table of this release tells.
    #[serde(default)]
    pub prices: Option<ModelPrices>,
}

/// What a server of models speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelWire {
    /// Chat completions of OpenAI: also Ollama, vLLM, llama.cpp, LiteLLM and most gateways.
    OpenaiChat,
    /// Responses of OpenAI.
    OpenaiResponses,
    /// Messages of Anthropic.
    AnthropicMessages,
    /// What the provider speaks by itself, through the crate `genai`: the model's name tells the provider, as in
    /// `gemini::gemini-2.5-flash`, `groq::…`, `mistral::…` or `ollama::…`.
    Genai,
}

/// How long a model may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ModelTimeouts {
    /// For the connection, in milliseconds.
    pub connect_millis: u64,
    /// Until an answer that is streamed begins, in milliseconds.
    pub first_token_millis: u64,
    /// Between two pieces of an answer that is streamed, in milliseconds.
    pub between_tokens_millis: u64,
    /// For one try, in milliseconds.
    pub attempt_millis: u64,
    /// For all tries with the pauses between them, in milliseconds.
    pub whole_millis: u64,
}

/// How a model is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ModelRetries {
    /// How often it is asked at most.
    pub attempts: u32,
    /// The longest pause after a first failure, in milliseconds; it doubles with each further one. The pause is a
    /// random part of it, and never shorter than the server asks for.
    pub first_millis: u64,
    /// The longest pause, in milliseconds: when the server asks for a longer one, it is not asked again.
    pub most_millis: u64,
}

/// How much a model may be asked, and may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ModelLimits {
    /// The most requests in a minute; any number when absent.
    pub requests_per_minute: Option<u32>,
    /// The most tokens in a minute, of requests and answers; any number when absent.
    pub tokens_per_minute: Option<u32>,
    /// The largest answer, in bytes of its text and its calls.
    pub answer_bytes: u64,
    /// The most calls of tools in one answer.
    pub calls: u32,
}

/// What a model costs per million tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelPrices {
    /// Tokens of requests.
    pub input: Decimal,
    /// Tokens of requests that come from the provider's cache; the price of `input` when absent.
    #[serde(default)]
    pub cached: Option<Decimal>,
    /// Tokens of answers.
    pub output: Decimal,
}

impl Default for ModelTimeouts {
    fn default() -> Self {
        Self {
            connect_millis: 10_000,
            first_token_millis: 120_000,
            between_tokens_millis: 60_000,
            attempt_millis: 600_000,
            whole_millis: 900_000,
        }
    }
}

impl Default for ModelRetries {
    fn default() -> Self {
        Self { attempts: 4, first_millis: 1_000, most_millis: 60_000 }
    }
}

impl Default for ModelLimits {
    fn default() -> Self {
        Self { requests_per_minute: None, tokens_per_minute: None, answer_bytes: 4 << 20, calls: 128 }
    }
}

/// The key of a provider: it is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiKey(String);

impl ApiKey {
    /// Returns the key itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ApiKey {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

impl JsonSchema for ApiKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ApiKey".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_key_is_never_printed() {
        let read = r#"{"model": {"wire": "openai_chat", "model": "m", "key": "sk-secret",
            "base_url": "https://ann:sk-secret@gate/v1"}}"#;
        let settings: Settings = serde_json::from_str(read).unwrap();
        assert!(!format!("{settings:?}").contains("secret"), "{settings:?}");
        let model = settings.model.unwrap();
        assert_eq!(model.key.as_ref().map(ApiKey::reveal), Some("sk-secret"));
        assert_eq!((model.retries.attempts, model.limits.calls), (4, 128));
    }
}
