//! PDF files made in code: what is read from good ones, and what hostile ones cannot do.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use secretariat::documents::formats::{Format, Input};
use secretariat::documents::{BlockKind, Budget, DocumentBuilder, ParsedDocument};
use secretariat::settings::Limits;
use secretariat::{ErrorKind, Result};

/// Reads a file on a thread with the stack that the library gives its parsers.
fn parse(bytes: Vec<u8>) -> Result<ParsedDocument> {
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || {
            let mut out = DocumentBuilder::new(Format::Pdf, Budget::new(Limits::default()));
            Format::Pdf.parser().parse(Input { bytes: &bytes, name: "test.pdf" }, &mut out)?;
            Ok(out.finish())
        })
        .expect("a thread starts")
        .join()
        .expect("parsing never panics")
}

/// Writes a file with these objects, numbered from 1, the first being the catalog.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

const FONTS: &str = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\
    /F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>>>";

/// Writes a file with one page for each content.
fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|page| format!("{} 0 R ", 3 + 2 * page)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", contents.len()).into_bytes(),
    ];
    for (page, content) in contents.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{FONTS}>>/Contents {} 0 R>>",
            4 + 2 * page
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects)
}

fn text(font: &str, size: u32, x: u32, y: u32, text: &str) -> String {
    format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

fn paragraph(x: u32, top: u32, lines: &[&str]) -> String {
    lines.iter().enumerate().map(|(line, words)| text("F1", 10, x, top - 12 * line as u32, words)).collect()
}

fn kinds(document: &ParsedDocument) -> Vec<(&'static str, String)> {
    document
        .blocks
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Heading { .. } => "heading",
                BlockKind::Paragraph => "paragraph",
                BlockKind::ListItem { .. } => "item",
                BlockKind::Table(_) => "table",
                BlockKind::Header => "header",
                BlockKind::Footer => "footer",
                BlockKind::KeyValue { .. } => "value",
                _ => "other",
            };
            (kind, document.slice(block.span).to_owned())
        })
        .collect()
}

#[test]
fn headings_paragraphs_and_items_are_told_apart_and_broken_words_mended() {
    let content = text("F2", 18, 50, 780, "Lease of the office")
        + &paragraph(
            50,
            740,
            &[
                "The landlord lets the rooms on the second floor to the ten-",
                "ant, who accepts them as they are, with all keys and the pa-",
                "pers of the house.",
            ],
        )
        + &text("F1", 10, 50, 680, "- two keys")
        + &text("F1", 10, 50, 668, "- one badge f\\374r K\\366ln");
    let document = parse(pages(&[&content])).unwrap();
    assert_eq!(
        kinds(&document),
        [
            ("heading", "Lease of the office".to_owned()),
            (
                "paragraph",
                "The landlord lets the rooms on the second floor to the tenant, who accepts them as they are, \
                 with all keys and the papers of the house."
                    .to_owned()
            ),
            ("item", "two keys".to_owned()),
            ("item", "one badge für Köln".to_owned()),
        ]
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left: Vec<String> = (0..8).map(|n| format!("left column line {n} with some more words")).collect();
    let right: Vec<String> = (0..8).map(|n| format!("right column line {n} with some other words")).collect();
    let as_lines =
        |lines: &[String], x, top| paragraph(x, top, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    let content = as_lines(&left, 50, 700) + &as_lines(&right, 310, 700);
    let document = parse(pages(&[&content])).unwrap();
    let last_left = document.text.find("left column line 7").unwrap();
    let first_right = document.text.find("right column line 0").unwrap();
    assert!(last_left < first_right, "{}", document.text);
}

#[test]
fn addresses_side_by_side_are_read_one_after_the_other() {
    let content = paragraph(50, 740, &["Acme Widgets Ltd", "1 Factory Road", "Springfield"])
        + &paragraph(320, 740, &["Example Corp", "99 Market Street", "Shelbyville"])
        + &paragraph(50, 640, &["Dear Sir or Madam,"]);
    let document = parse(pages(&[&content])).unwrap();
    assert!(
        document
            .text
            .starts_with("Acme Widgets Ltd 1 Factory Road Springfield\n\nExample Corp 99 Market Street"),
        "{}",
        document.text
    );
    assert!(document.text.ends_with("Dear Sir or Madam,"), "{}", document.text);
}

#[test]
fn the_items_of_an_invoice_without_rules_are_rows() {
    let mut content = String::new();
    let rows = [
        ["Item", "Quantity", "Price", "Total"],
        ["Office chair", "2", "120.00", "240.00"],
        ["Desk lamp", "10", "19.90", "199.00"],
        ["Paper", "5", "4.50", "22.50"],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (cell, x) in cells.iter().zip([50, 250, 350, 450]) {
            content += &text("F1", 10, x, 600 - 16 * row as u32, cell);
        }
    }
    let document = parse(pages(&[&content])).unwrap();
    let tables: Vec<_> = kinds(&document).into_iter().filter(|(kind, _)| *kind == "table").collect();
    assert_eq!(tables.len(), 1);
    assert!(tables[0].1.contains("Desk lamp\t10\t19.90\t199.00"), "{}", tables[0].1);
}

#[test]
fn ruled_tables_keep_wrapped_cells_together() {
    let mut content = String::from("0.5 w\n");
    for x in [50, 200, 400] {
        content += &format!("{x} 500 m {x} 600 l S\n");
    }
    for y in [500, 550, 600] {
        content += &format!("50 {y} m 400 {y} l S\n");
    }
    content += &text("F1", 10, 55, 580, "Name");
    content += &text("F1", 10, 205, 580, "Address");
    content += &text("F1", 10, 55, 530, "Ada");
    content += &text("F1", 10, 205, 530, "12 Long Street,");
    content += &text("F1", 10, 205, 518, "Springfield");
    let document = parse(pages(&[&content])).unwrap();
    assert_eq!(kinds(&document), [("table", "Name\tAddress\nAda\t12 Long Street, Springfield".to_owned())]);
}

#[test]
fn repeated_headers_and_page_numbers_leave_the_flow() {
    let contents: Vec<String> = (1..=6)
        .map(|page| {
            text("F1", 9, 50, 815, "Secret report of the board")
                + &paragraph(50, 600, &[&format!("This is the text number {} of the report.", page * 37)])
                + &text("F1", 9, 290, 30, &format!("Page {page} of 6"))
        })
        .collect();
    let document = parse(pages(&contents.iter().map(String::as_str).collect::<Vec<_>>())).unwrap();
    let found = kinds(&document);
    assert_eq!(found.iter().filter(|(kind, _)| *kind == "header").count(), 5);
    assert_eq!(found.iter().filter(|(kind, _)| *kind == "footer").count(), 6);
    assert_eq!(found.iter().filter(|(kind, _)| *kind == "paragraph").count(), 7);
}

#[test]
fn form_fields_become_names_with_values() {
    let document = parse(file(&[
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_vec(),
        b"<</T(Surname)/V(M\\374ller)/FT/Tx>>".to_vec(),
    ]))
    .unwrap();
    assert_eq!(kinds(&document), [("value", "Surname: Müller".to_owned())]);
}

#[test]
fn a_scanned_page_is_noted_and_its_picture_kept() {
    let document = parse(file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>"
            .to_vec(),
        stream("", b"72 0 0 72 0 0 cm /I Do"),
        stream(
            "/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray",
            &[0, 255, 255, 0],
        ),
    ]))
    .unwrap();
    assert_eq!(document.notes[0].code, "needs_ocr");
    assert_eq!(document.images[0].bytes, b"P5 2 2 255\n\x00\xFF\xFF\x00");
}

/// Says what became of a hostile file, which must be soon.
fn outcome(bytes: Vec<u8>) -> std::result::Result<ParsedDocument, ErrorKind> {
    let started = Instant::now();
    let result = parse(bytes).map_err(|error| error.kind());
    assert!(started.elapsed() < Duration::from_secs(20), "took {:?}", started.elapsed());
    result
}

fn zlib(byte: u8, count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let chunk = vec![byte; 1 << 20];
    for _ in 0..count >> 20 {
        encoder.write_all(&chunk).expect("writing to memory");
    }
    encoder.finish().expect("writing to memory")
}

fn with_content(content: Vec<u8>, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents 4 0 R>>")
            .into_bytes(),
        content,
    ];
    objects.extend(more.iter().cloned());
    file(&objects)
}

#[test]
fn deep_nesting_ends_without_overflow() {
    let brackets = "[".repeat(100_000);
    let dictionaries = "<</A".repeat(100_000);
    assert!(outcome(with_content(stream("", brackets.as_bytes()), "", &[])).is_ok());
    assert!(outcome(with_content(stream("", dictionaries.as_bytes()), "", &[])).is_ok());
    assert!(
        outcome(with_content(b"null".to_vec(), "", &[brackets.into_bytes(), dictionaries.into_bytes()]))
            .is_ok()
    );
    let raw = [b"%PDF-1.7\n1 0 obj ".to_vec(), "[".repeat(100_000).into_bytes()].concat();
    assert_eq!(outcome(raw).unwrap_err(), ErrorKind::Corrupt);
}

#[test]
fn a_page_tree_that_holds_itself_ends() {
    let looped = file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2147483647>>".to_vec(),
    ]);
    assert_eq!(outcome(looped).unwrap_err(), ErrorKind::Corrupt);
}

#[test]
fn bombs_are_refused_small() {
    let bomb = zlib(b' ', 300 << 20);
    assert!(bomb.len() < 1 << 20);
    let in_content = with_content(stream("/Filter/FlateDecode", &bomb), "", &[]);
    assert_eq!(outcome(in_content).unwrap_err(), ErrorKind::LimitExceeded);
    let in_objects =
        with_content(stream("", b""), "", &[stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb)]);
    assert_eq!(outcome(in_objects).unwrap_err(), ErrorKind::LimitExceeded);
    let mut twice = ZlibEncoder::new(Vec::new(), Compression::best());
    twice.write_all(&bomb).unwrap();
    let twice = twice.finish().unwrap();
    let nested = with_content(stream("/Filter[/FlateDecode/FlateDecode]", &twice), "", &[]);
    assert_eq!(outcome(nested).unwrap_err(), ErrorKind::LimitExceeded);
}

#[test]
fn many_small_bombs_share_one_budget() {
    let part = zlib(b' ', 60 << 20);
    let parts: Vec<Vec<u8>> =
        (0..6).map(|_| stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &part)).collect();
    assert_eq!(outcome(with_content(stream("", b""), "", &parts)).unwrap_err(), ErrorKind::LimitExceeded);
}

#[test]
fn forms_that_call_each_other_end() {
    let form = |next: u32| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {next} 0 R>>>>"),
            &b"/N Do ".repeat(50),
        )
    };
    let ring = with_content(stream("", b"/N Do"), "/XObject<</N 5 0 R>>", &[form(6), form(5)]);
    assert!(outcome(ring).is_ok());
    let ladder: Vec<Vec<u8>> = (6..26).map(form).collect();
    assert!(outcome(with_content(stream("", b"/N Do"), "/XObject<</N 5 0 R>>", &ladder)).is_ok());
}

#[test]
fn absurd_numbers_do_no_harm() {
    let content = "1e30 0 0 1e30 0 0 cm 99999999999999999999999999 0 0 1 0 0 cm BT /F1 1e9 Tf (far) Tj ET \
        q 0 0 0 0 0 0 cm BT /F1 12 Tf (flat) Tj ET Q -1e38 -1e38 1e38 1e38 re S \
        BT /F1 0.00001 Tf 1 0 0 1 nan inf Tm (tiny) Tj ET 0 0 m 1e300 1e300 l S";
    assert!(outcome(with_content(stream("", content.as_bytes()), FONTS, &[])).is_ok());
    let font = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 4000000000\
        /Widths[2000000000 -2000000000 500.5]>>/F2<</Type/Font/Subtype/Type1/FirstChar 4000000000/LastChar 4000000001\
        /Widths[1 2]>>/F3<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font\
        /Subtype/CIDFontType2/W[0 4294967295 500]>>]>>>>";
    let content = "BT /F1 12 Tf 50 700 Td (abc) Tj /F2 12 Tf (abc) Tj /F3 12 Tf (abcd) Tj ET";
    let result = outcome(with_content(stream("", content.as_bytes()), font, &[]));
    assert!(result.is_ok(), "{result:?}");
    let huge = file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[-2000000000 -2000000000 2000000000 2000000000]/Rotate 45>>"
            .to_vec(),
    ]);
    assert!(outcome(huge).is_ok());
}

#[test]
fn a_page_of_a_million_glyphs_is_read_or_refused() {
    let mut content = String::from("BT /F1 1 Tf 1.1 TL 10 800 Td\n");
    for _ in 0..10_000 {
        content += "(abcdefghi jklmnopqr stuvwxyz abcdefghi jklmnopqr stuvwxyz abcdefghi jklmnopqr stuvwxyz abcdefgh) '\n";
    }
    content += "ET";
    let result = outcome(with_content(stream("", content.as_bytes()), FONTS, &[]));
    assert!(result.is_ok() || result.is_err_and(|kind| kind == ErrorKind::LimitExceeded));
}

#[test]
fn many_pages_and_many_inline_images_are_read_in_time() {
    let kids = "3 0 R ".repeat(200_000);
    let many = file(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count 200000>>").into_bytes(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_vec(),
    ]);
    assert!(outcome(many).is_ok());
    let inline = "BI /W 1 /H 1 ID a EI\n".repeat(50_000) + "BI ".repeat(50_000).as_str();
    assert!(outcome(with_content(stream("", inline.as_bytes()), "", &[])).is_ok());
}

#[test]
fn a_password_is_asked_for_by_an_error() {
    let mut bytes = pages(&[&text("F1", 10, 50, 700, "secret")]);
    let trailer = b"trailer\n<<";
    let at = bytes.windows(trailer.len()).position(|window| window == trailer).unwrap() + trailer.len();
    let key = "00".repeat(32);
    let entry = format!(
        "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]\
         /Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{key}>/U<{key}>>>"
    );
    bytes.splice(at..at, entry.into_bytes());
    assert_eq!(outcome(bytes).unwrap_err(), ErrorKind::Denied);
}

#[test]
fn what_is_no_pdf_is_corrupt() {
    for bytes in [&b""[..], b"   \n", b"%PDF-1.7", b"hello", &[0; 4096]] {
        assert_eq!(outcome(bytes.to_vec()).unwrap_err(), ErrorKind::Corrupt);
    }
}

#[test]
fn a_file_without_its_end_is_read_as_far_as_it_goes() {
    let whole = pages(&[&text("F1", 10, 50, 700, "still here"), &text("F1", 10, 50, 700, "second page")]);
    let cut = whole[..whole.len() - 300].to_vec();
    assert!(parse(cut).unwrap().text.contains("still here"));
}

#[test]
fn a_file_without_its_catalog_is_read_page_by_page() {
    let whole = pages(&[&text("F1", 10, 50, 700, "no catalog"), &text("F1", 10, 50, 700, "second page")]);
    let at = whole.windows(5).position(|window| window == b"3 0 o").unwrap();
    let cut = [&b"%PDF-1.7\n"[..], &whole[at..whole.len() - 300]].concat();
    let document = parse(cut).unwrap();
    assert!(document.text.contains("no catalog"));
    assert_eq!(document.notes[0].code, "damaged");
}

fn sample() -> Vec<u8> {
    let first =
        text("F2", 18, 50, 780, "Title") + &paragraph(50, 700, &["One line of text.", "Another line."]);
    let second = text("F1", 10, 50, 700, "A")
        + &text("F1", 10, 250, 700, "B")
        + "50 690 400 30 re S 200 690 m 200 720 l S";
    pages(&[&first, &second])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::counts::cases(48), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic_and_spans_stay_inside_the_text(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        cut in any::<prop::sample::Index>(),
        cuts in any::<bool>(),
    ) {
        let mut bytes = sample();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(document) = parse(bytes) {
            let length = document.text.chars().count();
            let mut end = 0;
            for block in &document.blocks {
                prop_assert!(block.span.start >= end && block.span.end <= length);
                end = block.span.end;
            }
        }
    }

    #[test]
    fn any_content_is_read(content in "[ -~\n]{0,400}", operators in prop::collection::vec(
        prop::sample::select(vec!["BT", "ET", "q", "Q", "/F1 9 Tf", "(a b)", "Tj", "[(x) -900 (y)]", "TJ", "1 0 0 1 50 50", "Tm", "cm", "re", "S", "BDC", "EMC", "BI", "ID", "EI"]), 0..80)) {
        let content = format!("{content}\n{}", operators.join(" "));
        let parsed = parse(with_content(stream("", content.as_bytes()), FONTS, &[]));
        prop_assert!(parsed.is_ok());
    }
}
