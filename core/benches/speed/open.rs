//! How soon an office with many documents answers.

use std::time::Instant;

use secretariat::search::SearchQuery;
use secretariat::{Office, Source};
use serde_json::{Value, json};

use crate::corpus::Corpus;
use crate::measure::{Times, folder, in_own_process, peak_memory};
use crate::table::{Table, figure, number};
use crate::{Outcome, Plan, peer};

/// How often the office is opened.
const OPENINGS: usize = 21;

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let documents = if plan.quick { 300 } else { 10_000 };
    let home = folder()?;
    let office = home.path().join("office");
    let start = Instant::now();
    tokio::runtime::Runtime::new()?.block_on(fill(&office, documents))?;
    let filling = start.elapsed().as_secs_f64();
    println!("## Open\n");
    println!(
        "An office of {} documents of about 100 words, opened {OPENINGS} times, each time in a new process. \
         It was filled at {} documents/s. Beside it a database of SQLite FTS5 with the same texts.\n",
        figure(documents as f64),
        figure(documents as f64 / filling),
    );
    let office = office.to_string_lossy();
    let database = home.path().join("peer.sqlite");
    let database = database.to_string_lossy();
    let filled = peer::measured(plan, "sqlite_open.py", &["fill", &office, &database])?;
    let table = Table::new(&[
        "engine",
        "open p50 ms",
        "open most ms",
        "then a page of 50, p50 ms",
        "then the first search, p50 ms",
        "then a search, p50 ms",
        "peak MB",
    ]);
    let ours = || in_own_process("open", &[&office]);
    let theirs = || peer::measured(plan, "sqlite_open.py", &["open", &office, &database]);
    row(&table, "Secretariat", ours)?;
    if !filled.is_null() {
        row(&table, "SQLite FTS5", theirs)?;
    }
    println!();
    Ok(())
}

fn row(table: &Table, engine: &str, open: impl Fn() -> Outcome<Value>) -> Outcome<()> {
    let mut times = [const { Vec::new() }; 4];
    let mut peak = 0.0f64;
    for _ in 0..OPENINGS {
        let measured = open()?;
        for (times, name) in times.iter_mut().zip(["open_ms", "page_ms", "first_ms", "search_ms"]) {
            times.push(number(&measured, name));
        }
        peak = peak.max(number(&measured, "peak_bytes"));
    }
    times.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
    let at = |part: usize, place: usize| figure(times[part].get(place).copied().unwrap_or(f64::NAN));
    let middle = OPENINGS / 2;
    table.row(vec![
        engine.to_owned(),
        at(0, middle),
        at(0, OPENINGS - 1),
        at(1, middle),
        at(2, middle),
        at(3, middle),
        figure(peak / 1e6),
    ]);
    Ok(())
}

async fn fill(folder: &std::path::Path, documents: usize) -> Outcome<()> {
    let corpus = Corpus::new();
    let office = Office::open(folder).await?;
    let numbers: Vec<usize> = (0..documents).collect();
    for some in numbers.chunks(1_000) {
        let source = |number: &usize| Source::text(format!("note {number:05}"), corpus.text(*number));
        for outcome in office.documents().submit(some.iter().map(source).collect()).wait().await? {
            outcome.result?;
        }
    }
    office.documents().search(SearchQuery::new("invoice")).await?;
    Ok(office.close().await?)
}

/// Opens an office, reads a page of its documents, and searches.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let [folder] = arguments else { return Err("measured open OFFICE".into()) };
    let queries = Corpus::new().queries(21, 300);
    tokio::runtime::Runtime::new()?.block_on(async {
        let mut parts = [0.0; 3];
        let start = Instant::now();
        let office = Office::open(folder).await?;
        parts[0] = start.elapsed().as_secs_f64() * 1_000.0;
        let start = Instant::now();
        office.documents().list(None, 50).await?;
        parts[1] = start.elapsed().as_secs_f64() * 1_000.0;
        let mut times = Times::default();
        for (number, query) in queries.iter().enumerate() {
            let start = Instant::now();
            office.documents().search(SearchQuery::new(query)).await?;
            if number == 0 {
                parts[2] = start.elapsed().as_secs_f64() * 1_000.0;
            } else {
                times.add(start.elapsed());
            }
        }
        office.close().await?;
        let [open, page, first] = parts;
        Ok(json!({
            "open_ms": open,
            "page_ms": page,
            "first_ms": first,
            "search_ms": times.within(0.5),
            "peak_bytes": peak_memory(),
        }))
    })
}
