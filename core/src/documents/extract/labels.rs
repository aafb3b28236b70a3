//! Values behind labels: "Invoice number: 20418", a form field, a row of two cells.

use crate::documents::model::{BlockKind, ParsedDocument};
use crate::documents::understand::Source;
use crate::evidence::Span;

use super::form::{Leaf, Sort};
use super::names::{any, is_label};
use super::support::number_of;
use crate::values::{self, Reading, Value, ValueKind, ValueOptions};

/// The longest label and the longest value, in characters.
const LABEL: usize = 60;
const VALUE: usize = 120;
/// How many words a label may have beside those of the name.
const MORE_WORDS: usize = 3;
/// The most lines that are looked at.
const LINES: usize = 4_000;

/// A label with what stands behind it.
#[derive(Debug, Clone)]
struct Labelled {
    /// In small letters.
    label: String,
    value: Span,
}

/// All labels of a document.
#[derive(Debug, Default)]
pub(super) struct Labels {
    found: Vec<Labelled>,
}

impl Labels {
    pub(super) fn read(document: &ParsedDocument, source: &Source<'_>) -> Self {
        let mut labels = Self::default();
        for block in &document.blocks {
            match &block.kind {
                BlockKind::KeyValue { key, value } => labels.add(source.words(*key), *value),
                BlockKind::Table(table) => {
                    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
                        for pair in row.windows(2) {
                            if let [key, value] = pair {
                                labels.add(source.words(key.span), value.span);
                            }
                        }
                    }
                }
                BlockKind::Boilerplate | BlockKind::Hidden | BlockKind::Quote { .. } => {}
                _ => labels.lines(source.words(block.span), block.span.start),
            }
            if labels.found.len() > LINES {
                break;
            }
        }
        labels
    }

    fn add(&mut self, label: &str, value: Span) {
        let label = label.trim().trim_end_matches(':').to_lowercase();
        if !label.is_empty() && label.chars().count() <= LABEL && !value.is_empty() {
            self.found.push(Labelled { label, value });
        }
    }

    /// Reads the lines of a text: label and value stand on both sides of a colon or tab, or the value is the first
    /// word with a figure.
    fn lines(&mut self, text: &str, start: usize) {
        let mut at = start;
        for line in text.split('\n') {
            let length = line.chars().count();
            let split = line.char_indices().find(|(byte, c)| {
                *c == '\t' || (*c == ':' && line[byte + 1..].starts_with([' ', '\t', '\u{a0}']))
            });
            if let Some((byte, c)) = split {
                let before = line[..byte].chars().count();
                self.add(&line[..byte], Span::new(at + before + c.len_utf8(), at + length));
            }
            if let Some((byte, _)) = line.char_indices().find(|(_, c)| c.is_ascii_digit()) {
                let word = line[..byte].rfind(char::is_whitespace).map_or(0, |space| space + 1);
                let before = line[..word].chars().count();
                let value = line[word..].split(|c: char| c.is_whitespace() || c == ',').next();
                let length = value.map_or(0, |value| value.chars().count());
                self.add(&line[..word], Span::new(at + before, at + before + length));
            }
            at += length + 1;
        }
    }

    /// Finds the value of a leaf behind a label that says what its name says: just that, or with some words more.
    pub(super) fn value(
        &self,
        leaf: &Leaf,
        exactly: bool,
        source: &Source<'_>,
        options: &ValueOptions,
    ) -> Option<(Span, Option<Value>)> {
        let mut best: Option<(usize, (Span, Option<Value>))> = None;
        for labelled in self.found.iter().filter(|labelled| is_label(&labelled.label, &leaf.own)) {
            let more = labelled.label.split_whitespace().count().saturating_sub(leaf.own.len());
            let most = if exactly { 0 } else { MORE_WORDS };
            if more > most || best.as_ref().is_some_and(|(least, _)| *least <= more) {
                continue;
            }
            if let Some(read) = read(leaf, labelled.value, source, options) {
                best = Some((more, read));
            }
        }
        best.map(|(_, read)| read)
    }
}

/// Reads what stands behind a label as the sort of value that a leaf takes.
fn read(
    leaf: &Leaf,
    span: Span,
    source: &Source<'_>,
    options: &ValueOptions,
) -> Option<(Span, Option<Value>)> {
    let evidence = source.evidence(span);
    let (words, start) = (evidence.quote.as_str(), evidence.span.start);
    let first = |fits: &dyn Fn(&Value) -> bool| {
        let value = values::find(words, options).into_iter().find(|value| fits(value))?;
        Some((value.span.shifted(start), Some(value)))
    };
    match leaf.sort {
        Sort::Number | Sort::Whole => {
            let is_rate = any(&leaf.own, &["rate", "percent", "percentage", "satz"]);
            first(&|value| match value.best() {
                Reading::Percentage { .. } => is_rate,
                best => !is_rate && number_of(best).is_some(),
            })
        }
        Sort::Date => first(&|value| value.date().is_some()),
        Sort::YesNo => None,
        Sort::Text if any(&leaf.own, &["number", "no", "nr", "num", "id", "ref", "reference", "code"]) => {
            // A number may be of several groups: "RE 2026-118".
            let word = words.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
            let word = word.into_iter().find(|word| word.contains(|c: char| c.is_ascii_digit()))?;
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let before = words.split(word).next().unwrap_or_default().chars().count();
            let at = start + before;
            Some((Span::new(at, at + word.chars().count()), None))
        }
        Sort::Text => {
            let is_short = evidence.span.len() <= VALUE && !words.contains('\n');
            is_short.then_some((evidence.span, None))
        }
    }
    .filter(|(span, value)| {
        !span.is_empty() && value.as_ref().is_none_or(|value| value.kind() != ValueKind::Recurrence)
    })
}
