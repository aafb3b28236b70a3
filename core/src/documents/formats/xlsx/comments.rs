//! Comments on cells: notes of old and threads of new (ECMA-376 part 1, 18.7; MS-XLSX 2.6.203).

use std::collections::HashMap;

use crate::documents::build::DocumentBuilder;
use crate::documents::formats::package::{Element, Package, Relationships, Tree};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

use super::reference::parse_cell;
use super::workbook::Workbook;

struct Comment {
    cell: String,
    author: Option<String>,
    text: String,
    source: SourceRange,
}

/// Emits the comments of a sheet by cell; those of one cell in the order of the file.
///
/// # Errors
/// As [`Package::read`].
pub(super) fn emit(
    package: &mut Package<'_>,
    relationships: &Relationships,
    workbook: &Workbook,
    sheet: &str,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let mut comments = Vec::new();
    for relationship in relationships.of_kind("threadedComment") {
        read_threads(package, &relationship.target, &workbook.people, &mut comments)?;
    }
    let mut notes = Vec::new();
    for relationship in relationships.of_kind("comments") {
        read_notes(package, &relationship.target, &mut notes)?;
    }
    // Each thread also stands as a note, for programs that know no threads.
    notes.retain(|note: &Comment| !comments.iter().any(|thread| thread.cell == note.cell));
    notes.extend(comments);
    notes.sort_by_key(|comment| parse_cell(&comment.cell));
    for comment in notes {
        let place = Place::Cell { sheet: sheet.to_owned(), cell: comment.cell };
        out.block(BlockKind::Comment { author: comment.author }, &comment.text, place, Some(comment.source))?;
    }
    Ok(())
}

fn read_threads(
    package: &mut Package<'_>,
    name: &str,
    people: &HashMap<String, String>,
    out: &mut Vec<Comment>,
) -> Result<()> {
    let Some(part) = package.read(name)? else { return Ok(()) };
    let tree = Tree::parse(&part.text, package.budget())?;
    for one in tree.root().into_iter().flat_map(|root| root.children_named("threadedComment")) {
        let author = one.attribute("personId").and_then(|id| people.get(&*id).cloned());
        let text = one.child("text").map(Element::text).unwrap_or_default();
        out.push(comment(one, author, text, name));
    }
    Ok(())
}

fn read_notes(package: &mut Package<'_>, name: &str, out: &mut Vec<Comment>) -> Result<()> {
    let Some(part) = package.read(name)? else { return Ok(()) };
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(root) = tree.root() else { return Ok(()) };
    let authors: Vec<String> = root
        .child("authors")
        .into_iter()
        .flat_map(|authors| authors.children_named("author"))
        .map(Element::text)
        .collect();
    for one in root.child("commentList").into_iter().flat_map(|list| list.children_named("comment")) {
        let author = one.number("authorId").and_then(|at| authors.get(usize::try_from(at).ok()?).cloned());
        let words = one.child("text").into_iter().flat_map(|text| text.descendants());
        let text: String = words.filter(|word| word.name() == "t").map(Element::text).collect();
        // Excel puts the author's name on the first line of the note.
        let signed = author.as_ref().and_then(|author| text.strip_prefix(&format!("{author}:")));
        let text = signed.unwrap_or(&text).to_owned();
        out.push(comment(one, author, text, name));
    }
    Ok(())
}

fn comment(element: Element<'_>, author: Option<String>, text: String, part: &str) -> Comment {
    let range = element.range();
    Comment {
        cell: element.attribute("ref").unwrap_or_default().into_owned(),
        author: author.filter(|author| !author.trim().is_empty()),
        text,
        source: SourceRange { part: part.to_owned(), start: range.start, end: range.end },
    }
}
