//! What the audit says of deliveries.

use jiff::Timestamp;

use super::delivery::Delivery;
use crate::audit::{AuditEntry, Outcome, Target};
use crate::error::Result;
use crate::rights::Actor;
use crate::storage::Append;

/// Notes what became of a delivery: its state and counts, never an address or a word of it.
pub(super) fn note(delivery: &Delivery, actor: &Actor, at: Timestamp, action: &str) -> Result<Append> {
    let entry = AuditEntry {
        at,
        actor: actor.clone(),
        action: action.to_owned(),
        target: Target::new("delivery", &delivery.id),
        outcome: Outcome::Done,
        details: Default::default(),
    };
    let entry = entry
        .with("draft", delivery.draft.as_str())
        .with("state", delivery.state.name())
        .with("attempts", delivery.attempts)
        .with("recipients", delivery.recipients.len())
        .with("payload", delivery.payload_hash.as_str());
    entry.append()
}
