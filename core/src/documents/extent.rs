//! Bounds what understanding reads of a long text (see `docs/decisions/0001`).

use std::borrow::Cow;

use crate::documents::model::{ParseNote, ParsedDocument};
use crate::evidence::{Span, TextIndex};

/// The characters that understanding reads: about 200 pages.
const CHARACTERS: usize = 600_000;

/// Returns the document as far as understanding reads it: spans are those of the whole.
pub(crate) fn understood_part(document: &ParsedDocument) -> Cow<'_, ParsedDocument> {
    part(document, CHARACTERS)
}

/// Returns the note for a document that is understood in part only.
pub(crate) fn note(document: &ParsedDocument) -> Option<ParseNote> {
    // Bytes are at least as many as characters: short texts need no counting.
    let long = document.text.len() > CHARACTERS && document.text.chars().count() > CHARACTERS;
    long.then(|| ParseNote {
        code: "understood_in_part".to_owned(),
        message: format!("facts were read from the first {CHARACTERS} characters; all of it can be searched"),
        page: None,
    })
}

fn part(document: &ParsedDocument, characters: usize) -> Cow<'_, ParsedDocument> {
    let index = TextIndex::new(&document.text);
    if index.len() <= characters {
        return Cow::Borrowed(document);
    }
    let blocks: Vec<_> =
        document.blocks.iter().take_while(|block| block.span.end <= characters).cloned().collect();
    let text = index.slice(Span::new(0, characters)).to_owned();
    Cow::Owned(ParsedDocument {
        format: document.format,
        metadata: document.metadata.clone(),
        text,
        blocks,
        pages: document.pages,
        notes: document.notes.clone(),
        attachments: Vec::new(),
        images: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_block_and_keeps_its_spans() {
        let text = "Erste Straße.\n\nZweite Straße.\n\nDritte Straße.";
        let document = crate::documents::parse(text.as_bytes(), "a.txt", &Default::default()).unwrap();
        assert!(matches!(part(&document, 1_000), Cow::Borrowed(_)));
        let cut = part(&document, 30);
        assert_eq!(cut.blocks.len(), 2);
        assert_eq!(cut.blocks[1], document.blocks[1]);
        assert_eq!(cut.slice(cut.blocks[1].span), "Zweite Straße.");
        assert_eq!(note(&document), None);
    }
}
