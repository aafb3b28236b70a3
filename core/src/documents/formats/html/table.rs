//! Reads the grid of a table with row and column spans.

use super::dom::{NodeId, Tree};
use crate::documents::build::CellText;

/// The widest table: that of spreadsheets.
const COLUMNS: u32 = 16_384;

/// Returns the cells of each row, without those of nested tables.
pub(super) fn rows(tree: &Tree, table: NodeId) -> Vec<Vec<NodeId>> {
    let mut rows = Vec::new();
    for child in tree.children(table) {
        match tree.name(child) {
            "tr" => rows.push(row(tree, child)),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(
                    tree.children(child).filter(|&node| tree.name(node) == "tr").map(|node| row(tree, node)),
                );
            }
            _ => {}
        }
    }
    rows
}

fn row(tree: &Tree, tr: NodeId) -> Vec<NodeId> {
    tree.children(tr).filter(|&node| matches!(tree.name(node), "td" | "th")).collect()
}

/// Places the cells on the grid after the table model of HTML; `text` reads a cell.
pub(super) fn grid(
    tree: &Tree,
    rows: &[Vec<NodeId>],
    mut text: impl FnMut(NodeId) -> String,
) -> Vec<CellText> {
    let mut cells = Vec::new();
    // For each column, in how many further rows it is covered from above.
    let mut covered: Vec<u32> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let below = (rows.len() - index) as u32;
        let mut column = 0u32;
        let mut fresh = Vec::new();
        for &cell in row {
            while covered.get(column as usize).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            let column_span = span(tree, cell, "colspan").min(COLUMNS.saturating_sub(column)).max(1);
            // Zero means "to the end of the table".
            let row_span = match tree.attribute(cell, "rowspan").map(str::trim) {
                Some("0") => below,
                _ => span(tree, cell, "rowspan").min(below),
            };
            cells.push(CellText {
                row: index as u32,
                column,
                row_span,
                column_span,
                header: is_header(tree, cell),
                text: text(cell),
                place: None,
            });
            if row_span > 1 {
                fresh.push((column, column_span, row_span));
            }
            column = column.saturating_add(column_span);
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        for (column, column_span, row_span) in fresh {
            let end = (column.saturating_add(column_span).min(COLUMNS)) as usize;
            if covered.len() < end {
                covered.resize(end, 0);
            }
            for rows in covered.iter_mut().take(end).skip(column as usize) {
                *rows = (*rows).max(row_span - 1);
            }
        }
    }
    cells
}

fn span(tree: &Tree, cell: NodeId, attribute: &str) -> u32 {
    tree.attribute(cell, attribute).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 65_534)
}

fn is_header(tree: &Tree, cell: NodeId) -> bool {
    tree.name(cell) == "th"
        || tree
            .parent(cell)
            .and_then(|row| tree.parent(row))
            .is_some_and(|section| tree.name(section) == "thead")
}
