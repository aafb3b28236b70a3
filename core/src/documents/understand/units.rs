//! Cuts a document into the units that state something: sentences, list items, table rows, headings, each
//! with its zone (the author's own words, quoted history, signature, furniture), section and language.

use crate::documents::Format;
use crate::documents::model::{Block, BlockKind, ParsedDocument};
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::evidence::{Evidence, Place, Span, TextIndex};
use crate::id::DocumentId;

/// A full stop this near to the start of a sentence ends an abbreviation.
const MARK: usize = 6;

/// A cell beside a name that has more words than these holds sentences.
const SENTENCE_WORDS: usize = 10;

/// Whose words a unit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// The document's own text.
    Body,
    /// A heading or title.
    Heading,
    /// Quoted history of a mail.
    Quoted,
    /// What follows the closing formula.
    Signature,
    /// Page headers and footers, navigation, header fields.
    Furniture,
}

/// The form of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A sentence of a paragraph.
    Sentence,
    /// A sentence of a list item; the box says whether it is ticked.
    Item {
        /// Whether its box is ticked, if it has one.
        ticked: Option<bool>,
    },
    /// A name with a value.
    Pair,
    /// A row of a table.
    Row,
}

/// A piece of text that states something.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The span in the document.
    pub(super) span: Span,
    /// The words with plain quotes, hyphens and spaces: as many characters as the span.
    pub(super) plain: String,
    /// The index of the block.
    pub(super) block: usize,
    /// The zone.
    pub(super) zone: Zone,
    /// The form.
    pub(super) shape: Shape,
    /// The heading above, in plain words.
    pub(super) section: String,
    /// The cues of its language.
    pub(super) lexicon: &'static Lexicon,
}

impl Unit {
    /// Says whether a cue of the section stands in the unit.
    pub(super) fn has(&self, cue: &str) -> bool {
        self.lexicon.has(cue, &self.plain)
    }

    /// Says whether a cue of the section stands in a part of the unit.
    pub(super) fn has_in(&self, cue: &str, part: &str) -> bool {
        self.lexicon.has(cue, part)
    }

    /// Says whether the unit is the author's own words.
    pub(super) fn is_body(&self) -> bool {
        self.zone == Zone::Body
    }

    /// Says whether a byte of the plain words stands in quotation marks: there somebody else speaks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let before = self.plain.get(..at).unwrap_or_default().matches('"').count();
        before % 2 == 1
            || before == 0
                && self.plain.matches('"').count() == 1
                && !self.plain.starts_with('"')
                && self.plain.find('"').is_some_and(|mark| self.plain[mark..].len() < 3)
    }

    /// Says whether the unit is an item of a list.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.shape, Shape::Item { .. })
    }

    /// Returns whether the item's box is ticked, if it has one.
    pub(super) fn ticked(&self) -> Option<bool> {
        match self.shape {
            Shape::Item { ticked } => ticked,
            _ => None,
        }
    }

    /// Returns the span of a range of bytes of the plain words.
    pub(super) fn part(&self, start: usize, end: usize) -> Span {
        let index = TextIndex::new(&self.plain);
        index.span(start..end).shifted(self.span.start)
    }
}

/// Gives places and quotes to spans of one document.
pub(in crate::documents) struct Source<'a> {
    id: &'a DocumentId,
    document: &'a ParsedDocument,
    index: TextIndex<'a>,
}

impl<'a> Source<'a> {
    pub(in crate::documents) fn new(id: &'a DocumentId, document: &'a ParsedDocument) -> Self {
        Self { id, document, index: TextIndex::new(&document.text) }
    }

    /// Returns the words at a span.
    pub(in crate::documents) fn words(&self, span: Span) -> &'a str {
        self.index.slice(span)
    }

    /// Returns the evidence for a span: without the white space and list marks at its ends.
    pub(in crate::documents) fn evidence(&self, span: Span) -> Evidence {
        let words = self.index.slice(span);
        let before = words.chars().take_while(|c| c.is_whitespace()).count();
        let after = words.chars().rev().take_while(|c| c.is_whitespace()).count();
        let span = if before + after >= span.len() {
            span
        } else {
            Span::new(span.start + before, span.end - after)
        };
        Evidence {
            document: self.id.clone(),
            span,
            place: self.place(span),
            quote: self.index.slice(span).to_owned(),
        }
    }

    fn place(&self, span: Span) -> Place {
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|block| block.span.end <= span.start);
        let Some(block) = blocks.get(at).or(blocks.last()) else { return Place::Paragraph { paragraph: 1 } };
        if let BlockKind::Table(table) = &block.kind
            && let Some(cell) = table.cells.iter().find(|cell| cell.span.overlaps(span))
            && let Some(place) = &cell.place
        {
            return place.clone();
        }
        block.place.clone()
    }
}

/// Replaces typographic signs by plain ones, character by character.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '’' | '‘' | '´' | '`' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            '\u{ad}' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

/// Cuts a document into units, in reading order.
pub(super) fn units(document: &ParsedDocument, language: &'static Lexicon) -> Vec<Unit> {
    let index = TextIndex::new(&document.text);
    let letters = !matches!(document.format, Format::Markdown | Format::Html);
    let section = String::new();
    let mut cutter = Cutter { index: &index, language, section, letters, tail: Zone::Body, out: Vec::new() };
    for (number, block) in document.blocks.iter().enumerate() {
        cutter.block(number, block);
    }
    cutter.out
}

struct Cutter<'a> {
    index: &'a TextIndex<'a>,
    language: &'static Lexicon,
    section: String,
    /// Whether fixed-width text is prose: everywhere but in Markdown and HTML.
    letters: bool,
    /// The zone of what follows: body until a closing formula or quoted history.
    tail: Zone,
    out: Vec<Unit>,
}

impl Cutter<'_> {
    fn block(&mut self, number: usize, block: &Block) {
        let (zone, shape) = match &block.kind {
            BlockKind::Heading { .. } => (Zone::Heading, Shape::Sentence),
            BlockKind::Paragraph | BlockKind::Note | BlockKind::Comment { .. } => {
                (self.tail, Shape::Sentence)
            }
            BlockKind::ListItem { marker, .. } => (self.tail, Shape::Item { ticked: ticked(marker) }),
            BlockKind::Table(table) => return self.table(number, block, table),
            BlockKind::KeyValue { .. } => {
                let header = matches!(&block.place, Place::Part { part, .. } if part != "body");
                (if header { Zone::Furniture } else { self.tail }, Shape::Pair)
            }
            BlockKind::Quote { .. } => (Zone::Quoted, Shape::Sentence),
            BlockKind::Signature => (Zone::Signature, Shape::Sentence),
            BlockKind::Change { deleted: false, .. } => (self.tail, Shape::Sentence),
            // A letter in a typewriter's face is no program.
            BlockKind::Code if self.letters => (self.tail, Shape::Sentence),
            BlockKind::Figure
            | BlockKind::Code
            | BlockKind::Header
            | BlockKind::Footer
            | BlockKind::Change { .. }
            | BlockKind::Boilerplate
            | BlockKind::Hidden => (Zone::Furniture, Shape::Sentence),
        };
        let words = self.index.slice(block.span);
        if zone == Zone::Heading {
            self.section = plain(words);
            if self.tail == Zone::Signature {
                self.tail = Zone::Body;
            }
        }
        let lexicon = language_of(words, self.language);
        if matches!(block.kind, BlockKind::Note) {
            // What is said beside a slide is no item of its list.
            let section = std::mem::take(&mut self.section);
            for sentence in crate::search::sentences(words, Some(lexicon.tag)) {
                self.sentence(sentence.shifted(block.span.start), number, zone, shape, lexicon);
            }
            self.section = section;
            return;
        }
        if shape == Shape::Pair {
            self.push(block.span, number, zone, shape, lexicon);
            return;
        }
        for sentence in sentences(words, lexicon) {
            self.sentence(sentence.shifted(block.span.start), number, zone, shape, lexicon);
        }
    }

    fn sentence(&mut self, span: Span, block: usize, zone: Zone, shape: Shape, lexicon: &'static Lexicon) {
        let words = plain(self.index.slice(span));
        let label = words.trim_end();
        // A short line that ends with a colon heads what follows it, whatever the parser calls it.
        let short = label.chars().count() <= 40;
        let heads = label.ends_with(':')
            || shape == Shape::Sentence
                && !label.ends_with(['.', '?', '!'])
                && label.split_whitespace().count() <= 5
                && any("section_tasks", label);
        if zone == Zone::Body && short && heads {
            self.section = label.trim_end_matches(':').to_owned();
        }
        if zone == Zone::Body && any("history_header", label) {
            self.tail = Zone::Quoted;
        } else if zone == Zone::Body && closes(label) {
            self.tail = Zone::Signature;
        } else if zone == Zone::Signature && any("postscript", label) {
            self.push(span, block, Zone::Body, shape, lexicon);
            return;
        }
        let zone = if zone == Zone::Body { self.tail } else { zone };
        self.push(span, block, zone, shape, lexicon);
    }

    fn table(&mut self, number: usize, block: &Block, table: &crate::documents::model::Table) {
        let zone = if self.tail == Zone::Quoted { Zone::Quoted } else { Zone::Body };
        let mut at = 0;
        while let Some(first) = table.cells.get(at) {
            let row = table.cells[at..].iter().take_while(|cell| cell.row == first.row).count();
            let cells = &table.cells[at..at + row];
            at += row;
            let span = cells.iter().fold(first.span, |span, cell| span.joined(cell.span));
            let telling = cells.iter().find(|cell| {
                table.columns <= 2 && self.index.slice(cell.span).split_whitespace().count() > SENTENCE_WORDS
            });
            if let Some(cell) = telling {
                // A name with sentences beside it.
                let lexicon = language_of(self.index.slice(cell.span), self.language);
                for sentence in crate::search::sentences(self.index.slice(cell.span), Some(lexicon.tag)) {
                    self.sentence(sentence.shifted(cell.span.start), number, zone, Shape::Sentence, lexicon);
                }
            } else if cells.len() == 1 {
                // A table of one column lays out text.
                let words = self.index.slice(span);
                let lexicon = language_of(words, self.language);
                for sentence in crate::search::sentences(words, Some(lexicon.tag)) {
                    self.sentence(sentence.shifted(span.start), number, zone, Shape::Sentence, lexicon);
                }
            } else {
                let lexicon = language_of(self.index.slice(block.span), self.language);
                self.push(span, number, zone, Shape::Row, lexicon);
            }
        }
    }

    fn push(&mut self, span: Span, block: usize, zone: Zone, shape: Shape, lexicon: &'static Lexicon) {
        let mut plain = plain(self.index.slice(span));
        let mut shape = shape;
        let mut span = span;
        if let Some((ticked, length)) = leading_box(&plain) {
            shape = Shape::Item { ticked: Some(ticked) };
            plain = plain.chars().skip(length).collect();
            span = Span::new(span.start + length, span.end);
        } else if shape == Shape::Sentence
            && plain.len() > 2
            && (plain.starts_with("- ") || plain.starts_with("* "))
        {
            shape = Shape::Item { ticked: None };
        }
        if !plain.trim().is_empty() {
            self.out.push(Unit { span, plain, block, zone, shape, section: self.section.clone(), lexicon });
        }
    }
}

/// Cuts a paragraph into sentences; where nothing is capitalised, every full stop, question or exclamation
/// mark before a space ends one.
fn sentences(words: &str, lexicon: &Lexicon) -> Vec<Span> {
    let ends = |c: char| matches!(c, '.' | '?' | '!');
    let small = |text: &str| text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let mut found = Vec::new();
    for span in crate::search::sentences(words, Some(lexicon.tag)) {
        let chars: Vec<char> = words.chars().skip(span.start).take(span.len()).collect();
        let text: String = chars.iter().collect();
        let starts = text.split_inclusive(ends).skip(1).filter(|part| part.trim().chars().count() > 1);
        // A note in small letters, not an abbreviation inside a sentence.
        if !small(&text)
            || !starts.clone().all(|part| part.starts_with([' ', '.', '?', '!', '\n']) && small(part))
        {
            found.push(span);
            continue;
        }
        let mut from = 0;
        for at in 0..chars.len() {
            let next = chars.get(at + 1).copied();
            if ends(chars[at]) && next.is_some_and(char::is_whitespace) && at - from > MARK {
                found.push(Span::new(span.start + from, span.start + at + 1));
                from = at + 2;
            }
        }
        if from < chars.len() {
            found.push(Span::new(span.start + from, span.end));
        }
    }
    found
}

/// Says whether a line ends a letter: "Kind regards", "Viele Grüße aus Köln", not "Many thanks for the enquiry."
fn closes(label: &str) -> bool {
    let sentence = label.ends_with(['.', '?', ':', ';']) && label.split_whitespace().count() > 3;
    label.chars().count() <= 60 && !sentence && any("closing", label) && !any("closing_not", label)
}

fn ticked(marker: &str) -> Option<bool> {
    leading_box(marker.trim_start_matches(['-', '*', '+', ' '])).map(|(ticked, _)| ticked)
}

/// Reads a box such as `[x]` or `☐` at the start: whether it is ticked, and how many characters it takes.
fn leading_box(text: &str) -> Option<(bool, usize)> {
    let skipped = text.chars().take_while(|c| matches!(c, ' ' | '-' | '*')).count();
    let rest: Vec<char> = text.chars().skip(skipped).take(3).collect();
    match rest.as_slice() {
        ['[', ' ' | '_', ']', ..] => Some((false, skipped + 3)),
        ['[', 'x' | 'X' | '✓' | '✔', ']', ..] => Some((true, skipped + 3)),
        ['[', ']', ..] => Some((false, skipped + 2)),
        ['☐' | '□', ..] => Some((false, skipped + 1)),
        ['☑' | '☒' | '✓' | '✔' | '✅', ..] => Some((true, skipped + 1)),
        _ => None,
    }
}

/// Tells the language of a text by its commonest words; `fallback` when they do not tell.
pub(super) fn language_of(text: &str, fallback: &'static Lexicon) -> &'static Lexicon {
    let mut best = (0, fallback);
    for lexicon in Lexicon::all() {
        let hits = lexicon.cue("stopword").find_iter(text).take(400).count();
        if hits > best.0 || (hits == best.0 && std::ptr::eq(lexicon, fallback)) {
            best = (hits, lexicon);
        }
    }
    best.1
}
