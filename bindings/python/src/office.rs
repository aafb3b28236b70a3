//! Offices and functions.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyDict, PyTuple};
use secretariat_bridge::{Callbacks, Message, OfficeHandle};

use crate::callback::component;
use crate::errors::OrRaise;
use crate::job::Job;
use crate::message::{message, pair};
use crate::running::{Ticket, start, wait};

/// An open office. The typed faces are in Python.
#[pyclass(frozen, module = "secretariat._native")]
pub(crate) struct Office(Arc<OfficeHandle>);

fn office(py: Python<'_>, handle: OfficeHandle) -> PyResult<Bound<'_, PyAny>> {
    Ok(Bound::new(py, Office(Arc::new(handle)))?.into_any())
}

pub(crate) fn answer(py: Python<'_>, message: Message) -> PyResult<Bound<'_, PyAny>> {
    Ok(pair(py, &message)?.into_any())
}

fn nothing(py: Python<'_>, (): ()) -> PyResult<Bound<'_, PyAny>> {
    Ok(py.None().into_bound(py))
}

#[pymethods]
impl Office {
    /// Opens an office and calls `done` with it.
    #[staticmethod]
    fn open(
        py: Python<'_>,
        json: String,
        buffers: Vec<PyBackedBytes>,
        components: &Bound<'_, PyDict>,
        done: Py<PyAny>,
    ) -> PyResult<Ticket> {
        let (options, callbacks) = (message(json, &buffers), callbacks(components)?);
        start(py, done, false, OfficeHandle::open(options, callbacks), office)
    }

    /// Opens an office while this thread waits.
    #[staticmethod]
    fn open_blocking<'py>(
        py: Python<'py>,
        json: String,
        buffers: Vec<PyBackedBytes>,
        components: &Bound<'_, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (options, callbacks) = (message(json, &buffers), callbacks(components)?);
        wait(py, OfficeHandle::open(options, callbacks), office)
    }

    /// Calls a method and calls `done` with its answer; `alone` when no other call of the office is under way.
    fn call(
        &self,
        py: Python<'_>,
        name: String,
        json: String,
        buffers: Vec<PyBackedBytes>,
        alone: bool,
        done: Py<PyAny>,
    ) -> PyResult<Ticket> {
        let soon = alone && OfficeHandle::is_brief(&name);
        let (handle, message) = (Arc::clone(&self.0), message(json, &buffers));
        start(py, done, soon, async move { handle.call(&name, message).await }, answer)
    }

    /// Calls a method while this thread waits.
    fn call_blocking<'py>(
        &self,
        py: Python<'py>,
        name: String,
        json: String,
        buffers: Vec<PyBackedBytes>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (handle, message) = (Arc::clone(&self.0), message(json, &buffers));
        wait(py, async move { handle.call(&name, message).await }, answer)
    }

    /// Starts long work.
    fn start(
        &self,
        py: Python<'_>,
        name: String,
        json: String,
        buffers: Vec<PyBackedBytes>,
    ) -> PyResult<Job> {
        let message = message(json, &buffers);
        self.0.start(&name, message).or_raise(py).map(Job)
    }

    /// Returns the same office as somebody else or in another workspace.
    fn view(
        &self,
        py: Python<'_>,
        name: String,
        json: String,
        buffers: Vec<PyBackedBytes>,
    ) -> PyResult<Self> {
        let message = message(json, &buffers);
        self.0.view(&name, message).or_raise(py).map(|view| Self(Arc::new(view)))
    }

    /// Closes the office and calls `done`.
    fn close(&self, py: Python<'_>, done: Py<PyAny>) -> PyResult<Ticket> {
        let handle = Arc::clone(&self.0);
        start(py, done, false, async move { handle.close().await }, nothing)
    }

    /// Closes the office while this thread waits.
    fn close_blocking<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let handle = Arc::clone(&self.0);
        wait(py, async move { handle.close().await }, nothing)
    }
}

/// Reads the components that the face prepared: by name, what calls them.
fn callbacks(components: &Bound<'_, PyDict>) -> PyResult<Callbacks> {
    let mut callbacks = Callbacks::default();
    for (name, invoke) in components {
        let name: String = name.extract()?;
        callbacks.set(&name, component(invoke.unbind())).or_raise(components.py())?;
    }
    Ok(callbacks)
}

/// Calls a function on this thread.
#[pyfunction]
pub(crate) fn call_function<'py>(
    py: Python<'py>,
    name: String,
    json: String,
    buffers: Vec<PyBackedBytes>,
) -> PyResult<Bound<'py, PyTuple>> {
    let message = message(json, &buffers);
    let answer = py.detach(|| secretariat_bridge::call_function(&name, message)).or_raise(py)?;
    pair(py, &answer)
}

/// Calls a function on a thread of its own and calls `done` with its answer.
#[pyfunction]
pub(crate) fn start_function(
    py: Python<'_>,
    name: String,
    json: String,
    buffers: Vec<PyBackedBytes>,
    done: Py<PyAny>,
) -> PyResult<Ticket> {
    start(py, done, false, secretariat_bridge::start_function(name, message(json, &buffers)), answer)
}
