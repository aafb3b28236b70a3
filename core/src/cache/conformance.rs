//! The contract of [`Cache`], as cases that any backend can run.

use std::sync::Arc;
use std::time::Duration;

use futures::future::{BoxFuture, try_join_all};

use super::{Cache, KEY_BYTES, LONGEST, VALUE_BYTES};
use crate::error::{Error, ErrorKind};

/// The outcome of a case; the error says what was expected.
pub type Outcome = Result<(), String>;

/// One sentence of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The sentence, as a name.
    pub name: &'static str,
    /// Tests it on a fresh, empty cache.
    pub run: fn(Arc<dyn Cache>) -> BoxFuture<'static, Outcome>,
}

/// Every case of the contract.
pub const CASES: &[Case] = &[
    Case { name: "values_read_back", run: |cache| Box::pin(values_read_back(cache)) },
    Case { name: "values_end", run: |cache| Box::pin(values_end(cache)) },
    Case { name: "values_are_deleted", run: |cache| Box::pin(values_are_deleted(cache)) },
    Case { name: "increments_never_overlap", run: |cache| Box::pin(increments_never_overlap(cache)) },
    Case { name: "counters_read_as_digits", run: |cache| Box::pin(counters_read_as_digits(cache)) },
    Case { name: "counters_end", run: |cache| Box::pin(counters_end(cache)) },
    Case { name: "what_is_no_counter_stays", run: |cache| Box::pin(what_is_no_counter_stays(cache)) },
    Case { name: "limits_are_kept", run: |cache| Box::pin(limits_are_kept(cache)) },
];

/// Runs every case, each on a fresh cache from `factory`.
///
/// # Errors
/// All failures, each naming its case and what was expected.
pub async fn run(factory: impl Fn() -> crate::Result<Box<dyn Cache>>) -> Outcome {
    let mut failures = Vec::new();
    for case in CASES {
        let outcome = match factory() {
            Ok(cache) => (case.run)(Arc::from(cache)).await,
            Err(error) => Err(format!("no fresh cache: {error}")),
        };
        if let Err(failure) = outcome {
            failures.push(format!("{}: {failure}", case.name));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

const LONG: Duration = Duration::from_secs(600);
const SHORT: Duration = Duration::from_millis(50);

fn expect(holds: bool, what: &str) -> Outcome {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

fn failed(error: Error) -> String {
    format!("a call that must succeed failed: {}: {error}", error.kind())
}

/// Waits until a key is gone.
async fn ends(cache: &dyn Cache, key: &str) -> Outcome {
    for _ in 0..500 {
        if cache.get(key).await.map_err(failed)?.is_none() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err(format!("`{key}` was still there long after its time"))
}

async fn values_read_back(cache: Arc<dyn Cache>) -> Outcome {
    expect(cache.get("absent").await.map_err(failed)?.is_none(), "an absent value was read")?;
    let longest = "ö".repeat(KEY_BYTES / 2);
    for key in ["a", "a b\n:*", "日本", &longest] {
        for value in [Vec::new(), (0..=255).collect(), vec![7; VALUE_BYTES]] {
            cache.set(key, value.clone(), LONG).await.map_err(failed)?;
            expect(cache.get(key).await.map_err(failed)? == Some(value), "another value came back")?;
        }
    }
    cache.set("a", b"kept".to_vec(), LONGEST).await.map_err(failed)?;
    expect(cache.get("a").await.map_err(failed)?.is_some(), "a value for the longest time is gone")
}

async fn values_end(cache: Arc<dyn Cache>) -> Outcome {
    cache.set("short", b"a".to_vec(), SHORT).await.map_err(failed)?;
    cache.set("long", b"a".to_vec(), LONG).await.map_err(failed)?;
    ends(&*cache, "short").await?;
    expect(cache.get("long").await.map_err(failed)?.is_some(), "a value ended before its time")?;
    cache.set("again", b"a".to_vec(), SHORT).await.map_err(failed)?;
    cache.set("again", b"b".to_vec(), LONG).await.map_err(failed)?;
    cache.set("marker", b"a".to_vec(), SHORT).await.map_err(failed)?;
    ends(&*cache, "marker").await?;
    expect(cache.get("again").await.map_err(failed)?.is_some(), "a value ended with the time of an older one")
}

async fn values_are_deleted(cache: Arc<dyn Cache>) -> Outcome {
    cache.set("a", b"a".to_vec(), LONG).await.map_err(failed)?;
    cache.set("b", b"b".to_vec(), LONG).await.map_err(failed)?;
    cache.delete("a").await.map_err(failed)?;
    cache.delete("a").await.map_err(failed)?;
    expect(cache.get("a").await.map_err(failed)?.is_none(), "a deleted value was read")?;
    expect(cache.get("b").await.map_err(failed)?.is_some(), "a deletion reached another key")
}

async fn increments_never_overlap(cache: Arc<dyn Cache>) -> Outcome {
    let adds = (0..200).map(|_| {
        let cache = Arc::clone(&cache);
        async move { cache.increment("count", 1, LONG).await }
    });
    let mut sums = try_join_all(adds).await.map_err(failed)?;
    sums.sort_unstable();
    expect(sums == (1..=200).collect::<Vec<_>>(), "two increments saw the same sum")
}

async fn counters_read_as_digits(cache: Arc<dyn Cache>) -> Outcome {
    expect(
        cache.increment("count", 5, LONG).await.map_err(failed)? == 5,
        "a counter does not begin at zero",
    )?;
    expect(cache.increment("count", -7, LONG).await.map_err(failed)? == -2, "5 - 7 is not -2")?;
    expect(cache.get("count").await.map_err(failed)? == Some(b"-2".to_vec()), "a counter reads otherwise")?;
    cache.delete("count").await.map_err(failed)?;
    expect(cache.increment("count", 1, LONG).await.map_err(failed)? == 1, "a deleted counter went on")
}

async fn counters_end(cache: Arc<dyn Cache>) -> Outcome {
    cache.increment("count", 1, SHORT).await.map_err(failed)?;
    cache.increment("count", 1, LONG).await.map_err(failed)?;
    ends(&*cache, "count").await?;
    expect(cache.increment("count", 1, LONG).await.map_err(failed)? == 1, "a counter went on after its end")
}

async fn what_is_no_counter_stays(cache: Arc<dyn Cache>) -> Outcome {
    cache.set("word", b"word".to_vec(), LONG).await.map_err(failed)?;
    let kind = cache.increment("word", 1, LONG).await.map_err(|error| error.kind());
    expect(kind == Err(ErrorKind::InvalidInput), "a word was counted")?;
    expect(cache.get("word").await.map_err(failed)? == Some(b"word".to_vec()), "a refused increment wrote")?;
    cache.increment("full", i64::MAX, LONG).await.map_err(failed)?;
    let kind = cache.increment("full", 1, LONG).await.map_err(|error| error.kind());
    expect(kind == Err(ErrorKind::InvalidInput), "a sum over 64 bits was taken")
}

async fn limits_are_kept(cache: Arc<dyn Cache>) -> Outcome {
    let value = || b"a".to_vec();
    for key in ["", &"x".repeat(KEY_BYTES + 1)] {
        let kinds = [
            cache.get(key).await.map(|_| ()).map_err(|error| error.kind()),
            cache.set(key, value(), LONG).await.map_err(|error| error.kind()),
            cache.increment(key, 1, LONG).await.map(|_| ()).map_err(|error| error.kind()),
            cache.delete(key).await.map_err(|error| error.kind()),
        ];
        expect(kinds == [Err(ErrorKind::InvalidInput); 4], "a key out of its limits was taken")?;
    }
    for ttl in [Duration::ZERO, LONGEST + Duration::from_millis(1)] {
        let kind = cache.set("a", value(), ttl).await.map_err(|error| error.kind());
        expect(kind == Err(ErrorKind::InvalidInput), "a time out of its limits was taken")?;
    }
    let kind = cache.set("a", vec![0; VALUE_BYTES + 1], LONG).await.map_err(|error| error.kind());
    expect(kind == Err(ErrorKind::LimitExceeded), "a value over its limit was taken")
}
