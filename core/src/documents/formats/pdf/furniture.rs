//! Page furniture: headers and footers that repeat from page to page, and page numbers.

use std::collections::{HashMap, HashSet};

use super::blocks::TextPiece;
use super::layout::Piece;
use super::pages::PageLayout;

/// Which part of the page, from each edge, headers and footers lie in.
const MARGIN: f32 = 0.13;

/// The role of a block that is no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// At the top.
    Header,
    /// At the bottom.
    Footer,
}

/// Knows what repeats.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    seen: HashMap<(bool, String), usize>,
    /// Texts at the same place, wherever on the page.
    fixed: HashMap<(i32, i32, String), usize>,
    pages: usize,
}

impl Repeated {
    /// Counts the blocks in the margins of all pages.
    pub(super) fn new(pages: &[PageLayout]) -> Self {
        let mut seen: HashMap<(bool, String), usize> = HashMap::new();
        for page in pages {
            let mut keys: Vec<(bool, String)> = page
                .pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Text(text) => Some((zone(text, page)? == Furniture::Header, key(text))),
                    Piece::Table(_) => None,
                })
                .collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                *seen.entry(key).or_default() += 1;
            }
        }
        let mut fixed: HashMap<(i32, i32, String), usize> = HashMap::new();
        for piece in pages.iter().flat_map(|page| &page.pieces) {
            if let Piece::Text(text) = piece
                && text.lines.len() <= 3
            {
                *fixed.entry(place(text)).or_default() += 1;
            }
        }
        Self { seen, fixed, pages: pages.len() }
    }

    /// Returns the role of each block of a file that is furniture, by page and position. What repeats stays
    /// content where it first stands: a letterhead or title is read once.
    pub(super) fn roles(&self, pages: &[PageLayout]) -> HashMap<(u32, usize), Furniture> {
        let mut roles = HashMap::new();
        let mut known: HashSet<String> = HashSet::new();
        for page in pages {
            for (index, piece) in page.pieces.iter().enumerate() {
                let Piece::Text(text) = piece else { continue };
                let Some(role) = self.role(text, page) else { continue };
                if is_page_number(&text.text()) || !known.insert(key(text)) {
                    roles.insert((page.number, index), role);
                }
            }
        }
        roles
    }

    fn role(&self, piece: &TextPiece, page: &PageLayout) -> Option<Furniture> {
        let always = piece.lines.len() <= 3
            && self.pages >= 5
            && self.fixed.get(&place(piece)).is_some_and(|&times| times * 5 >= self.pages * 2);
        if always {
            let upper = piece.bounds.middle().1 < page.bounds.middle().1;
            return Some(if upper { Furniture::Header } else { Furniture::Footer });
        }
        let zone = zone(piece, page)?;
        if is_page_number(&piece.text()) {
            return Some(zone);
        }
        let times = self.seen.get(&(zone == Furniture::Header, key(piece))).copied().unwrap_or(0);
        // The title of a slide may stand on several in a row.
        let slides = page.bounds.width() > page.bounds.height() && zone == Furniture::Header;
        if slides && times * 10 < self.pages * 6 {
            return None;
        }
        let enough = if self.pages <= 3 { 2 } else { 3.max(self.pages / 8) };
        (self.pages > 1 && times >= enough && piece.lines.len() <= 4).then_some(zone)
    }
}

/// Returns the margin a block lies in.
fn zone(piece: &TextPiece, page: &PageLayout) -> Option<Furniture> {
    let height = page.bounds.height();
    if piece.bounds.y1 < page.bounds.y0 + MARGIN * height {
        Some(Furniture::Header)
    } else if piece.bounds.y0 > page.bounds.y1 - MARGIN * height {
        Some(Furniture::Footer)
    } else {
        None
    }
}

fn place(piece: &TextPiece) -> (i32, i32, String) {
    let step = |value: f32| (value / 4.0).round() as i32;
    (step(piece.bounds.x0), step(piece.bounds.y0), piece.text())
}

/// Returns the text with its numbers made equal.
fn key(piece: &TextPiece) -> String {
    let mut out = String::new();
    let mut digits = false;
    for character in piece.text().chars().take(200) {
        if character.is_ascii_digit() {
            if !digits {
                out.push('#');
            }
            digits = true;
        } else {
            digits = false;
            if !character.is_whitespace() {
                out.extend(character.to_lowercase());
            }
        }
    }
    out
}

/// Says whether a text is only the number of a page.
fn is_page_number(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let mut rest = lower.as_str();
    for word in ["page", "seite", "p.", "s."] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let rest = rest.replace(" of ", "/").replace(" von ", "/");
    let digits = rest.chars().filter(|c| c.is_ascii_digit()).count();
    let named = rest.len() != lower.len();
    (1..=8).contains(&digits)
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '—' | '/' | ' ' | '.' | '|' | '[' | ']'))
        && (named || digits <= 4)
}
