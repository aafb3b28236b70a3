//! Shared strings of a workbook (ECMA-376 part 1, 18.4), and the text of rich strings.

use crate::documents::formats::package::{Event, Events, Package};
use crate::error::Result;

/// Reads the shared strings in order.
///
/// # Errors
/// As [`Package::read`].
pub(super) fn read(package: &mut Package<'_>, name: &str) -> Result<Vec<Box<str>>> {
    let Some(part) = package.read(name)? else { return Ok(Vec::new()) };
    let budget = package.budget().clone();
    let mut events = Events::new(&part.text, &budget);
    let mut out: Vec<Box<str>> = Vec::new();
    let mut text = RichText::default();
    loop {
        match events.next()? {
            Event::Open(tag) => {
                if tag.local() == "si" {
                    text = RichText::default();
                }
                text.open(tag.local());
            }
            Event::Text(words) => text.text(&words),
            Event::Close => {
                if text.close() == Some("si") {
                    let done = std::mem::take(&mut text).finish();
                    budget.charge((done.len() + size_of::<Box<str>>()) as u64)?;
                    out.push(done.into());
                }
            }
            Event::End => return Ok(out),
        }
    }
}

/// Collects the text of an `si` or `is` element: that of its runs, without phonetic hints.
#[derive(Debug, Default)]
pub(super) struct RichText<'a> {
    open: Vec<&'a str>,
    text: String,
}

impl<'a> RichText<'a> {
    /// An element begins.
    pub(super) fn open(&mut self, name: &'a str) {
        self.open.push(name);
    }

    /// Text between tags.
    pub(super) fn text(&mut self, words: &str) {
        if self.open.last() == Some(&"t") && !self.open.contains(&"rPh") {
            self.text.push_str(words);
        }
    }

    /// An element ends; returns its name.
    pub(super) fn close(&mut self) -> Option<&'a str> {
        self.open.pop()
    }

    /// Returns the text, with Excel's escapes for control characters resolved.
    pub(super) fn finish(self) -> String {
        unescape(self.text)
    }
}

/// Resolves `_x000D_` and its like; a control character becomes a line end or nothing.
pub(super) fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = after.get(2..6).filter(|_| after.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                match character {
                    '\n' | '\t' => out.push(character),
                    other if other.is_control() => {}
                    other => out.push(other),
                }
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}
