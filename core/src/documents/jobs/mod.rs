//! Jobs: sources that were handed in together and are read by workers, whatever dies meanwhile.
//!
//! One commit writes the job and a piece of work for each source. Each source's end is committed together
//! with its events in the stream `job/<id>`, so that anybody can follow it, at any time, in any process.

mod follow;
mod handler;
mod hub;
mod job;
mod record;
mod submit;

pub(crate) use follow::Followed;
pub(crate) use handler::IngestHandler;
pub(crate) use hub::Hub;
pub use job::{Job, JobFollower, Outcome};
pub use record::JOBS;
pub(crate) use record::total;
