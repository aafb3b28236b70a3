//! Master keys that AWS KMS keeps, or a service that speaks its protocol: data keys go there to be wrapped.
//!
//! The binding goes along as encryption context, so that KMS itself refuses a key that was moved, and its log says what
//! for each key was used. KMS changes the material of a key by itself; [`crate::OfficeBuilder::rotate_keys`] wraps with
//! another key, once the settings name it.
//! (API: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>, and `Decrypt` beside it.)

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use object_store::StaticCredentialProvider;
use object_store::aws::{AmazonS3Builder, AwsAuthorizer, AwsCredential, AwsCredentialProvider};
use object_store::client::HttpRequest;
use reqwest::{Method, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{Binding, DataKey, Keys, Wrapped};
use crate::aws::{Connector, client};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{Randomness, WorkspaceId};

/// An answer holds one wrapped key.
const ANSWER: usize = 64 << 10;
/// How long KMS may take for one answer; with the pauses, all tries end within five seconds.
const ANSWERING: Duration = Duration::from_millis(1_500);
/// The pauses before the second and the third try.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(300)];

/// Master keys in AWS KMS. `Debug` does not show how it is entered.
pub struct KmsKeys {
    http: reqwest::Client,
    endpoint: Url,
    region: String,
    key: String,
    credentials: AwsCredentialProvider,
}

impl fmt::Debug for KmsKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KmsKeys")
            .field("key", &self.key)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

impl KmsKeys {
    /// Takes the key at `awskms://KEY?region=…`, which is not asked yet: [`KmsKeys::check`] does. `KEY` is an id or
    /// `alias/NAME`; an ARN stands after three slashes. `key`, `secret` and `token` are the credentials, without them
    /// those of the machine's role are used (the instance metadata of AWS); `endpoint` is the URL of another service.
    ///
    /// # Errors
    /// `invalid_input` when the URL cannot be read, or names a `key` without its `secret`; the message does not show it.
    pub fn at(url: &str) -> Result<Self> {
        let unreadable =
            || Error::invalid_input("not the URL of a key in KMS: expected awskms://alias/NAME?region=…");
        // The reader's complaint may quote the URL, and so its secret.
        let url = Url::parse(url).map_err(|_| unreadable())?;
        if url.scheme() != "awskms" || !url.username().is_empty() || url.password().is_some() {
            return Err(unreadable());
        }
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in url.query_pairs() {
            let is_known = ["region", "endpoint", "key", "secret", "token"].contains(&&*name);
            // All of them become headers.
            if !is_known || value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Error::invalid_input(format!("the URL of a key in KMS has a wrong `{name}`")));
            }
            given.insert(name.into_owned(), value.into_owned());
        }
        let key = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
        let key = key.trim_matches('/').to_owned();
        let region = given.remove("region").ok_or_else(unreadable)?;
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(unreadable());
        }
        let endpoint =
            given.remove("endpoint").unwrap_or_else(|| format!("https://kms.{region}.amazonaws.com"));
        let endpoint = Url::parse(&endpoint).ok().filter(|url| ["http", "https"].contains(&url.scheme()));
        let endpoint =
            endpoint.ok_or_else(|| Error::invalid_input("the `endpoint` of KMS is no https:// URL"))?;
        let credentials = match (given.remove("key"), given.remove("secret")) {
            (Some(key_id), Some(secret_key)) => {
                let credential = AwsCredential { key_id, secret_key, token: given.remove("token") };
                Arc::new(StaticCredentialProvider::new(credential))
            }
            (None, None) => of_the_machine(&region)?,
            _ => {
                return Err(Error::invalid_input(
                    "the URL of a key in KMS has a `key` without its `secret`, or the reverse",
                ));
            }
        };
        let http = client()
            .map_err(|error| Error::internal("the client of KMS cannot be made").with_source(error))?;
        Ok(Self { http, endpoint, region, key, credentials })
    }

    /// Wraps a key and unwraps it again, so that what is wrong is known before anything is encrypted.
    ///
    /// # Errors
    /// `denied` when the credentials are wrong, or the key is absent, switched off or may not be used for both;
    /// `unavailable` when KMS does not answer.
    pub async fn check(&self, randomness: &dyn Randomness) -> Result<()> {
        let workspace = WorkspaceId::default_workspace();
        let binding = Binding { workspace: &workspace, object: "check", field: "check", version: 1 };
        let wrapped = self.wrap(&DataKey::random(randomness), &binding).await?;
        self.unwrap(&wrapped, &binding).await.map(drop)
    }

    /// Asks for an action of KMS, up to three times while it is not there.
    async fn ask<T: DeserializeOwned>(&self, action: &str, question: &Value) -> Result<T> {
        let body = Zeroizing::new(question.to_string());
        let mut pauses = PAUSES.iter();
        loop {
            match self.ask_once(action, &body).await {
                Err(error) if error.kind() == ErrorKind::Unavailable => match pauses.next() {
                    Some(pause) => tokio::time::sleep(*pause).await,
                    None => return Err(error),
                },
                outcome => return outcome,
            }
        }
    }

    async fn ask_once<T: DeserializeOwned>(&self, action: &str, body: &str) -> Result<T> {
        let away =
            || Error::unavailable(format!("KMS does not answer at {}: check the network", self.endpoint));
        let credential = self.credentials.get_credential().await.map_err(|error| {
            Error::new(ErrorKind::Denied, "the machine has no role for KMS: give `key` and `secret`")
                .with_source(error)
        })?;
        let mut request = HttpRequest::new(body.to_owned().into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() =
            self.endpoint.as_str().parse().map_err(|_| Error::invalid_input("the `endpoint` of KMS"))?;
        let headers = request.headers_mut();
        headers
            .insert("content-type", reqwest::header::HeaderValue::from_static("application/x-amz-json-1.1"));
        let target = format!("TrentService.{action}").try_into();
        headers.insert("x-amz-target", target.map_err(|_| Error::internal("an action of KMS"))?);
        AwsAuthorizer::new(&credential, "kms", &self.region)
            .try_authorize(&mut request, None)
            .map_err(|error| Error::internal("the question to KMS cannot be signed").with_source(error))?;
        let sent = self.http.post(self.endpoint.clone()).headers(std::mem::take(request.headers_mut()));
        let sent = sent.timeout(ANSWERING).body(body.to_owned()).send();
        let mut answer = sent.await.map_err(|error| away().with_source(error.without_url()))?;
        let status = answer.status();
        let mut bytes = Zeroizing::new(Vec::new());
        while let Some(part) =
            answer.chunk().await.map_err(|error| away().with_source(error.without_url()))?
        {
            if bytes.len() + part.len() > ANSWER {
                return Err(Error::corrupt("the answer of KMS is too long: check its `endpoint`"));
            }
            bytes.extend_from_slice(&part);
        }
        if status.is_success() {
            return serde_json::from_slice(&bytes).map_err(|error| {
                Error::corrupt("the answer of KMS cannot be read: check its `endpoint`").with_source(error)
            });
        }
        let refusal = serde_json::from_slice(&bytes).unwrap_or_default();
        Err(self.refused(status, refusal))
    }

    /// Says what a refusal means for whoever runs the office.
    fn refused(&self, status: StatusCode, Refusal { kind, message }: Refusal) -> Error {
        // The kind may carry the name of its schema before a `#`.
        let kind = kind.rsplit('#').next().unwrap_or_default();
        let key = &self.key;
        let denied = |what: &str| {
            let message = format!("KMS: {what} ({kind}: {message})");
            Error::new(ErrorKind::Denied, message)
        };
        match kind {
            "InvalidCiphertextException" => Error::corrupt(
                "KMS cannot unwrap this data key: it was changed, moved, or wrapped with another key",
            ),
            "NotFoundException" | "IncorrectKeyException" => {
                denied(&format!("the master key `{key}` is needed and not there: name it in the settings"))
            }
            "DisabledException"
            | "KMSInvalidStateException"
            | "KeyUnavailableException"
            | "InvalidKeyUsageException" => {
                denied(&format!("the master key `{key}` cannot be used now: switch it on"))
            }
            "AccessDeniedException" => {
                denied(&format!("these credentials may not use `{key}`: allow kms:Encrypt and kms:Decrypt"))
            }
            "ThrottlingException"
            | "LimitExceededException"
            | "DependencyTimeoutException"
            | "KMSInternalException" => Error::unavailable(format!("KMS has no time now ({kind})")),
            _ if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Error::unavailable(format!("KMS answers with {status} ({kind})"))
            }
            _ => denied("it refuses the credentials or the question"),
        }
    }
}

/// The credentials of the machine's role, as the S3 driver finds them.
fn of_the_machine(region: &str) -> Result<AwsCredentialProvider> {
    let builder =
        AmazonS3Builder::new().with_bucket_name("none").with_region(region).with_http_connector(Connector);
    let store = builder
        .build()
        .map_err(|error| Error::invalid_input("this region of KMS is not one").with_source(error))?;
    Ok(Arc::clone(store.credentials()))
}

fn context(binding: &Binding<'_>) -> Value {
    json!({
        "workspace": binding.workspace.as_str(),
        "object": binding.object,
        "field": binding.field,
        "version": binding.version.to_string(),
    })
}

#[derive(Default, Deserialize)]
struct Refusal {
    #[serde(rename = "__type", default)]
    kind: String,
    #[serde(alias = "Message", default)]
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Encrypted {
    ciphertext_blob: String,
    key_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Decrypted {
    plaintext: String,
}

fn from_base64(text: &str) -> Result<Zeroizing<Vec<u8>>> {
    let bytes = BASE64.decode(text);
    bytes.map(Zeroizing::new).map_err(|_| Error::corrupt("the answer of KMS is no key: check its `endpoint`"))
}

#[async_trait]
impl Keys for KmsKeys {
    async fn wrap(&self, key: &DataKey, binding: &Binding<'_>) -> Result<Wrapped> {
        let question = json!({
            "KeyId": self.key,
            "Plaintext": BASE64.encode(key.as_bytes()),
            "EncryptionContext": context(binding),
        });
        let answer: Encrypted = self.ask("Encrypt", &question).await?;
        Ok(Wrapped { key_id: answer.key_id, bytes: from_base64(&answer.ciphertext_blob)?.to_vec() })
    }

    async fn unwrap(&self, wrapped: &Wrapped, binding: &Binding<'_>) -> Result<DataKey> {
        let question = json!({
            "KeyId": wrapped.key_id,
            "CiphertextBlob": BASE64.encode(&wrapped.bytes),
            "EncryptionContext": context(binding),
        });
        let answer: Decrypted = self.ask("Decrypt", &question).await?;
        DataKey::from_bytes(&from_base64(&Zeroizing::new(answer.plaintext))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_by_id_alias_or_arn() {
        let named =
            |url: &str| KmsKeys::at(&format!("{url}?region=eu-central-1&key=a&secret=b")).unwrap().key;
        assert_eq!(named("awskms://alias/office"), "alias/office");
        assert_eq!(
            named("awskms://1234abcd-12ab-34cd-56ef-1234567890ab"),
            "1234abcd-12ab-34cd-56ef-1234567890ab"
        );
        let arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd";
        assert_eq!(named(&format!("awskms:///{arn}")), arn);
    }

    #[test]
    fn other_urls_are_refused_without_their_secrets() {
        for url in [
            "",
            "awskms://",
            "awskms://alias/office",
            "https://alias/office?region=x",
            "awskms://alias/office?region=x&secret=word",
            "awskms://alias/office?region=x&key=a&secret=word%0a",
            "awskms://alias/office?region=x&key=a&secret=word&endpoint=file:///x",
            "awskms://alias/office?region=x&key=a&secret=word&color=red",
            "awskms://a:word@alias/office?region=x",
        ] {
            let error = KmsKeys::at(url).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{url}");
            assert!(!format!("{error:?}").contains("word"), "{error:?}");
        }
        let keys = KmsKeys::at("awskms://alias/office?region=x&key=a&secret=word").unwrap();
        assert!(!format!("{keys:?}").contains("word"));
    }

    #[test]
    fn refusals_say_what_to_do() {
        let keys = KmsKeys::at("awskms://alias/office?region=x&key=a&secret=b").unwrap();
        let kind = |status: StatusCode, kind: &str| {
            keys.refused(status, Refusal { kind: kind.to_owned(), message: String::new() }).kind()
        };
        let bad = StatusCode::BAD_REQUEST;
        assert_eq!(kind(bad, "com.amazonaws.kms#NotFoundException"), ErrorKind::Denied);
        assert_eq!(kind(bad, "InvalidCiphertextException"), ErrorKind::Corrupt);
        assert_eq!(kind(bad, "ThrottlingException"), ErrorKind::Unavailable);
        assert_eq!(kind(StatusCode::BAD_GATEWAY, ""), ErrorKind::Unavailable);
        assert_eq!(kind(StatusCode::FORBIDDEN, "UnrecognizedClientException"), ErrorKind::Denied);
    }
}
