//! What shapes inherit from the layout and the master of their slide: place and bullets.

use std::collections::HashMap;
use std::rc::Rc;

use crate::documents::formats::package::{Element, Package, Tree};
use crate::error::Result;
use crate::evidence::Area;

use super::text::{Bullet, ListStyle};

/// The layouts that were read, by part.
#[derive(Debug, Default)]
pub(super) struct Layouts(HashMap<String, Rc<Layout>>);

/// A layout with its master.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Placeholders of the layout, then of the master.
    placeholders: Vec<(Key, Placeholder)>,
    /// The master's bullets of body text.
    body: ListStyle,
}

/// How a placeholder is found: its type and its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The type; `obj` when none is stated.
    pub(super) kind: String,
    index: Option<i64>,
}

#[derive(Debug, Clone)]
struct Placeholder {
    area: Option<Area>,
    style: ListStyle,
}

impl Key {
    /// Reads the placeholder of a shape; `None` for a shape that is none.
    pub(super) fn of(shape: Element<'_>) -> Option<Self> {
        let properties = shape.children().find(|child| child.name().starts_with("nv"))?.child("nvPr")?;
        let placeholder = properties.child("ph")?;
        let kind = placeholder.attribute("type").map_or_else(|| "obj".to_owned(), |kind| kind.into_owned());
        Some(Self { kind, index: placeholder.number("idx") })
    }

    /// Says whether the shape is the slide's title.
    pub(super) fn is_title(&self) -> bool {
        matches!(self.kind.as_str(), "title" | "ctrTitle")
    }

    /// Says whether the shape holds body text, which the master gives bullets.
    fn is_body(&self) -> bool {
        matches!(self.kind.as_str(), "obj" | "body")
    }

    fn fits(&self, other: &Self) -> bool {
        let same_kind = self.kind == other.kind || self.is_title() && other.is_title();
        same_kind && (self.index == other.index || self.index.is_none() || self.is_title())
            || self.index.is_some() && self.index == other.index
    }
}

impl Layouts {
    /// Reads a layout once.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub(super) fn get(&mut self, package: &mut Package<'_>, name: &str) -> Result<Rc<Layout>> {
        if let Some(known) = self.0.get(name) {
            return Ok(Rc::clone(known));
        }
        let mut layout = Layout::default();
        layout.add(package, name)?;
        let relationships = package.relationships(name)?;
        if let Some(master) = relationships.of_kind("slideMaster").next() {
            layout.add(package, &master.target)?;
        }
        let layout = Rc::new(layout);
        self.0.insert(name.to_owned(), Rc::clone(&layout));
        Ok(layout)
    }
}

impl Layout {
    fn add(&mut self, package: &mut Package<'_>, name: &str) -> Result<()> {
        let Some(part) = package.read(name)? else { return Ok(()) };
        let tree = Tree::parse(&part.text, package.budget())?;
        let Some(root) = tree.root() else { return Ok(()) };
        for shape in root.descendants().filter(|one| one.name() == "sp") {
            let Some(key) = Key::of(shape) else { continue };
            let style = shape.find(&["txBody", "lstStyle"]).map(ListStyle::read).unwrap_or_default();
            self.placeholders.push((key, Placeholder { area: area(shape), style }));
        }
        if let Some(body) = root.find(&["txStyles", "bodyStyle"]) {
            self.body = ListStyle::read(body);
        }
        Ok(())
    }

    fn matching<'l>(&'l self, key: &'l Key) -> impl Iterator<Item = &'l Placeholder> {
        self.placeholders.iter().filter(|(other, _)| key.fits(other)).map(|(_, placeholder)| placeholder)
    }

    /// Finds the place that a placeholder inherits.
    pub(super) fn area(&self, key: &Key) -> Option<Area> {
        self.matching(key).find_map(|placeholder| placeholder.area)
    }

    /// Finds the bullet that a placeholder inherits for a level.
    pub(super) fn bullet(&self, key: Option<&Key>, level: usize) -> Option<Bullet> {
        let key = key?;
        let own = self.matching(key).find_map(|placeholder| placeholder.style.bullet(level));
        own.or_else(|| key.is_body().then(|| self.body.bullet(level)).flatten())
    }
}

/// Reads the place of a shape in points.
pub(super) fn area(shape: Element<'_>) -> Option<Area> {
    let properties = ["spPr", "grpSpPr"].iter().find_map(|name| shape.child(name));
    let transform =
        properties.and_then(|properties| properties.child("xfrm")).or_else(|| shape.child("xfrm"))?;
    rectangle(transform, "off", "ext")
}

/// Reads a rectangle in points from two elements in English metric units.
pub(super) fn rectangle(transform: Element<'_>, corner: &str, size: &str) -> Option<Area> {
    let (corner, size) = (transform.child(corner)?, transform.child(size)?);
    let points = |element: Element<'_>, name: &str| Some(element.number(name)? as f32 / 12_700.0);
    Some(Area {
        left: points(corner, "x")?,
        top: points(corner, "y")?,
        width: points(size, "cx")?,
        height: points(size, "cy")?,
    })
}
