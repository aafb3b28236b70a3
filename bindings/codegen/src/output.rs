//! Writes files, or compares them with what is there.

use std::fs;
use std::path::PathBuf;

/// Where generated files go.
pub(crate) struct Output {
    root: PathBuf,
    check: bool,
    stale: Vec<String>,
}

impl Output {
    pub(crate) fn new(root: PathBuf, check: bool) -> Self {
        Self { root, check, stale: Vec::new() }
    }

    /// Writes a file below the root if it differs, or notes that it does.
    pub(crate) fn file(&mut self, path: &str, text: String) -> Result<(), String> {
        let whole = self.root.join(path);
        if fs::read_to_string(&whole).is_ok_and(|present| present == text) {
            return Ok(());
        }
        if self.check {
            self.stale.push(path.to_owned());
            return Ok(());
        }
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        fs::write(&whole, text).map_err(|error| format!("{path}: {error}"))?;
        println!("wrote {path}");
        Ok(())
    }

    /// Fails when a checked file was not up to date.
    pub(crate) fn finish(self) -> Result<(), String> {
        match self.stale.is_empty() {
            true => Ok(()),
            false => Err(format!("not up to date, run `cargo xtask gen`: {}", self.stale.join(", "))),
        }
    }
}
