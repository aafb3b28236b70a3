//! Checks a proof: against itself, the ledger, the audit and what is stored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::erasure::ErasureProof;
use super::find::Finder;
use super::kind::DataKind;
use super::ledger::{self, TombstoneItem};
use crate::audit::AUDIT;
use crate::error::Result;
use crate::rights::Scope;
use crate::storage::Query;

/// Records and events that are read at once.
const PAGE: usize = 500;

/// What a check of a proof found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErasureCheck {
    /// The proof.
    pub proof: ErasureProof,
    /// Whether nothing is wrong.
    pub is_sound: bool,
    /// What is wrong.
    pub faults: Vec<ErasureFault>,
}

/// Something that is wrong with a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureFault {
    /// The proof was altered.
    Altered,
    /// The ledger says something else.
    LedgerDiffers,
    /// The audit has no entry with the hash of the proof.
    NotInAudit,
    /// Something is there again: replay the tombstones.
    ThereAgain,
}

pub(super) async fn verify(scope: &Scope, finder: &Finder, proof: ErasureProof) -> Result<ErasureCheck> {
    let mut faults = Vec::new();
    if proof.computed()? != proof.hash {
        faults.push(ErasureFault::Altered);
    }
    let items = ledger::items_of(scope.storage().as_ref(), scope.workspace(), &proof.erasure).await?;
    if ledger::hash(&items) != proof.items_hash || items.len() as u64 != proof.items {
        faults.push(ErasureFault::LedgerDiffers);
    }
    if !is_in_audit(scope, &proof).await? {
        faults.push(ErasureFault::NotInAudit);
    }
    let mut targets = Vec::new();
    if items.iter().any(|item| item.kind == DataKind::Suppression) {
        let stored = suppressions(scope).await?;
        targets.extend(stored.iter().map(|target| TombstoneItem::new(DataKind::Suppression, target)));
    }
    for item in &items {
        let place = finder.place(item.kind);
        let is_there = match item.kind {
            DataKind::Suppression => targets.contains(item),
            kind => scope.storage().get(place, kind.collection(), &item.id).await?.is_some(),
        };
        if is_there {
            faults.push(ErasureFault::ThereAgain);
            break;
        }
    }
    Ok(ErasureCheck { proof, is_sound: faults.is_empty(), faults })
}

async fn is_in_audit(scope: &Scope, proof: &ErasureProof) -> Result<bool> {
    let mut after = 0;
    loop {
        let entries = scope.storage().read(scope.workspace(), AUDIT, after, PAGE).await?;
        let Some(last) = entries.last() else { return Ok(false) };
        after = last.sequence;
        let is = |event: &Value, place: &str, value: &str| {
            event.pointer(place).and_then(Value::as_str) == Some(value)
        };
        let says = |event: &Value| {
            is(event, "/action", "privacy.erase")
                && is(event, "/target/id", proof.erasure.as_str())
                && is(event, "/details/proof", proof.hash.as_str())
        };
        if entries.iter().any(|entry| says(&entry.event)) {
            return Ok(true);
        }
    }
}

/// The addresses and domains that get nothing.
pub(super) async fn suppressions(scope: &Scope) -> Result<Vec<String>> {
    let (mut targets, mut cursor) = (Vec::new(), None);
    loop {
        let collection = DataKind::Suppression.collection();
        let query = Query { cursor, limit: PAGE, ..Query::new(scope.workspace().clone(), collection) };
        let page = scope.storage().query(query).await?;
        targets.extend(page.records.into_iter().map(|record| record.id));
        match page.cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(targets),
        }
    }
}
