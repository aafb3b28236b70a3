//! The gate in front of every repository.

use std::sync::Arc;

use super::actor::Actor;
use super::permission::Permission;
use super::records::{
    MEMBERSHIPS, Membership, PEOPLE, Person, SERVICE_ACCOUNTS, ServiceAccount, WORKSPACES, Workspace, decode,
};
use super::role::Role;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, WorkspaceId};
use crate::storage::Storage;

/// Who asks, and where: lets nobody in unchecked.
#[derive(Debug, Clone)]
pub struct Gate {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
    actor: Actor,
}

/// What was checked: one actor may do one thing in one workspace, now. Not to be kept beyond a call.
#[derive(Debug, Clone)]
pub struct Scope {
    storage: Arc<dyn Storage>,
    workspace: Workspace,
    actor: Actor,
    role: Role,
    permission: Permission,
}

impl Gate {
    /// Makes the gate of an actor in a workspace. Whoever has the storage may make any gate.
    pub fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId, actor: Actor) -> Self {
        Self { storage, workspace, actor }
    }

    /// Returns who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Returns the workspace that is asked for.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.workspace
    }

    /// Returns the gate of the same actor in another workspace.
    pub fn to(&self, workspace: WorkspaceId) -> Self {
        Self { workspace, ..self.clone() }
    }

    /// Lets the actor in for one thing.
    ///
    /// # Errors
    /// `not_found` when there is no such workspace, or not for this actor; `denied` when the actor's role
    /// there has no such permission; storage errors.
    pub async fn enter(&self, permission: Permission) -> Result<Scope> {
        let scope = self.look(permission).await?;
        let row = permission.row();
        let allowed = match &self.actor {
            Actor::Owner => true,
            Actor::Member(_) => scope.role.may(permission),
            Actor::Service(_) => row.service && scope.role.may(permission),
        };
        if allowed {
            return Ok(scope);
        }
        let lowest = row.roles.iter().min().filter(|_| row.service || matches!(self.actor, Actor::Member(_)));
        let remedy = match lowest {
            Some(role) => format!("ask an owner for the role {role}"),
            None if row.roles.is_empty() => "only the application itself may".to_owned(),
            None => "ask a member to do it".to_owned(),
        };
        let what = if matches!(self.actor, Actor::Member(_)) { "" } else { " service account" };
        Err(Error::new(
            ErrorKind::Denied,
            format!("the {}{what} {} may not {}: {remedy}", scope.role, self.actor, row.about),
        ))
    }

    /// Finds out what the actor is, without a check.
    async fn look(&self, permission: Permission) -> Result<Scope> {
        let workspace = self.find().await?;
        let role = match (&workspace, &self.actor) {
            (None, _) => None,
            (Some(_), Actor::Owner) => Some(Role::Owner),
            (Some(workspace), Actor::Member(id)) => self.member_role(workspace, id).await?,
            (Some(_), Actor::Service(id)) => {
                let record = self.storage.get(&self.workspace, SERVICE_ACCOUNTS.name, id.as_str()).await?;
                record.map(decode::<ServiceAccount>).transpose()?.map(|account| account.role)
            }
        };
        match (workspace, role) {
            (Some(workspace), Some(role)) => Ok(Scope {
                storage: Arc::clone(&self.storage),
                workspace,
                actor: self.actor.clone(),
                role,
                permission,
            }),
            _ => Err(Error::not_found(format!(
                "there is no workspace {}, or {} does not belong to it",
                self.workspace, self.actor
            ))),
        }
    }

    async fn find(&self) -> Result<Option<Workspace>> {
        let built_in = self.workspace == WorkspaceId::default_workspace();
        // A single user never pays for rights.
        if built_in && self.actor == Actor::Owner {
            return Ok(Some(Workspace::built_in()));
        }
        let record = self.storage.get(&self.workspace, WORKSPACES.name, self.workspace.as_str()).await?;
        let found = record.map(decode::<Workspace>).transpose()?;
        Ok(found.or_else(|| built_in.then(Workspace::built_in)))
    }

    async fn member_role(&self, workspace: &Workspace, id: &MemberId) -> Result<Option<Role>> {
        let person = self.storage.get(&workspace.home, PEOPLE.name, id.as_str()).await?;
        if !person.map(decode::<Person>).transpose()?.is_some_and(|person| person.active) {
            return Ok(None);
        }
        let at_home = self.membership(&workspace.home, id).await?;
        if workspace.home == workspace.id || at_home == Some(Role::Owner) {
            return Ok(at_home);
        }
        self.membership(&workspace.id, id).await
    }

    async fn membership(&self, workspace: &WorkspaceId, id: &MemberId) -> Result<Option<Role>> {
        let record = self.storage.get(workspace, MEMBERSHIPS.name, id.as_str()).await?;
        Ok(record.map(decode::<Membership>).transpose()?.map(|membership| membership.role))
    }
}

impl Scope {
    /// Returns the storage.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// Returns the id of the workspace.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.workspace.id
    }

    /// Returns what is known of the workspace.
    pub fn place(&self) -> &Workspace {
        &self.workspace
    }

    /// Returns who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Returns the role in which the actor acts.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns what was checked.
    pub fn permission(&self) -> Permission {
        self.permission
    }
}
