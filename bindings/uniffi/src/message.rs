//! What crosses.

use secretariat::{Error, Result};
use secretariat_bridge::Message;

/// JSON text with the buffers that it refers to by number.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeMessage {
    /// The JSON text in UTF-8. As text, each language would turn it into its own form of strings and back into bytes,
    /// from which it is read.
    pub json: Vec<u8>,
    /// The buffers.
    pub buffers: Vec<Vec<u8>>,
}

impl From<Message> for NativeMessage {
    fn from(message: Message) -> Self {
        Self { json: message.json.into_bytes(), buffers: message.buffers }
    }
}

impl TryFrom<NativeMessage> for Message {
    type Error = Error;

    fn try_from(message: NativeMessage) -> Result<Self> {
        let json = String::from_utf8(message.json)
            .map_err(|_| Error::invalid_input("a message is JSON in UTF-8, and this is not UTF-8"))?;
        Ok(Self { json, buffers: message.buffers })
    }
}

/// Reads a call without buffers in the form that crosses from a virtual machine at the least cost: the name, a line
/// break, and the JSON text.
pub(crate) fn request(bytes: &[u8]) -> Result<(String, Message)> {
    let (name, json) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.split_once('\n'))
        .ok_or_else(|| Error::invalid_input("a request is a name, a line break and JSON, in UTF-8"))?;
    Ok((name.to_owned(), Message::json(json)))
}
