//! What the conformance runner calls: a typed call for each name of the surface.

use crate::model::{Belongs, Call, Field, Style, Surface};
use crate::names::camel;

use super::{GENERATED, annotation};

/// Writes `dispatch.ts`.
pub(super) fn module(surface: &Surface) -> String {
    let mut text = format!(
        "{GENERATED}\n/** Calls the typed face by the names of `surface.json`. */\n\nimport * as secretariat from \"secretariat\";\n\nimport {{ callNow }} from \"../dist/calls.js\";\n\n/** Arguments by their names in TypeScript. Of any type: a vector may give wrong ones on purpose. */\nexport type Given = {{ readonly [name: string]: any }};\n\nfunction without(given: Given, names: readonly string[]): Given {{\n  return Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));\n}}\n\n/** Makes the call and waits for its result; a job's is its events and its outcome. */\nexport async function dispatch(office: secretariat.Office, call: string, given: Given): Promise<unknown> {{\n  switch (call) {{\n"
    );
    for call in &surface.calls {
        text.push_str(&format!("    case \"{}\":{}", call.path, case(call)));
    }
    text.push_str("    default:\n      return callNow(call, given);\n  }\n}\n\n/** What the face has for each handle. */\nexport const HANDLES: { readonly [handle: string]: readonly string[] } = {\n");
    for handle in surface.handles() {
        let names: Vec<String> = surface
            .calls
            .iter()
            .filter(|call| call.belongs == Belongs::Handle(handle.to_owned()))
            .map(|call| format!("\"{}\"", camel(&call.name)))
            .collect();
        text.push_str(&format!("  {}: [{}],\n", camel(handle), names.join(", ")));
    }
    text.push_str("};\n");
    text
}

fn case(call: &Call) -> String {
    let (needed, optional): (Vec<&Field>, Vec<&Field>) =
        call.arguments.iter().partition(|field| field.default.is_none());
    let read = |field: &Field| format!("given[\"{}\"]", camel(&field.name));
    let target = match &call.belongs {
        Belongs::Handle(handle) => format!("office.{}.{}", camel(handle), camel(&call.name)),
        Belongs::Free => format!("secretariat.{}", camel(&call.name)),
        Belongs::Type(owner) => format!("(given[\"this\"] as secretariat.{owner}).{}", camel(&call.name)),
    };
    let mut arguments: Vec<String> = needed.iter().map(|field| read(field)).collect();
    match (optional.as_slice(), &call.style) {
        ([], Style::Function) => {}
        ([field], Style::Function) if field.name == "options" => {
            arguments.push(read(field));
        }
        _ => {
            let names: Vec<String> =
                needed.iter().map(|field| format!("\"{}\"", camel(&field.name))).collect();
            arguments.push(format!("without(given, [{}])", names.join(", ")));
        }
    }
    let made = format!("{target}({})", arguments.join(", "));
    match call.style {
        Style::Job => format!(
            " {{\n      const job = {made};\n      const events: {}[] = [];\n      for await (const event of job) events.push(event);\n      return {{ events, outcome: await job.wait() }};\n    }}\n",
            call.event
                .as_ref()
                .map_or("unknown".into(), |event| format!("secretariat.{}", annotation(event, None)))
        ),
        _ => format!("\n      return {made};\n"),
    }
}
