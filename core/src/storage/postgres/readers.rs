//! The connections that read.
//!
//! A pool of our own, as each connection is told which workspace it may see, and one that was told already need not be
//! told again: half of all statements were for that. It also says sooner than a common pool that nobody answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query as Statement;
use sqlx::{Connection, PgConnection, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::fault::{Fault, code};
use super::open::{Address, READ, limited};
use crate::id::WorkspaceId;

pub(super) type Prepared<'q> = Statement<'q, Postgres, PgArguments>;

/// Reads that run at once.
const READERS: usize = 8;
/// How long a read waits for a connection, as for a server that is being restarted. Callers over a network promise an
/// answer within 3 s.
const WAIT: Duration = Duration::from_secs(2);
/// How soon a connection that was refused is tried again.
const AGAIN: Duration = Duration::from_millis(50);
/// How long a connection lives: the server keeps more and more for each.
const LIFE: Duration = Duration::from_secs(30 * 60);
/// How long a connection whose reader went away may take to finish, before it is let go.
const FINISH: Duration = Duration::from_secs(1);

/// The readers of one database. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Readers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    address: Address,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Reader>>,
    closed: watch::Sender<bool>,
}

/// A connection, and which workspace it may see.
#[derive(Debug)]
struct Reader {
    connection: PgConnection,
    workspace: Option<WorkspaceId>,
    made: Instant,
}

/// A reader that is in use. It goes back when this is dropped, also in the middle of a read.
struct Taken {
    shared: Arc<Shared>,
    reader: Option<Reader>,
    /// Whether nothing is under way on the connection.
    is_quiet: bool,
    place: Option<OwnedSemaphorePermit>,
}

impl Readers {
    pub(super) fn new(address: Address) -> Self {
        let places = Arc::new(Semaphore::new(READERS));
        Self(Arc::new(Shared { address, places, idle: Mutex::default(), closed: watch::Sender::new(false) }))
    }

    /// Runs a statement in a workspace. A connection that broke while it was idle, as after a restart of the server, is
    /// replaced, and the statement made and run again.
    pub(super) async fn rows<'q>(
        &self,
        workspace: &WorkspaceId,
        statement: impl Fn() -> Prepared<'q>,
    ) -> Result<Vec<PgRow>, Fault> {
        let begun = Instant::now();
        let place = limited(WAIT, Arc::clone(&self.0.places).acquire_owned()).await?;
        let place = place.map_err(|_| Fault::Driver(sqlx::Error::PoolClosed))?;
        let (reader, is_used) = match self.0.take(workspace) {
            Some(reader) => (reader, true),
            None => (self.0.connect(begun).await?, false),
        };
        let shared = Arc::clone(&self.0);
        let mut taken = Taken { shared, reader: Some(reader), is_quiet: true, place: Some(place) };
        match taken.rows(workspace, statement()).await {
            Err(Fault::Driver(error)) if is_used && is_broken(&error) => {
                // What broke one has broken those that were idle beside it.
                self.0.idle().clear();
                taken.reader = Some(self.0.connect(begun).await?);
                taken.rows(workspace, statement()).await
            }
            outcome => outcome,
        }
    }

    /// Says whether the database was closed.
    pub(super) fn is_closed(&self) -> bool {
        *self.0.closed.borrow()
    }

    /// Waits until the database is closed.
    pub(super) async fn closed(&self) {
        // The sender lives as long as this.
        let _ = self.0.closed.subscribe().wait_for(|closed| *closed).await;
    }

    /// Says that the database is closed: reads that are under way finish, no others begin.
    pub(super) fn end(&self) {
        self.0.closed.send_replace(true);
        self.0.places.close();
    }

    /// Ends, and closes the connections that are idle.
    pub(super) async fn close(&self) {
        self.end();
        let idle = std::mem::take(&mut *self.0.idle());
        for reader in idle {
            let _ = limited(FINISH, reader.connection.close()).await;
        }
    }
}

impl Shared {
    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an idle reader, best one that sees the workspace already, else the one used last.
    fn take(&self, workspace: &WorkspaceId) -> Option<Reader> {
        let mut idle = self.idle();
        let fitting = idle.iter().rposition(|reader| reader.workspace.as_ref() == Some(workspace));
        match fitting {
            Some(at) => Some(idle.remove(at)),
            None => idle.pop(),
        }
    }

    /// Opens a connection for a read that began at this moment; waits a while for a server that is being started.
    async fn connect(&self, begun: Instant) -> Result<Reader, Fault> {
        loop {
            let left = WAIT.saturating_sub(begun.elapsed()).max(AGAIN);
            let connection = match self.address.connect_reader(left).await {
                Ok(connection) => connection,
                Err(Fault::Driver(error))
                    if is_refused(&error) && begun.elapsed() + AGAIN < WAIT && !*self.closed.borrow() =>
                {
                    tokio::time::sleep(AGAIN).await;
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            return Ok(Reader { connection, workspace: None, made: Instant::now() });
        }
    }

    fn give_back(&self, reader: Reader) {
        if reader.made.elapsed() < LIFE && !*self.closed.borrow() {
            self.idle().push(reader);
        }
    }
}

impl Taken {
    async fn rows(&mut self, workspace: &WorkspaceId, statement: Prepared<'_>) -> Result<Vec<PgRow>, Fault> {
        let Some(reader) = self.reader.as_mut() else { return Err(Fault::Driver(sqlx::Error::PoolClosed)) };
        self.is_quiet = false;
        let outcome = async {
            if reader.workspace.as_ref() != Some(workspace) {
                // Until it is said, it may be either.
                reader.workspace = None;
                let named = sqlx::query("SELECT set_config('secretariat.workspaces', $1, false)")
                    .bind(workspace.as_str())
                    .execute(&mut reader.connection);
                limited(READ, named).await??;
                reader.workspace = Some(workspace.clone());
            }
            Ok(limited(READ, statement.fetch_all(&mut reader.connection)).await??)
        };
        let outcome: Result<_, Fault> = outcome.await;
        self.is_quiet = true;
        match &outcome {
            // A connection that broke or gave no answer is not used again.
            Err(Fault::Silent(_)) => self.reader = None,
            Err(Fault::Driver(error)) if is_broken(error) => self.reader = None,
            _ => {}
        }
        outcome
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let Some(mut reader) = self.reader.take() else { return };
        if self.is_quiet {
            return self.shared.give_back(reader);
        }
        // Whoever read has gone away: the rest of the answer is read by itself, as a new connection costs more.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (shared, place) = (Arc::clone(&self.shared), self.place.take());
        runtime.spawn(async move {
            if limited(FINISH, reader.connection.ping()).await.is_ok_and(|answer| answer.is_ok()) {
                shared.give_back(reader);
            }
            drop(place);
        });
    }
}

/// Says whether a connection has ended: by itself, or because the server said so.
fn is_broken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_none() || code(error).is_some_and(|code| code.starts_with("57P"))
}

/// Says whether a server is not there at the moment, as while it is being restarted.
fn is_refused(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => matches!(
            error.kind(),
            std::io::ErrorKind::ConnectionRefused
                | std::io::ErrorKind::ConnectionReset
                | std::io::ErrorKind::ConnectionAborted
                | std::io::ErrorKind::NotFound
        ),
        error => code(error).is_some_and(|code| code.starts_with("57P")),
    }
}
