//! Live streams: server-sent events, numbered and resumable by `Last-Event-ID`.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, BoxStream, StreamExt};
use secretariat::agents::RunNews;
use secretariat::id::{JobId, RunId};
use secretariat::{Error, ErrorKind};
use serde::Serialize;

use crate::access::Caller;
use crate::app::App;
use crate::problem::Problem;

/// How often a silent stream says that it is there.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// Follows what changes in the workspace.
pub(crate) async fn changes(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let changes = caller.office.changes(last(&headers)?).await?;
    let events = changes.map(|change| match change {
        Ok(change) => event("change", Some(change.position), &change),
        Err(error) => over(&error),
    });
    answer(&app, &caller, events.boxed())
}

/// Follows a run. Pieces of answers have no number: they are not told again.
pub(crate) async fn run(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: RunId = id.parse()?;
    let news = caller.office.agents().events(&id, last(&headers)?.unwrap_or(0)).await?;
    let events = stream::unfold(Some(news), |news| async move {
        let mut news = news?;
        let (event, is_over) = match news.next().await {
            Ok(Some(RunNews::Event { entry })) => (event("entry", Some(entry.sequence), &entry), false),
            Ok(Some(piece @ RunNews::Piece { .. })) => (event("piece", None, &piece), false),
            Ok(None) => (event("end", None, &serde_json::json!({})), true),
            Err(error) => (over(&error), true),
        };
        Some((event, (!is_over).then_some(news)))
    });
    answer(&app, &caller, events.boxed())
}

/// Follows a job.
pub(crate) async fn job(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: JobId = id.parse()?;
    let job = caller.office.documents().job(&id).await?;
    let progress = job.progress(last(&headers)?.unwrap_or(0));
    let end = stream::once(async { event("end", None, &serde_json::json!({})) });
    let events = progress.map(|progress| event("progress", Some(progress.sequence), &progress)).chain(end);
    answer(&app, &caller, events.boxed())
}

/// Reads where a follower left off.
fn last(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.parse().ok());
    let wrong = || Error::invalid_input("`Last-Event-ID` must be the id of an event of this stream");
    number.map(Some).ok_or_else(|| wrong().into())
}

/// Sends events until the token or the server ends: who comes back with a new one goes on where this stream ended.
fn answer(app: &App, caller: &Caller, events: BoxStream<'static, Event>) -> Result<Response, Problem> {
    let Ok(place) = Arc::clone(&app.streams).try_acquire_owned() else {
        let detail = "there are too many live streams: try again in a moment";
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Unavailable, detail);
        return Err(problem.retry_after(5));
    };
    let left = caller.until.duration_since(app.clock.now());
    let left = Duration::try_from(left).unwrap_or_default();
    let mut closing = app.closing.subscribe();
    let end = async move {
        tokio::select! {
            () = tokio::time::sleep(left) => {}
            _ = closing.wait_for(|closing| *closing) => {}
        }
    };
    let events = events.take_until(Box::pin(end)).map(move |event| {
        let _held = &place;
        Ok::<_, Infallible>(event)
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response();
    let headers = response.headers_mut();
    // Proxies that collect answers would hold events back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

fn event(kind: &str, id: Option<u64>, data: &impl Serialize) -> Event {
    let event = Event::default().event(kind);
    let event = match id {
        Some(id) => event.id(id.to_string()),
        None => event,
    };
    // JSON text has no line ends, so it is one line of data.
    event.data(serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned()))
}

/// The last event of a stream that failed.
fn over(error: &Error) -> Event {
    let body = serde_json::json!({ "kind": error.kind(), "detail": error.message() });
    event("error", None, &body)
}
