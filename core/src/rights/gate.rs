//! The gate in front of every repository.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::actor::Actor;
use super::permission::Permission;
use super::records::{
    MEMBERSHIPS, Membership, PEOPLE, Person, SERVICE_ACCOUNTS, ServiceAccount, WORKSPACES, Workspace, decode,
    decode_shared,
};
use super::role::Role;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, WorkspaceId};
use crate::storage::{Collection, Storage};

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
    standing: Standing,
    permission: Permission,
}

/// What an actor is in a workspace.
#[derive(Debug, Clone)]
enum Standing {
    Owner,
    Member(Box<Person>, Role),
    Service(Box<ServiceAccount>),
}

impl Standing {
    fn role(&self) -> Role {
        match self {
            Self::Owner => Role::Owner,
            Self::Member(_, role) => *role,
            Self::Service(account) => account.role,
        }
    }
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

    /// Lets the actor in for one thing. What another process took from the actor less than
    /// [`RECENT`](crate::storage::RECENT) ago may still be there, except for what
    /// [`Permission::is_checked_now`] says.
    ///
    /// # Errors
    /// `not_found` when there is no such workspace, or not for this actor; `denied` when the actor's role
    /// there has no such permission; storage errors.
    pub async fn enter(&self, permission: Permission) -> Result<Scope> {
        let scope = self.look(permission).await?;
        let row = permission.row();
        let allowed = match &self.actor {
            Actor::Owner => true,
            Actor::Member(_) => scope.role().may(permission),
            Actor::Service(_) => row.service && scope.role().may(permission),
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
            format!("the {}{what} {} may not {}: {remedy}", scope.role(), self.actor, row.about),
        ))
    }

    /// Finds out what the actor is, without a check.
    async fn look(&self, permission: Permission) -> Result<Scope> {
        let look = Look { storage: self.storage.as_ref(), now: permission.is_checked_now() };
        let workspace = self.find(&look).await?;
        let standing = match (&workspace, &self.actor) {
            (None, _) => None,
            (Some(_), Actor::Owner) => Some(Standing::Owner),
            (Some(workspace), Actor::Member(id)) => look.member(workspace, id).await?,
            (Some(_), Actor::Service(id)) => {
                let account = look.at(&self.workspace, SERVICE_ACCOUNTS, id.as_str()).await?;
                account.map(|account| Standing::Service(Box::new(account)))
            }
        };
        match (workspace, standing) {
            (Some(workspace), Some(standing)) => Ok(Scope {
                storage: Arc::clone(&self.storage),
                workspace,
                actor: self.actor.clone(),
                standing,
                permission,
            }),
            _ => Err(Error::not_found(format!(
                "there is no workspace {}, or {} does not belong to it",
                self.workspace, self.actor
            ))),
        }
    }

    async fn find(&self, look: &Look<'_>) -> Result<Option<Workspace>> {
        let built_in = self.workspace == WorkspaceId::default_workspace();
        // A single user never pays for rights.
        if built_in && self.actor == Actor::Owner {
            return Ok(Some(Workspace::built_in()));
        }
        let found = look.at(&self.workspace, WORKSPACES, self.workspace.as_str()).await?;
        Ok(found.or_else(|| built_in.then(Workspace::built_in)))
    }
}

/// Reads the records of rights: as they are now, or as they were a moment ago.
struct Look<'a> {
    storage: &'a dyn Storage,
    now: bool,
}

impl Look<'_> {
    async fn at<T: DeserializeOwned>(
        &self,
        workspace: &WorkspaceId,
        collection: Collection,
        id: &str,
    ) -> Result<Option<T>> {
        if self.now {
            return self.storage.get(workspace, collection.name, id).await?.map(decode).transpose();
        }
        let record = self.storage.recent(workspace, collection.name, id).await?;
        record.map(|record| decode_shared(&record)).transpose()
    }

    async fn member(&self, workspace: &Workspace, id: &MemberId) -> Result<Option<Standing>> {
        let person: Option<Person> = self.at(&workspace.home, PEOPLE, id.as_str()).await?;
        let Some(person) = person.filter(|person| person.active) else { return Ok(None) };
        let at_home = self.membership(&workspace.home, id).await?;
        let role = if workspace.home == workspace.id || at_home == Some(Role::Owner) {
            at_home
        } else {
            self.membership(&workspace.id, id).await?
        };
        Ok(role.map(|role| Standing::Member(Box::new(person), role)))
    }

    async fn membership(&self, workspace: &WorkspaceId, id: &MemberId) -> Result<Option<Role>> {
        let found: Option<Membership> = self.at(workspace, MEMBERSHIPS, id.as_str()).await?;
        Ok(found.map(|membership| membership.role))
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
        self.standing.role()
    }

    /// Returns the name of the member or service account that acts; the application has none.
    pub fn name(&self) -> Option<&str> {
        match &self.standing {
            Standing::Owner => None,
            Standing::Member(person, _) => Some(&person.name),
            Standing::Service(account) => Some(&account.name),
        }
    }

    /// Returns the mail addresses of the member that acts.
    pub fn addresses(&self) -> &[String] {
        match &self.standing {
            Standing::Member(person, _) => &person.addresses,
            Standing::Owner | Standing::Service(_) => &[],
        }
    }

    /// Returns what was checked.
    pub fn permission(&self) -> Permission {
        self.permission
    }
}
