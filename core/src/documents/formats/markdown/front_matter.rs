//! The block of `name: value` lines between `---` at the top of a note.
//!
//! Only its flat lines are read: what nests deeper describes the publishing program, not the document.

use crate::documents::model::Metadata;

/// The most fields that are kept.
const FIELDS: usize = 64;

/// Reads the lines into the metadata.
pub(super) fn read(block: &str, metadata: &mut Metadata) {
    for line in block.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() || name.is_empty() || name.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        let value = value.to_owned();
        match name.trim().to_ascii_lowercase().as_str() {
            "title" => metadata.title = Some(value),
            "author" | "authors" => metadata.author = Some(value),
            "date" | "created" => metadata.created = Some(value),
            "lang" | "language" => metadata.language = Some(value),
            name if metadata.other.len() < FIELDS => drop(metadata.other.insert(name.to_owned(), value)),
            _ => {}
        }
    }
}
