//! The pieces of a passage that can answer: sentences, and rows of tables.

use crate::documents::model::{Block, BlockKind, ParsedDocument};
use crate::evidence::{Evidence, Span, TextIndex};
use crate::search::{Passage, sentences};

/// A sentence or a row with what stands above it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) evidence: Evidence,
    /// Title, headings and, for a row, the header of its table.
    pub(super) context: String,
    pub(super) language: Option<String>,
}

/// Cuts a passage into units.
pub(super) fn units(passage: &Passage, document: &ParsedDocument) -> Vec<Unit> {
    let index = TextIndex::new(&document.text);
    let headings = format!("{} {}", passage.title, passage.heading);
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| block.span.overlaps(passage.span)) {
        match &block.kind {
            BlockKind::Table(table) => {
                for row in 0..table.rows {
                    let cells: Vec<_> = table.cells.iter().filter(|cell| cell.row == row).collect();
                    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
                    if cells.iter().all(|cell| cell.header) {
                        continue;
                    }
                    let header = table.cells.iter().filter(|cell| cell.header && cell.row == 0);
                    let header: Vec<&str> = header.map(|cell| index.slice(cell.span)).collect();
                    let span = first.span.joined(last.span);
                    let place = first.place.clone().unwrap_or_else(|| block.place.clone());
                    let mut unit =
                        unit(span, block, format!("{headings} {}", header.join(" ")), passage, &index);
                    unit.evidence.place = place;
                    found.push(unit);
                }
            }
            BlockKind::Hidden | BlockKind::Boilerplate | BlockKind::Header | BlockKind::Footer => {}
            BlockKind::Heading { .. } => {
                found.push(unit(block.span, block, headings.clone(), passage, &index))
            }
            _ => {
                for span in sentences(index.slice(block.span), passage.language.as_deref()) {
                    found.push(unit(
                        span.shifted(block.span.start),
                        block,
                        headings.clone(),
                        passage,
                        &index,
                    ));
                }
            }
        }
    }
    found.retain(|unit| !unit.evidence.span.is_empty());
    found
}

fn unit(span: Span, block: &Block, context: String, passage: &Passage, index: &TextIndex<'_>) -> Unit {
    let evidence = Evidence {
        document: passage.document.clone(),
        span,
        place: block.place.clone(),
        quote: index.slice(span).to_owned(),
    };
    Unit { evidence, context, language: passage.language.clone() }
}
