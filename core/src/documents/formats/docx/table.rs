//! Tables of a Word document: cells with their real spans (ECMA-376 part 1, 17.4).

use std::collections::HashMap;

use crate::documents::build::CellText;
use crate::documents::formats::package::Element;
use crate::error::Result;
use crate::evidence::Place;

use super::body::Walker;
use super::drawing::{self, Object};

/// The most columns that Word draws; wider spans in a file are damage or malice.
const MOST_COLUMNS: u32 = 1_024;

type Objects<'t> = Vec<(bool, Object<'t>)>;

#[derive(Default)]
struct Grid {
    cells: Vec<CellText>,
    /// The cell that a vertical merge goes on with, by its first grid column.
    merging: HashMap<u32, usize>,
    /// Cells whose text is all bold.
    bold: Vec<bool>,
}

impl Walker<'_, '_> {
    /// Emits a table, then the objects anchored in it.
    pub(super) fn table(&mut self, table: Element<'_>) -> Result<()> {
        let mut grid = Grid::default();
        let mut objects = Objects::new();
        let place = Place::Paragraph { paragraph: self.paragraph.saturating_add(1) };
        for (row, element) in rows(table).into_iter().enumerate() {
            self.row(element, row as u32, &mut grid, &mut objects)?;
        }
        if !grid.cells.iter().any(|cell| cell.header) {
            mark_bold_header(&mut grid);
        }
        drop_unused_columns(&mut grid.cells);
        let source = self.source(table.range());
        self.out.table(grid.cells, place, source)?;
        self.objects(&objects, None)
    }

    fn row<'t>(
        &mut self,
        element: Element<'t>,
        row: u32,
        grid: &mut Grid,
        objects: &mut Objects<'t>,
    ) -> Result<()> {
        let properties = element.child("trPr");
        let header = properties.and_then(|properties| properties.switch("tblHeader")) == Some(true);
        let mut column = properties.map_or(0, |properties| columns(properties, "gridBefore", 0));
        for cell in cells(element) {
            let properties = cell.child("tcPr");
            let span = properties.map_or(1, |properties| columns(properties, "gridSpan", 1));
            let merge = properties.and_then(|properties| properties.child("vMerge"));
            let goes_on =
                merge.is_some_and(|merge| merge.attribute("val").is_none_or(|value| value != "restart"));
            let first = self.paragraph.saturating_add(1);
            let mut bold = true;
            let text = self.flatten(cell, objects, &mut bold)?;
            let above = grid.merging.get(&column).and_then(|&index| grid.cells.get_mut(index));
            match above {
                Some(above) if goes_on => {
                    above.row_span = row.saturating_sub(above.row).saturating_add(1);
                    if !text.trim().is_empty() {
                        above.text = format!("{} {text}", above.text);
                    }
                }
                _ => {
                    grid.merging.remove(&column);
                    if merge.is_some() {
                        grid.merging.insert(column, grid.cells.len());
                    }
                    grid.cells.push(CellText {
                        row,
                        column,
                        row_span: 1,
                        column_span: span,
                        header,
                        text,
                        place: Some(Place::Paragraph { paragraph: first }),
                    });
                    grid.bold.push(bold);
                }
            }
            column = column.saturating_add(span).min(MOST_COLUMNS);
        }
        Ok(())
    }

    /// Returns the content of a cell as one text; a table inside it row by row.
    pub(super) fn flatten<'t>(
        &mut self,
        element: Element<'t>,
        objects: &mut Objects<'t>,
        bold: &mut bool,
    ) -> Result<String> {
        let mut parts: Vec<String> = Vec::new();
        for child in element.children() {
            match child.name() {
                "p" => {
                    let mut read = self.read_inline(child)?;
                    objects.append(&mut read.objects);
                    let marker = self.marker(child, read.text.trim().is_empty());
                    *bold &= read.bold || !read.has_words;
                    let text = if read.has_words || read.equations.is_empty() {
                        read.text
                    } else {
                        format!("$${}$$", read.equations.join("$$ $$"))
                    };
                    // In the one line of a cell a bullet is noise, a number is not.
                    let shown = |text: &str| text.chars().any(char::is_alphanumeric);
                    match marker.filter(|marker| shown(&marker.text) && !text.trim().is_empty()) {
                        Some(marker) => parts.push(format!("{} {}", marker.text, text.trim())),
                        None => parts.push(text.trim().to_owned()),
                    }
                }
                "tbl" => {
                    let mut lines = Vec::new();
                    for row in rows(child) {
                        let mut line = Vec::new();
                        for cell in cells(row) {
                            line.push(self.flatten(cell, objects, bold)?);
                        }
                        lines.push(line.join(" | "));
                    }
                    parts.push(lines.join("; "));
                }
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        parts.push(self.flatten(content, objects, bold)?);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = drawing::branch(child) {
                        parts.push(self.flatten(branch, objects, bold)?);
                    }
                }
                "customXml" | "ins" | "moveTo" => parts.push(self.flatten(child, objects, bold)?),
                _ => {}
            }
        }
        parts.retain(|part| !part.is_empty());
        Ok(parts.join("\n"))
    }
}

fn rows(table: Element<'_>) -> Vec<Element<'_>> {
    let mut out = Vec::new();
    unwrap(table, "tr", &mut out);
    out
}

fn cells(row: Element<'_>) -> Vec<Element<'_>> {
    let mut out = Vec::new();
    unwrap(row, "tc", &mut out);
    out
}

/// Lists rows or cells, also those inside content controls.
fn unwrap<'t>(element: Element<'t>, name: &str, out: &mut Vec<Element<'t>>) {
    for child in element.children() {
        match child.name() {
            found if found == name => out.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => unwrap(child, name, out),
            _ => {}
        }
    }
}

fn columns(properties: Element<'_>, name: &str, usual: u32) -> u32 {
    let Some(value) = properties.child(name).and_then(|element| element.number("val")) else { return usual };
    u32::try_from(value.max(0)).unwrap_or(MOST_COLUMNS).clamp(usual, MOST_COLUMNS)
}

/// A first row that alone is bold is a heading, whether or not the file says so.
fn mark_bold_header(grid: &mut Grid) {
    let filled = |row_is_first: bool| {
        let cells = grid.cells.iter().zip(&grid.bold);
        cells.filter(move |(cell, _)| (cell.row == 0) == row_is_first && !cell.text.is_empty())
    };
    let first_is_bold = filled(true).all(|(_, bold)| *bold) && filled(true).next().is_some();
    let rest_is_plain = filled(false).any(|(_, bold)| !*bold);
    if first_is_bold && rest_is_plain {
        grid.cells.iter_mut().filter(|cell| cell.row == 0).for_each(|cell| cell.header = true);
    }
}

/// Renumbers columns so that each is the first of some cell. Word's grid also has columns that only come
/// from edges which do not line up, and a span may claim any number of them.
fn drop_unused_columns(cells: &mut [CellText]) {
    let mut used: Vec<u32> = cells.iter().map(|cell| cell.column).collect();
    used.sort_unstable();
    used.dedup();
    for cell in cells {
        let end = cell.column.saturating_add(cell.column_span);
        let first = used.partition_point(|&column| column < cell.column) as u32;
        let last = used.partition_point(|&column| column < end) as u32;
        cell.column = first;
        cell.column_span = last.saturating_sub(first).max(1);
    }
}
