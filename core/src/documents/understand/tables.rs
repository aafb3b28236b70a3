//! Tables that set down tasks or due payments: columns for what, who, until when, and the state.

use crate::documents::facts::{Deadline, DeadlineKind, Task};
use crate::documents::model::{Block, BlockKind, Cell, Table};
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::moments::moments;
use crate::documents::understand::names::is_given;
use crate::documents::understand::requests::shortened;
use crate::documents::understand::units::plain;
use crate::documents::understand::work::Work;

/// What the columns of a table of tasks hold.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Columns {
    task: Option<u32>,
    who: Option<u32>,
    due: Option<u32>,
    state: Option<u32>,
    amount: Option<u32>,
}

/// Finds the open rows of tables of tasks, and of lists of open items.
pub(super) fn rows(work: &Work<'_>) -> (Vec<Task>, Vec<Deadline>) {
    let (mut tasks, mut deadlines) = (Vec::new(), Vec::new());
    if work.silent {
        return (tasks, deadlines);
    }
    for block in &work.document.blocks {
        if let BlockKind::Table(table) = &block.kind {
            table_rows(work, block, table, &mut tasks, &mut deadlines);
        }
    }
    (tasks, deadlines)
}

fn cells(table: &Table, row: u32) -> impl Iterator<Item = &Cell> {
    let from = table.cells.partition_point(|cell| cell.row < row);
    table.cells[from..].iter().take_while(move |cell| cell.row == row)
}

/// Reads the meaning of the columns from a heading row.
fn columns(work: &Work<'_>, table: &Table, row: u32) -> Columns {
    let mut columns = Columns::default();
    let (mut by, mut first, mut from, mut day) = (None, None, false, None);
    for cell in cells(table, row) {
        let label = plain(work.source.words(cell.span)).trim().to_lowercase();
        if label.is_empty() || label.chars().count() > 40 {
            continue;
        }
        let is = |section: &str| whole(section, &label);
        if whole("column_from", &label) && !whole("column_task", &label) {
            from = true;
        }
        if first.is_none() && whole("column_task_first", &label) {
            first = Some(cell.column);
        }
        if whole("column_date", &label) {
            day = day.or(Some(cell.column));
        }
        let set = |slot: &mut Option<u32>| {
            slot.get_or_insert(cell.column);
        };
        // "By" is whom or when, as the other columns leave it.
        if label.contains('/') && label.split('/').any(|part| whole("column_due", part.trim())) {
            // "Status / deadline" is both.
            set(&mut columns.due);
            set(&mut columns.state);
        } else if label.trim_end_matches(':') == "by" {
            by = Some(cell.column);
        } else if exactly("column_who", &label) && !exactly("column_due", &label) {
            // "By whom" begins like "by".
            set(&mut columns.who);
        } else if is("column_due") {
            set(&mut columns.due);
        } else if is("column_state") {
            set(&mut columns.state);
        } else if is("column_total") && any("column_total", &label) && !is("column_task") {
            set(&mut columns.amount);
        } else if is("column_who") {
            set(&mut columns.who);
        } else if is("column_task") {
            set(&mut columns.task);
        } else if is("column_payee") {
            columns.task = columns.task.or(Some(cell.column));
        }
    }
    columns.task = first.or(columns.task);
    if let Some(task) = columns.task.filter(|&task| holds_numbers(work, table, row, task)) {
        // "Auftrag: 26-1194": what is to be done stands in another column.
        columns.task = cells(table, row)
            .filter(|cell| cell.column != task)
            .find(|cell| {
                let label = plain(work.source.words(cell.span)).trim().to_lowercase();
                whole("column_task", &label) && !holds_numbers(work, table, row, cell.column)
            })
            .map_or(columns.task, |cell| Some(cell.column));
    }
    // "By" whom, with the day in a column of its own.
    if columns.due.is_none() && by.is_some() && columns.who.is_none() {
        columns.due = day;
    }
    columns.who = columns.who.or_else(|| named_column(work, table, row, columns));
    // "From – until" is a stretch of time, not a limit.
    if from && first.is_none() {
        columns.due = None;
    } else if columns.due.is_none() {
        columns.due = by;
    } else {
        columns.who = columns.who.or(by);
    }
    columns
}

/// Says whether most cells of a column hold numbers of orders and no words.
fn holds_numbers(work: &Work<'_>, table: &Table, head: u32, column: u32) -> bool {
    let (mut numbers, mut all) = (0_u32, 0_u32);
    for cell in table.cells.iter().filter(|cell| cell.row > head && cell.column == column) {
        let text = plain(work.source.words(cell.span));
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        all += u32::from(letters + digits > 0);
        numbers += u32::from(digits > 0 && letters < 4 && letters < digits);
    }
    all > 0 && numbers * 2 > all
}

/// Returns the column whose cells are names of people, whatever it is called.
fn named_column(work: &Work<'_>, table: &Table, head: u32, known: Columns) -> Option<u32> {
    const MOST_WORDS: usize = 4;
    let taken = [known.task, known.due, known.state, known.amount];
    (0..table.columns.min(MOST_COLUMNS)).filter(|column| !taken.contains(&Some(*column))).find(|&column| {
        let (mut named, mut all) = (0_u32, 0_u32);
        for cell in table.cells.iter().filter(|cell| cell.row > head && cell.column == column) {
            let text = plain(work.source.words(cell.span));
            let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            if !words.is_empty() && words != ["-"] {
                all += 1;
                named += u32::from(words.len() <= MOST_WORDS && is_given(words[0]));
            }
        }
        named >= 2 && named * 2 > all
    })
}

/// A table of tasks has few columns.
const MOST_COLUMNS: u32 = 12;

/// Says whether a label is a word of the section, give or take a unit or a sign.
fn whole(section: &str, label: &str) -> bool {
    let bare = label.trim_end_matches([':', '?', '.', '*', ' ']);
    Lexicon::all().iter().any(|lexicon| {
        lexicon.cue(section).find_iter(label).any(|found| {
            found.start() <= 1
                && (found.end() + 5 >= bare.len()
                    || label[found.end()..].trim_start().starts_with(['(', '/']))
        })
    })
}

/// Says whether a label is a word of the section and nothing else.
fn exactly(section: &str, label: &str) -> bool {
    let bare = label.trim_end_matches([':', '?', '.', '*', ' ']);
    Lexicon::all().iter().any(|lexicon| {
        lexicon.cue(section).find_iter(bare).any(|found| found.start() == 0 && found.end() == bare.len())
    })
}

/// Finds the row that names the columns of a table of tasks.
fn head(work: &Work<'_>, table: &Table) -> Option<u32> {
    (0..table.rows.min(6)).find(|&row| {
        let columns = columns(work, table, row);
        let named = [columns.task, columns.who, columns.due, columns.state].iter().flatten().count();
        columns.due.is_some() && named >= 2 || columns.task.is_some() && columns.who.is_some() && named >= 3
    })
}

/// Returns what stands in the columns that say who is to act.
pub(super) fn people(work: &Work<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for block in &work.document.blocks {
        let BlockKind::Table(table) = &block.kind else { continue };
        let Some(head) = head(work, table) else { continue };
        let who = columns(work, table, head).who;
        let named = table.cells.iter().filter(|cell| cell.row > head && Some(cell.column) == who);
        found.extend(named.map(|cell| plain(work.source.words(cell.span)).trim().to_owned()));
    }
    found
}

fn table_rows(
    work: &Work<'_>,
    block: &Block,
    table: &Table,
    tasks: &mut Vec<Task>,
    deadlines: &mut Vec<Deadline>,
) {
    let Some(head) = head(work, table) else { return };
    let columns = columns(work, table, head);
    // A statement of account has dates and amounts, but nothing to do.
    if columns.task.is_none() && columns.who.is_none() && columns.state.is_none() {
        return;
    }
    let payments = columns.amount.is_some() && columns.who.is_none();
    let reading = work.reading;
    for row in head + 1..table.rows {
        let get = |column: Option<u32>| {
            column
                .and_then(|column| cells(table, row).find(|cell| cell.column == column))
                .map_or(String::new(), |cell| plain(work.source.words(cell.span)).trim().to_owned())
        };
        let (task, who, due, state) =
            (get(columns.task), get(columns.who), get(columns.due), get(columns.state));
        let lexicon = Lexicon::of("en");
        let date = moments(&due, lexicon, reading).first().map(|moment| moment.date);
        // A remark in any column may say that it is done.
        let remark = cells(table, row).any(|cell| {
            let text = plain(work.source.words(cell.span));
            let text = text.trim().to_lowercase();
            Some(cell.column) != columns.task && (whole("done_remark", &text) || any("done_on", &text))
        });
        let closed = remark
            || [&state, &due].iter().any(|text| any("done_state", text) && !any("not_done", text))
            || is_finished(&state);
        // A day under "paid on", "done".
        let done_on = columns.state != columns.due
            && moments(&state, lexicon, reading)
                .first()
                .is_some_and(|day| day.start == 0 && day.end == state.len() && day.date <= work.today);
        // "Accepted 10 Sept"
        let told = moments(&state, lexicon, reading).iter().any(|day| day.date <= work.today)
            && !any("open_state", &state)
            && !any("not_done", &state);
        // "Beim Lieferanten": not ours to do.
        let theirs = any("other_side", &state);
        if closed
            || done_on
            || columns.state != columns.due && told
            || theirs
            || task.is_empty() && payments
            || columns.task.is_some() && task.chars().filter(|c| c.is_alphabetic()).count() < 2
        {
            continue;
        }
        let open = !state.is_empty() && !closed || columns.state.is_some() && state.is_empty();
        // Without a state, only what lies ahead is open.
        if date.is_none() && !open && (columns.who.is_none() || due_is_void(&due))
            || date.is_some_and(|date| date < work.anchor() && !open)
            || date.is_none() && payments
        {
            continue;
        }
        let mut span = None;
        for cell in cells(table, row).filter(|cell| !cell.span.is_empty()) {
            span = Some(span.map_or(cell.span, |span: crate::evidence::Span| span.joined(cell.span)));
        }
        let Some(span) = span.filter(|span| block.span.contains(*span)) else { continue };
        let evidence = work.source.evidence(span);
        if payments {
            if let Some(due) = date {
                deadlines.push(Deadline {
                    title: format!("Payment due: {}", shortened(&task)),
                    kind: DeadlineKind::Payment,
                    due,
                    obliged: None,
                    rule: None,
                    evidence,
                    basis: Vec::new(),
                });
            }
            continue;
        }
        tasks.push(Task {
            title: shortened(if task.is_empty() { &evidence.quote } else { &task }),
            assignee: (!who.is_empty() && who != "-").then_some(who),
            due: date,
            done: false,
            evidence,
        });
    }
}

/// Says whether a state is told by one word for what has been done: "montiert", "geklärt", "fitted"; and none for
/// what has only begun: "geplant", "ordered".
fn is_finished(state: &str) -> bool {
    let state = state.trim().trim_end_matches(['.', '!']).to_lowercase();
    let words: Vec<&str> = state.split_whitespace().collect();
    let last = match words.as_slice() {
        [word] => *word,
        // "vom Kunden abgesagt", "now fitted"
        [first, .., word] if words.len() <= 3 && any("state_lead", first) => *word,
        _ => return false,
    };
    let german = last.starts_with("ge") && (last.ends_with('t') || last.ends_with("en")) && last.len() > 5
        || last.ends_with("iert") && last.len() > 5
        || ["ab", "aus", "ein", "auf", "an", "zurück", "weg", "zu"].iter().any(|prefix| {
            last.strip_prefix(prefix).is_some_and(|rest| rest.starts_with("ge") && rest.len() > 4)
        });
    let english = last.ends_with("ed") && last.len() > 4;
    (german || english) && !any("state_begun", last) && !any("open_state", &state) && !any("not_done", &state)
}

/// "Erl.", "dauerhaft", "January": a row that waits for nothing. A dash or "soon" only names no day.
fn due_is_void(due: &str) -> bool {
    let dash = due.chars().all(|c| !c.is_alphanumeric());
    !dash && (!any("due_open", due) || any("done_state", due))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::understand::testing::brief_of;

    #[test]
    fn a_column_by_whom_names_people_and_no_days() {
        let text = "# Yard meeting\n\n23 November 2026\n\n| Job | By whom | When |\n| --- | --- | --- |\n| Paint the gate | Verity | 10 December |\n| Order salt | Tom | 4 December, delivered 20 November |\n";
        let tasks = brief_of(text, "minutes.md").tasks;
        let open: Vec<_> = tasks
            .iter()
            .map(|task| (task.assignee.as_deref(), task.due.map(|day| day.to_string())))
            .collect();
        assert_eq!(open.first(), Some(&(Some("Verity"), Some("2026-12-10".to_owned()))));
    }

    #[test]
    fn one_word_for_what_was_done_closes_a_row() {
        for state in ["montiert", "geklärt", "vom Kunden abgesagt", "Fitted", "now fixed"] {
            assert!(is_finished(state), "{state}");
        }
        for state in
            ["offen", "geplant", "bestellt", "ordered", "half finished", "in progress", "", "Angebot liegt"]
        {
            assert!(!is_finished(state), "{state}");
        }
    }
}
