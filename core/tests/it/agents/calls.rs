//! Turns and calls: what a model may do wrong, what a tool may do wrong, and what is told of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use secretariat::agents::{
    CallAnswer, Effect, QuestionKind, Reconciled, RunEvent, RunNews, RunStatus, Tool, ToolOutput,
};
use secretariat::models::{Finish, ModelMessage, RequestedCall};
use secretariat::{Error, ErrorKind};
use serde_json::{Value, json};

use super::world::{
    Acting, Scripted, agent, counted, events, office, outcome, outcomes, question, says, soon, spec, wants,
};

#[tokio::test]
async fn a_run_calls_its_tool_and_ends_with_the_models_answer() {
    let model = Scripted::in_turn(vec![wants(&[("look", json!({"at": "mail"}))]), says("3 letters")]);
    let (look, count) = counted(spec("look", &["at"]), json!({"letters": 3}));
    let office = office(&model, vec![look]).await;
    let outcome = outcome(&office, &agent(&["look"]), "How many letters?").await;
    assert_eq!((outcome.run.status, outcome.output), (RunStatus::Finished, Some(json!("3 letters"))));
    assert_eq!((count.load(Ordering::SeqCst), model.count()), (1, 2));
    let spent = outcome.run.spent;
    assert_eq!((spent.turns, spent.tool_calls, spent.input_tokens, spent.output_tokens), (2, 1, 20, 10));
    let expected = [
        ModelMessage::System { text: "Do what you are asked.".to_owned() },
        ModelMessage::User { text: "How many letters?".to_owned() },
        ModelMessage::Assistant {
            text: String::new(),
            calls: vec![RequestedCall {
                id: "call_1".to_owned(),
                tool: "look".to_owned(),
                arguments: r#"{"at":"mail"}"#.to_owned(),
            }],
        },
        ModelMessage::Tool {
            call_id: "call_1".to_owned(),
            text: r#"{"letters":3}"#.to_owned(),
            failed: false,
        },
    ];
    assert_eq!(model.last(), expected);
    let kinds: Vec<Value> = events(office.agents(), &outcome.run.id)
        .await
        .iter()
        .map(|event| serde_json::to_value(event).unwrap()["type"].clone())
        .collect();
    let told = "run_created model_completed tool_planned budget_settled tool_completed model_completed \
                budget_settled run_finished";
    assert_eq!(kinds, told.split_whitespace().collect::<Vec<_>>());
}

#[tokio::test]
async fn bad_arguments_and_unknown_tools_go_back_to_the_model_and_reach_no_tool() {
    let mut torn = wants(&[("look", json!({}))]);
    torn.calls[0].arguments = r#"{"at": "#.to_owned();
    let model = Scripted::in_turn(vec![
        torn,
        wants(&[("look", json!({"at": [1]})), ("lokk", json!({})), ("look", json!({"place": 1}))]),
        wants(&[("look", json!({"at": "mail"}))]),
        says("done"),
    ]);
    let (look, count) = counted(spec("look", &["at"]), json!("seen"));
    let office = office(&model, vec![look]).await;
    let outcome = outcome(&office, &agent(&["look"]), "Look").await;
    assert_eq!(outcome.run.status, RunStatus::Finished);
    assert_eq!(count.load(Ordering::SeqCst), 1);
    let told = outcomes(&model.last());
    let failed: Vec<bool> = told.iter().map(|(_, failed)| *failed).collect();
    assert_eq!(failed, [true, true, true, true, false]);
    for (place, word) in [(0, "no JSON object"), (1, "`/at`"), (2, "no tool `lokk`"), (3, "do not fit")] {
        assert!(told[place].0.contains(word), "{place}: {}", told[place].0);
    }
}

#[tokio::test]
async fn what_a_tool_does_wrong_is_told_to_the_model() {
    let panics = Acting::new(spec("panics", &[]), |_, _| async { panic!("gone") });
    let hangs = spec("hangs", &[]).with_timeout(Duration::from_millis(30));
    let hangs = Acting::new(hangs, |_, _| std::future::pending());
    let floods =
        Acting::new(spec("floods", &[]), |_, _| async { Ok(ToolOutput::new(json!("x".repeat(50 << 20)))) });
    let refuses =
        Acting::new(spec("refuses", &[]), |_, _| async { Err(Error::corrupt("the file is damaged")) });
    let nested = Acting::new(spec("nested", &[]), |_, _| async {
        Ok(ToolOutput::new((0..90).fold(json!(1), |inner, _| json!([inner]))))
    });
    let names = ["panics", "hangs", "floods", "refuses", "nested"];
    let calls: Vec<(&str, Value)> = names.iter().map(|name| (*name, json!({}))).collect();
    let model = Scripted::in_turn(vec![wants(&calls), says("so be it")]);
    let tools: Vec<Arc<dyn Tool>> =
        vec![Arc::new(panics), Arc::new(hangs), Arc::new(floods), Arc::new(refuses), Arc::new(nested)];
    let office = office(&model, tools).await;
    let outcome = outcome(&office, &agent(&names), "Go").await;
    assert_eq!(outcome.run.status, RunStatus::Finished);
    let told = outcomes(&model.last());
    let words = ["panicked", "took too long", "larger than", "the file is damaged", "nested deeper"];
    for ((text, failed), word) in told.iter().zip(words) {
        assert!(*failed && text.contains(word), "{word}: {text}");
    }
    let kinds: Vec<ErrorKind> = events(office.agents(), &outcome.run.id)
        .await
        .into_iter()
        .filter_map(|event| match event {
            RunEvent::ToolFailed { kind, retry_at: None, .. } => Some(kind),
            _ => None,
        })
        .collect();
    assert_eq!(kinds.len(), 5);
    assert!(kinds.contains(&ErrorKind::Internal) && kinds.contains(&ErrorKind::LimitExceeded));
}

#[tokio::test]
async fn a_tool_that_is_away_is_tried_again_under_the_same_key() {
    let seen: Arc<std::sync::Mutex<Vec<(u32, String)>>> = Arc::default();
    let tried = seen.clone();
    let tool = Acting::new(spec("ring", &[]).with_effect(Effect::Idempotent), move |context, _| {
        let mut tried = tried.lock().unwrap();
        tried.push((context.attempt, context.idempotency_key.clone()));
        let first = tried.len() == 1;
        async move { if first { Err(Error::unavailable("busy")) } else { Ok(ToolOutput::new(json!("answered"))) } }
    });
    let model = Scripted::in_turn(vec![wants(&[("ring", json!({}))]), says("done")]);
    let office = office(&model, vec![Arc::new(tool)]).await;
    outcome(&office, &agent(&["ring"]), "Ring").await;
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.iter().map(|(attempt, _)| *attempt).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(seen[0].1, seen[1].1);
}

#[tokio::test]
async fn a_tool_that_must_not_run_twice_is_not_tried_again() {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    let tool = Acting::new(spec("pay", &[]).with_effect(Effect::Once), move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Err(Error::unavailable("the bank is away")) }
    });
    let model = Scripted::in_turn(vec![wants(&[("pay", json!({}))]), says("not paid")]);
    let office = office(&model, vec![Arc::new(tool)]).await;
    let outcome = outcome(&office, &agent(&["pay"]), "Pay").await;
    assert_eq!((outcome.run.status, count.load(Ordering::SeqCst)), (RunStatus::Finished, 1));
    assert_eq!(outcomes(&model.last()), [("the bank is away".to_owned(), true)]);
}

#[tokio::test]
async fn a_call_that_took_too_long_is_looked_for_by_its_tool_and_only_then_asked_about() {
    for (looks, asked) in
        [(Reconciled::Done(ToolOutput::new(json!("found"))), false), (Reconciled::Unknown, true)]
    {
        let pay = spec("pay", &[]).with_effect(Effect::Once).with_timeout(Duration::from_millis(30));
        let pay = Acting::new(pay, |_, _| std::future::pending()).reconciled(move |_| Ok(looks.clone()));
        let model = Scripted::in_turn(vec![wants(&[("pay", json!({}))]), says("done")]);
        let office = office(&model, vec![Arc::new(pay)]).await;
        let run = office.agents().start(&agent(&["pay"]), "Pay").await.unwrap().id;
        if asked {
            let asked = question(office.agents(), &run).await;
            assert_eq!(asked.asks, QuestionKind::DidItHappen);
            let answer = CallAnswer::Done { content: json!("found") };
            office.agents().answer(&run, &asked.call, answer.clone()).await.unwrap();
            let twice = office.agents().answer(&run, &asked.call, answer).await.unwrap_err();
            assert_eq!(twice.kind(), ErrorKind::Conflict);
        }
        soon(office.agents().wait(&run)).await.unwrap();
        assert_eq!(outcomes(&model.last()), [("found".to_owned(), false)]);
    }
}

#[tokio::test]
async fn calls_of_one_answer_run_side_by_side() {
    let meeting = Arc::new(tokio::sync::Barrier::new(3));
    let tool = Acting::new(spec("meet", &["who"]), move |_, _| {
        let meeting = meeting.clone();
        async move {
            meeting.wait().await;
            Ok(ToolOutput::new(json!("met")))
        }
    });
    let calls = ["a", "b", "c"].map(|who| ("meet", json!({"who": who})));
    let model = Scripted::in_turn(vec![wants(&calls), says("done")]);
    let office = office(&model, vec![Arc::new(tool)]).await;
    assert_eq!(outcome(&office, &agent(&["meet"]), "Meet").await.run.status, RunStatus::Finished);
}

#[tokio::test]
async fn large_payloads_lie_in_blobs_and_reach_the_model_whole() {
    let large = "words of a long report ".repeat(2_000);
    let model = Scripted::in_turn(vec![wants(&[("read", json!({}))]), says("read")]);
    let (read, _) = counted(spec("read", &[]), json!(large));
    let office = office(&model, vec![read]).await;
    let outcome = outcome(&office, &agent(&["read"]), "Read").await;
    assert_eq!(outcomes(&model.last()), [(large.clone(), false)]);
    let events = events(office.agents(), &outcome.run.id).await;
    let stowed = events.iter().find_map(|event| match event {
        RunEvent::ToolCompleted { content, .. } => Some(content.clone()),
        _ => None,
    });
    let stowed = stowed.unwrap();
    assert!(stowed.blob.is_some() && stowed.value.is_null(), "{stowed:?}");
    assert_eq!(office.agents().value(&stowed).await.unwrap(), json!(large));
}

#[tokio::test]
async fn a_model_that_refuses_or_is_cut_off_or_fails_ends_the_run_and_says_so() {
    let refused =
        Scripted::in_turn(vec![secretariat::models::ModelReply { finish: Finish::Refused, ..says("No.") }]);
    let cut =
        Scripted::in_turn(vec![secretariat::models::ModelReply { finish: Finish::Length, ..says("On the") }]);
    let huge = Scripted::in_turn(vec![says(&"x".repeat(10 << 20))]);
    let unknown = Scripted::new(|_| Err(Error::new(ErrorKind::Unauthenticated, "the key is wrong")));
    for (model, kind) in
        [(refused, "denied"), (cut, "limit_exceeded"), (huge, "limit_exceeded"), (unknown, "unauthenticated")]
    {
        let office = office(&model, Vec::new()).await;
        let outcome = outcome(&office, &agent(&[]), "Go").await;
        assert_eq!(outcome.run.status, RunStatus::Failed);
        assert_eq!(serde_json::to_value(&outcome.run.ending).unwrap()["kind"], kind);
        assert_eq!(model.count(), 1);
    }
}

#[tokio::test]
async fn a_model_that_is_away_is_asked_again() {
    let failures = AtomicUsize::new(0);
    let model = Scripted::new(move |_| match failures.fetch_add(1, Ordering::SeqCst) {
        0 => Err(Error::unavailable("busy")),
        _ => Ok(says("here")),
    });
    let office = office(&model, Vec::new()).await;
    assert_eq!(outcome(&office, &agent(&[]), "Go").await.output, Some(json!("here")));
}

#[tokio::test]
async fn an_outcome_that_does_not_fit_its_schema_is_sent_back_and_then_given_up() {
    let schema = json!({"type": "object", "properties": {"sum": {"type": "number"}}, "required": ["sum"]});
    let agent = secretariat::agents::Agent { output: Some(schema), ..agent(&[]) };
    let model = Scripted::in_turn(vec![says("42"), says(r#"{"total": 42}"#), says(r#"{"sum": 42.5}"#)]);
    let repaired = outcome(&office(&model, Vec::new()).await, &agent, "Add").await;
    assert_eq!(repaired.output, Some(json!({"sum": 42.5})));
    let stubborn = Scripted::in_turn(vec![says("no")]);
    let failed = outcome(&office(&stubborn, Vec::new()).await, &agent, "Add").await;
    assert_eq!((failed.run.status, stubborn.count()), (RunStatus::Failed, 4));
}

#[tokio::test]
async fn who_follows_a_run_hears_pieces_and_numbered_events_and_may_come_back() {
    let (go, wait) = tokio::sync::watch::channel(false);
    let tool = Acting::new(spec("wait", &[]), move |_, _| {
        let mut wait = wait.clone();
        async move {
            wait.wait_for(|go| *go).await.unwrap();
            Ok(ToolOutput::new(json!("waited")))
        }
    });
    let model = Scripted::in_turn(vec![wants(&[("wait", json!({}))]), says("one two three")]);
    let office = office(&model, vec![Arc::new(tool)]).await;
    let agents = office.agents();
    let run = agents.start(&agent(&["wait"]), "Go").await.unwrap();
    let mut watch = agents.events(&run.id, 0).await.unwrap();
    let (mut sequences, mut pieces) = (Vec::new(), Vec::new());
    while let Some(news) = soon(watch.next()).await.unwrap() {
        match news {
            RunNews::Event { entry } => sequences.push(entry.sequence),
            RunNews::Piece { turn, offset, .. } => pieces.push((turn, offset)),
        }
        if sequences.len() == 4 {
            go.send_replace(true);
        }
    }
    assert_eq!(sequences, (1..=8).collect::<Vec<_>>());
    assert!(pieces.iter().all(|(turn, _)| *turn == 2), "{pieces:?}");
    let mut again = agents.events(&run.id, 6).await.unwrap();
    let mut rest = Vec::new();
    while let Some(news) = soon(again.next()).await.unwrap() {
        if let RunNews::Event { entry } = news {
            rest.push(entry.sequence);
        }
    }
    assert_eq!(rest, [7, 8]);
}
