//! The main job on the sample inbox: everything planted is found, nothing is made up.

use std::collections::HashSet;

use serde_json::Value;

use crate::run::{inbox, json, ok};

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Says whether a quote of the command is the place that the truth names: one holds the other, or they
/// share three fifths of the shorter one's words.
pub(crate) fn same_place(quote: &str, truth: &str) -> bool {
    let (a, b) = (words(quote), words(truth));
    let shared = a.intersection(&b).count();
    !a.is_empty() && !b.is_empty() && shared * 5 >= a.len().min(b.len()) * 3
}

pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn planted() -> Value {
    let path = inbox().join("../planted.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Whether an entry of the agenda states what was planted.
fn states(entry: &Value, item: &Value) -> bool {
    let place = std::iter::once(text(item, "quote"))
        .chain(item["also"].as_array().into_iter().flatten().filter_map(Value::as_str))
        .any(|quote| same_place(text(&entry["evidence"], "quote"), quote));
    let document = text(entry, "document") == text(item, "file") || entry["document"] == item["attachment"];
    let due = item["due"].is_null() || entry["due"] == item["due"];
    document && place && due
}

#[test]
fn everything_planted_in_the_sample_inbox_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let day = json(folder.path(), &["day", inbox().to_str().unwrap()]);
    let tesseract = std::env::var_os("PATH")
        .is_some_and(|paths| std::env::split_paths(&paths).any(|path| path.join("tesseract").is_file()));
    let planted = planted();
    let mut missed = Vec::new();
    for item in planted["items"].as_array().unwrap() {
        if text(item, "file").ends_with(".png") && !tesseract {
            println!("left out, tesseract is not installed: {}", text(item, "what"));
            continue;
        }
        let found = match item["finding"].as_str() {
            Some(code) => day["findings"].as_array().unwrap().iter().any(|finding| {
                text(finding, "code") == code && text(finding, "document") == text(item, "file")
            }),
            None => day["agenda"].as_array().unwrap().iter().any(|entry| states(entry, item)),
        };
        if !found {
            missed.push(format!("{}: {}: {}", text(item, "file"), text(item, "kind"), text(item, "what")));
        }
    }
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

#[test]
fn harmless_files_raise_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let day = json(folder.path(), &["day", inbox().to_str().unwrap()]);
    let planted = planted();
    let harmless: HashSet<&str> =
        planted["harmless_files"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for entry in day["agenda"].as_array().unwrap().iter().chain(day["findings"].as_array().unwrap()) {
        assert!(!harmless.contains(text(entry, "document")), "{entry}");
    }
}

#[test]
fn the_report_reads_as_it_should() {
    // Without the scan, since engines for OCR read it differently.
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for entry in std::fs::read_dir(inbox()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension != "png") {
            std::fs::copy(&path, files.join(path.file_name().unwrap())).unwrap();
        }
    }
    let report = ok(folder.path(), &["day", "files"]);
    insta::assert_snapshot!(without_ids(&report));
    let page = std::fs::read_to_string(folder.path().join("day.html")).unwrap();
    assert!(page.contains("data-start="), "entries open their place");
    assert!(
        !page.contains("http-equiv=\"refresh\"") && !page.contains("<script src"),
        "the page is self-contained"
    );
}

/// Replaces ids, which differ from run to run.
fn without_ids(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = ["doc_", "dft_"].iter().filter_map(|prefix| rest.find(prefix)).min() {
        out.push_str(&rest[..at + 4]);
        let tail = &rest[at + 4..];
        rest = tail.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        out.push('…');
    }
    out + rest
}

#[test]
fn every_statement_has_evidence_that_stands_in_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let day = json(folder.path(), &["day", inbox().to_str().unwrap()]);
    let mut texts = std::collections::HashMap::new();
    for document in day["documents"].as_array().unwrap() {
        let (id, name) = (text(document, "id"), text(document, "name"));
        if document["parent"].is_null() {
            let path = inbox().join(name);
            let canonical = ok(folder.path(), &["parse", path.to_str().unwrap(), "--to", "text"]);
            texts.insert(id.to_owned(), canonical.chars().collect::<Vec<char>>());
        }
    }
    let mut checked = 0;
    visit(&day, &mut |evidence| {
        let Some(canonical) = texts.get(text(evidence, "document")) else { return };
        let at = |name: &str| evidence["span"][name].as_u64().unwrap() as usize;
        let quoted: String = canonical[at("start")..at("end")].iter().collect();
        assert_eq!(quoted, text(evidence, "quote"));
        checked += 1;
    });
    assert!(checked > 50, "only {checked} places were checked");
}

/// Calls `each` with every evidence inside a value.
fn visit(value: &Value, each: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) if fields.contains_key("quote") && fields.contains_key("span") => each(value),
        Value::Object(fields) => fields.values().for_each(|value| visit(value, each)),
        Value::Array(items) => items.iter().for_each(|value| visit(value, each)),
        _ => {}
    }
}
