//! Speed and memory.

use crate::shell::{cargo, step};

/// Runs the benchmarks, all or those named.
pub(crate) fn run(names: &[&str]) -> Result<(), String> {
    let mut arguments = vec!["bench", "--package", "secretariat", "--"];
    arguments.extend(names);
    step("benchmarks", &mut cargo(&arguments))
}
