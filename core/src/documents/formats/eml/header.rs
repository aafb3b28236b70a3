//! The header: the fields a reader sees as blocks, everything else as metadata.

use mail_parser::{Address, Header, HeaderName, HeaderValue, Message};

use crate::documents::DocumentBuilder;
use crate::documents::model::{Mailbox, Metadata, SourceRange};
use crate::error::Result;
use crate::evidence::Place;

/// The fields that every mail program shows, in their order.
const SHOWN: [(HeaderName<'static>, &str); 6] = [
    (HeaderName::Subject, "Subject"),
    (HeaderName::From, "From"),
    (HeaderName::To, "To"),
    (HeaderName::Cc, "Cc"),
    (HeaderName::Bcc, "Bcc"),
    (HeaderName::Date, "Date"),
];

/// Other fields worth keeping, by their name.
const KEPT: [&str; 10] = [
    "Importance",
    "Priority",
    "X-Priority",
    "Sensitivity",
    "List-ID",
    "List-Unsubscribe",
    "Auto-Submitted",
    "Precedence",
    "Thread-Topic",
    "Return-Path",
];

/// Says whether a field is one that only mails have.
pub(super) fn is_known(header: &Header<'_>) -> bool {
    !matches!(header.name, HeaderName::Other(_)) || header.name.as_str().starts_with("X-")
}

/// Adds the shown fields as `name: value`.
pub(super) fn write(message: &Message<'_>, raw: &[u8], out: &mut DocumentBuilder) -> Result<()> {
    for (name, label) in SHOWN {
        for header in message.headers().iter().filter(|header| header.name == name) {
            let value = match &header.value {
                HeaderValue::Address(addresses) => {
                    mailboxes(addresses).iter().map(shown).collect::<Vec<_>>().join(", ")
                }
                HeaderValue::Text(text) => text.to_string(),
                HeaderValue::TextList(list) => list.join(", "),
                // As written: the reader wants the sender's own time and weekday.
                _ => raw
                    .get(header.offset_start as usize..header.offset_end as usize)
                    .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
                    .unwrap_or_default(),
            };
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let source = SourceRange {
                part: String::new(),
                start: u64::from(header.offset_field),
                end: u64::from(header.offset_end),
            };
            let place = Place::Part { part: label.to_owned(), paragraph: None };
            out.key_value(label, &value, place, Some(source))?;
        }
    }
    Ok(())
}

fn shown(mailbox: &Mailbox) -> String {
    match &mailbox.name {
        Some(name) if !mailbox.address.is_empty() => format!("{name} <{}>", mailbox.address),
        Some(name) => name.clone(),
        None => mailbox.address.clone(),
    }
}

/// Reads what the header says about the message.
pub(super) fn metadata(message: &Message<'_>) -> Metadata {
    let from = all(message, &HeaderName::From);
    let mut metadata = Metadata {
        title: message.subject().map(clean).filter(|subject| !subject.is_empty()),
        subject: message.subject().map(clean),
        author: from.first().map(shown),
        created: message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339),
        language: text(message, &HeaderName::ContentLanguage),
        to: all(message, &HeaderName::To),
        cc: all(message, &HeaderName::Cc),
        reply_to: all(message, &HeaderName::ReplyTo),
        message_id: message.message_id().map(clean),
        in_reply_to: ids(message.in_reply_to()).into_iter().next_back(),
        references: ids(message.references()),
        from,
        ..Metadata::default()
    };
    if metadata.from.is_empty() {
        metadata.from = all(message, &HeaderName::Sender);
    }
    let bcc = all(message, &HeaderName::Bcc);
    if !bcc.is_empty() {
        metadata.other.insert("Bcc".to_owned(), bcc.iter().map(shown).collect::<Vec<_>>().join(", "));
    }
    for (name, value) in message.headers_raw() {
        if let Some(kept) = KEPT.iter().find(|kept| kept.eq_ignore_ascii_case(name)) {
            metadata.other.insert((*kept).to_owned(), clean(value).chars().take(1_000).collect());
        }
    }
    metadata
}

fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(message: &Message<'_>, name: &HeaderName<'_>) -> Option<String> {
    message.headers().iter().find(|header| header.name == *name)?.value.as_text().map(clean)
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(id) => vec![clean(id)],
        HeaderValue::TextList(ids) => ids.iter().map(|id| clean(id)).collect(),
        _ => Vec::new(),
    }
}

/// Collects the addresses of all fields of a name: some programs write several.
fn all(message: &Message<'_>, name: &HeaderName<'_>) -> Vec<Mailbox> {
    message
        .headers()
        .iter()
        .filter(|header| header.name == *name)
        .filter_map(|header| header.value.as_address())
        .flat_map(mailboxes)
        .collect()
}

fn mailboxes(addresses: &Address<'_>) -> Vec<Mailbox> {
    addresses
        .iter()
        .map(|address| Mailbox {
            name: address
                .name
                .as_deref()
                .map(clean)
                .map(|name| name.trim_matches(['\'', '"']).to_owned())
                .filter(|name| !name.is_empty() && Some(name.as_str()) != address.address.as_deref()),
            address: address.address.as_deref().map(clean).unwrap_or_default(),
        })
        .filter(|mailbox| mailbox.name.is_some() || !mailbox.address.is_empty())
        .collect()
}
