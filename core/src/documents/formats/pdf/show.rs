//! Text showing: strings become glyphs with a place (ISO 32000-1, 9.4).

use super::geometry::Matrix;
use super::glyphs::{Glyph, Turn};
use super::interpret::Interpreter;
use super::state::State;
use crate::error::Result;

/// What a kept glyph costs in memory, with what layout makes of it.
const GLYPH_BYTES: u64 = 64;

/// The text matrix and the matrix of the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPosition {
    matrix: Matrix,
    line: Matrix,
}

impl Default for TextPosition {
    fn default() -> Self {
        Self { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }
}

impl TextPosition {
    /// Sets both matrices.
    pub(super) fn set(&mut self, matrix: Matrix) {
        if matrix.is_sane() {
            (self.matrix, self.line) = (matrix, matrix);
        }
    }

    /// Moves to the next line.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line.moved(x, y));
    }

    /// Applies a number of `TJ`, in thousandths of the size.
    pub(super) fn kern(&mut self, state: &State<'_>, amount: f64) {
        let by = -amount / 1000.0 * state.size;
        if state.font.as_ref().is_some_and(|font| font.vertical) {
            self.advance(0.0, by);
        } else {
            self.advance(by * state.scale, 0.0);
        }
    }

    fn advance(&mut self, x: f64, y: f64) {
        let next = self.matrix.moved(x, y);
        if next.is_sane() {
            self.matrix = next;
        }
    }
}

impl Interpreter<'_, '_> {
    /// Shows a string.
    ///
    /// # Errors
    /// `limit_exceeded` when the budget is used up.
    pub(super) fn show(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(font) = self.state.font.clone() else { return Ok(()) };
        self.budget.charge(bytes.len() as u64 * GLYPH_BYTES)?;
        let mut at = 0;
        while at < bytes.len() {
            let (number, length) = font.read_code(bytes, at);
            let code = font.code(number);
            let space = if length == 1 && bytes.get(at) == Some(&b' ') { self.state.word_space } else { 0.0 };
            at += length;
            let along = f64::from(code.advance) * self.state.size + self.state.character_space + space;
            let drawn = f64::from(code.advance) * self.state.size;
            self.place(&code.text, drawn, font.style, font.vertical);
            if font.vertical {
                self.text.advance(0.0, along);
            } else {
                self.text.advance(along * self.state.scale, 0.0);
            }
        }
        Ok(())
    }

    fn place(&mut self, text: &[char; 4], width: f64, style: u16, vertical: bool) {
        let count = text.iter().take_while(|&&character| character != '\0').count();
        if count == 0 {
            self.drawn.unknown += 1;
            return;
        }
        let total = self.text.matrix.then(self.state.matrix);
        let [a, b, c, d, ..] = total.0;
        let size = self.state.size.abs() * c.hypot(d);
        if !(0.1..5_000.0).contains(&size) {
            return;
        }
        let flip = self.state.size.signum();
        let turn = Turn::of(a * flip, b * flip);
        let (start, end) = if vertical {
            // Each character stands upright: one short line of its own.
            let middle = total.apply(0.0, self.state.rise - 0.85 * self.state.size);
            ((middle.0 - size / 2.0, middle.1), (middle.0 + size / 2.0, middle.1))
        } else {
            let stretched = width * self.state.scale;
            (total.apply(0.0, self.state.rise), total.apply(stretched, self.state.rise))
        };
        let (x0, y) = turn.frame(start.0, start.1);
        let (x1, _) = turn.frame(end.0, end.1);
        let (x0, x1) = (x0.min(x1), x0.max(x1));
        let step = (x1 - x0) / count as f64;
        for (index, &character) in text.iter().take(count).enumerate() {
            let from = x0 + step * index as f64;
            self.drawn.glyphs.push(Glyph {
                x0: from as f32,
                x1: (from + step) as f32,
                y: y as f32,
                size: size as f32,
                font: style,
                turn,
                character,
                doubled: false,
            });
        }
    }
}

/// Puts the actual text in the place of the glyphs from `first` on, when they stand on one line.
pub(super) fn replace(glyphs: &mut Vec<Glyph>, first: usize, text: &str) {
    let Some((&head, rest)) = glyphs.get(first..).and_then(<[Glyph]>::split_first) else { return };
    let on_one_line =
        rest.iter().all(|glyph| (glyph.y - head.y).abs() < head.size * 0.6 && glyph.turn == head.turn);
    let drawn: Vec<char> = text.chars().filter(|c| !c.is_control() && *c != '\u{200B}').collect();
    if !on_one_line || drawn.len() > 400 {
        return;
    }
    let end = rest.iter().fold(head.x1, |end, glyph| end.max(glyph.x1));
    let start = rest.iter().fold(head.x0, |start, glyph| start.min(glyph.x0));
    glyphs.truncate(first);
    let step = (end - start) / drawn.len().max(1) as f32;
    for (index, character) in drawn.into_iter().enumerate() {
        let x0 = start + step * index as f32;
        let character = if character == '\u{A0}' { ' ' } else { character };
        glyphs.push(Glyph { x0, x1: x0 + step, character, ..head });
    }
}
