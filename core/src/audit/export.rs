//! The log as JSON lines, to keep elsewhere: it is verified without an office.
//!
//! The first line names the workspace; then come entries in order, each seal after the entries it covers.
//! Every line is canonical JSON: a line that is written in any other way counts as altered.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical::canonical;
use super::key::AuditKey;
use super::seal::{Checkpoint, Seal};
use super::verify::{AuditReport, Verifier};
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Line {
    Workspace { workspace: WorkspaceId, format: u32 },
    Entry { sequence: u64, entry: Value },
    Seal { seal: Seal },
}

/// The format of exports that this release writes and reads.
pub(super) const FORMAT: u32 = 1;

impl Line {
    pub(super) fn write(&self) -> Result<String> {
        let value = serde_json::to_value(self)
            .map_err(|error| Error::internal("the audit cannot be written").with_source(error))?;
        Ok(canonical(&value)? + "\n")
    }

    /// Reads a line that is written as [`Line::write`] would.
    fn read(text: &str) -> Option<Self> {
        let line: Self = serde_json::from_str(text).ok()?;
        let written = line.write().ok()?;
        (written.strip_suffix('\n') == Some(text)).then_some(line)
    }
}

/// Verifies an exported log, against a checkpoint if there is one.
///
/// # Errors
/// `invalid_input` when the text is no export of an audit; damage is no error but stands in the report.
pub fn verify_export(text: &str, key: &AuditKey, checkpoint: Option<&Checkpoint>) -> Result<AuditReport> {
    let mut lines = text.split_terminator('\n');
    let first = lines.next().and_then(Line::read);
    let Some(Line::Workspace { workspace, format: FORMAT }) = first else {
        return Err(Error::invalid_input(
            "not an export of an audit: its first line must name the workspace and format 1",
        ));
    };
    let mut verifier = Verifier::new(key, &workspace, checkpoint)?;
    for line in lines {
        if verifier.is_damaged() {
            break;
        }
        match Line::read(line) {
            Some(Line::Entry { sequence, entry }) => verifier.entry(sequence, &entry),
            Some(Line::Seal { seal }) => verifier.seal(&seal)?,
            Some(Line::Workspace { .. }) | None => verifier.unreadable(),
        }
    }
    if !text.ends_with('\n') {
        verifier.unreadable();
    }
    Ok(verifier.finish())
}
