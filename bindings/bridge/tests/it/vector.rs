//! The files of the vectors, and what stands in them for bytes and for earlier results.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use secretariat_bridge::surface;
use serde_json::{Map, Value, json};

use crate::base64;

/// The root of the repository.
pub(crate) static ROOT: LazyLock<PathBuf> =
    LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));

/// Everything that can be called.
pub(crate) static SURFACE: LazyLock<Value> = LazyLock::new(surface);

/// How a step may see the office, and the argument that it names.
pub(crate) const VIEWS: [(&str, &str); 2] = [("workspace", "id"), ("acting_as", "actor")];

/// Reads every vector, with its path below `conformance`, in order.
pub(crate) fn all() -> Vec<(String, Value)> {
    let (mut found, home) = (Vec::new(), ROOT.join("conformance"));
    let mut folders = vec![home.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(&home).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".json") && name != "surface.json" {
                let vector = serde_json::from_str(&std::fs::read_to_string(&path).unwrap());
                found.push((name.clone(), vector.unwrap_or_else(|error| panic!("{name}: {error}"))));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// Puts earlier results and bytes where a vector names them.
pub(crate) fn fill(given: &Value, known: &Map<String, Value>, buffers: &mut Vec<Vec<u8>>) -> Value {
    match given {
        Value::String(text) => match named(text, known) {
            Some(part) => fill(part, &Map::new(), buffers),
            None => given.clone(),
        },
        Value::Array(items) => items.iter().map(|item| fill(item, known, buffers)).collect(),
        Value::Object(fields) => {
            if let Some([text, times]) = fields.get("$repeat").and_then(Value::as_array).map(Vec::as_slice) {
                return json!(text.as_str().unwrap().repeat(times.as_u64().unwrap() as usize));
            }
            if let Some(bytes) = bytes(fields) {
                buffers.push(bytes);
                return json!(buffers.len() - 1);
            }
            fields.iter().map(|(name, value)| (name.clone(), fill(value, known, buffers))).collect()
        }
        other => other.clone(),
    }
}

/// Follows `{name.path.to.field}`.
fn named<'a>(text: &str, known: &'a Map<String, Value>) -> Option<&'a Value> {
    let path = text.strip_prefix('{')?.strip_suffix('}')?.replace('.', "/");
    let (name, rest) = path.split_once('/').unwrap_or((&path, ""));
    let pointer = if rest.is_empty() { String::new() } else { format!("/{rest}") };
    Some(known.get(name)?.pointer(&pointer).unwrap_or_else(|| panic!("there is no {text}")))
}

fn bytes(fields: &Map<String, Value>) -> Option<Vec<u8>> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let file = text("$file").map(|path| std::fs::read(ROOT.join(path)).unwrap());
    file.or_else(|| text("$bytes").map(base64::decode)).or_else(|| text("$utf8").map(|text| text.into()))
}

/// Drops members that are null: an absent member and null are the same.
pub(crate) fn bare(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(bare).collect(),
        Value::Object(fields) => {
            let told = fields.iter().filter(|(_, value)| !value.is_null());
            told.map(|(name, value)| (name.clone(), bare(value))).collect()
        }
        other => other.clone(),
    }
}
