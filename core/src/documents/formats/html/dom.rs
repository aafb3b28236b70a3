//! A light document tree: nodes in one vector, with the range of bytes each came from.
//!
//! Tree building is html5ever's, so broken markup nests as in a browser; this is only its sink.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::tree_builder::ElementFlags;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, ns};

/// The index of a node in its [`Tree`].
pub(super) type NodeId = usize;

/// A parsed page. Node 0 is the document.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    data: Data,
    start: usize,
    end: usize,
}

#[derive(Debug, Default)]
pub(super) enum Data {
    Element {
        name: LocalName,
        attributes: Vec<(LocalName, Box<str>)>,
    },
    Text(String),
    /// The document itself, comments, instructions.
    #[default]
    Other,
}

impl Tree {
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn data(&self, id: NodeId) -> &Data {
        static OTHER: Data = Data::Other;
        self.nodes.get(id).map_or(&OTHER, |node| &node.data)
    }

    /// Returns the name of an element, or nothing for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.data(id) {
            Data::Element { name, .. } => name,
            Data::Text(_) | Data::Other => "",
        }
    }

    pub(super) fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = self.data(id) else { return None };
        attributes.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| &**value)
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.nodes.get(id).and_then(|node| node.first), |&child| {
            self.nodes.get(child).and_then(|node| node.next)
        })
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id).and_then(|node| node.parent)
    }

    /// Returns the range of bytes of a text, or of an element's start tag.
    pub(super) fn range(&self, id: NodeId) -> (usize, usize) {
        self.nodes.get(id).map_or((0, 0), |node| (node.start, node.end))
    }

    /// Visits a node and all below it in document order, without recursion.
    pub(super) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(root), move |&id| {
            if let Some(first) = self.nodes.get(id)?.first {
                return Some(first);
            }
            let mut at = id;
            while at != root {
                let node = self.nodes.get(at)?;
                if node.next.is_some() {
                    return node.next;
                }
                at = node.parent?;
            }
            None
        })
    }
}

/// What html5ever holds of a node: its index, and its name, which it asks for all the time.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
    /// The root of a `<template>`'s content, which no reader sees.
    template: Option<NodeId>,
    annotation: bool,
}

/// Collects the tree.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The bytes that are being read.
    range: Cell<(usize, usize)>,
    /// Bytes allocated so far, roughly.
    allocated: Cell<u64>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self { nodes: RefCell::new(vec![Node::default()]), range: Cell::new((0, 0)), allocated: Cell::new(0) }
    }

    /// Tells which bytes are read next.
    pub(super) fn reading(&self, start: usize, end: usize) {
        self.range.set((start, end));
    }

    /// Returns the bytes allocated since the last call.
    pub(super) fn take_allocated(&self) -> u64 {
        self.allocated.replace(0)
    }

    fn add(&self, data: Data, size: usize) -> NodeId {
        let (start, end) = self.range.get();
        self.allocated.set(self.allocated.get() + (size_of::<Node>() + size) as u64);
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, start, end, ..Node::default() });
        nodes.len() - 1
    }

    /// Puts `child` under `parent`, before `next` or last.
    fn link(&self, parent: NodeId, next: Option<NodeId>, child: NodeId) {
        self.unlink(child);
        let mut nodes = self.nodes.borrow_mut();
        let previous = match next {
            Some(next) => nodes[next].previous.replace(child),
            None => nodes[parent].last.replace(child),
        };
        match previous {
            Some(previous) => nodes[previous].next = Some(child),
            None => nodes[parent].first = Some(child),
        }
        let node = &mut nodes[child];
        (node.parent, node.previous, node.next) = (Some(parent), previous, next);
    }

    fn unlink(&self, child: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[child];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => nodes[previous].next = next,
            None => nodes[parent].first = next,
        }
        match next {
            Some(next) => nodes[next].previous = previous,
            None => nodes[parent].last = previous,
        }
    }

    fn insert(&self, parent: NodeId, next: Option<NodeId>, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(handle) => self.link(parent, next, handle.id),
            NodeOrText::AppendText(text) => {
                let (_, end) = self.range.get();
                {
                    let mut nodes = self.nodes.borrow_mut();
                    let previous = next.map_or_else(|| nodes[parent].last, |next| nodes[next].previous);
                    if let Some(node) = previous.map(|previous| &mut nodes[previous])
                        && let Data::Text(words) = &mut node.data
                    {
                        words.push_str(&text);
                        node.end = node.end.max(end);
                        self.allocated.set(self.allocated.get() + text.len() as u64);
                        return;
                    }
                }
                let child = self.add(Data::Text(String::from(&*text)), text.len());
                self.link(parent, next, child);
            }
        }
    }
}

fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, Box<str>)> {
    attributes.into_iter().map(|attribute| (attribute.name.local, Box::from(&*attribute.value))).collect()
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: None, template: None, annotation: false }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        const NO_NAMESPACE: &html5ever::Namespace = &ns!();
        const NO_NAME: &LocalName = &html5ever::local_name!("");
        target.name.as_ref().map_or(ExpandedName { ns: NO_NAMESPACE, local: NO_NAME }, |name| name.expanded())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let size = attributes.iter().map(|attribute| attribute.value.len() + 64).sum();
        let id = self.add(Data::Element { name: name.local.clone(), attributes: kept(attributes) }, size);
        let template = flags.template.then(|| self.add(Data::Other, 0));
        Handle {
            id,
            name: Some(Rc::new(name)),
            template,
            annotation: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { id: self.add(Data::Other, 0), name: None, template: None, annotation: false }
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[element.id].parent;
        match parent {
            Some(parent) => self.insert(parent, Some(element.id), child),
            None => self.insert(previous.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        Handle { id: target.template.unwrap_or(target.id), name: None, template: None, annotation: false }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.id].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[target.id].data {
            for (name, value) in kept(more) {
                if attributes.iter().all(|(present, _)| *present != name) {
                    attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.unlink(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let first = self.nodes.borrow()[node.id].first;
            let Some(child) = first else { return };
            self.link(new_parent.id, None, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.annotation
    }
}
