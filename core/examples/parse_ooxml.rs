//! Prints an Office file as Markdown: `parse_ooxml FILE`.

use std::process::ExitCode;

use secretariat::documents::{BlockKind, Budget, DocumentBuilder, Format, Input, ParsedDocument, Table};
use secretariat::evidence::TextIndex;
use secretariat::settings::Limits;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else { return ExitCode::from(64) };
    let Ok(bytes) = std::fs::read(&path) else { return ExitCode::from(66) };
    let format = match path.rsplit('.').next() {
        Some("docx") => Format::Docx,
        Some("pptx") => Format::Pptx,
        _ => Format::Xlsx,
    };
    let mut out = DocumentBuilder::new(format, Budget::new(Limits::default()));
    match format.parser().parse(Input { bytes: &bytes, name: &path }, &mut out) {
        Ok(()) => {
            let document = out.finish();
            if std::env::args().nth(2).is_some() {
                println!("{document:#?}");
            }
            print!("{}", markdown(&document));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", error.kind());
            ExitCode::from(error.kind().profile().exit_code)
        }
    }
}

fn markdown(document: &ParsedDocument) -> String {
    let index = TextIndex::new(&document.text);
    let mut out = String::new();
    for block in &document.blocks {
        let text = index.slice(block.span);
        match &block.kind {
            BlockKind::Heading { level } => {
                out.push_str(&format!("{} {}\n", "#".repeat(usize::from(*level)), text.replace('\n', " ")));
            }
            BlockKind::ListItem { depth, marker } => {
                let number = marker.ends_with(['.', ')']);
                let marker = if number { marker.as_str() } else { "-" };
                out.push_str(&format!("{}{marker} {text}\n", "    ".repeat(usize::from(*depth))));
            }
            BlockKind::Table(table) => out.push_str(&table_markdown(table, &index)),
            BlockKind::Code => out.push_str(&format!("```\n{text}\n```\n")),
            BlockKind::Comment { author } => {
                out.push_str(&format!("[author: {}]: {text}\n", author.as_deref().unwrap_or("?")));
            }
            BlockKind::Note if document.format == Format::Pptx => continue,
            BlockKind::Header | BlockKind::Footer | BlockKind::Hidden | BlockKind::Change { .. } => continue,
            _ => out.push_str(&format!("{text}\n")),
        }
        out.push('\n');
    }
    out
}

fn table_markdown(table: &Table, index: &TextIndex<'_>) -> String {
    let mut grid = vec![vec![String::new(); table.columns as usize]; table.rows as usize];
    for cell in &table.cells {
        let text = index.slice(cell.span).replace('|', "\\|");
        if let Some(slot) = grid.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize))
        {
            *slot = text;
        }
    }
    let mut out = String::new();
    for (row, cells) in grid.iter().enumerate() {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if row == 0 {
            out.push_str(&format!("|{}\n", " - |".repeat(cells.len())));
        }
    }
    out
}
