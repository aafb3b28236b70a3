//! Claims: who gets which due work.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use secretariat::id::WorkspaceId;
use secretariat::storage::{AttributeValue, Claim, Claimed, Record};

use super::state::State;

/// The due work of one workspace, oldest first.
type Line = VecDeque<(i64, Record)>;

/// Writes leases and returns the claimed records.
pub(super) fn apply(state: &mut State, claim: &Claim) -> Vec<Claimed> {
    let now = claim.now.as_microsecond();
    let mut held: BTreeMap<WorkspaceId, usize> = BTreeMap::new();
    let mut due: BTreeMap<Reverse<i64>, BTreeMap<WorkspaceId, Line>> = BTreeMap::new();
    for record in state.everywhere(claim.collection) {
        let Some(wake_at) = integer(record, "wake_at") else { continue };
        if integer(record, "lease_until").is_some_and(|until| until > now) {
            *held.entry(record.workspace.clone()).or_default() += 1;
        } else if wake_at <= now && claim.kinds.iter().any(|kind| is_of(record, kind)) {
            let priority = Reverse(integer(record, "priority").unwrap_or_default());
            let lines = due.entry(priority).or_default();
            lines.entry(record.workspace.clone()).or_default().push_back((wake_at, record.clone()));
        }
    }
    let mut claimed = Vec::new();
    for lines in due.into_values() {
        let mut lines: Vec<(WorkspaceId, Line)> = lines.into_iter().collect();
        for (_, line) in &mut lines {
            line.make_contiguous().sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        }
        lines.sort_by_key(|(workspace, line)| {
            let served = state.served.get(workspace).copied().unwrap_or_default();
            (served, line.front().map(|first| first.0))
        });
        while claimed.len() < claim.limit && !lines.is_empty() {
            lines.retain_mut(|(workspace, line)| {
                let held = held.entry(workspace.clone()).or_default();
                if *held >= claim.per_workspace || claimed.len() == claim.limit {
                    return false;
                }
                let Some((_, record)) = line.pop_front() else { return false };
                *held += 1;
                let turn = state.served.values().max().copied().unwrap_or_default() + 1;
                state.served.insert(workspace.clone(), turn);
                claimed.push(take(state, record, claim));
                true
            });
        }
    }
    claimed
}

fn integer(record: &Record, name: &str) -> Option<i64> {
    match record.attributes.get(name) {
        Some(AttributeValue::Integer(integer)) => Some(*integer),
        _ => None,
    }
}

fn is_of(record: &Record, kind: &str) -> bool {
    matches!(record.attributes.get("kind"), Some(AttributeValue::Text(text)) if text == kind)
}

/// Writes the lease of one record.
fn take(state: &mut State, mut record: Record, claim: &Claim) -> Claimed {
    let epoch = integer(&record, "epoch").unwrap_or_default() + 1;
    let lease = claim.lease_until.as_microsecond();
    record.attributes.insert("epoch", AttributeValue::Integer(epoch));
    record.attributes.insert("lease_until", AttributeValue::Integer(lease));
    record.version = state.lease(record.clone());
    Claimed { record, epoch: epoch.unsigned_abs() }
}
