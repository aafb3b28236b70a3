//! What calls cost in Rust, beside which the benchmarks of the bindings stand: prints JSON.
//!
//! ```console
//! $ cargo run --release -p secretariat-bridge --example overhead -- examples/files
//! ```

use std::time::Instant;

use secretariat::documents::Source;
use secretariat::values::{ValueOptions, find};
use secretariat::{Office, Result};
use serde_json::json;

const TEXT: &str = "The rent of EUR 1,250.00 is due on 3 March 2026.";
const ROUNDS: u32 = 2_000;

#[tokio::main]
async fn main() -> Result<()> {
    let files = std::env::args().nth(1).unwrap_or_else(|| "examples/files".to_owned());
    let options = ValueOptions::default();
    let values = micros(|| drop(find(TEXT, &options)));
    let office = Office::in_memory().await?;
    let lease = office.documents().add(Source::file(format!("{files}/lease-Speicherhof-3.pdf"))).await?;
    let bytes = serde_json::to_string(&lease).map_or(0, |text| text.len());
    let started = Instant::now();
    for _ in 0..ROUNDS {
        office.documents().get(&lease.id).await?;
    }
    let get = started.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS);
    let sources = (0..1_000).map(|n| Source::text(format!("{n}.txt"), note(n))).collect();
    let started = Instant::now();
    office.documents().submit(sources).wait().await?;
    let ingest = started.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({
            "language": "rust", "values_us": values, "get_us": get, "get_kb": bytes as f64 / 1024.0,
            "ingest_1000_s": ingest,
        })
    );
    Ok(())
}

/// What the letters say, in turns.
const SAYS: [&str; 6] = [
    "Please pay EUR {}.50 by 14 March 2026.",
    "Can you confirm that the two pallets were delivered on Tuesday, 3 March 2026?",
    "The rent of the hall at Speicherhof 3 stays as it is until 31 December 2027.",
    "We met Ms Weber of Lindqvist & Co. about the lamps that flicker in the stairwell.",
    "Nothing of what was agreed in the meeting has changed since, and our offer stands for thirty days.",
    "Our account is DE02 1203 0000 0000 2020 51, and the telephone number is +49 30 901820.",
];

/// A letter of a page, another one for each number.
fn note(number: usize) -> String {
    let said: Vec<String> = (0..24)
        .map(|line| SAYS[(number + line) % SAYS.len()].replace("{}", &(number + line).to_string()))
        .collect();
    let paragraphs: Vec<String> = said.chunks(4).map(|sentences| sentences.join(" ")).collect();
    format!("Letter {number}\n\nDear Ms Weber,\n\n{}\n\nKind regards\nAnn Berg\n", paragraphs.join("\n\n"))
}

fn micros(mut call: impl FnMut()) -> f64 {
    let started = Instant::now();
    for _ in 0..ROUNDS {
        call();
    }
    started.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
}
