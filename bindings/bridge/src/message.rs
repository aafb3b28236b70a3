//! What crosses the border: JSON text, and bytes beside it.

use std::borrow::Cow;
use std::cell::RefCell;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use secretariat::{Error, Result};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// JSON text with the buffers that it refers to by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// The JSON text.
    pub json: String,
    /// The buffers.
    pub buffers: Vec<Vec<u8>>,
}

/// Bytes: in JSON the number of a buffer of the [`Message`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Buffer(pub Vec<u8>);

thread_local! {
    /// The buffers of the message that this thread reads or writes just now. Serde has no way to hand a
    /// context to a nested value; reading and writing are synchronous, so the buffers cannot mix.
    static BUFFERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

impl Message {
    /// Makes a message without buffers.
    pub fn json(json: impl Into<String>) -> Self {
        Self { json: json.into(), buffers: Vec::new() }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// `invalid_input` naming what was read and the field that is wrong.
    pub fn decode<T: DeserializeOwned>(self, what: &str) -> Result<T> {
        BUFFERS.replace(self.buffers);
        let value = serde_json::from_str(&self.json);
        BUFFERS.replace(Vec::new());
        // The text of the error names fields and types, never what stands in a document.
        value.map_err(|error| Error::invalid_input(format!("{what}: {}", plain(&error))))
    }

    /// Writes a value.
    ///
    /// # Errors
    /// `internal` when it has no JSON form.
    pub fn encode(value: &impl Serialize) -> Result<Self> {
        BUFFERS.replace(Vec::new());
        let json = serde_json::to_string(value);
        let buffers = BUFFERS.replace(Vec::new());
        let json = json.map_err(|error| Error::internal("the result has no JSON form").with_source(error))?;
        Ok(Self { json, buffers })
    }
}

/// The message of a JSON error without the position: the text was made by a program.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

impl Serialize for Buffer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let index = BUFFERS.with_borrow_mut(|buffers| {
            buffers.push(self.0.clone());
            buffers.len() - 1
        });
        serializer.serialize_u64(index as u64)
    }
}

impl<'de> Deserialize<'de> for Buffer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let index = usize::deserialize(deserializer)?;
        BUFFERS
            .with_borrow_mut(|buffers| buffers.get_mut(index).map(std::mem::take))
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("there is no buffer {index} beside the text")))
    }
}

impl JsonSchema for Buffer {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Buffer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "format": "buffer" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Letter {
        name: String,
        scans: Vec<Buffer>,
    }

    #[test]
    fn buffers_travel_beside_the_text() {
        let letter = Letter { name: "a".into(), scans: vec![Buffer(vec![1, 2]), Buffer(vec![])] };
        let message = Message::encode(&letter).unwrap();
        assert_eq!(message.json, r#"{"name":"a","scans":[0,1]}"#);
        assert_eq!(message.buffers, vec![vec![1, 2], vec![]]);
        assert_eq!(message.decode::<Letter>("letter").unwrap(), letter);
    }

    #[test]
    fn what_cannot_be_read_is_invalid_input_and_names_the_field() {
        let error = Message::json(r#"{"name":1,"scans":[]}"#).decode::<Letter>("letter").unwrap_err();
        assert_eq!(error.kind(), secretariat::ErrorKind::InvalidInput);
        assert!(error.message().starts_with("letter: invalid type: integer `1`"), "{error}");
        let error = Message::json(r#"{"name":"a","scans":[3]}"#).decode::<Letter>("letter").unwrap_err();
        assert!(error.message().contains("no buffer 3"), "{error}");
    }
}
