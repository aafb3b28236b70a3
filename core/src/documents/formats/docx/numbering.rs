//! Lists of a Word document: counts paragraphs and renders their markers as shown (ECMA-376 part 1, 17.9).

use std::collections::{HashMap, HashSet};

use crate::documents::formats::package::{Element, Tree};

use crate::documents::formats::drawing::marker::{self, NumberFormat};

/// Word knows nine levels.
const LEVELS: usize = 9;

/// The lists of a document with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    /// Definitions that stand for a list style, by the style's name.
    by_style: HashMap<String, u32>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

#[derive(Debug, Default, Clone)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    style_link: Option<String>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: NumberFormat,
    text: String,
    /// All numbers of the marker in Arabic digits.
    legal: bool,
    /// After which level the count starts again; 0 is never.
    restart: Option<usize>,
    paragraph_style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The marker of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// The depth, from 0.
    pub(super) depth: u8,
    /// The marker as shown; empty when the level shows none.
    pub(super) text: String,
}

impl Numbering {
    /// Reads the part `numbering.xml`.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = tree.root() else { return numbering };
        for element in root.children_named("abstractNum") {
            let Some(id) = number(element, "abstractNumId") else { continue };
            let mut definition = Definition {
                style_link: element.value("numStyleLink").map(|link| link.into_owned()),
                ..Definition::default()
            };
            read_levels(element, &mut definition.levels);
            if let Some(style) = element.value("styleLink") {
                numbering.by_style.insert(style.into_owned(), id);
            }
            numbering.definitions.insert(id, definition);
        }
        for element in root.children_named("num") {
            let Some(id) = number(element, "numId") else { continue };
            let definition = element.child("abstractNumId").and_then(|link| number(link, "val"));
            let mut list = List { definition: definition.unwrap_or(u32::MAX), ..List::default() };
            for change in element.children_named("lvlOverride") {
                let index = number(change, "ilvl").unwrap_or(u32::MAX) as usize;
                let start = change.child("startOverride").and_then(|start| number(start, "val"));
                if let Some(slot) = list.starts.get_mut(index) {
                    *slot = start;
                }
                read_levels(change, &mut list.levels);
            }
            numbering.lists.insert(id, list);
        }
        numbering
    }

    /// Counts a paragraph of a list and returns its marker; `None` when there is no such list.
    pub(super) fn count(&mut self, list: u32, level: u8) -> Option<Marker> {
        let index = usize::from(level).min(LEVELS - 1);
        let found = self.lists.get(&list)?;
        let id = self.definition_of(found.definition);
        let definition = self.definitions.get(&id)?;
        let levels: [Option<&Level>; LEVELS] = std::array::from_fn(|at| {
            let own = found.levels.get(at).and_then(Option::as_ref);
            own.or_else(|| definition.levels.get(at).and_then(Option::as_ref))
        });
        let start = |at: usize| {
            let own = found.starts.get(at).copied().flatten();
            own.or_else(|| levels.get(at).copied().flatten().map(|level| level.start)).unwrap_or(1)
        };
        let counters = self.counters.entry(id).or_default();
        let overridden = found.starts.get(index).copied().flatten().is_some();
        if overridden && self.started.insert((list, index)) {
            counters[index] = None;
        }
        counters[index] = Some(counters[index].map_or_else(|| start(index), |count| count.saturating_add(1)));
        for (at, counter) in counters.iter_mut().enumerate() {
            if at < index {
                counter.get_or_insert_with(|| start(at));
            } else if at > index {
                let restart = levels.get(at).copied().flatten().and_then(|level| level.restart);
                if restart != Some(0) && restart.is_none_or(|after| index < after) {
                    *counter = None;
                }
            }
        }
        let text = levels[index].map_or_else(|| "•".to_owned(), |level| render(level, &levels, counters));
        Some(Marker { depth: index as u8, text })
    }

    /// Finds the level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        let definition = self.definitions.get(&self.definition_of(self.lists.get(&list)?.definition))?;
        let belongs = |level: &Option<Level>| {
            level.as_ref().is_some_and(|level| level.paragraph_style.as_deref() == Some(style))
        };
        definition.levels.iter().position(belongs).map(|at| at as u8)
    }

    /// Follows one link to the definition behind a list style.
    fn definition_of(&self, id: u32) -> u32 {
        let link = self.definitions.get(&id).and_then(|definition| definition.style_link.as_ref());
        link.and_then(|style| self.by_style.get(style)).copied().unwrap_or(id)
    }
}

fn number(element: Element<'_>, name: &str) -> Option<u32> {
    element.number(name).and_then(|number| u32::try_from(number).ok())
}

fn read_levels(element: Element<'_>, levels: &mut [Option<Level>; LEVELS]) {
    for level in element.children_named("lvl") {
        let index = number(level, "ilvl").unwrap_or(u32::MAX) as usize;
        let Some(slot) = levels.get_mut(index) else { continue };
        let format = level.value("numFmt").unwrap_or_default();
        *slot = Some(Level {
            start: level.child("start").and_then(|start| number(start, "val")).unwrap_or(0),
            format: NumberFormat::from_name(&format),
            text: level.value("lvlText").unwrap_or_default().into_owned(),
            legal: level.switch("isLgl").unwrap_or(false),
            restart: level
                .child("lvlRestart")
                .and_then(|after| number(after, "val"))
                .map(|after| after as usize),
            paragraph_style: level.value("pStyle").map(|style| style.into_owned()),
        });
    }
}

fn render(level: &Level, levels: &[Option<&Level>; LEVELS], counters: &[Option<u32>; LEVELS]) -> String {
    if level.format == NumberFormat::Bullet {
        return marker::bullet(&level.text);
    }
    let mut out = String::new();
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit =
            characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| (1..=9).contains(digit));
        match digit {
            Some(digit) if character == '%' => {
                characters.next();
                let at = digit as usize - 1;
                let format =
                    levels.get(at).copied().flatten().map_or(NumberFormat::Decimal, |level| level.format);
                let legal = level.legal && format != NumberFormat::None;
                let format = if legal { NumberFormat::Decimal } else { format };
                out.push_str(&format.render(counters.get(at).copied().flatten().unwrap_or(0)));
            }
            _ => out.push(character),
        }
    }
    out.trim().to_owned()
}
