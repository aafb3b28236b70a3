//! To whom nothing is sent any more, and why.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::{self, MailAddress};
use crate::error::{Error, Result};

/// An address or a whole domain that gets nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suppression {
    /// The address, or `@` and the domain, in small letters.
    pub target: String,
    /// Why.
    pub reason: SuppressionReason,
    /// Since when.
    pub since: Timestamp,
}

/// Why nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    /// The address does not exist any more.
    HardBounce,
    /// The recipient wants nothing more.
    Unsubscribed,
    /// The recipient reported a message as unwanted.
    Complaint,
    /// Somebody of the office said so.
    ByHand,
}

impl SuppressionReason {
    /// Returns the name, such as `hard_bounce`.
    pub fn name(self) -> &'static str {
        match self {
            Self::HardBounce => "hard_bounce",
            Self::Unsubscribed => "unsubscribed",
            Self::Complaint => "complaint",
            Self::ByHand => "by_hand",
        }
    }

    /// Says why, as in "gets nothing because …".
    pub(super) fn because(self) -> &'static str {
        match self {
            Self::HardBounce => "mail to it came back for good",
            Self::Unsubscribed => "its owner unsubscribed",
            Self::Complaint => "its owner reported a message as unwanted",
            Self::ByHand => "somebody of the office said so",
        }
    }
}

/// Reads an address, or a domain with or without `@` before it.
pub(super) fn target(text: &str) -> Result<String> {
    let text = text.trim();
    if let Some(domain) = text.strip_prefix('@').or_else(|| (!text.contains('@')).then_some(text)) {
        let domain = address::domain(domain).ok_or_else(|| {
            Error::invalid_input("neither an address nor a domain: expected `name@domain` or `@domain`")
        })?;
        return Ok(format!("@{domain}"));
    }
    Ok(text.parse::<MailAddress>()?.key())
}
