//! Internet messages (RFC 5322 with MIME), read by `mail-parser`.
//!
//! [`header`] makes fields and metadata, [`parts`] finds the body and the attachments, [`roles`] tells
//! new text from quoted history and signatures. Places name the field or `body` with its paragraph.

mod header;
mod parts;
mod roles;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use mail_parser::{Message, MessageParser};

use super::piece::Piece;
use super::text::blocks::Reading;
use super::text::{blocks, encoding};
use super::{Input, Parser, html};
use crate::documents::model::Attachment;
use crate::documents::{Budget, DocumentBuilder};
use crate::error::{Error, Result};
use crate::evidence::Place;

/// The parser.
pub(super) struct Eml;

/// The most messages inside messages: each is a level of recursion for who frees them.
const MESSAGES: usize = 1_000;

impl Parser for Eml {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let budget = out.budget().clone();
        let raw = single_bytes(input.bytes);
        let raw = without_mailbox_line(&raw);
        check_nesting(raw)?;
        // The parser copies what is encoded, so at most the whole message once more.
        budget.charge(raw.len() as u64)?;
        let message = MessageParser::default()
            .parse(raw)
            .filter(|message| message.headers().iter().any(header::is_known))
            .ok_or_else(|| Error::corrupt("has no header of a mail"))?;
        *out.metadata() = header::metadata(&message);
        header::write(&message, raw, out)?;
        body(&message, &budget, out)?;
        attachments(&message, &budget, out)
    }
}

/// Mails saved as UTF-16 are read as UTF-8; anything else keeps its bytes, since each part has its own
/// encoding.
fn single_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    let marked = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..]);
    if marked || encoding::utf16_without_mark(bytes).is_some() {
        return match encoding::decode(bytes, None).text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    Cow::Borrowed(bytes)
}

/// Drops the line `From … date` that mailboxes put before a message.
fn without_mailbox_line(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
    let bytes = bytes.get(start..).unwrap_or_default();
    if bytes.starts_with(b"From ")
        && let Some(end) = memchr::memchr(b'\n', bytes)
    {
        return bytes.get(end + 1..).unwrap_or_default();
    }
    bytes
}

fn check_nesting(raw: &[u8]) -> Result<()> {
    let lower = raw.to_ascii_lowercase();
    let count = |word: &[u8]| memchr::memmem::find_iter(&lower, word).take(MESSAGES + 1).count();
    if count(b"rfc822") + count(b"message/global") + count(b"digest") > MESSAGES {
        return Err(Error::limit_exceeded(format!("more than {MESSAGES} messages inside one")));
    }
    Ok(())
}

fn body(message: &Message<'_>, budget: &Budget, out: &mut DocumentBuilder) -> Result<()> {
    let mut paragraph = 0;
    for part in parts::bodies(message) {
        let raw = parts::content(message, part.id);
        budget.charge(raw.len() as u64)?;
        let decoded = encoding::decode(&raw, part.charset);
        if decoded.damaged {
            let name = decoded.encoding.name();
            out.note("damaged", format!("some characters were not valid {name} and were replaced"), None);
        }
        let mut pieces = if part.html {
            html::read(&decoded.text, true, budget)?.0
        } else {
            blocks::read(&decoded.text, Reading { mail: true, flowed: part.flowed }, budget)?
        };
        if pieces.is_empty()
            && let Some(plain) = part.otherwise
        {
            let raw = parts::content(message, plain);
            let decoded = encoding::decode(&raw, None);
            pieces = blocks::read(&decoded.text, Reading { mail: true, flowed: false }, budget)?;
        }
        let name = format!("part {}", part.id);
        for piece in roles::assign(pieces) {
            paragraph += 1;
            let place = Place::Part { part: "body".to_owned(), paragraph: Some(paragraph) };
            Piece::write(piece, out, place, &name)?;
        }
    }
    Ok(())
}

fn attachments(message: &Message<'_>, budget: &Budget, out: &mut DocumentBuilder) -> Result<()> {
    let most = budget.limits().entries as usize;
    let body: Vec<u32> = parts::bodies(message).iter().map(|part| part.id).collect();
    let attached = message.attachments.iter().copied().filter(|id| !body.contains(id));
    for (index, id) in attached.enumerate() {
        if index >= most {
            out.note("truncated", format!("only the first {most} attachments were read"), None);
            break;
        }
        let bytes = parts::content(message, id);
        // An empty part without a name is a leftover of the sender's program.
        if bytes.is_empty() && parts::name(message, id).is_none() {
            continue;
        }
        out.attachment(Attachment {
            name: parts::name(message, id).unwrap_or_else(|| parts::default_name(message, id, index + 1)),
            media_type: parts::media_type(message, id),
            inline: parts::is_inline(message, id),
            bytes: bytes.into_owned(),
        })?;
    }
    Ok(())
}
