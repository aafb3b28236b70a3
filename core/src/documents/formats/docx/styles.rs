//! Styles of a Word document: what a paragraph inherits (ECMA-376 part 1, 17.7).

use std::collections::HashMap;

use crate::documents::formats::package::{Element, Tree};

/// How far a chain of styles is followed: longer ones, and circles, end there.
const LONGEST_CHAIN: usize = 32;

/// The styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// The language of the text, if stated.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// The name in lower case.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<(Option<u32>, Option<u8>)>,
    run: RunStyle,
}

/// What matters of a run's formatting; `None` is inherited.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RunStyle {
    /// Not shown.
    pub(super) hidden: Option<bool>,
    /// In a typewriter font.
    pub(super) monospaced: Option<bool>,
    /// Bold.
    pub(super) bold: Option<bool>,
}

impl RunStyle {
    /// Reads an `rPr` element.
    pub(super) fn read(properties: Option<Element<'_>>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let font = properties.child("rFonts").and_then(|fonts| fonts.attribute("ascii"));
        Self {
            hidden: properties.switch("vanish"),
            monospaced: font.map(|font| is_monospaced(&font)),
            bold: properties.switch("b"),
        }
    }

    /// Fills in what is inherited.
    pub(super) fn or(self, parent: Self) -> Self {
        Self {
            hidden: self.hidden.or(parent.hidden),
            monospaced: self.monospaced.or(parent.monospaced),
            bold: self.bold.or(parent.bold),
        }
    }
}

fn is_monospaced(font: &str) -> bool {
    let font = font.to_lowercase();
    ["courier", "consolas", "mono", "menlo", "lucida console", "source code", "fira code"]
        .iter()
        .any(|name| font.contains(name))
}

/// What a paragraph's style makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level from 1.
    Heading(u8),
    /// An item of a list that has no numbering of its own.
    ListItem(u8),
    /// Program code.
    Code,
    /// Quoted text.
    Quote,
    /// Anything else.
    Body,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut styles = Self::default();
        let Some(root) = tree.root() else { return styles };
        if let Some(language) =
            root.find(&["docDefaults", "rPrDefault", "rPr"]).and_then(|run| run.value("lang"))
        {
            styles.language = Some(language.into_owned());
        }
        for style in root.children_named("style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let paragraph = style.child("pPr");
            let is_default = style.attribute("default").is_some_and(|value| value != "0" && value != "false");
            if is_default && style.attribute("type").is_some_and(|kind| kind == "paragraph") {
                styles.default_paragraph = Some(id.to_string());
            }
            let read = Style {
                name: style.value("name").unwrap_or_default().trim().to_lowercase(),
                based_on: style.value("basedOn").map(|base| base.into_owned()),
                outline: outline_level(paragraph),
                numbering: numbering_of(paragraph),
                run: RunStyle::read(style.child("rPr")),
            };
            styles.by_id.insert(id.into_owned(), read);
        }
        styles
    }

    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id.or(self.default_paragraph.as_deref());
        std::iter::from_fn(move || {
            let (id, style) = self.by_id.get_key_value(next?)?;
            next = style.based_on.as_deref();
            Some((id.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    /// Finds what a paragraph style makes of a paragraph. An id without a style is taken for its name.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        let mut known = false;
        for (_, style) in self.chain(id) {
            known = true;
            if let Some(role) = role_of_name(&style.name) {
                return role;
            }
            match style.outline {
                Some(level @ 0..=8) => return Role::Heading(level + 1),
                Some(_) => return Role::Body,
                None => {}
            }
        }
        match id {
            Some(id) if !known => role_of_name(&id.to_lowercase()).unwrap_or(Role::Body),
            _ => Role::Body,
        }
    }

    /// Finds the numbering that a paragraph style brings: list, level and the style that names the list.
    pub(super) fn numbering<'s>(&'s self, id: Option<&'s str>) -> Option<(u32, Option<u8>, &'s str)> {
        let mut level = None;
        for (id, style) in self.chain(id) {
            if let Some((list, own_level)) = style.numbering {
                level = level.or(own_level);
                if let Some(list) = list {
                    return Some((list, level, id));
                }
            }
        }
        None
    }

    /// Returns the formatting that a paragraph or character style gives to runs.
    pub(super) fn run(&self, id: Option<&str>) -> RunStyle {
        self.chain(id).fold(RunStyle::default(), |style, (_, parent)| style.or(parent.run))
    }
}

/// Reads `outlineLvl` of a `pPr` element.
pub(super) fn outline_level(properties: Option<Element<'_>>) -> Option<u8> {
    properties?.child("outlineLvl")?.number("val").and_then(|level| u8::try_from(level).ok())
}

/// Reads list and level of a `pPr` element.
pub(super) fn numbering_of(properties: Option<Element<'_>>) -> Option<(Option<u32>, Option<u8>)> {
    let numbering = properties?.child("numPr")?;
    let list = numbering.child("numId").and_then(|id| id.number("val"));
    let level = numbering.child("ilvl").and_then(|level| level.number("val"));
    Some((list.and_then(|id| u32::try_from(id).ok()), level.and_then(|level| u8::try_from(level).ok())))
}

/// The word for "heading" in styles that were not written by Word, which names its own in English.
const HEADING_WORDS: [&str; 17] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "nagłówek",
    "nadpis",
    "заголовок",
    "otsikko",
    "başlık",
    "标题",
    "見出し",
    "제목",
];

fn role_of_name(name: &str) -> Option<Role> {
    let name = name.trim();
    for word in HEADING_WORDS {
        let Some(rest) = name.strip_prefix(word) else { continue };
        if let Ok(level @ 1..=9) = rest.trim().parse::<u8>() {
            return Some(Role::Heading(level));
        }
    }
    if matches!(name, "title" | "titel") {
        return Some(Role::Heading(1));
    }
    for (prefix, first) in [("list bullet", 1), ("list number", 1), ("listbullet", 1), ("listnumber", 1)] {
        if let Some(rest) = name.strip_prefix(prefix) {
            let depth = rest.trim().parse::<u8>().unwrap_or(first);
            return Some(Role::ListItem(depth.saturating_sub(1)));
        }
    }
    match name {
        "source code" | "sourcecode" | "code" | "code block" | "html preformatted" | "preformatted text"
        | "plain code" | "macro text" | "macro" | "verbatim" => Some(Role::Code),
        "quote" | "intense quote" | "quotations" | "block text" => Some(Role::Quote),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::limits::Budget;
    use crate::settings::Limits;

    fn styles(xml: &str) -> Styles {
        let budget = Budget::new(Limits::default());
        Styles::read(&Tree::parse(xml, &budget).unwrap())
    }

    #[test]
    fn headings_are_found_by_outline_by_inheritance_and_by_a_name_in_any_language() {
        let styles = styles(
            r#"<w:styles><w:style w:styleId="a"><w:name w:val="Klausel"/><w:basedOn w:val="b"/></w:style>
            <w:style w:styleId="b"><w:name w:val="Basis"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:styleId="c"><w:name w:val="Überschrift 4"/></w:style>
            <w:style w:styleId="d"><w:name w:val="TOC Heading"/><w:basedOn w:val="c"/>
            <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style></w:styles>"#,
        );
        assert_eq!(styles.role(Some("a")), Role::Heading(3));
        assert_eq!(styles.role(Some("c")), Role::Heading(4));
        assert_eq!(styles.role(Some("d")), Role::Body);
        assert_eq!(styles.role(Some("Heading2")), Role::Heading(2));
    }

    #[test]
    fn styles_based_on_each_other_end_the_search() {
        let styles = styles(
            r#"<w:styles><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#,
        );
        assert_eq!(styles.role(Some("a")), Role::Body);
        assert!(styles.numbering(Some("a")).is_none());
    }
}
