//! How well files are read, values found, passages ranked and drafts checked: runs outside scorers against the
//! command, and the programmes of the checks.
//!
//! The labelled data and the scorers are not part of this repository; without them nothing is measured.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::shell::{cargo, root, step, target};

const PYTHON_PACKAGES: [&str; 4] = ["rapidfuzz", "apted", "lxml", "beautifulsoup4"];
/// Sets of the values' scorer that hold dates, times and what belongs to them.
const DATE_MODELS: &str = "DateTimeModel,DateTimeModelCalendarMode,DateTimeModelComplexCalendar,\
    DateTimeModelExperimentalMode,DateTimeModelExtendedTypes,DateTimeModelSplitDateAndTime,\
    DateTimeModelTasksMode";
/// Sets of queries, and the least nDCG@10 that is accepted: what BM25 reaches.
const RETRIEVAL: [(&str, f64); 3] = [("cranfield", 0.53), ("qmsum", 0.46), ("cuad", 0.55)];
/// Formats, the column of the documents' scorer that counts, and the least that is accepted.
const FORMATS: [(&str, &str, f64); 4] =
    [("pdf", "overall", 0.66), ("docx", "overall", 0.90), ("xlsx", "overall", 0.95), ("eml", "nid", 0.92)];

/// The invented inboxes that nothing was learned from, and the one of harmless files among them.
const HELD_OUT: [&str; 15] = [
    "ae1-architects",
    "ae2-tierheim",
    "ae3-freight",
    "ae4-ergotherapie",
    "ae5-surveyors",
    "af1-brickworks",
    "af2-hebammen",
    "af3-notariat",
    "af4-observatory",
    "af5-kaffeeroesterei",
    "af6-security",
    "ak1-reisebuero",
    "ak2-sanitaetshaus",
    "ak3-fahrschule",
    "ak4-skischule",
];
const HARMLESS: &str = "y-harmless-mixed";

/// Where everything is.
struct Bench {
    data: PathBuf,
    program: PathBuf,
    python: PathBuf,
    work: PathBuf,
    /// What is measured, the figure, and the least that is accepted.
    goals: Vec<(String, Option<f64>, f64)>,
}

/// Runs all scorers and prints Markdown tables. `data` holds the folders `data` and `measure`.
pub(crate) fn run(data: Option<&str>) -> Result<(), String> {
    let data = data.map_or_else(|| root().join("../shared"), PathBuf::from);
    if !data.join("measure").is_dir() {
        return Err(format!("no scorers in {}; name their folder with --data DIR", data.display()));
    }
    let data = data.canonicalize().map_err(|error| format!("{}: {error}", data.display()))?;
    step("build", &mut cargo(&["build", "--package", "secretariat-cli", "--bins", "--locked"]))?;
    let work = target().join("quality-work");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    }
    fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let program = target().join("debug").join(format!("secretariat{}", std::env::consts::EXE_SUFFIX));
    let mut bench = Bench { python: python()?, data, program, work, goals: Vec::new() };
    bench.documents()?;
    bench.values()?;
    bench.retrieval()?;
    bench.inboxes()?;
    bench.checks()?;
    println!("\n| figure | measured | least |\n| --- | --- | --- |");
    for (name, measured, least) in &bench.goals {
        let measured = measured.map_or_else(|| "–".to_owned(), |measured| format!("{measured:.3}"));
        println!("| {name} | {measured} | {least:.2} |");
    }
    Ok(())
}

/// Prepares a Python of its own with the packages that the scorers import.
fn python() -> Result<PathBuf, String> {
    let folder = target().join("quality-venv");
    let python = folder.join("bin/python");
    if !python.is_file() {
        step("python", Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet"]).args(PYTHON_PACKAGES);
        step("python packages", &mut install)?;
    }
    Ok(python)
}

impl Bench {
    fn scorer(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(self.data.join("measure").join(name)).current_dir(&self.work);
        command
    }

    /// Reads every file of the corpus and compares with the true Markdown.
    fn documents(&mut self) -> Result<(), String> {
        let mut parse = self.scorer("score_documents.py");
        parse.args(["run", "--name", "secretariat", "--"]).arg(&self.program).arg("parse");
        capture(&mut parse)?;
        let report = capture(self.scorer("score_documents.py").args(["report", "secretariat"]))?;
        println!("\n### Documents\n");
        let rows: Vec<Vec<&str>> = report.lines().map(|line| line.split(" | ").collect()).collect();
        print_table(&rows);
        let Some((names, rows)) = rows.split_first() else { return Err("the report is empty".to_owned()) };
        for (format, column, least) in FORMATS {
            let Some(at) = names.iter().position(|name| *name == column) else { continue };
            let mut all = Vec::new();
            for row in rows {
                let Some((set, of)) = row.first().and_then(|first| first.split_once('/')) else { continue };
                let Some((mean, files)) = row.get(at).and_then(|cell| mean(cell)).filter(|_| of == format)
                else {
                    continue;
                };
                self.goals.push((format!("{format} {column}, set {set}, {files} files"), Some(mean), least));
                all.push((mean, files));
            }
            let files: f64 = all.iter().map(|(_, files)| files).sum();
            let sum: f64 = all.iter().map(|(mean, files)| mean * files).sum();
            let name = format!("**{format} {column}, all {files} files**");
            self.goals.push((name, (files > 0.0).then(|| sum / files), least));
        }
        Ok(())
    }

    /// Finds the values of every case.
    fn values(&mut self) -> Result<(), String> {
        let (cases, found) = (self.data.join("data/values/cases.jsonl"), self.work.join("values.jsonl"));
        let mut values = Command::new(&self.program);
        values.arg("values").stdin(open(&cases)?);
        write(&mut values, &found)?;
        let score =
            |options: &[&str]| capture(self.scorer("score_values.py").arg(&cases).arg(&found).args(options));
        let report = score(&["--language", "en,de"])?;
        println!("\n### Values\n");
        print_table(&report.lines().map(|line| line.split(' ').collect()).collect::<Vec<_>>());
        let dates = score(&["--language", "en", "--model", DATE_MODELS])?;
        let row = dates.lines().find(|line| line.starts_with("en ALL "));
        let measured = row.and_then(|row| row.split(' ').nth(5)).and_then(|figure| figure.parse().ok());
        self.goals.push(("**English dates, all sets, span F1**".to_owned(), measured, 0.75));
        Ok(())
    }

    /// Alters values of foreign sentences, and judges claims about sources.
    fn checks(&mut self) -> Result<(), String> {
        let mut measure = cargo(&["test", "--quiet", "--locked", "--package", "secretariat", "--lib"]);
        measure.args(["check::measured", "--", "--nocapture", "--test-threads", "1"]);
        measure.env("SECRETARIAT_DATA", &self.data).env("SECRETARIAT_WORK", &self.work);
        let report = capture(&mut measure)?;
        println!("\n### Checks of drafts and texts\n");
        for line in report.lines().filter(|line| line.starts_with('|') || line.starts_with("blocked")) {
            println!("{line}");
        }
        self.goals.extend(report.lines().filter_map(goal));
        let claims = self.data.join("data/consistency/claims.jsonl");
        for name in ["claims-shipped.jsonl", "claims-learned.jsonl"] {
            let scores = capture(self.scorer("score_consistency.py").arg(&claims).arg(self.work.join(name)))?;
            let macros = scores.lines().find(|line| line.starts_with("MACRO")).unwrap_or_default();
            println!("{name}: {macros}\n");
        }
        Ok(())
    }

    /// Finds what was planted in invented inboxes: those that taught the judge, and those that did not.
    fn inboxes(&mut self) -> Result<(), String> {
        let home = root().join("examples/inboxes");
        let mut all: Vec<PathBuf> = fs::read_dir(&home)
            .map_err(|error| format!("{}: {error}", home.display()))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.join("planted.json").is_file())
            .collect();
        all.sort();
        let held =
            |path: &PathBuf| path.file_name().is_some_and(|name| HELD_OUT.iter().any(|held| name == *held));
        let (held, mut learned): (Vec<_>, Vec<_>) = all.into_iter().partition(held);
        learned.retain(|path| !path.ends_with(HARMLESS));
        println!("\n### Inboxes\n");
        for (name, inboxes) in [
            ("learned", learned),
            ("held out", held),
            ("files that look like alarms, learned", vec![home.join(HARMLESS)]),
        ] {
            let mut score = Command::new(&self.python);
            let report = capture(score.arg(home.join("score.py")).arg(&self.program).args(&inboxes))?;
            let last = report.lines().last().unwrap_or_default();
            println!("{name}: {last}\n");
            if name == "held out" {
                let scores = figures(last);
                for (figure, least) in [("recall", 0.85), ("precision", 0.90)] {
                    let name = format!("**{} inboxes held out, {figure}**", inboxes.len());
                    self.goals.push((name, scores.get(figure).copied(), least));
                }
            }
        }
        Ok(())
    }

    /// Puts each corpus into an office and asks all its queries.
    fn retrieval(&mut self) -> Result<(), String> {
        println!(
            "\n### Retrieval\n\n| set | queries | nDCG@10 | recall@10 | recall@100 | MRR@10 | success@5 \
             | add, s | search, s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        );
        for (set, least) in RETRIEVAL {
            let (data, office) = (self.data.join("data/retrieval").join(set), self.work.join(set));
            let run = self.work.join(format!("{set}.jsonl"));
            let command = |arguments: &[&OsStr]| {
                let mut command = Command::new(&self.program);
                command.arg("--office").arg(&office).args(arguments);
                command
            };
            let started = Instant::now();
            let (corpus, queries) = (data.join("corpus.jsonl"), data.join("queries.jsonl"));
            // A corpus may hold an empty text: that line is an error, the others are in.
            let mut add = command(&["add".as_ref(), "--jsonl".as_ref(), corpus.as_ref()]);
            add.stdout(Stdio::null()).stderr(Stdio::null());
            add.status().map_err(|error| format!("{set}: {error}"))?;
            let added = started.elapsed().as_secs_f32();
            let search = ["search", "--batch"].map(OsStr::new);
            let mut search = command(&search);
            write(search.arg(&queries).args(["-k", "100"]), &run)?;
            let searched = started.elapsed().as_secs_f32() - added;
            let scores = capture(self.scorer("score_retrieval.py").arg(data.join("qrels.tsv")).arg(&run))?;
            let scores = figures(&scores);
            let of = |name: &str| scores.get(name).copied().unwrap_or_default();
            println!(
                "| {set} | {} | {:.4} | {:.4} | {:.4} | {:.4} | {:.4} | {added:.0} | {searched:.0} |",
                of("n"),
                of("nDCG@10"),
                of("recall@10"),
                of("recall@100"),
                of("MRR@10"),
                of("success@5"),
            );
            self.goals.push((format!("**{set} nDCG@10**"), scores.get("nDCG@10").copied(), least));
        }
        Ok(())
    }
}

/// Prints rows as a Markdown table; the first names the columns.
fn print_table(rows: &[Vec<&str>]) {
    for (index, row) in rows.iter().enumerate() {
        println!("| {} |", row.join(" | "));
        if index == 0 {
            println!("|{}", " --- |".repeat(row.len()));
        }
    }
}

/// Reads `FIGURE<TAB>name<TAB>measured<TAB>least`, as the programmes of the checks print it.
fn goal(line: &str) -> Option<(String, Option<f64>, f64)> {
    let mut cells = line.strip_prefix("FIGURE\t")?.split('\t');
    let (name, measured, least) = (cells.next()?, cells.next()?, cells.next()?);
    Some((format!("**{name}**"), measured.parse().ok(), least.parse().ok()?))
}

/// Reads `0.912(57)`: a mean and how many files it is of.
fn mean(cell: &str) -> Option<(f64, f64)> {
    let (mean, files) = cell.trim().strip_suffix(')')?.split_once('(')?;
    Some((mean.parse().ok()?, files.parse().ok()?))
}

/// Reads a flat JSON object of numbers.
fn figures(json: &str) -> BTreeMap<String, f64> {
    let pairs = json.trim().trim_matches(['{', '}']).split(',');
    pairs
        .filter_map(|pair| {
            let (name, figure) = pair.rsplit_once(':')?;
            Some((name.trim().trim_matches('"').to_owned(), figure.trim().parse().ok()?))
        })
        .collect()
}

fn open(path: &Path) -> Result<File, String> {
    File::open(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Runs a program and returns what it prints.
fn capture(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| format!("{name} cannot start: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("{name} failed ({})", output.status)),
    }
}

/// Runs a program and writes what it prints into a file.
fn write(command: &mut Command, path: &Path) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let status = command.stdout(file).status().map_err(|error| format!("{name} cannot start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status})")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_report_are_a_mean_and_a_count() {
        assert_eq!(mean("0.912(57)"), Some((0.912, 57.0)));
        assert_eq!(mean("-"), None);
    }

    #[test]
    fn figures_of_the_checks_are_read() {
        assert_eq!(goal("FIGURE\tclaims\t0.6512\t0.65"), Some(("**claims**".to_owned(), Some(0.6512), 0.65)));
        assert_eq!(goal("test a ... ok"), None);
    }

    #[test]
    fn scores_are_read_from_flat_json() {
        let scores = figures("{\"nDCG@10\": 0.5316, \"n\": 113}\n");
        assert_eq!((scores["nDCG@10"], scores["n"]), (0.5316, 113.0));
    }
}
