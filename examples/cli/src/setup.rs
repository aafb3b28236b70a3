//! From the options to an open office: the one place that looks at the environment.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::settings::{Isolation, Owner, ServiceUrl, Settings};
use secretariat::{Error, Office, Result};

use crate::args::Global;

/// The variable that names where mail goes, for who does not want a password in the list of processes.
const MAIL: &str = "SECRETARIAT_MAIL";

/// Opens the office of the options, and leaves long work to others: a short command begins nothing long.
pub(crate) async fn open(global: &Global) -> Result<Office> {
    // Nor does it start the programs of MCP servers, which runs need.
    build(global, Settings { workers: Some(0), mcp: Vec::new(), ..settings(global)? }).await
}

/// Opens the office of the options with a worker.
pub(crate) async fn open_with_worker(global: &Global) -> Result<Office> {
    build(global, settings(global)?).await
}

async fn build(global: &Global, settings: Settings) -> Result<Office> {
    let mut builder = Office::builder().folder(&global.office).settings(settings);
    if let Some(now) = global.now {
        builder = builder.clock(Arc::new(FixedClock::at(now)));
    }
    builder.build().await
}

/// Returns the settings of the file, if there is one, and of the options, which go first.
pub(crate) fn settings(global: &Global) -> Result<Settings> {
    let mut settings = match &global.settings {
        Some(file) => read(file)?,
        None => Settings::default(),
    };
    // A pretended time is a civil time as it stands, so it needs no zone.
    let zone = if global.now.is_some() { None } else { local_zone() };
    settings.isolation = match &global.parser_program {
        Some(path) => Some(Isolation::Program { path: path.clone() }),
        None if global.in_process => Some(Isolation::InProcess),
        None => settings.isolation.or_else(|| Some(isolation())),
    };
    settings.tesseract = settings.tesseract.or_else(|| on_path("tesseract"));
    settings.time_zone = settings.time_zone.or(zone);
    if !global.me.is_empty() {
        settings.owner = Some(Owner { addresses: global.me.clone() });
    }
    let mail = global.mail.clone().or_else(|| std::env::var_os(MAIL)?.into_string().ok());
    if let Some(url) = mail.filter(|url| !url.is_empty()) {
        settings.mail.get_or_insert_default().outgoing = Some(ServiceUrl::from(url.as_str()));
    }
    Ok(settings)
}

fn read(file: &Path) -> Result<Settings> {
    let text = crate::files::text(file)?;
    serde_json::from_str(&text).map_err(|error| {
        Error::invalid_input(format!("these are no settings: {error}")).about(file.display())
    })
}

/// Returns the time zone of this machine, by its IANA name; none for UTC, which people do not name.
pub(crate) fn zone() -> Option<String> {
    local_zone().filter(|zone| zone != "Etc/UTC")
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
