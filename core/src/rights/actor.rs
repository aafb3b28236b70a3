//! Who acts.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::id::{MemberId, ServiceAccountId};

/// Who acts; written as `owner`, or as the id of a member or service account.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Actor {
    /// The application that opened the office: the owner of a single-user office.
    Owner,
    /// A member.
    Member(MemberId),
    /// A service account.
    Service(ServiceAccountId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Owner => f.write_str("owner"),
            Self::Member(id) => id.fmt(f),
            Self::Service(id) => id.fmt(f),
        }
    }
}

impl FromStr for Actor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "owner" {
            Ok(Self::Owner)
        } else if text.starts_with("sa_") {
            text.parse().map(Self::Service)
        } else if text.starts_with("mem_") {
            text.parse().map(Self::Member)
        } else {
            Err(Error::invalid_input("not an Actor: expected `owner`, `mem_…` or `sa_…`"))
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> Self {
        actor.to_string()
    }
}

impl From<MemberId> for Actor {
    fn from(id: MemberId) -> Self {
        Self::Member(id)
    }
}

impl From<&MemberId> for Actor {
    fn from(id: &MemberId) -> Self {
        Self::Member(id.clone())
    }
}

impl From<&ServiceAccountId> for Actor {
    fn from(id: &ServiceAccountId) -> Self {
        Self::Service(id.clone())
    }
}

impl From<ServiceAccountId> for Actor {
    fn from(id: ServiceAccountId) -> Self {
        Self::Service(id)
    }
}

impl JsonSchema for Actor {
    fn schema_name() -> Cow<'static, str> {
        "Actor".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_reads_back_as_written() {
        for text in ["owner", "mem_01", "sa_01"] {
            assert_eq!(text.parse::<Actor>().unwrap().to_string(), text);
        }
        for text in ["", "Owner", "mem_", "sa_../x", "doc_01"] {
            assert!(text.parse::<Actor>().is_err(), "{text}");
        }
    }
}
