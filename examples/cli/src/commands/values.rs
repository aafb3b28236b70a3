//! `secretariat values`: typed values of JSON lines.

use std::io::{BufRead, Write};

use secretariat::{Error, Result};

use crate::output::Output;

pub(crate) fn run(output: &Output) -> Result<u8> {
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line
            .map_err(|error| Error::invalid_input("standard input is not UTF-8 text").with_source(error))?;
        if line.trim().is_empty() {
            continue;
        }
        let case = serde_json::from_str(&line).map_err(|error| {
            Error::invalid_input(format!(
                "line {} is not JSON; write {{\"id\", \"language\", \"text\", \"reference\"}}",
                number + 1
            ))
            .with_source(error)
        })?;
        if writeln!(stdout, "{}", secretariat::values::judge::judge_line(&case)).is_err() {
            break;
        }
    }
    let _ = stdout.flush();
    let _ = output;
    Ok(0)
}
