//! The markers by which a template says what becomes a slot, a gap or a block.
//!
//! They stand in Unicode's private-use area, which [`clean`] takes out of everything from outside.

use crate::communications::draft::{ActionItem, DecisionItem, DraftBlock, Inline, ListItem};

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const GAP: char = '\u{E002}';
/// Parts what a task, a quotation or a row consists of.
const FIELD: char = '\u{E00B}';

/// The functions of templates that start a block, with their markers.
pub(crate) const BLOCKS: [(&str, char); 9] = [
    ("paragraph", '\u{E003}'),
    ("signature", '\u{E004}'),
    ("heading", '\u{E005}'),
    ("bullet", '\u{E006}'),
    ("numbered", '\u{E007}'),
    ("task", '\u{E008}'),
    ("decision", '\u{E009}'),
    ("quote", '\u{E00A}'),
    ("subject", '\u{E00C}'),
];

/// A rendered template, cut into its parts.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(crate) subject: Vec<Inline>,
    pub(crate) blocks: Vec<DraftBlock>,
}

/// The marker of a slot.
pub(crate) fn slot(id: &str) -> String {
    format!("{OPEN}{id}{CLOSE}")
}

/// The marker of a gap.
pub(crate) fn gap(hint: &str) -> String {
    format!("{GAP}{}{CLOSE}", one_line(hint))
}

/// The marker between fields.
pub(crate) fn field() -> String {
    FIELD.to_string()
}

/// Removes what would be taken for a marker, and control characters that no letter needs.
pub(crate) fn clean(text: &str) -> String {
    let kept =
        |c: &char| !matches!(*c, '\u{E000}'..='\u{E00F}') && (!c.is_control() || matches!(c, '\n' | '\t'));
    text.chars().filter(kept).collect()
}

pub(crate) fn one_line(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Cuts a rendered template at its markers; what stands before the first one is a paragraph.
pub(crate) fn cut(body: &str) -> Cut {
    let mut cut = Cut::default();
    let starts = |c: char| BLOCKS.iter().any(|(_, marker)| *marker == c);
    let mut rest = body;
    let mut kind = "paragraph";
    loop {
        let end = rest.find(starts).unwrap_or(rest.len());
        let (content, after) = rest.split_at(end);
        add(&mut cut, kind, content.trim());
        let mut characters = after.chars();
        let Some(marker) = characters.next() else { return cut };
        kind = BLOCKS.iter().find(|(_, known)| *known == marker).map_or("paragraph", |(name, _)| *name);
        rest = characters.as_str();
    }
}

/// Adds a block; items join the list that they follow.
fn add(cut: &mut Cut, kind: &str, content: &str) {
    if content.is_empty() {
        return;
    }
    let mut fields = content.split(FIELD).map(|field| inlines(field.trim()));
    let first = fields.next().unwrap_or_default();
    let block = match kind {
        "subject" => {
            cut.subject = first;
            return;
        }
        "signature" => DraftBlock::Signature { inlines: first },
        "heading" => DraftBlock::Heading { level: 1, inlines: first },
        "quote" => DraftBlock::Quote { inlines: first, attribution: fields.next().unwrap_or_default() },
        "bullet" | "numbered" => {
            let (wanted, item) = (kind == "numbered", ListItem { level: 0, inlines: first });
            match cut.blocks.last_mut() {
                Some(DraftBlock::ItemList { ordered, items }) if *ordered == wanted => {
                    items.push(item);
                    return;
                }
                _ => DraftBlock::ItemList { ordered: wanted, items: vec![item] },
            }
        }
        "task" => {
            let mut next = || fields.next().unwrap_or_default();
            let item = ActionItem { task: first, owner: next(), due: next() };
            match cut.blocks.last_mut() {
                Some(DraftBlock::ActionItems { items }) => {
                    items.push(item);
                    return;
                }
                _ => DraftBlock::ActionItems { items: vec![item] },
            }
        }
        "decision" => {
            let item = DecisionItem { inlines: first };
            match cut.blocks.last_mut() {
                Some(DraftBlock::Decisions { items }) => {
                    items.push(item);
                    return;
                }
                _ => DraftBlock::Decisions { items: vec![item] },
            }
        }
        _ => DraftBlock::Paragraph { inlines: first },
    };
    cut.blocks.push(block);
}

/// Turns markers back into slots and gaps.
pub(crate) fn inlines(text: &str) -> Vec<Inline> {
    let mut result = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, GAP]) {
        let (before, marked) = rest.split_at(at);
        if !before.is_empty() {
            result.push(Inline::Text { text: before.to_owned() });
        }
        let Some((content, after)) = marked.split_once(CLOSE) else { break };
        let name: String = content.chars().skip(1).collect();
        result.push(match content.starts_with(OPEN) {
            true => Inline::Fact { fact: name },
            false => Inline::Placeholder { hint: name },
        });
        rest = after;
    }
    if !rest.is_empty() {
        result.push(Inline::Text { text: rest.to_owned() });
    }
    result
}
