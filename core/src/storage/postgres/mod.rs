//! One database for many processes: PostgreSQL 14 or newer.
//!
//! Everything lives in the schema `secretariat`, so an application may keep its own tables beside it. Each
//! process commits its waiting batches in groups, a handful of statements for all of them; claims go in a
//! lane of their own; a few connections read. Row-level security keeps every statement of a member
//! within the workspaces that its transaction names.
//!
//! ```no_run
//! # use secretariat::storage::{Collection, Storage, postgres::Postgres};
//! # use secretariat::id::WorkspaceId;
//! # async fn example() -> secretariat::Result<()> {
//! const NOTES: Collection = Collection { name: "note", attributes: &[] };
//! let storage = Postgres::open("postgres://secretary:secret@localhost/office", &[NOTES]).await?;
//! assert!(storage.get(&WorkspaceId::default_workspace(), NOTES.name, "first").await?.is_none());
//! # Ok(())
//! # }
//! ```

mod claim;
mod claims;
mod dump;
mod fault;
mod fill;
mod json;
mod link;
mod load;
mod notices;
mod open;
mod parameters;
mod read;
mod readers;
mod schema;
mod watch;
mod write;
mod writer;

use std::sync::Mutex;

use async_trait::async_trait;
use futures::stream::BoxStream;
use tokio::sync::{broadcast, mpsc, oneshot};

use self::claims::{Claims, Crossing};
use self::fault::Fault;
use self::link::Link;
use self::open::Address;
use self::readers::Readers;
use self::schema::{CLAIMS, MEMBER};
use self::watch::Watched;
use self::writer::{Commit, QUEUE, Writer};
use super::archive::{self, Archive, Fill, Pieces, Row, SchemaVersion};
use super::check::Declared;
use super::follow::{Wake, follow};
use super::{
    Batch, Change, Claim, Claimed, Collection, Committed, Entry, Message, Page, Query, Record, Storage,
};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;

/// A database on a PostgreSQL server.
#[derive(Debug)]
pub struct Postgres {
    address: Address,
    declared: Declared,
    readers: Readers,
    /// Both lanes; gone when the database is closed.
    lanes: Mutex<Option<Lanes>>,
    /// The tasks of the lanes, waited for by a close.
    tasks: tokio::sync::Mutex<Vec<tokio::task::JoinHandle<()>>>,
    /// Made when somebody watches for the first time.
    wakes: Mutex<Option<broadcast::Sender<Wake>>>,
}

#[derive(Debug, Clone)]
struct Lanes {
    commits: mpsc::Sender<Commit>,
    crossings: mpsc::Sender<Crossing>,
}

impl Postgres {
    /// Opens the database at a URL such as `postgres://user:password@server:5432/database?sslmode=require`,
    /// and adds the tables, columns and indexes that `collections` declare and it lacks. Must be called
    /// within a Tokio runtime.
    ///
    /// # Errors
    /// All within a few seconds, naming server, port and database but never the password: `invalid_input`
    /// if the URL is none or the schema belongs to another program; `unavailable` if the server cannot be
    /// reached; `denied` if it refuses user or password or the user lacks a right; `not_found` if it has no
    /// such database; `unsupported` if the server is older than 14, the database newer than this program,
    /// or an attribute changed its type or uniqueness.
    pub async fn open(url: &str, collections: &[Collection]) -> Result<Self> {
        let declared = Declared::new(collections)?;
        let address: Address = url.parse()?;
        address.open(collections).await.map_err(|fault| match fault {
            Fault::Refused(error) => error.about(&address.place),
            other => other.public(&address.place),
        })?;
        let readers = Readers::new(address.clone());
        let (commits, waiting) = mpsc::channel(QUEUE);
        let (notices, teller) = notices::notices(address.clone());
        let writer = Writer::new(Link::new(address.clone(), MEMBER), declared.clone(), waiting, notices);
        let (crossings, waiting) = mpsc::channel(QUEUE);
        let claims = Claims::new(Link::new(address.clone(), CLAIMS), waiting);
        let tasks = vec![tokio::spawn(writer.run()), tokio::spawn(claims.run()), tokio::spawn(teller.run())];
        Ok(Self {
            address,
            declared,
            readers,
            lanes: Mutex::new(Some(Lanes { commits, crossings })),
            tasks: tokio::sync::Mutex::new(tasks),
            wakes: Mutex::new(None),
        })
    }

    fn lanes(&self) -> Result<Lanes> {
        let lanes = self.lanes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        lanes.clone().ok_or_else(|| self.closed())
    }

    fn closed(&self) -> Error {
        Error::unavailable(format!("{} is closed: open it again", self.address.place))
    }

    async fn cross<T>(&self, crossing: impl FnOnce(oneshot::Sender<Result<T>>) -> Crossing) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        self.lanes()?.crossings.send(crossing(reply)).await.map_err(|_| self.closed())?;
        answer.await.map_err(|error| self.closed().with_source(error))?
    }

    fn public(&self) -> impl Fn(Fault) -> Error + '_ {
        |fault| fault.public(&self.address.place)
    }
}

#[async_trait]
impl Storage for Postgres {
    async fn get(
        &self,
        workspace: &WorkspaceId,
        collection: &'static str,
        id: &str,
    ) -> Result<Option<Record>> {
        let collection = self.declared.collection(collection)?;
        read::get(&self.readers, workspace, &collection, id).await.map_err(self.public())
    }

    async fn query(&self, query: Query) -> Result<Page> {
        let collection = self.declared.query(&query)?;
        read::query(&self.readers, &collection, &query).await.map_err(self.public())
    }

    async fn read(
        &self,
        workspace: &WorkspaceId,
        stream: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        read::events(&self.readers, workspace, stream, after, limit).await.map_err(self.public())
    }

    async fn commit(&self, batch: Batch) -> Result<Committed> {
        self.declared.batch(&batch)?;
        let (reply, answer) = oneshot::channel();
        self.lanes()?.commits.send(Commit { batch, reply }).await.map_err(|_| self.closed())?;
        answer.await.map_err(|error| {
            let place = &self.address.place;
            Error::new(
                ErrorKind::InDoubt,
                format!("{place} was closed during a commit: look before repeating"),
            )
            .with_source(error)
        })?
    }

    async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let collection = self.declared.claim(&claim)?;
        self.cross(|reply| Crossing::Claim(claim, collection, reply)).await
    }

    async fn changes(&self, workspace: &WorkspaceId, after: u64, limit: usize) -> Result<Vec<Change>> {
        read::changes(&self.readers, workspace, after, limit).await.map_err(self.public())
    }

    async fn watch(&self, workspace: &WorkspaceId, after: u64) -> Result<BoxStream<'static, Result<Change>>> {
        self.lanes()?;
        let wakes = {
            let mut wakes = self.wakes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let sender = wakes.get_or_insert_with(|| {
                let (sender, _) = broadcast::channel(QUEUE);
                tokio::spawn(watch::listen(self.address.clone(), self.readers.clone(), sender.clone()));
                sender
            });
            sender.subscribe()
        };
        let watched = Watched {
            place: self.address.place.clone(),
            readers: self.readers.clone(),
            workspace: workspace.clone(),
        };
        Ok(follow(watched, wakes, workspace.clone(), after))
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<(u64, Message)>> {
        self.cross(|reply| Crossing::Outbox(limit, reply)).await
    }

    async fn published(&self, keys: &[u64]) -> Result<()> {
        self.cross(|reply| Crossing::Published(keys.to_vec(), reply)).await
    }

    async fn close(&self) -> Result<()> {
        let lanes = self.lanes.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if lanes.is_none() {
            return Err(self.closed());
        }
        // What waits in a lane is done first; its task ends when nobody can send any more.
        drop(lanes);
        for task in self.tasks.lock().await.drain(..) {
            let _ = task.await;
        }
        self.wakes.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        self.readers.close().await;
        Ok(())
    }
}

#[async_trait]
impl Archive for Postgres {
    fn schema_version(&self) -> SchemaVersion {
        SchemaVersion { backend: "postgres".to_owned(), version: schema::MIGRATIONS.len() }
    }

    async fn dump(&self) -> Result<BoxStream<'static, Result<Vec<Row>>>> {
        let mut connection = self.address.connect_alone().await.map_err(self.public())?;
        // Before this returns, so that what is committed afterwards is surely not in it.
        let collections = dump::begin(&mut connection).await.map_err(self.public())?;
        let (mut pieces, receiver) = Pieces::channel();
        let place = self.address.place.clone();
        tokio::spawn(async move {
            // The transaction ends with its connection.
            let outcome = dump::rows(&mut connection, &collections, &mut pieces).await;
            pieces.end(outcome.map_err(|fault| fault.public(&place))).await;
        });
        Ok(archive::pieces(receiver))
    }

    async fn fill(&self) -> Result<Box<dyn Fill>> {
        Ok(Box::new(fill::Filling::begin(&self.address, self.declared.clone()).await?))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The listener ends with the pool; the lanes end by themselves, as nobody can send any more.
        self.readers.end();
    }
}
