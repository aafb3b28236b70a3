//! Master keys in KMS, as moto emulates it.

use std::path::Path;
use std::time::{Duration, Instant};

use secretariat::documents::Source;
use secretariat::id::{SystemRandomness, WorkspaceId};
use secretariat::keys::{Binding, DataKey, Keys, KmsKeys};
use secretariat::settings::Settings;
use secretariat::{ErrorKind, Office, OfficeBuilder};
use tempfile::TempDir;
use url::Url;

use crate::services;

/// Returns the URL of a key, entered as the URL of S3 says, or with another secret.
fn key(alias: &str, secret: Option<&str>) -> Option<String> {
    let s3 = Url::parse(&services::s3()?).unwrap();
    let mut url = Url::parse(&format!("awskms://{alias}")).unwrap();
    for (name, value) in s3.query_pairs() {
        let value = match (&*name, secret) {
            ("secret", Some(other)) => other.into(),
            _ => value,
        };
        url.query_pairs_mut().append_pair(&name, &value);
    }
    Some(url.into())
}

fn of(object: &str) -> (WorkspaceId, String) {
    (WorkspaceId::default_workspace(), object.to_owned())
}

fn binding<'a>((workspace, object): &'a (WorkspaceId, String)) -> Binding<'a> {
    Binding { workspace, object, field: "key", version: 1 }
}

#[tokio::test]
async fn a_data_key_opens_only_where_it_belongs() {
    let Some(url) = key("alias/secretariat", None) else { return };
    let keys = KmsKeys::at(&url).unwrap();
    keys.check(&SystemRandomness).await.unwrap();
    let (here, there) = (of("here"), of("there"));
    let key = DataKey::random(&SystemRandomness);
    let wrapped = keys.wrap(&key, &binding(&here)).await.unwrap();
    assert!(wrapped.key_id.contains(":key/"), "{}", wrapped.key_id);
    assert!(!wrapped.bytes.windows(16).any(|part| part == &key.as_bytes()[..16]));
    assert_eq!(keys.unwrap(&wrapped, &binding(&here)).await.unwrap().as_bytes(), key.as_bytes());
    let moved = keys.unwrap(&wrapped, &binding(&there)).await.unwrap_err();
    assert_eq!(moved.kind(), ErrorKind::Corrupt, "{moved}");
    // The other key opens it as well: what wrapped it is stored with it.
    let next = KmsKeys::at(&self::key("alias/next", None).unwrap()).unwrap();
    assert_eq!(next.unwrap(&wrapped, &binding(&here)).await.unwrap().as_bytes(), key.as_bytes());
}

#[tokio::test]
async fn what_is_wrong_is_said_within_five_seconds() {
    let Some(url) = key("alias/secretariat", None) else { return };
    let absent = key("alias/absent", None).unwrap();
    let secret = key("alias/secretariat", Some("wrong")).unwrap();
    let mut away = Url::parse(&url).unwrap();
    let pairs: Vec<(String, String)> = away.query_pairs().into_owned().collect();
    let rest = pairs.iter().filter(|(name, _)| name != "endpoint");
    away.query_pairs_mut().clear().extend_pairs(rest).append_pair("endpoint", "http://127.0.0.1:9");
    let cases = [
        (absent.as_str(), ErrorKind::Denied, "alias/absent"),
        (secret.as_str(), ErrorKind::Denied, "credentials"),
        (away.as_str(), ErrorKind::Unavailable, "127.0.0.1:9"),
    ];
    for (url, kind, named) in cases {
        let started = Instant::now();
        let settings = Settings { keys: Some(url.into()), ..Settings::default() };
        let error = Office::builder().settings(settings).build().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(named), "{error}");
        assert!(!format!("{error:?}").contains("secret="), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn two_places_of_master_keys_are_refused() {
    let settings = Settings {
        keys: Some("awskms://alias/x?region=eu-central-1".into()),
        key_file: Some("keys.txt".into()),
        ..Settings::default()
    };
    let error = Office::builder().settings(settings).build().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
}

async fn open(folder: &Path, url: &str) -> Office {
    builder(folder, url).build().await.unwrap()
}

fn builder(folder: &Path, url: &str) -> OfficeBuilder {
    Office::builder().folder(folder).settings(Settings { keys: Some(url.into()), ..Settings::default() })
}

/// Whether a text stands in a file below a folder.
fn stands(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => stands(&path, text),
            false => std::fs::read(path).unwrap().windows(text.len()).any(|part| part == text.as_bytes()),
        }
    })
}

#[tokio::test]
async fn an_office_keeps_its_files_under_kms_and_changes_the_key() {
    let (Some(first), Some(next)) = (key("alias/secretariat", None), key("alias/next", None)) else { return };
    let folder = TempDir::new().unwrap();
    let text = "The canary of Ms Okonjo sings at 14:00 on Friday.";
    let office = open(folder.path(), &first).await;
    let id = office.documents().add(Source::bytes("canary.txt", text)).await.unwrap().id;
    office.close().await.unwrap();
    assert!(!stands(&folder.path().join("blobs"), "canary of Ms Okonjo"));

    let report = builder(folder.path(), &next).rotate_keys(|_| {}).await.unwrap();
    assert_eq!((report.rewrapped, report.was_resumed), (1, false));
    assert!(report.key.unwrap().contains(":key/"));
    let office = open(folder.path(), &next).await;
    let original = office.documents().original(&id).await.unwrap();
    assert_eq!(original, text.as_bytes());
    office.close().await.unwrap();
    // Without the key nothing is read; SQLCipher does not even open.
    match Office::builder().folder(folder.path()).build().await {
        Ok(plain) => assert!(plain.documents().original(&id).await.is_err()),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Denied, "{error}"),
    }
}
