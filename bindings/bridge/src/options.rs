//! How an office is opened from another language.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use schemars::JsonSchema;
use secretariat::audit::AuditKey;
use secretariat::clock::FixedClock;
use secretariat::id::SeededRandomness;
use secretariat::settings::{Isolation, Settings};
use secretariat::{Office, Result};
use serde::Deserialize;

use crate::callbacks::Callbacks;

/// Opens an office: its parts, and what the package brings along.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    /// The folder that holds the office, made if it is not there; without it, everything is in memory.
    folder: Option<PathBuf>,
    /// How the office works.
    settings: Option<Settings>,
    /// A fixed time and fixed ids, for tests and replays.
    replay: Option<Replay>,
    /// The key under which the audit is sealed, as 64 hexadecimal digits: a secret that the application keeps
    /// apart from the office. Without it the audit is written, but not protected.
    audit_key: Option<AuditKey>,
    /// The parser program that the package carries.
    parser_program: Option<PathBuf>,
}

/// A fixed time and fixed ids: the same calls give the same results, to the letter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replay {
    /// The time that it is.
    now: Timestamp,
    /// The seed of ids.
    #[serde(default)]
    seed: u64,
}

impl Options {
    /// Opens the office.
    pub(crate) async fn open(self, callbacks: Callbacks) -> Result<Office> {
        let mut settings = self.settings.unwrap_or_default();
        if settings.isolation.is_none() {
            settings.isolation = self.parser_program.map(|path| Isolation::Program { path });
        }
        let builder = callbacks.build(Office::builder(), &settings.limits).await?;
        let mut builder = builder.settings(settings);
        if let Some(folder) = self.folder {
            builder = builder.folder(folder);
        }
        if let Some(Replay { now, seed }) = self.replay {
            builder = builder.clock(Arc::new(FixedClock::new(now)));
            builder = builder.randomness(Arc::new(SeededRandomness::new(seed)));
        }
        if let Some(key) = self.audit_key {
            builder = builder.audit_key(key);
        }
        builder.build().await
    }
}
