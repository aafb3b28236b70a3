//! Drafts that are asked for under a key: asking again, after a crash, returns the first one.

use sha2::{Digest, Sha256};

use crate::communications::Communications;
use crate::communications::draft::Draft;
use crate::communications::request::DraftRequest;
use crate::error::{ErrorKind, Result};
use crate::id::DraftId;
use crate::rights::Permission;

/// How many bytes of the hash of a key make an id: as many as ids have.
const ID_BYTES: usize = 16;

impl Communications {
    /// Drafts as [`Communications::draft`], once for each key of the workspace.
    ///
    /// # Errors
    /// As [`Communications::draft`].
    pub(crate) async fn draft_keyed(&self, key: &str, request: &DraftRequest) -> Result<Draft> {
        self.guard.enter(Permission::DraftsWrite).await?;
        let id = keyed(key)?;
        match self.drafts.get(&id).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            known => return known,
        }
        match self.draft_as(id.clone(), request).await {
            // Another try of the same call was faster.
            Err(error) if error.kind() == ErrorKind::Conflict => self.drafts.get(&id).await,
            made => made,
        }
    }
}

/// The id of what is made under a key.
fn keyed(key: &str) -> Result<DraftId> {
    let hash = Sha256::digest(key.as_bytes());
    let digits: String = hash.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("dft_{digits}").parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_id() {
        assert_eq!(keyed("run_1/call_1").unwrap(), keyed("run_1/call_1").unwrap());
        assert_ne!(keyed("run_1/call_1").unwrap(), keyed("run_1/call_2").unwrap());
    }
}
