//! XML of Office parts as events with their byte ranges.
//!
//! Depth and memory are bounded. Document type declarations are refused, so no entity is ever expanded.
//! Names are compared without their prefix: the same words stand in both variants of the standard.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as RawEvent};

use crate::documents::limits::Budget;
use crate::error::{Error, Result};

/// How many elements one level of structure takes: a nested table in a text box takes about ten.
const ELEMENTS_PER_LEVEL: usize = 4;
/// How many events pass between two looks at the clock.
const EVENTS_PER_CHECK: u32 = 4096;

/// A start tag.
#[derive(Debug, Clone, Copy)]
pub(in crate::documents::formats) struct Tag<'a> {
    /// The tag without its angle brackets.
    raw: &'a str,
    name: &'a str,
}

impl<'a> Tag<'a> {
    fn new(raw: &'a str) -> Self {
        let name = raw.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        Self { raw, name }
    }

    /// Returns the name without its prefix.
    pub(in crate::documents::formats) fn local(self) -> &'a str {
        self.name.rsplit_once(':').map_or(self.name, |(_, local)| local)
    }

    /// Returns an attribute: with a prefix in `name` that very one, otherwise by its local name.
    pub(in crate::documents::formats) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        if self.raw.len() <= self.name.len() + name.len() {
            return None;
        }
        let start = BytesStart::from_content(self.raw, self.name.len());
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            let local = key.rsplit_once(':').map_or(key, |(_, local)| local);
            if key == name || local == name {
                let value = unescape(&attribute.value);
                return Some(Cow::Owned(value));
            }
        }
        None
    }
}

/// One event of a part.
#[derive(Debug)]
pub(in crate::documents::formats) enum Event<'a> {
    /// An element begins; an empty one is followed by its `Close` as well.
    Open(Tag<'a>),
    /// An element ends.
    Close,
    /// Text between tags.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// Reads the events of a part.
#[derive(Debug)]
pub(in crate::documents::formats) struct Events<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    budget: Budget,
    depth: usize,
    pending_close: bool,
    until_check: u32,
    range: Range<usize>,
    damaged: bool,
}

impl<'a> Events<'a> {
    /// Starts at the beginning of a part.
    pub(in crate::documents::formats) fn new(source: &'a str, budget: &Budget) -> Self {
        Self {
            source,
            reader: Reader::from_str(source),
            budget: budget.clone(),
            depth: 0,
            pending_close: false,
            until_check: EVENTS_PER_CHECK,
            range: 0..0,
            damaged: false,
        }
    }

    /// Says whether the part broke off before its end.
    pub(in crate::documents::formats) fn damaged(&self) -> bool {
        self.damaged
    }

    /// Returns the bytes of the last event.
    pub(in crate::documents::formats) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Reads the next event. Broken XML ends the part early.
    ///
    /// # Errors
    /// `limit_exceeded` for nesting and time, `corrupt` for a document type declaration.
    pub(in crate::documents::formats) fn next(&mut self) -> Result<Event<'a>> {
        if std::mem::take(&mut self.pending_close) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Event::Close);
        }
        loop {
            self.until_check -= 1;
            if self.until_check == 0 {
                self.until_check = EVENTS_PER_CHECK;
                self.budget.check()?;
            }
            let start = self.reader.buffer_position() as usize;
            let Ok(event) = self.reader.read_event() else {
                self.damaged = true;
                return Ok(Event::End);
            };
            self.range = start..self.reader.buffer_position() as usize;
            let slice = self.source.get(self.range.clone()).unwrap_or_default();
            match event {
                RawEvent::Start(_) => {
                    self.enter()?;
                    return Ok(Event::Open(Tag::new(inside(slice))));
                }
                RawEvent::Empty(_) => {
                    self.enter()?;
                    self.pending_close = true;
                    return Ok(Event::Open(Tag::new(inside(slice))));
                }
                RawEvent::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Event::Close);
                }
                RawEvent::Text(text) => return Ok(Event::Text(text.into_inner())),
                RawEvent::CData(text) => return Ok(Event::Text(text.into_inner())),
                RawEvent::GeneralRef(_) => return Ok(Event::Text(Cow::Owned(unescape(slice)))),
                RawEvent::DocType(_) => {
                    return Err(Error::corrupt(
                        "the file declares a document type, which no Office program writes",
                    ));
                }
                RawEvent::Eof => {
                    self.damaged = self.depth > 0;
                    return Ok(Event::End);
                }
                RawEvent::Comment(_) | RawEvent::Decl(_) | RawEvent::PI(_) => {}
            }
        }
    }

    fn enter(&mut self) -> Result<()> {
        self.depth += 1;
        let most = (self.budget.limits().depth as usize).saturating_mul(ELEMENTS_PER_LEVEL);
        if self.depth > most {
            return Err(Error::limit_exceeded(format!("elements nest deeper than {most}")));
        }
        Ok(())
    }
}

fn inside(tag: &str) -> &str {
    let tag = tag.strip_prefix('<').unwrap_or(tag);
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    tag.strip_suffix('/').unwrap_or(tag)
}

/// Replaces the five predefined and the numeric references; any other stays as it is written.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(';').filter(|&end| end <= 12) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let name = &rest[1..end];
        let number = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")).map_or_else(
            || name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
            |digits| u32::from_str_radix(digits, 16).ok(),
        );
        match (name, number.and_then(char::from_u32)) {
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            (_, Some(character)) => out.push(character),
            _ => out.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}
