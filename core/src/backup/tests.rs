//! Backups that somebody changed, cut off, or made up.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::entry::{self, Name};
use super::manifest::{BackupCounts, FORMAT, Header, Manifest};
use super::reader::{Piece, Reader};
use super::writer::PART;
use super::{BackupKeys, BackupOptions, RestoreOptions};
use crate::blobs::{BlobId, Blobs, ObjectBlobs};
use crate::clock::SystemClock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{SeededRandomness, SystemRandomness, WorkspaceId};
use crate::storage::archive::{Archive, Row, SchemaVersion};
use crate::storage::sqlite::Sqlite;
use crate::storage::{Append, Batch, Collection, Expect, Put, Record, Storage};

const NOTES: Collection = Collection { name: "notes", attributes: &[] };

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn blobs() -> ObjectBlobs {
    ObjectBlobs::memory(Arc::new(SystemRandomness))
}

async fn database(folder: &Path) -> Sqlite {
    std::fs::create_dir_all(folder).unwrap();
    Sqlite::open(&folder.join("office.sqlite"), &[NOTES]).await.unwrap()
}

/// Writes the backup of a small office with a blob of two parts and one of none.
async fn small(folder: &Path, keys: BackupKeys) -> PathBuf {
    let (storage, blobs) = (Sqlite::memory(&[NOTES]).await.unwrap(), blobs());
    let long = blobs.put(&home(), vec![7; PART + 9]).await.unwrap();
    let empty = blobs.put(&home(), Vec::new()).await.unwrap();
    let mut batch = Batch::new(home());
    for (id, blob) in [("one", &long), ("two", &empty)] {
        let body = serde_json::json!({"blob": blob.as_str(), "no blob": BlobId::of(id.as_bytes()).as_str()});
        let record = Record {
            workspace: home(),
            collection: "notes",
            id: id.to_owned(),
            version: 0,
            attributes: Default::default(),
            body,
        };
        batch.puts.push(Put { record, expect: Expect::Absent });
    }
    let events = (0..40).map(|number| number.into()).collect();
    batch.appends.push(Append { stream: "log".to_owned(), expected_sequence: None, epoch: 3, events });
    storage.commit(batch).await.unwrap();
    let file = folder.join("small.backup");
    let random = SeededRandomness::new(1);
    let options = BackupOptions { keys };
    super::write((&storage, &blobs), &file, &options, (&SystemClock, &random)).await.unwrap();
    file
}

/// Reads a backup to its end, as a restore does, without a database.
async fn drain(file: &Path, keys: &BackupKeys) -> Result<BackupCounts> {
    let mut reader = Reader::open(file, keys).await?;
    while reader.rows().await?.is_some() {}
    while let Some(blob) = reader.blob() {
        let (mut hash, mut bytes, mut number) = (Sha256::new(), 0, 0);
        while let Piece::Bytes(piece) = reader.piece(&blob, number).await? {
            hash.update(&piece);
            bytes += piece.len() as u64;
            number += 1;
        }
        if BlobId::from_hash(hash) != blob.1 {
            return Err(reader.wrong_blob(&blob.1));
        }
        reader.counted(bytes);
    }
    reader.finish().await
}

/// Positions over a file: all heads of entries, their surroundings, and a spread over the rest.
fn positions(bytes: &[u8], encrypted: bool) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..bytes.len()).step_by(99_991).collect();
    let mut at = 0;
    while let Some(block) = bytes.get(at..at + entry::BLOCK).filter(|_| !encrypted) {
        positions.extend((at..at + entry::BLOCK).step_by(11));
        let Some((_, size)) = entry::read(block.try_into().unwrap()) else { break };
        let end = at + entry::BLOCK + size;
        positions.extend([at + entry::BLOCK, end.saturating_sub(1), end, end + entry::padding(size)]);
        at = end + entry::padding(size);
    }
    positions.extend((0..bytes.len().min(600)).step_by(if encrypted { 7 } else { 5 }));
    positions.extend((bytes.len().saturating_sub(1_100)..bytes.len()).step_by(5));
    positions.retain(|at| *at < bytes.len());
    positions.sort_unstable();
    positions.dedup();
    positions
}

async fn every_change_is_found(keys: BackupKeys, is_encrypted: bool) {
    let folder = TempDir::new().unwrap();
    let file = small(folder.path(), keys.clone()).await;
    let counts = drain(&file, &keys).await.unwrap();
    assert_eq!((counts.blobs, counts.blob_bytes), (2, PART as u64 + 9));
    assert_eq!((counts.all_records(), counts.streams, counts.events, counts.changes), (2, 1, 40, 2));
    let whole = std::fs::read(&file).unwrap();
    let broken = folder.path().join("broken");
    let positions = positions(&whole, is_encrypted);
    assert!(positions.len() > 250, "{}", positions.len());
    let mut changed = whole.clone();
    for (number, at) in positions.iter().enumerate() {
        // All of a bit's places take turns.
        changed[*at] ^= 1 << (number % 8);
        std::fs::write(&broken, &changed).unwrap();
        let error = drain(&broken, &keys).await.map(drop).unwrap_err();
        let expected = [ErrorKind::Corrupt, ErrorKind::Denied, ErrorKind::InvalidInput];
        assert!(expected.contains(&error.kind()), "byte {at}: {error}");
        changed[*at] = whole[*at];
    }
    for length in (0..whole.len()).step_by(whole.len() / 60).chain([whole.len() - 1, whole.len() - 512]) {
        std::fs::write(&broken, &whole[..length]).unwrap();
        let error = drain(&broken, &keys).await.unwrap_err();
        // Without its first line an encrypted backup looks like another file.
        let is_other = is_encrypted && length < 32 && error.kind() == ErrorKind::Denied;
        assert!(is_other || error.kind() == ErrorKind::Corrupt, "cut at {length}: {error}");
    }
    std::fs::write(&broken, [&whole[..], &[0; 512]].concat()).unwrap();
    assert_eq!(drain(&broken, &keys).await.unwrap_err().kind(), ErrorKind::Corrupt, "something behind");
}

#[tokio::test]
async fn every_change_of_a_plain_backup_is_found() {
    every_change_is_found(BackupKeys::default(), false).await;
}

#[cfg(feature = "encryption")]
#[tokio::test]
async fn every_change_of_an_encrypted_backup_is_found() {
    let keys: Arc<dyn crate::keys::Keys> =
        Arc::new(crate::keys::MasterKeys::from_text(&"2b".repeat(32), Arc::new(SystemRandomness)).unwrap());
    every_change_is_found(keys.into(), true).await;
}

/// A backup made by hand.
struct Forged {
    bytes: Vec<u8>,
}

impl Forged {
    fn new() -> Self {
        let header = Header {
            format: FORMAT,
            release: "0".to_owned(),
            created: jiff::Timestamp::UNIX_EPOCH,
            schema: SchemaVersion { backend: "none".to_owned(), version: 1 },
        };
        Self { bytes: Vec::new() }.with(&Name::Header, &serde_json::to_vec(&header).unwrap())
    }

    fn with(mut self, name: &Name, content: &[u8]) -> Self {
        self.bytes.extend_from_slice(&entry::write(name, content.len()));
        self.bytes.extend_from_slice(content);
        self.bytes.resize(self.bytes.len().next_multiple_of(entry::BLOCK), 0);
        self
    }

    fn packed(self, number: u32, part: &[u8]) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(part).unwrap();
        let packed = encoder.finish().unwrap();
        self.with(&Name::Records { number, digest: BlobId::of(&packed) }, &packed)
    }

    fn rows(self, rows: &[Row]) -> Self {
        let lines: String = rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect();
        self.packed(0, lines.as_bytes())
    }

    fn blob(self, id: &BlobId, part: u32, bytes: &[u8]) -> Self {
        self.with(&Name::Blob { workspace: home(), id: id.clone(), part }, bytes)
    }

    /// Ends it as its writer would.
    fn end(self, counts: BackupCounts) -> Vec<u8> {
        let manifest = Manifest { digest: BlobId::of(&self.bytes), counts };
        let text = serde_json::to_vec(&manifest).unwrap();
        let mut whole = self.with(&Name::Manifest { digest: BlobId::of(&text) }, &text);
        whole.bytes.extend_from_slice(&[0; 2 * entry::BLOCK]);
        whole.bytes
    }
}

/// Tries to restore a file of these bytes, and returns the refusal; nothing is left behind by it.
async fn refused(bytes: &[u8]) -> Error {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("forged");
    std::fs::write(&file, bytes).unwrap();
    let (storage, blobs) = (database(&folder.path().join("office")).await, blobs());
    let options = RestoreOptions::default();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let error = super::restore(&file, (&storage, &blobs), &[NOTES], &options, now).await.unwrap_err();
    let fill = storage.fill().await;
    assert!(fill.is_ok(), "something was left: {:?}", fill.err());
    error
}

fn note(id: &str) -> Row {
    Row::Record {
        workspace: home(),
        collection: "notes".to_owned(),
        id: id.to_owned(),
        version: 1,
        attributes: Default::default(),
        body: serde_json::json!({}),
    }
}

fn counts(rows: &[Row]) -> BackupCounts {
    let mut counts = BackupCounts::default();
    rows.iter().for_each(|row| counts.add(row));
    counts
}

#[tokio::test]
async fn a_backup_that_somebody_made_up_is_refused_within_bounds() {
    let rows = [note("one")];
    let of = |rows: &[Row]| Forged::new().rows(rows).end(counts(rows));
    let id = BlobId::of(b"text");
    let mut nested = serde_json::Value::Null;
    for _ in 0..120 {
        nested = serde_json::json!([nested]);
    }
    let deep = Row::Event { workspace: home(), stream: "s".to_owned(), sequence: 1, event: nested };
    let lost = Row::Event { workspace: home(), stream: "s".to_owned(), sequence: 1, event: 1.into() };
    let huge = Row::Workspace { workspace: home(), position: u64::MAX };
    let huge_entry = Forged { bytes: entry::write(&Name::Header, 1 << 32).to_vec() };
    let cases = [
        ("a bomb", Forged::new().packed(0, &vec![b' '; 64 << 20]).end(BackupCounts::default())),
        ("a row twice", of(&[note("one"), note("one")])),
        ("an event of no stream", of(&[lost])),
        ("a value that is nested too deep", of(&[deep])),
        ("a number that no database holds", of(&[huge])),
        ("an id of no length", of(&[note("")])),
        ("no row", Forged::new().packed(0, b"[1]\n").end(BackupCounts::default())),
        ("a row that does not end", Forged::new().packed(0, b"{\"record\":").end(BackupCounts::default())),
        ("another part first", Forged::new().packed(1, b"").end(BackupCounts::default())),
        ("other counts", Forged::new().rows(&rows).end(BackupCounts::default())),
        (
            "other bytes than the blob's",
            Forged::new().blob(&id, 0, b"other").end(BackupCounts { blobs: 1, blob_bytes: 5, ..counts(&[]) }),
        ),
        ("a blob without its begin", Forged::new().blob(&id, 1, b"text").end(BackupCounts::default())),
        ("rows after a blob", Forged::new().blob(&id, 0, b"text").rows(&rows).end(counts(&rows))),
        ("two heads", Forged::new().with(&Name::Header, b"{}").end(BackupCounts::default())),
        ("no end", Forged::new().rows(&rows).bytes),
        ("an entry of 4 GiB", huge_entry.bytes),
    ];
    for (what, bytes) in cases {
        let error = refused(&bytes).await;
        assert_eq!(error.kind(), ErrorKind::Corrupt, "{what}: {error}");
    }
    let newer = Header {
        format: FORMAT + 1,
        release: "9.0.0".to_owned(),
        created: jiff::Timestamp::UNIX_EPOCH,
        schema: SchemaVersion { backend: "none".to_owned(), version: 1 },
    };
    let newer = Forged { bytes: Vec::new() }.with(&Name::Header, &serde_json::to_vec(&newer).unwrap());
    let error = refused(&newer.end(BackupCounts::default())).await;
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    assert!(error.message().contains("9.0.0"), "{error}");
}

#[tokio::test]
async fn collections_of_another_release_are_counted_and_left_out() {
    let unknown = Row::Record {
        workspace: home(),
        collection: "hats".to_owned(),
        id: "a".to_owned(),
        version: 1,
        attributes: [("size".to_owned(), crate::storage::AttributeValue::Integer(1))].into(),
        body: serde_json::json!({}),
    };
    let known = Row::Record {
        workspace: home(),
        collection: "notes".to_owned(),
        id: "b".to_owned(),
        version: 4,
        attributes: [("gone".to_owned(), crate::storage::AttributeValue::Text("x".to_owned()))].into(),
        body: serde_json::json!({"x": 1}),
    };
    let rows = [unknown, known];
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("older");
    std::fs::write(&file, Forged::new().rows(&rows).end(counts(&rows))).unwrap();
    let storage = database(folder.path()).await;
    let options = RestoreOptions::default();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let report = super::restore(&file, (&storage, &blobs()), &[NOTES], &options, now).await.unwrap();
    assert_eq!(report.unknown, [("hats".to_owned(), 1)].into());
    let record = storage.get(&home(), "notes", "b").await.unwrap().unwrap();
    assert_eq!((record.version, record.body), (4, serde_json::json!({"x": 1})));
}

#[test]
fn every_collection_of_an_office_has_its_reader() {
    let known: Vec<&str> = super::readable::READERS.iter().map(|(name, _)| *name).collect();
    for collection in crate::OfficeBuilder::collections() {
        assert!(known.contains(&collection.name), "{} is missing in readable.rs", collection.name);
    }
    assert_eq!(known.len(), crate::OfficeBuilder::collections().len());
}
