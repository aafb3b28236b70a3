//! Interfaces, classes, unions and words.

use crate::model::{Call, Declaration, Field, Shape, Surface, Type, Variant, Word};
use crate::names::{camel, pascal};

use super::forms::Forms;
use super::{GENERATED, annotation, call_doc, field_doc, jsdoc, members, optional_member, parameter};

/// Writes `types.ts`.
pub(super) fn module(surface: &Surface, forms: &Forms) -> String {
    let mut text = format!(
        "{GENERATED}\n/** The types of Secretariat: what documents say, with evidence, and what is asked of an office. */\n\nimport type {{ Fields, Json }} from \"../codec.js\";\nimport {{ callNow }} from \"../calls.js\";\nimport {{ adopt }} from \"../reading.js\";\n"
    );
    for (name, doc) in [
        ("CivilDate", "A day without a time zone, in ISO 8601: `2026-03-02`."),
        ("CivilTime", "A time of day without a time zone, in ISO 8601: `09:00:00`."),
        ("CivilDateTime", "A day and a time without a time zone, in ISO 8601: `2026-03-02T09:00:00`."),
        ("DecimalText", "A decimal number, exactly as it was read: `1234.50`."),
    ] {
        text.push_str(&format!("\n{}export type {name} = string;\n", jsdoc(doc, "")));
    }
    for declaration in &surface.types {
        text.push('\n');
        text.push_str(&declare(surface, declaration, forms));
        if forms.has_input_form(&declaration.name) {
            text.push('\n');
            text.push_str(&input_form(declaration, forms));
        }
    }
    text
}

fn declare(surface: &Surface, declaration: &Declaration, forms: &Forms) -> String {
    let Declaration { name, doc, shape, .. } = declaration;
    let input = forms.is_input(name);
    let calls: Vec<&Call> = surface.calls_of(name).collect();
    match shape {
        Shape::Id => format!("{}export type {name} = string;\n", jsdoc(doc, "")),
        Shape::Choice(words) => choice(name, doc, words),
        Shape::Record(fields) if calls.is_empty() => {
            interface(name, doc, "", &record_members(fields, input.then_some(forms)))
        }
        Shape::Record(fields) => class(name, doc, fields, &calls),
        Shape::Union(variants) => union(declaration, variants, &calls, input.then_some(forms)),
    }
}

fn choice(name: &str, doc: &str, words: &[Word]) -> String {
    let told: String = words
        .iter()
        .filter(|word| !word.doc.is_empty())
        .map(|word| format!("\n- `\"{}\"`: {}", word.value, word.doc.trim().replace('\n', " ")))
        .collect();
    let told = if told.is_empty() { told } else { format!("\n{told}") };
    let members: String = words.iter().map(|word| format!("\n  | \"{}\"", word.value)).collect();
    format!("{}export type {name} ={members};\n", jsdoc(&format!("{}{told}", doc.trim()), ""))
}

fn interface(name: &str, doc: &str, extends: &str, members: &str) -> String {
    format!("{}export interface {name}{extends} {{\n{members}}}\n", jsdoc(doc, ""))
}

fn record_members(fields: &[Field], input: Option<&Forms>) -> String {
    fields
        .iter()
        .map(|field| match input {
            Some(forms) if field.default.is_some() => {
                format!(
                    "{}  readonly {};\n",
                    jsdoc(&field_doc(field), "  "),
                    optional_member(field, Some(forms))
                )
            }
            _ => member(field, input, ""),
        })
        .collect()
}

fn member(field: &Field, input: Option<&Forms>, declare: &str) -> String {
    let (doc, name) = (jsdoc(&field.doc, "  "), camel(&field.name));
    format!("{doc}  {declare}readonly {name}: {};\n", annotation(&field.kind, input))
}

fn class(name: &str, doc: &str, fields: &[Field], calls: &[&Call]) -> String {
    let members: String = fields.iter().map(|field| member(field, None, "declare ")).collect();
    format!(
        "{}export class {name} {{\n{members}\n  /** Makes one of its fields, such as stored ones. */\n  constructor(fields: Fields<{name}>) {{\n    Object.assign(this, fields);\n  }}\n{}}}\nadopt(\"{name}\", {name}.prototype);\n",
        jsdoc(doc, ""),
        methods(calls)
    )
}

/// The calls of a type as methods; one named `label` is also what it prints as.
fn methods(calls: &[&Call]) -> String {
    let mut text: String = calls.iter().map(|call| method(call)).collect();
    if calls.iter().any(|call| call.name == "label") {
        text.push_str("\n  /** The label. */\n  toString(): string {\n    return this.label();\n  }\n");
    }
    text
}

fn method(call: &Call) -> String {
    let parameters: Vec<String> = call
        .arguments
        .iter()
        .map(|field| format!("{}: {}", parameter(&field.name), annotation(&field.kind, None)))
        .collect();
    let result = annotation(&call.result, None);
    let keyword = if call.result == Type::Unit { "" } else { "return " };
    format!(
        "\n{}  {}({}): {result} {{\n    {keyword}callNow<{result}>(\"{}\", {}, this);\n  }}\n",
        jsdoc(&call_doc(&call.doc, &call.arguments), "  "),
        camel(&call.name),
        parameters.join(", "),
        call.path,
        members(&call.arguments)
    )
}

fn union(declaration: &Declaration, variants: &[Variant], calls: &[&Call], input: Option<&Forms>) -> String {
    let Declaration { name, doc, .. } = declaration;
    let mut text = String::new();
    let mut extends = String::new();
    if !calls.is_empty() {
        extends = format!(" extends {name}Methods");
        text.push_str(&format!(
            "/** What every {{@link {name}}} can do. */\nexport abstract class {name}Methods {{{}}}\nadopt(\"{name}\", {name}Methods.prototype);\n\n",
            methods(calls)
        ));
    }
    for variant in variants {
        text.push_str(&variant_interface(name, variant, &extends, "", input));
        text.push('\n');
    }
    let names: String =
        variants.iter().map(|variant| format!("\n  | {name}{}", pascal(&variant.tag))).collect();
    text.push_str(&format!("{}export type {name} ={names};\n", jsdoc(doc, "")));
    text
}

fn variant_interface(
    union: &str,
    variant: &Variant,
    extends: &str,
    suffix: &str,
    input: Option<&Forms>,
) -> String {
    let members = format!(
        "  /** Tells the variants apart. */\n  readonly type: \"{}\";\n{}",
        variant.tag,
        record_members(&variant.fields, input)
    );
    interface(&format!("{union}{}{suffix}", pascal(&variant.tag)), &variant.doc, extends, &members)
}

/// What is given back whole may be written with fields left out.
fn input_form(declaration: &Declaration, forms: &Forms) -> String {
    let Declaration { name, doc, shape, .. } = declaration;
    let doc = format!("{}\n\nAs a program writes it: fields with a default may be left out.", doc.trim());
    match shape {
        Shape::Id | Shape::Choice(_) => String::new(),
        Shape::Record(fields) => {
            interface(&format!("{name}Input"), &doc, "", &record_members(fields, Some(forms)))
        }
        Shape::Union(variants) => {
            let mut text: String = variants
                .iter()
                .map(|variant| variant_interface(name, variant, "", "Input", Some(forms)) + "\n")
                .collect();
            let names: String =
                variants.iter().map(|variant| format!("\n  | {name}{}Input", pascal(&variant.tag))).collect();
            text.push_str(&format!("{}export type {name}Input ={names};\n", jsdoc(&doc, "")));
            text
        }
    }
}
