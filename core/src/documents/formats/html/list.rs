//! Lists: the numbers of items, boxes to tick, and lists of terms with their meaning.

use super::dom::NodeId;
use super::walk::{State, Walker};
use crate::documents::formats::piece::{Content, Piece};
use crate::documents::model::BlockKind;
use crate::error::Result;

/// The longest term that is taken for the name of a value.
const NAME: usize = 80;

/// Writes the number of an item as the list's `type` shows it.
pub(super) fn ordinal(number: i64, kind: &str) -> String {
    let letters = |first: u8| match number {
        1..=26 => char::from(first + (number - 1) as u8).to_string(),
        _ => number.to_string(),
    };
    match kind {
        "a" => format!("{}.", letters(b'a')),
        "A" => format!("{}.", letters(b'A')),
        "i" => format!("{}.", roman(number)),
        "I" => format!("{}.", roman(number).to_uppercase()),
        _ => format!("{number}."),
    }
}

fn roman(number: i64) -> String {
    const DIGITS: [(i64, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if !(1..400).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            out.push_str(digit);
            rest -= value;
        }
    }
    out
}

/// Makes an item; a box at its start becomes its marker.
pub(super) fn item(depth: u8, marker: String, text: &str) -> (BlockKind, &str) {
    for (mark, marker) in
        [("[x]", "[x]"), ("[X]", "[x]"), ("[ ]", "[ ]"), ("☐", "[ ]"), ("☑", "[x]"), ("☒", "[x]")]
    {
        if let Some(rest) = text.strip_prefix(mark).map(str::trim_start).filter(|rest| !rest.is_empty()) {
            return (BlockKind::ListItem { depth, marker: marker.to_owned() }, rest);
        }
    }
    (BlockKind::ListItem { depth, marker }, text)
}

impl Walker<'_> {
    /// Reads a list of terms: as names with values when each term has one short meaning, as items else.
    pub(super) fn definitions(&mut self, id: NodeId, state: State) -> Result<()> {
        self.flush(state);
        let tree = self.tree;
        let mut parts: Vec<NodeId> = Vec::new();
        for child in tree.children(id) {
            match tree.name(child) {
                // HTML allows one `div` around each group.
                "div" => parts.extend(tree.children(child).filter(|&part| is_part(tree.name(part)))),
                name if is_part(name) => parts.push(child),
                _ => {}
            }
        }
        let pairs = parts.len().is_multiple_of(2)
            && parts.chunks(2).all(|pair| match pair {
                [term, meaning] => {
                    tree.name(*term) == "dt" && tree.name(*meaning) == "dd" && self.is_simple(*meaning)
                }
                _ => false,
            });
        let outer = self.marker.take();
        if pairs && state.is_plain() && self.all_short(&parts, state)? {
            for pair in parts.chunks(2) {
                if let [term, meaning] = pair {
                    self.pair(*term, *meaning, state)?;
                }
            }
        } else {
            for part in parts {
                let deeper = u8::from(tree.name(part) == "dd");
                let mut inner = state;
                inner.lists = state.lists.saturating_add(1 + deeper);
                self.item(part, "•".to_owned(), inner)?;
            }
        }
        self.marker = outer;
        Ok(())
    }

    fn is_simple(&self, id: NodeId) -> bool {
        self.tree.descendants(id).skip(1).all(|node| {
            !matches!(self.tree.name(node), "ul" | "ol" | "dl" | "table" | "pre" | "blockquote" | "p" | "div")
        })
    }

    fn all_short(&mut self, parts: &[NodeId], state: State) -> Result<bool> {
        for &term in parts.iter().step_by(2) {
            let name = self.flat_text(term, state)?;
            if name.is_empty() || name.len() > NAME {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn pair(&mut self, term: NodeId, meaning: NodeId, state: State) -> Result<()> {
        let name = self.flat_text(term, state)?;
        let (start, _) = self.take_range().unwrap_or_default();
        let value = self.flat_text(meaning, state)?;
        let (_, end) = self.take_range().unwrap_or((start, start));
        let name = name.trim_end_matches(':').trim_end().to_owned();
        if value.is_empty() {
            self.push(Piece::text(BlockKind::Paragraph, name, start, end));
        } else {
            self.push(Piece { content: Content::KeyValue(name, value), start, end });
        }
        Ok(())
    }
}

fn is_part(name: &str) -> bool {
    matches!(name, "dt" | "dd")
}
