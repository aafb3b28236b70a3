//! Plain data that configures an office; components are given to its builder.

use std::fmt;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
