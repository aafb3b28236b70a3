//! What was read of a mailbox, and how far.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{ErrorKind, Result};
use crate::id::{DeliveryId, DocumentId};
use crate::rights::{Scope, decode, encode};
use crate::storage::{Collection, Expect, Put};

/// The collection of mailboxes that are read, each known by the hash of its name.
pub const MAILBOXES: Collection = Collection { name: "mailboxes", attributes: &[] };

/// What one call has read of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Fetched {
    /// The documents that are new, oldest first.
    pub documents: Vec<DocumentId>,
    /// How many messages were in the office already.
    pub known: u32,
    /// The messages that could not be read.
    pub skipped: Vec<SkippedMail>,
    /// The deliveries that came back.
    pub bounced: Vec<DeliveryId>,
    /// The deliveries that were answered.
    pub replied: Vec<DeliveryId>,
    /// The addresses that nothing is sent to from now on.
    pub suppressed: Vec<String>,
    /// Whether the mailbox was made anew, so that its messages came again.
    pub restarted: bool,
    /// Whether there is more to read now.
    pub more: bool,
}

/// A message that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SkippedMail {
    /// What it is called in its mailbox: its folder and number, or its file.
    pub name: String,
    /// The kind of the error.
    pub kind: ErrorKind,
    /// Why.
    pub reason: String,
}

/// How far a mailbox is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MailboxState {
    /// What it is known by.
    pub name: String,
    /// How many messages were read so far.
    pub messages: u64,
    /// When it was last read.
    pub fetched: Option<Timestamp>,
    /// Whether there was more to read then.
    pub more: bool,
    /// The place behind what was read. Only the mailbox reads it.
    pub after: Option<serde_json::Value>,
}

/// Reads how far a mailbox is read, with the version of that; 0 for none.
pub(super) async fn state_of(scope: &Scope, name: &str) -> Result<(MailboxState, u64)> {
    match scope.storage().get(scope.workspace(), MAILBOXES.name, &id(name)).await? {
        Some(record) => {
            let version = record.version;
            Ok((decode(record)?, version))
        }
        None => Ok((MailboxState { name: name.to_owned(), ..MailboxState::default() }, 0)),
    }
}

/// Makes the put of how far a mailbox is read.
pub(super) fn state_put(scope: &Scope, state: &MailboxState, expect: Expect) -> Result<Put> {
    encode(scope.workspace(), MAILBOXES, &id(&state.name), state, expect)
}

/// A name may hold an address and anything else that no key does.
fn id(name: &str) -> String {
    Sha256::digest(name).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
