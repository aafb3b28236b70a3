//! What the broker's refusals mean for the caller (<https://www.rabbitmq.com/amqp-0-9-1-reference#constants>).

use std::fmt;

use crate::error::{Error, ErrorKind};

const ACCESS_REFUSED: u16 = 403;
const PRECONDITION_FAILED: u16 = 406;
const NOT_ALLOWED: u16 = 530;

/// What was going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The user was presenting itself.
    Connect,
    /// The user was known.
    Use,
}

/// Why the broker refused or failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The broker or its driver reports.
    #[error("RabbitMQ reports {source}")]
    Driver {
        /// What was going on.
        stage: Stage,
        /// Who asked.
        user: String,
        /// The report.
        source: lapin::Error,
    },
    /// The broker answered that it did not take a message.
    #[error("RabbitMQ did not take a message")]
    NotTaken,
}

impl Fault {
    /// Turns it into the public error about a broker.
    pub(super) fn public(self, broker: &impl fmt::Display) -> Error {
        let (kind, remedy) = match &self {
            Self::NotTaken => (ErrorKind::Unavailable, "did not take a wake-up: retry".to_owned()),
            Self::Driver { stage, user, source } => match (code(source), stage) {
                (Some(ACCESS_REFUSED), Stage::Connect) => (
                    ErrorKind::Unauthenticated,
                    format!("refuses the user `{user}`: correct user and password in the URL"),
                ),
                (Some(NOT_ALLOWED), Stage::Connect) => (
                    ErrorKind::Denied,
                    format!("lets `{user}` not use this virtual host: create it or grant permissions on it"),
                ),
                (Some(ACCESS_REFUSED | NOT_ALLOWED), Stage::Use) => (
                    ErrorKind::Denied,
                    format!(
                        "denies a right to `{user}`: grant configure, write and read on the virtual host"
                    ),
                ),
                (Some(PRECONDITION_FAILED), _) => (
                    ErrorKind::Conflict,
                    "has a queue of the same name made otherwise: delete it or choose another namespace"
                        .to_owned(),
                ),
                _ => (ErrorKind::Unavailable, "cannot be reached: check that it runs, and retry".to_owned()),
            },
        };
        Error::new(kind, format!("{broker} {remedy}")).with_source(self)
    }
}

fn code(error: &lapin::Error) -> Option<u16> {
    match error.kind() {
        lapin::ErrorKind::ProtocolError(error) => Some(error.get_id()),
        _ => None,
    }
}
