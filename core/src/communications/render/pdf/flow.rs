//! Text that flows from page to page: paragraphs, headings, lists and quotes.

use crate::communications::draft::ColumnAlign;
use crate::communications::render::paper::Sheet;
use crate::communications::render::pdf::fonts::Fonts;
use crate::communications::render::pdf::page::{Item, Node, Page, Role, points};
use crate::communications::render::pdf::shape::{Line, Style, lines};
use crate::communications::render::text::{Numbers, one_line};
use crate::communications::render::words::{Piece, Printed, flat};
use crate::error::{Error, ErrorKind, Result};

/// More pages than this are no letter.
const PAGES: usize = 1_000;

/// The space between paragraphs, in points.
const GAP: f32 = 7.5;

/// Pages in the making and the place where the next line goes.
pub(super) struct Flow {
    pub(super) fonts: Fonts,
    pub(super) pages: Vec<Page>,
    pub(super) tree: Vec<Node>,
    /// How many pieces of content there are.
    pub(super) contents: usize,
    pub(super) sheet: Sheet,
    /// Where the next line goes, from the top of the page, in points.
    pub(super) y: f32,
    /// What the foot of the first page takes, in points.
    pub(super) first_foot: f32,
    /// Where the signature starts, from the left end of the text, in points.
    pub(super) signature_indent: f32,
}

impl Flow {
    pub(super) fn new(sheet: Sheet, language: &str) -> Self {
        Self {
            fonts: Fonts::new(language),
            pages: vec![Page::default()],
            tree: Vec::new(),
            contents: 0,
            sheet,
            y: points(sheet.top),
            first_foot: 0.0,
            signature_indent: 0.0,
        }
    }

    /// The left end of the text.
    pub(super) fn left(&self) -> f32 {
        points(self.sheet.left)
    }

    /// The width of the text.
    pub(super) fn measure(&self) -> f32 {
        points(self.sheet.measure())
    }

    /// The height that is left on this page.
    pub(super) fn room(&self) -> f32 {
        let foot = if self.pages.len() == 1 { self.first_foot } else { 0.0 };
        points(self.sheet.height - self.sheet.bottom) - foot - self.y
    }

    /// The height of the text on a page that holds nothing yet.
    pub(super) fn whole(&self) -> f32 {
        points(self.sheet.height - self.sheet.bottom - self.sheet.top)
    }

    pub(super) fn new_page(&mut self) -> Result<()> {
        if self.pages.len() >= PAGES {
            return Err(Error::new(
                ErrorKind::LimitExceeded,
                format!("this draft has more than {PAGES} pages; send it as an attachment"),
            ));
        }
        self.pages.push(Page::default());
        self.y = points(self.sheet.top);
        Ok(())
    }

    /// Starts a page when less than this height is left, unless a page would not have more.
    pub(super) fn need(&mut self, height: f32) -> Result<()> {
        match height > self.room() && height <= self.whole() {
            true => self.new_page(),
            false => Ok(()),
        }
    }

    pub(super) fn space(&mut self, height: f32) {
        // A page never starts with a gap.
        if self.y > points(self.sheet.top) {
            self.y += height;
        }
    }

    /// Names a new piece of content.
    pub(super) fn content(&mut self) -> usize {
        self.contents += 1;
        self.contents - 1
    }

    /// Draws something on the current page.
    pub(super) fn draw(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// Breaks text into lines.
    pub(super) fn shape(&mut self, text: &str, style: Style, width: f32) -> Result<Vec<Line>> {
        lines(&mut self.fonts, text, style, width)
    }

    /// Places lines below each other; never one alone at the foot or the head of a page.
    pub(super) fn place(&mut self, lines: Vec<Line>, x: f32, content: usize) -> Result<()> {
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let left = count - at;
            let kept = if at == 0 || left == 2 { left.min(2) } else { 1 };
            self.need(line.height * kept as f32)?;
            let (y, height) = (self.y, line.height);
            self.draw(Item::Text { x, y, line, content: Some(content) });
            self.y += height;
        }
        Ok(())
    }

    /// Writes text as one piece of content.
    pub(super) fn text(&mut self, text: &str, style: Style, indent: f32) -> Result<Node> {
        let width = self.measure() - indent;
        let lines = self.shape(text, style, width)?;
        let content = self.content();
        let x = self.left() + indent;
        self.place(lines, x, content)?;
        Ok(Node::Content(content))
    }

    /// Writes a heading that stays with what follows.
    pub(super) fn heading(&mut self, text: &str, level: u8, style: Style) -> Result<()> {
        self.space(style.size * 0.9);
        let lines = self.shape(text, style, self.measure())?;
        let own: f32 = lines.iter().map(|line| line.height).sum();
        self.need(own + 3.0 * Style::BODY.leading())?;
        let content = self.content();
        let left = self.left();
        self.place(lines, left, content)?;
        self.y += 3.0;
        let (role, children) = (Role::Heading(level), vec![Node::Content(content)]);
        self.tree.push(Node::Group { role, title: Some(text.to_owned()), children });
        Ok(())
    }

    /// Writes the body.
    pub(super) fn blocks(&mut self, blocks: &[Printed]) -> Result<()> {
        for block in blocks {
            match block {
                Printed::Paragraph(words) => self.paragraph(&flat(words))?,
                Printed::Signature(words) => self.signature(&flat(words))?,
                Printed::Heading { level, words } => {
                    let size = [14.0, 12.0, 10.5][usize::from(level - 1).min(2)];
                    self.heading(&one_line(words), level + 1, Style::BODY.bold().sized(size))?;
                }
                Printed::List { ordered, items } => self.list(*ordered, items)?,
                Printed::Quote { words, attribution } => self.quote(words, attribution)?,
                Printed::Table(table) => super::table::write(self, table)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, text: &str) -> Result<()> {
        let node = self.text(text.trim_end(), Style::BODY, 0.0)?;
        self.tree.push(Node::group(Role::Paragraph, vec![node]));
        self.space(GAP);
        Ok(())
    }

    /// Keeps the signature together.
    fn signature(&mut self, text: &str) -> Result<()> {
        self.space(GAP);
        let indent = self.signature_indent;
        let lines = self.shape(text.trim_end(), Style::BODY, self.measure() - indent)?;
        self.need(lines.iter().map(|line| line.height).sum())?;
        let content = self.content();
        let x = self.left() + indent;
        self.place(lines, x, content)?;
        self.tree.push(Node::group(Role::Paragraph, vec![Node::Content(content)]));
        self.space(GAP);
        Ok(())
    }

    fn list(&mut self, ordered: bool, items: &[(u8, Vec<Piece>)]) -> Result<()> {
        const STEP: f32 = 16.0;
        let mut numbers = Numbers::default();
        let mut nodes = Vec::new();
        for (level, words) in items {
            let number = numbers.next(*level);
            let mark = match (ordered, level % 2) {
                (true, _) => format!("{number}."),
                (false, 0) => "•".to_owned(),
                (false, _) => "–".to_owned(),
            };
            // Numbers of three digits need more room than a bullet.
            let room = STEP + if ordered { 3.0 * (mark.len().saturating_sub(2)) as f32 } else { 0.0 };
            let indent = STEP * f32::from(*level);
            let width = self.measure() - indent - room;
            let body = self.shape(&flat(words), Style::BODY, width)?;
            let marks = self.shape(&mark, Style::BODY, room)?;
            let leading = Style::BODY.leading();
            self.need(leading * body.len().clamp(1, 2) as f32)?;
            let (mark_content, y, left) = (self.content(), self.y, self.left());
            for line in marks {
                self.draw(Item::Text { x: left + indent, y, line, content: Some(mark_content) });
            }
            let content = self.content();
            if body.is_empty() {
                self.y += leading;
            }
            self.place(body, left + indent + room, content)?;
            self.y += 1.5;
            let mark = Node::group(Role::Mark, vec![Node::Content(mark_content)]);
            let body = Node::group(Role::ItemBody, vec![Node::Content(content)]);
            nodes.push(Node::group(Role::Item, vec![mark, body]));
        }
        let role = if ordered { Role::NumberList } else { Role::BulletList };
        self.tree.push(Node::group(role, nodes));
        self.space(GAP - 1.5);
        Ok(())
    }

    fn quote(&mut self, words: &[Piece], attribution: &[Piece]) -> Result<()> {
        const INDENT: f32 = 14.0;
        let style = Style { grey: true, ..Style::BODY };
        let (page, top) = (self.pages.len(), self.y);
        let mut nodes = vec![Node::group(Role::Paragraph, vec![self.text(&flat(words), style, INDENT)?])];
        if !attribution.is_empty() {
            let from = format!("— {}", one_line(attribution));
            nodes.push(Node::group(Role::Paragraph, vec![self.text(&from, style.sized(9.5), INDENT)?]));
        }
        let left = self.left();
        // A quote that goes on over the page has its rule where it ends.
        let top = if page == self.pages.len() { top } else { points(self.sheet.top) };
        let height = self.y - top;
        self.draw(Item::Rule { x: left + 2.0, y: top, width: 1.5, height });
        self.tree.push(Node::group(Role::Quote, nodes));
        self.space(GAP);
        Ok(())
    }

    /// Writes lines at a place of their own on the current page, each a piece of content.
    pub(super) fn lines_at(&mut self, texts: &[String], style: Style, at: At) -> Result<f32> {
        let (x, mut y) = (points(at.x), points(at.y));
        let mut nodes = Vec::new();
        for text in texts {
            for line in self.shape(text, style, points(at.width))? {
                let (content, height) = (self.content(), line.height);
                self.draw(Item::Text { x, y, line, content: Some(content) });
                nodes.push(Node::Content(content));
                y += height;
            }
        }
        if !nodes.is_empty() {
            self.tree.push(Node::group(Role::Paragraph, nodes));
        }
        Ok(y)
    }

    /// Writes the number of each page and the count of all, where there are several.
    pub(super) fn numbers(&mut self, page: &str, of: &str) -> Result<()> {
        let count = self.pages.len();
        if count < 2 {
            return Ok(());
        }
        let (x, width) = (self.left(), self.measure());
        let y = points(self.sheet.height - self.sheet.bottom + 7.0);
        let style = Style::SMALL.sized(8.5).aligned(ColumnAlign::End);
        for at in 0..count {
            let lines = self.shape(&format!("{page} {} {of} {count}", at + 1), style, width)?;
            // The first page may have a foot of its own, which the number stands above.
            let y = if at == 0 && self.first_foot > 0.0 { y - self.first_foot - points(6.0) } else { y };
            if let Some(page) = self.pages.get_mut(at) {
                page.items.extend(lines.into_iter().map(|line| Item::Text { x, y, line, content: None }));
            }
        }
        Ok(())
    }
}

/// A place on the page, in millimetres.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
}
