//! What is known of a contact.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::MailAddress;
use super::suppression::SuppressionReason;
use crate::error::{Error, Result};
use crate::evidence::Provenance;
use crate::id::ContactId;

/// The longest text of a field, in characters.
const TEXT: usize = 200;
/// The most addresses of a contact.
const ADDRESSES: usize = 20;
/// The longest name of a group, in bytes.
const GROUP: usize = 200;
/// The most groups of a contact.
const GROUPS: usize = 50;

/// Somebody whom the office knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contact {
    /// The id.
    pub id: ContactId,
    /// The version: 1 at first, one more with each change.
    #[serde(default)]
    pub version: u64,
    /// The name; the address where none is known.
    pub name: String,
    /// The mail addresses, the preferred one first. An address belongs to one contact.
    pub addresses: Vec<MailAddress>,
    /// The language to write in, as a BCP 47 tag.
    pub language: Option<String>,
    /// How the contact is addressed, such as `Dear Dr Lindqvist`.
    pub salutation: Option<String>,
    /// How formally, such as `Sie` or `du`.
    pub formality: Option<Formality>,
    /// The time zone, as an IANA name.
    pub time_zone: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The groups that the contact belongs to, sorted.
    pub groups: Vec<String>,
    /// Who gave the contact: a person of the office, or its mails.
    pub provenance: Provenance,
    /// What the mails of the office tell.
    pub learned: Option<LearnedHabits>,
    /// Why nothing is sent to the first address, where that is so.
    #[serde(default)]
    pub suppressed: Option<SuppressionReason>,
    /// When the contact was added.
    pub created: Timestamp,
}

/// How formally somebody is addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Formality {
    /// By last name: `Sie`, `vous`, `usted`.
    Formal,
    /// By first name: `du`, `tu`.
    Familiar,
}

/// What the mails of an office tell of a contact: counts and names of choices, no text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct LearnedHabits {
    /// How many mails came from the contact.
    pub received: u32,
    /// How many mails name the contact as recipient.
    pub sent: u32,
    /// When the last of these mails was written (ISO 8601).
    pub last: Option<String>,
}

/// A contact to add.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewContact {
    /// The name; may be empty.
    pub name: String,
    /// The mail addresses, the preferred one first.
    pub addresses: Vec<String>,
    /// The language to write in, as a BCP 47 tag.
    pub language: Option<String>,
    /// How the contact is addressed.
    pub salutation: Option<String>,
    /// How formally.
    pub formality: Option<Formality>,
    /// The time zone, as an IANA name.
    pub time_zone: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The groups.
    pub groups: Vec<String>,
}

/// A change of a contact; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactChange {
    /// The version that is changed: another one is a `conflict`. Without it, whatever is there.
    pub version: Option<u64>,
    /// Another name.
    pub name: Option<String>,
    /// Other addresses.
    pub addresses: Option<Vec<String>>,
    /// Another language; empty for none.
    pub language: Option<String>,
    /// Another salutation; empty for none.
    pub salutation: Option<String>,
    /// Another formality.
    pub formality: Option<Formality>,
    /// Another time zone; empty for none.
    pub time_zone: Option<String>,
    /// Another organisation; empty for none.
    pub organisation: Option<String>,
    /// Other groups.
    pub groups: Option<Vec<String>>,
}

impl NewContact {
    /// Names somebody with one address.
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Self {
        Self { name: name.into(), addresses: vec![address.into()], ..Self::default() }
    }

    /// Puts the contact into a group.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.groups.push(group.into());
        self
    }

    /// Makes the contact.
    pub(super) fn into_contact(self, id: ContactId, created: Timestamp) -> Result<Contact> {
        let addresses = addresses(&self.addresses)?;
        Ok(Contact {
            id,
            version: 1,
            name: name(&self.name, &addresses)?,
            addresses,
            language: language(self.language)?,
            salutation: text("salutation", self.salutation)?,
            formality: self.formality,
            time_zone: time_zone(self.time_zone)?,
            organisation: text("organisation", self.organisation)?,
            groups: groups(&self.groups)?,
            provenance: Provenance::User,
            learned: None,
            suppressed: None,
            created,
        })
    }
}

impl ContactChange {
    /// Changes a contact, which a person of the office has then confirmed.
    pub(super) fn apply(self, contact: &mut Contact) -> Result<()> {
        if let Some(given) = self.addresses {
            contact.addresses = addresses(&given)?;
        }
        if let Some(given) = self.name {
            contact.name = name(&given, &contact.addresses)?;
        }
        if self.language.is_some() {
            contact.language = language(self.language)?;
        }
        if self.salutation.is_some() {
            contact.salutation = text("salutation", self.salutation)?;
        }
        if self.time_zone.is_some() {
            contact.time_zone = time_zone(self.time_zone)?;
        }
        if self.organisation.is_some() {
            contact.organisation = text("organisation", self.organisation)?;
        }
        if let Some(given) = self.groups {
            contact.groups = groups(&given)?;
        }
        contact.formality = self.formality.or(contact.formality);
        contact.provenance = Provenance::User;
        Ok(())
    }
}

fn addresses(given: &[String]) -> Result<Vec<MailAddress>> {
    let mut addresses: Vec<MailAddress> = Vec::new();
    if given.is_empty() || given.len() > ADDRESSES {
        return Err(Error::invalid_input(format!("a contact has 1 to {ADDRESSES} mail addresses")));
    }
    for address in given {
        let address: MailAddress = address.parse()?;
        if !addresses.iter().any(|known| known.key() == address.key()) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}

fn name(given: &str, addresses: &[MailAddress]) -> Result<String> {
    let name = text("name", Some(given.to_owned()))?;
    Ok(name.or_else(|| addresses.first().map(ToString::to_string)).unwrap_or_default())
}

/// Takes a text of one line; none for an empty one.
fn text(field: &str, given: Option<String>) -> Result<Option<String>> {
    let Some(given) = given else { return Ok(None) };
    let text = given.trim();
    if text.chars().count() > TEXT || text.chars().any(char::is_control) {
        return Err(Error::invalid_input(format!(
            "the {field} of a contact has at most {TEXT} characters and no control characters"
        )));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn language(given: Option<String>) -> Result<Option<String>> {
    let tag = text("language", given)?;
    let is_tag = |tag: &String| {
        let mut parts = tag.split('-');
        parts.next().is_some_and(|first| {
            (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
        }) && parts
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    match tag {
        Some(tag) if !is_tag(&tag) => {
            Err(Error::invalid_input("the language of a contact is a BCP 47 tag such as `de` or `en-GB`"))
        }
        tag => Ok(tag),
    }
}

fn time_zone(given: Option<String>) -> Result<Option<String>> {
    let Some(name) = text("time zone", given)? else { return Ok(None) };
    jiff::tz::TimeZone::get(&name).map_err(|error| {
        Error::invalid_input("the time zone of a contact is no name of the IANA database").with_source(error)
    })?;
    Ok(Some(name))
}

fn groups(given: &[String]) -> Result<Vec<String>> {
    let mut groups = Vec::new();
    for group in given {
        groups.push(group_name(group)?);
    }
    groups.sort();
    groups.dedup();
    if groups.len() > GROUPS {
        return Err(Error::invalid_input(format!("a contact is in at most {GROUPS} groups")));
    }
    Ok(groups)
}

/// Takes the name of a group, which is part of a key in storage.
pub(super) fn group_name(given: &str) -> Result<String> {
    let name = text("group", Some(given.to_owned()))?;
    name.filter(|name| name.len() <= GROUP)
        .ok_or_else(|| Error::invalid_input(format!("the name of a group has 1 to {GROUP} bytes")))
}
