//! Tables of a Word file: rules under the titles and above a total, none between columns.

use docx_rs::{
    AlignmentType, BorderType, Table, TableCell, TableCellBorder, TableCellBorderPosition, TableCellMargins,
    TableLayoutType, TableRow, WidthType,
};

use crate::communications::draft::ColumnAlign;
use crate::communications::render::docx::{File, bold, text, twips};
use crate::communications::render::paper::shares;
use crate::communications::render::words::{Piece, PrintedTable, plain_words};

const RULE: &str = "7F7F7F";

/// How a row looks.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    Titles,
    Plain,
    Total,
}

/// Makes a table as wide as the text.
pub(super) fn make(file: &mut File, table: &PrintedTable) -> Table {
    let measure = file.sheet.measure();
    let widths: Vec<usize> =
        shares(table).iter().map(|share| twips(share * measure).unsigned_abs() as usize).collect();
    let mut rows = Vec::new();
    if table.has_titles() {
        rows.push(row(file, &table.titles, &table.aligns, &widths, Look::Titles));
    }
    for (total, cells) in &table.rows {
        let look = if *total { Look::Total } else { Look::Plain };
        rows.push(row(file, cells, &table.aligns, &widths, look));
    }
    ruled(rows, widths)
}

/// Makes columns of lines side by side, without rules.
pub(super) fn columns(file: &mut File, columns: &[Vec<String>], style: &str) -> Table {
    let measure = twips(file.sheet.measure()).unsigned_abs() as usize;
    let width = measure / columns.len().max(1);
    let mut cells = Vec::new();
    for lines in columns {
        let mut cell = TableCell::new().width(width, WidthType::Dxa).clear_all_border();
        for line in lines {
            let line = file.numbered(text(style, &plain_words(line)));
            cell = cell.add_paragraph(line);
        }
        if lines.is_empty() {
            let empty = file.numbered(text(style, &[]));
            cell = cell.add_paragraph(empty);
        }
        cells.push(cell);
    }
    ruled(vec![TableRow::new(cells)], vec![width; columns.len()])
}

fn ruled(rows: Vec<TableRow>, widths: Vec<usize>) -> Table {
    let whole = widths.iter().sum();
    Table::without_borders(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(whole, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 80, 0, 0))
}

fn row(
    file: &mut File,
    cells: &[Vec<Piece>],
    aligns: &[ColumnAlign],
    widths: &[usize],
    look: Look,
) -> TableRow {
    let mut made = Vec::new();
    for ((words, align), width) in cells.iter().zip(aligns).zip(widths) {
        let mut paragraph = match look {
            Look::Plain => text("TableText", words),
            Look::Titles | Look::Total => bold("TableText", words),
        };
        if *align == ColumnAlign::End {
            paragraph = paragraph.align(AlignmentType::Right);
        }
        let paragraph = file.numbered(paragraph);
        let border = |position, size| {
            TableCellBorder::new(position).border_type(BorderType::Single).size(size).color(RULE)
        };
        let cell = TableCell::new().width(*width, WidthType::Dxa).add_paragraph(paragraph).clear_all_border();
        made.push(match look {
            Look::Titles => cell.set_border(border(TableCellBorderPosition::Bottom, 8)),
            Look::Plain => cell.set_border(border(TableCellBorderPosition::Bottom, 2)),
            Look::Total => cell.set_border(border(TableCellBorderPosition::Top, 8)),
        });
    }
    TableRow::new(made).cant_split()
}
