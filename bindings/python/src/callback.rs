//! Components in Python: called on threads where they may block, answered once.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use secretariat::Error;
use secretariat_bridge::{Failure, Foreign, Message};
use tokio::sync::oneshot;

use crate::interpreter::attach;
use crate::message::{message, pair};

type Answer = Result<Message, Failure>;

/// Takes the answer of a component; only the first one counts.
#[pyclass(frozen, module = "secretariat._native")]
pub(crate) struct Done(Mutex<Option<oneshot::Sender<Answer>>>);

#[pymethods]
impl Done {
    /// Answers with a result.
    fn succeed(&self, json: String, buffers: Vec<PyBackedBytes>) {
        self.answer(Ok(message(json, &buffers)));
    }

    /// Answers with what was raised: a failure as JSON, or plain words.
    fn fail(&self, thrown: &str) {
        self.answer(Err(Failure::from_thrown(thrown)));
    }
}

impl Done {
    fn answer(&self, answer: Answer) {
        let sender = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(sender) = sender {
            // Nobody listens any more when the call was given up.
            let _ = sender.send(answer);
        }
    }
}

/// `invoke(name, json, buffers, done)` of the face; returns what cancels the call, or nothing.
struct Component(Arc<Py<PyAny>>);

/// Makes a component of the face's function.
pub(crate) fn component(invoke: Py<PyAny>) -> Arc<dyn Foreign> {
    Arc::new(Component(Arc::new(invoke)))
}

/// What cancels a call of a component, once it is known, and whether the core has given up waiting.
#[derive(Default)]
struct Call {
    cancel: Option<Py<PyAny>>,
    given_up: bool,
}

/// Tells Python when the core has given up waiting, which may be before the call has got so far that it can
/// be cancelled.
struct Waiting(Arc<Mutex<Call>>);

fn lock(call: &Mutex<Call>) -> MutexGuard<'_, Call> {
    call.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn tell(py: Python<'_>, cancel: &Py<PyAny>) {
    if let Err(error) = cancel.call0(py) {
        error.write_unraisable(py, None);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let cancel = {
            let mut call = lock(&self.0);
            call.given_up = true;
            call.cancel.take()
        };
        if let Some(cancel) = cancel {
            attach(|py| tell(py, &cancel));
        }
    }
}

#[async_trait]
impl Foreign for Component {
    async fn call(&self, name: &str, arguments: Message) -> Result<Message, Failure> {
        let (sender, receiver) = oneshot::channel();
        let (invoke, name) = (Arc::clone(&self.0), name.to_owned());
        let call = Arc::<Mutex<Call>>::default();
        let waiting = Waiting(Arc::clone(&call));
        let called = tokio::task::spawn_blocking(move || {
            attach(|py| {
                let done = Done(Mutex::new(Some(sender)));
                let (json, buffers): (Py<PyAny>, Py<PyAny>) = pair(py, &arguments)?.extract()?;
                let cancel = invoke.call1(py, (name, json, buffers, done))?;
                if !cancel.is_none(py) {
                    let given_up = {
                        let mut call = lock(&call);
                        call.cancel = (!call.given_up).then(|| cancel.clone_ref(py));
                        call.given_up
                    };
                    if given_up {
                        tell(py, &cancel);
                    }
                }
                Ok::<_, PyErr>(())
            })
        });
        let gone = || Failure::from(Error::unavailable("the interpreter is ending"));
        let called = called.await.map_err(|_| gone())?.ok_or_else(gone)?;
        called.map_err(|error| Failure::from_thrown(&error.to_string()))?;
        let answer = receiver.await;
        // Answered: there is nothing to cancel any more.
        lock(&waiting.0).cancel = None;
        answer.unwrap_or_else(|_| Err(Failure::from_thrown("it was dropped without an answer")))
    }
}
