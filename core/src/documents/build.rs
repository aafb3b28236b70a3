//! Builds a [`ParsedDocument`]: keeps the canonical text, the spans and the budgets in step.

use crate::documents::Format;
use crate::documents::limits::Budget;
use crate::documents::model::{
    Attachment, Block, BlockKind, Cell, Metadata, PageImage, ParseNote, ParsedDocument, SourceRange, Table,
};
use crate::error::Result;
use crate::evidence::{Place, Span};

/// Collects blocks in reading order. Blocks are set apart by an empty line in the canonical text.
#[derive(Debug)]
pub struct DocumentBuilder {
    document: ParsedDocument,
    characters: usize,
    budget: Budget,
}

/// A cell before it has a span.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CellText {
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// How many rows it covers; 0 counts as 1.
    pub row_span: u32,
    /// How many columns it covers; 0 counts as 1.
    pub column_span: u32,
    /// Whether it is a heading.
    pub header: bool,
    /// The text.
    pub text: String,
    /// The cell's own place.
    pub place: Option<Place>,
}

impl DocumentBuilder {
    /// Starts an empty document.
    pub fn new(format: Format, budget: Budget) -> Self {
        let document = ParsedDocument {
            format,
            metadata: Metadata::default(),
            text: String::new(),
            blocks: Vec::new(),
            pages: 1,
            notes: Vec::new(),
            attachments: Vec::new(),
            images: Vec::new(),
        };
        Self { document, characters: 0, budget }
    }

    /// Returns the budget, to charge memory and to check the time.
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Returns the metadata to fill in.
    pub fn metadata(&mut self) -> &mut Metadata {
        &mut self.document.metadata
    }

    /// Sets the number of pages, slides or sheets.
    pub fn set_pages(&mut self, pages: u32) {
        self.document.pages = pages;
    }

    /// Says whether no block was added yet.
    pub fn is_empty(&self) -> bool {
        self.document.blocks.is_empty()
    }

    /// Adds a block and returns its span; text that is only white space adds nothing and returns `None`.
    ///
    /// # Errors
    /// `limit_exceeded` when the text outgrows the budget.
    pub fn block(
        &mut self,
        kind: BlockKind,
        text: &str,
        place: Place,
        source: Option<SourceRange>,
    ) -> Result<Option<Span>> {
        self.block_with_confidence(kind, text, place, source, 1.0)
    }

    /// Adds a block of limited confidence, as [`DocumentBuilder::block`].
    ///
    /// # Errors
    /// `limit_exceeded` when the text outgrows the budget.
    pub fn block_with_confidence(
        &mut self,
        kind: BlockKind,
        text: &str,
        place: Place,
        source: Option<SourceRange>,
        confidence: f32,
    ) -> Result<Option<Span>> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        if text.is_empty() {
            return Ok(None);
        }
        self.separate();
        let span = self.append(text)?;
        self.document.blocks.push(Block { kind, span, place, source, confidence });
        Ok(Some(span))
    }

    /// Adds a name with its value as `name: value`.
    ///
    /// # Errors
    /// `limit_exceeded` when the text outgrows the budget.
    pub fn key_value(
        &mut self,
        key: &str,
        value: &str,
        place: Place,
        source: Option<SourceRange>,
    ) -> Result<Option<Span>> {
        let (key, value) = (key.trim(), value.trim());
        if value.is_empty() {
            return Ok(None);
        }
        self.separate();
        let key = self.append(key)?;
        self.append(": ")?;
        let value = self.append(value)?;
        let span = key.joined(value);
        self.document.blocks.push(Block {
            kind: BlockKind::KeyValue { key, value },
            span,
            place,
            source,
            confidence: 1.0,
        });
        Ok(Some(span))
    }

    /// Adds a table: one line per row, a tab between cells. Tabs and line ends inside a cell become spaces.
    ///
    /// # Errors
    /// `limit_exceeded` when the text outgrows the budget.
    pub fn table(
        &mut self,
        mut cells: Vec<CellText>,
        place: Place,
        source: Option<SourceRange>,
    ) -> Result<Option<Span>> {
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            return Ok(None);
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        self.separate();
        let start = self.characters;
        let mut table = Table::default();
        let mut previous: Option<(u32, u32)> = None;
        for cell in cells {
            match previous {
                Some((row, _)) if row != cell.row => drop(self.append("\n")?),
                Some(_) => drop(self.append("\t")?),
                None => {}
            }
            previous = Some((cell.row, cell.column));
            let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let span = self.append(&text)?;
            let (row_span, column_span) = (cell.row_span.max(1), cell.column_span.max(1));
            table.rows = table.rows.max(cell.row.saturating_add(row_span));
            table.columns = table.columns.max(cell.column.saturating_add(column_span));
            table.cells.push(Cell {
                row: cell.row,
                column: cell.column,
                row_span,
                column_span,
                header: cell.header,
                span,
                place: cell.place,
            });
        }
        let span = Span::new(start, self.characters);
        self.document.blocks.push(Block {
            kind: BlockKind::Table(table),
            span,
            place,
            source,
            confidence: 1.0,
        });
        Ok(Some(span))
    }

    /// Notes something the reader should know.
    pub fn note(&mut self, code: &str, message: impl Into<String>, page: Option<u32>) {
        self.document.notes.push(ParseNote { code: code.to_owned(), message: message.into(), page });
    }

    /// Keeps a file inside the file.
    ///
    /// # Errors
    /// `limit_exceeded` when it outgrows the budget.
    pub fn attachment(&mut self, attachment: Attachment) -> Result<()> {
        self.budget.charge(attachment.bytes.len() as u64)?;
        self.budget.entry()?;
        self.document.attachments.push(attachment);
        Ok(())
    }

    /// Keeps the picture of a page for OCR.
    ///
    /// # Errors
    /// `limit_exceeded` when it outgrows the budget.
    pub fn image(&mut self, image: PageImage) -> Result<()> {
        self.budget.charge(image.bytes.len() as u64)?;
        self.document.images.push(image);
        Ok(())
    }

    /// Ends the document.
    pub fn finish(self) -> ParsedDocument {
        self.document
    }

    fn separate(&mut self) {
        if self.characters > 0 {
            self.document.text.push_str("\n\n");
            self.characters += 2;
        }
    }

    fn append(&mut self, text: &str) -> Result<Span> {
        let start = self.characters;
        let added = text.chars().count();
        self.budget.text(added as u64)?;
        self.document.text.push_str(text);
        self.characters += added;
        Ok(Span::new(start, self.characters))
    }
}
