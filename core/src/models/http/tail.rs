//! The long tail of providers, which the crate `genai` speaks to in their own formats
//! (<https://docs.rs/genai>): Gemini, Mistral, Groq, DeepSeek, xAI, Cohere, Ollama's own and others.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ::genai::adapter::AdapterKind;
use ::genai::chat::{
    ChatMessage, ChatOptions, ChatRequest, ChatResponseFormat, ChatStreamEvent, ContentPart, JsonSpec,
    MessageContent, StopReason, Tool, ToolCall, ToolResponse,
};
use ::genai::resolver::{AuthData, Endpoint, Error as ResolverError, ServiceTargetResolver};
use ::genai::{Client, ServiceTarget};
use async_trait::async_trait;
use futures::StreamExt;
use serde_json::Value;

use super::refusal::{Refusal, retry_after};
use super::unfinished::{Bounds, Unfinished, too_large};
use super::{HttpModelOptions, LONGEST, MESSAGES, NAME, Spoken, arguments_object, calls, line, strange};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::models::message::ModelMessage;
use crate::models::model::{DeltaSink, LanguageModel};
use crate::models::reply::{Finish, ModelReply, Usage};
use crate::models::request::ModelRequest;
use crate::settings::ApiKey;

/// A language model of a provider that has a wire format of its own, asked through the crate `genai`.
///
/// The provider is told by the name: `gemini::gemini-2.5-flash`, `groq::llama-3.3-70b-versatile`,
/// `ollama::qwen3`; names that only one provider uses, such as `gemini-2.5-flash`, need no prefix. Answers are always
/// streamed, and bounded as those of [`HttpModel`](super::HttpModel). No key is read from the environment.
#[derive(Debug)]
pub struct GenaiModel {
    name: String,
    model: String,
    place: String,
    client: Client,
    key: Option<ApiKey>,
    bounds: Bounds,
    attempt: Duration,
    clock: Arc<dyn Clock>,
}

impl GenaiModel {
    /// Asks the provider that the name of the model tells, at its own address unless the options say otherwise.
    ///
    /// # Errors
    /// `invalid_input` for a name that tells no provider, or a base URL that is none.
    pub fn new(model: impl Into<String>, options: HttpModelOptions) -> Result<Self> {
        let model = model.into();
        let provider = provider(&model)?;
        let key = options.key.clone().filter(|key| !key.reveal().is_empty());
        let base = options.base_url.as_ref().map(|url| format!("{}/", url.as_str().trim_end_matches('/')));
        let place = match &base {
            Some(url) => line::place(&line::base(url)?),
            None => provider.as_lower_str().to_owned(),
        };
        // The client's own way to a key would be the environment.
        let auth = AuthData::from_single(key.as_ref().map_or(String::new(), |key| key.reveal().to_owned()));
        let target = move |target: ServiceTarget| -> std::result::Result<ServiceTarget, ResolverError> {
            let endpoint = base.clone().map_or(target.endpoint, Endpoint::from_owned);
            Ok(ServiceTarget { endpoint, auth: auth.clone(), model: target.model })
        };
        let client = Client::builder()
            .with_reqwest(line::client(&options)?)
            .with_service_target_resolver(ServiceTargetResolver::from_resolver_fn(target))
            .build()
            .map_err(|error| {
                Error::internal("a client of models cannot be made").with_source(unsaid(&error))
            })?;
        let mut name = options.name.unwrap_or_else(|| format!("{place}/{}", plain(&model)));
        name.truncate(name.floor_char_boundary(NAME));
        Ok(Self {
            name,
            model,
            place,
            client,
            key,
            bounds: Bounds {
                content: usize::try_from(options.limits.answer_bytes).unwrap_or(usize::MAX),
                calls: options.limits.calls as usize,
                first: Duration::from_millis(options.timeouts.first_token_millis).min(LONGEST),
                between: Duration::from_millis(options.timeouts.between_tokens_millis).min(LONGEST),
            },
            attempt: Duration::from_millis(options.timeouts.attempt_millis),
            clock: options.clock,
        })
    }

    async fn ask(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let mut answer = Unfinished::new(self.bounds, deltas, None);
        answer.key.clone_from(&self.key);
        let spoken = match self.listen(request, &mut answer).await {
            Ok(spoken) => spoken,
            // What the provider will not answer is no defect of the request.
            Err(refusal) if refusal.is_filter() => return Ok(refusal.into_reply(plain(&self.model))),
            Err(refusal) => return Err(refusal.into_error()),
        };
        Ok(calls::settle(answer, spoken, request, plain(&self.model)))
    }

    async fn listen(
        &self,
        request: &ModelRequest,
        answer: &mut Unfinished,
    ) -> std::result::Result<Spoken, Refusal> {
        let refused = |error: ::genai::Error| self.refused(&error);
        let options = self.options(request);
        let asked = self.client.exec_chat_stream(self.model.as_str(), question(request), Some(&options));
        let mut stream = asked.await.map_err(refused)?.stream;
        while let Some(event) = stream.next().await {
            match event.map_err(refused)? {
                ChatStreamEvent::Chunk(chunk) => answer.say(&chunk.content).map_err(Refusal::Failed)?,
                ChatStreamEvent::ReasoningChunk(chunk) => {
                    answer.take(chunk.content.len()).map_err(Refusal::Failed)?;
                }
                // Of some providers a piece is all of the call so far, so pieces are not added up.
                ChatStreamEvent::ToolCallChunk(chunk) if chunk.tool_call.size() > self.bounds.content => {
                    return Err(Refusal::Failed(too_large(self.bounds.content)));
                }
                ChatStreamEvent::End(end) => {
                    let finish = end.captured_stop_reason.as_ref().map(finish);
                    let usage = end.captured_usage.as_ref().and_then(usage);
                    let calls = end.captured_content.map(MessageContent::into_tool_calls).unwrap_or_default();
                    for (index, call) in (0..).zip(calls) {
                        let arguments = match call.fn_arguments {
                            Value::String(text) => text,
                            value => value.to_string(),
                        };
                        let (id, tool) = (Some(call.call_id.as_str()), Some(call.fn_name.as_str()));
                        answer.call(Some(index), id, tool, &arguments).map_err(Refusal::Failed)?;
                    }
                    return Ok(Spoken { finish, usage, model: None });
                }
                ChatStreamEvent::Start
                | ChatStreamEvent::ToolCallChunk(_)
                | ChatStreamEvent::ThoughtSignatureChunk(_)
                | ChatStreamEvent::Heartbeat => {}
            }
        }
        Err(Refusal::Failed(strange("with a stream that breaks off")))
    }

    fn options(&self, request: &ModelRequest) -> ChatOptions {
        let mut options = ChatOptions::default()
            .with_capture_usage(true)
            .with_capture_tool_calls(true)
            .with_stream_header_timeout(self.bounds.first)
            .with_stream_read_timeout(self.bounds.between);
        if let Some(most) = request.max_output_tokens {
            options = options.with_max_tokens(most);
        }
        if let Some(temperature) = request.temperature {
            options = options.with_temperature(temperature);
        }
        if let Some(output) = &request.output {
            let form = JsonSpec::new(output.name.clone(), output.schema.clone());
            options = options.with_response_format(ChatResponseFormat::JsonSpec(form));
        }
        options
    }

    /// Tells why there is no answer, without the words of `genai`, which hold the request.
    fn refused(&self, error: &::genai::Error) -> Refusal {
        let inner = match error {
            ::genai::Error::WebStream { error, .. } => error.downcast_ref::<::genai::Error>(),
            _ => None,
        };
        let error = inner.unwrap_or(error);
        let body = match error {
            ::genai::Error::HttpError { body, .. } => body.as_str(),
            ::genai::Error::WebModelCall {
                webc_error: ::genai::webc::Error::ResponseFailedStatus { body, .. },
                ..
            } => body.as_str(),
            _ => "",
        };
        if let Some(status) = error.status() {
            let after = error.headers().and_then(|headers| headers.get("Retry-After")?.to_str().ok());
            let pause = after.and_then(|value| retry_after(value, self.clock.now()));
            return Refusal::read(&self.place, status.as_u16(), pause, body.as_bytes(), self.key.as_ref());
        }
        Refusal::Failed(
            match error {
                ::genai::Error::WebStream { .. }
                | ::genai::Error::WebModelCall { .. }
                | ::genai::Error::WebAdapterCall { .. } => Error::unavailable(format!(
                    "{} cannot be reached or broke off: check server, network and certificate, and ask again",
                    self.place
                )),
                ::genai::Error::ChatResponse { .. }
                | ::genai::Error::ChatResponseGeneration { .. }
                | ::genai::Error::NoChatResponse { .. }
                | ::genai::Error::StreamParse { .. }
                | ::genai::Error::InvalidJsonResponseElement { .. } => {
                    Error::new(ErrorKind::Corrupt, format!("{} answers with what is no answer", self.place))
                }
                _ => Error::invalid_input(format!(
                    "{} does not take this request: ask without what it lacks, or name another model",
                    self.place
                )),
            }
            .with_source(unsaid(error)),
        )
    }
}

#[async_trait]
impl LanguageModel for GenaiModel {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        if request.messages.is_empty() || request.messages.len() > MESSAGES {
            return Err(Error::invalid_input(format!(
                "a request to a model has 1 to {MESSAGES} messages, and this one has {}",
                request.messages.len()
            )));
        }
        match tokio::time::timeout(self.attempt, self.ask(request, deltas)).await {
            Ok(answered) => answered,
            Err(_) => Err(Error::unavailable(format!(
                "{} did not finish within {:?}: ask for less, or raise `timeouts.attempt_millis`",
                self.place, self.attempt
            ))),
        }
    }
}

/// Reads the provider from the name of a model.
fn provider(model: &str) -> Result<AdapterKind> {
    let unfit = || {
        Error::invalid_input(format!(
            "`{model}` does not tell its provider: write it before the name, as in `groq::{}` or `ollama::{}`",
            plain(model),
            plain(model)
        ))
    };
    let provider = AdapterKind::from_model(model).map_err(|error| unfit().with_source(unsaid(&error)))?;
    // What the crate does not know is taken for a model of Ollama on this machine.
    if provider == AdapterKind::Ollama && !model.starts_with("ollama::") || plain(model).is_empty() {
        return Err(unfit());
    }
    Ok(provider)
}

/// The name of a model without its provider.
fn plain(model: &str) -> &str {
    model.rsplit_once("::").map_or(model, |(_, name)| name)
}

/// The kind of an error of `genai`: its words hold requests and answers, and so whatever those hold.
fn unsaid(error: &::genai::Error) -> std::io::Error {
    let shown = format!("{error:?}");
    let kind: String = shown.chars().take_while(char::is_ascii_alphanumeric).collect();
    std::io::Error::other(format!("genai: {kind}"))
}

fn question(request: &ModelRequest) -> ChatRequest {
    // Some providers know the answer of a tool by its name.
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut messages = Vec::with_capacity(request.messages.len());
    for message in &request.messages {
        messages.push(match message {
            ModelMessage::System { text } => ChatMessage::system(text.as_str()),
            ModelMessage::User { text } => ChatMessage::user(text.as_str()),
            ModelMessage::Assistant { text, calls } => {
                let mut parts: Vec<ContentPart> = Vec::with_capacity(calls.len() + 1);
                if !text.is_empty() || calls.is_empty() {
                    parts.push(ContentPart::from_text(text.as_str()));
                }
                for call in calls {
                    names.insert(&call.id, &call.tool);
                    parts.push(ContentPart::ToolCall(ToolCall {
                        call_id: call.id.clone(),
                        fn_name: call.tool.clone(),
                        fn_arguments: arguments_object(&call.arguments),
                        thought_signatures: None,
                    }));
                }
                ChatMessage::assistant(MessageContent::from_parts(parts))
            }
            ModelMessage::Tool { call_id, text, failed: _ } => {
                let mut answer = ToolResponse::new(call_id.as_str(), text.as_str());
                if let Some(name) = names.get(call_id.as_str()) {
                    answer = answer.with_fn_name(*name);
                }
                ChatMessage::tool(MessageContent::from_tool_responses(vec![answer]))
            }
        });
    }
    let tools = request.tools.iter().map(|tool| {
        Tool::new(tool.name.as_str())
            .with_description(tool.description.as_str())
            .with_schema(tool.parameters.clone())
    });
    let asked = ChatRequest::new(messages);
    if request.tools.is_empty() { asked } else { asked.with_tools(tools.collect::<Vec<_>>()) }
}

fn finish(reason: &StopReason) -> Finish {
    match reason {
        StopReason::MaxTokens(_) => Finish::Length,
        StopReason::ToolCall(_) => Finish::ToolCalls,
        StopReason::ContentFilter(_) => Finish::Refused,
        StopReason::Completed(_) | StopReason::StopSequence(_) | StopReason::Other(_) => Finish::Stop,
    }
}

fn usage(used: &::genai::chat::Usage) -> Option<Usage> {
    let count = |tokens: Option<i32>| tokens.and_then(|tokens| u64::try_from(tokens).ok());
    let input = count(used.prompt_tokens)?;
    Some(Usage {
        input,
        output: count(used.completion_tokens).unwrap_or_default(),
        cached: used
            .prompt_tokens_details
            .as_ref()
            .and_then(|details| count(details.cached_tokens))
            .unwrap_or_default(),
        reasoning: used
            .completion_tokens_details
            .as_ref()
            .and_then(|details| count(details.reasoning_tokens))
            .unwrap_or_default(),
        estimated: false,
    })
}
