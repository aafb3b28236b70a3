//! From the command line and the environment to settings: the one place that looks at the machine.

use std::path::{Path, PathBuf};

use secretariat::settings::{Isolation, ServiceUrl};
use secretariat::{Error, ErrorKind, Result};

use crate::args::Global;
use crate::settings::{ServerSettings, TraceSettings, service};

/// Returns the settings of the file, then of the environment, then of the command line: the last one counts.
pub(crate) fn settings(global: &Global) -> Result<ServerSettings> {
    let file = global.settings.clone().or_else(|| variable("SETTINGS").map(PathBuf::from));
    let mut settings = match &file {
        Some(file) => read(file)?,
        None => ServerSettings::default(),
    };
    if let Some(office) = global.office.clone().or_else(|| variable("OFFICE")) {
        settings.office = office;
    }
    if let Some(listen) = variable("LISTEN") {
        settings.listen = listen.parse().map_err(|error| {
            Error::invalid_input("SECRETARIAT_LISTEN must be an address with its port, as 0.0.0.0:8080")
                .with_source(error)
        })?;
    }
    settings.listen = global.listen.unwrap_or(settings.listen);
    settings.public_url =
        global.public_url.clone().or_else(|| variable("PUBLIC_URL")).or(settings.public_url);
    settings.key_file = variable("KEY_FILE").map(PathBuf::from).or(settings.key_file);
    settings.audit_key_file = variable("AUDIT_KEY_FILE").map(PathBuf::from).or(settings.audit_key_file);
    if cfg!(feature = "otel") {
        if let Some(endpoint) = standard("OTEL_EXPORTER_OTLP_ENDPOINT") {
            let service = settings.traces.take().map_or_else(service, |traces| traces.service);
            settings.traces = Some(TraceSettings { endpoint, service });
        }
        if let (Some(traces), Some(service)) = (&mut settings.traces, standard("OTEL_SERVICE_NAME")) {
            traces.service = service;
        }
    } else if settings.traces.is_some() {
        return Err(Error::new(
            ErrorKind::Unsupported,
            "this program sends no traces: build it with the feature `otel`, or leave `traces` out of the settings",
        ));
    }
    let inner = &mut settings.settings;
    for (name, place) in
        [("BLOBS", &mut inner.blobs), ("QUEUE", &mut inner.queue), ("CACHE", &mut inner.cache)]
    {
        if let Some(url) = variable(name) {
            *place = Some(ServiceUrl::from(url.as_str()));
        }
    }
    if let Some(url) = variable("MAIL") {
        inner.mail.get_or_insert_default().outgoing = Some(ServiceUrl::from(url.as_str()));
    }
    inner.isolation = inner.isolation.take().or_else(|| Some(isolation()));
    inner.tesseract = inner.tesseract.take().or_else(|| on_path("tesseract"));
    inner.time_zone =
        inner.time_zone.take().or_else(|| jiff::tz::TimeZone::system().iana_name().map(str::to_owned));
    if let Some(url) = &settings.public_url
        && (!url.starts_with("http://") && !url.starts_with("https://") || url.ends_with('/'))
    {
        return Err(Error::invalid_input(
            "the public URL must begin with http:// or https:// and end without a slash",
        ));
    }
    Ok(settings)
}

/// Reads a variable of the environment, such as `SECRETARIAT_OFFICE`; an empty one counts as absent.
fn variable(name: &str) -> Option<String> {
    standard(&format!("SECRETARIAT_{name}"))
}

/// Reads a variable that has the same name for every program.
fn standard(name: &str) -> Option<String> {
    let value = std::env::var_os(name)?.into_string().ok()?;
    Some(value).filter(|value| !value.is_empty())
}

fn read(file: &Path) -> Result<ServerSettings> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Error::not_found(format!("the settings {} cannot be read", file.display())).with_source(error)
    })?;
    serde_json::from_str(&text).map_err(|error| {
        // Where it is wrong, and not what stands there: it may be a password.
        let place = format!("{}: line {}, column {}", file.display(), error.line(), error.column());
        Error::invalid_input(format!("these are no settings: {place}")).with_source(error)
    })
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

fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(&name)).find(|path| path.is_file())
}
