//! Pdf.

use crate::documents::DocumentBuilder;
use crate::documents::formats::{Input, Parser};
use crate::error::{Error, Result};

/// The parser.
pub(in crate::documents::formats) struct Pdf;

impl Parser for Pdf {
    fn parse(&self, input: Input<'_>, _out: &mut DocumentBuilder) -> Result<()> {
        Err(Error::unsupported("not built yet").about(input.name))
    }
}
