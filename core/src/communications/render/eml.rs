//! A mail file (RFC 5322): text and HTML, the calendar entry beside them, attachments behind.
//!
//! The same draft gives the same bytes: the Message-ID comes from its id, the boundaries from its content. Lines end
//! in CRLF, attachments are always Base64, since a signature breaks when a server mends line ends on the way.

use sha2::{Digest, Sha256};

use crate::communications::draft::{Attachment, Draft, InviteMethod};
use crate::communications::render::header::{
    Headers, address, ensure_one_line, mailbox, mailboxes, parameter, unstructured,
};
use crate::communications::render::list::MailingList;
use crate::communications::render::words::printable;
use crate::communications::render::{flowed, html, ics, text};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};

/// The most references a mail carries: the start of the conversation and its last messages.
const REFERENCES: usize = 20;

/// Writes a draft as mail; `files` holds the contents of its attachments in any order.
pub(super) fn write(draft: &Draft, files: &[&[u8]], list: Option<&MailingList>) -> Result<Vec<u8>> {
    let mut headers = Headers::default();
    addressed(draft, &mut headers)?;
    threaded(draft, &mut headers)?;
    if let Some(list) = list {
        list.write(&mut headers)?;
    }
    headers.add("MIME-Version", ["1.0"]);
    let seal: String = draft.compute_hash().chars().take(24).collect();
    let boundary = |level: &str| format!("=_{level}_{seal}");
    let mut body = multipart("alternative", &boundary("a"), &alternatives(draft)?);
    if !draft.attachments.is_empty() {
        let mut parts = vec![body];
        for attachment in &draft.attachments {
            parts.push(attached(attachment, files)?);
        }
        body = multipart("mixed", &boundary("m"), &parts);
    }
    let mut message = headers.finish().into_bytes();
    message.extend(body);
    Ok(message)
}

/// Who writes to whom, what about and when.
fn addressed(draft: &Draft, headers: &mut Headers) -> Result<()> {
    let sender = draft
        .sender
        .as_ref()
        .ok_or_else(|| Error::invalid_input(format!("draft {} has no sender; say who writes", draft.id)))?;
    let subject = draft.print(&draft.subject);
    ensure_one_line("subject", &subject)?;
    let created = draft.created.parse::<jiff::Timestamp>().map_err(|error| {
        Error::invalid_input(format!("draft {} does not say when it was made", draft.id)).with_source(error)
    })?;
    headers.add("From", mailbox(sender)?);
    let mut named = false;
    for (role, field) in [("to", "To"), ("cc", "Cc")] {
        let list = draft.recipients.iter().filter(|recipient| recipient.role == role);
        let list: Vec<&Mailbox> = list.map(|recipient| &recipient.mailbox).collect();
        if !list.is_empty() {
            headers.add(field, mailboxes(list)?);
            named = true;
        }
    }
    for recipient in draft.recipients.iter().filter(|recipient| recipient.role == "bcc") {
        mailbox(&recipient.mailbox)?;
    }
    if !named && !draft.recipients.is_empty() {
        headers.add("To", ["undisclosed-recipients:;"]);
    }
    headers.add("Subject", unstructured(&printable(&subject), "Subject: ".len()));
    let date =
        jiff::fmt::rfc2822::to_string(&created.to_zoned(jiff::tz::TimeZone::UTC)).map_err(|error| {
            Error::invalid_input(format!("draft {} was made in a year no mail can name", draft.id))
                .with_source(error)
        })?;
    headers.add("Date", [date]);
    let address = address(sender)?;
    let domain = address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    headers.add("Message-ID", [format!("<{}@{domain}>", draft.id)]);
    Ok(())
}

/// The conversation that a draft continues.
fn threaded(draft: &Draft, headers: &mut Headers) -> Result<()> {
    let Some(thread) = &draft.thread else { return Ok(()) };
    for id in thread.references.iter().chain(&thread.in_reply_to) {
        ensure_one_line("Message-ID", id)?;
    }
    let written = |id: &&String| is_message_id(id);
    if let Some(id) = thread.in_reply_to.as_ref().filter(written) {
        headers.add("In-Reply-To", [format!("<{id}>")]);
    }
    let mut references: Vec<&String> = thread.references.iter().filter(written).collect();
    if references.len() > REFERENCES {
        references.drain(1..references.len() + 1 - REFERENCES);
    }
    if !references.is_empty() {
        headers.add("References", references.into_iter().map(|id| format!("<{id}>")));
    }
    Ok(())
}

/// The forms of the text from plain to rich, of which a reader shows the last that it knows.
fn alternatives(draft: &Draft) -> Result<Vec<Vec<u8>>> {
    let utf8 = || parameter("charset", "utf-8").join(" ");
    let plain = [format!("text/plain; {};", utf8()), "format=flowed".to_owned()];
    let mut parts = vec![
        text_part(&plain, &flowed::flow(&text::print(draft))),
        text_part(&[format!("text/html; {}", utf8())], &html::print(draft)),
    ];
    if let Some(invite) = &draft.invite {
        let method = match invite.method {
            InviteMethod::Request => "REQUEST",
            InviteMethod::Cancel => "CANCEL",
            InviteMethod::Reply => "REPLY",
        };
        let kind = [format!("text/calendar; {}; method={method}", utf8())];
        parts.push(text_part(&kind, &ics::write(draft)?.replace("\r\n", "\n")));
    }
    Ok(parts)
}

fn text_part(kind: &[String], text: &str) -> Vec<u8> {
    let mut headers = Headers::default();
    headers.add("Content-Type", kind);
    headers.add("Content-Transfer-Encoding", ["quoted-printable"]);
    format!("{}\r\n{}", headers.finish(), quoted_printable(text)).into_bytes()
}

fn attached(attachment: &Attachment, files: &[&[u8]]) -> Result<Vec<u8>> {
    let Attachment { name, media_type, sha256, .. } = attachment;
    ensure_one_line("file name", name)?;
    if name.is_empty() || name.contains(['/', '\\']) || name.chars().any(char::is_control) {
        return Err(Error::invalid_input(
            "an attachment of this draft has no file name, or one with a folder",
        ));
    }
    let token = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let typed = media_type.split_once('/').is_some_and(|(kind, form)| token(kind) && token(form));
    if !typed || media_type.len() > 100 {
        return Err(Error::invalid_input("the media type of an attachment is none, such as application/pdf"));
    }
    let hash =
        |file: &[u8]| Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let file = files.iter().find(|file| hash(file).eq_ignore_ascii_case(sha256)).ok_or_else(|| {
        Error::invalid_input("the content of an attachment is missing, or it changed since it was attached")
            .about(printable(name))
    })?;
    let mut headers = Headers::default();
    headers.add("Content-Type", [media_type]);
    let mut disposition = vec!["attachment;".to_owned()];
    disposition.extend(parameter("filename", name));
    headers.add("Content-Disposition", disposition);
    headers.add("Content-Transfer-Encoding", ["base64"]);
    let mut part = format!("{}\r\n", headers.finish()).into_bytes();
    mail_builder::encoders::base64::base64_encode_mime(file, &mut part, false)
        .map_err(|error| Error::internal("an attachment cannot be encoded").with_source(error))?;
    Ok(part)
}

fn multipart(kind: &str, boundary: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let mut headers = Headers::default();
    headers.add("Content-Type", [format!("multipart/{kind};"), format!("boundary=\"{boundary}\"")]);
    let mut body = format!("{}\r\n", headers.finish()).into_bytes();
    for part in parts {
        body.extend(format!("--{boundary}\r\n").bytes());
        body.extend(part);
        // The line end before a boundary belongs to the boundary.
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    body
}

/// Foreign mails carry ids that no header can hold; without them only the threading is lost.
fn is_message_id(id: &str) -> bool {
    let visible = id.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'));
    !id.is_empty() && id.len() <= 250 && visible
}

/// Encodes text as quoted-printable (RFC 2045), which mail-builder does with lines one character too long.
fn quoted_printable(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        let mut length = 0;
        let last = line.len().saturating_sub(1);
        for (at, byte) in line.bytes().enumerate() {
            let blank = matches!(byte, b' ' | b'\t');
            // A dot alone ends the mail, and "From " starts another one, for careless programs.
            let risky = at == 0 && (line == "." || line.starts_with("From "));
            let plain = (byte.is_ascii_graphic() && byte != b'=' && !risky) || (blank && at != last);
            let width = if plain { 1 } else { 3 };
            if length + width > 75 {
                encoded.push_str("=\r\n");
                length = 0;
            }
            match plain {
                true => encoded.push(char::from(byte)),
                false => encoded.push_str(&format!("={byte:02X}")),
            }
            length += width;
        }
        encoded.push_str("\r\n");
    }
    encoded
}
