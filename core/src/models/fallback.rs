//! Asks the next model when one fails.

use std::sync::Arc;

use async_trait::async_trait;

use super::heard::Heard;
use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::error::{Error, Result};

/// Models of which each is asked when all before it failed.
///
/// Any error leads to the next one, for a request that one model does not take, another may. A refusal is an answer.
/// [`ModelReply::model`] says who answered.
#[derive(Debug)]
pub struct FallbackModel {
    models: Vec<Arc<dyn LanguageModel>>,
}

impl FallbackModel {
    /// Makes a chain; runs are pinned to the name of the first.
    ///
    /// # Errors
    /// `invalid_input` when there is none.
    pub fn new(models: Vec<Arc<dyn LanguageModel>>) -> Result<Self> {
        if models.is_empty() {
            return Err(Error::invalid_input("a chain of models has none: give at least one"));
        }
        Ok(Self { models })
    }
}

#[async_trait]
impl LanguageModel for FallbackModel {
    fn name(&self) -> String {
        self.models.first().map(|model| model.name()).unwrap_or_default()
    }

    /// Errors are those of the last model, or of the first that may be asked again.
    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let heard = Heard::new(deltas);
        let mut failed: Option<Error> = None;
        for model in &self.models {
            heard.restart();
            match model.complete(request, heard.sink()).await {
                Ok(reply) => return Ok(reply),
                Err(error) => {
                    tracing::warn!(model = model.name(), %error, "a model failed; the next one is asked");
                    failed = failed.filter(Error::is_retryable).or(Some(error));
                }
            }
        }
        Err(failed.unwrap_or_else(|| Error::internal("a chain of models has none")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::models::ScriptedModel;

    fn failing(kind: ErrorKind) -> Arc<dyn LanguageModel> {
        Arc::new(ScriptedModel::by(move |_, _| Err(Error::new(kind, "no"))).named("first"))
    }

    #[tokio::test]
    async fn the_next_model_answers_when_one_fails() {
        let second = Arc::new(ScriptedModel::by(|_, _| Ok(ModelReply::text("yes"))));
        for kind in [ErrorKind::Unavailable, ErrorKind::Unauthenticated, ErrorKind::InvalidInput] {
            let chain = FallbackModel::new(vec![failing(kind), Arc::clone(&second) as _]).unwrap();
            assert_eq!(chain.complete(&ModelRequest::ask("?"), None).await.unwrap().text, "yes");
            assert_eq!(chain.name(), "first");
        }
        assert_eq!(second.asked().len(), 3);
    }

    #[tokio::test]
    async fn when_all_fail_the_error_says_whether_to_ask_again() {
        let busy_then_wrong = vec![failing(ErrorKind::Unavailable), failing(ErrorKind::Unauthenticated)];
        let wrong_then_strange = vec![failing(ErrorKind::Unauthenticated), failing(ErrorKind::Corrupt)];
        for (models, kind) in
            [(busy_then_wrong, ErrorKind::Unavailable), (wrong_then_strange, ErrorKind::Corrupt)]
        {
            let chain = FallbackModel::new(models).unwrap();
            assert_eq!(chain.complete(&ModelRequest::ask("?"), None).await.unwrap_err().kind(), kind);
        }
        assert_eq!(FallbackModel::new(vec![]).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
