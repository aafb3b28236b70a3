//! Runs as AG-UI shows them (Agent User Interaction Protocol 1.0, <https://docs.ag-ui.com>): a pure mapping of a run's
//! events, and a stream of them.
//!
//! A run that waits for people is, in that protocol, a run that finished with interrupts; what follows is another run
//! of the same thread. The thread is the run here, and its runs are numbered: `run_…`, `run_….2`, ….

mod event;
mod map;
mod stream;

pub use event::AgUiEvent;
pub use map::AgUiMap;
pub use stream::AgUiWatch;
