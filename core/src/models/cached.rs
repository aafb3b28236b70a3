//! Answers the same request from memory.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use moka::sync::Cache;

use super::fingerprint::fingerprint;
use super::heard::tell_whole;
use super::model::{DeltaSink, LanguageModel};
use super::reply::{Finish, ModelReply, Usage};
use super::request::ModelRequest;
use crate::error::Result;

/// A model whose answers are kept in memory for a while: for evaluation, and for questions that come again.
///
/// Only whole answers are kept: no refusals, and none that are cut off. One from memory says that it used nothing.
#[derive(Debug)]
pub struct CachedModel {
    inner: Arc<dyn LanguageModel>,
    answers: Cache<String, Arc<ModelReply>>,
}

impl CachedModel {
    /// Wraps a model; at most so many bytes of answers are kept, each for so long.
    pub fn new(inner: Arc<dyn LanguageModel>, bytes: u64, lasting: Duration) -> Self {
        let answers = Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &String, reply: &Arc<ModelReply>| {
                let calls: usize =
                    reply.calls.iter().map(|call| call.tool.len() + call.arguments.len()).sum();
                u32::try_from(key.len() + reply.text.len() + calls).unwrap_or(u32::MAX)
            })
            .time_to_live(lasting)
            .build();
        Self { inner, answers }
    }
}

#[async_trait]
impl LanguageModel for CachedModel {
    fn name(&self) -> String {
        self.inner.name()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let key = fingerprint(request);
        if let Some(known) = self.answers.get(&key) {
            tell_whole(&known, deltas.as_ref());
            return Ok(ModelReply { usage: Some(Usage::default()), ..(*known).clone() });
        }
        let reply = self.inner.complete(request, deltas).await?;
        if matches!(reply.finish, Finish::Stop | Finish::ToolCalls) {
            self.answers.insert(key, Arc::new(reply.clone()));
        }
        Ok(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ScriptedModel;

    #[tokio::test]
    async fn the_same_request_is_answered_once() {
        let inner = Arc::new(ScriptedModel::by(|_, turn| Ok(ModelReply::text(format!("answer {turn}")))));
        let model = CachedModel::new(Arc::clone(&inner) as _, 1 << 20, Duration::from_secs(60));
        let ask = ModelRequest::ask("?");
        assert_eq!(model.complete(&ask, None).await.unwrap().text, "answer 0");
        let keyed = ModelRequest { idempotency_key: Some("k".to_owned()), ..ask.clone() };
        let again = model.complete(&keyed, None).await.unwrap();
        assert_eq!((again.text.as_str(), again.usage), ("answer 0", Some(Usage::default())));
        let other = ModelRequest { temperature: Some(0.5), ..ask };
        assert_eq!(model.complete(&other, None).await.unwrap().text, "answer 1");
        assert_eq!(inner.asked().len(), 2);
    }

    #[tokio::test]
    async fn what_is_cut_off_or_refused_is_asked_again() {
        let finishes = [Finish::Length, Finish::Refused, Finish::Stop];
        let inner = ScriptedModel::by(move |_, turn| {
            Ok(ModelReply { finish: finishes[turn], ..ModelReply::text("") })
        });
        let model = CachedModel::new(Arc::new(inner), 1 << 20, Duration::from_secs(60));
        for finish in finishes {
            assert_eq!(model.complete(&ModelRequest::ask("?"), None).await.unwrap().finish, finish);
        }
    }
}
