//! Answers queries: along the index that leaves least to look at, by the conditions, as far as a page.

use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use super::table::Table;
use crate::error::Result;
use crate::storage::cursor::Cursor;
use crate::storage::{AttributeValue, Compare, Page, Query, Record};

/// What a page is ordered by.
type Key<'a> = (Option<&'a AttributeValue>, &'a str);

/// Answers a query from a table; nothing is in one that does not exist.
pub(super) fn page(table: Option<&Table>, query: &Query) -> Result<Page> {
    let after = Cursor::read(query)?;
    let Some(table) = table else { return Ok(Page { records: Vec::new(), cursor: None }) };
    let limit = query.limit.max(1);
    let fits = |record: &&Record| {
        holds(record, query) && after.as_ref().is_none_or(|after| is_after(record, after, query))
    };
    // One more than the page tells that there is a next one.
    let found: Vec<Record> = match (narrowest(table, query), query.order.map(|order| table.index(order))) {
        // Few have what is asked for: they are looked at and sorted.
        (Some(ids), _) => sorted(ids.into_iter().filter_map(|id| table.get(id)).filter(fits), query, limit),
        (None, None) => {
            let from = after.as_ref().map_or(Unbounded, |after| Excluded(after.id.as_str()));
            let records = match query.descending {
                false => either(table.records().range::<str, _>((from, Unbounded))),
                true => either(table.records().range::<str, _>((Unbounded, from)).rev()),
            };
            records.map(|(_, record)| record).filter(fits).take(limit + 1).cloned().collect()
        }
        (None, Some(Some(index))) => {
            let from = after.as_ref().map(|after| (after.value.clone(), Arc::from(after.id.as_str())));
            let from = from.map_or(Unbounded, Excluded);
            let places = match query.descending {
                false => either(index.range((from, Unbounded))),
                true => either(index.range((Unbounded, from)).rev()),
            };
            places.filter_map(|(_, id)| table.get(id)).filter(fits).take(limit + 1).cloned().collect()
        }
        (None, Some(None)) => sorted(table.records().values().filter(fits), query, limit),
    };
    Page::cut(query, found, limit)
}

fn either<'a, T: 'a>(items: impl Iterator<Item = T> + 'a) -> Box<dyn Iterator<Item = T> + 'a> {
    Box::new(items)
}

/// The records that one of the conditions leaves, if an index knows them.
fn narrowest<'a>(table: &'a Table, query: &Query) -> Option<Vec<&'a Arc<str>>> {
    let equal = query.conditions.iter().filter(|condition| condition.compare == Compare::Equal);
    equal
        .filter_map(|condition| table.having(condition.attribute, &condition.value))
        .map(Iterator::collect::<Vec<_>>)
        .min_by_key(Vec::len)
}

fn sorted<'a>(records: impl Iterator<Item = &'a Record>, query: &Query, limit: usize) -> Vec<Record> {
    let mut records: Vec<&Record> = records.collect();
    records.sort_unstable_by(|a, b| {
        let order = key(a, query).cmp(&key(b, query));
        if query.descending { order.reverse() } else { order }
    });
    records.into_iter().take(limit + 1).cloned().collect()
}

fn key<'a>(record: &'a Record, query: &Query) -> Key<'a> {
    (query.order.and_then(|order| record.attributes.get(order)), record.id.as_str())
}

fn is_after(record: &Record, after: &Cursor, query: &Query) -> bool {
    let last = (after.value.as_ref(), after.id.as_str());
    let key = key(record, query);
    if query.descending { key < last } else { key > last }
}

fn holds(record: &Record, query: &Query) -> bool {
    query.conditions.iter().all(|condition| {
        record.attributes.get(condition.attribute).is_some_and(|value| match condition.compare {
            Compare::Equal => *value == condition.value,
            Compare::Less => *value < condition.value,
            Compare::AtLeast => *value >= condition.value,
        })
    })
}
