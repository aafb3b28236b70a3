//! Plain text: paragraphs set apart by an empty line, tables in columns where they fit.

use unicode_segmentation::UnicodeSegmentation;

use crate::communications::draft::{ColumnAlign, Draft};
use crate::communications::render::words::{Piece, Printed, PrintedTable, Printer, flat};

/// The widest a table may be; a wider one is printed as records.
const WIDTH: usize = 72;

/// Prints the body.
pub(super) fn print(draft: &Draft) -> String {
    let printer = Printer::new(draft);
    let mut blocks = letter(draft, &printer);
    blocks.extend(printer.body(&draft.blocks).iter().map(block));
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

/// Date and references of a letter, which are part of what it says.
fn letter(draft: &Draft, printer: &Printer<'_>) -> Vec<String> {
    let Some(letter) = &draft.letter else { return Vec::new() };
    let references = letter.references.iter().map(|reference| {
        let value = one_line(&printer.words(&reference.value));
        format!("{}: {value}", crate::communications::render::words::printable(&reference.label))
    });
    let references = references.collect::<Vec<_>>().join("\n");
    vec![one_line(&printer.words(&letter.date)), references]
}

fn block(block: &Printed) -> String {
    match block {
        Printed::Paragraph(words) | Printed::Signature(words) => flat(words),
        Printed::Heading { level, words } => {
            let words = one_line(words);
            let line = if *level == 1 { "=" } else { "-" };
            format!("{words}\n{}", line.repeat(width(&words).min(WIDTH)))
        }
        Printed::List { ordered, items } => list(*ordered, items),
        Printed::Table(table) => columns(table).unwrap_or_else(|| records(table)),
        Printed::Quote { words, attribution } => {
            let quoted = flat(words).lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
            match attribution.is_empty() {
                true => quoted,
                false => format!("{}:\n{quoted}", one_line(attribution)),
            }
        }
    }
}

fn list(ordered: bool, items: &[(u8, Vec<Piece>)]) -> String {
    let mut numbers = Numbers::default();
    let mut lines = Vec::new();
    for (level, words) in items {
        let number = numbers.next(*level);
        let mark = if ordered { format!("{number}.") } else { "-".to_owned() };
        lines.push(format!("{}{mark} {}", "   ".repeat(usize::from(*level)), one_line(words)));
    }
    lines.join("\n")
}

/// Counts the items of a list, each level by itself.
#[derive(Default)]
pub(super) struct Numbers {
    counts: Vec<usize>,
}

impl Numbers {
    /// Returns the number of the next item of a level.
    pub(super) fn next(&mut self, level: u8) -> usize {
        let level = usize::from(level);
        self.counts.truncate(level + 1);
        self.counts.resize(level + 1, 0);
        let Some(count) = self.counts.last_mut() else { return 0 };
        *count += 1;
        *count
    }
}

/// A table in columns; `None` when it is too wide for a line.
fn columns(table: &PrintedTable) -> Option<String> {
    let texts = |cells: &[Vec<Piece>]| cells.iter().map(|cell| one_line(cell)).collect::<Vec<_>>();
    let titles = texts(&table.titles);
    let rows: Vec<(bool, Vec<String>)> = table.rows.iter().map(|(total, row)| (*total, texts(row))).collect();
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|(_, row)| row.get(at)).chain(titles.get(at));
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..titles.len()).map(widest).collect();
    if widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) > WIDTH {
        return None;
    }
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).zip(&table.aligns).map(|((cell, width_of), align)| {
            let gap = " ".repeat(width_of - width(cell));
            match align {
                ColumnAlign::Start => format!("{cell}{gap}"),
                ColumnAlign::End => format!("{gap}{cell}"),
            }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let rule = line(&widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>());
    let mut lines = Vec::new();
    if table.has_titles() {
        lines.extend([line(&titles), rule.clone()]);
    }
    for (total, cells) in &rows {
        if *total {
            lines.push(rule.clone());
        }
        lines.push(line(cells));
    }
    Some(lines.join("\n"))
}

/// A table as records: each row a paragraph, each cell a line with its title; titles of empty columns come first.
fn records(table: &PrintedTable) -> String {
    let filled =
        |at: usize| table.rows.iter().any(|(_, cells)| cells.get(at).is_some_and(|cell| !cell.is_empty()));
    let bare = table.titles.iter().enumerate().filter(|(at, title)| !title.is_empty() && !filled(*at));
    let bare = bare.map(|(_, title)| one_line(title)).collect::<Vec<_>>().join("\n");
    let record = |cells: &[Vec<Piece>]| {
        let lines = table.titles.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let lines = lines.map(|(title, cell)| match title.is_empty() {
            true => one_line(cell),
            false => format!("{}: {}", one_line(title), one_line(cell)),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut records: Vec<String> = table.rows.iter().map(|(_, cells)| record(cells)).collect();
    records.insert(0, bare);
    records.retain(|record| !record.is_empty());
    records.join("\n\n")
}

/// Prints words on one line.
pub(super) fn one_line(words: &[Piece]) -> String {
    flat(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn width(text: &str) -> usize {
    text.graphemes(true).count()
}
