//! Tells the followers of this process that a job went on, and that the office is closed.

use std::time::Duration;

use tokio::sync::watch;

/// How often followers look for what other processes did.
const LOOK: Duration = Duration::from_millis(250);

/// Counts what was written, until the office is closed.
#[derive(Debug)]
pub(crate) struct Hub(watch::Sender<(u64, bool)>);

impl Hub {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new((0, false)))
    }

    /// Says that events were written.
    pub(crate) fn tell(&self) {
        self.0.send_modify(|(count, _)| *count += 1);
    }

    /// Lets all followers end.
    pub(crate) fn close(&self) {
        self.0.send_modify(|(_, closed)| *closed = true);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.0.borrow().1
    }

    pub(super) fn listen(&self) -> watch::Receiver<(u64, bool)> {
        self.0.subscribe()
    }
}

/// Waits until there may be something new.
pub(super) async fn news(changes: &mut watch::Receiver<(u64, bool)>) {
    tokio::select! {
        biased;
        // Fails only when the office is gone; then the next look ends the following.
        _ = changes.changed() => {}
        () = tokio::time::sleep(LOOK) => {}
    }
}
