//! The face: the office, its handles, the functions, and the interfaces of components.

use super::codec::{decode, encode};
use super::{GENERATED, annotation, argument_docs, docstring, name};
use crate::model::{Belongs, Call, Callback, CallbackMethod, Field, Style, Surface, Type, View};
use crate::names::pascal;

/// Which of the two faces is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Twin {
    Async,
    Blocking,
}

impl Twin {
    fn define(self) -> &'static str {
        if self == Self::Async { "async def" } else { "def" }
    }

    fn wait(self) -> &'static str {
        if self == Self::Async { "await " } else { "" }
    }

    fn prefix(self) -> &'static str {
        if self == Self::Async { "Async" } else { "Blocking" }
    }
}

/// Writes `_api.py` or `blocking.py`.
pub(super) fn module(surface: &Surface, twin: Twin) -> String {
    let what = match twin {
        Twin::Async => "The asynchronous face of Secretariat.",
        Twin::Blocking => {
            "The blocking face of Secretariat: the same calls without `await`, for scripts and threads.\n\n    from secretariat.blocking import Office\n\n    with Office.open(\"./office\") as office:\n        print(office.documents.ask(\"When must we give notice?\").text)\n"
        }
    };
    let mut text = format!(
        "{GENERATED}\n\"\"\"{what}\"\"\"\n\nfrom __future__ import annotations\n\nimport builtins\nimport datetime\nimport os\nfrom collections.abc import Awaitable, Callable, Mapping, Sequence\nfrom typing import Any, Protocol\n\nfrom . import _runtime, _wire\nfrom . import types as _types\nfrom ._wire import SourceLike\nfrom .types import *  # noqa: F403\n"
    );
    text.push_str("from .types import (\n");
    let mut types: Vec<&str> = surface.types.iter().map(|declaration| declaration.name.as_str()).collect();
    types.sort_unstable();
    for name in types {
        text.push_str(&format!("    {name},\n"));
    }
    text.push_str(")\n\n__all__ = [\n    \"Office\",\n");
    for handle in surface.handles() {
        text.push_str(&format!("    \"{}\",\n", pascal(handle)));
    }
    for call in surface.calls.iter().filter(|call| call.belongs == Belongs::Free) {
        text.push_str(&format!("    \"{}\",\n", call.name));
    }
    for callback in &surface.callbacks {
        text.push_str(&format!("    \"{}\",\n", callback.name));
    }
    text.push_str("]\n");
    for callback in &surface.callbacks {
        text.push_str(&protocol(surface, callback));
    }
    for handle in surface.handles() {
        text.push_str(&handle_class(surface, handle, twin));
    }
    text.push_str(&office(surface, twin));
    for call in surface.calls.iter().filter(|call| call.belongs == Belongs::Free) {
        text.push_str(&function(surface, call, twin));
    }
    qualify(&text, surface)
}

/// Codecs live in `types`, apart from what that module exports.
fn qualify(text: &str, surface: &Surface) -> String {
    let mut text = text.to_owned();
    for declaration in &surface.types {
        for verb in ["_decode", "_encode"] {
            let codec = format!("{verb}_{}(", declaration.name);
            text = text.replace(&codec, &format!("_types.{codec}"));
        }
    }
    text
}

fn handle_class(surface: &Surface, handle: &str, twin: Twin) -> String {
    let class = pascal(handle);
    let mut text = format!(
        "\n\nclass {class}:\n    \"\"\"The {handle} of an office.\"\"\"\n\n    __slots__ = (\"_office\",)\n\n    def __init__(self, office: _runtime.{}Office) -> None:\n        self._office = office\n",
        twin.prefix()
    );
    for call in &surface.calls {
        if call.belongs == Belongs::Handle(handle.to_owned()) {
            text.push_str(&method(surface, call, twin));
        }
    }
    text
}

fn method(surface: &Surface, call: &Call, twin: Twin) -> String {
    let arguments: Vec<&Field> = call.arguments.iter().collect();
    let docs = docstring(&argument_docs(&call.doc, &arguments), "        ");
    let parameters = parameters(&arguments, "self");
    let given = given(surface, &arguments, "        ");
    if call.style == Style::Job {
        let (event, outcome) = (call.event.clone().unwrap_or(Type::Unit), &call.result);
        return format!(
            "\n    def {}({parameters}) -> _runtime.{}Job[{}, {}]:\n{docs}{given}        return _runtime.{}Job(\n            self._office.start(\"{}\", _a, _b),\n            lambda _d, _b: {},\n            lambda _d, _b: {},\n        )\n",
            call.name,
            twin.prefix(),
            annotation(&event),
            annotation(outcome),
            twin.prefix(),
            call.path,
            decode(surface, &event, "_d"),
            decode(surface, outcome, "_d"),
        );
    }
    format!(
        "\n    {} {}({parameters}) -> {}:\n{docs}{given}        _d, _b = {}self._office.call(\"{}\", _a, _b)\n        _r: {} = {}\n        return _r\n",
        twin.define(),
        call.name,
        annotation(&call.result),
        twin.wait(),
        call.path,
        annotation(&call.result),
        decode(surface, &call.result, "_d"),
    )
}

fn function(surface: &Surface, call: &Call, twin: Twin) -> String {
    let arguments: Vec<&Field> = call.arguments.iter().collect();
    let slow = call.style == Style::SlowFunction && twin == Twin::Async;
    let define = if slow { "async def" } else { "def" };
    let run = match (slow, call.style) {
        (true, _) => format!("await _runtime.call_slowly(\"{}\", _a, _b)", call.path),
        (false, _) => format!("_wire.call(\"{}\", _a, _b)", call.path),
    };
    format!(
        "\n\n{define} {}({}) -> {}:\n{}{}    _d, _b = {run}\n    _r: {} = {}\n    return _r\n",
        call.name,
        parameters(&arguments, ""),
        annotation(&call.result),
        docstring(&argument_docs(&call.doc, &arguments), "    "),
        given(surface, &arguments, "    "),
        annotation(&call.result),
        decode(surface, &call.result, "_d"),
    )
}

/// The parameters: what must be given by position, what has a default by name.
fn parameters(arguments: &[&Field], first: &str) -> String {
    let mut list: Vec<String> = Vec::new();
    if !first.is_empty() {
        list.push(first.to_owned());
    }
    for field in arguments.iter().filter(|field| field.default.is_none()) {
        list.push(format!("{}: {}", name(&field.name), accepted(&field.kind)));
    }
    for field in arguments.iter().filter(|field| field.default.is_some()) {
        let kind = accepted(&field.kind);
        match (&field.default, &field.kind) {
            (Some(value), Type::Int | Type::Bool) => {
                let value = value.to_string().replace("true", "True").replace("false", "False");
                list.push(format!("{}: {kind} = {value}", name(&field.name)));
            }
            (_, Type::Optional(_)) => list.push(format!("{}: {kind} = None", name(&field.name))),
            _ => list.push(format!("{}: {kind} | None = None", name(&field.name))),
        }
    }
    list.join(", ")
}

/// What an argument may be: sources may be paths and open files too.
fn accepted(kind: &Type) -> String {
    match kind {
        Type::Named(name) if name == "Source" => "SourceLike".into(),
        Type::List(inner) => format!("Sequence[{}]", accepted(inner)),
        other => annotation(other),
    }
}

/// Writes the arguments as JSON; one that is left out is left to the core.
fn given(surface: &Surface, arguments: &[&Field], indent: &str) -> String {
    let mut text = format!("{indent}_b: list[builtins.bytes] = []\n{indent}_a: dict[str, Any] = {{}}\n");
    for field in arguments {
        let value = encode(surface, inner(field), &name(&field.name), &format!("\"{}\"", field.name));
        let line = format!("_a[\"{}\"] = {value}\n", field.name);
        match field.default.is_some() && !matches!(field.kind, Type::Int | Type::Bool) {
            true => {
                text.push_str(&format!("{indent}if {} is not None:\n{indent}    {line}", name(&field.name)))
            }
            false => text.push_str(&format!("{indent}{line}")),
        }
    }
    text
}

fn inner(field: &Field) -> &Type {
    match &field.kind {
        Type::Optional(inner) => inner,
        other => other,
    }
}

fn protocol(surface: &Surface, callback: &Callback) -> String {
    let mut text = format!(
        "\n\nclass {}(Protocol):\n{}",
        callback.name,
        docstring(&format!("{}\n\nIts methods may be plain or asynchronous.", callback.doc), "    ")
    );
    for method in &callback.methods {
        let arguments: Vec<&Field> = method.arguments.iter().collect();
        let parameters: String = arguments
            .iter()
            .map(|field| format!(", {}: {}", name(&field.name), annotation(&field.kind)))
            .collect();
        let result = annotation(&method.result);
        text.push_str(&format!(
            "\n    def {}(self{parameters}, /) -> {result} | Awaitable[{result}]:\n{}        ...\n",
            method.name,
            docstring(&argument_docs(&method.doc, &arguments), "        "),
        ));
    }
    let rows: String = callback.methods.iter().map(|method| adapter(surface, method)).collect();
    text.push_str(&format!(
        "\n\n_{}_METHODS: _runtime.Methods = {{\n{rows}}}\n",
        callback.name.to_uppercase()
    ));
    text
}

/// How a method of a component is called: arguments from JSON, result to JSON.
fn adapter(surface: &Surface, method: &CallbackMethod) -> String {
    let arguments: Vec<String> = method
        .arguments
        .iter()
        .map(|field| decode(surface, &field.kind, &format!("_d[\"{}\"]", field.name)))
        .collect();
    let comma = if arguments.len() == 1 { "," } else { "" };
    format!(
        "    \"{}\": (\n        lambda _d, _b: ({}{comma}),\n        lambda _v, _b: {},\n    ),\n",
        method.name,
        arguments.join(", "),
        encode(surface, &method.result, "_v", &format!("\"{}\"", method.name)),
    )
}

fn office(surface: &Surface, twin: Twin) -> String {
    let prefix = twin.prefix();
    let mut text = format!(
        "\n\nclass Office(_runtime.{prefix}Office):\n    \"\"\"An office: documents go in; facts, answers and drafts come out.\n\n    Use it in a `with` block, or close it at the end.\n    \"\"\"\n"
    );
    let visible: Vec<&Field> = surface
        .open
        .iter()
        .filter(|field| !matches!(field.name.as_str(), "parser_program" | "folder"))
        .collect();
    let components: Vec<String> = surface.callbacks.iter().map(|callback| snake(&callback.name)).collect();
    let mut parameters = "folder: str | os.PathLike[str] | None = None, *".to_owned();
    for field in &visible {
        parameters.push_str(&format!(", {}: {} = None", name(&field.name), annotation(&field.kind)));
    }
    for (callback, component) in surface.callbacks.iter().zip(&components) {
        parameters.push_str(&format!(", {component}: {} | None = None", brought(callback)));
    }
    let mut docs = "Opens the office in a folder, which is made if it is not there: SQLite, files in a folder, no\nAPI key. Without a folder everything is in memory.\n\nArgs:\n    folder: The folder that holds the office.".to_owned();
    for field in &visible {
        docs.push_str(&format!("\n    {}: {}", field.name, field.doc.replace('\n', "\n        ")));
    }
    for (callback, component) in surface.callbacks.iter().zip(&components) {
        docs.push_str(&format!("\n    {component}: {}", callback.doc));
    }
    let result = if twin == Twin::Async { "_runtime.Opening[Office]" } else { "Office" };
    text.push_str(
        "\n    def __init__(self, native: Any, *_: Any) -> None:\n        super().__init__(native)\n",
    );
    for handle in surface.handles() {
        text.push_str(&format!("        self.{handle} = {}(self)\n", pascal(handle)));
    }
    text.push_str(&format!(
        "\n    @classmethod\n    def open(cls, {parameters}) -> {result}:\n{}        _b: list[builtins.bytes] = []\n        _a: dict[str, Any] = {{}}\n        if folder is not None:\n            _a[\"folder\"] = _wire.path(folder, \"folder\")\n",
        docstring(&docs, "        ")
    ));
    for field in &visible {
        text.push_str(&format!(
            "        if {0} is not None:\n            _a[\"{0}\"] = {1}\n",
            field.name,
            encode(surface, inner(field), &field.name, &format!("\"{}\"", field.name))
        ));
    }
    text.push_str("        _c: dict[str, tuple[object, _runtime.Methods]] = {}\n");
    for (callback, component) in surface.callbacks.iter().zip(&components) {
        text.push_str(&format!(
            "        if {component} is not None:\n            _c[\"{component}\"] = ({component}, _{}_METHODS)\n",
            callback.name.to_uppercase()
        ));
    }
    text.push_str(match twin {
        Twin::Async => "        return _runtime.Opening(cls, _a, _b, _c)\n",
        Twin::Blocking => "        return cls(_runtime.open_blocking(_a, _b, _c))\n",
    });
    for seen in &surface.views {
        text.push_str(&view(surface, seen));
    }
    text
}

/// The same office as somebody else or elsewhere.
fn view(surface: &Surface, view: &View) -> String {
    let arguments: Vec<&Field> = view.arguments.iter().collect();
    format!(
        "\n    def {0}({1}) -> Office:\n{2}{3}        return Office(self._view(\"{0}\", _a, _b))\n",
        view.name,
        parameters(&arguments, "self"),
        docstring(&argument_docs(&view.doc, &arguments), "        "),
        given(surface, &arguments, "        "),
    )
}

/// What an application may bring as a component: one with a single method may be a function.
fn brought(callback: &Callback) -> String {
    let [method] = callback.methods.as_slice() else { return callback.name.clone() };
    let arguments: Vec<String> = method.arguments.iter().map(|field| annotation(&field.kind)).collect();
    let result = annotation(&method.result);
    format!("{} | Callable[[{}], {result} | Awaitable[{result}]]", callback.name, arguments.join(", "))
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// Writes the runner's table of calls: JSON in, typed call, JSON out.
pub(super) fn dispatch(surface: &Surface) -> String {
    let mut text = format!(
        "{GENERATED}\n\"\"\"Calls the typed face with JSON, for the conformance vectors.\"\"\"\n\nimport base64\nimport builtins\nfrom typing import Any\n\nimport secretariat\nfrom secretariat import _wire\nfrom secretariat import types as _types\nfrom secretariat.types import *  # noqa: F403\n\nHANDLES = {{\n"
    );
    for handle in surface.handles() {
        let names: Vec<String> = surface
            .calls
            .iter()
            .filter(|call| call.belongs == Belongs::Handle(handle.to_owned()))
            .map(|call| format!("\"{}\"", call.name))
            .collect();
        text.push_str(&format!("    \"{handle}\": [{}],\n", names.join(", ")));
    }
    text.push_str(
        "}\n\n\ndef _any(given: dict[str, Any]) -> dict[str, Any]:\n    return given\n\n\nasync def dispatch(office: Any, call: str, given: dict[str, Any], _b: list[builtins.bytes]) -> Any:\n",
    );
    for call in &surface.calls {
        text.push_str(&format!("    if call == \"{}\":\n", call.path));
        let mut arguments: Vec<String> = Vec::new();
        for field in &call.arguments {
            let value = decode(surface, inner(field), &format!("given[\"{}\"]", field.name));
            match field.default {
                None => arguments.push(value),
                Some(_) => arguments.push(format!(
                    "**_any({{\"{}\": {value}}} if given.get(\"{}\") is not None else {{}})",
                    name(&field.name),
                    field.name
                )),
            }
        }
        let list = arguments.join(", ");
        let target = match &call.belongs {
            Belongs::Handle(handle) => format!("office.{handle}.{}", call.name),
            Belongs::Free => format!("secretariat.{}", call.name),
            Belongs::Type(owner) => format!("_decode_{owner}(given[\"this\"], _b).{}", call.name),
        };
        let result = match call.result {
            Type::Buffer => "{\"$bytes\": base64.b64encode(_r).decode()}".to_owned(),
            _ => encode(surface, &call.result, "_r", "\"result\""),
        };
        match call.style {
            Style::Method | Style::SlowFunction => {
                text.push_str(&format!("        _r = await {target}({list})\n        return {result}\n"));
            }
            Style::Function if call.result == Type::Unit => {
                text.push_str(&format!("        {target}({list})\n        return None\n"));
            }
            Style::Function => {
                text.push_str(&format!("        _r = {target}({list})\n        return {result}\n"))
            }
            Style::Job => {
                let event = encode(surface, call.event.as_ref().unwrap_or(&Type::Unit), "_e", "\"event\"");
                text.push_str(&format!(
                    "        job = {target}({list})\n        events = [{event} async for _e in job]\n        _r = await job.wait()\n        return {{\"events\": events, \"outcome\": {result}}}\n"
                ));
            }
        }
    }
    text.push_str("    raise AssertionError(f\"no call {call}\")\n");
    qualify(&text, surface)
}
