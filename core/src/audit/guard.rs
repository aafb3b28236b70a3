//! The gate, with a note of whom it refused.

use std::sync::Arc;

use jiff::Timestamp;

use super::entry::{AuditEntry, Outcome, Target};
use crate::clock::Clock;
use crate::error::{ErrorKind, Result};
use crate::rights::{Gate, Permission, Scope};
use crate::storage::{Batch, Storage};

/// Stands at every handle: lets in by the table, and writes down who tried more than he may.
#[derive(Debug, Clone)]
pub struct Guard {
    storage: Arc<dyn Storage>,
    gate: Gate,
    clock: Arc<dyn Clock>,
}

impl Guard {
    /// Posts a guard at a gate.
    pub fn new(storage: Arc<dyn Storage>, gate: Gate, clock: Arc<dyn Clock>) -> Self {
        Self { storage, gate, clock }
    }

    /// Returns the gate.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Returns the present time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets the actor in for one thing. Who belongs to the workspace but may not do this is noted in its
    /// audit; strangers are not, as they must not be able to fill it.
    ///
    /// # Errors
    /// As [`Gate::enter`].
    pub async fn enter(&self, permission: Permission) -> Result<Scope> {
        let refused = match self.gate.enter(permission).await {
            Err(error) if error.kind() == ErrorKind::Denied => error,
            outcome => return outcome,
        };
        let entry = AuditEntry {
            at: self.clock.now(),
            actor: self.gate.actor().clone(),
            action: permission.code().to_owned(),
            target: Target::new("workspace", self.gate.workspace()),
            outcome: Outcome::Refused,
            details: Default::default(),
        };
        let mut batch = Batch::new(self.gate.workspace().clone());
        batch.appends.push(entry.append()?);
        self.storage.commit(batch).await?;
        Err(refused)
    }

    /// Returns the guard of another gate to the same storage.
    pub(crate) fn at(&self, gate: Gate) -> Self {
        Self { gate, ..self.clone() }
    }
}
