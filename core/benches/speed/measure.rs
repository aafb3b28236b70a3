//! Times, peak memory, and processes of their own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::Outcome;

/// How long something took, many times.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// No time yet.
    pub(crate) const NONE: Self = Self(Vec::new());

    /// Returns the mean in milliseconds.
    pub(crate) fn mean(&self) -> f64 {
        self.0.iter().sum::<Duration>().as_secs_f64() * 1_000.0 / self.0.len() as f64
    }

    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Returns the time in milliseconds that this share of all stays within, by nearest rank.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let mut times = self.0.clone();
        times.sort();
        let rank = ((times.len() as f64 * share).ceil() as usize).max(1);
        times.get(rank - 1).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    }
}

/// Returns the most memory this process had at once, in bytes: `VmHWM` on Linux, else nothing.
pub(crate) fn peak_memory() -> Option<u64> {
    status("VmHWM:")
}

/// Returns the memory this process has now, in bytes: `VmRSS` on Linux, else nothing.
pub(crate) fn resident_memory() -> Option<u64> {
    status("VmRSS:")
}

fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1_024)
}

/// Returns the processor time that a process has used, in seconds, user and system: on Linux, else nothing. It is
/// counted in hundredths of a second, as `USER_HZ` is 100 on every architecture this runs on.
pub(crate) fn processor_seconds(process: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program comes before, in parentheses, and may hold anything.
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let (user, system) = (fields.next()?.ok()?, fields.next()?.ok()?);
    Some((user + system) as f64 / 100.0)
}

/// Returns the size of all files in a folder, in bytes.
pub(crate) fn size_of(folder: &Path) -> Outcome<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        size += if metadata.is_dir() { size_of(&entry.path())? } else { metadata.len() };
    }
    Ok(size)
}

/// Starts this program again to measure one thing, and reads what it says.
pub(crate) fn in_own_process(part: &str, arguments: &[&str]) -> Outcome<Value> {
    let mut command = Command::new(std::env::current_exe()?);
    said(command.arg("measured").arg(part).args(arguments))
}

/// Runs a program and reads the JSON that it prints.
pub(crate) fn said(command: &mut Command) -> Outcome<Value> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed ({})", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Returns the memory that is this process's alone, in bytes: `RssAnon` on Linux, else nothing. The rest of what is
/// resident are pages of the program's file, which all processes of a machine share.
pub(crate) fn own_memory() -> Option<u64> {
    status("RssAnon:")
}

/// Makes a folder that is removed again. It lies beside what cargo builds, because `/tmp` may be memory,
/// where a commit costs nothing.
pub(crate) fn folder() -> Outcome<tempfile::TempDir> {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(home)?;
    Ok(tempfile::Builder::new().prefix("speed-").tempdir_in(home)?)
}
