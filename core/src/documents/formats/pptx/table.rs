//! Tables on slides (ECMA-376 part 1, 21.1.3).

use crate::documents::build::CellText;
use crate::documents::formats::package::Element;

use super::text;

/// The most columns and rows that a span may cover; more in a file is damage or malice.
const WIDEST: u32 = 1_000;

/// Reads the cells of a `tbl` element.
pub(super) fn cells(table: Element<'_>) -> Vec<CellText> {
    let properties = table.child("tblPr");
    let headed = properties
        .and_then(|properties| properties.attribute("firstRow"))
        .is_some_and(|value| value == "1" || value == "true");
    let rows: Vec<Element<'_>> = table.children_named("tr").collect();
    let columns = rows.iter().map(|row| row.children_named("tc").count()).max().unwrap_or(0) as u32;
    let mut out = Vec::new();
    for (row, element) in rows.iter().enumerate() {
        let row = row as u32;
        for (column, cell) in element.children_named("tc").enumerate() {
            let column = column as u32;
            let merged = ["hMerge", "vMerge"]
                .iter()
                .any(|name| cell.attribute(name).is_some_and(|value| value == "1" || value == "true"));
            if merged {
                continue;
            }
            let span = |name: &str| {
                let value = cell.number(name).and_then(|value| u32::try_from(value).ok()).unwrap_or(1);
                value.clamp(1, WIDEST)
            };
            let body = cell.child("txBody").into_iter().flat_map(|body| body.children_named("p"));
            out.push(CellText {
                row,
                column,
                row_span: span("rowSpan").min(rows.len() as u32 - row),
                column_span: span("gridSpan").min(columns - column),
                header: headed && row == 0,
                text: body.map(text::words).collect::<Vec<_>>().join("\n"),
                place: None,
            });
        }
    }
    out
}
