//! The native part of the Python package: offices, jobs, callbacks and errors. Everything that has a type is
//! generated in Python.

mod callback;
mod command;
mod errors;
mod interpreter;
mod job;
mod json;
mod log;
mod message;
mod office;
mod running;

use pyo3::prelude::*;

/// The module `secretariat._native`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::callback::Done;
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::interpreter::shutdown;
    #[pymodule_export]
    use crate::job::Job;
    #[pymodule_export]
    use crate::json::open_json;
    #[pymodule_export]
    use crate::log::set_log_level;
    #[pymodule_export]
    use crate::office::{Office, call_function, start_function};
    #[pymodule_export]
    use crate::running::Ticket;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
