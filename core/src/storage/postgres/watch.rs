//! Hears of changes in all programs on the database, and where a follower of them reads.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::broadcast;

use super::notices::CHANNEL;
use super::open::Address;
use super::read;
use super::readers::Readers;
use crate::error::Result;
use crate::id::WorkspaceId;
use crate::storage::Change;
use crate::storage::follow::{Changes, PAGE, Wake};

/// How long to wait before the connection is tried again, and the most between two looks without news: a
/// notification may be lost with a connection, a change never.
const PAUSE: Duration = Duration::from_secs(1);

/// The changes of one workspace in a database.
pub(super) struct Watched {
    pub(super) place: String,
    pub(super) readers: Readers,
    pub(super) workspace: WorkspaceId,
}

#[async_trait]
impl Changes for Watched {
    async fn page(&self, after: u64) -> Result<Vec<Change>> {
        let page = read::changes(&self.readers, &self.workspace, after, PAGE).await;
        page.map_err(|fault| fault.public(&self.place))
    }

    fn is_closed(&self) -> bool {
        self.readers.is_closed()
    }
}

/// Wakes the followers of this process until the database is closed.
pub(super) async fn listen(address: Address, readers: Readers, wakes: broadcast::Sender<Wake>) {
    let closed = readers.closed();
    tokio::pin!(closed);
    loop {
        tokio::select! {
            () = &mut closed => return,
            outcome = hear(&address, &wakes) => {
                if let Err(error) = outcome {
                    tracing::warn!(database = address.place, %error, "changes of others are seen late");
                }
            }
        }
        // What came while nobody listened.
        let _ = wakes.send(None);
        tokio::select! {
            () = &mut closed => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

async fn hear(address: &Address, wakes: &broadcast::Sender<Wake>) -> sqlx::Result<()> {
    // A pool of its own: the listener keeps its connection for good.
    let pool = PgPoolOptions::new().max_connections(1).connect_with(address.options().clone()).await?;
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(CHANNEL).await?;
    let _ = wakes.send(None);
    loop {
        match tokio::time::timeout(PAUSE, listener.try_recv()).await {
            Ok(Ok(Some(notice))) => {
                for name in notice.payload().split(',') {
                    let _ = wakes.send(name.parse().ok());
                }
            }
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => return Err(error),
            Err(_) => {
                let _ = wakes.send(None);
            }
        }
    }
}
