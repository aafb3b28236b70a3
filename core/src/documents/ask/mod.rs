//! Answers from the documents: the sentence that says so, quoted, or an honest no.
//!
//! Passages are searched, cut into sentences and table rows, and each is judged by how much of the
//! question it covers (rare words count more, synonyms a little less, headings above it half) and whether
//! it holds the kind of value that the question asks for. What covers too little is no answer.

mod question;
mod units;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::index::LocalIndex;
use crate::documents::record::DocumentRepository;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::search::{Hit, Scope, SearchQuery};

use question::Question;
use units::Unit;

/// How many passages are read for an answer.
const PASSAGES: usize = 12;
/// The least share of the question that the sentence with its headings must cover.
const LEAST_COVERAGE: f32 = 0.5;
/// The least share that the sentence itself must cover.
const LEAST_OWN: f32 = 0.3;
/// How many sentences support an answer at most.
const EVIDENCE: usize = 3;

/// An answer with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The answer: the words of the best sentence, or that the documents do not say.
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
    let scope = group.map_or(Scope::All, |group| Scope::Group(group.to_owned()));
    let query = SearchQuery {
        limit: PASSAGES + apart_from.len() * 4,
        scope,
        ..SearchQuery::new(question.search_text())
    };
    let mut passages = index.search(documents, query).await?;
    passages.retain(|hit| !apart_from.contains(&hit.passage.document));
    passages.truncate(PASSAGES);
    let mut units: Vec<Unit> = Vec::new();
    for hit in &passages {
        let text = documents.text(&hit.passage.document).await?;
        for unit in units::units(&hit.passage, &text) {
            if !units.iter().any(|known| {
                known.evidence.document == unit.evidence.document && known.evidence.span == unit.evidence.span
            }) {
                units.push(unit);
            }
        }
    }
    let mut judged: Vec<(f32, &Unit)> = question
        .judge(&units)
        .into_iter()
        .zip(&units)
        .filter(|(judgement, _)| {
            judgement.covered >= LEAST_COVERAGE && judgement.own >= LEAST_OWN && judgement.has_kind
        })
        .map(|(judgement, unit)| (judgement.score, unit))
        .collect();
    judged.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let best = judged.first().map_or(0.0, |(score, _)| *score);
    let evidence: Vec<Evidence> = judged
        .into_iter()
        .take_while(|(score, _)| *score >= 0.8 * best)
        .take(EVIDENCE)
        .map(|(_, unit)| unit.evidence.clone())
        .collect();
    let text = match evidence.first() {
        Some(evidence) => evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "),
        None => question.not_found().to_owned(),
    };
    Ok(Answer { text, found: !evidence.is_empty(), evidence, passages })
}
