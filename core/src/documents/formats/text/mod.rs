//! Text.

pub(super) mod encoding;

use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::error::{Error, Result};

/// The parser.
pub(super) struct Text;

impl Parser for Text {
    fn parse(&self, input: Input<'_>, _out: &mut DocumentBuilder) -> Result<()> {
        Err(Error::unsupported("not built yet").about(input.name))
    }
}
