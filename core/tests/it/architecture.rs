//! The layers of the core, lowest first: a module may use its own layer's row and those below.
//!
//! Scans every `crate::` path and every `use super::super` escape of `core/src`, outside `#[cfg(test)]`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The layers, lowest first, with the modules of each. Modules of one port layer never import each other.
const LAYERS: [(&str, &[&str]); 15] = [
    ("base", &["error", "id", "clock", "settings", "evidence", "callback", "aws"]),
    ("values", &["values"]),
    // Below the other ports, for what they store is encrypted under keys.
    ("keys", &["keys"]),
    ("ports", &["storage", "blobs", "cache", "queue", "models"]),
    ("work", &["work"]),
    ("house", &["rights", "audit", "people", "approvals", "sessions"]),
    // Below the documents and communications, so that it imports neither.
    ("agents", &["agents"]),
    ("search", &["search"]),
    ("documents", &["documents"]),
    ("communications", &["communications"]),
    ("joints", &["forwarding", "memory", "outbound", "schedules", "tools", "webhooks"]),
    // Of all that an office holds.
    ("privacy", &["privacy"]),
    // A whole office as one file.
    ("archive", &["backup"]),
    ("face", &["office", "plain"]),
    // An office as others see it.
    ("doors", &["mcp"]),
];

/// Ports never see each other nor values.
const CLOSED: [&str; 1] = ["ports"];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|(_, modules)| modules.contains(&module))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module of the first level that a file belongs to.
fn module(root: &Path, file: &Path) -> String {
    let first = file.strip_prefix(root).unwrap().components().next().unwrap();
    Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
}

/// The `crate::` paths of a file with their lines; test modules at the end of a file are left out.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            break;
        }
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let name: String =
                code[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !name.is_empty() {
                found.push((number + 1, name));
            }
        }
    }
    found
}

#[test]
fn modules_import_only_from_lower_layers() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    let mut errors = Vec::new();
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in all {
        let from = module(&root, &file);
        if from == "lib" {
            continue;
        }
        let shown = file.strip_prefix(&root).unwrap().display().to_string();
        if shown.ends_with("tests.rs") || shown.contains("/tests/") {
            continue;
        }
        let Some(own) = layer(&from) else {
            errors.push(format!("{shown}: the module {from} stands in no layer"));
            continue;
        };
        for (line, to) in imports(&std::fs::read_to_string(&file).unwrap()) {
            // Re-exports of the root are the base's types.
            let Some(other) = layer(&to) else { continue };
            let closed = other == own && from != to && CLOSED.contains(&LAYERS[own].0);
            if other > own || closed {
                errors.push(format!("{shown}:{line}: {from} must not import {to}"));
            }
            if from != to {
                edges.entry(from.clone()).or_default().push(to);
            }
        }
    }
    for (from, targets) in &edges {
        for to in targets {
            let back = edges.get(to).is_some_and(|targets| targets.contains(from));
            if back {
                errors.push(format!("{from} and {to} import each other"));
            }
        }
    }
    errors.sort();
    errors.dedup();
    assert!(errors.is_empty(), "forbidden edges:\n{}", errors.join("\n"));
}
