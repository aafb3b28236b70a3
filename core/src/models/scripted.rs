//! A model that says what it is told to: for tests and examples.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;

use super::heard::tell_whole;
use super::model::{DeltaSink, LanguageModel};
use super::reply::ModelReply;
use super::request::ModelRequest;
use crate::error::{Error, Result};

/// What a script answers to a request, of which it is told how many came before, and who listens.
type Script = dyn Fn(&ModelRequest, usize, Option<&DeltaSink>) -> Result<ModelReply> + Send + Sync;

/// A model that answers from a list or by a function, and keeps what it was asked.
///
/// ```
/// use secretariat::models::{LanguageModel, ModelReply, ModelRequest, ScriptedModel};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> secretariat::Result<()> {
/// let model = ScriptedModel::of([Ok(ModelReply::text("Good morning."))]);
/// let reply = model.complete(&ModelRequest::ask("Greet me."), None).await?;
/// assert_eq!(reply.text, "Good morning.");
/// assert_eq!(model.asked().len(), 1);
/// assert!(model.complete(&ModelRequest::ask("Again."), None).await.is_err());
/// # Ok(())
/// # }
/// ```
pub struct ScriptedModel {
    name: String,
    script: Option<Box<Script>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Result<ModelReply>>,
    asked: Vec<ModelRequest>,
}

impl ScriptedModel {
    /// Makes a model that gives these answers in order, and then `limit_exceeded`.
    pub fn of(answers: impl IntoIterator<Item = Result<ModelReply>>) -> Self {
        let state = State { answers: answers.into_iter().collect(), asked: Vec::new() };
        Self { name: "scripted".to_owned(), script: None, state: Mutex::new(state) }
    }

    /// Makes a model that answers by a function: it is given the request, how many came before it, and who listens.
    /// A function that tells no pieces itself has its whole answer told as one by [`ScriptedModel::by`].
    pub fn answering(
        script: impl Fn(&ModelRequest, usize, Option<&DeltaSink>) -> Result<ModelReply> + Send + Sync + 'static,
    ) -> Self {
        Self { name: "scripted".to_owned(), script: Some(Box::new(script)), state: Mutex::default() }
    }

    /// Makes a model that answers by a function of the request and of how many came before it.
    pub fn by(script: impl Fn(&ModelRequest, usize) -> Result<ModelReply> + Send + Sync + 'static) -> Self {
        Self::answering(move |request, turn, deltas| {
            let reply = script(request, turn)?;
            tell_whole(&reply, deltas);
            Ok(reply)
        })
    }

    /// Gives the model a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Returns what the model was asked, oldest first.
    pub fn asked(&self) -> Vec<ModelRequest> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[async_trait]
impl LanguageModel for ScriptedModel {
    fn name(&self) -> String {
        self.name.clone()
    }

    async fn complete(&self, request: &ModelRequest, deltas: Option<DeltaSink>) -> Result<ModelReply> {
        let (turn, next) = {
            let mut state = self.state();
            state.asked.push(request.clone());
            (state.asked.len() - 1, state.answers.pop_front())
        };
        if let Some(script) = &self.script {
            return script(request, turn, deltas.as_ref());
        }
        let reply = next.unwrap_or_else(|| {
            Err(Error::limit_exceeded(format!(
                "the script of the model {} has no answer number {}: give it more",
                self.name,
                turn + 1
            )))
        })?;
        tell_whole(&reply, deltas.as_ref());
        Ok(reply)
    }
}

impl std::fmt::Debug for ScriptedModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScriptedModel").field("name", &self.name).finish_non_exhaustive()
    }
}
