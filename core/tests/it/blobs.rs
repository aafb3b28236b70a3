//! The contract of blobs on both backends, and what a folder may look like.

use std::path::PathBuf;
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use secretariat::ErrorKind;
use secretariat::blobs::{Blobs, ObjectBlobs, PostgresBlobs, conformance};
use secretariat::id::{Randomness, SeededRandomness, WorkspaceId};
use tempfile::TempDir;

fn randomness() -> Arc<dyn Randomness> {
    Arc::new(SeededRandomness::new(1))
}

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    let mut open = vec![folder.path().to_owned()];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files
}

#[tokio::test]
async fn a_folder_keeps_the_contract() {
    let folder = TempDir::new().unwrap();
    let number = std::sync::atomic::AtomicUsize::new(0);
    conformance::run(|| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = folder.path().join(number.to_string());
        Ok(Box::new(ObjectBlobs::folder(&folder, randomness())?))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn memory_keeps_the_contract() {
    conformance::run(|| Ok(Box::new(ObjectBlobs::memory(randomness())))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_the_contract() {
    let Some(server) = crate::services::postgres() else { return };
    let mut stores = Vec::new();
    for _ in conformance::CASES {
        stores.push(PostgresBlobs::open(&crate::postgres::database(&server).await).await.unwrap());
    }
    let stores = std::sync::Mutex::new(stores);
    conformance::run(|| Ok(Box::new(stores.lock().unwrap().pop().unwrap()))).await.unwrap();
}

#[tokio::test]
async fn blobs_survive_reopening_and_are_stored_once() {
    let folder = TempDir::new().unwrap();
    let open = || ObjectBlobs::folder(folder.path(), randomness()).unwrap();
    let id = open().put(&home(), b"kept".to_vec()).await.unwrap();
    open().put_stream(&home(), stream::iter([Ok(b"kept".to_vec())]).boxed()).await.unwrap();
    assert_eq!(open().get(&home(), &id).await.unwrap(), b"kept");
    assert_eq!(files(&folder).len(), 1, "{:?}", files(&folder));
}

#[tokio::test]
async fn a_damaged_blob_is_corrupt_until_it_is_put_again() {
    let folder = TempDir::new().unwrap();
    let blobs = ObjectBlobs::folder(folder.path(), randomness()).unwrap();
    let id = blobs.put(&home(), b"whole".to_vec()).await.unwrap();
    std::fs::write(&files(&folder)[0], b"wh").unwrap();
    assert_eq!(blobs.get(&home(), &id).await.unwrap_err().kind(), ErrorKind::Corrupt);
    let read = blobs.get_stream(&home(), &id).await.unwrap().try_collect::<Vec<_>>().await;
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Corrupt);
    blobs.put(&home(), b"whole".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&home(), &id).await.unwrap(), b"whole");
}

#[tokio::test]
async fn a_broken_stream_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let blobs = ObjectBlobs::folder(folder.path(), randomness()).unwrap();
    let long = std::iter::repeat_n(vec![7; 1 << 20], 12).map(Ok);
    let broken = long.chain([Err(secretariat::Error::unavailable("gone"))]).collect::<Vec<_>>();
    assert!(blobs.put_stream(&home(), stream::iter(broken).boxed()).await.is_err());
    assert_eq!(files(&folder), Vec::<PathBuf>::new());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_denied() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("blobs");
    std::fs::write(&path, "a file").unwrap();
    let error = ObjectBlobs::folder(&path, randomness()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
}
