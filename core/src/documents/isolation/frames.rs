//! The protocol between host and helper: frames of a length (8 bytes, little endian) and that many bytes.
//!
//! Request: a [`Request`] as JSON, then the file. Answer: an [`Answer`] as JSON, then for a document the
//! bytes of each attachment and of each page image, in the order the answer lists them. The host treats
//! the helper as hostile: it bounds every length before it allocates.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::documents::{Attachment, PageImage, ParsedDocument};
use crate::error::{Error, ErrorKind, Result};
use crate::settings::Limits;

/// What is to be parsed; the file follows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) name: String,
    pub(super) limits: Limits,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// The document; attachments and images follow.
    Document(Box<Parsed>),
    /// The error of this file.
    Error { kind: ErrorKind, message: String },
}

/// A document without the bytes that follow it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Parsed {
    pub(super) document: ParsedDocument,
    attachments: Vec<AttachmentHead>,
    images: Vec<ImageHead>,
}

#[derive(Debug, Serialize, Deserialize)]
struct AttachmentHead {
    name: String,
    media_type: Option<String>,
    inline: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct ImageHead {
    page: u32,
    dpi: Option<u32>,
}

impl Parsed {
    /// Takes the bytes out of a document.
    pub(super) fn split(mut document: ParsedDocument) -> (Self, Vec<Vec<u8>>) {
        let mut bytes = Vec::new();
        let attachments = std::mem::take(&mut document.attachments)
            .into_iter()
            .map(|attachment| {
                bytes.push(attachment.bytes);
                AttachmentHead {
                    name: attachment.name,
                    media_type: attachment.media_type,
                    inline: attachment.inline,
                }
            })
            .collect();
        let images = std::mem::take(&mut document.images)
            .into_iter()
            .map(|image| {
                bytes.push(image.bytes);
                ImageHead { page: image.page, dpi: image.dpi }
            })
            .collect();
        (Self { document, attachments, images }, bytes)
    }

    /// Returns how many frames of bytes follow.
    pub(super) fn following(&self) -> usize {
        self.attachments.len().saturating_add(self.images.len())
    }

    /// Puts the bytes back.
    pub(super) fn join(self, bytes: Vec<Vec<u8>>) -> ParsedDocument {
        let mut bytes = bytes.into_iter();
        let mut document = self.document;
        document.attachments = self
            .attachments
            .into_iter()
            .zip(bytes.by_ref())
            .map(|(head, bytes)| Attachment {
                name: head.name,
                media_type: head.media_type,
                inline: head.inline,
                bytes,
            })
            .collect();
        document.images = self
            .images
            .into_iter()
            .zip(bytes)
            .map(|(head, bytes)| PageImage { page: head.page, dpi: head.dpi, bytes })
            .collect();
        document
    }
}

/// Reads a frame; `None` at the end of the stream.
pub(super) fn read(from: &mut dyn Read, most: u64) -> Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(broken(error)),
    }
    let length = bounded(u64::from_le_bytes(length), most)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).map_err(broken)?;
    Ok(Some(bytes))
}

/// Writes a frame.
pub(super) fn write(to: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes()).map_err(broken)?;
    to.write_all(bytes).map_err(broken)
}

/// Reads a frame without blocking.
pub(super) async fn receive(from: &mut (dyn AsyncRead + Unpin + Send), most: u64) -> Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length).await.map_err(broken)?;
    let length = bounded(u64::from_le_bytes(length), most)?;
    let mut bytes = Vec::new();
    // Grows as bytes come, so a false length costs nothing.
    let read = from.take(length as u64).read_to_end(&mut bytes).await.map_err(broken)?;
    if read < length {
        return Err(broken(std::io::ErrorKind::UnexpectedEof.into()));
    }
    Ok(bytes)
}

/// Writes a frame without blocking.
pub(super) async fn send(to: &mut (dyn AsyncWrite + Unpin + Send), bytes: &[u8]) -> Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes()).await.map_err(broken)?;
    to.write_all(bytes).await.map_err(broken)?;
    to.flush().await.map_err(broken)
}

fn bounded(length: u64, most: u64) -> Result<usize> {
    usize::try_from(length)
        .ok()
        .filter(|_| length <= most)
        .ok_or_else(|| Error::limit_exceeded("the parser's answer is larger than its limits allow"))
}

fn broken(error: std::io::Error) -> Error {
    Error::unavailable("the parser program ended the conversation").with_source(error)
}
