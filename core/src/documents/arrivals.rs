//! Who is told of documents in the commit that adds them.

use async_trait::async_trait;

use crate::documents::record::Document;
use crate::error::Result;
use crate::storage::Batch;

/// Is told of documents that are about to be added.
#[async_trait]
pub(crate) trait Arrivals: Send + Sync + std::fmt::Debug {
    /// Adds what follows from documents to the batch that adds them: it happens exactly when they are there.
    ///
    /// # Errors
    /// Storage errors.
    async fn arriving(&self, documents: &[&Document], batch: &mut Batch) -> Result<()>;
}
