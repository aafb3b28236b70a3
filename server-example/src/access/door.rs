//! The door: from a bearer token to who asks.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use secretariat::clock::Clock;
use secretariat::id::WorkspaceId;
use secretariat::rights::Actor;
use secretariat::sessions::{Session, Sessions};
use secretariat::{Error, ErrorKind, Office, Result};

use super::tokens::AccessTokens;

/// Who stands behind a token.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The workspace that the token is for.
    pub workspace: WorkspaceId,
    /// Who acts.
    pub actor: Actor,
    /// The session, where there is one.
    pub session: Option<Session>,
    /// Until when this is sure: live streams end then.
    pub until: Timestamp,
}

/// Finds out who asks. An application with a sign-in of its own brings its own door.
#[async_trait]
pub trait Door: Send + Sync + std::fmt::Debug {
    /// Returns who stands behind the bearer token of a request.
    ///
    /// # Errors
    /// `unauthenticated` for a token that is not, or no longer, accepted.
    async fn identify(&self, bearer: &str) -> Result<Identity>;
}

/// The door of members who signed in here, and of service accounts.
#[derive(Debug)]
pub(crate) struct OwnDoor {
    office: Office,
    tokens: Arc<AccessTokens>,
    clock: Arc<dyn Clock>,
}

impl OwnDoor {
    /// Stands at an office.
    pub(crate) fn new(office: Office, tokens: Arc<AccessTokens>, clock: Arc<dyn Clock>) -> Self {
        Self { office, tokens, clock }
    }
}

#[async_trait]
impl Door for OwnDoor {
    async fn identify(&self, bearer: &str) -> Result<Identity> {
        let refused = || Error::new(ErrorKind::Unauthenticated, "this token is not accepted: sign in again");
        let sessions = self.office.sessions();
        if Sessions::is_service_token(bearer) {
            let (workspace, account) = sessions.bearer(bearer).await?;
            let hour = self.clock.now().checked_add(SignedDuration::from_hours(1));
            let until = hour.unwrap_or(Timestamp::MAX);
            return Ok(Identity { workspace, actor: Actor::Service(account), session: None, until });
        }
        let claims = self.tokens.verify(bearer).map_err(|_| refused())?;
        let until = claims.expires();
        let session = sessions.get(&claims.sid).await?;
        if session.member != claims.sub {
            return Err(refused());
        }
        let (workspace, actor) = (claims.wsp.clone(), Actor::Member(claims.sub.clone()));
        Ok(Identity { workspace, actor, session: Some(session), until })
    }
}
