//! The model that the settings name.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::estimated::EstimatedModel;
use super::http::{HttpModel, HttpModelOptions};
use super::limited::{LimitedModel, RateLimiter};
use super::model::LanguageModel;
use super::retrying::RetryingModel;
use super::timed::TimedModel;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::Randomness;
use crate::settings::{ApiKey, ModelSettings, ModelWire};

/// The largest file of a key, in bytes.
const KEY_FILE: u64 = 16 << 10;

/// Makes the model that the settings name: over HTTP, within its limits per minute, asked again when that may help, in
/// time, and with what it used always told.
///
/// # Errors
/// `invalid_input` for a URL, a key or a file of a key that is none.
pub async fn model_from_settings(
    settings: &ModelSettings,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
) -> Result<Arc<dyn LanguageModel>> {
    if settings.model.is_empty() {
        return Err(Error::invalid_input("the settings name no model: set `model.model`"));
    }
    let key = match (&settings.key, &settings.key_file) {
        (Some(_), Some(_)) => {
            return Err(Error::invalid_input("a model has both a `key` and a `key_file`: leave one out"));
        }
        (None, Some(file)) => Some(read_key(file).await?),
        (key, None) => key.clone(),
    };
    let options = HttpModelOptions {
        base_url: settings.base_url.clone(),
        key,
        name: settings.name.clone(),
        timeouts: settings.timeouts,
        limits: settings.limits,
        clock,
    };
    let model = settings.model.as_str();
    let mut model: Arc<dyn LanguageModel> = match settings.wire {
        ModelWire::OpenaiChat => Arc::new(HttpModel::openai_chat(model, options)?),
        ModelWire::OpenaiResponses => Arc::new(HttpModel::openai_responses(model, options)?),
        ModelWire::AnthropicMessages => Arc::new(HttpModel::anthropic_messages(model, options)?),
        ModelWire::Genai => long_tail(model, options)?,
    };
    let limits = settings.limits;
    if limits.requests_per_minute.is_some() || limits.tokens_per_minute.is_some() {
        let limiter = RateLimiter::new(limits.requests_per_minute, limits.tokens_per_minute);
        model = Arc::new(LimitedModel::new(model, limiter));
    }
    model = Arc::new(RetryingModel::new(model, settings.retries, randomness));
    model = Arc::new(EstimatedModel::new(model));
    Ok(Arc::new(TimedModel::new(model, Duration::from_millis(settings.timeouts.whole_millis))))
}

#[cfg(feature = "genai")]
fn long_tail(model: &str, options: HttpModelOptions) -> Result<Arc<dyn LanguageModel>> {
    Ok(Arc::new(super::http::GenaiModel::new(model, options)?))
}

#[cfg(not(feature = "genai"))]
fn long_tail(model: &str, _: HttpModelOptions) -> Result<Arc<dyn LanguageModel>> {
    Err(Error::unsupported(format!(
        "`{model}` is to be asked through `genai`, without which this program was built: build it with the feature \
         `genai`, or name another `wire`"
    )))
}

async fn read_key(file: &Path) -> Result<ApiKey> {
    let shown = file.display();
    let unfit = || Error::invalid_input(format!("{shown} holds no key of a model: put it on the first line"));
    let length = tokio::fs::metadata(file).await.map_err(|error| unfit().with_source(error))?.len();
    if length > KEY_FILE {
        return Err(unfit());
    }
    let text = tokio::fs::read_to_string(file).await.map_err(|error| unfit().with_source(error))?;
    match text.lines().next().map(str::trim).filter(|key| !key.is_empty()) {
        Some(key) => Ok(ApiKey::from(key)),
        None => Err(unfit()),
    }
}
