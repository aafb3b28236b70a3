//! What becomes of a delivery after it was handed over.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use jiff::{SignedDuration, Timestamp};

use super::delivery::DeliveryChange;
use super::transport::{NotSent, OutgoingMessage, RecipientOutcome, RecipientResult, Transport};
use super::work::Visit;
use crate::error::{Error, Result};
use crate::work::Done;

/// How long a transport may take for one message, in steps of the dialogue.
const STEPS: u64 = 60;

impl Visit<'_> {
    /// Hands the message over. A transport that never ends, or panics, leaves it in doubt.
    pub(super) async fn transmit(
        &self,
        transport: &dyn Transport,
        message: &OutgoingMessage,
    ) -> Result<Vec<RecipientResult>, NotSent> {
        let most = Duration::from_millis(self.of.post.settings.step_millis.saturating_mul(STEPS));
        let sending = AssertUnwindSafe(transport.send(message)).catch_unwind();
        let name = transport.name();
        match tokio::time::timeout(most, sending).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(NotSent::InDoubt(Error::internal(format!("the transport {name} panicked")))),
            Err(_) => Err(NotSent::InDoubt(Error::unavailable(format!(
                "the transport {name} did not end within {most:?}"
            )))),
        }
    }

    /// Writes down what came of it.
    pub(super) async fn settle(
        &mut self,
        outcome: Result<Vec<RecipientResult>, NotSent>,
        message: OutgoingMessage,
    ) -> Result<Done> {
        let (results, why, retry_after) = match outcome {
            Ok(results) => {
                let told = |address: &String| results.iter().any(|result| result.address == *address);
                if !message.recipients.iter().all(told) {
                    return self.doubt("the transport did not say what came of each recipient").await;
                }
                (results, None, None)
            }
            Err(NotSent::InDoubt(error)) => return self.doubt(error.message()).await,
            Err(NotSent::Refused(error)) => {
                let refused = message.recipients.into_iter().map(|address| refusal(address, &error));
                (refused.collect(), Some(error), None)
            }
            Err(NotSent::Deferred { reason, retry_after }) => (Vec::new(), Some(reason), retry_after),
        };
        let mut known = self.delivery.clone();
        known.take_over(results.clone());
        let pending = known.pending().len();
        if pending > 0 {
            let why = why.map_or_else(|| answered(&results), |error| error.message().to_owned());
            return self.later(known.reached_anybody(), pending, results, why, retry_after);
        }
        match known.reached_anybody() {
            true => {
                let refused = results.iter().any(|result| result.outcome == RecipientOutcome::Rejected);
                let why = refused.then(|| answered(&results));
                self.end(DeliveryChange::Sent(results, why))
            }
            false => {
                let why = why.map_or_else(|| answered(&results), |error| error.message().to_owned());
                self.end(DeliveryChange::Failed(results, why))
            }
        }
    }

    /// Tries those again who do not have it, unless it was tried often enough.
    pub(super) fn later(
        &mut self,
        reached: bool,
        pending: usize,
        results: Vec<RecipientResult>,
        why: String,
        retry_after: Option<Duration>,
    ) -> Result<Done> {
        let retries = self.of.post.settings.retries;
        let attempts = self.delivery.attempts;
        if attempts >= retries.attempts {
            let why = format!("given up after {attempts} attempts: {why}");
            return match reached {
                true => self.end(DeliveryChange::Sent(results, Some(format!("{pending} recipients: {why}")))),
                false => self.end(DeliveryChange::Failed(results, why)),
            };
        }
        let pause = self.pause(retries.first_millis, retries.most_millis, attempts);
        let asked = retry_after.and_then(|wait| SignedDuration::try_from(wait).ok()).unwrap_or_default();
        let most = SignedDuration::from_millis(i64::try_from(retries.most_millis).unwrap_or(i64::MAX));
        let now = self.of.clock.now();
        let until = now.saturating_add(pause.max(asked.min(most))).unwrap_or(Timestamp::MAX);
        let until = super::quiet::next(self.delivery.quiet_hours.as_ref(), until)?;
        let batch = self.written(DeliveryChange::Deferred(until, results, why))?.1;
        self.again(until.duration_since(now), batch)
    }
}

fn refusal(address: String, error: &Error) -> RecipientResult {
    let message = Some(error.message().to_owned());
    RecipientResult { address, outcome: RecipientOutcome::Rejected, code: None, status: None, message }
}

/// What the first server that did not take it said.
fn answered(results: &[RecipientResult]) -> String {
    let mut left = results.iter().filter(|result| result.outcome != RecipientOutcome::Accepted);
    match left.next() {
        Some(RecipientResult { code, message, .. }) => {
            let code = code.map(|code| format!("{code} ")).unwrap_or_default();
            format!("the server answered: {code}{}", message.as_deref().unwrap_or("nothing more"))
        }
        None => "it is not known who has it".to_owned(),
    }
}
