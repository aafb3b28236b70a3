//! What was read of an answer so far, within its bounds.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::models::model::DeltaSink;
use crate::models::reply::Delta;
use crate::settings::ApiKey;

/// The longest id and name of a call that are kept; longer ones are cut, so that no tool has them.
const NAME: usize = 256;

/// How much an answer may be, and how long it may take.
#[derive(Debug, Clone, Copy)]
pub(in crate::models) struct Bounds {
    /// The most bytes of text and calls.
    pub(in crate::models) content: usize,
    pub(in crate::models) calls: usize,
    pub(in crate::models) first: Duration,
    pub(in crate::models) between: Duration,
}

/// The answer so far.
pub(in crate::models) struct Unfinished {
    pub(in crate::models) text: String,
    pub(in crate::models) refusal: String,
    pub(in crate::models) calls: Vec<UnfinishedCall>,
    /// What was given to the tool of the form, when it was called.
    pub(in crate::models) formed: Option<String>,
    form: Option<String>,
    forming: Option<Option<u64>>,
    sink: Option<DeltaSink>,
    /// Left out of what is told of errors.
    pub(in crate::models) key: Option<ApiKey>,
    /// Whether a stream ended before anything of an answer came.
    pub(super) unspoken: bool,
    bytes: usize,
    bounds: Bounds,
}

/// A call so far.
#[derive(Debug, Default)]
pub(in crate::models) struct UnfinishedCall {
    index: Option<u64>,
    pub(in crate::models) id: String,
    pub(in crate::models) tool: String,
    pub(in crate::models) arguments: String,
}

impl Unfinished {
    pub(in crate::models) fn new(bounds: Bounds, sink: Option<DeltaSink>, form: Option<String>) -> Self {
        Self {
            text: String::new(),
            refusal: String::new(),
            calls: Vec::new(),
            formed: None,
            form,
            forming: None,
            sink,
            key: None,
            unspoken: false,
            bytes: 0,
            bounds,
        }
    }

    /// Adds to the text.
    pub(in crate::models) fn say(&mut self, piece: &str) -> Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        self.take(piece.len())?;
        self.text.push_str(piece);
        self.tell(Delta::Text { text: piece.to_owned() });
        Ok(())
    }

    /// Adds to what the model says in place of an answer.
    pub(in crate::models) fn refuse(&mut self, piece: &str) -> Result<()> {
        self.take(piece.len())?;
        self.refusal.push_str(piece);
        Ok(())
    }

    /// Begins a call, or adds to one: pieces of a call share its index; where servers give none, or the same to
    /// all, a new id or name begins a new call.
    pub(in crate::models) fn call(
        &mut self,
        index: Option<u64>,
        id: Option<&str>,
        tool: Option<&str>,
        arguments: &str,
    ) -> Result<()> {
        let (id, tool) = (shortened(id), shortened(tool));
        self.take(id.len() + tool.len() + arguments.len())?;
        let begins_form = !tool.is_empty() && self.form.as_deref() == Some(tool);
        if begins_form && self.forming != Some(index) {
            self.forming = Some(index);
            if !self.text.is_empty() {
                // What was said before is not part of the form.
                self.tell(Delta::Restart);
            }
            self.formed = Some(String::new());
        }
        if self.forming == Some(index) && (begins_form || tool.is_empty()) {
            if let Some(formed) = self.formed.as_mut().filter(|_| !arguments.is_empty()) {
                formed.push_str(arguments);
                self.tell(Delta::Text { text: arguments.to_owned() });
            }
            return Ok(());
        }
        let place = self.place_of(index, id, tool)?;
        let Some(call) = self.calls.get_mut(place) else { return Ok(()) };
        if call.id.is_empty() {
            id.clone_into(&mut call.id);
        }
        call.arguments.push_str(arguments);
        if call.tool.is_empty() && !tool.is_empty() {
            tool.clone_into(&mut call.tool);
            self.tell(Delta::Call { tool: tool.to_owned() });
        }
        Ok(())
    }

    fn place_of(&mut self, index: Option<u64>, id: &str, tool: &str) -> Result<usize> {
        let known = match index {
            Some(_) => self.calls.iter().rposition(|call| call.index == index),
            None if id.is_empty() && tool.is_empty() => self.calls.len().checked_sub(1),
            None => self.calls.iter().rposition(|call| !id.is_empty() && call.id == id),
        };
        let same = |place: &usize| {
            self.calls.get(*place).is_some_and(|call| id.is_empty() || call.id.is_empty() || call.id == id)
        };
        if let Some(place) = known.filter(same) {
            return Ok(place);
        }
        if self.calls.len() >= self.bounds.calls {
            return Err(Error::limit_exceeded(format!(
                "the model calls more than {} tools at once: ask for less, or raise `limits.calls`",
                self.bounds.calls
            )));
        }
        self.calls.push(UnfinishedCall { index, ..UnfinishedCall::default() });
        Ok(self.calls.len() - 1)
    }

    /// Forgets what was read, for it comes again as a whole; nothing is told twice.
    pub(in crate::models) fn begin_anew_silently(&mut self) {
        let form = self.form.take();
        *self = Self { key: self.key.take(), ..Self::new(self.bounds, None, form) };
    }

    pub(in crate::models) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.calls.is_empty() && self.refusal.is_empty() && self.formed.is_none()
    }

    #[cfg(test)]
    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
    }

    fn tell(&self, delta: Delta) {
        if let Some(sink) = &self.sink {
            sink(delta);
        }
    }

    /// Counts bytes that the server sends.
    pub(super) fn take(&mut self, bytes: usize) -> Result<()> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.bounds.content {
            return Err(too_large(self.bounds.content));
        }
        Ok(())
    }
}

pub(super) fn too_large(most: usize) -> Error {
    Error::limit_exceeded(format!(
        "the model answers more than {most} bytes: ask for less, or raise `limits.answer_bytes`"
    ))
}

fn shortened(name: Option<&str>) -> &str {
    let name = name.unwrap_or_default();
    &name[..name.floor_char_boundary(NAME)]
}
