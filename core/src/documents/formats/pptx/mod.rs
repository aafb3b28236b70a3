//! PowerPoint presentations (ECMA-376 part 1, 19): slides in order, each shape with its place on the slide.
//!
//! A slide's blocks are its title, its shapes in reading order, its notes and its comments.

use std::collections::HashMap;

use crate::documents::DocumentBuilder;
use crate::documents::formats::package::{Package, Tree, read_properties};
use crate::documents::formats::{Input, Parser};
use crate::error::{Error, Result};

mod comments;
mod layout;
mod shapes;
mod table;
mod text;

use comments::Authors;
use layout::Layouts;
use shapes::Slide;

/// The parser.
pub(super) struct Pptx;

impl Parser for Pptx {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let mut package = Package::open(input, out.budget())?;
        read(&mut package, out).map_err(|error| error.about(input.name))
    }
}

fn read(package: &mut Package<'_>, out: &mut DocumentBuilder) -> Result<()> {
    let main = package.main_part("ppt/presentation.xml")?;
    let slides = slide_parts(package, &main)?;
    read_properties(package, out)?;
    let most = out.budget().limits().pages as usize;
    if slides.len() > most {
        return Err(Error::limit_exceeded(format!("more than {most} slides")));
    }
    out.set_pages(u32::try_from(slides.len()).unwrap_or(u32::MAX).max(1));
    let authors = Authors::read(package, &main)?;
    let mut layouts = Layouts::default();
    for (index, part) in slides.iter().enumerate() {
        read_slide(package, part, index as u32 + 1, &authors, &mut layouts, out)?;
    }
    Ok(())
}

fn slide_parts(package: &mut Package<'_>, main: &str) -> Result<Vec<String>> {
    let part = package.require(main)?;
    let relationships = package.relationships(main)?;
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(root) = tree.root().filter(|root| root.name() == "presentation") else {
        return Err(Error::corrupt("this is not a PowerPoint presentation"));
    };
    let mut seen: HashMap<String, ()> = HashMap::new();
    let ids = root.child("sldIdLst").into_iter().flat_map(|list| list.children_named("sldId"));
    let targets = ids.filter_map(|slide| {
        let id = slide.attribute("r:id")?;
        relationships.target(&id).map(str::to_owned)
    });
    Ok(targets.filter(|target| seen.insert(target.clone(), ()).is_none()).collect())
}

fn read_slide(
    package: &mut Package<'_>,
    name: &str,
    number: u32,
    authors: &Authors,
    layouts: &mut Layouts,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let Some(part) = package.read(name)? else {
        out.note("damaged", "The slide is missing.", Some(number));
        return Ok(());
    };
    let relationships = package.relationships(name)?;
    let tree = Tree::parse(&part.text, package.budget())?;
    if tree.damaged() {
        out.note("damaged", "The slide breaks off before its end.", Some(number));
    }
    let Some(root) = tree.root() else { return Ok(()) };
    if root.attribute("show").is_some_and(|show| show == "0" || show == "false") {
        out.note("hidden_slide", "The slide is hidden in the show and read all the same.", Some(number));
    }
    let layout = match relationships.of_kind("slideLayout").next() {
        Some(found) => layouts.get(package, &found.target)?,
        None => layout::Layout::default().into(),
    };
    Slide { number, part: name, relationships: &relationships, layout: &layout }.emit(root, package, out)?;
    if let Some(notes) = relationships.of_kind("notesSlide").next() {
        shapes::emit_notes(package, &notes.target, number, out)?;
    }
    comments::emit(package, &relationships, authors, number, out)
}
