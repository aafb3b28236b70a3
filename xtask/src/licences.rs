//! The licences of everything that is compiled into a package, as one text to ship with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::shell::cargo;

/// Writes the licences of all dependencies of the shipped packages into a file; equal texts stand once.
pub(crate) fn write(path: &str) -> Result<(), String> {
    let output = cargo(&["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(crate::shell::root())
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut unlicensed = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        // The workspace's own packages have no source.
        if package["source"].is_null() {
            continue;
        }
        let name = format!("{} {}", word(package, "name"), word(package, "version"));
        let licence = word(package, "license");
        if licence.is_empty() {
            unlicensed.push(name.clone());
        }
        let folder = Path::new(package["manifest_path"].as_str().unwrap_or_default()).parent();
        let mut found = folder.map(read).unwrap_or_default();
        if found.is_empty() {
            found.push(format!("Licence: {licence} (the package carries no text of it)"));
        }
        for text in found {
            texts.entry(text).or_default().push(format!("{name} ({licence})"));
        }
    }
    if !unlicensed.is_empty() {
        return Err(format!("no licence stated: {}", unlicensed.join(", ")));
    }
    let mut whole = "The licences of the software that is compiled into Secretariat.\n".to_owned();
    for (text, names) in &texts {
        whole.push_str(&format!("\n{}\n{}\n\n{}\n", "=".repeat(80), names.join(", "), text.trim()));
    }
    fs::write(path, whole).map_err(|error| format!("{path}: {error}"))?;
    println!("{path}: {} texts", texts.len());
    Ok(())
}

/// Reads the licence files of a package.
fn read(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().to_uppercase()).unwrap_or_default();
            path.is_file()
                && ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
                    .iter()
                    .any(|start| name.starts_with(start))
        })
        .collect();
    names.sort();
    names
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| text.replace("\r\n", "\n"))
        .collect()
}

fn word<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}
