//! HTML pages, and the HTML bodies of mails.
//!
//! html5ever builds the tree as a browser does; this folder reads it: [`feed`] builds, [`judge`] tells
//! content from furniture, [`walk`] makes the blocks. Places count the blocks of the page; the source of
//! a block is its range of bytes in the decoded page.

mod dom;
mod feed;
mod judge;
mod list;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::piece::Piece;
use super::text::encoding;
use super::{Input, Parser};
use crate::documents::model::Metadata;
use crate::documents::{Budget, DocumentBuilder};
use crate::error::Result;
use crate::evidence::Place;

/// The parser.
pub(super) struct Html;

impl Parser for Html {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let decoded = encoding::decode(input.bytes, stated_charset(input.bytes).as_deref());
        let budget = out.budget().clone();
        budget.charge(decoded.text.len() as u64)?;
        if decoded.damaged {
            let name = decoded.encoding.name();
            out.note("damaged", format!("some characters were not valid {name} and were replaced"), None);
        }
        let (pieces, metadata) = read(&decoded.text, false, &budget)?;
        *out.metadata() = metadata;
        for (paragraph, piece) in (1..).zip(pieces) {
            piece.write(out, Place::Paragraph { paragraph }, "")?;
        }
        Ok(())
    }
}

/// Reads decoded HTML. `mail`: it is the body of a message, with quotes and signatures.
pub(super) fn read(text: &str, mail: bool, budget: &Budget) -> Result<(Vec<Piece>, Metadata)> {
    let tree = feed::build(text, budget)?;
    let pieces = walk::Walker::new(&tree, budget, mail).run()?;
    Ok((pieces, metadata(&tree)))
}

/// Finds the charset that a page states in its first bytes, as browsers look for it.
fn stated_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4096))?).to_ascii_lowercase();
    let at = head.find("charset")? + "charset".len();
    let value = head.get(at..)?.trim_start().strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    Some(value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect())
}

fn metadata(tree: &dom::Tree) -> Metadata {
    let mut metadata = Metadata::default();
    for node in tree.descendants(dom::Tree::ROOT) {
        match tree.name(node) {
            "html" => {
                let language = tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang"));
                metadata.language = language.map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned);
            }
            "title" if metadata.title.is_none() => {
                let words: String = tree
                    .descendants(node)
                    .filter_map(|text| match tree.data(text) {
                        dom::Data::Text(words) => Some(words.as_str()),
                        _ => None,
                    })
                    .collect();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                metadata.title = Some(words).filter(|title| !title.is_empty());
            }
            "meta" => stated(tree, node, &mut metadata),
            // What comes later in the body is content.
            "body" => break,
            _ => {}
        }
    }
    metadata
}

fn stated(tree: &dom::Tree, node: dom::NodeId, metadata: &mut Metadata) {
    let name = tree.attribute(node, "name").or_else(|| tree.attribute(node, "property"));
    let (Some(name), Some(value)) = (name, tree.attribute(node, "content")) else { return };
    let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
    if value.is_empty() || name == "viewport" {
        return;
    }
    match name.as_str() {
        "author" | "article:author" | "dc.creator" => {
            metadata.author.get_or_insert_with(|| value.to_owned());
        }
        "date" | "article:published_time" | "dc.date" | "dcterms.created" => {
            metadata.created.get_or_insert_with(|| value.to_owned());
        }
        _ => {
            if metadata.other.len() < 64 {
                metadata.other.insert(name, value.chars().take(1_000).collect());
            }
        }
    }
}
