//! Claims due work within the transaction of its group.
//!
//! The index `w_<collection>` is walked from group to group (kind, priority, workspace), so a claim costs
//! by the workspaces that have work and the records taken, not by the length of the backlog.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::fault::Fault;
use super::read::{columns, record};
use super::schema::table;
use crate::id::WorkspaceId;
use crate::storage::turns::{self, Candidate, Chosen};
use crate::storage::{Claim, Claimed, Collection};

/// A candidate and its row.
type Waiting = Candidate<i64>;

/// Writes leases and returns the claimed records.
pub(super) async fn apply(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<Vec<Claimed>, Fault> {
    if claim.limit == 0 || claim.kinds.is_empty() {
        return Ok(Vec::new());
    }
    let mut chosen = choose(connection, collection, claim, false).await?;
    if chosen.is_none() {
        chosen = choose(connection, collection, claim, true).await?;
    }
    let Some(chosen) = chosen else { return Ok(Vec::new()) };
    if chosen.candidates.is_empty() {
        return Ok(Vec::new());
    }
    let claimed = lease(connection, collection, claim, &chosen.candidates).await?;
    let turns = serde_json::Value::from(chosen.turns).to_string();
    sqlx::query(
        "UPDATE workspaces SET served = last.turn + turns.key + 1 \
         FROM json_each(?) AS turns, (SELECT ifnull(max(served), 0) AS turn FROM workspaces) AS last \
         WHERE workspaces.workspace = turns.value",
    )
    .bind(turns)
    .execute(connection)
    .await?;
    Ok(claimed)
}

/// Chooses what to claim, unless more of a line is needed than was read: then nothing.
async fn choose(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    all: bool,
) -> Result<Option<Chosen<i64>>, Fault> {
    let mut candidates: Vec<Waiting> = Vec::new();
    let mut held: Option<HashMap<String, usize>> = None;
    let (mut above, mut is_cut) = (None, false);
    while let Some(priority) = next_priority(connection, collection, claim, above).await? {
        above = Some(priority);
        for kind in distinct(&claim.kinds) {
            is_cut |= line_up(connection, collection, claim, (kind, priority, all), &mut candidates).await?;
        }
        if candidates.is_empty() {
            continue;
        }
        let held = match &held {
            Some(held) => held.clone(),
            None => held.insert(live_leases(connection, collection, claim).await?).clone(),
        };
        let chosen = turns::choose(candidates.clone(), held, claim);
        if chosen.candidates.len() >= claim.limit {
            return Ok(Some(chosen));
        }
        if is_cut {
            return Ok(None);
        }
    }
    Ok(Some(turns::choose(candidates, held.unwrap_or_default(), claim)))
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

/// Adds the oldest due records of one kind and priority, of each workspace. Says whether a workspace may
/// have more.
async fn line_up(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    (kind, priority, all): (&str, i64, bool),
    candidates: &mut Vec<Waiting>,
) -> Result<bool, Fault> {
    let table = table(collection);
    let group = "a_wake_at IS NOT NULL AND a_kind = ?1 AND ifnull(a_priority, 0) = ?2";
    let most = turns::most(claim);
    let share = if all {
        most.to_string()
    } else {
        format!("(SELECT {} FROM w)", turns::share(claim, "count(workspace)"))
    };
    let sql = format!(
        "WITH RECURSIVE w (workspace) AS ( \
             SELECT min(workspace) FROM {table} WHERE {group} UNION ALL \
             SELECT (SELECT min(workspace) FROM {table} WHERE {group} AND workspace > w.workspace) \
             FROM w WHERE w.workspace IS NOT NULL) \
         SELECT t.rowid, t.workspace, t.a_wake_at, t.id, \
             ifnull((SELECT served FROM workspaces s WHERE s.workspace = t.workspace), 0), {share} \
         FROM w CROSS JOIN {table} t ON t.rowid IN ( \
             SELECT rowid FROM {table} x WHERE {group} AND x.workspace = w.workspace AND x.a_wake_at <= ?3 \
                 AND (x.a_lease_until IS NULL OR x.a_lease_until <= ?3) \
             ORDER BY x.a_wake_at, x.id LIMIT {share}) \
         WHERE w.workspace IS NOT NULL"
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(kind)
        .bind(priority)
        .bind(claim.now.as_microsecond())
        .fetch_all(connection)
        .await?;
    let mut lines: HashMap<String, i64> = HashMap::new();
    let mut is_cut = false;
    for row in rows {
        let workspace: String = row.try_get(1)?;
        let line = lines.entry(workspace.clone()).or_default();
        *line += 1;
        let share: i64 = row.try_get(5)?;
        is_cut |= *line >= share && share < most;
        candidates.push(Candidate {
            priority,
            served: row.try_get(4)?,
            wake_at: row.try_get(2)?,
            workspace,
            id: row.try_get(3)?,
            place: row.try_get(0)?,
        });
    }
    Ok(is_cut)
}

async fn live_leases(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<HashMap<String, usize>, Fault> {
    let sql = format!(
        "SELECT workspace, count(*) FROM {} WHERE a_lease_until > ? AND a_wake_at IS NOT NULL GROUP BY workspace",
        table(collection)
    );
    let rows: Vec<(String, i64)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(claim.now.as_microsecond()).fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(workspace, held)| (workspace, usize::try_from(held).unwrap_or(0))).collect())
}

/// Writes the leases, and returns the records in the order of the candidates.
async fn lease(
    connection: &mut SqliteConnection,
    collection: &Collection,
    claim: &Claim,
    chosen: &[Waiting],
) -> Result<Vec<Claimed>, Fault> {
    let sql = format!(
        "UPDATE {} SET version = version + 1, a_epoch = ifnull(a_epoch, 0) + 1, a_lease_until = ? \
         WHERE rowid IN (SELECT value FROM json_each(?)) RETURNING {}, workspace, a_epoch AS taken, rowid AS place",
        table(collection),
        columns(collection)
    );
    let places: Vec<i64> = chosen.iter().map(|candidate| candidate.place).collect();
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(claim.lease_until.as_microsecond())
        .bind(serde_json::Value::from(places).to_string())
        .fetch_all(connection)
        .await?;
    let mut leased: HashMap<i64, Claimed> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let after = 3 + collection.attributes.len();
        let workspace = WorkspaceId::try_from(row.try_get::<String, _>(after)?)
            .map_err(|_| Fault::Damaged { what: "the name of a workspace".to_owned(), source: None })?;
        let epoch: i64 = row.try_get(after + 1)?;
        let one = Claimed { record: record(row, workspace, collection)?, epoch: epoch.unsigned_abs() };
        leased.insert(row.try_get(after + 2)?, one);
    }
    Ok(chosen.iter().filter_map(|candidate| leased.remove(&candidate.place)).collect())
}
