//! The runner of the vectors: see `conformance/README.md`.

use std::sync::Arc;

use secretariat::Result;
use secretariat_bridge::{Callbacks, Message, OfficeHandle, call_function};
use serde_json::{Map, Value, json};

use crate::base64;
use crate::vector::{SURFACE, VIEWS, all, bare, fill};

#[tokio::test]
async fn every_vector_holds() {
    let (vectors, mut wrong) = (all(), Vec::new());
    for (name, vector) in &vectors {
        let (expected, found) = (bare(vector), outcome(vector).await.map(|result| bare(&result)));
        let holds = match (&found, expected.get("error")) {
            (Ok(result), None) => *result == expected["expect"],
            (Err(error), Some(told)) => {
                let words = told["message"].as_str().unwrap_or_default();
                told["code"] == error.kind().code() && error.message().contains(words)
            }
            _ => false,
        };
        if !holds {
            wrong.push(format!("{name}: {}\n  found {found:?}", vector["why"]));
        }
    }
    println!("{} vectors", vectors.len());
    assert!(vectors.len() >= 100, "only {} vectors were found", vectors.len());
    assert!(wrong.is_empty(), "{} of {} vectors fail\n{}", wrong.len(), vectors.len(), wrong.join("\n"));
}

/// Opens the office of a vector and makes its calls.
pub(crate) async fn outcome(vector: &Value) -> Result<Value> {
    let mut options = json!({ "replay": { "now": "2026-03-02T09:00:00Z", "seed": 7 }, "settings": {} });
    for (name, option) in vector["options"].as_object().into_iter().flatten() {
        options[name] = option.clone();
    }
    if let Some(settings) = options["settings"].as_object_mut() {
        settings.entry("parallel").or_insert(json!(1));
    }
    let opened = OfficeHandle::open(Message::json(options.to_string()), Callbacks::default()).await?;
    let office = Arc::new(opened);
    let mut known = Map::new();
    for step in vector["before"].as_array().into_iter().flatten() {
        let result = call(&office, step, &known).await.unwrap_or_else(|error| panic!("{step}: {error}"));
        known.insert(step["as"].as_str().unwrap_or_default().to_owned(), result);
    }
    let result = call(&office, vector, &known).await;
    office.close().await?;
    result
}

async fn call(office: &Arc<OfficeHandle>, step: &Value, known: &Map<String, Value>) -> Result<Value> {
    let mut office = Arc::clone(office);
    for (view, argument) in VIEWS {
        if let Some(given) = step.get(view) {
            let given = json!({ argument: fill(given, known, &mut Vec::new()) });
            office = Arc::new(office.view(view, Message::json(given.to_string()))?);
        }
    }
    let (name, mut buffers) = (step["call"].as_str().unwrap(), Vec::new());
    let json = fill(step.get("given").unwrap_or(&json!({})), known, &mut buffers).to_string();
    let arguments = Message { json, buffers };
    let row = SURFACE["calls"].as_array().unwrap().iter().find(|row| row["name"] == name);
    let read = |message: Message| match row.is_some_and(|row| row["result"]["format"] == "buffer") {
        true => json!({ "$bytes": base64::encode(&message.buffers[0]) }),
        false => serde_json::from_str(&message.json).unwrap(),
    };
    let result = match row.and_then(|row| row["style"].as_str()) {
        Some("job") => {
            let (job, mut events) = (office.start(name, arguments)?, Vec::new());
            while let Some(event) = job.event(events.len() as u64).await? {
                events.push(read(event));
            }
            json!({ "events": events, "outcome": read(job.wait().await?) })
        }
        Some("function" | "slow_function") => read(call_function(name, arguments)?),
        _ => read(office.call(name, arguments).await?),
    };
    let part = |pointer: &Value| result.pointer(pointer.as_str().unwrap()).cloned().unwrap_or_default();
    Ok(match step.get("select") {
        Some(Value::Array(pointers)) => pointers.iter().map(part).collect(),
        Some(pointer) => part(pointer),
        None => result,
    })
}
