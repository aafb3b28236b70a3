//! Forgets members for good, when they are erased.

use std::collections::BTreeSet;

use super::desk;
use super::federated::FEDERATED_SIGN_INS;
use super::invitation::{INVITATIONS, Stored};
use super::session::SESSIONS;
use super::sign_in::SIGN_INS;
use crate::error::Result;
use crate::id::MemberId;
use crate::rights::decode;
use crate::storage::{AttributeValue, Batch, Compare, Condition, Delete, Expect, Query, Storage};

/// Records that are read at once.
const PAGE: usize = 500;

/// Removes everything by which these members could sign in, their sessions, and their invitations, which hold an
/// address. The list of changes tells of them no more, as it would tell hashes of addresses. May be repeated.
///
/// # Errors
/// Storage errors.
pub(crate) async fn forget(storage: &dyn Storage, members: &BTreeSet<MemberId>) -> Result<()> {
    let mut gone = Vec::new();
    for member in members {
        for collection in [SIGN_INS.name, FEDERATED_SIGN_INS.name, SESSIONS.name] {
            let condition = Condition {
                attribute: "member",
                compare: Compare::Equal,
                value: AttributeValue::Text(member.to_string()),
            };
            let query = Query { conditions: vec![condition], ..Query::new(desk(), collection) };
            gone.extend(found(storage, query, |_| Ok(true)).await?);
        }
    }
    let invited = |record| Ok(members.contains(&decode::<Stored>(record)?.member));
    gone.extend(found(storage, Query::new(desk(), INVITATIONS.name), invited).await?);
    for some in gone.chunks(PAGE) {
        let mut batch = Batch::new(desk());
        let delete =
            |(collection, id): (&'static str, String)| Delete { collection, id, expect: Expect::Any };
        batch.deletes.extend(some.iter().cloned().map(delete));
        batch.erased_changes.extend(some.iter().cloned());
        storage.commit(batch).await?;
    }
    Ok(())
}

/// Returns collection and id of what a query finds, as far as it is wanted.
async fn found(
    storage: &dyn Storage,
    query: Query,
    is_wanted: impl Fn(crate::storage::Record) -> Result<bool>,
) -> Result<Vec<(&'static str, String)>> {
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let page = storage.query(Query { cursor, limit: PAGE, ..query.clone() }).await?;
        for record in page.records {
            let name = (record.collection, record.id.clone());
            if is_wanted(record)? {
                found.push(name);
            }
        }
        cursor = page.cursor;
        if cursor.is_none() {
            return Ok(found);
        }
    }
}
