//! Legal holds: what may not be erased, whoever asks and however old it is.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::subject::{DataSubject, Sought};
use crate::documents::DOCUMENTS;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DocumentId, LegalHoldId};
use crate::rights::{Actor, Scope, decode};
use crate::storage::{AttributeValue, Collection, Compare, Condition, Query, Record};

/// The collection of legal holds.
pub const LEGAL_HOLDS: Collection = Collection { name: "legal_holds", attributes: &[] };

/// The most holds of a workspace: every erasure looks for all of them in everything.
pub(super) const MOST: usize = 200;
/// The longest name and reason, in characters, and the most documents or groups of one hold.
const NAME: usize = 200;
const REASON: usize = 2_000;
const THINGS: usize = 1_000;
/// Documents that are read at once.
const PAGE: usize = 500;

/// A legal hold. It keeps its documents, all documents of its groups, whatever mentions its person, and whatever
/// refers to those documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LegalHold {
    /// The id.
    pub id: LegalHoldId,
    /// What people call it, such as the number of a case.
    pub name: String,
    /// Why it is there.
    pub reason: Option<String>,
    /// The documents.
    pub documents: Vec<DocumentId>,
    /// The groups of documents, also of those that are added later.
    pub groups: Vec<String>,
    /// The person.
    pub subject: Option<DataSubject>,
    /// Who placed it.
    pub placed_by: Actor,
    /// When.
    pub created: Timestamp,
}

/// A legal hold to place; it names a document, a group or a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLegalHold {
    /// What people call it, 1 to 200 characters.
    pub name: String,
    /// Why, at most 2,000 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Documents, at most 1,000.
    #[serde(default)]
    pub documents: Vec<DocumentId>,
    /// Groups of documents, at most 1,000.
    #[serde(default)]
    pub groups: Vec<String>,
    /// A person.
    #[serde(default)]
    pub subject: Option<DataSubject>,
}

/// A hold with what it looks for.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) id: LegalHoldId,
    pub(super) sought: Sought,
}

/// Checks a hold to place.
pub(super) async fn check(new: &NewLegalHold, scope: &Scope) -> Result<()> {
    let wrong = |what: &str| Err(Error::invalid_input(what));
    let length = new.name.trim().chars().count();
    if length == 0 || length > NAME || new.name.contains('\0') {
        return wrong("the name of a legal hold has 1 to 200 characters, none of them NUL");
    }
    if new.reason.as_ref().is_some_and(|reason| reason.chars().count() > REASON || reason.contains('\0')) {
        return wrong("the reason of a legal hold has at most 2,000 characters, none of them NUL");
    }
    if new.documents.len() > THINGS || new.groups.len() > THINGS {
        return wrong("a legal hold has at most 1,000 documents and 1,000 groups");
    }
    if new.documents.is_empty() && new.groups.is_empty() && new.subject.is_none() {
        return wrong("a legal hold names a document, a group or a person");
    }
    if new.groups.iter().any(|group| group.is_empty() || group.len() > 1_000 || group.contains('\0')) {
        return wrong("a group has 1 to 1,000 bytes, none of them NUL");
    }
    for id in &new.documents {
        if scope.storage().get(scope.workspace(), DOCUMENTS.name, id.as_str()).await?.is_none() {
            return Err(Error::not_found(format!("there is no document {id}")));
        }
    }
    match &new.subject {
        Some(subject) => subject.sought(scope).await.map(drop),
        None => Ok(()),
    }
}

/// Reads all holds of a workspace, oldest first.
pub(super) async fn all(scope: &Scope) -> Result<Vec<LegalHold>> {
    let query = Query { limit: MOST, ..Query::new(scope.workspace().clone(), LEGAL_HOLDS.name) };
    scope.storage().query(query).await?.records.into_iter().map(decode).collect()
}

/// Reads all holds with what they look for now.
pub(super) async fn held(scope: &Scope) -> Result<Vec<Held>> {
    let mut found = Vec::new();
    for hold in all(scope).await? {
        let mut sought = match &hold.subject {
            Some(subject) => still(subject, scope).await?,
            None => Sought::default(),
        };
        sought.ids.extend(hold.documents.iter().map(DocumentId::to_string));
        for group in &hold.groups {
            sought.ids.extend(of_group(scope, group).await?);
        }
        found.push(Held { id: hold.id, sought });
    }
    Ok(found)
}

/// A contact or member of a hold may have gone; addresses and names still count.
async fn still(subject: &DataSubject, scope: &Scope) -> Result<Sought> {
    match subject.sought(scope).await {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let rest = DataSubject { contact: None, member: None, ..subject.clone() };
            match rest.sought(scope).await {
                Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(Sought::default()),
                sought => sought,
            }
        }
        sought => sought,
    }
}

async fn of_group(scope: &Scope, group: &str) -> Result<Vec<String>> {
    let condition = Condition {
        attribute: "document_group",
        compare: Compare::Equal,
        value: AttributeValue::Text(group.to_owned()),
    };
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let query = Query {
            conditions: vec![condition.clone()],
            cursor,
            limit: PAGE,
            ..Query::new(scope.workspace().clone(), DOCUMENTS.name)
        };
        let page = scope.storage().query(query).await?;
        ids.extend(page.records.into_iter().map(|record: Record| record.id));
        match page.cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(ids),
        }
    }
}
