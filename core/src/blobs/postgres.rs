//! Blobs in a PostgreSQL database: what an office uses that was given nothing but the address of one.
//!
//! They lie in a schema of their own, `secretariat_blobs`, in parts of 1 MiB, so that neither side holds a
//! whole file. Many or large files are cheaper in a folder or in S3.

use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Executor, PgConnection, PgPool};

use super::{BlobId, Blobs, Pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::id::WorkspaceId;

/// The bytes of one part.
const PART: usize = 1 << 20;
/// How long a caller waits for a connection.
const CONNECT: Duration = Duration::from_secs(3);

/// A blob row is written last: until then its parts belong to nobody, and a rollback takes them away.
const SCHEMA: &str = "
    SELECT pg_advisory_xact_lock(x'5345435242'::bigint);
    CREATE SCHEMA IF NOT EXISTS secretariat_blobs;
    CREATE TABLE IF NOT EXISTS secretariat_blobs.blobs (
        workspace text COLLATE \"C\" NOT NULL,
        id text COLLATE \"C\" NOT NULL,
        upload bigint NOT NULL,
        PRIMARY KEY (workspace, id)
    );
    CREATE SEQUENCE IF NOT EXISTS secretariat_blobs.uploads;
    CREATE TABLE IF NOT EXISTS secretariat_blobs.parts (
        upload bigint NOT NULL,
        number integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (upload, number)
    );
    ALTER TABLE secretariat_blobs.parts ALTER COLUMN bytes SET STORAGE EXTERNAL";

/// Blobs in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresBlobs {
    pool: PgPool,
    place: String,
}

impl PostgresBlobs {
    /// Opens the blobs of the database at a URL, and makes their tables where they are missing.
    ///
    /// # Errors
    /// `invalid_input` if the URL is none, `unavailable` if the server cannot be reached, `denied` if it
    /// refuses the user, the password or the making of tables. The password is never shown.
    pub async fn open(url: &str) -> Result<Self> {
        // The parser's complaint may hold the password, so it is not kept.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| Error::invalid_input("not the address of a PostgreSQL database for blobs"))?;
        let database = options.get_database().unwrap_or(options.get_username());
        let place =
            format!("the blobs in PostgreSQL `{database}` at {}:{}", options.get_host(), options.get_port());
        let options = options.application_name("secretariat").disable_statement_logging();
        let pool =
            PgPoolOptions::new().max_connections(4).acquire_timeout(CONNECT).connect_lazy_with(options);
        let blobs = Self { pool, place };
        blobs.prepare().await?;
        Ok(blobs)
    }

    async fn prepare(&self) -> Result<()> {
        let there = "SELECT to_regclass('secretariat_blobs.parts') IS NOT NULL";
        let ready: bool = sqlx::query_scalar(there).fetch_one(&self.pool).await.map_err(self.failed())?;
        if !ready {
            let mut transaction = self.pool.begin().await.map_err(self.failed())?;
            transaction.execute(sqlx::raw_sql(SCHEMA)).await.map_err(self.failed())?;
            transaction.commit().await.map_err(self.failed())?;
        }
        Ok(())
    }

    fn failed(&self) -> impl Fn(sqlx::Error) -> Error + '_ {
        |error| {
            let code =
                error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
            let (kind, remedy) = match code.as_str() {
                "28P01" | "28000" => (ErrorKind::Denied, "correct user and password in the address"),
                "42501" => (ErrorKind::Denied, "let this user make the schema `secretariat_blobs`"),
                "3D000" => (ErrorKind::NotFound, "make the database, or correct the address"),
                "53100" => (ErrorKind::Unavailable, "the disk is full: free space and retry"),
                _ => (ErrorKind::Unavailable, "check that the server runs, and retry"),
            };
            Error::new(kind, format!("{} cannot be used: {remedy}", self.place)).with_source(error)
        }
    }

    async fn part(connection: &mut PgConnection, upload: i64, number: i32, bytes: &[u8]) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO secretariat_blobs.parts (upload, number, bytes) VALUES ($1, $2, $3)")
            .bind(upload)
            .bind(number)
            .bind(bytes)
            .execute(connection)
            .await
            .map(drop)
    }

    /// Finds where the parts of a blob are.
    async fn upload(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Option<i64>> {
        sqlx::query_scalar("SELECT upload FROM secretariat_blobs.blobs WHERE workspace = $1 AND id = $2")
            .bind(workspace.as_str())
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await
            .map_err(self.failed())
    }
}

#[async_trait]
impl Blobs for PostgresBlobs {
    async fn put(&self, workspace: &WorkspaceId, bytes: Vec<u8>) -> Result<BlobId> {
        self.put_stream(workspace, stream::once(async { Ok(bytes) }).boxed()).await
    }

    async fn get(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Vec<u8>> {
        let pieces: Vec<Vec<u8>> = self.get_stream(workspace, id).await?.try_collect().await?;
        Ok(pieces.concat())
    }

    async fn exists(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<bool> {
        Ok(self.upload(workspace, id).await?.is_some())
    }

    async fn delete(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<()> {
        let sql = "WITH gone AS (DELETE FROM secretariat_blobs.blobs WHERE workspace = $1 AND id = $2 RETURNING upload) \
                   DELETE FROM secretariat_blobs.parts WHERE upload IN (SELECT upload FROM gone)";
        let done = sqlx::query(sql).bind(workspace.as_str()).bind(id.as_str()).execute(&self.pool).await;
        done.map(drop).map_err(self.failed())
    }

    async fn put_stream(&self, workspace: &WorkspaceId, mut pieces: Pieces) -> Result<BlobId> {
        let mut transaction = self.pool.begin().await.map_err(self.failed())?;
        let upload: i64 = sqlx::query_scalar("SELECT nextval('secretariat_blobs.uploads')")
            .fetch_one(&mut *transaction)
            .await
            .map_err(self.failed())?;
        let (mut hash, mut waiting, mut number) = (Sha256::new(), Vec::new(), 0);
        // An error in the stream drops the transaction, and with it every part.
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            hash.update(&piece);
            waiting.extend(piece);
            while waiting.len() >= PART {
                let rest = waiting.split_off(PART);
                Self::part(&mut transaction, upload, number, &waiting).await.map_err(self.failed())?;
                (waiting, number) = (rest, number + 1);
            }
        }
        if !waiting.is_empty() {
            Self::part(&mut transaction, upload, number, &waiting).await.map_err(self.failed())?;
        }
        let id = BlobId::from_hash(hash);
        // The same bytes again replace what is there, which repairs it.
        let sql = "WITH old AS (SELECT upload FROM secretariat_blobs.blobs WHERE workspace = $1 AND id = $2 FOR UPDATE), \
                   gone AS (DELETE FROM secretariat_blobs.parts WHERE upload IN (SELECT upload FROM old)) \
                   INSERT INTO secretariat_blobs.blobs (workspace, id, upload) VALUES ($1, $2, $3) \
                   ON CONFLICT (workspace, id) DO UPDATE SET upload = excluded.upload";
        sqlx::query(sql)
            .bind(workspace.as_str())
            .bind(id.as_str())
            .bind(upload)
            .execute(&mut *transaction)
            .await
            .map_err(self.failed())?;
        transaction.commit().await.map_err(self.failed())?;
        Ok(id)
    }

    async fn get_stream(&self, workspace: &WorkspaceId, id: &BlobId) -> Result<Pieces> {
        let upload = self.upload(workspace, id).await?;
        let upload = upload.ok_or_else(|| Error::not_found("the blob does not exist"))?;
        let reader = Reader {
            blobs: Self { pool: self.pool.clone(), place: self.place.clone() },
            upload,
            number: 0,
            hash: Some(Sha256::new()),
            id: id.clone(),
        };
        Ok(stream::unfold(reader, |mut reader| async {
            let item = reader.next().await?;
            Some((item, reader))
        })
        .boxed())
    }
}

/// Reads part after part and hashes what it passes on; without a hash it has ended.
struct Reader {
    blobs: PostgresBlobs,
    upload: i64,
    number: i32,
    hash: Option<Sha256>,
    id: BlobId,
}

impl Reader {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        let mut hash = self.hash.take()?;
        let sql = "SELECT bytes FROM secretariat_blobs.parts WHERE upload = $1 AND number = $2";
        let part: sqlx::Result<Option<Vec<u8>>> = sqlx::query_scalar(sql)
            .bind(self.upload)
            .bind(self.number)
            .fetch_optional(&self.blobs.pool)
            .await;
        match part {
            Ok(Some(bytes)) => {
                hash.update(&bytes);
                self.number += 1;
                self.hash = Some(hash);
                Some(Ok(bytes))
            }
            Ok(None) => (BlobId::from_hash(hash) != self.id).then(|| {
                Err(Error::corrupt(format!(
                    "blob {} does not match its id: put the same bytes again or restore a backup",
                    self.id
                )))
            }),
            Err(error) => Some(Err(self.blobs.failed()(error))),
        }
    }
}
