//! A source as it crosses the border.

use std::path::PathBuf;

use schemars::JsonSchema;
use secretariat::{Error, Result};
use serde::Deserialize;

use crate::message::Buffer;

/// A file, some bytes or a text to read: exactly one of `path`, `bytes` and `text` is set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// A file on disk; it is read when the source is added, and its name is kept.
    pub path: Option<PathBuf>,
    /// The content of a file.
    pub bytes: Option<Buffer>,
    /// A plain text.
    pub text: Option<String>,
    /// The name of the bytes or the text, such as `contract.pdf`: a hint at the format.
    pub name: Option<String>,
    /// The group, such as a matter or a contract file, to which searches can be restricted.
    pub group: Option<String>,
    /// An identity of its own: equal contents with different keys are kept apart, and the key takes the
    /// place of the name.
    pub key: Option<String>,
    /// The place in the group, low first: neighbours support each other's scores in a search.
    pub order: u64,
}

impl TryFrom<Source> for secretariat::Source {
    type Error = Error;

    fn try_from(source: Source) -> Result<Self> {
        let named = |what: &str| {
            source.name.clone().ok_or_else(|| {
                Error::invalid_input(format!("source: {what} need a `name`, such as \"contract.pdf\""))
            })
        };
        let mut made = match (&source.path, source.bytes.clone(), &source.text) {
            (Some(path), None, None) => Self::file(path),
            (None, Some(bytes), None) => Self::bytes(named("bytes")?, bytes.0),
            (None, None, Some(text)) => Self::text(named("texts")?, text.as_str()),
            _ => return Err(Error::invalid_input("source: set exactly one of `path`, `bytes` and `text`")),
        };
        if let Some(group) = source.group {
            made = made.in_group(group);
        }
        if let Some(key) = source.key {
            made = made.with_key(key);
        }
        Ok(made.at(source.order))
    }
}
