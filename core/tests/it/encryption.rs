//! Master keys and encrypted blobs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use secretariat::ErrorKind;
use secretariat::blobs::{BlobId, Blobs, EncryptedBlobs, ObjectBlobs, conformance};
use secretariat::id::{Randomness, SeededRandomness, SystemRandomness, WorkspaceId};
use secretariat::keys::{Binding, DataKey, Keys, MasterKeys};
use tempfile::TempDir;

fn random() -> Arc<dyn Randomness> {
    Arc::new(SystemRandomness)
}

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

fn keys(text: &str) -> Arc<MasterKeys> {
    Arc::new(MasterKeys::from_text(text, random()).unwrap())
}

fn old_key() -> String {
    "0a".repeat(32)
}

fn new_key() -> String {
    "F5".repeat(32)
}

fn in_folder(folder: &Path, master: &str) -> EncryptedBlobs {
    EncryptedBlobs::new(ObjectBlobs::folder(folder, random()).unwrap(), keys(master), random())
}

/// The files of the blobs of the default workspace, the largest first.
fn blob_files(folder: &Path) -> Vec<PathBuf> {
    let mut open = vec![folder.join("ws_default")];
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.file_name().unwrap() != "key" {
            files.push(path);
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.metadata().unwrap().len()));
    files
}

async fn is_corrupt(blobs: &dyn Blobs, id: &BlobId) {
    assert_eq!(blobs.get(&home(), id).await.unwrap_err().kind(), ErrorKind::Corrupt);
    let read = blobs.get_stream(&home(), id).await.unwrap().try_collect::<Vec<_>>().await;
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[tokio::test]
async fn encrypted_folders_keep_the_contract_of_blobs() {
    let folder = TempDir::new().unwrap();
    let number = std::sync::atomic::AtomicUsize::new(0);
    conformance::run(|| {
        let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Ok(Box::new(in_folder(&folder.path().join(number.to_string()), &old_key())))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn encrypted_memory_keeps_the_contract_of_blobs() {
    conformance::run(|| {
        Ok(Box::new(EncryptedBlobs::new(ObjectBlobs::memory(random()), keys(&old_key()), random())))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn neither_bytes_nor_their_hash_are_on_the_disk() {
    let folder = TempDir::new().unwrap();
    let text = b"Ms Winter earns 4,211 euros a month.".repeat(5_000);
    let id = in_folder(folder.path(), &old_key()).put(&home(), text.clone()).await.unwrap();
    assert_eq!(id, BlobId::of(&text), "the id is that of the plain bytes");
    let files = blob_files(folder.path());
    assert_eq!(files.len(), 1);
    let stored = std::fs::read(&files[0]).unwrap();
    assert!(!stored.windows(9).any(|window| window == b"Ms Winter"));
    let path = files[0].to_string_lossy().replace('/', "");
    assert!(!path.contains(&id.as_str()[2..]), "{path}");
    assert_eq!(in_folder(folder.path(), &old_key()).get(&home(), &id).await.unwrap(), text);
}

#[tokio::test]
async fn damage_of_every_kind_is_found() {
    let folder = TempDir::new().unwrap();
    let blobs = in_folder(folder.path(), &old_key());
    let large: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    let id = blobs.put(&home(), large.clone()).await.unwrap();
    let file = blob_files(folder.path()).remove(0);
    let whole = std::fs::read(&file).unwrap();
    let segment = (64 << 10) + 16;
    let mut flipped = whole.clone();
    flipped[500_000] ^= 4;
    let mut reordered = whole.clone();
    reordered[24..24 + 2 * segment].rotate_left(segment);
    let damages = [
        ("cut in a segment", whole[..whole.len() - 7].to_vec()),
        ("cut between segments", whole[..24 + 5 * segment].to_vec()),
        ("emptied", Vec::new()),
        ("flipped", flipped),
        ("reordered", reordered),
    ];
    for (what, bytes) in damages {
        std::fs::write(&file, bytes).unwrap();
        println!("{what}");
        is_corrupt(&blobs, &id).await;
    }
    blobs.put_stream(&home(), stream::iter([Ok(large.clone())]).boxed()).await.unwrap();
    assert_eq!(blobs.get(&home(), &id).await.unwrap(), large, "put again, it is repaired");
}

#[tokio::test]
async fn swapped_blobs_are_found() {
    let folder = TempDir::new().unwrap();
    let blobs = in_folder(folder.path(), &old_key());
    let long = blobs.put(&home(), vec![1; 2_000]).await.unwrap();
    let short = blobs.put(&home(), vec![2; 1_000]).await.unwrap();
    let files = blob_files(folder.path());
    let kept = std::fs::read(&files[0]).unwrap();
    std::fs::copy(&files[1], &files[0]).unwrap();
    std::fs::write(&files[1], kept).unwrap();
    is_corrupt(&blobs, &long).await;
    is_corrupt(&blobs, &short).await;
}

#[tokio::test]
async fn a_blob_of_another_workspace_does_not_open() {
    let folder = TempDir::new().unwrap();
    let blobs = in_folder(folder.path(), &old_key());
    let other: WorkspaceId = "ws_other".parse().unwrap();
    let id = blobs.put(&home(), b"mine".to_vec()).await.unwrap();
    blobs.put(&other, b"theirs".to_vec()).await.unwrap();
    let (ours, theirs) = (folder.path().join("ws_default"), folder.path().join("ws_other"));
    std::fs::remove_dir_all(&theirs).unwrap();
    std::process::Command::new("cp").arg("-r").args([&ours, &theirs]).status().unwrap();
    let fresh = in_folder(folder.path(), &old_key());
    assert_eq!(fresh.get(&home(), &id).await.unwrap(), b"mine");
    assert_eq!(fresh.get(&other, &id).await.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[tokio::test]
async fn a_missing_master_key_is_denied_by_name() {
    let folder = TempDir::new().unwrap();
    let id = in_folder(folder.path(), &old_key()).put(&home(), b"text".to_vec()).await.unwrap();
    let wrong = in_folder(folder.path(), &new_key());
    let name = keys(&old_key()).current();
    let errors = [
        wrong.get(&home(), &id).await.map(|_| ()).unwrap_err(),
        wrong.get_stream(&home(), &id).await.map(|_| ()).unwrap_err(),
        wrong.put(&home(), b"more".to_vec()).await.map(|_| ()).unwrap_err(),
        wrong.exists(&home(), &id).await.map(|_| ()).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Denied);
        assert!(error.message().contains(&name), "{error} does not name {name}");
    }
}

#[tokio::test]
async fn a_new_master_key_takes_over() {
    let folder = TempDir::new().unwrap();
    let id = in_folder(folder.path(), &old_key()).put(&home(), b"text".to_vec()).await.unwrap();
    let both = in_folder(folder.path(), &format!("# new first\n{}\n{}\n", new_key(), old_key()));
    assert_eq!(both.get(&home(), &id).await.unwrap(), b"text");
    both.rewrap(&home()).await.unwrap();
    assert_eq!(in_folder(folder.path(), &new_key()).get(&home(), &id).await.unwrap(), b"text");
    let old = in_folder(folder.path(), &old_key()).get(&home(), &id).await;
    assert_eq!(old.unwrap_err().kind(), ErrorKind::Denied);
}

#[tokio::test]
async fn processes_that_begin_together_share_the_key() {
    let folder = TempDir::new().unwrap();
    let stores: Vec<EncryptedBlobs> = (0..8).map(|_| in_folder(folder.path(), &old_key())).collect();
    let puts = stores
        .iter()
        .enumerate()
        .map(|(number, blobs)| async move { blobs.put(&home(), vec![number as u8; 10]).await.unwrap() });
    let ids = futures::future::join_all(puts).await;
    let fresh = in_folder(folder.path(), &old_key());
    for (number, id) in ids.iter().enumerate() {
        assert_eq!(fresh.get(&home(), id).await.unwrap(), vec![number as u8; 10]);
    }
}

#[tokio::test]
async fn a_wrapped_key_is_bound_to_its_place() {
    let keys = keys(&old_key());
    let home = home();
    let binding = Binding { workspace: &home, object: "doc_1", field: "body", version: 1 };
    let key = DataKey::random(&SeededRandomness::new(1));
    let wrapped = keys.wrap(&key, &binding).await.unwrap();
    assert_eq!(keys.unwrap(&wrapped, &binding).await.unwrap().as_bytes(), key.as_bytes());
    let moved = keys.unwrap(&wrapped, &Binding { object: "doc_2", ..binding }).await;
    assert_eq!(moved.unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn a_key_file_is_made_once_and_only_for_its_owner() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("master.key");
    let absent = MasterKeys::open(&path, random()).unwrap_err();
    assert_eq!(absent.kind(), ErrorKind::NotFound);
    assert!(absent.message().contains("master.key"), "{absent}");
    let made = MasterKeys::open_or_create(&path, random()).unwrap();
    let again = MasterKeys::open_or_create(&path, random()).unwrap();
    assert_eq!(made.current(), again.current());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "something else was left there");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let open = MasterKeys::open(&path, random()).unwrap_err();
        assert_eq!(open.kind(), ErrorKind::Denied);
        assert!(open.message().contains("chmod 600"), "{open}");
    }
}

#[test]
fn a_text_without_keys_is_refused_and_not_repeated() {
    for text in
        ["", "# only a remark", "secret-word", &"0g".repeat(32), &format!("{}\nsecret-word", old_key())]
    {
        let error = MasterKeys::from_text(text, random()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{text}");
        assert!(!format!("{error:?}").contains("secret-word"), "{error:?}");
    }
    let shown = format!("{:?}", keys(&old_key()));
    assert!(!shown.contains("0a0a") && !shown.contains("10, 10"), "{shown}");
}

#[tokio::test]
async fn an_office_with_a_key_file_keeps_no_file_readable() {
    let folder = TempDir::new().unwrap();
    let key_file = folder.path().join("master.key");
    let open = |key_file: Option<PathBuf>| {
        let settings = secretariat::settings::Settings { key_file, ..Default::default() };
        secretariat::Office::builder().folder(folder.path().join("office")).settings(settings)
    };
    let office = open(Some(key_file.clone())).build().await.unwrap();
    let words = "the lease of the hall ends on 31 March 2027";
    let added = office.documents().add(secretariat::Source::text("note.txt", words)).await.unwrap();
    office.close().await.unwrap();
    let files = blob_files(&folder.path().join("office/blobs"));
    assert!(!files.is_empty());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(9).any(|window| window == b"the lease"), "{}", file.display());
    }
    let office = open(Some(key_file.clone())).build().await.unwrap();
    assert_eq!(office.documents().original(&added.id).await.unwrap(), words.as_bytes());
    office.close().await.unwrap();
    // With another key the file is refused, and the message names the key that is needed. SQLCipher refuses at once.
    let error = match open(None).keys(keys(&new_key())).build().await {
        Ok(office) if cfg!(not(feature = "sqlcipher")) => {
            let error = office.documents().original(&added.id).await.unwrap_err();
            office.close().await.unwrap();
            error
        }
        outcome => outcome.unwrap_err(),
    };
    assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
    assert!(error.message().contains("master key"), "{error}");
    let parts = open(Some(key_file)).doctor().await;
    let files = parts.iter().find(|part| part.part == "files").unwrap();
    assert!(files.message.contains("encrypted"), "{}", files.message);
}

#[tokio::test]
async fn keys_for_a_place_that_encrypts_nothing_are_refused() {
    let folder = TempDir::new().unwrap();
    let settings = secretariat::settings::Settings {
        key_file: Some(folder.path().join("master.key")),
        blobs: Some("postgres://user:s3cret@localhost/office".into()),
        ..Default::default()
    };
    let error = secretariat::Office::builder().settings(settings).build().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.message().contains("file:///folder") && !error.message().contains("s3cret"), "{error}");
}
