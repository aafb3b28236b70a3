//! Reads an answer: as a whole, or event by event; within bounds of bytes and time.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::{Stream, StreamExt};
use reqwest::Response;
use sse_stream::SseByteStream;
use tokio::time::Instant;

use super::line::Line;
use super::unfinished::{Bounds, Unfinished, too_large};
use super::wire::{Brought, Listener, Spoken, Wire, strange};
use crate::error::{Error, Result};

/// How much larger than its content an answer is as JSON, at most: each letter may be escaped.
const ESCAPED: usize = 3;
/// What an answer has beside its content.
const FRAME: usize = 64 << 10;
/// How much larger than its content a stream may be: each word comes in an event of its own.
const STREAMED: usize = 64;
/// How long the end of a stream is waited for, after which its connection cannot be used again.
const TAIL: Duration = Duration::from_millis(20);

/// Why the bytes of an answer end early.
#[derive(Debug, thiserror::Error)]
enum Cut {
    #[error("the answer is too large")]
    TooLarge,
    #[error("the connection broke off")]
    Broken(#[source] reqwest::Error),
}

/// Reads the answer, as far as it goes.
pub(super) async fn read(
    line: &Line,
    wire: &dyn Wire,
    response: Response,
    bounds: Bounds,
    begun: Option<Instant>,
    unfinished: &mut Unfinished,
) -> Result<Spoken> {
    let kind = response.headers().get("Content-Type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match (kind.as_str(), begun) {
        ("text/event-stream", _) | ("", Some(_)) => {
            let first = begun.unwrap_or_else(Instant::now) + bounds.first;
            let listener = wire.listen();
            events(line, pieces(response, bounds, Arc::default()), listener, bounds, first, unfinished).await
        }
        ("application/json" | "", _) => {
            let most = bounds.content.saturating_mul(ESCAPED).saturating_add(FRAME);
            let body = whole(line, response, most).await?.ok_or_else(|| too_large(bounds.content))?;
            wire.read(&body, unfinished)
        }
        _ => Err(strange("with neither JSON nor events")),
    }
}

/// Reads all bytes; nothing when they are more than `most`.
pub(super) async fn whole(line: &Line, mut response: Response, most: usize) -> Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > most => return Ok(None),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(Some(body)),
            Err(error) => return Err(line.cut_off().with_source(error.without_url())),
        }
    }
}

/// The bytes of a stream with a count of those since the last event, which starts at `since`.
struct Pieces<S> {
    stream: S,
    since: Arc<AtomicUsize>,
}

fn pieces(
    response: Response,
    bounds: Bounds,
    since: Arc<AtomicUsize>,
) -> Pieces<impl Stream<Item = std::result::Result<Vec<u8>, Cut>>> {
    let event = bounds.content.saturating_mul(ESCAPED).saturating_add(FRAME);
    let all = bounds.content.saturating_mul(STREAMED).saturating_add(FRAME);
    let counted = Arc::clone(&since);
    let stream = futures::stream::unfold((response, 0usize), move |(mut response, total)| {
        let counted = Arc::clone(&counted);
        async move {
            let piece = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return None,
                Err(error) => return Some((Err(Cut::Broken(error.without_url())), (response, total))),
            };
            let total = total.saturating_add(piece.len());
            let unread = counted.fetch_add(piece.len(), Ordering::Relaxed) + piece.len();
            let piece = match unread > event || total > all {
                true => Err(Cut::TooLarge),
                false => Ok(piece.to_vec()),
            };
            Some((piece, (response, total)))
        }
    });
    Pieces { stream, since }
}

async fn events(
    line: &Line,
    pieces: Pieces<impl Stream<Item = std::result::Result<Vec<u8>, Cut>>>,
    mut listener: Box<dyn Listener>,
    bounds: Bounds,
    first: Instant,
    unfinished: &mut Unfinished,
) -> Result<Spoken> {
    let since = pieces.since;
    let bytes = pieces.stream.map(|piece| piece.map(std::io::Cursor::new));
    let mut events = pin!(SseByteStream::new(bytes));
    let mut deadline = first;
    let mut broken = None;
    loop {
        let event = match tokio::time::timeout_at(deadline, events.next()).await {
            Ok(Some(Ok(event))) => event,
            Ok(Some(Err(sse_stream::Error::Body(cut)))) => match cut.downcast::<Cut>() {
                Ok(cut) if matches!(*cut, Cut::TooLarge) => return Err(too_large(bounds.content)),
                Ok(cut) => {
                    broken = Some(cut);
                    break;
                }
                Err(cut) => return Err(line.cut_off().with_source(cut)),
            },
            Ok(Some(Err(_))) => return Err(strange("with events that are no text in UTF-8")),
            Ok(None) => break,
            Err(_) => return Err(line.silent(if deadline == first { bounds.first } else { bounds.between })),
        };
        since.store(0, Ordering::Relaxed);
        let Some(data) = event.data.filter(|data| !data.is_empty()) else { continue };
        match listener.hear(&data, unfinished)? {
            Brought::Nothing => {}
            Brought::More => deadline = Instant::now() + bounds.between,
            Brought::Last => {
                let _ = tokio::time::timeout(TAIL, events.next()).await;
                break;
            }
        }
    }
    let cut = || match broken {
        Some(cut) => line.cut_off().with_source(cut),
        None => line.cut_off(),
    };
    listener.end(unfinished).ok_or_else(|| {
        unfinished.unspoken = deadline == first;
        cut()
    })
}

/// Hears events from bytes as they might come, without a server: for tests of hostile input.
#[cfg(test)]
pub(super) async fn hear_bytes(
    line: &Line,
    pieces: Vec<Vec<u8>>,
    wire: &dyn Wire,
    unfinished: &mut Unfinished,
) -> Result<Spoken> {
    let stream = futures::stream::iter(pieces.into_iter().map(Ok::<_, Cut>));
    let bounds = unfinished.bounds();
    let pieces = Pieces { stream, since: Arc::default() };
    events(line, pieces, wire.listen(), bounds, Instant::now() + bounds.first, unfinished).await
}

/// Says that an answer is cut off.
pub(super) fn cut_off(place: &str) -> Error {
    Error::unavailable(format!("{place} broke off in the middle of its answer: ask again"))
}
