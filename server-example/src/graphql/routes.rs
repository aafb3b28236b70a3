//! Asks the routes of the server from within, as the caller of the query.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::Value as Argument;
use async_graphql::dynamic::ObjectAccessor;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_encode_byte;
use secretariat::{Error, ErrorKind};
use serde_json::{Value, json};

use super::reads::{Gives, Parameter, Read};
use crate::access::Caller;
use crate::app::App;
use crate::problem::Problem;

/// How much all routes of one query may answer together, in bytes.
const ANSWERED: usize = 16 << 20;
/// How many things the lists of one query may have together.
const ITEMS: usize = 50_000;

/// The routes that read, without what stands around them: a query went through that already.
#[derive(Clone)]
pub(crate) struct Routes(TowerToHyperService<Router>);

impl Routes {
    /// Takes the routes that may be asked.
    pub(crate) fn new(routes: Router<Arc<App>>, app: &Arc<App>) -> Self {
        Self(TowerToHyperService::new(routes.with_state(Arc::clone(app))))
    }
}

/// A query on its way: who asks, and how much of its answer is left.
pub(super) struct Asked {
    routes: Routes,
    caller: Caller,
    bytes: AtomicUsize,
    items: AtomicUsize,
}

impl Asked {
    pub(super) fn new(routes: Routes, caller: Caller) -> Self {
        Self { routes, caller, bytes: AtomicUsize::new(ANSWERED), items: AtomicUsize::new(ITEMS) }
    }

    /// Asks the route of a read.
    ///
    /// # Errors
    /// What the route answers; `invalid_input` for arguments that cannot be said to it; `limit_exceeded` for too long an
    /// answer.
    pub(super) async fn ask(&self, read: &Read, arguments: &ObjectAccessor<'_>) -> Result<Value, Problem> {
        let uri = address(read, arguments)?;
        let mut request = Request::get(uri).body(Body::empty()).map_err(|error| {
            Error::invalid_input(format!("the arguments of `{}` are too long", read.field)).with_source(error)
        })?;
        request.extensions_mut().insert(self.caller.clone());
        let Ok(response) = self.routes.0.call(request).await;
        if let Some(problem) = Problem::of(&response) {
            return Err(problem);
        }
        let left = self.bytes.load(Ordering::Relaxed);
        let bytes = axum::body::to_bytes(response.into_body(), left).await.map_err(|_| {
            let detail = format!("the answer has more than {ANSWERED} bytes: ask for less at once");
            Error::new(ErrorKind::LimitExceeded, detail)
        })?;
        spend(&self.bytes, bytes.len());
        let broken = |error| Error::internal("the answer is no JSON").with_source(error);
        Ok(match read.gives {
            Gives::Json(_) => serde_json::from_slice(&bytes).map_err(broken)?,
            Gives::Text => json!(String::from_utf8_lossy(&bytes)),
            Gives::Bytes => json!(STANDARD.encode(&bytes)),
        })
    }

    /// Takes a list of so many things out of what the answer may have.
    ///
    /// # Errors
    /// `limit_exceeded` when there is no more of it.
    pub(super) fn list(&self, length: usize) -> Result<(), Problem> {
        if spend(&self.items, length) {
            return Ok(());
        }
        let detail = format!("the lists of the answer have more than {ITEMS} things: ask for less at once");
        Err(Error::new(ErrorKind::LimitExceeded, detail).into())
    }
}

/// Takes some away, and says whether there was enough.
fn spend(left: &AtomicUsize, wanted: usize) -> bool {
    let less = |left: usize| Some(left.saturating_sub(wanted));
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok_and(|before| before >= wanted)
}

/// Returns the address of a read with these arguments.
fn address(read: &Read, arguments: &ObjectAccessor<'_>) -> Result<String, Problem> {
    let mut path = read.path.clone();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for parameter in &read.parameters {
        let given = arguments.get(&parameter.name).map(|value| value.as_value().clone());
        let given = given.filter(|value| *value != Argument::Null);
        let Some(text) = given.map(|value| text(parameter, &value)).transpose()? else { continue };
        if parameter.is_in_path {
            // Escaped to the last letter, no value is taken for the name of another route.
            let escaped: String = text.bytes().map(percent_encode_byte).collect();
            path = path.replace(&format!("{{{}}}", parameter.name), &escaped);
        } else {
            query.append_pair(&parameter.name, &text);
        }
    }
    let query = query.finish();
    Ok(if query.is_empty() { path } else { format!("{path}?{query}") })
}

/// Writes an argument as a path or a query has it.
fn text(parameter: &Parameter, value: &Argument) -> Result<String, Problem> {
    let wrong = || {
        let detail = format!("`{}` must be a text, a number, `true` or `false`, or a list", parameter.name);
        Problem::from(Error::invalid_input(detail))
    };
    Ok(match value {
        Argument::String(text) => text.clone(),
        Argument::Enum(name) => name.to_string(),
        Argument::Number(number) => number.to_string(),
        Argument::Boolean(is) => is.to_string(),
        Argument::List(items) => {
            let items = items.iter().map(|item| match item {
                Argument::List(_) => Err(wrong()),
                // A comma stands between items.
                item => text(parameter, item).and_then(|text| match text.contains(',') {
                    true => Err(wrong()),
                    false => Ok(text),
                }),
            });
            items.collect::<Result<Vec<_>, _>>()?.join(",")
        }
        _ => return Err(wrong()),
    })
}
