//! The handle of the people of a workspace.

use std::sync::Arc;

use super::member::{Member, MemberChange, NewMember};
use super::organisation::Organisation;
use super::text;
use crate::audit::{AuditEntry, Guard, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, Randomness};
use crate::rights::{MEMBERSHIPS, Membership, PEOPLE, Permission, Person, Role, Scope, decode, encode};
use crate::storage::{AttributeValue, Batch, Delete, Expect, Put, Query};

/// The members and service accounts of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right
/// that it names, and returns storage errors; `conflict` may also mean that somebody changed the same member
/// at the same time.
#[derive(Debug, Clone)]
pub struct People {
    pub(super) guard: Guard,
    pub(super) randomness: Arc<dyn Randomness>,
}

/// A member with the versions of its records.
struct Found {
    person: Person,
    person_version: u64,
    role: Role,
    membership_version: u64,
}

impl People {
    /// Opens the people behind a guard.
    pub fn new(guard: Guard, randomness: Arc<dyn Randomness>) -> Self {
        Self { guard, randomness }
    }

    /// Adds a new person to the organisation, as a member of this workspace (right `members.write`).
    ///
    /// # Errors
    /// `invalid_input` for a name or address that is none; `denied` for a role above the actor's own.
    pub async fn add(&self, new: NewMember) -> Result<Member> {
        let scope = self.guard.enter(Permission::MembersWrite).await?;
        let name = text::name("member", &new.name)?;
        let addresses = text::addresses(&new.addresses)?;
        may_grant(&scope, new.role)?;
        let now = self.guard.now();
        let place = scope.place();
        let person = Person {
            id: MemberId::new(now, self.randomness.as_ref()),
            organisation: place.organisation.clone(),
            name,
            addresses,
            active: true,
            created: now,
        };
        let put = encode(&place.home, PEOPLE, person.id.as_str(), &person, Expect::Absent)?;
        if place.home == place.id {
            self.enrol(&scope, &person, new.role, "members.add", Some(put)).await?;
        } else {
            // The person comes first: without a membership nobody can act.
            let mut batch = Batch::new(place.home.clone());
            batch.puts.push(put);
            batch.appends.push(self.entry(&scope, "people.add", &person.id).append()?);
            scope.storage().commit(batch).await?;
            self.enrol(&scope, &person, new.role, "members.add", None).await?;
        }
        Ok(Member::of(person, new.role))
    }

    /// Makes a person of the organisation a member of this workspace too (right `members.write`).
    ///
    /// # Errors
    /// `not_found` when the organisation has no such person; `conflict` when the person is a member already;
    /// `denied` for a role above the actor's own.
    pub async fn join(&self, id: &MemberId, role: Role) -> Result<Member> {
        let scope = self.guard.enter(Permission::MembersWrite).await?;
        may_grant(&scope, role)?;
        let record = scope.storage().get(&scope.place().home, PEOPLE.name, id.as_str()).await?;
        let person: Person = decode(record.ok_or_else(|| missing(id))?)?;
        let known = scope.storage().get(scope.workspace(), MEMBERSHIPS.name, id.as_str()).await?;
        if known.is_some() {
            return Err(Error::new(ErrorKind::Conflict, format!("{id} is a member already: grant the role")));
        }
        self.enrol(&scope, &person, role, "members.join", None).await?;
        Ok(Member::of(person, role))
    }

    /// Reads a member (right `members.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such member.
    pub async fn get(&self, id: &MemberId) -> Result<Member> {
        let scope = self.guard.enter(Permission::MembersRead).await?;
        let found = find(&scope, id).await?;
        Ok(Member::of(found.person, found.role))
    }

    /// Reads a page of members by id, and the cursor of the next page (right `members.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn list(&self, cursor: Option<String>, limit: usize) -> Result<(Vec<Member>, Option<String>)> {
        let scope = self.guard.enter(Permission::MembersRead).await?;
        let query = Query { cursor, limit, ..Query::new(scope.workspace().clone(), MEMBERSHIPS.name) };
        let page = scope.storage().query(query).await?;
        let mut members = Vec::with_capacity(page.records.len());
        for record in page.records {
            let membership: Membership = decode(record)?;
            let id = membership.member.as_str();
            // Somebody may have gone since the page was read.
            if let Some(person) = scope.storage().get(&scope.place().home, PEOPLE.name, id).await? {
                members.push(Member::of(decode(person)?, membership.role));
            }
        }
        Ok((members, page.cursor))
    }

    /// Changes name, addresses or activity of a member, in the home of the organisation (right
    /// `members.write`). Who is not active is out of all workspaces with the next call.
    ///
    /// # Errors
    /// `not_found` when the home has no such member; `invalid_input` outside the home or for a name or address
    /// that is none; `denied` for a member above the actor; `conflict` for the last owner.
    pub async fn change(&self, id: &MemberId, change: MemberChange) -> Result<Member> {
        let scope = self.guard.enter(Permission::MembersWrite).await?;
        let mut found = self.touch(&scope, id).await?;
        if scope.place().home != *scope.workspace() {
            return Err(Error::invalid_input(format!(
                "people are changed in the first workspace of their organisation, {}",
                scope.place().home
            )));
        }
        let person = &mut found.person;
        let mut entry = self.entry(&scope, "members.change", id);
        if let Some(name) = &change.name {
            person.name = text::name("member", name)?;
            entry = entry.with("name", "changed");
        }
        if let Some(addresses) = &change.addresses {
            person.addresses = text::addresses(addresses)?;
            entry = entry.with("addresses", person.addresses.len());
        }
        if let Some(active) = change.active {
            person.active = active;
            entry = entry.with("active", active);
        }
        let mut batch = Batch::new(scope.workspace().clone());
        let owns = found.role == Role::Owner && found.person.active;
        batch.puts.extend(owners(&scope, id, owns).await?);
        let expect = Expect::Version(found.person_version);
        batch.puts.push(encode(scope.workspace(), PEOPLE, id.as_str(), &found.person, expect)?);
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(Member::of(found.person, found.role))
    }

    /// Gives a member another role in this workspace (right `roles.grant`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such member; `denied` for a role, or a member, above the actor;
    /// `conflict` for the last owner of the organisation.
    pub async fn grant(&self, id: &MemberId, role: Role) -> Result<Member> {
        let scope = self.guard.enter(Permission::RolesGrant).await?;
        let found = self.touch(&scope, id).await?;
        may_grant(&scope, role)?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.extend(owners(&scope, id, role == Role::Owner && found.person.active).await?);
        let expect = Expect::Version(found.membership_version);
        batch.puts.push(membership(&scope, id, role, expect)?);
        let entry = self.entry(&scope, "roles.grant", id);
        batch.appends.push(entry.with("from", found.role.name()).with("to", role.name()).append()?);
        scope.storage().commit(batch).await?;
        Ok(Member::of(found.person, role))
    }

    /// Removes a member from this workspace, who is out with the next call (right `members.write`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such member; `denied` for a member above the actor; `conflict`
    /// for the last owner of the organisation.
    pub async fn remove(&self, id: &MemberId) -> Result<()> {
        let scope = self.guard.enter(Permission::MembersWrite).await?;
        let found = self.touch(&scope, id).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.extend(owners(&scope, id, false).await?);
        batch.deletes.push(Delete {
            collection: MEMBERSHIPS.name,
            id: id.to_string(),
            expect: Expect::Version(found.membership_version),
        });
        let entry = self.entry(&scope, "members.remove", id);
        batch.appends.push(entry.with("role", found.role.name()).append()?);
        scope.storage().commit(batch).await.map(drop)
    }

    /// Writes a membership, together with another put of the same workspace.
    async fn enrol(
        &self,
        scope: &Scope,
        person: &Person,
        role: Role,
        action: &str,
        also: Option<Put>,
    ) -> Result<()> {
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.extend(also);
        batch.puts.push(membership(scope, &person.id, role, Expect::Absent)?);
        if role == Role::Owner && person.active {
            batch.puts.extend(owners(scope, &person.id, true).await?);
        }
        batch.appends.push(self.entry(scope, action, &person.id).with("role", role.name()).append()?);
        scope.storage().commit(batch).await.map(drop)
    }

    /// Finds a member whom the actor may change.
    async fn touch(&self, scope: &Scope, id: &MemberId) -> Result<Found> {
        let found = find(scope, id).await?;
        if found.role > scope.role() {
            return Err(Error::new(
                ErrorKind::Denied,
                format!("{id} is {} here, which is above you: ask an owner", found.role),
            ));
        }
        Ok(found)
    }

    fn entry(&self, scope: &Scope, action: &str, id: &MemberId) -> AuditEntry {
        AuditEntry::new(scope, self.guard.now(), action, Target::new("member", id))
    }
}

/// A person without a membership here is as good as none.
fn missing(id: &MemberId) -> Error {
    Error::not_found(format!("there is no member {id}"))
}

async fn find(scope: &Scope, id: &MemberId) -> Result<Found> {
    let storage = scope.storage();
    let membership = storage.get(scope.workspace(), MEMBERSHIPS.name, id.as_str()).await?;
    let person = storage.get(&scope.place().home, PEOPLE.name, id.as_str()).await?;
    let (Some(membership), Some(person)) = (membership, person) else { return Err(missing(id)) };
    Ok(Found {
        membership_version: membership.version,
        person_version: person.version,
        role: decode::<Membership>(membership)?.role,
        person: decode(person)?,
    })
}

/// Nobody gives more than he has.
pub(super) fn may_grant(scope: &Scope, role: Role) -> Result<()> {
    if scope.role().may_grant(role) {
        return Ok(());
    }
    let own = scope.role();
    Err(Error::new(ErrorKind::Denied, format!("the role {role} is above your own, {own}: ask an owner")))
}

fn membership(scope: &Scope, id: &MemberId, role: Role, expect: Expect) -> Result<Put> {
    let membership = Membership { member: id.clone(), role };
    let mut put = encode(scope.workspace(), MEMBERSHIPS, id.as_str(), &membership, expect)?;
    put.record.attributes.insert("role", AttributeValue::Text(role.name().to_owned()));
    Ok(put)
}

/// The put that keeps the owners of the organisation, where this workspace is its home.
async fn owners(scope: &Scope, id: &MemberId, owns: bool) -> Result<Option<Put>> {
    if scope.place().home != *scope.workspace() {
        return Ok(None);
    }
    let (organisation, expect) = Organisation::of(scope).await?;
    organisation.own(id, owns, expect)
}
