//! The handle of workspaces and organisations.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::member::Member;
use super::organisation::{Founded, NewOrganisation, ORGANISATIONS, Organisation};
use super::text;
use crate::audit::{AuditEntry, Guard, Target};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, OrganisationId, Randomness, WorkspaceId};
use crate::rights::{
    Actor, MEMBERSHIPS, Membership, PEOPLE, Permission, Person, Role, Scope, WORKSPACES, Workspace, decode,
    encode,
};
use crate::storage::{AttributeValue, Batch, Expect, Put, Query};

/// The workspaces of the organisation at hand. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right
/// that it names, and returns storage errors.
#[derive(Debug, Clone)]
pub struct Workspaces {
    guard: Guard,
    randomness: Arc<dyn Randomness>,
}

impl Workspaces {
    /// Opens the workspaces behind a guard.
    pub fn new(guard: Guard, randomness: Arc<dyn Randomness>) -> Self {
        Self { guard, randomness }
    }

    /// Reads the workspace at hand (right `workspaces.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn current(&self) -> Result<Workspace> {
        let scope = self.guard.enter(Permission::WorkspacesRead).await?;
        let id = scope.workspace();
        match scope.storage().get(id, WORKSPACES.name, id.as_str()).await? {
            Some(record) => decode(record),
            None => Ok(scope.place().clone()),
        }
    }

    /// Reads a page of the organisation's workspaces by id, and the cursor of the next page (right
    /// `workspaces.create`, in the home).
    ///
    /// # Errors
    /// As all methods.
    pub async fn list(
        &self,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Workspace>, Option<String>)> {
        let scope = self.at_home(Permission::WorkspacesCreate).await?;
        let query = Query { cursor, limit, ..Query::new(scope.workspace().clone(), WORKSPACES.name) };
        let first = query.cursor.is_none();
        let page = scope.storage().query(query).await?;
        let mut workspaces: Vec<Workspace> = page.records.into_iter().map(decode).collect::<Result<_>>()?;
        if first && workspaces.is_empty() {
            // That of a single-user office has no record until it is renamed or gets company.
            workspaces.push(scope.place().clone());
        }
        Ok((workspaces, page.cursor))
    }

    /// Makes a workspace of the organisation (right `workspaces.create`, in the home). A member who makes it
    /// becomes its owner.
    ///
    /// # Errors
    /// `invalid_input` for a name that is none.
    pub async fn create(&self, name: &str) -> Result<Workspace> {
        let scope = self.at_home(Permission::WorkspacesCreate).await?;
        let now = self.guard.now();
        let workspace = Workspace {
            id: WorkspaceId::new(now, self.randomness.as_ref()),
            organisation: scope.place().organisation.clone(),
            home: scope.workspace().clone(),
            name: text::name("workspace", name)?,
            created: now,
        };
        let entry =
            AuditEntry::new(&scope, now, "workspaces.create", Target::new("workspace", &workspace.id));
        // The workspace comes before its line in the list: what is listed is there.
        let mut batch = Batch::new(workspace.id.clone());
        batch.puts.push(record(&workspace.id, &workspace, Expect::Absent)?);
        if let Actor::Member(member) = scope.actor() {
            batch.puts.push(owner(&workspace.id, member)?);
        }
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        let mut batch = Batch::new(workspace.home.clone());
        let home = workspace.home.as_str();
        if scope.storage().get(&workspace.home, WORKSPACES.name, home).await?.is_none() {
            batch.puts.push(record(&workspace.home, scope.place(), Expect::Any)?);
        }
        batch.puts.push(record(&workspace.home, &workspace, Expect::Absent)?);
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(workspace)
    }

    /// Renames the workspace at hand (right `workspaces.write`).
    ///
    /// # Errors
    /// `invalid_input` for a name that is none; `conflict` when somebody else renamed it meanwhile.
    pub async fn rename(&self, name: &str) -> Result<Workspace> {
        let scope = self.guard.enter(Permission::WorkspacesWrite).await?;
        let id = scope.workspace();
        let known = scope.storage().get(id, WORKSPACES.name, id.as_str()).await?;
        let expect = known.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
        let mut workspace = known.map_or_else(|| Ok(scope.place().clone()), decode::<Workspace>)?;
        workspace.name = text::name("workspace", name)?;
        let target = Target::new("workspace", id);
        let entry = AuditEntry::new(&scope, self.guard.now(), "workspaces.rename", target);
        let mut batch = Batch::new(id.clone());
        batch.puts.push(record(id, &workspace, expect)?);
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        if workspace.home != *id {
            // The name in the list follows; the workspace's own record counts.
            let mut batch = Batch::new(workspace.home.clone());
            batch.puts.push(record(&workspace.home, &workspace, Expect::Any)?);
            batch.appends.push(entry.append()?);
            scope.storage().commit(batch).await?;
        }
        Ok(workspace)
    }

    /// Founds an organisation with its first workspace and owner, all in one batch (right
    /// `organisations.found`, which only the application itself has).
    ///
    /// # Errors
    /// `invalid_input` for a name or address that is none.
    pub async fn found(&self, new: NewOrganisation) -> Result<Founded> {
        let scope = self.guard.enter(Permission::OrganisationsFound).await?;
        let now = self.guard.now();
        let randomness = self.randomness.as_ref();
        let home = WorkspaceId::new(now, randomness);
        let owner = Person {
            id: MemberId::new(now, randomness),
            organisation: OrganisationId::new(now, randomness),
            name: text::name("member", &new.owner)?,
            addresses: text::addresses(&new.addresses)?,
            active: true,
            created: now,
        };
        let organisation = Organisation {
            id: owner.organisation.clone(),
            name: text::name("organisation", &new.name)?,
            home: home.clone(),
            owners: BTreeSet::from([owner.id.clone()]),
            created: now,
        };
        let workspace = Workspace {
            id: home.clone(),
            organisation: organisation.id.clone(),
            home: home.clone(),
            name: text::name("workspace", &new.workspace)?,
            created: now,
        };
        let mut batch = Batch::new(home.clone());
        let id = organisation.id.as_str();
        batch.puts.push(encode(&home, ORGANISATIONS, id, &organisation, Expect::Absent)?);
        batch.puts.push(record(&home, &workspace, Expect::Absent)?);
        batch.puts.push(encode(&home, PEOPLE, owner.id.as_str(), &owner, Expect::Absent)?);
        batch.puts.push(self::owner(&home, &owner.id)?);
        let target = Target::new("organisation", &organisation.id);
        let entry = AuditEntry::new(&scope, now, "organisations.found", target);
        batch.appends.push(entry.with("owner", owner.id.as_str()).append()?);
        scope.storage().commit(batch).await?;
        Ok(Founded { organisation, workspace, owner: Member::of(owner, Role::Owner) })
    }

    /// Enters the home of the organisation: who owns a workspace alone does not own the organisation.
    async fn at_home(&self, permission: Permission) -> Result<Scope> {
        let scope = self.guard.enter(permission).await?;
        if scope.place().home == *scope.workspace() {
            return Ok(scope);
        }
        let home = self.guard.at(self.guard.gate().to(scope.place().home.clone()));
        home.enter(permission).await.map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::new(
                ErrorKind::Denied,
                format!(
                    "{} may not {}: ask an owner of the organisation",
                    scope.actor(),
                    permission.row().about
                ),
            ),
            _ => error,
        })
    }
}

fn record(place: &WorkspaceId, workspace: &Workspace, expect: Expect) -> Result<Put> {
    encode(place, WORKSPACES, workspace.id.as_str(), workspace, expect)
}

fn owner(workspace: &WorkspaceId, member: &MemberId) -> Result<Put> {
    let membership = Membership { member: member.clone(), role: Role::Owner };
    let mut put = encode(workspace, MEMBERSHIPS, member.as_str(), &membership, Expect::Absent)?;
    put.record.attributes.insert("role", AttributeValue::Text(Role::Owner.name().to_owned()));
    Ok(put)
}
