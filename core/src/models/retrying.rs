//! Asks again when that may help.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::heard::Heard;
use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use super::retry_after::RetryAfter;
use crate::error::Result;
use crate::id::Randomness;
use crate::settings::ModelRetries;

/// A model that is asked again after an error that may pass.
///
/// The pause is a random part of one that doubles with each failure, and never shorter than the server asks for
/// ([`RetryAfter`]). When an answer was cut off, who listens hears [`Delta::Restart`](super::Delta::Restart).
#[derive(Debug)]
pub struct RetryingModel {
    inner: Arc<dyn LanguageModel>,
    retries: ModelRetries,
    randomness: Arc<dyn Randomness>,
}

impl RetryingModel {
    /// Wraps a model.
    pub fn new(
        inner: Arc<dyn LanguageModel>,
        retries: ModelRetries,
        randomness: Arc<dyn Randomness>,
    ) -> Self {
        Self { inner, retries, randomness }
    }

    /// Returns the pause after so many failures, from 1.
    fn pause(&self, failures: u32) -> Duration {
        let doubled = 1u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
        let most = self.retries.first_millis.saturating_mul(doubled).min(self.retries.most_millis);
        let mut random = [0; 8];
        self.randomness.fill(&mut random);
        Duration::from_millis(u64::from_le_bytes(random) % most.saturating_add(1).max(1))
    }
}

#[async_trait]
impl LanguageModel for RetryingModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let heard = Heard::new(deltas);
        let longest = Duration::from_millis(self.retries.most_millis);
        let mut failures = 0;
        loop {
            let error = match self.inner.complete(request, heard.sink()).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            failures += 1;
            let asked = RetryAfter::of(&error).unwrap_or_default();
            if !error.is_retryable() || failures >= self.retries.attempts || asked > longest {
                return Err(error);
            }
            let pause = self.pause(failures).max(asked);
            tracing::warn!(model = self.inner.name(), failures, ?pause, %error, "a model is asked again");
            heard.restart();
            tokio::time::sleep(pause).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::time::Instant;

    use super::*;
    use crate::error::{Error, ErrorKind};
    use crate::id::SeededRandomness;
    use crate::models::{Delta, ScriptedModel};

    fn retrying(script: Vec<Result<ModelReply>>) -> (RetryingModel, Arc<ScriptedModel>) {
        let inner = Arc::new(ScriptedModel::of(script));
        let randomness = Arc::new(SeededRandomness::new(7));
        (RetryingModel::new(Arc::clone(&inner) as _, ModelRetries::default(), randomness), inner)
    }

    fn busy(pause: u64) -> Result<ModelReply> {
        let after = RetryAfter { pause: Duration::from_secs(pause), source: None };
        Err(Error::unavailable("busy").with_source(after))
    }

    #[tokio::test(start_paused = true)]
    async fn a_model_that_is_busy_is_asked_again_after_the_pause_that_it_asks_for() {
        let (model, inner) = retrying(vec![busy(30), Ok(ModelReply::text("yes"))]);
        let begun = Instant::now();
        let reply = model.complete(&ModelRequest::ask("?"), None).await.unwrap();
        assert_eq!((reply.text.as_str(), inner.asked().len()), ("yes", 2));
        assert_eq!(begun.elapsed().as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn it_ends_after_so_many_tries_and_when_the_pause_is_too_long() {
        let (model, inner) = retrying((0..9).map(|_| busy(0)).collect());
        let error = model.complete(&ModelRequest::ask("?"), None).await.unwrap_err();
        assert_eq!((error.kind(), inner.asked().len()), (ErrorKind::Unavailable, 4));
        let (model, inner) = retrying(vec![busy(61), Ok(ModelReply::text("late"))]);
        assert!(model.complete(&ModelRequest::ask("?"), None).await.is_err());
        assert_eq!(inner.asked().len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_that_stays_is_not_tried_again() {
        for kind in [ErrorKind::InvalidInput, ErrorKind::Unauthenticated, ErrorKind::Corrupt] {
            let (model, inner) = retrying(vec![Err(Error::new(kind, "no")), Ok(ModelReply::text("yes"))]);
            assert_eq!(model.complete(&ModelRequest::ask("?"), None).await.unwrap_err().kind(), kind);
            assert_eq!(inner.asked().len(), 1);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_and_differ() {
        let (model, _) = retrying(vec![]);
        let pauses: Vec<Duration> = (0..50).map(|_| model.pause(3)).collect();
        assert!(pauses.iter().all(|pause| *pause <= Duration::from_secs(4)), "{pauses:?}");
        assert!(pauses.iter().any(|pause| *pause > Duration::from_secs(2)), "{pauses:?}");
        assert!(model.pause(99) <= Duration::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn who_listens_hears_that_it_starts_anew() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        let cut = ScriptedModel::answering(move |_, turn, sink| {
            if let Some(sink) = sink {
                sink(Delta::Text { text: "be".to_owned() });
            }
            if turn == 0 { Err(Error::unavailable("cut off")) } else { Ok(ModelReply::text("be")) }
        });
        let randomness = Arc::new(SeededRandomness::new(7));
        let model = RetryingModel::new(Arc::new(cut), ModelRetries::default(), randomness);
        let sink: DeltaSink = Arc::new(move |delta| told.lock().unwrap().push(delta));
        model.complete(&ModelRequest::ask("?"), Some(sink)).await.unwrap();
        let text = || Delta::Text { text: "be".to_owned() };
        assert_eq!(*heard.lock().unwrap(), [text(), Delta::Restart, text()]);
    }
}
