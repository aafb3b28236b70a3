//! Streams: sequences, pages and fencing epochs.

use serde_json::json;

use super::fixtures::{Shared, appending, home};
use super::{Outcome, equal, refused};
use crate::error::ErrorKind::{Conflict, InvalidInput};
use crate::storage::Batch;

pub(super) async fn events_are_numbered_from_one(storage: Shared) -> Outcome {
    let first = storage.commit(appending("log", Some(0), 0, &[json!("a"), json!("b")])).await?;
    equal(first.sequences, vec![2], "the sequence after two events")?;
    let mut both = appending("log", None, 0, &[json!("c")]);
    both.appends.extend(appending("log", Some(3), 0, &[json!("d")]).appends);
    both.appends.extend(appending("other", Some(0), 0, &[json!("e")]).appends);
    equal(storage.commit(both).await?.sequences, vec![3, 4, 1], "the sequences of three appends")?;
    let events = storage.read(&home(), "log", 0, 10).await?;
    let pairs: Vec<_> = events.into_iter().map(|entry| (entry.sequence, entry.event)).collect();
    equal(pairs, vec![(1, json!("a")), (2, json!("b")), (3, json!("c")), (4, json!("d"))], "the events")
}

pub(super) async fn events_read_in_pages(storage: Shared) -> Outcome {
    let events: Vec<_> = (1..=25).map(|number| json!(number)).collect();
    storage.commit(appending("log", Some(0), 0, &events)).await?;
    let mut read = Vec::new();
    loop {
        let after = read.len() as u64;
        let page = storage.read(&home(), "log", after, 10).await?;
        if page.is_empty() {
            break;
        }
        equal(page.first().map(|entry| entry.sequence), Some(after + 1), "the start of a page")?;
        equal(page.len(), (25 - read.len()).min(10), "the length of a page")?;
        read.extend(page.into_iter().map(|entry| entry.event));
    }
    equal(read, events, "all pages together")?;
    equal(storage.read(&home(), "log", u64::MAX, 10).await?, Vec::new(), "a page far beyond the end")?;
    equal(storage.read(&home(), "none", 0, 10).await?, Vec::new(), "an unknown stream")
}

pub(super) async fn an_erased_stream_begins_anew(storage: Shared) -> Outcome {
    storage.commit(appending("log", Some(0), 5, &[json!("a"), json!("b")])).await?;
    storage.commit(appending("other", Some(0), 0, &[json!("c")])).await?;
    let mut both = appending("log", None, 5, &[json!("d")]);
    both.erased_streams.push("log".to_owned());
    refused(storage.commit(both).await, InvalidInput, "erasing and appending in one batch")?;
    let erasing = |name: &str| Batch { erased_streams: vec![name.to_owned()], ..Batch::new(home()) };
    storage.commit(Batch { scrub: true, ..erasing("log") }).await?;
    storage.commit(erasing("none")).await?;
    equal(storage.read(&home(), "log", 0, 10).await?, Vec::new(), "an erased stream")?;
    refused(storage.commit(appending("log", Some(2), 5, &[json!("d")])).await, Conflict, "the old sequence")?;
    let again = storage.commit(appending("log", Some(0), 0, &[json!("e")])).await?;
    equal(again.sequences, vec![1], "the sequence of a stream that begins anew")?;
    equal(storage.read(&home(), "log", 0, 10).await?.len(), 1, "a stream that began anew")?;
    equal(storage.read(&home(), "other", 0, 10).await?.len(), 1, "another stream")
}

pub(super) async fn a_stale_sequence_is_refused(storage: Shared) -> Outcome {
    storage.commit(appending("log", Some(0), 0, &[json!(1)])).await?;
    for expected in [0, 2, u64::MAX] {
        let result = storage.commit(appending("log", Some(expected), 0, &[json!(2)])).await;
        refused(result, Conflict, "an append with another sequence than the last")?;
    }
    let result = storage.commit(appending("new", Some(1), 0, &[json!(2)])).await;
    refused(result, Conflict, "an append to a stream that should have events")?;
    storage.commit(appending("new", Some(0), 0, &[json!(2)])).await?;
    equal(storage.read(&home(), "log", 0, 10).await?.len(), 1, "the events after refusals")
}

pub(super) async fn a_stale_epoch_is_refused(storage: Shared) -> Outcome {
    storage.commit(appending("log", None, 3, &[json!(1)])).await?;
    refused(storage.commit(appending("log", None, 2, &[json!(2)])).await, Conflict, "an older epoch")?;
    refused(storage.commit(appending("log", Some(1), 2, &[])).await, Conflict, "an older epoch, no events")?;
    equal(
        storage.commit(appending("log", None, 3, &[json!(2)])).await?.sequences,
        vec![2],
        "the same epoch",
    )?;
    equal(storage.commit(appending("log", None, 4, &[json!(3)])).await?.sequences, vec![3], "a newer epoch")?;
    refused(storage.commit(appending("log", None, 3, &[json!(4)])).await, Conflict, "the epoch before")
}

pub(super) async fn an_empty_append_fences(storage: Shared) -> Outcome {
    equal(storage.commit(appending("log", Some(0), 5, &[])).await?.sequences, vec![0], "an empty append")?;
    refused(storage.commit(appending("log", None, 4, &[json!(1)])).await, Conflict, "a fenced writer")
}
