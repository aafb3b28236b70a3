//! Files on their way in: small ones in memory, others streamed to disk and never whole in memory.

use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt;
use secretariat::{Error, ErrorKind, Source};
use tempfile::{NamedTempFile, TempPath};

use crate::problem::Problem;

/// The longest name of a file, in characters.
const NAME: usize = 255;
/// How much of a request stays in memory, in bytes: all places of a server together take 64 MiB of it.
const IN_MEMORY: usize = 128 << 10;

/// A file that came, until its job has it.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) name: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Memory(Vec<u8>),
    Disk(TempPath),
}

impl Upload {
    /// Returns the file as a source.
    pub(super) fn source(&self) -> Source {
        match &self.content {
            Content::Memory(bytes) => Source::bytes(self.name.clone(), bytes.clone()),
            Content::Disk(path) => Source::file(&**path).called(self.name.clone()),
        }
    }
}

/// How much is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    pub(super) file_bytes: u64,
    pub(super) files: usize,
    /// All files together.
    pub(super) bytes: u64,
}

/// Receives the files of a request: the fields `file` of a form, or the body under the name of the query.
pub(super) async fn receive(
    request: Request,
    name: Option<&str>,
    most: Most,
) -> Result<Vec<Upload>, Problem> {
    let media = media(request.headers());
    if media.eq_ignore_ascii_case("multipart/form-data") {
        return form(request, most).await;
    }
    let name = name.ok_or_else(|| {
        Error::invalid_input("send the file as the field `file` of a form, or as the body with `?name=…`")
    })?;
    Ok(vec![raw(request.into_body(), name, most).await?])
}

async fn form(request: Request, most: Most) -> Result<Vec<Upload>, Problem> {
    let broken = || Problem::from(Error::invalid_input("the form cannot be read"));
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut uploads = Vec::new();
    let (mut left, mut memory) = (most.bytes, IN_MEMORY);
    while let Some(mut field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() != Some("file") {
            let detail = "the form has a field that is not `file`";
            return Err(Error::invalid_input(detail).into());
        }
        if uploads.len() == most.files {
            let detail = format!("more than {} files at once: send the rest apart", most.files);
            return Err(Error::limit_exceeded(detail).into());
        }
        let room = Most { file_bytes: most.file_bytes.min(left), ..most };
        let mut file = Incoming::new(field.file_name().unwrap_or_default(), room, memory)?;
        while let Some(piece) = field.chunk().await.map_err(|_| broken())? {
            file = file.write(piece).await?;
        }
        left = left.saturating_sub(file.written);
        memory -= file.in_memory();
        uploads.push(file.done()?);
    }
    match uploads.is_empty() {
        true => Err(Error::invalid_input("the form has no field `file`").into()),
        false => Ok(uploads),
    }
}

async fn raw(body: Body, name: &str, most: Most) -> Result<Upload, Problem> {
    let mut file = Incoming::new(name, most, IN_MEMORY)?;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Error::invalid_input("the body broke off"))?;
        file = file.write(piece).await?;
    }
    file.done()
}

/// A file that is being received.
struct Incoming {
    name: String,
    /// What came, until it is too much.
    memory: Vec<u8>,
    /// The most of it.
    room: usize,
    /// Everything, once it was too much.
    file: Option<NamedTempFile>,
    written: u64,
    most: u64,
}

impl Incoming {
    fn new(name: &str, most: Most, room: usize) -> Result<Self, Problem> {
        let name = plain_name(name)
            .ok_or_else(|| Error::invalid_input("a file needs a name, such as contract.pdf"))?;
        Ok(Self { name, memory: Vec::new(), room, file: None, written: 0, most: most.file_bytes })
    }

    /// How much of it is in memory, in bytes.
    fn in_memory(&self) -> usize {
        self.memory.len()
    }

    async fn write(mut self, piece: Bytes) -> Result<Self, Problem> {
        self.written += piece.len() as u64;
        if self.written > self.most {
            // As much again is thrown away: a client that is still writing when the connection ends may never see
            // the answer.
            if self.written <= 2 * self.most {
                return Ok(self);
            }
            return Err(self.too_large());
        }
        if self.file.is_none() && self.memory.len() + piece.len() <= self.room {
            self.memory.extend_from_slice(&piece);
            return Ok(self);
        }
        // A disk may be slow; other requests go on meanwhile.
        let write = tokio::task::spawn_blocking(move || self.spill(&piece).map(|()| self));
        let written = write.await.map_err(|error| Error::internal("writing broke off").with_source(error))?;
        written.map_err(no_room)
    }

    /// Writes to disk, first what is in memory.
    fn spill(&mut self, piece: &[u8]) -> std::io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(NamedTempFile::new()?),
        };
        file.write_all(&std::mem::take(&mut self.memory))?;
        file.write_all(piece)
    }

    fn done(self) -> Result<Upload, Problem> {
        match self.written > self.most {
            true => Err(self.too_large()),
            false => {
                let content = match self.file {
                    Some(file) => Content::Disk(file.into_temp_path()),
                    None => Content::Memory(self.memory),
                };
                Ok(Upload { name: self.name, content })
            }
        }
    }

    fn too_large(&self) -> Problem {
        let detail = format!("{} is larger than {} bytes", self.name, self.most);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorKind::LimitExceeded, detail)
    }
}

/// Takes the last part of what a client calls a file, without anything that is no name.
fn plain_name(given: &str) -> Option<String> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(NAME).collect();
    let name = name.trim().to_owned();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

fn media(headers: &HeaderMap) -> &str {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media.split(';').next().unwrap_or_default().trim()
}

fn no_room(error: std::io::Error) -> Problem {
    Error::unavailable("the file cannot be kept now").with_source(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_of_any_size_arrives_whole_and_takes_little_memory() {
        let most = Most { file_bytes: 1 << 20, files: 3, bytes: 1 << 20 };
        for (size, room, is_on_disk) in
            [(0, 10, false), (10, 10, false), (11, 10, true), (200_000, IN_MEMORY, true), (1, 0, true)]
        {
            let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let mut file = Incoming::new("a.txt", most, room).unwrap();
            for piece in bytes.chunks(7_000.min(size.max(2) / 2)) {
                file = file.write(Bytes::copy_from_slice(piece)).await.unwrap();
                assert!(file.in_memory() <= room);
            }
            let upload = file.done().unwrap();
            let arrived = match &upload.content {
                Content::Memory(bytes) => bytes.clone(),
                Content::Disk(path) => std::fs::read(path).unwrap(),
            };
            assert!(arrived == bytes, "{size}");
            assert_eq!(matches!(upload.content, Content::Disk(_)), is_on_disk, "{size}");
        }
    }

    #[test]
    fn names_are_names_and_never_paths() {
        for (given, name) in [
            ("contract.pdf", Some("contract.pdf")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\ann\\letter.docx", Some("letter.docx")),
            ("a\r\nSet-Cookie: x", Some("aSet-Cookie: x")),
            ("\0\0", None),
            ("..", None),
            ("", None),
            ("x/", None),
        ] {
            assert_eq!(plain_name(given).as_deref(), name, "{given:?}");
        }
    }
}
