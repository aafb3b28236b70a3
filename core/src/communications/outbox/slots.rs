//! The limits of senders and domains: each message gets a time of its own, which all processes share.
//!
//! A record for each sender and domain tells when the next message may go. A message takes the latest of those
//! times that concern it and moves all of them on, in one commit.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::work::Visit;
use crate::error::{ErrorKind, Result};
use crate::rights::{decode, encode};
use crate::storage::{Collection, Expect};

/// When senders and domains are free again.
pub const SEND_SLOTS: Collection = Collection { name: "send_slots", attributes: &[] };

/// How often a slot is tried for while others take theirs.
const TRIES: u32 = 64;

#[derive(Debug, Serialize, Deserialize)]
struct Free {
    at: Timestamp,
}

impl Visit<'_> {
    /// Takes the next free time, and keeps it in the work.
    pub(super) async fn reserve(&mut self, now: Timestamp) -> Result<Timestamp> {
        let wanted = self.wanted();
        if wanted.is_empty() {
            return Ok(now);
        }
        let (storage, workspace) = (&self.of.storage, self.task.workspace());
        for tries in 1.. {
            let (mut slot, mut known) = (now, Vec::new());
            for (id, pace) in &wanted {
                let record = storage.get(workspace, SEND_SLOTS.name, id).await?;
                let expect = record.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
                if let Some(free) = record.map(decode::<Free>).transpose()? {
                    slot = slot.max(free.at);
                }
                known.push((id, *pace, expect));
            }
            let mut batch = self.task.batch();
            for (id, pace, expect) in known {
                let at = slot.saturating_add(pace).unwrap_or(Timestamp::MAX);
                batch.puts.push(encode(workspace, SEND_SLOTS, id, &Free { at }, expect)?);
            }
            self.errand.slot = Some(slot);
            match self.task.step(self.errand.json()?, batch).await {
                Ok(()) => return Ok(slot),
                // Another message took the time.
                Err(error) if error.kind() == ErrorKind::Conflict && tries < TRIES => {
                    self.errand.slot = None;
                    tokio::time::sleep(Duration::from_millis(u64::from(tries))).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(now)
    }

    /// The records that a message needs, with the pace of each.
    fn wanted(&self) -> Vec<(String, SignedDuration)> {
        let limits = self.of.post.settings.limits;
        let pace =
            |per_minute: u32| SignedDuration::from_nanos(60_000_000_000 / i64::from(per_minute.max(1)));
        let mut wanted = Vec::new();
        if let Some(most) = limits.per_sender_per_minute {
            wanted.push((key("from", &self.delivery.from), pace(most)));
        }
        if let Some(most) = limits.per_domain_per_minute {
            let mut domains: Vec<String> =
                self.delivery.pending().iter().map(|address| domain(address)).collect();
            domains.sort();
            domains.dedup();
            wanted.extend(domains.iter().map(|domain| (key("to", domain), pace(most))));
        }
        wanted
    }
}

fn domain(address: &str) -> String {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain).to_ascii_lowercase()
}

/// Names a record: addresses are longer than keys may be.
fn key(kind: &str, name: &str) -> String {
    let hash = Sha256::digest(name.to_ascii_lowercase());
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{kind}_{hex}")
}
