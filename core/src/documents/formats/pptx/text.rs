//! Text of shapes: paragraphs with their level and bullet (ECMA-376 part 1, 21.1.2).

use crate::documents::formats::drawing::latex;
use crate::documents::formats::drawing::marker::{self, NumberFormat};
use crate::documents::formats::package::Element;

/// PowerPoint knows nine levels.
const LEVELS: usize = 9;

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bullet {
    /// Nothing.
    None,
    /// A sign.
    Sign(String),
    /// A number: its format, what stands around it, and the first one.
    Number(NumberFormat, &'static str, &'static str, u32),
}

/// The bullets of a list style by level.
#[derive(Debug, Clone, Default)]
pub(super) struct ListStyle([Option<Bullet>; LEVELS]);

impl ListStyle {
    /// Reads a `lstStyle` or `bodyStyle` element.
    pub(super) fn read(style: Element<'_>) -> Self {
        let mut levels: [Option<Bullet>; LEVELS] = Default::default();
        for level in style.children() {
            let digit = level.name().strip_prefix("lvl").and_then(|rest| rest.chars().next()?.to_digit(10));
            let slot = digit.and_then(|digit| levels.get_mut((digit as usize).checked_sub(1)?));
            if let Some(slot) = slot {
                *slot = bullet(level);
            }
        }
        Self(levels)
    }

    /// Returns the bullet of a level, from 0.
    pub(super) fn bullet(&self, level: usize) -> Option<Bullet> {
        self.0.get(level.min(LEVELS - 1))?.clone()
    }
}

/// Reads the bullet of paragraph properties; `None` is inherited.
fn bullet(properties: Element<'_>) -> Option<Bullet> {
    properties.children().find_map(|child| match child.name() {
        "buNone" => Some(Bullet::None),
        "buChar" => Some(Bullet::Sign(marker::bullet(&child.attribute("char").unwrap_or_default()))),
        "buBlip" => Some(Bullet::Sign("•".to_owned())),
        "buAutoNum" => {
            let kind = child.attribute("type").unwrap_or_default();
            let format = match kind.get(..5) {
                Some("alpha") => NumberFormat::Letter { upper: kind.contains("Uc") },
                Some("roman") => NumberFormat::Roman { upper: kind.contains("Uc") },
                _ => NumberFormat::Decimal,
            };
            let (before, after) = if kind.ends_with("ParenBoth") {
                ("(", ")")
            } else if kind.ends_with("ParenR") {
                ("", ")")
            } else if kind.ends_with("Plain") {
                ("", "")
            } else {
                ("", ".")
            };
            let start = child.number("startAt").and_then(|start| u32::try_from(start).ok()).unwrap_or(1);
            Some(Bullet::Number(format, before, after, start))
        }
        _ => None,
    })
}

/// A paragraph of a shape.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The text.
    pub(super) text: String,
    /// The level, from 0.
    pub(super) level: u8,
    /// The marker as shown; `None` for a paragraph that is no item of a list.
    pub(super) marker: Option<String>,
    /// The bytes in the part.
    pub(super) range: std::ops::Range<u64>,
}

/// Reads the paragraphs of a text body; `inherited` finds the bullet of a level that the shape leaves open.
pub(super) fn lines(body: Element<'_>, inherited: &dyn Fn(usize) -> Option<Bullet>) -> Vec<Line> {
    let style = body.child("lstStyle").map(ListStyle::read).unwrap_or_default();
    let mut counters = [0u32; LEVELS];
    let mut out = Vec::new();
    for paragraph in body.children_named("p") {
        let properties = paragraph.child("pPr");
        let level = properties.and_then(|properties| properties.number("lvl")).unwrap_or(0);
        let level = usize::try_from(level).unwrap_or(0).min(LEVELS - 1);
        let text = words(paragraph);
        if text.trim().is_empty() {
            continue;
        }
        let own = properties.and_then(bullet).or_else(|| style.bullet(level)).or_else(|| inherited(level));
        counters.iter_mut().skip(level + 1).for_each(|counter| *counter = 0);
        let marker = match own {
            None | Some(Bullet::None) => {
                counters[level] = 0;
                None
            }
            Some(Bullet::Sign(sign)) => {
                counters[level] = 0;
                Some(sign)
            }
            Some(Bullet::Number(format, before, after, start)) => {
                let number = start.saturating_add(counters[level]);
                counters[level] = counters[level].saturating_add(1);
                Some(format!("{before}{}{after}", format.render(number)))
            }
        };
        out.push(Line { text, level: level as u8, marker, range: paragraph.range() });
    }
    out
}

/// Returns the text of a paragraph.
pub(super) fn words(paragraph: Element<'_>) -> String {
    let mut out = String::new();
    collect(paragraph, &mut out);
    out.retain(|character| character != '\u{ad}');
    out.replace('\u{b}', "\n")
}

fn collect(element: Element<'_>, out: &mut String) {
    for child in element.children() {
        match child.name() {
            "t" => out.push_str(&child.text()),
            "br" => out.push('\n'),
            "tab" => out.push('\t'),
            "oMath" => out.push_str(&format!("${}$", latex(child))),
            "AlternateContent" => {
                let branch = child.child("Choice").or_else(|| child.child("Fallback"));
                branch.into_iter().for_each(|branch| collect(branch, out));
            }
            "pPr" | "rPr" | "endParaRPr" => {}
            _ => collect(child, out),
        }
    }
}
