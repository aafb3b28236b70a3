//! From settings to an open office.

use std::path::{Path, PathBuf};

use secretariat::audit::AuditKey;
use secretariat::sessions::PasswordCost;
use secretariat::{Error, Office, OfficeBuilder, Result};

use crate::access::ServerKeys;
use crate::settings::ServerSettings;

/// Opens the office, with `workers` pieces of long work at a time when given.
///
/// # Errors
/// As [`Office::open`], and those of the key files.
pub(crate) async fn office(settings: &ServerSettings, workers: Option<usize>) -> Result<Office> {
    let mut inner = settings.settings.clone();
    inner.workers = workers.or(inner.workers);
    builder(settings)?.settings(inner).build().await
}

/// Returns the builder of the office.
pub(crate) fn builder(settings: &ServerSettings) -> Result<OfficeBuilder> {
    let builder = Office::builder().folder(&settings.office).settings(settings.settings.clone());
    Ok(builder.audit_key(audit_key(settings)?).password_cost(PasswordCost::default()))
}

/// Reads the server's keys.
pub(crate) fn keys(settings: &ServerSettings) -> Result<ServerKeys> {
    ServerKeys::open(&key_file(settings)?)
}

/// Returns the builder of an office that is backed up or restored: with the key of the audit where it is, and without
/// making one, under which no seal of a backup would hold.
pub(crate) fn builder_of_copies(settings: &ServerSettings) -> Result<OfficeBuilder> {
    let builder = Office::builder().folder(&settings.office).settings(settings.settings.clone());
    Ok(match audit_key_file(settings) {
        Ok(file) if file.is_file() => builder.audit_key(audit_key(settings)?),
        _ => builder,
    })
}

fn audit_key_file(settings: &ServerSettings) -> Result<PathBuf> {
    match &settings.audit_key_file {
        Some(file) => Ok(file.clone()),
        None => Ok(key_file(settings)?.with_file_name("audit.key")),
    }
}

/// Reads the key that seals the audit.
pub(crate) fn audit_key(settings: &ServerSettings) -> Result<AuditKey> {
    let file = audit_key_file(settings)?;
    // It has the form of the server's keys, and is made like them; the first one counts.
    ServerKeys::open(&file)?;
    let text = std::fs::read_to_string(&file)
        .map_err(|error| Error::not_found(format!("{} cannot be read", file.display())).with_source(error))?;
    text.lines().next().unwrap_or_default().trim().parse()
}

fn key_file(settings: &ServerSettings) -> Result<PathBuf> {
    match &settings.key_file {
        Some(file) => Ok(file.clone()),
        None if settings.office.contains("://") => Err(Error::invalid_input(
            "an office in a database has no folder for the server's keys: set `key_file` (SECRETARIAT_KEY_FILE) to a \
             file that all its processes share",
        )),
        None => Ok(Path::new(&settings.office).join("server.keys")),
    }
}
