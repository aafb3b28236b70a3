//! A value as far as the document supports it.

use serde_json::Value;

use super::{ExtractedLeaf, UnfilledLeaf, UnfilledReason};
use crate::models::SchemaCheck;

/// How often what does not fit is looked for: a check tells the first faults only.
const ROUNDS: usize = 20;

/// A value, the proofs of its leaves, and what is missing.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) value: Value,
    pub(super) leaves: Vec<ExtractedLeaf>,
    pub(super) unfilled: Vec<UnfilledLeaf>,
}

impl Held {
    /// Notes that a value is missing.
    pub(super) fn miss(&mut self, pointer: &str, reason: UnfilledReason, message: impl Into<String>) {
        self.unfilled.push(UnfilledLeaf { pointer: pointer.to_owned(), reason, message: message.into() });
    }

    /// Empties the leaves that do not fit their part of the schema.
    pub(super) fn drop_unfit(&mut self, check: &SchemaCheck) {
        for _ in 0..ROUNDS {
            let faults = check.check(&self.without_nulls());
            let mut dropped = false;
            for fault in faults {
                let Some(at) = self.leaves.iter().position(|leaf| leaf.pointer == fault.path) else {
                    continue;
                };
                self.leaves.remove(at);
                if let Some(leaf) = self.value.pointer_mut(&fault.path) {
                    *leaf = Value::Null;
                }
                self.miss(&fault.path, UnfilledReason::Unfit, fault.message);
                dropped = true;
            }
            if !dropped {
                return;
            }
        }
    }

    /// The value without its empty members.
    pub(super) fn without_nulls(&self) -> Value {
        without_nulls(&self.value)
    }
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let filled = fields.iter().filter(|(_, field)| !field.is_null());
            Value::Object(filled.map(|(name, field)| (name.clone(), without_nulls(field))).collect())
        }
        // Entries keep their places: pointers lead to them.
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

/// A name as a part of a JSON pointer.
pub(super) fn part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
