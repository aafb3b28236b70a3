//! What runs hold in memory: those that wait for a model, and those that wait for a person.

use std::time::Duration;

use secretariat::agents::RunStatus;
use serde_json::{Value, json};

use super::stub_process::StubProcess;
use super::{bare, mind::Mind, steps};
use crate::measure::{folder, in_own_process, resident_memory};
use crate::table::{Table, figure, number};
use crate::{Outcome, Plan};

/// How long the stand-in thinks while runs are counted, in milliseconds.
const THINKS: u64 = 60_000;

/// Prints the table.
pub(super) fn run(plan: &Plan) -> Outcome<()> {
    let times = if plan.quick { 1 } else { 3 };
    println!(
        "Memory of one more run: resident memory with the greater count of runs less that with the smaller one, per \
         run, on SQLite, each in a process of its own; the middle of {times} such differences. *In flight*: each run \
         waits for the model's answer, with its connection; the bare client has as many connections and questions, and \
         no runs. *Waiting*: each run waits for a person; what still grows then are the pages that databases keep, up \
         to their limits.\n"
    );
    let table = Table::new(&["runs", "from", "to", "KiB each"]);
    let stub = StubProcess::start()?;
    for (name, what, counts) in [
        ("in flight", "flying", [500, 2_500]),
        ("in flight, the bare client", "bare", [500, 2_500]),
        ("waiting", "waiting", [500, 2_500]),
        ("waiting, many", "waiting", [3_000, 9_000]),
    ] {
        let counts = if plan.quick { [20, 60] } else { counts };
        let mut each = Vec::with_capacity(times);
        for _ in 0..times {
            let mut memory = [f64::NAN; 2];
            for (memory, count) in memory.iter_mut().zip(counts) {
                let arguments = ["held", what, &stub.port, &count.to_string()];
                *memory = number(&in_own_process("agents", &arguments)?, "bytes");
            }
            each.push((memory[1] - memory[0]) / (counts[1] - counts[0]) as f64 / 1_024.0);
        }
        each.sort_by(f64::total_cmp);
        let middle = each.get(times / 2).copied().unwrap_or(f64::NAN);
        let [from, to] = counts.map(|count| count.to_string());
        table.row(vec![name.to_owned(), from, to, figure(middle)]);
    }
    println!();
    Ok(())
}

/// Lets so many runs wait, and reads the memory.
pub(super) async fn measured(what: &str, port: &str, count: usize) -> Outcome<Value> {
    if what == "bare" {
        return questions(port, count).await;
    }
    let home = folder()?;
    let storage = steps::storage(&home.path().to_string_lossy()).await?;
    let is_flying = what == "flying";
    let model = match is_flying {
        true => steps::model(port, 10, THINKS)?,
        false => std::sync::Arc::new(Mind::new(1, Some("sign"))),
    };
    let office = steps::office(storage, model, 0, if is_flying { count } else { 64 }).await?;
    let agent = steps::agent();
    let mut runs = Vec::with_capacity(count);
    for number in 0..count {
        runs.push(office.agents().start(&agent, format!("go run=h{count}x{number}")).await?.id);
    }
    for id in &runs {
        // A run that flies is in the middle of its first turn: nothing more is written of it.
        while !is_flying && office.agents().run(id).await?.status != RunStatus::Waiting {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    if is_flying {
        asked(port, &format!("h{count}x"), count).await?;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let bytes = resident_memory();
    // What flies would land in a minute.
    if !is_flying {
        office.close().await?;
    }
    Ok(json!({ "bytes": bytes }))
}

/// Puts so many questions without runs, and reads the memory.
async fn questions(port: &str, count: usize) -> Outcome<Value> {
    let (client, name) = (bare::client()?, format!("b{count}x"));
    for number in 0..count {
        let said = json!({"role": "user", "content": format!("go run={name}{number}")});
        let body =
            serde_json::to_vec(&json!({"model": format!("stub-n10-p1-l{THINKS}"), "messages": [said]}))?;
        let request = client.post(format!("http://127.0.0.1:{port}/v1/chat/completions")).body(body);
        // Its answer comes after this process has ended.
        drop(tokio::spawn(request.send()));
    }
    asked(port, &name, count).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(json!({ "bytes": resident_memory() }))
}

/// Waits until the stand-in was asked by so many runs of this measure.
async fn asked(port: &str, name: &str, count: usize) -> Outcome<()> {
    let client = bare::client()?;
    loop {
        let answer = client.get(format!("http://127.0.0.1:{port}/stats")).send().await?.bytes().await?;
        let said: Value = serde_json::from_slice(&answer)?;
        let turns = said.get("by").and_then(Value::as_object).ok_or("the stand-in counts nothing")?;
        if turns.keys().filter(|turn| turn.starts_with(name)).count() >= count {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
