//! Word documents (ECMA-376 part 1, 17): `word/document.xml` and the parts it points at.
//!
//! Every block knows its paragraph and its bytes in the part. Inserted text is read as accepted, deleted
//! text stands in blocks of its own. The order of blocks is headers, body, footnotes, endnotes, comments,
//! footers.

use crate::documents::DocumentBuilder;
use crate::documents::formats::package::{Package, Relationships, Tree, read_properties};
use crate::documents::formats::{Input, Parser};
use crate::error::{Error, Result};

mod body;
mod drawing;
mod inline;
mod notes;
mod numbering;
mod styles;
mod table;

use body::Walker;
use numbering::Numbering;
use styles::Styles;

/// The parser.
pub(super) struct Docx;

impl Parser for Docx {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let mut package = Package::open(input, out.budget())?;
        read(&mut package, out).map_err(|error| error.about(input.name))
    }
}

fn read(package: &mut Package<'_>, out: &mut DocumentBuilder) -> Result<()> {
    let main = package.main_part("word/document.xml")?;
    let part = package.require(&main)?;
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(body) = tree.root().filter(|root| root.name() == "document").and_then(|root| root.child("body"))
    else {
        return Err(Error::corrupt("this is not a Word document: it has no body"));
    };
    if tree.damaged() {
        out.note("damaged", "The document breaks off before its end.", None);
    }
    let relationships = package.relationships(&main)?;
    let (styles, numbering) =
        (read_styles(package, &relationships)?, read_numbering(package, &relationships)?);
    read_properties(package, out)?;
    if out.metadata().language.is_none() {
        out.metadata().language.clone_from(&styles.language);
    }
    let sections = notes::page_furniture(body, &relationships);
    let mut walker = Walker::new(out, package, &styles, numbering, relationships, part.name.clone());
    walker.page_furniture(&sections.headers, true)?;
    walker.flow(body)?;
    walker.flush()?;
    walker.notes()?;
    walker.comments()?;
    walker.page_furniture(&sections.footers, false)
}

fn read_styles(package: &mut Package<'_>, relationships: &Relationships) -> Result<Styles> {
    let Some(target) = relationships.of_kind("styles").next() else { return Ok(Styles::default()) };
    let Some(part) = package.read(&target.target)? else { return Ok(Styles::default()) };
    Ok(Styles::read(&Tree::parse(&part.text, package.budget())?))
}

fn read_numbering(package: &mut Package<'_>, relationships: &Relationships) -> Result<Numbering> {
    let Some(target) = relationships.of_kind("numbering").next() else { return Ok(Numbering::default()) };
    let Some(part) = package.read(&target.target)? else { return Ok(Numbering::default()) };
    Ok(Numbering::read(&Tree::parse(&part.text, package.budget())?))
}
