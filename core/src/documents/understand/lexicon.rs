//! The cue words of each language: data in `core/data/understand/<tag>.lex`, compiled once.
//!
//! A file has sections in brackets, one regular expression per line, `#` for comments. A pattern that
//! begins or ends with a letter matches whole words only. To add a language, add a file and a row to
//! [`FILES`]; nothing else names one.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

/// The languages by tag, each with its file.
const FILES: [(&str, &str); 2] = [
    ("en", include_str!("../../../data/understand/en.lex")),
    ("de", include_str!("../../../data/understand/de.lex")),
];

static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| FILES.iter().map(|(tag, text)| Lexicon::read(tag, text)).collect());

/// A pattern that is compiled when it is first asked for: a short document needs few.
#[derive(Debug)]
struct Cue {
    pattern: String,
    regex: OnceLock<Regex>,
}

/// The cues of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The language as a BCP 47 tag.
    pub(super) tag: &'static str,
    cues: BTreeMap<&'static str, Cue>,
    /// Sections of plain words, in order: months, weekdays, number words, units.
    words: BTreeMap<&'static str, Vec<Vec<&'static str>>>,
}

impl Lexicon {
    /// Returns the lexicons of all languages.
    pub(super) fn all() -> &'static [Lexicon] {
        &LEXICONS
    }

    /// Returns the lexicon of a language; that of the first language for one without.
    pub(super) fn of(tag: &str) -> &'static Lexicon {
        LEXICONS.iter().find(|lexicon| tag.starts_with(lexicon.tag)).unwrap_or(&LEXICONS[0])
    }

    fn read(tag: &'static str, text: &'static str) -> Self {
        let mut lexicon = Self { tag, cues: BTreeMap::new(), words: BTreeMap::new() };
        let mut section = ("", Vec::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) if name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b':') => {
                    lexicon.close(std::mem::replace(&mut section, (name, Vec::new())));
                }
                _ => section.1.push(line),
            }
        }
        lexicon.close(section);
        lexicon
    }

    fn close(&mut self, (name, lines): (&'static str, Vec<&'static str>)) {
        if let Some(name) = name.strip_prefix("words:") {
            self.words.insert(name, lines.iter().map(|line| line.split_whitespace().collect()).collect());
        } else if !name.is_empty() {
            let pattern =
                format!("(?i){}", lines.iter().map(|line| bounded(line)).collect::<Vec<_>>().join("|"));
            self.cues.insert(name, Cue { pattern, regex: OnceLock::new() });
        }
    }

    /// Returns the pattern of a section; one that never matches for a section the language lacks.
    pub(super) fn cue(&self, name: &str) -> &Regex {
        static NEVER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\s\S]").expect("a fixed pattern"));
        self.cues.get(name).map_or(&NEVER, |cue| {
            cue.regex.get_or_init(|| {
                Regex::new(&cue.pattern).expect("a test compiles every section of the lexicons")
            })
        })
    }

    /// Says whether a cue of the section stands in the text.
    pub(super) fn has(&self, name: &str, text: &str) -> bool {
        self.cue(name).is_match(text)
    }

    /// Returns the lines of a section of words.
    pub(super) fn words(&self, name: &str) -> &[Vec<&'static str>] {
        self.words.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Says whether a cue of the section of any language stands in the text.
pub(super) fn any(name: &str, text: &str) -> bool {
    Lexicon::all().iter().any(|lexicon| lexicon.has(name, text))
}

/// Sets word boundaries at the ends of each alternative that are letters.
fn bounded(line: &str) -> String {
    alternatives(line).into_iter().map(bounded_one).collect::<Vec<_>>().join("|")
}

/// Cuts a pattern at its outermost bars.
fn alternatives(line: &str) -> Vec<&str> {
    let (mut depth, mut class, mut escaped, mut start) = (0_u32, false, false, 0);
    let mut parts = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => {}
            '[' => class = true,
            ']' => class = false,
            '(' if !class => depth += 1,
            ')' if !class => depth = depth.saturating_sub(1),
            '|' if depth == 0 && !class => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&line[start..]);
    parts
}

fn bounded_one(part: &str) -> String {
    let inner = part.trim_start_matches("(?:").trim_start_matches('(');
    let starts = inner.chars().next().is_some_and(char::is_alphanumeric);
    let tail: String = part.trim_end_matches(')').chars().rev().take(2).collect();
    // An escape such as `\t` is no letter.
    let ends = tail.chars().next().is_some_and(char::is_alphanumeric) && tail.chars().nth(1) != Some('\\');
    let (open, close) = (if starts { r"\b" } else { "" }, if ends { r"\b" } else { "" });
    format!("{open}(?:{part}){close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_section() {
        let [first, rest @ ..] = Lexicon::all() else { panic!("no language") };
        for other in rest {
            assert_eq!(first.cues.keys().collect::<Vec<_>>(), other.cues.keys().collect::<Vec<_>>());
            assert_eq!(first.words.keys().collect::<Vec<_>>(), other.words.keys().collect::<Vec<_>>());
        }
        for lexicon in Lexicon::all() {
            assert!(lexicon.cues.keys().all(|name| !lexicon.cue(name).as_str().is_empty()));
        }
    }

    #[test]
    fn cues_know_how_people_ask_and_leave_things_open() {
        for (cue, text) in [
            ("firm_request", "The fire procedure is to be put up in Rooms 6 and 7."),
            ("firm_request", "Would you have a word with next door?"),
            ("firm_request", "Ein Angebot wäre uns sehr willkommen."),
            ("firm_request", "Dazu fehlt uns noch Ihre Aufstellung."),
            ("called_on", "Sabine, ziehst du bitte die Akte?"),
            ("called_on", "Tom, could you ring the printer"),
            ("open_question", "It was left open who has the phone."),
            ("open_question", "Nicht geklärt werden konnte, wer die Box leert."),
            ("kind_posted", "NOTICE TO ALL TENANTS"),
            ("kind_posted", "An die Anschlussnehmer Am Bach 10"),
        ] {
            assert!(any(cue, text), "{cue}: {text}");
        }
        assert!(!any("open_question", "archive whatever nobody has touched"));
    }

    #[test]
    fn cues_match_whole_words() {
        assert!(any("request", "Please send us the form."));
        assert!(!any("request", "A displeased customer."));
        // What ends with an escape ends with no letter.
        assert!(any("attendees", "Present: Ann, Bob"));
        assert!(any("attendees", "Anwesend: Frau Kühn, Herr Brandl"));
    }
}
