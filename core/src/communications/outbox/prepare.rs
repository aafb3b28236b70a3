//! Fixes a message: its bytes, its Message-ID and its envelope, made once from a draft and never again.

use jiff::Timestamp;

use super::post::Post;
use crate::blobs::{BlobId, Blobs};
use crate::communications::draft::{Draft, DraftKind};
use crate::communications::render::{eml_listed, eml_with, text, wire_address};
use crate::documents::model::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{DeliveryId, WorkspaceId};

/// A message that is fixed.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) bytes: Vec<u8>,
    pub(super) message_id: String,
    pub(super) from: String,
    pub(super) recipients: Vec<String>,
}

/// Makes the message of a draft. `date` is what the message says it was written.
///
/// # Errors
/// `invalid_input` for a draft that is not sendable, without a recipient or a word, and as [`eml_with`];
/// `limit_exceeded` for too many recipients or too large a message.
pub(super) async fn prepare(
    draft: &Draft,
    id: &DeliveryId,
    date: Timestamp,
    post: &Post,
    (blobs, workspace): (&dyn Blobs, &WorkspaceId),
) -> Result<Prepared> {
    draft.ensure_sendable()?;
    if text(draft).trim().is_empty() && draft.attachments.is_empty() {
        return Err(Error::invalid_input(format!("draft {} says nothing; write something", draft.id)));
    }
    let recipients = recipients(draft, post.settings.limits.recipients)?;
    let sender = draft.sender.as_ref();
    let sender = sender
        .ok_or_else(|| Error::invalid_input(format!("draft {} has no sender; say who writes", draft.id)))?;
    let sender = wire_address(sender)?;
    let from = match &post.settings.from {
        Some(address) => wire_address(&Mailbox { name: None, address: address.clone() })?,
        None => sender.clone(),
    };
    let most = post.settings.limits.message_bytes;
    let files = files(draft, most, blobs, workspace).await?;
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    // The date of a mail is when it leaves, not when its draft was begun.
    let dated = Draft { created: date.to_string(), ..draft.clone() };
    let list = match &post.listed {
        Some(listed) if draft.kind == DraftKind::Announcement => Some(listed.of(draft, workspace)?),
        _ => None,
    };
    let bytes = match &list {
        Some(list) => eml_listed(&dated, &files, list)?,
        None => eml_with(&dated, &files)?,
    };
    let domain = sender.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let message_id = format!("{id}@{domain}");
    let bytes = post.sign(with_message_id(bytes, &message_id)?, &sender, date)?;
    if bytes.len() as u64 > most {
        return Err(too_large(draft, most));
    }
    Ok(Prepared { bytes, message_id, from, recipients })
}

/// The envelope: everybody once, whatever the header says of them.
fn recipients(draft: &Draft, most: u32) -> Result<Vec<String>> {
    if draft.recipients.len() > most as usize {
        return Err(Error::new(
            ErrorKind::LimitExceeded,
            format!(
                "draft {} has {} recipients, more than `mail.limits.recipients` = {most}; split it up",
                draft.id,
                draft.recipients.len()
            ),
        ));
    }
    let mut all: Vec<String> = Vec::new();
    for recipient in &draft.recipients {
        let address = wire_address(&recipient.mailbox)?;
        if !all.iter().any(|known| known.eq_ignore_ascii_case(&address)) {
            all.push(address);
        }
    }
    match all.is_empty() {
        true => Err(Error::invalid_input(format!("draft {} has no recipient; say who gets it", draft.id))),
        false => Ok(all),
    }
}

/// The contents of the attachments, as far as they fit.
async fn files(draft: &Draft, most: u64, blobs: &dyn Blobs, workspace: &WorkspaceId) -> Result<Vec<Vec<u8>>> {
    let (mut files, mut size) = (Vec::new(), 0);
    for attachment in &draft.attachments {
        let id = BlobId::try_from(attachment.sha256.to_ascii_lowercase())?;
        let file =
            blobs.get(workspace, &id).await.map_err(|error| error.about(attachment.name.escape_debug()))?;
        // Base64 makes four letters of three bytes.
        size += file.len() as u64 / 3 * 4;
        if size > most {
            return Err(too_large(draft, most));
        }
        files.push(file);
    }
    Ok(files)
}

fn too_large(draft: &Draft, most: u64) -> Error {
    Error::new(
        ErrorKind::LimitExceeded,
        format!(
            "draft {} makes a message of more than `mail.limits.message_bytes` = {most}; attach less, or send a link",
            draft.id
        ),
    )
}

/// Gives a message the id of its delivery: two deliveries of one draft must not be taken for each other.
fn with_message_id(bytes: Vec<u8>, message_id: &str) -> Result<Vec<u8>> {
    const FIELD: &[u8] = b"\r\nMessage-ID: ";
    let absent = || Error::internal("a message was rendered without a Message-ID");
    let start =
        bytes.windows(FIELD.len()).position(|window| window == FIELD).ok_or_else(absent)? + FIELD.len();
    let end = bytes[start..].windows(2).position(|window| window == b"\r\n").ok_or_else(absent)? + start;
    let id = format!("<{message_id}>");
    Ok([&bytes[..start], id.as_bytes(), &bytes[end..]].concat())
}
