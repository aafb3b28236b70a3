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
    let file = File::new(Arc::new(bytes.to_vec())).map_err(refusal)?;
    let count = file.pages().len();
    if count == 0 {
        return Err(Error::corrupt("the file has no page that can be read"));
    }
    out.set_pages(u32::try_from(count).unwrap_or(u32::MAX));
    info::read_metadata(&file, out);
    let pages = pages::read(&file, out)?;
    pages::write(&pages, out)?;
    info::write_fields(&file, out)
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
