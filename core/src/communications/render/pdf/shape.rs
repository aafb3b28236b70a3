//! From text to lines of glyphs: breaking, both directions of writing, letters that other fonts must lend.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::layout::{Alignment, AlignmentOptions, Layout, Line as Broken};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};

use crate::communications::draft::ColumnAlign;
use crate::communications::render::pdf::fonts::{FAMILIES, Fonts};
use crate::error::{Error, Result};

/// How text looks. Sizes are in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) grey: bool,
    pub(super) align: ColumnAlign,
}

impl Style {
    /// The height of a line for each point of size.
    const LEADING: f32 = 1.36;

    pub(super) const BODY: Self = Self { size: 10.5, bold: false, grey: false, align: ColumnAlign::Start };
    pub(super) const TABLE: Self = Self { size: 9.5, ..Self::BODY };
    pub(super) const SMALL: Self = Self { size: 7.5, grey: true, ..Self::BODY };

    pub(super) fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn aligned(self, align: ColumnAlign) -> Self {
        Self { align, ..self }
    }

    /// The height of a line.
    pub(super) fn leading(&self) -> f32 {
        self.size * Self::LEADING
    }
}

/// A line of glyphs, placed from its own left upper corner.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    pub(super) text: Rc<str>,
    /// Where its letters stand, from the top of the line.
    pub(super) baseline: f32,
    pub(super) height: f32,
    pub(super) grey: bool,
}

/// Glyphs of one font side by side.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) font: Font,
    pub(super) size: f32,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// Breaks text into lines of a width.
///
/// # Errors
/// `unsupported` when no font has a letter of the text.
pub(super) fn lines(fonts: &mut Fonts, text: &str, style: Style, width: f32) -> Result<Vec<Line>> {
    let mut layout = layout(fonts, text, style);
    layout.break_all_lines(Some(width.max(style.size)));
    let alignment = match style.align {
        ColumnAlign::Start => Alignment::Start,
        ColumnAlign::End => Alignment::End,
    };
    layout.align(alignment, AlignmentOptions::default());
    let text: Rc<str> = Rc::from(text);
    let mut missing = BTreeSet::new();
    let mut lines = Vec::new();
    for broken in layout.lines() {
        lines.push(line(fonts, &broken, &text, style, &mut missing));
    }
    match missing.is_empty() {
        true => Ok(lines),
        false => Err(lacking(&missing)),
    }
}

/// Returns the widths of a text: of its longest word, and without any break but its own.
pub(super) fn widths(fonts: &mut Fonts, text: &str, style: Style) -> (f32, f32) {
    let widths = layout(fonts, text, style).calculate_content_widths();
    (widths.min, widths.max)
}

fn layout(fonts: &mut Fonts, text: &str, style: Style) -> Layout<()> {
    let direction = fonts.direction;
    let mut builder = fonts.layout.ranged_builder(&mut fonts.context, text, 1.0, false);
    let families = FAMILIES.map(|name| FontFamilyName::Named(Cow::Borrowed(name)));
    builder.set_base_direction(direction);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Owned(families.to_vec()))));
    builder.push_default(StyleProperty::FontSize(style.size));
    builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(style.leading())));
    builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
    let weight = if style.bold { FontWeight::BOLD } else { FontWeight::NORMAL };
    builder.push_default(StyleProperty::FontWeight(weight));
    builder.build(text)
}

fn line(
    fonts: &mut Fonts,
    broken: &Broken<'_, ()>,
    text: &Rc<str>,
    style: Style,
    missing: &mut BTreeSet<char>,
) -> Line {
    let metrics = broken.metrics();
    let mut x = metrics.offset;
    let mut runs = Vec::new();
    for run in broken.runs() {
        let start = x;
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            if cluster.is_ligature_continuation() {
                if let Some(glyph) = glyphs.last_mut() {
                    glyph.text_range.start = glyph.text_range.start.min(range.start);
                    glyph.text_range.end = glyph.text_range.end.max(range.end);
                }
                continue;
            }
            let letters = text.get(range.clone()).unwrap_or_default();
            for glyph in cluster.glyphs() {
                if glyph.id == 0 {
                    missing.extend(letters.chars().filter(|c| !is_invisible(*c)));
                    continue;
                }
                glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / style.size,
                    glyph.x / style.size,
                    glyph.y / style.size,
                    0.0,
                    range.clone(),
                    None,
                ));
                x += glyph.advance;
            }
        }
        let font = fonts.embedded(run.font());
        if let Some(font) = font.filter(|_| !glyphs.is_empty()) {
            runs.push(Run { x: start, font, size: style.size, glyphs });
        }
    }
    Line {
        runs,
        text: text.clone(),
        baseline: metrics.baseline - metrics.block_min_coord,
        height: style.leading(),
        grey: style.grey,
    }
}

/// Says whether a character shows nothing by itself.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200C}'..='\u{200F}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}')
}

fn lacking(missing: &BTreeSet<char>) -> Error {
    let named: Vec<String> =
        missing.iter().take(5).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    Error::unsupported(format!(
        "the fonts for PDF lack letters of this draft: {}; send it as mail or as a Word file",
        named.join(", ")
    ))
}
