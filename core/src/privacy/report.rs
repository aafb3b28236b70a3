//! What an erasure would take, what would stay, and why.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::kind::DataKind;
use super::subject::DataSubject;
use crate::approvals::PayloadHash;
use crate::error::Result;
use crate::id::{DocumentId, DraftId, LegalHoldId, RunId, WorkspaceId};

/// What is to be erased: everything of a person, single things, or both, and what was decided about single things.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ErasureRequest {
    /// The person.
    pub subject: Option<DataSubject>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Drafts.
    pub drafts: Vec<DraftId>,
    /// Runs.
    pub runs: Vec<RunId>,
    /// What was decided about things of the report.
    pub choices: Vec<ErasureChoice>,
}

/// What was decided about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureChoice {
    /// Its kind.
    pub kind: DataKind,
    /// Its id.
    pub id: String,
    /// Whether it goes.
    pub erase: bool,
}

/// What an erasure would do. It is made anew with each call and never stored: it names people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureReport {
    /// Everything that was found, by kind.
    pub items: Vec<ErasureItem>,
    /// How many things would go.
    pub erased: u64,
    /// How many things would stay.
    pub kept: u64,
    /// How many things wait for a choice; only without any can the erasure be requested.
    pub undecided: u64,
    /// How many entries of the audit name something that goes. They stay, as they hold ids and no personal data.
    pub audit_entries: u64,
    /// The hash of what would be done, which the request and the approval are bound to.
    pub hash: PayloadHash,
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureItem {
    /// Its kind.
    pub kind: DataKind,
    /// Its id.
    pub id: String,
    /// What people call it, where it has a name.
    pub name: Option<String>,
    /// Why it was found.
    pub because: BTreeSet<ErasureReason>,
    /// Others that a document names, at most 20: whoever keeps or erases it decides about their data too.
    pub others: Vec<String>,
    /// What becomes of it.
    pub fate: ErasureFate,
    /// Why it stays, if it does.
    pub kept_because: Option<KeptReason>,
    /// The legal holds that keep it.
    pub holds: Vec<LegalHoldId>,
}

/// Why something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureReason {
    /// The request names it.
    Requested,
    /// It holds an address of the person.
    NamesAddress,
    /// It holds a name of the person.
    NamesPerson,
    /// It refers to the person's contact or membership, or to something that goes.
    RefersTo,
    /// It lies inside a document that goes, or holds one.
    Attached,
    /// Its retention period is over.
    Expired,
}

/// What becomes of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureFate {
    /// It goes.
    Erase,
    /// It stays.
    Keep,
    /// It names others too: somebody has to choose.
    Undecided,
}

/// Why something stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeptReason {
    /// A legal hold is on it.
    LegalHold,
    /// It is in progress: cancel it, or wait until it has ended.
    InProgress,
    /// Somebody chose so.
    Chosen,
    /// Without it the person would get mail again; a choice may erase it.
    StopsMail,
    /// The office made it for itself; a choice may erase it.
    OwnTemplate,
    /// The person belongs to the organisation: remove the member first, in its first workspace.
    IsMember,
}

impl ErasureReport {
    pub(super) fn new(workspace: &WorkspaceId, items: Vec<ErasureItem>, traces: &[String]) -> Result<Self> {
        let count = |fate| items.iter().filter(|item| item.fate == fate).count() as u64;
        let done: Vec<_> = items.iter().map(|item| json!([item.kind, item.id, item.fate])).collect();
        let payload = json!({"workspace": workspace, "items": done, "traces": traces});
        Ok(Self {
            erased: count(ErasureFate::Erase),
            kept: count(ErasureFate::Keep),
            undecided: count(ErasureFate::Undecided),
            audit_entries: 0,
            hash: PayloadHash::of_json(&payload)?,
            items,
        })
    }
}
