//! The shapes of a slide in reading order.

use crate::documents::build::DocumentBuilder;
use crate::documents::formats::drawing::{read_chart, read_diagram};
use crate::documents::formats::package::{Element, Package, Relationships, Tree};
use crate::documents::model::{BlockKind, SourceRange};
use crate::error::Result;
use crate::evidence::{Area, Place};

use super::layout::{self, Key, Layout};
use super::table;
use super::text;

/// One slide while it is read.
pub(super) struct Slide<'s> {
    /// The number, from 1.
    pub(super) number: u32,
    /// The part.
    pub(super) part: &'s str,
    /// What the slide points at.
    pub(super) relationships: &'s Relationships,
    /// What its shapes inherit.
    pub(super) layout: &'s Layout,
}

/// A shape with its place on the slide.
struct Shape<'t> {
    element: Element<'t>,
    key: Option<Key>,
    area: Option<Area>,
}

/// A shape, or a group of them that is read as one thing.
struct Unit<'t> {
    area: Option<Area>,
    is_title: bool,
    shapes: Vec<Shape<'t>>,
}

/// A linear map from a group's own coordinates to the slide's.
#[derive(Clone, Copy)]
struct Frame {
    scale: (f32, f32),
    shift: (f32, f32),
}

impl Frame {
    const SLIDE: Self = Self { scale: (1.0, 1.0), shift: (0.0, 0.0) };

    fn place(self, area: Area) -> Area {
        Area {
            left: area.left * self.scale.0 + self.shift.0,
            top: area.top * self.scale.1 + self.shift.1,
            width: area.width * self.scale.0,
            height: area.height * self.scale.1,
        }
    }

    /// Returns the frame inside a group.
    fn inside(self, group: Element<'_>) -> Self {
        let transform = group.find(&["grpSpPr", "xfrm"]);
        let outer = transform.and_then(|transform| layout::rectangle(transform, "off", "ext"));
        let inner = transform.and_then(|transform| layout::rectangle(transform, "chOff", "chExt"));
        let (Some(outer), Some(inner)) = (outer, inner) else { return self };
        if inner.width <= 0.0 || inner.height <= 0.0 {
            return self;
        }
        let outer = self.place(outer);
        let scale = (outer.width / inner.width, outer.height / inner.height);
        Self { scale, shift: (outer.left - inner.left * scale.0, outer.top - inner.top * scale.1) }
    }
}

impl Slide<'_> {
    /// Emits the blocks of a slide.
    pub(super) fn emit(
        &self,
        root: Element<'_>,
        package: &mut Package<'_>,
        out: &mut DocumentBuilder,
    ) -> Result<()> {
        let Some(tree) = root.find(&["cSld", "spTree"]) else { return Ok(()) };
        let mut units = Vec::new();
        self.collect(tree, Frame::SLIDE, &mut units);
        for shape in in_reading_order(units) {
            self.shape(&shape, package, out)?;
        }
        Ok(())
    }

    fn collect<'t>(&self, group: Element<'t>, frame: Frame, out: &mut Vec<Unit<'t>>) {
        for child in group.children() {
            match child.name() {
                "grpSp" => {
                    let mut inner = Vec::new();
                    self.collect(child, frame.inside(child), &mut inner);
                    let shapes = in_reading_order(inner);
                    let area = shapes.iter().filter_map(|shape| shape.area).reduce(Area::joined);
                    out.push(Unit { area, is_title: false, shapes });
                }
                "AlternateContent" => {
                    let branch = child.child("Choice").or_else(|| child.child("Fallback"));
                    branch.into_iter().for_each(|branch| self.collect(branch, frame, out));
                }
                "nvGrpSpPr" | "grpSpPr" | "extLst" => {}
                _ => {
                    let key = Key::of(child);
                    let own = layout::area(child).map(|area| frame.place(area));
                    let area = own.or_else(|| self.layout.area(key.as_ref()?));
                    let is_title = key.as_ref().is_some_and(Key::is_title);
                    out.push(Unit { area, is_title, shapes: vec![Shape { element: child, key, area }] });
                }
            }
        }
    }

    fn shape(&self, shape: &Shape<'_>, package: &mut Package<'_>, out: &mut DocumentBuilder) -> Result<()> {
        out.budget().check()?;
        let place = Place::Slide { slide: self.number, area: shape.area };
        let source = |range: std::ops::Range<u64>| {
            Some(SourceRange { part: self.part.to_owned(), start: range.start, end: range.end })
        };
        let whole = source(shape.element.range());
        match shape.element.name() {
            "pic" => self.picture(shape, place, whole, out),
            "graphicFrame" => self.frame(shape, place, whole, package, out),
            _ => {
                let body = shape
                    .element
                    .child("txBody")
                    .or_else(|| shape.element.descendants().find(|one| one.name() == "txBody"));
                let kind = shape.key.as_ref().map_or("", |key| key.kind.as_str());
                if kind == "sldNum" {
                    return Ok(());
                }
                let Some(body) = body else { return self.picture(shape, place, whole, out) };
                let lines = text::lines(body, &|level| self.layout.bullet(shape.key.as_ref(), level));
                if shape.key.as_ref().is_some_and(Key::is_title) {
                    let title: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
                    let title = title.join(" ").replace('\n', " ");
                    out.block(BlockKind::Heading { level: 2 }, &title, place, whole)?;
                    return Ok(());
                }
                for line in lines {
                    let kind = match (kind, line.marker) {
                        ("ftr" | "dt", _) => BlockKind::Footer,
                        ("hdr", _) => BlockKind::Header,
                        (_, Some(marker)) => BlockKind::ListItem { depth: line.level, marker },
                        (_, None) => BlockKind::Paragraph,
                    };
                    out.block(kind, &line.text, place.clone(), source(line.range))?;
                }
                Ok(())
            }
        }
    }

    fn picture(
        &self,
        shape: &Shape<'_>,
        place: Place,
        source: Option<SourceRange>,
        out: &mut DocumentBuilder,
    ) -> Result<()> {
        let properties = shape.element.children().find(|child| child.name().starts_with("nv"));
        let text = properties.and_then(|properties| properties.child("cNvPr")?.attribute("descr"));
        let text = text.unwrap_or_default();
        let text: Vec<&str> = text.split_whitespace().collect();
        out.block(BlockKind::Figure, &text.join(" "), place, source)?;
        Ok(())
    }

    fn frame(
        &self,
        shape: &Shape<'_>,
        place: Place,
        source: Option<SourceRange>,
        package: &mut Package<'_>,
        out: &mut DocumentBuilder,
    ) -> Result<()> {
        let target = |id: Option<std::borrow::Cow<'_, str>>| {
            id.and_then(|id| self.relationships.target(&id).map(str::to_owned))
        };
        let Some(data) = shape.element.find(&["graphic", "graphicData"]) else { return Ok(()) };
        for child in data.children() {
            match child.name() {
                "tbl" => {
                    out.table(table::cells(child), place.clone(), source.clone())?;
                }
                "chart" => {
                    let Some(target) = target(child.attribute("r:id")) else { continue };
                    if let Some(chart) = read_chart(package, &target)? {
                        out.block(BlockKind::Figure, &chart.title, place.clone(), source.clone())?;
                        out.table(chart.cells, place.clone(), source.clone())?;
                    }
                }
                "relIds" => {
                    let Some(target) = target(child.attribute("r:dm")) else { continue };
                    for line in read_diagram(package, &target)? {
                        let kind = BlockKind::ListItem { depth: 0, marker: "•".to_owned() };
                        out.block(kind, &line, place.clone(), source.clone())?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Shapes whose tops differ by less than this many points stand side by side.
const SAME_LINE: f32 = 6.0;

/// Orders from top to bottom and from left to right, the title first; shapes without a place keep theirs.
fn in_reading_order<'t>(mut units: Vec<Unit<'t>>) -> Vec<Shape<'t>> {
    let mut above = (0.0, 0.0);
    let mut keyed: Vec<(bool, f32, f32, Unit<'t>)> = units
        .drain(..)
        .map(|unit| {
            above = unit.area.map_or(above, |area| (area.top, area.left));
            (!unit.is_title, above.0, above.1, unit)
        })
        .collect();
    keyed.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mut line = f32::NEG_INFINITY;
    for (body, top, ..) in &mut keyed {
        if *body && *top - line >= SAME_LINE {
            line = *top;
        }
        if *body {
            *top = line;
        }
    }
    keyed.sort_by(|one, other| {
        one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.total_cmp(&other.2))
    });
    keyed.into_iter().flat_map(|(.., unit)| unit.shapes).collect()
}

/// Emits the speaker's notes of a slide.
///
/// # Errors
/// As [`Package::read`].
pub(super) fn emit_notes(
    package: &mut Package<'_>,
    name: &str,
    slide: u32,
    out: &mut DocumentBuilder,
) -> Result<()> {
    let Some(part) = package.read(name)? else { return Ok(()) };
    let tree = Tree::parse(&part.text, package.budget())?;
    let Some(shapes) = tree.root().and_then(|root| root.find(&["cSld", "spTree"])) else { return Ok(()) };
    for shape in shapes.descendants().filter(|one| one.name() == "sp") {
        // The page also shows the slide's picture, its number and a header: those are no notes.
        if Key::of(shape).is_none_or(|key| key.kind != "body") {
            continue;
        }
        let Some(body) = shape.child("txBody") else { continue };
        let lines: Vec<String> = text::lines(body, &|_| None).into_iter().map(|line| line.text).collect();
        let range = shape.range();
        let source = SourceRange { part: part.name.clone(), start: range.start, end: range.end };
        let place = Place::Slide { slide, area: None };
        out.block(BlockKind::Note, &lines.join("\n"), place, Some(source))?;
    }
    Ok(())
}
