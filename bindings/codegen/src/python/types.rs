//! Dataclasses, enumerations and errors.

use serde_json::Value;

use super::codec::{decode, encode};
use super::{GENERATED, annotation, argument_docs, docstring, name};
use crate::model::{Belongs, Call, Declaration, Field, Shape, Surface, Type, Variant, Word};
use crate::names::{pascal, screaming};

/// Writes `types.py`.
pub(super) fn types(surface: &Surface) -> String {
    let mut text = format!(
        "{GENERATED}\n\"\"\"The types of Secretariat: what documents say, with evidence, and what is asked of an office.\n\nSpans count the characters of Python strings: `text[span.start:span.end]`.\n\"\"\"\n\nfrom __future__ import annotations\n\nimport builtins\nimport datetime\nimport decimal\nfrom collections.abc import Mapping, Sequence\nfrom dataclasses import field\nfrom typing import TYPE_CHECKING, Any, NewType, TypeAlias\n\nfrom . import _wire\nfrom ._record import unread as _unread\nfrom ._wire import call as _call\n\nif TYPE_CHECKING:\n    from dataclasses import dataclass\nelse:\n    from ._record import record as dataclass\n\n"
    );
    let mut names: Vec<String> = Vec::new();
    for declaration in &surface.types {
        names.push(declaration.name.clone());
        if let Shape::Union(variants) = &declaration.shape {
            names.extend(variants.iter().map(|variant| variant_name(declaration, variant)));
        }
    }
    text.push_str("__all__ = [\n");
    names.sort();
    for name in &names {
        text.push_str(&format!("    \"{name}\",\n"));
    }
    text.push_str("]\n");
    for declaration in ordered(surface) {
        text.push('\n');
        text.push_str(&declare(surface, declaration));
    }
    text
}

/// Defaults are made when the module is read, so what they are made of comes first.
fn ordered(surface: &Surface) -> Vec<&Declaration> {
    let weight = |declaration: &Declaration| match declaration.shape {
        Shape::Id | Shape::Choice(_) => 0,
        Shape::Record(_) | Shape::Union(_) => 1,
    };
    let mut all: Vec<&Declaration> = surface.types.iter().collect();
    all.sort_by_key(|declaration| weight(declaration));
    all
}

fn declare(surface: &Surface, declaration: &Declaration) -> String {
    let Declaration { name, doc, shape, .. } = declaration;
    match shape {
        Shape::Id => format!("{name} = NewType(\"{name}\", str)\n{}", docstring(doc, "")),
        Shape::Choice(words) => choice(name, doc, words),
        Shape::Record(fields) => {
            record(surface, name, doc, None, fields, surface.calls_of(name).collect())
                + &record_codec(surface, name, fields)
        }
        Shape::Union(variants) => union(surface, declaration, variants),
    }
}

fn choice(name: &str, doc: &str, words: &[Word]) -> String {
    let mut text = format!("\nclass {name}(_wire.Word):\n{}\n", docstring(doc, "    "));
    for word in words {
        text.push_str(&format!("    {} = \"{}\"\n", screaming(&word.value), word.value));
        if !word.doc.is_empty() {
            text.push_str(&docstring(&word.doc, "    "));
        }
    }
    text
}

fn record(
    surface: &Surface,
    name_: &str,
    doc: &str,
    tag: Option<&str>,
    fields: &[Field],
    calls: Vec<&Call>,
) -> String {
    let base = match name_ {
        "Source" => "(_wire.SourceShortcuts)",
        "Span" => "(_wire.SpanShortcuts)",
        "DraftRequest" => "(_wire.DraftRequestShortcuts)",
        "Brief" | "Draft" | "Answer" | "Agenda" | "Document" => "(_wire.Shown)",
        _ => "",
    };
    // Subclassing an empty class that has no slots would give every value a dictionary.
    let mut text =
        format!("\n@dataclass(frozen=True, slots=True)\nclass {name_}{base}:\n{}", docstring(doc, "    "));
    if fields.is_empty() && calls.is_empty() && tag.is_none() {
        return text;
    }
    text.push('\n');
    let (needed, optional): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| field.default.is_none());
    for field in needed.into_iter().chain(optional) {
        let default = field
            .default
            .as_ref()
            .map_or_else(String::new, |value| format!(" = {}", default(surface, &field.kind, value)));
        text.push_str(&format!("    {}: {}{default}\n", name(&field.name), annotation(&field.kind)));
        if !field.doc.is_empty() {
            text.push_str(&docstring(&field.doc, "    "));
        }
    }
    if let Some(tag) = tag {
        text.push_str(&format!(
            "\n    @property\n    def type(self) -> str:\n        \"\"\"Tells the variants apart.\"\"\"\n        return \"{tag}\"\n"
        ));
    }
    for call in &calls {
        text.push_str(&method(surface, call));
    }
    if calls.iter().any(|call| call.name == "label") {
        text.push_str("\n    def __str__(self) -> str:\n        return self.label()\n");
    }
    text
}

/// A function that belongs to the type.
fn method(surface: &Surface, call: &Call) -> String {
    let Belongs::Type(owner) = &call.belongs else { return String::new() };
    let arguments: Vec<&Field> = call.arguments.iter().collect();
    let parameters: String = arguments
        .iter()
        .map(|field| format!(", {}: {}", name(&field.name), annotation(&field.kind)))
        .collect();
    let encoded: String = arguments
        .iter()
        .map(|field| {
            let value = encode(surface, &field.kind, &name(&field.name), &format!("\"{}\"", field.name));
            format!(", \"{}\": {value}", field.name)
        })
        .collect();
    let call_ =
        format!("_call(\"{}\", {{\"this\": _encode_{owner}(self, _b, \"this\"){encoded}}}, _b)", call.path);
    let body = match call.result {
        Type::Unit => format!("        {call_}\n"),
        _ => {
            let read = decode(surface, &call.result, "_d");
            let annotation = annotation(&call.result);
            format!("        _d, _b = {call_}\n        _r: {annotation} = {read}\n        return _r\n")
        }
    };
    format!(
        "\n    def {}(self{parameters}) -> {}:\n{}        _b: list[builtins.bytes] = []\n{body}",
        call.name,
        annotation(&call.result),
        docstring(&argument_docs(&call.doc, &arguments), "        "),
    )
}

fn record_codec(surface: &Surface, name_: &str, fields: &[Field]) -> String {
    // What can be added may also be a path or an open file.
    let checked = match name_ {
        "Source" => "_v = _wire.source(_v, _p)".to_owned(),
        _ => format!("_wire.check(_v, {name_}, _p)"),
    };
    let reads: String = fields
        .iter()
        .map(|field| {
            format!("    \"{}\": lambda _d, _b: {},\n", name(&field.name), read_field(surface, field))
        })
        .collect();
    let writes: String = fields.iter().map(|field| write_field(surface, field)).collect();
    format!(
        "\n\n_read_{name_}: Any = {{\n{reads}}}\n\n\ndef _decode_{name_}(_d: Any, _b: Any) -> {name_}:\n    return _unread({name_}, _read_{name_}, _d, _b)\n\n\ndef _encode_{name_}(_v: Any, _b: list[builtins.bytes], _p: str) -> dict[str, Any]:\n    {checked}\n    return {{\n{writes}    }}\n"
    )
}

fn read_field(surface: &Surface, field: &Field) -> String {
    // What is left out of JSON when it is empty must be looked up with care.
    match &field.default {
        None => decode(surface, &field.kind, &format!("_d[\"{}\"]", field.name)),
        Some(_) if matches!(field.kind, Type::Optional(_)) => {
            decode(surface, &field.kind, &format!("_d.get(\"{}\")", field.name))
        }
        Some(value) => {
            let from = format!("_d[\"{}\"]", field.name);
            let read = decode(surface, &field.kind, &from);
            format!("{read} if \"{}\" in _d else {}", field.name, default_value(surface, &field.kind, value))
        }
    }
}

fn write_field(surface: &Surface, field: &Field) -> String {
    let path = format!("_p + \".{}\"", field.name);
    let value = encode(surface, &field.kind, &format!("_v.{}", name(&field.name)), &path);
    format!("        \"{}\": {value},\n", field.name)
}

fn union(surface: &Surface, declaration: &Declaration, variants: &[Variant]) -> String {
    let Declaration { name: union, doc, .. } = declaration;
    let mut text = String::new();
    let calls: Vec<&Call> = surface.calls_of(union).collect();
    for variant in variants {
        let class = variant_name(declaration, variant);
        text.push_str(&record(
            surface,
            &class,
            &variant.doc,
            Some(&variant.tag),
            &variant.fields,
            calls.clone(),
        ));
        text.push('\n');
    }
    let classes: Vec<String> = variants.iter().map(|variant| variant_name(declaration, variant)).collect();
    text.push_str(&format!("\n{union}: TypeAlias = (\n    {}\n)\n", classes.join("\n    | ")));
    text.push_str(&docstring(doc, ""));
    text.push_str(&format!("\n\ndef _decode_{union}(_d: Any, _b: Any) -> {union}:\n    _d = _wire.opened(_d)\n    _t = _d[\"type\"]\n"));
    for (variant, class) in variants.iter().zip(&classes) {
        let reads: Vec<String> = variant
            .fields
            .iter()
            .map(|field| format!("{}={}", name(&field.name), read_field(surface, field)))
            .collect();
        text.push_str(&format!(
            "    if _t == \"{}\":\n        return {class}({})\n",
            variant.tag,
            reads.join(", ")
        ));
    }
    text.push_str(&format!("    raise _wire.unknown(\"{union}\", _t)\n"));
    text.push_str(&format!(
        "\n\ndef _encode_{union}(_v: Any, _b: list[builtins.bytes], _p: str) -> dict[str, Any]:\n"
    ));
    for (variant, class) in variants.iter().zip(&classes) {
        let writes: String = variant.fields.iter().map(|field| write_field(surface, field)).collect();
        text.push_str(&format!(
            "    if isinstance(_v, {class}):\n        return {{\n        \"type\": \"{}\",\n{writes}        }}\n",
            variant.tag
        ));
    }
    text.push_str(&format!("    raise _wire.wrong(_v, \"{union}\", _p)\n"));
    text
}

fn variant_name(declaration: &Declaration, variant: &Variant) -> String {
    format!("{}{}", declaration.name, pascal(&variant.tag))
}

/// A default in the place of a dataclass field: what could be changed is made anew for each value.
fn default(surface: &Surface, kind: &Type, value: &Value) -> String {
    let plain = default_value(surface, kind, value);
    match kind {
        Type::List(_) if plain == "()" => plain,
        Type::Map(_) => format!("field(default_factory=lambda: {plain})"),
        Type::Named(name)
            if !matches!(surface.declaration(name).map(|found| &found.shape), Some(Shape::Choice(_))) =>
        {
            format!("field(default_factory=lambda: {plain})")
        }
        _ => plain,
    }
}

fn default_value(surface: &Surface, kind: &Type, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => "None".into(),
        (_, Value::Bool(true)) => "True".into(),
        (_, Value::Bool(false)) => "False".into(),
        (Type::Float, Value::Number(number)) => format!("{:?}", number.as_f64().unwrap_or_default() as f32),
        (_, Value::Number(number)) => number.to_string(),
        (Type::Named(name), Value::String(word)) => format!("{name}.{}", screaming(word)),
        (_, Value::String(text)) => format!("{text:?}"),
        (_, Value::Array(values)) if values.is_empty() => "()".into(),
        (Type::Map(_), Value::Object(map)) if map.is_empty() => "{}".into(),
        (Type::Named(name), Value::Object(map)) => record_value(surface, name, map),
        _ => format!("None  # codegen: no default for {value}"),
    }
}

fn record_value(surface: &Surface, record: &str, map: &serde_json::Map<String, Value>) -> String {
    match surface.declaration(record).map(|declaration| (&declaration.shape, declaration)) {
        Some((Shape::Record(_), _)) => format!("{record}()"),
        Some((Shape::Union(_), declaration)) => {
            let tag = map.get("type").and_then(Value::as_str).unwrap_or_default();
            format!("{}{}()", declaration.name, pascal(tag))
        }
        _ => "None".into(),
    }
}

/// Writes `errors.py`.
pub(super) fn errors(surface: &Surface) -> String {
    let mut text = format!(
        "{GENERATED}\n\"\"\"Exceptions: one class per kind, each telling what the caller can do.\"\"\"\n\nfrom __future__ import annotations\n\n__all__ = [\n    \"CLASSES\",\n    \"SecretariatError\",\n{}]\n\n\nclass SecretariatError(Exception):\n    \"\"\"The base of all errors of Secretariat.\"\"\"\n\n    kind: str = \"internal\"\n    \"\"\"The kind of the error, such as `not_found`.\"\"\"\n    retryable: bool = False\n    \"\"\"Whether the same call may succeed later.\"\"\"\n    http_status: int = 500\n    \"\"\"The status with which a web service should answer.\"\"\"\n\n    def __init__(self, message: str) -> None:\n        super().__init__(message)\n        self.message = message\n",
        surface.errors.iter().map(|error| format!("    \"{}\",\n", error.class)).collect::<String>()
    );
    for error in &surface.errors {
        let retryable = if error.retryable { "True" } else { "False" };
        text.push_str(&format!(
            "\n\nclass {}(SecretariatError):\n{}\n    kind = \"{}\"\n    retryable = {retryable}\n    http_status = {}\n",
            error.class,
            docstring(&error.doc, "    "),
            error.code,
            error.http_status
        ));
    }
    text.push_str("\n\nCLASSES: dict[str, type[SecretariatError]] = {\n");
    for error in &surface.errors {
        text.push_str(&format!("    \"{}\": {},\n", error.code, error.class));
    }
    text.push_str("}\n\"\"\"The classes by kind.\"\"\"\n");
    text
}
