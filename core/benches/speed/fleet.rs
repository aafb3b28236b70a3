//! How fast worker processes on one database take files in, and what an idle one costs.

use std::io::Read as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use secretariat::settings::Settings;
use secretariat::{Office, Source};
use serde_json::{Value, json};

use crate::commits::database;
use crate::measure::{folder, in_own_process, own_memory, resident_memory};
use crate::table::{Table, figure, megabytes};
use crate::{Outcome, Plan, samples};

/// The formats of an office's day, each the same number of times.
const FORMATS: [&str; 3] = ["pdf", "docx", "eml"];
/// How long an idle worker is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(3);

/// Prints the tables.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let Some(server) = &plan.postgres else { return Ok(()) };
    let each = if plan.quick { 8 } else { 160 };
    println!("## Fleet\n");
    println!(
        "{} files ({each} each of PDF, DOCX and mail) handed in as one job by a process that does no work itself, \
         until the last one is stored; records and files are in PostgreSQL. Each worker is a process of its own on \
         the same machine.\n",
        each * FORMATS.len()
    );
    let table = Table::new(&["workers", "files per second"]);
    let runtime = tokio::runtime::Runtime::new()?;
    let home = folder()?;
    let mut files = Vec::new();
    for format in FORMATS {
        let place = home.path().join(format);
        samples::write(&place, format, each)?;
        files.extend(samples::files(&place)?);
    }
    for workers in [1, 2, 4] {
        let rate = runtime.block_on(async {
            let url = database(server, "bench_fleet").await?;
            let settings =
                Settings { workers: Some(0), storage: Some(url.as_str().into()), ..Settings::default() };
            let office = Office::builder().settings(settings).build().await?;
            let fleet = (0..workers).map(|_| Worker::start(&url)).collect::<Outcome<Vec<_>>>()?;
            let start = Instant::now();
            let outcomes = office.documents().submit(files.iter().map(Source::file).collect()).wait().await?;
            let seconds = start.elapsed().as_secs_f64();
            drop(fleet);
            if let Some(error) = outcomes.iter().find_map(|outcome| outcome.result.as_ref().err()) {
                return Err(format!("a file was not taken in: {error}").into());
            }
            office.close().await?;
            Outcome::Ok(files.len() as f64 / seconds)
        })?;
        table.row(vec![workers.to_string(), figure(rate)]);
    }
    println!(
        "\nMemory of an idle worker process, {} s after its start. What is resident and not its own are pages of the \
         program's file, which all processes of a machine share.\n",
        SETTLE.as_secs()
    );
    let table = Table::new(&["database", "its own MB", "resident MB"]);
    let place = home.path().join("idle").to_string_lossy().into_owned();
    let url = runtime.block_on(database(server, "bench_idle"))?;
    for (name, place) in [("SQLite", place), ("PostgreSQL", url)] {
        let idle = in_own_process("fleet", &["idle", &place])?;
        table.row(vec![name.to_owned(), megabytes(&idle, "own_bytes"), megabytes(&idle, "resident_bytes")]);
    }
    println!();
    Ok(())
}

/// A worker process, which ends when its input is closed.
struct Worker {
    process: Child,
    input: Option<ChildStdin>,
}

impl Worker {
    /// Starts a worker and waits until its office is open.
    fn start(url: &str) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["measured", "fleet", "work", url]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let input = process.stdin.take();
        let mut ready = [0; 1];
        process.stdout.as_mut().ok_or("a worker without output")?.read_exact(&mut ready)?;
        Ok(Self { process, input })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

/// Works until the input ends, or idles and tells its memory.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let [role, place] = arguments else { return Err("measured fleet work|idle PLACE".into()) };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let office = Office::open(place).await?;
        let (mut resident, mut own) = (None, None);
        if *role == "idle" {
            tokio::time::sleep(SETTLE).await;
            (resident, own) = (resident_memory(), own_memory());
        } else {
            println!("ready");
            tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
        }
        office.close().await?;
        Ok(json!({ "resident_bytes": resident, "own_bytes": own }))
    })
}
