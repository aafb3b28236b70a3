//! Plain text: any encoding, with the structure that people type. Places are lines.

pub(super) mod blocks;
pub(super) mod encoding;
mod lines;
#[cfg(test)]
mod tests;

use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::error::Result;
use crate::evidence::Place;

/// The parser.
pub(super) struct Text;

impl Parser for Text {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let decoded = encoding::decode(input.bytes, None);
        let budget = out.budget().clone();
        budget.charge(decoded.text.len() as u64)?;
        if decoded.damaged {
            let name = decoded.encoding.name();
            out.note("damaged", format!("some characters were not valid {name} and were replaced"), None);
        }
        let (mut line, mut counted) = (1u32, 0);
        for piece in blocks::read(&decoded.text, blocks::Reading::default(), &budget)? {
            let passed = decoded.text.get(counted..piece.start).unwrap_or_default();
            line = line.saturating_add(ends(passed));
            counted = piece.start.max(counted);
            piece.write(out, Place::Line { line }, "")?;
        }
        Ok(())
    }
}

/// Counts line ends: `\n`, `\r\n` or `\r`.
pub(super) fn ends(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone = memchr::memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    u32::try_from(feeds + lone).unwrap_or(u32::MAX)
}
