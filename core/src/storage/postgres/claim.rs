//! Claims due work, in a transaction of its own under the role of claims.
//!
//! Claims of one collection go one after the other over all programs, which a lock of the server sees to:
//! each takes many records in a few round trips, so that nobody waits long, and none has to skip rows.

use std::collections::{BTreeSet, HashMap};

use sqlx::{PgConnection, Row};

use super::fault::Fault;
use super::load::sought;
use super::parameters::Parameters;
use super::read::{columns, record};
use super::schema::table;
use crate::id::WorkspaceId;
use crate::storage::turns::{self, Candidate, Chosen};
use crate::storage::{Claim, Claimed, Collection};

/// A candidate; its row is looked for again once its workspace is locked.
type Waiting = Candidate<()>;

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
    let mut chosen = choose(connection, collection, claim, false).await?;
    if chosen.is_none() {
        chosen = choose(connection, collection, claim, true).await?;
    }
    let Some(chosen) = chosen.filter(|chosen| !chosen.candidates.is_empty()) else { return Ok(Vec::new()) };
    // Their order is the order in which commits lock, so that no two wait for each other.
    sqlx::query("SELECT FROM workspaces WHERE workspace = ANY($1) ORDER BY workspace FOR NO KEY UPDATE")
        .bind(&chosen.turns)
        .execute(&mut *connection)
        .await?;
    let claimed = lease(connection, collection, claim, &chosen.candidates).await?;
    // The turns are taken before the update, in the order of the array.
    sqlx::query(
        "UPDATE workspaces AS w SET served = q.turn FROM ( \
             SELECT workspace, nextval('turns') AS turn FROM unnest($1::text[]) AS u (workspace)) AS q \
         WHERE w.workspace = q.workspace",
    )
    .bind(&chosen.turns)
    .execute(connection)
    .await?;
    Ok(claimed)
}

/// Chooses what to claim, unless more of a line is needed than was read: then nothing.
async fn choose(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
    all: bool,
) -> Result<Option<Chosen<()>>, Fault> {
    let (candidates, is_cut) = candidates(connection, collection, claim, all).await?;
    let mut held = HashMap::new();
    if !candidates.is_empty() {
        held = live_leases(connection, collection, claim).await?;
    }
    let chosen = turns::choose(candidates, held, claim);
    Ok(if is_cut && chosen.candidates.len() < claim.limit { None } else { Some(chosen) })
}

/// Finds the oldest due records of each line: kind, priority and workspace. The lines are found by leaps
/// along the index, so a long backlog costs no more than a short one.
async fn candidates(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
    all: bool,
) -> Result<(Vec<Waiting>, bool), Fault> {
    let table = table(collection);
    let most = turns::most(claim);
    // PostgreSQL says least and greatest where SQLite says min and max.
    let share = turns::share(claim, "count(*)").replace("min(", "least(").replace("max(", "greatest(");
    let share = if all { most.to_string() } else { format!("(SELECT {share} FROM line)") };
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
         SELECT ~l.rank, coalesce(w.served, 0), c.a_wake_at, l.workspace, c.id, l.kind, {share} \
         FROM line AS l LEFT JOIN workspaces AS w ON w.workspace = l.workspace, LATERAL ( \
             SELECT id, a_wake_at FROM {table} AS t \
             WHERE t.a_kind = l.kind AND ~coalesce(t.a_priority, 0) = l.rank AND t.workspace = l.workspace \
                 AND t.a_wake_at IS NOT NULL AND t.a_wake_at <= $2 \
                 AND (t.a_lease_until IS NULL OR t.a_lease_until <= $2) \
             ORDER BY t.a_kind, ~coalesce(t.a_priority, 0), t.workspace, t.a_wake_at, t.id LIMIT {share}) AS c"
    );
    let mut parameters = Parameters::default();
    let kinds: BTreeSet<&str> = claim.kinds.iter().map(String::as_str).collect();
    parameters.add(kinds.into_iter().collect::<Vec<_>>(), "text[]")?;
    parameters.add(claim.now.as_microsecond(), "bigint")?;
    let rows = parameters.fetch(sql, connection).await?;
    let mut lines: HashMap<(String, i64, String), i64> = HashMap::new();
    let (mut candidates, mut is_cut) = (Vec::with_capacity(rows.len()), false);
    for row in &rows {
        let candidate = Candidate {
            priority: row.try_get(0)?,
            served: row.try_get(1)?,
            wake_at: row.try_get(2)?,
            workspace: row.try_get(3)?,
            id: row.try_get(4)?,
            place: (),
        };
        let line = (row.try_get(5)?, candidate.priority, candidate.workspace.clone());
        let length = lines.entry(line).or_default();
        *length += 1;
        let share: i64 = row.try_get(6)?;
        is_cut |= *length >= share && share < most;
        candidates.push(candidate);
    }
    Ok((candidates, is_cut))
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

/// Writes the leases of what is still due, now that its workspaces are locked, and returns the records in
/// the order of the candidates.
async fn lease(
    connection: &mut PgConnection,
    collection: &Collection,
    claim: &Claim,
    chosen: &[Waiting],
) -> Result<Vec<Claimed>, Fault> {
    let mut parameters = Parameters::default();
    let names = chosen.iter().map(|candidate| (candidate.workspace.as_str(), candidate.id.as_str()));
    let wanted = parameters.pairs(names)?;
    let now = parameters.add(claim.now.as_microsecond(), "bigint")?;
    let until = parameters.add(claim.lease_until.as_microsecond(), "bigint")?;
    let table = table(collection);
    let sql = format!(
        "UPDATE {table} AS t \
         SET version = t.version + 1, a_epoch = coalesce(t.a_epoch, 0) + 1, a_lease_until = {until} \
         WHERE t.ctid = ANY (ARRAY(SELECT t.place FROM unnest({wanted}) AS q (workspace, id), {})) \
             AND t.a_wake_at <= {now} AND (t.a_lease_until IS NULL OR t.a_lease_until <= {now}) \
         RETURNING {}, t.workspace, t.a_epoch AS taken",
        sought(&table, "id", "t.ctid AS place"),
        columns(collection)
    );
    let after = 3 + collection.attributes.len();
    let rows = parameters.fetch(sql, connection).await?;
    let mut leased: HashMap<(String, String), Claimed> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let name: String = row.try_get(after)?;
        let workspace = WorkspaceId::try_from(name.clone())
            .map_err(|_| Fault::Damaged { what: "the name of a workspace".to_owned(), source: None })?;
        let epoch: i64 = row.try_get(after + 1)?;
        let record = record(row, workspace, collection)?;
        leased.insert((name, record.id.clone()), Claimed { record, epoch: epoch.unsigned_abs() });
    }
    let of = |candidate: &Waiting| (candidate.workspace.clone(), candidate.id.clone());
    Ok(chosen.iter().filter_map(|candidate| leased.remove(&of(candidate))).collect())
}
