//! PDF: our own layer on `hayro-syntax`, `hayro-font` and `hayro-cmap`.
//!
//! One way: file → (`guard`) → content streams (`interpret`) → glyphs and rules → words, lines and columns
//! (`layout`) → blocks and tables → headings and page furniture over all pages (`pages`) → document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf as File};

use crate::documents::DocumentBuilder;
use crate::documents::formats::{Input, Parser};
use crate::error::{Error, ErrorKind, Result};

mod aligned;
mod alignment;
mod bidi;
mod blocks;
mod captions;
mod columns;
mod decode;
mod fonts;
mod framed;
mod furniture;
mod geometry;
mod glyphs;
mod guard;
mod headings;
mod images;
mod info;
mod inline;
mod interpret;
mod lattice;
mod layout;
mod lines;
mod lists;
mod pages;
mod paths;
mod repair;
mod show;
mod state;
mod strings;
mod strokes;
mod widgets;
mod words;

/// The parser.
pub(in crate::documents::formats) struct Pdf;

impl Parser for Pdf {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        // A defect of a library below must not take the host down with it.
        let reading = AssertUnwindSafe(|| read(input.bytes, out));
        catch_unwind(reading)
            .unwrap_or_else(|_| Err(Error::corrupt("the file is too damaged to be read")))
            .map_err(|error| error.about(input.name))
    }
}

fn read(bytes: &[u8], out: &mut DocumentBuilder) -> Result<()> {
    let budget = out.budget().clone();
    guard::check(bytes, &budget)?;
    let file = open(bytes, out)?;
    let count = file.pages().len();
    out.set_pages(u32::try_from(count).unwrap_or(u32::MAX));
    info::read_metadata(&file, out);
    let pages = pages::read(&file, out)?;
    pages::write(&pages, out)?;
    info::write_fields(&file, out)
}

/// Opens a file; one without a readable page tree gets a new one.
fn open(bytes: &[u8], out: &mut DocumentBuilder) -> Result<File> {
    let refused = match File::new(Arc::new(bytes.to_vec())) {
        Ok(file) if !file.pages().is_empty() => return Ok(file),
        Ok(_) => Error::corrupt("the file has no page that can be read"),
        Err(error @ LoadPdfError::Decryption(_)) => return Err(refusal(error)),
        Err(error) => refusal(error),
    };
    let Some(mended) = repair::with_new_tree(bytes, out.budget())? else { return Err(refused) };
    match File::new(Arc::new(mended)) {
        Ok(file) if !file.pages().is_empty() => {
            out.note("damaged", "the list of pages was lost: they are read in the order of the file", None);
            Ok(file)
        }
        _ => Err(refused),
    }
}

fn refusal(error: LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(ErrorKind::Denied, "the file is protected by a password; save it without one")
        }
        LoadPdfError::Decryption(_) => {
            Error::unsupported("the file is encrypted in a way that is not supported")
        }
        LoadPdfError::Invalid => Error::corrupt("the file is no PDF, or too damaged to be read"),
    }
}
