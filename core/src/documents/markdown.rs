//! Writes a [`ParsedDocument`] as Markdown (CommonMark with the pipe tables of GitHub).
//!
//! Headers, footers, boilerplate and hidden text are left out: this is what a person came to read.

use crate::documents::model::{Block, BlockKind, ParsedDocument, Table};
use crate::evidence::TextIndex;

/// Empty cells that are written at most beside those that hold text: sparse sheets stay small.
const FREE_BLANKS: usize = 100_000;

/// Writes the content of a document as Markdown.
///
/// A cell that covers several others is written once, the covered ones stay empty.
pub fn to_markdown(document: &ParsedDocument) -> String {
    let text = TextIndex::new(&document.text);
    let mut out = String::with_capacity(document.text.len() + document.text.len() / 8);
    let mut previous: Option<&Block> = None;
    // Whether the list at each depth is numbered.
    let mut lists: Vec<bool> = Vec::new();
    for block in document.blocks.iter().filter(|block| is_content(&block.kind)) {
        if let Some(previous) = previous {
            out.push_str(separator(previous, block, &lists));
        }
        match &block.kind {
            BlockKind::ListItem { depth, marker } => {
                lists.resize(usize::from(*depth) + 1, is_numbered(marker));
                lists.pop();
                lists.push(is_numbered(marker));
            }
            _ => lists.clear(),
        }
        write_block(&mut out, block, &text);
        previous = Some(block);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn is_content(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Header | BlockKind::Footer | BlockKind::Boilerplate | BlockKind::Hidden)
}

fn separator(previous: &Block, next: &Block, lists: &[bool]) -> &'static str {
    match (&previous.kind, &next.kind) {
        (BlockKind::ListItem { .. }, BlockKind::ListItem { depth, marker }) => {
            // A list of another kind would run into the one above.
            let above = lists.get(usize::from(*depth));
            if above.is_none_or(|numbered| *numbered == is_numbered(marker)) { "\n" } else { "\n\n" }
        }
        (BlockKind::KeyValue { .. }, BlockKind::KeyValue { .. }) => "  \n",
        (BlockKind::Quote { .. }, BlockKind::Quote { .. }) => "\n>\n",
        _ => "\n\n",
    }
}

fn write_block(out: &mut String, block: &Block, text: &TextIndex<'_>) {
    let words = text.slice(block.span);
    match &block.kind {
        BlockKind::Heading { level } => {
            out.push_str(&"######"[..usize::from((*level).clamp(1, 6))]);
            out.push(' ');
            write_inline(out, &one_line(words));
        }
        BlockKind::ListItem { depth, marker } => {
            let indent = 4 * usize::from((*depth).min(16));
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(&list_marker(marker));
            out.push(' ');
            write_lines(out, words, &" ".repeat(indent + 2));
        }
        BlockKind::Table(table) => write_table(out, table, text),
        BlockKind::KeyValue { key, value } => {
            out.push_str("**");
            write_inline(out, &one_line(text.slice(*key)));
            out.push_str(":** ");
            write_lines(out, text.slice(*value), "");
        }
        BlockKind::Figure => {
            out.push_str("![");
            out.push_str(&one_line(words).replace('[', "\\[").replace(']', "\\]"));
            out.push_str("]()");
        }
        BlockKind::Quote { depth } => {
            let prefix = "> ".repeat(usize::from((*depth).clamp(1, 16)));
            out.push_str(&prefix);
            write_lines(out, words, &prefix);
        }
        BlockKind::Code => {
            let fence = "`".repeat(longest_run(words, '`').max(2) + 1);
            for part in [&fence, "\n", words, "\n", &fence] {
                out.push_str(part);
            }
        }
        BlockKind::Comment { author } => {
            out.push_str("> ");
            if let Some(author) = author {
                out.push_str("**");
                write_inline(out, &one_line(author));
                out.push_str(":** ");
            }
            write_lines(out, words, "> ");
        }
        BlockKind::Change { deleted: true, .. } => {
            out.push_str("~~");
            write_inline(out, &one_line(words));
            out.push_str("~~");
        }
        _ => write_paragraph(out, words),
    }
}

fn is_numbered(marker: &str) -> bool {
    marker.starts_with(|c: char| c.is_ascii_digit())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Keeps numbers and boxes to tick; everything else is a bullet, with letters and such kept as text.
fn list_marker(marker: &str) -> String {
    let marker = marker.trim();
    let digits = marker.trim_start_matches('(').trim_end_matches(['.', ')']);
    if !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{digits}.");
    }
    if marker.starts_with('[') || marker.chars().any(char::is_alphanumeric) {
        return format!("- {marker}");
    }
    "-".to_owned()
}

fn write_paragraph(out: &mut String, words: &str) {
    if starts_like_markup(words) {
        // A number keeps its dot readable: `1\. April`.
        match words.find(['.', ')']).filter(|_| words.starts_with(|c: char| c.is_ascii_digit())) {
            Some(at) => {
                out.push_str(&words[..at]);
                out.push('\\');
                write_lines(out, &words[at..], "");
                return;
            }
            None => out.push('\\'),
        }
    }
    write_lines(out, words, "");
}

/// Says whether a paragraph would be read as a heading, list, quote or rule.
fn starts_like_markup(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    matches!(first, "-" | "+" | "*")
        || first.starts_with('>')
        || (first.len() <= 6 && first.bytes().all(|byte| byte == b'#'))
        || (first.len() == digits.len() + 1
            && digits.len() <= 9
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.is_empty())
}

/// Writes several lines with hard breaks between them.
fn write_lines(out: &mut String, words: &str, prefix: &str) {
    for (index, line) in words.lines().enumerate() {
        if index > 0 {
            if out.ends_with(prefix) && !prefix.is_empty() {
                out.truncate(out.trim_end().len());
            }
            out.push_str(if line.trim().is_empty() { "\n" } else { "  \n" });
            out.push_str(if line.trim().is_empty() { prefix.trim_end() } else { prefix });
        }
        write_inline(out, line.trim());
    }
}

/// Escapes what Markdown would read as emphasis, code or a tag.
fn write_inline(out: &mut String, words: &str) {
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let special = match c {
            '\\' => after.is_ascii_punctuation(),
            '`' => true,
            '*' => !(before.is_whitespace() && after.is_whitespace()),
            // Inside a word an underscore is plain text.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

fn longest_run(words: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in words.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn write_table(out: &mut String, table: &Table, text: &TextIndex<'_>) {
    let widest = table.cells.iter().map(|cell| cell.column as usize + 1).max().unwrap_or(1);
    // A span may claim any number of columns: those nobody filled are written only in sensible number.
    let columns = widest.max((table.columns as usize).min(widest + 64));
    let mut blanks = FREE_BLANKS + 4 * table.cells.len();
    for (index, row) in table.cells.chunk_by(|left, right| left.row == right.row).enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push('|');
        let mut column = 0;
        for cell in row {
            while column < cell.column as usize && blanks > 0 {
                out.push_str("  |");
                (column, blanks) = (column + 1, blanks - 1);
            }
            out.push(' ');
            let mut words = String::new();
            write_inline(&mut words, &one_line(text.slice(cell.span)));
            out.push_str(&words.replace('|', "\\|"));
            out.push_str(" |");
            column = cell.column as usize + 1;
        }
        while column < columns && blanks > 0 {
            out.push_str("  |");
            (column, blanks) = (column + 1, blanks - 1);
        }
        if index == 0 {
            out.push_str("\n|");
            out.push_str(&" --- |".repeat(columns));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::build::{CellText, DocumentBuilder};
    use crate::documents::{Budget, Format};
    use crate::evidence::Place;
    use crate::settings::Limits;

    fn place() -> Place {
        Place::Paragraph { paragraph: 1 }
    }

    fn written(fill: impl FnOnce(&mut DocumentBuilder)) -> String {
        let mut out = DocumentBuilder::new(Format::Text, Budget::new(Limits::default()));
        fill(&mut out);
        to_markdown(&out.finish())
    }

    #[test]
    fn every_kind_of_block_has_its_markup() {
        let markdown = written(|out| {
            for (kind, words) in [
                (BlockKind::Heading { level: 2 }, "Invoice\nMay"),
                (BlockKind::Paragraph, "1. April is *not* an <b>item</b>\nsnake_case"),
                (BlockKind::ListItem { depth: 0, marker: "•".into() }, "one"),
                (BlockKind::ListItem { depth: 1, marker: "2)".into() }, "two"),
                (BlockKind::ListItem { depth: 0, marker: "[x]".into() }, "done"),
                (BlockKind::Quote { depth: 2 }, "said\nshe"),
                (BlockKind::Code, "a ``` b"),
                (BlockKind::Figure, "a [cat]"),
                (BlockKind::Footer, "page 1 of 2"),
                (BlockKind::Hidden, "secret"),
            ] {
                out.block(kind, words, place(), None).unwrap();
            }
            out.key_value("Subject", "Offer", place(), None).unwrap();
            out.key_value("To", "Ann", place(), None).unwrap();
        });
        assert_eq!(
            markdown,
            "## Invoice May\n\n1\\. April is \\*not\\* an \\<b>item\\</b>  \nsnake_case\n\n- one\n    2. two\n\
             - [x] done\n\n> > said  \n> > she\n\n````\na ``` b\n````\n\n![a \\[cat\\]]()\n\n\
             **Subject:** Offer  \n**To:** Ann\n"
        );
    }

    #[test]
    fn a_spanning_cell_is_written_once() {
        let cell = |row, column, column_span, row_span, text: &str| CellText {
            row,
            column,
            column_span,
            row_span,
            text: text.into(),
            ..CellText::default()
        };
        let markdown = written(|out| {
            let cells = vec![
                cell(0, 0, 1, 2, "A"),
                cell(0, 1, 2, 1, "B|C"),
                cell(1, 1, 1, 1, "1"),
                cell(1, 2, 1, 1, ""),
            ];
            out.table(cells, place(), None).unwrap();
        });
        assert_eq!(markdown, "| A | B\\|C |  |\n| --- | --- | --- |\n|  | 1 |  |\n");
    }

    #[test]
    fn absurd_spans_stay_small() {
        let markdown = written(|out| {
            let wide = CellText { column_span: u32::MAX, text: "x".into(), ..CellText::default() };
            let far = CellText { row: 1, column: 5_000, text: "y".into(), ..CellText::default() };
            out.table(vec![wide, far], place(), None).unwrap();
        });
        assert!(markdown.len() < 100_000);
    }
}
