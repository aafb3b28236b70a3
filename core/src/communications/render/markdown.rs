//! Markdown (CommonMark with the tables of GitHub): subject as the title, then the body.

use crate::communications::draft::{ColumnAlign, Draft};
use crate::communications::render::text::{Numbers, one_line};
use crate::communications::render::words::{Piece, Printed, PrintedTable, Printer, plain_words, printable};

/// Prints a draft.
pub(super) fn print(draft: &Draft) -> String {
    let printer = Printer::new(draft);
    let subject = printer.words(&draft.subject);
    let mut blocks = Vec::new();
    if !subject.is_empty() {
        blocks.push(format!("# {}", line(&subject)));
    }
    if let Some(letter) = &draft.letter {
        blocks.push(line(&printer.words(&letter.date)));
        let references = letter.references.iter().map(|reference| {
            let label = escape(&printable(&reference.label));
            format!("- {label}: {}", line(&printer.words(&reference.value)))
        });
        blocks.push(references.collect::<Vec<_>>().join("\n"));
    }
    blocks.extend(printer.body(&draft.blocks).iter().map(block));
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

fn block(block: &Printed) -> String {
    match block {
        Printed::Paragraph(words) | Printed::Signature(words) => paragraph(words),
        Printed::Heading { level, words } => {
            format!("{} {}", "#".repeat(usize::from(*level) + 1), line(words))
        }
        Printed::List { ordered, items } => {
            let mut numbers = Numbers::default();
            let items = items.iter().map(|(level, words)| {
                let number = numbers.next(*level);
                let mark = if *ordered { format!("{number}.") } else { "-".to_owned() };
                format!("{}{mark} {}", "    ".repeat(usize::from(*level)), line(words))
            });
            items.collect::<Vec<_>>().join("\n")
        }
        Printed::Table(table) => rows(table),
        Printed::Quote { words, attribution } => {
            let mut lines: Vec<String> =
                paragraph(words).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
            if !attribution.is_empty() {
                lines.extend([">".to_owned(), format!("> — {}", line(attribution))]);
            }
            lines.join("\n")
        }
    }
}

fn rows(table: &PrintedTable) -> String {
    let row = |cells: &[Vec<Piece>]| {
        let cells: Vec<String> = cells.iter().map(|cell| line(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let aligns = table.aligns.iter().map(|align| match align {
        ColumnAlign::Start => "---",
        ColumnAlign::End => "---:",
    });
    let mut lines = vec![row(&table.titles), format!("| {} |", aligns.collect::<Vec<_>>().join(" | "))];
    lines.extend(table.rows.iter().map(|(_, cells)| row(cells)));
    lines.join("\n")
}

/// Words on lines of their own, each line end kept.
fn paragraph(words: &[Piece]) -> String {
    let mut text = String::new();
    for piece in words {
        text.push_str(&inline(piece));
    }
    let lines: Vec<String> = text.trim().lines().map(|line| begin(line.trim())).collect();
    lines.split(|line| line.is_empty()).map(|lines| lines.join("\\\n")).collect::<Vec<_>>().join("\n\n")
}

/// Words on one line.
fn line(words: &[Piece]) -> String {
    let mut text = String::new();
    for piece in words {
        text.push_str(&inline(piece));
    }
    begin(&one_line(&plain_words(&text)))
}

fn inline(piece: &Piece) -> String {
    match &piece.target {
        Some(target) => {
            let target = target.replace('(', "%28").replace(')', "%29");
            format!("[{}]({target})", escape(&piece.text))
        }
        None => escape(&piece.text),
    }
}

/// Escapes what would be markup anywhere in a line.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|~&#!".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escapes what would be markup at the start of a line: marks of lists and lines under headings.
fn begin(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    let mut after = rest.chars();
    let mark = matches!(after.next(), Some('.' | ')')) && after.next().is_none_or(char::is_whitespace);
    match digits > 0 && mark {
        true => format!("{}\\{rest}", line.get(..digits).unwrap_or_default()),
        false => line.to_owned(),
    }
}
