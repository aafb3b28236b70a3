//! The tools of an office, called at once as the engine would call them.

pub(crate) mod direct;
#[cfg(feature = "fetch")]
mod fetch;
mod free_busy;
pub(crate) mod injections;
mod obeying;
mod reading;
mod rights;
mod sending;
mod writing;
