//! By which words an attachment is promised, and by which it is not, in six languages: `core/data/check/promises`.
//!
//! A line there is a kind and a regular expression without regard to case. What stands whole (`sure`, `yes`, `no`) is
//! looked for as it is; the other kinds only together, as "I am sending you" with "the report".

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// Formats of files, as people name them; stands for `{F}` in the lists.
const FORMATS: &str =
    "pdf(?:s|'?jes?)?|word|excel|gpx|zip|jpe?gs?|png|csv|mp3|mp4|docx?|xlsx?|pptx?|powerpoint|odt|rtf|scans?";
/// How many bytes the automaton of one list may take.
const LARGEST: usize = 32 << 20;

/// The phrases of one language.
pub(super) struct Phrases {
    /// The two letters of the language.
    pub(super) language: &'static str,
    lists: &'static str,
    /// The lists, compiled when the language is first met.
    compiled: OnceLock<Option<Lists>>,
}

/// The lists of one language.
struct Lists {
    /// What promises whatever else the sentence says, as "please find attached": a set phrase at its place.
    sure: Regex,
    /// What promises unless the sentence takes it back.
    yes: Regex,
    /// What takes a promise back: somebody else attached it, it is wanted, it comes later, it is lost, or it is no
    /// file.
    no: Regex,
    /// What one attaches.
    paper: Regex,
    /// Its format.
    format: Regex,
    /// "I am sending you", before a paper.
    give: Regex,
    /// "Here is", "for your information", before a paper.
    here: Regex,
    /// "Here it comes", "as a PDF", after a paper.
    back: Regex,
    /// "Below", beside a format: a table below is none.
    below: Regex,
    /// "With this message", beside a paper.
    carry: Regex,
    /// What takes back words that promise only together: a link, the post, tomorrow, if you like.
    away: Regex,
}

/// How far apart, in bytes, two words that promise together may stand.
const NEAR: usize = 90;

impl Lists {
    fn read(lists: &str) -> Option<Self> {
        let of = |kind: &str| {
            let lines = lists.lines().filter_map(|line| line.split_once(' '));
            let found: Vec<&str> = lines.filter(|(of, _)| *of == kind).map(|(_, phrase)| phrase).collect();
            found.join("|").replace("{F}", FORMATS)
        };
        let compiled = |pattern: &str| {
            RegexBuilder::new(pattern).case_insensitive(true).size_limit(LARGEST).build().ok()
        };
        let list = |kind: &str| compiled(&of(kind));
        Some(Self {
            sure: list("sure")?,
            yes: list("yes")?,
            no: list("no")?,
            paper: compiled(&format!(r"\b(?:{}|{FORMATS})\b", of("paper")))?,
            format: compiled(&format!(r"\b(?:{FORMATS})\b"))?,
            give: list("give")?,
            here: list("here")?,
            back: list("back")?,
            below: list("below")?,
            carry: list("carry")?,
            away: list("away")?,
        })
    }

    fn promise(&self, sentence: &str) -> bool {
        if self.sure.is_match(sentence) {
            return true;
        }
        let said = self.yes.is_match(sentence) || self.together(sentence);
        said && !self.no.is_match(sentence)
    }

    /// Says whether words promise together that promise nothing alone.
    fn together(&self, sentence: &str) -> bool {
        let after = |cue: &Regex, wanted: &Regex| {
            cue.find_iter(sentence).any(|found| wanted.is_match(beside(sentence, found.end(), true)))
        };
        let before = |cue: &Regex, wanted: &Regex| {
            cue.find_iter(sentence).any(|found| wanted.is_match(beside(sentence, found.start(), false)))
        };
        let said = after(&self.give, &self.paper)
            || (after(&self.here, &self.paper) && !lists_here(sentence))
            || before(&self.back, &self.paper)
            || after(&self.below, &self.format)
            || before(&self.below, &self.format)
            || after(&self.carry, &self.paper)
            || before(&self.carry, &self.paper);
        said && !self.away.is_match(sentence)
    }
}

/// Returns what stands near a place, after or before it.
fn beside(sentence: &str, at: usize, after: bool) -> &str {
    let ends = |end: &usize| sentence.is_char_boundary(*end);
    let near = if after {
        (at..=(at + NEAR).min(sentence.len())).rev().find(ends).and_then(|end| sentence.get(at..end))
    } else {
        (at.saturating_sub(NEAR)..at).find(ends).and_then(|start| sentence.get(start..at))
    };
    near.unwrap_or_default()
}

/// Says whether what is announced stands in the message itself: "here is the list: a, b, c".
fn lists_here(sentence: &str) -> bool {
    sentence.split_once(": ").is_some_and(|(_, rest)| rest.contains(','))
}

impl Phrases {
    const fn new(language: &'static str, lists: &'static str) -> Self {
        Self { language, lists, compiled: OnceLock::new() }
    }

    /// Says whether a sentence promises an attachment.
    pub(super) fn promise(&self, sentence: &str) -> bool {
        self.compiled
            .get_or_init(|| Lists::read(self.lists))
            .as_ref()
            .is_some_and(|lists| lists.promise(sentence))
    }
}

pub(super) static LANGUAGES: [Phrases; 6] = [
    Phrases::new("en", include_str!("../../../../data/check/promises/en.txt")),
    Phrases::new("de", include_str!("../../../../data/check/promises/de.txt")),
    Phrases::new("fr", include_str!("../../../../data/check/promises/fr.txt")),
    Phrases::new("es", include_str!("../../../../data/check/promises/es.txt")),
    Phrases::new("it", include_str!("../../../../data/check/promises/it.txt")),
    Phrases::new("nl", include_str!("../../../../data/check/promises/nl.txt")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        for phrases in &LANGUAGES {
            assert!(Lists::read(phrases.lists).is_some(), "{}", phrases.language);
            for line in phrases.lists.lines() {
                let (kind, phrase) = line.split_once(' ').unwrap();
                let kinds = ["paper", "sure", "yes", "no", "give", "here", "back", "below", "carry", "away"];
                assert!(kinds.contains(&kind), "{}: {line}", phrases.language);
                let phrase = format!("(?i){}", phrase.replace("{F}", FORMATS));
                assert!(Regex::new(&phrase).is_ok_and(|phrase| !phrase.is_match("")), "{line}");
            }
        }
    }
}
