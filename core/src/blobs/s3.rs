//! Blobs in S3, or in a store that speaks its protocol.
//!
//! Streams are written in parts and copied to their place when their hash is known; S3 copies objects of at most
//! 5 GiB. TLS is rustls with ring, as everywhere in this crate.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AwsCredential};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStore, RetryConfig, StaticCredentialProvider};
use url::Url;

use super::ObjectBlobs;
use crate::aws::Connector;
use crate::error::{Error, Result};
use crate::id::Randomness;

const RETRIES: usize = 2;
const RETRYING: Duration = Duration::from_secs(3);

/// Where blobs are in S3. Read from a URL: `s3://bucket/prefix?endpoint=https://host:port&region=eu-central-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Settings {
    /// The bucket.
    pub bucket: String,
    /// What all names begin with; may be empty.
    pub prefix: String,
    /// The URL of a store other than AWS, which is then asked for `endpoint/bucket/…`.
    pub endpoint: Option<String>,
    /// The region; `us-east-1` when absent.
    pub region: Option<String>,
}

/// A key to S3. `Debug` does not show its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Credentials {
    /// The name of the key.
    pub key: String,
    /// The secret.
    pub secret: String,
    /// The token of a temporary key.
    pub token: Option<String>,
}

impl fmt::Debug for S3Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Credentials").field("key", &self.key).finish_non_exhaustive()
    }
}

impl FromStr for S3Settings {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || {
            Error::invalid_input("not a URL of blobs in S3: expected s3://bucket/prefix?endpoint=…&region=…")
        };
        let url = Url::parse(text).map_err(|error| unreadable().with_source(error))?;
        let bucket =
            url.host_str().filter(|host| url.scheme() == "s3" && !host.is_empty()).ok_or_else(unreadable)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::invalid_input("a URL of blobs in S3 holds no key: give it as S3Credentials"));
        }
        let prefix = url.path().trim_matches('/').to_owned();
        let mut settings = Self { bucket: bucket.to_owned(), prefix, endpoint: None, region: None };
        for (name, value) in url.query_pairs() {
            match &*name {
                "endpoint" => settings.endpoint = Some(value.into_owned()),
                "region" => settings.region = Some(value.into_owned()),
                _ => return Err(unreadable()),
            }
        }
        Ok(settings)
    }
}

impl ObjectBlobs {
    /// Stores blobs in S3 at a URL that may hold credentials too: `s3://bucket/prefix?endpoint=…&region=…` and `key`,
    /// `secret` and `token`.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read, or names a key without its secret.
    pub fn s3_at(url: &str, randomness: Arc<dyn Randomness>) -> Result<Self> {
        let unreadable = || Error::invalid_input("not a URL of blobs in S3: expected s3://bucket/prefix?…");
        // The reader's complaint may quote the URL, and so its secret.
        let mut url = Url::parse(url).map_err(|_| unreadable())?;
        let (mut key, mut secret, mut token, mut rest) = (None, None, None, Vec::new());
        for (name, value) in url.query_pairs() {
            match &*name {
                "key" => key = Some(value.into_owned()),
                "secret" => secret = Some(value.into_owned()),
                "token" => token = Some(value.into_owned()),
                _ => rest.push((name.into_owned(), value.into_owned())),
            }
        }
        url.set_query(None);
        if !rest.is_empty() {
            url.query_pairs_mut().extend_pairs(rest);
        }
        let credentials = match (key, secret) {
            (Some(key), Some(secret)) => Some(S3Credentials { key, secret, token }),
            (None, None) => None,
            _ => {
                return Err(Error::invalid_input(
                    "the URL of blobs in S3 has a `key` without its `secret`, or the reverse",
                ));
            }
        };
        Self::s3(&url.as_str().parse()?, credentials, randomness)
    }

    /// Stores blobs in S3, which is not asked yet: [`ObjectBlobs::check`] does. Without credentials, those of the
    /// machine's role are used (the instance metadata of AWS).
    ///
    /// # Errors
    /// `invalid_input` for settings that no store can have.
    pub fn s3(
        settings: &S3Settings,
        credentials: Option<S3Credentials>,
        randomness: Arc<dyn Randomness>,
    ) -> Result<Self> {
        let invalid = |error: object_store::Error| {
            Error::invalid_input("these settings of S3 fit no store: correct endpoint, region and bucket")
                .with_source(error)
        };
        let retry =
            RetryConfig { backoff: BackoffConfig::default(), max_retries: RETRIES, retry_timeout: RETRYING };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(settings.region.as_deref().unwrap_or("us-east-1"))
            .with_retry(retry)
            .with_http_connector(Connector);
        if let Some(endpoint) = &settings.endpoint {
            let in_the_open = endpoint.starts_with("http://");
            builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(in_the_open);
        }
        if let Some(S3Credentials { key, secret, token }) = credentials {
            let credential = AwsCredential { key_id: key, secret_key: secret, token };
            builder = builder.with_credentials(Arc::new(StaticCredentialProvider::new(credential)));
        }
        let store = builder.build().map_err(invalid)?;
        let store: Arc<dyn ObjectStore> = if settings.prefix.is_empty() {
            Arc::new(store)
        } else {
            Arc::new(PrefixStore::new(store, Path::from(settings.prefix.as_str())))
        };
        Ok(Self::copying(store, randomness))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn settings_are_read_from_a_url() {
        let read = "s3://office/blobs/2026?endpoint=http%3A%2F%2F127.0.0.1%3A9000&region=eu-central-1";
        let expected = S3Settings {
            bucket: "office".to_owned(),
            prefix: "blobs/2026".to_owned(),
            endpoint: Some("http://127.0.0.1:9000".to_owned()),
            region: Some("eu-central-1".to_owned()),
        };
        assert_eq!(read.parse::<S3Settings>().unwrap(), expected);
        let least = "s3://office".parse::<S3Settings>().unwrap();
        assert_eq!((least.bucket.as_str(), least.prefix.as_str(), least.region), ("office", "", None));
    }

    #[test]
    fn other_urls_and_urls_with_keys_are_refused() {
        for text in ["", "office", "s3://", "https://office", "s3://office?secret=word", "s3://a:word@office"]
        {
            let error = text.parse::<S3Settings>().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{text}");
            assert!(!format!("{error:?}").contains("word"), "{error:?}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let credentials = S3Credentials {
            key: "name".to_owned(),
            secret: "word".to_owned(),
            token: Some("word".to_owned()),
        };
        assert!(!format!("{credentials:?}").contains("word"));
    }
}
