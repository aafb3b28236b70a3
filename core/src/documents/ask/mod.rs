//! Answers from the documents: the sentence that says so, quoted, or an honest no.
//!
//! Passages are searched in the words of the question and of its translations, cut into sentences and
//! table rows, and labelled with the facts that understanding found in them. Each is judged by how much of
//! the question it covers (rare words count more, synonyms a little less, what stands around and above it
//! less still) and whether it holds the kind of value that the question asks for. What covers too little,
//! lacks a name or number of the question, or only asks itself, is no answer.
//!
//! With a language model the passages are read by it, and what it says is held to their words
//! (`documents::grounded`); where that fails, the answer is the one described above, with a finding.

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

use crate::documents::facts::Finding;
use crate::documents::grounded::{self, Assistant, Grounded, Outcome};
use crate::documents::index::LocalIndex;
use crate::documents::model::ParsedDocument;
use crate::documents::record::{Document, DocumentRepository};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::models::ModelUse;
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
    /// The answer: the words of the best sentence, a day computed from it, or that the documents do not say; with a
    /// model, its sentences, as far as they stood the checks.
    pub text: String,
    /// Whether the documents answer the question.
    pub found: bool,
    /// The sentences that say so, the best one first; empty when nothing was found.
    pub evidence: Vec<Evidence>,
    /// The passages that were read, best first.
    pub passages: Vec<Hit>,
    /// Why the answer is not, or not only, the model's; empty without one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The model that was asked, and what that took; absent when none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelUse>,
}

impl Answer {
    fn of(text: impl Into<String>, evidence: Vec<Evidence>, passages: Vec<Hit>) -> Self {
        let found = !evidence.is_empty();
        Self { text: text.into(), found, evidence, passages, findings: Vec::new(), model: None }
    }
}

/// Where answers are looked for, and who reads them.
pub(crate) struct Asking<'a> {
    pub(crate) index: &'a LocalIndex,
    pub(crate) documents: &'a DocumentRepository,
    /// Only in documents of this group.
    pub(crate) group: Option<&'a str>,
    /// Not in these documents.
    pub(crate) apart_from: &'a [DocumentId],
    pub(crate) assistant: Option<&'a Assistant>,
}

/// Answers a question.
pub(crate) async fn ask(asking: Asking<'_>, text: &str) -> Result<Answer> {
    let Asking { index, documents, group, apart_from, assistant } = asking;
    let question = Question::read(text);
    if question.terms.is_empty() {
        return Err(Error::invalid_input("the question holds no word to look for"));
    }
    let passages = passages(index, documents, &question, group, apart_from).await?;
    let Some(assistant) = assistant.filter(|_| !passages.is_empty()) else {
        return extractive(documents, &question, passages).await;
    };
    let Grounded { outcome, findings, used } =
        grounded::answer(assistant, documents, text.trim(), &passages).await?;
    let answer = match outcome {
        Outcome::Answered { text, evidence } => Answer::of(text, evidence, passages),
        Outcome::Unanswerable => Answer::of(question.not_found(), Vec::new(), passages),
        Outcome::Unusable => extractive(documents, &question, passages).await?,
    };
    Ok(Answer { findings, model: Some(used), ..answer })
}

/// Answers with the words of the best sentence.
async fn extractive(
    documents: &DocumentRepository,
    question: &Question,
    passages: Vec<Hit>,
) -> Result<Answer> {
    let units = candidates(documents, &passages).await?;
    let mut judged: Vec<(f32, &Unit)> = judge::judge(question, &units)
        .into_iter()
        .zip(&units)
        .filter_map(|(score, unit)| score.map(|score| (score, unit)))
        .collect();
    judged.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let Some((best, unit)) = judged.first().copied() else {
        return Ok(Answer::of(question.not_found(), Vec::new(), passages));
    };
    let stated = stated::stated(question, unit);
    let basis = if stated.is_some() { unit.basis.as_slice() } else { &[] };
    let others = judged.iter().skip(1).take_while(|(score, _)| *score >= NEAR_BEST * best);
    let mut evidence = vec![unit.evidence.clone()];
    evidence.extend(basis.iter().cloned());
    evidence.extend(others.map(|(_, unit)| unit.evidence.clone()).take(EVIDENCE - 1));
    let text = stated.unwrap_or_else(|| unit.evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Answer::of(text, evidence, passages))
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
