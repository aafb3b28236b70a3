//! Letters and pages on paper: forms, paging, letters of other alphabets.

use secretariat::ErrorKind;
use secretariat::communications::render::{self, DraftForm, LetterForm, RenderOptions};
use secretariat::communications::{ColumnAlign, Draft, DraftBlock, DraftKind, Inline, ListItem};

use super::facts::{extracted, lacking, with_files};
use super::samples::{Writer, id, sample};

const LETTERS: [LetterForm; 5] =
    [LetterForm::DinA, LetterForm::DinB, LetterForm::Uk, LetterForm::UsBlock, LetterForm::UsModified];

fn pdf(draft: &Draft, form: LetterForm) -> Vec<u8> {
    render::pdf(draft, &RenderOptions { letter_form: Some(form) }).unwrap()
}

fn pages(bytes: &[u8]) -> usize {
    use secretariat::Place;
    let parsed = secretariat::parse(bytes, "draft.pdf").unwrap();
    let page = |place: &Place| match place {
        Place::Page { page, .. } => *page as usize,
        _ => 0,
    };
    parsed.blocks.iter().map(|block| page(&block.place)).max().unwrap_or(0)
}

#[test]
fn every_form_of_letter_says_the_same() {
    let draft = with_files(sample(DraftKind::Letter, false));
    for form in LETTERS {
        let options = RenderOptions { letter_form: Some(form) };
        let text = extracted(DraftForm::Pdf, &pdf(&draft, form));
        assert!(lacking(&draft, DraftForm::Pdf, &text).is_empty(), "{form:?}: {text}");
        for words in ["Thornbury Furniture Ltd", "Bristol BS35 2AB", "Speicherhof 3", "Raumplan.pdf"] {
            assert!(text.contains(words), "{form:?} lacks {words}: {text}");
        }
        let text = extracted(DraftForm::Docx, &render::docx(&draft, &options).unwrap());
        assert!(lacking(&draft, DraftForm::Docx, &text).is_empty(), "{form:?}: {text}");
    }
}

#[test]
fn long_tables_go_on_over_pages_and_lose_no_row() {
    let mut writer = Writer::new(false);
    let cells: Vec<[(String, String); 2]> = (0..150)
        .map(|at| {
            [(format!("Position {at}"), String::new()), (format!("{{amount:EUR {at}.00}}"), String::new())]
        })
        .collect();
    let rows: Vec<Vec<(&str, &str)>> =
        cells.iter().map(|row| row.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()).collect();
    let rows: Vec<(bool, &[(&str, &str)])> = rows.iter().map(|row| (false, row.as_slice())).collect();
    let titles = [("Position", "", ColumnAlign::Start), ("Sum", "", ColumnAlign::End)];
    let table = writer.table(&titles, &rows);
    let mut draft = sample(DraftKind::Letter, false);
    draft.blocks.insert(2, table);
    draft.facts = writer.facts;
    let bytes = pdf(&draft, LetterForm::DinB);
    let text = extracted(DraftForm::Pdf, &bytes);
    assert!(pages(&bytes) >= 4, "{}", pages(&bytes));
    for at in 0..150 {
        assert!(text.contains(&format!("EUR {at}.00")), "row {at}: {text}");
    }
    assert!(text.contains("Page 1 of"), "{text}");
}

#[test]
fn a_row_higher_than_a_page_goes_on_over_the_next() {
    let mut writer = Writer::new(false);
    let long = "word ".repeat(3_000) + "end";
    let titles = [("Text", "", ColumnAlign::Start), ("More", "", ColumnAlign::Start)];
    let table = writer.table(&titles, &[(false, &[(long.as_str(), ""), ("short", "")])]);
    let mut draft = sample(DraftKind::Memo, false);
    draft.blocks = vec![table];
    let bytes = pdf(&draft, LetterForm::DinB);
    let text = extracted(DraftForm::Pdf, &bytes);
    assert_eq!(text.matches("word").count(), 3_000);
    assert!(text.contains("end") && pages(&bytes) > 2);
}

fn memo(text: &str) -> Draft {
    let mut writer = Writer::new(false);
    let fact = writer.fact("person", text);
    let blocks = vec![secretariat::communications::DraftBlock::Paragraph { inlines: vec![fact] }];
    Draft {
        subject: vec![Inline::Text { text: "Names".to_owned() }],
        blocks,
        facts: writer.facts,
        ..Draft::new(id(3), DraftKind::Memo, "en", "2026-11-23T09:00:00Z")
    }
}

#[test]
fn names_of_europe_and_its_neighbours_are_drawn() {
    for name in [
        "Łukasz Żółć",
        "Ελένη Παπαδοπούλου",
        "Наталья Щербакова",
        "שלום כהן",
        "محمد الأمين",
        "🪑 Chair 🌱",
        "👩‍👩‍👧‍👦 family",
        "x₂ ≤ 5 → ✓",
        "e\u{301}clair Ze\u{308}",
    ] {
        let bytes = render::pdf(&memo(name), &RenderOptions::default());
        assert!(bytes.is_ok(), "{name}: {:?}", bytes.err());
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn plain_lists_in_word_have_bullets_and_numbered_ones_numbers() {
    for (ordered, format) in [(false, "bullet"), (true, "decimal")] {
        let item = ListItem { level: 0, inlines: vec![Inline::Text { text: "one".to_owned() }] };
        let draft =
            Draft { blocks: vec![DraftBlock::ItemList { ordered, items: vec![item] }], ..memo("lists") };
        let file = render::docx(&draft, &RenderOptions::default()).unwrap();
        let document = part(&file, "word/document.xml");
        let after = |text: &str, words: &str| {
            let rest = text.split(words).nth(1).unwrap_or_default();
            rest.split('"').next().unwrap_or_default().to_owned()
        };
        let number = after(&document, "<w:numId w:val=\"");
        let numbering = part(&file, "word/numbering.xml");
        let used = after(&numbering, &format!("<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\""));
        let definition = format!("<w:abstractNum w:abstractNumId=\"{used}\"");
        assert_eq!(numbering.matches(&definition).count(), 1, "{definition} in {numbering}");
        let levels = numbering.split(&definition).nth(1).unwrap();
        assert_eq!(after(levels, "<w:numFmt w:val=\""), format);
    }
}

#[test]
fn letters_that_no_font_has_are_named_instead_of_drawn_as_boxes() {
    let error = render::pdf(&memo("漢字"), &RenderOptions::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.message().contains("U+6F22"), "{error}");
    assert!(render::docx(&memo("漢字"), &RenderOptions::default()).is_ok());
}

#[test]
fn what_nobody_writes_is_bounded() {
    let columns: Vec<(&str, &str, ColumnAlign)> = vec![("a", "", ColumnAlign::Start); 60];
    let mut writer = Writer::new(false);
    let mut wide = memo("x");
    wide.blocks = vec![writer.table(&columns, &[])];
    assert_eq!(render::pdf(&wide, &RenderOptions::default()).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let long = memo(&"x".repeat(3_000_000));
    for form in [DraftForm::Eml, DraftForm::Docx, DraftForm::Pdf] {
        let error = render::render(&long, form, &RenderOptions::default(), &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
}

#[test]
fn empty_drafts_have_every_form() {
    let mut empty = memo("");
    (empty.blocks, empty.subject, empty.facts) = (Vec::new(), Vec::new(), Vec::new());
    for kind in DraftKind::ALL {
        empty.kind = kind;
        for form in [DraftForm::Text, DraftForm::Markdown, DraftForm::Html, DraftForm::Docx, DraftForm::Pdf] {
            let made = render::render(&empty, form, &RenderOptions::default(), &[]);
            assert!(made.is_ok(), "{kind:?} as {form:?}: {:?}", made.err());
        }
    }
}
