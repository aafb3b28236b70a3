use super::*;
use crate::documents::model::{BlockKind, ParsedDocument, Table};
use crate::documents::{Budget, Format};
use crate::error::ErrorKind;
use crate::settings::Limits;

fn parse(bytes: &[u8]) -> Result<ParsedDocument> {
    let mut out = DocumentBuilder::new(Format::Csv, Budget::new(Limits::default()));
    Csv.parse(Input { bytes, name: "inbox/prices.csv" }, &mut out)?;
    Ok(out.finish())
}

fn table(document: &ParsedDocument) -> &Table {
    match &document.blocks[0].kind {
        BlockKind::Table(table) => table,
        other => panic!("{other:?}"),
    }
}

#[test]
fn separators_are_detected() {
    for (text, columns) in [
        ("a,b,c\n1,\"2,5\",3\n", 3),
        ("Artikel;Preis\nTisch;1.200,50\nStuhl;80,00\n", 2),
        ("a\tb\n1, 2\t3\n", 2),
        ("a|b|c\n1|2|3\n", 3),
        ("sep=;\na;b,c\n1;2,0\n", 2),
        ("Only\nOne, two\nThree\n", 1),
    ] {
        let document = parse(text.as_bytes()).unwrap();
        let widest = if columns == 1 { 2 } else { columns };
        assert!((columns..=widest).contains(&table(&document).columns), "{text}");
    }
}

#[test]
fn cells_have_their_place_as_in_a_spreadsheet() {
    let document = parse("Name;Preis\n\"Tisch\nrund\";5\nStuhl;7;extra\n".as_bytes()).unwrap();
    let table = table(&document);
    let places: Vec<String> =
        table.cells.iter().filter_map(|cell| cell.place.as_ref()).map(Place::to_string).collect();
    assert_eq!(places[0], "prices!A1");
    assert_eq!((places[2].as_str(), document.slice(table.cells[2].span)), ("prices!A2", "Tisch rund"));
    assert_eq!(document.blocks[0].place.to_string(), "prices!A1:C3");
    assert!(table.cells[0].header && !table.cells[2].header);
    assert_eq!(table.columns, 3);
}

#[test]
fn line_ends_of_windows_and_inside_of_cells_do_not_move_places() {
    for text in ["A;B\r\nx;y\r\n\r\nz;w\r\n", "A;B\nx;y\n\nz;w\n", "\"A\r\n1\";B\r\nx;y\r\n\r\nz;w\r\n"] {
        let document = parse(text.as_bytes()).unwrap();
        let places: Vec<String> = table(&document)
            .cells
            .iter()
            .filter_map(|cell| cell.place.as_ref())
            .map(Place::to_string)
            .collect();
        assert_eq!(
            places,
            ["prices!A1", "prices!B1", "prices!A2", "prices!B2", "prices!A4", "prices!B4"],
            "{text:?}"
        );
    }
}

#[test]
fn old_encodings_are_read() {
    let bytes = encoding_rs::WINDOWS_1252.encode("Größe;Maß\nweiß;5\n").0.into_owned();
    assert!(parse(&bytes).unwrap().text.starts_with("Größe\tMaß"));
}

#[test]
fn one_enormous_line_is_refused_in_time() {
    let mut line = b"a,b\n".to_vec();
    line.extend(std::iter::repeat_n(b'x', 50 << 20));
    assert_eq!(parse(&line).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn columns_are_named_as_in_spreadsheets() {
    let names: Vec<String> = [0, 25, 26, 701, 702, u32::MAX].into_iter().map(column_name).collect();
    assert_eq!(names[..5], ["A", "Z", "AA", "ZZ", "AAA"]);
}

proptest::proptest! {
    #[test]
    fn no_rows_break_the_reader(text in "([,;\t|\"'\n\r=]|\\PC){0,200}") {
        let _ = parse(text.as_bytes());
    }
}
