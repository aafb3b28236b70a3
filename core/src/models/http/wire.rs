//! What the wire formats differ in.

use serde::Serialize;

use super::unfinished::Unfinished;
use crate::error::{Error, Result};
use crate::models::reply::{Finish, Usage};
use crate::models::request::ModelRequest;
use crate::settings::ApiKey;

/// How a question is put: servers differ in what they understand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::models) struct Manner {
    /// Whether the answer comes in pieces.
    pub(in crate::models) streamed: bool,
    /// How the form of the answer is asked for.
    pub(in crate::models) form: Asking,
    /// Whether a message without text has an empty one.
    pub(in crate::models) always_text: bool,
}

/// How the form of an answer is asked for, from the strictest to what every server understands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::models) enum Asking {
    /// By a JSON Schema.
    #[default]
    Schema,
    /// As some JSON object; servers that know `schema` beside it hold the answer to it.
    Object,
    /// In words.
    Words,
}

impl Asking {
    /// Returns the next one for a server that does not understand this one.
    pub(in crate::models) const fn weaker(self) -> Option<Self> {
        match self {
            Self::Schema => Some(Self::Object),
            Self::Object => Some(Self::Words),
            Self::Words => None,
        }
    }
}

/// One wire format.
pub(in crate::models) trait Wire: Send + Sync + std::fmt::Debug {
    /// Returns the company, as names of models begin with it.
    fn provider(&self) -> &'static str;

    /// Returns the server of the company.
    fn home(&self) -> &'static str;

    /// Returns the path to which questions go, after that of the base URL.
    fn path(&self, base_path: &str) -> &'static str;

    /// Returns the headers that carry the key, and those that each request has.
    fn headers(&self, key: Option<&ApiKey>) -> Vec<(&'static str, String)>;

    /// Puts a question, as JSON.
    fn body(&self, model: &str, request: &ModelRequest, manner: Manner) -> Result<Vec<u8>>;

    /// Names the tool by which the form of the answer is asked for, where the format has no other way.
    fn form(&self, _request: &ModelRequest) -> Option<String> {
        None
    }

    /// Reads an answer that came as a whole.
    fn read(&self, body: &[u8], answer: &mut Unfinished) -> Result<Spoken>;

    /// Starts to read an answer that comes in pieces.
    fn listen(&self) -> Box<dyn Listener>;
}

/// Reads an answer that comes in pieces.
pub(in crate::models) trait Listener: Send {
    /// Reads the data of one event.
    fn hear(&mut self, data: &str, answer: &mut Unfinished) -> Result<Brought>;

    /// Says how the answer ended; nothing when it is cut off.
    fn end(&mut self, answer: &mut Unfinished) -> Option<Spoken>;
}

/// What an event brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::models) enum Brought {
    /// A sign of life only.
    Nothing,
    /// More of the answer.
    More,
    /// The end.
    Last,
}

/// How an answer ended, beside what stands in its [`Unfinished`].
#[derive(Debug, Default)]
pub(in crate::models) struct Spoken {
    pub(in crate::models) finish: Option<Finish>,
    pub(in crate::models) usage: Option<Usage>,
    pub(in crate::models) model: Option<String>,
}

/// Writes a question.
pub(in crate::models) fn written(question: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(question).map_err(|error| {
        Error::invalid_input("a request to a model cannot be written as JSON: correct its schemas")
            .with_source(error)
    })
}

/// The error of an answer that is none.
pub(in crate::models) fn strange(what: &str) -> Error {
    Error::corrupt(format!("the model's server answers {what}: check the base URL and the wire format"))
}
