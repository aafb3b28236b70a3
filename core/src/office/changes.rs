//! What servers need of an office beside its handles: who signs in, and what changes.

use std::sync::Arc;

use futures::stream::{BoxStream, StreamExt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{House, Office};
use crate::agents::RUNS;
use crate::approvals::APPROVALS;
use crate::communications::contacts::CONTACTS;
use crate::communications::outbox::DELIVERIES;
use crate::communications::{DRAFTS, FOLLOW_UPS, TEMPLATES};
use crate::documents::DOCUMENTS;
use crate::error::{ErrorKind, Result};
use crate::rights::{Actor, MEMBERSHIPS, Permission, Role, Workspace};
use crate::schedules::SCHEDULES;
use crate::sessions::Sessions;
use crate::storage::Change;

/// The changes that are told: the collection, the name of one of its things, and the right to read it.
const TOLD: [(&str, &str, Permission); 10] = [
    (DOCUMENTS.name, "document", Permission::DocumentsRead),
    (DRAFTS.name, "draft", Permission::DraftsRead),
    (DELIVERIES.name, "delivery", Permission::DraftsRead),
    (FOLLOW_UPS.name, "follow_up", Permission::DraftsRead),
    (CONTACTS.name, "contact", Permission::ContactsRead),
    (APPROVALS.name, "approval", Permission::ApprovalsRead),
    (RUNS.name, "run", Permission::RunsRead),
    (SCHEDULES.name, "schedule", Permission::RunsRead),
    (TEMPLATES.name, "template", Permission::DraftsRead),
    (MEMBERSHIPS.name, "member", Permission::MembersRead),
];

/// Something in a workspace that was written or removed: read it again to see how it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfficeChange {
    /// The place in the changes of the workspace: resume after the last one you saw.
    pub position: u64,
    /// What kind of thing: `document`, `draft`, `delivery`, `follow_up`, `contact`, `approval`, `run`, `schedule`,
    /// `template` or `member`.
    pub kind: String,
    /// The id of the thing.
    pub id: String,
    /// Whether it was removed.
    pub removed: bool,
}

/// Who asks, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The workspace.
    pub workspace: Workspace,
    /// The role there.
    pub role: Role,
    /// The name of the member or service account; the application has none.
    pub name: Option<String>,
    /// The mail addresses of the member.
    pub addresses: Vec<String>,
}

impl Office {
    /// Returns who signs in: for applications that let people in over a network.
    pub fn sessions(&self) -> Sessions {
        let House { randomness, passwords, .. } = &self.house;
        let storage = Arc::clone(&self.storage);
        Sessions::new(storage, self.guard.clone(), Arc::clone(randomness), Arc::clone(passwords))
    }

    /// Fails unless the actor may do something here now: for what is dear to prepare, such as receiving a file.
    ///
    /// # Errors
    /// `not_found` for who does not belong to the workspace; `denied` for who lacks the right, which the audit notes.
    pub async fn may(&self, permission: Permission) -> Result<()> {
        self.guard.enter(permission).await.map(drop)
    }

    /// Says who asks and as what (right `workspaces.read`). What another process changed less than
    /// [`RECENT`](crate::storage::RECENT) ago may be told as it was before.
    ///
    /// # Errors
    /// `not_found` for who does not belong to the workspace; storage errors.
    pub async fn standing(&self) -> Result<Standing> {
        let scope = self.guard.enter(Permission::WorkspacesRead).await?;
        let workspace = match scope.actor() {
            // Of its own workspace the application is not told by the gate.
            Actor::Owner => self.workspaces.current().await?,
            _ => scope.place().clone(),
        };
        Ok(Standing {
            workspace,
            role: scope.role(),
            name: scope.name().map(str::to_owned),
            addresses: scope.addresses().to_vec(),
        })
    }

    /// Follows what changes in the workspace, as far as the actor may read it (right `workspaces.read`): after a
    /// position, or from now on. At least once and in order; several changes of one thing may come as one. The
    /// stream ends when the actor no longer belongs to the workspace, or the office is closed.
    ///
    /// # Errors
    /// `not_found` for who does not belong to the workspace; storage errors, also in the stream, which ends it.
    pub async fn changes(&self, after: Option<u64>) -> Result<BoxStream<'static, Result<OfficeChange>>> {
        let scope = self.guard.enter(Permission::WorkspacesRead).await?;
        let after = match after {
            Some(after) => after,
            None => self.present(&scope).await?,
        };
        let changes = self.storage.watch(scope.workspace(), after).await?;
        let guard = self.guard.clone();
        let told = changes.filter_map(move |change| {
            let guard = guard.clone();
            async move {
                let change = match change {
                    Ok(change) => change,
                    Err(error) => return Some(Err(error)),
                };
                let (_, kind, right) = TOLD.iter().find(|(name, ..)| *name == change.collection)?;
                // Rights are those of now, as with every call; who may not read a kind hears nothing of it.
                match guard.gate().enter(*right).await {
                    Ok(_) => Some(Ok(told(change, kind))),
                    Err(error) if error.kind() == ErrorKind::Denied => None,
                    Err(error) => Some(Err(error)),
                }
            }
        });
        Ok(until_error(told.boxed()))
    }

    /// Finds the position of the last change, by doubling and halving: it takes as many reads of one change as the
    /// position has binary digits, twice.
    async fn present(&self, scope: &crate::rights::Scope) -> Result<u64> {
        let next = async |after: u64| {
            let page = self.storage.changes(scope.workspace(), after, 1).await?;
            Ok::<_, crate::error::Error>(page.last().map(|change| change.position))
        };
        let (mut last, mut step) = (0_u64, 1);
        let mut end = loop {
            let after: u64 = last.saturating_add(step);
            match next(after).await? {
                Some(position) => last = position,
                None => break after,
            }
            step *= 2;
        };
        // There is a change at `last`, or it is 0; there is none after `end`.
        while last < end {
            let middle = last + (end - last) / 2;
            match next(middle).await? {
                Some(position) => last = position,
                None => end = middle,
            }
        }
        Ok(last)
    }
}

fn told(change: Change, kind: &str) -> OfficeChange {
    let Change { position, id, deleted, .. } = change;
    OfficeChange { position, kind: kind.to_owned(), id, removed: deleted }
}

/// Ends a stream after its first error.
fn until_error(stream: BoxStream<'static, Result<OfficeChange>>) -> BoxStream<'static, Result<OfficeChange>> {
    let state = Some(stream);
    futures::stream::unfold(state, |state| async move {
        let mut stream = state?;
        let next = stream.next().await?;
        let rest = next.is_ok().then_some(stream);
        Some((next, rest))
    })
    .boxed()
}
