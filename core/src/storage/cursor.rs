//! Keyset cursors: the order value and the id of the last record of a page, as JSON text; and the walks
//! along indexes that a page is made of.

use serde::{Deserialize, Serialize};

use super::{AttributeValue, Page, Query, Record};
use crate::error::{Error, Result};

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The order value; `None` is null, or no order.
    pub(super) value: Option<AttributeValue>,
    /// The id.
    pub(super) id: String,
}

/// The order is part of the text, so that a cursor of another query is refused.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    order: Option<&'a str>,
    descending: bool,
    text: Option<String>,
    integer: Option<i64>,
    id: String,
}

impl Cursor {
    /// Marks the place after `record`.
    pub(super) fn after(query: &Query, record: &Record) -> Self {
        Self {
            value: query.order.and_then(|order| record.attributes.get(order)).cloned(),
            id: record.id.clone(),
        }
    }

    /// Writes the cursor of `query`.
    pub(super) fn write(self, query: &Query) -> Result<String> {
        let (text, integer) = match self.value {
            Some(AttributeValue::Text(text)) => (Some(text), None),
            Some(AttributeValue::Integer(integer)) => (None, Some(integer)),
            None => (None, None),
        };
        let written =
            Written { order: query.order, descending: query.descending, text, integer, id: self.id };
        serde_json::to_string(&written)
            .map_err(|error| Error::internal("a cursor cannot be written").with_source(error))
    }

    /// Reads the cursor of `query`, if it has one.
    pub(super) fn read(query: &Query) -> Result<Option<Self>> {
        let Some(text) = &query.cursor else { return Ok(None) };
        let wrong = || Error::invalid_input("not a cursor of this query: start again without one");
        let written: Written = serde_json::from_str(text).map_err(|error| wrong().with_source(error))?;
        if written.order != query.order || written.descending != query.descending {
            return Err(wrong());
        }
        let value = match (written.text, written.integer) {
            (Some(text), None) => Some(AttributeValue::Text(text)),
            (None, Some(integer)) => Some(AttributeValue::Integer(integer)),
            (None, None) => None,
            (Some(_), Some(_)) => return Err(wrong()),
        };
        Ok(Some(Self { value, id: written.id }))
    }
}

/// A walk along one index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// By id.
    Ids,
    /// The records without a value to order by.
    Nulls,
    /// The records with one.
    Values,
}

impl Step {
    /// Says whether the cursor lies in this step; otherwise the step starts at its beginning.
    pub(super) fn continues(self, cursor: &Cursor) -> bool {
        match self {
            Self::Ids => true,
            Self::Nulls => cursor.value.is_none(),
            Self::Values => cursor.value.is_some(),
        }
    }
}

impl Query {
    /// Lists the walks that are left from the cursor on.
    pub(super) fn steps(&self, cursor: Option<&Cursor>) -> &'static [Step] {
        let at_null = cursor.is_some_and(|cursor| cursor.value.is_none());
        match (self.order, self.descending, cursor) {
            (None, _, _) => &[Step::Ids],
            (Some(_), false, Some(_)) if !at_null => &[Step::Values],
            (Some(_), false, _) => &[Step::Nulls, Step::Values],
            (Some(_), true, Some(_)) if at_null => &[Step::Nulls],
            (Some(_), true, _) => &[Step::Values, Step::Nulls],
        }
    }
}

impl Page {
    /// Cuts a page from its records and the one after them, which tells that there is a next page.
    pub(super) fn cut(query: &Query, mut records: Vec<Record>, limit: usize) -> Result<Self> {
        let has_next = records.len() > limit;
        records.truncate(limit);
        let last = records.last().filter(|_| has_next);
        let cursor = last.map(|last| Cursor::after(query, last).write(query)).transpose()?;
        Ok(Self { records, cursor })
    }
}
