//! What the judge sees of a sentence: hashed words, neighbours, cues and form.

use crate::documents::facts::{DocumentKind, kind_name};
use crate::documents::understand::judge::setting::setting;
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::periods::periods;
use crate::documents::understand::units::Shape;
use crate::documents::understand::work::Work;

/// How many buckets features are hashed into.
pub(super) const BUCKETS: usize = 1 << 18;

/// The longest sentence that is looked at, in words: what follows says little more about the whole.
const LONGEST: usize = 90;

/// Signs that count as words.
const SIGNS: [char; 14] = ['?', '!', ':', ';', ',', '.', '(', ')', '"', '%', '€', '$', '£', '|'];

/// Cues of the lexicons that say something about a sentence as a whole.
const CUES: [&str; 44] = [
    "no_action",
    "past",
    "example",
    "statute",
    "birth",
    "historic",
    "absence",
    "boilerplate",
    "courtesy",
    "request",
    "imperative",
    "indirect_question",
    "open_question",
    "rhetorical",
    "answered",
    "question_word",
    "second_person",
    "answer_wanted",
    "topic_objection",
    "topic_notice",
    "topic_discount",
    "topic_payment",
    "topic_registration",
    "topic_reply",
    "topic_delivery",
    "topic_expiry",
    "validity_strong",
    "obligation",
    "register_strong",
    "promise",
    "conditional",
    "counterparty",
    "task_prefix",
    "task_to",
    "task_colon",
    "task_state",
    "person_request",
    "done_tail",
    "needed_by",
    "third_party",
    "was_due",
    "tells",
    "conditional_start",
    "info_item",
];

/// A sentence as the judge sees it.
pub(super) struct Sample<'a> {
    pub(super) kind: DocumentKind,
    pub(super) shape: Shape,
    pub(super) section: &'a str,
    pub(super) plain: &'a str,
    pub(super) lexicon: &'static Lexicon,
    /// The bytes of the days in it.
    pub(super) days: Vec<(usize, usize)>,
    /// The bytes of the lengths of time in it.
    pub(super) terms: Vec<(usize, usize)>,
    /// Its place and neighbours, as signs; none for a sentence that stands alone in the examples.
    pub(super) setting: Vec<String>,
}

/// A word, number, sign or day of a sentence.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    /// Whether it begins with a capital letter, is a number, a sign, …
    form: &'static str,
    start: usize,
    end: usize,
}

/// The divisor of a sum of weights: long sentences have more features, but no more certainty.
#[allow(clippy::cast_precision_loss)] // A few hundred features.
pub(super) fn norm(count: usize) -> f32 {
    (count.max(1) as f32).sqrt()
}

impl<'a> Sample<'a> {
    pub(super) fn of(work: &'a Work<'_>, at: usize) -> Option<Self> {
        let unit = work.units.get(at)?;
        let days: Vec<_> = work.moments.get(at)?.iter().map(|moment| (moment.start, moment.end)).collect();
        let terms = terms_outside(&unit.plain, &days);
        Some(Self {
            kind: work.kind,
            shape: unit.shape,
            section: &unit.section,
            plain: &unit.plain,
            lexicon: unit.lexicon,
            days,
            terms,
            setting: setting(work, at),
        })
    }

    /// Returns the features of the sentence.
    pub(super) fn sentence(&self) -> Vec<u32> {
        let mut features = Features::default();
        self.whole(&self.tokens(), &mut features);
        features.found
    }

    /// Returns the features of one of its days.
    pub(super) fn day(&self, day: usize) -> Vec<u32> {
        let mut features = Features::default();
        let tokens = self.tokens();
        self.whole(&tokens, &mut features);
        if let Some(&place) = self.days.get(day) {
            self.around(&tokens, place, &mut features);
            for (name, stands) in [("first", day == 0), ("only", self.days.len() == 1)] {
                if stands {
                    features.add(&["d", name]);
                    features.add(&["dk", name, kind_name(self.kind)]);
                }
            }
        }
        features.found
    }

    /// Returns the features of a length of time, if it is one of the sentence's.
    pub(super) fn term(&self, term: (usize, usize)) -> Option<Vec<u32>> {
        self.terms.contains(&term).then(|| {
            let mut features = Features::default();
            let tokens = self.tokens();
            self.whole(&tokens, &mut features);
            self.around(&tokens, term, &mut features);
            features.found
        })
    }

    /// Adds what stands around a day or a length of time.
    fn around(&self, tokens: &[Token], (start, end): (usize, usize), features: &mut Features) {
        let at = tokens.iter().position(|token| token.end > start).unwrap_or(tokens.len());
        let word =
            |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("<end>", |token| token.text.as_str());
        let left = |back: usize| word(at.checked_sub(back));
        let right = |ahead: usize| word(Some(at + ahead));
        features.add(&["l1", left(1)]);
        features.add(&["l2", left(2)]);
        features.add(&["l3", left(3)]);
        features.add(&["l12", left(2), left(1)]);
        features.add(&["l123", left(3), left(2), left(1)]);
        features.add(&["r1", right(1)]);
        features.add(&["r2", right(2)]);
        features.add(&["r12", right(1), right(2)]);
        features.add(&["r123", right(1), right(2), right(3)]);
        features.add(&["lr", left(1), right(1)]);
        for back in 1..=7 {
            features.add(&["lb", left(back)]);
            features.add(&["lbs", stem(left(back))]);
        }
        for ahead in 1..=6 {
            features.add(&["rb", right(ahead)]);
            features.add(&["rbs", stem(right(ahead))]);
        }
        let (before, after) = (&self.plain[..start], &self.plain[end..]);
        let label = before.trim_end_matches([':', ' ', '(', '\t']);
        let ends = |cue: &str, text: &str| {
            self.lexicon.cue(cue).find_iter(text).last().is_some_and(|found| found.end() == text.len())
        };
        for (name, stands) in [
            ("by", self.lexicon.has("by", before)),
            ("by_after", self.lexicon.has("by_after", after)),
            ("due_after", self.lexicon.has("due_after", after)),
            ("deadline_is", self.lexicon.has("deadline_is", before)),
            ("deadline_label", ends("deadline_label", label)),
            ("range_open", self.lexicon.has("range_open", before)),
            ("document_date_label", ends("document_date_label", label)),
            ("start", at == 0),
            ("close", at + 1 >= tokens.len()),
        ] {
            if stands {
                features.add(&["d", name]);
                features.add(&["dk", name, kind_name(self.kind)]);
                features.add(&["dl", name, left(1)]);
            }
        }
    }

    fn whole(&self, tokens: &[Token], features: &mut Features) {
        let word = |at: usize| tokens.get(at).map_or("<end>", |token| token.text.as_str());
        let kind = kind_name(self.kind);
        let shape = name(self.shape);
        features.add(&["bias"]);
        features.add(&["lang", self.lexicon.tag]);
        features.add(&["kind", kind]);
        features.add(&["shape", shape]);
        features.add(&["ks", kind, shape]);
        let marks = self.plain.matches('"').count();
        if marks > 0 {
            features.add(&["quotes", &marks.min(3).to_string()]);
            features
                .add(&["quoted", if self.plain.trim_start().starts_with('"') { "first" } else { "inside" }]);
        }
        let asks = self.plain.contains('?');
        if asks {
            features.add(&["?"]);
            features.add(&["?k", kind]);
        }
        features.add(&["length", &(tokens.len().min(40) / 5).to_string()]);
        features.add(&["days", &self.days.len().min(3).to_string()]);
        for (at, token) in tokens.iter().enumerate() {
            let text = token.text.as_str();
            features.add(&["w", text]);
            features.add(&["p", stem(text)]);
            features.add(&["e", ending(text)]);
            features.add(&["ww", text, word(at + 1)]);
            features.add(&["pp", stem(text), stem(word(at + 1))]);
            features.add(&["www", text, word(at + 1), word(at + 2)]);
            features.add(&["w_w", text, word(at + 2)]);
            features.parts(text);
        }
        // Who and what by form: "Erik signs us up", "Herr Zipfel legt vor", "4 families never …".
        let form = |at: usize| tokens.get(at).map_or("<end>", |token| token.form);
        features.add(&["f", form(0), form(1), form(2)]);
        features.add(&["fe", form(0), ending(word(1))]);
        features.add(&["ffe", form(0), form(1), ending(word(2))]);
        features.add(&["fw", form(0), word(1)]);
        features.add(&["ffw", form(0), form(1), word(2)]);
        features.add(&["fk", form(0), form(1), kind]);
        features.add(&["w1", word(0)]);
        features.add(&["w12", word(0), word(1)]);
        features.add(&["w123", word(0), word(1), word(2)]);
        features.add(&["w1k", word(0), kind]);
        for sign in &self.setting {
            features.add(&["s", sign]);
            features.add(&["sk", sign, kind]);
            if asks {
                features.add(&["s?", sign]);
            }
        }
        let last = tokens.len().saturating_sub(1);
        features.add(&["wn", word(last)]);
        features.add(&["en", ending(word(last.saturating_sub(1)))]);
        features.add(&["wnn", word(last.saturating_sub(1)), word(last)]);
        for cue in CUES {
            if self.lexicon.has(cue, self.plain) {
                features.add(&["cue", cue]);
                features.add(&["ck", cue, kind]);
                if asks {
                    features.add(&["c?", cue]);
                }
            }
        }
        for cue in ["section_tasks", "section_done", "section_open", "section_decision", "section_both"] {
            if !self.section.is_empty() && any(cue, self.section) {
                features.add(&["section", cue, shape]);
            }
        }
    }

    /// Cuts the sentence into words, with one sign for each number, day and length of time.
    fn tokens(&self) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let place = |at: usize| {
            let inside = |(from, to): &&(usize, usize)| (*from..*to).contains(&at);
            let day = self.days.iter().find(inside).map(|(_, end)| ("<day>", *end));
            day.or_else(|| self.terms.iter().find(inside).map(|(_, end)| ("<term>", *end)))
        };
        let mut chars = self.plain.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if tokens.len() >= LONGEST {
                break;
            }
            if let Some((text, end)) = place(start) {
                while chars.next_if(|(at, _)| *at < end).is_some() {}
                tokens.push(Token { text: text.to_owned(), form: text, start, end });
            } else if c.is_alphanumeric() {
                let mut text: String = c.to_lowercase().collect();
                let mut end = start + c.len_utf8();
                let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-');
                while let Some((at, c)) = chars.next_if(|(at, c)| inner(*c) && place(*at).is_none()) {
                    text.extend(c.to_lowercase());
                    end = at + c.len_utf8();
                }
                let mut form = if c.is_uppercase() { "Aa" } else { "a" };
                if c.is_uppercase()
                    && end - start <= 3
                    && self.plain[start..end].chars().all(char::is_uppercase)
                {
                    form = "A";
                }
                if text.bytes().any(|b| b.is_ascii_digit()) {
                    (text, form) = ("<number>".to_owned(), "<number>");
                }
                tokens.push(Token { text, form, start, end });
            } else if SIGNS.contains(&c) {
                tokens.push(Token { text: c.to_string(), form: "sign", start, end: start + c.len_utf8() });
            }
        }
        tokens
    }
}

/// Returns the lengths of time in plain words that are no part of a day.
pub(super) fn terms_outside(plain: &str, days: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let free = |term: &(usize, usize)| days.iter().all(|day| term.1 <= day.0 || day.1 <= term.0);
    periods(plain).into_iter().map(|period| (period.start, period.end)).filter(free).collect()
}

/// Returns the name of a shape as it stands in the examples.
pub(super) fn name(shape: Shape) -> &'static str {
    match shape {
        Shape::Sentence => "sentence",
        Shape::Item { ticked: None } => "item",
        Shape::Item { ticked: Some(_) } => "box",
        Shape::Pair => "pair",
        Shape::Row => "row",
    }
}

/// The first letters of a word, which carry its meaning in all its forms.
fn stem(word: &str) -> &str {
    word.char_indices().nth(5).map_or(word, |(at, _)| &word[..at])
}

/// The last letters of a word, which carry its form.
fn ending(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(at, _)| &word[at..])
}

/// How many letters the parts of a word have, and from how many on a word has parts.
const PART: usize = 5;

#[derive(Default)]
struct Features {
    found: Vec<u32>,
}

impl Features {
    /// Adds the parts of a long word: compounds and endings share them.
    fn parts(&mut self, word: &str) {
        if word.chars().count() <= PART {
            return;
        }
        let marked: Vec<char> = ['<'].into_iter().chain(word.chars()).chain(['>']).collect();
        for part in marked.windows(PART) {
            self.add(&["c", &part.iter().collect::<String>()]);
        }
    }

    /// Adds a feature by its parts (FNV-1a, 64 bits, folded).
    fn add(&mut self, parts: &[&str]) {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        let folded = (hash >> 34) ^ hash;
        self.found.push(u32::try_from(folded % BUCKETS as u64).unwrap_or(0));
    }
}
