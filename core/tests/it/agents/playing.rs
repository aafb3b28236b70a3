//! Playbooks: code that decides, replayed from its log.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use futures::future::BoxFuture;
use secretariat::agents::{ApprovalPolicy, Effect, Playbook, PlaybookSpec, RunEnding, RunStatus, Steps};
use secretariat::{Error, ErrorKind, Office, Result};
use serde_json::{Value, json};

use super::world::{counted, question, soon, spec};

type Play = dyn Fn(Steps, Value) -> BoxFuture<'static, Result<Value>> + Send + Sync;

/// A playbook that plays a closure.
pub(crate) struct Told {
    version: u32,
    play: Box<Play>,
}

impl Told {
    pub(crate) fn new<F>(play: impl Fn(Steps, Value) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Value>> + Send + 'static,
    {
        Self { version: 1, play: Box::new(move |steps, input| Box::pin(play(steps, input))) }
    }
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Told")
    }
}

#[async_trait]
impl Playbook for Told {
    fn spec(&self) -> PlaybookSpec {
        PlaybookSpec {
            name: "told".to_owned(),
            version: self.version,
            description: "Does as it is told.".to_owned(),
            input: json!({"type": "object", "required": ["n"]}),
        }
    }

    async fn play(&self, steps: &Steps, input: Value) -> Result<Value> {
        (self.play)(steps.clone(), input).await
    }
}

async fn played(told: Told) -> (Office, secretariat::agents::RunOutcome) {
    let (look, _) = counted(spec("look", &["at"]), json!({"seen": 1}));
    let (add, _) = counted(spec("add", &["to"]), json!(7));
    let office = Office::builder().tool(look).tool(add).playbook(Arc::new(told)).build().await.unwrap();
    let run = office.agents().play("told", json!({"n": 1})).await.unwrap();
    let outcome = soon(office.agents().wait(&run.id)).await.unwrap();
    (office, outcome)
}

#[tokio::test]
async fn code_calls_tools_one_after_the_other_and_several_at_once_without_a_model() {
    let told = Told::new(|steps, input| async move {
        let first = steps.call("look", json!({"at": 1})).await?;
        let rest = futures::future::try_join_all((0..3).map(|n| {
            let steps = steps.clone();
            async move { steps.call("add", json!({"to": n})).await }
        }));
        Ok(json!({"first": first, "rest": rest.await?, "input": input}))
    });
    let (_, outcome) = played(told).await;
    let expected = json!({"first": {"seen": 1}, "rest": [7, 7, 7], "input": {"n": 1}});
    assert_eq!((outcome.output, outcome.run.spent.tool_calls), (Some(expected), 4));
    assert_eq!(outcome.run.spent.turns, 0);
}

#[tokio::test]
async fn code_hears_of_calls_that_cannot_be_made() {
    let told = Told::new(|steps, _| async move {
        let unknown = steps.call("lokk", json!({})).await.unwrap_err();
        let misfit = steps.call("look", json!({"place": 1})).await.unwrap_err();
        Ok(json!([unknown.kind().code(), misfit.kind().code()]))
    });
    assert_eq!(played(told).await.1.output, Some(json!(["not_found", "invalid_input"])));
}

#[tokio::test]
async fn errors_and_panics_of_code_end_the_run_as_failed() {
    let fails = Told::new(|_, _| async { Err(Error::corrupt("no minutes")) });
    let panics = Told::new(|_, _| async { panic!("gone") });
    for (told, kind) in [(fails, ErrorKind::Corrupt), (panics, ErrorKind::Internal)] {
        let outcome = played(told).await.1;
        assert!(matches!(outcome.run.ending, Some(RunEnding::Failed { kind: found, .. }) if found == kind));
    }
}

#[tokio::test]
async fn an_input_that_does_not_fit_starts_nothing() {
    let told = Told::new(|_, input| async { Ok(input) });
    let office = Office::builder().playbook(Arc::new(told)).build().await.unwrap();
    let refused = office.agents().play("told", json!({})).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert_eq!(office.agents().play("tolled", json!({})).await.unwrap_err().kind(), ErrorKind::NotFound);
}

/// Plays until an approval is waited for, then goes on in a new office with other code.
async fn continued(first: Told, then: Told) -> secretariat::agents::RunOutcome {
    let folder = tempfile::tempdir().unwrap();
    let open = async |told: Told| {
        let (look, _) = counted(spec("look", &["at"]), json!({"seen": 1}));
        let pay = spec("pay", &["to"]).with_effect(Effect::Once).with_approval(ApprovalPolicy::Always);
        let (pay, _) = counted(pay, json!("paid"));
        let builder = Office::builder().tool(look).tool(pay).playbook(Arc::new(told));
        builder.folder(folder.path()).build().await.unwrap()
    };
    let office = open(first).await;
    let run = office.agents().play("told", json!({"n": 1})).await.unwrap().id;
    let asked = question(office.agents(), &run).await;
    office.close().await.unwrap();
    let office = open(then).await;
    office.agents().approve(&run, &asked.call).await.unwrap();
    let outcome = soon(office.agents().wait(&run)).await.unwrap();
    office.close().await.unwrap();
    outcome
}

fn pays_after(at: &'static str) -> Told {
    Told::new(move |steps, _| async move {
        let seen = steps.call("look", json!({"at": at})).await?;
        let paid = steps.call("pay", json!({"to": "Ann"})).await?;
        Ok(json!([seen, paid]))
    })
}

#[tokio::test]
async fn code_is_run_again_after_a_restart_and_goes_on_with_what_its_calls_returned() {
    let outcome = continued(pays_after("mail"), pays_after("mail")).await;
    assert_eq!(outcome.output, Some(json!([{"seen": 1}, "paid"])));
    assert_eq!(outcome.run.spent.tool_calls, 2);
}

#[tokio::test]
async fn code_that_asks_for_another_call_than_its_log_holds_fails_and_names_both() {
    let outcome = continued(pays_after("mail"), pays_after("post")).await;
    let Some(RunEnding::Failed { kind, message }) = outcome.run.ending else { panic!("it did not fail") };
    assert_eq!(kind, ErrorKind::InvalidInput);
    for part in ["at call 1", r#"asks for `look` with {"at":"post"}"#, r#"holds `look` with {"at":"mail"}"#] {
        assert!(message.contains(part), "{message}");
    }
}

#[tokio::test]
async fn code_of_another_version_does_not_go_on_with_an_old_run() {
    let newer = Told { version: 2, ..pays_after("mail") };
    let outcome = continued(pays_after("mail"), newer).await;
    assert!(matches!(outcome.run.ending, Some(RunEnding::Failed { kind: ErrorKind::Unsupported, .. })));
}

#[tokio::test]
async fn code_that_runs_in_two_branches_is_replayed_in_the_order_of_its_log() {
    let plays = Arc::new(AtomicU32::new(0));
    let branches = |plays: Arc<AtomicU32>| {
        Told::new(move |steps, _| {
            plays.fetch_add(1, Ordering::SeqCst);
            async move {
                let branch = |name: &'static str| {
                    let steps = steps.clone();
                    async move {
                        steps.call("look", json!({"at": name})).await?;
                        steps.call("look", json!({"at": format!("{name} again")})).await
                    }
                };
                let (one, two, three) = futures::join!(branch("a"), branch("b"), branch("c"));
                let paid = steps.call("pay", json!({"to": "Ann"})).await?;
                Ok(json!([one?, two?, three?, paid]))
            }
        })
    };
    let outcome = continued(branches(plays.clone()), branches(plays.clone())).await;
    assert_eq!(outcome.run.status, RunStatus::Finished, "{:?}", outcome.run.ending);
    assert!(plays.load(Ordering::SeqCst) >= 2);
}
