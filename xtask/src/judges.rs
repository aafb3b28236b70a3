//! Drafts before readers of other makers: Python's mail parser, icalendar, vobject, python-docx, LibreOffice, qpdf,
//! poppler, tidy.

use std::process::Command;

use crate::shell::{cargo, root, step, target};
use crate::tools;

/// How many drafts are judged in every run, and with `--full`.
const QUICK: u64 = 60;
const FULL: u64 = 10_000;
/// How many lie on the disk at the same time.
const LOAD: u64 = 500;

/// Writes odd drafts in every form and has them judged; a finding fails. LibreOffice opens the first load only, as
/// it is slow, and only with `--full`, as it is large.
pub(crate) fn run(full: bool) -> Result<(), String> {
    tools::ensure_judges(full)?;
    let python = tools::judges()?;
    let count = if full { FULL } else { QUICK };
    let folder = target().join("judged-drafts");
    for from in (0..count).step_by(usize::try_from(LOAD).unwrap_or(usize::MAX)) {
        let number = LOAD.min(count - from);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let mut write = cargo(&["test", "--quiet", "--locked", "--workspace", "--test", "it"]);
        write
            .args(["odd_drafts_are_written_for_other_readers", "--", "--ignored"])
            .env("SECRETARIAT_DRAFTS", &folder)
            .env("SECRETARIAT_DRAFTS_FROM", from.to_string())
            .env("SECRETARIAT_DRAFTS_COUNT", number.to_string());
        step(&format!("write drafts {from} to {}", from + number), &mut write)?;
        let mut judge = Command::new(&python);
        judge.arg(root().join("core/tests/judges/drafts.py")).arg(&folder);
        if full && from == 0 {
            judge.arg("--office");
        }
        step("judge drafts", &mut judge)?;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}
