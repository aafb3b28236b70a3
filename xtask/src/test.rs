//! What every change must pass, and the long counts.

use crate::shell::{cargo, step};
use crate::tools;

/// Format, lints, all tests, documentation. A warning fails.
pub(crate) fn quick() -> Result<(), String> {
    tools::ensure()?;
    step("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    step(
        "clippy",
        &mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]),
    )?;
    step("ruff", tools::ruff()?.args(["check", "--quiet", "."]))?;
    // The programs are built first: tests of the command line run them.
    step("build", &mut cargo(&["build", "--workspace", "--bins", "--locked"]))?;
    step("tests", &mut cargo(&["test", "--workspace", "--locked"]))?;
    step(
        "documentation",
        cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "--deny warnings"),
    )
}

/// Kills, schedules and generated inputs in the counts that `docs/reliability.md` reports.
pub(crate) fn full() -> Result<(), String> {
    step(
        "long counts",
        cargo(&["test", "--workspace", "--locked", "--", "--nocapture", "full_"])
            .env("SECRETARIAT_FULL", "1")
            .env("PROPTEST_CASES", "20000"),
    )
}
