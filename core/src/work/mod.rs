//! Durable work, used by every pillar: what was asked for is a record, and a worker does it, whatever dies
//! meanwhile.
//!
//! A pillar puts [`NewWork`] into the batch that causes it and registers a [`Handler`] for its kind. A
//! [`Worker`] claims due work under a lease, calls the handler and commits what it returns together with the
//! end of the work: effects on storage happen exactly once. Who lost the lease writes nothing.

mod background;
mod handler;
mod hold;
mod item;
mod listen;
mod metrics;
mod new;
mod options;
mod perform;
mod relay;
mod repository;
mod signal;
mod task;
mod worker;

pub(crate) use background::Background;
pub use handler::{Done, Handler};
pub use item::{Failed, WORK, Work, WorkState};
pub use metrics::WorkerMetrics;
pub use new::NewWork;
pub use options::WorkerOptions;
pub use relay::Relay;
pub use repository::WorkRepository;
pub use task::Task;
pub use worker::Worker;
