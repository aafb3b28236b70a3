//! Claims due work within the transaction of its group.
//!
//! The index `w_<collection>` is walked from group to group (kind, priority, workspace), so a claim costs
//! by the workspaces that have work and the records taken, not by the length of the backlog.

use std::collections::{BTreeMap, HashMap, VecDeque};

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::fault::Fault;
use super::read::{columns, record};
use super::schema::table;
use crate::id::WorkspaceId;
use crate::storage::{Claim, Claimed, Collection};

/// A record that could be claimed.
#[derive(Debug)]
struct Candidate {
    key: i64,
    wake_at: i64,
    id: String,
}

/// The records of one workspace that could be claimed, oldest first.
#[derive(Debug, Default)]
struct Line {
    served: i64,
    waiting: VecDeque<Candidate>,
}

/// Writes leases and returns the claimed records.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<Vec<Claimed>, Fault> {
    let mut claimed = Vec::new();
    let mut leased: HashMap<String, usize> = HashMap::new();
    let mut served: BTreeMap<String, i64> = BTreeMap::new();
    let mut above: Option<i64> = None;
    let mut turn: i64 = sqlx::query_scalar("SELECT ifnull(max(served), 0) FROM workspaces")
        .fetch_one(&mut *connection)
        .await?;
    while claimed.len() < claim.limit {
        let Some(priority) = next_priority(connection, collection, claim, above).await? else { break };
        above = Some(priority);
        let mut lines = BTreeMap::new();
        for kind in distinct(&claim.kinds) {
            line_up(connection, collection, claim, kind, priority, &mut lines).await?;
        }
        let mut lines: Vec<(String, Line)> = lines.into_iter().collect();
        for (_, line) in &mut lines {
            line.waiting.make_contiguous().sort_by(|a, b| (a.wake_at, &a.id).cmp(&(b.wake_at, &b.id)));
        }
        lines.sort_by_key(|(_, line)| (line.served, line.waiting.front().map(|first| first.wake_at)));
        while claimed.len() < claim.limit && !lines.is_empty() {
            let mut rest = Vec::new();
            for (workspace, mut line) in lines {
                let held = match leased.get(&workspace) {
                    Some(held) => *held,
                    None => live_leases(connection, collection, claim, &workspace).await?,
                };
                leased.insert(workspace.clone(), held);
                if claimed.len() == claim.limit || held >= claim.per_workspace {
                    continue;
                }
                if let Some(candidate) = line.waiting.pop_front() {
                    turn += 1;
                    served.insert(workspace.clone(), turn);
                    claimed.push(take(connection, collection, claim, &workspace, candidate.key).await?);
                    leased.insert(workspace.clone(), held + 1);
                    rest.push((workspace, line));
                }
            }
            lines = rest;
        }
    }
    for (workspace, turn) in served {
        sqlx::query("UPDATE workspaces SET served = ? WHERE workspace = ?")
            .bind(turn)
            .bind(workspace)
            .execute(&mut *connection)
            .await?;
    }
    Ok(claimed)
}

fn distinct(kinds: &[String]) -> Vec<&String> {
    let mut distinct: Vec<&String> = kinds.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

async fn next_priority(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    above: Option<i64>,
) -> Result<Option<i64>, Fault> {
    let mut highest = None;
    for kind in distinct(&claim.kinds) {
        let below = if above.is_some() { "AND ifnull(a_priority, 0) < ?" } else { "" };
        let sql = format!(
            "SELECT ifnull(a_priority, 0) FROM {} WHERE a_wake_at IS NOT NULL AND a_kind = ? {below} \
             ORDER BY ifnull(a_priority, 0) DESC LIMIT 1",
            table(collection)
        );
        let mut statement = sqlx::query_scalar(AssertSqlSafe(sql)).bind(kind);
        if let Some(above) = above {
            statement = statement.bind(above);
        }
        let found: Option<i64> = statement.fetch_optional(&mut *connection).await?;
        highest = highest.max(found);
    }
    Ok(highest)
}

/// Adds the oldest due records of one kind and priority to the line of each workspace.
async fn line_up(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    kind: &str,
    priority: i64,
    lines: &mut BTreeMap<String, Line>,
) -> Result<(), Fault> {
    let table = table(collection);
    let group = "a_wake_at IS NOT NULL AND a_kind = ?1 AND ifnull(a_priority, 0) = ?2";
    let sql = format!(
        "WITH RECURSIVE w (workspace) AS ( \
             SELECT min(workspace) FROM {table} WHERE {group} UNION ALL \
             SELECT (SELECT min(workspace) FROM {table} WHERE {group} AND workspace > w.workspace) \
             FROM w WHERE w.workspace IS NOT NULL) \
         SELECT t.rowid, t.workspace, t.a_wake_at, t.id, \
             ifnull((SELECT served FROM workspaces s WHERE s.workspace = t.workspace), 0) \
         FROM w CROSS JOIN {table} t ON t.rowid IN ( \
             SELECT rowid FROM {table} x WHERE {group} AND x.workspace = w.workspace AND x.a_wake_at <= ?3 \
                 AND (x.a_lease_until IS NULL OR x.a_lease_until <= ?3) \
             ORDER BY x.a_wake_at, x.id LIMIT ?4) \
         WHERE w.workspace IS NOT NULL"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(kind)
        .bind(priority)
        .bind(claim.now.as_microsecond())
        .bind(i64::try_from(claim.limit.min(claim.per_workspace)).unwrap_or(i64::MAX))
        .fetch_all(connection)
        .await?;
    for row in rows {
        let line = lines.entry(row.try_get(1)?).or_default();
        line.served = row.try_get(4)?;
        line.waiting.push_back(Candidate {
            key: row.try_get(0)?,
            wake_at: row.try_get(2)?,
            id: row.try_get(3)?,
        });
    }
    Ok(())
}

async fn live_leases(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    workspace: &str,
) -> Result<usize, Fault> {
    let sql = format!(
        "SELECT count(*) FROM {} WHERE workspace = ? AND a_lease_until > ? AND a_wake_at IS NOT NULL",
        table(collection)
    );
    let held: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(workspace)
        .bind(claim.now.as_microsecond())
        .fetch_one(connection)
        .await?;
    Ok(usize::try_from(held).unwrap_or(0))
}

/// Writes the lease of one record.
async fn take(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    workspace: &str,
    key: i64,
) -> Result<Claimed, Fault> {
    let sql = format!(
        "UPDATE {} SET version = version + 1, a_epoch = ifnull(a_epoch, 0) + 1, a_lease_until = ? \
         WHERE rowid = ? RETURNING {}, a_epoch",
        table(collection),
        columns(collection)
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(claim.lease_until.as_microsecond())
        .bind(key)
        .fetch_one(connection)
        .await?;
    let id = WorkspaceId::try_from(workspace.to_owned())
        .map_err(|_| Fault::Damaged { what: "the name of a workspace".to_owned(), source: None })?;
    let record = record(&row, id, collection)?;
    let epoch: i64 = row.try_get(row.len() - 1)?;
    Ok(Claimed { record, epoch: epoch.unsigned_abs() })
}
