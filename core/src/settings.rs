//! Plain data that configures an office; components are given to its builder.

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
}

/// Whose office it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Owner {
    /// Its mail addresses; the first one writes where a message names none.
    pub addresses: Vec<String>,
}
