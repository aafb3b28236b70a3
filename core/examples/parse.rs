//! Parses one file and prints it as Markdown: `cargo run --example parse -- FILE`.

use std::process::ExitCode;

use secretariat::documents::formats::{Format, Input};
use secretariat::documents::{BlockKind, Budget, DocumentBuilder, ParsedDocument, Table};
use secretariat::evidence::TextIndex;
use secretariat::settings::Limits;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: parse FILE");
        return ExitCode::from(64);
    };
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(74);
        }
    };
    let worker = std::thread::Builder::new().stack_size(64 << 20).spawn(move || {
        let mut out = DocumentBuilder::new(Format::Pdf, Budget::new(Limits::default()));
        Format::Pdf.parser().parse(Input { bytes: &bytes, name: &path }, &mut out).map(|()| out.finish())
    });
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(document))) => {
            print!("{}", markdown(&document));
            for note in &document.notes {
                eprintln!("{}: {} (page {:?})", note.code, note.message, note.page);
            }
            ExitCode::SUCCESS
        }
        Ok(Ok(Err(error))) => {
            eprintln!("{error}");
            ExitCode::from(error.kind().profile().exit_code)
        }
        _ => ExitCode::from(70),
    }
}

fn markdown(document: &ParsedDocument) -> String {
    let index = TextIndex::new(&document.text);
    let mut out = String::new();
    for block in &document.blocks {
        let text = index.slice(block.span);
        match &block.kind {
            BlockKind::Header | BlockKind::Footer | BlockKind::Hidden => continue,
            BlockKind::Heading { level } => {
                out.push_str(&"#".repeat(usize::from(*level)));
                out.push(' ');
                out.push_str(&text.replace('\n', " "));
            }
            BlockKind::ListItem { marker, .. } => {
                let digits = marker.chars().any(|c| c.is_alphanumeric());
                out.push_str(if digits { marker } else { "-" });
                out.push(' ');
                out.push_str(text);
            }
            BlockKind::Table(table) => out.push_str(&pipes(table, &index)),
            BlockKind::Code => {
                out.push_str("```\n");
                out.push_str(text);
                out.push_str("\n```");
            }
            _ => out.push_str(text),
        }
        out.push_str("\n\n");
    }
    out
}

fn pipes(table: &Table, index: &TextIndex<'_>) -> String {
    let mut grid = vec![vec![String::new(); table.columns as usize]; table.rows as usize];
    for cell in &table.cells {
        if let Some(place) = grid.get_mut(cell.row as usize).and_then(|row| row.get_mut(cell.column as usize))
        {
            *place = index.slice(cell.span).replace('|', "\\|");
        }
    }
    let mut out = String::new();
    for (number, row) in grid.iter().enumerate() {
        out.push_str(&format!("| {} |\n", row.join(" | ")));
        if number == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    out
}
