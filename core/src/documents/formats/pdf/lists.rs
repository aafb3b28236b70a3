//! Markers of list items.

use crate::documents::formats::day_line;

/// Splits a line into its list marker and the rest.
pub(super) fn marker(text: &str) -> Option<(&str, &str)> {
    let (head, rest) = text.split_once(' ').unwrap_or((text, ""));
    if day_line::is_day(head, rest) {
        return None;
    }
    if is_marker(head) {
        return Some((head, rest.trim_start()));
    }
    // Some fonts set the bullet tight against the text.
    let first = text.chars().next()?;
    if is_bullet(first) && !matches!(first, 'o' | '-' | '–' | '—' | '*') {
        let (head, rest) = text.split_at(first.len_utf8());
        return Some((head, rest.trim_start()));
    }
    None
}

/// Says whether a word alone marks a list item.
pub(super) fn is_marker(word: &str) -> bool {
    let mut characters = word.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return is_bullet(only);
    }
    let inner = word.strip_prefix('(').unwrap_or(word);
    let Some(inner) = inner.strip_suffix(['.', ')']) else { return false };
    let number = inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_digit());
    let letter = inner.len() == 1 && inner.chars().all(|c| c.is_ascii_alphabetic());
    let roman = inner.len() <= 4 && inner.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    !inner.is_empty() && (number || letter || roman)
}

fn is_bullet(character: char) -> bool {
    matches!(
        character,
        '•' | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '◆'
            | '◇'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '➢'
            | '✓'
            | '✔'
            | '→'
            | '☐'
            | '☑'
            | '☒'
            | 'o'
            | '-'
            | '–'
            | '—'
            | '*'
    )
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn bullets_numbers_and_letters_mark_items() {
        assert_eq!(marker("• Milk"), Some(("•", "Milk")));
        assert_eq!(marker("•Milk"), Some(("•", "Milk")));
        assert_eq!(marker("12. Milk"), Some(("12.", "Milk")));
        assert_eq!(marker("(a) Milk"), Some(("(a)", "Milk")));
        assert_eq!(marker("Milk 12."), None);
        assert_eq!(marker("-5 °C"), None);
        assert_eq!(marker("5. Mai 2026"), None);
    }
}
