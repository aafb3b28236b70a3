//! Tells what a reader sees, what only surrounds the content, and what is a table only by its markup.
//!
//! When in doubt it is content: losing a sentence is worse than keeping a menu.

use super::dom::{Data, NodeId, Tree};

/// Says whether the page hides an element from its reader.
pub(super) fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    if tree.attribute(id, "hidden").is_some() {
        return true;
    }
    let Some(style) = tree.attribute(id, "style") else { return false };
    let style: String =
        style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.split(';').any(|rule| {
        let Some((property, value)) = rule.split_once(':') else { return false };
        let value = value.trim_end_matches("!important");
        match property {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "mso-hide" => value == "all",
            "opacity" => value.parse::<f32>().is_ok_and(|opacity| opacity < 0.05),
            "font-size" => matches!(value, "0" | "0px" | "0pt" | "0em" | "0%" | "1px"),
            _ => false,
        }
    })
}

/// Says whether an element is page furniture: navigation, cookie banners, links that skip to the content.
pub(super) fn is_boilerplate(tree: &Tree, id: NodeId) -> bool {
    let name = tree.name(id);
    let role = tree.attribute(id, "role").unwrap_or_default();
    if name == "noscript" {
        return true;
    }
    if name == "nav" || role.eq_ignore_ascii_case("navigation") {
        return link_share(tree, id) > 0.5;
    }
    let words = ["id", "class", "aria-label"]
        .iter()
        .filter_map(|attribute| tree.attribute(id, attribute))
        .map(str::to_ascii_lowercase)
        .collect::<Vec<_>>()
        .join(" ");
    if words.is_empty() {
        return false;
    }
    if name == "a" {
        return words.contains("skip-link") || words.contains("skiplink") || words.contains("jump-link");
    }
    let about_cookies = ["cookie", "consent", "gdpr"].iter().any(|word| words.contains(word));
    let shown_above = ["banner", "notice", "popup", "modal", "overlay", "dialog", "bar", "layer"]
        .iter()
        .any(|word| words.contains(word) || role.contains(word));
    about_cookies && shown_above && text_length(tree, id, 4_000) < 4_000
}

/// Returns which part of an element's text is links.
fn link_share(tree: &Tree, id: NodeId) -> f32 {
    let all = text_length(tree, id, 100_000);
    let linked: usize = tree
        .descendants(id)
        .take(100_000)
        .filter(|&node| tree.name(node) == "a")
        .map(|link| text_length(tree, link, 10_000))
        .sum();
    if all == 0 { 0.0 } else { linked as f32 / all as f32 }
}

/// Counts the bytes of text below a node, up to `enough`.
fn text_length(tree: &Tree, id: NodeId, enough: usize) -> usize {
    let mut length = 0;
    for node in tree.descendants(id).take(100_000) {
        if let Data::Text(words) = tree.data(node) {
            length += words.trim().len();
            if length >= enough {
                break;
            }
        }
    }
    length
}

/// Says whether a table only places things on the page. `mail`: the usual way to lay out a message.
pub(super) fn is_layout(tree: &Tree, table: NodeId, rows: &[Vec<NodeId>], mail: bool) -> bool {
    if matches!(tree.attribute(table, "role"), Some("presentation" | "none")) {
        return true;
    }
    let cells = || rows.iter().flatten().copied();
    if cells().any(|cell| tree.name(cell) == "th") {
        return false;
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    if widest <= 1 || (rows.len() <= 1 && (mail || widest > 20)) {
        return true;
    }
    cells().any(|cell| {
        let mut blocks = 0;
        for node in tree.descendants(cell).skip(1).take(10_000) {
            match tree.name(node) {
                "table" if mail => return true,
                "form" | "article" | "section" | "main" => return true,
                "h1" | "h2" | "h3" => blocks += 3,
                "p" | "div" | "blockquote" => blocks += 1,
                _ => {}
            }
        }
        blocks > 6 || text_length(tree, cell, 2_000) >= 2_000
    })
}
