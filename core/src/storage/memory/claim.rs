//! Claims due work.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::state::State;
use super::table::{Due, Table, integer};
use crate::id::WorkspaceId;
use crate::storage::turns::{self, Candidate};
use crate::storage::{AttributeValue, Claim, Claimed, Collection};

/// A candidate and its workspace.
type Waiting = Candidate<WorkspaceId>;

/// Writes leases and returns the claimed records.
pub(super) fn apply(state: &mut State, collection: &Collection, claim: &Claim) -> Vec<Claimed> {
    if claim.limit == 0 || claim.kinds.is_empty() {
        return Vec::new();
    }
    let now = claim.now.as_microsecond();
    let mut candidates: Vec<Waiting> = Vec::new();
    let mut held: HashMap<String, usize> = HashMap::new();
    for (name, workspace) in &state.workspaces {
        let Some(table) = workspace.tables.get(claim.collection) else { continue };
        let live = table.leased.range((now.saturating_add(1), Arc::from(""))..).count();
        held.insert(name.as_str().to_owned(), live);
        let due = free(table, claim, now).chain(run_out(table, claim, now));
        candidates.extend(due.map(|(priority, wake_at, id)| Candidate {
            priority,
            served: workspace.served,
            wake_at,
            workspace: name.as_str().to_owned(),
            id,
            place: name.clone(),
        }));
    }
    if candidates.is_empty() {
        return Vec::new();
    }
    let chosen = turns::choose(candidates, held, claim);
    let until = claim.lease_until.as_microsecond();
    let mut claimed = Vec::with_capacity(chosen.candidates.len());
    for candidate in chosen.candidates {
        let Some(workspace) = state.workspaces.get_mut(&candidate.place) else { continue };
        let Some(table) = workspace.tables.get_mut(claim.collection) else { continue };
        if let Some(record) = table.lease(collection, &candidate.id, until) {
            let epoch = integer(&record, "epoch").unwrap_or_default().unsigned_abs();
            claimed.push(Claimed { record, epoch });
        }
    }
    for workspace in chosen.turns {
        state.turn += 1;
        let turn = state.turn;
        if let Ok(name) = WorkspaceId::try_from(workspace)
            && let Some(workspace) = state.workspaces.get_mut(&name)
        {
            workspace.served = turn;
        }
    }
    claimed
}

/// The due work that nobody holds: priority, due time and id, the oldest of each kind and priority.
fn free<'a>(
    table: &'a Table,
    claim: &'a Claim,
    now: i64,
) -> impl Iterator<Item = (i64, i64, String)> + use<'a> {
    let most = usize::try_from(turns::most(claim)).unwrap_or(usize::MAX);
    let kinds: BTreeSet<&String> = claim.kinds.iter().collect();
    kinds.into_iter().flat_map(move |kind| {
        let mut due = Vec::new();
        let mut from = (kind.clone(), Reverse(i64::MAX), i64::MIN, Arc::from(""));
        while let Some((_, priority, ..)) =
            table.free.range(from.clone()..).next().filter(|next| next.0 == *kind)
        {
            let line = table.free.range((kind.clone(), *priority, i64::MIN, Arc::from(""))..);
            let is_due = |next: &&Due| next.0 == *kind && next.1 == *priority && next.2 <= now;
            due.extend(
                line.take_while(is_due).take(most).map(|next| (priority.0, next.2, next.3.to_string())),
            );
            // The highest priorities suffice when they fill the claim.
            let (Some(below), true) = (priority.0.checked_sub(1), due.len() < most) else { break };
            from = (kind.clone(), Reverse(below), i64::MIN, Arc::from(""));
        }
        due
    })
}

/// The due work whose lease has run out.
fn run_out<'a>(
    table: &'a Table,
    claim: &'a Claim,
    now: i64,
) -> impl Iterator<Item = (i64, i64, String)> + use<'a> {
    let over = table.leased.range(..(now.saturating_add(1), Arc::from("")));
    over.filter_map(move |(_, id)| {
        let record = table.get(id)?;
        let Some(AttributeValue::Text(kind)) = record.attributes.get("kind") else { return None };
        let wake_at = integer(record, "wake_at").filter(|wake_at| *wake_at <= now)?;
        let priority = integer(record, "priority").unwrap_or_default();
        claim.kinds.contains(kind).then(|| (priority, wake_at, id.to_string()))
    })
}
