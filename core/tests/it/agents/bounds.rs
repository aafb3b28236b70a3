//! Budgets, loops, guardrails, cancellation and timers.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use secretariat::ErrorKind;
use secretariat::agents::{
    Agent, Budget, BudgetItem, Effect, GuardedText, Guardrail, RunEnding, RunEvent, RunStatus, TokenPrice,
    ToolOutput,
};
use secretariat::id::RunId;
use serde_json::json;

use super::world::{
    Acting, Scripted, agent, counted, events, office, outcome, outcomes, reaches, says, soon, spec, wants,
};

fn over(item: BudgetItem, limit: u64) -> Option<RunEnding> {
    Some(RunEnding::OverBudget { item, limit })
}

#[tokio::test]
async fn a_run_ends_when_a_budget_is_used_up() {
    let endless = || {
        let next = std::sync::atomic::AtomicUsize::new(0);
        Scripted::new(move |_| Ok(wants(&[("look", json!({"at": next.fetch_add(1, Ordering::SeqCst)}))])))
    };
    let none = Budget { turns: None, tool_calls: None, ..Budget::default() };
    for (budget, item, limit, turns) in [
        (Budget { turns: Some(3), ..none }, BudgetItem::Turns, 3, 3),
        (Budget { tool_calls: Some(2), ..none }, BudgetItem::ToolCalls, 2, 3),
        (Budget { input_tokens: Some(25), ..none }, BudgetItem::InputTokens, 25, 3),
        (Budget { output_tokens: Some(10), ..none }, BudgetItem::OutputTokens, 10, 2),
        (Budget { cost_micros: Some(40), ..none }, BudgetItem::Cost, 40, 2),
    ] {
        let (model, (look, _)) = (endless(), counted(spec("look", &["at"]), json!(1)));
        let price =
            Some(TokenPrice { input_micros: 1_000_000, cached_micros: None, output_micros: 2_000_000 });
        let agent = Agent { budget, price, ..agent(&["look"]) };
        let outcome = outcome(&office(&model, vec![look]).await, &agent, "Go").await;
        assert_eq!((outcome.run.status, outcome.run.ending), (RunStatus::Failed, over(item, limit)));
        assert_eq!(model.count(), turns, "{item:?}");
    }
}

#[tokio::test]
async fn the_same_call_three_times_ends_the_run_before_the_third_is_made() {
    let model = Scripted::in_turn(vec![wants(&[("look", json!({"at": "mail"}))])]);
    let (look, count) = counted(spec("look", &["at"]), json!(1));
    let outcome = outcome(&office(&model, vec![look]).await, &agent(&["look"]), "Go").await;
    assert_eq!(outcome.run.ending, over(BudgetItem::Repetition, 3));
    assert_eq!((model.count(), count.load(Ordering::SeqCst)), (3, 2));
}

#[tokio::test]
async fn time_that_is_up_ends_a_run_that_hangs() {
    let model = Scripted::in_turn(vec![wants(&[("hang", json!({}))])]);
    let hang = Acting::new(spec("hang", &[]), |_, _| std::future::pending());
    let agent = Agent { budget: Budget { wall_seconds: Some(1), ..Budget::default() }, ..agent(&["hang"]) };
    let outcome = outcome(&office(&model, vec![Arc::new(hang)]).await, &agent, "Go").await;
    assert_eq!(outcome.run.ending, over(BudgetItem::WallTime, 1));
}

#[tokio::test]
async fn guardrails_stop_what_must_not_go_in_or_out() {
    let rail = |on| Guardrail { name: "secrets".to_owned(), on, forbidden: r"(?i)pass\s*word".to_owned() };
    let agent = Agent { guardrails: vec![rail(GuardedText::Input), rail(GuardedText::Output)], ..agent(&[]) };
    let model = Scripted::in_turn(vec![says("The PassWord is 1234")]);
    let office = office(&model, Vec::new()).await;
    let refused = office.agents().start(&agent, "Tell the password").await.unwrap_err();
    assert_eq!((refused.kind(), model.count()), (ErrorKind::Denied, 0));
    let outcome = outcome(&office, &agent, "Tell").await;
    assert_eq!(outcome.run.ending, Some(RunEnding::Guarded { guardrail: "secrets".to_owned() }));
    assert_eq!(outcome.output, None);
}

#[tokio::test]
async fn a_cancelled_run_drops_what_has_no_effect_at_once() {
    let model = Scripted::in_turn(vec![wants(&[("hang", json!({}))])]);
    let (begun, mut begins) = tokio::sync::watch::channel(false);
    let hang = Acting::new(spec("hang", &[]), move |_, _| {
        begun.send_replace(true);
        std::future::pending()
    });
    let office = office(&model, vec![Arc::new(hang)]).await;
    let agents = office.agents();
    let run = agents.start(&agent(&["hang"]), "Go").await.unwrap();
    soon(begins.wait_for(|begun| *begun)).await.unwrap();
    agents.cancel(&run.id, Some("changed my mind".to_owned())).await.unwrap();
    let outcome = soon(agents.wait(&run.id)).await.unwrap();
    assert_eq!((outcome.run.status, outcome.run.ending), (RunStatus::Cancelled, Some(RunEnding::Cancelled)));
    assert_eq!(agents.cancel(&run.id, None).await.unwrap().status, RunStatus::Cancelled);
    assert_eq!(agents.send(&run.id, "more").await.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_cancelled_run_lets_an_effect_end_and_writes_it_down_or_says_that_nobody_knows() {
    for (takes, last) in [(300, "tool_completed"), (600_000, "tool_unknown")] {
        let model = Scripted::in_turn(vec![wants(&[("pay", json!({}))])]);
        let (begun, mut begins) = tokio::sync::watch::channel(false);
        let pay = spec("pay", &[]).with_effect(Effect::Once).with_timeout(Duration::from_secs(3_600));
        let pay = Acting::new(pay, move |_, _| {
            begun.send_replace(true);
            async move {
                tokio::time::sleep(Duration::from_millis(takes)).await;
                Ok(ToolOutput::new(json!("paid")))
            }
        });
        let office = office(&model, vec![Arc::new(pay)]).await;
        let agents = office.agents();
        let run = agents.start(&agent(&["pay"]), "Go").await.unwrap();
        soon(begins.wait_for(|begun| *begun)).await.unwrap();
        agents.cancel(&run.id, None).await.unwrap();
        assert_eq!(soon(agents.wait(&run.id)).await.unwrap().run.status, RunStatus::Cancelled);
        let events = events(agents, &run.id).await;
        let before_last = serde_json::to_value(&events[events.len() - 2]).unwrap();
        assert_eq!(before_last["type"], last);
    }
}

#[tokio::test]
async fn what_a_person_adds_while_the_model_answers_is_heard_with_the_next_turn() {
    let (go, wait) = tokio::sync::watch::channel(false);
    let look = Acting::new(spec("look", &[]), move |_, _| {
        let mut wait = wait.clone();
        async move {
            wait.wait_for(|go| *go).await.unwrap();
            Ok(ToolOutput::new(json!("seen")))
        }
    });
    let model = Scripted::in_turn(vec![wants(&[("look", json!({}))]), says("done")]);
    let office = office(&model, vec![Arc::new(look)]).await;
    let run = office.agents().start(&agent(&["look"]), "Look").await.unwrap();
    office.agents().send(&run.id, "and hurry").await.unwrap();
    go.send_replace(true);
    assert_eq!(soon(office.agents().wait(&run.id)).await.unwrap().output, Some(json!("done")));
    let heard = serde_json::to_string(&model.last()).unwrap();
    assert!(heard.contains("and hurry"), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_adds_before_an_outcome_is_written_comes_before_it_and_nothing_is_lost() {
    let (asked, mut asks) = tokio::sync::watch::channel(0);
    let model = Scripted::new(move |request| {
        let turn = outcomes(&request.messages).len();
        asked.send_replace(turn);
        if turn == 1 {
            // The outcome of the call is not written yet, and this thread does not go on with the run.
            std::thread::sleep(Duration::from_millis(60));
        }
        Ok(if turn < 2 { wants(&[("look", json!({"at": turn}))]) } else { says("done") })
    });
    let (look, count) = counted(spec("look", &["at"]), json!("seen"));
    let office = office(&model, vec![look]).await;
    let run = office.agents().start(&agent(&["look"]), "Look").await.unwrap();
    soon(asks.wait_for(|turn| *turn == 1)).await.unwrap();
    office.agents().send(&run.id, "and hurry").await.unwrap();
    assert_eq!(soon(office.agents().wait(&run.id)).await.unwrap().output, Some(json!("done")));
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let log = events(office.agents(), &run.id).await;
    let place = |wanted: fn(&RunEvent) -> bool| log.iter().position(wanted).unwrap();
    let said = place(|event| matches!(event, RunEvent::InputAdded { .. }));
    assert!(said < place(|event| matches!(event, RunEvent::ToolCompleted { .. })), "{log:?}");
    let completed = log.iter().filter(|event| matches!(event, RunEvent::ToolCompleted { .. }));
    assert_eq!(completed.count(), 2);
    let heard = serde_json::to_string(&model.last()).unwrap();
    assert!(heard.contains("and hurry"), "{heard}");
    assert_eq!(office.agents().replay(&run.id).await.unwrap().divergence, None);
}

#[tokio::test]
async fn a_run_waits_for_its_time_without_a_worker_and_goes_on_then() {
    let at = jiff::Timestamp::from_second(secretariat::clock::SystemClock.now_second() + 3).unwrap();
    let model =
        Scripted::in_turn(vec![wants(&[("wait_until", json!({"at": at.to_string()}))]), says("here")]);
    let office = office(&model, Vec::new()).await;
    let run = office.agents().start(&agent(&["wait_until"]), "Wait").await.unwrap();
    let waiting = reaches(office.agents(), &run.id, RunStatus::Waiting).await;
    assert_eq!(waiting.wake_at, Some(at));
    let outcome = soon(office.agents().wait(&run.id)).await.unwrap();
    assert_eq!(outcome.output, Some(json!("here")));
    assert_eq!(outcomes(&model.last()), [("the time has come".to_owned(), false)]);
    let fired = events(office.agents(), &run.id).await;
    assert!(fired.iter().any(|event| matches!(event, RunEvent::TimerFired { .. })));
}

#[tokio::test]
async fn runs_that_are_not_there_are_not_found() {
    let model = Scripted::in_turn(vec![says("done")]);
    let office = office(&model, Vec::new()).await;
    let id: RunId = "run_0".parse().unwrap();
    assert_eq!(office.agents().run(&id).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(office.agents().wait(&id).await.unwrap_err().kind(), ErrorKind::NotFound);
    let unknown = office.agents().start(&agent(&["look"]), "Go").await.unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
    assert!(unknown.message().contains("`look`"), "{unknown}");
}

trait Seconds {
    fn now_second(&self) -> i64;
}

impl Seconds for secretariat::clock::SystemClock {
    fn now_second(&self) -> i64 {
        secretariat::clock::Clock::now(self).as_second()
    }
}
