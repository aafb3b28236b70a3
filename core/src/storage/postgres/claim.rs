//! Claims due work, in a transaction of its own under the role of claims.
//!
//! Claims of one collection go one after the other over all programs, which a lock of the server sees to:
//! each takes many records in a few round trips, so that nobody waits long, and none has to skip rows.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use sqlx::{PgConnection, Row};

use super::fault::Fault;
use super::load::sought;
use super::parameters::Parameters;
use super::read::{columns, record};
use super::schema::table;
use super::write::{changes, joined};
use crate::id::WorkspaceId;
use crate::storage::{Claim, Claimed, Collection};

/// A record that could be claimed.
#[derive(Debug)]
struct Candidate {
    priority: i64,
    served: i64,
    wake_at: i64,
    workspace: String,
    id: String,
}

/// Begins a claim: nobody else claims from the collection until the transaction ends.
pub(super) fn lock(collection: &Collection) -> String {
    format!("SELECT pg_advisory_xact_lock(hashtextextended('claim {}', 0))", collection.name)
}

/// Writes leases and returns the claimed records.
pub(super) async fn apply(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<Vec<Claimed>, Fault> {
    if claim.limit == 0 || claim.kinds.is_empty() {
        return Ok(Vec::new());
    }
    let candidates = candidates(connection, collection, claim).await?;
    let mut held = HashMap::new();
    if !candidates.is_empty() {
        held = live_leases(connection, collection, claim).await?;
    }
    let (chosen, turns) = choose(candidates, held, claim);
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let workspaces: BTreeSet<&str> = chosen.iter().map(|(workspace, _)| workspace.as_str()).collect();
    let positions: BTreeMap<String, i64> = sqlx::query_as(
        "SELECT workspace, position FROM workspaces WHERE workspace = ANY($1) ORDER BY workspace FOR NO KEY UPDATE",
    )
    .bind(workspaces.into_iter().collect::<Vec<_>>())
    .fetch_all(&mut *connection)
    .await?
    .into_iter()
    .collect();
    let claimed = lease(connection, collection, claim, &chosen).await?;
    note(connection, collection, &claimed, positions, &turns).await?;
    Ok(claimed)
}

/// Finds the oldest due records of each line: kind, priority and workspace. The lines are found by leaps
/// along the index, so a long backlog costs no more than a short one.
async fn candidates(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<Vec<Candidate>, Fault> {
    let table = table(collection);
    let sql = format!(
        "WITH RECURSIVE line (kind, rank, workspace) AS ( \
             SELECT f.* FROM unnest($1::text[]) AS k (kind), LATERAL ( \
                 SELECT a_kind, ~coalesce(a_priority, 0), workspace FROM {table} \
                 WHERE a_wake_at IS NOT NULL AND a_kind = k.kind \
                 ORDER BY a_kind, ~coalesce(a_priority, 0), workspace LIMIT 1) AS f \
             UNION ALL \
             SELECT n.* FROM line AS l, LATERAL ( \
                 SELECT a_kind, ~coalesce(a_priority, 0), workspace FROM {table} \
                 WHERE a_wake_at IS NOT NULL AND a_kind = l.kind \
                     AND (~coalesce(a_priority, 0), workspace) > (l.rank, l.workspace) \
                 ORDER BY a_kind, ~coalesce(a_priority, 0), workspace LIMIT 1) AS n) \
         SELECT ~l.rank, coalesce(w.served, 0), c.a_wake_at, l.workspace, c.id \
         FROM line AS l LEFT JOIN workspaces AS w ON w.workspace = l.workspace, LATERAL ( \
             SELECT id, a_wake_at FROM {table} AS t \
             WHERE t.a_kind = l.kind AND ~coalesce(t.a_priority, 0) = l.rank AND t.workspace = l.workspace \
                 AND t.a_wake_at IS NOT NULL AND t.a_wake_at <= $2 \
                 AND (t.a_lease_until IS NULL OR t.a_lease_until <= $2) \
             ORDER BY t.a_kind, ~coalesce(t.a_priority, 0), t.workspace, t.a_wake_at, t.id LIMIT {}) AS c",
        i64::try_from(claim.limit.min(claim.per_workspace)).unwrap_or(i64::MAX)
    );
    let mut parameters = Parameters::default();
    let kinds: BTreeSet<&str> = claim.kinds.iter().map(String::as_str).collect();
    parameters.add(kinds.into_iter().collect::<Vec<_>>(), "text[]")?;
    parameters.add(claim.now.as_microsecond(), "bigint")?;
    let rows = parameters.fetch(sql, connection).await?;
    let candidate = |row: &sqlx::postgres::PgRow| {
        Ok(Candidate {
            priority: row.try_get(0)?,
            served: row.try_get(1)?,
            wake_at: row.try_get(2)?,
            workspace: row.try_get(3)?,
            id: row.try_get(4)?,
        })
    };
    rows.iter().map(candidate).collect()
}

async fn live_leases(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
) -> Result<HashMap<String, usize>, Fault> {
    let sql = format!(
        "SELECT workspace, count(*) FROM {} WHERE a_lease_until > $1 AND a_wake_at IS NOT NULL GROUP BY workspace",
        table(collection)
    );
    let mut parameters = Parameters::default();
    parameters.add(claim.now.as_microsecond(), "bigint")?;
    let mut held = HashMap::new();
    for row in parameters.fetch(sql, connection).await? {
        held.insert(row.try_get(0)?, usize::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0));
    }
    Ok(held)
}

/// Chooses by priority, then one of each workspace in turn. Returns the records, and the workspaces in the
/// order in which they were last served.
fn choose(
    candidates: Vec<Candidate>,
    mut held: HashMap<String, usize>,
    claim: &Claim,
) -> (Vec<(String, String)>, Vec<String>) {
    let mut by_priority: BTreeMap<i64, BTreeMap<String, Vec<Candidate>>> = BTreeMap::new();
    for candidate in candidates {
        let lines = by_priority.entry(candidate.priority).or_default();
        lines.entry(candidate.workspace.clone()).or_default().push(candidate);
    }
    let mut chosen = Vec::new();
    let mut turns: Vec<String> = Vec::new();
    for (_, lines) in by_priority.into_iter().rev() {
        let mut lines: Vec<(String, VecDeque<Candidate>)> = lines
            .into_iter()
            .map(|(workspace, mut line)| {
                line.sort_by(|a, b| (a.wake_at, &a.id).cmp(&(b.wake_at, &b.id)));
                (workspace, line.into())
            })
            .collect();
        // A workspace that a higher priority has just served comes after those that wait.
        lines.sort_by_key(|(workspace, line)| {
            let turn = turns.iter().position(|served| served == workspace);
            (turn.map_or(-1, |turn| turn as i64), line.front().map(|first| (first.served, first.wake_at)))
        });
        while chosen.len() < claim.limit && !lines.is_empty() {
            let mut rest = Vec::new();
            for (workspace, mut line) in lines {
                let held = held.entry(workspace.clone()).or_default();
                if chosen.len() == claim.limit || *held >= claim.per_workspace {
                    continue;
                }
                if let Some(candidate) = line.pop_front() {
                    *held += 1;
                    turns.retain(|served| *served != workspace);
                    turns.push(workspace.clone());
                    chosen.push((workspace.clone(), candidate.id));
                    rest.push((workspace, line));
                }
            }
            lines = rest;
        }
    }
    (chosen, turns)
}

/// Writes the leases of what is still due, now that its workspaces are locked.
async fn lease(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
    chosen: &[(String, String)],
) -> Result<Vec<Claimed>, Fault> {
    let mut parameters = Parameters::default();
    let wanted = parameters.pairs(chosen.iter().map(|(workspace, id)| (workspace.as_str(), id.as_str())))?;
    let now = parameters.add(claim.now.as_microsecond(), "bigint")?;
    let until = parameters.add(claim.lease_until.as_microsecond(), "bigint")?;
    let table = table(collection);
    let sql = format!(
        "WITH chosen AS MATERIALIZED ( \
             SELECT t.place, q.number FROM unnest({wanted}) WITH ORDINALITY AS q (workspace, id, number), {}), \
         taken AS (UPDATE {table} AS t \
             SET version = t.version + 1, a_epoch = coalesce(t.a_epoch, 0) + 1, a_lease_until = {until} \
             FROM chosen \
             WHERE t.ctid = chosen.place AND t.a_wake_at <= {now} \
                 AND (t.a_lease_until IS NULL OR t.a_lease_until <= {now}) \
             RETURNING {}, t.workspace, t.a_epoch AS taken, chosen.number) \
         SELECT * FROM taken ORDER BY number",
        sought(&table, "id", "t.ctid AS place"),
        columns(collection)
    );
    let after = 3 + collection.attributes.len();
    let rows = parameters.fetch(sql, connection).await?;
    rows.iter()
        .map(|row| {
            let workspace = WorkspaceId::try_from(row.try_get::<String, _>(after)?)
                .map_err(|_| Fault::Damaged { what: "the name of a workspace".to_owned(), source: None })?;
            let epoch: i64 = row.try_get(after + 1)?;
            Ok(Claimed { record: record(row, workspace, collection)?, epoch: epoch.unsigned_abs() })
        })
        .collect()
}

/// Notes the changes of a claim, and whom it served.
async fn note(
    connection: &mut PgConnection,
    collection: &Collection,
    claimed: &[Claimed],
    mut positions: BTreeMap<String, i64>,
    turns: &[String],
) -> Result<(), Fault> {
    let mut parameters = Parameters::default();
    let mut entries = Vec::new();
    for one in claimed {
        let workspace = one.record.workspace.as_str();
        if let Some(position) = positions.get_mut(workspace) {
            *position += 1;
            entries.push(((collection.name, workspace, one.record.id.as_str()), *position, false));
        }
    }
    if entries.is_empty() {
        return Ok(());
    }
    let changes = changes(entries.into_iter(), &mut parameters)?;
    let order = |workspace: &String| turns.iter().position(|served| served == workspace);
    let mut moved: Vec<(&String, &i64)> = positions.iter().collect();
    moved.sort_by_key(|(workspace, _)| order(workspace));
    let workspaces = parameters
        .add(moved.iter().map(|(workspace, _)| workspace.as_str()).collect::<Vec<_>>(), "text[]")?;
    let last =
        parameters.add(moved.iter().map(|(_, position)| **position).collect::<Vec<_>>(), "bigint[]")?;
    // The turns are taken before the update, in the order of the arrays.
    let sql = joined(
        vec![changes],
        format!(
            "UPDATE workspaces AS w SET position = q.position, served = q.turn FROM ( \
                 SELECT workspace, position, nextval('turns') AS turn \
                 FROM unnest({workspaces}, {last}) AS u (workspace, position)) AS q \
             WHERE w.workspace = q.workspace"
        ),
    );
    parameters.execute(sql, connection).await
}
