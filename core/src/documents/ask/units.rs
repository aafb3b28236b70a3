//! The pieces of a passage that can answer: sentences, and rows of tables.

use jiff::civil::Date;

use crate::documents::ask::question::Wanted;
use crate::documents::model::{Block, BlockKind, Cell, ParsedDocument, Table};
use crate::evidence::{Evidence, Place, Span, TextIndex};
use crate::search::{Passage, sentences};

/// A sentence or a row with what stands around it.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) evidence: Evidence,
    /// The sentences before and after it in its paragraph.
    pub(super) beside: String,
    /// Title, headings and, for a row, the header of its table.
    pub(super) above: String,
    /// What is known of the whole document: its name, kind and parties.
    pub(super) of_document: String,
    /// What understanding found in it, in words of both languages.
    pub(super) label: String,
    /// The kinds of value that understanding found in it.
    pub(super) kinds: Vec<Wanted>,
    /// Whether a deadline stands in it.
    pub(super) deadline: bool,
    /// The day computed from it, with the rule, and the further places that the rule uses.
    pub(super) computed: Option<(Date, String)>,
    pub(super) basis: Vec<Evidence>,
    /// Whether it asks rather than answers.
    pub(super) asks: bool,
    pub(super) heading: bool,
    pub(super) row: bool,
    pub(super) language: Option<String>,
}

impl Unit {
    pub(super) fn of(evidence: Evidence, language: Option<String>) -> Self {
        let asks = evidence.quote.trim_end().ends_with('?');
        Self {
            evidence,
            beside: String::new(),
            above: String::new(),
            of_document: String::new(),
            label: String::new(),
            kinds: Vec::new(),
            deadline: false,
            computed: None,
            basis: Vec::new(),
            asks,
            heading: false,
            row: false,
            language,
        }
    }
}

/// Cuts a passage into units. What was said before (quoted mail), page furniture and the address lines of a
/// message answer nothing.
pub(super) fn units(passage: &Passage, document: &ParsedDocument) -> Vec<Unit> {
    let index = TextIndex::new(&document.text);
    let cutter = Cutter { passage, index: &index, above: format!("{} {}", passage.title, passage.heading) };
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| block.span.overlaps(passage.span)) {
        match &block.kind {
            BlockKind::Table(table) => cutter.rows(block, table, &mut found),
            BlockKind::Quote { .. }
            | BlockKind::Hidden
            | BlockKind::Boilerplate
            | BlockKind::Header
            | BlockKind::Footer => {}
            BlockKind::KeyValue { .. } if is_address_line(&block.place) => {}
            BlockKind::Heading { .. } => {
                let mut unit = cutter.unit(block.span, &block.place);
                unit.heading = true;
                found.push(unit);
            }
            _ => cutter.sentences(block, &mut found),
        }
    }
    found.retain(|unit| !unit.evidence.quote.trim().is_empty());
    found
}

/// Says whether a place is a header line of a message that only routes it.
fn is_address_line(place: &Place) -> bool {
    matches!(place, Place::Part { part, .. } if matches!(part.as_str(), "To" | "Cc" | "Subject" | "An" | "Kopie" | "Betreff"))
}

struct Cutter<'a> {
    passage: &'a Passage,
    index: &'a TextIndex<'a>,
    above: String,
}

impl Cutter<'_> {
    fn unit(&self, span: Span, place: &Place) -> Unit {
        let evidence = Evidence {
            document: self.passage.document.clone(),
            span,
            place: place.clone(),
            quote: self.index.slice(span).to_owned(),
        };
        Unit { above: self.above.clone(), ..Unit::of(evidence, self.passage.language.clone()) }
    }

    fn sentences(&self, block: &Block, found: &mut Vec<Unit>) {
        let text = self.index.slice(block.span);
        let spans: Vec<Span> = sentences(text, self.passage.language.as_deref())
            .into_iter()
            .map(|span| span.shifted(block.span.start))
            .collect();
        for (at, span) in spans.iter().enumerate() {
            let mut unit = self.unit(*span, &block.place);
            let around = at.checked_sub(1).into_iter().chain(Some(at + 1));
            let around: Vec<&str> =
                around.filter_map(|at| spans.get(at)).map(|span| self.index.slice(*span)).collect();
            unit.beside = around.join(" ");
            found.push(unit);
        }
    }

    /// Rows that stand in the passage; a large table has many more.
    fn rows(&self, block: &Block, table: &Table, found: &mut Vec<Unit>) {
        let header: Vec<&str> = table
            .cells
            .iter()
            .take_while(|cell| cell.row == 0)
            .filter(|cell| cell.header)
            .map(|cell| self.index.slice(cell.span))
            .collect();
        for row in table.cells.chunk_by(|a, b| a.row == b.row) {
            let written = |cell: &&Cell| !cell.span.is_empty();
            let (Some(first), Some(last)) = (row.iter().find(written), row.iter().rev().find(written)) else {
                continue;
            };
            let span = first.span.joined(last.span);
            if !span.overlaps(self.passage.span) || row.iter().all(|cell| cell.header) {
                continue;
            }
            let mut unit = self.unit(span, first.place.as_ref().unwrap_or(&block.place));
            unit.row = true;
            unit.above = format!("{} {}", self.above, header.join(" "));
            found.push(unit);
        }
    }
}
