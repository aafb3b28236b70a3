//! Finds typed values in cases read as JSON lines from standard input, one JSON line out for each:
//! `cargo run --example values < cases.jsonl`.

use std::io::{BufRead, Write};

use secretariat::values::judge::judge_line;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let case: serde_json::Value = serde_json::from_str(&line?)?;
        writeln!(out, "{}", judge_line(&case))?;
    }
    out.flush()
}
