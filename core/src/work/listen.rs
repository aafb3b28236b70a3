//! What runs beside the claims of a worker: wake-ups come in, leases are renewed.

use std::time::Duration;

use futures::StreamExt;
use futures::future::join_all;

use super::item::TOPIC;
use super::options::pause;
use super::worker::Inner;

/// The first and the longest pause before a broken queue is tried again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(10));

impl Inner {
    /// Wakes the claims whenever the queue tells of work that this worker does. A queue that is away costs
    /// time only: the sweep finds the work.
    pub(super) async fn listen(&self) {
        let mut failures = 0;
        loop {
            match self.queue.subscribe(TOPIC).await {
                Ok(mut woken) => {
                    // What was published before this subscription is not repeated.
                    self.wake.notify_one();
                    while let Some(kind) = woken.next().await {
                        match kind {
                            Ok(kind) => {
                                failures = 0;
                                if self.handlers.contains_key(&kind) {
                                    self.wake.notify_one();
                                }
                            }
                            Err(error) => {
                                tracing::warn!(%error, "wake-ups are interrupted");
                                break;
                            }
                        }
                    }
                }
                Err(error) => tracing::warn!(%error, "wake-ups do not come in"),
            }
            failures += 1;
            let (first, most) = PAUSES;
            tokio::time::sleep(pause(first, most, failures, self.parts.randomness.as_ref())).await;
        }
    }

    /// Renews all leases at intervals, in commits that the database can join.
    pub(super) async fn beat(&self) {
        loop {
            tokio::time::sleep(self.options.heartbeat).await;
            let holds = self.holds();
            join_all(holds.iter().map(|hold| hold.renew())).await;
        }
    }
}
