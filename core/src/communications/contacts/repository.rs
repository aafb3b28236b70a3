//! Contacts in storage: the contacts, the keys by which they are found, the suppression list and the policy.

use serde::{Deserialize, Serialize};

use super::address::MailAddress;
use super::contact::Contact;
use super::policy::ContactPolicy;
use super::suppression::Suppression;
use crate::error::{Error, Result};
use crate::id::{ContactId, WorkspaceId};
use crate::rights::{Scope, decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Delete, Expect, Put,
    Query,
};

/// The collection of contacts.
pub const CONTACTS: Collection = Collection {
    name: "contacts",
    attributes: &[Attribute { name: "sorted", kind: AttributeKind::Text, unique: false }],
};

/// The collection of what contacts are found by: an address, which belongs to one contact, or a group.
pub const CONTACT_KEYS: Collection = Collection {
    name: "contact_keys",
    attributes: &[Attribute { name: "group", kind: AttributeKind::Text, unique: false }],
};

/// The collection of those who get nothing.
pub const SUPPRESSIONS: Collection = Collection { name: "suppressions", attributes: &[] };

/// The collection of the policy, one record in each workspace.
pub const CONTACT_POLICIES: Collection = Collection { name: "contact_policies", attributes: &[] };

/// The id of the one policy.
const POLICY: &str = "policy";
/// How many records are read at once.
pub(super) const PAGE: usize = 1_000;

/// What a key leads to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) contact: ContactId,
}

pub(super) fn missing(id: &ContactId) -> Error {
    Error::not_found(format!("there is no contact {id}"))
}

/// Reads a contact with its version.
pub(super) async fn contact(scope: &Scope, id: &ContactId) -> Result<Option<Contact>> {
    let record = scope.storage().get(scope.workspace(), CONTACTS.name, id.as_str()).await?;
    record.map(of_record).transpose()
}

pub(super) fn of_record(record: crate::storage::Record) -> Result<Contact> {
    let version = record.version;
    decode::<Contact>(record).map(|contact| Contact { version, ..contact })
}

/// Reads the contact that has an address, if one has.
///
/// # Errors
/// Storage errors.
pub(crate) async fn contact_at(scope: &Scope, address: &str) -> Result<Option<Contact>> {
    let Ok(address) = address.parse::<MailAddress>() else { return Ok(None) };
    match owner_of(scope, &address.key()).await? {
        Some(id) => contact(scope, &id).await,
        None => Ok(None),
    }
}

/// Finds whose address this is.
pub(super) async fn owner_of(scope: &Scope, key: &str) -> Result<Option<ContactId>> {
    let record = scope.storage().get(scope.workspace(), CONTACT_KEYS.name, &address_key(key)).await?;
    Ok(record.map(decode::<Key>).transpose()?.map(|key| key.contact))
}

pub(super) async fn suppression(scope: &Scope, target: &str) -> Result<Option<Suppression>> {
    let record = scope.storage().get(scope.workspace(), SUPPRESSIONS.name, target).await?;
    record.map(decode).transpose()
}

/// Reads the policy with its version; 0 for none.
pub(super) async fn policy(scope: &Scope) -> Result<(ContactPolicy, u64)> {
    match scope.storage().get(scope.workspace(), CONTACT_POLICIES.name, POLICY).await? {
        Some(record) => {
            let version = record.version;
            Ok((decode(record)?, version))
        }
        None => Ok((ContactPolicy::default(), 0)),
    }
}

pub(super) fn put_policy(workspace: &WorkspaceId, policy: &ContactPolicy, version: u64) -> Result<Put> {
    let expect = if version == 0 { Expect::Absent } else { Expect::Version(version) };
    encode(workspace, CONTACT_POLICIES, POLICY, policy, expect)
}

/// Writes a contact, and the keys that it has and had not, or has no more.
pub(super) fn write(batch: &mut Batch, before: Option<&Contact>, after: &Contact) -> Result<()> {
    let workspace = batch.workspace.clone();
    let expect = before.map_or(Expect::Absent, |before| Expect::Version(before.version));
    let stored = Contact { suppressed: None, ..after.clone() };
    let mut put = encode(&workspace, CONTACTS, after.id.as_str(), &stored, expect)?;
    put.record.attributes.insert("sorted", AttributeValue::Text(sorted(&after.name)));
    batch.puts.push(put);
    let (old, new) = (before.map(keys).unwrap_or_default(), keys(after));
    for (id, group) in new.iter().filter(|(id, _)| !old.iter().any(|(known, _)| known == id)) {
        let mut put =
            encode(&workspace, CONTACT_KEYS, id, &Key { contact: after.id.clone() }, Expect::Absent)?;
        if let Some(group) = group {
            put.record.attributes.insert("group", AttributeValue::Text(group.clone()));
        }
        batch.puts.push(put);
    }
    for (id, _) in old.into_iter().filter(|(id, _)| !new.iter().any(|(known, _)| known == id)) {
        batch.deletes.push(Delete { collection: CONTACT_KEYS.name, id, expect: Expect::Any });
    }
    Ok(())
}

/// Removes a contact with its keys.
pub(super) fn remove(batch: &mut Batch, contact: &Contact) {
    let expect = Expect::Version(contact.version);
    batch.deletes.push(Delete { collection: CONTACTS.name, id: contact.id.to_string(), expect });
    for (id, _) in keys(contact) {
        batch.deletes.push(Delete { collection: CONTACT_KEYS.name, id, expect: Expect::Any });
    }
}

/// The keys of a contact, with the group of those that stand for one.
fn keys(contact: &Contact) -> Vec<(String, Option<String>)> {
    let addresses = contact.addresses.iter().map(|address| (address_key(&address.key()), None));
    let groups =
        contact.groups.iter().map(|group| (format!("group {} {group}", contact.id), Some(group.clone())));
    addresses.chain(groups).collect()
}

/// The ids of the keys of a contact.
pub(crate) fn key_ids(contact: &Contact) -> impl Iterator<Item = String> {
    keys(contact).into_iter().map(|(id, _)| id)
}

/// The ids of records that name an address, and of the collections they lie in.
pub(crate) fn ids_of_address(key: &str) -> [(&'static str, String); 2] {
    [(CONTACT_KEYS.name, address_key(key)), (SUPPRESSIONS.name, key.to_owned())]
}

fn address_key(key: &str) -> String {
    format!("address {key}")
}

/// What names are found and sorted by.
pub(super) fn sorted(name: &str) -> String {
    name.to_lowercase().chars().take(100).collect()
}

/// Asks for the contacts whose names begin like this.
pub(super) fn named(workspace: &WorkspaceId, name: &str) -> Query {
    let start = sorted(name.trim());
    let condition =
        |compare, value| Condition { attribute: "sorted", compare, value: AttributeValue::Text(value) };
    let end = format!("{start}\u{10ffff}");
    Query {
        conditions: vec![condition(Compare::AtLeast, start), condition(Compare::Less, end)],
        order: Some("sorted"),
        ..Query::new(workspace.clone(), CONTACTS.name)
    }
}

/// Asks for the keys of a group.
pub(super) fn grouped(workspace: &WorkspaceId, group: &str) -> Query {
    let condition = Condition {
        attribute: "group",
        compare: Compare::Equal,
        value: AttributeValue::Text(group.to_owned()),
    };
    Query { conditions: vec![condition], limit: PAGE, ..Query::new(workspace.clone(), CONTACT_KEYS.name) }
}
