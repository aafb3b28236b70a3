//! Refresh tokens: each is used once, and one that comes again ends its session (RFC 9700, section 4.14.2).

use jiff::SignedDuration;

use super::handle::Sessions;
use super::session::{SESSIONS, Session, Stored};
use super::{desk, refused, secret};
use crate::error::{ErrorKind, Result};
use crate::id::SessionId;
use crate::storage::{Batch, Delete, Expect};

/// How long after a refresh the token before it may come again: from a second tab of the same browser that asked at the
/// same time, or because the answer was lost. It then gets the same next token, so that nobody has two of them.
const SAME_TIME: SignedDuration = SignedDuration::from_secs(10);

/// A session that goes on.
#[derive(Debug)]
pub struct Refreshed {
    /// The session.
    pub session: Session,
    /// The next refresh token: a secret that is shown this once.
    pub refresh_token: String,
}

/// The parts of a refresh token: `<session>.<family>.<generation>.<secret>`.
struct Parts {
    id: SessionId,
    family: String,
    generation: u64,
    secret: String,
}

impl Sessions {
    /// Goes on with a session, and replaces its refresh token.
    ///
    /// # Errors
    /// `unauthenticated` for a token that is none, that was used before (its session then ends), or whose session
    /// has ended or whose member is gone; storage errors.
    pub async fn refresh(&self, token: &str) -> Result<Refreshed> {
        self.for_the_application()?;
        let parts = parts(token).ok_or_else(refused)?;
        // Two refreshes at once: the one that comes second reads again what the first one wrote.
        for _ in 0..3 {
            let found = Stored::find(self.storage.as_ref(), &parts.id).await?;
            let (stored, version) = found.ok_or_else(refused)?;
            let now = self.now();
            // Who does not know the secret of the family never had a token of it, and must not end it either.
            if secret::hash(&parts.family) != stored.family || stored.expires() <= now {
                return Err(refused());
            }
            let current =
                parts.generation == stored.generation && secret::hash(&parts.secret) == stored.secret;
            let again = parts.next(&stored.salt);
            // Whose next secret is the present one had the token before it.
            let just_before = parts.generation.checked_add(1) == Some(stored.generation)
                && secret::hash(&again) == stored.secret
                && now.duration_since(stored.used) <= SAME_TIME;
            if !current && !just_before {
                self.stolen(&stored).await?;
                return Err(refused());
            }
            self.belongs(&stored.workspace, &stored.member).await.map_err(|_| refused())?;
            if !current {
                let refresh_token = write(&stored.id, &parts.family, stored.generation, &again);
                return Ok(Refreshed { session: stored.into(), refresh_token });
            }
            let salt = secret::random(self.randomness.as_ref());
            let fresh = parts.next(&salt);
            let next = Stored {
                generation: stored.generation + 1,
                secret: secret::hash(&fresh),
                salt,
                used: now,
                ..stored
            };
            let mut batch = Batch::new(desk());
            batch.puts.push(next.put(Expect::Version(version))?);
            match self.storage.commit(batch).await {
                Ok(_) => {
                    let refresh_token = write(&next.id, &parts.family, next.generation, &fresh);
                    return Ok(Refreshed { session: next.into(), refresh_token });
                }
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Err(refused())
    }

    /// Ends a session whose old token came again: one of the two who have it stole it, and nobody knows which.
    async fn stolen(&self, stored: &Stored) -> Result<()> {
        tracing::warn!(session = %stored.id, member = %stored.member, "a refresh token came twice");
        let mut batch = Batch::new(desk());
        let id = stored.id.to_string();
        batch.deletes.push(Delete { collection: SESSIONS.name, id, expect: Expect::Any });
        self.storage.commit(batch).await?;
        self.note_refused(&stored.home, &stored.member, "sessions.reuse", &stored.id).await
    }
}

impl Parts {
    /// Returns the secret of the next token. It follows from the present one, which only its holder has, and from a salt,
    /// which only the storage has: neither alone tells it.
    fn next(&self, salt: &str) -> String {
        secret::hash(&format!("next refresh token {salt} {}", self.secret))
    }
}

/// Writes a token.
pub(super) fn write(id: &SessionId, family: &str, generation: u64, secret: &str) -> String {
    format!("{id}.{family}.{generation}.{secret}")
}

fn parts(token: &str) -> Option<Parts> {
    if token.len() > 256 {
        return None;
    }
    let mut parts = token.split('.');
    let (id, family, generation, secret) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some(Parts {
        id: id.parse().ok()?,
        family: family.to_owned(),
        generation: generation.parse().ok()?,
        secret: secret.to_owned(),
    })
}
