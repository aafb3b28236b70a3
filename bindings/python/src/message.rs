//! Messages from Python as text, and to Python as values, with a list of bytes.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyList, PyTuple};
use secretariat_bridge::Message;

use crate::json::open;

/// Makes a message of what the face hands over.
pub(crate) fn message(json: String, buffers: &[PyBackedBytes]) -> Message {
    Message { json, buffers: buffers.iter().map(|buffer| buffer.to_vec()).collect() }
}

/// Makes the pair of value and buffers that the face reads.
pub(crate) fn pair<'py>(py: Python<'py>, message: &Message) -> PyResult<Bound<'py, PyTuple>> {
    let buffers = PyList::new(py, message.buffers.iter().map(|buffer| PyBytes::new(py, buffer)))?;
    PyTuple::new(py, [open(py, &message.json)?, buffers.into_any()])
}
