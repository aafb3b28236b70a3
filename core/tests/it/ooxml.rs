//! Word, Excel and PowerPoint files made in memory: what they say, and what hostile ones may not do.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use secretariat::documents::{
    Block, BlockKind, Budget, DocumentBuilder, Format, Input, ParsedDocument, Table,
};
use secretariat::settings::Limits;
use secretariat::{ErrorKind, Place, Result};
use zip::write::SimpleFileOptions;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new part");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn relationships(targets: &[(&str, &str)]) -> String {
    let list: Vec<String> = targets
        .iter()
        .enumerate()
        .map(|(index, (kind, target))| {
            format!(r#"<Relationship Id="rId{}" Type="http://x/{kind}" Target="{target}"/>"#, index + 1)
        })
        .collect();
    format!("<Relationships>{}</Relationships>", list.join(""))
}

fn parse_with(format: Format, bytes: &[u8], limits: Limits) -> Result<ParsedDocument> {
    let mut out = DocumentBuilder::new(format, Budget::new(limits));
    format.parser().parse(Input { bytes, name: "test" }, &mut out)?;
    let document = out.finish();
    check_spans(&document);
    Ok(document)
}

fn parse(format: Format, bytes: &[u8]) -> Result<ParsedDocument> {
    parse_with(format, bytes, Limits::default())
}

fn check_spans(document: &ParsedDocument) {
    let len = document.text.chars().count();
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && block.span.end <= len && !block.span.is_empty());
        end = block.span.end;
        if let BlockKind::Table(table) = &block.kind {
            for cell in &table.cells {
                assert!(block.span.contains(cell.span));
                assert!(
                    cell.row + cell.row_span <= table.rows && cell.column + cell.column_span <= table.columns
                );
            }
        }
    }
}

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2.%3)"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num></w:numbering>"#;
const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="pool"/></w:style>
<w:style w:type="paragraph" w:styleId="pool"><w:basedOn w:val="loop"/></w:style></w:styles>"#;
const NOTES: &str = r#"<w:footnotes><w:footnote w:id="4"><w:p><w:r><w:t>Small print.</w:t></w:r></w:p></w:footnote>
</w:footnotes>"#;
const COMMENTS: &str = r#"<w:comments><w:comment w:id="0" w:author="Ada"><w:p><w:r><w:t>Really?</w:t></w:r></w:p>
</w:comment></w:comments>"#;
const HEADER: &str = "<w:hdr><w:p><w:r><w:t>Confidential</w:t></w:r></w:p></w:hdr>";

fn docx(body: &str) -> Vec<u8> {
    let main = relationships(&[
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
        ("comments", "comments.xml"),
        ("header", "header1.xml"),
    ]);
    archive(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", &main),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", NOTES),
        ("word/comments.xml", COMMENTS),
        ("word/header1.xml", HEADER),
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
    ])
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn list(id: u32, level: u32, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>"#), text)
}

fn kinds(document: &ParsedDocument) -> Vec<(String, String)> {
    let name = |block: &Block| match &block.kind {
        BlockKind::Heading { level } => format!("h{level}"),
        BlockKind::ListItem { depth, marker } => format!("{depth} {marker}"),
        BlockKind::Change { deleted, author } => format!("{deleted} {author:?}"),
        BlockKind::Comment { author } => format!("comment {}", author.as_deref().unwrap_or("")),
        BlockKind::Table(_) => "table".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    document.blocks.iter().map(|block| (name(block), document.slice(block.span).to_owned())).collect()
}

fn kinds_of(format: Format, bytes: &[u8]) -> Vec<(String, String)> {
    kinds(&parse(format, bytes).expect("a readable file"))
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect()
}

fn table_of(document: &ParsedDocument) -> &Table {
    document
        .blocks
        .iter()
        .find_map(|b| if let BlockKind::Table(t) = &b.kind { Some(t) } else { None })
        .expect("a table")
}

#[test]
fn markers_of_lists_are_rendered_as_word_shows_them() {
    let body = [list(1, 0, "a"), list(1, 1, "b"), list(1, 1, "c"), list(1, 2, "d"), list(2, 0, "e")].concat()
        + &[list(1, 0, "f"), list(1, 1, "g"), list(3, 0, "h")].concat();
    let expected = [
        ("0 1.", "a"),
        ("1 1.1", "b"),
        ("1 1.2", "c"),
        ("2 1.2.a)", "d"),
        ("0 •", "e"),
        ("0 2.", "f"),
        ("1 2.1", "g"),
        ("0 7.", "h"),
    ];
    assert_eq!(kinds_of(Format::Docx, &docx(&body)), pairs(&expected));
}

#[test]
fn changes_notes_comments_hidden_text_and_headers_are_told_apart() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="h2"/></w:pPr><w:r><w:t>Terms</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">Pay </w:t></w:r><w:del w:author="Bob"><w:r><w:delText>30</w:delText></w:r>
      </w:del><w:ins w:author="Bob"><w:r><w:t>14</w:t></w:r></w:ins><w:r><w:tab/><w:t>days</w:t></w:r>
      <w:r><w:footnoteReference w:id="4"/></w:r><w:r><w:commentReference w:id="0"/></w:r>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>
      <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1 May</w:t></w:r>
      <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
      <w:sectPr><w:headerReference r:id="rId5"/></w:sectPr>"#;
    let document = parse(Format::Docx, &docx(body)).unwrap();
    let expected = [
        ("header", "Confidential"),
        ("h2", "Terms"),
        ("paragraph", "Pay 14\tdays[1]"),
        ("hidden", "secret"),
        ("true Some(\"Bob\")", "30"),
        ("paragraph", "1 May"),
        ("note", "[1] Small print."),
        ("comment Ada", "Really?"),
    ];
    assert_eq!(kinds(&document), pairs(&expected));
    let terms = &document.blocks[1];
    let source = terms.source.as_ref().unwrap();
    assert_eq!(
        (source.part.as_str(), &terms.place),
        ("word/document.xml", &Place::Paragraph { paragraph: 1 })
    );
    assert_eq!(source.start, "<w:document><w:body>".len() as u64);
}

#[test]
fn a_text_box_is_read_once_and_an_equation_becomes_latex() {
    let body = r#"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r>
      <w:t>Boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>
      <w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>
      </mc:AlternateContent></w:r></w:p><w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>
      </m:r></m:den></m:f></m:oMath></w:p>"#;
    let expected = [("paragraph", "Boxed"), ("paragraph", "$$\\frac{a}{2}$$")];
    assert_eq!(kinds_of(Format::Docx, &docx(body)), pairs(&expected));
}

#[test]
fn merged_cells_of_word_become_spans_and_a_huge_span_ends_at_the_table() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", text))
    };
    let rows = [
        cell(r#"<w:gridSpan w:val="4000000000"/>"#, "Head"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "a") + &cell("", "b"),
        cell("<w:vMerge/>", "") + &cell("", "c"),
    ];
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let document = parse(Format::Docx, &docx(&format!("<w:tbl>{rows}</w:tbl>"))).unwrap();
    let table = table_of(&document);
    let found: Vec<_> = table
        .cells
        .iter()
        .map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span, document.slice(cell.span)))
        .collect();
    assert_eq!(found, [(0, 0, 1, 2, "Head"), (1, 0, 2, 1, "a"), (1, 1, 1, 1, "b"), (2, 1, 1, 1, "c")]);
}

const CELL_STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\ [$€-407]"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>"##;

fn xlsx(rows: &str) -> Vec<u8> {
    let workbook = r#"<workbook><sheets><sheet name="Prices" r:id="rId1"/>
        <sheet name="Old" state="hidden" r:id="rId4"/></sheets></workbook>"#;
    let targets = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
    ];
    archive(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", &relationships(&targets)),
        ("xl/workbook.xml", workbook),
        ("xl/styles.xml", CELL_STYLES),
        ("xl/sharedStrings.xml", "<sst><si><r><t>Ite</t></r><r><t>m</t></r><rPh><t>x</t></rPh></si></sst>"),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        (
            "xl/worksheets/sheet2.xml",
            r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#,
        ),
    ])
}

#[test]
fn cells_stand_as_shown_each_with_its_place() {
    let rows = r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>Due</t></is></c>
        <c r="D2" t="inlineStr"><is><t>Price</t></is></c></row><row r="3"><c r="B3" t="str"><f>x</f><v>Desk</v></c>
        <c r="C3" s="1"><v>45292</v></c><c r="D3" s="2"><v>1234.5</v></c></row>
        <row r="9"><c r="A9" t="b"><v>1</v></c><c r="B9" s="3"><v>0.5</v></c></row>"#;
    let document = parse(Format::Xlsx, &xlsx(rows)).unwrap();
    let expected = [
        ("h2", "Prices"),
        ("table", "Item\tDue\tPrice\nDesk\t2024-01-01\t1,234.50 €"),
        ("table", "TRUE\t50%"),
        ("hidden", "1"),
    ];
    assert_eq!(kinds(&document), pairs(&expected));
    assert_eq!(document.blocks[1].place.to_string(), "Prices!B2:D3");
    let price = table_of(&document).cells.last().unwrap();
    assert_eq!(price.place.as_ref().unwrap().to_string(), "Prices!D3");
    assert!(table_of(&document).cells[0].header && !price.header);
}

#[test]
fn cells_outside_of_a_sheet_are_noted_and_far_cells_cost_nothing() {
    let rows = r#"<row r="1"><c r="ZZZ99999999"><v>1</v></c><c r="A1"><v>2</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>3</v></c></row>"#;
    let document = parse(Format::Xlsx, &xlsx(rows)).unwrap();
    assert_eq!(kinds(&document)[1..3], pairs(&[("table", "2"), ("table", "3")]));
    assert!(document.notes.iter().any(|note| note.code == "damaged"));
}

fn pptx(shapes: &str) -> Vec<u8> {
    let slide = format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
    archive(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "ppt/presentation.xml")])),
        ("ppt/_rels/presentation.xml.rels", &relationships(&[("slide", "slides/slide1.xml")])),
        (
            "ppt/presentation.xml",
            r#"<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>"#,
        ),
        ("ppt/slides/slide1.xml", &slide),
        ("ppt/slides/_rels/slide1.xml.rels", &relationships(&[("notesSlide", "../notesSlides/n1.xml")])),
        (
            "ppt/notesSlides/n1.xml",
            r#"<p:notes><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr>
            <p:txBody><a:p><a:r><a:t>Smile.</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>"#,
        ),
    ])
}

fn shape(placeholder: &str, top: u32, body: &str) -> String {
    format!(
        r#"<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="12700" y="{}"/>
        <a:ext cx="25400" cy="12700"/></a:xfrm></p:spPr><p:txBody>{body}</p:txBody></p:sp>"#,
        top * 12_700
    )
}

#[test]
fn a_slide_is_read_from_title_to_notes_by_place() {
    let item = |level: u32, text: &str| {
        format!(
            r#"<a:p><a:pPr lvl="{level}"><a:buAutoNum type="arabicPeriod"/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>"#
        )
    };
    let shapes = shape("", 300, "<a:p><a:r><a:t>Last</a:t></a:r></a:p>")
        + &shape("", 200, &[item(0, "one"), item(1, "deep"), item(0, "two")].concat())
        + &shape(r#"<p:ph type="title"/>"#, 250, "<a:p><a:r><a:t>Plan</a:t></a:r></a:p>");
    let document = parse(Format::Pptx, &pptx(&shapes)).unwrap();
    let expected = [
        ("h2", "Plan"),
        ("0 1.", "one"),
        ("1 1.", "deep"),
        ("0 2.", "two"),
        ("paragraph", "Last"),
        ("note", "Smile."),
    ];
    assert_eq!(kinds(&document), pairs(&expected));
    let Place::Slide { slide: 1, area: Some(area) } = &document.blocks[4].place else { panic!("no place") };
    assert_eq!((area.left, area.top, area.width), (1.0, 300.0, 2.0));
}

#[test]
fn merged_cells_of_a_slide_become_spans() {
    let table = r#"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow="1"/><a:tr>
      <a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>Head</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge="1"/></a:tr><a:tr>
      <a:tc><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc><a:tc rowSpan="99999999999"><a:txBody><a:p><a:r>
      <a:t>b</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"#;
    let document = parse(Format::Pptx, &pptx(table)).unwrap();
    let table = table_of(&document);
    assert_eq!((table.rows, table.columns, table.cells.len()), (2, 2, 3));
    assert_eq!((table.cells[0].column_span, table.cells[2].row_span), (2, 1));
}

const FORMATS: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Pptx];

#[test]
fn what_is_no_package_is_refused_with_the_reason() {
    let locked: Vec<u8> = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for format in FORMATS {
        assert_eq!(parse(format, &locked).unwrap_err().kind(), ErrorKind::Denied);
        assert_eq!(parse(format, &locked[..8]).unwrap_err().kind(), ErrorKind::Unsupported);
        assert_eq!(parse(format, b"").unwrap_err().kind(), ErrorKind::Corrupt);
        assert_eq!(parse(format, b"PK\x03\x04 not really").unwrap_err().kind(), ErrorKind::Corrupt);
        assert_eq!(parse(format, &archive(&[("a.txt", "x")])).unwrap_err().kind(), ErrorKind::Corrupt);
    }
    assert_eq!(parse(Format::Docx, &xlsx("")).unwrap_err().kind(), ErrorKind::Corrupt);
    let whole = docx(&paragraph("", "x"));
    assert_eq!(parse(Format::Docx, &whole[..whole.len() / 2]).unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn a_bomb_fails_within_its_budget() {
    let limits = Limits { memory_bytes: 4 << 20, ..Limits::default() };
    let bomb = docx(&paragraph("", &" ".repeat(64 << 20)));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(parse_with(Format::Docx, &bomb, limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let many = docx(&"<w:p/>".repeat(1 << 19));
    assert_eq!(parse_with(Format::Docx, &many, limits).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let names: Vec<String> = (0..200).map(|index| format!("word/media/{index}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let limits = Limits { entries: 5, ..Limits::default() };
    assert_eq!(
        parse_with(Format::Docx, &archive(&parts), limits).unwrap_err().kind(),
        ErrorKind::LimitExceeded
    );
}

#[test]
fn deep_nesting_and_document_types_are_refused() {
    let deep = "<w:sdt>".repeat(100_000);
    assert_eq!(parse(Format::Docx, &docx(&deep)).unwrap_err().kind(), ErrorKind::LimitExceeded);
    assert_eq!(parse(Format::Xlsx, &xlsx(&deep)).unwrap_err().kind(), ErrorKind::LimitExceeded);
    assert_eq!(parse(Format::Pptx, &pptx(&deep)).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let laughs =
        r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document><w:body/></w:document>"#;
    let bytes = archive(&[("word/document.xml", laughs)]);
    assert_eq!(parse(Format::Docx, &bytes).unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn styles_in_a_circle_broken_ends_and_missing_parts_still_give_the_text() {
    let body = paragraph(r#"<w:pStyle w:val="loop"/>"#, "one") + "<w:p><w:r><w:t>two</w:t></w:x>";
    let document = parse(Format::Docx, &docx(&body)).unwrap();
    assert_eq!(kinds(&document)[0], ("paragraph".to_owned(), "one".to_owned()));
    assert!(document.text.contains("two"));
    assert!(document.notes.iter().any(|note| note.code == "damaged"));
    let bare =
        archive(&[("word/document.xml", "<document><body><p><r><t>bare</t></r></p></body></document>")]);
    assert_eq!(kinds_of(Format::Docx, &bare), pairs(&[("paragraph", "bare")]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::counts::cases(96), ..ProptestConfig::default() })]

    #[test]
    fn mangled_parts_never_panic(at in 0usize..4000, junk in "[<>/&;a-z0-9 \"=:]{0,12}", which in 0usize..3) {
        let table = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
        let source = [
            list(1, 1, "text") + table,
            "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45292</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>".repeat(3),
            shape("<p:ph type=\"title\"/>", 5, "<a:p><a:r><a:t>x</a:t></a:r></a:p>"),
        ][which].clone();
        let at = source.char_indices().map(|(at, _)| at).rfind(|&byte| byte <= at % source.len()).unwrap_or(0);
        let mangled = format!("{}{junk}{}", &source[..at], &source[at..]);
        let bytes = [docx(&mangled), xlsx(&mangled), pptx(&mangled)][which].clone();
        drop(parse(FORMATS[which], &bytes));
    }

    #[test]
    fn mangled_archives_never_panic(at in 0usize..6000, byte: u8) {
        let mut bytes = docx(&list(1, 1, "text"));
        let at = at % bytes.len();
        bytes[at] = byte;
        drop(parse(Format::Docx, &bytes));
    }
}
