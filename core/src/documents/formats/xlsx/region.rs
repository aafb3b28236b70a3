//! Finds the tables of a sheet: regions of cells that touch each other at their sides or corners.
//!
//! Works on runs of cells in a row, so the cost grows with the cells that exist and not with the area.

use std::collections::{BTreeMap, HashMap};

use crate::documents::build::{CellText, DocumentBuilder};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

use super::reference::{CellRange, cell_name, range_name};
use super::sheet::{Sheet, SheetCell};
use super::workbook::SheetEntry;

/// The most rows of merged ranges that take part in finding regions.
const MOST_MERGED_ROWS: usize = 200_000;
/// A region emptier than one cell in this many is written row by row.
const SPARSEST: u64 = 64;
/// A region of at most this area is one table however empty it is.
const SMALL_AREA: u64 = 1 << 20;

/// Cells side by side in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    row: u32,
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Bounds {
    first: (u32, u32),
    last: (u32, u32),
}

type Merges = BTreeMap<(u32, u32), (u32, u32)>;

/// Emits the regions of a sheet from top to bottom.
///
/// # Errors
/// `limit_exceeded` when the text outgrows the budget.
pub(super) fn emit(sheet: Sheet, entry: &SheetEntry, part: &str, out: &mut DocumentBuilder) -> Result<()> {
    let merges: Merges = sheet.merges.iter().copied().collect();
    let mut cells = sheet.cells;
    for (bounds, cells) in regions(&mut cells, &sheet.merges) {
        out.budget().check()?;
        let area =
            u64::from(bounds.last.0 - bounds.first.0 + 1) * u64::from(bounds.last.1 - bounds.first.1 + 1);
        if area > SMALL_AREA && area / SPARSEST > cells.len() as u64 {
            for row in cells.chunk_by(|one, other| one.row == other.row) {
                if let (Some(first), Some(last)) = (row.first(), row.last()) {
                    let bounds = Bounds { first: (first.row, first.column), last: (last.row, last.column) };
                    emit_region(bounds, row, &Merges::new(), entry, part, out)?;
                }
            }
        } else {
            emit_region(bounds, cells, &merges, entry, part, out)?;
        }
    }
    Ok(())
}

fn emit_region(
    bounds: Bounds,
    cells: &[SheetCell],
    merges: &Merges,
    entry: &SheetEntry,
    part: &str,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let place = |cell: String| Place::Cell { sheet: entry.name.clone(), cell };
    let start = cells.iter().map(|cell| cell.start).min().unwrap_or(0);
    let end = cells.iter().map(|cell| cell.end).max().unwrap_or(0);
    let source = Some(SourceRange { part: part.to_owned(), start: u64::from(start), end: u64::from(end) });
    let range = place(range_name(bounds.first, bounds.last));
    if entry.hidden {
        let rows = cells.chunk_by(|one, other| one.row == other.row);
        let lines: Vec<String> =
            rows.map(|row| row.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join("\t")).collect();
        out.block(BlockKind::Hidden, &lines.join("\n"), range, source)?;
        return Ok(());
    }
    let headed = first_row_is_header(bounds, cells);
    let texts = cells.iter().map(|cell| {
        let last = merges.get(&(cell.row, cell.column)).copied().unwrap_or((cell.row, cell.column));
        CellText {
            row: cell.row - bounds.first.0,
            column: cell.column - bounds.first.1,
            row_span: last.0.min(bounds.last.0).saturating_sub(cell.row) + 1,
            column_span: last.1.min(bounds.last.1).saturating_sub(cell.column) + 1,
            header: headed && cell.row == bounds.first.0,
            text: cell.text.to_string(),
            place: Some(place(cell_name(cell.row, cell.column))),
        }
    });
    out.table(texts.collect(), range, source)?;
    Ok(())
}

/// A first row of words above other rows names the columns.
fn first_row_is_header(bounds: Bounds, cells: &[SheetCell]) -> bool {
    let first = bounds.first.0;
    bounds.last.0 > first
        && bounds.last.1 > bounds.first.1
        && cells.iter().take_while(|cell| cell.row == first).all(|cell| cell.is_text)
}

/// Sorts the cells by region and returns each region with its bounds, from top to bottom.
fn regions<'c>(cells: &'c mut [SheetCell], merges: &[CellRange]) -> Vec<(Bounds, &'c [SheetCell])> {
    let runs = runs(cells, merges);
    let mut groups = Groups::new(runs.len());
    let sides = touching(&runs, 0);
    sides.iter().for_each(|&(one, other)| groups.join(one, other));
    let mut sizes: HashMap<usize, u32> = HashMap::new();
    for (index, run) in runs.iter().enumerate() {
        let size = sizes.entry(groups.root(index)).or_default();
        *size = size.saturating_add(run.last - run.first + 1);
    }
    let corners: Vec<(usize, usize)> = touching(&runs, 1)
        .into_iter()
        .filter(|&(one, other)| {
            // Two single cells that meet at a corner are two labels, not a table.
            let mut is_single = |index| sizes.get(&groups.root(index)) == Some(&1);
            !(is_single(one) && is_single(other))
        })
        .collect();
    corners.iter().for_each(|&(one, other)| groups.join(one, other));
    let mut bounds: BTreeMap<usize, Bounds> = BTreeMap::new();
    for (index, run) in runs.iter().enumerate() {
        let found = bounds
            .entry(groups.root(index))
            .or_insert(Bounds { first: (run.row, run.first), last: (run.row, run.last) });
        found.first = (found.first.0.min(run.row), found.first.1.min(run.first));
        found.last = (found.last.0.max(run.row), found.last.1.max(run.last));
    }
    let mut order: Vec<usize> = bounds.keys().copied().collect();
    order.sort_by_key(|root| bounds[root].first);
    let rank: BTreeMap<usize, usize> = order.iter().enumerate().map(|(rank, root)| (*root, rank)).collect();
    let rank_of = |cell: &SheetCell, groups: &mut Groups| {
        let index =
            runs.partition_point(|run| (run.row, run.first) <= (cell.row, cell.column)).saturating_sub(1);
        rank.get(&groups.root(index)).copied().unwrap_or(0)
    };
    cells.sort_by_cached_key(|cell| (rank_of(cell, &mut groups), cell.row, cell.column));
    let mut out = Vec::with_capacity(order.len());
    let mut rest: &'c [SheetCell] = cells;
    for (index, root) in order.iter().enumerate() {
        let end = rest.partition_point(|cell| rank_of(cell, &mut groups) <= index);
        let (region, after) = rest.split_at(end);
        rest = after;
        if !region.is_empty() {
            out.push((bounds[root], region));
        }
    }
    out
}

/// Lists the pairs of runs in neighbouring rows that overlap, or miss each other by at most `slack` columns.
fn touching(runs: &[Run], slack: u32) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut above = 0..0;
    let mut at = 0;
    while at < runs.len() {
        let row = runs[at].row;
        let end = at + runs[at..].partition_point(|run| run.row == row);
        if runs.get(above.start).is_some_and(|run| run.row + 1 == row) {
            let (mut upper, mut lower) = (above.start, at);
            while upper < above.end && lower < end {
                let (one, other) = (runs[upper], runs[lower]);
                if one.first <= other.last.saturating_add(slack)
                    && other.first <= one.last.saturating_add(slack)
                {
                    pairs.push((upper, lower));
                }
                if one.last < other.last { upper += 1 } else { lower += 1 }
            }
        }
        above = at..end;
        at = end;
    }
    pairs
}

fn runs(cells: &[SheetCell], merges: &[CellRange]) -> Vec<Run> {
    let mut all: Vec<Run> =
        cells.iter().map(|cell| Run { row: cell.row, first: cell.column, last: cell.column }).collect();
    let filled = |at: (u32, u32)| cells.binary_search_by_key(&at, |cell| (cell.row, cell.column)).is_ok();
    let mut merged_rows = 0usize;
    for &(first, last) in merges {
        // An empty merged range is no content; one that covers whole columns is only formatting.
        let rows = (last.0 - first.0) as usize + 1;
        if merged_rows + rows > MOST_MERGED_ROWS || !filled(first) {
            continue;
        }
        merged_rows += rows;
        all.extend((first.0..=last.0).map(|row| Run { row, first: first.1, last: last.1 }));
    }
    all.sort_unstable();
    let mut out: Vec<Run> = Vec::new();
    for run in all {
        match out.last_mut() {
            Some(last) if last.row == run.row && run.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(run.last);
            }
            _ => out.push(run),
        }
    }
    out
}

/// Disjoint sets with path halving.
struct Groups(Vec<usize>);

impl Groups {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cells: &[(u32, u32)], merges: &[CellRange]) -> Vec<(String, usize)> {
        let mut cells: Vec<SheetCell> = cells
            .iter()
            .map(|&(row, column)| SheetCell {
                row,
                column,
                text: "x".into(),
                is_text: true,
                start: 0,
                end: 0,
            })
            .collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let regions = regions(&mut cells, merges);
        regions.iter().map(|(bounds, cells)| (range_name(bounds.first, bounds.last), cells.len())).collect()
    }

    #[test]
    fn cells_that_touch_at_a_side_or_a_corner_are_one_region() {
        assert_eq!(found(&[(0, 0), (0, 1), (1, 2)], &[]), [("A1:C2".to_owned(), 3)]);
        assert_eq!(found(&[(0, 0), (0, 2), (2, 0)], &[]).len(), 3);
        assert_eq!(found(&[(0, 0), (0, 1), (1, 2), (1, 4)], &[]).len(), 2);
        assert_eq!(found(&[(0, 0), (1, 1)], &[]).len(), 2);
        assert_eq!(found(&[(0, 0), (2, 3)], &[((0, 0), (1, 2))]), [("A1:D3".to_owned(), 2)]);
        assert_eq!(found(&[], &[]), []);
    }

    #[test]
    fn a_range_merged_over_the_whole_sheet_costs_nothing() {
        assert_eq!(found(&[(0, 0)], &[((0, 0), (1_048_575, 16_383))]), [("A1".to_owned(), 1)]);
    }

    proptest::proptest! {
        #[test]
        fn every_cell_is_in_exactly_one_region(
            cells in proptest::collection::btree_set((0u32..12, 0u32..12), 0..60),
        ) {
            let cells: Vec<_> = cells.into_iter().collect();
            let total: usize = found(&cells, &[]).iter().map(|(_, count)| count).sum();
            proptest::prop_assert_eq!(total, cells.len());
        }
    }
}
