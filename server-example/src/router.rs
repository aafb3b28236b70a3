//! Every route.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, delete, get, on, post, put};

use crate::app::App;
use crate::handlers::{
    agenda, docs, documents, events, health, mcp, me, oidc, page, people, privacy, runs, sessions,
};
use crate::layers::body::bounded;
use crate::layers::frame::frame;
use crate::layers::headers::secure;
use crate::operations::handler::handle;
use crate::operations::{self, Operation};

/// Returns the routes, within what stands around all of them.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let uniform = operations::all()
        .fold(Router::new(), |router, operation| router.route(operation.path, route(operation)));
    let typed = Router::new()
        .route("/v1/setup", get(sessions::setup_state).post(sessions::set_up))
        .route("/v1/sessions", get(me::sessions).post(sessions::start).delete(sessions::end))
        .route("/v1/sessions/refresh", post(sessions::refresh))
        .route("/v1/sessions/oidc", get(oidc::list))
        .route("/v1/sessions/oidc/{name}", get(oidc::start))
        .route("/v1/sessions/oidc/{name}/callback", get(oidc::callback))
        .route("/v1/sessions/switch", post(sessions::switch))
        .route("/v1/invitations", post(sessions::accept))
        .route("/v1/me", get(me::me))
        .route("/v1/me/password", put(me::password))
        .route("/v1/settings", get(me::settings))
        .route("/v1/members/{id}/invitation", post(people::invite))
        .route("/v1/service-accounts/{id}/tokens", get(people::tokens).post(people::issue))
        .route("/v1/service-accounts/{id}/tokens/{token}", delete(people::revoke))
        .route("/v1/documents/{id}/original", get(documents::original))
        .route("/v1/jobs/{id}", get(documents::job))
        .route("/v1/jobs/{id}/events", get(events::job))
        .route("/v1/agenda.ics", get(agenda::calendar))
        .route("/v1/privacy/export", post(privacy::export))
        .route("/v1/agenda/feed", post(agenda::issue).delete(agenda::revoke))
        .route("/v1/agenda/feed/{token}", get(agenda::feed))
        .route("/v1/runs", post(runs::start))
        .route("/v1/runs/{id}/events", get(events::run))
        .route("/v1/events", get(events::changes))
        .route("/mcp", post(mcp::message))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/openapi.json", get(docs::openapi))
        .route("/docs", get(docs::page));
    let inner = uniform.merge(typed);
    #[cfg(feature = "graphql")]
    let inner = with_graphql(inner, app);
    // Files are streamed and have a limit of their own; other bodies are read before the handler.
    let upload = Router::new().route("/v1/documents", post(documents::add));
    Router::new()
        .merge(inner.route_layer(from_fn_with_state(Arc::clone(app), bounded)))
        .merge(upload)
        .fallback(page::file)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(app), frame))
        .layer(from_fn_with_state(Arc::clone(app), secure))
        .with_state(Arc::clone(app))
}

/// Adds the route of queries, which ask the others.
#[cfg(feature = "graphql")]
fn with_graphql(routes: Router<Arc<App>>, app: &Arc<App>) -> Router<Arc<App>> {
    let asked = crate::graphql::Routes::new(routes.clone(), app);
    routes.route("/v1/graphql", post(crate::graphql::answer).layer(axum::Extension(asked)))
}

/// Returns the route of a uniform operation.
fn route(operation: &'static Operation) -> MethodRouter<Arc<App>> {
    let filter = match operation.method {
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    };
    let answer = move |state, caller, path, uri, headers, body| {
        handle(operation, state, caller, path, uri, headers, body)
    };
    on(filter, answer)
}
