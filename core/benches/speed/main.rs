//! Speed and memory, each beside a peer in the same run: `cargo xtask bench` runs it and keeps the tables.
//!
//! Every measure runs in a process of its own (this program starts itself again), so that its peak memory
//! is its own and nothing is warm but the file cache.

mod agents;
mod commits;
mod corpus;
mod drafts;
mod fleet;
mod ingest;
mod measure;
mod open;
mod outbox;
mod peer;
mod samples;
mod search;
mod table;
mod wakeups;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

/// What a part of the benchmarks ends with; errors are shown as they are.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const USAGE: &str = "speed [ingest|search|open|drafts|commits|work|wakeups|fleet|outbox|agents]… [--quick] [--peer PYTHON] \
                     [--postgres URL] [--redis URL] [--rabbitmq URL]";

/// How to measure.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Small counts, to see that everything runs.
    pub(crate) quick: bool,
    /// The Python that has the peers; without it their columns stay empty.
    pub(crate) peer: Option<PathBuf>,
    /// Services, as `cargo xtask services` prints them; without one, its rows are left out.
    pub(crate) postgres: Option<String>,
    pub(crate) redis: Option<String>,
    pub(crate) rabbitmq: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("speed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["measured", part, rest @ ..] = words.as_slice() {
        let result = match *part {
            "ingest" => ingest::measured(rest)?,
            "search" => search::measured(rest)?,
            "open" => open::measured(rest)?,
            "drafts" => drafts::measured(rest)?,
            "fleet" => fleet::measured(rest)?,
            "agents" => agents::measured(rest)?,
            _ => return Err(format!("there is no part {part}").into()),
        };
        println!("{result}");
        return Ok(());
    }
    let (mut plan, mut names) = (Plan::default(), Vec::new());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--quick" => plan.quick = true,
            "--peer" => plan.peer = Some(rest.next().ok_or(USAGE)?.into()),
            "--postgres" => plan.postgres = Some((*rest.next().ok_or(USAGE)?).to_owned()),
            "--redis" => plan.redis = Some((*rest.next().ok_or(USAGE)?).to_owned()),
            "--rabbitmq" => plan.rabbitmq = Some((*rest.next().ok_or(USAGE)?).to_owned()),
            // What cargo says to every benchmark.
            "--bench" => {}
            name @ ("ingest" | "search" | "open" | "drafts" | "commits" | "work" | "wakeups" | "fleet"
            | "outbox" | "agents") => names.push(name),
            _ => return Err(USAGE.into()),
        }
    }
    let all = names.is_empty();
    let asked = |name: &str| all || names.contains(&name);
    if asked("ingest") {
        ingest::run(&plan)?;
    }
    if asked("search") {
        search::run(&plan)?;
    }
    if asked("open") {
        open::run(&plan)?;
    }
    if asked("drafts") {
        drafts::run(&plan)?;
    }
    if asked("commits") {
        commits::run(&plan)?;
    }
    if asked("work") {
        work::run(&plan)?;
    }
    if asked("wakeups") {
        wakeups::run(&plan)?;
    }
    if asked("fleet") {
        fleet::run(&plan)?;
    }
    if asked("outbox") {
        outbox::run(&plan)?;
    }
    if asked("agents") {
        agents::run(&plan)?;
    }
    Ok(())
}
