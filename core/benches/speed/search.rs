//! How fast passages are found, and made findable.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use secretariat::search::{Meaning, SearchIndex, SearchQuery};
use serde_json::{Value, json};

use crate::corpus::Corpus;
use crate::measure::{Times, folder, in_own_process, peak_memory, size_of};
use crate::table::{Table, figure, megabytes, number, told};
use crate::{Outcome, Plan, peer};

/// Documents that are put into the index at once, as an office does.
const STEP: usize = 512;

/// Prints the table of all sizes.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let (sizes, queries) = if plan.quick { ([500, 2_000], 50) } else { ([10_000, 100_000], 500) };
    println!("## Search\n");
    println!(
        "Passages of 40 to 160 words, drawn by Zipf's law from 20,000 real words; {queries} queries of 3 to \
         6 words that stand together in a passage, and the same with two letters of the longest word \
         swapped. Ten best passages with their text, one thread. SQLite FTS5 (porter, BM25) gets the same \
         passages and the OR of the same words; it does not look for meaning or forgive slips.\n"
    );
    let table = Table::new(&[
        "passages",
        "engine",
        "indexed/s",
        "disk MB",
        "first search ms",
        "p50 ms",
        "p99 ms",
        "slip p50 ms",
        "slip p99 ms",
        "peak MB",
    ]);
    for passages in sizes {
        let home = folder()?;
        let input = write(home.path(), passages, queries)?;
        let index = home.path().join("index");
        let (count, asked) = (passages.to_string(), queries.to_string());
        let ours = in_own_process("search", &[&index.to_string_lossy(), &count, &asked])?;
        let database = home.path().join("peer.sqlite");
        let theirs =
            peer::measured(plan, "sqlite_search.py", &[&input, &database.to_string_lossy(), &count])?;
        for (engine, measured) in [("Secretariat", ours), ("SQLite FTS5", theirs)] {
            table.row(vec![
                figure(passages as f64),
                engine.to_owned(),
                figure(passages as f64 / number(&measured, "index_seconds")),
                megabytes(&measured, "disk_bytes"),
                told(&measured, "first_ms"),
                told(&measured, "p50_ms"),
                told(&measured, "p99_ms"),
                told(&measured, "slip_p50_ms"),
                told(&measured, "slip_p99_ms"),
                megabytes(&measured, "peak_bytes"),
            ]);
        }
    }
    println!();
    Ok(())
}

/// Writes the input of the peer: lines `{"title", "text"}`, then lines `{"query"}` and `{"slip"}`.
fn write(home: &Path, passages: usize, queries: usize) -> Outcome<String> {
    let corpus = Corpus::new();
    let path = home.join("input.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    for passage in 0..passages {
        let title = corpus.title(passage / 10);
        writeln!(file, "{}", json!({"title": title, "text": corpus.text(passage)}))?;
    }
    let queries = corpus.queries(queries, passages);
    for (query, slip) in queries.iter().zip(Corpus::slips(&queries)) {
        writeln!(file, "{}", json!({"query": query, "slip": slip}))?;
    }
    file.flush()?;
    Ok(path.to_string_lossy().into_owned())
}

/// Indexes passages in a new folder and asks.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let [folder, passages, queries] = arguments else {
        return Err("measured search FOLDER PASSAGES QUERIES".into());
    };
    let (folder, passages, queries) = (Path::new(folder), passages.parse::<usize>()?, queries.parse()?);
    let corpus = Corpus::new();
    let index = SearchIndex::open(folder, &Meaning::built_in())?;
    let mut indexing = std::time::Duration::ZERO;
    let documents = Corpus::count(passages);
    for from in (0..documents).step_by(STEP) {
        let changes = corpus.documents(from..(from + STEP).min(documents), passages)?;
        let start = Instant::now();
        index.apply(&changes, from as u64 + 1)?;
        indexing += start.elapsed();
    }
    drop(index);
    let queries = corpus.queries(queries, passages);
    // The first search of a process reads the columns that all others use.
    let index = SearchIndex::open(folder, &Meaning::built_in())?;
    let start = Instant::now();
    index.search(&SearchQuery::new(queries.first().map_or("", String::as_str)), None)?;
    let first = start.elapsed();
    let asked = asked(&index, &queries)?;
    let slips = self::asked(&index, &Corpus::slips(&queries))?;
    Ok(json!({
        "index_seconds": indexing.as_secs_f64(),
        "disk_bytes": size_of(folder)?,
        "first_ms": first.as_secs_f64() * 1_000.0,
        "p50_ms": asked.within(0.5),
        "p99_ms": asked.within(0.99),
        "slip_p50_ms": slips.within(0.5),
        "slip_p99_ms": slips.within(0.99),
        "peak_bytes": peak_memory(),
    }))
}

fn asked(index: &SearchIndex, queries: &[String]) -> Outcome<Times> {
    let mut times = Times::default();
    for query in queries {
        let query = SearchQuery::new(query);
        let start = Instant::now();
        std::hint::black_box(index.search(&query, None)?);
        times.add(start.elapsed());
    }
    Ok(times)
}
