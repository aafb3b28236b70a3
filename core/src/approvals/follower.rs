//! What follows decisions on subjects of one kind, whoever decides and by whatever handle.

use std::sync::Arc;

use async_trait::async_trait;

use super::approval::{Approval, Subject};
use crate::error::Result;
use crate::rights::Scope;
use crate::storage::Batch;

/// Returns what is committed together with a decision.
pub(crate) type Follow = Box<dyn Fn(&Approval) -> Result<Option<Batch>> + Send + Sync>;

/// A pillar whose subjects go on when they are decided on.
#[async_trait]
pub(crate) trait Follower: Send + Sync + std::fmt::Debug {
    /// Returns the kind of the subjects.
    fn kind(&self) -> &str;

    /// Prepares what follows, from the subject as it is now; nothing when it is gone.
    async fn prepare(&self, scope: &Scope, subject: &Subject) -> Result<Option<Follow>>;

    /// Hears that what was prepared is committed.
    fn committed(&self, subject: &Subject);
}

/// All followers.
pub(super) type Followers = Arc<Vec<Arc<dyn Follower>>>;
