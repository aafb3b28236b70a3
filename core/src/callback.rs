//! One call of a component that the application brings: it ends in time, and its panic ends nothing else.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;

use crate::error::{Error, Result};

/// Runs one call for at most this time; `who` names the component in messages.
///
/// A call that waits is given up when its time is over. One that blocks its thread cannot be: the ports say
/// that they must not.
///
/// # Errors
/// Those of the call, `limit_exceeded` when it takes longer, `internal` when it panics.
pub(crate) async fn call<T>(who: &str, most: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    // Nothing that the call had begun is used after a panic.
    match tokio::time::timeout(most, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Error::internal(format!("{who} panicked; correct it and call again"))),
        Err(_) => Err(Error::limit_exceeded(format!(
            "{who} took longer than {most:?}; raise `limits.callback_millis` if it needs more"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const MOST: Duration = Duration::from_millis(5);

    #[tokio::test]
    async fn an_answer_in_time_is_passed_on() {
        assert_eq!(call("it", MOST, async { Ok(7) }).await.unwrap(), 7);
        let error = call::<()>("it", MOST, async { Err(Error::corrupt("bad")) }).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Corrupt, "bad"));
    }

    #[tokio::test]
    async fn a_call_without_end_and_a_panic_are_errors() {
        let error = call::<()>("it", MOST, std::future::pending()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        assert!(error.message().starts_with("it took longer than 5ms"), "{error}");
        let error = call::<()>("it", Duration::MAX, async { panic!("gone") }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
    }
}
