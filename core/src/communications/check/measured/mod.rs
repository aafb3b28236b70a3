//! What the checks catch and what they cost, measured.
//!
//! Small counts on sentences of our own run with every test. With `SECRETARIAT_DATA=DIR`, where `DIR` holds the
//! folder `data` of `cargo xtask quality`, the same programmes run on foreign text and print lines
//! `FIGURE<TAB>name<TAB>measured<TAB>least`.

use std::path::PathBuf;

mod consistency;
mod mutations;
mod speed;

/// The folder of the labelled data, if it was named.
fn labelled() -> Option<PathBuf> {
    std::env::var_os("SECRETARIAT_DATA").map(|folder| PathBuf::from(folder).join("data"))
}

/// Prints a figure for `cargo xtask quality`.
fn figure(name: &str, measured: f64, least: f64) {
    println!("FIGURE\t{name}\t{measured:.4}\t{least}");
}

/// The lines of a file as JSON.
fn lines(path: &std::path::Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
