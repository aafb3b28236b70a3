//! The parts of a message: which are its body, which its attachments, and their bytes as sent.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

/// A part of the body.
pub(super) struct Body<'a> {
    pub(super) id: u32,
    pub(super) html: bool,
    pub(super) charset: Option<&'a str>,
    pub(super) flowed: bool,
    /// The plain version, for HTML that turns out to be empty.
    pub(super) otherwise: Option<u32>,
}

/// Returns the parts of the body in order, of alternatives the richest.
pub(super) fn bodies<'a>(message: &'a Message<'a>) -> Vec<Body<'a>> {
    let ids = if message.html_body.is_empty() { &message.text_body } else { &message.html_body };
    let found: Vec<Body<'a>> = ids.iter().filter_map(|&id| body(message, id)).collect();
    if !found.is_empty() {
        return found;
    }
    // In a mail that was cut off no part has an end, so none is taken for the body.
    message
        .attachments
        .iter()
        .copied()
        .filter(|&id| name(message, id).is_none())
        .filter(|&id| matches!(media_type(message, id).as_deref(), None | Some("text/plain" | "text/html")))
        .find_map(|id| body(message, id))
        .into_iter()
        .collect()
}

fn body<'a>(message: &'a Message<'a>, id: u32) -> Option<Body<'a>> {
    let part = message.part(id)?;
    let html = match part.body {
        PartType::Html(_) => true,
        PartType::Text(_) => part.is_content_type("text", "html"),
        _ => return None,
    };
    let stated = |name| part.content_type().and_then(|kind| kind.attribute(name));
    Some(Body {
        id,
        html,
        charset: stated("charset"),
        flowed: stated("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")),
        otherwise: message.text_body.iter().copied().find(|&plain| html && plain != id),
    })
}

/// Returns the bytes of a part with the transfer encoding undone, but in their own charset.
pub(super) fn content<'a>(message: &'a Message<'a>, id: u32) -> Cow<'a, [u8]> {
    let Some(part) = message.part(id) else { return Cow::Borrowed(&[]) };
    let raw =
        message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    match (&part.body, part.encoding) {
        (PartType::Binary(bytes) | PartType::InlineBinary(bytes), _) => Cow::Borrowed(bytes),
        (PartType::Text(_) | PartType::Html(_) | PartType::Message(_), Encoding::None) => Cow::Borrowed(raw),
        (_, Encoding::Base64) => base64_decode(raw).map_or(Cow::Borrowed(part.contents()), Cow::Owned),
        (_, Encoding::QuotedPrintable) => {
            quoted_printable_decode(raw).map_or(Cow::Borrowed(part.contents()), Cow::Owned)
        }
        _ => Cow::Borrowed(part.contents()),
    }
}

/// Returns the name the sender gave an attachment.
pub(super) fn name(message: &Message<'_>, id: u32) -> Option<String> {
    let part = message.part(id)?;
    let name = match &part.body {
        PartType::Message(inner) => {
            part.attachment_name().or_else(|| inner.subject()).map(|name| match name.ends_with(".eml") {
                true => name.to_owned(),
                false => format!("{name}.eml"),
            })
        }
        _ => part.attachment_name().map(str::to_owned),
    };
    name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
}

/// Makes a name that tells the type.
pub(super) fn default_name(message: &Message<'_>, id: u32, number: usize) -> String {
    let extension = match media_type(message, id).as_deref() {
        Some("text/calendar") => return "invite.ics".to_owned(),
        Some("text/html") => "html",
        Some("text/csv") => "csv",
        Some("text/vcard" | "text/x-vcard") => "vcf",
        Some("message/rfc822" | "message/global") => "eml",
        Some("application/pdf") => "pdf",
        Some("image/png") => "png",
        Some("image/jpeg") => "jpg",
        Some("image/gif") => "gif",
        Some(other) if other.starts_with("text/") => "txt",
        _ => "bin",
    };
    format!("attachment-{number}.{extension}")
}

/// Returns the stated media type, in small letters.
pub(super) fn media_type(message: &Message<'_>, id: u32) -> Option<String> {
    let kind = message.part(id)?.content_type()?;
    Some(format!("{}/{}", kind.ctype(), kind.subtype()?).to_ascii_lowercase())
}

/// Says whether a part is shown inside the body, such as a logo.
pub(super) fn is_inline(message: &Message<'_>, id: u32) -> bool {
    let Some(part) = message.part(id) else { return false };
    let disposition = part.content_disposition();
    let stated = disposition.is_some_and(|disposition| disposition.is_inline());
    let attached = disposition.is_some_and(|disposition| disposition.is_attachment());
    !attached && (stated || is_referred_to(message, part))
}

fn is_referred_to(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    let Some(id) = part.content_id().map(|id| format!("cid:{}", id.trim_matches(['<', '>']))) else {
        return false;
    };
    message.html_bodies().any(|body| body.text_contents().is_some_and(|html| html.contains(&id)))
}
