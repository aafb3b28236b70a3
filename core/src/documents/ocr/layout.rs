//! Turns the words of a page into paragraphs with their box.

use super::{OcrPage, OcrWord};
use crate::evidence::Area;

/// A paragraph of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The box in points.
    pub(super) area: Area,
    pub(super) confidence: f32,
}

/// The width of a sheet of A4 in inches: for pictures that do not state their resolution.
const SHEET: f32 = 8.27;
/// A line that ends before this part of its paragraph's width was meant to end there.
const FULL: f32 = 0.85;

/// Joins words to lines and lines to paragraphs; `dpi` converts pixels to points.
pub(super) fn paragraphs(page: &OcrPage, dpi: Option<u32>) -> Vec<Paragraph> {
    let dpi = dpi.map_or(page.width as f32 / SHEET, |dpi| dpi as f32).clamp(36.0, 4_800.0);
    let scale = 72.0 / dpi;
    page.words
        .chunk_by(|left, right| left.paragraph == right.paragraph)
        .filter_map(|words| paragraph(words, scale))
        .collect()
}

fn paragraph(words: &[OcrWord], scale: f32) -> Option<Paragraph> {
    let area = words.iter().map(|word| word.area).reduce(Area::joined)?;
    let full = area.left + area.width * FULL;
    let mut text = String::new();
    let mut ended_full = false;
    for line in words.chunk_by(|left, right| left.line == right.line) {
        let first = line.first().map(|word| word.text.as_str()).unwrap_or_default();
        if !text.is_empty() {
            let small = first.starts_with(char::is_lowercase);
            if small && text.ends_with('-') && text.chars().rev().nth(1).is_some_and(char::is_alphabetic) {
                text.pop();
            } else {
                text.push(if ended_full { ' ' } else { '\n' });
            }
        }
        let words: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
        text.push_str(&words.join(" "));
        ended_full = line.last().is_some_and(|word| word.area.left + word.area.width >= full);
    }
    let confidence = OcrPage { words: words.to_vec(), ..OcrPage::default() }.confidence();
    let area = Area {
        left: area.left * scale,
        top: area.top * scale,
        width: area.width * scale,
        height: area.height * scale,
    };
    Some(Paragraph { text, area, confidence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, line: u32) -> OcrWord {
        let area = Area { left, top: line as f32 * 50.0, width: 100.0, height: 40.0 };
        OcrWord { text: text.into(), area, confidence: 0.9, paragraph: 1, line }
    }

    #[test]
    fn full_lines_join_and_short_lines_stay() {
        let words = vec![
            word("Der", 0.0, 1),
            word("Ver-", 300.0, 1),
            word("trag", 0.0, 2),
            word("gilt", 300.0, 2),
            word("lange.", 0.0, 3),
            word("Ende", 0.0, 4),
        ];
        let page = OcrPage { width: 827, height: 1170, language: None, words };
        let paragraphs = paragraphs(&page, None);
        assert_eq!(paragraphs[0].text, "Der Vertrag gilt lange.\nEnde");
        assert!((paragraphs[0].area.width - 400.0 * 0.72).abs() < 0.1);
    }
}
