//! Identities, choices, records, unions and errors.

use crate::model::{Call, Declaration, Field, Shape, Style, Surface, Type, Variant, Word};
use crate::names::{pascal, screaming};

use super::api::body;
use super::{
    IMPORTS, PACKAGE, annotation, call_doc, default_value, file, joined, kdoc, name, ordered, parameters,
};

/// Writes `Words.kt`: what is a single word, with a meaning.
pub(super) fn words(surface: &Surface) -> String {
    let mut text = String::new();
    for declaration in &surface.types {
        match &declaration.shape {
            Shape::Id => text.push_str(&identity(declaration)),
            Shape::Choice(words) => text.push_str(&choice(declaration, words)),
            Shape::Record(_) | Shape::Union(_) => {}
        }
    }
    file(PACKAGE, &[], &text)
}

fn identity(declaration: &Declaration) -> String {
    format!(
        "\n{}@JvmInline\npublic value class {}(public val value: String) {{\n    override fun toString(): String = value\n}}\n",
        kdoc(&declaration.doc, ""),
        declaration.name
    )
}

fn choice(declaration: &Declaration, words: &[Word]) -> String {
    let mut text = format!(
        "\n{}public enum class {}(\n    /** The word as it crosses the border. */\n    public val wire: String,\n) {{\n",
        kdoc(&declaration.doc, ""),
        declaration.name
    );
    for word in words {
        text.push_str(&kdoc(&word.doc, "    "));
        text.push_str(&format!("    {}(\"{}\"),\n", screaming(&word.value), word.value));
    }
    text.push_str("    ;\n\n    /** Prints the word. */\n    override fun toString(): String = wire\n}\n");
    text
}

/// Writes `Types.kt`.
pub(super) fn records(surface: &Surface) -> Result<String, String> {
    let mut text = String::new();
    for declaration in &surface.types {
        let calls: Vec<&Call> = surface.calls_of(&declaration.name).collect();
        match &declaration.shape {
            Shape::Id | Shape::Choice(_) => {}
            Shape::Record(fields) => {
                let class = Class {
                    name: declaration.name.clone(),
                    doc: &declaration.doc,
                    fields,
                    of: None,
                    calls: &calls,
                    indent: "",
                };
                text.push_str(&class.text(surface)?);
            }
            Shape::Union(variants) => text.push_str(&union(surface, declaration, variants, &calls)?),
        }
    }
    Ok(file(PACKAGE, &IMPORTS, &text))
}

/// A data class to be written.
struct Class<'a> {
    name: String,
    doc: &'a str,
    fields: &'a [Field],
    /// The union that it is a variant of.
    of: Option<&'a str>,
    calls: &'a [&'a Call],
    indent: &'a str,
}

impl Class<'_> {
    fn text(&self, surface: &Surface) -> Result<String, String> {
        let Self { name: class, doc, fields, of, indent, .. } = self;
        let parent = of.map_or_else(String::new, |union| format!(" : {union}"));
        let mut inside = self.members(surface)?;
        let mut text = format!("\n{}", kdoc(doc, indent));
        if fields.is_empty() {
            text.push_str(&format!("{indent}public data object {class}{parent}"));
        } else {
            text.push_str(&format!("{indent}public data class {class}(\n"));
            for field in ordered(fields) {
                let default = match &field.default {
                    Some(value) => format!(" = {}", default_value(surface, &field.kind, value)?),
                    None => String::new(),
                };
                text.push_str(&kdoc(&field.doc, &format!("{indent}    ")));
                let line = format!("public val {}: {}{default}", name(&field.name), annotation(&field.kind));
                text.push_str(&format!("{indent}    {line},\n"));
            }
            text.push_str(&format!("{indent}){parent}"));
        }
        if let Some(shortcuts) = shortcuts(class) {
            inside.push_str(&format!("\n{indent}    public companion object : {shortcuts}()\n"));
        }
        match inside.strip_prefix('\n') {
            Some(inside) => text.push_str(&format!(" {{\n{inside}{indent}}}\n")),
            None => text.push('\n'),
        }
        Ok(text)
    }

    fn members(&self, surface: &Surface) -> Result<String, String> {
        let mut text = String::new();
        // Variants have the calls of their union.
        if self.of.is_none() {
            for call in self.calls {
                text.push_str(&member(surface, call)?);
            }
        }
        if self.calls.iter().any(|call| call.name == "label") {
            text.push_str(&format!(
                "\n{0}    /** Prints the label. */\n{0}    override fun toString(): String = label()\n",
                self.indent
            ));
        }
        if self.fields.iter().any(|field| is_buffer(&field.kind)) {
            text.push_str(&self.equality());
        }
        Ok(text)
    }

    /// Arrays are compared by identity, so a class that holds bytes says itself what is equal.
    fn equality(&self) -> String {
        let Self { name: class, fields, indent, .. } = self;
        let (mut same, mut hash, mut shown) = (Vec::new(), Vec::new(), Vec::new());
        for field in *fields {
            let own = name(&field.name);
            match is_buffer(&field.kind) {
                true => {
                    same.push(format!("{own}.contentEquals(other.{own})"));
                    hash.push(format!("{own}.contentHashCode()"));
                    let mark = if matches!(field.kind, Type::Optional(_)) { "?" } else { "" };
                    shown.push(format!("{own}=${{{own}{mark}.size}} bytes"));
                }
                false => {
                    same.push(format!("{own} == other.{own}"));
                    hash.push(format!("{own}.hashCode()"));
                    shown.push(format!("{own}=${own}"));
                }
            }
        }
        format!(
            "\n{indent}    override fun equals(other: Any?): Boolean =\n{indent}        this === other || other is {class} &&\n{indent}            {}\n\n{indent}    override fun hashCode(): Int =\n{indent}        listOf(\n{indent}            {},\n{indent}        ).hashCode()\n\n{indent}    override fun toString(): String =\n{indent}        \"{class}({})\"\n",
            same.join(&format!(" &&\n{indent}            ")),
            hash.join(&format!(",\n{indent}            ")),
            shown.join(", "),
        )
    }
}

fn is_buffer(kind: &Type) -> bool {
    match kind {
        Type::Optional(inner) => **inner == Type::Buffer,
        other => *other == Type::Buffer,
    }
}

/// What is written by hand beside a class, because it is sugar.
fn shortcuts(class: &str) -> Option<&'static str> {
    match class {
        "Source" => Some("SourceShortcuts"),
        "DraftRequest" => Some("DraftRequestShortcuts"),
        _ => None,
    }
}

/// A call that belongs to a type.
fn member(surface: &Surface, call: &Call) -> Result<String, String> {
    let suspend = if call.style == Style::SlowFunction { "suspend " } else { "" };
    Ok(format!(
        "\n{}    public {suspend}fun {}({}): {} =\n        {}\n",
        kdoc(&call_doc(&call.doc, &call.arguments), "    "),
        name(&call.name),
        joined(&parameters(surface, &call.arguments)?, "    "),
        annotation(&call.result),
        body(surface, call, "this@", "        "),
    ))
}

fn union(
    surface: &Surface,
    declaration: &Declaration,
    variants: &[Variant],
    calls: &[&Call],
) -> Result<String, String> {
    let union = &declaration.name;
    let mut inside = String::new();
    for call in calls {
        inside.push_str(&member(surface, call)?);
    }
    for variant in variants {
        clash(surface, declaration, variants, variant)?;
        let class = Class {
            name: pascal(&variant.tag),
            doc: &variant.doc,
            fields: &variant.fields,
            of: Some(union),
            calls,
            indent: "    ",
        };
        inside.push_str(&class.text(surface)?);
    }
    let inside = inside.strip_prefix('\n').unwrap_or(&inside);
    Ok(format!("\n{}public sealed interface {union} {{\n{inside}}}\n", kdoc(&declaration.doc, "")))
}

/// A variant hides a type of the same name inside of its union: that is refused where it would be meant.
fn clash(
    surface: &Surface,
    declaration: &Declaration,
    variants: &[Variant],
    variant: &Variant,
) -> Result<(), String> {
    let hidden: Vec<String> = variants.iter().map(|variant| pascal(&variant.tag)).collect();
    let calls: Vec<&Call> = surface.calls_of(&declaration.name).collect();
    let kinds = variant.fields.iter().map(|field| &field.kind);
    let kinds = kinds.chain(calls.iter().map(|call| &call.result));
    for kind in kinds.chain(calls.iter().flat_map(|call| call.arguments.iter().map(|field| &field.kind))) {
        let annotated = annotation(kind);
        let named = annotated.split(|letter: char| !letter.is_alphanumeric());
        if let Some(name) = named.into_iter().find(|name| hidden.iter().any(|other| other == name)) {
            return Err(format!("{}: a variant hides the type {name}", declaration.name));
        }
    }
    Ok(())
}

/// Writes `Errors.kt`.
pub(super) fn errors(surface: &Surface) -> String {
    let mut text = format!(
        "\n{}public sealed class SecretariatException(\n    /** The kind of the error: says what the caller can do. */\n    public val code: ErrorKind,\n    override val message: String,\n    /** Whether the same call may succeed later. */\n    public val retryable: Boolean,\n    /** The status with which a web service should answer. */\n    public val httpStatus: Int,\n) : Exception(message) {{\n",
        kdoc("What every call fails with: one class per kind, each telling what the caller can do.", "")
    );
    let class = |class: &str| class.strip_suffix("Error").unwrap_or(class).to_owned();
    for error in &surface.errors {
        text.push_str(&format!(
            "{}    public class {}(message: String, retryable: Boolean = {}) :\n        SecretariatException(ErrorKind.{}, message, retryable, {})\n\n",
            kdoc(&error.doc, "    "),
            class(&error.class),
            error.retryable,
            screaming(&error.code),
            error.http_status,
        ));
    }
    text.push_str("    internal companion object {\n        /** Makes the exception of an error of the core. */\n        fun of(code: String, message: String, retryable: Boolean): SecretariatException =\n            when (code) {\n");
    for error in &surface.errors {
        text.push_str(&format!(
            "                \"{}\" -> {}(message, retryable)\n",
            error.code,
            class(&error.class)
        ));
    }
    text.push_str(
        "                else -> Internal(\"$code: $message\", retryable)\n            }\n    }\n}\n",
    );
    file(PACKAGE, &[], &text)
}
