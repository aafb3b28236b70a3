//! When a model may be asked again.

use std::error::Error as _;
use std::time::Duration;

use crate::error::Error;

/// The source of an error after which the model may be asked again, but not before a pause.
///
/// Models of one's own may give it, too: [`RetryingModel`](super::RetryingModel) looks for it.
#[derive(Debug, thiserror::Error)]
#[error("to be asked again after {pause:?}")]
pub struct RetryAfter {
    /// How long to wait.
    pub pause: Duration,
    /// Why.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl RetryAfter {
    /// Finds the pause that an error asks for.
    pub fn of(error: &Error) -> Option<Duration> {
        let mut cause = error.source();
        while let Some(source) = cause {
            if let Some(after) = source.downcast_ref::<Self>() {
                return Some(after.pause);
            }
            cause = source.source();
        }
        None
    }
}
