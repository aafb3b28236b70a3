//! The printed words of a draft: what every form shows, made once, so that no form can differ from another.

use std::collections::HashMap;

use crate::communications::draft::{ColumnAlign, Draft, DraftBlock, Inline, ListItem};
use crate::communications::render::labels::Labels;

/// The deepest level of a list.
const DEEPEST: u8 = 3;

/// Starts a piece that keeps its own direction of reading. Beside a Hebrew name, “4 December” would otherwise be
/// shown with its 4 on the other side of the name.
const ISOLATE: char = '\u{2068}';
/// Ends such a piece.
const END_ISOLATE: char = '\u{2069}';

/// A piece of printed text; in text, `\n` ends a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Where it leads, if it is a link that may be followed.
    pub(crate) target: Option<String>,
}

/// A text of several pieces.
pub(crate) type Words = Vec<Piece>;

/// A block as it is printed: lists of tasks have become tables, decisions a numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Printed {
    Paragraph(Words),
    Heading { level: u8, words: Words },
    List { ordered: bool, items: Vec<(u8, Words)> },
    Table(PrintedTable),
    Quote { words: Words, attribution: Words },
    Signature(Words),
}

/// A table as it is printed: every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PrintedTable {
    pub(crate) titles: Vec<Words>,
    pub(crate) aligns: Vec<ColumnAlign>,
    pub(crate) rows: Vec<(bool, Vec<Words>)>,
}

/// Prints the texts of one draft.
pub(crate) struct Printer<'a> {
    facts: HashMap<&'a str, &'a str>,
    pub(crate) labels: &'static Labels,
}

impl<'a> Printer<'a> {
    pub(crate) fn new(draft: &'a Draft) -> Self {
        let facts = draft.facts.iter().map(|fact| (fact.id.as_str(), fact.surface.as_str())).collect();
        Self { facts, labels: Labels::of(&draft.language) }
    }

    /// Prints a text.
    pub(crate) fn words(&self, inlines: &[Inline]) -> Words {
        let mut words: Words = Vec::new();
        let isolated = inlines.iter().any(|inline| self.raw(inline).chars().any(turns));
        let value = |text: String| match isolated && !text.is_empty() {
            true => format!("{ISOLATE}{text}{END_ISOLATE}"),
            false => text,
        };
        for inline in inlines {
            let (text, target) = match inline {
                Inline::Text { text } => (printable(text), None),
                Inline::Fact { fact } => {
                    (value(printable(self.facts.get(fact.as_str()).copied().unwrap_or_default())), None)
                }
                Inline::Placeholder { hint } => (format!("[{}]", printable(hint)), None),
                Inline::Link { text, target } => {
                    let (text, target) = link(&printable(text), &printable(target));
                    (value(text), target)
                }
            };
            match words.last_mut() {
                Some(last) if last.target.is_none() && target.is_none() => last.text.push_str(&text),
                _ => words.push(Piece { text, target }),
            }
        }
        words.retain(|piece| !piece.text.is_empty());
        words
    }

    /// The text of a piece as it was given.
    fn raw<'b>(&'b self, inline: &'b Inline) -> &'b str {
        match inline {
            Inline::Text { text } | Inline::Link { text, .. } => text,
            Inline::Placeholder { hint } => hint,
            Inline::Fact { fact } => self.facts.get(fact.as_str()).copied().unwrap_or_default(),
        }
    }

    /// Prints the body.
    pub(crate) fn body(&self, blocks: &[DraftBlock]) -> Vec<Printed> {
        let mut printed = Vec::new();
        for block in blocks {
            self.block(block, &mut printed);
        }
        printed
    }

    fn block(&self, block: &DraftBlock, printed: &mut Vec<Printed>) {
        let block = match block {
            DraftBlock::Paragraph { inlines } => Printed::Paragraph(self.words(inlines)),
            DraftBlock::Signature { inlines } => Printed::Signature(self.words(inlines)),
            DraftBlock::Heading { level, inlines } => {
                Printed::Heading { level: (*level).clamp(1, 3), words: self.words(inlines) }
            }
            DraftBlock::ItemList { ordered, items } => {
                // An item stands at most one deeper than the one before it, and no deeper than a page bears.
                let mut deepest = 0;
                let item = |item: &ListItem| {
                    let level = item.level.min(deepest);
                    deepest = (level + 1).min(DEEPEST);
                    (level, self.words(&item.inlines))
                };
                Printed::List { ordered: *ordered, items: items.iter().map(item).collect() }
            }
            DraftBlock::Quote { inlines, attribution } => {
                Printed::Quote { words: self.words(inlines), attribution: self.words(attribution) }
            }
            DraftBlock::Table { columns, rows } => {
                let mut table = PrintedTable {
                    titles: columns.iter().map(|column| self.words(&column.title)).collect(),
                    aligns: columns.iter().map(|column| column.align).collect(),
                    rows: Vec::new(),
                };
                for row in rows {
                    let cells = row.cells.iter().map(|cell| self.words(&cell.inlines)).collect();
                    table.rows.push((row.total, cells));
                }
                table.even_out();
                // A row without cells is no row in any form.
                if table.aligns.is_empty() {
                    return;
                }
                Printed::Table(table)
            }
            DraftBlock::ActionItems { items } => {
                title(self.labels.action_items, printed);
                let labels = [self.labels.task, self.labels.owner, self.labels.due];
                let row = |cells: [&[Inline]; 3]| cells.iter().map(|cell| self.words(cell)).collect();
                let rows = items.iter().map(|item| (false, row([&item.task, &item.owner, &item.due])));
                Printed::Table(PrintedTable {
                    titles: labels.map(plain_words).to_vec(),
                    aligns: vec![ColumnAlign::Start; labels.len()],
                    rows: rows.collect(),
                })
            }
            DraftBlock::Decisions { items } => {
                title(self.labels.decisions, printed);
                let items = items.iter().map(|item| (0, self.words(&item.inlines)));
                Printed::List { ordered: true, items: items.collect() }
            }
        };
        printed.push(block);
    }
}

impl PrintedTable {
    /// Gives every row as many cells as the widest has, so that no cell is lost.
    fn even_out(&mut self) {
        let widest = self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let columns = widest.max(self.titles.len());
        self.titles.resize(columns, Vec::new());
        self.aligns.resize(columns, ColumnAlign::Start);
        for (_, cells) in &mut self.rows {
            cells.resize(columns, Vec::new());
        }
    }

    /// Says whether any column has a title.
    pub(crate) fn has_titles(&self) -> bool {
        self.titles.iter().any(|title| !title.is_empty())
    }
}

/// Names a block, unless a heading does so already.
fn title(label: &str, printed: &mut Vec<Printed>) {
    if !matches!(printed.last(), Some(Printed::Heading { .. })) {
        printed.push(Printed::Heading { level: 2, words: plain_words(label) });
    }
}

/// Words without links.
pub(crate) fn plain_words(text: &str) -> Words {
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Piece { text: text.to_owned(), target: None }],
    }
}

/// Prints words for forms that cannot hold links: where they lead stands behind them.
pub(crate) fn flat(words: &[Piece]) -> String {
    let mut text = String::new();
    for piece in words {
        text.push_str(&piece.text);
        if let Some(target) = piece.target.as_deref().filter(|target| !says(&piece.text, target)) {
            text.push_str(&format!(" <{target}>"));
        }
    }
    text
}

/// Says whether the words of a link are its target.
fn says(text: &str, target: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        let schemes = ["https://", "http://", "mailto:", "tel:"];
        schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text).to_lowercase()
    };
    bare(text) == bare(target)
}

/// A link that may be followed; one that may not shows its target, for a person to judge.
fn link(text: &str, target: &str) -> (String, Option<String>) {
    const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
    let lower = target.to_ascii_lowercase();
    let known = SCHEMES.iter().any(|scheme| lower.starts_with(scheme) && lower.len() > scheme.len());
    let clean = !target.contains(|c: char| c.is_whitespace() || "<>\"`\\^{|}".contains(c));
    match known && clean {
        true if text.is_empty() => (target.to_owned(), Some(target.to_owned())),
        true => (text.to_owned(), Some(target.to_owned())),
        false => (format!("{text} ({target})"), None),
    }
}

/// Takes out what no paper shows: control characters, marks that turn the direction of reading, invisible tags.
///
/// What is left looks in every form as it looks in every other.
pub(crate) fn printable(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => kept.push('\n'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => kept.push('\n'),
            '\t' => kept.push(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {}
            '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => {}
            '\u{E0000}'..='\u{E0FFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {}
            c if c.is_control() || (c as u32) & 0xFFFE == 0xFFFE => {}
            c => kept.push(c),
        }
    }
    kept
}

/// Says whether a letter is read from right to left.
fn turns(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Says whether a language, by its BCP 47 tag, is read from right to left.
pub(crate) fn is_turned(language: &str) -> bool {
    matches!(language.split('-').next(), Some("ar" | "fa" | "he" | "ur" | "yi"))
}
