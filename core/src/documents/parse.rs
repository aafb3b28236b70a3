//! Parses one untrusted file in this process, on a thread of its own, within budgets.

use crate::documents::formats::detect;
use crate::documents::{Budget, DocumentBuilder, Input, ParsedDocument};
use crate::error::{Error, Result};
use crate::settings::Limits;

/// Parses a file.
///
/// # Errors
/// As [`crate::documents::Parser::parse`].
pub fn parse(bytes: &[u8], name: &str, limits: &Limits) -> Result<ParsedDocument> {
    let format = detect(bytes, name).ok_or_else(|| Error::unsupported("unknown format").about(name))?;
    let mut out = DocumentBuilder::new(format, Budget::new(*limits));
    format.parser().parse(Input { bytes, name }, &mut out)?;
    Ok(out.finish())
}
