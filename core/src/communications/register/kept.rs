//! The register in a file, so that a process that begins need not read the whole office. Whatever is wrong with the
//! file, the register is made anew from storage.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::book::{Book, Listed};
use super::mail::Mail;
use crate::documents::DocumentRepository;
use crate::error::Result;
use crate::id::{ContactId, DocumentId};

/// The form of the file; another one is not read.
const FORM: u32 = 1;
/// From so many changes on the file is written anew.
const CHANGES: usize = 256;

/// Where the register is kept, and what changed since it was.
#[derive(Debug)]
pub(super) struct Kept {
    file: Option<PathBuf>,
    is_read: bool,
    changed: usize,
    size: usize,
}

/// What stands in the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Copy {
    form: u32,
    position: u64,
    mails: Vec<(DocumentId, Mail)>,
    contacts: Vec<(ContactId, Listed)>,
}

/// Copies what cannot be made of anything else.
pub(super) fn copy(book: &Book) -> Copy {
    Copy {
        form: FORM,
        position: book.position,
        mails: book.mails.iter().map(|(id, mail)| (id.clone(), mail.clone())).collect(),
        contacts: book.contacts.iter().map(|(id, contact)| (id.clone(), contact.clone())).collect(),
    }
}

impl Kept {
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self { file, is_read: false, changed: 0, size: 0 }
    }

    /// Reads the file, once.
    pub(super) async fn read(&mut self, documents: &DocumentRepository) -> Result<Option<Book>> {
        if std::mem::replace(&mut self.is_read, true) {
            return Ok(None);
        }
        let Some(file) = self.file.clone() else { return Ok(None) };
        let book = tokio::task::spawn_blocking(move || read(&file)).await.ok().flatten();
        let Some(book) = book else { return Ok(None) };
        // A database that was put back to an earlier day has not come so far.
        let before = book.position.saturating_sub(1);
        let later = documents.storage().changes(documents.workspace(), before, 1).await?;
        self.size = book.mails.len();
        Ok((!later.is_empty()).then_some(book))
    }

    /// Writes the file when enough has changed: seldom enough that all writing together costs as much as reading.
    /// A file that cannot be written is as good as none.
    pub(super) async fn write(&mut self, changed: usize, copy: impl FnOnce() -> Copy) {
        self.changed += changed;
        let Some(file) = self.file.clone().filter(|_| self.changed >= CHANGES.max(self.size / 8)) else {
            return;
        };
        let copy = copy();
        (self.changed, self.size) = (0, copy.mails.len());
        let _ = tokio::task::spawn_blocking(move || write(&file, &copy)).await;
    }
}

impl Kept {
    /// Writes the file now, if there is one to write.
    pub(super) async fn renew(&mut self, copy: impl FnOnce() -> Copy) -> std::io::Result<()> {
        let Some(file) = self.file.clone() else { return Ok(()) };
        let copy = copy();
        (self.changed, self.size) = (0, copy.mails.len());
        tokio::task::spawn_blocking(move || write(&file, &copy))
            .await
            .unwrap_or_else(|error| Err(error.into()))
    }
}

fn read(file: &Path) -> Option<Book> {
    let copy: Copy = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    if copy.form != FORM {
        return None;
    }
    let mut book = Book::default();
    copy.mails.into_iter().for_each(|(id, mail)| book.put_mail(id, mail));
    copy.contacts.into_iter().for_each(|(id, contact)| book.put_contact(id, contact));
    book.settle(copy.position);
    Some(book)
}

/// Writes beside the file, then in its place: who reads sees one or the other.
fn write(file: &Path, copy: &Copy) -> std::io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    let beside = file.with_extension(format!("{}.new", std::process::id()));
    let mut written = std::io::BufWriter::new(std::fs::File::create(&beside)?);
    serde_json::to_writer(&mut written, copy)?;
    written.flush()?;
    std::fs::rename(beside, file)
}
