//! `secretariat agents`, `run`, `runs`, `watch` and `replay`: work of several steps, by code or by a model.

use secretariat::agents::{
    Agent, QuestionKind, Run, RunEnding, RunEntry, RunEvent, RunNews, RunOutcome, RunStatus,
};
use secretariat::id::RunId;
use secretariat::{Error, ErrorKind, Office, Result};
use serde_json::{Value, json};

use super::played;
use crate::args::{Global, Replay, Run as RunArguments, Runs, RunsAction, Watch};
use crate::output::{Output, alarm, dim, headline, line, plain, strong};
use crate::{files, setup};

/// The widest line of a description.
const WIDE: usize = 100;

pub(crate) async fn agents(global: &Global, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let (playbooks, tools) = (office.agents().playbooks().await?, office.agents().tools().await?);
    if output.is_json() {
        output.json(&json!({ "playbooks": playbooks, "tools": tools }));
    } else {
        output.print(&headline("Playbooks"));
        for playbook in &playbooks {
            output.print(&format!("{:<24} {}\n", playbook.name, line(&playbook.description, WIDE)));
        }
        output.print(&headline("Tools"));
        for tool in &tools {
            output.print(&format!("{:<24} {}\n", tool.name, line(&tool.description, WIDE)));
        }
    }
    office.close().await?;
    Ok(0)
}

pub(crate) async fn run(global: &Global, arguments: RunArguments, output: &Output) -> Result<u8> {
    let office = setup::open_with_worker(global).await?;
    let run = start(&office, arguments).await?;
    output.note(&format!("run {}", run.id));
    let code = follow(&office, &run.id, 0, output).await?;
    office.close().await?;
    Ok(code)
}

async fn start(office: &Office, arguments: RunArguments) -> Result<Run> {
    if let Some(file) = &arguments.agent {
        let agent: Agent = serde_json::from_str(&files::text(file)?).map_err(|error| {
            Error::invalid_input(format!("this is no agent: {error}")).about(file.display())
        })?;
        return office.agents().start(&agent, arguments.say.unwrap_or_default()).await;
    }
    let input: Value = serde_json::from_str(&arguments.input)
        .map_err(|error| Error::invalid_input(format!("--input is no JSON: {error}")))?;
    office.agents().play(&arguments.playbook.unwrap_or_default(), input).await
}

/// Prints what happens until the run is over or waits for a person.
async fn follow(office: &Office, id: &RunId, after: u64, output: &Output) -> Result<u8> {
    let mut watch = office.agents().events(id, after).await?;
    while let Some(news) = watch.next().await? {
        let RunNews::Event { entry } = news else { continue };
        tell(&entry, output);
        if matches!(entry.event, RunEvent::ApprovalRequested { .. } | RunEvent::ToolUnknown { .. }) {
            let run = office.agents().run(id).await?;
            show(office, &RunOutcome { run, output: None }, output).await?;
            return Ok(0);
        }
    }
    let outcome = office.agents().wait(id).await?;
    let code = code(&outcome.run);
    show(office, &outcome, output).await?;
    Ok(code)
}

fn tell(entry: &RunEntry, output: &Output) {
    let told = match &entry.event {
        RunEvent::ToolPlanned { tool, .. } => format!("{tool} …"),
        RunEvent::ToolFailed { call, message, .. } => format!("{call} failed: {message}"),
        RunEvent::ToolUnknown { call, why } => format!("nobody knows what became of {call}: {why}"),
        RunEvent::ApprovalRequested { call, .. } => format!("{call} waits for approval"),
        RunEvent::HandedOff { agent, .. } => format!("goes on as {agent}"),
        RunEvent::ChildSpawned { run, .. } => format!("{run} begins"),
        _ => return,
    };
    output.note(&dim(&line(&told, WIDE)));
}

/// The exit code of a run: that of the kind of its failure.
fn code(run: &Run) -> u8 {
    let kind = match &run.ending {
        Some(RunEnding::Failed { kind, .. }) => *kind,
        Some(RunEnding::OverBudget { .. }) => ErrorKind::LimitExceeded,
        Some(RunEnding::Guarded { .. }) => ErrorKind::Denied,
        Some(RunEnding::Cancelled | RunEnding::Finished { .. }) | None => return 0,
    };
    kind.profile().exit_code
}

async fn show(office: &Office, outcome: &RunOutcome, output: &Output) -> Result<()> {
    let run = &outcome.run;
    let questions = office.agents().questions(&run.id).await?;
    if output.is_json() {
        output.json(&json!({ "run": run, "output": outcome.output, "questions": questions }));
        return Ok(());
    }
    output.print(&format!("{} {} {}\n", strong(run.status.name()), run.agent, run.id));
    match &run.ending {
        Some(RunEnding::Failed { message, .. }) => {
            output.print(&format!("  {}\n", alarm(&line(message, 400))));
        }
        Some(RunEnding::OverBudget { item, limit }) => {
            output.print(&format!("  {}\n", alarm(&format!("over its budget: {item:?} {limit}"))));
        }
        Some(RunEnding::Guarded { guardrail }) => {
            output.print(&format!("  {}\n", alarm(&format!("stopped by the guardrail {guardrail}"))));
        }
        _ => {}
    }
    for question in &questions {
        let asks = match question.asks {
            QuestionKind::MayItBeMade { .. } => "may it be made?",
            QuestionKind::DidItHappen => "did it take effect?",
        };
        let arguments = line(&question.arguments.to_string(), 300);
        output.print(&format!("  {} {} {arguments}: {asks}\n", question.call, question.tool));
        if let QuestionKind::MayItBeMade { approval } = &question.asks {
            output.print(&looked_at(&office.approvals().get(approval).await?.shown));
        }
    }
    if !questions.is_empty() {
        output.note(&format!("answer with `runs approve {} CALL` or `runs reject {0} CALL`", run.id));
    }
    if let Some(told) = outcome.output.as_ref().and_then(|output| played::told(&run.agent, output)) {
        output.print(&told);
        return Ok(());
    }
    match &outcome.output {
        Some(Value::String(text)) => output.print(&format!("{}\n", plain(text))),
        Some(value) => output.print(&format!("{}\n", plain(&format!("{value:#}")))),
        None => {}
    }
    Ok(())
}

/// What an approver is to look at: what would happen, and the places that it comes from.
fn looked_at(shown: &Value) -> String {
    let mut text = String::new();
    let preview = &shown["preview"];
    let recipients = preview["recipients"].as_array().into_iter().flatten();
    for recipient in recipients.filter_map(|one| one["mailbox"]["address"].as_str()) {
        text.push_str(&format!("    to {}\n", strong(&line(recipient, 200))));
    }
    if let Some(subject) = preview["subject"].as_str() {
        text.push_str(&format!("    subject {}\n", line(subject, 200)));
    }
    for written in preview["text"].as_str().into_iter().flat_map(str::lines).take(40) {
        text.push_str(&format!("    | {}\n", line(written, 200)));
    }
    if let Some(failed) = shown["preview_failed"].as_str() {
        text.push_str(&format!("    {}\n", alarm(&line(failed, 200))));
    }
    for pointer in shown["untrusted"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        text.push_str(&format!("    {} {}\n", alarm("not from a person:"), line(pointer, 200)));
    }
    for source in shown["sources"].as_array().into_iter().flatten().take(5) {
        let (quote, place) = (source["quote"].as_str(), source["place"].as_str());
        let told = format!("“{}” ({})", line(quote.unwrap_or_default(), 160), place.unwrap_or_default());
        text.push_str(&format!("    {}\n", dim(&told)));
    }
    text
}

pub(crate) async fn runs(global: &Global, runs: Runs, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    match runs.action {
        None => list(&office, runs.status, output).await?,
        Some(RunsAction::Show { run }) => {
            let id = run.parse()?;
            let run = office.agents().run(&id).await?;
            let outcome = match run.status.is_over() {
                true => office.agents().wait(&id).await?,
                false => RunOutcome { run, output: None },
            };
            show(&office, &outcome, output).await?;
        }
        Some(RunsAction::Approve { run, call }) => {
            office.agents().approve(&run.parse()?, &call).await?;
            output.note("`watch` or `work` goes on with it");
        }
        Some(RunsAction::Reject { run, call, reason }) => {
            office.agents().reject(&run.parse()?, &call, reason).await?;
            output.note("`watch` or `work` goes on with it");
        }
        Some(RunsAction::Cancel { run, reason }) => {
            let run = office.agents().cancel(&run.parse()?, reason).await?;
            show(&office, &RunOutcome { run, output: None }, output).await?;
        }
    }
    office.close().await?;
    Ok(0)
}

async fn list(office: &Office, status: Option<String>, output: &Output) -> Result<()> {
    let status: Option<RunStatus> = status
        .map(|name| {
            serde_json::from_value(Value::String(name.clone())).map_err(|_| {
                Error::invalid_input(format!(
                    "{name} is no status: running, waiting, finished, failed, cancelled"
                ))
            })
        })
        .transpose()?;
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let (page, next) = office.agents().list(status, cursor, 100).await?;
        all.extend(page);
        match next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    if output.is_json() {
        output.json(&all);
        return Ok(());
    }
    for run in &all {
        output.print(&format!("{}  {:<10} {}\n", run.id, run.status.name(), run.agent));
    }
    Ok(())
}

pub(crate) async fn watch(global: &Global, watch: Watch, output: &Output) -> Result<u8> {
    let office = setup::open_with_worker(global).await?;
    let code = follow(&office, &watch.run.parse()?, watch.after, output).await?;
    office.close().await?;
    Ok(code)
}

pub(crate) async fn replay(global: &Global, replay: Replay, output: &Output) -> Result<u8> {
    let office = setup::open(global).await?;
    let report = office.agents().replay(&replay.run.parse()?).await?;
    office.close().await?;
    match (&report.divergence, output.is_json()) {
        (_, true) => output.json(&report),
        (None, false) => output.print(&format!("{} events, the same today\n", report.events)),
        (Some(found), false) => {
            let (sequence, path) = (found.sequence, &found.path);
            output.print(&format!("{} at event {sequence}, {path}\n", alarm("another way today")));
            output.print(&format!("  recorded {}\n", line(&found.recorded.to_string(), 300)));
            output.print(&format!("  replayed {}\n", line(&found.replayed.to_string(), 300)));
        }
    }
    Ok(if report.divergence.is_some() { ErrorKind::Conflict.profile().exit_code } else { 0 })
}
