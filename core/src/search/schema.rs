//! The fields of the index.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema,
    SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{TantivyDocument, Term};

use super::analysis::{Analysis, Analyzer};
use super::meaning::{Embedding, Meaning};
use super::passage::Passage;
use super::words::for_each_word;
use crate::error::{Error, Result};
use crate::id::DocumentId;

/// Names the way passages are analysed. An index made in another way is thrown away and made again.
const VERSION: &str = "analysis_1";

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) document: Field,
    pub(super) group: Field,
    pub(super) kind: Field,
    pub(super) language: Field,
    pub(super) from: Field,
    pub(super) party: Field,
    pub(super) body: Field,
    pub(super) title: Field,
    pub(super) passage: Field,
    date: Field,
    key: Field,
    order: Field,
    ordinal: Field,
    body_words: Field,
    title_words: Field,
    vector: Field,
}

/// Names of the fields that are read as columns.
pub(super) mod column {
    pub(in crate::search) const DATE: &str = "date";
    pub(in crate::search) const KEY: &str = "key";
    pub(in crate::search) const ORDER: &str = "order";
    pub(in crate::search) const ORDINAL: &str = "ordinal";
    pub(in crate::search) const BODY_WORDS: &str = "body_words";
    pub(in crate::search) const TITLE_WORDS: &str = "title_words";
    pub(in crate::search) const VECTOR: &str = "vector";
}

/// Declares the fields. One of them only names how the index was made.
pub(super) fn schema(meaning: &Meaning) -> (Schema, Fields) {
    let mut builder: SchemaBuilder = Schema::builder();
    let stems = |option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                // Lengths stand exactly in columns: field norms are rounded.
                .set_fieldnorms(false)
                .set_index_option(option),
        )
    };
    let fields = Fields {
        document: builder.add_text_field("document", STRING),
        group: builder.add_text_field("group", STRING),
        kind: builder.add_text_field("kind", STRING),
        language: builder.add_text_field("language", STRING),
        from: builder.add_text_field("from", stems(IndexRecordOption::Basic)),
        party: builder.add_text_field("party", stems(IndexRecordOption::Basic)),
        body: builder.add_text_field("body", stems(IndexRecordOption::WithFreqsAndPositions)),
        title: builder.add_text_field("title", stems(IndexRecordOption::WithFreqsAndPositions)),
        passage: builder.add_bytes_field("passage", STORED),
        date: builder.add_i64_field(column::DATE, FAST),
        key: builder.add_u64_field(column::KEY, FAST),
        order: builder.add_u64_field(column::ORDER, FAST),
        ordinal: builder.add_u64_field(column::ORDINAL, FAST),
        body_words: builder.add_u64_field(column::BODY_WORDS, FAST),
        title_words: builder.add_u64_field(column::TITLE_WORDS, FAST),
        vector: builder.add_bytes_field(column::VECTOR, BytesOptions::default().set_fast()),
    };
    let made = meaning.key().map_or_else(|| VERSION.to_owned(), |key| format!("{VERSION}_{key}"));
    builder.add_u64_field(&made, NumericOptions::default() | INDEXED);
    (builder.build(), fields)
}

impl Fields {
    /// Makes the record of a passage, with the given vector in place of the built-in model's.
    pub(super) fn record(
        &self,
        passage: &Passage,
        embedding: Option<&Embedding>,
        analyzer: &mut Analyzer<'_>,
    ) -> Result<TantivyDocument> {
        let Analysis { body, body_words, title, title_words, vector, language } = analyzer.analyse(passage);
        let stored = serde_json::to_vec(passage)
            .map_err(|cause| Error::internal("a passage cannot be written as JSON").with_source(cause))?;
        let facts = &passage.fields;
        let mut record = TantivyDocument::default();
        record.add_text(self.document, passage.document.as_str());
        if let Some(group) = &facts.group {
            record.add_text(self.group, group);
        }
        if let Some(kind) = &facts.kind {
            record.add_text(self.kind, kind.to_lowercase());
        }
        if let Some(from) = &facts.from {
            record.add_text(self.from, folded(from));
        }
        for party in &facts.parties {
            record.add_text(self.party, folded(party));
        }
        if let Some(date) = facts.date {
            record.add_i64(self.date, date);
        }
        record.add_text(self.language, language);
        record.add_text(self.body, body);
        record.add_text(self.title, title);
        record.add_u64(self.body_words, body_words);
        record.add_u64(self.title_words, title_words);
        record.add_u64(self.key, document_key(&passage.document));
        record.add_u64(self.order, facts.order);
        record.add_u64(self.ordinal, passage.ordinal.into());
        match embedding {
            Some(embedding) => record.add_bytes(self.vector, &embedding.bytes()),
            None => record.add_bytes(self.vector, &vector.map(|value| value as u8)),
        }
        record.add_bytes(self.passage, &stored);
        Ok(record)
    }

    /// Returns the term that all passages of a document share.
    pub(super) fn document_term(&self, document: &DocumentId) -> Term {
        Term::from_field_text(self.document, document.as_str())
    }
}

/// Returns the words of a name, for filters.
pub(super) fn folded(name: &str) -> String {
    let mut words = String::new();
    for_each_word(name, |word| {
        words.push_str(word);
        words.push(' ');
    });
    words
}

/// Returns a number that stands for a document where passages are sorted: the same in every index, so that
/// equal scores come in the same order however the index was made. FNV-1a, 64 bits.
fn document_key(document: &DocumentId) -> u64 {
    document.as_str().bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
