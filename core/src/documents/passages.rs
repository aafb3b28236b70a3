//! Cuts a parsed document into passages, the pieces that search finds.
//!
//! A passage follows the blocks: about 200 words, never across a heading of a section with content, a large
//! table by rows. Its text is the canonical text at its span, exactly, so a place in a passage is a place in
//! the document. What is not content (page headers and footers, boilerplate, hidden or deleted text, the
//! history quoted in a mail) is in no passage.

use crate::documents::{Block, BlockKind, Format, ParsedDocument, Table};
use crate::evidence::{Span, TextIndex};
use crate::id::DocumentId;
use crate::search::{Passage, PassageFields, sentences};

/// The words after which a passage is full.
const FULL: usize = 200;
/// A single block may be this much longer before it is cut.
const LONGEST: usize = 300;
/// A heading begins a new passage when the one before has so many words.
const SECTION: usize = 40;
/// The most characters of a piece of text without sentence ends.
const HARD_LIMIT: usize = 3_000;
/// The most characters of a heading path.
const HEADING_LIMIT: usize = 300;

/// What passages take over from their document.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageSource {
    /// The document.
    pub document: DocumentId,
    /// The title.
    pub title: String,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// What filters look at.
    pub fields: PassageFields,
}

/// Cuts a document into passages, in reading order. Every content block is covered by their spans.
pub fn passages(parsed: &ParsedDocument, source: &PassageSource) -> Vec<Passage> {
    let index = TextIndex::new(&parsed.text);
    let mut packer = Packer {
        index: &index,
        source,
        headings: Vec::new(),
        open: None,
        passages: Vec::new(),
        language: source.language.as_deref(),
    };
    let mail = parsed.format == Format::Eml;
    for block in &parsed.blocks {
        if is_content(block, mail) {
            packer.block(block);
        } else {
            packer.close();
        }
    }
    packer.close();
    packer.passages
}

fn is_content(block: &Block, mail: bool) -> bool {
    match &block.kind {
        BlockKind::Header | BlockKind::Footer | BlockKind::Boilerplate | BlockKind::Hidden => false,
        BlockKind::Change { deleted, .. } => !deleted,
        BlockKind::Quote { .. } => !mail,
        _ => true,
    }
}

struct Packer<'a> {
    index: &'a TextIndex<'a>,
    source: &'a PassageSource,
    language: Option<&'a str>,
    headings: Vec<(u8, String)>,
    open: Option<Open>,
    passages: Vec<Passage>,
}

/// A passage that still grows.
struct Open {
    span: Span,
    words: usize,
    heading: String,
}

impl Packer<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level } => {
                if self.open.as_ref().is_some_and(|open| open.words >= SECTION) {
                    self.close();
                }
                self.headings.retain(|(above, _)| above < level);
                self.headings.push((*level, one_line(self.index.slice(block.span))));
                // The heading stands in the passage's own text; the path above it is the context.
                self.add(block.span, 0, self.headings.len().saturating_sub(1), None);
            }
            BlockKind::Table(table) => self.table(block, table),
            _ => self.text(block.span, None),
        }
    }

    fn text(&mut self, span: Span, header: Option<&str>) {
        let text = self.index.slice(span);
        let words = count_words(text);
        if words <= LONGEST && span.len() <= HARD_LIMIT {
            self.add(span, words, self.headings.len(), header);
            return;
        }
        for sentence in sentences(text, self.language) {
            let mut piece = sentence.shifted(span.start);
            while piece.len() > HARD_LIMIT {
                let head = Span::new(piece.start, self.cut(piece));
                self.add(head, FULL, self.headings.len(), header);
                piece = Span::new(head.end, piece.end);
            }
            self.add(piece, count_words(self.index.slice(piece)), self.headings.len(), header);
        }
    }

    /// Returns where to cut a piece that is too long: after white space, if there is any.
    fn cut(&self, piece: Span) -> usize {
        let head = Span::new(piece.start, piece.start + HARD_LIMIT);
        let text = self.index.slice(head);
        match text.char_indices().rev().find(|(_, c)| c.is_whitespace()) {
            Some((byte, _)) if byte > text.len() / 2 => piece.start + text[..byte].chars().count() + 1,
            _ => head.end,
        }
    }

    fn table(&mut self, block: &Block, table: &Table) {
        let mut rows: Vec<(u32, Span)> = Vec::new();
        for cell in &table.cells {
            match rows.last_mut() {
                Some((row, span)) if *row == cell.row => *span = span.joined(cell.span),
                _ => rows.push((cell.row, cell.span)),
            }
        }
        let words = count_words(self.index.slice(block.span));
        if words <= LONGEST && block.span.len() <= HARD_LIMIT || rows.len() < 2 {
            self.text(block.span, None);
            return;
        }
        let header: String = table
            .cells
            .iter()
            .filter(|cell| cell.row == 0)
            .map(|cell| one_line(self.index.slice(cell.span)))
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(" | ");
        self.close();
        // Each row reaches to the next one, so that nothing between cells is lost.
        let starts: Vec<usize> = rows.iter().skip(1).map(|(_, span)| span.start).collect();
        let mut from = block.span.start;
        for next in starts.into_iter().chain([block.span.end]) {
            if next > from {
                self.text(Span::new(from, next), Some(&header));
                from = next;
            }
        }
        self.close();
    }

    /// Adds a piece to the open passage, or begins a new one.
    fn add(&mut self, span: Span, words: usize, depth: usize, header: Option<&str>) {
        if self.open.as_ref().is_some_and(|open| open.words > 0 && open.words + words > FULL + FULL / 4) {
            self.close();
        }
        match &mut self.open {
            Some(open) => {
                open.span = open.span.joined(span);
                open.words += words;
            }
            None => {
                let path = self.headings.iter().take(depth).map(|(_, heading)| heading.as_str());
                let heading: String =
                    path.chain(header).collect::<Vec<_>>().join(" › ").chars().take(HEADING_LIMIT).collect();
                self.open = Some(Open { span, words, heading });
            }
        }
        if self.open.as_ref().is_some_and(|open| open.words >= FULL) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.passages.push(Passage {
            document: self.source.document.clone(),
            ordinal: u32::try_from(self.passages.len()).unwrap_or(u32::MAX),
            title: self.source.title.clone(),
            heading: open.heading,
            text: self.index.slice(open.span).to_owned(),
            span: open.span,
            language: self.source.language.clone(),
            fields: self.source.fields.clone(),
        });
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::documents::build::CellText;
    use crate::documents::{Budget, DocumentBuilder};
    use crate::evidence::Place;
    use crate::settings::Limits;

    fn source() -> PassageSource {
        PassageSource {
            document: DocumentId::unstored(),
            title: "Lease".into(),
            language: Some("en".into()),
            fields: PassageFields::default(),
        }
    }

    fn builder() -> DocumentBuilder {
        DocumentBuilder::new(Format::Markdown, Budget::new(Limits::default()))
    }

    const PLACE: Place = Place::Paragraph { paragraph: 1 };

    #[test]
    fn passages_carry_the_headings_above_them() {
        let mut builder = builder();
        let mut put = |kind, text: &str| builder.block(kind, text, PLACE, None).unwrap();
        put(BlockKind::Heading { level: 1 }, "Lease");
        put(BlockKind::Heading { level: 2 }, "Rent");
        put(BlockKind::Paragraph, &"word ".repeat(60));
        put(BlockKind::Heading { level: 2 }, "Notice");
        put(BlockKind::Footer, "page 1");
        put(BlockKind::Paragraph, &"Three months are agreed. ".repeat(100));
        let passages = passages(&builder.finish(), &source());
        assert!(passages[0].text.starts_with("Lease\n\nRent\n\nword"));
        assert_eq!(passages[1].text, "Notice");
        assert_eq!(passages[2].heading, "Lease › Notice");
        assert_eq!(passages.len(), 4);
        assert!(passages.iter().all(|passage| !passage.text.contains("page 1")));
    }

    #[test]
    fn large_tables_are_cut_between_rows_and_keep_their_header() {
        let mut builder = builder();
        let cells = (0..200u32).flat_map(|row| {
            (0..3).map(move |column| CellText {
                row,
                column,
                text: if row == 0 { format!("Name {column}") } else { format!("value {row} {column}") },
                ..CellText::default()
            })
        });
        builder.table(cells.collect(), PLACE, None).unwrap();
        let passages = passages(&builder.finish(), &source());
        assert!(passages.len() > 5);
        assert!(passages.iter().all(|passage| passage.heading == "Name 0 | Name 1 | Name 2"));
        assert!(passages[1].text.starts_with("value"));
    }

    fn kind(number: u8) -> BlockKind {
        match number {
            0 => BlockKind::Heading { level: 1 },
            1 => BlockKind::Heading { level: 3 },
            2 => BlockKind::Footer,
            3 => BlockKind::Quote { depth: 1 },
            4 => BlockKind::Hidden,
            _ => BlockKind::Paragraph,
        }
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_and_cover_all_content(
            blocks in proptest::collection::vec((0u8..9, "[a-zä€. \n]{0,40}", 0usize..200), 0..20)
        ) {
            let mut builder = builder();
            for (number, text, times) in &blocks {
                builder.block(kind(*number), &text.repeat(*times), PLACE, None).unwrap();
            }
            let parsed = builder.finish();
            let index = TextIndex::new(&parsed.text);
            let found = passages(&parsed, &source());
            let mut covered = vec![false; index.len()];
            let mut last = 0;
            for (number, passage) in found.iter().enumerate() {
                prop_assert_eq!(passage.ordinal as usize, number);
                prop_assert!(passage.span.start >= last && passage.span.end <= index.len());
                prop_assert_eq!(&passage.text, index.slice(passage.span));
                last = passage.span.end;
                covered[passage.span.start..passage.span.end].iter_mut().for_each(|c| *c = true);
            }
            let chars: Vec<char> = parsed.text.chars().collect();
            for block in &parsed.blocks {
                for at in block.span.start..block.span.end {
                    prop_assert_eq!(covered[at] || chars[at].is_whitespace(), is_content(block, false)
                        || chars[at].is_whitespace());
                }
            }
        }
    }
}
