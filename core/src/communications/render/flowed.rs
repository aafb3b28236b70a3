//! Plain text for mail: lines of at most 72 characters that a reader joins again (`format=flowed`, RFC 3676).
//!
//! A line that ends in a space goes on in the next; every other line ends where it ends. Lines that begin with a
//! space, `>` or `From ` get a space before them, which readers take away.

/// The longest line, as far as words allow.
const WIDTH: usize = 72;

/// Breaks text into flowed lines.
pub(super) fn flow(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (quote, words) = match line.strip_prefix("> ") {
            Some(words) => ("> ", words),
            None if line == ">" => (">", ""),
            None => ("", line),
        };
        wrap(quote, words.trim_end(), &mut lines);
    }
    lines.join("\n") + "\n"
}

fn wrap(quote: &str, text: &str, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_inclusive(' ') {
        let width = word.chars().count();
        let full = length > 0 && quote.len() + length + width > WIDTH + 1;
        // "-- " alone would start the signature, and a line of blanks alone would be no line.
        if full && line != "-- " && !line.trim().is_empty() {
            lines.push(format!("{quote}{}", stuffed(quote, &line)));
            line.clear();
            length = 0;
        }
        line.push_str(word);
        length += width;
    }
    lines.push(format!("{quote}{}", stuffed(quote, line.trim_end())));
}

/// Puts a space before what a reader or a mailbox would take for something else.
fn stuffed(quote: &str, line: &str) -> String {
    let risky = line.starts_with([' ', '>']) || line.starts_with("From ");
    match quote.is_empty() && risky {
        true => format!(" {line}"),
        false => line.to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Reads flowed text as a mail program does.
    pub(in crate::communications::render) fn joined(text: &str) -> String {
        let mut joined = String::new();
        let mut open: Option<bool> = None;
        for line in text.lines() {
            let quoted = line.starts_with('>');
            let words = line.strip_prefix('>').unwrap_or(line);
            let words = words.strip_prefix(' ').unwrap_or(words);
            if open != Some(quoted) {
                joined.push_str(if quoted { "> " } else { "" });
            }
            joined.push_str(words);
            open = words.ends_with(' ').then_some(quoted);
            if open.is_none() {
                joined.push('\n');
            }
        }
        joined
    }

    #[test]
    fn lines_are_short_and_join_to_what_they_were() {
        let long = "word ".repeat(60);
        let text = format!("{}\n\n> {}\n From here\n>x\nFrom x\n", long.trim_end(), long.trim_end());
        let flowed = flow(&text);
        assert!(flowed.lines().all(|line| line.chars().count() <= WIDTH + 2), "{flowed}");
        assert_eq!(joined(&flowed), text);
    }

    #[test]
    fn no_line_starts_a_signature_by_chance() {
        let text = format!("{} -- and more\n", "x".repeat(70));
        assert!(flow(&text).lines().all(|line| line != "-- "));
        assert_eq!(joined(&flow(&text)), text);
    }
}
