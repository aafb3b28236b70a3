//! Ruled tables: the lines drawn on the page give the grid, its missing lines give merged cells.

use super::geometry::Bounds;
use super::glyphs::Turn;
use super::layout::TablePiece;
use super::paths::Rule;
use super::strokes::{SNAP, Stroke, components, merged, positions, root, unite};
use super::words::{Word, join};
use crate::documents::build::CellText;
use crate::documents::limits::Budget;
use crate::error::Result;

/// The most lines of a grid in one direction.
const MOST_LINES: usize = 1_000;
/// A cell with more characters frames the page rather than tabulates.
const FRAME_CHARACTERS: usize = 1_500;

/// Converts a rule of the page to the frame of a direction.
pub(super) fn turned(rule: Rule, turn: Turn) -> Rule {
    if turn == Turn::Right {
        return rule;
    }
    let (x0, y0) = turn.frame(f64::from(rule.bounds.x0), f64::from(rule.bounds.y0));
    let (x1, y1) = turn.frame(f64::from(rule.bounds.x1), f64::from(rule.bounds.y1));
    let bounds = Bounds::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32);
    Rule { bounds, horizontal: rule.horizontal == (turn == Turn::Left) }
}

/// Finds the tables that rules draw; returns them with the words outside.
///
/// # Errors
/// `limit_exceeded` when the budget is used up.
pub(super) fn tables(
    rules: &[Rule],
    words: Vec<Word>,
    budget: &Budget,
) -> Result<(Vec<TablePiece>, Vec<Word>)> {
    let horizontal = merged(rules, true);
    let vertical = merged(rules, false);
    if horizontal.len() < 2 || vertical.is_empty() || horizontal.len() * vertical.len() > 4_000_000 {
        return Ok((Vec::new(), words));
    }
    let mut tables = Vec::new();
    let mut rest = words;
    for (across, down) in components(&horizontal, &vertical, budget)? {
        budget.check()?;
        let Some(grid) = Grid::new(&across, &down) else { continue };
        let bounds = grid.bounds();
        let (inside, outside): (Vec<Word>, Vec<Word>) = rest.into_iter().partition(|word| {
            let (x, y) = word.bounds.middle();
            bounds.holds(x, y)
        });
        match grid.table(&inside) {
            Some(table) => {
                tables.push(table);
                rest = outside;
            }
            None => {
                rest = outside;
                rest.extend(inside);
            }
        }
    }
    Ok((tables, rest))
}

/// The lines of a table in both directions.
struct Grid<'a> {
    xs: Vec<f32>,
    ys: Vec<f32>,
    across: &'a [Stroke],
    down: &'a [Stroke],
}

impl<'a> Grid<'a> {
    fn new(across: &'a [Stroke], down: &'a [Stroke]) -> Option<Self> {
        let mut xs = positions(down);
        let mut ys = positions(across);
        // Tables often leave their outer sides open.
        let left = across.iter().map(|stroke| stroke.from).reduce(f32::min)?;
        let right = across.iter().map(|stroke| stroke.to).reduce(f32::max)?;
        if xs.first().is_some_and(|&x| x - left > 8.0) {
            xs.insert(0, left);
        }
        if xs.last().is_some_and(|&x| right - x > 8.0) {
            xs.push(right);
        }
        let top = down.iter().map(|stroke| stroke.from).reduce(f32::min)?;
        let bottom = down.iter().map(|stroke| stroke.to).reduce(f32::max)?;
        if ys.first().is_some_and(|&y| y - top > 7.0) {
            ys.insert(0, top);
        }
        if ys.last().is_some_and(|&y| bottom - y > 7.0) {
            ys.push(bottom);
        }
        let usable = |lines: &[f32]| (2..=MOST_LINES).contains(&lines.len());
        (usable(&xs) && usable(&ys) && xs.len() + ys.len() >= 6).then_some(Self { xs, ys, across, down })
    }

    fn bounds(&self) -> Bounds {
        let edge = |lines: &[f32]| {
            (lines.first().copied().unwrap_or_default(), lines.last().copied().unwrap_or_default())
        };
        let ((x0, x1), (y0, y1)) = (edge(&self.xs), edge(&self.ys));
        Bounds { x0, y0, x1, y1 }
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Joins cells that no line parts; returns for each cell the first cell of its group.
    fn groups(&self) -> Vec<usize> {
        let (rows, columns) = (self.rows(), self.columns());
        let mut parent: Vec<usize> = (0..rows * columns).collect();
        let middle = |lines: &[f32], at: usize| {
            (lines.get(at).copied().unwrap_or_default() + lines.get(at + 1).copied().unwrap_or_default())
                / 2.0
        };
        let covered = |strokes: &[Stroke], at: f32, along: f32| {
            let first = strokes.partition_point(|stroke| stroke.at < at - SNAP);
            strokes
                .iter()
                .skip(first)
                .take_while(|stroke| stroke.at <= at + SNAP)
                .any(|stroke| stroke.from <= along && along <= stroke.to)
        };
        for row in 0..rows {
            for column in 0..columns {
                let index = row * columns + column;
                let right = self.xs.get(column + 1).copied().unwrap_or_default();
                let below = self.ys.get(row + 1).copied().unwrap_or_default();
                if column + 1 < columns && !covered(self.down, right, middle(&self.ys, row)) {
                    unite(&mut parent, index, index + 1);
                }
                if row + 1 < rows && !covered(self.across, below, middle(&self.xs, column)) {
                    unite(&mut parent, index, index + columns);
                }
            }
        }
        (0..rows * columns).map(|index| root(&mut parent, index)).collect()
    }

    fn table(&self, words: &[Word]) -> Option<TablePiece> {
        let (rows, columns) = (self.rows(), self.columns());
        if rows * columns > 20_000 || words.is_empty() {
            return None;
        }
        let groups = self.groups();
        let mut contents: std::collections::BTreeMap<usize, Vec<&Word>> = std::collections::BTreeMap::new();
        for word in words {
            let (x, y) = word.bounds.middle();
            let column = self.xs.partition_point(|&edge| edge <= x).saturating_sub(1).min(columns - 1);
            let row = self.ys.partition_point(|&edge| edge <= y).saturating_sub(1).min(rows - 1);
            contents.entry(*groups.get(row * columns + column)?).or_default().push(word);
        }
        let mut extents: std::collections::BTreeMap<usize, (usize, usize, usize, usize)> =
            std::collections::BTreeMap::new();
        for (index, &group) in groups.iter().enumerate() {
            let (row, column) = (index / columns, index % columns);
            let extent = extents.entry(group).or_insert((row, column, row, column));
            *extent = (extent.0.min(row), extent.1.min(column), extent.2.max(row), extent.3.max(column));
        }
        if let Some(finer) = self.stacked(&contents, &groups) {
            return finer.table(words);
        }
        let texts: std::collections::BTreeMap<usize, String> =
            contents.into_iter().map(|(group, words)| (group, cell_text(words))).collect();
        if texts.values().any(|text| text.chars().count() > FRAME_CHARACTERS) {
            return None;
        }
        self.compact(&extents, &texts)
    }

    /// Finds a row whose cells hold three or more lines on the same baselines: rows without a rule between.
    /// Returns the grid with rules added.
    fn stacked(
        &self,
        contents: &std::collections::BTreeMap<usize, Vec<&Word>>,
        groups: &[usize],
    ) -> Option<StackedGrid> {
        let columns = self.columns();
        let mut ys = self.ys.clone();
        for row in 0..self.rows() {
            let cells: Vec<Vec<f32>> = (0..columns)
                .filter_map(|column| {
                    let group = *groups.get(row * columns + column)?;
                    let own = groups.iter().filter(|other| **other == group).count() == 1;
                    own.then(|| baselines(contents.get(&group)?)).flatten()
                })
                .collect();
            let Some(first) = cells.first().filter(|first| first.len() >= 3 && cells.len() >= 2) else {
                continue;
            };
            let alike = cells.iter().all(|cell| {
                cell.len() == first.len() && cell.iter().zip(first).all(|(a, b)| (a - b).abs() < 2.0)
            });
            let numbers = contents
                .values()
                .flatten()
                .filter(|word| word.text.chars().any(|c| c.is_ascii_digit()))
                .count();
            if alike && numbers > 0 {
                ys.extend(
                    first
                        .windows(2)
                        .filter_map(|pair| Some(pair.first()? + 0.25 * (pair.get(1)? - pair.first()?))),
                );
            }
        }
        if ys.len() == self.ys.len() {
            return None;
        }
        ys.sort_by(f32::total_cmp);
        let bounds = self.bounds();
        let mut across = self.across.to_vec();
        across.extend(ys.iter().filter(|y| !self.ys.contains(y)).map(|y| Stroke {
            at: *y,
            from: bounds.x0,
            to: bounds.x1,
        }));
        across.sort_by(|a, b| a.at.total_cmp(&b.at));
        Some(StackedGrid { xs: self.xs.clone(), ys, across, down: self.down.to_vec() })
    }

    /// Drops empty rows and columns (double rules leave thin ones) and makes the cells.
    fn compact(
        &self,
        extents: &std::collections::BTreeMap<usize, (usize, usize, usize, usize)>,
        texts: &std::collections::BTreeMap<usize, String>,
    ) -> Option<TablePiece> {
        let (mut row_used, mut column_used) = (vec![false; self.rows()], vec![false; self.columns()]);
        for (group, &(top, left, _, _)) in extents {
            if texts.get(group).is_some_and(|text| !text.is_empty()) {
                *row_used.get_mut(top)? = true;
                *column_used.get_mut(left)? = true;
            }
        }
        let number = |used: &[bool]| -> Vec<u32> {
            used.iter()
                .scan(0, |next, &used| {
                    let at = *next;
                    *next += u32::from(used);
                    Some(at)
                })
                .collect()
        };
        let (row_numbers, column_numbers) = (number(&row_used), number(&column_used));
        let rows = row_used.iter().filter(|used| **used).count() as u32;
        let columns = column_used.iter().filter(|used| **used).count() as u32;
        if rows < 2 || columns < 2 {
            return None;
        }
        let mut cells = Vec::new();
        for (group, &(top, left, bottom, right)) in extents {
            let span = |used: &[bool], from: usize, to: usize| {
                used.get(from..=to).unwrap_or_default().iter().filter(|used| **used).count() as u32
            };
            let text = texts.get(group).cloned().unwrap_or_default();
            if !*row_used.get(top)? || !*column_used.get(left)? {
                continue;
            }
            cells.push(CellText {
                row: *row_numbers.get(top)?,
                column: *column_numbers.get(left)?,
                row_span: span(&row_used, top, bottom),
                column_span: span(&column_used, left, right),
                header: *row_numbers.get(top)? == 0,
                text,
                place: None,
            });
        }
        let filled = cells.iter().filter(|cell| !cell.text.is_empty()).count();
        (filled >= 3).then(|| TablePiece { bounds: self.bounds(), cells })
    }
}

/// A grid with rules of its own.
struct StackedGrid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    across: Vec<Stroke>,
    down: Vec<Stroke>,
}

impl StackedGrid {
    fn table(self, words: &[Word]) -> Option<TablePiece> {
        Grid { xs: self.xs, ys: self.ys, across: &self.across, down: &self.down }.table(words)
    }
}

/// Returns the baselines of the words of a cell, one for each line.
fn baselines(words: &[&Word]) -> Option<Vec<f32>> {
    let mut at: Vec<f32> = words.iter().map(|word| word.base).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|next, previous| *next - *previous < 2.5);
    (!at.is_empty()).then_some(at)
}

/// Writes the words of a cell, line by line.
pub(super) fn cell_text(words: Vec<&Word>) -> String {
    let segments = super::words::segments(words.into_iter().cloned().collect());
    let lines = super::lines::lines(segments);
    let mut text = String::new();
    for line in lines {
        let words: Vec<Word> = line.segments.into_iter().flat_map(|segment| segment.words).collect();
        super::blocks::append_line(&mut text, &join(&words));
    }
    text
}
