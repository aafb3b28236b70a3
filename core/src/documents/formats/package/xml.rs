//! XML of Office parts: events with their byte ranges, and a tree over them.
//!
//! Depth and memory are bounded. Document type declarations are refused, so no entity is ever expanded.
//! Names are compared without their prefix: the same words stand in both variants of the standard.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as RawEvent};

use crate::documents::limits::Budget;
use crate::error::{Error, Result};

/// How many elements one level of structure takes: a nested table in a text box takes about ten.
const ELEMENTS_PER_LEVEL: usize = 4;
/// How many events pass between two looks at the clock.
const EVENTS_PER_CHECK: u32 = 4096;

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents::formats) struct Tag<'a> {
    /// The tag without its angle brackets.
    raw: &'a str,
    name: &'a str,
}

impl<'a> Tag<'a> {
    fn new(raw: &'a str) -> Self {
        let name = raw.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        Self { raw, name }
    }

    /// Returns the name without its prefix.
    pub(in crate::documents::formats) fn local(self) -> &'a str {
        self.name.rsplit_once(':').map_or(self.name, |(_, local)| local)
    }

    /// Returns an attribute: with a prefix in `name` that very one, otherwise by its local name.
    pub(in crate::documents::formats) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        if self.raw.len() <= self.name.len() + name.len() {
            return None;
        }
        let start = BytesStart::from_content(self.raw, self.name.len());
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            let local = key.rsplit_once(':').map_or(key, |(_, local)| local);
            if key == name || local == name {
                let value = unescape(&attribute.value);
                return Some(Cow::Owned(value));
            }
        }
        None
    }
}

/// One event of a part.
#[derive(Debug)]
pub(in crate::documents::formats) enum Event<'a> {
    /// An element begins; an empty one is followed by its `Close` as well.
    Open(Tag<'a>),
    /// An element ends.
    Close,
    /// Text between tags.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// Reads the events of a part.
#[derive(Debug)]
pub(in crate::documents::formats) struct Events<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    budget: Budget,
    depth: usize,
    pending_close: bool,
    until_check: u32,
    range: Range<usize>,
    damaged: bool,
}

impl<'a> Events<'a> {
    /// Starts at the beginning of a part.
    pub(in crate::documents::formats) fn new(source: &'a str, budget: &Budget) -> Self {
        Self {
            source,
            reader: Reader::from_str(source),
            budget: budget.clone(),
            depth: 0,
            pending_close: false,
            until_check: EVENTS_PER_CHECK,
            range: 0..0,
            damaged: false,
        }
    }

    /// Says whether the part broke off before its end.
    pub(in crate::documents::formats) fn damaged(&self) -> bool {
        self.damaged
    }

    /// Returns how many elements are open.
    pub(in crate::documents::formats) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the bytes of the last event.
    pub(in crate::documents::formats) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Reads the next event. Broken XML ends the part early.
    ///
    /// # Errors
    /// `limit_exceeded` for nesting and time, `corrupt` for a document type declaration.
    pub(in crate::documents::formats) fn next(&mut self) -> Result<Event<'a>> {
        if std::mem::take(&mut self.pending_close) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Event::Close);
        }
        loop {
            self.until_check -= 1;
            if self.until_check == 0 {
                self.until_check = EVENTS_PER_CHECK;
                self.budget.check()?;
            }
            let start = self.reader.buffer_position() as usize;
            let Ok(event) = self.reader.read_event() else {
                self.damaged = true;
                return Ok(Event::End);
            };
            self.range = start..self.reader.buffer_position() as usize;
            let slice = self.source.get(self.range.clone()).unwrap_or_default();
            match event {
                RawEvent::Start(_) => {
                    self.enter()?;
                    return Ok(Event::Open(Tag::new(inside(slice))));
                }
                RawEvent::Empty(_) => {
                    self.enter()?;
                    self.pending_close = true;
                    return Ok(Event::Open(Tag::new(inside(slice))));
                }
                RawEvent::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Event::Close);
                }
                RawEvent::Text(text) => return Ok(Event::Text(text.into_inner())),
                RawEvent::CData(text) => return Ok(Event::Text(text.into_inner())),
                RawEvent::GeneralRef(_) => return Ok(Event::Text(Cow::Owned(unescape(slice)))),
                RawEvent::DocType(_) => {
                    return Err(Error::corrupt(
                        "the file declares a document type, which no Office program writes",
                    ));
                }
                RawEvent::Eof => {
                    self.damaged = self.depth > 0;
                    return Ok(Event::End);
                }
                RawEvent::Comment(_) | RawEvent::Decl(_) | RawEvent::PI(_) => {}
            }
        }
    }

    fn enter(&mut self) -> Result<()> {
        self.depth += 1;
        let most = (self.budget.limits().depth as usize).saturating_mul(ELEMENTS_PER_LEVEL);
        if self.depth > most {
            return Err(Error::limit_exceeded(format!("elements nest deeper than {most}")));
        }
        Ok(())
    }
}

fn inside(tag: &str) -> &str {
    let tag = tag.strip_prefix('<').unwrap_or(tag);
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    tag.strip_suffix('/').unwrap_or(tag)
}

/// Replaces the five predefined and the numeric references; any other stays as it is written.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|&end| end <= 12) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let number = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")).map_or_else(
            || name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
            |digits| u32::from_str_radix(digits, 16).ok(),
        );
        match (name, number.and_then(char::from_u32)) {
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            (_, Some(character)) => out.push(character),
            _ => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

const NONE: u32 = u32::MAX;

#[derive(Debug)]
enum Content<'a> {
    Element(Tag<'a>),
    Text(Cow<'a, str>),
}

#[derive(Debug)]
struct Stored<'a> {
    content: Content<'a>,
    start: u32,
    end: u32,
    first_child: u32,
    next: u32,
}

/// A part as a tree.
#[derive(Debug)]
pub(in crate::documents::formats) struct Tree<'a> {
    nodes: Vec<Stored<'a>>,
    damaged: bool,
    charged: u64,
    budget: Budget,
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        self.budget.release(self.charged);
    }
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents::formats) struct Element<'t> {
    tree: &'t Tree<'t>,
    index: u32,
    tag: Tag<'t>,
}

/// A child of an element.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents::formats) enum Node<'t> {
    /// An element.
    Element(Element<'t>),
    /// Text.
    Text(&'t str),
}

impl<'a> Tree<'a> {
    /// Reads a part. What stands before damage is kept.
    ///
    /// # Errors
    /// As [`Events::next`], and `limit_exceeded` for memory.
    pub(in crate::documents::formats) fn parse(source: &'a str, budget: &Budget) -> Result<Self> {
        let mut tree = Self { nodes: Vec::new(), damaged: false, charged: 0, budget: budget.clone() };
        let mut events = Events::new(source, budget);
        // The open elements, each with its last child.
        let mut open: Vec<(u32, u32)> = Vec::new();
        loop {
            let content = match events.next()? {
                Event::Open(tag) => Content::Element(tag),
                Event::Text(text) => Content::Text(text),
                Event::Close => {
                    if let Some((index, _)) = open.pop()
                        && let Some(node) = tree.nodes.get_mut(index as usize)
                    {
                        node.end = events.range().end as u32;
                    }
                    continue;
                }
                Event::End => break,
            };
            let is_element = matches!(content, Content::Element(_));
            if open.is_empty() && (!is_element || !tree.nodes.is_empty()) {
                continue;
            }
            let index = tree.push(content, events.range())?;
            if let Some((parent, last)) = open.last_mut() {
                let link = if *last == NONE {
                    tree.nodes.get_mut(*parent as usize).map(|node| &mut node.first_child)
                } else {
                    tree.nodes.get_mut(*last as usize).map(|node| &mut node.next)
                };
                if let Some(link) = link {
                    *link = index;
                }
                *last = index;
            }
            if is_element {
                open.push((index, NONE));
            }
        }
        for (index, _) in open {
            if let Some(node) = tree.nodes.get_mut(index as usize) {
                node.end = source.len() as u32;
            }
        }
        tree.damaged = events.damaged() || tree.nodes.is_empty();
        Ok(tree)
    }

    fn push(&mut self, content: Content<'a>, range: Range<usize>) -> Result<u32> {
        if self.nodes.len() == self.nodes.capacity() {
            // The vector doubles: count the new half before it is allocated.
            let more = (self.nodes.capacity().max(64) * size_of::<Stored<'_>>()) as u64;
            self.charged += more;
            self.budget.charge(more)?;
            self.nodes.reserve_exact(self.nodes.capacity().max(64));
        }
        let (start, end) = (range.start as u32, range.end as u32);
        self.nodes.push(Stored { content, start, end, first_child: NONE, next: NONE });
        Ok((self.nodes.len() - 1) as u32)
    }

    /// Says whether the part broke off before its end.
    pub(in crate::documents::formats) fn damaged(&self) -> bool {
        self.damaged
    }

    /// Returns the outermost element.
    pub(in crate::documents::formats) fn root(&self) -> Option<Element<'_>> {
        match self.node(0)? {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    fn node(&self, index: u32) -> Option<Node<'_>> {
        match &self.nodes.get(index as usize)?.content {
            Content::Element(tag) => Some(Node::Element(Element { tree: self, index, tag: *tag })),
            Content::Text(text) => Some(Node::Text(text)),
        }
    }
}

impl<'t> Element<'t> {
    /// Returns the name without its prefix.
    pub(in crate::documents::formats) fn name(self) -> &'t str {
        self.tag.local()
    }

    /// Returns an attribute, as [`Tag::attribute`].
    pub(in crate::documents::formats) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        self.tag.attribute(name)
    }

    /// Returns an attribute as a number.
    pub(in crate::documents::formats) fn number(self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Returns the bytes of the element in its part.
    pub(in crate::documents::formats) fn range(self) -> Range<u64> {
        let node = self.tree.nodes.get(self.index as usize);
        node.map_or(0..0, |node| u64::from(node.start)..u64::from(node.end))
    }

    /// Lists elements and text inside.
    pub(in crate::documents::formats) fn content(self) -> impl Iterator<Item = Node<'t>> {
        let tree = self.tree;
        let mut at = tree.nodes.get(self.index as usize).map_or(NONE, |node| node.first_child);
        std::iter::from_fn(move || {
            let node = tree.node(at)?;
            at = tree.nodes.get(at as usize).map_or(NONE, |node| node.next);
            Some(node)
        })
    }

    /// Lists the elements inside.
    pub(in crate::documents::formats) fn children(self) -> impl Iterator<Item = Element<'t>> {
        self.content().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first element inside with this name.
    pub(in crate::documents::formats) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// Lists the elements inside with this name.
    pub(in crate::documents::formats) fn children_named(
        self,
        name: &'static str,
    ) -> impl Iterator<Item = Element<'t>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Follows a path of names.
    pub(in crate::documents::formats) fn find(self, path: &[&str]) -> Option<Element<'t>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Lists all elements inside, at any depth, in document order.
    pub(in crate::documents::formats) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let range = self.range();
        let tree = self.tree;
        // Nodes are stored in document order, so those inside follow until one starts after the end.
        tree.nodes
            .iter()
            .enumerate()
            .skip(self.index as usize + 1)
            .take_while(move |(_, node)| u64::from(node.start) < range.end)
            .filter_map(move |(index, node)| match &node.content {
                Content::Element(tag) => Some(Element { tree, index: index as u32, tag: *tag }),
                Content::Text(_) => None,
            })
    }

    /// Returns the text directly inside.
    pub(in crate::documents::formats) fn text(self) -> String {
        self.content()
            .filter_map(|node| match node {
                Node::Text(text) => Some(text),
                Node::Element(_) => None,
            })
            .collect()
    }

    /// Reads a switch such as `<w:b/>` or `<w:b w:val="0"/>`; `None` when it is absent.
    pub(in crate::documents::formats) fn switch(self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("val");
        Some(!matches!(value.as_deref(), Some("0" | "false" | "off" | "none")))
    }

    /// Reads the attribute `val` of an element inside.
    pub(in crate::documents::formats) fn value(self, name: &str) -> Option<Cow<'t, str>> {
        self.child(name)?.attribute("val")
    }
}
