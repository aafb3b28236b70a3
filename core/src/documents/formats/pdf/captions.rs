//! Captions of figures and tables.

/// What a caption belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Captioned {
    /// A picture or diagram.
    Figure,
    /// A table.
    Table,
}

/// Recognises a caption by its first words: `Figure 3`, `Abb. 2`, `Table 1:`.
pub(super) fn captioned(text: &str) -> Option<Captioned> {
    let (word, rest) = text.split_once(' ')?;
    if !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match word.trim_end_matches('.').to_lowercase().as_str() {
        "figure" | "fig" | "abbildung" | "abb" => Some(Captioned::Figure),
        "table" | "tab" | "tabelle" => Some(Captioned::Table),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Captioned, captioned};

    #[test]
    fn figures_and_tables_are_told_apart() {
        assert_eq!(captioned("Fig. 3: The house"), Some(Captioned::Figure));
        assert_eq!(captioned("Tabelle 1 Preise"), Some(Captioned::Table));
        assert_eq!(captioned("Table of contents"), None);
    }
}
