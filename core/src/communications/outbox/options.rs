//! How a draft is to be sent, and what an operator says of a delivery in doubt.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::approvals::{Needed, PayloadHash};
use crate::communications::draft::Draft;
use crate::error::{Error, Result};
use crate::rights::Actor;
use crate::settings::QuietHours;

/// The longest wait for somebody who cancels: a week.
const UNDO: u32 = 7 * 24 * 60 * 60;
/// The longest idempotency key, in bytes.
const KEY: usize = 200;

/// How a draft is to be sent. What is absent is as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendOptions {
    /// The earliest time.
    pub at: Option<Timestamp>,
    /// How long it waits after approval in case somebody cancels it, in seconds.
    pub undo_seconds: Option<u32>,
    /// When it is not sent. Those of the settings do not hold for a message with a time of its own.
    pub quiet_hours: Option<QuietHours>,
    /// What makes a second request the same as this one: it returns the delivery of the first.
    pub idempotency_key: Option<String>,
    /// The name of the transport; the usual one when absent.
    pub transport: Option<String>,
    /// What it takes to approve. When absent, one person other than who asks; the application itself, which speaks
    /// for its one user, may approve what it asked for.
    pub needed: Option<Needed>,
    /// From when on it is too late to approve.
    pub expires_at: Option<Timestamp>,
}

/// What an operator knows of a delivery in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryVerdict {
    /// It was sent.
    Sent,
    /// It was not sent, and shall not be.
    NotSent,
    /// It shall be sent again, even if somebody gets it twice.
    SendAgain,
}

impl SendOptions {
    /// Checks what can be checked without an office.
    ///
    /// # Errors
    /// `invalid_input` naming the option.
    pub(super) fn check(&self) -> Result<()> {
        if self.undo_seconds.is_some_and(|seconds| seconds > UNDO) {
            return Err(Error::invalid_input(format!("`undo_seconds` is at most {UNDO}, which is a week")));
        }
        let bad = |key: &String| key.is_empty() || key.len() > KEY || key.chars().any(char::is_control);
        if self.idempotency_key.as_ref().is_some_and(bad) {
            return Err(Error::invalid_input(format!(
                "`idempotency_key` has 1 to {KEY} bytes without control characters"
            )));
        }
        super::quiet::next(self.quiet_hours.as_ref(), Timestamp::UNIX_EPOCH).map(drop)
    }

    /// Returns what it takes to approve what an actor asks for.
    pub(super) fn needed(&self, actor: &Actor) -> Needed {
        let alone = Needed { requester_may_approve: *actor == Actor::Owner, ..Needed::default() };
        self.needed.clone().unwrap_or(alone)
    }

    /// Returns the hash of what is requested: draft and options, whatever the key.
    pub(super) fn hash(&self, draft: &Draft) -> Result<PayloadHash> {
        let options = Self { idempotency_key: None, ..self.clone() };
        PayloadHash::of_json(&json!({
            "draft": draft.id,
            "version": draft.version,
            "content": draft.content_hash,
            "options": options,
        }))
    }
}
