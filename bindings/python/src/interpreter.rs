//! The interpreter from threads that are not its own: only while it lives.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use pyo3::prelude::*;

/// Set when the interpreter ends: from then on no thread of ours may enter it.
static ENDING: AtomicBool = AtomicBool::new(false);
/// How many threads of ours are in the interpreter.
static INSIDE: AtomicUsize = AtomicUsize::new(0);

/// How long the end waits for threads that are inside: one that runs a component may never come back.
const PATIENCE: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(1);

/// Does something in the interpreter; `None` when it is ending.
pub(crate) fn attach<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    INSIDE.fetch_add(1, Ordering::SeqCst);
    let done = if ENDING.load(Ordering::SeqCst) { None } else { Python::try_attach(work) };
    INSIDE.fetch_sub(1, Ordering::SeqCst);
    done
}

/// Keeps threads of ours out of the interpreter from now on; called at its exit.
#[pyfunction]
pub(crate) fn shutdown(py: Python<'_>) {
    ENDING.store(true, Ordering::SeqCst);
    py.detach(|| {
        let mut left = PATIENCE;
        while INSIDE.load(Ordering::SeqCst) > 0 && !left.is_zero() {
            std::thread::sleep(STEP);
            left = left.saturating_sub(STEP);
        }
    });
}
