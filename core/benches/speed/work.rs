//! How much work is claimed and acknowledged a second, and how soon a worker hears of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use futures::future::try_join_all;
use jiff::Timestamp;
use secretariat::clock::{Clock, SystemClock};
use secretariat::id::{SystemRandomness, WorkId};
use secretariat::storage::conformance::COLLECTIONS;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Claim, Claimed, Delete, Expect, Put, Record, Storage};
use serde_json::json;

use crate::commits::database;
use crate::measure::folder;
use crate::table::{Table, figure, told};
use crate::{Outcome, Plan, peer};

/// Workspaces that the work is spread over.
const WORKSPACES: usize = 20;
/// Acknowledgements on their way at the same time.
const ACKS: usize = 256;

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    println!("## Work\n");
    println!(
        "Pieces of work claimed and acknowledged a second by one worker: work of {WORKSPACES} workspaces waits in \
         the database; the worker claims, does nothing, and deletes each piece in a commit of its own, which is safe \
         on disk when it returns. In batches it claims 256 at a time, twice side by side, each with up to {ACKS} \
         acknowledgements on their way; one by one it does neither. The peers run a task that does nothing, with one worker process: Celery \
         (acks late, prefetch 256, JSON) and procrastinate (concurrency 256).\n"
    );
    let pieces = if plan.quick { 400 } else { 20_000 };
    let alone = if plan.quick { 50 } else { 1_000 };
    let runtime = tokio::runtime::Runtime::new()?;
    let table = Table::new(&["queue", "in batches, per second", "one by one, per second"]);
    let home = folder()?;
    let path = home.path().join("office.sqlite");
    let storage: Arc<dyn Storage> = Arc::new(runtime.block_on(Sqlite::open(&path, &COLLECTIONS))?);
    both(&runtime, &table, "Secretariat on SQLite", storage, pieces, alone)?;
    if let Some(server) = &plan.postgres {
        let storage: Arc<dyn Storage> = Arc::new(runtime.block_on(async {
            Outcome::Ok(Postgres::open(&database(server, "bench_work").await?, &COLLECTIONS).await?)
        })?);
        both(&runtime, &table, "Secretariat on PostgreSQL", storage, pieces, alone)?;
        let peer = peer::measured(plan, "procrastinate_work.py", &[server, &pieces.min(5_000).to_string()])?;
        table.row(vec!["procrastinate on PostgreSQL".to_owned(), told(&peer, "tasks_per_second")]);
    }
    for (name, broker) in [("Celery on Redis", &plan.redis), ("Celery on RabbitMQ", &plan.rabbitmq)] {
        if let Some(url) = broker {
            let peer = peer::measured(plan, "celery_work.py", &[url, &pieces.min(5_000).to_string()])?;
            table.row(vec![name.to_owned(), told(&peer, "tasks_per_second")]);
        }
    }
    println!();
    Ok(())
}

fn both(
    runtime: &tokio::runtime::Runtime,
    table: &Table,
    name: &str,
    storage: Arc<dyn Storage>,
    pieces: usize,
    alone: usize,
) -> Outcome<()> {
    let (batched, single) = runtime.block_on(async {
        let batched = per_second(&storage, pieces, 256, ACKS).await?;
        let single = per_second(&storage, alone, 1, 1).await?;
        storage.close().await?;
        Outcome::Ok((batched, single))
    })?;
    table.row(vec![name.to_owned(), figure(batched), figure(single)]);
    Ok(())
}

async fn per_second(storage: &Arc<dyn Storage>, pieces: usize, limit: usize, acks: usize) -> Outcome<f64> {
    for workspace in 0..WORKSPACES {
        let mut batch = Batch::new(format!("ws_{workspace}").parse()?);
        for number in (workspace..pieces).step_by(WORKSPACES) {
            batch.puts.push(Put { record: piece(&batch, number), expect: Expect::Absent });
        }
        storage.commit(batch).await?;
    }
    let start = Instant::now();
    // A worker claims while it still acknowledges; one by one it does not.
    let loops = (0..if limit == 1 { 1 } else { 2 }).map(|_| work(storage, limit, acks));
    let done: usize = try_join_all(loops).await?.into_iter().sum();
    if done != pieces {
        return Err(format!("{done} of {pieces} pieces of work were found").into());
    }
    Ok(pieces as f64 / start.elapsed().as_secs_f64())
}

/// Claims and acknowledges until nothing is left, and returns how much there was.
async fn work(storage: &Arc<dyn Storage>, limit: usize, acks: usize) -> Outcome<usize> {
    let mut done = 0;
    loop {
        let claim = Claim {
            collection: "work",
            kinds: vec!["nothing".to_owned()],
            now: Timestamp::from_second(2_000)?,
            lease_until: Timestamp::from_second(2_030)?,
            limit,
            per_workspace: 1_000,
        };
        let claimed = storage.claim(claim).await?;
        if claimed.is_empty() {
            return Ok(done);
        }
        done += claimed.len();
        for some in claimed.chunks(acks) {
            try_join_all(some.iter().map(|one| storage.commit(ack(one)))).await?;
        }
    }
}

fn piece(batch: &Batch, number: usize) -> Record {
    let mut attributes = BTreeMap::new();
    attributes.insert("kind", AttributeValue::Text("nothing".to_owned()));
    attributes.insert("wake_at", AttributeValue::Integer(number as i64));
    Record {
        workspace: batch.workspace.clone(),
        collection: "work",
        id: WorkId::new(SystemClock.now(), &SystemRandomness).to_string(),
        version: 0,
        attributes,
        body: json!({"number": number}),
    }
}

fn ack(one: &Claimed) -> Batch {
    let mut batch = Batch::new(one.record.workspace.clone());
    let expect = Expect::Version(one.record.version);
    batch.deletes.push(Delete { collection: "work", id: one.record.id.clone(), expect });
    batch
}
