//! Whatever the file, parsing ends in time with a document or an error that names the file.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secretariat::documents::ocr::OcrPage;
use secretariat::documents::{
    Budget, Ocr, ParsedDocument, Tesseract, apply_ocr, parse, to_html, to_markdown,
};
use secretariat::settings::{Limits, Settings};
use secretariat::{ErrorKind, Office, Result, Source};

fn read(bytes: &[u8], name: &str) -> Result<ParsedDocument> {
    let outcome = parse(bytes, name, &Limits::default());
    if let Ok(document) = &outcome {
        check(document);
    }
    outcome
}

/// Every span lies inside the text, in order, and both writers take the document.
fn check(document: &ParsedDocument) {
    let length = document.text.chars().count();
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && block.span.end <= length, "{block:?}");
        end = block.span.end;
    }
    assert!(to_html(document).matches("data-start").count() >= document.blocks.len());
    let _ = to_markdown(document);
}

fn refused(bytes: &[u8], name: &str, kind: ErrorKind, words: &str) {
    let error = read(bytes, name).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.message().starts_with(&format!("{name}: ")), "{error}");
    assert!(error.message().contains(words), "{error}");
    assert_eq!(error.message().matches(name).count(), 1, "{error}");
}

#[test]
fn a_file_that_is_not_read_is_named_with_the_reason() {
    refused(b"", "empty.pdf", ErrorKind::Corrupt, "is empty");
    refused(b"\0\x01\x02\x03\x04", "x.dat", ErrorKind::Unsupported, "unknown binary");
    refused(b"{\\rtf1 hi}", "x.rtf", ErrorKind::Unsupported, "RTF");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&locked, "salaries.xlsx", ErrorKind::Denied, "password");
    refused(b"no header here", "broken.eml", ErrorKind::Corrupt, "header");
    let small = Limits { file_bytes: 10, ..Limits::default() };
    let error = parse(b"more than ten bytes", "big.txt", &small).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(error.message().starts_with("big.txt: "));
}

#[test]
fn a_file_without_words_is_a_document_with_a_note() {
    for name in ["a.txt", "a.md", "a.html", "a.csv"] {
        let document = read(b" \n \n", name).unwrap();
        assert_eq!(document.notes[0].code, "no_text", "{name}");
    }
}

#[test]
fn the_limit_of_time_ends_a_long_file() {
    let limits = Limits { cpu_millis: 50, ..Limits::default() };
    let page = "<table><tr><td><b><i><font color=x>".repeat(300_000);
    let error = parse(page.as_bytes(), "long.html", &limits).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
}

#[test]
fn hostile_structures_end_in_time() {
    for (open, name) in [
        ("<div>", "deep.html"),
        ("<a><b>", "deep.html"),
        ("<table><td>", "deep.html"),
        ("<ul><li>", "deep.html"),
        ("<select><option>", "deep.html"),
        ("> ", "deep.md"),
        ("- ", "deep.md"),
        ("[", "deep.md"),
        ("![](", "deep.md"),
        ("(", "deep.txt"),
    ] {
        let count = if name.ends_with(".md") { 20_000 } else { 100_000 };
        let outcome = read(format!("{}x", open.repeat(count)).as_bytes(), name);
        match outcome {
            Ok(document) => assert!(document.text.contains('x'), "{open}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{open}: {error}"),
        }
    }
}

#[test]
fn text_may_hold_more_lines_than_anyone_reads() {
    let text = "a line of words\n\n".repeat(200_000);
    let document = read(text.as_bytes(), "long.txt").unwrap();
    assert_eq!(document.blocks.len(), 200_000);
    let limits = Limits { characters: 1_000, ..Limits::default() };
    assert_eq!(parse(text.as_bytes(), "x.txt", &limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

/// A picture of a line in a big bitmap font would need a renderer; a blank page shows the way through.
#[tokio::test]
async fn a_blank_scan_is_read_when_tesseract_is_installed() {
    let mut picture = b"P5 400 200 255\n".to_vec();
    picture.extend(std::iter::repeat_n(255u8, 400 * 200));
    let document = read(&picture, "scan.pgm").unwrap();
    assert_eq!(document.notes[0].code, "needs_ocr");
    let engine = Tesseract::new("tesseract");
    if engine.languages().await.is_err() {
        println!("left out: tesseract is not installed");
        return;
    }
    let document = apply_ocr(document, &engine, &Budget::new(Limits::default())).await;
    assert_eq!(document.notes.len(), 1, "{:?}", document.notes);
    assert_eq!(document.notes[0].code, "no_text");
    assert!(document.images.is_empty());
}

/// An engine that never answers, or panics.
#[derive(Debug)]
struct Stuck {
    panics: bool,
    own_time: Option<Duration>,
}

#[async_trait]
impl Ocr for Stuck {
    async fn recognise(&self, _: &[u8], _: Option<u32>, _: &[String]) -> Result<Vec<OcrPage>> {
        assert!(!self.panics, "a defect of the application");
        std::future::pending().await
    }

    fn own_time(&self) -> Option<Duration> {
        self.own_time
    }
}

#[tokio::test]
async fn an_engine_that_never_answers_does_not_hold_up_the_office() {
    for (panics, own_time, words) in [
        (false, None, "longer than 50ms"),
        (false, Some(Duration::from_millis(60)), "longer than 60ms"),
        (true, None, "panicked"),
    ] {
        let limits = Limits { callback_millis: 50, ..Limits::default() };
        let settings = Settings { limits, ..Settings::default() };
        let ocr = Arc::new(Stuck { panics, own_time });
        let office = Office::builder().settings(settings).ocr(ocr).build().await.unwrap();
        let scan = Source::bytes("scan.pgm", b"P5 1 1 255\n\xff".to_vec());
        let document = office.documents().add(scan).await.unwrap();
        let codes: Vec<&str> = document.notes.iter().map(|note| note.code.as_str()).collect();
        assert_eq!(codes, ["needs_ocr", "ocr_failed"]);
        assert!(document.notes[1].message.contains(words), "{:?}", document.notes);
    }
}

#[test]
fn tesseract_keeps_its_own_time() {
    assert!(Tesseract::new("tesseract").own_time() >= Some(Duration::from_secs(240)));
}

#[tokio::test]
async fn without_tesseract_the_page_keeps_its_picture() {
    let document = read(b"P5 1 1 255\n\xff", "scan.pgm").unwrap();
    let engine = Tesseract::new("/no/such/program");
    let document = apply_ocr(document, &engine, &Budget::new(Limits::default())).await;
    let codes: Vec<&str> = document.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(codes, ["needs_ocr", "ocr_failed"]);
    assert_eq!(document.images.len(), 1);
}
