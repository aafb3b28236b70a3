//! Runs as AG-UI shows them, judged by the protocol's own models.

use std::io::Write;
use std::process::{Command, Stdio};

use secretariat::Office;
use secretariat::agents::{AgUiEvent, Agent, ApprovalPolicy, Effect};
use secretariat::id::RunId;
use serde_json::{Value, json};

use super::{python, script};
use crate::agents::world::{
    Scripted, agent, builder, counted, office, outcomes, question, says, soon, spec, wants,
};

fn kinds(events: &[AgUiEvent]) -> Vec<&str> {
    events.iter().map(|event| event.data["type"].as_str().unwrap()).collect()
}

/// Checks events against the models of `ag-ui-protocol`, where that is there.
fn judged(events: &[AgUiEvent]) {
    let Some(python) = python() else { return };
    let mut judge = Command::new(python);
    judge.arg(script("judge_ag_ui.py")).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut judge = judge.spawn().unwrap();
    let text: String = events.iter().map(AgUiEvent::sse).collect();
    judge.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let verdict = judge.wait_with_output().unwrap();
    assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stderr));
    let told: Vec<String> =
        String::from_utf8(verdict.stdout).unwrap().split_whitespace().map(str::to_owned).collect();
    assert_eq!(told, kinds(events));
}

async fn stream(office: &Office, id: &RunId, after: u64) -> Vec<AgUiEvent> {
    let mut watch = office.agents().follow_ag_ui(id, after).await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = soon(watch.next()).await.unwrap() {
        all.push(event);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_shown_from_its_start_to_its_outcome() {
    let model = Scripted::in_turn(vec![wants(&[("look", json!({"word": "a"}))]), says("All is well.")]);
    let (look, _) = counted(spec("look", &["word"]), json!({"found": "x".repeat(20_000)}));
    let office = office(&model, vec![look]).await;
    let run = office.agents().start(&agent(&["look"]), "Look").await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap();
    let events = office.agents().ag_ui(&run.id, 0).await.unwrap();
    assert_eq!(
        kinds(&events),
        [
            "RUN_STARTED",
            "STATE_SNAPSHOT",
            "TOOL_CALL_START",
            "TOOL_CALL_ARGS",
            "TOOL_CALL_END",
            "STATE_DELTA",
            "TOOL_CALL_RESULT",
            "TEXT_MESSAGE_START",
            "TEXT_MESSAGE_CONTENT",
            "TEXT_MESSAGE_END",
            "STATE_DELTA",
            "RUN_FINISHED",
        ]
    );
    judged(&events);
    // What lies in a blob is whole.
    assert!(events[6].data["content"].as_str().unwrap().len() > 20_000);
    assert_eq!(events[3].data["delta"], json!({"word": "a"}).to_string());
    let end = &events.last().unwrap().data;
    assert_eq!((&end["result"], &end["usage"][0]["inputTokens"]), (&json!("All is well."), &json!(20)));
    // Who comes back gets the rest; the stream has no other parts than the log.
    let after = events.iter().filter_map(|event| event.sequence).nth(1).unwrap();
    let rest = office.agents().ag_ui(&run.id, after).await.unwrap();
    assert_eq!(rest, events[events.len() - rest.len()..]);
    assert_eq!(stream(&office, &run.id, 0).await, events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_waits_for_people_finishes_with_interrupts_and_goes_on_as_another() {
    let model = Scripted::new(|request| {
        let done = !outcomes(&request.messages).is_empty();
        Ok(if done { says("Paid.") } else { wants(&[("pay", json!({"to": "Ann"}))]) })
    });
    let pay = spec("pay", &["to"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always);
    let office = office(&model, vec![counted(pay, json!("paid")).0]).await;
    let run = office.agents().start(&agent(&["pay"]), "Pay Ann").await.unwrap();
    let asked = question(office.agents(), &run.id).await;
    let waiting = office.agents().ag_ui(&run.id, 0).await.unwrap();
    let end = &waiting.last().unwrap().data;
    assert_eq!(end["outcome"]["type"], "interrupt");
    assert_eq!(end["outcome"]["interrupts"][0]["toolCallId"], asked.call);
    judged(&waiting);
    // A follower hears of it too, and of what comes after.
    let agents = office.agents().clone();
    let id = run.id.clone();
    let following = tokio::spawn(async move {
        let mut watch = agents.follow_ag_ui(&id, 0).await.unwrap();
        let mut all = Vec::new();
        while let Some(event) = watch.next().await.unwrap() {
            let interrupted = event.data["outcome"]["type"] == "interrupt";
            all.push(event);
            if interrupted {
                agents.approve(&id, "call_1").await.unwrap();
            }
        }
        all
    });
    let all = soon(following).await.unwrap();
    judged(&all);
    let runs: Vec<&Value> = all
        .iter()
        .filter(|event| event.data["type"] == "RUN_STARTED")
        .map(|event| &event.data["runId"])
        .collect();
    assert_eq!(runs, [&json!(run.id), &json!(format!("{}.2", run.id))]);
    assert_eq!(all.last().unwrap().data["outcome"]["type"], "success");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pieces_are_told_as_they_come_and_failures_as_errors() {
    let model = Scripted::new(|_| Ok(says("One two three four.")));
    let office = office(&model, vec![]).await;
    let run = office.agents().start(&agent(&[]), "Count").await.unwrap();
    let heard = stream(&office, &run.id, 0).await;
    judged(&heard);
    let text: String = heard
        .iter()
        .filter(|event| event.data["type"] == "TEXT_MESSAGE_CONTENT")
        .map(|event| event.data["delta"].as_str().unwrap())
        .collect();
    assert_eq!(text, "One two three four.", "nothing is told twice");
    let model = Scripted::new(|_| Err(secretariat::Error::unsupported("no such model")));
    let office = crate::agents::world::office(&model, vec![]).await;
    let run = office.agents().start(&agent(&[]), "Count").await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap();
    let events = office.agents().ag_ui(&run.id, 0).await.unwrap();
    assert_eq!(events.last().unwrap().data["code"], "unsupported");
    judged(&events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child_runs_are_subagents() {
    let model = Scripted::new(|request| {
        let is_parent = request.tools.iter().any(|tool| tool.name == "delegate");
        Ok(match (is_parent, outcomes(&request.messages).is_empty()) {
            (true, true) => wants(&[("delegate", json!({"agent": "helper", "task": "Help"}))]),
            _ => says("Helped."),
        })
    });
    let lead = Agent::new("lead", "Lead.").with_member("helper");
    let office = builder(&model, vec![]).agent(Agent::new("helper", "Help.")).build().await.unwrap();
    let run = office.agents().start(&lead, "Go").await.unwrap();
    soon(office.agents().wait(&run.id)).await.unwrap();
    let events = office.agents().ag_ui(&run.id, 0).await.unwrap();
    judged(&events);
    let started = events.iter().find(|event| event.data["type"] == "SUBAGENT_STARTED").unwrap();
    let finished = events.iter().find(|event| event.data["type"] == "SUBAGENT_FINISHED").unwrap();
    assert_eq!(started.data["name"], "helper");
    assert_eq!(started.data["subagentRunId"], finished.data["subagentRunId"]);
}
