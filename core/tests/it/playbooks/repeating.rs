//! The same office, input and day give the same calls and outcome, also over a crash after each step.

use std::sync::Arc;

use secretariat::agents::{Playbook, Steps};
use secretariat::tools::playbooks::all;
use secretariat::{ErrorKind, Office};
use serde_json::{Value, json};

use super::world::planted;
use crate::tools::direct::{Called, Direct};

async fn input(office: &Office, name: &str) -> Value {
    match name {
        "write_minutes" => json!({ "transcript": office.documents().find("notes.md").await.unwrap().id }),
        "prepare_meeting" => json!({ "topic": "Lease of the rooms", "today": "2026-11-23" }),
        _ => json!({ "today": "2026-11-23" }),
    }
}

async fn play(
    playbook: &Arc<dyn Playbook>,
    direct: Direct,
    input: Value,
) -> (secretariat::Result<Value>, Vec<Called>) {
    let (steps, calls): (Steps, _) = direct.steps();
    let outcome = playbook.play(&steps, input).await;
    (outcome, calls.calls())
}

#[tokio::test]
async fn playing_twice_gives_the_same_calls_and_the_same_outcome() {
    for playbook in all() {
        let name = playbook.spec().name;
        let (one, other) = (planted().await, planted().await);
        let input = input(&one, &name).await;
        let first = play(&playbook, Direct::new(&one), input.clone()).await;
        let second = play(&playbook, Direct::new(&other), input).await;
        assert_eq!(first.0.unwrap(), second.0.unwrap(), "{name}");
        assert_eq!(first.1, second.1, "{name}");
    }
}

#[tokio::test]
async fn a_play_that_broke_off_after_any_step_goes_on_as_if_nothing_had_been() {
    for playbook in all() {
        let name = playbook.spec().name;
        let office = planted().await;
        let input = input(&office, &name).await;
        let (outcome, whole) = play(&playbook, Direct::new(&office), input.clone()).await;
        let outcome = outcome.unwrap();
        let drafts = office.communications().newest(100).await.unwrap().len();
        for broken in 0..whole.len() {
            let recorded: Vec<Called> = whole.iter().take(broken).cloned().collect();
            let direct = Direct::new(&office).after(recorded.clone()).stopping_after(broken);
            let (error, _) = play(&playbook, direct, input.clone()).await;
            assert_eq!(error.unwrap_err().kind(), ErrorKind::Unavailable, "{name} after {broken}");
            let (again, calls) = play(&playbook, Direct::new(&office).after(recorded), input.clone()).await;
            assert_eq!(again.unwrap(), outcome, "{name} after {broken}");
            assert_eq!(calls, whole, "{name} after {broken}");
        }
        // The keys of the calls kept every draft from being made again.
        assert_eq!(office.communications().newest(100).await.unwrap().len(), drafts, "{name}");
    }
}

#[tokio::test]
async fn playbooks_say_what_they_take_and_refuse_what_they_do_not() {
    let office = planted().await;
    let mut names = Vec::new();
    for playbook in all() {
        let spec = playbook.spec();
        assert!(
            spec.description.len() > 40 && spec.input["type"] == "object" && spec.version == 1,
            "{}",
            spec.name
        );
        let (outcome, calls) = play(&playbook, Direct::new(&office), json!({ "shell": "rm" })).await;
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::InvalidInput, "{}", spec.name);
        assert!(calls.is_empty());
        names.push(spec.name);
    }
    assert_eq!(
        names,
        [
            "chase_unpaid_invoices",
            "contract_renewal_watch",
            "prepare_meeting",
            "triage_inbox",
            "weekly_report",
            "write_minutes"
        ]
    );
}
