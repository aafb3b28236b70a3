//! Puts the ranking together: words, meaning, neighbours.
//!
//! Both scores are brought to mean 0 and deviation 1 over the candidates and added. Sums are taken over
//! whole numbers, so the order of segments cannot change a score.

use std::collections::{BTreeSet, HashSet};

use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::{DocSet, TERMINATED, Term};

use super::index::failed;
use super::lexical::{self, LexicalScores};
use super::meaning::Embedding;
use super::query::{Filters, Scope, SearchQuery, parse};
use super::schema::{Fields, column, folded};
use super::vectors::{StaticModel, Sum};
use super::view::{SegmentView, View};
use super::words::for_each_word;
use crate::error::Result;

/// A passage that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) segment: usize,
    pub(super) doc: u32,
    pub(super) score: f32,
    /// The share of the query's words, weighed by rarity, that the passage has.
    pub(super) coverage: f32,
}

/// What the meaning of a query is taken from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked<'a> {
    /// From its words, by the built-in model.
    Words(&'a StaticModel),
    /// From its vector; without one, words alone count.
    Vector(Option<&'a Embedding>),
}

/// Passages that a search may return, by segment, in order.
type Allowed = Vec<Vec<u32>>;

/// Up to so many passages, all of a group are candidates.
const WHOLE_GROUP: usize = 5_000;

/// Finds the best passages.
pub(super) fn search(
    view: &View,
    fields: &Fields,
    asked: Asked<'_>,
    query: &SearchQuery,
) -> Result<Vec<Found>> {
    let parsed = parse(&query.text, &query.filters);
    let allowed = allowed(view, fields, query, &parsed.filters, &parsed.phrases).map_err(failed)?;
    let lexical = lexical::score(view, fields, &parsed.words).map_err(failed)?;
    if lexical.words.is_empty() {
        let listed = parsed.filters != Filters::default() || query.scope != Scope::All;
        return Ok(if listed { first_places(view, allowed, query) } else { Vec::new() });
    }
    let inside = query.scope != Scope::All;
    let likeness = likeness(view, asked, &lexical, allowed.as_ref());
    let candidates = candidates(view, &lexical, &likeness, allowed.as_ref(), query, inside);
    let weight = if inside { query.ranking.meaning_in_group } else { query.ranking.meaning_in_collection };
    let words = standardised(candidates.iter().map(|c| lexical.scores[c.0][c.1 as usize]));
    let meaning = standardised(candidates.iter().map(|c| likeness[c.0][c.1 as usize]));
    let total = lexical.total.max(f32::MIN_POSITIVE);
    let mut found: Vec<Found> = candidates
        .iter()
        .zip(words.iter().zip(&meaning))
        .map(|(&(segment, doc), (words, meaning))| Found {
            segment,
            doc,
            score: words + weight * meaning,
            coverage: lexical.found[segment][doc as usize] / total,
        })
        .collect();
    let place = |found: &Found| view.segments[found.segment].columns.place(found.doc);
    if inside && query.ranking.neighbours > 0.0 {
        found.sort_by_key(place);
        smooth(&mut found, query.ranking.neighbours);
    }
    let order = |a: &Found, b: &Found| b.score.total_cmp(&a.score).then_with(|| place(a).cmp(&place(b)));
    // Of many candidates few are wanted; where those of one document count once, nobody knows yet which.
    if !query.best_of_document && found.len() > query.limit {
        if let Some(last) = query.limit.checked_sub(1) {
            found.select_nth_unstable_by(last, order);
        }
        found.truncate(query.limit);
    }
    found.sort_by(order);
    Ok(cut(view, found, query))
}

fn cut(view: &View, mut found: Vec<Found>, query: &SearchQuery) -> Vec<Found> {
    if query.best_of_document {
        let mut seen = HashSet::new();
        found.retain(|found| seen.insert(view.segments[found.segment].columns.keys[found.doc as usize]));
    }
    found.truncate(query.limit);
    found
}

/// Lists what filters let through when there are no words.
fn first_places(view: &View, allowed: Option<Allowed>, query: &SearchQuery) -> Vec<Found> {
    let mut found: Vec<Found> = allowed
        .unwrap_or_default()
        .into_iter()
        .enumerate()
        .flat_map(|(segment, docs)| docs.into_iter().map(move |doc| (segment, doc)))
        .map(|(segment, doc)| Found { segment, doc, score: 0.0, coverage: 1.0 })
        .collect();
    found.sort_by_key(|found| view.segments[found.segment].columns.place(found.doc));
    cut(view, found, query)
}

/// Returns how like the query every passage is in meaning; 0 for those that are not allowed.
fn likeness(
    view: &View,
    asked: Asked<'_>,
    lexical: &LexicalScores,
    allowed: Option<&Allowed>,
) -> Vec<Vec<f32>> {
    let query: Vec<i16> = match asked {
        Asked::Words(model) => {
            let mut sum = Sum::new();
            for word in &lexical.words {
                model.pieces(&word.word).iter().for_each(|piece| sum.add(*piece, word.idf * word.count));
            }
            sum.fine_direction().to_vec()
        }
        Asked::Vector(embedding) => embedding.map(Embedding::fine).unwrap_or_default(),
    };
    let one = |(number, segment): (usize, &SegmentView)| match allowed {
        Some(allowed) => segment.likeness_of(allowed.get(number).map_or(&[], Vec::as_slice), &query),
        None => segment.likeness(&query),
    };
    view.segments.iter().enumerate().map(one).collect()
}

/// Chooses the passages whose scores are compared: a whole group, or the best by words and by meaning.
fn candidates(
    view: &View,
    lexical: &LexicalScores,
    likeness: &[Vec<f32>],
    allowed: Option<&Allowed>,
    query: &SearchQuery,
    inside: bool,
) -> Vec<(usize, u32)> {
    let living: Vec<Vec<u32>> = match allowed {
        Some(allowed) => allowed.clone(),
        None => {
            view.searcher.segment_readers().iter().map(|reader| reader.doc_ids_alive().collect()).collect()
        }
    };
    let whole = inside && living.iter().map(Vec::len).sum::<usize>() <= WHOLE_GROUP;
    let most = query.ranking.candidates.max(query.limit).max(1);
    let of = |scores: &[Vec<f32>], least: f32| {
        let each =
            living.iter().zip(scores).flat_map(|(docs, scores)| docs.iter().map(|doc| scores[*doc as usize]));
        if whole { f32::MIN } else { edge(each.filter(|score| *score > least).collect(), most) }
    };
    let by_words = of(&lexical.scores, 0.0).max(f32::MIN_POSITIVE);
    let by_meaning = of(likeness, f32::MIN);
    let mut chosen = Vec::new();
    for (segment, docs) in living.iter().enumerate() {
        let (words, meaning) = (&lexical.scores[segment], &likeness[segment]);
        let good = |doc: usize| words[doc] >= by_words || meaning[doc] >= by_meaning;
        chosen.extend(docs.iter().filter(|doc| good(**doc as usize)).map(|doc| (segment, *doc)));
    }
    chosen
}

/// Returns the least of the `most` best scores. Equal scores at the edge are all in, or all passages' scores
/// would hang on their order.
fn edge(mut scores: Vec<f32>, most: usize) -> f32 {
    if scores.len() <= most {
        return f32::MIN;
    }
    *scores.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a)).1
}

/// Brings scores to mean 0 and deviation 1.
fn standardised(scores: impl Iterator<Item = f32>) -> Vec<f32> {
    const STEPS: f64 = 65_536.0;
    let scores: Vec<i64> = scores.map(|score| (f64::from(score) * STEPS).round() as i64).collect();
    let count = scores.len().max(1) as i128;
    let sum: i128 = scores.iter().map(|score| i128::from(*score)).sum();
    let squares: i128 = scores.iter().map(|score| i128::from(*score) * i128::from(*score)).sum();
    let mean = sum as f64 / count as f64;
    let deviation = ((squares * count - sum * sum) as f64).sqrt() / count as f64;
    scores
        .into_iter()
        .map(|score| if deviation > 0.0 { ((score as f64 - mean) / deviation) as f32 } else { 0.0 })
        .collect()
}

/// Lets neighbours support each other; `found` stands in the order of the group.
fn smooth(found: &mut [Found], weight: f32) {
    let scores: Vec<f32> = found.iter().map(|found| found.score).collect();
    for (at, found) in found.iter_mut().enumerate() {
        let before = at.checked_sub(1).and_then(|at| scores.get(at)).unwrap_or(&scores[at]);
        let after = scores.get(at + 1).unwrap_or(&scores[at]);
        found.score += weight * (before + after);
    }
}

/// Returns what scope, filters and phrases let through; `None` when they let all through.
fn allowed(
    view: &View,
    fields: &Fields,
    query: &SearchQuery,
    filters: &Filters,
    phrases: &[String],
) -> tantivy::Result<Option<Allowed>> {
    let mut allowed: Option<Allowed> = None;
    for segment in 0..view.segments.len() {
        let mut sets: Vec<Vec<u32>> = Vec::new();
        match &query.scope {
            Scope::All => {}
            Scope::Group { group } => sets.push(view.with_term(segment, fields.group, group)?),
            Scope::Document { document } => {
                sets.push(view.with_term(segment, fields.document, document.as_str())?);
            }
        }
        if !filters.kinds.is_empty() {
            let mut any = BTreeSet::new();
            for kind in &filters.kinds {
                any.extend(view.with_term(segment, fields.kind, &kind.to_lowercase())?);
            }
            sets.push(any.into_iter().collect());
        }
        for (field, names) in [(fields.from, &filters.from), (fields.party, &filters.parties)] {
            for word in names.iter().map(|name| folded(name)).collect::<String>().split_whitespace() {
                sets.push(view.with_term(segment, field, word)?);
            }
        }
        if filters.since.is_some() || filters.before.is_some() {
            sets.push(dated(view, segment, filters)?);
        }
        for phrase in phrases {
            sets.extend(with_phrase(view, fields, segment, phrase)?);
        }
        let mut sets = sets.into_iter();
        let Some(first) = sets.next() else { return Ok(None) };
        let docs = sets
            .fold(first, |docs, set| docs.into_iter().filter(|doc| set.binary_search(doc).is_ok()).collect());
        allowed.get_or_insert_default().push(docs);
    }
    Ok(allowed)
}

fn dated(view: &View, segment: usize, filters: &Filters) -> tantivy::Result<Vec<u32>> {
    let reader = view.searcher.segment_reader(segment as u32);
    let dates = reader.fast_fields().i64(column::DATE)?;
    Ok(reader
        .doc_ids_alive()
        .filter(|doc| {
            dates.first(*doc).is_some_and(|date| {
                filters.since.is_none_or(|since| date >= since)
                    && filters.before.is_none_or(|before| date < before)
            })
        })
        .collect())
}

/// Returns the passages that have a phrase in text or title; `None` for a phrase without words.
fn with_phrase(
    view: &View,
    fields: &Fields,
    segment: usize,
    phrase: &str,
) -> tantivy::Result<Option<Vec<u32>>> {
    let mut words = Vec::new();
    for_each_word(phrase, |word| words.push(word.to_owned()));
    words.truncate(64);
    if words.is_empty() {
        return Ok(None);
    }
    let mut found = BTreeSet::new();
    // The stems of a phrase are all of one language.
    for language in &view.languages {
        let stemmer = super::analysis::stemmer(language);
        for field in [fields.body, fields.title] {
            let stems: Vec<String> =
                words.iter().map(|word| super::analysis::stem(stemmer.as_ref(), word)).collect();
            if let [stem] = &stems[..] {
                found.extend(view.with_term(segment, field, stem)?);
                continue;
            }
            let terms = stems.iter().map(|stem| Term::from_field_text(field, stem)).collect();
            let weight =
                PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
            let reader = view.searcher.segment_reader(segment as u32);
            let mut matching = weight.scorer(reader, 1.0)?;
            let mut doc = matching.doc();
            while doc != TERMINATED {
                if !reader.is_deleted(doc) {
                    found.insert(doc);
                }
                doc = matching.advance();
            }
        }
    }
    Ok(Some(found.into_iter().collect()))
}
