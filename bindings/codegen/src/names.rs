//! Names in the case of each language.

/// `list_item` and `list.item` → `ListItem`.
pub(crate) fn pascal(name: &str) -> String {
    name.split(['_', '.']).map(capital).collect()
}

/// `list_item` → `listItem`.
pub(crate) fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let mut letters = pascal.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `list_item` and `list.item` → `LIST_ITEM`.
pub(crate) fn screaming(name: &str) -> String {
    name.to_uppercase().replace('.', "_")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words of the documentation as they read outside of Rust: intra-doc links become plain code.
pub(crate) fn prose(doc: &str) -> String {
    doc.replace("[`", "`").replace("`]", "`").replace("`None`", "nothing").replace("::", ".")
}
