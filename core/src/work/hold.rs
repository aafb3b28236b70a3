//! A claim on one piece of work: every write of its holder goes through here, fenced by the record's version.
//!
//! A write whose outcome is unknown is written again until it is known: the version lets only one of them
//! take effect, and the number of writes in the body tells whose it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Mutex, watch};

use super::item::{Item, WORK};
use super::options::pause;
use super::relay::Relay;
use crate::clock::Clock;
use crate::error::{Error, ErrorKind, Result};
use crate::id::Randomness;
use crate::storage::{Batch, Delete, Expect, Put, Record, Storage};

/// The first and the longest pause before an undecided write is tried again.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(2));

/// A lease of which not even this part is over is not renewed by a write.
const FRESH: u32 = 6;

/// What a claim and its writes need.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) relay: Relay,
    pub(super) lease: Duration,
}

/// One claimed piece of work.
#[derive(Debug)]
pub(super) struct Hold {
    parts: Arc<Parts>,
    /// The work as it was claimed.
    pub(super) claimed: Item,
    lost: watch::Sender<bool>,
    /// Whether the holder itself has written that it holds it no longer.
    ended: AtomicBool,
    state: Mutex<State>,
}

/// The work as it was written last.
#[derive(Debug)]
struct State {
    item: Item,
    version: u64,
    writes: u64,
}

/// Why a write did not take effect.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// The work is no longer held: another worker has it, or it was cancelled.
    Lost,
    /// The work is held; what was written with it was refused.
    Refused(Error),
}

/// What becomes of the record of the work.
#[derive(Debug)]
pub(super) enum Fate {
    /// It stays as it is changed here.
    Keep(fn(&mut Item, &Update)),
    /// It goes away.
    Remove,
}

/// Makes the batch of a write, the same each time.
pub(super) type Made<'b> = &'b (dyn Fn() -> Result<Batch> + Send + Sync);

/// Data for the change of an [`Item`].
#[derive(Debug, Default)]
pub(super) struct Update {
    /// When the work is due again, or until when it is held.
    pub(super) at: Option<Timestamp>,
    pub(super) payload: Option<serde_json::Value>,
    pub(super) error: Option<super::Failed>,
}

impl Hold {
    pub(super) fn new(parts: Arc<Parts>, item: Item, version: u64) -> Self {
        let state = State { writes: item.body.writes, item: item.clone(), version };
        Self {
            parts,
            claimed: item,
            lost: watch::Sender::new(false),
            ended: AtomicBool::new(false),
            state: Mutex::new(state),
        }
    }

    /// Returns how many claims before this one ended without a word.
    pub(super) fn silent_epochs(&self) -> u64 {
        self.claimed.epoch.saturating_sub(1).saturating_sub(self.claimed.body.progress)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// Returns until when a claim of this moment holds.
    pub(super) fn lease_end(&self) -> Timestamp {
        self.now().saturating_add(self.parts.lease).unwrap_or(Timestamp::MAX)
    }

    /// Waits until the work is no longer held.
    pub(super) async fn lost(&self) {
        // Cannot fail while `self` holds the sender.
        let _ = self.lost.subscribe().wait_for(|lost| *lost).await;
    }

    pub(super) fn is_lost(&self) -> bool {
        *self.lost.borrow()
    }

    /// Says whether the holder itself has ended its claim.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Commits a batch together with a change of the work. Waits until the outcome is known; for each try the batch is
    /// made anew, so that none is copied for a second try that hardly ever comes.
    pub(super) async fn write(&self, fate: Fate, update: &Update, batch: Made<'_>) -> Result<(), Unwritten> {
        let mut state = self.state.lock().await;
        state.writes += 1;
        let (mut failures, mut doubtful) = (0, false);
        loop {
            if self.is_lost() || self.has_ended() {
                return Err(Unwritten::Lost);
            }
            let (whole, next) = self.compose(&state, &fate, update, batch).map_err(Unwritten::Refused)?;
            let tells = !whole.messages.is_empty();
            let is_amended = whole.amends.last().is_some_and(|amend| amend.collection == WORK.name);
            let amended = is_amended.then_some(state.version + 1);
            let error = match self.parts.storage.commit(whole).await {
                Ok(committed) => {
                    let version = amended.or(committed.versions.last().copied());
                    self.took_effect(&mut state, next, version, tells);
                    return Ok(());
                }
                Err(error) => error,
            };
            let undecided = matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::InDoubt);
            if !undecided && error.kind() != ErrorKind::Conflict {
                return Err(Unwritten::Refused(error));
            }
            let found = self.look(&mut failures).await;
            match found {
                None if doubtful || undecided => {
                    if let Fate::Remove = fate {
                        self.took_effect(&mut state, None, None, tells);
                        return Ok(());
                    }
                    return Err(self.lose());
                }
                None => return Err(self.lose()),
                Some((item, _)) if item.epoch != self.claimed.epoch => return Err(self.lose()),
                Some((item, version)) => {
                    if matches!(fate, Fate::Keep(_)) && item.body.writes == state.writes {
                        self.took_effect(&mut state, Some(item), Some(version), tells);
                        return Ok(());
                    }
                    let moved = version != state.version;
                    (state.item, state.version) = (item, version);
                    if error.kind() == ErrorKind::Conflict && !moved {
                        return Err(Unwritten::Refused(error));
                    }
                    doubtful |= undecided;
                    if undecided {
                        self.rest(&mut failures).await;
                    }
                }
            }
        }
    }

    /// Makes the claim hold longer. Failures are left to the next time.
    pub(super) async fn renew(&self) {
        // A write that is on its way renews it too, or finds out that it is lost.
        let Ok(mut state) = self.state.try_lock() else { return };
        if self.is_lost() || self.has_ended() {
            return;
        }
        let mut next = state.item.clone();
        next.lease_until = Some(self.lease_end());
        let mut batch = Batch::new(next.workspace.clone());
        let Ok(record) = next.record() else { return };
        batch.puts.push(Put { record, expect: Expect::Version(state.version) });
        match self.parts.storage.commit(batch).await {
            Ok(committed) => {
                state.version = committed.versions.last().copied().unwrap_or(state.version);
                state.item = next;
            }
            Err(error) if error.kind() == ErrorKind::Conflict => match self.found().await {
                Ok(Some((item, version))) if item.epoch == self.claimed.epoch => {
                    (state.item, state.version) = (item, version);
                }
                Ok(_) => drop(self.lose()),
                Err(_) => {}
            },
            Err(error) => tracing::warn!(work = %self.claimed.id, %error, "a lease was not renewed"),
        }
    }

    /// The batch with the change of the work at its end, and the work as it will be.
    fn compose(
        &self,
        state: &State,
        fate: &Fate,
        update: &Update,
        batch: Made<'_>,
    ) -> Result<(Batch, Option<Item>)> {
        let (mut whole, expect) = (batch()?, Expect::Version(state.version));
        match fate {
            Fate::Remove => {
                let id = self.claimed.id.to_string();
                whole.deletes.push(Delete { collection: WORK.name, id, expect });
                Ok((whole, None))
            }
            Fate::Keep(change) => {
                let mut next = state.item.clone();
                next.body.writes = state.writes;
                next.body.progress = next.epoch;
                change(&mut next, update);
                next.lease_until = self.lease(state.item.lease_until, next.lease_until);
                match next.is_shown_as(&state.item) {
                    true => whole.amends.push(next.amend(state.version)?),
                    false => whole.puts.push(Put { record: next.record()?, expect }),
                }
                Ok((whole, Some(next)))
            }
        }
    }

    /// A lease that was renewed a moment ago stays as it is: a new end would be a change of indexes with each write.
    fn lease(&self, before: Option<Timestamp>, next: Option<Timestamp>) -> Option<Timestamp> {
        let (Some(before), Some(end)) = (before, next) else { return next };
        let gained = Duration::try_from(end.duration_since(before)).unwrap_or_default();
        if end >= before && gained < self.parts.lease / FRESH { Some(before) } else { Some(end) }
    }

    fn took_effect(&self, state: &mut State, item: Option<Item>, version: Option<u64>, tells: bool) {
        let holds = item.as_ref().is_some_and(|item| item.lease_until.is_some());
        if let (Some(item), Some(version)) = (item, version) {
            (state.item, state.version) = (item, version);
        }
        if !holds {
            self.ended.store(true, Ordering::Relaxed);
        }
        if tells {
            self.parts.relay.nudge();
        }
    }

    fn lose(&self) -> Unwritten {
        self.lost.send_replace(true);
        Unwritten::Lost
    }

    /// Reads the record, however long storage is away.
    async fn look(&self, failures: &mut u32) -> Option<(Item, u64)> {
        loop {
            match self.found().await {
                Ok(found) => return found,
                Err(error) => tracing::warn!(work = %self.claimed.id, %error, "a write is undecided"),
            }
            self.rest(failures).await;
        }
    }

    async fn found(&self) -> Result<Option<(Item, u64)>> {
        let Item { workspace, id, .. } = &self.claimed;
        let record: Option<Record> = self.parts.storage.get(workspace, WORK.name, id.as_str()).await?;
        record.map(|record| Ok((Item::read(&record)?, record.version))).transpose()
    }

    async fn rest(&self, failures: &mut u32) {
        *failures = failures.saturating_add(1);
        let (first, most) = PAUSES;
        tokio::time::sleep(pause(first, most, *failures, self.parts.randomness.as_ref())).await;
    }
}
