//! Glyphs become words: runs of one size on one baseline without a gap.

use std::collections::HashMap;

use super::fonts::FontStyle;
use super::geometry::Bounds;
use super::glyphs::Glyph;

/// A run of characters without a gap, in the frame of its direction.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// The characters.
    pub text: String,
    /// The box: from the ascenders to the descenders.
    pub bounds: Bounds,
    /// The baseline.
    pub base: f32,
    /// The size of its font in points.
    pub size: f32,
    /// The style of its font.
    pub font: u16,
    /// Whether it is printed bold.
    pub bold: bool,
    /// Whether it belongs to a formula.
    pub math: bool,
    /// Whether a space was drawn before it.
    pub spaced: bool,
    /// The gap that separates words in its font, in points.
    pub gap: f32,
}

/// Joins glyphs, in the order of drawing, to words.
pub(super) fn words(glyphs: &[Glyph], styles: &[FontStyle]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut spaced = false;
    let mut open = false;
    for glyph in glyphs {
        if glyph.character == ' ' {
            (spaced, open) = (true, false);
            continue;
        }
        let style = styles.get(usize::from(glyph.font));
        if open
            && let Some(word) = words.last_mut()
            && continues(word, glyph)
        {
            word.text.push(glyph.character);
            word.bounds.x1 = word.bounds.x1.max(glyph.x1);
            word.bold |= glyph.doubled;
            continue;
        }
        let bold = glyph.doubled || style.is_some_and(|style| style.bold);
        let gap = glyph.size
            * style.and_then(|style| style.space).map_or(0.16, |space| (0.55 * space).clamp(0.12, 0.3));
        words.push(Word {
            text: String::from(glyph.character),
            bounds: Bounds {
                x0: glyph.x0,
                y0: glyph.y - 0.8 * glyph.size,
                x1: glyph.x1,
                y1: glyph.y + 0.2 * glyph.size,
            },
            base: glyph.y,
            size: glyph.size,
            font: glyph.font,
            bold,
            math: style.is_some_and(|style| style.math),
            spaced,
            gap,
        });
        (spaced, open) = (false, true);
    }
    words
}

fn continues(word: &Word, glyph: &Glyph) -> bool {
    let gap = glyph.x0 - word.bounds.x1;
    (glyph.y - word.base).abs() < 0.08 * word.size
        && (glyph.size - word.size).abs() < 0.12 * word.size
        && gap < word.gap
        && gap > -0.45 * word.size
        && glyph.x1 > word.bounds.x0
        && (glyph.font == word.font || gap.abs() < word.gap)
}

/// Words side by side on one baseline, set apart from others by a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    /// The words from left to right.
    pub words: Vec<Word>,
    /// The box around them.
    pub bounds: Bounds,
    /// The baseline of most of its text.
    pub base: f32,
    /// The size of most of its text.
    pub size: f32,
}

impl Segment {
    /// Joins words that are in order.
    pub(super) fn new(words: Vec<Word>) -> Option<Self> {
        let mut bounds = words.first()?.bounds;
        let mut weights: HashMap<(u32, i32), usize> = HashMap::new();
        for word in &words {
            bounds = bounds.joined(word.bounds);
            let key = ((word.size * 4.0).round() as u32, (word.base * 2.0).round() as i32);
            *weights.entry(key).or_default() += word.text.chars().count();
        }
        let main = weights.into_iter().max_by_key(|&(key, weight)| (weight, key)).map(|(key, _)| key)?;
        let leader = words
            .iter()
            .find(|word| ((word.size * 4.0).round() as u32, (word.base * 2.0).round() as i32) == main)?;
        let (base, size) = (leader.base, leader.size);
        Some(Self { bounds, base, size, words })
    }

    /// Returns the text with spaces between words.
    pub(super) fn text(&self) -> String {
        join(&self.words)
    }

    /// Returns how many characters it has.
    pub(super) fn characters(&self) -> usize {
        self.words.iter().map(|word| word.text.chars().count() + 1).sum::<usize>().saturating_sub(1)
    }
}

/// Writes words that stand from left to right on one line, with spaces where there are gaps.
pub(super) fn join(words: &[Word]) -> String {
    let tracked = letter_spacing(words);
    let mut text = String::new();
    let mut previous: Option<&Word> = None;
    for word in words {
        if let Some(previous) = previous {
            let gap = word.bounds.x0 - previous.bounds.x1;
            let size = word.size.min(previous.size);
            let apart = match tracked {
                Some(limit) => gap > limit,
                None => {
                    gap >= previous.gap.min(word.gap)
                        || (word.spaced && gap > -0.3 * size)
                        || (gap < -0.6 * size && !text.ends_with(' '))
                }
            };
            if apart {
                text.push(' ');
            }
        }
        text.push_str(&word.text);
        previous = Some(word);
    }
    super::bidi::spoken(text)
}

/// Finds letter-spaced type ("A B S T R A C T"): returns the gap above which words part.
fn letter_spacing(words: &[Word]) -> Option<f32> {
    let single = words.iter().filter(|word| word.text.chars().count() == 1).count();
    if words.len() < 5
        || single * 10 < words.len() * 9
        || words.iter().any(|w| w.text.chars().any(|c| c.is_ascii_digit()))
    {
        return None;
    }
    let mut gaps: Vec<f32> =
        words.windows(2).filter_map(|pair| Some(pair.get(1)?.bounds.x0 - pair.first()?.bounds.x1)).collect();
    gaps.sort_by(f32::total_cmp);
    let median = gaps.get(gaps.len() / 2)?;
    (*median < 0.9 * words.first()?.size).then_some(median * 1.7 + 0.05)
}

/// Groups words to segments: first along tight baselines, then raised and lowered small type joins its
/// neighbour.
pub(super) fn segments(mut words: Vec<Word>) -> Vec<Segment> {
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row)
                if row.first().is_some_and(|first| {
                    word.base - first.base < 0.1 * first.size.max(word.size).min(20.0)
                }) =>
            {
                row.push(word);
            }
            _ => rows.push(vec![word]),
        }
    }
    let mut segments: Vec<Segment> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
        let mut current: Vec<Word> = Vec::new();
        let mut end = f32::MIN;
        for word in row {
            let wide = current.last().is_some_and(|last| word.bounds.x0 - end > wide_gap(last, &word));
            if wide {
                segments.extend(Segment::new(std::mem::take(&mut current)));
                end = f32::MIN;
            }
            end = end.max(word.bounds.x1);
            current.push(word);
        }
        segments.extend(Segment::new(current));
    }
    with_scripts(segments)
}

fn wide_gap(left: &Word, right: &Word) -> f32 {
    let size = left.size.max(right.size);
    size * if right.spaced { 1.05 } else { 0.85 }
}

/// Joins superscripts, subscripts and shifted pieces to the line they belong to.
fn with_scripts(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_by(|a, b| a.base.total_cmp(&b.base));
    let count = segments.len();
    let mut host: Vec<Option<usize>> = vec![None; count];
    for (index, small) in segments.iter().enumerate() {
        let reach = small.size * 2.5 + 4.0;
        let mut best: Option<(f32, usize)> = None;
        let first = segments.partition_point(|other| other.base < small.base - reach);
        for (at, other) in segments.iter().enumerate().skip(first).take(400) {
            if other.base > small.base + reach {
                break;
            }
            let script = small.size < 0.87 * other.size;
            let shifted = small.characters() <= 3 && small.characters() < other.characters();
            if at == index || !(script || shifted) || host.get(at).copied().flatten() == Some(index) {
                continue;
            }
            let rise = other.base - small.base;
            let fits = if script {
                rise > -0.35 * other.size && rise < 0.7 * other.size
            } else {
                rise.abs() < 0.35 * other.size
            };
            let gap = -small.bounds.horizontal_overlap(other.bounds);
            if fits && gap < 0.4 * other.size && best.is_none_or(|(least, _)| gap < least) {
                best = Some((gap, at));
            }
        }
        if let (Some((_, at)), Some(place)) = (best, host.get_mut(index)) {
            *place = Some(at);
        }
    }
    let mut extra: HashMap<usize, Vec<Word>> = HashMap::new();
    let mut kept: Vec<(usize, Segment)> = Vec::with_capacity(count);
    for (index, segment) in segments.into_iter().enumerate() {
        match last_host(&host, index) {
            Some(at) => extra.entry(at).or_default().extend(segment.words),
            None => kept.push((index, segment)),
        }
    }
    kept.into_iter()
        .filter_map(|(index, segment)| match extra.remove(&index) {
            None => Some(segment),
            Some(more) => {
                let (base, size) = (segment.base, segment.size);
                let mut words = segment.words;
                words.extend(more);
                words.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
                Segment::new(words).map(|joined| Segment { base, size, ..joined })
            }
        })
        .collect()
}

/// Follows an index of an index to the line itself.
fn last_host(host: &[Option<usize>], index: usize) -> Option<usize> {
    let mut at = host.get(index).copied().flatten()?;
    for _ in 0..6 {
        match host.get(at).copied().flatten() {
            Some(next) if next != index => at = next,
            Some(_) => return None,
            None => return Some(at),
        }
    }
    None
}
