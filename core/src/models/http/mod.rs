//! Language models behind HTTP, whatever they speak.

mod answer;
mod calls;
mod line;
mod refusal;
mod strict;
#[cfg(feature = "genai")]
mod tail;
#[cfg(test)]
mod tests;
mod unfinished;
mod wire;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use reqwest::Response;
use tokio::time::Instant;

pub(super) use self::calls::arguments_object;
use self::line::Line;
use self::refusal::Refusal;
pub(super) use self::refusal::stream_error;
pub(super) use self::strict::is_strict;
#[cfg(feature = "genai")]
pub use self::tail::GenaiModel;
use self::unfinished::Bounds;
pub(super) use self::unfinished::Unfinished;
pub(super) use self::wire::{Asking, Brought, Listener, Manner, Spoken, Wire, strange, written};
use super::anthropic::AnthropicMessages;
use super::message::ModelMessage;
use super::model::{DeltaSink, LanguageModel};
use super::openai_chat::OpenaiChat;
use super::openai_responses::OpenaiResponses;
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::settings::{ApiKey, ModelLimits, ModelTimeouts, ServiceUrl};

/// The longest name of a model.
const NAME: usize = 200;
/// The longest time that is waited for a piece.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The most messages of a request.
const MESSAGES: usize = 100_000;

/// How a model behind HTTP is reached.
#[derive(Debug, Clone)]
pub struct HttpModelOptions {
    /// The server; that of the company whose wire format it is when absent.
    pub base_url: Option<ServiceUrl>,
    /// The key; none is sent when absent.
    pub key: Option<ApiKey>,
    /// The name by which runs are pinned to it; made of server and model when absent.
    pub name: Option<String>,
    /// How long it may take; `whole_millis` is not looked at here, but in [`TimedModel`](super::TimedModel).
    pub timeouts: ModelTimeouts,
    /// How much it may answer; the limits per minute are not looked at here, but in
    /// [`LimitedModel`](super::LimitedModel).
    pub limits: ModelLimits,
    /// Tells how long a pause until a date is.
    pub clock: Arc<dyn Clock>,
}

impl Default for HttpModelOptions {
    fn default() -> Self {
        Self {
            base_url: None,
            key: None,
            name: None,
            timeouts: ModelTimeouts::default(),
            limits: ModelLimits::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

/// A language model behind HTTP: asked once, in one wire format.
///
/// An answer is streamed when somebody listens to its pieces, unless the server cannot. It is bounded in bytes, depth,
/// calls and time; the key goes to no other server.
#[derive(Debug)]
pub struct HttpModel {
    name: String,
    model: String,
    line: Line,
    wire: Box<dyn Wire>,
    bounds: Bounds,
    /// How this server is asked, as it has shown.
    manner: Mutex<Manner>,
}

impl HttpModel {
    /// Asks by OpenAI's chat completions, at `https://api.openai.com/v1` unless the options say otherwise.
    ///
    /// # Errors
    /// `invalid_input` for a base URL that is none, or a key that no header can hold.
    pub fn openai_chat(model: impl Into<String>, options: HttpModelOptions) -> Result<Self> {
        Self::speaking(|base| Box::new(OpenaiChat::at(base)), model.into(), options)
    }

    /// Asks by OpenAI's Responses, at `https://api.openai.com/v1` unless the options say otherwise.
    ///
    /// # Errors
    /// As [`HttpModel::openai_chat`].
    pub fn openai_responses(model: impl Into<String>, options: HttpModelOptions) -> Result<Self> {
        Self::speaking(|_| Box::new(OpenaiResponses), model.into(), options)
    }

    /// Asks by Anthropic's Messages, at `https://api.anthropic.com` unless the options say otherwise.
    ///
    /// # Errors
    /// As [`HttpModel::openai_chat`].
    pub fn anthropic_messages(model: impl Into<String>, options: HttpModelOptions) -> Result<Self> {
        Self::speaking(|_| Box::new(AnthropicMessages), model.into(), options)
    }

    fn speaking(
        wire: impl Fn(&str) -> Box<dyn Wire>,
        model: String,
        options: HttpModelOptions,
    ) -> Result<Self> {
        let given = options.base_url.as_ref().map(ServiceUrl::as_str);
        let wire = wire(given.unwrap_or_default());
        let line = Line::open(wire.as_ref(), &options)?;
        let mut name = match (options.name, given) {
            (Some(name), _) => name,
            (None, None) => format!("{}/{model}", wire.provider()),
            (None, Some(_)) => format!("{}/{model}", line.place()),
        };
        name.truncate(name.floor_char_boundary(NAME));
        let bounds = Bounds {
            content: usize::try_from(options.limits.answer_bytes).unwrap_or(usize::MAX),
            calls: options.limits.calls as usize,
            first: Duration::from_millis(options.timeouts.first_token_millis).min(LONGEST),
            between: Duration::from_millis(options.timeouts.between_tokens_millis).min(LONGEST),
        };
        Ok(Self { name, model, line, wire, bounds, manner: Mutex::default() })
    }

    async fn ask(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let begun = deltas.is_some().then(Instant::now);
        let known = *self.manner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut manner = Manner { streamed: begun.is_some(), ..known };
        let mut sent = self.send(request, manner).await;
        while let Some(other) = sent.as_ref().err().and_then(|refusal| otherwise(manner, refusal, request)) {
            manner = other;
            sent = self.send(request, manner).await;
        }
        // That calls cannot be streamed says nothing about other answers.
        if sent.is_ok() && (Manner { streamed: known.streamed, ..manner }) != known {
            *self.manner.lock().unwrap_or_else(PoisonError::into_inner) =
                Manner { streamed: known.streamed, ..manner };
        }
        let response = match sent {
            Ok(response) => response,
            // What the provider will not answer is no defect of the request.
            Err(refusal) if refusal.is_filter() => return Ok(refusal.into_reply(&self.model)),
            Err(refusal) => return Err(refusal.into_error()),
        };
        let (wire, form) = (self.wire.as_ref(), self.wire.form(request));
        let mut answer = Unfinished::new(self.bounds, deltas.clone(), form.clone());
        answer.key.clone_from(&self.line.key);
        let spoken = answer::read(&self.line, wire, response, self.bounds, begun, &mut answer).await;
        let spoken = match spoken {
            // Some servers begin to stream, and end before the first word when they find that they cannot.
            Err(_) if manner.streamed && answer.unspoken => {
                let whole = Manner { streamed: false, ..manner };
                let response = self.send(request, whole).await.map_err(Refusal::into_error)?;
                answer = Unfinished::new(self.bounds, deltas, form);
                answer.key.clone_from(&self.line.key);
                answer::read(&self.line, wire, response, self.bounds, None, &mut answer).await?
            }
            spoken => spoken?,
        };
        Ok(calls::settle(answer, spoken, request, &self.model))
    }

    async fn send(&self, request: &ModelRequest, manner: Manner) -> std::result::Result<Response, Refusal> {
        let streamed = manner.streamed;
        let asked = self.wire.body(&self.model, request, manner).map_err(Refusal::Failed)?;
        let sent = self.line.post(asked, request.idempotency_key.as_deref(), streamed);
        if !streamed {
            return sent.await;
        }
        match tokio::time::timeout(self.bounds.first, sent).await {
            Ok(sent) => sent,
            Err(_) => Err(Refusal::Failed(self.line.silent(self.bounds.first))),
        }
    }
}

/// Returns how a server may understand what it refused; each way is tried once.
fn otherwise(manner: Manner, refusal: &Refusal, request: &ModelRequest) -> Option<Manner> {
    let about = refusal.about();
    let is_silent =
        |message: &ModelMessage| matches!(message, ModelMessage::Assistant { text, .. } if text.is_empty());
    if manner.streamed && about.streaming {
        return Some(Manner { streamed: false, ..manner });
    }
    if let Some(form) = manner.form.weaker().filter(|_| about.form && request.output.is_some()) {
        return Some(Manner { form, ..manner });
    }
    let is_other = about.silence && !manner.always_text && request.messages.iter().any(is_silent);
    is_other.then_some(Manner { always_text: true, ..manner })
}

#[async_trait]
impl LanguageModel for HttpModel {
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
        let asked = self.ask(request, deltas);
        match tokio::time::timeout(self.line.attempt(), asked).await {
            Ok(answered) => answered,
            Err(_) => Err(Error::unavailable(format!(
                "{} did not finish within {:?}: ask for less, or raise `timeouts.attempt_millis`",
                self.line.place(),
                self.line.attempt()
            ))),
        }
    }
}
