//! Lines of running text become blocks: paragraphs, items, lines of their own.

use super::fonts::FontStyle;
use super::geometry::Bounds;
use super::lines::Line;
use super::lists;

/// Lines that belong together, with their common look.
#[derive(Debug, Clone)]
pub(super) struct TextPiece {
    /// The lines.
    pub lines: Vec<TextLine>,
    /// The box around them.
    pub bounds: Bounds,
    /// The free space above in points, up to the line before in the same column.
    pub space: f32,
}

/// A line with its look.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    /// The text.
    pub text: String,
    /// The box.
    pub bounds: Bounds,
    /// The baseline.
    pub base: f32,
    /// The size of most of its text.
    pub size: f32,
    /// The size of its largest letters: small capitals mix two sizes.
    pub top: f32,
    /// The style of the font of most of its text.
    pub font: u16,
    /// Whether (nearly) all of it is bold.
    pub bold: bool,
    /// Whether (nearly) all of it is italic.
    pub italic: bool,
    /// Whether (nearly) all of it has fixed widths.
    pub mono: bool,
}

impl TextPiece {
    /// Returns the text: lines joined, words mended that were broken at line ends.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            append_line(&mut text, &line.text);
        }
        text
    }

    /// Returns the size of the first line.
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }

    /// Says whether every line is italic.
    pub(super) fn is_italic(&self) -> bool {
        self.lines.iter().all(|line| line.italic)
    }

    /// Says whether every line is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.lines.iter().all(|line| line.bold)
    }
}

/// Appends a line, and mends a word that was broken at the end of the line before.
pub(super) fn append_line(text: &mut String, line: &str) {
    if text.is_empty() {
        text.push_str(line);
        return;
    }
    let lower = line.chars().next().is_some_and(char::is_lowercase);
    let mut end = text.chars().rev();
    let last = end.next();
    let before = end.next();
    let broken = before.is_some_and(char::is_alphabetic) && lower;
    match last {
        Some('\u{AD}') if broken => {
            text.pop();
        }
        Some('-') if broken && !is_compound(text, line) => {
            text.pop();
        }
        Some('-' | '/') if before.is_some_and(|c| !c.is_whitespace()) => {}
        Some(last) if is_ideograph(last) && line.chars().next().is_some_and(is_ideograph) => {}
        _ => text.push(' '),
    }
    text.push_str(line);
}

/// Says whether a character is written without spaces between words.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Says whether the hyphen at a line's end belongs to a compound, as in `so-/called` or `Ein- und Ausgang`.
fn is_compound(text: &str, line: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = line.split(char::is_whitespace).next().unwrap_or_default();
    matches!(next, "und" | "oder" | "and" | "or" | "bzw.") || word.trim_end_matches('-').contains('-')
}

/// Groups the lines of one column to blocks.
pub(super) fn blocks(lines: Vec<Line>, styles: &[FontStyle]) -> Vec<TextPiece> {
    let right = lines.iter().map(|line| line.bounds.x1).fold(f32::MIN, f32::max);
    let left = lines.iter().map(|line| line.bounds.x0).fold(f32::MAX, f32::min);
    let pitch = usual_pitch(&lines);
    let mut out: Vec<TextPiece> = Vec::new();
    for line in lines {
        let line = styled(&line, styles);
        let previous = out.last().and_then(|piece: &TextPiece| piece.lines.last());
        let space = previous.map_or(f32::MAX, |previous| line.bounds.y0 - previous.bounds.y1);
        let joins = previous.is_some_and(|previous| {
            let first = out.last().and_then(|piece| piece.lines.first()).map_or(previous, |first| first);
            continues(previous, first, &line, pitch, (left, right))
        });
        match out.last_mut() {
            Some(piece) if joins => {
                piece.bounds = piece.bounds.joined(line.bounds);
                piece.lines.push(line);
            }
            _ => out.push(TextPiece { bounds: line.bounds, lines: vec![line], space }),
        }
    }
    out
}

fn styled(line: &Line, styles: &[FontStyle]) -> TextLine {
    let (mut all, mut bold, mut italic, mut mono) = (0, 0, 0, 0);
    let (mut top, mut fonts) = (0.0_f32, std::collections::BTreeMap::<u16, usize>::new());
    for word in line.segments.iter().flat_map(|segment| &segment.words) {
        let count = word.text.chars().count();
        all += count;
        *fonts.entry(word.font).or_default() += count;
        if word.text.chars().any(char::is_alphabetic) {
            top = top.max(word.size);
        }
        bold += if word.bold { count } else { 0 };
        if let Some(style) = styles.get(usize::from(word.font)) {
            italic += if style.italic { count } else { 0 };
            mono += if style.mono { count } else { 0 };
        }
    }
    let most = |part: usize| part * 10 >= all * 9;
    TextLine {
        text: visible_hyphens(line.text()),
        bounds: line.bounds,
        base: line.base,
        size: line.size,
        top: top.max(line.size),
        font: fonts.into_iter().max_by_key(|&(_, count)| count).map_or(0, |(font, _)| font),
        bold: most(bold),
        italic: most(italic),
        mono: most(mono),
    }
}

/// Reads soft hyphens inside a line, which are drawn there, as hyphens.
fn visible_hyphens(text: String) -> String {
    match text.strip_suffix('\u{AD}') {
        Some(start) => start.replace('\u{AD}', "-") + "\u{AD}",
        None => text.replace('\u{AD}', "-"),
    }
}

/// Returns the usual distance of baselines relative to the size.
fn usual_pitch(lines: &[Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| {
            let (a, b) = (pair.first()?, pair.get(1)?);
            ((a.size - b.size).abs() < 0.5).then_some((b.base - a.base) / a.size.max(1.0))
        })
        .filter(|step| (0.8..2.6).contains(step))
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 3).copied().unwrap_or(1.25)
}

/// Says whether a line goes on with the block before.
fn continues(
    previous: &TextLine,
    first: &TextLine,
    line: &TextLine,
    pitch: f32,
    (left, right): (f32, f32),
) -> bool {
    let size = previous.size.max(line.size);
    let step = line.base - previous.base;
    if (previous.size - line.size).abs() > 0.09 * size || step < 0.0 || step > (pitch * 1.3).max(1.15) * size
    {
        return false;
    }
    if previous.bold != line.bold && (previous.text.chars().count() > 2 && line.text.chars().count() > 2) {
        let whole_line = |line: &TextLine| line.bounds.x1 > right - 0.1 * (right - left);
        // Bold type that runs on to the line's end goes over into the paragraph.
        if !(previous.bold && whole_line(previous) && !whole_line(line)) {
            return false;
        }
    }
    let alone = previous.bounds.x1 - left < 0.75 * (right - left) && !previous.text.ends_with(['.', ',']);
    if previous.font != line.font
        && alone
        && std::ptr::eq(previous, first)
        && previous.text.chars().count() > 2
    {
        return false;
    }
    if previous.mono != line.mono {
        return false;
    }
    if lists::marker(&line.text).is_some() {
        let numbers = line.text.chars().next().is_some_and(|c| c.is_ascii_digit());
        // A number at the start of a line of running text is seldom a marker.
        if !(numbers
            && previous.bounds.x1 > right - 2.0 * size
            && (line.bounds.x0 - previous.bounds.x0).abs() < 1.0)
        {
            return false;
        }
        return lists::marker(&first.text).is_none();
    }
    let width = (right - left).max(1.0);
    let ended = previous.text.ends_with(['.', '!', '?', ':', '”', '"']);
    let short = previous.bounds.x1 < right - 0.12 * width;
    let indented = line.bounds.x0 > previous.bounds.x0 + 0.8 * size;
    let hanging = lists::marker(&first.text).is_some() || previous.bounds.x0 < first.bounds.x0 - 0.5 * size;
    if indented && !hanging && (ended || short) && line.bounds.x0 < left + 0.3 * width {
        return false;
    }
    !(ended && short && step > 1.02 * pitch * size && width > 20.0 * size)
        && !(short
            && previous.bounds.x1 - previous.bounds.x0 < 0.45 * width
            && width > 25.0 * size
            && !centred(previous, line))
}

fn centred(a: &TextLine, b: &TextLine) -> bool {
    (a.bounds.middle().0 - b.bounds.middle().0).abs() < 2.0
}
