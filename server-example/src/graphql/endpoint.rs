//! `POST /v1/graphql`: one query and its answer.

use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::{Request, Response, ServerError, Value as Given, Variables};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use secretariat::{Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::limits::{self, TEXT};
use super::routes::{Asked, Routes};
use super::schema::{Known, schema};
use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::layers::peer::Peer;
use crate::operations::handler::body;
use crate::problem::Problem;

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    query: String,
    #[serde(default)]
    variables: Option<Map<String, Value>>,
    #[serde(default, rename = "operationName")]
    operation_name: Option<String>,
}

/// Answers a query. What is wrong with the request is a problem, as everywhere; what is wrong with the query, or with
/// one of its fields, is an error of GraphQL.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    Extension(routes): Extension<Routes>,
    Extension(peer): Extension<Peer>,
    caller: Caller,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Reply, Problem> {
    // Serde would take a list for a record, by position, which nobody means.
    let fields: Map<String, Value> = body(&headers, &bytes)?;
    let query: Query = serde_json::from_value(Value::Object(fields))
        .map_err(|error| Error::invalid_input(format!("the body: {error}")))?;
    let known = schema()?;
    let response = match weighed(known, query) {
        Err(errors) => Response::from_errors(errors),
        Ok((request, roots)) => {
            count(&app, &caller, &peer, roots).await?;
            known.graph.execute(request.data(Asked::new(routes, caller))).await
        }
    };
    Ok(reply(response))
}

/// Reads a query and weighs it; also returns how many operations it asks.
fn weighed(known: &Known, query: Query) -> Result<(Request, usize), Vec<ServerError>> {
    if query.query.len() > TEXT {
        let detail = format!("the query has more than {TEXT} bytes: send values as `variables`");
        return Err(vec![limits::refused(ErrorKind::LimitExceeded, detail, None)]);
    }
    let document = parse_query(&query.query).map_err(|error| vec![error.into()])?;
    let variables = query.variables.unwrap_or_default();
    let roots = limits::weigh(known, &document, &variables).map_err(|error| vec![error])?;
    let mut request = Request::new(query.query).variables(Variables::from_json(Value::Object(variables)));
    request.operation_name = query.operation_name;
    request.set_parsed_query(document);
    Ok((request, roots))
}

/// Counts each operation as the request that it would have been; one was counted when the query came.
async fn count(app: &App, caller: &Caller, peer: &Peer, roots: usize) -> Result<(), Problem> {
    for (limiter, key, who) in [
        (&app.limits.address, peer.0.to_string(), "this address"),
        (&app.limits.member, caller.actor.to_string(), "this account"),
    ] {
        for _ in 1..roots {
            limiter.take(key.clone()).await.map_err(|seconds| limiter.problem(who, seconds))?;
        }
    }
    Ok(())
}

fn reply(response: Response) -> Reply {
    let is_answer = response.data != Given::Null;
    let errors: Vec<Value> = response.errors.into_iter().map(told).collect();
    let mut whole = Map::new();
    if is_answer {
        whole.insert("data".to_owned(), serde_json::to_value(&response.data).unwrap_or_default());
    }
    if !errors.is_empty() {
        whole.insert("errors".to_owned(), Value::Array(errors));
    }
    // GraphQL over HTTP: with this media type, what is wrong with a query stands in the body alone.
    let mut reply = Reply::json(StatusCode::OK, Value::Object(whole).to_string());
    reply.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// Gives every error the code of its kind. What no route said is wrong with the query, or with the schema.
fn told(mut error: ServerError) -> Value {
    let is_told = error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some());
    if !is_told {
        let is_ours = error.message.starts_with("internal: ");
        if is_ours {
            tracing::error!(event.action = "graphql.broken", "{}", error.message);
            error.message =
                "an answer is not of its own form: please report this with the id of the request".to_owned();
        }
        let kind = if is_ours { ErrorKind::Internal } else { ErrorKind::InvalidInput };
        error.extensions.get_or_insert_default().set("code", kind.code());
    }
    let path: Vec<Value> = error.path.iter().map(|part| json!(part)).collect();
    let mut told = json!({ "message": error.message, "locations": error.locations });
    if !path.is_empty() {
        told["path"] = json!(path);
    }
    told["extensions"] = json!(error.extensions);
    told
}
