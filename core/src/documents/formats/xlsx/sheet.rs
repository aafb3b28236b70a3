//! Reads the cells of a sheet as a stream (ECMA-376 part 1, 18.3).

use crate::documents::formats::package::{Event, Events, Tag};
use crate::documents::limits::Budget;
use crate::error::Result;

use super::number_format::general;
use super::reference::{self, COLUMNS, CellRange, ROWS};
use super::strings::{self, RichText};
use super::styles::Styles;

/// What cells refer to.
#[derive(Debug)]
pub(super) struct Context<'w> {
    pub(super) strings: &'w [Box<str>],
    pub(super) styles: &'w Styles,
}

/// The cells of a sheet that hold something.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By row, then column.
    pub(super) cells: Vec<SheetCell>,
    /// Merged ranges.
    pub(super) merges: Vec<CellRange>,
    /// What the reader should know.
    pub(super) notes: Vec<SheetNote>,
}

/// A cell as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCell {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: Box<str>,
    /// Whether it holds words rather than a number, a date or a truth value.
    pub(super) is_text: bool,
    /// The first byte in the part.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// What the reader should know about a sheet.
#[derive(Debug)]
pub(super) struct SheetNote {
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// The most merged ranges that are kept.
const MOST_MERGES: usize = 100_000;

struct Open<'a> {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    has_formula: bool,
    value: String,
    rich: Option<RichText<'a>>,
    start: usize,
}

#[derive(Default)]
struct Counters {
    hidden_rows: u64,
    hidden_columns: u64,
    unknown_results: u64,
    outside: u64,
}

impl Sheet {
    /// Reads a sheet's part.
    ///
    /// # Errors
    /// `limit_exceeded` for memory, depth and time.
    pub(super) fn read(part: &str, context: &Context<'_>, budget: &Budget) -> Result<Self> {
        let mut sheet = Self::default();
        let mut counters = Counters::default();
        let mut events = Events::new(part, budget);
        let mut open: Option<Open<'_>> = None;
        let mut names: Vec<&str> = Vec::new();
        // Cells and rows may leave out their reference: then they follow the one before.
        let (mut row, mut column) = (0u32, 0u32);
        let mut next_row = 0u32;
        loop {
            match events.next()? {
                Event::Open(tag) => {
                    let name = tag.local();
                    names.push(name);
                    if let Some(cell) = &mut open {
                        cell.has_formula |= name == "f";
                        if name == "is" {
                            cell.rich = Some(RichText::default());
                        }
                        if let Some(rich) = &mut cell.rich {
                            rich.open(name);
                        }
                        continue;
                    }
                    match name {
                        "row" => {
                            row = number(tag, "r").and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                            next_row = row.saturating_add(1);
                            column = 0;
                            let hidden = is_hidden(tag);
                            counters.hidden_rows += u64::from(hidden);
                        }
                        "c" => {
                            let at = tag
                                .attribute("r")
                                .map_or(Some((row, column)), |at| reference::parse_cell(&at));
                            counters.outside += u64::from(at.is_none());
                            let (row, own_column) = at.unwrap_or((ROWS, COLUMNS));
                            column = own_column.saturating_add(1);
                            open = Some(Open {
                                row,
                                column: own_column,
                                kind: tag.attribute("t").unwrap_or_default().into_owned(),
                                style: number(tag, "s").unwrap_or(0) as usize,
                                has_formula: false,
                                value: String::new(),
                                rich: None,
                                start: events.range().start,
                            });
                        }
                        "mergeCell" if sheet.merges.len() < MOST_MERGES => {
                            let range = tag.attribute("ref").and_then(|range| reference::parse_range(&range));
                            sheet.merges.extend(range);
                        }
                        "col" => {
                            counters.hidden_columns += u64::from(is_hidden(tag));
                        }
                        _ => {}
                    }
                }
                Event::Text(text) => {
                    if let Some(cell) = &mut open {
                        match (&mut cell.rich, names.last()) {
                            (Some(rich), _) => rich.text(&text),
                            (None, Some(&"v")) => cell.value.push_str(&text),
                            _ => {}
                        }
                    }
                }
                Event::Close => {
                    let name = names.pop();
                    if let Some(rich) = open.as_mut().and_then(|cell| cell.rich.as_mut()) {
                        rich.close();
                    }
                    if name == Some("c")
                        && let Some(cell) = open.take()
                    {
                        sheet.finish_cell(cell, events.range().end, context, budget, &mut counters)?;
                    }
                }
                Event::End => break,
            }
        }
        sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
        sheet.note(&counters, events.damaged());
        Ok(sheet)
    }

    fn finish_cell(
        &mut self,
        cell: Open<'_>,
        end: usize,
        context: &Context<'_>,
        budget: &Budget,
        counters: &mut Counters,
    ) -> Result<()> {
        if cell.row >= ROWS || cell.column >= COLUMNS {
            return Ok(());
        }
        let (row, column, start) = (cell.row, cell.column, cell.start);
        let no_result = cell.has_formula && cell.value.is_empty() && cell.rich.is_none();
        counters.unknown_results += u64::from(no_result);
        let (text, is_text) = shown(cell, context);
        if text.trim().is_empty() {
            return Ok(());
        }
        budget.charge((size_of::<SheetCell>() + text.len()) as u64)?;
        self.cells.push(SheetCell {
            row,
            column,
            text: text.into(),
            is_text,
            start: start as u32,
            end: end as u32,
        });
        Ok(())
    }

    fn note(&mut self, counters: &Counters, damaged: bool) {
        let mut note = |count: u64, code, message: String| {
            if count > 0 {
                self.notes.push(SheetNote { code, message });
            }
        };
        let (rows, columns) = (counters.hidden_rows, counters.hidden_columns);
        note(rows, "hidden_rows", format!("{rows} rows are hidden in the sheet and read all the same."));
        note(columns, "hidden_columns", format!("{columns} column groups are hidden and read all the same."));
        let unknown = counters.unknown_results;
        note(unknown, "formula_without_result", format!("{unknown} formulas have no stored result."));
        note(counters.outside, "damaged", format!("{} cells lie outside of the sheet.", counters.outside));
        note(u64::from(damaged), "damaged", "The sheet breaks off before its end.".to_owned());
    }
}

fn is_hidden(tag: Tag<'_>) -> bool {
    tag.attribute("hidden").is_some_and(|value| value == "1" || value == "true")
}

fn number(tag: Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.trim().parse().ok()
}

/// Renders a cell as shown, and says whether it holds words.
fn shown(cell: Open<'_>, context: &Context<'_>) -> (String, bool) {
    if let Some(rich) = cell.rich {
        return (rich.finish(), true);
    }
    let value = cell.value.trim();
    let format = context.styles.format(cell.style);
    match cell.kind.as_str() {
        "s" => {
            let text = value.parse::<usize>().ok().and_then(|index| context.strings.get(index));
            let text = text.map_or("", |text| text);
            (format.map_or_else(|| text.to_owned(), |format| format.text(text)), true)
        }
        "str" | "inlineStr" => (strings::unescape(cell.value), true),
        "b" => (if value == "1" || value == "true" { "TRUE" } else { "FALSE" }.to_owned(), false),
        "e" => (value.to_owned(), false),
        "d" => (value.trim_end_matches("T00:00:00").replace('T', " "), false),
        _ => match value.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let text = format
                    .map_or_else(|| general(number), |one| one.number(number, context.styles.from_1904));
                (text, false)
            }
            _ => (value.to_owned(), true),
        },
    }
}
