//! Errors as exceptions: one class per kind, defined in `secretariat.errors`.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use secretariat::Error;

static CLASSES: PyOnceLock<Py<PyDict>> = PyOnceLock::new();

/// Makes the exception of an error.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let made = CLASSES
        .get_or_try_init(py, || {
            let classes = py.import("secretariat.errors")?.getattr("CLASSES")?;
            Ok::<_, PyErr>(classes.cast_into::<PyDict>()?.unbind())
        })
        .and_then(|classes| {
            classes.bind(py).as_any().get_item(error.kind().code())?.call1((error.message(),))
        });
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(_) => PyRuntimeError::new_err(error.message().to_owned()),
    }
}

/// Raises the exception of an error.
pub(crate) trait OrRaise<T> {
    /// Turns the error into its exception.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for secretariat::Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| exception(py, &error))
    }
}
