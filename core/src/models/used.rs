//! What was made with the help of a model, and what that took.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{DeltaSink, LanguageModel};
use super::prices::{ModelCost, PriceTable};
use super::reply::{Finish, ModelReply, Usage};
use super::request::ModelRequest;
use crate::error::Result;

/// Which model was asked, and what it used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelUse {
    /// The model, by the name that it has in this office.
    pub model: String,
    /// The tokens of all its answers, those that were sent back or were of no use included; absent when it gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    /// What they cost; absent when nothing was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<ModelCost>,
}

impl ModelUse {
    /// Says what an answer cost by a table of prices.
    pub fn of(model: impl Into<String>, usage: Option<Usage>, prices: &PriceTable) -> Self {
        let model = model.into();
        let cost = usage.map(|usage| prices.cost(&model, &usage));
        Self { model, usage, cost }
    }
}

/// A model that counts what its answers used, those that were of no use included.
#[derive(Debug)]
pub(crate) struct MeteredModel {
    inner: Arc<dyn LanguageModel>,
    counted: Mutex<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    usage: Option<Usage>,
    finish: Option<Finish>,
}

impl MeteredModel {
    pub(crate) fn new(inner: Arc<dyn LanguageModel>) -> Self {
        Self { inner, counted: Mutex::default() }
    }

    /// Returns what its answers used; nothing when it gave none that says so.
    pub(crate) fn usage(&self) -> Option<Usage> {
        self.counted().usage
    }

    /// Says why its last answer ended.
    pub(crate) fn finish(&self) -> Option<Finish> {
        self.counted().finish
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[async_trait]
impl LanguageModel for MeteredModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        // The end of an earlier answer says nothing of one that does not come.
        self.counted().finish = None;
        let reply = self.inner.complete(request, deltas).await?;
        let mut counted = self.counted();
        counted.finish = Some(reply.finish);
        counted.usage = match (counted.usage, reply.usage) {
            (Some(before), Some(more)) => Some(before.plus(more)),
            (before, more) => before.or(more),
        };
        Ok(reply)
    }
}
