//! XML of Office parts as a tree: compact, bounded in memory and depth, each element with its bytes.

use std::borrow::Cow;
use std::ops::Range;

use crate::documents::limits::Budget;
use crate::error::Result;

use super::xml::{Event, Events, Tag};

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
