//! Says of every part of an office whether it can be used, and what to do where it cannot.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::OfficeBuilder;
use super::places::Places;
use crate::blobs::Blobs;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, SystemRandomness, WorkspaceId};
use crate::settings::{Isolation, ServiceUrl, Settings};
use crate::storage::{Query, Storage};

/// How one part of an office is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartHealth {
    /// The part, such as `storage`.
    pub part: String,
    /// Where it is; never with a password.
    pub place: String,
    /// How it is.
    pub health: Health,
    /// What is wrong and what to do, or what was tried.
    pub message: String,
    /// The kind of the error, where there is one.
    pub error: Option<ErrorKind>,
    /// How long the look took, in milliseconds.
    pub millis: u64,
}

/// Whether a part can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// It answers.
    Well,
    /// It is not there, and the office does without.
    Absent,
    /// It cannot be used, and the office does not open or work.
    Broken,
}

impl OfficeBuilder {
    /// Looks at every part of the office that would be opened: asks the storage, writes and removes a small
    /// file in the store of files, and looks for the helper programs. A database is opened as an office opens
    /// it, so that its tables are made; a folder that is not there is not made.
    pub async fn doctor(self) -> Vec<PartHealth> {
        let mut all = Vec::new();
        match Places::new(self.folder.clone(), &self.settings) {
            Ok(places) => {
                #[cfg(feature = "encryption")]
                let places = places.with_keys(self.keys);
                all.push(look("storage", places.storage_place(), async { storage(&places).await }).await);
                all.push(look("files", places.blobs_place(), async { files(&places).await }).await);
                all.push(look("wake-ups", name(places.queue_url()), async { wake_ups(&places).await }).await);
                all.push(look("cache", name(places.cache_url()), async { cache(&places).await }).await);
            }
            Err(error) => all.push(look("storage", String::new(), async { Err(error) }).await),
        }
        all.push(look("parser", parser_place(&self.settings), async { parser(&self.settings) }).await);
        all.push(look("scans", scans_place(&self.settings), async { scans(&self.settings) }).await);
        all
    }
}

/// What a look found when nothing is broken.
type Found = (Health, String);

async fn look(part: &str, place: String, work: impl Future<Output = Result<Found>>) -> PartHealth {
    let started = Instant::now();
    let outcome = work.await;
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (health, message, error) = match outcome {
        Ok((health, message)) => (health, message, None),
        Err(error) => (Health::Broken, error.message().to_owned(), Some(error.kind())),
    };
    PartHealth { part: part.to_owned(), place, health, message, error, millis }
}

fn well(message: &str) -> Result<Found> {
    Ok((Health::Well, message.to_owned()))
}

fn absent(message: &str) -> Result<Found> {
    Ok((Health::Absent, message.to_owned()))
}

async fn storage(places: &Places) -> Result<Found> {
    if places.is_missing() {
        return absent("there is no office in this folder yet; it is made when it is first opened");
    }
    let storage: Arc<dyn Storage> = places.storage(super::OfficeBuilder::collections()).await?;
    let query = Query { limit: 1, ..Query::new(WorkspaceId::default_workspace(), super::DOCUMENTS.name) };
    let answer = storage.query(query).await;
    storage.close().await?;
    answer?;
    well("opened and answers")
}

async fn files(places: &Places) -> Result<Found> {
    if places.is_missing() {
        return absent("they will be kept in this folder");
    }
    let randomness: Arc<dyn Randomness> = Arc::new(SystemRandomness);
    let blobs: Arc<dyn Blobs> = places.blobs(&randomness).await?;
    // A workspace of its own: the small file can meet no other.
    let workspace: WorkspaceId = "ws_doctor".parse()?;
    let probe = b"secretariat doctor".to_vec();
    let id = blobs.put(&workspace, probe.clone()).await?;
    let read = blobs.get(&workspace, &id).await;
    blobs.delete(&workspace, &id).await?;
    if read? == probe {
        well(match places.has_keys() {
            true => "a file was written encrypted, read and removed",
            false => "a file was written, read and removed",
        })
    } else {
        Err(Error::corrupt("other bytes came back"))
    }
}

fn name(url: Option<&ServiceUrl>) -> String {
    url.map_or_else(|| "this process".to_owned(), ServiceUrl::to_string)
}

async fn wake_ups(places: &Places) -> Result<Found> {
    let randomness: Arc<dyn Randomness> = Arc::new(SystemRandomness);
    let queue = places.queue(&randomness)?;
    queue.publish("doctor", "doctor").await?;
    well("a wake-up was sent")
}

async fn cache(places: &Places) -> Result<Found> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let cache = places.cache(&clock)?;
    let value = b"secretariat doctor".to_vec();
    cache.set("doctor", value.clone(), Duration::from_secs(10)).await?;
    let read = cache.get("doctor").await?;
    cache.delete("doctor").await?;
    if read == Some(value) {
        well("a value was kept, read and removed")
    } else {
        Err(Error::corrupt("another value came back"))
    }
}

fn parser_place(settings: &Settings) -> String {
    match &settings.isolation {
        Some(Isolation::Program { path }) => path.display().to_string(),
        None | Some(Isolation::InProcess) => "this process".to_owned(),
    }
}

fn parser(settings: &Settings) -> Result<Found> {
    match &settings.isolation {
        Some(Isolation::Program { path }) if !path.is_file() => Err(Error::not_found(
            "the parser program is not there: install `secretariat-parser`, or choose to parse in this process",
        )),
        Some(Isolation::Program { .. }) => well("files are parsed in a program of their own, under limits"),
        None | Some(Isolation::InProcess) => well("files are parsed in this process, within budgets"),
    }
}

fn scans_place(settings: &Settings) -> String {
    settings.tesseract.as_deref().map_or_else(String::new, |path| path.display().to_string())
}

fn scans(settings: &Settings) -> Result<Found> {
    match settings.tesseract.as_deref().map(Path::is_file) {
        None => {
            absent("no program reads scanned pages: install tesseract, or give the office an OCR of your own")
        }
        Some(false) => Err(Error::not_found("tesseract is not there: install it, or correct its path")),
        Some(true) => well("scanned pages are read by tesseract"),
    }
}
