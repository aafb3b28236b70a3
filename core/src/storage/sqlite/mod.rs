//! The embedded default: one SQLite file in WAL mode, or a database in memory.
//!
//! One writer commits in groups, a pool of connections reads. Several processes may share a
//! file: SQLite's locks order their writes, reads see the newest commit of all, and followers look for
//! the commits of other processes every 250 ms.
//!
//! ```
//! # use secretariat::storage::{Batch, Collection, Expect, Put, Record, Storage, sqlite::Sqlite};
//! # use secretariat::id::WorkspaceId;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> secretariat::Result<()> {
//! const NOTES: Collection = Collection { name: "note", attributes: &[] };
//! let storage = Sqlite::memory(&[NOTES]).await?;
//! let workspace = WorkspaceId::default_workspace();
//! let mut batch = Batch::new(workspace.clone());
//! batch.puts.push(Put {
//!     record: Record {
//!         workspace: workspace.clone(),
//!         collection: NOTES.name,
//!         id: "first".to_owned(),
//!         version: 0,
//!         attributes: Default::default(),
//!         body: serde_json::json!({"text": "hello"}),
//!     },
//!     expect: Expect::Absent,
//! });
//! storage.commit(batch).await?;
//! assert!(storage.get(&workspace, NOTES.name, "first").await?.is_some());
//! # Ok(())
//! # }
//! ```

mod claim;
mod dump;
mod fault;
mod fill;
mod load;
mod open;
mod read;
mod schema;
mod script;
#[cfg(test)]
mod tests;
mod watch;
mod write;
mod writer;

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use futures::stream::BoxStream;
use sqlx::SqlitePool;
use tokio::sync::{broadcast, mpsc, oneshot};

use self::fault::Fault;
use self::watch::Watched;
use self::writer::{Done, Job, Work};
use super::archive::{self, Archive, Fill, Pieces, Row, SchemaVersion};
use super::check::Declared;
use super::follow::{Wake, follow};
use super::{
    Batch, Change, Claim, Claimed, Collection, Committed, Entry, Message, Page, Query, Record, Storage,
};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;

/// What stands for the path of a database in memory.
const MEMORY: &str = ":memory:";

/// A database in one SQLite file, or in memory.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    declared: Declared,
    readers: SqlitePool,
    jobs: mpsc::Sender<Job>,
    wakes: broadcast::WeakSender<Wake>,
}

impl Sqlite {
    /// Opens the database at `path`, made if it is absent, and adds the tables, columns and indexes that
    /// `collections` declare and it lacks. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `not_found` if the folder does not exist; `denied` if file or folder cannot be written;
    /// `corrupt` if the file is damaged or no database; `invalid_input` if it belongs to another program;
    /// `unsupported` if it is newer than this program or an attribute changed its type or uniqueness;
    /// `unavailable` if another process keeps it locked.
    pub async fn open(path: &Path, collections: &[Collection]) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
            && !folder.is_dir()
        {
            return Err(Error::not_found(format!("{} is no folder: make it first", folder.display())));
        }
        let options = open::file(path);
        Self::start(path.to_owned(), options, collections).await
    }

    /// Opens the database at `path` as [`Sqlite::open`], encrypted as a whole under a key (SQLCipher 4), its log too.
    ///
    /// # Errors
    /// As [`Sqlite::open`]; `corrupt` for another key, or a file that is not encrypted.
    #[cfg(feature = "sqlcipher")]
    pub async fn open_encrypted(
        path: &Path,
        key: &crate::keys::DataKey,
        collections: &[Collection],
    ) -> Result<Self> {
        let options = open::encrypted(open::file(path), key);
        Self::start(path.to_owned(), options, collections).await
    }

    /// Opens a new database in memory, which ends with this value.
    ///
    /// # Errors
    /// `invalid_input` if `collections` are not declared properly.
    pub async fn memory(collections: &[Collection]) -> Result<Self> {
        Self::start(PathBuf::from(MEMORY), open::memory(), collections).await
    }

    async fn start(path: PathBuf, options: open::Options, collections: &[Collection]) -> Result<Self> {
        let declared = Declared::new(collections)?;
        let pools = open::pools(options, collections).await.map_err(|fault| match fault {
            Fault::Refused(error) => error.about(path.display()),
            other => other.public(&path),
        })?;
        let (jobs, queue) = mpsc::channel(writer::QUEUE);
        let (wakes, _) = broadcast::channel(writer::QUEUE);
        let weak = wakes.downgrade();
        let readers = pools.readers.clone();
        tokio::spawn(writer::Writer::new(path.clone(), pools, declared.clone(), queue, wakes).run());
        Ok(Self { path, declared, readers, jobs, wakes: weak })
    }

    /// Hands work to the writer and waits until it is durable.
    async fn write(&self, work: Work) -> Result<Done> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(Job { work, reply }).await.map_err(|_| self.closed())?;
        answer.await.map_err(|error| {
            Error::new(
                ErrorKind::InDoubt,
                format!("{} was closed during a commit: look before repeating", self.path.display()),
            )
            .with_source(error)
        })?
    }

    /// Reads. There are few connections for everybody: a caller who stops polling in the middle of a read, as one
    /// that waits for something else meanwhile, must not keep one, so the read goes on by itself.
    async fn reading<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Fault>> + Send + 'static,
    ) -> Result<T> {
        let outcome = tokio::spawn(work).await.map_err(|error| self.closed().with_source(error))?;
        outcome.map_err(|fault| fault.public(&self.path))
    }

    fn closed(&self) -> Error {
        Error::unavailable(format!("{} is closed: open it again", self.path.display()))
    }
}

#[async_trait]
impl Storage for Sqlite {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        let collection = self.declared.collection(collection)?;
        let (readers, workspace, id) = (self.readers.clone(), workspace.clone(), id.to_owned());
        self.reading(async move { read::get(&readers, &workspace, &collection, &id).await }).await
    }

    async fn query(&self, query: Query) -> Result<Page> {
        let collection = self.declared.query(&query)?;
        let readers = self.readers.clone();
        self.reading(async move { read::query(&readers, &collection, &query).await }).await
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let (readers, workspace, stream) = (self.readers.clone(), workspace.clone(), stream.to_owned());
        self.reading(async move { read::events(&readers, &workspace, &stream, after, limit).await }).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.declared.batch(&batch)?;
        match self.write(Work::Commit(batch)).await? {
            Done::Committed(committed) => Ok(committed),
            other => Err(unexpected(&other)),
        }
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let collection = self.declared.claim(&claim)?;
        match self.write(Work::Claim(claim, collection)).await? {
            Done::Claimed(claimed) => Ok(claimed),
            other => Err(unexpected(&other)),
        }
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        let (readers, workspace) = (self.readers.clone(), workspace.clone());
        self.reading(async move { read::changes(&readers, &workspace, after, limit).await }).await
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        // The writer answers a close a moment before it lets its end of the channel go.
        let open = self.wakes.upgrade().filter(|_| !self.readers.is_closed());
        let wakes = open.ok_or_else(|| self.closed())?.subscribe();
        let watched =
            Watched { path: self.path.clone(), readers: self.readers.clone(), workspace: workspace.clone() };
        Ok(follow(watched, wakes, workspace.clone(), after))
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        let readers = self.readers.clone();
        self.reading(async move { read::outbox(&readers, limit).await }).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.write(Work::Published(keys.to_vec())).await.map(|_| ())
    }

    async fn close(&self) -> Result<()> {
        self.write(Work::Close).await.map(|_| ())
    }
}

#[async_trait]
impl Archive for Sqlite {
    fn schema_version(&self) -> SchemaVersion {
        SchemaVersion { backend: "sqlite".to_owned(), version: schema::MIGRATIONS.len() }
    }

    async fn dump(&self) -> Result<BoxStream<'static, Result<Vec<Row>>>> {
        let public = |fault: Fault| fault.public(&self.path);
        let mut connection = self.readers.acquire().await.map_err(|error| public(error.into()))?;
        // Before this returns, so that what is committed afterwards is surely not in it.
        let collections = dump::begin(&mut connection).await.map_err(public)?;
        let (mut pieces, receiver) = Pieces::channel();
        let path = self.path.clone();
        tokio::spawn(async move {
            let outcome = dump::rows(&mut connection, &collections, &mut pieces).await;
            // A connection that stays in its transaction would show others the past.
            if sqlx::query("ROLLBACK").execute(&mut *connection).await.is_err() {
                drop(connection.detach());
            }
            pieces.end(outcome.map_err(|fault| fault.public(&path))).await;
        });
        Ok(archive::pieces(receiver))
    }

    async fn fill(&self) -> Result<Box<dyn Fill>> {
        if self.path == Path::new(MEMORY) {
            return Err(Error::unsupported("a database in memory is not filled: restore into a folder"));
        }
        // As the readers connect, with the key of an encrypted database, but to write.
        let connect = (*self.readers.connect_options()).clone().pragma("query_only", "false");
        Ok(Box::new(fill::Filling::begin(self.path.clone(), &connect, self.declared.clone()).await?))
    }
}

fn unexpected(done: &Done) -> Error {
    Error::internal(format!("the writer answered something else: {done:?}"))
}
