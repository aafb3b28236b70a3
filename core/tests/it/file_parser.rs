//! Files that the application reads itself: pages with places, limits on what comes back, failures of one
//! file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use secretariat::documents::{BlockKind, FileParser, Format, ParsedDocument, ParsedFile};
use secretariat::search::SearchQuery;
use secretariat::settings::{Limits, Settings};
use secretariat::{Error, ErrorKind, Office, Place, Result, Source};

/// Reads drawings: UTF-8 whose pages are set apart by form feeds. Some contents make it misbehave.
#[derive(Debug, Default)]
struct Drawings {
    asked: AtomicUsize,
}

#[async_trait]
impl FileParser for Drawings {
    fn extensions(&self) -> Vec<String> {
        vec!["dwg".into(), "txt".into()]
    }

    async fn parse(&self, bytes: &[u8], name: &str) -> Result<Option<ParsedFile>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match bytes {
            b"decline" => return Ok(None),
            b"locked" => return Err(Error::new(ErrorKind::Denied, "has a password")),
            b"named" => return Err(Error::corrupt("is cut off").about(name)),
            b"wait" => std::future::pending().await,
            b"panic" => panic!("a defect of the application"),
            _ => {}
        }
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| Error::corrupt("is no drawing"))?;
        let pages = text.split('\u{c}').filter(|page| !page.is_empty()).map(str::to_owned).collect();
        Ok(Some(ParsedFile { pages, ..ParsedFile::default() }))
    }
}

async fn office(limits: Limits) -> (Office, Arc<Drawings>) {
    let parser = Arc::new(Drawings::default());
    let settings = Settings { limits, ..Settings::default() };
    let office = Office::builder().settings(settings).file_parser(parser.clone()).build().await.unwrap();
    (office, parser)
}

async fn read(content: &str) -> ParsedDocument {
    let (office, _) = office(Limits::default()).await;
    let added = office.documents().add(Source::bytes("plan.dwg", content)).await.unwrap();
    office.documents().text(&added.id).await.unwrap()
}

async fn refused(limits: Limits, content: &str) -> Error {
    let (office, _) = office(limits).await;
    let error = office.documents().add(Source::bytes("plan.dwg", content)).await.unwrap_err();
    assert_eq!(error.message().matches("plan.dwg: ").count(), 1, "{error}");
    assert_eq!(office.documents().all().await.unwrap(), []);
    error
}

/// The words of each block with the page it stands on.
fn blocks(document: &ParsedDocument) -> Vec<(&str, u32)> {
    let page = |place: &Place| match place {
        Place::Page { page, area: None } => *page,
        other => panic!("{other:?}"),
    };
    document.blocks.iter().map(|block| (document.slice(block.span), page(&block.place))).collect()
}

#[tokio::test]
async fn a_format_of_the_application_is_read_page_by_page() {
    let content = "# Grundriß 😀\n\nTür: 90 cm\u{c}| Raum | Fläche |\n|---|---|\n| Küche | 12 m² |\u{c}\
                   - größer\n- *kleiner* 𝄞\n\nDie Miete beträgt 900,00 EUR im Monat.";
    let (office, _) = office(Limits::default()).await;
    let added = office.documents().add(Source::bytes("House.DWG", content)).await.unwrap();
    let text = office.documents().text(&added.id).await.unwrap();
    assert_eq!(
        text.text,
        "Grundriß 😀\n\nTür: 90 cm\n\nRaum\tFläche\nKüche\t12 m²\n\ngrößer\n\nkleiner 𝄞\n\n\
         Die Miete beträgt 900,00 EUR im Monat."
    );
    let found = blocks(&text);
    assert_eq!(found[..2], [("Grundriß 😀", 1), ("Tür: 90 cm", 1)]);
    assert_eq!(found[2], ("Raum\tFläche\nKüche\t12 m²", 2));
    assert_eq!(found[3..5], [("größer", 3), ("kleiner 𝄞", 3)]);
    let BlockKind::Table(table) = &text.blocks[2].kind else { panic!("{text:?}") };
    assert_eq!(text.slice(table.cells[3].span), "12 m²");
    assert_eq!((added.format, added.pages, added.name.as_str()), (Format::Markdown, 3, "House.DWG"));
    assert_eq!(text.metadata.title.as_deref(), Some("Grundriß 😀"));
    assert_eq!(office.documents().original(&added.id).await.unwrap(), content.as_bytes());
    let answer = office.documents().ask("Wie hoch ist die Miete?").await.unwrap();
    assert!(answer.found && answer.text.contains("900,00 EUR"), "{answer:?}");
    assert!(answer.evidence.iter().all(|evidence| evidence.place == Place::Page { page: 3, area: None }));
}

/// Reads anything, and says what it is.
#[derive(Debug)]
struct Titled;

#[async_trait]
impl FileParser for Titled {
    fn extensions(&self) -> Vec<String> {
        vec![String::new(), ".Plan.GZ".into()]
    }

    async fn parse(&self, _: &[u8], _: &str) -> Result<Option<ParsedFile>> {
        let title = Some(" Maßnahmen ".into());
        Ok(Some(ParsedFile { title, language: Some("de".into()), pages: vec!["# Anderes".into()] }))
    }
}

#[tokio::test]
async fn what_the_parser_says_of_the_file_counts_before_its_headings() {
    let office = Office::builder().file_parser(Arc::new(Titled)).build().await.unwrap();
    let added = office.documents().add(Source::bytes("a.plan.gz", "\x1f\u{8}")).await.unwrap();
    assert_eq!(added.metadata.title.as_deref(), Some("Maßnahmen"));
    assert_eq!(added.metadata.language.as_deref(), Some("de"));
    let error = office.documents().add(Source::bytes("a.", b"\x00\x01\x02\x03".to_vec())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "an ending of nothing is no ending: {error}");
}

#[tokio::test]
async fn a_file_that_the_parser_declines_goes_to_the_built_in_ones() {
    let (office, parser) = office(Limits::default()).await;
    let plain = office.documents().add(Source::bytes("NOTE.TXT", "decline")).await.unwrap();
    assert_eq!(plain.format, Format::Text);
    let error = office.documents().add(Source::bytes("b.dwg", "decline").with_key("b")).await;
    assert_eq!(error.unwrap().format, Format::Text, "content counts");
    office.documents().add(Source::bytes("c.md", "# Heading")).await.unwrap();
    assert_eq!(parser.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn of_several_parsers_the_first_that_reads_the_file_counts() {
    let first = Arc::new(Drawings::default());
    #[derive(Debug)]
    struct Last;
    #[async_trait]
    impl FileParser for Last {
        fn extensions(&self) -> Vec<String> {
            vec!["dwg".into()]
        }
        async fn parse(&self, _: &[u8], _: &str) -> Result<Option<ParsedFile>> {
            Ok(Some(ParsedFile { pages: vec!["from the last".into()], ..ParsedFile::default() }))
        }
    }
    let builder = Office::builder().file_parser(first).file_parser(Arc::new(Last));
    let office = builder.build().await.unwrap();
    for (content, wanted) in [("decline", "from the last"), ("from the first", "from the first")] {
        let added = office.documents().add(Source::bytes("a.dwg", content)).await.unwrap();
        assert_eq!(office.documents().text(&added.id).await.unwrap().text, wanted);
    }
}

#[tokio::test]
async fn a_file_that_fails_keeps_its_kind_and_the_others_go_on() {
    let (office, _) = office(Limits { callback_millis: 50, ..Limits::default() }).await;
    let contents = ["good one", "locked", "named", "wait", "panic", "good two"];
    let sources =
        contents.iter().zip('a'..).map(|(content, name)| Source::bytes(format!("{name}.dwg"), *content));
    let outcomes = office.documents().submit(sources.collect()).wait().await.unwrap();
    let kinds: Vec<Option<ErrorKind>> =
        outcomes.iter().map(|outcome| outcome.result.as_ref().err().map(Error::kind)).collect();
    assert_eq!(
        kinds,
        [
            None,
            Some(ErrorKind::Denied),
            Some(ErrorKind::Corrupt),
            Some(ErrorKind::LimitExceeded),
            Some(ErrorKind::Internal),
            None
        ]
    );
    for outcome in outcomes {
        let Err(error) = outcome.result else { continue };
        assert!(error.message().starts_with(&format!("{}: ", outcome.name)), "{error}");
        assert_eq!(error.message().matches(&outcome.name).count(), 1, "{error}");
    }
    assert_eq!(office.documents().all().await.unwrap().len(), 2);
}

#[tokio::test]
async fn limits_hold_for_the_file_and_for_what_comes_back() {
    let limits = Limits::default();
    let error = refused(Limits { characters: 20, ..limits }, "twenty-one characters").await;
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    let error = refused(Limits { pages: 2, ..limits }, "a\u{c}b\u{c}c").await;
    assert!(error.kind() == ErrorKind::LimitExceeded && error.message().contains("2 pages"), "{error}");
    let error = refused(Limits { memory_bytes: 8, ..limits }, "<!-- nothing to see -->").await;
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    let error = refused(Limits { callback_millis: 50, ..limits }, "wait").await;
    assert!(error.message().contains("50ms"), "{error}");

    let (office, parser) = office(Limits { file_bytes: 5, ..limits }).await;
    let large = office.documents().add(Source::bytes("large.dwg", "six by")).await.unwrap_err();
    assert_eq!(large.kind(), ErrorKind::LimitExceeded);
    assert_eq!(parser.asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_file_without_pages_or_words_is_noted() {
    for (content, pages) in [("", 1), ("\u{c}", 1), (" \u{c}\0", 2)] {
        let document = read(content).await;
        let codes: Vec<&str> = document.notes.iter().map(|note| note.code.as_str()).collect();
        assert_eq!(
            (codes, document.pages, document.blocks.len()),
            (vec!["no_text"], pages, 0),
            "{content:?}"
        );
    }
}

#[tokio::test]
async fn what_looks_like_front_matter_is_content_of_its_page() {
    let document = read("---\ntitle: no\n---\n\nfirst\u{c}---\nsecond\n\n---\n\nthird").await;
    let words: Vec<&str> = blocks(&document).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["title: no", "first", "second", "third"]);
}

#[tokio::test]
async fn drawings_in_a_mail_take_the_same_path() {
    let (office, _) = office(Limits { callback_millis: 50, ..Limits::default() }).await;
    let mail = "From: anna@example.org\r\nSubject: Plans\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nThe plans are attached.\r\n--x\r\n\
         Content-Type: application/acad\r\nContent-Disposition: attachment; filename=\"good.dwg\"\r\n\r\n\
         The stairway\x0cleads to the conservatory.\r\n--x\r\n\
         Content-Type: application/acad\r\nContent-Disposition: attachment; filename=\"bad.dwg\"\r\n\r\n\
         wait\r\n--x--\r\n";
    let added = office.documents().add(Source::bytes("plans.eml", mail)).await.unwrap();
    let [child] = &added.attachments[..] else { panic!("{added:?}") };
    let child = office.documents().get(child).await.unwrap();
    assert_eq!((child.name.as_str(), child.pages, child.format), ("good.dwg", 2, Format::Markdown));
    let hits = office.documents().search(SearchQuery::new("conservatory")).await.unwrap();
    assert_eq!(hits[0].passage.document, child.id);
}
