//! Work that Python waits for: by a callback on its event loop, or by blocking a thread.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use pyo3::prelude::*;
use secretariat::Result;
use secretariat_bridge::{block_on, spawn};
use tokio::task::AbortHandle;

use crate::errors::{OrRaise, exception};
use crate::interpreter::attach;

/// How long a blocked thread may be deaf to Ctrl-C.
const SIGNALS: Duration = Duration::from_millis(100);

/// Stops a call that nobody waits for any more.
#[pyclass(frozen, module = "secretariat._native")]
pub(crate) struct Ticket(AbortHandle);

#[pymethods]
impl Ticket {
    /// Stops the work at its next pause.
    fn cancel(&self) {
        self.0.abort();
    }
}

/// What makes a Python object of a result.
pub(crate) type Convert<T> = for<'py> fn(Python<'py>, T) -> PyResult<Bound<'py, PyAny>>;

/// Starts work and calls `done(error, value)` on a thread of the runtime when it ends.
pub(crate) fn start<T: Send + 'static>(
    py: Python<'_>,
    done: Py<PyAny>,
    work: impl Future<Output = Result<T>> + Send + 'static,
    convert: Convert<T>,
) -> PyResult<Ticket> {
    let running = spawn(work).or_raise(py)?;
    let ticket = Ticket(running.abort_handle());
    let answer = async move {
        let outcome = running.await.and_then(|outcome| outcome);
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
    spawn(answer).or_raise(py)?;
    Ok(ticket)
}

/// Does work while this thread waits without the interpreter's lock; Ctrl-C stops it.
pub(crate) fn wait<'py, T: Send + 'static>(
    py: Python<'py>,
    work: impl Future<Output = Result<T>> + Send + 'static,
    convert: Convert<T>,
) -> PyResult<Bound<'py, PyAny>> {
    let running = spawn(work).or_raise(py)?;
    let abort = running.abort_handle();
    let mut running = pin!(running);
    loop {
        let turn = running.as_mut();
        let turn = py.detach(|| block_on(async { tokio::time::timeout(SIGNALS, turn).await }));
        match turn {
            Ok(Ok(outcome)) => {
                let value = outcome.and_then(|outcome| outcome).map_err(|error| exception(py, &error))?;
                return convert(py, value);
            }
            Ok(Err(_)) => py.check_signals().inspect_err(|_| abort.abort())?,
            Err(error) => return Err(exception(py, &error)),
        }
    }
}
