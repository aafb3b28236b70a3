//! Fonts: what a code of a text string means, how wide it is, and how the font looks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::decode;
use crate::documents::limits::Budget;
use crate::error::Result;

/// The largest font program or character map that is unpacked.
const LARGEST_PROGRAM: u64 = 48 << 20;
/// The most widths that a CID font may list.
const MOST_WIDTHS: u64 = 300_000;

/// What a code of a string draws.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    /// The characters; unused places are `\0`. All `\0` when unknown.
    pub text: [char; 4],
    /// The advance in text space for size 1.
    pub advance: f32,
}

/// A font of the file.
pub(super) struct LoadedFont<'a> {
    font: Option<Font<'a>>,
    /// The position in [`Fonts::styles`].
    pub style: u16,
    /// Whether glyphs advance downwards.
    pub vertical: bool,
    codes: RefCell<HashMap<u32, Code>>,
}

/// How a font looks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FontStyle {
    /// The name without the subset prefix.
    pub name: String,
    /// Whether it is bold or heavier.
    pub bold: bool,
    /// Whether it is italic or oblique.
    pub italic: bool,
    /// Whether all glyphs have the same width.
    pub mono: bool,
    /// Whether it holds the signs of formulas.
    pub math: bool,
    /// The width of its space for size 1, where it has one.
    pub space: Option<f32>,
}

/// The fonts of one file.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    resolver: FontResolverFn,
    cmaps: CMapResolverFn,
    loaded: HashMap<usize, Rc<LoadedFont<'a>>>,
    /// The looks, by [`LoadedFont::style`].
    pub styles: Vec<FontStyle>,
}

impl<'a> Fonts<'a> {
    /// Starts with no font.
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            resolver: Arc::new(|query| {
                Some(match query {
                    FontQuery::Standard(font) => font.get_font_data(),
                    FontQuery::Fallback(query) => query.pick_standard_font().get_font_data(),
                })
            }),
            cmaps: Arc::new(load_embedded),
            loaded: HashMap::new(),
            styles: Vec::new(),
        }
    }

    /// Returns the font of a dictionary, loading it at first use.
    ///
    /// # Errors
    /// `limit_exceeded` when its program unpacks to more than the budget has left.
    pub(super) fn font(&mut self, dict: &Dict<'a>, budget: &Budget) -> Result<Rc<LoadedFont<'a>>> {
        let key = dict.data().as_ptr() as usize;
        if let Some(font) = self.loaded.get(&key) {
            return Ok(Rc::clone(font));
        }
        let font =
            if is_safe(dict, budget)? { self.cache.font(dict, &self.resolver, &self.cmaps) } else { None };
        let style = style(dict, font.as_ref());
        let index = match self.styles.iter().position(|known| *known == style) {
            Some(index) => index,
            None if self.styles.len() < usize::from(u16::MAX) => {
                self.styles.push(style);
                self.styles.len() - 1
            }
            None => 0,
        };
        let vertical = font.as_ref().is_some_and(|font| !font.is_horizontal());
        let loaded =
            Rc::new(LoadedFont { font, style: index as u16, vertical, codes: RefCell::new(HashMap::new()) });
        self.loaded.insert(key, Rc::clone(&loaded));
        Ok(loaded)
    }
}

impl LoadedFont<'_> {
    /// Reads the next code of a string: the code and its length in bytes, at least 1.
    pub(super) fn read_code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        match &self.font {
            Some(font) if at < bytes.len() => {
                let (code, length) = font.read_code(bytes, at);
                (code, length.max(1))
            }
            _ => (u32::from(bytes.get(at).copied().unwrap_or(0)), 1),
        }
    }

    /// Returns what a code draws.
    pub(super) fn code(&self, code: u32) -> Code {
        if let Some(known) = self.codes.borrow().get(&code) {
            return *known;
        }
        let fresh = self.look_up(code);
        self.codes.borrow_mut().insert(code, fresh);
        fresh
    }

    fn look_up(&self, code: u32) -> Code {
        let Some(font) = &self.font else {
            let character = u8::try_from(code).map_or('\0', char::from);
            return Code { text: [character, '\0', '\0', '\0'], advance: 0.5 };
        };
        let advance = font.code_advance(code);
        let advance = if self.vertical { advance.y } else { advance.x } as f32 / 1000.0;
        let unicode = match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let mut text = ['\0'; 4];
        let mut place = text.iter_mut();
        match unicode {
            Some(BfString::Char(character)) => put(&mut place, character),
            Some(BfString::String(string)) => string.chars().for_each(|character| put(&mut place, character)),
            None => {}
        }
        // Absurd widths would tear a line apart.
        let advance = if advance.is_finite() && advance.abs() < 20.0 { advance } else { 0.5 };
        Code { text, advance }
    }
}

fn put(place: &mut std::slice::IterMut<'_, char>, character: char) {
    for character in readable(character).chars() {
        if let Some(place) = place.next() {
            *place = character;
        }
    }
}

/// Spells out ligatures, and reads the private characters of symbol fonts as what they look like.
fn readable(character: char) -> String {
    match character {
        '\u{FB00}' => "ff".into(),
        '\u{FB01}' => "fi".into(),
        '\u{FB02}' => "fl".into(),
        '\u{FB03}' => "ffi".into(),
        '\u{FB04}' => "ffl".into(),
        '\u{FB05}' | '\u{FB06}' => "st".into(),
        '\u{F0B7}' | '\u{F06C}' | '\u{F09F}' => "•".into(),
        '\u{F0A7}' | '\u{F06E}' => "▪".into(),
        '\u{F0FC}' | '\u{F0FE}' => "✓".into(),
        '\u{F0E0}' | '\u{F0E8}' => "→".into(),
        '\u{F0D8}' => "➢".into(),
        '\u{F020}'..='\u{F07E}' => {
            char::from_u32(u32::from(character) - 0xF000).map(String::from).unwrap_or_default()
        }
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' | '\t' | '\n' | '\r' => " ".into(),
        '\u{2010}' | '\u{2011}' => "-".into(),
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' => String::new(),
        character if character.is_control() => String::new(),
        character => character.into(),
    }
}

/// Says whether hayro-font can load the font in bounded memory.
fn is_safe(dict: &Dict<'_>, budget: &Budget) -> Result<bool> {
    let parts = [Some(dict.clone()), descendant(dict)];
    for part in parts.into_iter().flatten() {
        let in_range =
            |key: &[u8]| part.get::<Number>(key).is_none_or(|code| (0.0..=65_535.0).contains(&code.as_f64()));
        if !in_range(b"FirstChar") || !in_range(b"LastChar") || !widths_are_few(&part, budget)? {
            return Ok(false);
        }
        let descriptor = part.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let streams = [
            (&descriptor, &b"FontFile"[..]),
            (&descriptor, b"FontFile2"),
            (&descriptor, b"FontFile3"),
            (&part, b"ToUnicode"),
            (&part, b"Encoding"),
            (&part, b"CIDToGIDMap"),
        ];
        for (holder, key) in streams {
            if let Some(stream) = holder.get::<Stream<'_>>(key)
                && !is_small(&stream, budget)?
            {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn is_small(stream: &Stream<'_>, budget: &Budget) -> Result<bool> {
    let raw = stream.raw_data().len() as u64;
    let filters = stream.filters().len() as u32;
    // Deflate packs at most 1032 to 1: what is shorter needs no look.
    if filters <= 1 && raw.saturating_mul(1032) <= LARGEST_PROGRAM {
        return Ok(true);
    }
    if filters == 1 {
        return Ok(decode::inflated_size(&stream.raw_data(), LARGEST_PROGRAM, budget)? <= LARGEST_PROGRAM);
    }
    if filters == 0 {
        return Ok(raw <= LARGEST_PROGRAM);
    }
    let Some(data) = decode::decode(stream, budget)? else { return Ok(false) };
    budget.release(data.len() as u64);
    Ok(data.len() as u64 <= LARGEST_PROGRAM)
}

/// Counts the ranges of `/W` and `/W2`: hayro-font stores a width for each code of a range.
fn widths_are_few(font: &Dict<'_>, budget: &Budget) -> Result<bool> {
    for key in [&b"W"[..], b"W2"] {
        let Some(list) = font.get::<Array<'_>>(key) else { continue };
        let mut total = 0_u64;
        let mut first = None;
        for object in list.iter::<Object<'_>>() {
            budget.check()?;
            match object {
                Object::Number(number) => match first.take() {
                    None => first = Some(number.as_f64()),
                    Some(start) => {
                        // Over-counts pairs that are no ranges, hence the generous limit.
                        let code = number.as_f64();
                        total = total.saturating_add((code - start).clamp(0.0, 70_000.0) as u64);
                        first = Some(code);
                        if code.is_nan() || code > 1_200_000.0 {
                            return Ok(false);
                        }
                    }
                },
                Object::Array(widths) => {
                    first = None;
                    total = total.saturating_add(widths.data().len() as u64 / 2);
                }
                _ => first = None,
            }
        }
        if total > MOST_WIDTHS * 4 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>(b"DescendantFonts")?.iter::<Dict<'a>>().next()
}

fn style(dict: &Dict<'_>, font: Option<&Font<'_>>) -> FontStyle {
    let inner = descendant(dict);
    let descriptor = dict
        .get::<Dict<'_>>(b"FontDescriptor")
        .or_else(|| inner.as_ref()?.get::<Dict<'_>>(b"FontDescriptor"))
        .unwrap_or_default();
    let name = dict
        .get::<Name<'_>>(b"BaseFont")
        .or_else(|| descriptor.get::<Name<'_>>(b"FontName"))
        .map(|name| name.as_str().to_owned())
        .unwrap_or_default();
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    };
    let lower = name.to_ascii_lowercase();
    let flags = descriptor.get::<u32>(b"Flags").unwrap_or(0);
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let weight = descriptor.get::<f32>(b"FontWeight").unwrap_or(0.0);
    let stem = descriptor.get::<f32>(b"StemV").unwrap_or(0.0);
    let tex_bold = ["cmbx", "cmssbx", "ptmb", "phvb", "pplb", "sfbx", "ecbx", "nimbussanl-bold"]
        .iter()
        .any(|prefix| lower.starts_with(prefix));
    let bold = says(&["bold", "black", "heavy", "demi", "-medi"])
        || tex_bold
        || (lower.starts_with("lin") && lower.trim_end_matches('i').ends_with("tb"))
        || lower.ends_with("-bd")
        || lower.ends_with("-b")
        || lower.ends_with(".b")
        || weight >= 600.0
        || flags & (1 << 18) != 0
        || (140.0..400.0).contains(&stem);
    let italic = says(&["italic", "oblique"]) || lower.starts_with("cmti") || flags & (1 << 6) != 0;
    let mono = says(&["courier", "mono", "consol", "cmtt", "typewriter"]) || flags & 1 != 0;
    let math =
        ["cmsy", "cmmi", "cmex", "msbm", "msam", "eufm", "rsfs", "stmary", "latinmodernmath", "cambriamath"]
            .iter()
            .any(|prefix| lower.starts_with(prefix))
            || says(&["math"]);
    let space = font.and_then(|font| {
        let code = if inner.is_some() { 3 } else { 32 };
        let is_space = match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        matches!(is_space, Some(BfString::Char(' ' | '\u{A0}')))
            .then(|| font.code_advance(code).x as f32 / 1000.0)
            .filter(|width| (0.1..1.0).contains(width))
    });
    FontStyle { name, bold, italic, mono, math, space }
}
