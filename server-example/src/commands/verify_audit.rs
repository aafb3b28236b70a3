//! `verify-audit`.

use std::path::Path;

use secretariat::audit::AuditReport;
use secretariat::id::WorkspaceId;
use secretariat::{Error, Result};

use crate::open;
use crate::settings::ServerSettings;

/// Verifies the audit of a workspace, or an export of one; fails when something is wrong.
pub(crate) async fn verify_audit(
    settings: ServerSettings,
    workspace: Option<&str>,
    export: Option<&Path>,
) -> Result<()> {
    let report = match export {
        Some(file) => {
            let text = tokio::fs::read_to_string(file).await.map_err(|error| {
                Error::not_found(format!("{} cannot be read", file.display())).with_source(error)
            })?;
            secretariat::audit::verify_export(&text, &open::audit_key(&settings)?, None)?
        }
        None => stored(&settings, workspace).await?,
    };
    let text = serde_json::to_string_pretty(&report)
        .map_err(|error| Error::internal("the report has no JSON form").with_source(error))?;
    println!("{text}");
    report.ensure_whole()
}

async fn stored(settings: &ServerSettings, workspace: Option<&str>) -> Result<AuditReport> {
    let office = open::office(settings, Some(0)).await?;
    let id = workspace.map_or_else(|| Ok(WorkspaceId::default_workspace()), str::parse)?;
    let report = office.workspace(&id).audit().verify(None).await;
    office.close().await?;
    report
}
