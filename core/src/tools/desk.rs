//! Where tools get the handles of an office from: as the actor of a run sees them.

use std::sync::Arc;

use jiff::civil::Date;

use crate::agents::ToolContext;
use crate::approvals::Approvals;
use crate::communications::Communications;
use crate::communications::outbox::Outbox;
use crate::documents::{Document, Documents};
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::memory::Memory;
use crate::rights::{Actor, Gate};
use crate::settings::Owner;

/// The handles that tools are made of. Nothing is done with them before [`Desk::at`] has named who acts.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    documents: Documents,
    communications: Communications,
}

/// The handles as one actor sees them in one workspace.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub(super) documents: Documents,
    pub(super) communications: Communications,
    /// The day of the call, in the time zone of the office.
    pub(super) today: Date,
}

impl Desk {
    pub(super) fn new(documents: Documents, communications: Communications) -> Self {
        Self { documents, communications }
    }

    /// Returns the handles as the actor of a run sees them, in the workspace of the run.
    pub(super) fn at(&self, context: &ToolContext) -> Seat {
        let (documents, communications) = self.seen_by(&context.workspace, &context.actor);
        let today = context.now.to_zoned(documents.ingest.time_zone.clone()).date();
        Seat { documents, communications, today }
    }

    /// Returns the outbox as somebody else of the workspace sees it, such as who approved a call.
    pub(super) fn outbox_of(&self, context: &ToolContext, actor: &Actor) -> Outbox {
        self.seen_by(&context.workspace, actor).1.outbox()
    }

    /// Returns the approvals as the actor of a run sees them.
    pub(super) fn approvals(&self, context: &ToolContext) -> Approvals {
        let guard = self.documents.guard.at(self.gate(&context.workspace, &context.actor));
        Approvals::new(guard, Arc::clone(&self.documents.ingest.randomness))
    }

    /// Returns the memory as the actor of a run sees it.
    pub(super) fn memory(&self, context: &ToolContext) -> Memory {
        Memory::new(self.seen_by(&context.workspace, &context.actor).0)
    }

    fn gate(&self, workspace: &WorkspaceId, actor: &Actor) -> Gate {
        let storage = Arc::clone(self.documents.repository().storage());
        Gate::new(storage, workspace.clone(), actor.clone())
    }

    fn seen_by(&self, workspace: &WorkspaceId, actor: &Actor) -> (Documents, Communications) {
        let guard = self.documents.guard.at(self.gate(workspace, actor));
        let documents = self.documents.to(workspace, guard.clone());
        let storage = Arc::clone(documents.repository().storage());
        let communications = self.communications.to(documents.clone(), storage, guard);
        (documents, communications)
    }
}

impl Seat {
    /// Says whose office it is.
    ///
    /// # Errors
    /// Rights and storage errors.
    pub(super) async fn owner(&self) -> Result<Owner> {
        match &self.documents.owner {
            Some(owner) => Ok(owner.clone()),
            None => self.documents.owner().await,
        }
    }

    /// Finds a document by its id or name.
    ///
    /// # Errors
    /// `not_found` naming it; rights and storage errors.
    pub(super) async fn find(&self, id_or_name: &str) -> Result<Document> {
        self.documents.find(id_or_name).await
    }
}
