//! What a restore changes on the way from the backup to the database.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::options::RestoreOptions;
use crate::communications::outbox::{DELIVERIES, Delivery, DeliveryState, DeliveryStep};
use crate::error::Result;
use crate::sessions::SESSIONS;
use crate::storage::archive::Row;
use crate::storage::check::Declared;
use crate::storage::{AttributeValue, Collection};

/// Lets through what belongs into the restored office.
pub(super) struct Sieve {
    declared: Declared,
    is_move: bool,
    now: Timestamp,
    /// Records of collections that this program does not know.
    pub(super) unknown: BTreeMap<String, u64>,
    /// Deliveries that may have been sent since.
    pub(super) in_doubt: u64,
}

impl Sieve {
    pub(super) fn new(collections: &[Collection], options: &RestoreOptions, now: Timestamp) -> Result<Self> {
        Ok(Self {
            declared: Declared::new(collections)?,
            is_move: options.is_move,
            now,
            unknown: BTreeMap::new(),
            in_doubt: 0,
        })
    }

    /// Returns what is kept of a row.
    pub(super) fn pass(&mut self, mut row: Row) -> Option<Row> {
        match &mut row {
            Row::Record { collection, .. } | Row::Change { collection, .. }
                if self.declared.collection(collection).is_err() =>
            {
                let name = std::mem::take(collection);
                if matches!(row, Row::Record { .. }) {
                    self.leave_out(name);
                }
                return None;
            }
            // Followers hear that it is gone.
            Row::Change { collection, deleted, .. } => *deleted |= self.ends(collection),
            Row::Record { collection, .. } if self.ends(collection) => return None,
            Row::Record { collection, attributes, body, .. } => {
                if let Ok(declared) = self.declared.collection(collection) {
                    attributes.retain(|name, _| declared.attribute(name).is_ok());
                }
                if collection == DELIVERIES.name && !self.is_move {
                    self.doubt(attributes, body);
                }
            }
            Row::Workspace { .. } | Row::Stream { .. } | Row::Event { .. } | Row::Message { .. } => {}
        }
        Some(row)
    }

    /// Counts a record of an unknown collection.
    fn leave_out(&mut self, collection: String) {
        let count = self.unknown.entry(collection).or_default();
        *count += 1;
    }

    /// A session that was ended since would hold again.
    fn ends(&self, collection: &str) -> bool {
        !self.is_move && collection == SESSIONS.name
    }

    /// A message that was about to be sent may have been sent since: it is looked for, as after a crash.
    fn doubt(&mut self, attributes: &mut BTreeMap<String, AttributeValue>, body: &mut serde_json::Value) {
        // One that cannot be read stays as it is, for the check to find.
        let Ok(mut delivery) = serde_json::from_value::<Delivery>(body.clone()) else { return };
        if !(delivery.state.is_due() || delivery.state == DeliveryState::Transmitting) {
            return;
        }
        delivery.state = DeliveryState::InDoubt;
        delivery.held_until = None;
        delivery.history.push(DeliveryStep {
            state: DeliveryState::InDoubt,
            at: self.now,
            reason: Some("restored from a backup: it may have been sent since".to_owned()),
        });
        if let Ok(changed) = serde_json::to_value(&delivery) {
            *body = changed;
            let state = AttributeValue::Text(DeliveryState::InDoubt.name().to_owned());
            attributes.insert("state".to_owned(), state);
            self.in_doubt += 1;
        }
    }
}
