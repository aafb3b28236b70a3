//! Which blocks are headings, and of which level: by size, weight, capitals and numbering, each relative
//! to the body text of the whole file.

use std::collections::BTreeMap;

use super::blocks::TextPiece;
use super::captions;
use super::layout::Piece;
use super::lists;

/// The most characters of a heading.
const LONGEST: usize = 180;

/// The looks of the file's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Profile {
    /// The size of most text in points.
    pub body: f32,
    /// Whether most text of that size is bold.
    pub body_bold: bool,
    /// The style of the font of most text.
    font: u16,
    /// Whether one font sets most text, so that another one stands out.
    one_font: bool,
    /// The sizes of headings in quarter points, largest first.
    sizes: Vec<i32>,
}

impl Profile {
    /// Measures all pages.
    pub(super) fn new<'p>(pieces: impl Iterator<Item = &'p Piece> + Clone) -> Self {
        let mut weights: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
        for line in pieces.clone().filter_map(text).flat_map(|piece| &piece.lines) {
            let count = line.text.chars().count();
            let entry = weights.entry(quarter(line.size)).or_default();
            entry.0 += count;
            entry.1 += if line.bold { count } else { 0 };
        }
        let (body, body_bold) = weights
            .iter()
            .max_by_key(|(_, (count, _))| *count)
            .map_or((10.0, false), |(size, (count, bold))| (*size as f32 / 4.0, bold * 2 > *count));
        let mut fonts: BTreeMap<u16, usize> = BTreeMap::new();
        for line in pieces.clone().filter_map(text).flat_map(|piece| &piece.lines) {
            *fonts.entry(line.font).or_default() += line.text.chars().count();
        }
        let all: usize = fonts.values().sum();
        let (font, most) = fonts.into_iter().max_by_key(|&(_, count)| count).unwrap_or_default();
        let mut profile = Self { body, body_bold, font, one_font: most * 10 > all * 6, sizes: Vec::new() };
        let mut sizes: Vec<i32> = pieces
            .filter_map(text)
            .filter(|piece| profile.is_heading(piece, None))
            .map(|piece| quarter(piece.size()))
            .collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup_by(|next, previous| *previous - *next <= 2);
        profile.sizes = sizes;
        profile
    }

    /// Says whether a block is a heading; `next` is the block after it.
    pub(super) fn is_heading(&self, piece: &TextPiece, next: Option<&TextPiece>) -> bool {
        let text = piece.text();
        let text = text.trim();
        let characters = text.chars().count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || characters > LONGEST || piece.lines.len() > 4 || letters * 2 < characters {
            return false;
        }
        if piece.lines.iter().any(|line| line.mono) && piece.size() < self.body * 1.15 {
            return false;
        }
        let size = piece.size();
        let bullet = lists::marker(text).is_some_and(|(head, _)| !head.chars().any(char::is_alphanumeric));
        let dots = text.ends_with("...") || text.ends_with('…');
        let sentence = text.ends_with(['.', ',', ';']) && !is_numbered(text) && !dots;
        let address =
            text.contains('@') || text.contains("://") || (!text.contains(' ') && text.contains('.'));
        if bullet || text.ends_with([',', ';']) || address || captions::captioned(text).is_some() {
            return false;
        }
        let capital = text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
        let bold_and_large = piece.is_bold() && size >= self.body * 1.17;
        if sentence || !(capital || bold_and_large) {
            return false;
        }
        if size >= self.body * 1.17 {
            return characters <= 150;
        }
        if piece.is_bold() && !self.body_bold && size >= self.body * 0.97 {
            return piece.lines.len() <= 2 && characters <= 120 && !text.ends_with(':');
        }
        let alone = piece.lines.len() == 1 && piece.space > 0.35 * size;
        let top = piece.lines.first().map_or(size, |line| line.top);
        if !alone || top < self.body * 0.97 || text.ends_with(':') {
            return false;
        }
        let after = next.map_or(usize::MAX, |next| next.text().chars().count());
        let font = piece.lines.first().map_or(self.font, |line| line.font);
        let numbered = is_numbered(text) || is_lettered(text);
        let differs = font != self.font || piece.is_italic() || size > self.body * 1.04;
        after > characters
            && (is_known(text)
                || (numbered && differs && characters <= 90)
                || (is_capitals(text) && characters <= 70)
                || (font != self.font
                    && self.one_font
                    && characters <= 60
                    && after > 2 * characters
                    && after > 80))
    }

    /// Returns the level of a heading, from 1 to 6.
    pub(super) fn level(&self, piece: &TextPiece) -> u8 {
        let size = quarter(piece.size());
        let rank = self.sizes.iter().position(|known| size >= *known - 2).unwrap_or(self.sizes.len());
        let depth = numbering_depth(&piece.text());
        let level = rank + 1;
        let level = if depth > 1 { level.max(depth) } else { level };
        level.clamp(1, 6) as u8
    }
}

fn text(piece: &Piece) -> Option<&TextPiece> {
    match piece {
        Piece::Text(text) => Some(text),
        Piece::Table(_) => None,
    }
}

fn quarter(size: f32) -> i32 {
    (size * 4.0).round() as i32
}

/// Returns how many numbers a heading starts with: 2 for `3.1 Scope`.
fn numbering_depth(text: &str) -> usize {
    let head = text.split(' ').next().unwrap_or_default().trim_end_matches('.');
    let parts: Vec<&str> = head.split('.').collect();
    let numbers = parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()));
    if numbers { parts.len() } else { 0 }
}

/// Says whether a text starts with a section number and a capital: `2.1 Scope`, `IV. Scope`, `§ 4 Scope`.
fn is_numbered(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(' ') else { return false };
    let rest = rest.trim_start();
    let capital = rest.chars().next().is_some_and(|c| c.is_uppercase());
    let roman = head.len() <= 6
        && head.ends_with('.')
        && head.trim_end_matches('.').chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && head.len() > 1;
    let section = matches!(
        head,
        "§" | "Article" | "Artikel" | "Section" | "Chapter" | "Kapitel" | "Appendix" | "Anhang"
    ) && rest.chars().any(|c| c.is_ascii_digit());
    (capital && (numbering_depth(text) > 0 || roman)) || section
}

/// Says whether a text starts with a letter as its number: `A. Scope`.
fn is_lettered(text: &str) -> bool {
    let mut characters = text.chars();
    matches!(
        (characters.next(), characters.next(), characters.next(), characters.next()),
        (Some('A'..='Z'), Some('.' | ')'), Some(' '), Some(next)) if next.is_uppercase()
    )
}

fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().filter(|c| c.is_ascii_digit()).count() * 3 < letters
        && text.split(' ').count() <= 10
}

fn is_known(text: &str) -> bool {
    const KNOWN: [&str; 14] = [
        "abstract",
        "introduction",
        "references",
        "conclusion",
        "conclusions",
        "acknowledgements",
        "acknowledgments",
        "contents",
        "table of contents",
        "summary",
        "zusammenfassung",
        "einleitung",
        "inhaltsverzeichnis",
        "literaturverzeichnis",
    ];
    let lower = text.trim_end_matches([':', '.']).to_lowercase();
    KNOWN.contains(&lower.as_str())
}
