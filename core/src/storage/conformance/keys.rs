//! Awkward keys, values and bodies; what is refused.

use serde_json::{Value, json};

use super::fixtures::{Shared, appending, home, integer, note, put, putting, text, with};
use super::{Outcome, equal, refused};
use crate::error::ErrorKind::InvalidInput;
use crate::storage::check::{MAX_ATTRIBUTE_BYTES, MAX_DEPTH, MAX_KEY_BYTES};
use crate::storage::{Append, Compare, Condition, Delete, Expect, Message, Query};

pub(super) async fn awkward_keys_read_back(storage: Shared) -> Outcome {
    let longest = "k".repeat(MAX_KEY_BYTES);
    let keys = [
        "'",
        "\"",
        "a'; DROP TABLE note; --",
        "%",
        "_",
        "?1",
        "\\",
        "../..",
        " ",
        "a ",
        "A",
        "a",
        "é",
        "e\u{301}",
        "日本",
        "🗂️",
        "\u{202e}x",
        "\n",
        "\u{1}",
        "\u{fffd}",
        &longest,
    ];
    for key in keys {
        let record = with(note(&home(), key), "author", text(key));
        put(&storage, record, Expect::Absent).await?;
        storage.commit(appending(key, Some(0), 0, &[json!(key)])).await?;
    }
    for key in keys {
        let record = storage.get(&home(), "note", key).await?;
        equal(record.map(|record| record.id).as_deref(), Some(key), "the id of a record")?;
        equal(storage.read(&home(), key, 0, 9).await?.len(), 1, "the events of a stream")?;
        let conditions = vec![Condition { attribute: "author", compare: Compare::Equal, value: text(key) }];
        let page = storage.query(Query { conditions, ..Query::new(home(), "note") }).await?;
        equal(
            page.records.iter().map(|record| record.id.as_str()).collect(),
            vec![key],
            "found by attribute",
        )?;
    }
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    let page = storage.query(Query { order: Some("author"), ..Query::new(home(), "note") }).await?;
    let ids: Vec<_> = page.records.iter().map(|record| record.id.as_str()).collect();
    equal(ids, sorted, "text sorts by bytes")
}

pub(super) async fn awkward_bodies_read_back(storage: Shared) -> Outcome {
    let mut nested = json!(1);
    for _ in 0..MAX_DEPTH {
        nested = json!([nested]);
    }
    let bodies = [
        json!(null),
        json!(""),
        json!([]),
        json!({}),
        json!({"": {"\"": "'", "nul": "a\u{0}b", "line": "\r\n\u{2028}", "pair": "𝄞"}}),
        json!([i64::MIN, i64::MAX, u64::MAX, 0, -1]),
        json!([0.5, -2.25, 1e300, 1e-300]),
        nested,
        Value::String("ä".repeat(500_000)),
    ];
    for (number, body) in bodies.iter().enumerate() {
        let id = format!("b{number}");
        let mut batch = appending(&id, Some(0), 0, std::slice::from_ref(body));
        let mut record = note(&home(), &id);
        record.body = body.clone();
        batch.puts.extend(putting(record, Expect::Absent).puts);
        storage.commit(batch).await?;
        let stored = storage.get(&home(), "note", &id).await?;
        equal(stored.map(|record| record.body).as_ref(), Some(body), "a body")?;
        let events = storage.read(&home(), &id, 0, 9).await?;
        equal(events.first().map(|entry| &entry.event), Some(body), "an event")?;
    }
    for (number, rank) in [i64::MIN, i64::MAX, 0].into_iter().enumerate() {
        let record = with(note(&home(), &format!("r{number}")), "rank", integer(rank));
        put(&storage, record, Expect::Absent).await?;
        let stored = storage.get(&home(), "note", &format!("r{number}")).await?;
        let stored = stored.and_then(|record| record.attributes.get("rank").cloned());
        equal(stored, Some(integer(rank)), "an integer at the limits")?;
    }
    Ok(())
}

pub(super) async fn what_cannot_be_stored_is_refused(storage: Shared) -> Outcome {
    let mut deep = json!(1);
    for _ in 0..=MAX_DEPTH {
        deep = json!({"in": deep});
    }
    let with_body = |body: Value| {
        let mut record = note(&home(), "a");
        record.body = body;
        putting(record, Expect::Any)
    };
    let mut twice = putting(note(&home(), "a"), Expect::Any);
    twice.deletes.push(Delete { collection: "note", id: "a".to_owned(), expect: Expect::Any });
    let mut nul_topic = putting(note(&home(), "a"), Expect::Any);
    nul_topic.messages.push(Message { topic: "\0".to_owned(), payload: String::new() });
    let mut far_epoch = putting(note(&home(), "a"), Expect::Any);
    far_epoch.appends.push(Append {
        stream: "log".to_owned(),
        expected_sequence: None,
        epoch: u64::MAX,
        events: Vec::new(),
    });
    let long = "x".repeat(MAX_ATTRIBUTE_BYTES + 1);
    let batches = [
        ("an empty id", putting(note(&home(), ""), Expect::Any)),
        ("a NUL in an id", putting(note(&home(), "a\0b"), Expect::Any)),
        ("a long id", putting(note(&home(), &"x".repeat(MAX_KEY_BYTES + 1)), Expect::Any)),
        ("a NUL in an attribute", putting(with(note(&home(), "a"), "author", text("\0")), Expect::Any)),
        ("a long attribute", putting(with(note(&home(), "a"), "author", text(&long)), Expect::Any)),
        ("text for a number", putting(with(note(&home(), "a"), "rank", text("1")), Expect::Any)),
        ("a deep body", with_body(deep.clone())),
        ("a deep event", appending("log", None, 0, &[deep])),
        ("an empty stream name", appending("", None, 0, &[])),
        ("a record named twice", twice),
        ("a NUL in a topic", nul_topic),
        ("an epoch beyond 63 bits", far_epoch),
    ];
    for (what, batch) in batches {
        refused(storage.commit(batch).await, InvalidInput, what)?;
    }
    equal(storage.get(&home(), "note", "a").await?, None, "the record of refused batches")
}

pub(super) async fn undeclared_names_are_refused(storage: Shared) -> Outcome {
    refused(storage.get(&home(), "none", "a").await, InvalidInput, "a read of no collection")?;
    refused(storage.query(Query::new(home(), "none")).await, InvalidInput, "a query of no collection")?;
    let mut record = note(&home(), "a");
    record.collection = "none";
    refused(put(&storage, record, Expect::Any).await, InvalidInput, "a put to no collection")?;
    let stray = with(note(&home(), "a"), "colour", text("red"));
    refused(put(&storage, stray, Expect::Any).await, InvalidInput, "an undeclared attribute")?;
    let order = Query { order: Some("colour"), ..Query::new(home(), "note") };
    refused(storage.query(order).await, InvalidInput, "an order by an undeclared attribute")?;
    let claim = crate::storage::Claim { collection: "note", ..super::fixtures::claim(1, 1) };
    refused(storage.claim(claim).await, InvalidInput, "a claim on a collection without leases")
}
