//! Keeps to what a provider allows per minute.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex as Lock};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::estimated::{estimate_request, estimate_usage};
use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::error::Result;

/// The time in which requests and tokens are counted.
const WINDOW: Duration = Duration::from_secs(60);
/// How many tokens an answer is thought to have before it comes, where the request bounds it not.
const ANSWER: u64 = 1_000;

/// How much one key may be used: at no time more than so many requests and tokens in the last minute.
///
/// Who waits is served in order, and gives up by dropping. Clones share the same count: give one to all models of a key.
#[derive(Debug, Clone)]
pub struct RateLimiter {
    requests: usize,
    tokens: u64,
    /// Held by who is next.
    turn: Arc<Mutex<()>>,
    window: Arc<Lock<Window>>,
}

/// What was used in the last minute.
#[derive(Debug, Default)]
struct Window {
    next: u64,
    uses: VecDeque<Use>,
}

#[derive(Debug)]
struct Use {
    number: u64,
    at: Instant,
    tokens: u64,
}

impl RateLimiter {
    /// Allows so many requests and tokens in a minute, at least one each; any number where absent.
    pub fn new(requests: Option<u32>, tokens: Option<u32>) -> Self {
        Self {
            requests: requests.map_or(usize::MAX, |most| most.max(1) as usize),
            tokens: tokens.map_or(u64::MAX, |most| u64::from(most.max(1))),
            turn: Arc::default(),
            window: Arc::default(),
        }
    }

    /// Waits until so many tokens may be used, and counts them.
    async fn take(&self, tokens: u64) -> u64 {
        // A request that is larger than all of a minute waits until nothing else is counted.
        let tokens = tokens.min(self.tokens);
        let _turn = self.turn.lock().await;
        loop {
            let until = match self.try_take(tokens) {
                Ok(number) => return number,
                Err(until) => until,
            };
            tokio::time::sleep_until(until).await;
        }
    }

    fn try_take(&self, tokens: u64) -> Result<u64, Instant> {
        let mut window = self.window();
        let now = Instant::now();
        while window.uses.front().is_some_and(|used| used.at + WINDOW <= now) {
            window.uses.pop_front();
        }
        let used = window.uses.iter().fold(0u64, |sum, used| sum.saturating_add(used.tokens));
        let fits = window.uses.len() < self.requests && used.saturating_add(tokens) <= self.tokens;
        match window.uses.front() {
            Some(oldest) if !fits => Err(oldest.at + WINDOW),
            _ => {
                let number = window.next;
                window.next += 1;
                window.uses.push_back(Use { number, at: now, tokens });
                Ok(number)
            }
        }
    }

    /// Counts what was really used.
    fn settle(&self, number: u64, tokens: u64) {
        if let Some(used) = self.window().uses.iter_mut().find(|used| used.number == number) {
            used.tokens = tokens;
        }
    }

    fn window(&self) -> std::sync::MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// A model that waits until it may be asked.
#[derive(Debug)]
pub struct LimitedModel {
    inner: Arc<dyn LanguageModel>,
    limiter: RateLimiter,
}

impl LimitedModel {
    /// Wraps a model.
    pub fn new(inner: Arc<dyn LanguageModel>, limiter: RateLimiter) -> Self {
        Self { inner, limiter }
    }
}

#[async_trait]
impl LanguageModel for LimitedModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let thought = estimate_request(request) + request.max_output_tokens.map_or(ANSWER, u64::from);
        let number = self.limiter.take(thought).await;
        let reply = self.inner.complete(request, deltas).await?;
        let usage = reply.usage.unwrap_or_else(|| estimate_usage(request, &reply));
        self.limiter.settle(number, usage.input.saturating_add(usage.output));
        Ok(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{ScriptedModel, Usage};

    fn limited(requests: Option<u32>, tokens: Option<u32>, used: u64) -> Arc<LimitedModel> {
        let usage = Some(Usage { input: used, ..Usage::default() });
        let inner = ScriptedModel::by(move |_, _| Ok(ModelReply { usage, ..ModelReply::text("yes") }));
        Arc::new(LimitedModel::new(Arc::new(inner), RateLimiter::new(requests, tokens)))
    }

    async fn seconds(model: &LimitedModel, times: usize) -> Vec<u64> {
        let begun = Instant::now();
        let mut ends = Vec::new();
        for _ in 0..times {
            model.complete(&ModelRequest::ask("?"), None).await.unwrap();
            ends.push(begun.elapsed().as_secs());
        }
        ends
    }

    #[tokio::test(start_paused = true)]
    async fn no_minute_has_more_requests_than_allowed() {
        assert_eq!(seconds(&limited(Some(2), None, 1), 5).await, [0, 0, 60, 60, 120]);
    }

    #[tokio::test(start_paused = true)]
    async fn tokens_are_counted_as_they_were_used() {
        // Each is thought to need some 1,000, and uses 400: the third has no room.
        assert_eq!(seconds(&limited(None, Some(1_600), 400), 4).await, [0, 0, 60, 60]);
        // One that is larger than a minute's worth waits for an empty minute, and goes.
        assert_eq!(seconds(&limited(None, Some(10), 400), 2).await, [0, 60]);
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_served_in_order_and_who_gives_up_takes_nothing() {
        let model = limited(Some(1), None, 1);
        model.complete(&ModelRequest::ask("?"), None).await.unwrap();
        let order = Arc::new(Lock::new(Vec::new()));
        let begun = Instant::now();
        let mut waiting = Vec::new();
        for number in 0..4 {
            let (model, order) = (Arc::clone(&model), Arc::clone(&order));
            waiting.push(tokio::spawn(async move {
                model.complete(&ModelRequest::ask("?"), None).await.unwrap();
                order.lock().unwrap().push((number, begun.elapsed().as_secs()));
            }));
            tokio::task::yield_now().await;
        }
        waiting[1].abort();
        for task in waiting {
            let _ = task.await;
        }
        assert_eq!(*order.lock().unwrap(), [(0, 60), (2, 120), (3, 180)]);
    }
}
