//! Mail addresses in one form, so that the same mailbox is the same text (RFC 5321, 5890, 6531).

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// A mail address that was read: its domain is in ASCII and small letters, its local part composed (NFC).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailAddress {
    local: String,
    domain: String,
}

impl MailAddress {
    /// Returns the part before the `@`.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Returns the domain in ASCII and small letters.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Returns what is the same for the same mailbox: servers tell no capitals apart.
    pub fn key(&self) -> String {
        format!("{}@{}", self.local.to_lowercase(), self.domain)
    }

    /// Says whether the part before the `@` has other letters than ASCII, which only servers with SMTPUTF8 take.
    pub fn is_international(&self) -> bool {
        !self.local.is_ascii()
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

impl From<MailAddress> for String {
    fn from(address: MailAddress) -> Self {
        address.to_string()
    }
}

impl TryFrom<String> for MailAddress {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl JsonSchema for MailAddress {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MailAddress".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

impl FromStr for MailAddress {
    type Err = Error;

    /// Reads `name@domain`. Quoted local parts and addresses of machines (`[192.0.2.1]`) are none.
    fn from_str(text: &str) -> Result<Self> {
        let none = || Error::invalid_input("not a mail address: expected `name@domain`");
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').filter(|_| text.len() <= 1_000).ok_or_else(none)?;
        let local: String = local.nfc().collect();
        let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
        let plain = !local.is_empty()
            && !local.contains(|c: char| {
                c.is_whitespace() || c.is_control() || is_invisible(c) || "<>()[],;:\\\"@".contains(c)
            });
        if dots || !plain || local.len() > 64 {
            return Err(none());
        }
        Ok(Self { local, domain: self::domain(domain).ok_or_else(none)? })
    }
}

/// Reads a domain into ASCII and small letters; `None` when it is none that receives mail.
pub(super) fn domain(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() || text.len() > 255 || text.chars().any(is_invisible) {
        return None;
    }
    let ascii = idna::domain_to_ascii(text).ok()?.to_ascii_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = ascii.rsplit('.').next().unwrap_or_default();
    let named = ascii.contains('.') && !last.bytes().all(|byte| byte.is_ascii_digit());
    (ascii.len() <= 253 && named && ascii.split('.').all(label)).then_some(ascii)
}

/// Characters that nobody sees and that change what others look like, such as the right-to-left override.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
