//! Work that Python waits for: by a callback on its event loop, or by blocking a thread.

use std::future::Future;
use std::time::Duration;

use pyo3::prelude::*;
use secretariat::Result;
use secretariat_bridge::{Here, Stop, deliver, deliver_soon};

use crate::errors::OrRaise;
use crate::interpreter::attach;

/// How long a blocked thread may be deaf to Ctrl-C.
const SIGNALS: Duration = Duration::from_millis(100);

/// Stops a call that nobody waits for any more.
#[pyclass(frozen, module = "secretariat._native")]
pub(crate) struct Ticket(Stop);

#[pymethods]
impl Ticket {
    /// Stops the work at its next pause.
    fn cancel(&self) {
        self.0.now();
    }
}

/// What makes a Python object of a result.
pub(crate) type Convert<T> = for<'py> fn(Python<'py>, T) -> PyResult<Bound<'py, PyAny>>;

/// Starts work and calls `done(error, value)` when it ends, on a thread of the runtime. Work that is done `soon` may keep
/// this thread for a moment, and then `done` is called on it.
pub(crate) fn start<T: Send + 'static>(
    py: Python<'_>,
    done: Py<PyAny>,
    soon: bool,
    work: impl Future<Output = Result<T>> + Send + 'static,
    convert: Convert<T>,
) -> PyResult<Ticket> {
    let then = move |outcome: Result<T>| {
        // At the exit of the interpreter there is nobody to tell.
        attach(|py| {
            let outcome = outcome.or_raise(py).and_then(|value| convert(py, value));
            let told = match outcome {
                Ok(value) => done.call1(py, (py.None(), value)),
                Err(error) => done.call1(py, (error.into_value(py), py.None())),
            };
            if let Err(error) = told {
                error.write_unraisable(py, None);
            }
            drop(done);
        });
    };
    let stop = if soon { py.detach(|| deliver_soon(work, then)) } else { deliver(work, then) };
    stop.or_raise(py).map(Ticket)
}

/// Does work on this thread, without the interpreter's lock; Ctrl-C stops it.
pub(crate) fn wait<'py, T: Send + 'static>(
    py: Python<'py>,
    work: impl Future<Output = Result<T>> + Send + 'static,
    convert: Convert<T>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut here = Here::new(work);
    loop {
        match py.detach(|| here.turn(SIGNALS)).or_raise(py)? {
            Some(outcome) => return convert(py, outcome.or_raise(py)?),
            None => py.check_signals()?,
        }
    }
}
