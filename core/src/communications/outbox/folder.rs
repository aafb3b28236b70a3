//! A folder that takes mail: each message is a file, for another program to pick up.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::transport::{NotSent, OutgoingMessage, RecipientOutcome, RecipientResult, Trace, Transport};
use crate::error::{Error, Result};

/// Puts each message into a folder as `DELIVERY.eml`, beside `DELIVERY.json` with its envelope, which the message
/// itself does not tell. A message is there as a whole or not at all, and never twice.
#[derive(Debug, Clone)]
pub struct FolderTransport {
    folder: PathBuf,
}

impl FolderTransport {
    /// Takes a folder, which is made with the first message.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self { folder: folder.as_ref().to_owned() }
    }

    fn path(&self, message: &OutgoingMessage, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", message.id))
    }

    async fn write(&self, message: &OutgoingMessage) -> std::io::Result<()> {
        tokio::fs::create_dir_all(&self.folder).await?;
        let envelope = json!({
            "from": message.from, "recipients": message.recipients, "message_id": message.message_id,
        });
        self.put(message, "json", envelope.to_string().as_bytes()).await?;
        self.put(message, "eml", &message.bytes).await
    }

    /// Writes a file beside its place, then moves it there. The same message has the same bytes, so that it does
    /// not matter who is last.
    async fn put(&self, message: &OutgoingMessage, ending: &str, bytes: &[u8]) -> std::io::Result<()> {
        let (path, beside) = (self.path(message, ending), self.path(message, &format!("{ending}.part")));
        let mut file = tokio::fs::File::create(&beside).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        tokio::fs::rename(beside, path).await
    }
}

#[async_trait]
impl Transport for FolderTransport {
    fn name(&self) -> &str {
        "folder"
    }

    async fn send(&self, message: &OutgoingMessage) -> Result<Vec<RecipientResult>, NotSent> {
        if let Err(error) = self.write(message).await {
            let reason =
                Error::unavailable("the message cannot be written; make the folder for mail writable")
                    .about(self.folder.display())
                    .with_source(error);
            return Err(NotSent::Deferred { reason, retry_after: None });
        }
        let accepted = |address: &String| RecipientResult {
            address: address.clone(),
            outcome: RecipientOutcome::Accepted,
            code: None,
            status: None,
            message: None,
        };
        Ok(message.recipients.iter().map(accepted).collect())
    }

    async fn find(&self, message: &OutgoingMessage) -> Result<Trace> {
        match tokio::fs::try_exists(self.path(message, "eml")).await {
            Ok(true) => Ok(Trace::Sent),
            Ok(false) => Ok(Trace::NotSent),
            Err(error) => Err(Error::unavailable("the folder for mail cannot be read")
                .about(self.folder.display())
                .with_source(error)),
        }
    }
}
