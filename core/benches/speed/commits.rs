//! How many commits a second are safe on disk.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use secretariat::OfficeBuilder;
use secretariat::clock::{Clock, SystemClock};
use secretariat::id::{DocumentId, SystemRandomness, WorkspaceId};
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Expect, Put, Record, Storage};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::measure::folder;
use crate::table::{Table, figure, told};
use crate::{Outcome, Plan, peer};

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let counts = if plan.quick {
        [(1, 50), (8, 20), (64, 5), (512, 2)]
    } else {
        [(1, 1_000), (8, 500), (64, 200), (512, 50)]
    };
    println!("## Commits\n");
    println!(
        "Commits of one document record of 1 KB, each on disk (synced) when it returns. Beside it Python's \
         `sqlite3` with the same settings (WAL, synchronous FULL), a connection and a thread per writer, and \
         `psycopg` on the same PostgreSQL, likewise (at most 64 of them).\n"
    );
    let table = Table::new(&[
        "writers",
        "ours on SQLite, per second",
        "Python sqlite3",
        "ours on PostgreSQL",
        "Python psycopg",
    ]);
    let runtime = tokio::runtime::Runtime::new()?;
    for (writers, each) in counts {
        let home = folder()?;
        let path = home.path().join("office.sqlite");
        let (many, some) = (writers.to_string(), each.to_string());
        let ours = runtime.block_on(async {
            let storage: Arc<dyn Storage> =
                Arc::new(Sqlite::open(&path, OfficeBuilder::collections()).await?);
            commits_per_second(storage, writers, each).await
        })?;
        let mut cells = vec![figure(writers as f64), figure(ours)];
        let place = home.path().join("peer.sqlite");
        // Hundreds of threads at one lock take minutes and tell nothing more.
        let peer = |script, place: &str| match writers {
            ..=64 => peer::measured(plan, script, &[place, &many, &some]),
            _ => Ok(serde_json::Value::Null),
        };
        cells.push(told(&peer("sqlite_commits.py", &place.to_string_lossy())?, "commits_per_second"));
        if let Some(server) = &plan.postgres {
            let ours = runtime.block_on(async {
                let url = database(server, "bench_commits").await?;
                let storage: Arc<dyn Storage> =
                    Arc::new(Postgres::open(&url, OfficeBuilder::collections()).await?);
                commits_per_second(storage, writers, each).await
            })?;
            cells.push(figure(ours));
            cells.push(told(&peer("postgres_commits.py", server)?, "commits_per_second"));
        }
        table.row(cells);
    }
    println!();
    Ok(())
}

/// Makes an empty database and returns its URL.
pub(crate) async fn database(server: &str, name: &str) -> Outcome<String> {
    let mut admin = PgConnection::connect(server).await?;
    for statement in
        [format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"), format!("CREATE DATABASE {name}")]
    {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut admin).await?;
    }
    admin.close().await?;
    let (base, _) = server.rsplit_once('/').ok_or("a URL of a server ends with a database")?;
    Ok(format!("{base}/{name}"))
}

async fn commits_per_second(storage: Arc<dyn Storage>, writers: usize, each: usize) -> Outcome<f64> {
    let start = Instant::now();
    let tasks = (0..writers).map(|_| {
        let storage = Arc::clone(&storage);
        tokio::spawn(async move {
            for _ in 0..each {
                storage.commit(document()).await?;
            }
            Outcome::Ok(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await??;
    }
    let rate = (writers * each) as f64 / start.elapsed().as_secs_f64();
    storage.close().await?;
    Ok(rate)
}

fn document() -> Batch {
    let workspace = WorkspaceId::default_workspace();
    let id = DocumentId::new(SystemClock.now(), &SystemRandomness).to_string();
    // As a hash: in no order.
    let key: String = id.chars().rev().collect();
    let mut attributes = BTreeMap::new();
    attributes.insert("content_key", AttributeValue::Text(key));
    attributes.insert("name", AttributeValue::Text("letter.pdf".to_owned()));
    attributes.insert("added", AttributeValue::Integer(1_796_000_000));
    let body = json!({"id": id, "text": "A letter. ".repeat(100)});
    let record =
        Record { workspace: workspace.clone(), collection: "documents", id, version: 0, attributes, body };
    let mut batch = Batch::new(workspace);
    batch.puts.push(Put { record, expect: Expect::Absent });
    batch
}
