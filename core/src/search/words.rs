//! Words as the index sees them: lower case, without punctuation, each ideograph on its own.

/// The longest word in characters; what follows begins a new one (encoded data, not language).
const LONGEST: usize = 48;

/// Calls `each` with every word of `text`, in lower case.
///
/// A word is a run of letters, digits and combining marks. Apostrophes stay inside words (as `'`), full
/// stops and commas inside numbers.
pub(super) fn for_each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut length = 0;
    let mut chars = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = chars.next() {
        let letter = if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_mark(c) };
        let joins = !letter
            && !word.is_empty()
            && match c {
                '\'' | '’' => {
                    previous.is_alphabetic() && chars.peek().is_some_and(|next| next.is_alphabetic())
                }
                '.' | ',' => previous.is_numeric() && chars.peek().is_some_and(|next| next.is_numeric()),
                // A soft hyphen is not part of the word that it divides.
                '\u{ad}' => true,
                _ => false,
            };
        let ideograph = letter && is_ideograph(c);
        if !word.is_empty() && (!(letter || joins) || ideograph || length >= LONGEST) {
            each(&word);
            word.clear();
            length = 0;
        }
        previous = c;
        if letter {
            if c.is_ascii() {
                word.push(c.to_ascii_lowercase());
            } else {
                word.extend(c.to_lowercase());
            }
            length += 1;
            if ideograph {
                each(&word);
                word.clear();
                length = 0;
            }
        } else if joins && c != '\u{ad}' {
            word.push(if c == '’' { '\'' } else { c });
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Says whether a script writes without spaces and a character is a word of its own.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for_each_word(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_lower_case_and_numbers_stay_whole() {
        assert_eq!(
            split("The Company’s 1,500.00 EUR (see §3.2) isn't «Grüße» in Straß\u{ad}burg."),
            ["the", "company's", "1,500.00", "eur", "see", "3.2", "isn't", "grüße", "in", "straßburg"]
        );
        assert_eq!(split("东京 tower"), ["东", "京", "tower"]);
        assert_eq!(split("…!? \u{0}"), Vec::<String>::new());
        assert_eq!(split(&"a".repeat(100)).len(), 3);
    }
}
