//! Snapshots of runs: how a run stood after one of its events, so that a long run is taken up without folding its whole
//! log.
//!
//! A snapshot is a cache and never believed over the log. It names the release that wrote it, the event after which it
//! was taken, and the hashes of that event and of itself. One that another release wrote (whose fold may differ), that
//! is damaged, or that belongs to another log is passed over, and the log is folded from its start. It is stored with a
//! commit that the run makes anyway, in the place of the one before, and goes with the run's end.
//!
//! Only runs of agents have them: the code of a playbook is given its log from the start in any case.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use mail_builder::encoders::base64::base64_encode;
use mail_parser::decoders::base64::base64_decode;
use serde::{Deserialize, Serialize};

use super::asking::canonical;
use super::event::RunEntry;
use super::record::Runs;
use super::state::{RunState, fold};
use super::stowed::MOST;
use crate::approvals::PayloadHash;
use crate::error::{Error, Result};
use crate::id::RunId;
use crate::rights::{decode, encode};
use crate::storage::{Batch, Collection, Delete, Expect, Put};

/// The newest snapshot of each run of an agent that is not over, by the id of the run.
pub const RUN_SNAPSHOTS: Collection = Collection { name: "run_snapshots", attributes: &[] };

/// The release and the form: what another release wrote is not read.
const WRITTEN_BY: &str = concat!(env!("CARGO_PKG_VERSION"), "/2");
/// The fewest events from one snapshot to the next.
const EVERY: u64 = 64;
/// From one snapshot to the next a log grows by at least this part of itself, so that all snapshots of a run together
/// cost in proportion to its log, whatever its length.
const SHARE: u64 = 4;
/// Events that are read at once.
const PAGE: usize = 1_024;

/// A snapshot as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Stored {
    written_by: String,
    /// The sequence of the event after which it was taken.
    head: u64,
    /// The hash of that event.
    event: PayloadHash,
    /// The state: JSON, compressed by zlib, in Base64.
    state: String,
    /// The hash of that text.
    hash: PayloadHash,
}

/// How a run stands by its log, and what is known of its snapshots.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) state: RunState,
    /// The last event of the log.
    pub(super) last: RunEntry,
    pub(super) kept: KeptSnapshot,
}

/// What is known of the snapshot that is stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct KeptSnapshot {
    /// After which event it was taken; 0 when there is none that can be used.
    head: u64,
    /// Whether there is one, of use or not.
    is_stored: bool,
}

/// A snapshot that is to be stored.
#[derive(Debug)]
pub(super) struct NewSnapshot {
    head: u64,
    put: Put,
}

impl Runs {
    /// Folds the log of a run, from its snapshot where there is one that can be used.
    ///
    /// # Errors
    /// `corrupt` when the log has no beginning or is damaged, and storage errors.
    pub(super) async fn standing(&self, id: &RunId) -> Result<Standing> {
        let limit = usize::try_from(EVERY).unwrap_or(PAGE) + 1;
        let entries = self.page(id, 0, limit).await?;
        let is_long = entries.len() == limit;
        let (mut standing, rest) = begun(id, entries)?;
        if is_long {
            // Only now: a short log has no snapshot.
            let record = self.storage.get(&self.workspace, RUN_SNAPSHOTS.name, id.as_str()).await?;
            standing.kept.is_stored = record.is_some();
            let stored = record.map(decode::<Stored>).and_then(Result::ok);
            if let Some(stored) = stored.filter(|stored| stored.written_by == WRITTEN_BY) {
                if let Some(standing) = self.after(id, &stored).await? {
                    return Ok(standing);
                }
                tracing::warn!(run = %id, head = stored.head, "a snapshot does not fit its log and is passed over");
            }
        }
        self.go_on(id, standing, rest, is_long).await
    }

    /// Begins with the first event of a run, and returns the others.
    ///
    /// # Errors
    /// As [`Runs::standing`].
    pub(super) async fn beginning(&self, id: &RunId) -> Result<(Standing, Vec<RunEntry>)> {
        let (standing, rest) = begun(id, self.events(id, 0).await?)?;
        Ok((standing, rest.collect()))
    }

    /// Goes on from a snapshot; nothing when it does not fit the log.
    async fn after(&self, id: &RunId, stored: &Stored) -> Result<Option<Standing>> {
        let Some(state) = stored.read() else { return Ok(None) };
        let entries = self.page(id, stored.head.saturating_sub(1), PAGE).await?;
        let is_full = entries.len() == PAGE;
        let mut entries = entries.into_iter();
        let last = entries.next().filter(|last| last.sequence == stored.head);
        let Some(last) = last.filter(|last| hash(last).is_ok_and(|hash| hash == stored.event)) else {
            return Ok(None);
        };
        let kept = KeptSnapshot { head: stored.head, is_stored: true };
        self.go_on(id, Standing { state, last, kept }, entries, is_full).await.map(Some)
    }

    /// Folds these entries, and those of the pages that follow.
    async fn go_on(
        &self,
        id: &RunId,
        mut standing: Standing,
        mut entries: std::vec::IntoIter<RunEntry>,
        mut is_full: bool,
    ) -> Result<Standing> {
        loop {
            for entry in entries {
                fold(&mut standing.state, &entry);
                standing.last = entry;
            }
            if !is_full {
                return Ok(standing);
            }
            let page = self.page(id, standing.state.head, PAGE).await?;
            is_full = page.len() == PAGE;
            entries = page.into_iter();
        }
    }

    /// Takes a snapshot, if it is time for one and the run can have one.
    pub(super) fn snapshot(
        &self,
        id: &RunId,
        state: &RunState,
        last: &RunEntry,
        kept: KeptSnapshot,
    ) -> Result<Option<NewSnapshot>> {
        let head = state.head;
        if head.saturating_sub(kept.head) < EVERY.max(head / SHARE) || last.sequence != head {
            return Ok(None);
        }
        let Some(stored) = Stored::of(state, last)? else { return Ok(None) };
        let put = encode(&self.workspace, RUN_SNAPSHOTS, id.as_str(), &stored, Expect::Any)?;
        Ok(Some(NewSnapshot { head, put }))
    }
}

impl NewSnapshot {
    /// Adds it to a batch.
    pub(super) fn add_to(&self, batch: &mut Batch) {
        batch.puts.push(self.put.clone());
    }

    /// What is known after it was stored.
    pub(super) fn stored(&self) -> KeptSnapshot {
        KeptSnapshot { head: self.head, is_stored: true }
    }
}

impl KeptSnapshot {
    /// Adds the removal of the snapshot to the last batch of a run.
    pub(super) fn remove(self, id: &RunId, batch: &mut Batch) {
        if self.is_stored {
            let id = id.to_string();
            batch.deletes.push(Delete { collection: RUN_SNAPSHOTS.name, id, expect: Expect::Any });
        }
    }
}

impl Stored {
    /// Writes a state; nothing when it is too large, or would not read back as it is, as with fractions whose last
    /// digit JSON does not keep.
    fn of(state: &RunState, last: &RunEntry) -> Result<Option<Self>> {
        let failed = || Error::internal("a run was not written as a snapshot");
        let text = serde_json::to_vec(state).map_err(|error| failed().with_source(error))?;
        if text.len() > MOST || parsed(&text).as_ref() != Some(state) {
            return Ok(None);
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&text).map_err(|error| failed().with_source(error))?;
        let packed = encoder.finish().map_err(|error| failed().with_source(error))?;
        let packed = base64_encode(&packed).map_err(|error| failed().with_source(error))?;
        let hash = PayloadHash::of(&packed);
        let packed = String::from_utf8(packed).map_err(|error| failed().with_source(error))?;
        let (written_by, event) = (WRITTEN_BY.to_owned(), self::hash(last)?);
        Ok(Some(Self { written_by, head: state.head, event, state: packed, hash }))
    }

    /// Reads the state; nothing when it is damaged.
    fn read(&self) -> Option<RunState> {
        if PayloadHash::of(self.state.as_bytes()) != self.hash {
            return None;
        }
        let packed = base64_decode(self.state.as_bytes())?;
        let mut text = Vec::new();
        ZlibDecoder::new(packed.as_slice()).take(MOST as u64 + 1).read_to_end(&mut text).ok()?;
        parsed(&text).filter(|state| state.head == self.head)
    }
}

fn begun(id: &RunId, entries: Vec<RunEntry>) -> Result<(Standing, std::vec::IntoIter<RunEntry>)> {
    let damaged = || Error::corrupt(format!("the run {id} has no beginning"));
    let mut entries = entries.into_iter();
    let last = entries.next().ok_or_else(damaged)?;
    let state = RunState::begin(&last).ok_or_else(damaged)?;
    Ok((Standing { state, last, kept: KeptSnapshot::default() }, entries))
}

fn parsed(text: &[u8]) -> Option<RunState> {
    serde_json::from_slice::<RunState>(text).ok()?.restored()
}

/// The hash of an event as every database gives it back: one orders the fields of objects anew.
fn hash(entry: &RunEntry) -> Result<PayloadHash> {
    Ok(PayloadHash::of(canonical(&entry.event.stored(entry.at)?).as_bytes()))
}

#[cfg(test)]
mod tests;
