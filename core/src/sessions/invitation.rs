//! Invitations: a link by which a member chooses a password, once.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::handle::Sessions;
use super::session::{Session, Started};
use super::sign_in::SignIn;
use super::{desk, refused, secret};
use crate::audit::{AuditEntry, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, WorkspaceId};
use crate::rights::{MEMBERSHIPS, Membership, PEOPLE, Permission, Person, decode, encode};
use crate::storage::{Batch, Collection, Delete, Expect};

/// The invitations that nobody used yet, by the hashes of their secrets.
pub const INVITATIONS: Collection = Collection { name: "invitations", attributes: &[] };

/// How long an invitation holds.
const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An invitation to choose a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The secret of the link: shown this once.
    pub token: String,
    /// The address that will sign in.
    pub address: String,
    /// Until when the link can be used.
    pub expires: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) member: MemberId,
    home: WorkspaceId,
    workspace: WorkspaceId,
    address: String,
    expires: Timestamp,
}

impl Sessions {
    /// Invites a member of the workspace at hand to choose a password, or a new one; the password and the sessions
    /// of before stay until the link is used (right `members.write`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such member; `denied` for a member above the actor; `invalid_input`
    /// for a member without an address; `conflict` when the address signs in as somebody else; storage errors.
    pub async fn invite(&self, member: &MemberId) -> Result<Invitation> {
        let scope = self.guard.enter(Permission::MembersWrite).await?;
        let missing = || Error::not_found(format!("there is no member {member}"));
        let membership = self.storage.get(scope.workspace(), MEMBERSHIPS.name, member.as_str()).await?;
        let membership: Membership = decode(membership.ok_or_else(missing)?)?;
        let home = scope.place().home.clone();
        let person = self.storage.get(&home, PEOPLE.name, member.as_str()).await?;
        let person: Person = decode(person.ok_or_else(missing)?)?;
        if membership.role > scope.role() {
            return Err(Error::new(
                ErrorKind::Denied,
                format!("{member} is {} here, which is above you: ask an owner", membership.role),
            ));
        }
        let address = person.addresses.first().cloned().ok_or_else(|| {
            Error::invalid_input(format!("{member} has no mail address to sign in with: add one first"))
        })?;
        self.is_free(&address, member).await?;
        let (token, now) = (secret::random(self.randomness.as_ref()), self.now());
        let expires = now.checked_add(HOLDS).unwrap_or(Timestamp::MAX);
        let workspace = scope.workspace().clone();
        let stored = Stored { member: member.clone(), home, workspace, address: address.clone(), expires };
        let entry = AuditEntry::new(&scope, now, "members.invite", Target::new("member", member));
        let mut batch = Batch::new(scope.workspace().clone());
        batch.appends.push(entry.append()?);
        self.storage.commit(batch).await?;
        let mut batch = Batch::new(desk());
        batch.puts.push(encode(&desk(), INVITATIONS, &secret::hash(&token), &stored, Expect::Absent)?);
        self.storage.commit(batch).await?;
        Ok(Invitation { token, address, expires })
    }

    /// Takes an invitation up: sets the password, ends the member's sessions of before, and signs in.
    ///
    /// # Errors
    /// `unauthenticated` for a token that is none, was used or is too old; `invalid_input` for a weak password;
    /// `conflict` when the address signs in as somebody else; storage errors.
    pub async fn accept(&self, token: &str, password: &str) -> Result<Started> {
        self.for_the_application()?;
        let id = secret::hash(token);
        let record = self.storage.get(&desk(), INVITATIONS.name, &id).await?.ok_or_else(refused)?;
        let version = record.version;
        let stored: Stored = decode(record)?;
        if stored.expires <= self.now() {
            return Err(refused());
        }
        self.is_free(&stored.address, &stored.member).await?;
        let hash = self.passwords.hash(password, &stored.address, self.randomness.as_ref()).await?;
        let Stored { member, home, address, .. } = stored;
        let sign_in = SignIn { member, home, password: hash, changed: self.now() };
        let mut batch = Batch::new(desk());
        let expect = Expect::Version(version);
        batch.deletes.push(Delete { collection: INVITATIONS.name, id, expect });
        batch.puts.push(sign_in.put(&SignIn::id(&address), Expect::Any)?);
        batch.deletes.extend(self.ends(&sign_in.member).await?);
        self.storage.commit(batch).await.map_err(|error| match error.kind() {
            // Somebody used the link at the same time.
            ErrorKind::Conflict => refused(),
            _ => error,
        })?;
        self.begin(&sign_in.member, &sign_in.home).await
    }

    /// Replaces the password of a session's member, and ends the member's other sessions.
    ///
    /// # Errors
    /// `unauthenticated` when the old password is wrong or the address does not sign in as this member;
    /// `invalid_input` for a weak new one; storage errors.
    pub async fn change_password(
        &self,
        session: &Session,
        address: &str,
        old: &str,
        new: &str,
    ) -> Result<()> {
        let id = SignIn::id(address);
        let found = SignIn::find(self.storage.as_ref(), &id).await?;
        let found = found.filter(|(sign_in, _)| sign_in.member == session.member);
        let is_right =
            self.passwords.verify(old, found.as_ref().map(|(sign_in, _)| &sign_in.password)).await?;
        let (sign_in, version) = found.filter(|_| is_right).ok_or_else(refused)?;
        let password = self.passwords.hash(new, address, self.randomness.as_ref()).await?;
        let mut batch = Batch::new(desk());
        let changed = SignIn { password, changed: self.now(), ..sign_in };
        batch.puts.push(changed.put(&id, Expect::Version(version))?);
        let own = session.id.as_str();
        batch.deletes.extend(self.ends(&session.member).await?.into_iter().filter(|delete| delete.id != own));
        self.storage.commit(batch).await?;
        self.note(&session.workspace, &session.member, "passwords.change", &session.id).await
    }
}
