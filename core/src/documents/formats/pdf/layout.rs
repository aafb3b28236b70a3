//! From glyphs to pieces in reading order, page by page.

use super::blocks::{self, TextPiece};
use super::columns;
use super::fonts::FontStyle;
use super::geometry::Bounds;
use super::glyphs::{self, Glyph, Turn};
use super::interpret::Drawn;
use super::lattice;
use super::lines::Line;
use super::words::{self, Segment, Word};
use crate::documents::build::CellText;
use crate::documents::limits::Budget;
use crate::error::Result;

/// A table with the place it has on the page.
#[derive(Debug, Clone)]
pub(super) struct TablePiece {
    /// The box around it.
    pub bounds: Bounds,
    /// The cells.
    pub cells: Vec<CellText>,
}

/// What a page consists of, in reading order.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Lines that belong together.
    Text(TextPiece),
    /// A table.
    Table(TablePiece),
}

/// A thing to put in reading order.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Words on one baseline.
    Segment(Segment),
    /// A table that was already found.
    Table(TablePiece),
}

impl Item {
    /// Returns its box.
    pub(super) fn bounds(&self) -> Bounds {
        match self {
            Self::Segment(segment) => segment.bounds,
            Self::Table(table) => table.bounds,
        }
    }

    /// Returns its baseline.
    pub(super) fn base(&self) -> f32 {
        match self {
            Self::Segment(segment) => segment.base,
            Self::Table(table) => table.bounds.y1,
        }
    }

    /// Returns how many characters it has.
    pub(super) fn characters(&self) -> usize {
        match self {
            Self::Segment(segment) => segment.characters(),
            Self::Table(table) => table.cells.iter().map(|cell| cell.text.chars().count()).sum(),
        }
    }
}

/// Lays out one page.
///
/// # Errors
/// `limit_exceeded` when the budget is used up.
pub(super) fn lay_out(
    drawn: &mut Drawn<'_>,
    page: Bounds,
    styles: &[FontStyle],
    budget: &Budget,
) -> Result<Vec<Piece>> {
    let all = std::mem::take(&mut drawn.glyphs);
    budget.check()?;
    let all = glyphs::without_doubles(all);
    budget.check()?;
    let mut pieces = Vec::new();
    for (turn, group) in by_turn(all) {
        // What lies outside the page is not seen.
        let seen: Vec<Glyph> = group
            .into_iter()
            .filter(|glyph| {
                let (x, y) = turn.page((glyph.x0 + glyph.x1) / 2.0, glyph.y);
                page.grown(2.0).holds(x, y)
            })
            .collect();
        let found = words::words(&seen, styles);
        budget.check()?;
        pieces.extend(lay_out_words(found, drawn, turn, styles, budget)?);
    }
    Ok(pieces)
}

/// Parts glyphs by direction, the direction of most text first.
fn by_turn(all: Vec<Glyph>) -> Vec<(Turn, Vec<Glyph>)> {
    let mut groups: Vec<(Turn, Vec<Glyph>)> = Turn::ALL.into_iter().map(|turn| (turn, Vec::new())).collect();
    for glyph in all {
        if let Some((_, group)) = groups.iter_mut().find(|(turn, _)| *turn == glyph.turn) {
            group.push(glyph);
        }
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    groups
}

fn lay_out_words(
    found: Vec<Word>,
    drawn: &Drawn<'_>,
    turn: Turn,
    styles: &[FontStyle],
    budget: &Budget,
) -> Result<Vec<Piece>> {
    let rules: Vec<_> = drawn.paths.rules.iter().map(|rule| lattice::turned(*rule, turn)).collect();
    let (tables, rest) = lattice::tables(&rules, found, budget)?;
    budget.check()?;
    let (listed, segments) = super::aligned::item_tables(words::segments(rest), &rules);
    let mut items: Vec<Item> = segments.into_iter().map(Item::Segment).collect();
    items.extend(tables.into_iter().chain(listed).map(Item::Table));
    budget.check()?;
    let mut pieces = Vec::new();
    for run in columns::columns(items) {
        budget.check()?;
        pieces.extend(lay_out_run(run, &rules, styles));
    }
    if turn != Turn::Right {
        for piece in &mut pieces {
            let bounds = match piece {
                Piece::Text(text) => &mut text.bounds,
                Piece::Table(table) => &mut table.bounds,
            };
            let (x0, y0) = turn.page(bounds.x0, bounds.y0);
            let (x1, y1) = turn.page(bounds.x1, bounds.y1);
            *bounds = Bounds::new(x0, y0, x1, y1);
        }
    }
    Ok(pieces)
}

/// Lays out one column: lines between tables.
fn lay_out_run(run: Vec<Item>, rules: &[super::paths::Rule], styles: &[FontStyle]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut segments: Vec<Segment> = Vec::new();
    for item in run {
        match item {
            Item::Segment(segment) => segments.push(segment),
            Item::Table(table) => {
                let before = std::mem::take(&mut segments);
                pieces.extend(lay_out_lines(before, rules, styles));
                pieces.push(Piece::Table(table));
            }
        }
    }
    pieces.extend(lay_out_lines(segments, rules, styles));
    pieces
}

fn lay_out_lines(segments: Vec<Segment>, rules: &[super::paths::Rule], styles: &[FontStyle]) -> Vec<Piece> {
    let lines = super::lines::lines(segments);
    let mut pieces = Vec::new();
    let mut text: Vec<Line> = Vec::new();
    for part in super::framed::split(lines, rules) {
        match part {
            super::aligned::Part::Line(line) => text.push(line),
            super::aligned::Part::Table(table) => {
                let before = std::mem::take(&mut text);
                pieces.extend(blocks::blocks(before, styles).into_iter().map(Piece::Text));
                pieces.push(Piece::Table(table));
            }
        }
    }
    pieces.extend(blocks::blocks(text, styles).into_iter().map(Piece::Text));
    pieces
}
