//! The operations that have a handler of their own, for the OpenAPI document and the access matrix.

use secretariat::rights::Permission::{
    self, DataExport, DocumentsAdd, DocumentsRead, MembersWrite, RunsRead, RunsStart, ServiceAccountsRead,
    ServiceAccountsWrite, SettingsRead, WorkspacesRead,
};

/// An operation with a handler of its own.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    /// The method.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The name in the OpenAPI document.
    pub id: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Who may ask.
    pub access: Access,
    /// The rights it takes.
    pub takes: &'static [Permission],
    /// Parameters of the query: name and meaning.
    pub query: &'static [(&'static str, &'static str)],
    /// The media type and the schema of the body.
    pub body: Option<(&'static str, &'static str)>,
    /// Status, media type and schema of success.
    pub answer: (u16, &'static str, &'static str),
}

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever has the secret that the request carries: a link, a password or the cookie.
    Secret,
    /// Members and service accounts, as far as their rights go.
    Caller,
    /// Members who signed in.
    Member,
}

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";
const NOTHING: (u16, &str, &str) = (204, "", "");

const fn typed(method: &'static str, path: &'static str, id: &'static str, about: &'static str) -> Typed {
    Typed {
        method,
        path,
        id,
        about,
        access: Access::Caller,
        takes: &[],
        query: &[],
        body: None,
        answer: NOTHING,
    }
}

impl Typed {
    const fn access(self, access: Access) -> Self {
        Self { access, ..self }
    }

    const fn takes(self, takes: &'static [Permission]) -> Self {
        Self { takes, ..self }
    }

    const fn query(self, query: &'static [(&'static str, &'static str)]) -> Self {
        Self { query, ..self }
    }

    const fn json(self, schema: &'static str) -> Self {
        Self { body: Some((JSON, schema)), ..self }
    }

    const fn answers(self, status: u16, media: &'static str, schema: &'static str) -> Self {
        Self { answer: (status, media, schema), ..self }
    }
}

/// Every operation with a handler of its own.
#[rustfmt::skip]
pub const OPERATIONS: &[Typed] = &[
    typed("GET", "/v1/setup", "setup.state", "Says whether the office waits for its first owner.")
        .access(Access::Public).answers(200, JSON, "SetupState"),
    typed("POST", "/v1/setup", "setup.begin", "Makes the first owner, by the link that the server printed, and signs in.")
        .access(Access::Secret).json("SetUp").answers(201, JSON, "SessionBody"),
    typed("POST", "/v1/sessions", "sessions.start", "Signs a member in.")
        .access(Access::Secret).json("SignIn").answers(201, JSON, "SessionBody"),
    typed("GET", "/v1/sessions", "sessions.list", "Lists the caller's own sessions.")
        .access(Access::Member).takes(&[WorkspacesRead]).answers(200, JSON, "OwnSessionList"),
    typed("GET", "/v1/sessions/oidc", "sessions.oidc_providers", "Lists the OpenID providers by which members sign in.")
        .access(Access::Public).answers(200, JSON, "OidcProviderList"),
    typed("GET", "/v1/sessions/oidc/{name}", "sessions.oidc_start", "Sends the browser to a provider, with a cookie by which it comes back.")
        .access(Access::Public).answers(303, "", ""),
    typed("GET", "/v1/sessions/oidc/{name}/callback", "sessions.oidc_callback", "Signs in who comes back from a provider, and sends the browser to the page; with `error` when nobody is let in.")
        .access(Access::Secret).query(&[("code", "What the provider gave."), ("state", "What the browser took along."), ("iss", "The provider."), ("error", "Why the provider gave nothing.")]).answers(303, "", ""),
    typed("POST", "/v1/sessions/refresh", "sessions.refresh", "Goes on with the session of the cookie, which is replaced.")
        .access(Access::Secret).answers(200, JSON, "SessionBody"),
    typed("POST", "/v1/sessions/switch", "sessions.switch", "Goes on in another workspace of the member.")
        .access(Access::Member).takes(&[WorkspacesRead]).json("Switch").answers(200, JSON, "SessionBody"),
    typed("DELETE", "/v1/sessions", "sessions.end", "Signs out: by the access token, or by the cookie when that is too old.")
        .access(Access::Member).takes(&[WorkspacesRead]),
    typed("POST", "/v1/invitations", "invitations.accept", "Takes up an invitation: sets the password, and signs in.")
        .access(Access::Secret).json("Accept").answers(201, JSON, "SessionBody"),
    typed("GET", "/v1/me", "me.get", "Says who asks, where, and what may be done there.")
        .takes(&[WorkspacesRead]).answers(200, JSON, "Me"),
    typed("PUT", "/v1/me/password", "me.password", "Replaces the caller's password, and ends the caller's other sessions.")
        .access(Access::Member).takes(&[WorkspacesRead]).json("NewPassword"),
    typed("GET", "/v1/settings", "settings.get", "Says what a page should know of this server.")
        .takes(&[SettingsRead]).answers(200, JSON, "ServerFacts"),
    typed("POST", "/v1/members/{id}/invitation", "members.invite", "Invites a member to choose a password, or a new one: the link is told this once.")
        .takes(&[MembersWrite]).answers(201, JSON, "InvitationBody"),
    typed("GET", "/v1/service-accounts/{id}/tokens", "service_tokens.list", "Lists the tokens of a service account.")
        .takes(&[ServiceAccountsRead]).answers(200, JSON, "ServiceTokenList"),
    typed("POST", "/v1/service-accounts/{id}/tokens", "service_tokens.issue", "Issues a token of a service account: it is told this once.")
        .takes(&[ServiceAccountsWrite]).json("NewToken").answers(201, JSON, "IssuedToken"),
    typed("DELETE", "/v1/service-accounts/{id}/tokens/{token}", "service_tokens.revoke", "Revokes a token of a service account, which is out with the next call.")
        .takes(&[ServiceAccountsWrite]),
    typed("POST", "/v1/documents", "documents.add", "Takes files in: the fields `file` of a form, or the body under `name`. They are read in the background, or with `Prefer: wait` before the answer, which is then 201 with `Added`.")
        .takes(&[DocumentsAdd]).query(&[("name", "The name of the file, when it is the body itself."), ("group", "The group of the documents.")])
        .body_files().answers(202, JSON, "Accepted"),
    typed("GET", "/v1/documents/{id}/original", "documents.original", "Hands the file out as it was added.")
        .takes(&[DocumentsRead]).answers(200, "application/octet-stream", ""),
    typed("GET", "/v1/jobs/{id}", "documents.job", "Says how a job stands.")
        .takes(&[DocumentsRead]).answers(200, JSON, "JobState"),
    typed("GET", "/v1/jobs/{id}/events", "documents.follow", "Follows a job: `progress` events, then `end`. Goes on after `Last-Event-ID`.")
        .takes(&[DocumentsRead]).answers(200, EVENTS, "Progress"),
    typed("GET", "/v1/agenda.ics", "agenda.calendar", "Writes what is due as a calendar (RFC 5545).")
        .takes(&[DocumentsRead]).answers(200, "text/calendar; charset=utf-8", ""),
    typed("POST", "/v1/privacy/export", "privacy.export", "Hands out everything about a person as a ZIP archive, made while it is sent.")
        .takes(&[DataExport]).json("DataSubject").answers(200, "application/zip", ""),
    typed("POST", "/v1/agenda/feed", "agenda.issue_feed", "Issues an address by which a calendar program reads the caller's agenda, without a header: it is told this once, and takes the place of the one before.")
        .takes(&[DocumentsRead]).answers(201, JSON, "FeedBody"),
    typed("DELETE", "/v1/agenda/feed", "agenda.revoke_feed", "Revokes the caller's feed, which reads nothing any more.")
        .takes(&[DocumentsRead]),
    typed("GET", "/v1/agenda/feed/{token}", "agenda.feed", "Writes what is due as a calendar (RFC 5545), for whoever has the address.")
        .access(Access::Secret).answers(200, "text/calendar; charset=utf-8", ""),
    typed("POST", "/v1/runs", "agents.start", "Starts a run of a playbook or an agent.")
        .takes(&[RunsStart]).json("NewRun").answers(201, JSON, "Run"),
    typed("GET", "/v1/runs/{id}/events", "agents.follow", "Follows a run: `entry` events, `piece`s of answers as they come, then `end`. Goes on after `Last-Event-ID`.")
        .takes(&[RunsRead]).answers(200, EVENTS, "RunEntry"),
    typed("GET", "/v1/events", "events.follow", "Follows what changes in the workspace: `change` events. Goes on after `Last-Event-ID`, or begins now.")
        .takes(&[WorkspacesRead]).answers(200, EVENTS, "OfficeChange"),
    typed("POST", "/mcp", "mcp.message", "Takes a message of the Model Context Protocol (streamable HTTP, without sessions) and answers it.")
        .takes(&[WorkspacesRead]).json("McpMessage").answers(200, JSON, "McpMessage"),
    typed("GET", "/livez", "health.live", "Says that the process runs.").access(Access::Public).answers(200, JSON, ""),
    typed("GET", "/readyz", "health.ready", "Says whether the storage answers.").access(Access::Public).answers(200, JSON, ""),
    typed("GET", "/metrics", "health.metrics", "Counts for Prometheus, to the addresses that may ask.")
        .access(Access::Public).answers(200, "text/plain; version=0.0.4", ""),
    typed("GET", "/openapi.json", "docs.openapi", "This document.").access(Access::Public).answers(200, JSON, ""),
    typed("GET", "/docs", "docs.page", "This document as a page.").access(Access::Public).answers(200, "text/html; charset=utf-8", ""),
];

impl Typed {
    const fn body_files(self) -> Self {
        Self { body: Some(("multipart/form-data", "")), ..self }
    }
}
