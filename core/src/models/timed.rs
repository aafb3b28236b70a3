//! Ends a call in time, whatever the model does.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::callback;
use crate::error::{Error, ErrorKind, Result};

/// A model whose calls end in time, with all tries and pauses; and whose panic ends nothing else.
///
/// How long the connection, the first piece and each further one may take is a matter of the line:
/// [`ModelTimeouts`](crate::settings::ModelTimeouts).
#[derive(Debug)]
pub struct TimedModel {
    inner: Arc<dyn LanguageModel>,
    most: Duration,
}

impl TimedModel {
    /// Wraps a model.
    pub fn new(inner: Arc<dyn LanguageModel>, most: Duration) -> Self {
        Self { inner, most }
    }
}

#[async_trait]
impl LanguageModel for TimedModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let begun = tokio::time::Instant::now();
        let name = format!("the model {}", self.inner.name());
        let answered = callback::call(&name, self.most, self.inner.complete(request, deltas)).await;
        answered.map_err(|error| {
            if error.kind() == ErrorKind::LimitExceeded && begun.elapsed() >= self.most {
                return Error::limit_exceeded(format!(
                    "{name} took longer than {:?}: ask for less, or raise `timeouts.whole_millis`",
                    self.most
                ));
            }
            error
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ScriptedModel;

    #[derive(Debug)]
    struct Hanging;

    #[async_trait]
    impl LanguageModel for Hanging {
        fn name(&self) -> String {
            "hanging".to_owned()
        }

        async fn complete(&self, _: &ModelRequest, _: Option<DeltaSink>) -> Result<ModelReply> {
            std::future::pending().await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_model_that_hangs_is_given_up() {
        let model = TimedModel::new(Arc::new(Hanging), Duration::from_secs(9));
        let error = model.complete(&ModelRequest::ask("?"), None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(error.message().contains("hanging") && error.message().contains("whole_millis"), "{error}");
    }

    #[tokio::test]
    async fn the_panic_of_a_model_is_an_error() {
        let model = ScriptedModel::by(|_, _| panic!("gone"));
        let model = TimedModel::new(Arc::new(model), Duration::from_secs(9));
        let error = model.complete(&ModelRequest::ask("?"), None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
    }
}
