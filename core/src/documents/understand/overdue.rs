//! Rows of a reminder or statement of account that name what is still open, and when it was due.

use crate::documents::facts::{Deadline, DeadlineKind, DocumentKind};
use crate::documents::model::{Block, BlockKind, Cell, Table};
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::moments::moments;
use crate::documents::understand::requests::shortened;
use crate::documents::understand::units::plain;
use crate::documents::understand::work::Work;

/// How the title of such a row begins.
pub(super) const TITLE: &str = "Payment overdue";

/// In how many rows from the top the heads of the columns may stand.
const HEAD_ROWS: u32 = 3;

/// The longest head of a column, in characters.
const HEAD_LENGTH: usize = 30;

/// Finds the open rows whose day has passed.
pub(super) fn rows(work: &Work<'_>) -> Vec<Deadline> {
    let reminds = work.kind == DocumentKind::Reminder
        || work.addresses_reader()
            && work.units.iter().any(|unit| unit.is_body() && any("reminds", &unit.plain));
    if work.silent || work.contract || !reminds {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in &work.document.blocks {
        if let BlockKind::Table(table) = &block.kind {
            found.extend(table_rows(work, block, table));
        }
    }
    found
}

fn cells(table: &Table, row: u32) -> impl Iterator<Item = &Cell> {
    let from = table.cells.partition_point(|cell| cell.row < row);
    table.cells[from..].iter().take_while(move |cell| cell.row == row)
}

fn words(work: &Work<'_>, cell: &Cell) -> String {
    plain(work.source.words(cell.span)).trim().to_owned()
}

fn table_rows(work: &Work<'_>, block: &Block, table: &Table) -> Vec<Deadline> {
    let column = |row: u32, section: &str| {
        cells(table, row).find(|cell| {
            let label = words(work, cell).to_lowercase();
            label.chars().count() <= HEAD_LENGTH && any(section, &label)
        })
    };
    let head = (0..table.rows.min(HEAD_ROWS)).find_map(|row| {
        let due = column(row, "column_was_due")?.column;
        let sum = column(row, "column_open").map(|cell| cell.column).filter(|sum| *sum != due)?;
        Some((row, due, sum))
    });
    let Some((head, due, sum)) = head else { return Vec::new() };
    let mut found = Vec::new();
    for row in head + 1..table.rows {
        let of =
            |column: u32| cells(table, row).find(|cell| cell.column == column).map(|cell| words(work, cell));
        let (Some(day), Some(sum)) = (of(due), of(sum)) else { continue };
        let Some(date) = moments(&day, Lexicon::of("en"), work.reading).first().map(|moment| moment.date)
        else {
            continue;
        };
        let settled = cells(table, row).filter(|cell| cell.column >= due).any(|cell| {
            let text = words(work, cell);
            any("done_state", &text) && !any("not_done", &text)
        });
        if settled || !is_open(&sum) || date > work.anchor() {
            continue;
        }
        let span = cells(table, row).map(|cell| cell.span).filter(|span| !span.is_empty());
        let Some(span) = span.reduce(|all, span| all.joined(span)).filter(|all| block.span.contains(*all))
        else {
            continue;
        };
        let what = cells(table, row).next().map(|cell| words(work, cell)).unwrap_or_default();
        found.push(Deadline {
            title: format!("{TITLE}: {}", shortened(&what)),
            kind: DeadlineKind::Payment,
            due: date,
            obliged: None,
            rule: None,
            evidence: work.source.evidence(span),
            basis: Vec::new(),
        });
    }
    found
}

/// Says whether a cell holds a sum that is not nothing.
fn is_open(sum: &str) -> bool {
    let sum = sum.split('(').next().unwrap_or(sum);
    !sum.trim_start().starts_with('-') && sum.chars().any(|c| c.is_ascii_digit() && c != '0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_nothing_is_not_open() {
        for sum in ["0.00", "€ 0,00", "$0.00 (paid 02/24)", "", "-", "-12.00"] {
            assert!(!is_open(sum), "{sum}");
        }
        assert!(is_open("1.214,60 EUR"));
    }

    #[test]
    fn open_rows_of_a_reminder_name_the_day_they_were_due() {
        use crate::documents::understand::testing::dues;
        let text = "# Payment reminder\n\n16 November 2026\n\nDear customer,\n\n| Invoice | Invoice date | Due date | Amount | Status |\n| --- | --- | --- | --- | --- |\n| 4410 | 1 September 2026 | 1 October 2026 | 310.00 | paid 4 October 2026 |\n| 4471 | 9 October 2026 | 8 November 2026 | 1,204.50 | not paid |\n";
        assert_eq!(dues(text, "reminder.md"), ["2026-11-08"]);
        let text = "# Zahlungserinnerung\n\n16.11.2026\n\n| Rechnung | Fällig am | Offen |\n| --- | --- | --- |\n| 88 | 02.10.2026 | 0,00 EUR |\n| 97 | 30.10.2026 | 418,20 EUR |\n";
        assert_eq!(dues(text, "mahnung.md"), ["2026-10-30"]);
    }
}
