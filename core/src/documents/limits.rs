//! Budgets while reading one untrusted file: memory, time, depth, entries and text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::settings::Limits;

/// Counts what one file uses up. Clones share the counters.
///
/// Time is wall time here (one file, one thread); the helper program adds a hard limit of CPU time.
#[derive(Debug, Clone)]
pub struct Budget {
    limits: Limits,
    started: Instant,
    used: Arc<Used>,
}

#[derive(Debug, Default)]
struct Used {
    memory: AtomicU64,
    characters: AtomicU64,
    entries: AtomicU64,
    cancelled: AtomicBool,
}

impl Budget {
    /// Starts the time of a new file.
    pub fn new(limits: Limits) -> Self {
        Self { limits, started: Instant::now(), used: Arc::default() }
    }

    /// Returns the limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts bytes that were allocated for decoded content. Call it before allocating.
    ///
    /// # Errors
    /// `limit_exceeded` when the memory is used up, or the time is.
    pub fn charge(&self, bytes: u64) -> Result<()> {
        let used = self.used.memory.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if used > self.limits.memory_bytes {
            return Err(Error::limit_exceeded(format!(
                "the content needs more than {} MiB when unpacked; raise `limits.memory_bytes` if you trust it",
                self.limits.memory_bytes >> 20
            )));
        }
        self.check()
    }

    /// Returns how many bytes may still be decoded.
    pub fn remaining(&self) -> u64 {
        self.limits.memory_bytes.saturating_sub(self.used.memory.load(Ordering::Relaxed))
    }

    /// Gives back bytes that were freed.
    pub fn release(&self, bytes: u64) {
        let _ = self
            .used
            .memory
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| Some(used.saturating_sub(bytes)));
    }

    /// Checks the time and cancellation. Cheap: call it in every loop over file content.
    ///
    /// # Errors
    /// `limit_exceeded` when the time is used up or the work was cancelled.
    pub fn check(&self) -> Result<()> {
        if self.used.cancelled.load(Ordering::Relaxed) {
            return Err(Error::limit_exceeded("reading the file was cancelled"));
        }
        if self.started.elapsed() > Duration::from_millis(self.limits.cpu_millis) {
            return Err(Error::limit_exceeded(format!(
                "reading took longer than {} s; raise `limits.cpu_millis` if you trust it",
                self.limits.cpu_millis / 1000
            )));
        }
        Ok(())
    }

    /// Checks a nesting depth, counted from 0.
    ///
    /// # Errors
    /// `limit_exceeded` when it is too deep.
    pub fn depth(&self, depth: u32) -> Result<()> {
        if depth > self.limits.depth {
            return Err(Error::limit_exceeded(format!("structures nest deeper than {}", self.limits.depth)));
        }
        Ok(())
    }

    /// Counts one archive entry or attachment.
    ///
    /// # Errors
    /// `limit_exceeded` when there are too many.
    pub fn entry(&self) -> Result<()> {
        if self.used.entries.fetch_add(1, Ordering::Relaxed) >= u64::from(self.limits.entries) {
            return Err(Error::limit_exceeded(format!(
                "more than {} parts inside one file",
                self.limits.entries
            )));
        }
        self.check()
    }

    /// Counts characters of text that are kept.
    ///
    /// # Errors
    /// `limit_exceeded` when there are too many.
    pub fn text(&self, characters: u64) -> Result<()> {
        let used = self.used.characters.fetch_add(characters, Ordering::Relaxed).saturating_add(characters);
        if used > self.limits.characters {
            return Err(Error::limit_exceeded(format!(
                "more than {} characters of text",
                self.limits.characters
            )));
        }
        self.check()
    }

    /// Makes every further check fail, so that an abandoned thread ends soon.
    pub fn cancel(&self) {
        self.used.cancelled.store(true, Ordering::Relaxed);
    }
}
