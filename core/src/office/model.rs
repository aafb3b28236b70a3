//! The language model that the settings name, what it costs, and how documents and drafts ask it.

use std::sync::Arc;

use crate::clock::Clock;
use crate::communications::Grounding;
use crate::documents::grounded::Assistant;
use crate::error::Result;
use crate::id::Randomness;
use crate::models::{LanguageModel, PriceTable};
use crate::settings::Settings;

/// Returns the prices of this release with that of the settings; none where no model is asked.
pub(super) fn prices(settings: &Settings, model: Option<&Arc<dyn LanguageModel>>) -> Option<PriceTable> {
    let model = model?;
    let own = settings.model.as_ref().and_then(|model| model.prices);
    Some(match own {
        Some(own) => PriceTable::built_in().with(model.name(), own),
        None => PriceTable::built_in(),
    })
}

/// Makes the model as documents and drafts ask it.
pub(super) fn assistant(
    settings: &Settings,
    model: Option<&Arc<dyn LanguageModel>>,
    prices: Option<&PriceTable>,
    clock: &Arc<dyn Clock>,
) -> Option<Arc<Assistant>> {
    let (model, prices) = (Arc::clone(model?), prices?.clone());
    let check = Arc::new(Grounding);
    Some(Arc::new(Assistant::new(model, prices, check, settings.assistant, Arc::clone(clock))))
}

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
