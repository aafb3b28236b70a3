//! What crosses the border, as JavaScript sees it.

use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;
use secretariat_bridge::{Failure, Message};

/// JSON text with the buffers that it refers to by number.
#[napi(object)]
pub struct Crossing {
    /// The JSON text.
    pub json: String,
    /// The buffers.
    pub buffers: Vec<Uint8Array>,
}

impl From<Crossing> for Message {
    /// Copies the buffers: the program may go on writing into its own.
    fn from(crossing: Crossing) -> Self {
        Self { json: crossing.json, buffers: crossing.buffers.iter().map(|bytes| bytes.to_vec()).collect() }
    }
}

impl From<Message> for Crossing {
    fn from(message: Message) -> Self {
        Self { json: message.json, buffers: message.buffers.into_iter().map(Uint8Array::from).collect() }
    }
}

/// An error as Node-API can carry it: the words are the failure as JSON, which TypeScript reads.
pub(crate) fn thrown(error: impl Into<Failure>) -> napi::Error {
    napi::Error::from_reason(error.into().to_json())
}
