//! Puts recognised pages into a parsed document at their place in the reading order.

use std::time::Duration;

use super::layout::{Paragraph, paragraphs};
use super::{Ocr, OcrPage};
use crate::callback;
use crate::documents::model::{Block, BlockKind, PageImage, ParseNote, ParsedDocument};
use crate::documents::{Budget, Format};
use crate::evidence::{Place, Span, TextIndex};

/// Below this confidence a page is worth a note.
const DOUBTFUL: f32 = 0.5;

/// Reads the pages that need it and returns the document with their text.
///
/// Nothing fails: a page that cannot be read, or not in time, keeps its picture and gets a note
/// `ocr_failed`; when the budget is used up the rest keeps its note `needs_ocr`. Spans of other pages move,
/// so call it before anything refers to them.
pub async fn apply_ocr(mut document: ParsedDocument, ocr: &dyn Ocr, budget: &Budget) -> ParsedDocument {
    let languages: Vec<String> = document.metadata.language.iter().cloned().collect();
    // Tesseract ends its own runs: the limit on what applications bring must not cut it short.
    let limit = Duration::from_millis(budget.limits().callback_millis);
    let most = limit.max(ocr.own_time().unwrap_or_default());
    let mut left = Vec::new();
    for image in std::mem::take(&mut document.images) {
        if budget.check().is_err() {
            left.push(image);
            continue;
        }
        let call = async { ocr.recognise(&image.bytes, image.dpi, &languages).await };
        match callback::call("the OCR engine", most, call).await {
            Ok(pages) => place(&mut document, &image, &pages, budget),
            Err(error) => {
                note(&mut document, "ocr_failed", error.message(), image.page);
                left.push(image);
            }
        }
    }
    document.images = left;
    document
}

fn note(document: &mut ParsedDocument, code: &str, message: &str, page: u32) {
    let (code, message) = (code.to_owned(), message.to_owned());
    document.notes.push(ParseNote { code, message, page: Some(page) });
}

fn place(document: &mut ParsedDocument, image: &PageImage, pages: &[OcrPage], budget: &Budget) {
    document.notes.retain(|note| !(note.code == "needs_ocr" && note.page == Some(image.page)));
    for (index, page) in pages.iter().enumerate() {
        let number = image.page.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        let paragraphs = paragraphs(page, image.dpi);
        let characters: usize = paragraphs.iter().map(|paragraph| paragraph.text.chars().count() + 2).sum();
        if budget.text(characters as u64).is_err() {
            note(document, "truncated", "the text of this page is beyond the limit of characters", number);
            continue;
        }
        if paragraphs.is_empty() {
            note(document, "no_text", "no text was found on this page", number);
        } else if page.confidence() < DOUBTFUL {
            note(document, "low_confidence", "the text of this page was hard to read", number);
        }
        if document.metadata.language.is_none() {
            document.metadata.language.clone_from(&page.language);
        }
        // A TIFF of several pages is one picture.
        if document.format == Format::Image {
            document.pages = document.pages.max(number);
        }
        insert(document, number, paragraphs);
    }
}

/// Inserts paragraphs after the last block of their page or of an earlier one.
fn insert(document: &mut ParsedDocument, page: u32, paragraphs: Vec<Paragraph>) {
    if paragraphs.is_empty() {
        return;
    }
    let later = |block: &Block| matches!(&block.place, Place::Page { page: other, .. } if *other > page);
    let at = document.blocks.iter().position(later).unwrap_or(document.blocks.len());
    let index = TextIndex::new(&document.text);
    // Blocks are set apart by an empty line: ours go in front of the next block, or behind everything.
    let next = document.blocks.get(at).map(|block| block.span.start);
    let start = next.unwrap_or(index.len());
    let byte = index.byte(start);
    let mut text = String::new();
    let mut characters = start;
    if next.is_none() && !document.text.is_empty() {
        text.push_str("\n\n");
        characters += 2;
    }
    let mut blocks = Vec::with_capacity(paragraphs.len());
    for (index, paragraph) in paragraphs.into_iter().enumerate() {
        if index > 0 {
            text.push_str("\n\n");
            characters += 2;
        }
        let length = paragraph.text.chars().count();
        text.push_str(&paragraph.text);
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: Span::new(characters, characters + length),
            place: Place::Page { page, area: Some(paragraph.area) },
            source: None,
            confidence: paragraph.confidence,
        });
        characters += length;
    }
    if next.is_some() {
        text.push_str("\n\n");
        characters += 2;
    }
    document.text.insert_str(byte, &text);
    for block in document.blocks.iter_mut().skip(at) {
        shift(block, characters - start);
    }
    document.blocks.splice(at..at, blocks);
}

fn shift(block: &mut Block, by: usize) {
    block.span = block.span.shifted(by);
    match &mut block.kind {
        BlockKind::KeyValue { key, value } => {
            *key = key.shifted(by);
            *value = value.shifted(by);
        }
        BlockKind::Table(table) => {
            for cell in &mut table.cells {
                cell.span = cell.span.shifted(by);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;

    use super::*;
    use crate::documents::DocumentBuilder;
    use crate::documents::build::CellText;
    use crate::documents::ocr::OcrWord;
    use crate::error::{Error, Result};
    use crate::evidence::Area;
    use crate::settings::Limits;

    #[derive(Debug)]
    struct Fixed;

    #[async_trait]
    impl Ocr for Fixed {
        async fn recognise(&self, image: &[u8], _: Option<u32>, _: &[String]) -> Result<Vec<OcrPage>> {
            if image.is_empty() {
                return Err(Error::corrupt("no picture"));
            }
            let text = String::from_utf8_lossy(image).into_owned();
            let area = Area { left: 10.0, top: 10.0, width: 50.0, height: 10.0 };
            let words = vec![OcrWord { text, area, confidence: 0.8, paragraph: 1, line: 1 }];
            Ok(vec![OcrPage { width: 800, height: 600, language: Some("de".into()), words }])
        }
    }

    fn page(page: u32) -> Place {
        Place::Page { page, area: None }
    }

    #[tokio::test]
    async fn a_scanned_page_comes_between_its_neighbours_and_spans_stay_true() {
        let budget = Budget::new(Limits::default());
        let mut out = DocumentBuilder::new(Format::Pdf, budget.clone());
        out.block(BlockKind::Paragraph, "erste Säite", page(1), None).unwrap();
        out.table(vec![CellText { text: "Zelle".into(), ..CellText::default() }], page(3), None).unwrap();
        out.key_value("Name", "Änne", page(3), None).unwrap();
        out.note("needs_ocr", "x", Some(2));
        out.note("needs_ocr", "x", Some(4));
        for (page, bytes) in [(2, "größer"), (4, ""), (5, "Ende")] {
            out.image(PageImage { page, bytes: bytes.as_bytes().to_vec(), dpi: None }).unwrap();
        }
        let document = apply_ocr(out.finish(), &Fixed, &budget).await;
        assert_eq!(document.text, "erste Säite\n\ngrößer\n\nZelle\n\nName: Änne\n\nEnde");
        let words: Vec<&str> = document.blocks.iter().map(|block| document.slice(block.span)).collect();
        assert_eq!(words, ["erste Säite", "größer", "Zelle", "Name: Änne", "Ende"]);
        let BlockKind::KeyValue { value, .. } = &document.blocks[3].kind else { panic!("{document:?}") };
        assert_eq!(document.slice(*value), "Änne");
        let BlockKind::Table(table) = &document.blocks[2].kind else { panic!("{document:?}") };
        assert_eq!(document.slice(table.cells[0].span), "Zelle");
        assert_eq!(document.metadata.language.as_deref(), Some("de"));
        let codes: Vec<_> = document.notes.iter().map(|note| (note.code.as_str(), note.page)).collect();
        assert_eq!(codes, [("needs_ocr", Some(4)), ("ocr_failed", Some(4))]);
        assert_eq!(document.images.len(), 1);
        assert!((document.blocks[1].confidence - 0.8).abs() < 1e-6);
    }
}
