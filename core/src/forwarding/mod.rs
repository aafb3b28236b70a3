//! The audit for a collector of logs (SIEM): every sealed entry is sent at least once, in order, as RFC 5424 syslog or
//! as JSON with the fields of the Elastic Common Schema.
//!
//! A workspace has a place up to which its entries were taken. Durable work reads on from there, seals, sends a load,
//! and moves the place in the commit that ends the run: a crash sends a load again, and an outage of the collector
//! only delays. Entries carry their workspace and sequence, by which a collector knows what it has.

#[cfg(feature = "fetch")]
mod form;
#[cfg(feature = "fetch")]
mod line;
mod place;
mod work;

pub use place::AUDIT_FORWARDS;
pub(crate) use place::Forwarding;
pub(crate) use work::ForwardHandler;
