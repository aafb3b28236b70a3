//! Walks the story of a document and emits its blocks.

use std::ops::Range;

use crate::documents::build::DocumentBuilder;
use crate::documents::formats::drawing::{read_chart, read_diagram};
use crate::documents::formats::package::{Element, Package, Relationships};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

use super::drawing::{self, Object};
use super::inline::{self, Inline, Reference};
use super::numbering::{Marker, Numbering};
use super::styles::{self, Role, Styles};

/// Walks one document.
pub(super) struct Walker<'w, 'a> {
    pub(super) out: &'w mut DocumentBuilder,
    pub(super) package: &'w mut Package<'a>,
    pub(super) styles: &'w Styles,
    pub(super) numbering: Numbering,
    pub(super) relationships: Relationships,
    /// The part that is walked.
    pub(super) part: String,
    /// How many paragraphs came so far.
    pub(super) paragraph: u32,
    /// References to notes in order, with their labels and paragraphs.
    pub(super) references: Vec<(Reference, String, u32)>,
    /// References to comments in order, with their paragraphs.
    pub(super) comments: Vec<(String, u32)>,
    /// Lines of code that wait for more of them.
    code: Option<(String, Place, Range<u64>)>,
}

impl<'w, 'a> Walker<'w, 'a> {
    /// Starts before the first paragraph.
    pub(super) fn new(
        out: &'w mut DocumentBuilder,
        package: &'w mut Package<'a>,
        styles: &'w Styles,
        numbering: Numbering,
        relationships: Relationships,
        part: String,
    ) -> Self {
        Self {
            out,
            package,
            styles,
            numbering,
            relationships,
            part,
            paragraph: 0,
            references: Vec::new(),
            comments: Vec::new(),
            code: None,
        }
    }

    /// Emits the paragraphs and tables inside an element.
    pub(super) fn flow(&mut self, element: Element<'_>) -> Result<()> {
        for child in element.children() {
            match child.name() {
                "p" => self.paragraph(child)?,
                "tbl" => {
                    self.flush()?;
                    self.table(child)?;
                }
                "sdt" => child.child("sdtContent").map_or(Ok(()), |content| self.flow(content))?,
                "AlternateContent" => drawing::branch(child).map_or(Ok(()), |branch| self.flow(branch))?,
                "customXml" | "ins" | "moveTo" | "smartTag" => self.flow(child)?,
                "oMathPara" | "oMath" => self.loose_equations(child)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the text of a paragraph and remembers its references.
    pub(super) fn read_inline<'t>(&mut self, paragraph: Element<'t>) -> Result<Inline<'t>> {
        self.out.budget().check()?;
        self.paragraph = self.paragraph.saturating_add(1);
        let number = self.paragraph;
        let references = &mut self.references;
        let read = inline::read(paragraph, self.styles, &mut |reference| {
            let before = references.iter().filter(|(other, ..)| other.endnote == reference.endnote).count();
            let label = label(before as u32 + 1, reference.endnote);
            references.push((reference.clone(), label.clone(), number));
            label
        });
        self.comments.extend(read.comments.iter().map(|id| (id.clone(), number)));
        Ok(read)
    }

    /// Returns the present place for people.
    pub(super) fn place(&self) -> Place {
        Place::Paragraph { paragraph: self.paragraph.max(1) }
    }

    /// Returns the place of an element for programs.
    pub(super) fn source(&self, range: Range<u64>) -> Option<SourceRange> {
        Some(SourceRange { part: self.part.clone(), start: range.start, end: range.end })
    }

    /// Counts a paragraph in its list.
    pub(super) fn marker(&mut self, paragraph: Element<'_>, is_empty: bool) -> Option<Marker> {
        let properties = paragraph.child("pPr");
        let mark_deleted = properties
            .and_then(|properties| properties.child("rPr"))
            .is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some());
        if is_empty && mark_deleted {
            return None;
        }
        let style = properties.and_then(|properties| properties.value("pStyle"));
        let (list, level) = match styles::numbering_of(properties) {
            Some((Some(list), level)) => (list, level),
            direct => {
                let own_level = direct.and_then(|(_, level)| level);
                let (list, level, owner) = self.styles.numbering(style.as_deref())?;
                let by_style = || self.numbering.level_of_style(list, owner);
                (list, own_level.or_else(by_style).or(level))
            }
        };
        self.numbering.count(list, level.unwrap_or(0))
    }

    fn role(&self, paragraph: Element<'_>) -> Role {
        let properties = paragraph.child("pPr");
        let style = properties.and_then(|properties| properties.value("pStyle"));
        match (styles::outline_level(properties), self.styles.role(style.as_deref())) {
            (Some(level @ 0..=8), _) => Role::Heading(level + 1),
            (Some(_), Role::Heading(_)) => Role::Body,
            (_, role) => role,
        }
    }

    fn paragraph(&mut self, paragraph: Element<'_>) -> Result<()> {
        let mut read = self.read_inline(paragraph)?;
        let (place, range) = (self.place(), paragraph.range());
        let objects = std::mem::take(&mut read.objects);
        let is_empty = read.text.trim().is_empty();
        let marker = self.marker(paragraph, is_empty);
        let kind = self.kind(paragraph, &read, marker.as_ref());
        if kind == BlockKind::Code && !is_empty {
            let text = read.text.trim_end();
            match &mut self.code {
                Some((code, _, whole)) => {
                    code.push('\n');
                    code.push_str(text);
                    whole.end = range.end;
                }
                None => self.code = Some((text.to_owned(), place, range)),
            }
            return self.objects(&objects, None);
        }
        if is_empty && objects.is_empty() && read.deleted.is_empty() && read.hidden.is_empty() {
            return Ok(());
        }
        self.flush()?;
        self.objects(&objects, Some(true))?;
        let source = self.source(range);
        if !read.has_words && !read.equations.is_empty() {
            for equation in &read.equations {
                self.out.block(kind.clone(), &format!("$${equation}$$"), place.clone(), source.clone())?;
            }
        } else {
            let text = match (&kind, &marker) {
                (BlockKind::Heading { .. }, Some(marker)) if numbered(&marker.text) => {
                    format!("{} {}", marker.text, read.text.trim_start())
                }
                _ => std::mem::take(&mut read.text),
            };
            self.out.block(kind, &text, place.clone(), source.clone())?;
        }
        self.out.block(BlockKind::Hidden, &read.hidden, place.clone(), source.clone())?;
        for (author, text) in read.deleted {
            let kind = BlockKind::Change { deleted: true, author };
            self.out.block(kind, &text, place.clone(), source.clone())?;
        }
        self.objects(&objects, Some(false))
    }

    fn kind(&self, paragraph: Element<'_>, read: &Inline<'_>, marker: Option<&Marker>) -> BlockKind {
        match (self.role(paragraph), marker) {
            (Role::Heading(level), _) if read.has_words => BlockKind::Heading { level: level.clamp(1, 6) },
            (_, Some(marker)) if !marker.text.is_empty() => {
                BlockKind::ListItem { depth: marker.depth, marker: marker.text.clone() }
            }
            (Role::ListItem(depth), _) => BlockKind::ListItem { depth, marker: "•".to_owned() },
            (Role::Code, _) => BlockKind::Code,
            (Role::Quote, _) => BlockKind::Quote { depth: 1 },
            _ if read.monospaced && looks_like_code(&read.text) => BlockKind::Code,
            _ => BlockKind::Paragraph,
        }
    }

    /// Emits code that waited for more lines.
    pub(super) fn flush(&mut self) -> Result<()> {
        if let Some((code, place, range)) = self.code.take() {
            let source = self.source(range);
            self.out.block(BlockKind::Code, &code, place, source)?;
        }
        Ok(())
    }

    fn loose_equations(&mut self, element: Element<'_>) -> Result<()> {
        self.flush()?;
        self.paragraph = self.paragraph.saturating_add(1);
        let text = crate::documents::formats::drawing::latex(element);
        if !text.is_empty() {
            let (place, source) = (self.place(), self.source(element.range()));
            self.out.block(BlockKind::Paragraph, &format!("$${text}$$"), place, source)?;
        }
        Ok(())
    }

    /// Emits anchored objects: those before the text, those after it, or all.
    pub(super) fn objects(&mut self, objects: &[(bool, Object<'_>)], before: Option<bool>) -> Result<()> {
        for (_, object) in objects.iter().filter(|(at, _)| before.is_none_or(|wanted| *at == wanted)) {
            self.object(object)?;
        }
        Ok(())
    }

    fn object(&mut self, object: &Object<'_>) -> Result<()> {
        let place = self.place();
        match object {
            Object::Picture(text) => {
                self.out.block(BlockKind::Figure, text, place, None)?;
            }
            Object::TextBox(content) => {
                self.flow(*content)?;
                self.flush()?;
            }
            Object::Chart(id) => {
                let Some(target) = self.relationships.target(id).map(str::to_owned) else { return Ok(()) };
                if let Some(chart) = read_chart(self.package, &target)? {
                    let source = Some(SourceRange { part: target, start: 0, end: 0 });
                    self.out.block(BlockKind::Figure, &chart.title, place.clone(), source.clone())?;
                    self.out.table(chart.cells, place, source)?;
                }
            }
            Object::Diagram(id) => {
                let Some(target) = self.relationships.target(id).map(str::to_owned) else { return Ok(()) };
                for line in read_diagram(self.package, &target)? {
                    let kind = BlockKind::ListItem { depth: 0, marker: "•".to_owned() };
                    let source = Some(SourceRange { part: target.clone(), start: 0, end: 0 });
                    self.out.block(kind, &line, place.clone(), source)?;
                }
            }
        }
        Ok(())
    }
}

fn label(number: u32, endnote: bool) -> String {
    use crate::documents::formats::drawing::marker::NumberFormat;
    let format = if endnote { NumberFormat::Roman { upper: false } } else { NumberFormat::Decimal };
    format.render(number)
}

fn numbered(marker: &str) -> bool {
    marker.chars().any(char::is_alphanumeric)
}

/// Says whether monospaced text has the signs of code: brackets, operators, line ends with semicolons.
fn looks_like_code(text: &str) -> bool {
    let signs = text.chars().filter(|c| "{}[]();=<>|&$#\\*_".contains(*c)).count();
    signs >= 2 && signs * 40 >= text.chars().count() || text.trim_end().ends_with(';')
}
