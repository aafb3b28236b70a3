//! Separated values: encoding, separator and header row are detected; rows may be ragged.
//!
//! The file becomes one table; each cell has its place as in a spreadsheet (`prices!B4`).

mod dialect;
#[cfg(test)]
mod tests;

use super::text::encoding;
use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::documents::build::CellText;
use crate::documents::model::SourceRange;
use crate::error::{Error, Result};
use crate::evidence::Place;

/// The parser.
pub(super) struct Csv;

impl Parser for Csv {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let decoded = encoding::decode(input.bytes, None);
        let budget = out.budget().clone();
        budget.charge(decoded.text.len() as u64)?;
        if decoded.damaged {
            let name = decoded.encoding.name();
            out.note("damaged", format!("some characters were not valid {name} and were replaced"), None);
        }
        let (text, stated) = dialect::stated(&decoded.text);
        let separator = stated.unwrap_or_else(|| dialect::separator(text));
        // The reader counts a line before it has seen all of its end.
        let text = text.replace("\r\n", "\n");
        let sheet = sheet_name(input.name);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows: Vec<csv::StringRecord> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| Error::corrupt("a row is damaged").with_source(error))?;
            if record.iter().any(|field| !field.trim().is_empty()) {
                budget.charge(record.as_slice().len() as u64 + record.len() as u64 * 160)?;
                rows.push(record);
            }
        }
        let header = dialect::has_header(&rows);
        let mut cells = Vec::new();
        // A line end inside of a cell begins no row.
        let mut inside = 0;
        for (row, record) in rows.iter().enumerate() {
            // Rows that were left out because they are empty still count.
            let line =
                record.position().map_or(row as u64 + 1, |at| at.line() + empty_lines(&text, at.byte()));
            let line = line - inside;
            inside += record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
            for (column, field) in record.iter().enumerate() {
                let column_number = u32::try_from(column).unwrap_or(u32::MAX);
                let cell = format!("{}{line}", column_name(column_number));
                cells.push(CellText {
                    row: u32::try_from(row).unwrap_or(u32::MAX),
                    column: column_number,
                    header: header && row == 0,
                    text: field.to_owned(),
                    place: Some(Place::Cell { sheet: sheet.clone(), cell }),
                    ..CellText::default()
                });
            }
        }
        let widest = rows.iter().map(csv::StringRecord::len).max().unwrap_or(0);
        let last = column_name(u32::try_from(widest.saturating_sub(1)).unwrap_or(u32::MAX));
        let place = Place::Cell { sheet, cell: format!("A1:{last}{}", rows.len()) };
        let source = SourceRange { part: String::new(), start: 0, end: decoded.text.len() as u64 };
        out.table(cells, place, Some(source))?;
        Ok(())
    }
}

/// Counts the empty lines before a record: the reader gives the place where it began to look for one.
fn empty_lines(text: &str, from: u64) -> u64 {
    let rest = usize::try_from(from).ok().and_then(|from| text.as_bytes().get(from..)).unwrap_or_default();
    rest.iter().take_while(|byte| **byte == b'\n').count() as u64
}

/// Names the one sheet after the file.
fn sheet_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// Writes a column, from 0, as spreadsheets do: A, B, …, Z, AA.
fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
