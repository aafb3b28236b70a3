//! The language model that the settings name.

use std::sync::Arc;

use crate::clock::Clock;
use crate::error::Result;
use crate::id::Randomness;
use crate::models::LanguageModel;
use crate::settings::Settings;

/// Returns the model of the settings, if there is one.
pub(super) async fn configured(
    settings: &Settings,
    clock: &Arc<dyn Clock>,
    randomness: &Arc<dyn Randomness>,
) -> Result<Option<Arc<dyn LanguageModel>>> {
    match &settings.model {
        Some(settings) => made(settings, clock, randomness).await.map(Some),
        None => Ok(None),
    }
}

#[cfg(feature = "models")]
async fn made(
    settings: &crate::settings::ModelSettings,
    clock: &Arc<dyn Clock>,
    randomness: &Arc<dyn Randomness>,
) -> Result<Arc<dyn LanguageModel>> {
    crate::models::model_from_settings(settings, Arc::clone(clock), Arc::clone(randomness)).await
}

#[cfg(not(feature = "models"))]
async fn made(
    _: &crate::settings::ModelSettings,
    _: &Arc<dyn Clock>,
    _: &Arc<dyn Randomness>,
) -> Result<Arc<dyn LanguageModel>> {
    Err(crate::error::Error::unsupported("this build asks no model over HTTP: build it with `models`"))
}
