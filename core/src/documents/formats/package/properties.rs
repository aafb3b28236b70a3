//! What an Office file says about itself: title, author, date, language (ECMA-376 part 2, 11).

use crate::documents::build::DocumentBuilder;
use crate::error::Result;

use super::{Package, Tree};

/// Reads the core properties into the metadata.
///
/// # Errors
/// As [`Package::read`].
pub(in crate::documents::formats) fn read_properties(
    package: &mut Package<'_>,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let relationships = package.relationships("")?;
    let name = relationships
        .of_kind("core-properties")
        .next()
        .map_or_else(|| "docProps/core.xml".to_owned(), |found| found.target.clone());
    let Some(part) = package.read(&name)? else { return Ok(()) };
    let tree = Tree::parse(&part.text, package.budget())?;
    let metadata = out.metadata();
    for property in tree.root().into_iter().flat_map(|root| root.children()) {
        let text = property.text().trim().to_owned();
        if text.is_empty() {
            continue;
        }
        match property.name() {
            "title" => metadata.title = Some(text),
            "creator" => metadata.author = Some(text),
            "created" => metadata.created = Some(text),
            "language" => metadata.language = Some(text),
            name => drop(metadata.other.insert(name.to_owned(), text)),
        }
    }
    Ok(())
}
