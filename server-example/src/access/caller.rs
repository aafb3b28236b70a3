//! The caller of a request: an office that acts as whoever signed in.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use jiff::Timestamp;
use secretariat::rights::Actor;
use secretariat::sessions::Session;
use secretariat::{ErrorKind, Office, Standing};

use super::door::Identity;
use crate::app::App;
use crate::problem::Problem;

/// Who asks. The rights of the core decide what comes of it, with each call anew.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The office as the caller sees it.
    pub(crate) office: Office,
    /// Who it is.
    pub(crate) actor: Actor,
    /// As what, and in which workspace.
    pub(crate) standing: Standing,
    /// The session, unless it is a service account.
    pub(crate) session: Option<Session>,
    /// When the token ends: live streams end with it.
    pub(crate) until: Timestamp,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        // Who was found out before the body was read is not looked up again.
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let caller = identify(parts, app).await?;
        let waits = app.limits.member.take(caller.actor.to_string()).await;
        waits.map_err(|seconds| app.limits.member.problem("this account", seconds))?;
        Ok(caller)
    }
}

async fn identify(parts: &Parts, app: &Arc<App>) -> Result<Caller, Problem> {
    let sign_in = || Problem::unauthenticated("sign in, and send `Authorization: Bearer …`");
    let mut given = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (given.next(), given.next()) else { return Err(sign_in()) };
    let value = value.to_str().map_err(|_| sign_in())?;
    let (scheme, token) = value.split_once(' ').ok_or_else(sign_in)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(sign_in());
    }
    let Identity { workspace, actor, session, until } = app.door.identify(token).await?;
    let office = app.office.workspace(&workspace).acting_as(actor.clone())?;
    let standing = office.standing().await.map_err(|error| match error.kind() {
        // Who was removed or suspended is nobody here, whatever the token says.
        ErrorKind::NotFound => sign_in(),
        _ => error.into(),
    })?;
    Ok(Caller { office, actor, standing, session, until })
}
