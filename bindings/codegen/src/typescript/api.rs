//! Handles, functions, components and the office.

use crate::model::{Belongs, Call, Callback, Field, Style, Surface, Type};
use crate::names::{camel, pascal};

use super::forms::Forms;
use super::table::component_name;
use super::{GENERATED, annotation, call_doc, field_doc, jsdoc, members, optional_member, parameter};

/// Writes `api.ts`.
pub(super) fn module(surface: &Surface, forms: &Forms) -> String {
    let mut body = String::new();
    for callback in &surface.callbacks {
        body.push_str(&component(callback));
    }
    for handle in surface.handles() {
        body.push_str(&handle_class(surface, handle, forms));
    }
    body.push_str(&office(surface));
    for call in surface.calls.iter().filter(|call| call.belongs == Belongs::Free) {
        body.push_str(&options_interface("", call, forms));
        body.push_str(&function(call, forms));
    }
    format!(
        "{GENERATED}\n/** What can be called: an office with its handles, and functions that need none. */\n\nimport {{ callNow, callSlowly }} from \"../calls.js\";\nimport type {{ CallOptions }} from \"../calls.js\";\nimport type {{ Json }} from \"../codec.js\";\nimport type {{ Job }} from \"../job.js\";\nimport {{ OfficeBase, OfficeCalls }} from \"../office.js\";\nimport type {{\n{}}} from \"./types.js\";\n{body}",
        imports(surface, &body, forms)
    )
}

/// The types that the module speaks of.
fn imports(surface: &Surface, body: &str, forms: &Forms) -> String {
    let civil = ["CivilDate", "CivilTime", "CivilDateTime", "DecimalText"];
    let types = || surface.types.iter().map(|declaration| declaration.name.as_str());
    let inputs: Vec<String> =
        types().filter(|name| forms.has_input_form(name)).map(|name| format!("{name}Input")).collect();
    let mut names: Vec<&str> = types().chain(civil).chain(inputs.iter().map(String::as_str)).collect();
    // A name counts where it stands alone: `Draft` must not be found in `DraftRequest`.
    let code = body.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    let words: std::collections::BTreeSet<&str> =
        code.flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric() && letter != '_')).collect();
    names.retain(|name| words.contains(name));
    names.sort_unstable();
    names.iter().map(|name| format!("  {name},\n")).collect()
}

/// Splits arguments into those by position and those that may be left out.
fn split(call: &Call) -> (Vec<&Field>, Vec<&Field>) {
    call.arguments.iter().partition(|field| field.default.is_none())
}

/// The type of the last parameter. A sole argument named `options` is that parameter itself.
fn options_type(owner: &str, call: &Call) -> Option<String> {
    let (_, optional) = split(call);
    match (optional.as_slice(), call.style) {
        ([], Style::Function) => None,
        ([], _) => Some("CallOptions".into()),
        ([Field { name, kind: Type::Named(record), .. }], Style::Function) if name == "options" => {
            Some(record.clone())
        }
        _ => Some(format!("{}{}Options", pascal(owner), pascal(&call.name))),
    }
}

/// Declares the options of a call that has its own.
fn options_interface(owner: &str, call: &Call, forms: &Forms) -> String {
    let (_, optional) = split(call);
    let own = format!("{}{}Options", pascal(owner), pascal(&call.name));
    if options_type(owner, call).as_deref() != Some(own.as_str()) {
        return String::new();
    }
    let members: String = optional
        .iter()
        .map(|field| {
            format!("{}  readonly {};\n", jsdoc(&field_doc(field), "  "), optional_member(field, Some(forms)))
        })
        .collect();
    let extends = if call.style == Style::Function { "" } else { " extends CallOptions" };
    let of = if owner.is_empty() { camel(&call.name) } else { format!("{owner}.{}", camel(&call.name)) };
    format!("\n/** Options of `{of}`. */\nexport interface {own}{extends} {{\n{members}}}\n")
}

/// The parameters, and what makes one object of them. What a program gives may be its own: fields with a default may be
/// left out there too.
fn signature(owner: &str, call: &Call, forms: &Forms) -> (String, String, Option<String>) {
    let (needed, _) = split(call);
    let mut parameters: Vec<String> = needed
        .iter()
        .map(|field| format!("{}: {}", parameter(&field.name), annotation(&field.kind, Some(forms))))
        .collect();
    let options = options_type(owner, call);
    if let Some(options) = &options {
        parameters.push(format!("options?: {options}"));
    }
    (parameters.join(", "), members(needed), options)
}

fn doc(owner: &str, call: &Call) -> String {
    let (needed, optional) = split(call);
    let mut text = call_doc(&call.doc, needed);
    match (optional.is_empty(), call.style) {
        (true, Style::Function) => {}
        (true, Style::Job) => text.push_str("\n@param options A signal that cancels the job."),
        (true, _) => text.push_str("\n@param options A signal that cancels the call."),
        (false, _) => {
            let names: Vec<String> =
                optional.iter().map(|field| format!("`{}`", camel(&field.name))).collect();
            text.push_str(&match options_type(owner, call) {
                Some(record) if names == ["`options`"] => {
                    format!("\n@param options {} See {{@link {record}}}.", optional[0].doc.trim())
                }
                _ => format!("\n@param options What may be left out: {}.", names.join(", ")),
            });
        }
    }
    text
}

fn handle_class(surface: &Surface, handle: &str, forms: &Forms) -> String {
    let calls: Vec<&Call> =
        surface.calls.iter().filter(|call| call.belongs == Belongs::Handle(handle.to_owned())).collect();
    let mut text: String = calls.iter().map(|call| options_interface(handle, call, forms)).collect();
    text.push_str(&format!(
        "\n/** The {handle} of an office. */\nexport class {} {{\n  readonly #calls: OfficeCalls;\n\n  /** @internal */\n  constructor(calls: OfficeCalls) {{\n    this.#calls = calls;\n  }}\n",
        pascal(handle)
    ));
    for call in calls {
        let (parameters, given, _) = signature(handle, call, forms);
        let result = annotation(&call.result, None);
        let (returns, verb) = match call.style {
            Style::Job => {
                let event = annotation(call.event.as_ref().unwrap_or(&Type::Unit), None);
                (format!("Job<{event}, {result}>"), format!("start<{event}, {result}>"))
            }
            _ => (format!("Promise<{result}>"), format!("call<{result}>")),
        };
        text.push_str(&format!(
            "\n{}  {}({parameters}): {returns} {{\n    return this.#calls.{verb}(\"{}\", {given}, options);\n  }}\n",
            jsdoc(&doc(handle, call), "  "),
            camel(&call.name),
            call.path,
        ));
    }
    text.push_str("}\n");
    text
}

fn function(call: &Call, forms: &Forms) -> String {
    let (parameters, given, options) = signature("", call, forms);
    let result = annotation(&call.result, None);
    let (returns, run) = match (call.style, options) {
        (Style::SlowFunction, _) => (
            format!("Promise<{result}>"),
            format!("callSlowly<{result}>(\"{}\", {given}, options)", call.path),
        ),
        (_, None) => (result.clone(), format!("callNow<{result}>(\"{}\", {given})", call.path)),
        (_, Some(_)) => {
            let (needed, optional) = split(call);
            let given = match optional.as_slice() {
                [field] if field.name == "options" => {
                    let mut all: Vec<&Field> = needed;
                    all.push(field);
                    members(all)
                }
                _ => format!("{{ ...options, ...{given} }}"),
            };
            (result.clone(), format!("callNow<{result}>(\"{}\", {given})", call.path))
        }
    };
    format!(
        "\n{}export function {}({parameters}): {returns} {{\n  return {run};\n}}\n",
        jsdoc(&doc("", call), ""),
        camel(&call.name),
    )
}

/// A component that the program brings, as an interface.
fn component(callback: &Callback) -> String {
    let about =
        format!("{}\n\nIts methods may be plain or asynchronous, and may throw.", callback.doc.trim());
    let mut text = format!("\n{}export interface {} {{\n", jsdoc(&about, ""), callback.name);
    for method in &callback.methods {
        let parameters: Vec<String> = method
            .arguments
            .iter()
            .map(|field| format!("{}: {}", parameter(&field.name), annotation(&field.kind, None)))
            .collect();
        let result = annotation(&method.result, None);
        text.push_str(&format!(
            "{}  {}({}): {result} | PromiseLike<{result}>;\n",
            jsdoc(&call_doc(&method.doc, &method.arguments), "  "),
            camel(&method.name),
            parameters.join(", ")
        ));
    }
    text.push_str("}\n");
    text
}

fn office(surface: &Surface) -> String {
    let mut options = String::new();
    let visible = super::options_of_opening(surface);
    for field in visible {
        options.push_str(&format!(
            "{}  readonly {};\n",
            jsdoc(&field_doc(field), "  "),
            optional_member(field, None)
        ));
    }
    for callback in &surface.callbacks {
        let name = component_name(&callback.name);
        options.push_str(&format!(
            "{}  readonly {name}?: {} | null | undefined;\n",
            jsdoc(&callback.doc, "  "),
            callback.name
        ));
    }
    let handles: String = surface
        .handles()
        .iter()
        .map(|handle| {
            format!(
                "  /** The {handle}. */\n  readonly {}: {1} = new {1}(this.calls);\n",
                camel(handle),
                pascal(handle)
            )
        })
        .collect();
    let views: String = surface
        .views
        .iter()
        .map(|view| {
            let list = view.arguments.iter();
            let list =
                list.map(|field| format!("{}: {}", parameter(&field.name), annotation(&field.kind, None)));
            format!(
                "\n{}  {}({}): Office {{\n    return new Office(this.calls.view(\"{}\", {}));\n  }}\n",
                jsdoc(&call_doc(&view.doc, &view.arguments), "  "),
                camel(&view.name),
                list.collect::<Vec<_>>().join(", "),
                view.name,
                members(&view.arguments)
            )
        })
        .collect();
    format!(
        "\n/** How an office is opened. */\nexport interface OpenOptions extends CallOptions {{\n{options}}}\n\n/**\n * An office: documents go in; facts, answers and drafts come out.\n *\n * Close it at the end, or declare it with `await using`.\n */\nexport class Office extends OfficeBase {{\n{handles}\n  /**\n   * Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no API key.\n   * Without a folder everything is in memory.\n   * @param folder The folder that holds the office.\n   * @param options Settings and components.\n   */\n  static open(folder?: string | URL | null, options?: OpenOptions): Promise<Office>;\n  static open(options: OpenOptions): Promise<Office>;\n  static async open(folder?: string | URL | null | OpenOptions, options?: OpenOptions): Promise<Office> {{\n    return new Office(await OfficeCalls.open(folder, options));\n  }}\n{views}}}\n"
    )
}
