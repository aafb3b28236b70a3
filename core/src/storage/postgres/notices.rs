//! Tells all programs on a database which workspaces changed, beside the commits and never in their way.
//!
//! After the commit and on a connection of its own: within it, PostgreSQL would make the commits of all
//! programs wait in line, and a commit need not wait until others have heard of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc;

use super::fault::Fault;
use super::open::{Address, CONNECT, WRITE, limited};
use super::schema::MEMBER;

/// The channel that carries the names of changed workspaces.
pub(super) const CHANNEL: &str = "secretariat_changes";
/// The most bytes that a notification carries.
const LENGTH: usize = 7_900;

/// The workspaces that changed since the last notification.
type Changed = Arc<Mutex<BTreeSet<String>>>;

/// Where commits leave the names; the task ends with the last of these.
#[derive(Debug)]
pub(super) struct Notices {
    changed: Changed,
    bell: mpsc::Sender<()>,
}

/// The task that tells.
#[derive(Debug)]
pub(super) struct Teller {
    address: Address,
    changed: Changed,
    bell: mpsc::Receiver<()>,
    connection: Option<PgConnection>,
}

/// Makes both.
pub(super) fn notices(address: Address) -> (Notices, Teller) {
    let changed = Changed::default();
    let (ring, bell) = mpsc::channel(1);
    let teller = Teller { address, changed: Arc::clone(&changed), bell, connection: None };
    (Notices { changed, bell: ring }, teller)
}

impl Notices {
    /// Tells of changed workspaces soon.
    pub(super) fn tell(&self, workspaces: &[&str]) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.extend(workspaces.iter().map(|name| (*name).to_owned()));
        // A bell that rings already is enough.
        let _ = self.bell.try_send(());
    }
}

impl Teller {
    /// Tells until nobody can leave names any more.
    pub(super) async fn run(mut self) {
        while self.bell.recv().await.is_some() {
            let changed = std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner));
            let names = changed.into_iter().collect::<Vec<_>>().join(",");
            // Nothing is lost with a notification: followers look by themselves as well.
            if let Err(fault) = self.notify(if names.len() > LENGTH { "" } else { &names }).await {
                self.connection = None;
                tracing::debug!(database = self.address.place, %fault, "changes are told late");
            }
        }
        if let Some(connection) = self.connection.take() {
            let _ = limited(CONNECT, connection.close()).await;
        }
    }

    async fn notify(&mut self, names: &str) -> Result<(), Fault> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(self.address.connect(MEMBER).await?),
        };
        let told = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(names).execute(connection);
        limited(WRITE, told).await??;
        Ok(())
    }
}
