//! Queries: conditions, orders, nulls, cursors.

use super::fixtures::{Shared, deleting, home, integer, note, put, text, with};
use super::{Outcome, equal, expect, refused};
use crate::error::ErrorKind::InvalidInput;
use crate::storage::{AttributeValue, Compare, Condition, Expect, Query};

fn notes() -> Query {
    Query::new(home(), "note")
}

fn ordered(order: &'static str, descending: bool) -> Query {
    Query { order: Some(order), descending, ..notes() }
}

fn condition(attribute: &'static str, compare: Compare, value: AttributeValue) -> Condition {
    Condition { attribute, compare, value }
}

async fn ids(storage: &Shared, query: Query) -> Result<String, super::Failure> {
    let page = storage.query(query).await?;
    Ok(page.records.into_iter().map(|record| record.id).collect::<Vec<_>>().join(" "))
}

/// Ranks: a 2, b 1, c none, d 2, e -5, f none.
async fn fill(storage: &Shared) -> Outcome {
    for (id, rank) in
        [("d", Some(2)), ("a", Some(2)), ("f", None), ("b", Some(1)), ("c", None), ("e", Some(-5))]
    {
        let mut record = with(note(&home(), id), "author", text(if id < "c" { "Ada" } else { "Bob" }));
        if let Some(rank) = rank {
            record = with(record, "rank", integer(rank));
        }
        put(storage, record, Expect::Absent).await?;
    }
    Ok(())
}

pub(super) async fn queries_filter_by_all_conditions(storage: Shared) -> Outcome {
    fill(&storage).await?;
    let cases = [
        (vec![], "a b c d e f"),
        (vec![condition("rank", Compare::Equal, integer(2))], "a d"),
        (vec![condition("rank", Compare::Less, integer(2))], "b e"),
        (vec![condition("rank", Compare::AtLeast, integer(1))], "a b d"),
        (vec![condition("author", Compare::AtLeast, text("B"))], "c d e f"),
        (vec![condition("author", Compare::Equal, text("ada"))], ""),
        (
            vec![
                condition("rank", Compare::AtLeast, integer(1)),
                condition("rank", Compare::Less, integer(2)),
                condition("author", Compare::Equal, text("Ada")),
            ],
            "b",
        ),
    ];
    for (conditions, expected) in cases {
        let what = format!("{conditions:?}");
        equal(ids(&storage, Query { conditions, ..notes() }).await?.as_str(), expected, &what)?;
    }
    Ok(())
}

pub(super) async fn queries_order_both_ways_with_nulls_first(storage: Shared) -> Outcome {
    fill(&storage).await?;
    equal(ids(&storage, ordered("rank", false)).await?.as_str(), "c f e b a d", "low to high")?;
    equal(ids(&storage, ordered("rank", true)).await?.as_str(), "d a b e f c", "high to low")?;
    let backwards = Query { descending: true, ..notes() };
    equal(ids(&storage, backwards).await?.as_str(), "f e d c b a", "by id, high to low")?;
    let first = Query { limit: 0, ..notes() };
    equal(ids(&storage, first).await?.as_str(), "a", "a limit of 0 counts as 1")
}

pub(super) async fn pages_join_to_the_whole(storage: Shared) -> Outcome {
    fill(&storage).await?;
    for query in [notes(), ordered("rank", false), ordered("rank", true), ordered("author", true)] {
        let whole = ids(&storage, query.clone()).await?;
        for limit in 1..=7 {
            let mut pages = Vec::new();
            let mut query = Query { limit, ..query.clone() };
            loop {
                let page = storage.query(query.clone()).await?;
                expect(page.records.len() <= limit, "a page is longer than its limit")?;
                expect(page.records.len() == limit || page.cursor.is_none(), "a short page has a next one")?;
                pages.extend(page.records.into_iter().map(|record| record.id));
                expect(pages.len() <= 6, "pages repeat records")?;
                query.cursor = page.cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
            equal(pages.join(" "), whole.clone(), "all pages together")?;
        }
    }
    Ok(())
}

pub(super) async fn cursors_are_stable_under_inserts(storage: Shared) -> Outcome {
    fill(&storage).await?;
    let query = Query { limit: 3, ..ordered("rank", false) };
    let first = storage.query(query.clone()).await?;
    // Before, at and behind the place of the cursor; and the record it names goes away.
    for (id, rank) in [("bb", -9), ("aa", -5), ("z", 0), ("zz", 9)] {
        put(&storage, with(note(&home(), id), "rank", integer(rank)), Expect::Absent).await?;
    }
    storage.commit(deleting(&home(), "e", Expect::Any)).await?;
    expect(first.cursor.is_some(), "a page that is not the last has a cursor")?;
    let rest = ids(&storage, Query { cursor: first.cursor, limit: 100, ..query }).await?;
    equal(rest.as_str(), "z b a d zz", "the rest after inserts and a delete")
}

pub(super) async fn a_foreign_cursor_is_refused(storage: Shared) -> Outcome {
    fill(&storage).await?;
    let cursor = storage.query(Query { limit: 1, ..ordered("rank", false) }).await?.cursor;
    refused(storage.query(Query { cursor: cursor.clone(), ..notes() }).await, InvalidInput, "another order")?;
    let turned = Query { cursor, ..ordered("rank", true) };
    refused(storage.query(turned).await, InvalidInput, "another direction")?;
    for text in ["", "x", "{}", "null", "\0"] {
        let query = Query { cursor: Some(text.to_owned()), ..notes() };
        refused(storage.query(query).await, InvalidInput, "a text that is no cursor")?;
    }
    Ok(())
}
