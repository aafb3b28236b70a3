//! Ranking by words: BM25 over text and titles.
//!
//! Statistics are counted over living passages while postings are read, so scores do not depend on
//! deletions or on how segments were merged. k1 1.2 and b 0.75 as in [Robertson and Zaragoza,
//! 2009](https://doi.org/10.1561/1500000019); a term's frequency is the weighted sum over the fields (BM25F);
//! a word that stands twice in the query counts twice.

use std::collections::BTreeMap;

use tantivy::Term;

use super::analysis::{stem, stemmer};
use super::schema::Fields;
use super::stopwords::is_stop_word;
use super::typos;
use super::view::{TITLE_WEIGHT, View};
use super::words::for_each_word;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// The most different words of a query that are looked up.
const MOST_WORDS: usize = 1_024;

/// A word of the query.
#[derive(Debug)]
pub(super) struct QueryWord {
    pub(super) word: String,
    /// How often it stands in the query.
    pub(super) count: f32,
    /// How rare it is: the weight of one occurrence.
    pub(super) idf: f32,
}

/// Scores of passages by segment and number.
#[derive(Debug)]
pub(super) struct LexicalScores {
    pub(super) words: Vec<QueryWord>,
    pub(super) scores: Vec<Vec<f32>>,
    /// The sum of the rarities of the words that a passage has.
    pub(super) found: Vec<Vec<f32>>,
    /// The sum of the rarities of all words.
    pub(super) total: f32,
}

/// Returns the different words of a text with their counts, sorted.
fn query_words(text: &str) -> BTreeMap<String, f32> {
    let mut words: BTreeMap<String, f32> = BTreeMap::new();
    for_each_word(text, |word| {
        if let Some(count) = words.get_mut(word) {
            *count += 1.0;
        } else if words.len() < MOST_WORDS {
            words.insert(word.to_owned(), 1.0);
        }
    });
    words
}

/// Returns a word's stem in each language of the collection, without repetition.
pub(super) fn stems(view: &View, word: &str) -> Vec<String> {
    let mut stems: Vec<String> =
        view.languages.iter().map(|language| stem(stemmer(language).as_ref(), word)).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// Scores all passages.
pub(super) fn score(view: &View, fields: &Fields, text: &str) -> tantivy::Result<LexicalScores> {
    // Words that share their stems are one word: `notice` and `notices`.
    let mut terms: BTreeMap<Vec<String>, (String, f32)> = BTreeMap::new();
    let mut words = query_words(text);
    let stops = |word: &String| view.languages.iter().any(|language| is_stop_word(language, word));
    if !words.keys().all(stops) {
        words.retain(|word, _| !stops(word));
    }
    for (word, count) in words {
        terms.entry(stems(view, &word)).or_insert((word, 0.0)).1 += count;
    }
    let sizes = || view.segments.iter().map(|segment| segment.columns.lengths.len());
    let mut result = LexicalScores {
        words: Vec::new(),
        scores: sizes().map(|size| vec![0.0; size]).collect(),
        found: sizes().map(|size| vec![0.0; size]).collect(),
        total: 0.0,
    };
    let mut frequencies: Vec<f32> = vec![0.0; sizes().max().unwrap_or(0)];
    for (stems, (word, count)) in terms {
        let exact: Vec<(String, f32)> = stems.iter().map(|stem| (stem.clone(), 1.0)).collect();
        let mut postings = read(view, fields, &exact, &mut frequencies)?;
        let mut documents: usize = postings.iter().map(Vec::len).sum();
        let idf = rarity(view.passages, documents);
        if documents == 0 {
            let near = typos::near_terms(view, fields, &word, &stems)?;
            postings = read(view, fields, &near, &mut frequencies)?;
            documents = postings.iter().map(Vec::len).sum();
        }
        // A guess weighs no more than what it was guessed to be.
        let weight = idf.min(rarity(view.passages, documents)) * count;
        let average = view.average_length as f32;
        for (segment, postings) in postings.into_iter().enumerate() {
            let lengths = &view.segments[segment].columns.lengths;
            for (doc, frequency) in postings {
                let at = doc as usize;
                let saturation = frequency + K1 * (1.0 - B + B * lengths[at] / average);
                result.scores[segment][at] += weight * (K1 + 1.0) * frequency / saturation;
                result.found[segment][at] += idf;
            }
        }
        result.total += idf;
        result.words.push(QueryWord { word, count, idf });
    }
    Ok(result)
}

fn rarity(passages: u64, having: usize) -> f32 {
    let (all, having) = (passages as f64, having as f64);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln() as f32
}

/// Reads the passages that have any of some weighted stems, by segment, with their weighted frequency.
fn read(
    view: &View,
    fields: &Fields,
    stems: &[(String, f32)],
    frequencies: &mut [f32],
) -> tantivy::Result<Vec<Vec<(u32, f32)>>> {
    let mut all = Vec::with_capacity(view.segments.len());
    for segment in 0..view.segments.len() {
        let mut touched: Vec<u32> = Vec::new();
        for (stem, weight) in stems {
            for (field, of_field) in [(fields.body, 1.0), (fields.title, TITLE_WEIGHT)] {
                let weight = weight * of_field;
                view.for_each_posting(segment, &Term::from_field_text(field, stem), |doc, count| {
                    let frequency = &mut frequencies[doc as usize];
                    if *frequency == 0.0 {
                        touched.push(doc);
                    }
                    *frequency += weight * count as f32;
                })?;
            }
        }
        all.push(
            touched.into_iter().map(|doc| (doc, std::mem::take(&mut frequencies[doc as usize]))).collect(),
        );
    }
    Ok(all)
}
