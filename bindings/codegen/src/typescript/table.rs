//! The table from which the codec knows every type, call and component.

use crate::model::{Field, Shape, Surface, Type};
use crate::names::camel;

use super::GENERATED;

/// Writes `table.ts`.
pub(super) fn module(surface: &Surface) -> String {
    let mut text = format!(
        "{GENERATED}\nimport type {{ CallRow, ComponentRows, FieldRow, TypeRow }} from \"../codec.js\";\nimport type {{ ErrorKind }} from \"./types.js\";\n\n/** The version of the core. */\nexport const VERSION = \"{}\";\n",
        surface.version
    );
    text.push_str(
        "\n/** The types by name. */\nexport const TYPES: { readonly [name: string]: TypeRow } = {\n",
    );
    for declaration in &surface.types {
        let row = match &declaration.shape {
            Shape::Id => "{ id: true }".to_owned(),
            Shape::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{}\"", word.value)).collect();
                format!("{{ words: [{}] }}", words.join(", "))
            }
            Shape::Record(fields) => format!("{{ fields: {} }}", rows(fields, "  ")),
            Shape::Union(variants) => {
                let variants: String = variants
                    .iter()
                    .map(|variant| format!("      {}: {},\n", variant.tag, rows(&variant.fields, "      ")))
                    .collect();
                format!("{{\n    variants: {{\n{variants}    }},\n  }}")
            }
        };
        text.push_str(&format!("  {}: {row},\n", declaration.name));
    }
    text.push_str(
        "};\n\n/** The calls by name. */\nexport const CALLS: { readonly [name: string]: CallRow } = {\n",
    );
    for call in &surface.calls {
        let event =
            call.event.as_ref().map_or(String::new(), |kind| format!(", event: \"{}\"", kind_text(kind)));
        text.push_str(&format!(
            "  \"{}\": {{ given: {}, result: \"{}\"{event} }},\n",
            call.path,
            rows(&call.arguments, "  "),
            kind_text(&call.result)
        ));
    }
    for view in &surface.views {
        let given = rows(&view.arguments, "  ");
        text.push_str(&format!("  \"{}\": {{ given: {given}, result: \"unit\" }},\n", view.name));
    }
    text.push_str("};\n\n/** What opening an office takes. */\n");
    let open: Vec<Field> = super::options_of_opening(surface).cloned().collect();
    text.push_str(&format!("export const OPEN: readonly FieldRow[] = {};\n", rows(&open, "")));
    text.push_str("\n/** The components that a program may bring, by their name among the options of opening. */\nexport const COMPONENTS: { readonly [name: string]: ComponentRows } = {\n");
    for callback in &surface.callbacks {
        text.push_str(&format!("  {}: {{\n", component_name(&callback.name)));
        for method in &callback.methods {
            text.push_str(&format!(
                "    {}: {{ given: {}, result: \"{}\" }},\n",
                method.name,
                rows(&method.arguments, "    "),
                kind_text(&method.result)
            ));
        }
        text.push_str("  },\n");
    }
    text.push_str("};\n\n/** The kinds of errors: whether to try again, and the status of a web service for it. */\nexport const ERRORS: { readonly [code in ErrorKind]: { readonly retryable: boolean; readonly status: number } } = {\n");
    for error in &surface.errors {
        text.push_str(&format!(
            "  {}: {{ retryable: {}, status: {} }},\n",
            error.code, error.retryable, error.http_status
        ));
    }
    text.push_str("};\n");
    text
}

/// `FileParser` → `fileParser`.
pub(super) fn component_name(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn rows(fields: &[Field], indent: &str) -> String {
    if fields.is_empty() {
        return "[]".into();
    }
    let rows: String = fields
        .iter()
        .map(|field| {
            let default = field.default.as_ref().map_or(String::new(), |value| format!(", {value}"));
            format!(
                "{indent}  [\"{}\", \"{}\", \"{}\"{default}],\n",
                field.name,
                camel(&field.name),
                kind_text(&field.kind)
            )
        })
        .collect();
    format!("[\n{rows}{indent}]")
}

/// A type as the codec reads it: `?` may be null, `[]` a list, `{}` a map, a capital the name of a type.
pub(super) fn kind_text(kind: &Type) -> String {
    match kind {
        Type::Unit => "unit".into(),
        Type::String => "text".into(),
        Type::Bool => "bool".into(),
        Type::Int => "int".into(),
        Type::Float => "float".into(),
        Type::Decimal => "decimal".into(),
        Type::Date => "date".into(),
        Type::Time => "time".into(),
        Type::DateTime => "dateTime".into(),
        Type::Timestamp => "timestamp".into(),
        Type::Buffer => "buffer".into(),
        Type::Json => "json".into(),
        Type::Named(name) => name.clone(),
        Type::Optional(inner) => format!("?{}", kind_text(inner)),
        Type::List(inner) => format!("[]{}", kind_text(inner)),
        Type::Map(inner) => format!("{{}}{}", kind_text(inner)),
    }
}
