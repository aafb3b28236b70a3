//! Runs a retrieval benchmark: `retrieval CORPUS.jsonl QUERIES.jsonl [FOLDER] [weight=value …] > RUN.jsonl`.
//!
//! Corpus lines: `{"_id", "title", "text", "group"}`; query lines: `{"_id", "text", "group"}`. A query with a
//! group looks only into that group. Output lines: `{"query_id", "doc_ids": [best first]}`. Times go to the
//! standard error. Weights are the fields of `search::Ranking`.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use secretariat::Span;
use secretariat::search::{IndexChange, Passage, PassageFields, Ranking, Scope, SearchIndex, SearchQuery};
use serde_json::{Value, json};

const BATCH: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (weights, paths): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|a| a.contains('='));
    let [corpus, queries, rest @ ..] = &paths[..] else {
        return Err("usage: retrieval CORPUS.jsonl QUERIES.jsonl [FOLDER] [weight=value …]".into());
    };
    let mut ranking = serde_json::to_value(Ranking::default())?;
    for weight in weights {
        let (name, value) = weight.split_once('=').unwrap_or((weight, "0"));
        ranking[name] = serde_json::from_str(value)?;
    }
    let ranking: Ranking = serde_json::from_value(ranking)?;
    let index = match rest.first() {
        Some(folder) => SearchIndex::open(Path::new(folder))?,
        None => SearchIndex::in_memory()?,
    };
    let names = add(&index, &lines(corpus)?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut times = Vec::new();
    index.search(&SearchQuery::new("warm"))?;
    for line in lines(queries)? {
        let query = SearchQuery {
            limit: 100,
            scope: line["group"].as_str().map_or(Scope::All, |group| Scope::Group(group.to_owned())),
            best_of_document: true,
            ranking,
            // Punctuation of the benchmark is no phrase or filter of ours.
            ..SearchQuery::new(text(&line, "text").replace(['"', ':'], " "))
        };
        let started = Instant::now();
        let hits = index.search(&query)?;
        times.push(started.elapsed());
        let documents: Vec<&str> = hits
            .iter()
            .filter_map(|hit| hit.passage.document.as_str().strip_prefix("doc_")?.parse::<usize>().ok())
            .filter_map(|number| names.get(number).map(String::as_str))
            .collect();
        let query_id = text(&line, "_id");
        writeln!(out, "{}", json!({ "query_id": query_id, "doc_ids": documents }))?;
    }
    times.sort();
    let at = |part: f64| times.get((times.len() as f64 * part) as usize).copied().unwrap_or(Duration::ZERO);
    eprintln!("{} queries: p50 {:?}, p99 {:?}", times.len(), at(0.5), at(0.99));
    Ok(())
}

fn lines(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text(line: &Value, name: &str) -> String {
    line[name].as_str().unwrap_or_default().to_owned()
}

/// Adds the corpus and returns the ids by number.
fn add(index: &SearchIndex, corpus: &[Value]) -> Result<Vec<String>, Box<dyn Error>> {
    let started = Instant::now();
    let mut changes = Vec::new();
    let mut bytes = 0;
    let mut names = Vec::new();
    for (number, line) in corpus.iter().enumerate() {
        let document: secretariat::id::DocumentId = format!("doc_{number:08}").parse()?;
        let text_of = text(line, "text");
        bytes += text_of.len();
        let passage = Passage {
            document: document.clone(),
            ordinal: 0,
            title: text(line, "title"),
            heading: String::new(),
            span: Span::new(0, text_of.chars().count()),
            text: text_of,
            language: Some("en".into()),
            fields: PassageFields {
                group: line["group"].as_str().map(str::to_owned),
                order: number as u64,
                ..PassageFields::default()
            },
        };
        changes.push(IndexChange::Put { document, passages: vec![passage] });
        names.push(text(line, "_id"));
        if changes.len() == BATCH {
            index.apply(&changes, number as u64 + 1)?;
            changes.clear();
        }
    }
    index.apply(&changes, corpus.len() as u64 + 1)?;
    let seconds = started.elapsed().as_secs_f64();
    eprintln!(
        "{} passages, {:.1} MB of text in {seconds:.2} s: {:.0} passages/s",
        corpus.len(),
        bytes as f64 / 1e6,
        corpus.len() as f64 / seconds
    );
    Ok(names)
}
