//! The work of a delivery, as it waits for a worker.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::delivery::Delivery;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::{DeliveryId, Randomness};
use crate::storage::Batch;
use crate::work::NewWork;

/// The kind of the work.
pub(crate) const KIND: &str = "delivery";

/// What a worker has to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Errand {
    pub(super) delivery: DeliveryId,
    /// The turn of the delivery that this work belongs to.
    pub(super) turn: u32,
    /// The time that the limits of sender and domains have left free for it.
    #[serde(default)]
    pub(super) slot: Option<Timestamp>,
    /// How often it was looked for.
    #[serde(default)]
    pub(super) looks: u32,
    /// Whether a copy is still to be filed.
    #[serde(default)]
    pub(super) file: bool,
}

impl Errand {
    pub(super) fn of(delivery: &Delivery) -> Self {
        Self { delivery: delivery.id.clone(), turn: delivery.turn, slot: None, looks: 0, file: false }
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of a delivery cannot be written").with_source(error))
    }
}

/// Adds the work of a held delivery to the batch that holds it. The office and its workers may have different
/// clocks: what counts is how long it waits.
pub(super) fn begin(
    delivery: &Delivery,
    now: Timestamp,
    (clock, randomness): (&dyn Clock, &dyn Randomness),
    batch: &mut Batch,
) -> Result<()> {
    let there = clock.now();
    let wait = delivery.held_until.map_or(jiff::SignedDuration::ZERO, |until| until.duration_since(now));
    let wake_at = there.saturating_add(wait.max(jiff::SignedDuration::ZERO)).unwrap_or(Timestamp::MAX);
    let work = NewWork { wake_at: Some(wake_at), ..NewWork::new(KIND, Errand::of(delivery).json()?) };
    work.add_to(batch, there, randomness).map(drop)
}
