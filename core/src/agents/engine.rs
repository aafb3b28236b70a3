//! The engine's parts, shared by the handle and the worker.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::hub::RunHub;
use super::kit::Kit;
use super::record::Runs;
use super::spec::{Ready, RunSpec};
use crate::audit::Guard;
use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::error::Result;
use crate::id::{Randomness, WorkspaceId};
use crate::rights::{Actor, Gate};
use crate::storage::Storage;

/// How many specifications are kept ready.
const READY: usize = 256;

/// What runs are done with.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) blobs: Arc<dyn Blobs>,
    /// The clock of the office, by which runs live.
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    /// Clock and randomness of the workers.
    pub(crate) work_clock: Arc<dyn Clock>,
    pub(crate) work_randomness: Arc<dyn Randomness>,
    pub(crate) kit: Kit,
    pub(crate) hub: RunHub,
    pub(crate) ready: SpecShelf,
}

/// Specifications that are ready for use, by workspace and hash.
#[derive(Debug, Default)]
pub(crate) struct SpecShelf(Mutex<BTreeMap<(WorkspaceId, String), Ready>>);

impl Engine {
    pub(super) fn runs(&self, workspace: &WorkspaceId) -> Runs {
        Runs::new(Arc::clone(&self.storage), workspace.clone())
    }

    pub(super) fn of_work(&self) -> (&dyn Clock, &dyn Randomness) {
        (self.work_clock.as_ref(), self.work_randomness.as_ref())
    }

    pub(super) fn at<'a>(&'a self, workspace: &'a WorkspaceId) -> (&'a dyn Blobs, &'a WorkspaceId) {
        (self.blobs.as_ref(), workspace)
    }

    /// Returns the guard of somebody in a workspace.
    pub(crate) fn guard(&self, workspace: &WorkspaceId, actor: &Actor) -> Guard {
        let gate = Gate::new(Arc::clone(&self.storage), workspace.clone(), actor.clone());
        Guard::new(Arc::clone(&self.storage), gate, Arc::clone(&self.clock))
    }

    /// Returns a specification that is stored in a workspace.
    ///
    /// # Errors
    /// `corrupt` when it is gone or damaged, and storage errors.
    pub(super) async fn pinned(&self, workspace: &WorkspaceId, hash: &str) -> Result<Ready> {
        let key = (workspace.clone(), hash.to_owned());
        if let Some(ready) = self.known(&key) {
            return Ok(ready);
        }
        let record = self.runs(workspace).spec(hash).await?;
        let ready = Arc::new(RunSpec::read(record)?.pin_as(hash.to_owned())?);
        self.keep(key, &ready);
        Ok(ready)
    }

    /// Makes a specification ready, and says whether the workspace has it surely.
    pub(super) fn pin(&self, workspace: &WorkspaceId, spec: RunSpec) -> Result<(Ready, bool)> {
        let key = (workspace.clone(), spec.hash()?);
        match self.known(&key) {
            Some(ready) => Ok((ready, true)),
            None => Ok((Arc::new(spec.pin()?), false)),
        }
    }

    /// Notes that a specification is stored.
    pub(super) fn stored(&self, workspace: &WorkspaceId, ready: &Ready) {
        self.keep((workspace.clone(), ready.hash.clone()), ready);
    }

    fn known(&self, key: &(WorkspaceId, String)) -> Option<Ready> {
        self.ready.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: (WorkspaceId, String), ready: &Ready) {
        let mut kept = self.ready.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= READY {
            kept.clear();
        }
        kept.insert(key, Arc::clone(ready));
    }
}
