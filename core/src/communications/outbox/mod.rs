//! The way of finished messages out of the office.

#[cfg(feature = "jmap")]
mod provider;
pub mod transport;

#[cfg(feature = "jmap")]
pub use provider::JmapTransport;
pub use transport::{
    NotSent, OutgoingMessage, RecipientOutcome, RecipientResult, SentMail, Trace, Transport,
};
