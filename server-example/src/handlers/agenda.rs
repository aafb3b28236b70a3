//! The agenda as a calendar (RFC 5545).

use std::sync::Arc;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use schemars::JsonSchema;
use secretariat::ErrorKind;
use secretariat::documents::AgendaItem;
use serde::Serialize;

use super::sessions::{encode, tried};
use crate::access::Caller;
use crate::app::App;
use crate::idempotency::Reply;
use crate::layers::peer::Peer;
use crate::problem::Problem;

/// What the address of a feed ends with, as some calendar programs want.
const ENDING: &str = ".ics";

/// The longest line, in bytes, without its end.
const LINE: usize = 75;

/// Writes what is due as a calendar, one entry of a whole day for each.
pub(crate) async fn calendar(State(app): State<Arc<App>>, caller: Caller) -> Result<Reply, Problem> {
    let agenda = caller.office.documents().agenda().await?;
    let text = write(&agenda.items, app.clock.now());
    Ok(Reply::of(StatusCode::OK, "text/calendar; charset=utf-8", text.into()))
}

/// The address of a feed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FeedBody {
    /// The address: whoever has it reads the agenda. It is shown this once.
    url: String,
    /// When it was issued.
    created: Timestamp,
}

/// Issues the feed of the caller.
pub(crate) async fn issue(State(app): State<Arc<App>>, caller: Caller) -> Result<Reply, Problem> {
    let issued = caller.office.sessions().issue_feed().await?;
    // Who has no public address is reached where the request came; the client knows better where that is.
    let base = app.settings.public_url.as_deref().unwrap_or_default().trim_end_matches('/');
    let url = format!("{base}/v1/agenda/feed/{}{ENDING}", issued.token);
    encode(StatusCode::CREATED, &FeedBody { url, created: issued.created })
}

/// Revokes the feed of the caller.
pub(crate) async fn revoke(caller: Caller) -> Result<Reply, Problem> {
    caller.office.sessions().revoke_feed().await?;
    Ok(Reply::empty())
}

/// Writes the agenda of a feed, as its actor may read it now.
pub(crate) async fn feed(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(token): Path<String>,
) -> Result<Reply, Problem> {
    let token = token.strip_suffix(ENDING).unwrap_or(&token);
    let (workspace, actor) = match app.office.sessions().feed_reader(token).await {
        Ok(reader) => reader,
        Err(error) => {
            // Only who has no feed is slowed down by address: many calendars come from one provider's.
            tried(&app, peer).await?;
            return Err(error.into());
        }
    };
    let limiter = &app.limits.feed;
    let waits = limiter.take(format!("{workspace}/{actor}")).await;
    waits.map_err(|seconds| limiter.problem("this feed", seconds))?;
    let office = app.office.workspace(&workspace).acting_as(actor)?;
    let agenda = office.documents().agenda().await.map_err(|error| match error.kind() {
        // Who was removed or suspended is nobody here, whatever the address says.
        ErrorKind::NotFound | ErrorKind::Denied => {
            Problem::unauthenticated("this feed reads nothing any more")
        }
        _ => error.into(),
    })?;
    let text = write(&agenda.items, app.clock.now());
    Ok(Reply::of(StatusCode::OK, "text/calendar; charset=utf-8", text.into()))
}

fn write(items: &[AgendaItem], now: Timestamp) -> String {
    let mut text = String::new();
    for head in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Secretariat//Agenda//EN", "CALSCALE:GREGORIAN"]
    {
        line(&mut text, head);
    }
    let stamp = now.strftime("%Y%m%dT%H%M%SZ");
    for item in items {
        let Some(due) = item.due else { continue };
        let Ok(next) = due.tomorrow() else { continue };
        let span = item.evidence.span;
        line(&mut text, "BEGIN:VEVENT");
        // The same line of the agenda is the same entry the next time.
        line(&mut text, &format!("UID:{}-{}-{}@secretariat", item.document, item.kind.name(), span.start));
        line(&mut text, &format!("DTSTAMP:{stamp}"));
        line(&mut text, &format!("DTSTART;VALUE=DATE:{}", due.strftime("%Y%m%d")));
        line(&mut text, &format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        line(&mut text, &format!("SUMMARY:{}", escaped(&item.title)));
        let place = format!("{} ({})", item.name, item.evidence.place);
        line(&mut text, &format!("DESCRIPTION:{}", escaped(&place)));
        line(&mut text, "TRANSP:TRANSPARENT");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// Escapes a text; line ends in it would begin a new property.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Writes a line, folded between characters.
fn line(out: &mut String, text: &str) {
    let mut room = LINE;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_and_texts_cannot_leave_their_property() {
        let mut out = String::new();
        line(&mut out, &format!("SUMMARY:{}", escaped(&"ü".repeat(100))));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "ü".repeat(100)));
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
    }
}
