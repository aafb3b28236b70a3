//! Everything about a person as one ZIP archive: JSON lines, files as they were added, and a manifest of hashes.
//!
//! The archive is made while it is read: one record and one piece of a file are in memory at a time.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use futures::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::write::SimpleFileOptions;

use super::find::{Finder, stowed};
use super::kind::DataKind;
use crate::audit::AUDIT;
use crate::blobs::{BlobId, Pieces};
use crate::documents::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::rights::decode;

/// What comes first in the archive.
const README: &str = "This archive holds what an office stores about one person.\n\
\n\
records/<kind>.jsonl   one JSON object on a line for each thing: documents with what was understood of them,\n\
                       contact, drafts, deliveries, runs, facts of the memory, approvals, and so on\n\
runs/<id>.jsonl        what happened in a run, one event on a line\n\
jobs/<id>.jsonl        how files were taken in, one event on a line\n\
files/<id>/<name>      documents as they were added, and messages as they were sent\n\
audit.jsonl            what people and programs did with these things, by their ids\n\
manifest.json          every file of this archive with its size and SHA-256\n\
\n\
Documents and messages may name other people too. Look through them before you hand the archive out.\n";

/// How many pieces wait for the writer, and for the reader.
const WAITING: usize = 8;
/// Events that are read at once.
const PAGE: usize = 256;
/// The longest part of a file's name that is kept, in bytes.
const NAME: usize = 120;

/// An archive that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubjectExport {
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// A file of the archive.
#[derive(Debug, Serialize)]
struct ManifestEntry {
    bytes: u64,
    sha256: String,
}

/// What is told to the writer of the archive, which blocks and has a thread of its own.
enum Order {
    File(String),
    Bytes(Vec<u8>),
}

/// Makes the archive of things that were found; reading it makes it go on.
pub(super) fn archive(finder: Finder, items: Vec<(DataKind, String)>) -> Pieces {
    let (pieces, read) = channel(WAITING);
    let (orders, taken) = channel(WAITING);
    let failed = pieces.clone();
    tokio::task::spawn_blocking(move || {
        let told = pieces.clone();
        if let Err(error) = write(taken, Outlet(pieces)) {
            let _ = told.blocking_send(Err(Error::unavailable("the archive broke off").with_source(error)));
        }
    });
    tokio::spawn(async move {
        let mut exporting = Exporting { finder, orders, manifest: BTreeMap::new(), open: None };
        if let Err(error) = exporting.all(&items).await {
            let _ = failed.send(Err(error)).await;
        }
    });
    let ends = |(mut read, is_over): (Receiver<Result<Vec<u8>>>, bool)| async move {
        if is_over {
            return None;
        }
        let piece = read.recv().await?;
        let is_over = piece.is_err();
        Some((piece, (read, is_over)))
    };
    futures::stream::unfold((read, false), ends).boxed()
}

/// Writes an archive to a file, which is there only when it is whole.
pub(super) async fn save(mut pieces: Pieces, path: &Path) -> Result<SubjectExport> {
    let failed = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            std::io::ErrorKind::PermissionDenied => ErrorKind::Denied,
            _ => ErrorKind::Unavailable,
        };
        Error::new(kind, "the archive cannot be written").about(path.display()).with_source(error)
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    let mut file = tokio::fs::File::create(&beside).await.map_err(failed)?;
    let (mut bytes, mut hash) = (0, Sha256::new());
    let written = async {
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            bytes += piece.len() as u64;
            hash.update(&piece);
            file.write_all(&piece).await.map_err(failed)?;
        }
        file.sync_all().await.map_err(failed)?;
        tokio::fs::rename(&beside, path).await.map_err(failed)
    };
    let written = written.await;
    if written.is_err() {
        let _ = tokio::fs::remove_file(&beside).await;
    }
    written?;
    Ok(SubjectExport { bytes, sha256: hex(hash) })
}

/// Tells the writer what the archive holds.
struct Exporting {
    finder: Finder,
    orders: Sender<Order>,
    manifest: BTreeMap<String, ManifestEntry>,
    open: Option<(String, u64, Sha256)>,
}

impl Exporting {
    async fn all(&mut self, items: &[(DataKind, String)]) -> Result<()> {
        self.begin("README.txt".to_owned()).await?;
        self.bytes(README.as_bytes().to_vec()).await?;
        for kind in DataKind::ALL {
            let ids: Vec<&str> =
                items.iter().filter(|(of, _)| *of == kind).map(|(_, id)| id.as_str()).collect();
            if !ids.is_empty() {
                self.kind(kind, &ids).await?;
            }
        }
        self.audit(items).await?;
        self.begin("manifest.json".to_owned()).await?;
        let manifest = serde_json::to_vec_pretty(&json!({ "files": self.manifest }))
            .map_err(|error| Error::internal("a manifest cannot be written").with_source(error))?;
        self.bytes(manifest).await
    }

    async fn kind(&mut self, kind: DataKind, ids: &[&str]) -> Result<()> {
        self.begin(format!("records/{}.jsonl", kind.name())).await?;
        for id in ids {
            let place = self.finder.place(kind).clone();
            let Some(record) = self.finder.storage.get(&place, kind.collection(), id).await? else {
                continue;
            };
            let beside = kind.beside(id, &record.body);
            self.line(&record.body).await?;
            if kind == DataKind::Draft {
                for (collection, id) in beside {
                    if let Some(version) = self.finder.storage.get(&place, collection, &id).await? {
                        self.line(&version.body).await?;
                    }
                }
            }
        }
        for id in ids {
            if kind.stream(id).is_some() {
                self.events(kind, id).await?;
            }
            let file = match kind {
                DataKind::Document => self.original(id).await?,
                DataKind::Delivery => self.message(id).await?,
                _ => None,
            };
            if let Some((name, blob)) = file {
                self.file(format!("files/{id}/{}", safe(&name)), &blob).await?;
            }
        }
        Ok(())
    }

    async fn original(&self, id: &str) -> Result<Option<(String, BlobId)>> {
        let collection = DataKind::Document.collection();
        let Some(record) = self.finder.storage.get(&self.finder.workspace, collection, id).await? else {
            return Ok(None);
        };
        let document: Document = decode(record)?;
        Ok(Some((document.name, document.sha256.parse()?)))
    }

    async fn message(&self, id: &str) -> Result<Option<(String, BlobId)>> {
        let collection = DataKind::Delivery.collection();
        let record = self.finder.storage.get(&self.finder.workspace, collection, id).await?;
        let blob = record.as_ref().and_then(|record| record.body.get("blob")).and_then(Value::as_str);
        blob.map(|blob| Ok(("message.eml".to_owned(), blob.parse()?))).transpose()
    }

    /// Writes the events of a run or job; large values stand in their places.
    async fn events(&mut self, kind: DataKind, id: &str) -> Result<()> {
        let Some(stream) = kind.stream(id) else { return Ok(()) };
        self.begin(format!("{}s/{id}.jsonl", kind.name())).await?;
        let workspace = self.finder.workspace.clone();
        let mut after = 0;
        loop {
            let entries = self.finder.storage.read(&workspace, &stream, after, PAGE).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = last.sequence;
            for entry in &entries {
                let mut large = Vec::new();
                for value in stowed(&entry.event) {
                    large.push(value.fetch((self.finder.blobs.as_ref(), &workspace)).await?);
                }
                let mut line = json!({"sequence": entry.sequence, "event": entry.event});
                if !large.is_empty() {
                    line["large_values"] = Value::Array(large);
                }
                self.line(&line).await?;
            }
        }
    }

    /// Writes the entries of the audit that name one of the things.
    async fn audit(&mut self, items: &[(DataKind, String)]) -> Result<()> {
        let ids: std::collections::BTreeSet<&str> = items.iter().map(|(_, id)| id.as_str()).collect();
        self.begin("audit.jsonl".to_owned()).await?;
        let workspace = self.finder.workspace.clone();
        let mut after = 0;
        loop {
            let entries = self.finder.storage.read(&workspace, AUDIT, after, PAGE).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = last.sequence;
            for entry in &entries {
                let target = entry.event.pointer("/target/id").and_then(Value::as_str);
                let actor = entry.event.get("actor").and_then(Value::as_str);
                if [target, actor].into_iter().flatten().any(|id| ids.contains(id)) {
                    self.line(&json!({"sequence": entry.sequence, "entry": entry.event})).await?;
                }
            }
        }
    }

    /// Copies a file; one that is gone is left out, as the manifest shows.
    async fn file(&mut self, name: String, blob: &BlobId) -> Result<()> {
        let mut pieces = match self.finder.blobs.get_stream(&self.finder.workspace, blob).await {
            Ok(pieces) => pieces,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        self.begin(name).await?;
        while let Some(piece) = pieces.next().await {
            self.bytes(piece?).await?;
        }
        Ok(())
    }

    async fn begin(&mut self, name: String) -> Result<()> {
        if let Some((name, bytes, hash)) = self.open.take() {
            self.manifest.insert(name, ManifestEntry { bytes, sha256: hex(hash) });
        }
        self.open = Some((name.clone(), 0, Sha256::new()));
        self.order(Order::File(name)).await
    }

    async fn line(&mut self, value: &Value) -> Result<()> {
        let mut line = serde_json::to_vec(value)
            .map_err(|error| Error::internal("a record cannot be written").with_source(error))?;
        line.push(b'\n');
        self.bytes(line).await
    }

    async fn bytes(&mut self, bytes: Vec<u8>) -> Result<()> {
        if let Some((_, count, hash)) = &mut self.open {
            *count += bytes.len() as u64;
            hash.update(&bytes);
        }
        self.order(Order::Bytes(bytes)).await
    }

    async fn order(&self, order: Order) -> Result<()> {
        let sent = self.orders.send(order).await;
        sent.map_err(|_| Error::unavailable("nobody reads the archive any more"))
    }
}

/// Where the bytes of the archive go.
struct Outlet(Sender<Result<Vec<u8>>>);

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let sent = self.0.blocking_send(Ok(bytes.to_vec()));
        sent.map(|()| bytes.len()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes the archive. Who reads it has heard of an error before the orders end too early: it never comes to an end that
/// looks whole.
fn write(mut orders: Receiver<Order>, outlet: Outlet) -> zip::result::ZipResult<()> {
    // Each small write would be a message of its own.
    let mut writer = zip::ZipWriter::new_stream(std::io::BufWriter::with_capacity(64 << 10, outlet));
    let (mut is_last, mut is_whole) = (false, false);
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::File(name) => {
                is_last = name == "manifest.json";
                writer.start_file(name, SimpleFileOptions::default().large_file(true))?;
            }
            Order::Bytes(bytes) => {
                writer.write_all(&bytes)?;
                is_whole = is_last;
            }
        }
    }
    if is_whole {
        writer.finish()?.flush()?;
    }
    Ok(())
}

/// The last part of a name, without what a file system or archive could take for more than a name.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().map(|c| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let plain = &plain[..plain.floor_char_boundary(NAME)];
    match plain.trim_matches(['.', ' ']) {
        "" => "file".to_owned(),
        name => name.to_owned(),
    }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
