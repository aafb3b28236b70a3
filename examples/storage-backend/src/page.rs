//! Queries: filter, order, and cursors that hold whatever is written meanwhile.

use secretariat::storage::{AttributeValue, Compare, Condition, Page, Query, Record};
use secretariat::{Error, Result};
use serde::{Deserialize, Serialize};

/// Where a page ended: the order of its query, the value and the id of its last record.
#[derive(Serialize, Deserialize, PartialEq)]
struct Cursor {
    order: Option<String>,
    descending: bool,
    text: Option<String>,
    integer: Option<i64>,
    id: String,
}

/// Answers a query from these records.
pub(super) fn page<'a>(records: impl Iterator<Item = &'a Record>, query: &Query) -> Result<Page> {
    let after = query.cursor.as_deref().map(|text| read(text, query)).transpose()?;
    let mut found: Vec<&Record> =
        records.filter(|record| query.conditions.iter().all(|condition| holds(condition, record))).collect();
    let key =
        |record: &'a Record| (query.order.and_then(|order| record.attributes.get(order)), record.id.as_str());
    found.sort_by(|a, b| if query.descending { key(b).cmp(&key(a)) } else { key(a).cmp(&key(b)) });
    if let Some((value, id)) = &after {
        let last = (value.as_ref(), id.as_str());
        found.retain(|record| if query.descending { key(record) < last } else { key(record) > last });
    }
    let limit = query.limit.max(1);
    let more = found.len() > limit;
    found.truncate(limit);
    let cursor = match found.last() {
        Some(last) if more => Some(write(last, query)?),
        _ => None,
    };
    Ok(Page { records: found.into_iter().cloned().collect(), cursor })
}

fn holds(condition: &Condition, record: &Record) -> bool {
    record.attributes.get(condition.attribute).is_some_and(|value| match condition.compare {
        Compare::Equal => *value == condition.value,
        Compare::Less => *value < condition.value,
        Compare::AtLeast => *value >= condition.value,
    })
}

fn write(last: &Record, query: &Query) -> Result<String> {
    let (text, integer) = match query.order.and_then(|order| last.attributes.get(order)) {
        Some(AttributeValue::Text(text)) => (Some(text.clone()), None),
        Some(AttributeValue::Integer(integer)) => (None, Some(*integer)),
        None => (None, None),
    };
    let order = query.order.map(str::to_owned);
    let cursor = Cursor { order, descending: query.descending, text, integer, id: last.id.clone() };
    serde_json::to_string(&cursor).map_err(|error| Error::internal("no cursor").with_source(error))
}

fn read(text: &str, query: &Query) -> Result<(Option<AttributeValue>, String)> {
    let wrong = || Error::invalid_input("not a cursor of this query: start again without one");
    let cursor: Cursor = serde_json::from_str(text).map_err(|error| wrong().with_source(error))?;
    if cursor.order.as_deref() != query.order || cursor.descending != query.descending {
        return Err(wrong());
    }
    let value = cursor.text.map(AttributeValue::Text).or(cursor.integer.map(AttributeValue::Integer));
    Ok((value, cursor.id))
}
