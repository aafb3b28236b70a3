//! Blobs in S3, as moto emulates it, and what its refusals say.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::{StreamExt, TryStreamExt, stream};
use secretariat::ErrorKind;
use secretariat::blobs::{BlobId, Blobs, ObjectBlobs, S3Credentials, S3Settings, conformance};
use secretariat::id::{Randomness, SystemRandomness, WorkspaceId};
use url::Url;

use crate::chaos::proxy::Proxy;
use crate::services;

fn home() -> WorkspaceId {
    WorkspaceId::default_workspace()
}

/// Reads the URL of the service, which holds a key, and takes a fresh prefix.
fn settings(url: &str) -> (S3Settings, S3Credentials) {
    let mut url = Url::parse(url).unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let value = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
    let credentials =
        S3Credentials { key: value("key").unwrap(), secret: value("secret").unwrap(), token: None };
    url.query_pairs_mut()
        .clear()
        .extend_pairs(pairs.iter().filter(|(name, _)| name != "key" && name != "secret"));
    let mut settings: S3Settings = url.as_str().parse().unwrap();
    let mut random = [0; 8];
    SystemRandomness.fill(&mut random);
    settings.prefix = format!("test-{:016x}", u64::from_be_bytes(random));
    (settings, credentials)
}

fn blobs(settings: &S3Settings, credentials: S3Credentials) -> ObjectBlobs {
    ObjectBlobs::s3(settings, Some(credentials), Arc::new(SystemRandomness)).unwrap()
}

#[tokio::test]
async fn s3_keeps_the_contract_of_blobs() {
    let Some(url) = services::s3() else { return };
    conformance::run(|| {
        let (settings, credentials) = settings(&url);
        Ok(Box::new(ObjectBlobs::s3(&settings, Some(credentials), Arc::new(SystemRandomness))?))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_stream_of_many_parts_leaves_only_its_blob_in_s3() {
    let Some(url) = services::s3() else { return };
    let (settings, credentials) = settings(&url);
    let blobs = blobs(&settings, credentials.clone());
    blobs.check().await.unwrap();
    let piece = |number: u8| Ok(vec![number; 1 << 20]);
    let id = blobs.put_stream(&home(), stream::iter((0..40).map(piece)).boxed()).await.unwrap();
    let read: Vec<Vec<u8>> = blobs.get_stream(&home(), &id).await.unwrap().try_collect().await.unwrap();
    assert_eq!(BlobId::of(&read.concat()), id);
    let gone =
        stream::iter((0..40).map(piece)).chain(stream::iter([Err(secretariat::Error::unavailable("gone"))]));
    assert!(blobs.put_stream(&home(), gone.boxed()).await.is_err());
    let names = names(&settings, credentials).await;
    let (first, rest) = id.as_str().split_at(2);
    assert_eq!(names, [format!("{}/ws_default/{first}/{rest}", settings.prefix)]);
}

/// Lists the bucket's objects below the prefix with a client of the test.
async fn names(settings: &S3Settings, credentials: S3Credentials) -> Vec<String> {
    use object_store::ObjectStore;
    use object_store::aws::AmazonS3Builder;
    let store = AmazonS3Builder::new()
        .with_bucket_name(&settings.bucket)
        .with_endpoint(settings.endpoint.as_deref().unwrap())
        .with_region(settings.region.as_deref().unwrap())
        .with_access_key_id(credentials.key)
        .with_secret_access_key(credentials.secret)
        .with_allow_http(true)
        .with_http_connector(PlainConnector)
        .build()
        .unwrap();
    // moto does not verify the signature of a listing whose prefix holds a slash.
    let all: Vec<String> =
        store.list(None).map_ok(|found| found.location.to_string()).try_collect().await.unwrap();
    all.into_iter().filter(|name| name.starts_with(&settings.prefix)).collect()
}

/// The driver's own client would look for a TLS provider that no test needs.
#[derive(Debug)]
struct PlainConnector;

impl object_store::client::HttpConnector for PlainConnector {
    fn connect(
        &self,
        _: &object_store::ClientOptions,
    ) -> object_store::Result<object_store::client::HttpClient> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).build().unwrap();
        Ok(object_store::client::HttpClient::new(client))
    }
}

async fn fails(blobs: &ObjectBlobs, kind: ErrorKind, names: &[&str]) {
    let started = Instant::now();
    let checked = blobs.check().await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let started = Instant::now();
    let put = blobs.put(&home(), b"bytes".to_vec()).await.unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let get = blobs.get(&home(), &BlobId::of(b"bytes")).await.unwrap_err();
    for error in [checked, put, get] {
        assert_eq!(error.kind(), kind, "{error:?}");
        for name in names {
            assert!(error.message().contains(name), "{error} does not name {name}");
        }
        assert!(!format!("{error} {error:?} {blobs:?}").contains("secret-word"), "{error:?} {blobs:?}");
    }
}

#[tokio::test]
async fn a_missing_bucket_is_not_found() {
    let Some(url) = services::s3() else { return };
    let (settings, credentials) = settings(&url);
    let settings = S3Settings { bucket: "no-such-bucket".to_owned(), ..settings };
    fails(&blobs(&settings, credentials), ErrorKind::NotFound, &["bucket"]).await;
}

#[tokio::test]
async fn a_wrong_key_to_s3_is_unauthenticated() {
    let Some(url) = services::s3() else { return };
    let (settings, credentials) = settings(&url);
    let wrong = S3Credentials { secret: "secret-word".to_owned(), ..credentials.clone() };
    fails(&blobs(&settings, wrong), ErrorKind::Unauthenticated, &["correct key and secret"]).await;
    let unknown = S3Credentials { key: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..credentials };
    fails(&blobs(&settings, unknown), ErrorKind::Unauthenticated, &["correct key and secret"]).await;
}

#[tokio::test]
async fn an_unreachable_s3_is_unavailable_and_may_come_back() {
    let Some(url) = services::s3() else { return };
    let (settings, credentials) = settings(&url);
    for endpoint in ["http://127.0.0.1:1", "http://no-such-host.invalid:9000", "https://127.0.0.1:1"] {
        let settings = S3Settings { endpoint: Some(endpoint.to_owned()), ..settings.clone() };
        fails(&blobs(&settings, credentials.clone()), ErrorKind::Unavailable, &["retry"]).await;
    }
    let (proxy, endpoint) = Proxy::before(settings.endpoint.as_deref().unwrap()).await;
    let blobs = blobs(&S3Settings { endpoint: Some(endpoint), ..settings }, credentials);
    let id = blobs.put(&home(), b"kept".to_vec()).await.unwrap();
    proxy.cut();
    fails(&blobs, ErrorKind::Unavailable, &["retry"]).await;
    proxy.heal();
    assert_eq!(blobs.get(&home(), &id).await.unwrap(), b"kept");
}
