//! The contract of [`Blobs`], as cases that any backend can run.

use std::sync::Arc;

use futures::future::BoxFuture;
use futures::{StreamExt, TryStreamExt, stream};

use super::{BlobId, Blobs};
use crate::error::{Error, ErrorKind};
use crate::id::WorkspaceId;

/// The outcome of a case; the error says what was expected.
pub type Outcome = Result<(), String>;

/// One sentence of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The sentence, as a name.
    pub name: &'static str,
    /// Tests it on a fresh, empty store.
    pub run: fn(Arc<dyn Blobs>) -> BoxFuture<'static, Outcome>,
}

/// Every case of the contract.
pub const CASES: &[Case] = &[
    Case { name: "bytes_read_back", run: |blobs| Box::pin(bytes_read_back(blobs)) },
    Case { name: "an_absent_blob_is_not_found", run: |blobs| Box::pin(an_absent_blob_is_not_found(blobs)) },
    Case { name: "equal_bytes_are_one_blob", run: |blobs| Box::pin(equal_bytes_are_one_blob(blobs)) },
    Case { name: "workspaces_are_isolated", run: |blobs| Box::pin(workspaces_are_isolated(blobs)) },
    Case { name: "streams_read_back", run: |blobs| Box::pin(streams_read_back(blobs)) },
    Case {
        name: "a_broken_stream_stores_nothing",
        run: |blobs| Box::pin(a_broken_stream_stores_nothing(blobs)),
    },
];

/// Runs every case, each on a fresh store from `factory`.
///
/// # Errors
/// All failures, each naming its case and what was expected.
pub async fn run(factory: impl Fn() -> crate::Result<Box<dyn Blobs>>) -> Outcome {
    let mut failures = Vec::new();
    for case in CASES {
        let outcome = match factory() {
            Ok(blobs) => (case.run)(Arc::from(blobs)).await,
            Err(error) => Err(format!("no fresh store: {error}")),
        };
        if let Err(failure) = outcome {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn expect(holds: bool, what: &str) -> Outcome {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn failed(error: Error) -> String {
    format!("a call that must succeed failed: {}: {error}", error.kind())
}

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn samples() -> Vec<Vec<u8>> {
    let long: Vec<u8> = (0..3_000_000_u32).map(|number| number.to_le_bytes()[1]).collect();
    vec![Vec::new(), vec![0], b"hello".to_vec(), (0..=255).collect(), long]
}

async fn bytes_read_back(blobs: Arc<dyn Blobs>) -> Outcome {
    for bytes in samples() {
        let id = blobs.put(&home(), bytes.clone()).await.map_err(failed)?;
        expect(id == BlobId::of(&bytes), "the id is not the SHA-256 of the bytes")?;
        expect(blobs.exists(&home(), &id).await.map_err(failed)?, "a stored blob does not exist")?;
        expect(blobs.get(&home(), &id).await.map_err(failed)? == bytes, "other bytes came back")?;
    }
    Ok(())
}

async fn an_absent_blob_is_not_found(blobs: Arc<dyn Blobs>) -> Outcome {
    let id = BlobId::of(b"absent");
    expect(!blobs.exists(&home(), &id).await.map_err(failed)?, "an absent blob exists")?;
    let kind = |error: Error| error.kind();
    expect(blobs.get(&home(), &id).await.map_err(kind) == Err(ErrorKind::NotFound), "get of an absent blob")?;
    let stream = blobs.get_stream(&home(), &id).await.map(|_| ()).map_err(kind);
    expect(stream == Err(ErrorKind::NotFound), "get_stream of an absent blob")?;
    blobs.delete(&home(), &id).await.map_err(failed)
}

async fn equal_bytes_are_one_blob(blobs: Arc<dyn Blobs>) -> Outcome {
    let first = blobs.put(&home(), b"same".to_vec()).await.map_err(failed)?;
    let second = blobs.put(&home(), b"same".to_vec()).await.map_err(failed)?;
    expect(first == second, "equal bytes got two ids")?;
    blobs.delete(&home(), &first).await.map_err(failed)?;
    expect(!blobs.exists(&home(), &first).await.map_err(failed)?, "a deleted blob exists")
}

async fn workspaces_are_isolated(blobs: Arc<dyn Blobs>) -> Outcome {
    let other: WorkspaceId = "ws_other".parse().map_err(failed)?;
    let id = blobs.put(&home(), b"mine".to_vec()).await.map_err(failed)?;
    expect(!blobs.exists(&other, &id).await.map_err(failed)?, "a blob of another workspace exists")?;
    blobs.delete(&other, &id).await.map_err(failed)?;
    expect(blobs.exists(&home(), &id).await.map_err(failed)?, "a delete reached another workspace")
}

async fn streams_read_back(blobs: Arc<dyn Blobs>) -> Outcome {
    for bytes in samples() {
        let pieces: Vec<_> = bytes.chunks(7_919).map(|piece| Ok(piece.to_vec())).collect();
        let id = blobs.put_stream(&home(), stream::iter(pieces).boxed()).await.map_err(failed)?;
        expect(id == BlobId::of(&bytes), "the id of a stream is not the SHA-256 of its bytes")?;
        let pieces = blobs.get_stream(&home(), &id).await.map_err(failed)?;
        let read: Vec<Vec<u8>> = pieces.try_collect().await.map_err(failed)?;
        expect(read.concat() == bytes, "other bytes came back as a stream")?;
        expect(blobs.get(&home(), &id).await.map_err(failed)? == bytes, "a stream reads back whole")?;
    }
    Ok(())
}

async fn a_broken_stream_stores_nothing(blobs: Arc<dyn Blobs>) -> Outcome {
    let pieces = vec![Ok(b"begun".to_vec()), Err(Error::unavailable("the sender went away"))];
    let result = blobs.put_stream(&home(), stream::iter(pieces).boxed()).await;
    let kind = result.map_err(|error| error.kind());
    expect(kind == Err(ErrorKind::Unavailable), "the error of a stream is not returned")?;
    let begun = BlobId::of(b"begun");
    expect(!blobs.exists(&home(), &begun).await.map_err(failed)?, "a broken stream left a blob")
}
