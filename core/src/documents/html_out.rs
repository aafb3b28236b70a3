//! Writes a [`ParsedDocument`] as an HTML fragment in which every block knows its span.
//!
//! Each element carries `data-start` and `data-end` (Unicode scalar values of the canonical text) and its
//! place, so that a page can scroll to a quoted span and highlight it. All text is escaped; nothing from
//! the document becomes markup.

use std::fmt::Write as _;

use crate::documents::model::{Block, BlockKind, Cell, ParsedDocument, Table};
use crate::evidence::{Place, Span, TextIndex};

/// How deep lists are nested in the output; deeper items stay at this depth.
const LIST_DEPTH: usize = 16;

/// Writes a document as an HTML fragment: one element per block, in reading order.
///
/// Headers, footers, boilerplate and hidden text are kept, marked by the classes `header`, `footer`,
/// `boilerplate` and `hidden`, because a span may point there.
pub fn to_html(document: &ParsedDocument) -> String {
    let text = TextIndex::new(&document.text);
    let mut writer = Writer { out: String::with_capacity(document.text.len() * 2), lists: Vec::new(), text };
    for block in &document.blocks {
        writer.block(block);
    }
    writer.close_lists(0);
    writer.out
}

struct Writer<'a> {
    out: String,
    /// The open lists, outermost first; each has one open item.
    lists: Vec<&'static str>,
    text: TextIndex<'a>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        if let BlockKind::ListItem { depth, marker } = &block.kind {
            self.item(block, usize::from(*depth).min(LIST_DEPTH - 1), marker);
            return;
        }
        self.close_lists(0);
        match &block.kind {
            BlockKind::Heading { level } => {
                let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from((*level).clamp(1, 6)) - 1];
                self.element(name, "", block);
            }
            BlockKind::Table(table) => self.table(block, table),
            BlockKind::KeyValue { key, value } => {
                self.open("p", "key-value", block);
                self.out.push_str("<strong>");
                self.words(*key);
                self.out.push_str(":</strong> ");
                self.span_element("span", *value, "");
                self.out.push_str("</p>\n");
            }
            BlockKind::Figure => self.element("figure", "", block),
            BlockKind::Quote { .. } => self.element("blockquote", "", block),
            BlockKind::Code => self.element("pre", "", block),
            BlockKind::Comment { .. } => self.element("aside", "comment", block),
            BlockKind::Note => self.element("aside", "note", block),
            BlockKind::Change { deleted: true, .. } => self.element("del", "", block),
            BlockKind::Change { deleted: false, .. } => self.element("ins", "", block),
            BlockKind::Header => self.element("p", "header", block),
            BlockKind::Footer => self.element("p", "footer", block),
            BlockKind::Signature => self.element("p", "signature", block),
            BlockKind::Boilerplate => self.element("p", "boilerplate", block),
            BlockKind::Hidden => self.element("p", "hidden", block),
            BlockKind::Paragraph | BlockKind::ListItem { .. } => self.element("p", "", block),
        }
    }

    fn item(&mut self, block: &Block, depth: usize, marker: &str) {
        let ordered = marker.starts_with(|c: char| c.is_ascii_digit());
        let name = if ordered { "ol" } else { "ul" };
        self.close_lists(depth + 1);
        if self.lists.len() == depth + 1 {
            self.out.push_str("</li>\n");
            if self.lists.last() != Some(&name) {
                let _ = self.lists.pop().map(|open| writeln!(self.out, "</{open}>"));
            }
        }
        while self.lists.len() < depth + 1 {
            let innermost = self.lists.len() == depth;
            let list = if innermost { name } else { "ul" };
            let _ = write!(self.out, "<{list}>");
            if !innermost {
                self.out.push_str("<li>");
            }
            self.lists.push(list);
        }
        self.out.push_str("<li");
        let number = marker.trim_end_matches(['.', ')']);
        if ordered && number.len() <= 9 && number.bytes().all(|byte| byte.is_ascii_digit()) {
            let _ = write!(self.out, " value=\"{number}\"");
        } else if marker.chars().any(|c| c.is_alphanumeric() || c == '[') {
            self.out.push_str(" data-marker=\"");
            escape(&mut self.out, marker);
            self.out.push('"');
        }
        self.attributes(block.span, Some(&block.place), "");
        self.out.push('>');
        self.words(block.span);
    }

    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            let _ = self.lists.pop().map(|open| write!(self.out, "</li></{open}>"));
            if self.lists.is_empty() {
                self.out.push('\n');
            }
        }
    }

    fn table(&mut self, block: &Block, table: &Table) {
        self.open("table", "", block);
        for row in table.cells.chunk_by(|left, right| left.row == right.row) {
            self.out.push_str("<tr>");
            for cell in row {
                self.cell(cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn cell(&mut self, cell: &Cell) {
        let name = if cell.header { "th" } else { "td" };
        let mut spans = String::new();
        if cell.row_span > 1 {
            let _ = write!(spans, " rowspan=\"{}\"", cell.row_span.min(65_534));
        }
        if cell.column_span > 1 {
            let _ = write!(spans, " colspan=\"{}\"", cell.column_span.min(1_000));
        }
        let _ = write!(self.out, "<{name}{spans}");
        self.attributes(cell.span, cell.place.as_ref(), "");
        self.out.push('>');
        self.words(cell.span);
        let _ = write!(self.out, "</{name}>");
    }

    fn element(&mut self, name: &str, class: &str, block: &Block) {
        self.open(name, class, block);
        self.words(block.span);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn span_element(&mut self, name: &str, span: Span, class: &str) {
        let _ = write!(self.out, "<{name}");
        self.attributes(span, None, class);
        self.out.push('>');
        self.words(span);
        let _ = write!(self.out, "</{name}>");
    }

    fn open(&mut self, name: &str, class: &str, block: &Block) {
        let _ = write!(self.out, "<{name}");
        self.attributes(block.span, Some(&block.place), class);
        self.out.push('>');
    }

    fn attributes(&mut self, span: Span, place: Option<&Place>, class: &str) {
        if !class.is_empty() {
            let _ = write!(self.out, " class=\"{class}\"");
        }
        let _ = write!(self.out, " data-start=\"{}\" data-end=\"{}\"", span.start, span.end);
        if let Some(place) = place {
            self.out.push_str(" data-place=\"");
            escape(&mut self.out, &place.to_string());
            self.out.push('"');
        }
    }

    /// Writes the words of a span, character by character the same, so that offsets inside the element
    /// stay those of the canonical text.
    fn words(&mut self, span: Span) {
        escape(&mut self.out, self.text.slice(span));
    }
}

/// Escapes text for element content and quoted attributes.
pub(crate) fn escape(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A browser drops the carriage return and the null, which would shift every offset after it.
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::build::{CellText, DocumentBuilder};
    use crate::documents::{Budget, Format};
    use crate::settings::Limits;

    #[test]
    fn blocks_carry_their_spans_and_text_is_escaped() {
        let mut out = DocumentBuilder::new(Format::Text, Budget::new(Limits::default()));
        let place = || Place::Line { line: 1 };
        out.block(BlockKind::Heading { level: 1 }, "A & B", place(), None).unwrap();
        out.block(BlockKind::Paragraph, "<script>alert(\"x\")</script>", place(), None).unwrap();
        out.table(
            vec![CellText { column_span: 2, header: true, text: "T".into(), ..CellText::default() }],
            Place::Cell { sheet: "\"><b>".into(), cell: "A1".into() },
            None,
        )
        .unwrap();
        let html = to_html(&out.finish());
        assert_eq!(
            html,
            "<h1 data-start=\"0\" data-end=\"5\" data-place=\"line 1\">A &amp; B</h1>\n\
             <p data-start=\"7\" data-end=\"34\" data-place=\"line 1\">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</p>\n\
             <table data-start=\"36\" data-end=\"37\" data-place=\"&quot;&gt;&lt;b&gt;!A1\">\
             <tr><th colspan=\"2\" data-start=\"36\" data-end=\"37\">T</th></tr>\n</table>\n"
        );
    }

    #[test]
    fn lists_nest_and_close() {
        let mut out = DocumentBuilder::new(Format::Text, Budget::new(Limits::default()));
        for (depth, marker, words) in [(0, "•", "a"), (2, "1.", "b"), (0, "•", "c"), (0, "1.", "d")] {
            let kind = BlockKind::ListItem { depth, marker: marker.into() };
            out.block(kind, words, Place::Line { line: 1 }, None).unwrap();
        }
        let html = to_html(&out.finish());
        assert_eq!(html.matches("<li").count(), html.matches("</li>").count());
        assert_eq!(html.matches("<ul").count(), html.matches("</ul>").count());
        assert_eq!(html.matches("<ol").count(), html.matches("</ol>").count());
        assert!(html.contains("<ol><li value=\"1\""), "{html}");
    }
}
