//! Right-to-left lines: pages hold them in the order seen, readers need the order spoken.

/// Says whether most letters of a line run from right to left.
fn is_right_to_left(text: &str) -> bool {
    let (mut right, mut letters) = (0, 0);
    for character in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        right += usize::from(runs_left(character));
    }
    right * 2 > letters
}

fn runs_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// Converts a line from the order seen to the order spoken; other lines stay as they are.
pub(super) fn spoken(text: String) -> String {
    if !is_right_to_left(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<char> = Vec::new();
    for character in text.chars().rev() {
        // Numbers and words in Latin letters keep their own direction.
        if character.is_ascii_alphanumeric()
            || (!run.is_empty() && matches!(character, '.' | ',' | '/' | ':' | '-'))
        {
            run.push(character);
            continue;
        }
        out.extend(run.drain(..).rev());
        out.push(match character {
            '(' => ')',
            ')' => '(',
            '[' => ']',
            ']' => '[',
            other => other,
        });
    }
    out.extend(run.into_iter().rev());
    out
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn hebrew_is_turned_and_numbers_are_not() {
        assert_eq!(spoken("123 םולש".into()), "שלום 123");
        assert_eq!(spoken("plain (text)".into()), "plain (text)");
    }
}
