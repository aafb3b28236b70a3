//! Signing in and out.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use schemars::JsonSchema;
use secretariat::id::WorkspaceId;
use secretariat::rights::{Role, Workspace};
use secretariat::sessions::{Session, Started};
use secretariat::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::access::{Caller, tokens};
use crate::app::App;
use crate::idempotency::Reply;
use crate::layers::peer::Peer;
use crate::operations::handler::body;
use crate::problem::Problem;

const COOKIE: &str = "secretariat_refresh";
/// What names of cookies begin with that go by TLS alone: browsers take such names by TLS alone.
const SECURE: &str = "__Secure-";

/// Whether the office waits for its first owner.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SetupState {
    /// Whether nobody can sign in yet: the server has printed a link by which its owner begins.
    pub(crate) needed: bool,
}

/// The first owner of an office.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    /// The secret of the link.
    token: String,
    /// The name.
    name: String,
    /// The mail address, by which the owner signs in.
    email: String,
    /// The password, of 10 to 256 characters.
    password: String,
    /// The name of the office.
    #[serde(default)]
    office: Option<String>,
}

/// Who signs in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The mail address.
    email: String,
    /// The password.
    password: String,
}

/// An invitation that is taken up.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accept {
    /// The secret of the link.
    token: String,
    /// The new password, of 10 to 256 characters.
    password: String,
}

/// The workspace to go on in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Switch {
    /// The workspace.
    workspace: WorkspaceId,
}

/// A session as its member gets it. The refresh token comes as a cookie that no script can read.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SessionBody {
    /// The access token, for `Authorization: Bearer …`.
    access_token: String,
    /// How long it holds, in seconds.
    expires_in: i64,
    /// Who signed in.
    member: SignedIn,
    /// The workspace that the token is for.
    workspace: WorkspaceName,
    /// All workspaces of the member.
    workspaces: Vec<WorkspaceName>,
}

/// Who signed in.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SignedIn {
    /// The id.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// The first mail address; none of a service account.
    pub(crate) email: Option<String>,
    /// The roles in the workspace.
    pub(crate) roles: Vec<Role>,
}

/// A workspace, in short.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct WorkspaceName {
    /// The id.
    pub(crate) id: WorkspaceId,
    /// The name.
    pub(crate) name: String,
}

impl From<&Workspace> for WorkspaceName {
    fn from(workspace: &Workspace) -> Self {
        Self { id: workspace.id.clone(), name: workspace.name.clone() }
    }
}

/// Says whether the office waits for its first owner.
pub(crate) async fn setup_state(State(app): State<Arc<App>>) -> Result<Reply, Problem> {
    let needed = app.office.sessions().is_untouched().await?;
    encode(StatusCode::OK, &SetupState { needed })
}

/// Makes the first owner, by the link that the server printed.
pub(crate) async fn set_up(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let SetUp { token, name, email, password, office } = body(&headers, &bytes)?;
    tried(&app, peer).await?;
    if !app.setup.matches(&token) {
        return Err(Problem::unauthenticated(
            "this link has been used or is too old: the server prints a new one when it starts",
        ));
    }
    let started = app.office.sessions().set_up(&name, &email, &password).await?;
    app.setup.close();
    if let Some(office) = office {
        app.office.workspaces().rename(&office).await?;
    }
    begin(&app, StatusCode::CREATED, started).await
}

/// Signs a member in.
pub(crate) async fn start(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let SignIn { email, password } = body(&headers, &bytes)?;
    tried(&app, peer).await?;
    let account = Sha256::digest(email.trim().to_lowercase());
    let waits = app.limits.account.take(account.iter().map(|byte| format!("{byte:02x}")).collect()).await;
    waits.map_err(|seconds| app.limits.account.problem("this account", seconds))?;
    let started = app.office.sessions().start(&email, &password).await?;
    begin(&app, StatusCode::CREATED, started).await
}

/// Takes up an invitation.
pub(crate) async fn accept(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let Accept { token, password } = body(&headers, &bytes)?;
    tried(&app, peer).await?;
    let started = app.office.sessions().accept(&token, &password).await?;
    begin(&app, StatusCode::CREATED, started).await
}

/// Goes on with a session, by the cookie.
pub(crate) async fn refresh(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Reply, Problem> {
    from_our_page(&headers)?;
    let token = cookie(&app, &headers, COOKIE);
    let token = token.ok_or_else(|| Problem::unauthenticated("there is no session: sign in"))?;
    let refreshed = app.office.sessions().refresh(token).await?;
    let mut reply = describe(&app, StatusCode::OK, &refreshed.session).await?;
    set_cookie(&app, &mut reply, &refreshed.refresh_token, &refreshed.session)?;
    Ok(reply)
}

/// Goes on in another workspace.
pub(crate) async fn switch(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    let Switch { workspace } = body(&headers, &bytes)?;
    let session = of(&caller)?;
    let session = app.office.sessions().switch(&session.id, &workspace).await?;
    describe(&app, StatusCode::OK, &session).await
}

/// Signs out: by the access token, or by the cookie when that is too old.
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    caller: Result<Caller, Problem>,
    headers: HeaderMap,
) -> Result<Reply, Problem> {
    from_our_page(&headers)?;
    let sessions = app.office.sessions();
    let session = match (caller, cookie(&app, &headers, COOKIE)) {
        (Ok(caller), _) => of(&caller)?.clone(),
        (Err(_), Some(token)) => sessions.refresh(token).await?.session,
        (Err(problem), None) => return Err(problem),
    };
    sessions.end(&session.id).await?;
    let mut reply = Reply::empty();
    put_cookie(&app, &mut reply, COOKIE, "", "SameSite=Strict; Path=/v1/sessions; Max-Age=0")?;
    Ok(reply)
}

/// Returns the session of a member; a service account has none.
pub(crate) fn of(caller: &Caller) -> Result<&Session, Problem> {
    caller.session.as_ref().ok_or_else(|| {
        let detail = "a service account has no session: a member does this";
        Problem::new(StatusCode::FORBIDDEN, ErrorKind::Denied, detail)
    })
}

/// Counts a try at a password or a link.
pub(crate) async fn tried(app: &App, peer: Peer) -> Result<(), Problem> {
    let limiter = &app.limits.tries;
    let waits = limiter.take(peer.0.to_string()).await;
    waits.map(drop).map_err(|seconds| limiter.problem("this address", seconds))
}

async fn begin(app: &App, status: StatusCode, started: Started) -> Result<Reply, Problem> {
    let mut reply = describe(app, status, &started.session).await?;
    set_cookie(app, &mut reply, &started.refresh_token, &started.session)?;
    Ok(reply)
}

async fn describe(app: &App, status: StatusCode, session: &Session) -> Result<Reply, Problem> {
    let office = app.office.workspace(&session.workspace).acting_as(session.member.clone())?;
    let member = office.people().get(&session.member).await;
    let member = match member {
        Ok(member) => member,
        // An owner of the home works in workspaces without being on their lists.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            app.office.workspace(&session.home).people().get(&session.member).await?
        }
        Err(error) => return Err(error.into()),
    };
    let workspaces = app.office.sessions().workspaces(session).await?;
    let body = SessionBody {
        access_token: app.tokens.issue(&session.member, &session.id, &session.workspace)?,
        expires_in: tokens::LIFETIME,
        member: SignedIn {
            id: member.id.to_string(),
            name: member.name,
            email: member.addresses.into_iter().next(),
            roles: vec![member.role],
        },
        workspace: (&office.workspaces().current().await?).into(),
        workspaces: workspaces.iter().map(WorkspaceName::from).collect(),
    };
    encode(status, &body)
}

/// Puts the refresh token on an answer, as the cookie that no script can read.
pub(super) fn set_cookie(
    app: &App,
    reply: &mut Reply,
    token: &str,
    session: &Session,
) -> Result<(), Problem> {
    let seconds = session.expires.duration_since(app.clock.now()).as_secs().max(0);
    let kept = format!("SameSite=Strict; Path=/v1/sessions; Max-Age={seconds}");
    put_cookie(app, reply, COOKIE, token, &kept)
}

/// Puts a cookie on an answer that no script can read, and that goes by TLS alone where there is TLS: then its name says
/// so too, and a page without TLS cannot overwrite it.
pub(super) fn put_cookie(
    app: &App,
    reply: &mut Reply,
    name: &str,
    value: &str,
    kept: &str,
) -> Result<(), Problem> {
    let (prefix, secure) = if app.settings.is_secure() { (SECURE, "; Secure") } else { ("", "") };
    let cookie = format!("{prefix}{name}={value}; HttpOnly; {kept}{secure}");
    let mut cookie = HeaderValue::from_str(&cookie).map_err(|_| unwritable())?;
    cookie.set_sensitive(true);
    reply.headers.append(header::SET_COOKIE, cookie);
    Ok(())
}

/// Returns the value of a cookie.
pub(super) fn cookie<'a>(app: &App, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let prefix = if app.settings.is_secure() { SECURE } else { "" };
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut all = all.flat_map(|value| value.split(';')).map(str::trim);
    all.find_map(|cookie| cookie.strip_prefix(prefix)?.strip_prefix(name)?.strip_prefix('='))
}

/// Refuses what another site made a browser send: the cookie is `SameSite=Strict`, and this is the second lock.
fn from_our_page(headers: &HeaderMap) -> Result<(), Problem> {
    const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
    match headers.get(SITE).map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => {
            let detail = "this request comes from another site";
            Err(Problem::new(StatusCode::FORBIDDEN, ErrorKind::Denied, detail))
        }
    }
}

/// Writes a body.
pub(crate) fn encode(status: StatusCode, body: &impl Serialize) -> Result<Reply, Problem> {
    let text = serde_json::to_string(body)
        .map_err(|error| Error::internal("the answer has no JSON form").with_source(error))?;
    Ok(Reply::json(status, text))
}

fn unwritable() -> Problem {
    Error::internal("a cookie cannot be written").into()
}
