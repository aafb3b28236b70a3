//! An erasure: its record, its plan, and the proof that it was carried out.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::kind::DataKind;
use crate::approvals::{PayloadHash, Subject};
use crate::error::{Error, Result};
use crate::id::{ApprovalId, ErasureId, WorkspaceId};
use crate::rights::{Actor, encode};
use crate::storage::{Attribute, AttributeKind, AttributeValue, Batch, Collection, Delete, Expect, Put};

/// The collection of erasures, whose ids sort by their time. They hold ids and counts, no personal data.
pub const ERASURES: Collection = Collection { name: "erasures", attributes: &[] };

/// What erasures that are not done have still to do, page by page.
pub const ERASURE_PLANS: Collection = Collection {
    name: "erasure_plans",
    attributes: &[Attribute { name: "erasure", kind: AttributeKind::Text, unique: false }],
};

/// The kind of the subject of its approval.
pub(super) const SUBJECT: &str = "erasure";
/// The kind of its work.
pub(super) const KIND: &str = "erase";
/// Things of one page of a plan, which one commit takes.
pub(super) const PAGE: usize = 100;

/// An erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Erasure {
    /// The id.
    pub id: ErasureId,
    /// Why there is one.
    pub cause: ErasureCause,
    /// How far it is.
    pub state: ErasureState,
    /// Who asked for it, or set the retention periods.
    pub requested_by: Actor,
    /// The approval that it waits for, or had.
    pub approval: Option<ApprovalId>,
    /// The hash of the report that it carries out.
    pub report_hash: PayloadHash,
    /// When it was asked for.
    pub created: Timestamp,
    /// What is to go and what has gone, by kind.
    pub counts: Vec<ErasureCount>,
    /// The pages of its plan.
    pub pages: usize,
    /// The proof, when it is done.
    pub proof: Option<ErasureProof>,
}

/// Why there is an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureCause {
    /// Somebody asked for it.
    Requested,
    /// Retention periods were over.
    Retention,
    /// An older copy was restored, in which something was there again.
    Restored,
}

/// How far an erasure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    /// It waits for approval.
    Waiting,
    /// It is carried out.
    Running,
    /// It was carried out.
    Done,
    /// It was rejected or taken back: nothing was erased.
    Void,
}

/// How many things of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureCount {
    /// The kind.
    pub kind: DataKind,
    /// How many were to go.
    pub planned: u64,
    /// How many went; what was gone before does not count.
    pub erased: u64,
    /// How many stayed after all: a hold was placed or something was in progress meanwhile.
    pub kept: u64,
}

/// What can be shown afterwards: that it was done, by whose will, and how much, without any personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureProof {
    /// The erasure.
    pub erasure: ErasureId,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Why it was done.
    pub cause: ErasureCause,
    /// The hash of the report that was carried out.
    pub report_hash: PayloadHash,
    /// Who asked for it.
    pub requested_by: Actor,
    /// Who approved it.
    pub approved_by: Vec<Actor>,
    /// When it was asked for.
    pub requested: Timestamp,
    /// When everything had gone.
    pub erased: Timestamp,
    /// How much of each kind.
    pub counts: Vec<ErasureCount>,
    /// How many things are in the ledger.
    pub items: u64,
    /// The SHA-256 of their kinds and ids, one `kind/id` on a line, sorted.
    pub items_hash: PayloadHash,
    /// How many files went with them.
    pub files: u64,
    /// The SHA-256 of all fields above, which the audit has too.
    pub hash: PayloadHash,
}

/// A page of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlanPage {
    /// What has still to go.
    pub(super) items: Vec<(DataKind, String)>,
    /// Signs of things that went before and whose ids are personal: collection and id.
    #[serde(default)]
    pub(super) traces: Vec<(String, String)>,
    /// The hashes that what went had in it: of files, perhaps.
    #[serde(default)]
    pub(super) hashes: Vec<String>,
}

impl Erasure {
    /// Says whether nothing happens any more.
    pub fn is_over(&self) -> bool {
        matches!(self.state, ErasureState::Done | ErasureState::Void)
    }

    pub(super) fn put(&self, workspace: &WorkspaceId, expect: Expect) -> Result<Put> {
        encode(workspace, ERASURES, self.id.as_str(), self, expect)
    }

    pub(super) fn subject(&self) -> Subject {
        Subject::new(SUBJECT, &self.id)
    }

    /// Adds the plan to the batch that makes the erasure.
    pub(super) fn plan(
        &mut self,
        items: Vec<(DataKind, String)>,
        traces: Vec<(String, String)>,
        batch: &mut Batch,
    ) -> Result<()> {
        self.counts = counts(&items);
        let mut pages: Vec<PlanPage> = items
            .chunks(PAGE)
            .map(|items| PlanPage { items: items.to_vec(), ..PlanPage::default() })
            .collect();
        if !traces.is_empty() {
            pages.push(PlanPage { traces, ..PlanPage::default() });
        }
        self.pages = pages.len();
        for (number, page) in pages.iter().enumerate() {
            batch.puts.push(page.put(&batch.workspace, &self.id, number, Expect::Absent)?);
        }
        Ok(())
    }

    /// Adds the removal of the whole plan to a batch.
    pub(super) fn forget_plan(&self, batch: &mut Batch) {
        batch.deletes.extend((0..self.pages).map(|page| Delete {
            collection: ERASURE_PLANS.name,
            id: page_id(&self.id, page),
            expect: Expect::Any,
        }));
    }
}

impl PlanPage {
    pub(super) fn put(
        &self,
        workspace: &WorkspaceId,
        erasure: &ErasureId,
        number: usize,
        expect: Expect,
    ) -> Result<Put> {
        let mut put = encode(workspace, ERASURE_PLANS, &page_id(erasure, number), self, expect)?;
        put.record.attributes.insert("erasure", AttributeValue::Text(erasure.to_string()));
        Ok(put)
    }
}

impl ErasureProof {
    /// Computes the hash over everything but itself.
    pub(super) fn computed(&self) -> Result<PayloadHash> {
        let mut value = serde_json::to_value(self)
            .map_err(|error| Error::internal("a proof cannot be written").with_source(error))?;
        if let Some(fields) = value.as_object_mut() {
            fields.remove("hash");
        }
        PayloadHash::of_json(&value)
    }
}

pub(super) fn page_id(erasure: &ErasureId, number: usize) -> String {
    format!("{erasure}.{number}")
}

fn counts(items: &[(DataKind, String)]) -> Vec<ErasureCount> {
    let count = |kind| items.iter().filter(|(of, _)| *of == kind).count() as u64;
    let all =
        DataKind::ALL.into_iter().map(|kind| ErasureCount { kind, planned: count(kind), erased: 0, kept: 0 });
    all.filter(|count| count.planned > 0).collect()
}
