//! A playbook at play: its future lives while the run is held, and what its calls return comes from the run's log.
//!
//! After a crash the code is run again from the start. Outcomes are given to it one at a time, in the order of the
//! log, live and again alike: so the same code asks for the same calls in the same order, also where it waits for
//! several at once. The call at each position must be the one in the log.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use futures::FutureExt;
use futures::future::poll_fn;
use serde_json::Value;
use tokio::sync::oneshot;

use super::playbook::{Playbook, StepCalls, Steps};
use crate::error::{Error, Result};

/// How long code may take to ask for what the log says that it asked for.
const SETTLE: Duration = Duration::from_secs(30);

/// A call that the code asks for.
#[derive(Debug)]
pub(super) struct AskedCall {
    pub(super) tool: String,
    pub(super) arguments: Value,
}

/// A playbook at play.
pub(super) struct Player {
    name: String,
    desk: Arc<Desk>,
    /// Polled by its owner only; the lock lets the driver be shared while it waits.
    future: Mutex<Pin<Box<dyn Future<Output = Result<Value>> + Send>>>,
    outcome: Option<Result<Value>>,
    /// How many calls of the log were met.
    met: usize,
}

/// Where the code hands its calls in.
#[derive(Debug, Default)]
struct Desk(Mutex<Calls>);

#[derive(Debug, Default)]
struct Calls {
    /// Calls that have no plan in the log yet.
    asked: VecDeque<AskedCall>,
    /// Who waits for the outcome, by position.
    waiting: Vec<Option<oneshot::Sender<Result<Value>>>>,
}

#[async_trait]
impl StepCalls for Desk {
    async fn call(&self, tool: &str, arguments: Value) -> Result<Value> {
        let outcome = {
            let mut calls = self.calls();
            let (sender, outcome) = oneshot::channel();
            calls.waiting.push(Some(sender));
            calls.asked.push_back(AskedCall { tool: tool.to_owned(), arguments });
            outcome
        };
        outcome.await.map_err(|_| Error::unavailable("the run is given up; it goes on elsewhere"))?
    }
}

impl Desk {
    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Player {
    pub(super) fn new(playbook: Arc<dyn Playbook>, name: String, input: Value) -> Self {
        let desk = Arc::new(Desk::default());
        let steps = Steps::over(Arc::clone(&desk) as Arc<dyn StepCalls>);
        let who = name.clone();
        // Nothing that the code had begun is used after a panic.
        let play = async move { playbook.play(&steps, input).await };
        let future = AssertUnwindSafe(play).catch_unwind().map(move |outcome| {
            outcome.unwrap_or_else(|_| Err(Error::internal(format!("the playbook `{who}` panicked"))))
        });
        Self { name, desk, future: Mutex::new(Box::pin(future)), outcome: None, met: 0 }
    }

    /// Lets the code go on until it asks for something, ends, or waits for what it asked for.
    pub(super) async fn go(&mut self) {
        if self.outcome.is_none() {
            let future = self.future.get_mut().unwrap_or_else(PoisonError::into_inner);
            let desk = &self.desk;
            let moved = poll_fn(|cx| match future.as_mut().poll(cx) {
                Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
                Poll::Pending => {
                    let calls = desk.calls();
                    let waits = calls.waiting.iter().any(Option::is_some);
                    if waits || !calls.asked.is_empty() { Poll::Ready(None) } else { Poll::Pending }
                }
            });
            self.outcome = match tokio::time::timeout(SETTLE, moved).await {
                Ok(outcome) => outcome,
                Err(_) => Some(Err(Error::invalid_input(format!(
                    "the playbook `{}` waits for something else than its steps: let a tool do that",
                    self.name
                )))),
            };
        }
    }

    /// Takes the outcome, when the code has come to its end.
    pub(super) fn outcome(&mut self) -> Option<Result<Value>> {
        self.outcome.take()
    }

    /// Returns the calls that the code asks for and that are not in the log.
    pub(super) fn asked(&self) -> Vec<(String, Value)> {
        self.desk.calls().asked.iter().map(|asked| (asked.tool.clone(), asked.arguments.clone())).collect()
    }

    /// Meets a call of the log: the next one that the code asked for must be the same.
    ///
    /// # Errors
    /// `invalid_input` naming the position and both calls.
    pub(super) fn meet(&mut self, tool: &str, arguments: &Value) -> Result<()> {
        let asked = self.desk.calls().asked.pop_front();
        self.met += 1;
        let what = match asked {
            Some(asked) if asked.tool == tool && is_same(&asked.arguments, arguments) => return Ok(()),
            Some(asked) => format!("asks for {}", shown(&asked.tool, &asked.arguments)),
            None => "asks for nothing".to_owned(),
        };
        Err(Error::invalid_input(format!(
            "the playbook `{}` is not what it was: at call {} it {what}, but its run holds {}; \
             give changed code a new version, and let it look at nothing but its input and steps",
            self.name,
            self.met,
            shown(tool, arguments)
        )))
    }

    /// Gives the code the outcome of the call at a position.
    pub(super) fn give(&mut self, position: usize, outcome: Result<Value>) {
        let waiting = self.desk.calls().waiting.get_mut(position).and_then(Option::take);
        if let Some(waiting) = waiting {
            // Code that waits for the first of several has dropped the others.
            let _ = waiting.send(outcome);
        }
    }
}

impl std::fmt::Debug for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Player").field("name", &self.name).field("met", &self.met).finish_non_exhaustive()
    }
}

/// Says whether two values are the same, also when a database wrote `1e3` as `1000`.
fn is_same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one == two || one.as_f64() == two.as_f64(),
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| is_same(one, two))
        }
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(name, one)| two.get(name).is_some_and(|two| is_same(one, two)))
        }
        (one, two) => one == two,
    }
}

/// A call as messages name it.
fn shown(tool: &str, arguments: &Value) -> String {
    let text = arguments.to_string();
    let cut: String = text.chars().take(200).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("`{tool}` with {cut}{dots}")
}
