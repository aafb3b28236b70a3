//! Kills workers of runs with SIGKILL, inside a call, inside a question to the model, and between calls that run side by
//! side; then counts, per class of effect, what the world outside saw.
//!
//! The kills of `crashes.rs` are simulated, at every point of a script; these are real processes, a real HTTP model and
//! a real disk, at a few points.

mod worker;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use secretariat::agents::Effect;
use secretariat::id::WorkspaceId;
use secretariat::storage::Query;
use tempfile::TempDir;

use self::worker::{Order, ROLE, TURNS, open};
use super::stub::{self, Asked};
use super::world::kind;

/// How long a call takes, in milliseconds; of several side by side each takes so much longer than the one before.
const TOOL: u64 = 200;
/// How long a run may take, with all its kills.
const MOST: Duration = Duration::from_secs(60);

/// Where a worker is killed.
struct Case {
    name: &'static str,
    /// Calls side by side.
    parallel: u64,
    /// How many effects there are when it is killed, each time; where the model thinks, which turn it is asked for.
    kills: &'static [u64],
    /// How long after that, and how long the model thinks, in milliseconds.
    after: u64,
    thinks: u64,
}

const CASES: [Case; 3] = [
    Case { name: "inside a call", parallel: 1, kills: &[3, 5], after: 0, thinks: 0 },
    Case { name: "inside a question", parallel: 1, kills: &[3, 5], after: 150, thinks: 300 },
    Case { name: "between three calls", parallel: 3, kills: &[9], after: TOOL + TOOL / 2, thinks: 0 },
];

/// What the world saw of some runs.
#[derive(Debug, Default)]
struct Seen {
    runs: usize,
    kills: usize,
    effects: usize,
    /// Effects beyond the first of each call.
    again: usize,
    /// Calls that came with more than one key.
    keys: usize,
    asked: usize,
    turns: usize,
    /// Turns whose answer was stored and that were asked for again.
    twice: usize,
}

/// The role of the child: works until its run is over, or it is killed.
#[expect(clippy::disallowed_methods, reason = "the test, or `crash.py`, tells its child what to do")]
#[test]
fn worker_that_is_killed() {
    let Ok(order) = std::env::var(ROLE) else { return };
    let order = Order::read(&order);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(worker::work(order));
}

fn child(order: &str, side: &Path, port: u16, thinks: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "agents::killed::worker_that_is_killed", "--nocapture", "--test-threads=1"])
        .env(ROLE, order)
        .env("SIDE_LOG", side)
        .env("STUB", format!("http://127.0.0.1:{port}/v1"))
        .env("TOOL_MS", TOOL.to_string())
        .env("MODEL_MS", thinks.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn beside(side: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", side.display()))
}

/// Lets one run live through its kills, and adds what was seen.
async fn survive(
    seen: &mut Seen,
    (effect, case): (Effect, &Case),
    (place, run): (&str, &str),
    home: &Path,
    (port, asked): (u16, &Asked),
) {
    let side = home.join(run);
    let order = Order { effect, place: place.to_owned(), run: run.to_owned(), parallel: case.parallel };
    let (order, began) = (order.to_string(), Instant::now());
    let mut kills = case.kills.iter();
    // Turns that were stored when a worker died, and how often they had been asked for.
    let mut paid: BTreeMap<String, u64> = BTreeMap::new();
    let mut at = kills.next();
    while !beside(&side, "done").exists() {
        let mut process = child(&order, &side, port, case.thinks);
        while process.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < MOST, "{effect:?}, {}: run {run} does not end", case.name);
            let is_due = |at: &u64| match case.thinks {
                0 => lines(&side).len() as u64 >= *at,
                _ => asked.lock().unwrap().contains_key(&format!("{run}:{at}")),
            };
            if at.is_some_and(is_due) {
                tokio::time::sleep(Duration::from_millis(case.after)).await;
                process.kill().unwrap();
                process.wait().unwrap();
                let stored = answers(place, run).await;
                let asked = asked.lock().unwrap();
                let turns = (0..stored).map(|turn| format!("{run}:{turn}"));
                paid.extend(turns.map(|turn| (turn.clone(), asked.get(&turn).copied().unwrap_or_default())));
                (seen.kills, at) = (seen.kills + 1, kills.next());
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    let (mut of, mut keys) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, BTreeSet<String>>::new());
    for line in lines(&side) {
        let mut words = line.split(' ').skip(1);
        let (number, key) = (words.next().unwrap().to_owned(), words.nth(1).unwrap().to_owned());
        *of.entry(number.clone()).or_default() += 1;
        keys.entry(number).or_default().insert(key);
    }
    let calls = usize::try_from(TURNS * case.parallel).unwrap();
    assert_eq!(of.len(), calls, "{effect:?}, {}: every call took effect", case.name);
    assert!(at.is_none(), "{effect:?}, {}: it was over before it was killed", case.name);
    let asked = asked.lock().unwrap();
    seen.runs += 1;
    seen.effects += of.len();
    seen.again += of.values().map(|count| count - 1).sum::<usize>();
    seen.keys += keys.values().filter(|keys| keys.len() > 1).count();
    seen.asked += lines(&beside(&side, "asked")).len();
    seen.turns += (0..=TURNS).filter_map(|turn| asked.get(&format!("{run}:{turn}"))).sum::<u64>() as usize;
    seen.twice += paid.iter().filter(|(turn, count)| asked.get(*turn) != Some(count)).count();
}

/// Counts the answers of the model that are stored.
async fn answers(place: &str, run: &str) -> u64 {
    let (storage, home) = (open(place).await, WorkspaceId::default_workspace());
    let runs = storage.query(Query::new(home.clone(), "runs")).await.unwrap().records;
    let id = runs.into_iter().find(|record| record.body["agent"] == run).unwrap().id;
    let log = storage.read(&home, &format!("run/{id}"), 0, 1_000).await.unwrap();
    storage.close().await.unwrap();
    log.iter().filter(|entry| kind(&entry.event) == "model_completed").count() as u64
}

/// Kills workers of each class in each case, and asserts what each class promises.
async fn kill_all(database: &str, repetitions: usize) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, asked) = (listener.local_addr().unwrap().port(), Asked::default());
    tokio::spawn(stub::serve(listener, asked.clone()));
    let classes = [Effect::Pure, Effect::Idempotent, Effect::Once, Effect::Transactional];
    let home = TempDir::new().unwrap();
    let (home, asked) = (home.path(), &asked);
    let all = classes.iter().map(|effect| async move {
        let place = place(database, home, *effect).await;
        for case in &CASES {
            let mut seen = Seen::default();
            for repetition in 0..repetitions {
                let run = format!("k{}{repetition}x{}", *effect as u8, case.name.len());
                survive(&mut seen, (*effect, case), (&place, &run), home, (port, asked)).await;
            }
            println!("{effect:?}, {}: {seen:?}", case.name);
            let about = format!("{effect:?}, {}: {seen:?}", case.name);
            assert_eq!(seen.twice, 0, "a turn that was stored was paid for again: {about}");
            assert!(seen.turns <= seen.runs * (TURNS as usize + 1) + seen.kills, "{about}");
            assert_eq!(seen.keys, 0, "a call came under another key: {about}");
            match effect {
                Effect::Once | Effect::Transactional => assert_eq!(seen.again, 0, "{about}"),
                // At most what was under way when the process died.
                Effect::Pure | Effect::Idempotent => {
                    assert!(seen.again <= seen.kills * case.parallel as usize, "{about}");
                }
            }
            if *effect == Effect::Once && case.name == "inside a call" {
                // On a busy machine a kill may come when the call has just ended.
                let is_asked = seen.asked > 0 && seen.asked <= seen.kills;
                assert!(is_asked, "a person is asked about an interrupted call: {about}");
            }
        }
    });
    futures::future::join_all(all).await;
}

/// Makes a database for the runs of a class.
async fn place(database: &str, home: &Path, effect: Effect) -> String {
    match database {
        "sqlite" => format!("sqlite:{}", home.join(format!("{effect:?}.sqlite")).display()),
        server => format!("postgres:{}", crate::postgres::database(server).await),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_of_runs_keep_what_each_class_promises_on_sqlite() {
    kill_all("sqlite", crate::counts::kills(1, 20)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_of_runs_keep_what_each_class_promises_on_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    kill_all(&server, crate::counts::kills(1, 20)).await;
}
