//! Newtyped identifiers, made from the injected clock and randomness.
//!
//! An id is `<prefix>_<26 characters>`: 48 bits of milliseconds and 80 random bits in Crockford's base
//! 32, as in [ULID](https://github.com/ulid/spec), so that ids sort by the time they were made; those that one
//! process makes in the same millisecond sort by their order.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Yields random bytes.
pub trait Randomness: Send + Sync + std::fmt::Debug {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);

    /// Returns the 80 random bits of an id made in this millisecond of Unix time. A source may let those of one
    /// millisecond grow, so that ids sort by the order in which they were made.
    fn tail(&self, _millis: i64) -> u128 {
        let mut random = [0u8; 10];
        self.fill(&mut random);
        random.iter().fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }
}

/// The randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system provides randomness");
    }

    /// Within a millisecond each is larger than the one before by a random step, as in ULID's monotonic order.
    fn tail(&self, millis: i64) -> u128 {
        static LAST: Mutex<(i64, u128)> = Mutex::new((i64::MIN, 0));
        let mut random = [0u8; 10];
        self.fill(&mut random);
        let fresh = random.iter().fold(0, |bits, byte| bits << 8 | u128::from(*byte));
        grow(&mut LAST.lock().unwrap_or_else(|poisoned| poisoned.into_inner()), millis, fresh)
    }
}

/// Returns `fresh`, or in the same millisecond as last time something larger than then.
fn grow(last: &mut (i64, u128), millis: i64, fresh: u128) -> u128 {
    let next = last.1 + 1 + (fresh & u128::from(u32::MAX));
    let tail = if last.0 == millis && next < 1 << 80 { next } else { fresh };
    *last = (millis, tail);
    tail
}

/// Repeatable randomness for tests, vectors and replays: SplitMix64 over a seed.
#[derive(Debug)]
pub struct SeededRandomness(Mutex<u64>);

impl SeededRandomness {
    /// Starts the sequence of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn compose(prefix: &str, now: Timestamp, randomness: &dyn Randomness) -> String {
    let millis = now.as_millisecond().max(0);
    let bits = (millis as u128 & ((1 << 48) - 1)) << 80 | randomness.tail(millis);
    let mut id = String::with_capacity(prefix.len() + 27);
    id.push_str(prefix);
    id.push('_');
    for position in (0..26).rev() {
        id.push(char::from(ALPHABET[(bits >> (5 * position)) as usize & 31]));
    }
    id
}

fn check(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).is_some_and(|rest| {
        !rest.is_empty() && rest.len() <= 64 && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Makes a new id.
            pub fn new(now: Timestamp, randomness: &dyn Randomness) -> Self {
                Self(compose($prefix, now, randomness))
            }

            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = Error;

            fn try_from(text: String) -> Result<Self> {
                if check($prefix, &text) {
                    Ok(Self(text))
                } else {
                    Err(Error::invalid_input(concat!("not a ", stringify!($name), ": expected `", $prefix, "_…`")))
                }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// Names a workspace: the unit of isolation, ordering and sharding.
    WorkspaceId = "ws";
    /// Names a document.
    DocumentId = "doc";
    /// Names a draft of a communication.
    DraftId = "dft";
    /// Names a delivery: a message on its way out.
    DeliveryId = "dlv";
    /// Names a follow-up: what is looked at again on a day.
    FollowUpId = "fup";
    /// Names a contact.
    ContactId = "con";
    /// Names an organisation, which holds workspaces and members.
    OrganisationId = "org";
    /// Names a member of an organisation: a person.
    MemberId = "mem";
    /// Names a service account: a program that acts in one workspace.
    ServiceAccountId = "sa";
    /// Names a session: a member who signed in.
    SessionId = "ses";
    /// Names a token of a service account.
    ServiceTokenId = "tok";
    /// Names an approval: a question to people whether something may be done.
    ApprovalId = "apr";
    /// Names a piece of durable work.
    WorkId = "wrk";
    /// Names a job: pieces of work that were asked for together.
    JobId = "job";
    /// Names a run of an agent or a playbook.
    RunId = "run";
    /// Names a schedule: what starts runs by itself.
    ScheduleId = "sch";
    /// Names a fact of the memory.
    FactId = "fct";
    /// Names an erasure: what goes for good, and the proof of it.
    ErasureId = "ers";
    /// Names a legal hold: what may not be erased.
    LegalHoldId = "hld";
    /// Names a webhook: an address that is told what happens.
    WebhookId = "whk";
    /// Names an event that webhooks are told.
    WebhookEventId = "evt";
    /// Names an event on its way to one webhook.
    WebhookDeliveryId = "whd";
}

impl WorkspaceId {
    /// Returns an id that no workspace has, for records that belong to none. A made id has 26 characters.
    pub(crate) fn reserved(name: &'static str) -> Self {
        Self(format!("ws_{name}"))
    }

    /// Returns the one workspace of a single-user office.
    pub fn default_workspace() -> Self {
        Self("ws_default".to_owned())
    }
}

impl OrganisationId {
    /// Returns the organisation of a single-user office.
    pub fn default_organisation() -> Self {
        Self("org_default".to_owned())
    }
}

impl DocumentId {
    /// Returns the id that stands for a document that was parsed without an office.
    pub fn unstored() -> Self {
        Self("doc_unstored".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_read_back() {
        let randomness = SeededRandomness::new(7);
        let early = DocumentId::new(Timestamp::from_millisecond(1_000).unwrap(), &randomness);
        let late = DocumentId::new(Timestamp::from_millisecond(2_000).unwrap(), &randomness);
        assert!(early < late);
        assert_eq!(early.as_str().parse::<DocumentId>().unwrap(), early);
        assert_eq!(early.as_str().len(), 4 + 26);
    }

    #[test]
    fn ids_of_one_millisecond_sort_by_their_order() {
        let mut last = (i64::MIN, 0);
        let mut before = grow(&mut last, 7, u128::MAX >> 60);
        for fresh in [3, u128::MAX >> 50, 0, 0] {
            let tail = grow(&mut last, 7, fresh);
            assert!(before < tail && tail < 1 << 80);
            before = tail;
        }
        assert_eq!(grow(&mut last, 8, 5), 5, "the time goes first");
        let full = (1 << 80) - 1;
        assert_eq!(grow(&mut (8, full), 8, 5), 5, "80 bits are all there are");
    }

    #[test]
    fn foreign_and_broken_ids_are_refused() {
        for text in ["", "doc", "doc_", "dft_01", "doc_../x", "doc_a b"] {
            assert!(text.parse::<DocumentId>().is_err(), "{text}");
        }
    }
}
