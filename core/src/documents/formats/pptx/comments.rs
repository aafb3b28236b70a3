//! Comments on slides: those of old (ECMA-376 part 1, 19.4) and threads of new (MS-PPTX 2.6.28).

use std::collections::HashMap;

use crate::documents::build::DocumentBuilder;
use crate::documents::formats::package::{Element, Package, Relationships, Tree};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

/// The names of those who comment, by id.
#[derive(Debug, Default)]
pub(super) struct Authors(HashMap<String, String>);

impl Authors {
    /// Reads the lists of authors that the presentation points at.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub(super) fn read(package: &mut Package<'_>, main: &str) -> Result<Self> {
        let relationships = package.relationships(main)?;
        let mut authors = HashMap::new();
        for kind in ["commentAuthors", "authors"] {
            for relationship in relationships.of_kind(kind) {
                let Some(part) = package.read(&relationship.target)? else { continue };
                let tree = Tree::parse(&part.text, package.budget())?;
                for author in tree.root().into_iter().flat_map(|root| root.children()) {
                    if let (Some(id), Some(name)) = (author.attribute("id"), author.attribute("name")) {
                        authors.insert(id.into_owned(), name.into_owned());
                    }
                }
            }
        }
        Ok(Self(authors))
    }
}

/// Emits the comments of a slide, each thread with its replies.
///
/// # Errors
/// As [`Package::read`].
pub(super) fn emit(
    package: &mut Package<'_>,
    relationships: &Relationships,
    authors: &Authors,
    slide: u32,
    out: &mut DocumentBuilder,
) -> Result<()> {
    for relationship in relationships.of_kind("comments") {
        let Some(part) = package.read(&relationship.target)? else { continue };
        let tree = Tree::parse(&part.text, package.budget())?;
        let all = tree.root().into_iter().flat_map(|root| root.descendants());
        for comment in all.filter(|one| matches!(one.name(), "cm" | "reply")) {
            let author = comment.attribute("authorId").and_then(|id| authors.0.get(&*id).cloned());
            let range = comment.range();
            let source = SourceRange { part: part.name.clone(), start: range.start, end: range.end };
            let place = Place::Slide { slide, area: None };
            out.block(BlockKind::Comment { author }, &words(comment), place, Some(source))?;
        }
    }
    Ok(())
}

fn words(comment: Element<'_>) -> String {
    if let Some(text) = comment.child("text") {
        return text.text();
    }
    let paragraphs = comment.child("txBody").into_iter().flat_map(|body| body.children_named("p"));
    paragraphs.map(super::text::words).collect::<Vec<_>>().join("\n")
}
