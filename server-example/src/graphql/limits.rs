//! How deep and how costly a query may be, before anything is asked.
//!
//! Each field costs 1, and what is selected of the things of a list as much as the list is long: as its `limit` says, or
//! as is usual of the operation, or 50, or 5 for a list within another one. What is written is walked with its fragments put in, each step of which is
//! counted, so that no query costs more to weigh than it may cost itself.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Pos, Positioned, ServerError, Value as Given};
use secretariat::ErrorKind;
use serde_json::{Map, Value};

use super::schema::{Known, QUERY, Shape};

/// How long the text of a query may be, in bytes.
pub(super) const TEXT: usize = 64 << 10;
/// How many fields may lie within each other.
const DEPTH: u32 = 12;
/// The same of the schema itself, whose types lie within types.
const SCHEMA_DEPTH: u32 = 20;
/// The cost of a query.
const COST: u64 = 5_000;
/// The cost of questions about the schema: the usual one of tools takes about half of it.
const SCHEMA_COST: u64 = 2_000_000;
/// How many operations a query may ask.
const ROOTS: usize = 10;
/// How long a list is taken for, of which nothing is known.
const LIST: u64 = 50;
/// The same of a list of which there are many: within the things of another one.
const INNER_LIST: u64 = 5;
/// How many selections may lie within each other, with those of fragments.
const NESTING: usize = 32;

/// Weighs every operation of a document, and returns how many routes the dearest one asks.
///
/// # Errors
/// `limit_exceeded` with the limit, and what to do.
pub(super) fn weigh(
    known: &Known,
    document: &ExecutableDocument,
    variables: &Map<String, Value>,
) -> Result<usize, ServerError> {
    let mut walk = Walk {
        known,
        document,
        variables,
        definitions: HashMap::new(),
        steps: 0,
        roots: 0,
        spread: Vec::new(),
    };
    let mut most = 0;
    for (_, operation) in document.operations.iter() {
        most = most.max(walk.operation(&operation.node)?);
    }
    // Also those that no operation uses: validation looks at each with what it holds.
    for fragment in document.fragments.values() {
        let of = Some(fragment.node.type_condition.node.on.node.as_str());
        let is_schema = of.is_some_and(|of| of.starts_with("__"));
        walk.set(&fragment.node.selection_set, Place { of, is_schema, ..START })?;
    }
    Ok(most)
}

struct Walk<'a> {
    known: &'a Known,
    document: &'a ExecutableDocument,
    variables: &'a Map<String, Value>,
    /// What the variables of the operation are when they are not given.
    definitions: HashMap<&'a str, Option<&'a Given>>,
    /// How many selections were looked at in the whole document.
    steps: u64,
    roots: usize,
    /// The fragments that are being put in.
    spread: Vec<&'a str>,
}

/// Where a set of selections stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The type whose fields are selected, where it is known.
    of: Option<&'a str>,
    depth: u32,
    nesting: usize,
    /// How many lists stand around it.
    lists: u32,
    /// How long the lists right here are, by the `limit` of their operation.
    limit: Option<u64>,
    is_schema: bool,
}

const START: Place<'static> =
    Place { of: Some(QUERY), depth: 1, nesting: 0, lists: 0, limit: None, is_schema: false };

impl<'a> Walk<'a> {
    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<usize, ServerError> {
        self.roots = 0;
        self.definitions = definitions(operation);
        let cost = self.set(&operation.selection_set, START)?;
        let pos = operation.selection_set.pos;
        if cost > COST {
            let detail = format!(
                "the query costs {cost}, and may cost {COST}: ask for less, or for shorter lists by `limit`"
            );
            return Err(exceeded(detail, pos));
        }
        if self.roots > ROOTS {
            let detail = format!(
                "the query asks {} operations, and may ask {ROOTS}: send several queries",
                self.roots
            );
            return Err(exceeded(detail, pos));
        }
        Ok(self.roots)
    }

    /// Returns the cost of what is selected of one thing.
    fn set(&mut self, set: &'a Positioned<SelectionSet>, place: Place<'a>) -> Result<u64, ServerError> {
        if place.nesting > NESTING {
            return Err(exceeded(format!("selections may lie in {NESTING} others"), set.pos));
        }
        let mut cost: u64 = 0;
        for selection in &set.node.items {
            self.steps += 1;
            if self.steps > COST {
                let detail = format!(
                    "the query selects more than {COST} fields, with its fragments put in: ask for less"
                );
                return Err(exceeded(detail, selection.pos));
            }
            let deeper = Place { nesting: place.nesting + 1, ..place };
            cost = cost.saturating_add(match &selection.node {
                Selection::Field(field) => self.field(field, place)?,
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let of = condition.map(|condition| condition.node.on.node.as_str()).or(place.of);
                    self.set(&fragment.node.selection_set, Place { of, ..deeper })?
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    // One that is nowhere is refused when the query is validated.
                    let Some(fragment) = self.document.fragments.get(name) else { continue };
                    if self.spread.contains(&name) {
                        let detail = format!("the fragment `{name}` holds itself");
                        return Err(refused(ErrorKind::InvalidInput, detail, Some(spread.pos)));
                    }
                    self.spread.push(name);
                    let of = Some(fragment.node.type_condition.node.on.node.as_str());
                    let inside = self.set(&fragment.node.selection_set, Place { of, ..deeper })?;
                    self.spread.pop();
                    inside
                }
            });
        }
        Ok(cost)
    }

    fn field(&mut self, field: &'a Positioned<Field>, place: Place<'a>) -> Result<u64, ServerError> {
        let name = field.node.name.node.as_str();
        let is_root = place.of == Some(QUERY) && !place.is_schema;
        let is_schema = place.is_schema || is_root && ["__schema", "__type"].contains(&name);
        let most = if is_schema { SCHEMA_DEPTH } else { DEPTH };
        if place.depth > most {
            let detail =
                format!("the query is more than {most} fields deep: ask for what lies deeper by itself");
            return Err(exceeded(detail, field.pos));
        }
        self.roots += usize::from(is_root && name != "__typename");
        let known = self.known;
        let shape = place.of.and_then(|of| known.shapes.get(of)?.get(name)).filter(|_| !is_schema);
        let lists = shape.map_or(0, |shape| shape.lists);
        let limit = if is_root { shape.and_then(|shape| self.limit(&field.node, shape)) } else { None };
        let within = Place {
            of: shape.map(|shape| shape.of.as_str()),
            depth: place.depth + 1,
            nesting: place.nesting + 1,
            lists: place.lists + lists,
            limit,
            is_schema,
        };
        let inside = self.set(&field.node.selection_set, within)?;
        if is_schema {
            let cost = inside.saturating_mul(self.schema_length(name)).saturating_add(1);
            if cost > SCHEMA_COST {
                let detail = "the question about the schema asks for too much of it at once";
                return Err(exceeded(detail.to_owned(), field.pos));
            }
            // It has a limit of its own, and is one field of the query.
            return Ok(if place.is_schema { cost } else { 1 });
        }
        let first = place.limit.unwrap_or(if place.lists == 0 { LIST } else { INNER_LIST });
        let length = if lists == 0 { 1 } else { first.saturating_mul(INNER_LIST.saturating_pow(lists - 1)) };
        Ok(inside.saturating_mul(length).saturating_add(1))
    }

    /// Returns how long the lists of an operation are, where it says so.
    fn limit(&self, field: &Field, shape: &Shape) -> Option<u64> {
        let usual = shape.usual_limit?;
        let Some(given) = field.get_argument("limit") else { return Some(usual) };
        let variable = |name: Name| -> Result<Given, ()> {
            let sent = self.variables.get(name.as_str()).cloned();
            let usual = || self.definitions.get(name.as_str()).copied().flatten().cloned();
            sent.and_then(|sent| Given::from_json(sent).ok()).or_else(usual).ok_or(())
        };
        let given = match given.node.clone().into_const_with(variable) {
            Ok(Given::Number(number)) => number.as_u64(),
            _ => None,
        };
        Some(given.unwrap_or(usual))
    }

    /// Returns about how long a list of the schema is.
    fn schema_length(&self, field: &str) -> u64 {
        match field {
            "types" => self.known.types as u64,
            "fields" | "inputFields" | "enumValues" | "possibleTypes" | "interfaces" | "directives"
            | "locations" => 10,
            "args" => 2,
            _ => 1,
        }
    }
}

/// Returns what the variables of an operation are when they are not given.
fn definitions(operation: &OperationDefinition) -> HashMap<&str, Option<&Given>> {
    let definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    definitions.map(|definition| (definition.name.node.as_str(), definition.default_value())).collect()
}

fn exceeded(detail: String, pos: Pos) -> ServerError {
    refused(ErrorKind::LimitExceeded, detail, Some(pos))
}

/// Makes the error of a query that is not asked at all.
pub(super) fn refused(kind: ErrorKind, detail: String, pos: Option<Pos>) -> ServerError {
    let mut error = ServerError::new(detail, pos);
    error.extensions.get_or_insert_default().set("code", kind.code());
    error
}

#[cfg(test)]
mod tests;
