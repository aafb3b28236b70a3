//! Excel workbooks (ECMA-376 part 1, 18): each sheet a heading, each connected region of cells a table.
//!
//! Cells are read as a stream and kept sparsely, so a sheet costs what it holds, not what it declares.
//! Values stand as the workbook shows them; a formula stands by its stored result. A hidden sheet is read
//! into `Hidden` blocks. Hidden rows and columns stay in their table, because totals count them, with a
//! note that says so.

use crate::documents::DocumentBuilder;
use crate::documents::formats::package::{Package, read_properties};
use crate::documents::formats::{Input, Parser};
use crate::documents::model::BlockKind;
use crate::error::{Error, Result};
use crate::evidence::Place;

mod comments;
mod date_format;
mod drawing;
mod number_format;
mod reference;
mod region;
mod sheet;
mod strings;
mod styles;
mod workbook;

use sheet::{Context, Sheet};
use workbook::{SheetEntry, Workbook};

/// The parser.
pub(super) struct Xlsx;

impl Parser for Xlsx {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let mut package = Package::open(input, out.budget())?;
        read(&mut package, out).map_err(|error| error.about(input.name))
    }
}

fn read(package: &mut Package<'_>, out: &mut DocumentBuilder) -> Result<()> {
    let main = package.main_part("xl/workbook.xml")?;
    let workbook = Workbook::read(package, &main)?;
    read_properties(package, out)?;
    let most = out.budget().limits().pages as usize;
    if workbook.sheets.len() > most {
        return Err(Error::limit_exceeded(format!("more than {most} sheets")));
    }
    out.set_pages(u32::try_from(workbook.sheets.len()).unwrap_or(u32::MAX).max(1));
    for (index, entry) in workbook.sheets.iter().enumerate() {
        read_sheet(package, &workbook, entry, index as u32 + 1, out)?;
    }
    Ok(())
}

fn read_sheet(
    package: &mut Package<'_>,
    workbook: &Workbook,
    entry: &SheetEntry,
    number: u32,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let Some(part) = package.read(&entry.part)? else {
        out.note("damaged", format!("The sheet “{}” is missing.", entry.name), Some(number));
        return Ok(());
    };
    let context = Context { strings: &workbook.strings, styles: &workbook.styles };
    let sheet = Sheet::read(&part.text, &context, package.budget())?;
    if !entry.hidden {
        let place = Place::Cell { sheet: entry.name.clone(), cell: "A1".to_owned() };
        out.block(BlockKind::Heading { level: 2 }, &entry.name, place, None)?;
    }
    for note in &sheet.notes {
        out.note(note.code, note.message.clone(), Some(number));
    }
    region::emit(sheet, entry, &part.name, out)?;
    let relationships = package.relationships(&entry.part)?;
    if !entry.hidden {
        drawing::emit(package, &relationships, &entry.name, out)?;
    }
    comments::emit(package, &relationships, workbook, &entry.name, out)
}
