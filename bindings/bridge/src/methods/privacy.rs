//! The methods of privacy.

use schemars::JsonSchema;
use secretariat::approvals::PayloadHash;
use secretariat::id::{ErasureId, LegalHoldId};
use secretariat::privacy::{
    DataSubject, Erasure, ErasureCheck, ErasureReport, ErasureRequest, LegalHold, NewLegalHold,
    RetentionChange, RetentionPolicy, RetentionPreview, RetentionRule, SubjectExport, Tombstone,
    TombstoneLedger,
};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Says what an erasure would take, what would stay and why, and changes nothing (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    /// What is to be erased.
    request: ErasureRequest,
}

impl Method for Report {
    const NAME: &'static str = "privacy.report";
    type Output = ErasureReport;

    async fn run(self, office: Office) -> Result<ErasureReport> {
        office.privacy().report(&self.request).await
    }
}

/// Asks for exactly what a report says (rights `data.erase` and `approvals.request`). Somebody else approves it; where
/// nobody else may, who asked does.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// What is to be erased.
    request: ErasureRequest,
    /// The hash of the report that was looked at.
    report_hash: PayloadHash,
}

impl Method for Request {
    const NAME: &'static str = "privacy.request";
    type Output = Erasure;

    async fn run(self, office: Office) -> Result<Erasure> {
        office.privacy().request(&self.request, &self.report_hash).await
    }
}

/// Reads an erasure (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The erasure.
    id: ErasureId,
}

impl Method for Get {
    const NAME: &'static str = "privacy.get";
    const BRIEF: bool = true;
    type Output = Erasure;

    async fn run(self, office: Office) -> Result<Erasure> {
        office.privacy().get(&self.id).await
    }
}

/// Lists erasures, newest first (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most erasures.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of erasures.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ErasurePage {
    /// The erasures.
    erasures: Vec<Erasure>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "privacy.list";
    type Output = ErasurePage;

    async fn run(self, office: Office) -> Result<ErasurePage> {
        let (erasures, cursor) = office.privacy().list(self.cursor, self.limit).await?;
        Ok(ErasurePage { erasures, cursor })
    }
}

/// Waits until an erasure is done or void (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {
    /// The erasure.
    id: ErasureId,
}

impl Method for Wait {
    const NAME: &'static str = "privacy.wait";
    type Output = Erasure;

    async fn run(self, office: Office) -> Result<Erasure> {
        office.privacy().wait(&self.id).await
    }
}

/// Checks the proof of an erasure against the ledger, the audit and what is stored now (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verify {
    /// The erasure.
    id: ErasureId,
}

impl Method for Verify {
    const NAME: &'static str = "privacy.verify";
    type Output = ErasureCheck;

    async fn run(self, office: Office) -> Result<ErasureCheck> {
        office.privacy().verify(&self.id).await
    }
}

/// Places a legal hold (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceHold {
    /// The hold.
    hold: NewLegalHold,
}

impl Method for PlaceHold {
    const NAME: &'static str = "privacy.place_hold";
    type Output = LegalHold;

    async fn run(self, office: Office) -> Result<LegalHold> {
        office.privacy().place_hold(self.hold).await
    }
}

/// Reads all legal holds, oldest first (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holds {}

impl Method for Holds {
    const NAME: &'static str = "privacy.holds";
    type Output = Vec<LegalHold>;

    async fn run(self, office: Office) -> Result<Vec<LegalHold>> {
        office.privacy().holds().await
    }
}

/// Releases a legal hold, and returns what it was (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseHold {
    /// The hold.
    id: LegalHoldId,
}

impl Method for ReleaseHold {
    const NAME: &'static str = "privacy.release_hold";
    type Output = LegalHold;

    async fn run(self, office: Office) -> Result<LegalHold> {
        office.privacy().release_hold(&self.id).await
    }
}

/// Reads how long things are kept (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadRetention {}

impl Method for ReadRetention {
    const NAME: &'static str = "privacy.retention";
    type Output = RetentionPolicy;

    async fn run(self, office: Office) -> Result<RetentionPolicy> {
        office.privacy().retention().await
    }
}

/// Sets how long things are kept (right `data.erase`): what is older goes by itself, without a further approval.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetRetention {
    /// The rules, and the version that was looked at.
    change: RetentionChange,
}

impl Method for SetRetention {
    const NAME: &'static str = "privacy.set_retention";
    type Output = RetentionPolicy;

    async fn run(self, office: Office) -> Result<RetentionPolicy> {
        office.privacy().set_retention(self.change).await
    }
}

/// Says what retention periods would erase if they were set now, and changes nothing (right `data.erase`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewRetention {
    /// The rules.
    rules: Vec<RetentionRule>,
}

impl Method for PreviewRetention {
    const NAME: &'static str = "privacy.preview_retention";
    type Output = RetentionPreview;

    async fn run(self, office: Office) -> Result<RetentionPreview> {
        office.privacy().preview_retention(&self.rules).await
    }
}

/// Writes everything about a person into a ZIP archive (right `data.export`), which is there only when it is whole.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Export {
    /// The person.
    subject: DataSubject,
    /// The file.
    path: String,
}

impl Method for Export {
    const NAME: &'static str = "privacy.export";
    type Output = SubjectExport;

    async fn run(self, office: Office) -> Result<SubjectExport> {
        office.privacy().export_to(&self.subject, &self.path).await
    }
}

/// Reads the ledger of what was erased (right `data.erase`): ids only, to be kept apart from backups.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tombstones {
    /// The sequence of the last tombstone that is known already.
    #[serde(default)]
    after: u64,
    /// The most tombstones, up to 1,000.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Tombstones {
    const NAME: &'static str = "privacy.tombstones";
    type Output = TombstoneLedger;

    async fn run(self, office: Office) -> Result<TombstoneLedger> {
        office.privacy().tombstones(self.after, self.limit).await
    }
}

/// Erases again what is there again after an older copy was restored (right `data.erase`), and returns the erasure that
/// does it, if there is anything to do.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplayTombstones {
    /// The ledger, as it was read before.
    tombstones: Vec<Tombstone>,
}

impl Method for ReplayTombstones {
    const NAME: &'static str = "privacy.replay_tombstones";
    type Output = Option<Erasure>;

    async fn run(self, office: Office) -> Result<Option<Erasure>> {
        office.privacy().replay_tombstones(&self.tombstones).await
    }
}
