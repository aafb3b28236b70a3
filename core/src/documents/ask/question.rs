//! What a question asks for, and how well a sentence answers it.

use std::collections::HashSet;

use crate::documents::ask::units::Unit;
use crate::search::stems;
use crate::values::{self, Language, Reading, ValueOptions};

const SYNONYMS: &str = include_str!("synonyms.txt");

/// Words that ask or bind but say nothing about the matter.
const STOP_EN: &str = "a about after all also am an and any are as at be been before but by can could did do does for from \
    get give given had has have how i if in into is it its long many me much must my need of on or our shall should so \
    some tell than that the their them there these they this to until up us was we were what when where which who whom \
    whose why will with would you your please us say says said";
const STOP_DE: &str = "ab aber alle als am an auch auf aus bei bin bis bitte da das dass dem den der des die dies diese \
    doch du ein eine einem einen einer es für hat haben hatte ich ihr ihre im in ist kann können man mein mit muss \
    müssen nach nicht noch oder sehr sein sich sie sind so soll sollen über um und uns unser unsere vom von vor wann \
    war waren warum was wegen welche welchem welchen welcher welches wem wen wer werden wie wieviel viel viele lange \
    wir wird wo wohin zu zum zur hoch";

/// The kind of value that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Anything,
    Time,
    Amount,
    Number,
    Length,
    Contact,
    Name,
}

/// A question, taken apart.
#[derive(Debug)]
pub(super) struct Question {
    text: String,
    german: bool,
    wanted: Wanted,
    /// The words of the matter.
    pub(super) terms: Vec<String>,
}

/// How well a unit answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judgement {
    /// The share of the question covered by the sentence and what stands above it.
    pub(super) covered: f32,
    /// The share covered by the sentence alone.
    pub(super) own: f32,
    /// Whether it holds the kind of value that is asked for.
    pub(super) has_kind: bool,
    pub(super) score: f32,
}

impl Question {
    pub(super) fn read(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = words(&lower);
        let stop_de: HashSet<&str> = STOP_DE.split_whitespace().collect();
        let stop_en: HashSet<&str> = STOP_EN.split_whitespace().collect();
        let count = |stop: &HashSet<&str>| words.iter().filter(|word| stop.contains(*word)).count();
        let german = count(&stop_de) > count(&stop_en) || lower.contains(['ä', 'ö', 'ü', 'ß']);
        let stop = if german { stop_de } else { stop_en };
        let mut terms: Vec<String> = Vec::new();
        for word in words.iter().filter(|word| !stop.contains(*word) && word.chars().count() > 1) {
            if !terms.iter().any(|known| known == word) {
                terms.push((*word).to_owned());
            }
        }
        let padded = format!(" {} ", words.join(" "));
        Self { text: text.trim().to_owned(), german, wanted: wanted(&padded), terms }
    }

    /// The words to search with: the question, and a few synonyms in both languages.
    pub(super) fn search_text(&self) -> String {
        self.text.replace('"', " ")
    }

    pub(super) fn not_found(&self) -> &'static str {
        match self.german {
            true => "Das habe ich in Ihren Dokumenten nicht gefunden.",
            false => "This was not found in your documents.",
        }
    }

    /// Judges all units together: a word that few of them hold weighs more.
    pub(super) fn judge(&self, units: &[Unit]) -> Vec<Judgement> {
        let terms: Vec<Term> = self.terms.iter().map(|word| Term::new(word)).collect();
        let held: Vec<(HashSet<String>, HashSet<String>)> = units
            .iter()
            .map(|unit| {
                let language = unit.language.as_deref();
                (stem_set(&unit.evidence.quote, language), stem_set(&unit.context, language))
            })
            .collect();
        let weights: Vec<f32> = terms
            .iter()
            .map(|term| {
                let frequency = held.iter().filter(|(own, _)| term.strength(own) > 0.0).count() as f32;
                (1.0 + units.len() as f32 / (1.0 + frequency)).ln()
            })
            .collect();
        let total: f32 = weights.iter().sum::<f32>().max(f32::EPSILON);
        units
            .iter()
            .zip(&held)
            .map(|(unit, (own, above))| {
                let (mut own_weight, mut covered) = (0.0, 0.0);
                for (term, weight) in terms.iter().zip(&weights) {
                    let inside = term.strength(own);
                    own_weight += weight * inside;
                    covered += weight * inside.max(0.6 * term.strength(above));
                }
                self.judgement(unit, own_weight / total, covered / total)
            })
            .collect()
    }

    fn judgement(&self, unit: &Unit, own: f32, covered: f32) -> Judgement {
        let quote = &unit.evidence.quote;
        let has_kind =
            holds(self.wanted, quote, unit.language.as_deref()) && !quote.trim_end().ends_with('?');
        // Long sentences hold many words by chance.
        let length = quote.split_whitespace().count() as f32;
        let brevity = 1.0 / (1.0 + (length / 60.0).powi(2));
        let kind = if self.wanted == Wanted::Anything { 0.0 } else { 0.25 };
        Judgement { covered, own, has_kind, score: 0.6 * covered + 0.4 * own + 0.1 * brevity + kind }
    }
}

/// A word of the question with its stems in both languages and those of its synonyms.
struct Term {
    stems: HashSet<String>,
    synonyms: HashSet<String>,
}

impl Term {
    fn new(word: &str) -> Self {
        let both = |word: &str| {
            [Some("en"), Some("de")]
                .into_iter()
                .flat_map(|language| stems(word, language))
                .collect::<Vec<_>>()
        };
        let own: HashSet<String> = both(word).into_iter().collect();
        let mut synonyms = HashSet::new();
        for group in SYNONYMS.lines() {
            let group: Vec<String> = group.split_whitespace().flat_map(both).collect();
            if group.iter().any(|stem| own.contains(stem)) {
                synonyms.extend(group);
            }
        }
        Self { stems: own, synonyms }
    }

    /// How strongly a set of stems holds the word: 1, less for a synonym or a part of a compound.
    fn strength(&self, held: &HashSet<String>) -> f32 {
        if self.stems.iter().any(|stem| held.contains(stem)) {
            return 1.0;
        }
        if self.synonyms.iter().any(|stem| held.contains(stem)) {
            return 0.8;
        }
        let long = |stem: &&String| stem.chars().count() >= 5;
        let inside =
            |stem: &String| held.iter().any(|held| held.len() > stem.len() && held.contains(stem.as_str()));
        if self.stems.iter().filter(long).any(inside) { 0.6 } else { 0.0 }
    }
}

fn words(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn stem_set(text: &str, language: Option<&str>) -> HashSet<String> {
    stems(text, language).into_iter().collect()
}

/// Tells from the asking words what would answer. `padded` is lower case with single spaces around words.
fn wanted(padded: &str) -> Wanted {
    const TABLE: [(Wanted, &[&str]); 6] = [
        (Wanted::Length, &[" how long ", " wie lange ", " notice period ", " kündigungsfrist "]),
        (
            Wanted::Amount,
            &[
                " how much ",
                " what does it cost ",
                " price ",
                " rent ",
                " wie viel kostet ",
                " wie hoch ",
                " wieviel kostet ",
                " was kostet ",
                " preis ",
                " betrag ",
                " miete ",
            ],
        ),
        (
            Wanted::Time,
            &[
                " when ",
                " what date ",
                " which date ",
                " what day ",
                " which day ",
                " what time ",
                " deadline ",
                " by when ",
                " until when ",
                " wann ",
                " bis wann ",
                " welches datum ",
                " an welchem tag ",
                " frist ",
            ],
        ),
        (
            Wanted::Number,
            &[" how many ", " what percentage ", " wie viele ", " wieviele ", " wie viel prozent "],
        ),
        (
            Wanted::Contact,
            &[
                " phone number ",
                " telephone number ",
                " email address ",
                " mail address ",
                " iban ",
                " website ",
                " telefonnummer ",
                " mailadresse ",
                " e mail adresse ",
            ],
        ),
        (Wanted::Name, &[" who ", " whom ", " whose ", " wer ", " wem ", " wen "]),
    ];
    TABLE
        .iter()
        .find(|(_, words)| words.iter().any(|word| padded.contains(word)))
        .map_or(Wanted::Anything, |(wanted, _)| *wanted)
}

/// Says whether a sentence holds the kind of value.
fn holds(wanted: Wanted, quote: &str, language: Option<&str>) -> bool {
    if wanted == Wanted::Anything {
        return true;
    }
    if wanted == Wanted::Name {
        return quote
            .split_whitespace()
            .skip(1)
            .any(|word| word.chars().next().is_some_and(char::is_uppercase));
    }
    let language = language.and_then(|tag| tag.parse().ok()).unwrap_or(Language::En);
    let options = ValueOptions { language, ..ValueOptions::default() };
    values::find(quote, &options).iter().any(|value| match value.best() {
        Reading::Date { .. }
        | Reading::DateTime { .. }
        | Reading::DateRange { .. }
        | Reading::DateTimeRange { .. } => wanted == Wanted::Time,
        Reading::Time { .. } | Reading::TimeRange { .. } | Reading::Recurrence { .. } => {
            wanted == Wanted::Time
        }
        Reading::Duration { .. } => matches!(wanted, Wanted::Length | Wanted::Time),
        Reading::Amount { .. } => matches!(wanted, Wanted::Amount | Wanted::Number),
        Reading::Number { .. } | Reading::Percentage { .. } | Reading::Quantity { .. } => {
            matches!(wanted, Wanted::Number | Wanted::Amount)
        }
        Reading::Phone { .. } | Reading::Email { .. } | Reading::Url { .. } | Reading::Iban { .. } => {
            wanted == Wanted::Contact
        }
        _ => false,
    })
}
