use super::*;
use crate::documents::model::{BlockKind, ParsedDocument};
use crate::documents::{Format, to_markdown};
use crate::error::ErrorKind;
use crate::settings::Limits;

fn parse(page: &str) -> ParsedDocument {
    let mut out = DocumentBuilder::new(Format::Html, Budget::new(Limits::default()));
    Html.parse(Input { bytes: page.as_bytes(), name: "page.html" }, &mut out).unwrap();
    out.finish()
}

fn markdown(page: &str) -> String {
    to_markdown(&parse(page))
}

#[test]
fn headings_lists_and_inline_markup_become_blocks() {
    let page = "<h1>Offer <em>12</em></h1><p>We <b>offer</b>:\n<br>two things</p>\
        <ol start=3><li>desk<ul><li>oak</ul><li><input type=checkbox checked> chair</ol><pre>a\n  b</pre>";
    assert_eq!(
        markdown(page),
        "# Offer 12\n\nWe offer:  \ntwo things\n\n3. desk\n    - oak\n\n- [x] chair\n\n```\na\n  b\n```\n"
    );
}

#[test]
fn a_table_keeps_its_spans() {
    let page = "<table><tr><th rowspan=2>A<th colspan=2>B<tr><td>1<td>2<tr><td>x<td colspan=9>y</table>";
    let document = parse(page);
    let BlockKind::Table(table) = &document.blocks[0].kind else { panic!("{document:?}") };
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, document.slice(cell.span)))
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, 2, 1, "A"),
            (0, 1, 1, 2, "B"),
            (1, 1, 1, 1, "1"),
            (1, 2, 1, 1, "2"),
            (2, 0, 1, 1, "x"),
            (2, 1, 1, 9, "y")
        ]
    );
    assert!(table.cells[0].header && !table.cells[4].header);
}

#[test]
fn tables_that_only_place_things_become_their_content() {
    let page = "<table role=presentation><tr><td><h2>Dear Ann</h2><td><p>hello</table>";
    assert_eq!(markdown(page), "## Dear Ann\n\nhello\n");
}

#[test]
fn terms_with_one_meaning_are_names_and_values() {
    let page = "<dl><dt>Due:<dd>3 May<dt>Total<dd>5 €</dl><dl><dt>Tea<dd>hot<dd>brown</dl>";
    let document = parse(page);
    assert!(matches!(document.blocks[0].kind, BlockKind::KeyValue { .. }));
    assert_eq!(document.text, "Due: 3 May\n\nTotal: 5 €\n\nTea\n\nhot\n\nbrown");
}

#[test]
fn hidden_text_and_furniture_stay_apart() {
    let page = "<nav><a href=/>Home</a> <a href=/x>News</a></nav><p>Text<span style='display: none'>secret</span> goes on</p>\
        <div id=cookie-banner>We use cookies</div><p hidden>gone</p><script>var x</script>";
    let document = parse(page);
    let kinds: Vec<_> =
        document.blocks.iter().map(|block| (block.kind.clone(), document.slice(block.span))).collect();
    assert_eq!(
        kinds,
        [
            (BlockKind::Boilerplate, "Home News"),
            (BlockKind::Paragraph, "Text"),
            (BlockKind::Hidden, "secret"),
            (BlockKind::Paragraph, "goes on"),
            (BlockKind::Boilerplate, "We use cookies"),
            (BlockKind::Hidden, "gone"),
        ]
    );
    assert_eq!(to_markdown(&document), "Text\n\ngoes on\n");
}

#[test]
fn every_block_knows_its_bytes() {
    let page = "<html><body><p>Grüße</p>\n<div>an <b>alle</b></div></body></html>";
    let document = parse(page);
    let bytes: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| {
            let source = block.source.as_ref().unwrap();
            &page[source.start as usize..source.end as usize]
        })
        .collect();
    assert_eq!(bytes, ["<p>Grüße", "<div>an <b>alle"]);
}

#[test]
fn the_head_becomes_metadata() {
    let page = "<html lang=de><head><title> Preise \n 2026</title><meta name=author content=Ann>\
        <meta property=article:published_time content=2026-05-03></head><body>x";
    let metadata = parse(page).metadata;
    assert_eq!(metadata.title.as_deref(), Some("Preise 2026"));
    assert_eq!(metadata.language.as_deref(), Some("de"));
    assert_eq!(metadata.author.as_deref(), Some("Ann"));
    assert_eq!(metadata.created.as_deref(), Some("2026-05-03"));
}

#[test]
fn the_stated_charset_is_used() {
    let mut page = b"<meta charset=\"iso-8859-2\"><p>".to_vec();
    page.extend(encoding_rs::ISO_8859_2.encode("Zażółć gęślą jaźń").0.iter());
    let mut out = DocumentBuilder::new(Format::Html, Budget::new(Limits::default()));
    Html.parse(Input { bytes: &page, name: "page.html" }, &mut out).unwrap();
    assert_eq!(out.finish().text, "Zażółć gęślą jaźń");
}

#[test]
fn pictures_speak_by_their_description() {
    let page = "<p><img alt='Our office'></p><figure><img alt=x><figcaption>The plan</figcaption></figure>\
        <p>a <img alt='red dot'> b</p>";
    let document = parse(page);
    let kinds: Vec<_> =
        document.blocks.iter().map(|block| (block.kind.clone(), document.slice(block.span))).collect();
    assert_eq!(
        kinds,
        [
            (BlockKind::Figure, "Our office"),
            (BlockKind::Figure, "The plan"),
            (BlockKind::Paragraph, "a red dot b"),
        ]
    );
}

#[test]
fn very_deep_pages_are_read() {
    for tag in ["div", "b", "table><tr><td", "ul><li", "blockquote", "span", "font color=red"] {
        let page = format!("{}deep words", format!("<{tag}>").repeat(100_000));
        let document = parse(&page);
        assert!(document.text.ends_with("deep words"), "{tag}");
    }
}

#[test]
fn a_page_that_needs_too_much_memory_is_refused() {
    let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    let mut out = DocumentBuilder::new(Format::Html, Budget::new(limits));
    let page = "<p>x".repeat(100_000);
    let error = Html.parse(Input { bytes: page.as_bytes(), name: "page.html" }, &mut out).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
}

proptest::proptest! {
    #[test]
    fn no_page_breaks_the_reader(parts in proptest::collection::vec(
        proptest::sample::select(vec!["<table>", "<tr>", "<td rowspan=0 colspan=5>", "</table>", "<p>", "</p>", "<b>", "</b>",
            "<li>", "<ul>", "</ul>", "<dl><dt>", "<dd>", "<h1>", "</h1>", "<template>", "<svg>", "<math><mi>", "<select><option>",
            "<pre>\n", "<br>", "<a>", "<form>", "<img alt=x>", "<blockquote>", "wörter ", "<!-- x -->", "<![CDATA[", "&amp;", "\0"]), 0..60)) {
        let document = parse(&parts.concat());
        let length = document.text.chars().count();
        for block in &document.blocks {
            assert!(block.span.end <= length);
        }
    }
}
