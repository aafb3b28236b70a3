//! Tells tasks to come to an end.

use tokio::sync::watch;

/// How urgent it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Go on.
    Go,
    /// Come to an end soon.
    Stop,
    /// The time is over: what runs is dropped.
    Drop,
}

/// A level that only rises, and who waits for it.
#[derive(Debug, Clone)]
pub(super) struct Signal(watch::Sender<Level>);

impl Signal {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(Level::Go))
    }

    pub(super) fn raise(&self, to: Level) {
        self.0.send_if_modified(|level| {
            let rises = to > *level;
            *level = to.max(*level);
            rises
        });
    }

    pub(super) fn is_at(&self, level: Level) -> bool {
        *self.0.borrow() >= level
    }

    pub(super) async fn reached(&self, level: Level) {
        // Cannot fail while `self` holds the sender.
        let _ = self.0.subscribe().wait_for(|now| *now >= level).await;
    }
}
