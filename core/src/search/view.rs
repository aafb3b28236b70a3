//! One state of the index, with the columns that ranking needs in memory.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::analysis::LANGUAGES;
use super::meaning::Meaning;
use super::schema::{Fields, column};
use super::vectors::dot;

/// How much a word of the title counts against one of the text.
pub(super) const TITLE_WEIGHT: f32 = 2.0;

/// A state of the index that does not change any more.
pub(super) struct View {
    pub(super) searcher: Searcher,
    pub(super) segments: Vec<SegmentView>,
    /// The number of passages.
    pub(super) passages: u64,
    /// The average weighted length of a passage.
    pub(super) average_length: f64,
    /// The languages that passages were stemmed in.
    pub(super) languages: Vec<&'static str>,
}

/// A segment of a view.
pub(super) struct SegmentView {
    pub(super) columns: Arc<Columns>,
    /// One over the distance of each vector from the mean of the collection.
    pub(super) nearness: Vec<f32>,
    /// The mean's dot product is subtracted from every score; kept per view.
    pub(super) mean: Arc<[i16]>,
}

/// What never changes of a segment.
pub(super) struct Columns {
    pub(super) lengths: Vec<f32>,
    pub(super) keys: Vec<u64>,
    pub(super) orders: Vec<u64>,
    pub(super) ordinals: Vec<u32>,
    /// How many numbers a vector has.
    pub(super) dimensions: usize,
    /// The vectors of all passages, one behind the other.
    pub(super) vectors: Vec<i8>,
}

/// Steps per 1 of the mean of the quantised vectors.
const MEAN_STEPS: f64 = 64.0;

impl View {
    /// Loads the columns of the segments that `earlier` did not have.
    pub(super) fn load(
        searcher: Searcher,
        fields: &Fields,
        meaning: &Meaning,
        earlier: Option<&View>,
    ) -> tantivy::Result<Self> {
        let dimensions = meaning.dimensions();
        let mut known: HashMap<SegmentId, Arc<Columns>> = HashMap::new();
        if let Some(earlier) = earlier {
            for (reader, segment) in earlier.searcher.segment_readers().iter().zip(&earlier.segments) {
                known.insert(reader.segment_id(), Arc::clone(&segment.columns));
            }
        }
        let mut columns = Vec::new();
        for reader in searcher.segment_readers() {
            columns.push(match known.remove(&reader.segment_id()) {
                Some(columns) => columns,
                None => Arc::new(Columns::load(reader, dimensions)?),
            });
        }
        let (mut passages, mut length, mut sum) = (0u64, 0.0f64, vec![0i64; dimensions]);
        for (reader, columns) in searcher.segment_readers().iter().zip(&columns) {
            for doc in reader.doc_ids_alive() {
                passages += 1;
                // Lengths are whole or half numbers: the sum is exact in any order.
                length += f64::from(columns.lengths[doc as usize]);
                for (sum, value) in sum.iter_mut().zip(columns.vector(doc as usize)) {
                    *sum += i64::from(*value);
                }
            }
        }
        let count = passages.max(1) as f64;
        let mean = sum.into_iter().map(|sum| (sum as f64 / count * MEAN_STEPS).round() as i16);
        let mean: Arc<[i16]> = mean.collect();
        let segments = columns
            .into_iter()
            .map(|columns| SegmentView {
                nearness: columns.nearness(&mean, meaning),
                columns,
                mean: Arc::clone(&mean),
            })
            .collect();
        let mut languages = Vec::new();
        for language in LANGUAGES.iter().map(|(tag, _)| *tag).chain(["-"]) {
            let term = Term::from_field_text(fields.language, language);
            let mut any = false;
            for reader in searcher.segment_readers() {
                any = any || any_alive(reader, &term)?;
            }
            if any {
                languages.push(language);
            }
        }
        Ok(Self { searcher, segments, passages, average_length: (length / count).max(1.0), languages })
    }

    /// Calls `each` with every living passage that has a term, and how often.
    pub(super) fn for_each_posting(
        &self,
        segment: usize,
        term: &Term,
        mut each: impl FnMut(u32, u32),
    ) -> tantivy::Result<()> {
        let reader = self.searcher.segment_reader(segment as u32);
        let index = reader.inverted_index(term.field())?;
        let Some(mut postings) = index.read_block_postings(term, IndexRecordOption::WithFreqs)? else {
            return Ok(());
        };
        let alive = reader.alive_bitset();
        while postings.block_len() > 0 {
            for (&doc, &count) in postings.docs().iter().zip(postings.freqs()) {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    each(doc, count);
                }
            }
            postings.advance();
        }
        Ok(())
    }

    /// Returns the living passages of a segment that have a term, in order.
    pub(super) fn with_term(&self, segment: usize, field: Field, text: &str) -> tantivy::Result<Vec<u32>> {
        let reader = self.searcher.segment_reader(segment as u32);
        let term = Term::from_field_text(field, text);
        let mut found = Vec::new();
        if let Some(mut postings) =
            reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?
        {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) {
                    found.push(doc);
                }
                doc = postings.advance();
            }
        }
        Ok(found)
    }
}

fn any_alive(reader: &SegmentReader, term: &Term) -> tantivy::Result<bool> {
    let index = reader.inverted_index(term.field())?;
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { return Ok(false) };
    debug_assert!(postings.term_freq() > 0);
    let mut doc = postings.doc();
    while doc != TERMINATED && reader.is_deleted(doc) {
        doc = postings.advance();
    }
    Ok(doc != TERMINATED)
}

impl SegmentView {
    /// Returns how near each passage's vector is to a query's, both seen from the mean of the collection.
    pub(super) fn likeness(&self, query: &[i16]) -> Vec<f32> {
        let at_mean = self.at_mean(query);
        let passages = self.columns.all_vectors().zip(&self.nearness);
        passages.map(|(vector, nearness)| (dot(vector, query) as f32 - at_mean) * nearness).collect()
    }

    /// Returns the same for some passages only, and 0 for the others.
    pub(super) fn likeness_of(&self, docs: &[u32], query: &[i16]) -> Vec<f32> {
        let at_mean = self.at_mean(query);
        let mut scores = vec![0.0; self.nearness.len()];
        for doc in docs.iter().map(|doc| *doc as usize) {
            if let (Some(score), Some(nearness)) = (scores.get_mut(doc), self.nearness.get(doc)) {
                *score = (dot(self.columns.vector(doc), query) as f32 - at_mean) * nearness;
            }
        }
        scores
    }

    /// Returns the query's product with the mean, in the units of [`dot`].
    fn at_mean(&self, query: &[i16]) -> f32 {
        let exact: i64 = self.mean.iter().zip(query).map(|(m, q)| i64::from(*m) * i64::from(*q)).sum();
        (exact as f64 / MEAN_STEPS) as f32
    }
}

impl Columns {
    fn load(reader: &SegmentReader, dimensions: usize) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let count = reader.max_doc() as usize;
        let numbers = |name: &str| -> tantivy::Result<Vec<u64>> {
            let values = columns.u64(name)?.first_or_default_col(0);
            let mut numbers = vec![0; count];
            let docs: Vec<u32> = (0..reader.max_doc()).collect();
            values.get_vals(&docs, &mut numbers);
            Ok(numbers)
        };
        let (body, title) = (numbers(column::BODY_WORDS)?, numbers(column::TITLE_WORDS)?);
        let lengths = body
            .iter()
            .zip(&title)
            .map(|(body, title)| *body as f32 + TITLE_WEIGHT * *title as f32)
            .collect();
        let mut vectors = vec![0i8; count * dimensions];
        if let Some(column) = columns.bytes(column::VECTOR)? {
            let mut stream = column.dictionary().stream()?;
            let mut by_ord: Vec<i8> = Vec::with_capacity(column.num_terms() * dimensions);
            while stream.advance() {
                let bytes: &[u8] = stream.key();
                let known = if bytes.len() == dimensions { bytes } else { &[] };
                by_ord.extend(known.iter().map(|byte| *byte as i8));
                by_ord.resize(by_ord.len() + dimensions - known.len(), 0);
            }
            for (doc, vector) in (0u32..).zip(vectors.chunks_exact_mut(dimensions)) {
                let row = column.term_ords(doc).next().map(|ord| ord as usize * dimensions);
                if let Some(row) = row.and_then(|row| by_ord.get(row..row + dimensions)) {
                    vector.copy_from_slice(row);
                }
            }
        }
        Ok(Self {
            lengths,
            keys: numbers(column::KEY)?,
            orders: numbers(column::ORDER)?,
            ordinals: numbers(column::ORDINAL)?.into_iter().map(|n| n as u32).collect(),
            dimensions,
            vectors,
        })
    }

    fn all_vectors(&self) -> impl Iterator<Item = &[i8]> {
        self.vectors.chunks_exact(self.dimensions)
    }

    fn vector(&self, doc: usize) -> &[i8] {
        self.vectors.get(doc * self.dimensions..(doc + 1) * self.dimensions).unwrap_or_default()
    }

    fn nearness(&self, mean: &[i16], meaning: &Meaning) -> Vec<f32> {
        let mean_square: i64 = mean.iter().map(|m| i64::from(*m) * i64::from(*m)).sum();
        self.all_vectors()
            .map(|vector| {
                let square: i32 = vector.iter().map(|v| i32::from(*v) * i32::from(*v)).sum();
                let product = dot(vector, mean);
                let distance = f64::from(square) - 2.0 * f64::from(product) / MEAN_STEPS
                    + mean_square as f64 / (MEAN_STEPS * MEAN_STEPS);
                // An embedder's zeros say that there is no meaning. The built-in model's stand for words that
                // it does not know: its ranking was measured with their distance.
                let without = square == 0 && !meaning.is_built_in();
                if distance > 0.0 && !without { (1.0 / distance.sqrt()) as f32 } else { 0.0 }
            })
            .collect()
    }

    /// Returns what sorts a passage among its group: place of its document, document, place inside.
    pub(super) fn place(&self, doc: u32) -> (u64, u64, u32) {
        let doc = doc as usize;
        (self.orders[doc], self.keys[doc], self.ordinals[doc])
    }
}
