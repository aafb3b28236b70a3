//! Tables without a grid: lines whose pieces stand in columns, such as the items of an invoice.

use super::alignment::{best_ranges, columns};
use super::geometry::Bounds;
use super::layout::TablePiece;
use super::lines::Line;
use super::lists;
use super::paths::Rule;
use super::words::{Segment, Word, join};
use crate::documents::build::CellText;

/// The most rows looked at for one table.
const MOST_ROWS: usize = 400;

/// A part of a column of the page.
pub(super) enum Part {
    /// A line of text.
    Line(Line),
    /// A table.
    Table(TablePiece),
}

/// Finds tables among the lines of a column.
pub(super) fn split(lines: Vec<Line>, rules: &[Rule]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let end = if is_row(line) { table_end(&lines, at) } else { None };
        match end.and_then(|end| Some((end, table(lines.get(at..end)?, rules)?))) {
            Some((end, table)) => {
                parts.push(Part::Table(table));
                at = end;
            }
            None => {
                parts.push(Part::Line(line.clone()));
                at += 1;
            }
        }
    }
    parts
}

/// Says whether a line has pieces that may be cells.
pub(super) fn is_row(line: &Line) -> bool {
    if line.segments.len() < 2 {
        return false;
    }
    let first = line.segments.first().map(Segment::text).unwrap_or_default();
    let words = || line.segments.iter().flat_map(|segment| &segment.words);
    if words().filter(|word| word.math).count() * 4 > words().count() {
        return false;
    }
    let marker_only = line.segments.len() == 2 && lists::is_marker(&first);
    !marker_only && !line.segments.iter().any(|segment| is_leader(&segment.text()))
}

/// Says whether a text is the dots of a table of contents.
fn is_leader(text: &str) -> bool {
    let dots = text.chars().filter(|c| matches!(c, '.' | '…' | '·' | '_')).count();
    dots >= 4 && dots * 3 >= text.chars().count() * 2 || text.contains(". . . .") || text.contains(".....")
}

/// Returns the end of the longest table that starts at a line.
fn table_end(lines: &[Line], start: usize) -> Option<usize> {
    let mut best = None;
    let mut misses = 0;
    let mut at = start;
    while at + 1 < lines.len() && at - start < MOST_ROWS {
        let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { break };
        if next.bounds.y0 - line.bounds.y1 > 2.6 * line.size.max(next.size) {
            break;
        }
        at += 1;
        if !is_row(next) {
            if runs_across(next, lines.get(start..at).unwrap_or_default()) {
                break;
            }
            let wraps =
                best.is_some_and(|end| lies_in_column(next, lines.get(start..end).unwrap_or_default()));
            misses += if wraps { 1 } else { 3 };
            if misses > 8 {
                break;
            }
            continue;
        }
        misses = 0;
        match lines.get(start..=at).and_then(columns) {
            Some(_) => best = Some(at + 1),
            None if best.is_some() => break,
            None if at - start >= 4 => break,
            None => {}
        }
    }
    // Lines after the last row that continue its cells belong to it.
    let mut end = best?;
    let found = columns(lines.get(start..end)?)?;
    while let (Some(last), Some(next)) = (lines.get(end - 1), lines.get(end)) {
        let inside = found
            .iter()
            .skip(1)
            .any(|&(from, to)| next.bounds.x0 >= from - 3.0 && next.bounds.x1 <= to + next.size * 4.0);
        let near = next.base - last.base < 1.35 * last.size;
        if !(inside && near && next.segments.len() == 1 && next.size <= last.size * 1.05) {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// Says whether a line of running text lies over several columns: it ends a table.
fn runs_across(line: &Line, rows: &[Line]) -> bool {
    let characters: usize = line.segments.iter().map(Segment::characters).sum();
    let full: Vec<&Line> = rows.iter().filter(|line| is_row(line)).collect();
    let found = best_ranges(&full, line.size);
    let touched = found.iter().filter(|(from, to)| line.bounds.x0 < *to && line.bounds.x1 > *from).count();
    characters > 45 && touched >= 2
}

/// Finds tables of items on the whole page, before it is cut into columns: at least three columns, one of
/// numbers, none of running text. Returns them with the other segments.
pub(super) fn item_tables(segments: Vec<Segment>, rules: &[Rule]) -> (Vec<TablePiece>, Vec<Segment>) {
    let lines = super::lines::lines(segments);
    let (mut tables, mut rest) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let wide = |at: usize| lines.get(at).is_some_and(|line| is_row(line) && line.segments.len() >= 3);
        let end = if wide(at) && wide(at + 1) { table_end(&lines, at) } else { None };
        let found = end.and_then(|end| {
            let rows = lines.get(at..end)?;
            if !holds_items(rows) {
                return None;
            }
            Some((end, table(rows, rules)?))
        });
        match found {
            Some((end, table)) => {
                tables.push(table);
                at = end;
            }
            None => {
                rest.extend(line.segments.iter().cloned());
                at += 1;
            }
        }
    }
    (tables, rest)
}

/// Says whether rows list things with their numbers, rather than lines of columns side by side.
fn holds_items(rows: &[Line]) -> bool {
    let Some(found) = columns(rows).filter(|found| found.len() >= 3) else { return false };
    let full: Vec<&Line> = rows.iter().filter(|line| is_row(line)).collect();
    let wide = full.iter().filter(|line| line.segments.len() >= 3).count();
    if full.len() < 3 || wide * 10 < full.len() * 4 {
        return false;
    }
    let mut numeric = false;
    for (column, &(from, to)) in found.iter().enumerate() {
        let cells: Vec<&Segment> = full
            .iter()
            .flat_map(|line| &line.segments)
            .filter(|segment| {
                let (x, _) = segment.bounds.middle();
                x >= from && x <= to
            })
            .collect();
        let characters: usize = cells.iter().map(|cell| cell.characters()).sum();
        if characters > 42 * cells.len() {
            return false;
        }
        let numbers = cells.iter().filter(|cell| is_number(&cell.text())).count();
        // The numbers of lines or items alone make no table.
        numeric |= column > 0 && numbers >= 2 && numbers * 10 >= cells.len().saturating_sub(1) * 6;
    }
    numeric
}

/// Says whether a text is a number with its unit or sign.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= 3.max(digits / 2) && text.chars().count() <= 24
}

/// Says whether a line without a second piece goes on with a cell of the rows above.
fn lies_in_column(line: &Line, rows: &[Line]) -> bool {
    columns(rows).is_some_and(|found| {
        let touched =
            found.iter().filter(|(from, to)| line.bounds.x0 < *to && line.bounds.x1 > *from).count();
        touched == 1
    })
}

/// Makes the table of lines that stand in columns.
fn table(lines: &[Line], rules: &[Rule]) -> Option<TablePiece> {
    table_of(lines, &columns(lines)?, rules)
}

/// Makes the table of lines that rules frame, whose columns need less proof.
pub(super) fn framed_table(lines: &[Line], rules: &[Rule]) -> Option<TablePiece> {
    let rows: Vec<&Line> = lines.iter().filter(|line| is_row(line)).collect();
    let found = best_ranges(&rows, rows.first()?.size);
    if found.len() < 2 || rows.len() < 2 || rows.len() * 5 < lines.len() * 2 {
        return None;
    }
    table_of(lines, &found, rules)
}

fn table_of(lines: &[Line], found: &[(f32, f32)], rules: &[Rule]) -> Option<TablePiece> {
    let bounds = lines.iter().map(|line| line.bounds).reduce(Bounds::joined)?;
    let pitch = pitch(lines);
    let wrapped = wrapped_step(lines);
    let mut rows: Vec<Vec<Vec<Vec<Word>>>> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in lines {
        let cells = cells(line, found);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let continues = previous.is_some_and(|previous| {
            let step = line.base - previous.base;
            let ruled = rules.iter().any(|rule| {
                let (_, y) = rule.bounds.middle();
                rule.horizontal
                    && y > previous.base
                    && y < line.base
                    && rule.bounds.horizontal_overlap(bounds) > 0.5 * bounds.width()
            });
            let first_empty = cells.first().is_some_and(Vec::is_empty);
            let before = rows.last().map_or(0, |row| row.iter().filter(|cell| !cell.is_empty()).count());
            let tight = step < 1.4 * line.size.max(previous.size);
            let wordy = cells.iter().all(|cell| {
                cell.is_empty() || cell.iter().any(|word| word.text.chars().any(char::is_alphabetic))
            });
            let wraps = wordy && wrapped.is_some_and(|limit| step < limit);
            !ruled && tight && (wraps || (filled < before && (first_empty || step < 0.85 * pitch)))
        });
        match rows.last_mut() {
            Some(row) if continues => {
                for (cell, more) in row.iter_mut().zip(cells) {
                    if !more.is_empty() {
                        cell.push(more);
                    }
                }
            }
            _ => rows.push(
                cells.into_iter().map(|cell| if cell.is_empty() { Vec::new() } else { vec![cell] }).collect(),
            ),
        }
        previous = Some(line);
    }
    join_signs(&mut rows);
    let mut cells = Vec::new();
    for (row, columns) in rows.iter().enumerate() {
        for (column, lines) in columns.iter().enumerate() {
            let mut text = String::new();
            for words in lines {
                super::blocks::append_line(&mut text, &join(words));
            }
            cells.push(CellText {
                row: row as u32,
                column: column as u32,
                row_span: 1,
                column_span: 1,
                header: row == 0,
                text,
                place: None,
            });
        }
    }
    (rows.len() >= 2).then_some(TablePiece { bounds, cells })
}

/// Returns the distance below which lines of words belong to one row, when rows stand visibly apart.
fn wrapped_step(lines: &[Line]) -> Option<f32> {
    let steps: Vec<f32> =
        lines.windows(2).filter_map(|pair| Some(pair.get(1)?.base - pair.first()?.base)).collect();
    // The head and the notes below stand apart in any table.
    let mut inner: Vec<f32> = steps.get(1..steps.len().checked_sub(1)?)?.to_vec();
    inner.sort_by(f32::total_cmp);
    let least = *inner.get(inner.len() / 5)?;
    let most = *inner.last()?;
    let size = lines.first()?.size;
    (inner.len() >= 3 && least < 1.4 * size && most > 1.28 * least).then_some(least * 1.14)
}

/// Joins columns that hold only signs, such as `$` or `%`, to the column of their number.
fn join_signs(rows: &mut [Vec<Vec<Vec<Word>>>]) {
    let width = rows.first().map_or(0, Vec::len);
    for column in (0..width).rev() {
        let texts: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.get(column))
            .flatten()
            .flatten()
            .map(|word| word.text.as_str())
            .collect();
        let all = |signs: &[&str]| !texts.is_empty() && texts.iter().all(|text| signs.contains(text));
        let before = all(&["$", "€", "£", "US$", "EUR", "USD", "CHF", "(", "RMB"]);
        let after = all(&["%", ")", "€", "EUR", "%)"]);
        let width = rows.first().map_or(0, Vec::len);
        let money = all(&["EUR", "€"]);
        let into = if after && (!money || column + 1 == width) {
            column.checked_sub(1)
        } else if before && column + 1 < width {
            Some(column + 1)
        } else {
            None
        };
        let Some(into) = into else { continue };
        for row in rows.iter_mut() {
            if column >= row.len() {
                continue;
            }
            let sign = row.remove(column);
            let at = if into > column { into - 1 } else { into };
            if let Some(cell) = row.get_mut(at) {
                for (line, words) in sign.into_iter().enumerate() {
                    match cell.get_mut(line) {
                        Some(existing) => {
                            existing.extend(words);
                            existing.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
                        }
                        None => cell.push(words),
                    }
                }
            }
        }
    }
}

/// Returns the usual distance of full rows.
fn pitch(lines: &[Line]) -> f32 {
    let bases: Vec<f32> = lines.iter().filter(|line| is_row(line)).map(|line| line.base).collect();
    let mut steps: Vec<f32> =
        bases.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(0.0)
}

/// Parts the words of a line by column.
fn cells(line: &Line, columns: &[(f32, f32)]) -> Vec<Vec<Word>> {
    let mut out: Vec<Vec<Word>> = vec![Vec::new(); columns.len()];
    for segment in &line.segments {
        let touched: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(_, (from, to))| segment.bounds.x0 < *to && segment.bounds.x1 > *from)
            .map(|(index, _)| index)
            .collect();
        if let [only] = touched.as_slice() {
            if let Some(cell) = out.get_mut(*only) {
                cell.extend(segment.words.iter().cloned());
            }
            continue;
        }
        for word in &segment.words {
            if let Some(cell) = out.get_mut(nearest(word, columns)) {
                cell.push(word.clone());
            }
        }
    }
    out
}

fn nearest(word: &Word, columns: &[(f32, f32)]) -> usize {
    let (x, _) = word.bounds.middle();
    let distance = |&(from, to): &(f32, f32)| if x < from { from - x } else { (x - to).max(0.0) };
    columns
        .iter()
        .enumerate()
        .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
        .map_or(0, |(index, _)| index)
}
