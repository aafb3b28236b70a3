//! Whose data is meant, and how a text is told to speak of that person.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::kind::DataKind;
use super::report::ErasureReason;
use crate::communications::{Contact, MailAddress};
use crate::error::{Error, Result};
use crate::id::{ContactId, MemberId};
use crate::rights::{Person, Scope, decode};
use crate::storage::Record;

/// The most addresses, and names, of one person.
const MOST: usize = 50;
/// The shortest and longest name, in characters: a shorter one stands in other words everywhere.
const NAME: std::ops::RangeInclusive<usize> = 2..=200;

/// A person whose data is looked for: by the contact, by the membership, by addresses and by names. Whatever mentions
/// one of them belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DataSubject {
    /// The contact, whose name and addresses are looked for too.
    pub contact: Option<ContactId>,
    /// The member, whose name and addresses are looked for too.
    pub member: Option<MemberId>,
    /// Mail addresses, at most 50.
    pub addresses: Vec<String>,
    /// Names as they are written, each of 2 to 200 characters, at most 50.
    pub names: Vec<String>,
}

/// What is looked for in records: words and ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Sought {
    addresses: BTreeSet<String>,
    names: BTreeSet<String>,
    pub(super) ids: BTreeSet<String>,
    /// The member, whose own record and personal facts are meant. What a member did for the office is the office's.
    member: Option<String>,
}

/// A record's texts in the form in which words are compared.
#[derive(Debug)]
pub(super) struct Plain(String);

impl DataSubject {
    /// Resolves contact and member, and checks the rest.
    ///
    /// # Errors
    /// `invalid_input` when nothing is named, and for an address or name that is none; `not_found` for a contact or
    /// member that is not there.
    pub(super) async fn sought(&self, scope: &Scope) -> Result<Sought> {
        let mut sought = Sought::default();
        if self.addresses.len() > MOST || self.names.len() > MOST {
            return Err(Error::invalid_input(format!(
                "a person has at most {MOST} addresses and {MOST} names"
            )));
        }
        for address in &self.addresses {
            sought.addresses.insert(address.trim().parse::<MailAddress>()?.key());
        }
        for name in &self.names {
            sought.name(name)?;
        }
        if let Some(id) = &self.contact {
            let record = scope.storage().get(scope.workspace(), CONTACTS, id.as_str()).await?;
            let record = record.ok_or_else(|| Error::not_found(format!("there is no contact {id}")))?;
            let contact: Contact = decode(record)?;
            sought.ids.insert(id.to_string());
            sought.addresses.extend(contact.addresses.iter().map(MailAddress::key));
            // Where no name is known the address stands in its place.
            if !contact.name.contains('@') {
                sought.name(&contact.name)?;
            }
        }
        if let Some(id) = &self.member {
            let record = scope.storage().get(&scope.place().home, PEOPLE, id.as_str()).await?;
            let record = record.ok_or_else(|| Error::not_found(format!("there is no member {id}")))?;
            let person: Person = decode(record)?;
            sought.member = Some(id.to_string());
            sought.name(&person.name)?;
            for address in &person.addresses {
                sought.addresses.insert(address.to_lowercase());
            }
        }
        if sought.is_empty() {
            return Err(Error::invalid_input("name a contact, a member, an address or a name"));
        }
        Ok(sought)
    }
}

const CONTACTS: &str = crate::communications::contacts::CONTACTS.name;
const PEOPLE: &str = crate::rights::PEOPLE.name;

impl Sought {
    fn name(&mut self, name: &str) -> Result<()> {
        let plain = plain(name);
        if !NAME.contains(&plain.chars().count()) {
            let (least, most) = (NAME.start(), NAME.end());
            return Err(Error::invalid_input(format!("a name has {least} to {most} characters")));
        }
        self.names.insert(plain);
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.names.is_empty() && self.ids.is_empty() && self.member.is_none()
    }

    /// Says whether a record is the member's own, whatever it says.
    pub(super) fn owns(&self, kind: DataKind, record: &Record) -> bool {
        let Some(member) = &self.member else { return false };
        match kind {
            DataKind::Member => record.id == *member,
            DataKind::Fact => record.body.get("person").and_then(Value::as_str) == Some(member),
            _ => false,
        }
    }

    /// The addresses, in small letters.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// Says why a text belongs to what is looked for; nothing when it does not.
    pub(super) fn why(&self, text: &Plain) -> BTreeSet<ErasureReason> {
        let mut why = BTreeSet::new();
        if self.addresses.iter().any(|address| text.has(address, is_of_address)) {
            why.insert(ErasureReason::NamesAddress);
        }
        if self.names.iter().any(|name| text.has(name, char::is_alphanumeric)) {
            why.insert(ErasureReason::NamesPerson);
        }
        if !self.ids.is_empty() && text.tokens().any(|token| self.ids.contains(token)) {
            why.insert(ErasureReason::RefersTo);
        }
        why
    }
}

impl Plain {
    /// Takes all texts of a value, also the names of its members.
    pub(super) fn of(value: &Value) -> Self {
        let mut text = String::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(words) => add(&mut text, words),
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => {
                    for (name, field) in fields {
                        add(&mut text, name);
                        open.push(field);
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        Self(text)
    }

    pub(super) fn of_text(words: &str) -> Self {
        Self(plain(words))
    }

    /// Says whether these words stand in it, and are no part of longer ones.
    fn has(&self, words: &str, goes_on: fn(char) -> bool) -> bool {
        self.0.match_indices(words).any(|(at, _)| {
            let (before, after) = (&self.0[..at], &self.0[at + words.len()..]);
            let mut following = after.chars();
            let next = following.next();
            // The full stop after an address at the end of a sentence is none of it.
            let ends = match next {
                Some('.' | '-') => !following.next().is_some_and(char::is_alphanumeric) || !goes_on('.'),
                Some(next) => !goes_on(next),
                None => true,
            };
            ends && !before.chars().next_back().is_some_and(goes_on)
        })
    }

    /// The ids and hashes in it, and all other words.
    fn tokens(&self) -> impl Iterator<Item = &str> {
        self.0.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
    }

    /// The words that look like a SHA-256.
    pub(super) fn hashes(&self) -> impl Iterator<Item = &str> {
        self.tokens().filter(|token| token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }
}

fn is_of_address(c: char) -> bool {
    c.is_alphanumeric() || ".-_+%".contains(c)
}

/// Small letters, composed, with single spaces.
fn plain(words: &str) -> String {
    let mut text = String::new();
    add(&mut text, words);
    text.truncate(text.trim_end().len());
    text
}

fn add(text: &mut String, words: &str) {
    for word in words.split_whitespace() {
        if word.is_ascii() {
            text.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            text.extend(word.nfc().flat_map(char::to_lowercase));
        }
        text.push(' ');
    }
    // Texts of different fields are no neighbours.
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn why(sought: &Sought, value: &Value) -> Vec<ErasureReason> {
        sought.why(&Plain::of(value)).into_iter().collect()
    }

    #[test]
    fn a_person_is_found_by_whole_words_however_they_are_written() {
        let mut sought = Sought::default();
        sought.name("Zoë  Lindqvist").unwrap();
        sought.addresses.insert("zoe@firm.example".to_owned());
        sought.ids.insert("doc_1".to_owned());
        use ErasureReason::{NamesAddress, NamesPerson, RefersTo};
        for (value, expected) in [
            (json!({"a": ["by ZOE\u{308} \n lindqvist, today"]}), vec![NamesPerson]),
            (json!({"Zoë Lindqvist": 1}), vec![NamesPerson]),
            (json!("Zoë Lindqvistson"), vec![]),
            (json!(["Zoë", "Lindqvist"]), vec![]),
            (json!("Write to <Zoe@Firm.example>."), vec![NamesAddress]),
            (json!("Write to zoe@firm.example."), vec![NamesAddress]),
            (json!("chloezoe@firm.example zoe@firm.example.org a.zoe@firm.example"), vec![]),
            (json!("run/doc_1/x"), vec![RefersTo]),
            (json!("doc_12"), vec![]),
        ] {
            assert_eq!(why(&sought, &value), expected, "{value}");
        }
    }

    #[test]
    fn hashes_are_found_in_texts() {
        let hash = "a1".repeat(32);
        let text = Plain::of(&json!({"blob": {"id": hash}, "name": "b2".repeat(33)}));
        assert_eq!(text.hashes().collect::<Vec<_>>(), [hash]);
    }
}
