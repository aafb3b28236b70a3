//! Where an office keeps its records and files, and what carries its wake-ups: in a folder, in memory, or at
//! addresses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::blobs::{Blobs, ObjectBlobs};
use crate::cache::{Cache, LocalCache};
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;
use crate::queue::{LocalQueue, Queue};
use crate::settings::{ServiceUrl, Settings};
use crate::storage::Collection;
use crate::storage::archive::Archive;
use crate::storage::memory::Memory;
use crate::storage::sqlite::Sqlite;

/// What names of queues and keys of caches begin with, as others may use the same services.
const NAMESPACE: &str = "secretariat";
/// The database of an office in its folder.
pub(super) const DATABASE: &str = "office.sqlite";
/// The memory of a cache in this process, in bytes.
const CACHE: u64 = 32 << 20;

/// Where everything is that is not given as a component.
#[derive(Debug)]
pub(super) struct Places {
    /// The folder for what is kept on this machine; without one it is in memory.
    pub(super) folder: Option<PathBuf>,
    storage: Option<ServiceUrl>,
    blobs: Option<ServiceUrl>,
    queue: Option<ServiceUrl>,
    cache: Option<ServiceUrl>,
    key_file: Option<PathBuf>,
    key_service: Option<ServiceUrl>,
    /// Keys that the application brings, in place of a file.
    #[cfg(feature = "encryption")]
    brought_keys: Option<Arc<dyn crate::keys::Keys>>,
}

impl Places {
    /// Takes what the settings name. In place of a folder the address of a database may stand, as in
    /// `Office::open("postgres://…")`.
    pub(super) fn new(folder: Option<PathBuf>, settings: &Settings) -> Result<Self> {
        let address = folder.as_ref().and_then(|folder| folder.to_str()).filter(|text| text.contains("://"));
        let address = address.map(ServiceUrl::from);
        if let Some(address) = &address {
            if !is_postgres(address) {
                return Err(Error::invalid_input(format!(
                    "{address}: an office is opened in a folder or at `postgres://…`; its other services are settings"
                )));
            }
            if settings.storage.is_some() {
                return Err(Error::invalid_input(format!(
                    "{address}: the settings name another storage; name one"
                )));
            }
        }
        if let (Some(file), Some(service)) = (&settings.key_file, &settings.keys) {
            let message = format!("the settings name master keys in a file and at {service}: name one");
            return Err(Error::invalid_input(message).about(file.display()));
        }
        let storage = address.or_else(|| settings.storage.clone());
        Ok(Self {
            folder: folder.filter(|folder| !folder.to_str().is_some_and(|text| text.contains("://"))),
            // Who shares the records shares the files and hears of the work: never by accident on one machine only.
            blobs: settings.blobs.clone().or_else(|| storage.clone()),
            queue: settings.queue.clone().or_else(|| storage.clone()),
            cache: settings.cache.clone(),
            key_file: settings.key_file.clone(),
            key_service: settings.keys.clone(),
            #[cfg(feature = "encryption")]
            brought_keys: None,
            storage,
        })
    }

    /// Opens the database.
    pub(super) async fn storage(&self, collections: &[Collection]) -> Result<Arc<dyn Archive>> {
        Ok(match (&self.storage, &self.folder) {
            (Some(url), _) => match url.scheme() {
                #[cfg(feature = "postgres")]
                "postgres" | "postgresql" => {
                    Arc::new(crate::storage::postgres::Postgres::open(url.as_str(), collections).await?)
                }
                _ => {
                    return Err(unknown(
                        url,
                        "records are kept in the folder of the office or at `postgres://…`",
                    ));
                }
            },
            (None, Some(folder)) => Arc::new(self.database(folder, collections).await?),
            (None, None) => Arc::new(Memory::new(collections)?),
        })
    }

    /// Opens the database in a folder: encrypted where its key lies beside it, or where it is made now and there are
    /// master keys. A database that is there in the open stays so.
    #[cfg(feature = "sqlcipher")]
    async fn database(&self, folder: &Path, collections: &[Collection]) -> Result<Sqlite> {
        use super::database_key;
        let path = folder.join(DATABASE);
        let (is_sealed, is_new) = (database_key::is_there(folder), !path.exists());
        if !is_sealed && !(is_new && self.has_keys()) {
            return Sqlite::open(&path, collections).await;
        }
        if !self.has_keys() {
            return Err(Error::new(
                ErrorKind::Denied,
                "the database of this office is encrypted: name its master keys (`key_file` or `keys`)",
            )
            .about(folder.display()));
        }
        let randomness: Arc<dyn Randomness> = Arc::new(crate::id::SystemRandomness);
        let keys = self.keys(&randomness).await?;
        let key = match is_sealed {
            true => database_key::open(folder, &*keys).await?,
            false => database_key::make(folder, &*keys, &*randomness).await?,
        };
        Sqlite::open_encrypted(&path, &key, collections).await
    }

    #[cfg(not(feature = "sqlcipher"))]
    async fn database(&self, folder: &Path, collections: &[Collection]) -> Result<Sqlite> {
        if self.is_sealed() {
            return Err(Error::unsupported(
                "the database of this office is encrypted: use a build with the feature `sqlcipher`",
            )
            .about(folder.display()));
        }
        Sqlite::open(&folder.join(DATABASE), collections).await
    }

    /// Says whether the database in the folder is encrypted, so that nothing else there may tell what it holds.
    #[cfg(feature = "encryption")]
    pub(super) fn is_sealed(&self) -> bool {
        self.storage.is_none() && self.folder.as_deref().is_some_and(super::database_key::is_there)
    }

    #[cfg(not(feature = "encryption"))]
    pub(super) fn is_sealed(&self) -> bool {
        false
    }

    /// The folder for what is derived from the records; none where it must not lie on the disk in the open.
    pub(super) fn derived(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().filter(|_| !self.is_sealed()).map(|folder| folder.join(name))
    }

    /// Opens the store of files.
    pub(super) async fn blobs(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        if let Some(objects) = self.objects(randomness).await? {
            return self.kept(objects, randomness).await;
        }
        #[cfg(feature = "postgres")]
        if let Some(url) = &self.blobs {
            if self.has_keys() {
                return Err(Error::unsupported(format!(
                    "{url}: files in PostgreSQL are not encrypted; keep them at `file:///folder` or `s3://bucket`, \
                     or open the office without keys"
                )));
            }
            return Ok(Arc::new(crate::blobs::PostgresBlobs::open(url.as_str()).await?));
        }
        Err(Error::internal("the files have no place"))
    }

    /// Opens the object store of the files; there is none where they are in PostgreSQL.
    async fn objects(&self, randomness: &Arc<dyn Randomness>) -> Result<Option<ObjectBlobs>> {
        let folder = |folder: &Path| ObjectBlobs::folder(folder, Arc::clone(randomness));
        Ok(Some(match (&self.blobs, &self.folder) {
            (Some(url), _) => match url.scheme() {
                #[cfg(feature = "postgres")]
                "postgres" | "postgresql" => return Ok(None),
                #[cfg(feature = "s3")]
                "s3" => {
                    let blobs = ObjectBlobs::s3_at(url.as_str(), Arc::clone(randomness))?;
                    blobs.check().await?;
                    blobs
                }
                "memory" => ObjectBlobs::memory(Arc::clone(randomness)),
                "file" => match file(url) {
                    Some(path) => folder(path)?,
                    None => {
                        return Err(Error::invalid_input(format!(
                            "{url}: write a folder as `file:///folder`"
                        )));
                    }
                },
                _ => {
                    return Err(unknown(
                        url,
                        "files are kept at `file:///folder`, `s3://bucket/prefix`, `postgres://…` or `memory:`",
                    ));
                }
            },
            (None, Some(home)) => folder(&home.join("blobs"))?,
            (None, None) => ObjectBlobs::memory(Arc::clone(randomness)),
        }))
    }

    /// Opens the store of files for a change of its master key, with the keys and the file that they are from.
    #[cfg(feature = "encryption")]
    pub(super) async fn encrypted(
        &self,
        randomness: &Arc<dyn Randomness>,
    ) -> Result<(crate::blobs::EncryptedBlobs, Option<&Path>)> {
        if !self.has_keys() {
            return Err(Error::invalid_input(
                "this office keeps its files as they are: it has no master key to change (`key_file` or `keys`)",
            ));
        }
        let objects = self.objects(randomness).await?;
        let objects = objects.ok_or_else(|| Error::unsupported("files in PostgreSQL have no master key"))?;
        let file = if self.brought_keys.is_some() { None } else { self.key_file.as_deref() };
        let blobs =
            crate::blobs::EncryptedBlobs::new(objects, self.keys(randomness).await?, Arc::clone(randomness));
        Ok((blobs, file))
    }

    /// Returns the master keys: those that the application brings, or those of the file or the service.
    #[cfg(feature = "encryption")]
    pub(super) async fn keys(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn crate::keys::Keys>> {
        match (&self.brought_keys, &self.key_file, &self.key_service) {
            (Some(keys), _, _) => Ok(Arc::clone(keys)),
            (None, Some(file), _) => {
                Ok(Arc::new(crate::keys::MasterKeys::open_or_create(file, Arc::clone(randomness))?))
            }
            (None, None, Some(url)) => match url.scheme() {
                #[cfg(feature = "kms")]
                "awskms" => {
                    let keys = crate::keys::KmsKeys::at(url.as_str())?;
                    keys.check(&**randomness).await?;
                    Ok(Arc::new(keys))
                }
                #[cfg(not(feature = "kms"))]
                "awskms" => Err(Error::unsupported("this build asks no KMS: enable the feature `kms`")),
                _ => Err(unknown(
                    url,
                    "master keys are kept at `awskms://alias/NAME?region=…`, or in a `key_file`",
                )),
            },
            (None, None, None) => Err(Error::internal("there are no master keys")),
        }
    }

    /// Wraps the key of the database, if it has one, with the current master key.
    #[cfg(feature = "encryption")]
    pub(super) async fn rewrap_database(&self, randomness: &Arc<dyn Randomness>) -> Result<()> {
        match &self.folder {
            Some(folder) if self.is_sealed() => {
                let keys = self.keys(randomness).await?;
                super::database_key::rewrap(folder, &*keys, &**randomness).await
            }
            _ => Ok(()),
        }
    }

    /// Returns the id of the master key that wraps the key of the database, if it has one.
    #[cfg(feature = "encryption")]
    pub(super) fn database_wrapped_by(&self) -> Result<Option<String>> {
        match &self.folder {
            Some(folder) if self.storage.is_none() => super::database_key::wrapped_by(folder),
            _ => Ok(None),
        }
    }

    /// Takes keys that the application brings.
    #[cfg(feature = "encryption")]
    pub(super) fn with_keys(self, brought_keys: Option<Arc<dyn crate::keys::Keys>>) -> Self {
        Self { brought_keys, ..self }
    }

    /// Encrypts files before they are kept, if there are keys.
    #[cfg(feature = "encryption")]
    async fn kept(&self, objects: ObjectBlobs, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        if !self.has_keys() {
            return Ok(Arc::new(objects));
        }
        let keys = self.keys(randomness).await?;
        Ok(Arc::new(crate::blobs::EncryptedBlobs::new(objects, keys, Arc::clone(randomness))))
    }

    #[cfg(not(feature = "encryption"))]
    async fn kept(&self, objects: ObjectBlobs, _: &Arc<dyn Randomness>) -> Result<Arc<dyn Blobs>> {
        if self.has_keys() {
            return Err(Error::unsupported("this build encrypts no files: enable the feature `encryption`"));
        }
        Ok(Arc::new(objects))
    }

    /// Says whether files are encrypted.
    pub(super) fn has_keys(&self) -> bool {
        #[cfg(feature = "encryption")]
        let brought = self.brought_keys.is_some();
        #[cfg(not(feature = "encryption"))]
        let brought = false;
        brought || self.key_file.is_some() || self.key_service.is_some()
    }

    /// Opens what carries wake-ups. A broker that is down now is no error: work is found without it.
    pub(super) fn queue(&self, randomness: &Arc<dyn Randomness>) -> Result<Arc<dyn Queue>> {
        let Some(url) = &self.queue else { return Ok(Arc::new(LocalQueue::new())) };
        Ok(match url.scheme() {
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => {
                Arc::new(crate::queue::PostgresQueue::new(url.as_str(), NAMESPACE, Arc::clone(randomness))?)
            }
            #[cfg(feature = "rabbitmq")]
            "amqp" | "amqps" => {
                Arc::new(crate::queue::RabbitQueue::new(url.as_str(), NAMESPACE, Arc::clone(randomness))?)
            }
            _ => return Err(unknown(url, "wake-ups are carried by `amqp://…` or `postgres://…`")),
        })
    }

    /// Opens the cache. A server that is down now is no error: what it would have is read or made again.
    pub(super) fn cache(&self, clock: &Arc<dyn Clock>) -> Result<Arc<dyn Cache>> {
        let Some(url) = &self.cache else { return Ok(Arc::new(LocalCache::new(CACHE, Arc::clone(clock)))) };
        Ok(match url.scheme() {
            #[cfg(feature = "redis")]
            "redis" | "rediss" => Arc::new(crate::cache::RedisCache::new(url.as_str(), NAMESPACE)?),
            "memory" => Arc::new(LocalCache::new(CACHE, Arc::clone(clock))),
            _ => return Err(unknown(url, "a shared cache is at `redis://…`")),
        })
    }

    /// Names where the records are, without secrets.
    pub(super) fn storage_place(&self) -> String {
        place(self.storage.as_ref(), self.folder.as_deref(), DATABASE)
    }

    /// Names where the files are, without secrets.
    pub(super) fn blobs_place(&self) -> String {
        place(self.blobs.as_ref(), self.folder.as_deref(), "blobs")
    }

    /// Returns the address of what carries wake-ups, if it is not this process.
    pub(super) fn queue_url(&self) -> Option<&ServiceUrl> {
        self.queue.as_ref()
    }

    /// Returns the address of the cache, if it is not in this process.
    pub(super) fn cache_url(&self) -> Option<&ServiceUrl> {
        self.cache.as_ref()
    }

    /// Says whether nothing was made yet where a folder is to hold everything.
    pub(super) fn is_missing(&self) -> bool {
        self.storage.is_none() && self.folder.as_ref().is_some_and(|folder| !folder.exists())
    }

    /// Fails where there is no office that could be copied.
    pub(super) fn ensure_there(&self) -> Result<()> {
        match (&self.storage, &self.folder) {
            (Some(_), _) => Ok(()),
            (None, None) => {
                Err(Error::invalid_input("an office in memory is not backed up: name its folder or database"))
            }
            (None, Some(folder)) if folder.join(DATABASE).is_file() => Ok(()),
            (None, Some(folder)) => {
                Err(Error::not_found("there is no office in this folder: correct the path")
                    .about(folder.display()))
            }
        }
    }

    /// Makes the folder.
    pub(super) async fn make(&self) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        tokio::fs::create_dir_all(folder).await.map_err(|error| unusable(folder, error))
    }
}

/// The path of `file:///path`.
fn file(url: &ServiceUrl) -> Option<&Path> {
    url.as_str().strip_prefix("file://").filter(|path| path.starts_with('/')).map(Path::new)
}

fn is_postgres(url: &ServiceUrl) -> bool {
    matches!(url.scheme(), "postgres" | "postgresql")
}

fn place(url: Option<&ServiceUrl>, folder: Option<&Path>, name: &str) -> String {
    match (url, folder) {
        (Some(url), _) => url.to_string(),
        (None, Some(folder)) => folder.join(name).display().to_string(),
        (None, None) => "memory".to_owned(),
    }
}

/// A scheme that is no backend, or none of this build.
fn unknown(url: &ServiceUrl, what: &str) -> Error {
    Error::unsupported(format!("{url}: {what}, as far as this build has the feature"))
}

pub(super) fn unusable(folder: &Path, error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => ErrorKind::Denied,
        std::io::ErrorKind::StorageFull => ErrorKind::Unavailable,
        _ => ErrorKind::InvalidInput,
    };
    Error::new(kind, "this folder cannot hold an office; choose one that may be written")
        .about(folder.display())
        .with_source(error)
}
