//! Xlsx.

use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::error::{Error, Result};

/// The parser.
pub(super) struct Xlsx;

impl Parser for Xlsx {
    fn parse(&self, input: Input<'_>, _out: &mut DocumentBuilder) -> Result<()> {
        Err(Error::unsupported("not built yet").about(input.name))
    }
}
