//! The blocks of a body, and the pieces of text they are made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DraftBlock {
    /// A paragraph.
    Paragraph {
        /// Its text; a line end is written as `\n`.
        inlines: Vec<Inline>,
    },
    /// A heading inside the body.
    Heading {
        /// 1 for a chapter to 3 for a section of a section.
        level: u8,
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// A list.
    ItemList {
        /// Whether its items are numbered.
        ordered: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table {
        /// Its columns.
        columns: Vec<TableColumn>,
        /// Its rows, top first.
        rows: Vec<DraftRow>,
    },
    /// Words of somebody else.
    Quote {
        /// The words.
        inlines: Vec<Inline>,
        /// Who said or wrote them, and where.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attribution: Vec<Inline>,
    },
    /// What is to be done, by whom, until when.
    ActionItems {
        /// The items.
        items: Vec<ActionItem>,
    },
    /// What was decided.
    Decisions {
        /// The decisions.
        items: Vec<DecisionItem>,
    },
    /// Closing formula and name.
    Signature {
        /// Its text; a line end is written as `\n`.
        inlines: Vec<Inline>,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListItem {
    /// How deep it stands: 0 for an item of the list itself, 1 for an item of the item before it.
    #[serde(default)]
    pub level: u8,
    /// Its text.
    pub inlines: Vec<Inline>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableColumn {
    /// What stands above it.
    pub title: Vec<Inline>,
    /// Where its cells stand.
    #[serde(default)]
    pub align: ColumnAlign,
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnAlign {
    /// At the start of the line: words.
    #[default]
    Start,
    /// At its end: amounts.
    End,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftRow {
    /// Its cells, one for each column.
    pub cells: Vec<DraftCell>,
    /// Whether it sums up the others.
    #[serde(default)]
    pub total: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftCell {
    /// Its text.
    pub inlines: Vec<Inline>,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ActionItem {
    /// What is to be done.
    pub task: Vec<Inline>,
    /// Who does it.
    #[serde(default)]
    pub owner: Vec<Inline>,
    /// Until when.
    #[serde(default)]
    pub due: Vec<Inline>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionItem {
    /// What was decided.
    pub inlines: Vec<Inline>,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Words without values.
    Text {
        /// The words.
        text: String,
    },
    /// A value.
    Fact {
        /// The id of the fact.
        fact: String,
    },
    /// A gap that a person fills.
    Placeholder {
        /// What belongs here.
        hint: String,
    },
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// Where they lead: an address of the web, of mail or a telephone number as a URL.
        target: String,
    },
}

impl DraftBlock {
    /// Returns every text of the block in reading order: the one of a paragraph, each cell of a table.
    pub fn parts(&self) -> Vec<&[Inline]> {
        match self {
            Self::Paragraph { inlines } | Self::Heading { inlines, .. } | Self::Signature { inlines } => {
                vec![inlines.as_slice()]
            }
            Self::ItemList { items, .. } => items.iter().map(|item| item.inlines.as_slice()).collect(),
            Self::Table { columns, rows } => {
                let cells = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.inlines.as_slice());
                columns.iter().map(|column| column.title.as_slice()).chain(cells).collect()
            }
            Self::Quote { inlines, attribution } => vec![inlines, attribution],
            Self::ActionItems { items } => {
                items.iter().flat_map(|item| [item.task.as_slice(), &item.owner, &item.due]).collect()
            }
            Self::Decisions { items } => items.iter().map(|item| item.inlines.as_slice()).collect(),
        }
    }

    /// Returns every text of the block in reading order, to be changed.
    pub(crate) fn parts_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        match self {
            Self::Paragraph { inlines } | Self::Heading { inlines, .. } | Self::Signature { inlines } => {
                vec![inlines]
            }
            Self::ItemList { items, .. } => items.iter_mut().map(|item| &mut item.inlines).collect(),
            Self::Table { columns, rows } => {
                let cells = rows.iter_mut().flat_map(|row| &mut row.cells).map(|cell| &mut cell.inlines);
                columns.iter_mut().map(|column| &mut column.title).chain(cells).collect()
            }
            Self::Quote { inlines, attribution } => vec![inlines, attribution],
            Self::ActionItems { items } => {
                items.iter_mut().flat_map(|item| [&mut item.task, &mut item.owner, &mut item.due]).collect()
            }
            Self::Decisions { items } => items.iter_mut().map(|item| &mut item.inlines).collect(),
        }
    }

    /// Returns what sets the block apart besides its words: its kind, its level, how its columns stand.
    pub(crate) fn shape(&self) -> String {
        match self {
            Self::Paragraph { .. } => "paragraph".to_owned(),
            Self::Heading { level, .. } => format!("heading {level}"),
            Self::ItemList { ordered, items } => {
                let levels: Vec<String> = items.iter().map(|item| item.level.to_string()).collect();
                format!("list {ordered} {}", levels.join(" "))
            }
            Self::Table { columns, rows } => {
                let columns: Vec<_> = columns.iter().map(|column| column.align).collect();
                let rows: Vec<_> = rows.iter().map(|row| (row.cells.len(), row.total)).collect();
                format!("table {columns:?} {rows:?}")
            }
            Self::Quote { .. } => "quote".to_owned(),
            Self::ActionItems { .. } => "action items".to_owned(),
            Self::Decisions { .. } => "decisions".to_owned(),
            Self::Signature { .. } => "signature".to_owned(),
        }
    }
}
