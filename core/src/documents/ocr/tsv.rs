//! The table that tesseract writes: a line per page, block, paragraph, line and word.

use super::{OcrPage, OcrWord};
use crate::evidence::Area;

/// The most words that are kept of one picture.
const WORDS: usize = 200_000;

/// Reads the table. Lines that are no rows are passed over.
pub(super) fn read(table: &str) -> Vec<OcrPage> {
    let mut pages: Vec<OcrPage> = Vec::new();
    let (mut paragraph, mut line, mut words) = (0, 0, 0);
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let [level, _, _, _, _, _, left, top, width, height, confidence, text] = fields.as_slice() else {
            continue;
        };
        let number = |field: &str| field.parse::<f32>().ok().filter(|number| number.is_finite());
        let (Some(left), Some(top), Some(width), Some(height)) =
            (number(left), number(top), number(width), number(height))
        else {
            continue;
        };
        match *level {
            "1" => pages.push(OcrPage { width: width as u32, height: height as u32, ..OcrPage::default() }),
            "3" => paragraph += 1,
            "4" => line += 1,
            "5" if !text.trim().is_empty() && words < WORDS => {
                words += 1;
                if let Some(page) = pages.last_mut() {
                    page.words.push(OcrWord {
                        text: text.trim().to_owned(),
                        area: Area { left, top, width, height },
                        confidence: (number(confidence).unwrap_or(0.0) / 100.0).clamp(0.0, 1.0),
                        paragraph,
                        line,
                    });
                }
            }
            _ => {}
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t800\t600\t-1\t\n\
        2\t1\t1\t0\t0\t0\t10\t20\t300\t40\t-1\t\n\
        3\t1\t1\t1\t0\t0\t10\t20\t300\t40\t-1\t\n\
        4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n\
        5\t1\t1\t1\t1\t1\t10\t20\t100\t40\t96.5\tGrüße\n\
        5\t1\t1\t1\t1\t2\t120\t20\t100\t40\t80\taus\n\
        broken line\n\
        5\t1\t1\t1\t1\t3\tx\t20\t100\t40\t80\tno\n";

    #[test]
    fn words_come_with_box_and_confidence() {
        let pages = read(TABLE);
        assert_eq!(pages.len(), 1);
        assert_eq!((pages[0].width, pages[0].words.len()), (800, 2));
        assert_eq!(pages[0].words[0].text, "Grüße");
        assert!((pages[0].words[0].confidence - 0.965).abs() < 1e-6);
        assert_eq!(pages[0].words[1].area.left, 120.0);
        assert!(read("").is_empty());
    }
}
