//! Invitations of members, and tokens of service accounts.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use schemars::JsonSchema;
use secretariat::id::{MemberId, ServiceAccountId, ServiceTokenId};
use secretariat::sessions::ServiceToken;
use serde::{Deserialize, Serialize};

use super::sessions::encode;
use crate::access::Caller;
use crate::idempotency::Reply;
use crate::operations::handler::body;
use crate::problem::Problem;

/// An invitation: whoever has the link chooses the member's password.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct InvitationBody {
    /// The secret of the link `/invitation?token=…`: shown this once.
    token: String,
    /// The address that will sign in.
    email: String,
    /// Until when the link can be used.
    expires: Timestamp,
}

/// A token to issue.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    /// Until when it holds: at most a year.
    expires: Timestamp,
}

/// The tokens of a service account.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ServiceTokenList {
    /// The tokens, without their secrets.
    items: Vec<ServiceToken>,
    /// Always null: the list is whole.
    next_cursor: Option<String>,
}

/// Invites a member to choose a password.
pub(crate) async fn invite(caller: Caller, Path(id): Path<String>) -> Result<Reply, Problem> {
    let id: MemberId = id.parse()?;
    let invitation = caller.office.sessions().invite(&id).await?;
    let body =
        InvitationBody { token: invitation.token, email: invitation.address, expires: invitation.expires };
    encode(StatusCode::CREATED, &body)
}

/// Lists the tokens of a service account.
pub(crate) async fn tokens(caller: Caller, Path(id): Path<String>) -> Result<Reply, Problem> {
    let id: ServiceAccountId = id.parse()?;
    let items = caller.office.sessions().tokens(&id).await?;
    encode(StatusCode::OK, &ServiceTokenList { items, next_cursor: None })
}

/// Issues a token of a service account.
pub(crate) async fn issue(
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let id: ServiceAccountId = id.parse()?;
    let NewToken { expires } = body(&headers, &bytes)?;
    encode(StatusCode::CREATED, &caller.office.sessions().issue_token(&id, expires).await?)
}

/// Revokes a token of a service account.
pub(crate) async fn revoke(
    caller: Caller,
    Path((id, token)): Path<(String, String)>,
) -> Result<Reply, Problem> {
    let (id, token): (ServiceAccountId, ServiceTokenId) = (id.parse()?, token.parse()?);
    caller.office.sessions().revoke_token(&id, &token).await?;
    Ok(Reply::empty())
}
