//! A session: a member who signed in, here and now.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::desk;
use super::sign_in::MEMBER;
use crate::error::Result;
use crate::id::{MemberId, SessionId, WorkspaceId};
use crate::rights::{decode, decode_shared, encode};
use crate::storage::{AttributeValue, Collection, Expect, Put, Storage};

/// The sessions that have not ended.
pub const SESSIONS: Collection = Collection { name: "sessions", attributes: &[MEMBER] };

/// How long a session lives at most.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long it lives without being used.
pub(super) const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A member who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id; no secret.
    pub id: SessionId,
    /// Who signed in.
    pub member: MemberId,
    /// The home of the member's organisation.
    pub home: WorkspaceId,
    /// The workspace that the member works in.
    pub workspace: WorkspaceId,
    /// When the member signed in.
    pub created: Timestamp,
    /// When the session was last refreshed.
    pub used: Timestamp,
    /// When it ends unless it is refreshed before.
    pub expires: Timestamp,
}

/// A session that begins.
#[derive(Debug)]
pub struct Started {
    /// The session.
    pub session: Session,
    /// The refresh token: a secret that is shown this once.
    pub refresh_token: String,
}

/// What is stored of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) id: SessionId,
    pub(super) member: MemberId,
    pub(super) home: WorkspaceId,
    pub(super) workspace: WorkspaceId,
    pub(super) created: Timestamp,
    pub(super) used: Timestamp,
    /// The hash of the secret that all refresh tokens of the session share.
    pub(super) family: String,
    /// How often it was refreshed.
    pub(super) generation: u64,
    /// The hash of the secret of the present refresh token.
    pub(super) secret: String,
    /// What made that secret of the one before it; empty until the first refresh.
    #[serde(default)]
    pub(super) salt: String,
}

impl Stored {
    /// Finds a session, with the version of its record.
    pub(super) async fn find(storage: &dyn Storage, id: &SessionId) -> Result<Option<(Self, u64)>> {
        let Some(record) = storage.get(&desk(), SESSIONS.name, id.as_str()).await? else { return Ok(None) };
        let version = record.version;
        Ok(Some((decode(record)?, version)))
    }

    /// Finds a session as it is or was a moment ago.
    pub(super) async fn recent(storage: &dyn Storage, id: &SessionId) -> Result<Option<Self>> {
        let record = storage.recent(&desk(), SESSIONS.name, id.as_str()).await?;
        record.map(|record| decode_shared(&record)).transpose()
    }

    /// Returns when it ends unless it is refreshed before.
    pub(super) fn expires(&self) -> Timestamp {
        let last = |from: Timestamp, lasts| from.checked_add(lasts).unwrap_or(Timestamp::MAX);
        last(self.created, LONGEST).min(last(self.used, IDLE))
    }

    /// Makes the put.
    pub(super) fn put(&self, expect: Expect) -> Result<Put> {
        let mut put = encode(&desk(), SESSIONS, self.id.as_str(), self, expect)?;
        put.record.attributes.insert("member", AttributeValue::Text(self.member.to_string()));
        Ok(put)
    }
}

impl From<Stored> for Session {
    fn from(stored: Stored) -> Self {
        let expires = stored.expires();
        let Stored { id, member, home, workspace, created, used, .. } = stored;
        Self { id, member, home, workspace, created, used, expires }
    }
}
