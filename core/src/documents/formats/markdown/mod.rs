//! Markdown (CommonMark with tables, task lists, footnotes and front matter), read by `pulldown-cmark`.
//! Places are lines; HTML blocks are read by the HTML reader.

mod front_matter;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser as Events, Tag, TagEnd};

use super::piece::{Content, Piece};
use super::text::{encoding, ends};
use super::{Input, Parser, html};
use crate::documents::build::CellText;
use crate::documents::model::BlockKind;
use crate::documents::{Budget, DocumentBuilder};
use crate::error::Result;
use crate::evidence::Place;

/// The parser.
pub(super) struct Markdown;

impl Parser for Markdown {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let decoded = encoding::decode(input.bytes, None);
        let (pieces, front_matter) =
            read(&decoded.text, CONTENT | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS, out.budget())?;
        front_matter::read(&front_matter, out.metadata());
        entitle(&pieces, out);
        let (mut line, mut counted) = (1u32, 0);
        for piece in pieces {
            line = line.saturating_add(ends(decoded.text.get(counted..piece.start).unwrap_or_default()));
            counted = piece.start.max(counted);
            piece.write(out, Place::Line { line }, "")?;
        }
        Ok(())
    }
}

/// What a page may hold.
const CONTENT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Reads the Markdown of one page of a document. It has no front matter: what stands between two rules is
/// content.
pub(in crate::documents) fn read_page(text: &str, page: u32, out: &mut DocumentBuilder) -> Result<()> {
    let (pieces, _) = read(text, CONTENT, out.budget())?;
    entitle(&pieces, out);
    let part = format!("page {page}");
    for piece in pieces {
        piece.write(out, Place::Page { page, area: None }, &part)?;
    }
    Ok(())
}

/// Returns the blocks in order, and the lines of the front matter.
fn read(text: &str, options: Options, budget: &Budget) -> Result<(Vec<Piece>, String)> {
    budget.charge(text.len() as u64)?;
    let mut reader = Reader::new(budget);
    for (event, range) in Events::new_ext(text, options).into_offset_iter() {
        budget.check()?;
        reader.event(event, range)?;
    }
    reader.flush();
    Ok((reader.pieces, reader.front_matter))
}

/// Takes the first heading of level 1 for the title where there is none.
fn entitle(pieces: &[Piece], out: &mut DocumentBuilder) {
    if out.metadata().title.is_none() {
        out.metadata().title = pieces.iter().find_map(|piece| match &piece.content {
            Content::Text(BlockKind::Heading { level: 1 }, words) => Some(words.clone()),
            _ => None,
        });
    }
}

struct Reader<'b> {
    budget: &'b Budget,
    pieces: Vec<Piece>,
    text: String,
    range: Option<Range<usize>>,
    /// The open lists, with the number of the next item where they are numbered.
    lists: Vec<Option<u64>>,
    marker: Option<String>,
    quotes: u8,
    heading: Option<u8>,
    code: bool,
    note: bool,
    /// Whether the paragraph is nothing but a picture.
    picture: bool,
    in_picture: bool,
    table: Option<Rows>,
    html: Option<(String, usize)>,
    in_front_matter: bool,
    front_matter: String,
}

#[derive(Default)]
struct Rows {
    cells: Vec<CellText>,
    row: u32,
    column: u32,
    header: bool,
}

impl<'b> Reader<'b> {
    fn new(budget: &'b Budget) -> Self {
        Self {
            budget,
            pieces: Vec::new(),
            text: String::new(),
            range: None,
            lists: Vec::new(),
            marker: None,
            quotes: 0,
            heading: None,
            code: false,
            note: false,
            picture: false,
            in_picture: false,
            table: None,
            html: None,
            in_front_matter: false,
            front_matter: String::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range)?,
            Event::Text(words) if self.in_front_matter => self.front_matter.push_str(&words),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(&words, range);
            }
            Event::Html(words) => match &mut self.html {
                Some((html, _)) => html.push_str(&words),
                None => self.html = Some((words.into_string(), range.start)),
            },
            Event::InlineHtml(tag) => {
                let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
                if name.starts_with("br") {
                    self.words("\n", range);
                }
            }
            Event::FootnoteReference(name) => self.words(&format!("[{name}]"), range),
            Event::SoftBreak => self.words(if self.code { "\n" } else { " " }, range),
            Event::HardBreak => self.words("\n", range),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => {
                self.marker = Some(if done { "[x]" } else { "[ ]" }.to_owned());
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(number(*level));
                self.range = Some(range);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}.");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "•".to_owned(),
                };
                self.marker = Some(marker);
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.note = true;
                self.words(&format!("[{name}] "), range);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Rows::default());
            }
            Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    table.header = true;
                }
            }
            Tag::Image { .. } => {
                self.picture = self.text.trim().is_empty();
                self.in_picture = true;
            }
            Tag::MetadataBlock(_) => self.in_front_matter = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) -> Result<()> {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => {
                self.flush();
                self.code = false;
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.marker = None;
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = false;
            }
            TagEnd::TableCell => self.cell()?,
            TagEnd::TableRow | TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    (table.row, table.column, table.header) = (table.row.saturating_add(1), 0, false);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.range = None;
                    self.pieces.push(Piece {
                        content: Content::Table(table.cells),
                        start: range.start,
                        end: range.end,
                    });
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((html, start)) = self.html.take() {
                    let (pieces, _) = html::read(&html, false, self.budget)?;
                    self.pieces.extend(pieces.into_iter().map(|piece| Piece {
                        start: piece.start + start,
                        end: piece.end + start,
                        ..piece
                    }));
                }
            }
            TagEnd::MetadataBlock(_) => self.in_front_matter = false,
            TagEnd::Image => self.in_picture = false,
            _ => {}
        }
        Ok(())
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        self.text.push_str(words);
        if !words.trim().is_empty() {
            self.picture &= self.in_picture;
            self.range = Some(
                self.range
                    .take()
                    .map_or(range.clone(), |known| known.start.min(range.start)..known.end.max(range.end)),
            );
        }
    }

    fn cell(&mut self) -> Result<()> {
        let text = std::mem::take(&mut self.text);
        if let Some(table) = &mut self.table {
            self.budget.charge(128)?;
            let (row, column, header) = (table.row, table.column, table.header);
            table.cells.push(CellText { row, column, header, text, ..CellText::default() });
            table.column = column.saturating_add(1);
        }
        Ok(())
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let picture = std::mem::take(&mut self.picture);
        let Some(range) = self.range.take() else { return };
        let words = if self.code { text.trim_matches('\n') } else { text.trim() };
        if words.trim().is_empty() {
            return;
        }
        let kind = if self.quotes > 0 {
            BlockKind::Quote { depth: self.quotes }
        } else if let Some(level) = self.heading {
            BlockKind::Heading { level }
        } else if self.code {
            BlockKind::Code
        } else if self.note {
            BlockKind::Note
        } else if let Some(marker) = self.marker.take() {
            let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
            BlockKind::ListItem { depth, marker }
        } else if picture {
            BlockKind::Figure
        } else {
            BlockKind::Paragraph
        };
        self.pieces.push(Piece::text(kind, words, range.start, range.end));
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
