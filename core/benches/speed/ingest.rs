//! How fast files go in, by format.

use std::path::Path;
use std::time::Instant;

use secretariat::search::SearchQuery;
use secretariat::{Office, Source};
use serde_json::{Value, json};

use crate::measure::{folder, in_own_process, peak_memory};
use crate::table::{Table, figure, megabytes, number, told};
use crate::{Outcome, Plan, peer, samples};

/// Prints the table of all formats.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let count = if plan.quick { 12 } else { 240 };
    println!("## Ingest\n");
    println!(
        "{count} files of each format (those of `examples/files`, each copy varied, so that none is known \
         already). *Ingest* is all that an office does until the files can be searched: read, parse, \
         understand, store with a sync to disk, index. *Parse* is `secretariat::parse` alone, one file \
         after the other, which is what `markitdown` does in one Python process with the same files. \
         Attachments are files too: they are ingested with their mail, once.\n"
    );
    let table = Table::new(&[
        "format",
        "MB",
        "ingest files/s",
        "ingest MB/s",
        "peak MB",
        "parse files/s",
        "markitdown files/s",
        "parse is faster by",
        "markitdown peak MB",
    ]);
    for format in samples::FORMATS {
        let home = folder()?;
        let files = home.path().join("files");
        let bytes = samples::write(&files, format, count)? as f64;
        let (files, office) = (files.to_string_lossy(), home.path().join("office"));
        let ours = in_own_process("ingest", &[&files, &office.to_string_lossy()])?;
        let theirs = peer::measured(plan, "markitdown_files.py", &[&files])?;
        let per_second = |object: &Value, name: &str| count as f64 / number(object, name);
        table.row(vec![
            format.to_owned(),
            figure(bytes / 1e6),
            figure(per_second(&ours, "ingest_seconds")),
            figure(bytes / 1e6 / number(&ours, "ingest_seconds")),
            megabytes(&ours, "peak_bytes"),
            figure(per_second(&ours, "parse_seconds")),
            figure(per_second(&theirs, "seconds")),
            told(&json!({"by": number(&theirs, "seconds") / number(&ours, "parse_seconds")}), "by") + "×",
            megabytes(&theirs, "peak_bytes"),
        ]);
        for (who, object) in [("secretariat", &ours), ("markitdown", &theirs)] {
            if number(object, "failed") > 0.0 {
                eprintln!("{format}: {who} failed on {} files", told(object, "failed"));
            }
        }
    }
    println!();
    Ok(())
}

/// Ingests the files of a folder into a new office, then parses them again without one.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let [files, office] = arguments else { return Err("measured ingest FILES OFFICE".into()) };
    let files = samples::files(Path::new(files))?;
    let runtime = tokio::runtime::Runtime::new()?;
    let (ingest, failed) = runtime.block_on(async {
        let office = Office::open(office).await?;
        let sources = files.iter().map(Source::file).collect();
        let start = Instant::now();
        let outcomes = office.documents().submit(sources).wait().await?;
        // The index follows storage when somebody asks.
        office.documents().search(SearchQuery::new("invoice")).await?;
        let ingest = start.elapsed();
        for error in outcomes.iter().filter_map(|outcome| outcome.result.as_ref().err()).take(3) {
            eprintln!("{error}");
        }
        office.close().await?;
        Outcome::Ok((ingest, outcomes.iter().filter(|outcome| outcome.result.is_err()).count()))
    })?;
    let peak = peak_memory();
    let start = Instant::now();
    for file in &files {
        let bytes = std::fs::read(file)?;
        std::hint::black_box(secretariat::parse(&bytes, &file.to_string_lossy())?);
    }
    Ok(json!({
        "ingest_seconds": ingest.as_secs_f64(),
        "parse_seconds": start.elapsed().as_secs_f64(),
        "peak_bytes": peak,
        "failed": failed,
    }))
}
