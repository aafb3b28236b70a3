//! Pptx.

use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::error::{Error, Result};

/// The parser.
pub(super) struct Pptx;

impl Parser for Pptx {
    fn parse(&self, input: Input<'_>, _out: &mut DocumentBuilder) -> Result<()> {
        Err(Error::unsupported("not built yet").about(input.name))
    }
}
