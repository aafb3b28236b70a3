//! Without an office: plain functions, the easiest way to start.

use crate::documents::extent;
use crate::documents::isolation::ParserProgram;
use crate::documents::ocr::{self, Tesseract};
use crate::documents::understand::{Context, understand};
use crate::documents::{Brief, ParsedDocument, Source};
use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::settings::{Isolation, Limits, Settings};

/// Parses the content of one file in this process, within the default limits; pages that need OCR are noted.
///
/// ```
/// let document = secretariat::parse(b"# Minutes\n\nAnna calls the printer.", "minutes.md")?;
/// assert_eq!(document.blocks.len(), 2);
/// # Ok::<(), secretariat::Error>(())
/// ```
///
/// # Errors
/// Errors name the file: `corrupt`, `denied` (encrypted), `unsupported`, `limit_exceeded`.
pub fn parse(bytes: &[u8], name: &str) -> Result<ParsedDocument> {
    crate::documents::parse(bytes, name, &Limits::default())
}

/// Parses one source as an office with these settings would: isolated and with OCR where they say so.
///
/// # Errors
/// As [`parse`], and `not_found` or `denied` when the file cannot be read.
pub async fn parse_source(source: &Source, settings: &Settings) -> Result<ParsedDocument> {
    let bytes = source.read(settings.limits.file_bytes).await?;
    let (name, limits) = (source.name().to_owned(), settings.limits);
    let document = match &settings.isolation {
        Some(Isolation::Program { path }) => {
            ParserProgram::new(path.clone()).parse(&bytes, &name, &limits, None).await?
        }
        None | Some(Isolation::InProcess) => {
            let work = tokio::task::spawn_blocking(move || crate::documents::parse(&bytes, &name, &limits));
            work.await.map_err(|error| Error::internal("reading broke off").with_source(error))??
        }
    };
    match &settings.tesseract {
        Some(path) if !document.images.is_empty() => {
            let budget = ocr::budget(&settings.limits, document.images.len());
            Ok(ocr::apply_ocr(document, &Tesseract::new(path.clone()), &budget).await)
        }
        _ => Ok(document),
    }
}

/// Reads what a parsed document says; relative dates count from the document's own date, else from `now`.
pub fn brief(document: &ParsedDocument, name: &str, now: jiff::civil::DateTime) -> Brief {
    understand(
        &extent::understood_part(document),
        &Context { document: DocumentId::unstored(), name: name.to_owned(), now },
    )
}
