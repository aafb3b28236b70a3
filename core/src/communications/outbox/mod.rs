//! The way of finished messages out of the office.

pub mod transport;

pub use transport::{
    NotSent, OutgoingMessage, RecipientOutcome, RecipientResult, SentMail, Trace, Transport,
};
