//! Feeds of the agenda: a secret in an address by which a calendar program, which cannot send a header, reads what is
//! due as one actor sees it.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::handle::Sessions;
use super::{refused, secret};
use crate::audit::{AuditEntry, Target};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::rights::{Actor, Permission, decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Delete, Expect, Query,
};

/// The feeds of a workspace, one for each actor, by the hashes of their secrets.
pub const AGENDA_FEEDS: Collection = Collection {
    name: "agenda_feeds",
    attributes: &[Attribute { name: "secret", kind: AttributeKind::Text, unique: true }],
};

/// The longest token that is looked at, in bytes.
const TOKEN: usize = 200;

/// A feed that was just issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedFeed {
    /// When it was issued.
    pub created: Timestamp,
    /// The token that the address of the feed holds: shown this once.
    pub token: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    actor: Actor,
    created: Timestamp,
}

impl Sessions {
    /// Issues a feed of the agenda for who asks, in the workspace at hand (right `documents.read`). The one before
    /// reads nothing any more. What the feed shows is what its actor may read at that time.
    ///
    /// # Errors
    /// `not_found` and `denied` without the right; `conflict` when another one is issued at the same time; storage
    /// errors.
    pub async fn issue_feed(&self) -> Result<IssuedFeed> {
        let scope = self.guard.enter(Permission::DocumentsRead).await?;
        let (now, actor) = (self.now(), scope.actor().clone());
        let secret = secret::random(self.randomness.as_ref());
        let id = actor.to_string();
        let known = self.storage.get(scope.workspace(), AGENDA_FEEDS.name, &id).await?;
        let expect = known.map_or(Expect::Absent, |record| Expect::Version(record.version));
        let stored = Stored { actor, created: now };
        let mut put = encode(scope.workspace(), AGENDA_FEEDS, &id, &stored, expect)?;
        put.record.attributes.insert("secret", AttributeValue::Text(secret::hash(&secret)));
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(put);
        let target = Target::new("agenda_feed", &id);
        batch.appends.push(AuditEntry::new(&scope, now, "agenda_feeds.issue", target).append()?);
        self.storage.commit(batch).await?;
        Ok(IssuedFeed { created: now, token: format!("{}.{secret}", scope.workspace()) })
    }

    /// Revokes the feed of who asks, which reads nothing with the next call (right `documents.read`).
    ///
    /// # Errors
    /// `not_found` when there is none; `denied` without the right; storage errors.
    pub async fn revoke_feed(&self) -> Result<()> {
        let scope = self.guard.enter(Permission::DocumentsRead).await?;
        let id = scope.actor().to_string();
        let known = self.storage.get(scope.workspace(), AGENDA_FEEDS.name, &id).await?;
        let known = known.ok_or_else(|| Error::not_found("there is no feed of the agenda: issue one"))?;
        let expect = Expect::Version(known.version);
        let target = Target::new("agenda_feed", &id);
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(Delete { collection: AGENDA_FEEDS.name, id, expect });
        batch.appends.push(AuditEntry::new(&scope, self.now(), "agenda_feeds.revoke", target).append()?);
        self.storage.commit(batch).await.map(drop)
    }

    /// Finds out where a feed reads, and as whom.
    ///
    /// # Errors
    /// `unauthenticated` for a token that is none, or was revoked or replaced; storage errors.
    pub async fn feed_reader(&self, token: &str) -> Result<(WorkspaceId, Actor)> {
        self.for_the_application()?;
        let parts = (token.len() <= TOKEN).then(|| token.split_once('.')).flatten();
        let (workspace, secret) = parts.ok_or_else(refused)?;
        let workspace: WorkspaceId = workspace.parse().map_err(|_| refused())?;
        let condition = Condition {
            attribute: "secret",
            compare: Compare::Equal,
            value: AttributeValue::Text(secret::hash(secret)),
        };
        let query = Query {
            conditions: vec![condition],
            limit: 1,
            ..Query::new(workspace.clone(), AGENDA_FEEDS.name)
        };
        let record = self.storage.query(query).await?.records.into_iter().next().ok_or_else(refused)?;
        let stored: Stored = decode(record)?;
        Ok((workspace, stored.actor))
    }
}
