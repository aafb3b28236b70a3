//! What carries finished messages out of the office, and where they are found again.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::id::DeliveryId;

/// Carries finished messages out of the office: a provider, an SMTP server, a folder.
#[async_trait]
pub trait Transport: Send + Sync + std::fmt::Debug {
    /// Returns its name, such as `smtp`.
    fn name(&self) -> &str;

    /// Hands over a message once. Never tries again by itself.
    async fn send(&self, message: &OutgoingMessage) -> std::result::Result<Vec<RecipientResult>, NotSent>;

    /// Says what became of a message whose sending ended without an answer.
    async fn find(&self, message: &OutgoingMessage) -> Result<Trace>;
}

/// Where sent messages are found again and filed.
#[async_trait]
pub trait SentMail: Send + Sync + std::fmt::Debug {
    /// Says whether a message of this Message-ID was sent.
    async fn find(&self, message_id: &str) -> Result<Trace>;

    /// Stores a copy of a message unless it is there already.
    async fn file(&self, message: &OutgoingMessage) -> Result<()>;
}

/// A message whose bytes and Message-ID are fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// The delivery it belongs to.
    pub id: DeliveryId,
    /// The Message-ID without angle brackets.
    pub message_id: String,
    /// The address that answers to failures go to.
    pub from: String,
    /// The addresses it goes to.
    pub recipients: Vec<String>,
    /// The message (RFC 5322).
    pub bytes: Arc<[u8]>,
    /// What is the same whenever the same message is sent.
    pub idempotency_key: String,
}

/// What a recipient's server said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecipientResult {
    /// The address.
    pub address: String,
    /// What came of it.
    pub outcome: RecipientOutcome,
    /// The code of the answer, such as 550.
    pub code: Option<u16>,
    /// The status of the answer (RFC 3463), such as `5.1.1`.
    pub status: Option<String>,
    /// The words of the answer.
    pub message: Option<String>,
}

/// What came of a message for one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecipientOutcome {
    /// The server took it.
    Accepted,
    /// The server asks to try again later.
    Deferred,
    /// The server refused it for good.
    Rejected,
}

/// Why nothing, or perhaps something, was sent.
#[derive(Debug)]
pub enum NotSent {
    /// Nothing was sent; the same may succeed later.
    Deferred {
        /// Why.
        reason: Error,
        /// How long to wait, where the server says so.
        retry_after: Option<Duration>,
    },
    /// Nothing was sent, and the same never will be.
    Refused(Error),
    /// Nobody knows whether it was sent.
    InDoubt(Error),
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trace {
    /// It was sent.
    Sent,
    /// It was not sent.
    NotSent,
    /// Nothing tells.
    Unknown,
}
