//! The states of a delivery, and which may follow which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a delivery is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Its bytes are fixed; it waits for approval.
    Proposed,
    /// It was approved. The same commit holds it, so that it is seen in the history only.
    Approved,
    /// It waits for its time: the undo window, the schedule, quiet hours.
    Held,
    /// It is being handed over; written before anything leaves.
    Transmitting,
    /// A server took it for at least one recipient, and nothing is left to do.
    Sent,
    /// It was not taken, or not for all; it is tried again.
    Deferred,
    /// It was not sent, and will not be unless somebody tries again.
    Failed,
    /// Nobody knows whether it was sent. It is looked for, then an operator decides.
    InDoubt,
    /// Somebody rejected it or took it back before it was sent.
    Cancelled,
    /// It came back from a recipient's server.
    Bounced,
    /// A recipient answered.
    Replied,
}

impl DeliveryState {
    /// All states, in the order of a life.
    pub const ALL: [Self; 11] = [
        Self::Proposed,
        Self::Approved,
        Self::Held,
        Self::Transmitting,
        Self::Sent,
        Self::Deferred,
        Self::Failed,
        Self::InDoubt,
        Self::Cancelled,
        Self::Bounced,
        Self::Replied,
    ];

    /// Returns the name, such as `in_doubt`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Held => "held",
            Self::Transmitting => "transmitting",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
            Self::Cancelled => "cancelled",
            Self::Bounced => "bounced",
            Self::Replied => "replied",
        }
    }

    /// Says whether another state may come after this one.
    pub fn may_become(self, next: Self) -> bool {
        use DeliveryState as S;
        match self {
            S::Proposed => matches!(next, S::Approved | S::Cancelled | S::Failed),
            S::Approved => matches!(next, S::Held | S::Failed | S::Cancelled),
            S::Held => matches!(next, S::Transmitting | S::Cancelled | S::Failed),
            S::Transmitting => matches!(next, S::Sent | S::Deferred | S::Failed | S::InDoubt),
            S::Deferred => matches!(next, S::Transmitting | S::Cancelled | S::Failed),
            S::InDoubt => matches!(next, S::InDoubt | S::Sent | S::Deferred | S::Failed | S::Held),
            S::Failed => matches!(next, S::Held),
            S::Sent => matches!(next, S::Bounced | S::Replied),
            S::Bounced => matches!(next, S::Bounced | S::Replied),
            S::Replied => matches!(next, S::Bounced | S::Replied),
            S::Cancelled => false,
        }
    }

    /// Says whether its version of the draft is spoken for: no second delivery of that begins.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Failed | Self::Cancelled)
    }

    /// Says whether it is still to be handed over.
    pub fn is_due(self) -> bool {
        matches!(self, Self::Held | Self::Deferred)
    }
}

impl std::fmt::Display for DeliveryState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for state in DeliveryState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[test]
    fn nothing_leaves_that_was_not_held_after_an_approval() {
        use DeliveryState as S;
        let before = |next: S| S::ALL.into_iter().filter(|state| state.may_become(next)).collect::<Vec<_>>();
        assert_eq!(before(S::Transmitting), [S::Held, S::Deferred]);
        assert_eq!(before(S::Approved), [S::Proposed]);
        assert_eq!(before(S::Held), [S::Approved, S::Failed, S::InDoubt]);
        assert_eq!(before(S::Proposed), []);
        assert!(S::ALL.into_iter().all(|next| !S::Cancelled.may_become(next)), "the end");
        assert!(!S::Sent.may_become(S::Held) && !S::Sent.may_become(S::Transmitting), "once");
    }
}
