//! What crosses.

use secretariat_bridge::Message;

/// JSON text with the buffers that it refers to by number.
#[derive(Debug, Clone, uniffi::Record)]
pub struct NativeMessage {
    /// The JSON text.
    pub json: String,
    /// The buffers.
    pub buffers: Vec<Vec<u8>>,
}

impl From<Message> for NativeMessage {
    fn from(message: Message) -> Self {
        Self { json: message.json, buffers: message.buffers }
    }
}

impl From<NativeMessage> for Message {
    fn from(message: NativeMessage) -> Self {
        Self { json: message.json, buffers: message.buffers }
    }
}
