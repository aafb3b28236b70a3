//! Long work with events.

use pyo3::prelude::*;
use secretariat_bridge::{JobHandle, Message};

use crate::office::answer;
use crate::running::{Ticket, start, wait};

/// A job of an office.
#[pyclass(frozen, module = "secretariat._native")]
pub(crate) struct Job(pub(crate) JobHandle);

fn event(py: Python<'_>, message: Option<Message>) -> PyResult<Bound<'_, PyAny>> {
    match message {
        Some(message) => answer(py, message),
        None => Ok(py.None().into_bound(py)),
    }
}

#[pymethods]
impl Job {
    /// The id.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// Calls `done` with the event after `sequence`, or with nothing at the end.
    fn event(&self, py: Python<'_>, sequence: u64, done: Py<PyAny>) -> PyResult<Ticket> {
        let job = self.0.clone();
        start(py, done, false, async move { job.event(sequence).await }, event)
    }

    /// Waits for the event after `sequence`.
    fn event_blocking<'py>(&self, py: Python<'py>, sequence: u64) -> PyResult<Bound<'py, PyAny>> {
        let job = self.0.clone();
        wait(py, async move { job.event(sequence).await }, event)
    }

    /// Calls `done` with the outcome.
    fn wait(&self, py: Python<'_>, done: Py<PyAny>) -> PyResult<Ticket> {
        let job = self.0.clone();
        start(py, done, false, async move { job.wait().await }, answer)
    }

    /// Waits for the outcome.
    fn wait_blocking<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let job = self.0.clone();
        wait(py, async move { job.wait().await }, answer)
    }

    /// Stops the work; what is stored stays.
    fn cancel(&self) {
        self.0.cancel();
    }
}
