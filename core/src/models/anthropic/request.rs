//! Puts a question as messages.

use serde_json::{Map, Value, json};

use crate::models::http::arguments_object;
use crate::models::message::ModelMessage;
use crate::models::request::{ModelRequest, OutputSchema};

/// The most tokens of an answer where the request names none: the format demands a number.
const OUTPUT: u32 = 8_192;
/// The longest name of a tool.
const NAME: usize = 64;

pub(super) fn body(model: &str, request: &ModelRequest, streamed: bool) -> Value {
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(model));
    body.insert("max_tokens".to_owned(), json!(request.max_output_tokens.unwrap_or(OUTPUT)));
    let system = request.messages.iter().filter_map(|message| match message {
        ModelMessage::System { text } if !text.is_empty() => Some(json!({"type": "text", "text": text})),
        _ => None,
    });
    let mut system: Vec<Value> = system.collect();
    if mark_last(&mut system) {
        body.insert("system".to_owned(), Value::Array(system));
    }
    body.insert("messages".to_owned(), turns(&request.messages));
    let mut tools: Vec<Value> = request
        .tools
        .iter()
        .map(|tool| json!({"name": tool.name, "description": tool.description, "input_schema": tool.parameters}))
        .collect();
    if let Some(output) = &request.output {
        let name = form_name(request, output);
        let choice = match tools.is_empty() {
            true => json!({"type": "tool", "name": name}),
            false => json!({"type": "any"}),
        };
        body.insert("tool_choice".to_owned(), choice);
        tools.push(
            json!({"name": name, "description": "Gives the answer. Call it when the answer is complete.",
            "input_schema": output.schema}),
        );
    }
    if mark_last(&mut tools) {
        body.insert("tools".to_owned(), Value::Array(tools));
    }
    if let Some(temperature) = request.temperature {
        body.insert("temperature".to_owned(), json!(temperature));
    }
    if streamed {
        body.insert("stream".to_owned(), json!(true));
    }
    Value::Object(body)
}

/// Names the tool by which an answer in a form is given: as the form, unless a tool has that name.
pub(super) fn form_name(request: &ModelRequest, output: &OutputSchema) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let mut name: String = output.name.chars().map(fit).take(NAME).collect();
    if name.is_empty() {
        name.push_str("answer");
    }
    if request.tools.iter().any(|tool| tool.name == name) {
        name.truncate(NAME - "_answer".len());
        name.push_str("_answer");
    }
    name
}

/// Marks what stands up to here for the cache of the provider; says whether there is anything.
fn mark_last(blocks: &mut [Value]) -> bool {
    let Some(last) = blocks.last_mut() else { return false };
    last["cache_control"] = json!({"type": "ephemeral"});
    true
}

/// The conversation, in which the two sides take turns: what one side says in a row is one message.
fn turns(messages: &[ModelMessage]) -> Value {
    let mut turns: Vec<(&str, Vec<Value>)> = Vec::new();
    for message in messages {
        let (role, blocks) = match message {
            ModelMessage::System { .. } => continue,
            ModelMessage::User { text } => ("user", text_block(text)),
            ModelMessage::Assistant { text, calls } => {
                let mut blocks = text_block(text);
                blocks.extend(calls.iter().map(|call| {
                    json!({"type": "tool_use", "id": call.id, "name": call.tool,
                        "input": arguments_object(&call.arguments)})
                }));
                ("assistant", blocks)
            }
            ModelMessage::Tool { call_id, text, failed } => {
                let mut block = json!({"type": "tool_result", "tool_use_id": call_id, "content": text});
                if *failed {
                    block["is_error"] = json!(true);
                }
                ("user", vec![block])
            }
        };
        match turns.last_mut() {
            Some((last, known)) if *last == role => known.extend(blocks),
            _ if blocks.is_empty() => {}
            _ => turns.push((role, blocks)),
        }
    }
    turns.into_iter().map(|(role, content)| json!({"role": role, "content": content})).collect()
}

/// The provider takes no text that is empty.
fn text_block(text: &str) -> Vec<Value> {
    if text.trim().is_empty() { Vec::new() } else { vec![json!({"type": "text", "text": text})] }
}
