//! How many commits a second are safe on disk.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use secretariat::OfficeBuilder;
use secretariat::id::WorkspaceId;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Expect, Put, Record, Storage};
use serde_json::json;

use crate::measure::folder;
use crate::table::{Table, figure, told};
use crate::{Outcome, Plan, peer};

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let counts = if plan.quick { [(1, 50), (64, 5)] } else { [(1, 1_000), (64, 200)] };
    println!("## Commits\n");
    println!(
        "Commits of one document record of 1 KB, each on disk (synced) when it returns. Beside it Python's \
         `sqlite3` with the same settings (WAL, synchronous FULL), a connection and a thread per writer.\n"
    );
    let table = Table::new(&["writers", "Secretariat commits/s", "Python sqlite3 commits/s"]);
    for (writers, each) in counts {
        let home = folder()?;
        let path = home.path().join("office.sqlite");
        let ours = tokio::runtime::Runtime::new()?.block_on(async {
            let storage: Arc<dyn Storage> =
                Arc::new(Sqlite::open(&path, OfficeBuilder::collections()).await?);
            commits_per_second(storage, writers, each).await
        })?;
        let database = home.path().join("peer.sqlite");
        let theirs = peer::measured(
            plan,
            "sqlite_commits.py",
            &[&database.to_string_lossy(), &writers.to_string(), &each.to_string()],
        )?;
        table.row(vec![figure(writers as f64), figure(ours), told(&theirs, "commits_per_second")]);
    }
    println!();
    Ok(())
}

async fn commits_per_second(storage: Arc<dyn Storage>, writers: usize, each: usize) -> Outcome<f64> {
    let start = Instant::now();
    let tasks = (0..writers).map(|writer| {
        let storage = Arc::clone(&storage);
        tokio::spawn(async move {
            for number in 0..each {
                storage.commit(document(format!("doc_{writer}_{number}"))).await?;
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

fn document(id: String) -> Batch {
    let workspace = WorkspaceId::default_workspace();
    let mut attributes = BTreeMap::new();
    attributes.insert("content_key", AttributeValue::Text(id.clone()));
    attributes.insert("name", AttributeValue::Text("letter.pdf".to_owned()));
    attributes.insert("added", AttributeValue::Integer(1_796_000_000));
    let body = json!({"id": id, "text": "A letter. ".repeat(100)});
    let record =
        Record { workspace: workspace.clone(), collection: "documents", id, version: 0, attributes, body };
    let mut batch = Batch::new(workspace);
    batch.puts.push(Put { record, expect: Expect::Absent });
    batch
}
