//! Which due work a claim takes: by priority, then one piece of each workspace in turn.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::Claim;

/// A record that could be claimed, and where its backend finds it.
#[derive(Debug, Clone)]
pub(super) struct Candidate<P> {
    pub(super) priority: i64,
    /// When a claim last served the workspace: greater is later.
    pub(super) served: i64,
    pub(super) wake_at: i64,
    pub(super) workspace: String,
    pub(super) id: String,
    pub(super) place: P,
}

/// What a claim takes.
#[derive(Debug)]
pub(super) struct Chosen<P> {
    pub(super) candidates: Vec<Candidate<P>>,
    /// The workspaces in the order in which they were last served.
    pub(super) turns: Vec<String>,
}

/// The most candidates of each line, where a line is the due work of one kind, priority and workspace: the
/// text of an expression over the number of lines. If that turns out too few, all of them are read.
pub(super) fn share(claim: &Claim, lines: &str) -> String {
    let most = most(claim);
    format!("min({most}, 2 * ({most} / max(1, {lines})) + 8)")
}

/// The most candidates of one line that a claim can use.
pub(super) fn most(claim: &Claim) -> i64 {
    i64::try_from(claim.limit.min(claim.per_workspace)).unwrap_or(i64::MAX)
}

/// Chooses among candidates, where `held` counts the live leases of each workspace.
pub(super) fn choose<P>(
    candidates: Vec<Candidate<P>>,
    mut held: HashMap<String, usize>,
    claim: &Claim,
) -> Chosen<P> {
    let mut by_priority: BTreeMap<i64, BTreeMap<String, Vec<Candidate<P>>>> = BTreeMap::new();
    for candidate in candidates {
        let lines = by_priority.entry(candidate.priority).or_default();
        lines.entry(candidate.workspace.clone()).or_default().push(candidate);
    }
    let mut chosen = Chosen { candidates: Vec::new(), turns: Vec::new() };
    for (_, lines) in by_priority.into_iter().rev() {
        take(lines, &mut held, claim, &mut chosen);
    }
    chosen
}

/// Takes one of each workspace in turn until the claim is full.
fn take<P>(
    lines: BTreeMap<String, Vec<Candidate<P>>>,
    held: &mut HashMap<String, usize>,
    claim: &Claim,
    chosen: &mut Chosen<P>,
) {
    let mut lines: VecDeque<(String, VecDeque<Candidate<P>>)> = in_turn(lines, &chosen.turns).into();
    while chosen.candidates.len() < claim.limit
        && let Some((workspace, mut line)) = lines.pop_front()
    {
        let held = held.entry(workspace.clone()).or_default();
        if *held >= claim.per_workspace {
            continue;
        }
        if let Some(candidate) = line.pop_front() {
            *held += 1;
            chosen.turns.retain(|served| *served != workspace);
            chosen.turns.push(workspace.clone());
            chosen.candidates.push(candidate);
            lines.push_back((workspace, line));
        }
    }
}

/// Orders the workspaces by who was served longest ago; one that a higher priority has just served comes
/// after those that wait.
fn in_turn<P>(
    lines: BTreeMap<String, Vec<Candidate<P>>>,
    turns: &[String],
) -> Vec<(String, VecDeque<Candidate<P>>)> {
    let mut lines: Vec<(String, VecDeque<Candidate<P>>)> = lines
        .into_iter()
        .map(|(workspace, mut line)| {
            line.sort_by(|a, b| (a.wake_at, &a.id).cmp(&(b.wake_at, &b.id)));
            (workspace, line.into())
        })
        .collect();
    lines.sort_by_key(|(workspace, line)| {
        let turn = turns.iter().position(|served| served == workspace);
        (turn.map_or(-1, |turn| turn as i64), line.front().map(|first| (first.served, first.wake_at)))
    });
    lines
}
