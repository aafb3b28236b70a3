//! Office packages (ECMA-376 part 2): a ZIP archive of XML parts that point at each other by relationships.
//!
//! Nothing an archive declares about itself is trusted: every byte that comes out of it is counted against
//! the budget while it is unpacked, so a bomb fails after the budget and not after the bomb.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::documents::formats::Input;
use crate::documents::limits::Budget;
use crate::error::{Error, ErrorKind, Result};

mod properties;
mod relationships;
mod tree;
mod xml;

pub(super) use properties::read_properties;
pub(super) use relationships::Relationships;
pub(super) use tree::{Element, Node, Tree};
pub(super) use xml::{Event, Events, Tag};

/// The first bytes of an OLE compound file (MS-CFB), the wrapper of encrypted and of old Office files.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The signature of one record of a ZIP directory.
const DIRECTORY_RECORD: &[u8] = b"PK\x01\x02";
/// How many names a directory may list for each entry that may be read: media and fonts are never read.
const LISTED_PER_READ: usize = 20;

/// An open package.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their name in lower case: part names compare without regard to case.
    names: HashMap<String, usize>,
    budget: Budget,
}

/// The decoded text of a part; its memory goes back to the budget when it is dropped.
#[derive(Debug)]
pub(super) struct Part {
    /// The name inside the package, such as `word/document.xml`.
    pub(super) name: String,
    /// The text; byte ranges of blocks count its bytes.
    pub(super) text: String,
    charged: u64,
    budget: Budget,
}

impl Drop for Part {
    fn drop(&mut self) {
        self.budget.release(self.charged);
    }
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// `denied` for a file locked with a password, `unsupported` for an Office file older than 2007,
    /// `corrupt` when it is no ZIP archive, `limit_exceeded` when it lists too many entries.
    pub(super) fn open(input: Input<'a>, budget: &Budget) -> Result<Self> {
        refuse_compound_file(input)?;
        let most = (budget.limits().entries as usize).saturating_mul(LISTED_PER_READ);
        if memchr::memmem::find_iter(input.bytes, DIRECTORY_RECORD).take(most + 1).count() > most {
            return Err(Error::limit_exceeded(format!("the archive lists more than {most} entries"))
                .about(input.name));
        }
        let archive = ZipArchive::new(Cursor::new(input.bytes)).map_err(|source| {
            Error::corrupt("this is not an intact Office file: its ZIP directory cannot be read")
                .with_source(source)
                .about(input.name)
        })?;
        let mut names = HashMap::new();
        for (index, name) in archive.file_names_raw().enumerate() {
            names.entry(key(&String::from_utf8_lossy(name))).or_insert(index);
        }
        Ok(Self { archive, names, budget: budget.clone() })
    }

    /// Returns the budget that unpacking is counted against.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Says whether the package has a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Unpacks a part; `None` when there is no such part.
    ///
    /// # Errors
    /// `limit_exceeded` when it outgrows the budget, `denied` when it is encrypted, `corrupt` when it
    /// cannot be unpacked.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Part>> {
        let Some(&index) = self.names.get(&key(name)) else { return Ok(None) };
        self.budget.entry()?;
        let mut entry = self.archive.by_index(index).map_err(|source| unreadable(name, source))?;
        let mut part = Part {
            name: name.trim_start_matches('/').to_owned(),
            text: String::new(),
            charged: 0,
            budget: self.budget.clone(),
        };
        let mut bytes = Vec::new();
        let mut chunk = [0u8; 16 << 10];
        loop {
            let read = match entry.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                // What was unpacked before the damage is still worth reading.
                Err(_) if !bytes.is_empty() => break,
                Err(source) => {
                    return Err(Error::corrupt(format!("the part {name} is damaged")).with_source(source));
                }
            };
            part.charged += read as u64;
            self.budget.charge(read as u64)?;
            bytes.extend_from_slice(chunk.get(..read).unwrap_or_default());
        }
        part.text = decode(bytes);
        Ok(Some(part))
    }

    /// Unpacks a part that the format cannot do without.
    ///
    /// # Errors
    /// `corrupt` when it is missing, and as [`Package::read`].
    pub(super) fn require(&mut self, name: &str) -> Result<Part> {
        self.read(name)?.ok_or_else(|| Error::corrupt(format!("the part {name} is missing")))
    }

    /// Finds the main part: where the package's relationships say, or at its customary name.
    ///
    /// # Errors
    /// `corrupt` when there is neither.
    pub(super) fn main_part(&mut self, customary: &str) -> Result<String> {
        let relationships = self.relationships("")?;
        let named = relationships.of_kind("officeDocument").next().map(|found| found.target.clone());
        match named.filter(|name| self.has(name)) {
            Some(name) => Ok(name),
            None if self.has(customary) => Ok(customary.to_owned()),
            None => {
                Err(Error::corrupt(format!("the part {customary} is missing: this is another kind of file")))
            }
        }
    }
}

fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

fn unreadable(name: &str, source: ZipError) -> Error {
    let encrypted = matches!(source, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
    let error = if encrypted {
        Error::new(ErrorKind::Denied, format!("the part {name} is locked with a password"))
    } else {
        Error::corrupt(format!("the part {name} cannot be unpacked"))
    };
    error.with_source(source)
}

fn refuse_compound_file(input: Input<'_>) -> Result<()> {
    if !input.bytes.starts_with(&COMPOUND_FILE) {
        return Ok(());
    }
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = if memchr::memmem::find(input.bytes, &stream).is_some() {
        Error::new(ErrorKind::Denied, "the file is locked with a password: remove it and try again")
    } else {
        Error::unsupported("this is an Office file from before 2007: save it in the present format")
    };
    Err(error.about(input.name))
}

/// Decodes a part: UTF-8 or, by its byte order mark, UTF-16. Broken sequences become U+FFFD.
fn decode(bytes: Vec<u8>) -> String {
    if encoding_rs::Encoding::for_bom(&bytes).is_some() {
        return encoding_rs::UTF_8.decode(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
