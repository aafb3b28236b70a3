//! What a durable turn of an agent costs, beside peers on the same scripted model.

mod bare;
mod counted;
mod held;
mod mind;
mod ours;
mod resumed;
mod steps;
mod stored;
#[path = "../../../tests/it/agents/stub.rs"]
mod stub;
mod stub_process;

use serde_json::Value;

use self::stub_process::StubProcess;
use crate::commits::database;
use crate::measure::{folder, in_own_process, processor_seconds};
use crate::table::{Table, figure, number, told};
use crate::{Outcome, Plan, peer};

/// Turns with a call, before the last answer.
const TURNS: u64 = 10;
/// Runs at the same time.
const IN_FLIGHT: usize = 100;

/// Prints the tables.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    println!("## Agents\n");
    turns(plan)?;
    stored::run(plan)?;
    held::run(plan)?;
    resumed::run(plan)
}

/// Measures in this process.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments {
        ["stub"] => stub_process::serve("0"),
        ["stub", port] => stub_process::serve(port),
        ["bare", port, runs] => runtime.block_on(bare::measured(port, runs.parse()?)),
        ["ours", place, port, runs] => runtime.block_on(ours::measured(place, port, runs.parse()?)),
        ["stored", place, turns, output, runs] => {
            runtime.block_on(stored::measured(place, turns.parse()?, output.parse()?, runs.parse()?))
        }
        ["held", what, port, count] => runtime.block_on(held::measured(what, port, count.parse()?)),
        ["prepare", place, turns] => runtime.block_on(resumed::prepared(place, turns.parse()?)),
        ["resume", place] => runtime.block_on(resumed::measured(place)),
        _ => Err("agents stub|bare|ours|stored|held|prepare|resume …".into()),
    }
}

/// Measures a row: by the port of the stand-in, and how many runs.
type Measure = Box<dyn Fn(&str, &str) -> Outcome<Value>>;
/// A row of the table.
type Row = (String, Measure);

fn turns(plan: &Plan) -> Outcome<()> {
    let (runs, peer_runs) = if plan.quick { (40, 20) } else { (2_000, 200) };
    println!(
        "Runs of {TURNS} turns with one call of a tool each and a last answer, {IN_FLIGHT} at the same time, against a \
         stand-in for a server of models in a process of its own, which answers at once. The tool is `pure` and says \
         `ok`. Processor time is that of the measured process, per turn of the model; that of the stand-in stands \
         apart (warming up included), and that of PostgreSQL is not counted. The bare client sends the same requests \
         and reads the answers, with no engine and no JSON: `reqwest` in Rust, `httpx` in Python. *Not durable* is an \
         office in memory. {runs} runs of ours, {peer_runs} of each peer, which \
         takes longer. Memory is the most while they run less that before, for each run in flight, what databases \
         keep for themselves included.\n"
    );
    let table = Table::new(&[
        "engine",
        "CPU µs per turn",
        "over its bare client µs",
        "runs per second",
        "KiB per run in flight",
        "stand-in CPU µs per turn",
    ]);
    let stub = StubProcess::start()?;
    let home = folder()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let bare: Measure = Box::new(|port, runs| in_own_process("agents", &["bare", port, runs]));
    let ours = |place: String| -> Measure {
        Box::new(move |port, runs| in_own_process("agents", &["ours", &place, port, runs]))
    };
    let sqlite = home.path().join("ours").to_string_lossy().into_owned();
    let mut rows: Vec<Row> = vec![
        ("reqwest".to_owned(), bare),
        ("Secretariat, not durable".to_owned(), ours("memory".to_owned())),
        ("Secretariat on SQLite".to_owned(), ours(sqlite)),
    ];
    if let Some(server) = &plan.postgres {
        rows.push((
            "Secretariat on PostgreSQL".to_owned(),
            ours(runtime.block_on(database(server, "bench_agents"))?),
        ));
    }
    show(&table, &stub, &rows, &runs.to_string())?;
    if plan.peer.is_some() {
        show(&table, &stub, &peers(plan, &home.path().to_string_lossy(), &runtime)?, &peer_runs.to_string())?;
    }
    println!();
    Ok(())
}

/// Measures the rows one after the other; the first of them is the bare client of the others.
fn show(table: &Table, stub: &StubProcess, rows: &[Row], runs: &str) -> Outcome<()> {
    let mut bare = f64::NAN;
    for (place, (name, measure)) in rows.iter().enumerate() {
        let before = processor_seconds(stub.id());
        let measured = measure(&stub.port, runs)?;
        let turns = number(&measured, "turns");
        let spent = match (before, processor_seconds(stub.id())) {
            (Some(before), Some(after)) => (after - before) * 1e6 / turns,
            _ => f64::NAN,
        };
        let each = number(&measured, "cpu_us_per_turn");
        if place == 0 {
            bare = each;
        }
        table.row(vec![
            name.clone(),
            figure(each),
            if place == 0 { String::new() } else { figure(each - bare) },
            told(&measured, "runs_per_second"),
            told(&measured, "kib_per_run"),
            figure(spent),
        ]);
    }
    Ok(())
}

fn peers(plan: &Plan, home: &str, runtime: &tokio::runtime::Runtime) -> Outcome<Vec<Row>> {
    let mut kinds = vec![
        ("httpx", "agents_bare.py", "none", String::new()),
        ("LangGraph, not durable", "agents_langgraph.py", "none", String::new()),
        ("LangGraph, saver in memory", "agents_langgraph.py", "memory", String::new()),
        ("LangGraph on SQLite", "agents_langgraph.py", "sqlite", format!("{home}/langgraph.sqlite")),
        ("OpenAI Agents, not durable", "agents_openai.py", "none", String::new()),
        ("Pydantic AI, not durable", "agents_pydantic.py", "none", String::new()),
        (
            "Pydantic AI with DBOS on SQLite",
            "agents_pydantic.py",
            "dbos",
            format!("sqlite:///{home}/dbos.sqlite"),
        ),
    ];
    if let Some(server) = &plan.postgres {
        let database = |name: &str| runtime.block_on(database(server, name));
        kinds.push((
            "LangGraph on PostgreSQL",
            "agents_langgraph.py",
            "postgres",
            database("bench_langgraph")?,
        ));
        kinds.push((
            "Pydantic AI with DBOS on PostgreSQL",
            "agents_pydantic.py",
            "dbos",
            database("bench_dbos")?,
        ));
    }
    let rows = kinds.into_iter().map(|(name, script, mode, place)| {
        let python = plan.peer.clone();
        let measure: Measure = Box::new(move |port, runs| {
            let plan = Plan { peer: python.clone(), ..Plan::default() };
            let (turns, many) = (TURNS.to_string(), IN_FLIGHT.to_string());
            peer::measured(&plan, script, &[port, runs, &many, &turns, mode, &place])
        });
        (name.to_owned(), measure)
    });
    Ok(rows.collect())
}
