//! What a run leaves in the database, beside the bytes of its messages.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use secretariat::agents::RunStatus;
use secretariat::id::WorkspaceId;
use secretariat::storage::Storage;
use serde_json::{Value, json};

use super::counted::Counted;
use super::mind::Mind;
use super::steps;
use crate::measure::{folder, in_own_process, size_of};
use crate::table::{Table, figure, number};
use crate::{Outcome, Plan};

/// Prints the table.
pub(super) fn run(plan: &Plan) -> Outcome<()> {
    let runs = if plan.quick { 2 } else { 20 };
    println!(
        "What a finished run leaves on SQLite, for each byte of its messages (the JSON of the conversation as chat \
         completions carry it). *Log* is all its events; *in progress* is the log and the snapshot together, where \
         they are most; *file* is what the database grows by per run, with record, audit, keys and indexes. Outputs \
         of 2 characters are those of the table above; an office's tools return more. Mean of {runs} runs.\n"
    );
    let table = Table::new(&[
        "turns",
        "characters of each output",
        "message KB",
        "log ×",
        "in progress ×",
        "file ×",
        "commits per turn",
    ]);
    let home = folder()?;
    for output in [0_usize, 200, 1_000] {
        for turns in [10, 40, 400] {
            let place = home.path().join(format!("stored-{turns}-{output}")).to_string_lossy().into_owned();
            let arguments = ["stored", &place, &turns.to_string(), &output.to_string(), &runs.to_string()];
            let stored = in_own_process("agents", &arguments)?;
            let messages = number(&stored, "message_bytes");
            let times = |name| figure(number(&stored, name) / messages);
            table.row(vec![
                turns.to_string(),
                output.max(2).to_string(),
                figure(messages / 1_000.0),
                times("log_bytes"),
                times("most_bytes"),
                times("file_bytes"),
                figure(number(&stored, "commits") / (turns as f64 + 1.0)),
            ]);
        }
    }
    println!();
    Ok(())
}

/// Does runs in an empty office, and looks at what they leave.
pub(super) async fn measured(place: &str, turns: u64, output: usize, runs: usize) -> Outcome<Value> {
    let workspace = WorkspaceId::default_workspace();
    let before = {
        // An office that did one short run has its tables and its specification.
        let office =
            steps::office(steps::storage(place).await?, Arc::new(Mind::new(1, None)), output, 4).await?;
        let run = office.agents().start(&steps::agent(), "go run=r12345678").await?;
        office.agents().wait(&run.id).await?;
        office.close().await?;
        size_of(place.as_ref())?
    };
    let (mut log, mut commits) = (0, 0);
    let counted = Counted::new(steps::storage(place).await?);
    let most = Arc::new(tokio::sync::Mutex::new(0_usize));
    let office = steps::office(counted.clone(), Arc::new(Mind::new(turns, None)), output, 4).await?;
    for number in 0..runs {
        let run = office.agents().start(&steps::agent(), format!("go run=r{number:08}")).await?;
        let stream = format!("run/{}", run.id);
        let watch = async {
            // Snapshots come and go: the largest sum that a look finds.
            loop {
                let snapshot = counted.inner.get(&workspace, "run_snapshots", run.id.as_str()).await?;
                if let Some(snapshot) = snapshot {
                    let sum = bytes(counted.inner.as_ref(), &workspace, &stream).await?
                        + snapshot.body.to_string().len();
                    let mut most = most.lock().await;
                    *most = sum.max(*most);
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        let outcome = tokio::select! {
            failed = watch => return failed,
            outcome = office.agents().wait(&run.id) => outcome?,
        };
        if outcome.run.status != RunStatus::Finished {
            return Err(format!("a run ended otherwise: {:?}", outcome.run.ending).into());
        }
        log += bytes(counted.inner.as_ref(), &workspace, &stream).await?;
        commits = counted.commits.load(Ordering::Relaxed);
    }
    office.close().await?;
    let grown = size_of(place.as_ref())?.saturating_sub(before);
    let output = match output {
        0 => "ok".to_owned(),
        most => "0".repeat(most),
    };
    let mut messages = vec![
        json!({"role": "system", "content": "Do the steps."}),
        json!({"role": "user", "content": "go run=r12345678"}),
    ];
    (0..turns).for_each(|step| messages.extend(spoken(step, &output)));
    messages.push(json!({"role": "assistant", "content": "done r12345678"}));
    let messages: usize = messages.iter().map(|message| message.to_string().len()).sum();
    let log = log as f64 / runs as f64;
    Ok(json!({
        "message_bytes": messages,
        "log_bytes": log,
        "most_bytes": log.max(*most.lock().await as f64),
        "file_bytes": grown as f64 / runs as f64,
        // Less the commit that starts a run.
        "commits": (commits - runs) as f64 / runs as f64,
    }))
}

async fn bytes(storage: &dyn Storage, workspace: &WorkspaceId, stream: &str) -> Outcome<usize> {
    let entries = storage.read(workspace, stream, 0, 100_000).await?;
    Ok(entries.iter().map(|entry| entry.event.to_string().len()).sum())
}

/// What a turn adds to the conversation.
pub(super) fn spoken(step: u64, output: &str) -> [Value; 2] {
    let arguments = json!({"i": step, "run": "r12345678"}).to_string();
    let id = format!("call_{}", step + 1);
    let function = json!({"name": "do_step", "arguments": arguments});
    let calls = json!([{"id": id, "type": "function", "function": function}]);
    [
        json!({"role": "assistant", "content": null, "tool_calls": calls}),
        json!({"role": "tool", "tool_call_id": id, "content": output}),
    ]
}
