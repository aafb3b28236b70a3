//! Answers from the documents: the sentence that says so, quoted, or an honest no.
//!
//! Passages are searched in the words of the question and of its translations, cut into sentences and
//! table rows, and labelled with the facts that understanding found in them. Each is judged by how much of
//! the question it covers (rare words count more, synonyms a little less, what stands around and above it
//! less still) and whether it holds the kind of value that the question asks for. What covers too little,
//! lacks a name or number of the question, or only asks itself, is no answer.

mod judge;
mod known;
mod question;
mod stated;
mod terms;
#[cfg(test)]
mod tests;
mod units;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::index::LocalIndex;
use crate::documents::model::ParsedDocument;
use crate::documents::record::{Document, DocumentRepository};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::search::{Hit, Scope, SearchQuery};

use question::Question;
use units::Unit;

/// How many passages are read for an answer, for the question's own words and for their translations.
const PASSAGES: usize = 16;
/// How many sentences support an answer at most.
const EVIDENCE: usize = 3;
/// What a further sentence must reach of the best one's score to be shown beside it.
const NEAR_BEST: f32 = 0.9;

/// An answer with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The answer: the words of the best sentence, a day computed from it, or that the documents do not say.
    pub text: String,
    /// Whether the documents answer the question.
    pub found: bool,
    /// The sentences that say so, the best one first; empty when nothing was found.
    pub evidence: Vec<Evidence>,
    /// The passages that were read, best first.
    pub passages: Vec<Hit>,
}

/// Answers a question, leaving some documents aside.
pub(crate) async fn ask(
    index: &LocalIndex,
    documents: &DocumentRepository,
    question: &str,
    group: Option<&str>,
    apart_from: &[DocumentId],
) -> Result<Answer> {
    let question = Question::read(question);
    if question.terms.is_empty() {
        return Err(Error::invalid_input("the question holds no word to look for"));
    }
    let passages = passages(index, documents, &question, group, apart_from).await?;
    let units = candidates(documents, &passages).await?;
    let mut judged: Vec<(f32, &Unit)> = judge::judge(&question, &units)
        .into_iter()
        .zip(&units)
        .filter_map(|(score, unit)| score.map(|score| (score, unit)))
        .collect();
    judged.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let Some((best, unit)) = judged.first().copied() else {
        return Ok(Answer {
            text: question.not_found().to_owned(),
            found: false,
            evidence: Vec::new(),
            passages,
        });
    };
    let stated = stated::stated(&question, unit);
    let basis = if stated.is_some() { unit.basis.as_slice() } else { &[] };
    let others = judged.iter().skip(1).take_while(|(score, _)| *score >= NEAR_BEST * best);
    let mut evidence = vec![unit.evidence.clone()];
    evidence.extend(basis.iter().cloned());
    evidence.extend(others.map(|(_, unit)| unit.evidence.clone()).take(EVIDENCE - 1));
    let text = stated.unwrap_or_else(|| unit.evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Answer { text, found: true, evidence, passages })
}

async fn passages(
    index: &LocalIndex,
    documents: &DocumentRepository,
    question: &Question,
    group: Option<&str>,
    apart_from: &[DocumentId],
) -> Result<Vec<Hit>> {
    let scope = group.map_or(Scope::All, Scope::group);
    let mut found: Vec<Hit> = Vec::new();
    for text in [Some(question.search_text()), question.translated()].into_iter().flatten() {
        let query = SearchQuery {
            limit: PASSAGES + apart_from.len() * 4,
            scope: scope.clone(),
            ..SearchQuery::new(text)
        };
        let mut hits = index.search(documents, query).await?;
        hits.retain(|hit| {
            !apart_from.contains(&hit.passage.document)
                && !found.iter().any(|known| known.passage.id() == hit.passage.id())
        });
        hits.truncate(PASSAGES);
        found.append(&mut hits);
    }
    Ok(found)
}

/// Cuts the passages into units and labels them with what is known about their documents.
async fn candidates(documents: &DocumentRepository, passages: &[Hit]) -> Result<Vec<Unit>> {
    let mut read: BTreeMap<&DocumentId, (Document, ParsedDocument)> = BTreeMap::new();
    let mut units: Vec<Unit> = Vec::new();
    for hit in passages {
        let id = &hit.passage.document;
        if !read.contains_key(id) {
            // A document that was removed since the search is no source.
            let Some(document) = documents.find(id).await? else { continue };
            read.insert(id, (document, documents.text(id).await?));
        }
        let Some((_, text)) = read.get(id) else { continue };
        for unit in units::units(&hit.passage, text) {
            let known = |other: &Unit| {
                other.evidence.document == unit.evidence.document && other.evidence.span == unit.evidence.span
            };
            if !units.iter().any(known) {
                units.push(unit);
            }
        }
    }
    for (document, _) in read.values() {
        known::label(document, &mut units);
    }
    Ok(units)
}
