//! Speed and memory beside peers: runs the programs of `core/benches`, keeps their tables in
//! `docs/benchmarks.md`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::services::{self, Services};
use crate::shell::{cargo, root, step, target};

/// The parts, in the order of the page.
const PARTS: [&str; 10] =
    ["ingest", "search", "open", "drafts", "commits", "work", "wakeups", "fleet", "outbox", "agents"];

/// The parts that need databases and brokers.
const SERVED: [&str; 6] = ["commits", "work", "wakeups", "fleet", "outbox", "agents"];

/// The Python packages that the peers use.
const PACKAGES: [&str; 14] = [
    "markitdown[all]",
    "psycopg[binary,pool]",
    "procrastinate",
    "celery",
    "redis",
    "jinja2",
    "aiosmtplib",
    "langgraph",
    "langgraph-checkpoint-sqlite",
    "langgraph-checkpoint-postgres",
    "langchain-openai",
    "openai-agents",
    "pydantic-ai-slim[openai]",
    "dbos",
];

const PAGE: &str = "docs/benchmarks.md";

const HEAD: &str = "\
# Benchmarks

Speed and memory, each beside a peer in the same run on the same input. Measured again by `cargo xtask bench`
(release; some minutes), one part by `cargo xtask bench NAME` with one of ingest, search, open, drafts, commits, work,
wakeups, fleet, outbox, agents; `--quick` runs small counts and leaves this page alone. PostgreSQL, Redis and RabbitMQ are
those of `cargo xtask services`, on the same machine. The peers need Python 3; they are installed into
`target/bench-venv`. The programs stand in `core/benches`.
";

/// Runs the benchmarks, all or those named, and writes the page unless they are quick.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let quick = arguments.contains(&"--quick");
    let named: Vec<&str> = arguments.iter().filter(|argument| **argument != "--quick").copied().collect();
    if let Some(unknown) = named.iter().find(|name| !PARTS.contains(name)) {
        return Err(format!("there is no benchmark {unknown}; there are {}", PARTS.join(", ")));
    }
    let peers = peers()?;
    let parts: Vec<&str> =
        PARTS.into_iter().filter(|part| named.is_empty() || named.contains(part)).collect();
    step(
        "build",
        &mut cargo(&["bench", "--quiet", "--locked", "--workspace", "--bench", "speed", "--no-run"]),
    )?;
    let is_served = parts.iter().any(|part| SERVED.contains(part));
    let services = if is_served { Some(services::start()?.ready()?) } else { None };
    for part in parts {
        let section = measured(part, quick, peers.as_ref(), services.as_ref())?;
        println!("{section}");
        if !quick {
            keep(part, &section)?;
        }
    }
    Ok(())
}

/// Runs one part and returns its section of the page.
fn measured(
    part: &str,
    quick: bool,
    peers: Option<&PathBuf>,
    services: Option<&Services>,
) -> Result<String, String> {
    println!("── {part}");
    let busy = load();
    let mut command = cargo(&["bench", "--quiet", "--locked", "--workspace", "--bench", "speed", "--", part]);
    if quick {
        command.arg("--quick");
    }
    if let Some(python) = peers {
        command.arg("--peer").arg(python);
    }
    for (name, url) in services.into_iter().flat_map(Services::variables) {
        if let Some(name) =
            ["postgres", "redis", "rabbitmq"].iter().find(|known| name.ends_with(&known.to_uppercase()))
        {
            command.arg(format!("--{name}")).arg(url);
        }
    }
    let output = command
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{part}: cannot start: {error}"))?;
    if !output.status.success() {
        return Err(format!("{part} failed ({})", output.status));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let quick = if quick { " --quick" } else { "" };
    Ok(format!(
        "{}\n\n{}, `cargo xtask bench {part}{quick}`, {}{busy}.\n",
        text.trim_end(),
        first_line("date", &["-u", "+%Y-%m-%d"]),
        machine(),
    ))
}

/// Puts a section in the place of the one of the same name.
fn keep(part: &str, section: &str) -> Result<(), String> {
    let path = root().join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    let sections: Vec<&str> = page.split("\n## ").skip(1).collect();
    let mut text = HEAD.to_owned();
    for name in PARTS {
        let title = section_title(name);
        let known = sections.iter().find(|section| section.starts_with(&title));
        match known {
            _ if name == part => text.push_str(&format!("\n{}", section.trim_start())),
            Some(known) => text.push_str(&format!("\n## {}\n", known.trim_end())),
            None => {}
        }
    }
    // What is measured by other programs stays at the end.
    let titles: Vec<String> = PARTS.into_iter().map(section_title).collect();
    for other in sections.iter().filter(|section| !titles.iter().any(|title| section.starts_with(title))) {
        text.push_str(&format!("\n## {}\n", other.trim_end()));
    }
    let folder = path.parent().map_or_else(root, PathBuf::from);
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&path, text))
        .map_err(|error| format!("{PAGE} cannot be written: {error}"))
}

/// Returns the title of a part with its line's end.
fn section_title(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    format!("{}{rest}\n", first.to_uppercase())
}

/// Makes the environment of the peers, if there is a Python, and returns its interpreter.
fn peers() -> Result<Option<PathBuf>, String> {
    let home = target().join("bench-venv");
    let python = home.join("bin").join("python3");
    // Named by what is in it, so that a further package is installed.
    let ready = home.join(format!("ready-{}", PACKAGES.len()));
    if ready.is_file() {
        return Ok(Some(python));
    }
    let found = Command::new("python3").arg("--version").output();
    if !found.is_ok_and(|output| output.status.success()) {
        println!("missing: python3 with venv (the peers); their columns stay empty");
        return Ok(None);
    }
    step("peers", Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    let mut install = Command::new(&python);
    step("peers", install.args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    std::fs::write(&ready, "").map_err(|error| format!("{}: {error}", ready.display()))?;
    Ok(Some(python))
}

/// Describes the machine: processor, cores, memory.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let cores = if cores == 1 { "1 core".to_owned() } else { format!("{cores} cores") };
    let fact = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let processor = fact("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = fact("/proc/meminfo", "MemTotal")
        .and_then(|memory| memory.strip_suffix("kB")?.trim().parse::<f64>().ok())
        .map_or_else(String::new, |kilobytes| format!(", {:.0} GB", kilobytes * 1_024.0 / 1e9));
    format!("{cores} of {processor}{memory}, {}", std::env::consts::OS)
}

/// Says how busy the machine was with other work before the measure.
fn load() -> String {
    let average = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    average.split_whitespace().next().map_or_else(String::new, |one| format!(", load before {one}"))
}

fn first_line(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    text.unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}
