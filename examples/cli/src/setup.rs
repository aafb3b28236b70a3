//! From the options to an open office: the one place that looks at the environment.

use std::path::PathBuf;
use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::settings::{Isolation, Owner, Settings};
use secretariat::{Office, Result};

use crate::args::Global;

/// Opens the office of the options, and leaves long work to others: a short command begins nothing long.
pub(crate) async fn open(global: &Global) -> Result<Office> {
    build(global, Settings { workers: Some(0), ..settings(global) }).await
}

/// Opens the office of the options with a worker.
pub(crate) async fn open_with_worker(global: &Global) -> Result<Office> {
    build(global, settings(global)).await
}

async fn build(global: &Global, settings: Settings) -> Result<Office> {
    let mut builder = Office::builder().folder(&global.office).settings(settings);
    if let Some(now) = global.now {
        builder = builder.clock(Arc::new(FixedClock::at(now)));
    }
    builder.build().await
}

/// Returns the settings of the options.
pub(crate) fn settings(global: &Global) -> Settings {
    // A pretended time is a civil time as it stands, so it needs no zone.
    let zone = if global.now.is_some() { None } else { local_zone() };
    Settings {
        isolation: Some(match &global.parser_program {
            Some(path) => Isolation::Program { path: path.clone() },
            None if global.in_process => Isolation::InProcess,
            None => isolation(),
        }),
        tesseract: on_path("tesseract"),
        owner: (!global.me.is_empty()).then(|| Owner { addresses: global.me.clone() }),
        time_zone: zone,
        ..Settings::default()
    }
}

/// Uses the helper program beside this one, if it is there.
fn isolation() -> Isolation {
    let name = format!("secretariat-parser{}", std::env::consts::EXE_SUFFIX);
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join(name)));
    match beside.filter(|path| path.is_file()) {
        Some(path) => Isolation::Program { path },
        None => Isolation::InProcess,
    }
}

fn local_zone() -> Option<String> {
    jiff::tz::TimeZone::system().iana_name().map(str::to_owned)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(&name)).find(|path| path.is_file())
}
