//! The sentences of the sources, found again by the words that they share with a sentence of the text.

use std::collections::{HashMap, HashSet};

use super::report::CheckSource;
use crate::evidence::{Span, TextIndex};
use crate::search::sentences;
use crate::values::{self, Language, Reading, Value, ValueOptions};

/// What two sentences must share, per mille of the longer one's words, for one to be a copy of the other.
pub(crate) const COPY: usize = 700;
/// Below this the words tell nothing, as between languages: then shared values tell which sentence is meant.
pub(crate) const ALIKE: usize = 150;
/// Of a word in more sentences than these only the first ones count, so that the work stays linear.
const MOST_PLACES: usize = 1_000;

/// A sentence of a source.
#[derive(Debug)]
pub(crate) struct SourceSentence<'a> {
    pub(crate) source: &'a CheckSource,
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    words: usize,
    pub(crate) values: Vec<Value>,
}

/// All sentences of all sources.
#[derive(Debug, Default)]
pub(crate) struct Sources<'a> {
    pub(crate) sentences: Vec<SourceSentence<'a>>,
    /// For each word, the sentences that hold it.
    places: HashMap<String, Vec<usize>>,
    /// For each word with digits, the sentences that hold it.
    references: HashMap<String, Vec<usize>>,
}

/// The source sentence that is nearest to a sentence of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nearest<'s, 'a> {
    pub(crate) sentence: Option<&'s SourceSentence<'a>>,
    /// How much both share, per mille of the longer one's words.
    pub(crate) shared: usize,
}

impl<'a> Sources<'a> {
    /// Reads sources, each in its own language.
    pub(crate) fn read(sources: &'a [CheckSource], options: &ValueOptions) -> Self {
        let mut read = Self::default();
        for source in sources {
            read.add(source, options);
        }
        read
    }

    fn add(&mut self, source: &'a CheckSource, options: &ValueOptions) {
        let language = language(&source.text).unwrap_or(options.language);
        let options = ValueOptions { language, ..options.clone() };
        let index = TextIndex::new(&source.text);
        let mut values = values::find(&source.text, &options).into_iter().peekable();
        for span in sentences(&source.text, Some(language.code())) {
            let mut inside = Vec::new();
            while let Some(value) = values.next_if(|value| value.span.start < span.end) {
                inside.push(value);
            }
            let text = index.slice(span);
            let words = words(text);
            let at = self.sentences.len();
            for word in &words {
                let places = self.places.entry(word.clone()).or_default();
                if places.len() < MOST_PLACES {
                    places.push(at);
                }
            }
            for (_, word) in references_in(text) {
                let places = self.references.entry(word).or_default();
                if places.len() < MOST_PLACES {
                    places.push(at);
                }
            }
            self.sentences.push(SourceSentence { source, span, text, words: words.len(), values: inside });
        }
    }

    /// Says whether a source holds this word, of at least three letters and in lower case.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.places.contains_key(word)
    }

    /// Says whether a source holds this word with digits.
    pub(crate) fn refers_to(&self, word: &str) -> bool {
        self.references.contains_key(word)
    }

    /// Returns the sentences that hold this word with digits.
    pub(crate) fn referring<'s>(&'s self, word: &str) -> impl Iterator<Item = &'s SourceSentence<'a>> {
        let places = self.references.get(word).into_iter().flatten();
        places.filter_map(|at| self.sentences.get(*at))
    }

    /// Returns the sentences that hold this word, of at least three letters and in lower case.
    pub(crate) fn holding<'s>(&'s self, word: &str) -> impl Iterator<Item = &'s SourceSentence<'a>> {
        self.places.get(word).into_iter().flatten().filter_map(|at| self.sentences.get(*at))
    }

    /// Finds the sentence that says the same, told by its words, then by its values.
    pub(crate) fn nearest<'s>(&'s self, written: &str, inside: &[&Value]) -> Nearest<'s, 'a> {
        let words = words(written);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for place in words.iter().filter_map(|word| self.places.get(word)).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        // Per mille of the longer side, so that a long sentence does not win by its length alone.
        let share = |at: usize, count: usize| {
            let length = self.sentences.get(at).map_or(0, |sentence| sentence.words);
            count * 1000 / length.max(words.len()).max(1)
        };
        let equal = |at: usize| {
            let known = self.sentences.get(at).map_or(&[][..], |sentence| &sentence.values);
            inside.iter().filter(|value| known.iter().any(|known| alike(known, value))).count()
        };
        let most = shared.iter().map(|(at, count)| share(*at, *count)).max().unwrap_or(0);
        let best = if most < ALIKE {
            // Without likeness only the values tell.
            (0..self.sentences.len())
                .map(|at| (equal(at), share(at, shared.get(&at).copied().unwrap_or(0)), at))
                .max()
        } else {
            // Equally like sentences are told apart by their values.
            let alike = shared.iter().filter(|(at, count)| share(**at, **count) >= most);
            alike.map(|(at, count)| (equal(*at), share(*at, *count), *at)).max()
        };
        Nearest { sentence: best.and_then(|(_, _, at)| self.sentences.get(at)), shared: most }
    }
}

/// Says whether two values mean the same; "from 1 April" and "on 1 April" differ in words, not in the day.
pub(crate) fn alike(a: &Value, b: &Value) -> bool {
    let day = |value: &Value| match value.best() {
        Reading::DateRange { start: Some(start), end: None, .. } => Some(*start),
        _ => value.date(),
    };
    a.equals(b) || (day(a).is_some() && day(a) == day(b))
}

/// Words with a digit, such as numbers of invoices and clauses, in lower case without marks at their ends.
pub(crate) fn references_in(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        let length = word.chars().count();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.chars().any(|c| c.is_ascii_digit()) {
            found.push((Span::new(start, start + length), bare.to_lowercase()));
        }
        start += length + 1;
    }
    found
}

/// Tells the language by the small words that only it has.
pub(crate) fn language(text: &str) -> Option<Language> {
    const WORDS: [(Language, [&str; 12]); 2] = [
        (Language::En, ["the", "of", "and", "is", "to", "for", "with", "by", "are", "we", "you", "on"]),
        (Language::De, ["der", "die", "das", "und", "ist", "zu", "für", "mit", "von", "wir", "sie", "bis"]),
    ];
    let mut counts = WORDS.map(|(language, _)| (0_usize, language));
    for word in text.split(|c: char| !c.is_alphanumeric()).take(5_000) {
        for (count, (_, words)) in counts.iter_mut().zip(&WORDS) {
            count.0 += usize::from(words.iter().any(|known| word.eq_ignore_ascii_case(known)));
        }
    }
    let [(a, first), (b, second)] = counts;
    match a.cmp(&b) {
        std::cmp::Ordering::Greater => Some(first),
        std::cmp::Ordering::Less => Some(second),
        std::cmp::Ordering::Equal => None,
    }
}

fn words(text: &str) -> HashSet<String> {
    // Without figures: a value must not choose the sentence that vouches for it.
    let telling = |word: &&str| word.len() > 2 && !word.starts_with(|c: char| c.is_ascii_digit());
    text.split(|c: char| !c.is_alphanumeric()).filter(telling).map(str::to_lowercase).collect()
}
