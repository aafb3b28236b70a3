//! What the conformance runner calls: a typed call for each name of the surface.

use crate::model::{Belongs, Call, Style, Surface, Type};

use super::codec::{encode, read_field, words};
use super::{GENERATED, annotation, name};

/// Writes `Dispatch.kt`.
pub(super) fn module(surface: &Surface) -> Result<String, String> {
    let mut cases = String::new();
    for call in &surface.calls {
        cases.push_str(&case(surface, call)?);
    }
    Ok(format!(
        "{GENERATED}\npackage io.secretariat\n\nimport com.google.gson.JsonElement\nimport com.google.gson.JsonNull\nimport com.google.gson.JsonObject\nimport kotlinx.coroutines.flow.toList\nimport java.util.Base64\n\n/** Makes a call of the typed face with arguments as JSON, and returns its result as JSON; a job's is its events and its outcome. */\ninternal suspend fun dispatch(office: Office, call: String, given: Read): JsonElement =\n    with(Write()) {{\n        when (call) {{\n{cases}            else -> throw SecretariatException.InvalidInput(\"there is no method $call\")\n        }}\n    }}\n\nprivate fun shown(bytes: ByteArray): JsonElement =\n    JsonObject().apply {{ addProperty(\"\\$bytes\", Base64.getEncoder().encodeToString(bytes)) }}\n\nprivate fun nothing(@Suppress(\"UNUSED_PARAMETER\") result: Unit): JsonElement = JsonNull.INSTANCE\n"
    ))
}

fn case(surface: &Surface, call: &Call) -> Result<String, String> {
    let mut arguments = Vec::new();
    for field in &call.arguments {
        arguments.push(format!("{} = {}", name(&field.name), read_field(surface, field, "given")?));
    }
    let own = name(&call.name);
    let target = match &call.belongs {
        Belongs::Handle(handle) => format!("office.{}.{own}", name(handle)),
        Belongs::Free => format!("io.secretariat.{own}"),
        Belongs::Type(owner) => format!("read{owner}(given[\"this\"]).{own}"),
    };
    let made = format!("{target}({})", arguments.join(", "));
    let mut known: Vec<&str> = call.arguments.iter().map(|field| field.name.as_str()).collect();
    if matches!(call.belongs, Belongs::Type(_)) {
        known.push("this");
    }
    let only = format!("given.only({})", words(known.into_iter()));
    let result = |from: &str| match call.result {
        Type::Buffer => format!("shown({from})"),
        Type::Unit => format!("nothing({from})"),
        _ => encode(&call.result, from, "result"),
    };
    let indent = "                ";
    let made = match (&call.event, call.style) {
        (Some(event), Style::Job) => format!(
            "{indent}val job = {made}\n{indent}val events: List<{}> = job.events().toList()\n{indent}val outcome = job.await()\n{indent}JsonObject().also {{\n{indent}    it.add(\"events\", list(events) {{ {} }})\n{indent}    it.add(\"outcome\", {})\n{indent}}}\n",
            annotation(event),
            encode(event, "it", "event"),
            result("outcome"),
        ),
        _ => format!("{indent}{}\n", result(&made)),
    };
    Ok(format!("            \"{}\" -> {{\n{indent}{only}\n{made}            }}\n", call.path))
}
