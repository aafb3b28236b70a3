//! The caller's own things, and what the page should know of the server.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use schemars::JsonSchema;
use secretariat::Standing;
use secretariat::id::SessionId;
use secretariat::rights::{Actor, PERMISSIONS, Permission};
use serde::{Deserialize, Serialize};

use super::sessions::{SignedIn, WorkspaceName, encode, of};
use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::operations::handler::body;
use crate::problem::Problem;

/// Who asks.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Me {
    /// Who it is.
    member: SignedIn,
    /// The workspace.
    workspace: WorkspaceName,
    /// What may be done here: codes of `docs/rights.md`.
    permissions: Vec<Permission>,
}

/// A session of the caller's.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OwnSession {
    /// The id.
    id: SessionId,
    /// When it began.
    created: Timestamp,
    /// When it was last refreshed.
    used: Timestamp,
    /// When it ends unless it is refreshed before.
    expires: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
}

/// A list of the caller's sessions.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OwnSessionList {
    /// The sessions, oldest first.
    items: Vec<OwnSession>,
    /// Always null: the list is whole.
    next_cursor: Option<String>,
}

/// A new password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The address that signs in.
    email: String,
    /// The password of now.
    old: String,
    /// The new one, of 10 to 256 characters.
    new: String,
}

/// What the page should know of the server.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ServerFacts {
    /// The version.
    version: &'static str,
    /// The largest file that is taken, in bytes.
    file_bytes: u64,
    /// The most files of one upload.
    files: usize,
    /// Whether mail can be sent from here.
    sends_mail: bool,
    /// Whether a mailbox is read here.
    reads_mail: bool,
    /// Whether there is a language model.
    has_model: bool,
    /// Whether scanned pages are read.
    reads_scans: bool,
    /// The time zone of dates such as "tomorrow", as an IANA name.
    time_zone: Option<String>,
}

/// Says who asks, from what was found out at the door.
pub(crate) async fn me(caller: Caller) -> Result<Reply, Problem> {
    let Standing { workspace, role, name, addresses } = caller.standing;
    let is_person = matches!(caller.actor, Actor::Member(_));
    let member = SignedIn {
        id: caller.actor.to_string(),
        name: name.unwrap_or_default(),
        email: addresses.into_iter().next(),
        roles: vec![role],
    };
    let may = |permission: &Permission| (is_person || permission.row().service) && role.may(*permission);
    let permissions = PERMISSIONS.iter().map(|row| row.permission).filter(may).collect();
    encode(StatusCode::OK, &Me { member, workspace: (&workspace).into(), permissions })
}

/// Lists the caller's sessions.
pub(crate) async fn sessions(State(app): State<Arc<App>>, caller: Caller) -> Result<Reply, Problem> {
    let own = of(&caller)?;
    let all = app.office.sessions().of(&own.member).await?;
    let items = all.into_iter().map(|session| OwnSession {
        current: session.id == own.id,
        id: session.id,
        created: session.created,
        used: session.used,
        expires: session.expires,
    });
    encode(StatusCode::OK, &OwnSessionList { items: items.collect(), next_cursor: None })
}

/// Replaces the caller's password, and ends the caller's other sessions.
pub(crate) async fn password(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let NewPassword { email, old, new } = body(&headers, &bytes)?;
    let session = of(&caller)?;
    let waits = app.limits.account.take(session.member.to_string()).await;
    waits.map_err(|seconds| app.limits.account.problem("this account", seconds))?;
    app.office.sessions().change_password(session, &email, &old, &new).await?;
    Ok(Reply::empty())
}

/// Says what the page should know of the server.
pub(crate) async fn settings(State(app): State<Arc<App>>, caller: Caller) -> Result<Reply, Problem> {
    caller.office.may(Permission::SettingsRead).await?;
    let settings = &app.settings.settings;
    let mail = settings.mail.as_ref();
    let facts = ServerFacts {
        version: env!("CARGO_PKG_VERSION"),
        file_bytes: settings.limits.file_bytes,
        files: app.settings.limits.files,
        sends_mail: mail.is_some_and(|mail| mail.outgoing.is_some()),
        reads_mail: mail.is_some_and(|mail| mail.incoming.is_some()),
        has_model: app.office.model().is_some(),
        reads_scans: settings.tesseract.is_some(),
        time_zone: settings.time_zone.clone(),
    };
    encode(StatusCode::OK, &facts)
}
