//! What is looked up for every draft: whom the office knows, and whose office it is.

use std::sync::Arc;

use crate::communications::Communications;
use crate::communications::register::Register;
use crate::error::Result;
use crate::rights::{Permission, Scope};
use crate::settings::Owner;

/// What the workspace knows around a draft.
#[derive(Debug)]
pub(in crate::communications) struct Known {
    pub(in crate::communications) register: Arc<Register>,
    pub(in crate::communications) owner: Owner,
    /// Where contacts are looked up.
    pub(in crate::communications) scope: Scope,
}

impl Communications {
    /// Looks up what the workspace knows (right `documents.read`).
    ///
    /// # Errors
    /// Storage errors.
    pub(in crate::communications) async fn known(&self) -> Result<Known> {
        let scope = self.guard.enter(Permission::DocumentsRead).await?;
        let register = self.registers.of(self.documents.repository()).await?;
        let owner = match &self.documents.owner {
            Some(owner) => owner.clone(),
            None => register.look(|book| book.owner().clone()),
        };
        Ok(Known { register, owner, scope })
    }

    /// Says whose office it is (right `documents.read`).
    ///
    /// # Errors
    /// Storage errors.
    pub(crate) async fn whose(&self) -> Result<Owner> {
        Ok(self.known().await?.owner)
    }
}
