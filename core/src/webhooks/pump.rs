//! Tells feeds at once of what this process wrote.

use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::feed::Feed;
use crate::audit::Noted;
use crate::work::Background;

/// How long what was written waits for more of it.
const PAUSE: Duration = Duration::from_millis(20);

/// Moves the feeds of workspaces in which this process wrote, until the last one who needs the office has gone.
#[derive(Debug)]
pub(crate) struct Pump(Mutex<Option<JoinHandle<()>>>);

impl Pump {
    /// Starts on the present runtime.
    pub(crate) fn start(feed: Feed, noted: Arc<Noted>, work: Arc<Background>) -> Self {
        let running = tokio::spawn(async move {
            loop {
                noted.rung().await;
                tokio::time::sleep(PAUSE).await;
                for workspace in noted.take() {
                    match feed.advance(&workspace).await {
                        Ok(0) => {}
                        Ok(_) => work.nudge(),
                        // The work of the feed looks again, in this or another process.
                        Err(error) => tracing::warn!(%error, %workspace, "webhooks are told later"),
                    }
                }
            }
        });
        Self(Mutex::new(Some(running)))
    }

    /// Ends it; what was not told is told by the work of the feed.
    pub(crate) fn stop(&self) {
        if let Some(running) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            running.abort();
        }
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.stop();
    }
}
