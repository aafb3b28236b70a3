use super::*;
use crate::documents::model::{BlockKind, ParsedDocument};
use crate::documents::{Budget, Format};
use crate::settings::Limits;

fn parse(text: &str) -> ParsedDocument {
    let mut out = DocumentBuilder::new(Format::Text, Budget::new(Limits::default()));
    Text.parse(Input { bytes: text.as_bytes(), name: "note.txt" }, &mut out).unwrap();
    out.finish()
}

fn blocks(document: &ParsedDocument) -> Vec<(&str, String)> {
    document
        .blocks
        .iter()
        .map(|block| {
            let kind = match &block.kind {
                BlockKind::Heading { level } => format!("h{level}"),
                BlockKind::ListItem { depth, marker } => format!("{depth}{marker}"),
                BlockKind::KeyValue { .. } => "field".to_owned(),
                BlockKind::Quote { depth } => format!("quote{depth}"),
                BlockKind::Table(_) => "table".to_owned(),
                BlockKind::Paragraph => "p".to_owned(),
                other => format!("{other:?}"),
            };
            (document.slice(block.span), kind)
        })
        .collect()
}

fn expect(text: &str, wanted: &[(&str, &str)]) {
    let document = parse(text);
    let found = blocks(&document);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, kind)| (*words, kind.as_str())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn wrapped_lines_are_joined_and_short_ones_kept() {
    expect(
        "Ann Smith\nMain Street 5\n12345 Town\n\n\
         This sentence is long enough to be wrapped by the editor at about\n\
         seventy characters, as mail programs do, and so it goes on in the\n\
         third line.\nRegards\n",
        &[
            ("Ann Smith\nMain Street 5\n12345 Town", "p"),
            (
                "This sentence is long enough to be wrapped by the editor at about seventy characters, \
                 as mail programs do, and so it goes on in the third line.\nRegards",
                "p",
            ),
        ],
    );
}

#[test]
fn headings_are_underlined_or_in_capitals_or_numbered() {
    expect(
        "Minutes\n=======\n\nSERVICE AGREEMENT\n\n1. Scope\n\nThe provider serves.\n\n2.1 Fees\n\nFive euros are due.\n\n§ 3 Kündigung\n\nDrei Monate.\n",
        &[
            ("Minutes", "h1"),
            ("SERVICE AGREEMENT", "h2"),
            ("1. Scope", "h2"),
            ("The provider serves.", "p"),
            ("2.1 Fees", "h3"),
            ("Five euros are due.", "p"),
            ("§ 3 Kündigung", "h2"),
            ("Drei Monate.", "p"),
        ],
    );
}

#[test]
fn lists_nest_by_their_indentation() {
    expect(
        "Things to do:\n- call the bank\n  about the loan\n  * today\n- [x] pay\n1) one\n2) two\n",
        &[
            ("Things to do:", "p"),
            ("call the bank about the loan", "0•"),
            ("today", "1•"),
            ("pay", "0[x]"),
            ("one", "01)"),
            ("two", "02)"),
        ],
    );
}

#[test]
fn fields_and_tables_are_told_from_prose() {
    expect(
        "Invoice No: 12\nDue date: 3 May 2026\n\nName\tPrice\nDesk\t5\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nNote: this is prose.\n",
        &[
            ("Invoice No: 12", "field"),
            ("Due date: 3 May 2026", "field"),
            ("Name\tPrice\nDesk\t5", "table"),
            ("a\tb\n1\t2", "table"),
            ("Note: this is prose.", "p"),
        ],
    );
}

#[test]
fn places_are_lines_and_sources_are_bytes() {
    let text = "\u{feff}Größe\r\n\r\nzweite Zeile\r\n";
    let document = parse(text);
    let places: Vec<String> = document.blocks.iter().map(|block| block.place.to_string()).collect();
    assert_eq!(places, ["line 1", "line 3"]);
    let source = document.blocks[1].source.as_ref().unwrap();
    assert_eq!(
        &text.trim_start_matches('\u{feff}')[source.start as usize..source.end as usize],
        "zweite Zeile"
    );
}

#[test]
fn quotes_keep_their_depth() {
    expect("> one\n> more\n>> two\nmine\n", &[("one\nmore", "quote1"), ("two", "quote2"), ("mine", "p")]);
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "([-*>#|=1a:. \t\n\r\u{c}]|\\PC){0,200}") {
        let document = parse(&text);
        let length = document.text.chars().count();
        let mut end = 0;
        for block in &document.blocks {
            assert!(block.span.start >= end && block.span.end <= length);
            end = block.span.end;
        }
    }
}
