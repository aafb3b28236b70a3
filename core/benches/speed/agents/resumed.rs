//! How soon a long run goes on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use secretariat::agents::RunStatus;
use secretariat::id::WorkspaceId;
use secretariat::storage::{Batch, Delete, Expect, Query};
use serde_json::{Value, json};

use super::{mind::Mind, steps};
use crate::measure::{Times, folder, in_own_process};
use crate::table::{Table, told};
use crate::{Outcome, Plan};

/// How often a run is taken up.
const REPETITIONS: usize = 11;

/// Prints the table.
pub(super) fn run(plan: &Plan) -> Outcome<()> {
    let turns = if plan.quick { 40 } else { 1_000 };
    println!(
        "A run of {turns} turns that waits for a person, taken up in new processes on SQLite: *folded* is the time until \
         its state is known, *asked* that from the approval until its model is asked (the call that was approved is \
         made and written in between). Without the snapshot the whole log is folded.\n"
    );
    let table = Table::new(&["", "folded p50 ms", "folded most ms", "asked ms"]);
    let home = folder()?;
    for (name, has_snapshot) in [("with its snapshot", true), ("without", false)] {
        let place = home.path().join(name).to_string_lossy().into_owned();
        in_own_process("agents", &["prepare", &place, &turns.to_string()])?;
        if !has_snapshot {
            tokio::runtime::Runtime::new()?.block_on(forget(&place))?;
        }
        let measured = in_own_process("agents", &["resume", &place])?;
        table.row(vec![
            name.to_owned(),
            told(&measured, "folded_p50_ms"),
            told(&measured, "folded_most_ms"),
            told(&measured, "asked_ms"),
        ]);
    }
    println!();
    Ok(())
}

/// Lets a run come to the call that a person has to agree to.
pub(super) async fn prepared(place: &str, turns: u64) -> Outcome<Value> {
    let storage = steps::storage(place).await?;
    let office = steps::office(storage, Arc::new(Mind::new(turns, Some("sign"))), 0, 4).await?;
    let run = office.agents().start(&steps::agent(), "go run=r12345678").await?;
    while office.agents().run(&run.id).await?.status != RunStatus::Waiting {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    office.close().await?;
    Ok(Value::Null)
}

/// Removes the snapshots of a database.
async fn forget(place: &str) -> Outcome<()> {
    let storage = steps::storage(place).await?;
    let home = WorkspaceId::default_workspace();
    let query = Query::new(home.clone(), "run_snapshots");
    let mut batch = Batch::new(home);
    for record in storage.query(query).await?.records {
        let expect = Expect::Any;
        batch.deletes.push(Delete { collection: "run_snapshots", id: record.id, expect });
    }
    storage.commit(batch).await?;
    storage.close().await?;
    Ok(())
}

/// Takes the run up.
pub(super) async fn measured(place: &str) -> Outcome<Value> {
    let office = steps::office(steps::storage(place).await?, Arc::new(Mind::new(0, None)), 0, 0).await?;
    let (runs, _) = office.agents().list(Some(RunStatus::Waiting), None, 1).await?;
    let run = runs.into_iter().next().ok_or("no run waits")?;
    let mut times = Times::default();
    for _ in 0..REPETITIONS {
        let start = Instant::now();
        let asked = office.agents().questions(&run.id).await?;
        times.add(start.elapsed());
        if asked.len() != 1 {
            return Err("the run asks for nothing".into());
        }
    }
    office.close().await?;
    let done = Arc::new(Mind::new(0, None));
    let office = steps::office(steps::storage(place).await?, done.clone(), 0, 4).await?;
    let question = office.agents().questions(&run.id).await?;
    let call = &question.first().ok_or("the run asks for nothing")?.call;
    let start = Instant::now();
    office.agents().approve(&run.id, call).await?;
    office.agents().wait(&run.id).await?;
    let asked = done.asked.lock().map_err(|_| "a panic")?.ok_or("the model was not asked")?;
    office.close().await?;
    Ok(json!({
        "folded_p50_ms": times.within(0.5),
        "folded_most_ms": times.within(1.0),
        "asked_ms": asked.duration_since(start).as_secs_f64() * 1_000.0,
    }))
}
