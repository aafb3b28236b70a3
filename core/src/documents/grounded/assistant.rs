//! The model as documents and drafts ask it: in time, metered, and left in peace while it cannot be reached.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::finding::{ModelFinding, Unusable};
use crate::callback;
use crate::clock::Clock;
use crate::models::{
    EstimatedModel, Judge, LanguageModel, MeteredModel, ModelMessage, ModelRequest, ModelUse, OutputSchema,
    PriceTable, ask_judged,
};
use crate::settings::AssistantSettings;

/// The most tokens of one answer.
const ANSWER_TOKENS: u32 = 4_000;

/// Compares a sentence with the words that it is said to rest on.
pub(crate) trait SentenceCheck: Send + Sync + std::fmt::Debug {
    /// Returns what the sentence says that the quoted sentences do not: values, names, commitments and negations.
    /// `around` holds further words whose names may be used; `language` is a BCP 47 tag.
    fn faults(&self, sentence: &str, quoted: &[String], around: &str, language: Option<&str>) -> Vec<String>;
}

/// A model with what it is asked for and what its answers are checked by.
#[derive(Debug)]
pub(crate) struct Assistant {
    model: Arc<dyn LanguageModel>,
    prices: PriceTable,
    pub(crate) check: Arc<dyn SentenceCheck>,
    pub(crate) settings: AssistantSettings,
    clock: Arc<dyn Clock>,
    /// Until when it is not asked again.
    rests: Mutex<Option<Timestamp>>,
}

/// What came of asking.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) outcome: Result<Value, Unusable>,
    pub(crate) used: ModelUse,
}

impl Assistant {
    pub(crate) fn new(
        model: Arc<dyn LanguageModel>,
        prices: PriceTable,
        check: Arc<dyn SentenceCheck>,
        settings: AssistantSettings,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let estimated = Arc::new(EstimatedModel::new(model));
        Self { model: estimated, prices, check, settings, clock, rests: Mutex::default() }
    }

    /// The name of the model.
    pub(crate) fn name(&self) -> String {
        self.model.name()
    }

    /// The most characters that it is shown.
    pub(crate) fn characters(&self) -> usize {
        usize::try_from(self.settings.characters).unwrap_or(usize::MAX)
    }

    /// Makes a request of instructions and of data, which is no instruction whatever it says.
    pub(crate) fn request(instructions: &str, data: &Value) -> ModelRequest {
        let system = ModelMessage::System { text: instructions.to_owned() };
        // JSON keeps what documents say apart from what is asked: no text can end its own string.
        let user = ModelMessage::User { text: data.to_string() };
        ModelRequest {
            messages: vec![system, user],
            max_output_tokens: Some(ANSWER_TOKENS),
            temperature: Some(0.0),
            ..ModelRequest::default()
        }
    }

    /// Asks for JSON of a schema; what the judge does not take is sent back once.
    pub(crate) async fn ask(&self, request: &ModelRequest, output: OutputSchema, judge: &Judge<'_>) -> Asked {
        let name = self.model.name();
        if self.is_resting() {
            let message = format!("the model {name} could not be reached a moment ago");
            let outcome = Err(Unusable { why: ModelFinding::ModelUnavailable, message });
            return Asked { outcome, used: ModelUse::of(name, None, &self.prices) };
        }
        let metered = MeteredModel::new(Arc::clone(&self.model));
        let most = Duration::from_millis(self.settings.answer_millis);
        let begun = tokio::time::Instant::now();
        let who = format!("the model {name}");
        let answered = callback::call(&who, most, ask_judged(&metered, request, output, judge)).await;
        let outcome = match answered {
            Ok(reply) => Ok(reply.value),
            Err(_) if begun.elapsed() >= most => {
                let message = format!("{who} took longer than {most:?} (`assistant.answer_millis`)");
                Err(Unusable { why: ModelFinding::ModelUnavailable, message })
            }
            Err(error) => Err(Unusable::of(&error, metered.finish())),
        };
        self.rest(outcome.as_ref().err());
        if let Err(unusable) = &outcome {
            tracing::warn!(model = %name, why = unusable.why.code(), "a model's answer was not used");
        }
        Asked { outcome, used: ModelUse::of(name, metered.usage(), &self.prices) }
    }

    /// What an answer that was kept from an earlier time used: nothing.
    pub(crate) fn unused(&self) -> ModelUse {
        ModelUse::of(self.model.name(), None, &self.prices)
    }

    fn is_resting(&self) -> bool {
        self.rests().is_some_and(|until| self.clock.now() < until)
    }

    fn rest(&self, unusable: Option<&Unusable>) {
        let down = unusable.is_some_and(|unusable| unusable.why == ModelFinding::ModelUnavailable);
        let rest = SignedDuration::from_millis(i64::try_from(self.settings.rest_millis).unwrap_or(i64::MAX));
        *self.rests() = down.then(|| self.clock.now().checked_add(rest).ok()).flatten();
    }

    fn rests(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.rests.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
