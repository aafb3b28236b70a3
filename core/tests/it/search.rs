//! The search index as its users see it: ranking, filters, crashes, erasure, hostile queries.

use std::path::Path;

use proptest::prelude::*;
use secretariat::id::DocumentId;
use secretariat::search::{
    Hit, IndexChange, Meaning, Passage, PassageFields, Scope, SearchIndex, SearchQuery,
};
use secretariat::{ErrorKind, Span};

const TEXTS: [(&str, &str, &str); 8] = [
    ("Lease", "en", "The tenant may terminate this lease with three months' notice to the end of a quarter."),
    ("Lease", "en", "Rent is payable in advance on the first working day of each month."),
    ("Invoice 17", "en", "Printer paper and toner, total 412.50 EUR, payable within 14 days."),
    ("Minutes", "en", "Anna will order new chairs. Ben reports that wages rise by three percent."),
    ("Kündigung", "de", "Hiermit kündigen wir den Vertrag über die Büroräume fristgerecht zum 30. Juni."),
    ("Angebot", "de", "Wir bieten Ihnen zwölf Bürostühle zum Preis von 3.480,00 EUR an."),
    ("Note", "en", "The notice board in the hall needs new pins."),
    ("Travel", "en", "Flights to Lisbon were booked; the hotel is near the river."),
];

fn document(number: usize) -> DocumentId {
    format!("doc_{number:04}").parse().unwrap()
}

fn passage(number: usize, title: &str, language: &str, text: &str) -> Passage {
    Passage {
        document: document(number),
        ordinal: 0,
        title: title.into(),
        heading: String::new(),
        text: text.into(),
        span: Span::new(0, text.chars().count()),
        language: Some(language.into()),
        fields: PassageFields {
            kind: Some(if number == 2 { "Invoice" } else { "letter" }.into()),
            from: (number == 3).then(|| "Anna Weber <anna@example.org>".into()),
            date: Some(19_000 + number as i64),
            group: Some(if number < 4 { "a" } else { "b" }.into()),
            ..PassageFields::default()
        },
    }
}

fn put(number: usize) -> IndexChange {
    let (title, language, text) = TEXTS[number % TEXTS.len()];
    let text = if number < TEXTS.len() { text.to_owned() } else { format!("{text} Copy {number}.") };
    IndexChange::Put {
        document: document(number),
        passages: vec![passage(number, title, language, &text)],
        embeddings: vec![],
    }
}

fn opened(folder: &Path) -> SearchIndex {
    SearchIndex::open(folder, &Meaning::built_in()).unwrap()
}

fn filled() -> SearchIndex {
    let index = SearchIndex::in_memory(&Meaning::built_in()).unwrap();
    index.apply(&(0..TEXTS.len()).map(put).collect::<Vec<_>>(), 1).unwrap();
    index
}

fn found(index: &SearchIndex, text: &str) -> Vec<usize> {
    numbers(&index.search(&SearchQuery::new(text), None).unwrap())
}

fn numbers(hits: &[Hit]) -> Vec<usize> {
    hits.iter().map(|hit| hit.passage.document.as_str()[4..].parse().unwrap()).collect()
}

fn ranking(index: &SearchIndex, text: &str) -> Vec<(String, u32, u32)> {
    let query = SearchQuery { limit: 1_000, ..SearchQuery::new(text) };
    let hits = index.search(&query, None).unwrap();
    hits.iter().map(|hit| (hit.passage.id(), hit.score.to_bits(), hit.coverage.to_bits())).collect()
}

#[test]
fn the_best_passage_comes_first() {
    let index = filled();
    for (query, best) in [
        ("notice period of the lease", 0),
        ("when is the rent due", 1),
        ("Wann wurde der Vertrag gekündigt?", 4),
        ("salary increase", 3),
        ("hotel", 7),
        ("Bürostuhl", 5),
    ] {
        assert_eq!(found(&index, query).first(), Some(&best), "{query}");
    }
}

#[test]
fn slips_and_beginnings_are_forgiven() {
    let index = filled();
    for (query, best) in [("Lisobn", 7), ("terminat leese", 0), ("Bürost", 5), ("recieve tonre", 2)] {
        assert_eq!(found(&index, query).first(), Some(&best), "{query}");
    }
}

#[test]
fn phrases_filters_and_scopes_narrow_the_search() {
    let index = filled();
    assert_eq!(found(&index, "\"notice board\""), [6]);
    assert_eq!(found(&index, "\"board notice\""), Vec::<usize>::new());
    assert_eq!(found(&index, "\"the notice board in\""), [6]);
    assert_eq!(found(&index, "payable kind:invoice"), [2]);
    assert_eq!(found(&index, "kind:invoice"), [2]);
    assert_eq!(found(&index, "wages from:weber"), [3]);
    assert_eq!(found(&index, "notice before:2022-01-09"), [0]);
    let group = SearchQuery { scope: Scope::group("b"), ..SearchQuery::new("notice") };
    assert!(numbers(&index.search(&group, None).unwrap()).iter().all(|number| *number >= 4));
    let one = SearchQuery { scope: Scope::Document { document: document(1) }, ..SearchQuery::new("notice") };
    assert_eq!(numbers(&index.search(&one, None).unwrap()), [1]);
}

#[test]
fn coverage_tells_found_words_from_mere_likeness() {
    let index = filled();
    let best = |text: &str| index.search(&SearchQuery::new(text), None).unwrap().remove(0).coverage;
    assert!(best("tenant notice") > 0.99);
    assert_eq!(best("submarine"), 0.0);
}

#[test]
fn the_ranking_does_not_depend_on_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let many = opened(folder.path());
    let mut position = 0;
    let mut step = |change: IndexChange| {
        position += 1;
        many.apply(&[change], position).unwrap();
    };
    (0..40).rev().for_each(|number| step(put(number)));
    (20..60).for_each(|number| step(put(number)));
    (10..30).for_each(|number| step(IndexChange::Remove { document: document(number) }));
    step(IndexChange::Put {
        document: document(35),
        passages: vec![passage(35, "Other", "fr", "Une autre notice de bail.")],
        embeddings: vec![],
    });
    step(put(35));

    let once = SearchIndex::in_memory(&Meaning::built_in()).unwrap();
    let rest: Vec<_> = (0..10).chain(30..60).map(put).collect();
    once.apply(&rest, 1).unwrap();
    for query in ["notice to the tenant", "EUR payable", "Vertrag Büro", "leese", "river bank", "copy"] {
        assert_eq!(ranking(&many, query), ranking(&once, query), "{query}");
        let group = SearchQuery { scope: Scope::group("b"), ..SearchQuery::new(query) };
        assert_eq!(many.search(&group, None).unwrap(), once.search(&group, None).unwrap(), "{query}");
    }
    many.clear().unwrap();
    assert_eq!((many.position().unwrap(), many.passages().unwrap()), (0, 0));
    many.apply(&rest, 7).unwrap();
    assert_eq!(ranking(&many, "notice to the tenant"), ranking(&once, "notice to the tenant"));
}

#[test]
fn a_reopened_index_knows_its_position_and_takes_replays() {
    let folder = tempfile::tempdir().unwrap();
    let index = opened(folder.path());
    assert_eq!(index.position().unwrap(), 0);
    index.apply(&[put(0), put(1)], 5).unwrap();
    drop(index);
    let index = opened(folder.path());
    assert_eq!(index.position().unwrap(), 5);
    index.apply(&[IndexChange::Remove { document: document(0) }], 5).unwrap();
    assert_eq!(index.passages().unwrap(), 2, "what was reached before changes nothing");
    index.apply(&[put(1), put(2)], 9).unwrap();
    assert_eq!((index.position().unwrap(), index.passages().unwrap()), (9, 3));
}

#[test]
fn a_crash_before_the_commit_leaves_the_old_state() {
    let (folder, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let index = opened(folder.path());
    index.apply(&[put(0), put(1)], 1).unwrap();
    let before = std::fs::read(folder.path().join("meta.json")).unwrap();
    // A commit is the exchange of `meta.json`: files written before it are the crash's leftovers.
    let files = files(folder.path());
    index
        .apply(&[put(2), IndexChange::Put { document: document(0), passages: vec![], embeddings: vec![] }], 2)
        .unwrap();
    for (name, bytes) in files.into_iter().chain(self::files(folder.path())) {
        std::fs::write(copy.path().join(name), bytes).unwrap();
    }
    std::fs::write(copy.path().join("meta.json"), before).unwrap();
    let index = opened(copy.path());
    assert_eq!((index.position().unwrap(), index.passages().unwrap()), (1, 2));
    index.apply(&[put(2)], 2).unwrap();
    assert_eq!(index.passages().unwrap(), 3);
}

#[test]
fn a_damaged_index_is_made_anew_and_foreign_folders_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    opened(folder.path()).apply(&[put(0)], 3).unwrap();
    std::fs::write(folder.path().join("meta.json"), "{").unwrap();
    // What a killed process had begun to write.
    std::fs::write(folder.path().join(".tmpAb12Cd"), "{").unwrap();
    let index = opened(folder.path());
    assert_eq!(index.position().unwrap(), 0);
    index.apply(&[put(0)], 1).unwrap();
    assert_eq!(found(&index, "notice"), [0]);

    let foreign = tempfile::tempdir().unwrap();
    std::fs::write(foreign.path().join("letter.txt"), "x").unwrap();
    std::fs::write(foreign.path().join("meta.json"), "{}").unwrap();
    let refused = SearchIndex::open(foreign.path(), &Meaning::built_in()).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert!(foreign.path().join("letter.txt").exists());
}

#[test]
fn two_openings_of_one_folder_share_it() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (opened(folder.path()), opened(folder.path()));
    first.apply(&[put(0)], 1).unwrap();
    second.apply(&[put(0)], 1).unwrap();
    second.apply(&[put(1)], 2).unwrap();
    first.refresh().unwrap();
    assert_eq!(first.position().unwrap(), 2);
    assert_eq!(found(&first, "rent")[0], 1);
    // While the other one holds the lock, writing fails and reading goes on.
    let lock = tantivy_lock(folder.path());
    assert_eq!(first.apply(&[put(2)], 3).unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(found(&first, "rent")[0], 1);
    // One that lets go soon is waited for: a process that was just started may share the lock for a moment.
    let holder = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(100));
        drop(lock);
    });
    first.apply(&[put(2)], 3).unwrap();
    holder.join().unwrap();
}

fn tantivy_lock(folder: &Path) -> impl Drop + Send + use<> {
    use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
    struct Held<T>(#[allow(dead_code, reason = "held until dropped")] T);
    impl<T> Drop for Held<T> {
        fn drop(&mut self) {}
    }
    Held(MmapDirectory::open(folder).unwrap().acquire_lock(&INDEX_WRITER_LOCK).unwrap())
}

fn files(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn erased_text_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let index = opened(folder.path());
    let secret = IndexChange::Put {
        document: document(99),
        passages: vec![passage(99, "Xylograph", "en", "The password is zanzibarium.")],
        embeddings: vec![],
    };
    index.apply(&[put(0), secret.clone(), put(1)], 1).unwrap();
    assert_eq!(found(&index, "zanzibarium")[0], 99);
    let holds = |word: &str| {
        files(folder.path())
            .iter()
            .any(|(_, bytes)| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    };
    assert!(holds("zanzibarium"));
    index.apply(&[IndexChange::Remove { document: document(99) }], 2).unwrap();
    assert!(!holds("zanzibarium") && !holds("xylograph") && !holds("doc_0099"));
    assert_eq!(index.passages_of(&document(99)).unwrap(), []);

    index.apply(&[secret], 3).unwrap();
    index
        .apply(&[IndexChange::Put { document: document(99), passages: vec![], embeddings: vec![] }], 4)
        .unwrap();
    index.purge().unwrap();
    assert!(!holds("zanzibarium"));
    assert_eq!(index.position().unwrap(), 4);
}

#[test]
fn hostile_queries_are_answered() {
    let index = filled();
    let long = (0..10_000).map(|n| format!("word{n} notice ")).collect::<String>();
    let queries = [
        long.as_str(),
        "?!… -- () \u{0}",
        "\"",
        "\"\"\"notice",
        "\"\" \" \"",
        "kind: from: before: after:9999-99-99 :",
        "𝄞 😀 ﷽ e\u{301}\u{301} \u{202e}notice",
        "a\u{ad}b",
        &"\"x\" ".repeat(5_000),
        &"ä".repeat(100_000),
        "AND OR NOT * ~2 notice^5 [a TO b] {",
    ];
    for query in queries {
        index.search(&SearchQuery::new(query), None).unwrap();
        let group = SearchQuery { scope: Scope::group("none"), ..SearchQuery::new(query) };
        assert_eq!(index.search(&group, None).unwrap(), []);
    }
    assert_eq!(index.search(&SearchQuery { limit: 0, ..SearchQuery::new("notice") }, None).unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::counts::cases(32)))]
    #[test]
    fn any_text_can_be_indexed_and_asked_for(text in "\\PC{0,200}", query in "\\PC{0,60}") {
        let index = SearchIndex::in_memory(&Meaning::built_in()).unwrap();
        let passages = vec![passage(1, &query, "de", &text)];
        let change =
            IndexChange::Put { document: document(1), passages: passages.clone(), embeddings: vec![] };
        index.apply(&[put(0), change], 1).unwrap();
        index.search(&SearchQuery::new(&query), None).unwrap();
        prop_assert_eq!(index.passages_of(&document(1)).unwrap(), passages);
    }
}
