//! The handle of sessions.

use std::sync::Arc;

use jiff::Timestamp;

use super::password::Passwords;
use super::refresh::write;
use super::session::{SESSIONS, Session, Started, Stored};
use super::sign_in::{SIGN_INS, SignIn};
use super::{desk, refused, secret};
use crate::audit::{AuditEntry, Guard, Outcome, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, Randomness, SessionId, WorkspaceId};
use crate::people::{NewMember, People};
use crate::rights::{Actor, Gate, Permission, Role, WORKSPACES, Workspace, decode};
use crate::storage::{AttributeValue, Batch, Compare, Condition, Delete, Expect, Query, Storage};

/// The most workspaces that are looked through for one member, and sessions that are ended at once.
const MOST: usize = 1_000;

/// Finds out who asks. Clones share the same office.
///
/// What takes a right says so; everything else is for the application itself, which calls it before it acts as
/// somebody. Secrets are never part of an error.
#[derive(Debug, Clone)]
pub struct Sessions {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) guard: Guard,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) passwords: Arc<Passwords>,
}

impl Sessions {
    /// Opens the sessions of an office.
    pub(crate) fn new(
        storage: Arc<dyn Storage>,
        guard: Guard,
        randomness: Arc<dyn Randomness>,
        passwords: Arc<Passwords>,
    ) -> Self {
        Self { storage, guard, randomness, passwords }
    }

    /// Says whether nobody can sign in yet.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn is_untouched(&self) -> Result<bool> {
        let query = Query { limit: 1, ..Query::new(desk(), SIGN_INS.name) };
        Ok(self.storage.query(query).await?.records.is_empty())
    }

    /// Makes the first owner of this office, who signs in with this address and password.
    ///
    /// # Errors
    /// `conflict` when somebody can sign in already; `invalid_input` for a name, address or password that is
    /// none; storage errors.
    pub async fn set_up(&self, name: &str, address: &str, password: &str) -> Result<Started> {
        self.for_the_application()?;
        let taken = || Error::new(ErrorKind::Conflict, "this office has its owner already: sign in");
        if !self.is_untouched().await? {
            return Err(taken());
        }
        let hash = self.passwords.hash(password, address, self.randomness.as_ref()).await?;
        let people = People::new(self.guard.clone(), Arc::clone(&self.randomness));
        let new = NewMember { name: name.to_owned(), addresses: vec![address.to_owned()], role: Role::Owner };
        let member = people.add(new).await?;
        let home = self.guard.gate().workspace().clone();
        let sign_in = SignIn { member: member.id, home, password: hash, changed: self.now() };
        let mut batch = Batch::new(desk());
        batch.puts.push(sign_in.put(&SignIn::id(address), Expect::Absent)?);
        self.storage.commit(batch).await.map_err(|error| match error.kind() {
            ErrorKind::Conflict => taken(),
            _ => error,
        })?;
        self.begin(&sign_in.member, &sign_in.home).await
    }

    /// Signs a member in.
    ///
    /// # Errors
    /// `unauthenticated` for an unknown address, a wrong password, or a member who is suspended or belongs
    /// nowhere, all in the same words and time; storage errors.
    pub async fn start(&self, address: &str, password: &str) -> Result<Started> {
        self.for_the_application()?;
        let id = SignIn::id(address);
        let found = SignIn::find(self.storage.as_ref(), &id).await?;
        let kept = found.as_ref().map(|(sign_in, _)| &sign_in.password);
        let is_right = self.passwords.verify(password, kept).await?;
        let Some((sign_in, version)) = found else { return Err(wrong()) };
        if !is_right {
            self.note_refused(&sign_in.home, &sign_in.member, "sessions.start", &sign_in.member).await?;
            return Err(wrong());
        }
        if self.passwords.is_outdated(&sign_in.password)
            && let Ok(password) = self.passwords.hash(password, address, self.randomness.as_ref()).await
        {
            let mut batch = Batch::new(desk());
            let dearer = SignIn { password, ..sign_in.clone() };
            batch.puts.push(dearer.put(&id, Expect::Version(version))?);
            // Whoever changed it at the same time was right too.
            if let Err(error) = self.storage.commit(batch).await {
                tracing::debug!(%error, "a password keeps its old cost for now");
            }
        }
        self.begin(&sign_in.member, &sign_in.home).await.map_err(|error| match error.kind() {
            ErrorKind::Unauthenticated => wrong(),
            _ => error,
        })
    }

    /// Reads a session that has not ended. One that another process ended less than
    /// [`RECENT`](crate::storage::RECENT) ago may still be there.
    ///
    /// # Errors
    /// `unauthenticated` when there is none; storage errors.
    pub async fn get(&self, id: &SessionId) -> Result<Session> {
        self.for_the_application()?;
        let found = Stored::recent(self.storage.as_ref(), id).await?;
        let stored = found.ok_or_else(refused)?;
        match stored.expires() > self.now() {
            true => Ok(stored.into()),
            false => Err(refused()),
        }
    }

    /// Lets a session go on in another workspace of its member.
    ///
    /// # Errors
    /// `not_found` when there is no such workspace or the member does not belong to it; `unauthenticated` when the
    /// session has ended; `conflict` when it was refreshed at the same time; storage errors.
    pub async fn switch(&self, id: &SessionId, workspace: &WorkspaceId) -> Result<Session> {
        self.for_the_application()?;
        let found = Stored::find(self.storage.as_ref(), id).await?;
        let (stored, version) = found.ok_or_else(refused)?;
        self.belongs(workspace, &stored.member).await?;
        let next = Stored { workspace: workspace.clone(), ..stored };
        let mut batch = Batch::new(desk());
        batch.puts.push(next.put(Expect::Version(version))?);
        self.storage.commit(batch).await?;
        Ok(next.into())
    }

    /// Ends a session. Ending one that has ended changes nothing.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn end(&self, id: &SessionId) -> Result<()> {
        self.for_the_application()?;
        let Some((stored, _)) = Stored::find(self.storage.as_ref(), id).await? else { return Ok(()) };
        let mut batch = Batch::new(desk());
        let name = id.to_string();
        batch.deletes.push(Delete { collection: SESSIONS.name, id: name, expect: Expect::Any });
        self.storage.commit(batch).await?;
        match self.note(&stored.workspace, &stored.member, "sessions.end", id).await {
            // Who no longer belongs there may leave all the same.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Denied) => Ok(()),
            outcome => outcome,
        }
    }

    /// Lists the sessions of a member, oldest first.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn of(&self, member: &MemberId) -> Result<Vec<Session>> {
        self.for_the_application()?;
        let now = self.now();
        let stored = self.stored_of(member).await?.into_iter();
        Ok(stored.filter(|stored| stored.expires() > now).map(Session::from).collect())
    }

    /// Lists the workspaces that a session's member belongs to, the home first.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn workspaces(&self, session: &Session) -> Result<Vec<Workspace>> {
        self.places(&session.home, &session.member).await
    }

    async fn places(&self, home: &WorkspaceId, member: &MemberId) -> Result<Vec<Workspace>> {
        let query = Query { limit: MOST, ..Query::new(home.clone(), WORKSPACES.name) };
        let records = self.storage.query(query).await?.records;
        let others = records.into_iter().map(decode::<Workspace>).collect::<Result<Vec<_>>>()?;
        let others = others.into_iter().map(|workspace| workspace.id).filter(|id| id != home);
        let mut found = Vec::new();
        for id in std::iter::once(home.clone()).chain(others) {
            match self.belongs(&id, member).await {
                Ok(workspace) => found.push(workspace),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// Begins a session in the first workspace that the member belongs to.
    pub(super) async fn begin(&self, member: &MemberId, home: &WorkspaceId) -> Result<Started> {
        let places = self.places(home, member).await?;
        let workspace = places.into_iter().next().ok_or_else(refused)?.id;
        let (now, randomness) = (self.now(), self.randomness.as_ref());
        let (family, secret) = (secret::random(randomness), secret::random(randomness));
        let stored = Stored {
            id: SessionId::new(now, randomness),
            member: member.clone(),
            home: home.clone(),
            workspace,
            created: now,
            used: now,
            family: secret::hash(&family),
            generation: 0,
            secret: secret::hash(&secret),
            salt: String::new(),
        };
        self.note(&stored.workspace, &stored.member, "sessions.start", &stored.id).await?;
        let mut batch = Batch::new(desk());
        batch.puts.push(stored.put(Expect::Absent)?);
        self.storage.commit(batch).await?;
        let refresh_token = write(&stored.id, &family, stored.generation, &secret);
        Ok(Started { session: stored.into(), refresh_token })
    }

    /// Reads a workspace as one of its members.
    pub(super) async fn belongs(&self, workspace: &WorkspaceId, member: &MemberId) -> Result<Workspace> {
        let gate = Gate::new(Arc::clone(&self.storage), workspace.clone(), Actor::Member(member.clone()));
        gate.enter(Permission::WorkspacesRead).await.map(|scope| scope.place().clone())
    }

    /// Fails when an address signs in as somebody else.
    pub(super) async fn is_free(&self, address: &str, member: &MemberId) -> Result<()> {
        let found = SignIn::find(self.storage.as_ref(), &SignIn::id(address)).await?;
        match found.is_some_and(|(sign_in, _)| sign_in.member != *member) {
            true => Err(Error::new(
                ErrorKind::Conflict,
                format!("the address of {member} signs in as somebody else: give another one"),
            )),
            false => Ok(()),
        }
    }

    /// Makes the deletes that end all sessions of a member.
    pub(super) async fn ends(&self, member: &MemberId) -> Result<Vec<Delete>> {
        let stored = self.stored_of(member).await?.into_iter();
        let delete =
            |id: SessionId| Delete { collection: SESSIONS.name, id: id.to_string(), expect: Expect::Any };
        Ok(stored.map(|stored| delete(stored.id)).collect())
    }

    async fn stored_of(&self, member: &MemberId) -> Result<Vec<Stored>> {
        let condition = Condition {
            attribute: "member",
            compare: Compare::Equal,
            value: AttributeValue::Text(member.to_string()),
        };
        let query = Query::new(desk(), SESSIONS.name);
        let query = Query { conditions: vec![condition], limit: MOST, ..query };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    /// Notes what a member did with a session, in the audit of a workspace.
    pub(super) async fn note(
        &self,
        workspace: &WorkspaceId,
        member: &MemberId,
        action: &str,
        session: &SessionId,
    ) -> Result<()> {
        let gate = Gate::new(Arc::clone(&self.storage), workspace.clone(), Actor::Member(member.clone()));
        let scope = gate.enter(Permission::WorkspacesRead).await?;
        let entry = AuditEntry::new(&scope, self.now(), action, Target::new("session", session));
        let mut batch = Batch::new(workspace.clone());
        batch.appends.push(entry.append()?);
        self.storage.commit(batch).await.map(drop)
    }

    /// Notes that somebody was not let in as this member, by the hand of the application: nobody knows who it was.
    pub(super) async fn note_refused(
        &self,
        home: &WorkspaceId,
        member: &MemberId,
        action: &str,
        target: impl std::fmt::Display,
    ) -> Result<()> {
        let entry = AuditEntry {
            at: self.now(),
            actor: Actor::Owner,
            action: action.to_owned(),
            target: Target::new("member", member),
            outcome: Outcome::Refused,
            details: Default::default(),
        };
        let entry = entry.with("of", target.to_string());
        let mut batch = Batch::new(home.clone());
        batch.appends.push(entry.append()?);
        self.storage.commit(batch).await.map(drop)
    }

    /// Fails when the office acts as somebody: who that is was found out before.
    pub(super) fn for_the_application(&self) -> Result<()> {
        match self.guard.gate().actor() {
            Actor::Owner => Ok(()),
            actor => Err(Error::new(
                ErrorKind::Denied,
                format!("{actor} lets nobody in: sessions are for the application that opened the office"),
            )),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.guard.now()
    }
}

fn wrong() -> Error {
    Error::new(ErrorKind::Unauthenticated, "the address or the password is wrong")
}
