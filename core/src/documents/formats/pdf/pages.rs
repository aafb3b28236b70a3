//! All pages of a file: read one by one, then judged together and written out in reading order.

use hayro_syntax::Pdf as File;

use super::blocks::TextPiece;
use super::captions::{self, Captioned};
use super::fonts::Fonts;
use super::furniture::{Furniture, Repeated};
use super::geometry::Bounds;
use super::headings::Profile;
use super::images;
use super::interpret::Interpreter;
use super::layout::{self, Piece, TablePiece};
use super::lists;
use crate::documents::build::DocumentBuilder;
use crate::documents::model::BlockKind;
use crate::error::Result;
use crate::evidence::Place;

/// A page with its pieces in reading order.
pub(super) struct PageLayout {
    /// The number, from 1.
    pub number: u32,
    /// The box of the page.
    pub bounds: Bounds,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// Reads all pages.
///
/// # Errors
/// `limit_exceeded` when the budget is used up.
pub(super) fn read(file: &File, out: &mut DocumentBuilder) -> Result<Vec<PageLayout>> {
    let budget = out.budget().clone();
    let limit = budget.limits().pages as usize;
    let mut fonts = Fonts::new();
    let mut layouts = Vec::new();
    if file.pages().len() > limit {
        out.note(
            "truncated",
            format!("only the first {limit} of {} pages were read", file.pages().len()),
            None,
        );
    }
    for (index, page) in file.pages().iter().take(limit).enumerate() {
        let number = index as u32 + 1;
        let before = budget.remaining();
        let mut drawn = Interpreter::run_page(page, &mut fonts, &budget)?;
        let (width, height) = page.render_dimensions();
        let bounds = Bounds::new(0.0, 0.0, width, height);
        if drawn.damaged {
            out.note("damaged", "a part of the page's content cannot be read", Some(number));
        }
        images::note_scan(&drawn, bounds, number, out)?;
        let pieces = layout::lay_out(&mut drawn, bounds, &fonts.styles, &budget)?;
        drop(drawn);
        // What the page took while it was read is free again; its text is counted by the builder.
        budget.release(before.saturating_sub(budget.remaining()));
        layouts.push(PageLayout { number, bounds, pieces });
    }
    Ok(layouts)
}

/// Writes all pages out.
///
/// # Errors
/// `limit_exceeded` when the text outgrows the budget.
pub(super) fn write(pages: &[PageLayout], out: &mut DocumentBuilder) -> Result<()> {
    let roles = Repeated::new(pages).roles(pages);
    let content = pages.iter().flat_map(|page| {
        let roles = &roles;
        let pieces = page.pieces.iter().enumerate();
        pieces.filter(move |(index, _)| !roles.contains_key(&(page.number, *index))).map(|(_, piece)| piece)
    });
    let profile = Profile::new(content);
    for page in pages {
        for (index, piece) in page.pieces.iter().enumerate() {
            match piece {
                Piece::Table(table) => write_table(table, page.number, out)?,
                Piece::Text(text) => {
                    let next = match page.pieces.get(index + 1) {
                        Some(Piece::Text(next)) => Some(next),
                        _ => None,
                    };
                    let kind = match roles.get(&(page.number, index)) {
                        Some(Furniture::Header) => BlockKind::Header,
                        Some(Furniture::Footer) => BlockKind::Footer,
                        None => kind(text, next, &profile),
                    };
                    write_text(text, kind, page.number, out)?;
                }
            }
        }
    }
    Ok(())
}

fn kind(piece: &TextPiece, next: Option<&TextPiece>, profile: &Profile) -> BlockKind {
    if profile.is_heading(piece, next) {
        return BlockKind::Heading { level: profile.level(piece) };
    }
    if captions::captioned(&piece.text()) == Some(Captioned::Figure) {
        return BlockKind::Figure;
    }
    if let Some((marker, _)) = lists::marker(&piece.text()) {
        return BlockKind::ListItem { depth: 0, marker: marker.to_owned() };
    }
    if piece.lines.len() > 1 && piece.lines.iter().all(|line| line.mono) {
        return BlockKind::Code;
    }
    BlockKind::Paragraph
}

fn write_text(piece: &TextPiece, kind: BlockKind, page: u32, out: &mut DocumentBuilder) -> Result<()> {
    let place = Place::Page { page, area: Some(piece.bounds.area()) };
    let mut text = piece.text();
    if let BlockKind::ListItem { .. } = kind {
        text = lists::marker(&text).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    }
    if kind == BlockKind::Code {
        text = piece.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    }
    out.block(kind, &text, place, None)?;
    Ok(())
}

fn write_table(table: &TablePiece, page: u32, out: &mut DocumentBuilder) -> Result<()> {
    let place = Place::Page { page, area: Some(table.bounds.area()) };
    out.table(table.cells.clone(), place, None)?;
    Ok(())
}
