//! Plain data that configures an office; components are given to its builder.

mod assistant;
mod forwarding;
mod mcp;
mod model;
mod webhooks;

use std::fmt;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::assistant::AssistantSettings;
pub use self::forwarding::ForwardingSettings;
pub use self::mcp::{McpPlace, McpServer};
pub use self::model::{
    ApiKey, ModelLimits, ModelPrices, ModelRetries, ModelSettings, ModelTimeouts, ModelWire,
};
pub use self::webhooks::WebhookSettings;

/// Budgets for reading one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The largest file that is read, in bytes.
    pub file_bytes: u64,
    /// The memory that parsing may use beside the file, in bytes: counts everything decompressed.
    pub memory_bytes: u64,
    /// The CPU time of parsing, in milliseconds.
    pub cpu_millis: u64,
    /// How deep structures may nest.
    pub depth: u32,
    /// The most pages, slides or sheets that are read.
    pub pages: u32,
    /// The most characters of text that are kept.
    pub characters: u64,
    /// The most attachments, and archive entries, that are read.
    pub entries: u32,
    /// How long one call of a component that the application brings may take, in milliseconds.
    pub callback_millis: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 << 20,
            memory_bytes: 256 << 20,
            cpu_millis: 10_000,
            depth: 64,
            pages: 5_000,
            characters: 20_000_000,
            entries: 1_000,
            callback_millis: 60_000,
        }
    }
}

/// Where untrusted files are parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Isolation {
    /// In this process, on a thread of its own, within budgets of memory, depth and time.
    InProcess,
    /// In the helper program `secretariat-parser` at this path, limited by the operating system.
    Program {
        /// Where the program is.
        path: PathBuf,
    },
}

/// How an office works.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Budgets for reading one file.
    pub limits: Limits,
    /// Where untrusted files are parsed; in this process when absent. Packages that carry the helper program
    /// use it when absent.
    pub isolation: Option<Isolation>,
    /// The program that reads scanned pages (tesseract), if it is installed.
    pub tesseract: Option<PathBuf>,
    /// Whose office this is; without it, the mails of the office tell.
    pub owner: Option<Owner>,
    /// The time zone of dates such as "tomorrow", as an IANA name; UTC when absent.
    pub time_zone: Option<String>,
    /// How many files are parsed at the same time; as many as there are processors when absent.
    pub parallel: Option<usize>,
    /// How many pieces of long work this office does at the same time, most of them waiting for disk or
    /// network; 64 when absent. 0 leaves all work to other processes.
    pub workers: Option<usize>,
    /// Where the records are: `postgres://user:password@server:5432/database`, which many processes may share;
    /// when absent, SQLite in the folder of the office.
    pub storage: Option<ServiceUrl>,
    /// Where the files are: `file:///folder`, `s3://bucket/prefix?endpoint=…&region=…&key=…&secret=…`, `memory:` or
    /// `postgres://…`; when absent, with the records.
    pub blobs: Option<ServiceUrl>,
    /// What carries wake-ups between processes: `amqp://user:password@server:5672/vhost` or `postgres://…`; when
    /// absent, the database of the records.
    pub queue: Option<ServiceUrl>,
    /// A cache that processes share: `redis://:password@server:6379/0`; when absent, each has its own.
    pub cache: Option<ServiceUrl>,
    /// The file with the master keys under which files are kept encrypted: keys of 64 hexadecimal digits, one on
    /// a line, the first of them for new files. It is made with a new key when it is absent; who loses it loses
    /// the files. When absent, files are kept as they are.
    pub key_file: Option<PathBuf>,
    /// The service that keeps the master keys, in place of a file: `awskms://alias/NAME?region=…&key=…&secret=…` (AWS
    /// KMS; `awskms:///ARN` too; without `key` by the role of the machine). It takes the feature `kms`.
    pub keys: Option<ServiceUrl>,
    /// How mail is sent; without it, drafts are not sent from here.
    pub mail: Option<MailSettings>,
    /// The language model that is asked; without it, nothing is asked of one.
    pub model: Option<ModelSettings>,
    /// What the language model is asked for beside agents.
    pub assistant: AssistantSettings,
    /// MCP servers whose tools runs may use.
    pub mcp: Vec<McpServer>,
    /// How webhooks are told.
    pub webhooks: WebhookSettings,
    /// Where the sealed audit is forwarded to; it takes an audit key.
    pub forwarding: Option<ForwardingSettings>,
}

/// How mail is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Where mail goes: `smtp://user:password@server:587` (TLS after STARTTLS is required, but for `?tls=none` to a
    /// server on this machine), `smtps://user:password@server:465`, `jmaps://user:password@server/` (JMAP), or
    /// `folder:./outgoing`. `?auth=xoauth2` takes the
    /// password for an OAuth 2 token, `?ca=/path.pem` trusts one more root certificate.
    pub outgoing: Option<ServiceUrl>,
    /// The mailbox in which sent mail is filed and found again when it is in doubt: `imaps://user:password@server`.
    /// `?filed=server` says that the server itself files what it sends, so that what is not there was not sent.
    pub sent: Option<ServiceUrl>,
    /// The mailbox that is read into the office: `imaps://user:password@server` (after `?` also `folder=NAME`),
    /// `maildir:/folder`, or `folder:/folder` with `.eml` files.
    pub incoming: Option<ServiceUrl>,
    /// The address that failures are reported to (the envelope's sender); when absent, that of each draft's sender.
    pub from: Option<String>,
    /// How recipients of announcements unsubscribe by one click.
    pub unsubscribe: Option<UnsubscribeSettings>,
    /// Signs what is sent, when the sender's address is of that domain.
    pub dkim: Option<DkimSettings>,
    /// How long an approved message waits in case somebody cancels it, in seconds.
    pub undo_seconds: u32,
    /// When nothing is sent, unless a message names its own time.
    pub quiet_hours: Option<QuietHours>,
    /// How much may be sent.
    pub limits: SendLimits,
    /// How sending is tried again.
    pub retries: SendRetries,
    /// How long a server may take for one step of the dialogue, in milliseconds; for its last word five times as long.
    pub step_millis: u64,
    /// How many messages one process sends at the same time.
    pub parallel: usize,
}

/// How recipients of announcements unsubscribe by one click (RFC 8058).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsubscribeSettings {
    /// What the recipient's own token is put behind, such as `https://ours.example/unsubscribe?token=`. What is posted
    /// there is given to `Communications::unsubscribe`.
    pub link: String,
    /// A file with at least 32 random bytes, under which tokens are signed. Who changes it makes the links of all
    /// earlier messages useless.
    pub key_file: PathBuf,
    /// The id of the list, such as `news.ours.example`.
    pub list: String,
    /// What people call the list.
    #[serde(default)]
    pub name: Option<String>,
}

/// Signs mail by DKIM (RFC 6376).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DkimSettings {
    /// The domain that signs, such as `example.com`.
    pub domain: String,
    /// Under which name the public key stands in the DNS: `SELECTOR._domainkey.DOMAIN`.
    pub selector: String,
    /// The private key as a PEM file (PKCS #8): RSA of at least 2,048 bits, or Ed25519.
    pub key_file: PathBuf,
}

/// Hours in which nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// When they begin, such as `20:00`.
    #[schemars(with = "String")]
    pub from: jiff::civil::Time,
    /// When they end, on the next day if that is earlier.
    #[schemars(with = "String")]
    pub to: jiff::civil::Time,
    /// Whether Saturday and Sunday are quiet as a whole.
    #[serde(default)]
    pub weekends: bool,
    /// The time zone of the two, as an IANA name.
    pub time_zone: String,
}

/// How much may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendLimits {
    /// The most recipients of one message.
    pub recipients: u32,
    /// The largest message, with its attachments as they are encoded, in bytes.
    pub message_bytes: u64,
    /// The most messages of one sender in a minute; any number when absent.
    pub per_sender_per_minute: Option<u32>,
    /// The most messages to one domain in a minute; any number when absent.
    pub per_domain_per_minute: Option<u32>,
}

/// How sending is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendRetries {
    /// How often a message is handed over at most.
    pub attempts: u32,
    /// The pause after a first failure, in milliseconds; it doubles with each further one.
    pub first_millis: u64,
    /// The longest pause, in milliseconds.
    pub most_millis: u64,
    /// How often a message that is in doubt is looked for before it waits for an operator.
    pub looks: u32,
    /// The pause after a first look, in milliseconds; it doubles with each further one.
    pub look_millis: u64,
    /// Whether everything that was sent is surely found again: a message that the last look does not find is then
    /// tried again. Set it only where the mail server itself files what it sends.
    pub absent_is_unsent: bool,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            outgoing: None,
            sent: None,
            incoming: None,
            from: None,
            unsubscribe: None,
            dkim: None,
            undo_seconds: 10,
            quiet_hours: None,
            limits: SendLimits::default(),
            retries: SendRetries::default(),
            step_millis: 60_000,
            parallel: 16,
        }
    }
}

impl Default for SendLimits {
    fn default() -> Self {
        Self {
            recipients: 500,
            message_bytes: 25 << 20,
            per_sender_per_minute: None,
            per_domain_per_minute: None,
        }
    }
}

impl Default for SendRetries {
    fn default() -> Self {
        Self {
            attempts: 12,
            first_millis: 60_000,
            most_millis: 4 * 60 * 60 * 1_000,
            looks: 8,
            look_millis: 30_000,
            absent_is_unsent: false,
        }
    }
}

/// The address of a service, which may hold a password: it is never printed whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceUrl(String);

impl ServiceUrl {
    /// Returns the whole address, with the password.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the first colon, such as `postgres`; empty when there is none.
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }
}

impl From<&str> for ServiceUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

/// Without user, password and parameters.
impl fmt::Display for ServiceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.split(['?', '#']).next().unwrap_or_default();
        match plain.split_once("://") {
            Some((scheme, rest)) => {
                // A password may hold slashes and at-signs, so what stands before the last one is left out.
                let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                write!(f, "{scheme}://{place}")
            }
            None => f.write_str(plain),
        }
    }
}

impl fmt::Debug for ServiceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceUrl({self})")
    }
}

impl JsonSchema for ServiceUrl {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ServiceUrl".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

/// Whose office it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Owner {
    /// Its mail addresses; the first one writes where a message names none.
    pub addresses: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_printed_without_its_secrets() {
        for (url, shown) in [
            ("postgres://ann:s3cret@db:5432/office?sslmode=require", "postgres://db:5432/office"),
            ("postgres://ann:s3/cr@et@db/office", "postgres://db/office"),
            ("s3://bucket/files?key=s3cret", "s3://bucket/files"),
            ("file:///srv/office", "file:///srv/office"),
            ("memory:", "memory:"),
            ("", ""),
        ] {
            let url = ServiceUrl::from(url);
            assert_eq!(url.to_string(), shown);
            assert!(
                !format!("{:?}", Settings { storage: Some(url), ..Settings::default() }).contains("s3cret")
            );
        }
    }
}
