//! Folding from a snapshot equals folding from the start, at every event; what does not fit is passed over.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::*;
use crate::agents::budget::{Budget, Spent};
use crate::agents::event::{AskReason, CallAnswer, RunEnding, RunEvent, WantedCall};
use crate::agents::record::append;
use crate::agents::stowed::Stowed;
use crate::agents::tool::Effect;
use crate::approvals::Verdict;
use crate::error::ErrorKind;
use crate::evidence::Provenance;
use crate::id::WorkspaceId;
use crate::models::{Finish, Usage};
use crate::rights::Actor;
use crate::storage::Storage;
use crate::storage::sqlite::Sqlite;

fn created() -> RunEvent {
    RunEvent::RunCreated {
        spec: "spec".to_owned(),
        input: Stowed::short("Pay Anna"),
        actor: Actor::Owner,
        budget: Budget::default(),
        parent: None,
    }
}

fn values() -> impl Strategy<Value = Stowed> {
    let value = prop_oneof![
        Just(json!("ok")),
        Just(json!({"b": 1, "a": [null, true, "\u{0}ß"]})),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    value.prop_map(Stowed::of)
}

/// Any event about any of a few calls, whether a log could hold it there or not.
fn events() -> impl Strategy<Value = RunEvent> {
    let call = || select(vec!["call_1", "call_2", "call_3", "call_9"]).prop_map(str::to_owned);
    let at = (0_i64..4_000_000_000).prop_map(|at| Timestamp::from_millisecond(at).unwrap());
    let wanted = ("[a-c]", values()).prop_map(|(tool, arguments)| WantedCall { tool, arguments });
    let approval = || "apr_1".parse().unwrap();
    prop_oneof![
        4 => (values(), prop::collection::vec(wanted, 0..3), 0_usize..3).prop_map(|(text, calls, unseen)| {
            let (finish, model) = (Finish::ToolCalls, "m".to_owned());
            RunEvent::ModelCompleted { text, calls, finish, model, unseen }
        }),
        4 => (call(), select(vec![Effect::Pure, Effect::Once]), proptest::option::of(values())).prop_map(
            |(call, effect, arguments)| {
                let asks = (effect == Effect::Once).then_some(AskReason::Always);
                RunEvent::ToolPlanned { call, tool: "a".to_owned(), effect, arguments, asks }
            }
        ),
        1 => call().prop_map(|call| RunEvent::ToolStarted { call }),
        4 => (call(), values()).prop_map(|(call, content)| {
            let evidence = Some(content.clone());
            RunEvent::ToolCompleted { call, content, provenance: Provenance::Document, evidence }
        }),
        1 => (call(), proptest::option::of(at.clone())).prop_map(|(call, retry_at)| {
            let (kind, message) = (ErrorKind::Unavailable, "away".to_owned());
            RunEvent::ToolFailed { call, kind, message, retry_at }
        }),
        1 => call().prop_map(|call| RunEvent::ToolUnknown { call, why: "it died".to_owned() }),
        1 => (call(), values()).prop_map(|(call, content)| {
            let answer = CallAnswer::Done { content: content.value };
            RunEvent::ToolAnswered { call, answer, by: Actor::Owner }
        }),
        1 => (call(), proptest::option::of(at.clone())).prop_map(move |(call, expires)| {
            RunEvent::ApprovalRequested { call, approval: approval(), hash: PayloadHash::of(b"x"), expires }
        }),
        1 => call().prop_map(move |call| RunEvent::ApprovalDecided {
            call,
            approval: approval(),
            by: Actor::Owner,
            verdict: Verdict::Approve,
            reason: None,
        }),
        1 => (call(), values())
            .prop_map(|(call, arguments)| RunEvent::CallEdited { call, arguments, by: Actor::Owner }),
        1 => (call(), "[a-z]{3}").prop_map(|(call, spec)| {
            RunEvent::HandedOff { call, agent: "helper".to_owned(), spec }
        }),
        1 => call().prop_map(|call| RunEvent::ChildSpawned {
            call,
            run: "run_2".parse().unwrap(),
            budget: Budget::default()
        }),
        1 => (call(), values()).prop_map(|(call, output)| RunEvent::ChildFinished {
            call,
            ending: Box::new(RunEnding::Finished { output }),
            spent: Spent { turns: 2, ..Spent::default() },
        }),
        1 => (call(), at).prop_map(|(call, at)| RunEvent::TimerSet { call, at }),
        1 => (0_u64..1_000).prop_map(|input| {
            let usage = Usage { input, output: 1, ..Usage::default() };
            RunEvent::BudgetSettled { usage, cost_micros: input }
        }),
        1 => values().prop_map(|text| RunEvent::InputAdded { text, by: Actor::Owner }),
        1 => Just(RunEvent::OutputRejected { errors: vec!["it is no JSON".to_owned()] }),
        1 => Just(RunEvent::CancelRequested { by: Actor::Owner, reason: None }),
        1 => values().prop_map(|output| RunEvent::RunFinished { output }),
    ]
}

/// Writes events as a log and reads them back, as they come from a database.
fn log(events: Vec<RunEvent>) -> Vec<RunEntry> {
    let events = std::iter::once(created()).chain(events);
    let stored = events.map(|event| event.stored(Timestamp::UNIX_EPOCH).unwrap().to_string());
    let read = (1..).zip(stored).map(|(at, text)| RunEntry::read(at, serde_json::from_str(&text).unwrap()));
    read.collect::<Result<_>>().unwrap()
}

fn folded(entries: &[RunEntry]) -> RunState {
    let mut state = RunState::begin(&entries[0]).unwrap();
    entries[1..].iter().for_each(|entry| fold(&mut state, entry));
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn histories_give_the_same_from_a_snapshot_at_every_event(
        events in prop::collection::vec(events(), 0..40),
    ) {
        let entries = log(events);
        let whole = folded(&entries);
        for head in 1..=entries.len() {
            let state = folded(&entries[..head]);
            // A fraction that JSON does not keep to its last digit makes no snapshot.
            let Some(stored) = Stored::of(&state, &entries[head - 1]).unwrap() else { continue };
            let mut restored = stored.read().unwrap();
            prop_assert_eq!(&restored, &state);
            entries[head..].iter().for_each(|entry| fold(&mut restored, entry));
            prop_assert_eq!(&restored, &whole);
        }
    }

    #[test]
    fn mangled_snapshots_are_not_read(at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let entries = log(Vec::new());
        let mut stored = Stored::of(&folded(&entries), &entries[0]).unwrap().unwrap();
        let mut bytes = stored.state.clone().into_bytes();
        let place = at.index(bytes.len());
        prop_assume!(bytes[place] != with);
        bytes[place] = with;
        stored.state = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(stored.read().is_none());
        // Whoever makes a hash that fits is told by the form of what it holds, and nothing panics.
        stored.hash = PayloadHash::of(stored.state.as_bytes());
        let _ = stored.read();
    }
}

#[test]
fn a_state_whose_parts_do_not_fit_together_is_not_read() {
    let wanted = WantedCall { tool: "a".to_owned(), arguments: Stowed::short("{}") };
    let answer = RunEvent::ModelCompleted {
        text: Stowed::short(""),
        calls: vec![wanted],
        finish: Finish::ToolCalls,
        model: "m".to_owned(),
        unseen: 0,
    };
    let entries = log(vec![answer]);
    let mut state = folded(&entries);
    assert!(state.clone().restored().is_some());
    // The answer speaks of a call that is not there.
    state.calls.clear();
    assert!(Stored::of(&state, &entries[1]).unwrap().is_none());
}

/// Stores a log of many events, and the snapshot of one of them.
async fn stored(events: u64, at: usize) -> (Runs, RunId, Vec<RunEntry>, Stored) {
    let storage: Arc<dyn Storage> =
        Arc::new(Sqlite::memory(crate::OfficeBuilder::collections()).await.unwrap());
    let runs = Runs::new(storage, WorkspaceId::default_workspace());
    let id: RunId = "run_1".parse().unwrap();
    let said = |number| RunEvent::InputAdded { text: Stowed::of(json!({"n": number})), by: Actor::Owner };
    let all: Vec<RunEvent> = std::iter::once(created()).chain((2..=events).map(said)).collect();
    let mut batch = Batch::new(runs.workspace.clone());
    batch.appends.push(append(&id, Some(0), &all, Timestamp::UNIX_EPOCH).unwrap());
    runs.storage.commit(batch).await.unwrap();
    let entries = runs.events(&id, 0).await.unwrap();
    let snapshot = Stored::of(&folded(&entries[..at]), &entries[at - 1]).unwrap().unwrap();
    (runs, id, entries, snapshot)
}

async fn keep(runs: &Runs, id: &RunId, body: &impl Serialize) {
    let mut batch = Batch::new(runs.workspace.clone());
    batch.puts.push(encode(&runs.workspace, RUN_SNAPSHOTS, id.as_str(), body, Expect::Any).unwrap());
    runs.storage.commit(batch).await.unwrap();
}

#[tokio::test]
async fn a_snapshot_is_used_only_when_it_fits_its_log_and_this_release() {
    let (runs, id, entries, good) = stored(2_500, 1_100).await;
    let whole = folded(&entries);
    let none = runs.standing(&id).await.unwrap();
    assert_eq!((&none.state, none.kept), (&whole, KeptSnapshot::default()));
    keep(&runs, &id, &good).await;
    let used = runs.standing(&id).await.unwrap();
    assert_eq!((&used.state, used.kept), (&whole, KeptSnapshot { head: 1_100, is_stored: true }));
    assert_eq!(used.last, entries[2_499]);
    let other = Stored::of(&folded(&entries[..5]), &entries[4]).unwrap().unwrap();
    let beyond = Stored { head: 9_000, ..good.clone() };
    let passed_over = KeptSnapshot { head: 0, is_stored: true };
    for bad in [
        json!({"written_by": WRITTEN_BY}),
        json!("damaged"),
        json!(Stored { written_by: "0.0.9/1".to_owned(), ..good.clone() }),
        json!(Stored { event: PayloadHash::of(b"another"), ..good.clone() }),
        json!(Stored { state: other.state.clone(), ..good.clone() }),
        json!(Stored { state: other.state, hash: other.hash, ..good.clone() }),
        json!(Stored { state: String::new(), hash: PayloadHash::of(b""), ..good.clone() }),
        json!(beyond),
    ] {
        keep(&runs, &id, &bad).await;
        let standing = runs.standing(&id).await.unwrap();
        assert_eq!((&standing.state, standing.kept), (&whole, passed_over), "{bad}");
    }
}

#[tokio::test]
async fn snapshots_come_after_64_events_and_then_as_the_log_grows_by_a_quarter() {
    let (runs, id, entries, _) = stored(1_000, 1).await;
    let (mut kept, mut heads) = (KeptSnapshot::default(), Vec::new());
    let mut state = RunState::begin(&entries[0]).unwrap();
    for entry in &entries[1..] {
        fold(&mut state, entry);
        if let Some(snapshot) = runs.snapshot(&id, &state, entry, kept).unwrap() {
            kept = snapshot.stored();
            heads.push(snapshot.head);
        }
    }
    assert_eq!(heads, [64, 128, 192, 256, 341, 454, 605, 806]);
}
