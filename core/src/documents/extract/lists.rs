//! Lists of a form: the deadlines, tasks, parties and amounts of the brief, or the rows of a table.

use serde_json::{Map, Value};

use super::by_rules::{Found, Rules, address_of, amount_of, currency_of, keep, name_of};
use super::form::{Form, Leaf, Sort};
use super::held::{Held, part};
use super::names::{any, is_label};
use super::support::number_of;
use super::{LeafSupport, UnfilledReason};
use crate::documents::facts::{AmountFact, Deadline, Party, Task};
use crate::documents::model::{BlockKind, Cell, Table};
use crate::evidence::Evidence;
use crate::values;

/// The most entries of a list.
const MOST: usize = 500;

/// One of the facts that lists are made of.
enum Entry<'a> {
    Deadline(&'a Deadline),
    Task(&'a Task),
    Party(&'a Party),
    Amount(&'a AmountFact),
}

/// Fills a list by its name, or else by the table whose columns have the names of its entries.
pub(super) fn entries(
    rules: &Rules<'_>,
    entry: &Form,
    names: &[String],
    at: &str,
    held: &mut Held,
) -> Vec<Value> {
    let known = facts(rules, names);
    if !known.is_empty() {
        return of_facts(rules, &known, entry, at, held);
    }
    match entry {
        Form::Object(parts) => rows(rules, parts, at, held),
        _ => Vec::new(),
    }
}

fn facts<'a>(rules: &'a Rules<'_>, names: &[String]) -> Vec<Entry<'a>> {
    let brief = &rules.document.brief;
    if any(names, &["deadlines", "fristen", "due", "dates"]) {
        brief.deadlines.iter().map(Entry::Deadline).collect()
    } else if any(names, &["tasks", "actions", "todos", "action", "aufgaben"]) {
        brief.tasks.iter().map(Entry::Task).collect()
    } else if any(names, &["attendees", "participants", "teilnehmer"]) {
        let present = brief.parties.iter().filter(|party| party.role == "attendee");
        present.map(Entry::Party).collect()
    } else if any(names, &["parties", "people", "parteien"]) {
        brief.parties.iter().map(Entry::Party).collect()
    } else if any(names, &["amounts", "beträge"]) {
        brief.amounts.iter().map(Entry::Amount).collect()
    } else {
        Vec::new()
    }
}

fn of_facts(rules: &Rules<'_>, known: &[Entry<'_>], entry: &Form, at: &str, held: &mut Held) -> Vec<Value> {
    let mut made = Vec::new();
    for fact in known.iter().take(MOST) {
        let mut inside = Held::default();
        let here = format!("{at}/{}", made.len());
        let value = match entry {
            Form::Leaf(leaf) => match of_fact(rules, fact, leaf, true) {
                Some(found) => keep(found, &here, &mut inside),
                None => continue,
            },
            Form::Object(parts) => {
                let filled = parts.iter().map(|(name, form)| {
                    let here = format!("{here}/{}", part(name));
                    let found = form.leaf().and_then(|leaf| of_fact(rules, fact, leaf, false));
                    let value = match found {
                        Some(found) => keep(found, &here, &mut inside),
                        None => {
                            inside.miss(
                                &here,
                                UnfilledReason::NotFound,
                                "rules do not know this of the entry",
                            );
                            Value::Null
                        }
                    };
                    (name.clone(), value)
                });
                Value::Object(filled.collect::<Map<_, _>>())
            }
            Form::List(..) => continue,
        };
        if !inside.leaves.is_empty() {
            held.leaves.append(&mut inside.leaves);
            held.unfilled.append(&mut inside.unfilled);
            made.push(value);
        }
    }
    made
}

/// What a fact says to one name; `alone` when the entry is no object but the fact itself.
fn of_fact(rules: &Rules<'_>, fact: &Entry<'_>, leaf: &Leaf, alone: bool) -> Option<Found> {
    let own = &leaf.own;
    let says = |words: &[&str]| any(own, words);
    let is_text = leaf.sort == Sort::Text;
    let dated =
        leaf.sort == Sort::Date || (is_text && says(&["date", "due", "day", "datum", "deadline", "by"]));
    match fact {
        Entry::Deadline(deadline) if dated => Some(rules.deadline(deadline)),
        Entry::Deadline(deadline)
            if is_text && (alone || says(&["text", "quote", "clause", "description"])) =>
        {
            quoted(deadline.evidence.quote.clone(), &deadline.evidence)
        }
        // A title of the library's own words: why it is right, the evidence shows.
        Entry::Deadline(deadline) if is_text && says(&["title", "name", "what"]) => {
            judged(deadline.title.clone(), &deadline.evidence)
        }
        Entry::Task(task) if dated => {
            let due = task.due?.to_string();
            let said = values::find(&task.evidence.quote, &rules.options);
            let is_written = said.iter().any(|value| value.date() == task.due);
            let support = if is_written { LeafSupport::SameValue } else { LeafSupport::Computed };
            Some(Found { value: Value::String(due), support, evidence: task.evidence.clone() })
        }
        Entry::Task(task) if says(&["assignee", "owner", "who", "responsible"]) => {
            let who = task.assignee.clone()?;
            task.evidence.quote.contains(&who).then(|| quoted(who, &task.evidence)).flatten()
        }
        Entry::Task(task) if leaf.sort == Sort::YesNo && says(&["done", "finished", "erledigt"]) => {
            let evidence = task.evidence.clone();
            Some(Found { value: Value::Bool(task.done), support: LeafSupport::Judged, evidence })
        }
        Entry::Task(task)
            if is_text && (alone || says(&["title", "task", "what", "description", "action", "text"])) =>
        {
            quoted(task.title.clone(), &task.evidence)
        }
        Entry::Party(party) if is_text && (alone || says(&["name"])) => Some(name_of(party)),
        Entry::Party(party) if is_text && says(&["role"]) => judged(party.role.clone(), &party.evidence),
        Entry::Party(party) if says(&["email", "address", "mail"]) => address_of(party),
        Entry::Amount(amount) if says(&["currency"]) => currency_of(amount),
        Entry::Amount(amount) if is_text && says(&["role", "kind", "type", "name", "what"]) => {
            judged(Some(amount.role.clone()).filter(|role| !role.is_empty())?, &amount.evidence)
        }
        Entry::Amount(amount) if alone || says(&["amount", "value", "sum", "number", "betrag"]) => {
            amount_of(amount, leaf.sort)
        }
        _ => None,
    }
}

fn quoted(words: String, evidence: &Evidence) -> Option<Found> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Found { value: Value::String(words), support: LeafSupport::Quoted, evidence: evidence.clone() })
}

fn judged(words: String, evidence: &Evidence) -> Option<Found> {
    Some(Found { value: Value::String(words), support: LeafSupport::Judged, evidence: evidence.clone() })
}

/// Fills entries from the table that has most columns of their names, at least two.
fn rows(rules: &Rules<'_>, parts: &[(String, Form)], at: &str, held: &mut Held) -> Vec<Value> {
    let tables = rules.parsed.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some((table, columns(rules, table, parts))),
        _ => None,
    });
    let count = |columns: &[Option<u32>]| columns.iter().flatten().count();
    let best = tables.max_by_key(|(table, columns)| (count(columns), std::cmp::Reverse(table.cells.len())));
    let Some((table, columns)) = best.filter(|(_, columns)| count(columns) >= 2) else { return Vec::new() };
    let mut made = Vec::new();
    for row in table.cells.chunk_by(|a, b| a.row == b.row).skip(1).take(MOST) {
        let mut inside = Held::default();
        let here = format!("{at}/{}", made.len());
        let filled = parts.iter().zip(&columns).map(|((name, form), column)| {
            let here = format!("{here}/{}", part(name));
            let cell = column.and_then(|column| row.iter().find(|cell| cell.column == column));
            let found = cell.zip(form.leaf()).and_then(|(cell, leaf)| of_cell(rules, cell, leaf));
            let value = match found {
                Some(found) => keep(found, &here, &mut inside),
                None => {
                    inside.miss(&here, UnfilledReason::NotFound, "the row of the table does not say it");
                    Value::Null
                }
            };
            (name.clone(), value)
        });
        let value = Value::Object(filled.collect::<Map<_, _>>());
        // A line with one value is a sum or a remark below the rows.
        if inside.leaves.len() >= 2 {
            held.leaves.append(&mut inside.leaves);
            held.unfilled.append(&mut inside.unfilled);
            made.push(value);
        }
    }
    made
}

/// The column of each part, by the words of the table's first row; each column is taken once.
fn columns(rules: &Rules<'_>, table: &Table, parts: &[(String, Form)]) -> Vec<Option<u32>> {
    let head: Vec<(u32, String)> = table
        .cells
        .iter()
        .take_while(|cell| cell.row == 0)
        .map(|cell| (cell.column, rules.source.words(cell.span).trim().to_lowercase()))
        .collect();
    let mut taken: Vec<u32> = Vec::new();
    let found = parts.iter().map(|(_, form)| {
        let leaf = form.leaf()?;
        let is_free = |column: &u32| !taken.contains(column);
        // "Total" is the column "Total" rather than "Total weight".
        let fits = head.iter().filter(|(column, label)| is_free(column) && is_label(label, &leaf.own));
        let column = fits.min_by_key(|(_, label)| label.chars().count())?.0;
        taken.push(column);
        Some(column)
    });
    found.collect()
}

fn of_cell(rules: &Rules<'_>, cell: &Cell, leaf: &Leaf) -> Option<Found> {
    let evidence = rules.source.evidence(cell.span);
    if evidence.quote.trim().is_empty() {
        return None;
    }
    let said = values::find(&evidence.quote, &rules.options);
    let value = match leaf.sort {
        Sort::Number | Sort::Whole => said.iter().find(|value| number_of(value.best()).is_some()),
        Sort::Date => said.iter().find(|value| value.date().is_some()),
        Sort::Text | Sort::YesNo => None,
    };
    rules.typed(leaf.sort, evidence, value)
}
