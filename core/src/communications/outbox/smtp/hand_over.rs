//! Hands one message over: MAIL, RCPT for each recipient, DATA, the message, its dot, the answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::timeout;

use super::connect::Line;
use super::reply::{Fault, fault, one_line, status};
use crate::communications::outbox::transport::{NotSent, OutgoingMessage, RecipientOutcome, RecipientResult};
use crate::error::{Error, Result};

/// How many bytes are written at once.
const PIECE: usize = 64 << 10;
/// How much longer the last answer may take than any other (RFC 5321, 4.5.3.2.6).
const LAST: u32 = 5;

/// How a message was handed over.
#[derive(Debug)]
pub(super) struct Handed {
    pub(super) outcome: Result<Vec<RecipientResult>, NotSent>,
    /// Whether the connection takes another message.
    pub(super) is_open: bool,
    /// Whether the connection was closed before anything was said.
    pub(super) is_stale: bool,
}

impl Handed {
    fn ended(outcome: Result<Vec<RecipientResult>, NotSent>) -> Self {
        Self { outcome, is_open: false, is_stale: false }
    }
}

/// Hands a message over on a connection that waits for one.
pub(super) async fn hand_over(line: &mut Line, message: &OutgoingMessage, step: Duration) -> Handed {
    match begin(line, message, step).await {
        Ok(()) => {}
        Err(handed) => return handed,
    }
    let (results, closing) = recipients(line, message, step).await;
    let accepted = results.iter().any(|result| result.outcome == RecipientOutcome::Accepted);
    if let Some(fault) = closing {
        return Handed::ended(Err(not_sent("RCPT", &fault)));
    }
    if !accepted {
        let reset = timeout(step, line.connection.command(Rset)).await;
        return Handed { outcome: Ok(results), is_open: matches!(reset, Ok(Ok(_))), is_stale: false };
    }
    match said(step, line.connection.command(Data)).await {
        Ok(response) if response.has_code(354) => {}
        Ok(response) => {
            let reason =
                later(&format!("the server answered {} to DATA, which means nothing", response.code()));
            return Handed::ended(Err(NotSent::Deferred { reason, retry_after: None }));
        }
        Err(fault) => return Handed::ended(Err(not_sent("DATA", &fault))),
    }
    contents(line, message, results, step).await
}

/// MAIL: whether the server takes a message of this sender and size.
async fn begin(line: &mut Line, message: &OutgoingMessage, step: Duration) -> Result<(), Handed> {
    let refused_by =
        |error: Error| Handed { outcome: Err(NotSent::Refused(error)), is_open: true, is_stale: false };
    let refused = |what: String| refused_by(Error::invalid_input(what));
    let size = message.bytes.len();
    if let Some(most) = line.most.filter(|most| size as u64 > *most) {
        return Err(refused(format!("the message has {size} bytes, the server takes at most {most}")));
    }
    let Ok(from) = message.from.parse::<Address>() else {
        return Err(refused("the sender of the envelope is no mail address".to_owned()));
    };
    let mut parameters = Vec::new();
    if line.most.is_some() {
        parameters.push(MailParameter::Size(size));
    }
    if is_international(message) {
        if !line.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(refused_by(Error::unsupported(
                "the server takes no address with other letters than ASCII before the @ (it offers no SMTPUTF8), and \
                 the message has one; use another address of the same person",
            )));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !message.bytes.is_ascii() {
        if !line.connection.server_info().supports_feature(Extension::EightBitMime) {
            return Err(refused("the server takes only ASCII, and the message holds more".to_owned()));
        }
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    match said(step, line.connection.command(Mail::new(Some(from), parameters))).await {
        Ok(_) => Ok(()),
        Err(fault) => {
            // What was refused leaves the connection as it was.
            let is_open = !fault.is_closing();
            Err(Handed { outcome: Err(not_sent("MAIL", &fault)), is_open, is_stale: fault.is_closing() })
        }
    }
}

/// Says whether an address of the envelope, or the header, has other letters than ASCII (RFC 6531).
fn is_international(message: &OutgoingMessage) -> bool {
    let header = message.bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let header = message.bytes.get(..header.unwrap_or(message.bytes.len())).unwrap_or_default();
    let mut envelope = message.recipients.iter().chain([&message.from]);
    !header.is_ascii() || envelope.any(|address| !address.is_ascii())
}

/// RCPT for each, and why the connection is closing, if it is.
async fn recipients(
    line: &mut Line,
    message: &OutgoingMessage,
    step: Duration,
) -> (Vec<RecipientResult>, Option<Fault>) {
    let mut results = Vec::new();
    for address in &message.recipients {
        let Ok(to) = address.parse::<Address>() else {
            let fault = Fault { code: Some(553), words: "5.1.3 this is no mail address".to_owned() };
            results.push(fault.result(address));
            continue;
        };
        match said(step, line.connection.command(Rcpt::new(to, Vec::new()))).await {
            Ok(response) => results.push(accepted(address, &response)),
            Err(fault) if fault.is_closing() => return (results, Some(fault)),
            Err(fault) => results.push(fault.result(address)),
        }
    }
    (results, None)
}

/// The message and its dot. From the dot on, only an answer tells.
async fn contents(
    line: &mut Line,
    message: &OutgoingMessage,
    mut results: Vec<RecipientResult>,
    step: Duration,
) -> Handed {
    // lettre ends a message with a line end of its own.
    let bytes = message.bytes.strip_suffix(b"\r\n").unwrap_or(&message.bytes);
    let mut pieces = bytes.chunks(PIECE);
    // An iterator is asked for a next piece when the last one is written; when it has none, the dot comes.
    let is_written = AtomicBool::new(false);
    let source = std::iter::from_fn(|| {
        let piece = pieces.next();
        is_written.store(piece.is_none(), Ordering::Relaxed);
        piece
    });
    let most = step.saturating_mul(LAST);
    let answer = said(most, line.connection.message_iter(source)).await;
    let response = match answer {
        Ok(response) => response,
        Err(fault) if fault.code.is_some() => {
            let is_open = !fault.is_closing();
            return Handed { outcome: Err(not_sent("the message", &fault)), is_open, is_stale: false };
        }
        Err(fault) if !is_written.load(Ordering::Relaxed) => {
            return Handed::ended(Err(not_sent("the message", &fault)));
        }
        Err(fault) => {
            let what = format!("the server did not say whether it took the message: {}", fault.words);
            return Handed::ended(Err(NotSent::InDoubt(Error::new(crate::ErrorKind::InDoubt, what))));
        }
    };
    if !(200..300).contains(&u16::from(response.code())) {
        let what = format!("the server answered {} to the message, which means nothing", response.code());
        return Handed::ended(Err(NotSent::InDoubt(Error::new(crate::ErrorKind::InDoubt, what))));
    }
    for result in results.iter_mut().filter(|result| result.outcome == RecipientOutcome::Accepted) {
        *result = accepted(&result.address, &response);
    }
    Handed { outcome: Ok(results), is_open: true, is_stale: false }
}

fn accepted(address: &str, response: &Response) -> RecipientResult {
    let words = one_line(&response.message().collect::<Vec<_>>().join(" "));
    RecipientResult {
        address: address.to_owned(),
        outcome: RecipientOutcome::Accepted,
        code: Some(response.code().into()),
        status: status(&words),
        message: Some(words),
    }
}

/// Waits for an answer.
async fn said(
    most: Duration,
    step: impl Future<Output = Result<Response, lettre::transport::smtp::Error>>,
) -> Result<Response, Fault> {
    match timeout(most, step).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => Err(fault(&error)),
        Err(_) => Err(Fault::of(&format!("no answer within {most:?}"))),
    }
}

fn later(what: &str) -> Error {
    Error::unavailable(what)
}

fn not_sent(what: &str, fault: &Fault) -> NotSent {
    let told = format!("{what}: {}", fault.told());
    match fault.is_final() {
        true => NotSent::Refused(Error::invalid_input(told)),
        false => NotSent::Deferred { reason: later(&told), retry_after: None },
    }
}
