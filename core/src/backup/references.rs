//! Which blobs the rows of a database name.
//!
//! Any text of 64 hexadecimal digits may name one: what a later release adds is found without being listed here. Most
//! that are no blobs are hashes of other things, and the store does not have them. Those of [`NEEDED`] must be there.

use std::collections::HashMap;

use serde_json::Value;

use crate::blobs::BlobId;
use crate::communications::outbox::DELIVERIES;
use crate::documents::DOCUMENTS;
use crate::id::WorkspaceId;
use crate::storage::archive::Row;

/// Fields of records that always name a blob.
const NEEDED: [(&str, &str); 2] = [(DOCUMENTS.name, "sha256"), (DELIVERIES.name, "blob")];

/// The blobs that rows name: 40 bytes for each, and whether one of them must be there.
#[derive(Debug, Default)]
pub(super) struct References {
    workspaces: Vec<WorkspaceId>,
    named: HashMap<(u32, [u8; 32]), bool>,
}

impl References {
    /// Takes in a row.
    pub(super) fn add(&mut self, row: &Row) {
        let (workspace, value) = match row {
            Row::Record { workspace, collection, body, .. } => {
                let needed = NEEDED.iter().filter(|(name, _)| name == collection);
                for id in needed.filter_map(|(_, field)| body.get(field)?.as_str()) {
                    self.name(workspace, id, true);
                }
                (workspace, body)
            }
            Row::Event { workspace, event, .. } => (workspace, event),
            _ => return,
        };
        // With a list of its own, as a body may be nested deeper than the stack.
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => self.name(workspace, text, false),
                Value::Array(items) => open.extend(items),
                Value::Object(fields) => open.extend(fields.values()),
                _ => {}
            }
        }
    }

    fn name(&mut self, workspace: &WorkspaceId, text: &str, needed: bool) {
        let Some(bytes) = hash(text) else { return };
        let known = self.workspaces.last() == Some(workspace);
        let at = if known { self.workspaces.len().checked_sub(1) } else { None };
        let at = at.or_else(|| self.workspaces.iter().position(|known| known == workspace));
        let at = at.unwrap_or_else(|| {
            self.workspaces.push(workspace.clone());
            self.workspaces.len() - 1
        });
        let Ok(at) = u32::try_from(at) else { return };
        *self.named.entry((at, bytes)).or_default() |= needed;
    }

    /// Returns what was named, in order, and whether it must be there.
    pub(super) fn into_sorted(self) -> impl Iterator<Item = (WorkspaceId, BlobId, bool)> {
        let Self { workspaces, named } = self;
        let mut sorted: Vec<_> = named.into_iter().collect();
        sorted.sort_unstable();
        sorted.into_iter().filter_map(move |((at, bytes), needed)| {
            let workspace = workspaces.get(usize::try_from(at).ok()?)?.clone();
            let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            Some((workspace, text.parse().ok()?, needed))
        })
    }
}

/// Reads 64 lower-case hexadecimal digits.
fn hash(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        *byte = digit(digits[0])? << 4 | digit(digits[1])?;
    }
    Some(bytes)
}
