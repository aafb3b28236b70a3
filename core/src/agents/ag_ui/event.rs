//! An event of AG-UI, and its text as a server-sent event.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An event of AG-UI.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgUiEvent {
    /// The sequence of the stored event that it comes from, where it is the last one that comes from it: who has it
    /// reads on after that. Pieces of answers have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// The event, as the protocol has it: an object with `type`.
    pub data: Value,
}

impl AgUiEvent {
    /// Returns the event as a server-sent event: its data on one line, with the sequence as its id.
    pub fn sse(&self) -> String {
        match self.sequence {
            Some(sequence) => format!("id: {sequence}\ndata: {}\n\n", self.data),
            None => format!("data: {}\n\n", self.data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_event_is_one_line_of_data_whatever_its_text_holds() {
        let data = json!({"type": "TEXT_MESSAGE_CONTENT", "delta": "a\nb\r\n\ndata: c"});
        let event = AgUiEvent { sequence: Some(7), data: data.clone() };
        let lines: Vec<String> = event.sse().split('\n').map(str::to_owned).collect();
        assert_eq!((lines.len(), lines[0].as_str()), (4, "id: 7"));
        assert_eq!(serde_json::from_str::<Value>(lines[1].strip_prefix("data: ").unwrap()).unwrap(), data);
        let piece = AgUiEvent { sequence: None, data };
        assert!(piece.sse().starts_with("data: {"));
    }
}
