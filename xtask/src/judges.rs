//! Drafts before readers of other makers: Python's mail parser, icalendar, vobject, python-docx, LibreOffice, qpdf,
//! poppler, tidy, SpamAssassin.

use std::path::Path;
use std::process::Command;

use crate::shell::{root, step, target, whole};
use crate::tools;

/// How many drafts are judged in every run, and with `--full`.
const QUICK: u64 = 60;
const FULL: u64 = 10_000;
/// How many lie on the disk at the same time.
const LOAD: u64 = 500;

/// The score that no kind of mail may exceed; mail is taken for spam from 5.
const MOST_SPAM: f64 = 1.0;

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
        let mut write = whole("test");
        write
            .args(["--quiet", "--test", "it", "odd_drafts_are_written_for_other_readers", "--", "--ignored"])
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
    if full {
        spam(&folder)?;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Has a mail of each kind in English and German looked at by SpamAssassin, without asking the network.
fn spam(folder: &Path) -> Result<(), String> {
    std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut write = whole("test");
    write
        .args(["--quiet", "--test", "it", "samples_are_written_to_look_at", "--", "--ignored"])
        .env("SECRETARIAT_DRAFTS", folder);
    step("write a mail of each kind", &mut write)?;
    let files = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut seen = 0;
    for file in files.filter_map(Result::ok).map(|file| file.path()) {
        if file.extension().is_none_or(|end| end != "eml") {
            continue;
        }
        let mail = std::fs::File::open(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let judged = Command::new("spamassassin")
            .args(["-L", "-t"])
            .stdin(mail)
            .output()
            .map_err(|error| format!("spamassassin: {error}"))?;
        let text = String::from_utf8_lossy(&judged.stdout);
        let score = text.split("score=").nth(1).and_then(|rest| rest.split_whitespace().next());
        match score.and_then(|score| score.parse::<f64>().ok()) {
            Some(score) if score <= MOST_SPAM => seen += 1,
            Some(score) => return Err(format!("{}: SpamAssassin gives {score}", file.display())),
            None => return Err(format!("{}: SpamAssassin says nothing", file.display())),
        }
    }
    println!("SpamAssassin: {seen} mails, none above {MOST_SPAM}");
    if seen == 0 { Err("there were no mails for SpamAssassin".to_owned()) } else { Ok(()) }
}
