//! Meaning that the application brings: found by likeness, checked, asked no more than needed.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use secretariat::search::{Embedder, IndexChange, Meaning, Passage, SearchIndex, SearchQuery};
use secretariat::settings::{Limits, Settings};
use secretariat::{Error, ErrorKind, Office, Result, Source, Span};

/// Invented words of one meaning: no model knows them.
const CONCEPTS: [&[&str]; 3] = [&["zorbing", "flumox"], &["quendle", "trastic"], &["vimpery", "oblong"]];

/// What the embedder does when it is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mood {
    Good,
    Fails,
    TooFew,
    TooShort,
    NotANumber,
    Waits,
    Zeros,
}

/// Adds up words in a few dimensions; words of one concept count in the same.
#[derive(Debug)]
struct Toy {
    name: &'static str,
    dimensions: usize,
    mood: Mutex<Mood>,
    texts: AtomicUsize,
    most: AtomicUsize,
}

impl Toy {
    fn new(name: &'static str, dimensions: usize) -> Arc<Self> {
        let (texts, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Arc::new(Self { name, dimensions, mood: Mutex::new(Mood::Good), texts, most })
    }

    fn feels(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// How many texts it was asked for since the last look.
    fn texts(&self) -> usize {
        self.texts.swap(0, Ordering::Relaxed)
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut vector = vec![0.0; self.dimensions];
        for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
        {
            let concept = CONCEPTS.iter().position(|concept| concept.contains(&word));
            let hash = word.bytes().fold(7usize, |hash, byte| hash * 31 % 1_009 + usize::from(byte));
            let (at, weight) = concept.map_or((3 + hash % (self.dimensions - 3), 0.2), |at| (at, 5.0));
            vector[at] += weight;
        }
        vector
    }
}

#[async_trait]
impl Embedder for Toy {
    fn name(&self) -> String {
        self.name.to_owned()
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
        self.texts.fetch_add(texts.len(), Ordering::Relaxed);
        self.most.fetch_max(texts.len(), Ordering::Relaxed);
        let mut vectors: Vec<Vec<f32>> = texts.iter().map(|text| self.vector(text)).collect();
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Good => {}
            Mood::Fails => return Err(Error::new(ErrorKind::Denied, "the key has run out")),
            Mood::TooFew => drop(vectors.pop()),
            Mood::TooShort => vectors.iter_mut().for_each(|vector| vector.truncate(1)),
            Mood::NotANumber => vectors.iter_mut().for_each(|vector| vector[0] = f32::NAN),
            Mood::Waits => std::future::pending().await,
            Mood::Zeros => vectors.iter_mut().for_each(|vector| vector.fill(0.0)),
        }
        Ok(vectors)
    }
}

const NOTES: [(&str, &str); 4] = [
    ("a", "The zorbing of the hall begins at noon."),
    ("b", "A quendle was ordered for the kitchen."),
    ("c", "The lease ends in June."),
    ("d", "Nobody likes the vimpery."),
];

async fn office(folder: Option<&Path>, embedder: Option<Arc<Toy>>) -> Office {
    let limits = Limits { callback_millis: 50, ..Limits::default() };
    let mut builder = Office::builder().settings(Settings { limits, ..Settings::default() });
    if let Some(folder) = folder {
        builder = builder.folder(folder);
    }
    if let Some(embedder) = embedder {
        builder = builder.embedder(embedder);
    }
    builder.build().await.unwrap()
}

async fn filled(folder: Option<&Path>, embedder: &Arc<Toy>) -> Office {
    let office = office(folder, Some(embedder.clone())).await;
    for (name, text) in NOTES {
        office.documents().add(Source::text(name, text)).await.unwrap();
    }
    office
}

/// The texts that a search finds, best first.
async fn found(office: &Office, text: &str) -> Result<Vec<String>> {
    let hits = office.documents().search(SearchQuery::new(text)).await?;
    Ok(hits.into_iter().map(|hit| hit.passage.text).collect())
}

async fn best(office: &Office, text: &str) -> String {
    found(office, text).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_passage_without_a_word_of_the_query_is_found_by_its_meaning() {
    for dimensions in [8, 128, 300] {
        let office = filled(None, &Toy::new("toy-1", dimensions)).await;
        for (query, note) in [("flumox", 0), ("a trastic", 1), ("oblong", 3), ("lease", 2)] {
            assert_eq!(best(&office, query).await, NOTES[note].1, "{query} in {dimensions} dimensions");
        }
        let coverage = office.documents().search(SearchQuery::new("flumox")).await.unwrap()[0].coverage;
        assert_eq!(coverage, 0.0);
    }
}

#[tokio::test]
async fn vectors_that_cannot_be_used_are_refused_by_name() {
    let toy = Toy::new("toy-1", 8);
    let office = filled(None, &toy).await;
    for _ in 0..2 {
        // First with passages, then with nothing but the query.
        for mood in [Mood::TooFew, Mood::TooShort, Mood::NotANumber] {
            toy.feels(mood);
            let error = found(&office, "flumox").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{mood:?}");
            assert!(error.message().starts_with("the embedder toy-1: gave "), "{error}");
        }
        toy.feels(Mood::Good);
        assert_eq!(best(&office, "flumox").await, NOTES[0].1);
    }
}

#[tokio::test]
async fn after_a_failure_the_next_search_finds_everything() {
    let toy = Toy::new("toy-1", 8);
    toy.feels(Mood::Fails);
    let office = filled(None, &toy).await;
    assert_eq!(toy.texts(), 0, "adding asks for nothing");
    let error = found(&office, "flumox").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Denied, "the embedder toy-1: the key has run out")
    );
    toy.feels(Mood::Waits);
    let error = found(&office, "flumox").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(
        error.message().starts_with("the embedder toy-1: ") && error.message().contains("50ms"),
        "{error}"
    );
    toy.feels(Mood::Good);
    assert_eq!(found(&office, "flumox").await.unwrap().len(), NOTES.len());
    assert_eq!(best(&office, "flumox").await, NOTES[0].1);
}

#[tokio::test]
async fn a_text_without_meaning_is_found_by_its_words() {
    let toy = Toy::new("toy-1", 8);
    toy.feels(Mood::Zeros);
    let office = filled(None, &toy).await;
    assert_eq!(best(&office, "lease").await, NOTES[2].1);
    toy.feels(Mood::Good);
    let hits = office.documents().search(SearchQuery::new("flumox")).await.unwrap();
    assert!(hits.windows(2).all(|pair| pair[0].score == pair[1].score), "none is nearer: {hits:?}");
}

#[tokio::test]
async fn a_search_by_filters_alone_asks_for_nothing() {
    let toy = Toy::new("toy-1", 8);
    let office = filled(None, &toy).await;
    found(&office, "lease").await.unwrap();
    toy.texts();
    toy.feels(Mood::Fails);
    assert_eq!(found(&office, "after:2000").await.unwrap().len(), 0);
    assert_eq!(found(&office, "before:3000 kind:letter").await.unwrap().len(), 0);
    assert_eq!(toy.texts(), 0);
}

#[tokio::test]
async fn an_office_that_is_opened_again_asks_for_the_query_only() {
    let (folder, toy) = (tempfile::tempdir().unwrap(), Toy::new("toy-1", 8));
    let first = filled(Some(folder.path()), &toy).await;
    assert_eq!(best(&first, "flumox").await, NOTES[0].1);
    assert_eq!(toy.texts(), NOTES.len() + 1);
    first.close().await.unwrap();
    let again = office(Some(folder.path()), Some(toy.clone())).await;
    assert_eq!(best(&again, "flumox").await, NOTES[0].1);
    assert_eq!(toy.texts(), 1);
    again.documents().add(Source::text("e", "The oblong is new.")).await.unwrap();
    assert_eq!(found(&again, "flumox").await.unwrap().len(), NOTES.len() + 1);
    assert_eq!(toy.texts(), 2, "only the new passage and the query");
}

#[tokio::test]
async fn another_model_makes_the_index_anew() {
    let folder = tempfile::tempdir().unwrap();
    filled(Some(folder.path()), &Toy::new("toy-1", 8)).await.close().await.unwrap();
    for (name, dimensions) in [("toy-1", 8), ("toy-2", 8), ("toy-2", 9), ("toy-1", 8)] {
        let toy = Toy::new(name, dimensions);
        let office = office(Some(folder.path()), Some(toy.clone())).await;
        assert_eq!(best(&office, "flumox").await, NOTES[0].1, "{name} in {dimensions} dimensions");
        assert_eq!(toy.texts(), NOTES.len() + 1);
        office.close().await.unwrap();
    }
    let built_in = office(Some(folder.path()), None).await;
    assert_eq!(best(&built_in, "lease").await, NOTES[2].1);
    built_in.close().await.unwrap();
    let toy = Toy::new("toy-1", 8);
    let again = office(Some(folder.path()), Some(toy.clone())).await;
    assert_eq!(best(&again, "flumox").await, NOTES[0].1);
    assert_eq!(toy.texts(), NOTES.len() + 1);
}

#[tokio::test]
async fn an_index_that_another_program_made_anew_is_not_mixed_with_ours() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (Toy::new("toy-1", 8), Toy::new("toy-2", 8));
    let first = filled(Some(folder.path()), &old).await;
    best(&first, "flumox").await;
    let second = office(Some(folder.path()), Some(new)).await;
    assert_eq!(best(&second, "flumox").await, NOTES[0].1);
    first.documents().add(Source::text("e", "The oblong is new.")).await.unwrap();
    assert_eq!(found(&first, "flumox").await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(found(&second, "trastic").await.unwrap().len(), NOTES.len() + 1);
}

#[tokio::test]
async fn many_passages_are_asked_for_in_portions() {
    let toy = Toy::new("toy-1", 8);
    let office = office(None, Some(toy.clone())).await;
    for number in 0..70 {
        office.documents().add(Source::text(number.to_string(), format!("Note {number}"))).await.unwrap();
    }
    let long = (0..2_000).map(|number| format!("Sentence {number} of many. ")).collect::<String>();
    office.documents().add(Source::text("long", long + "\n\nThe zorbing.")).await.unwrap();
    assert!(best(&office, "flumox").await.ends_with("The zorbing."));
    assert_eq!(toy.most.load(Ordering::Relaxed), 64);
}

#[tokio::test]
async fn an_embedder_without_name_or_with_impossible_dimensions_is_refused() {
    for (name, dimensions) in [("", 8), (" ", 8), ("toy", 0), ("toy", 4_097)] {
        let error = Office::builder().embedder(Toy::new(name, dimensions)).build().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    }
}

fn passage(text: &str) -> Passage {
    Passage {
        document: "doc_1".parse().unwrap(),
        ordinal: 0,
        title: "Title".into(),
        heading: String::new(),
        text: text.into(),
        span: Span::new(0, text.chars().count()),
        language: None,
        fields: Default::default(),
    }
}

#[test]
fn an_index_takes_vectors_of_its_own_model_only() {
    let (eight, nine) = (Toy::new("toy-1", 8), Toy::new("toy-1", 9));
    let (own, other) = (Meaning::of(eight.as_ref()).unwrap(), Meaning::of(nine.as_ref()).unwrap());
    let text = passage("The zorbing.").in_context();
    assert_eq!(text, "Title\n\nThe zorbing.");
    let fitting = own.embeddings(&[eight.vector(&text)], 1).unwrap();
    let foreign = other.embeddings(&[nine.vector(&text)], 1).unwrap();
    let index = SearchIndex::in_memory(&own).unwrap();
    let put = |embeddings: &[_]| IndexChange::Put {
        document: "doc_1".parse().unwrap(),
        passages: vec![passage("The zorbing.")],
        embeddings: embeddings.to_vec(),
    };
    for wrong in [&[][..], &foreign, &[fitting.clone(), fitting.clone()].concat()] {
        assert_eq!(index.apply(&[put(wrong)], 1).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    assert_eq!((index.position().unwrap(), index.passages().unwrap()), (0, 0));
    index.apply(&[put(&fitting)], 1).unwrap();
    let query = SearchQuery::new("zorbing");
    assert_eq!(index.search(&query, None).unwrap().len(), 1, "words alone");
    assert_eq!(index.search(&query, fitting.first()).unwrap().len(), 1);
    assert_eq!(index.search(&query, foreign.first()).unwrap_err().kind(), ErrorKind::InvalidInput);
    let built_in = SearchIndex::in_memory(&Meaning::built_in()).unwrap();
    assert_eq!(built_in.apply(&[put(&fitting)], 1).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(built_in.search(&query, fitting.first()).unwrap_err().kind(), ErrorKind::InvalidInput);
}
