//! A cache in this process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use moka::ops::compute::Op;
use moka::sync::Cache as Moka;

use super::{Cache, check_key, check_ttl, check_value, no_counter};
use crate::clock::Clock;
use crate::error::Result;

/// What an entry costs beside its key and value, in bytes.
const OVERHEAD: usize = 128;

#[derive(Clone)]
struct Entry {
    value: Vec<u8>,
    /// Not kept at this time any more.
    end: Timestamp,
}

/// A cache in this process: what is used least gives way when its memory is full.
#[derive(Clone)]
pub struct LocalCache {
    entries: Moka<String, Entry>,
    clock: Arc<dyn Clock>,
}

/// Values may be anybody's.
impl fmt::Debug for LocalCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalCache").field("entries", &self.entries.entry_count()).finish_non_exhaustive()
    }
}

impl LocalCache {
    /// Makes a cache that uses at most about this much memory, in bytes.
    pub fn new(bytes: u64, clock: Arc<dyn Clock>) -> Self {
        let weigh = |key: &String, entry: &Entry| {
            u32::try_from(key.len() + entry.value.len() + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self { entries: Moka::builder().max_capacity(bytes).weigher(weigh).build(), clock }
    }

    fn end(&self, ttl: Duration) -> Timestamp {
        self.clock.now().saturating_add(ttl).unwrap_or(Timestamp::MAX)
    }
}

#[async_trait]
impl Cache for LocalCache {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        check_key(key)?;
        let now = self.clock.now();
        Ok(self.entries.get(key).filter(|entry| now < entry.end).map(|entry| entry.value))
    }

    async fn set(&self, key: &str, value: Vec<u8>, ttl: Duration) -> Result<()> {
        check_key(key)?;
        check_value(&value)?;
        check_ttl(ttl)?;
        self.entries.insert(key.to_owned(), Entry { value, end: self.end(ttl) });
        Ok(())
    }

    async fn increment(&self, key: &str, by: i64, ttl: Duration) -> Result<i64> {
        check_key(key)?;
        check_ttl(ttl)?;
        let now = self.clock.now();
        let mut sum = None;
        self.entries.entry_by_ref(key).and_compute_with(|entry| {
            let old = entry.map(|entry| entry.into_value()).filter(|entry| now < entry.end);
            let begun = old.unwrap_or_else(|| Entry { value: b"0".to_vec(), end: self.end(ttl) });
            sum = counter(&begun.value).and_then(|count| count.checked_add(by));
            match sum {
                Some(sum) => Op::Put(Entry { value: sum.to_string().into_bytes(), ..begun }),
                None => Op::Nop,
            }
        });
        sum.ok_or_else(|| no_counter(key))
    }

    async fn delete(&self, key: &str) -> Result<()> {
        check_key(key)?;
        self.entries.invalidate(key);
        Ok(())
    }
}

fn counter(value: &[u8]) -> Option<i64> {
    std::str::from_utf8(value).ok()?.parse().ok()
}
