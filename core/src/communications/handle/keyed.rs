//! Drafts that are asked for under a key: asking for the same again, after a crash, returns the first one.

use sha2::{Digest, Sha256};

use crate::communications::Communications;
use crate::communications::draft::Draft;
use crate::communications::request::DraftRequest;
use crate::error::{Error, ErrorKind, Result};
use crate::id::DraftId;
use crate::rights::Permission;

/// How many bytes of the hash of key and request make an id: as many as ids have.
const ID_BYTES: usize = 16;

impl Communications {
    /// Drafts as [`Communications::draft`], once for each key of the workspace: another request under
    /// a known key is another draft.
    ///
    /// # Errors
    /// As [`Communications::draft`].
    pub(crate) async fn draft_keyed(&self, key: &str, request: &DraftRequest) -> Result<Draft> {
        self.guard.enter(Permission::DraftsWrite).await?;
        let id = keyed(key, request)?;
        match self.drafts.get(&id).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            known => return known,
        }
        match self.draft_as(id.clone(), request, None).await {
            // Another try of the same call was faster.
            Err(error) if error.kind() == ErrorKind::Conflict => self.drafts.get(&id).await,
            made => made,
        }
    }
}

/// The id of what is asked for under a key.
fn keyed(key: &str, request: &DraftRequest) -> Result<DraftId> {
    let terms = serde_json::to_string(&(key, request))
        .map_err(|error| Error::internal("a request cannot be written as JSON").with_source(error))?;
    let hash = Sha256::digest(terms.as_bytes());
    let digits: String = hash.iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect();
    format!("dft_{digits}").parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_under_a_key_is_one_id() {
        let (memo, other) = (DraftRequest::default().saying("a"), DraftRequest::default().saying("b"));
        let id = |key: &str, request: &DraftRequest| keyed(key, request).unwrap();
        assert_eq!(id("run_1/call_1", &memo), id("run_1/call_1", &memo));
        assert_ne!(id("run_1/call_1", &memo), id("run_1/call_2", &memo));
        assert_ne!(id("run_1/call_1", &memo), id("run_1/call_1", &other));
    }
}
