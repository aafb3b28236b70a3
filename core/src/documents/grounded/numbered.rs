//! A document as a model is shown it: sentences and values with ids, by which the model names them.
//!
//! What is named by an id cannot be invented: the model chooses, the words and values stay those of the document.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::documents::Format;
use crate::documents::facts::Brief;
use crate::documents::model::{Block, BlockKind, ParsedDocument};
use crate::evidence::{Evidence, Span};
use crate::id::DocumentId;
use crate::search::sentences;
use crate::values::{self, Language, ValueKind, ValueOptions};

use super::super::understand::Source;

/// The most characters of one sentence that are shown.
const SENTENCE: usize = 1_000;

/// The sentences and values that a model is shown.
pub(crate) struct NumberedText<'a> {
    source: Source<'a>,
    language: Option<&'a str>,
    sentences: Vec<Numbered>,
    values: Vec<NumberedValue>,
    by_id: HashMap<String, usize>,
    /// How many sentences were left out.
    pub(crate) left_out: usize,
}

/// A sentence, or a row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Numbered {
    pub(crate) id: String,
    pub(crate) span: Span,
}

/// A value, with the sentence that it stands in.
#[derive(Debug, Clone)]
pub(crate) struct NumberedValue {
    id: String,
    sentence: usize,
    /// The value, with its span in the document.
    pub(crate) value: values::Value,
}

impl<'a> NumberedText<'a> {
    /// Numbers a document, up to so many characters: its beginning, then sentences that rules found something in.
    pub(crate) fn new(
        id: &'a DocumentId,
        document: &'a ParsedDocument,
        brief: &'a Brief,
        characters: usize,
    ) -> Self {
        let source = Source::new(id, document);
        let language = brief.language.as_deref();
        let all = spans(document, &source, language);
        let kept = bounded(&all, brief, characters);
        let left_out = all.len() - kept.len();
        let mut text = Self {
            source,
            language,
            sentences: Vec::new(),
            values: Vec::new(),
            by_id: HashMap::new(),
            left_out,
        };
        let options = text.options(brief);
        for span in kept {
            text.add(span, &options);
        }
        text
    }

    fn options(&self, brief: &Brief) -> ValueOptions {
        let language = self.language.and_then(|tag| tag.parse().ok()).unwrap_or(Language::En);
        let reference = brief.date.as_ref().map(|fact| fact.date.at(9, 0, 0, 0));
        ValueOptions { language, reference, region: None }
    }

    fn add(&mut self, span: Span, options: &ValueOptions) {
        let at = self.sentences.len();
        let id = format!("s{}", at + 1);
        self.by_id.insert(id.clone(), at);
        self.sentences.push(Numbered { id, span });
        for mut value in values::find(self.source.words(span), options) {
            if !is_telling(value.kind()) {
                continue;
            }
            value.span = value.span.shifted(span.start);
            let id = format!("v{}", self.values.len() + 1);
            self.by_id.insert(id.clone(), self.values.len());
            self.values.push(NumberedValue { id, sentence: at, value });
        }
    }

    /// The language of the document as a BCP 47 tag.
    pub(crate) fn language(&self) -> Option<&'a str> {
        self.language
    }

    /// Says whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Finds a sentence by its id.
    pub(crate) fn sentence(&self, id: &str) -> Option<&Numbered> {
        self.sentences.get(*self.by_id.get(id).filter(|_| id.starts_with('s'))?)
    }

    /// Finds a value by its id.
    pub(crate) fn value(&self, id: &str) -> Option<&NumberedValue> {
        self.values.get(*self.by_id.get(id).filter(|_| id.starts_with('v'))?)
    }

    /// The sentence of a value.
    pub(crate) fn sentence_of(&self, value: &NumberedValue) -> Option<&Numbered> {
        self.sentences.get(value.sentence)
    }

    /// The words at a span.
    pub(crate) fn words(&self, span: Span) -> &'a str {
        self.source.words(span)
    }

    /// The evidence of a span.
    pub(crate) fn evidence(&self, span: Span) -> Evidence {
        self.source.evidence(span)
    }

    /// All that is shown, as one text.
    pub(crate) fn whole(&self) -> String {
        let words = self.sentences.iter().map(|sentence| self.words(sentence.span));
        words.collect::<Vec<_>>().join("\n")
    }

    /// What the model is shown.
    pub(crate) fn shown(&self) -> Value {
        let sentences = self.sentences.iter().map(|sentence| {
            let words: String = self.words(sentence.span).chars().take(SENTENCE).collect();
            json!({"id": sentence.id, "text": words})
        });
        let values = self.values.iter().map(|value| {
            let of = self.sentences.get(value.sentence).map(|sentence| sentence.id.as_str());
            json!({"id": value.id, "sentence": of, "words": value.value.text, "kind": value.value.kind()})
        });
        json!({"sentences": sentences.collect::<Vec<_>>(), "values": values.collect::<Vec<_>>()})
    }
}

/// Values that facts are made of.
fn is_telling(kind: ValueKind) -> bool {
    matches!(
        kind,
        ValueKind::Date
            | ValueKind::DateTime
            | ValueKind::DateRange
            | ValueKind::DateTimeRange
            | ValueKind::Amount
    )
}

/// The spans of sentences and rows that are content, in reading order.
fn spans(document: &ParsedDocument, source: &Source<'_>, language: Option<&str>) -> Vec<Span> {
    let mail = document.format == Format::Eml;
    let mut found = Vec::new();
    for block in &document.blocks {
        match &block.kind {
            BlockKind::Table(table) => {
                for row in table.cells.chunk_by(|a, b| a.row == b.row) {
                    let written = || row.iter().filter(|cell| !cell.span.is_empty());
                    if let (Some(first), Some(last)) = (written().next(), written().next_back()) {
                        found.push(first.span.joined(last.span));
                    }
                }
            }
            _ if is_content(block, mail) => {
                let inside = sentences(source.words(block.span), language);
                found.extend(inside.into_iter().map(|span| span.shifted(block.span.start)));
            }
            _ => {}
        }
    }
    found.retain(|span| !source.words(*span).trim().is_empty());
    found
}

fn is_content(block: &Block, mail: bool) -> bool {
    match &block.kind {
        BlockKind::Header | BlockKind::Footer | BlockKind::Boilerplate | BlockKind::Hidden => false,
        BlockKind::Change { deleted, .. } => !deleted,
        BlockKind::Quote { .. } => !mail,
        _ => true,
    }
}

/// Three quarters of the characters go to the beginning, the rest to later sentences that facts stand in.
fn bounded(all: &[Span], brief: &Brief, characters: usize) -> Vec<Span> {
    let length = |span: &Span| span.len().min(SENTENCE);
    let whole: usize = all.iter().map(length).sum();
    if whole <= characters {
        return all.to_vec();
    }
    let facts: Vec<Span> = brief.evidence().map(|evidence| evidence.span).collect();
    let (mut left, mut kept) = (characters, Vec::new());
    for span in all {
        let is_beginning = left > characters / 4;
        let is_told = facts.iter().any(|fact| fact.overlaps(*span));
        if (is_beginning || is_told) && length(span) <= left {
            left -= length(span);
            kept.push(*span);
        }
    }
    kept
}
