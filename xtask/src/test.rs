//! What every change must pass, and the long counts.

use std::process::Command;

use crate::bindings;
use crate::judges;
use crate::services;
use crate::shell::{cargo, root, step, whole};
use crate::tools;
use crate::web;

/// Format, lints, all tests, documentation. A warning fails.
pub(crate) fn quick() -> Result<(), String> {
    tools::ensure()?;
    // RabbitMQ needs as long as clippy.
    let starting = services::start()?;
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    step("clippy", whole("clippy").args(["--all-targets", "--", "--deny", "warnings"]))?;
    step("ruff", tools::ruff()?.args(["check", "--quiet", "."]))?;
    // The server carries its page.
    web::build()?;
    // The programs are built first: tests of the command line run them, and packages carry them.
    step("build", &mut whole("build"))?;
    bindings::generate(false)?;
    let services = starting.ready()?;
    let mut tests = whole("test");
    tests.env("SECRETARIAT_TEST_MAIL_PYTHON", tools::mail()?);
    tests.env("SECRETARIAT_TEST_INTEROP_PYTHON", tools::interop()?);
    tests.env("SECRETARIAT_TEST_CALENDAR_PYTHON", tools::judges()?);
    tests.env("SECRETARIAT_TEST_RSYSLOG", tools::RSYSLOG);
    tests.env("SECRETARIAT_TEST_OIDC_PYTHON", tools::oidc()?);
    tests.env("SECRETARIAT_TEST_MCP_EVERYTHING", tools::everything()?);
    step("tests", services.give(&mut tests))?;
    drop(services);
    judges::run(false)?;
    web::browse()?;
    bindings::check()?;
    step("documentation", whole("doc").arg("--no-deps").env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Tests that take many counts, by parts of their names: kills, outages, schedules and large files, and
/// properties of generated inputs.
const KILLS: [&str; 5] =
    ["kill", "judged_well", "constant_memory", "whatever_happens_each_step", "a_broker_that_is_away"];
const PROPERTIES: [&str; 15] = [
    "a_delivery_goes_its_way",
    "any_content_is_read",
    "any_text_",
    "every_text_reads_back",
    "spans_hold_their_words",
    "sentences_cover_all_words",
    "breaks_the_reader",
    "every_cell_is_in_exactly_one_region",
    "any_code_writes_any_number",
    "spans_lie_in_the_text",
    "mangled_",
    "histories_give_the_same",
    "damaged_files_never_panic",
    "hostile_",
    "one_changed_byte_anywhere",
];

/// Tests of what an encrypted database changes.
const ENCRYPTED: [&str; 4] = ["sqlcipher::", "encryption::", "backups::", "storage_kill::"];

/// Every value of every example sentence altered once, and of foreign text where the labelled data is at hand.
const CHECKS: [&str; 1] = ["check::measured::mutations"];

/// How many inputs are generated for each property.
const CASES: &str = "2000";

/// Kills and generated inputs in the counts that `docs/reliability.md` reports.
pub(crate) fn full() -> Result<(), String> {
    let services = services::start()?.ready()?;
    let data = root().join("../shared");
    for (name, tests) in [("kills", &KILLS[..]), ("properties", &PROPERTIES[..]), ("checks", &CHECKS[..])] {
        let mut command = whole("test");
        command
            .args(["--", "--nocapture"])
            .args(tests)
            .env("SECRETARIAT_FULL", "1")
            .env("PROPTEST_CASES", CASES);
        if name == "checks" && data.join("data").is_dir() {
            command.env("SECRETARIAT_DATA", &data);
        }
        services.give(&mut command);
        step(&format!("long counts: {name}"), &mut command)?;
    }
    // SQLCipher takes the place of SQLite in the whole program, so this is another build.
    let mut encrypted =
        cargo(&["test", "-p", "secretariat", "--features", "sqlcipher", "--test", "it", "--locked", "--"]);
    encrypted.args(ENCRYPTED);
    step("encrypted database", services.give(&mut encrypted))?;
    drop(services);
    judges::run(true)?;
    server_under_load()
}

/// Kills the reference server under uploads, takes its database away, and drives it for an hour. Each script starts a
/// PostgreSQL of its own.
fn server_under_load() -> Result<(), String> {
    // The server carries its page.
    web::build()?;
    step("build the server for release", whole("build").args(["--release", "--bins"]))?;
    let load = root().join("server-example/load");
    for (name, script, arguments) in [
        ("kill the server and its database", "durable.py", ["--kills", "20"]),
        ("drive the server for an hour", "soak.py", ["--minutes", "60"]),
    ] {
        step(name, Command::new("python3").arg(load.join(script)).args(arguments))?;
    }
    Ok(())
}
