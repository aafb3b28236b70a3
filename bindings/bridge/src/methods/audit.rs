//! The methods of the audit, and the functions of what it gives.

use schemars::JsonSchema;
use secretariat::audit::{AuditKey, AuditOrder, AuditRecord, AuditReport, Checkpoint, verify_export};
use secretariat::{Office, Result};
use serde::Deserialize;

use super::page_size;
use crate::method::{Function, Method};

/// Reads entries, oldest first unless `order` says otherwise (right `audit.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Read {
    /// In which order.
    #[serde(default)]
    order: AuditOrder,
    /// The sequence number of the last entry that is known already, in that order; 0 starts at the first one.
    #[serde(default)]
    after: u64,
    /// The most entries.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Read {
    const NAME: &'static str = "audit.read";
    type Output = Vec<AuditRecord>;

    async fn run(self, office: Office) -> Result<Vec<AuditRecord>> {
        office.audit().read_in(self.order, self.after, self.limit).await
    }
}

/// Seals all entries that are there now, and returns a signed checkpoint to keep elsewhere (right
/// `audit.seal`). It takes the office's audit key.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seal {}

impl Method for Seal {
    const NAME: &'static str = "audit.seal";
    type Output = Checkpoint;

    async fn run(self, office: Office) -> Result<Checkpoint> {
        office.audit().seal().await
    }
}

/// Reads the whole log and its seals, and reports the first damage (right `audit.verify`). With a checkpoint, a
/// log that was cut off before it is damaged too. It takes the office's audit key.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verify {
    /// A checkpoint that was kept elsewhere.
    #[serde(default)]
    checkpoint: Option<Checkpoint>,
}

impl Method for Verify {
    const NAME: &'static str = "audit.verify";
    type Output = AuditReport;

    async fn run(self, office: Office) -> Result<AuditReport> {
        office.audit().verify(self.checkpoint.as_ref()).await
    }
}

/// Returns the log with its seals as JSON lines, which `verify_audit` verifies without an office (right
/// `audit.export`). The export is itself an entry of the log.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Export {}

impl Method for Export {
    const NAME: &'static str = "audit.export";
    type Output = String;

    async fn run(self, office: Office) -> Result<String> {
        office.audit().export().await
    }
}

/// Verifies an exported audit, against a checkpoint if there is one. Damage is no error but stands in the
/// report.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerifyAudit {
    /// The export.
    text: String,
    /// The audit key under which it was sealed, as 64 hexadecimal digits.
    key: AuditKey,
    /// A checkpoint that was kept elsewhere.
    #[serde(default)]
    checkpoint: Option<Checkpoint>,
}

impl Function for VerifyAudit {
    const NAME: &'static str = "verify_audit";
    const SLOW: bool = true;
    type Output = AuditReport;

    fn run(self) -> Result<AuditReport> {
        verify_export(&self.text, &self.key, self.checkpoint.as_ref())
    }
}

/// Says whether no damage was found.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportIsWhole {
    /// The report.
    this: AuditReport,
}

impl Function for ReportIsWhole {
    const NAME: &'static str = "AuditReport.is_whole";
    type Output = bool;

    fn run(self) -> Result<bool> {
        Ok(self.this.is_whole())
    }
}

/// Throws `corrupt` naming what is damaged, if anything is.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportEnsureWhole {
    /// The report.
    this: AuditReport,
}

impl Function for ReportEnsureWhole {
    const NAME: &'static str = "AuditReport.ensure_whole";
    type Output = ();

    fn run(self) -> Result<()> {
        self.this.ensure_whole()
    }
}
