//! The document as a page that needs no script and nothing from elsewhere.

use std::fmt::Write as _;

use serde_json::Value;

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Secretariat: the API</title>\n\
    <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
    code{font-family:ui-monospace,monospace}summary{cursor:pointer;padding:.25rem 0}summary b{display:inline-block;min-width:5rem}\
    table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .75rem .15rem 0;vertical-align:top}pre{overflow:auto}</style>\n";

/// Writes the page.
pub(super) fn page(document: &Value) -> String {
    let mut out = String::from(HEAD);
    // Writing into a string cannot fail.
    let _ = writeln!(out, "<h1>Secretariat: the API</h1>\n<p>{}</p>", text(&document["info"]["description"]));
    out.push_str("<p>The same as <a href=\"/openapi.json\">openapi.json</a>.</p>\n");
    let mut last = String::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            if tag != last {
                tag.clone_into(&mut last);
                let _ = writeln!(out, "<h2>{}</h2>", escaped(tag));
            }
            one(&mut out, path, method, operation);
        }
    }
    out.push_str("<h2>Types</h2>\n");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let shown = escaped(&serde_json::to_string_pretty(schema).unwrap_or_default());
        let name = escaped(name);
        let _ = writeln!(
            out,
            "<details id=\"{name}\"><summary><code>{name}</code></summary><pre>{shown}</pre></details>"
        );
    }
    out
}

fn one(out: &mut String, path: &str, method: &str, operation: &Value) {
    let (method, path) = (method.to_ascii_uppercase(), escaped(path));
    let _ = writeln!(out, "<details><summary><b>{method}</b> <code>{path}</code></summary>");
    let _ = writeln!(out, "<p>{}</p>", text(&operation["description"]));
    let rights: Vec<&str> =
        operation["x-permissions"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !rights.is_empty() {
        let _ = writeln!(out, "<p>Takes <code>{}</code>.</p>", rights.join("</code>, <code>"));
    }
    out.push_str("<table>");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let needed = if parameter["required"] == true { "" } else { " (optional)" };
        let _ = writeln!(
            out,
            "<tr><td>{}{needed}</td><td><code>{}</code></td><td>{}</td></tr>",
            text(&parameter["in"]),
            text(&parameter["name"]),
            text(&parameter["description"]),
        );
    }
    for (media, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = writeln!(
            out,
            "<tr><td>body</td><td><code>{}</code></td><td>{}</td></tr>",
            escaped(media),
            kind(&content["schema"])
        );
    }
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        for (media, content) in answer["content"].as_object().into_iter().flatten() {
            let (media, schema) = (escaped(media), kind(&content["schema"]));
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td><code>{media}</code></td><td>{schema}</td></tr>",
                escaped(status)
            );
        }
    }
    out.push_str("</table></details>\n");
}

/// Names a schema: a link where it has a name, its text else.
fn kind(schema: &Value) -> String {
    let named = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
    match named {
        Some(name) => format!("<a href=\"#{0}\">{0}</a>", escaped(name)),
        None if schema.as_object().is_none_or(serde_json::Map::is_empty) => "bytes".to_owned(),
        None => format!("<code>{}</code>", escaped(&schema.to_string())),
    }
}

fn text(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
