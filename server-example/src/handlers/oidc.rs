//! Signing in by an OpenID provider: the browser is sent there, and comes back.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use schemars::JsonSchema;
use secretariat::people::NewMember;
use secretariat::sessions::{FederatedIdentity, Started};
use secretariat::{Error, ErrorKind};
use serde::Serialize;

use super::documents::parameters;
use super::sessions::{cookie, encode, put_cookie, set_cookie, tried};
use crate::app::App;
use crate::idempotency::Reply;
use crate::layers::peer::Peer;
use crate::oidc::{Answered, CreateMembers, Failed, Identity, Journey, Provider, journey};
use crate::problem::Problem;

const COOKIE: &str = "secretariat_oidc";
/// The cookie goes to these addresses only.
const PLACE: &str = "/v1/sessions/oidc";

/// The providers by which members sign in.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OidcProviderList {
    /// The providers.
    items: Vec<OidcProvider>,
    /// Always null: the list is whole.
    next_cursor: Option<String>,
}

/// A provider by which members sign in.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OidcProvider {
    /// Its name in the address that the browser goes to: `/v1/sessions/oidc/{name}`.
    name: String,
    /// Its name for people.
    title: String,
}

/// Lists the providers.
pub(crate) async fn list(State(app): State<Arc<App>>) -> Result<Reply, Problem> {
    let items = app.providers.iter().map(|provider| {
        let settings = provider.settings();
        OidcProvider { name: settings.name.clone(), title: settings.title.clone() }
    });
    encode(StatusCode::OK, &OidcProviderList { items: items.collect(), next_cursor: None })
}

/// Sends the browser to a provider.
pub(crate) async fn start(State(app): State<Arc<App>>, Path(name): Path<String>) -> Result<Reply, Problem> {
    let provider = find(&app, &name)?;
    let journey = Journey::begin(&name, app.clock.now().as_second());
    match provider.door(&journey, &back(&app, &name)).await {
        Ok(door) => {
            let kept = journey::close(&app.seal, &journey)?;
            go(&app, &door, &kept, crate::oidc::LIFETIME)
        }
        Err(failed) => turned_away(&app, &name, failed),
    }
}

/// Lets in who comes back from a provider.
pub(crate) async fn callback(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Reply, Problem> {
    let provider = find(&app, &name)?;
    let outcome = match tried(&app, peer).await {
        Ok(()) => arrived(&app, provider, &uri, &headers).await?,
        Err(_) => Err(Failed::TooMany),
    };
    match outcome {
        Ok(started) => {
            let mut reply = go(&app, "/", "", 0)?;
            set_cookie(&app, &mut reply, &started.refresh_token, &started.session)?;
            Ok(reply)
        }
        Err(failed) => turned_away(&app, &name, failed),
    }
}

/// Finds out who came back and begins the session; the outer error is a fault of ours.
async fn arrived(
    app: &App,
    provider: &Provider,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Result<Started, Failed>, Problem> {
    let now = app.clock.now().as_second();
    let journey = cookie(app, headers, COOKIE).and_then(|kept| journey::open(&app.seal, kept, now));
    let Some(journey) = journey else { return Ok(Err(Failed::Expired)) };
    let Some(answered) = answered(uri.query().unwrap_or_default()) else {
        return Ok(Err(Failed::Untrusted("parameters")));
    };
    let back = back(app, &provider.settings().name);
    let identity = match provider.identify(&journey, &answered, &back, now).await {
        Ok(identity) => identity,
        Err(failed) => return Ok(Err(failed)),
    };
    match begin(app, provider, identity).await {
        Ok(started) => Ok(Ok(started)),
        Err(error) if error.kind() == ErrorKind::Unauthenticated => Ok(Err(Failed::Refused)),
        Err(error) => Err(error.into()),
    }
}

/// Begins the session of the member that an identity is, or is to become.
async fn begin(app: &App, provider: &Provider, identity: Identity) -> Result<Started, Error> {
    let settings = provider.settings();
    let who = FederatedIdentity {
        issuer: settings.issuer.clone(),
        subject: identity.subject,
        address: identity.address,
    };
    let sessions = app.office.sessions();
    let refused = match sessions.start_federated(&who).await {
        Err(error) if error.kind() == ErrorKind::Unauthenticated => error,
        outcome => return outcome,
    };
    let taken = settings.create.as_ref().and_then(|create| taken(create, who.address.as_deref()));
    let Some((role, address)) = taken else { return Err(refused) };
    if is_known(app, &address).await? {
        // Such as somebody who is suspended, or one address of two members.
        return Err(refused);
    }
    // A name that is none for a member is no reason to turn anybody away.
    let fits = |name: &String| {
        !name.trim().is_empty() && name.chars().count() <= 200 && !name.contains(char::is_control)
    };
    let name = identity.name.filter(fits).unwrap_or_else(|| address.clone());
    app.office.people().add(NewMember { name, addresses: vec![address], role }).await?;
    sessions.start_federated(&who).await
}

/// Says as what an address becomes a member, if it does.
fn taken(create: &CreateMembers, address: Option<&str>) -> Option<(secretariat::rights::Role, String)> {
    let address = address?;
    let (_, domain) = address.rsplit_once('@')?;
    let is_ours = create.domains.iter().any(|ours| ours.eq_ignore_ascii_case(domain));
    is_ours.then(|| (create.role, address.to_owned()))
}

/// Says whether a member has an address.
async fn is_known(app: &App, address: &str) -> Result<bool, Error> {
    let (people, mut cursor) = (app.office.people(), None);
    loop {
        let (members, next) = people.list(cursor, 200).await?;
        let has = |known: &String| known.eq_ignore_ascii_case(address);
        if members.iter().any(|member| member.addresses.iter().any(has)) {
            return Ok(true);
        }
        if next.is_none() {
            return Ok(false);
        }
        cursor = next;
    }
}

fn find<'a>(app: &'a App, name: &str) -> Result<&'a Provider, Problem> {
    let found = app.providers.iter().find(|provider| provider.settings().name == name);
    found.ok_or_else(|| Error::not_found("there is no such OpenID provider").into())
}

/// Returns where a provider sends the browser to: an address of its own, so that no answer is another one's.
fn back(app: &App, name: &str) -> String {
    format!("{}{PLACE}/{name}/callback", app.settings.url())
}

/// Reads what came back; none when something stands twice.
fn answered(query: &str) -> Option<Answered> {
    let count = url::form_urlencoded::parse(query.as_bytes()).count();
    let mut given: HashMap<String, String> = parameters(query);
    (given.len() == count).then(|| Answered {
        state: given.remove("state"),
        code: given.remove("code"),
        iss: given.remove("iss"),
        error: given.remove("error"),
    })
}

fn turned_away(app: &App, name: &str, failed: Failed) -> Result<Reply, Problem> {
    tracing::warn!(
        event.action = "sessions.oidc",
        event.outcome = "failure",
        event.reason = failed.reason(),
        oidc.provider = name,
        "nobody is let in"
    );
    go(app, &format!("/signin?error={}", failed.code()), "", 0)
}

/// Sends the browser on, with the cookie of its journey, or without it when that has ended.
fn go(app: &App, place: &str, kept: &str, seconds: i64) -> Result<Reply, Problem> {
    let mut reply = Reply::of(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Bytes::new());
    // The browser comes back from another site, with which `Strict` would not send it.
    put_cookie(app, &mut reply, COOKIE, kept, &format!("SameSite=Lax; Path={PLACE}; Max-Age={seconds}"))?;
    let unwritable = |_| Problem::from(Error::internal("a redirect cannot be written"));
    reply.headers.insert(header::LOCATION, HeaderValue::from_str(place).map_err(unwritable)?);
    Ok(reply)
}
