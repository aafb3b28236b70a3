//! What stands beside the body: headers, footers, footnotes, endnotes, comments.

use std::collections::HashSet;

use crate::documents::formats::package::{Element, Relationships, Tree};
use crate::documents::model::BlockKind;
use crate::error::Result;
use crate::evidence::Place;

use super::body::Walker;

/// The parts with headers and footers that some section shows.
#[derive(Debug, Default)]
pub(super) struct PageFurniture {
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
}

/// Finds the headers and footers of all sections, each once.
pub(super) fn page_furniture(body: Element<'_>, relationships: &Relationships) -> PageFurniture {
    let mut out = PageFurniture::default();
    for reference in body.descendants() {
        let list = match reference.name() {
            "headerReference" => &mut out.headers,
            "footerReference" => &mut out.footers,
            _ => continue,
        };
        let target = reference.attribute("r:id").and_then(|id| relationships.target(&id).map(str::to_owned));
        if let Some(target) = target.filter(|target| !list.contains(target)) {
            list.push(target);
        }
    }
    out
}

impl Walker<'_, '_> {
    /// Emits headers or footers; text that another one has already shown is left out.
    pub(super) fn page_furniture(&mut self, parts: &[String], header: bool) -> Result<()> {
        let mut seen = HashSet::new();
        for name in parts {
            let Some(part) = self.package.read(name)? else { continue };
            let tree = Tree::parse(&part.text, self.package.budget())?;
            let Some(root) = tree.root() else { continue };
            for (index, element) in root.children().enumerate() {
                let text = self.beside(element)?;
                if !seen.insert(text.clone()) {
                    continue;
                }
                let kind = if header { BlockKind::Header } else { BlockKind::Footer };
                let label = if header { "header" } else { "footer" };
                let place = Place::Part { part: label.to_owned(), paragraph: Some(index as u32 + 1) };
                let source = self.source(element.range()).map(|mut source| {
                    source.part.clone_from(&part.name);
                    source
                });
                self.out.block(kind, &text, place, source)?;
            }
        }
        Ok(())
    }

    /// Emits the foot- and endnotes in the order of their references.
    pub(super) fn notes(&mut self) -> Result<()> {
        let references = std::mem::take(&mut self.references);
        for (kind, element, endnote) in [("footnotes", "footnote", false), ("endnotes", "endnote", true)] {
            if !references.iter().any(|(reference, ..)| reference.endnote == endnote) {
                continue;
            }
            let Some(name) = self.relationships.of_kind(kind).next().map(|found| found.target.clone()) else {
                continue;
            };
            let Some(part) = self.package.read(&name)? else { continue };
            let tree = Tree::parse(&part.text, self.package.budget())?;
            let by_id = by_id(&tree, element);
            for (reference, label, paragraph) in references.iter().filter(|(one, ..)| one.endnote == endnote)
            {
                let Some(note) = by_id.get(&reference.id) else { continue };
                let text = self.beside(*note)?;
                if text.trim().is_empty() {
                    continue;
                }
                let source = self.source(note.range()).map(|mut source| {
                    source.part.clone_from(&part.name);
                    source
                });
                let place = Place::Paragraph { paragraph: *paragraph };
                self.out.block(BlockKind::Note, &format!("[{label}] {}", text.trim()), place, source)?;
            }
        }
        Ok(())
    }

    /// Emits the comments in the order of their anchors.
    pub(super) fn comments(&mut self) -> Result<()> {
        let anchors = std::mem::take(&mut self.comments);
        let Some(name) = self.relationships.of_kind("comments").next().map(|found| found.target.clone())
        else {
            return Ok(());
        };
        let Some(part) = self.package.read(&name)? else { return Ok(()) };
        let tree = Tree::parse(&part.text, self.package.budget())?;
        let by_id = by_id(&tree, "comment");
        for (id, paragraph) in anchors {
            let Some(comment) = by_id.get(&id) else { continue };
            let text = self.beside(*comment)?;
            let author = comment.attribute("author").map(|author| author.into_owned());
            let source = self.source(comment.range()).map(|mut source| {
                source.part.clone_from(&part.name);
                source
            });
            let place = Place::Paragraph { paragraph };
            self.out.block(BlockKind::Comment { author }, &text, place, source)?;
        }
        Ok(())
    }

    /// Returns the text of an element that is not part of the body: its paragraphs do not count.
    fn beside(&mut self, element: Element<'_>) -> Result<String> {
        let paragraph = self.paragraph;
        let mut objects = Vec::new();
        let mut bold = true;
        let mut text = if element.name() == "p" {
            let mut read = self.read_inline(element)?;
            objects.append(&mut read.objects);
            read.text
        } else if element.name() == "tbl" || element.name() == "sdt" {
            self.flatten_one(element)?
        } else {
            self.flatten(element, &mut objects, &mut bold)?
        };
        for (_, object) in objects {
            let more = match object {
                super::drawing::Object::TextBox(content) => {
                    self.flatten(content, &mut Vec::new(), &mut bold)?
                }
                super::drawing::Object::Picture(alternative) => alternative,
                _ => continue,
            };
            if !text.trim().is_empty() {
                text.push('\n');
            }
            text.push_str(&more);
        }
        self.paragraph = paragraph;
        Ok(text)
    }

    fn flatten_one(&mut self, element: Element<'_>) -> Result<String> {
        let mut bold = true;
        let mut out = Vec::new();
        for cell in element.descendants().filter(|one| matches!(one.name(), "tc" | "sdtContent")) {
            let text = self.flatten(cell, &mut Vec::new(), &mut bold)?;
            if !text.trim().is_empty() {
                out.push(text);
            }
        }
        Ok(out.join("\t"))
    }
}

fn by_id<'t>(tree: &'t Tree<'_>, name: &'static str) -> std::collections::HashMap<String, Element<'t>> {
    let all = tree.root().into_iter().flat_map(move |root| root.children_named(name));
    all.filter_map(|note| Some((note.attribute("id")?.into_owned(), note))).collect()
}
