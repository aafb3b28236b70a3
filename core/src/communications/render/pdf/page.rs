//! Pages in the making: what stands where, and what it is in the order of reading.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag, TagKind};

use crate::communications::render::pdf::shape::Line;

/// Millimetres in points.
pub(super) fn points(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// What is drawn on one page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) items: Vec<Item>,
}

/// Something drawn; places are in points from the left upper corner of the page.
#[derive(Debug)]
pub(super) enum Item {
    /// A line of text, and the piece of content it belongs to; none for page numbers and the like.
    Text { x: f32, y: f32, line: Line, content: Option<usize> },
    /// A rule, which means nothing.
    Rule { x: f32, y: f32, width: f32, height: f32 },
}

/// What a piece of content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Paragraph,
    Heading(u8),
    BulletList,
    NumberList,
    Item,
    Mark,
    ItemBody,
    Quote,
    Table,
    TableHead,
    TableBody,
    Row,
    TitleCell,
    Cell,
}

impl Role {
    /// Returns the tag of PDF for the role; a heading carries its words as the title.
    pub(super) fn tag(self, title: Option<String>) -> TagKind {
        match self {
            Self::Paragraph => Tag::P.into(),
            Self::Heading(level) => {
                Tag::Hn(NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN), title).into()
            }
            Self::BulletList => Tag::L(ListNumbering::Disc).into(),
            Self::NumberList => Tag::L(ListNumbering::Decimal).into(),
            Self::Item => Tag::LI.into(),
            Self::Mark => Tag::Lbl.into(),
            Self::ItemBody => Tag::LBody.into(),
            Self::Quote => Tag::BlockQuote.into(),
            Self::Table => Tag::Table.into(),
            Self::TableHead => Tag::THead.into(),
            Self::TableBody => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::TitleCell => Tag::TH(TableHeaderScope::Column).into(),
            Self::Cell => Tag::TD.into(),
        }
    }
}

/// A part of the tree that says what the content is.
#[derive(Debug)]
pub(super) enum Node {
    Group { role: Role, title: Option<String>, children: Vec<Node> },
    Content(usize),
}

impl Node {
    pub(super) fn group(role: Role, children: Vec<Self>) -> Self {
        Self::Group { role, title: None, children }
    }
}
