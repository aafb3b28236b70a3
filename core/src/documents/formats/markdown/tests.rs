use super::*;
use crate::documents::model::ParsedDocument;
use crate::documents::{Format, to_markdown};
use crate::settings::Limits;

fn parse(text: &str) -> ParsedDocument {
    let mut out = DocumentBuilder::new(Format::Markdown, Budget::new(Limits::default()));
    Markdown.parse(Input { bytes: text.as_bytes(), name: "note.md" }, &mut out).unwrap();
    out.finish()
}

#[test]
fn a_note_comes_back_as_it_was() {
    let note = "# Minutes\n\nAnn **calls** the bank.\n\n- [ ] pay\n- [x] sign\n    - twice\n\n3. three\n4. four\n\n\
        > said\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```\n\n![plan](x.png)\n";
    let back = to_markdown(&parse(note));
    assert_eq!(back, note.replace("**", "").replace("(x.png)", "()"));
}

#[test]
fn front_matter_is_metadata() {
    let document = parse("---\ntitle: \"Plan\"\ndate: 2026-05-03\ntags: a\n nested: no\n---\n# Other\n");
    assert_eq!(document.metadata.title.as_deref(), Some("Plan"));
    assert_eq!(document.metadata.created.as_deref(), Some("2026-05-03"));
    assert_eq!(document.metadata.other["tags"], "a");
    assert_eq!(document.text, "Other");
    assert_eq!(parse("# Only\n").metadata.title.as_deref(), Some("Only"));
}

#[test]
fn places_are_lines_and_sources_are_bytes() {
    let text = "# Ä\n\nzwei\n\n- drei\n";
    let document = parse(text);
    let places: Vec<String> = document.blocks.iter().map(|block| block.place.to_string()).collect();
    assert_eq!(places, ["line 1", "line 3", "line 5"]);
    let source = document.blocks[1].source.as_ref().unwrap();
    assert_eq!(&text[source.start as usize..source.end as usize], "zwei");
}

#[test]
fn html_inside_is_read() {
    let document = parse("one\n\n<table><tr><th>a<th>b<tr><td>1<td>2</table>\n\ntwo<br>three\n");
    assert_eq!(document.text, "one\n\na\tb\n1\t2\n\ntwo\nthree");
}

#[test]
fn deep_nesting_ends_soon() {
    for mark in [">", "- ", "* a\n ", "[", "*", "<div>"] {
        let document = parse(&format!("{}word", mark.repeat(20_000)));
        assert!(document.text.contains("word"), "{mark}");
    }
}

proptest::proptest! {
    #[test]
    fn no_note_breaks_the_reader(text in "([-*>#|=_`\\[\\]()!<1a:. \n]|\\PC){0,200}") {
        let document = parse(&text);
        let length = document.text.chars().count();
        assert!(document.blocks.iter().all(|block| block.span.end <= length));
    }
}
