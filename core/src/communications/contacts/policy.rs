//! To which domains a workspace writes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address;
use crate::error::{Error, Result};

/// The most domains of a list.
const DOMAINS: usize = 10_000;

/// The policy of a workspace. A domain stands for those below it too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactPolicy {
    /// The only domains that mail goes to; all where this is empty.
    pub allowed_domains: Vec<String>,
    /// Domains that no mail goes to, even where they are allowed.
    pub blocked_domains: Vec<String>,
    /// The domains of the office itself, beside those of its owner's addresses.
    pub own_domains: Vec<String>,
}

impl ContactPolicy {
    /// Puts the domains into one form.
    pub(super) fn normalised(mut self) -> Result<Self> {
        for list in [&mut self.allowed_domains, &mut self.blocked_domains, &mut self.own_domains] {
            if list.len() > DOMAINS {
                return Err(Error::invalid_input(format!("a list of domains has at most {DOMAINS}")));
            }
            for domain in list.iter_mut() {
                *domain = address::domain(domain.trim_start_matches('@'))
                    .ok_or_else(|| Error::invalid_input("not a domain: expected such as `firm.example`"))?;
            }
            list.sort();
            list.dedup();
        }
        Ok(self)
    }
}

/// Lists a domain and those above it, the longest first.
pub(super) fn upwards(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, above)| above))
}
