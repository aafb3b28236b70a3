//! What a question asks for.

use std::collections::HashSet;

use crate::documents::ask::terms::Term;
use crate::values::{self, Language, Reading, ValueOptions};

/// Words that ask or bind but say nothing about the matter.
const STOP_EN: &str = "a about after all also am an and any anyone anything are as at be been before being but by can could did \
    do does doing done exactly for from get give given go had happen happens has have her his how i if in into is it its \
    know let long many may me much must my need needed no not of on or other our ours out shall should so some somebody \
    someone still take tell than that the their them then there these they this those to until up us use used was we were \
    what when where which who whom whose why will with within would yet you your please say says said stand again agreed \
    latest last often called only own per";
const STOP_DE: &str = "ab aber alle allem allen aller als also am an auch auf aus bei beim bin bis bitte da damit dann darf das \
    dass dem den denn der des die dies diese diesem diesen dieser doch du dürfen ein eine einem einen einer eines er es etwas \
    für gerade gibt geben haben hat hatte ich ihr ihre ihrem ihren ihrer im in ins ist jetzt kann können könnte könnten man \
    mein meine mich mir mit muss müssen nach nicht noch nun nur ob oft oder heißt heißen schon sehr sein seine sich sie sind so soll sollen \
    sollte spätestens stehen steht über um und uns unser unsere unserem unseren unserer unter vom von vor wann war waren warum \
    was wegen weiß welche welchem welchen welcher welches wem wen wenn wer werden wie wieder wieviel viel viele lange wir wird \
    wo wohin wohl wurde wurden würde zu zum zur hoch";

/// What "how" asks to be measured: part of the asking, not of the matter.
const MEASURES: &str = "high long large big much expensive old far wide heavy soon fast hoch lang lange groß gross teuer alt weit \
    breit schwer schnell viel";

/// The kind of value that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Anything,
    Time,
    Amount,
    Number,
    Length,
    Phone,
    Email,
    Web,
    Iban,
    Name,
}

/// Phrases that ask for a kind of value; the one that stands first in the question counts.
const ASKING: [(Wanted, &[&str]); 6] = [
    (
        Wanted::Length,
        &[
            "how long",
            "how much notice",
            "how much time",
            "how many days",
            "how many weeks",
            "how many months",
            "how many years",
            "wie lange",
            "wie lang",
            "wie viel zeit",
            "wie viele tage",
            "wie viele wochen",
            "wie viele monate",
        ],
    ),
    (
        Wanted::Time,
        &[
            "when",
            "how often",
            "wie oft",
            "what date",
            "which date",
            "what day",
            "which day",
            "what time",
            "how soon",
            "wann",
            "welches datum",
            "welchem tag",
            "welchem datum",
            "wie spät",
            "um wie viel uhr",
            "seit wann",
        ],
    ),
    (Wanted::Number, &["how many", "what percentage", "wie viele", "wieviele", "wie viel prozent"]),
    (
        Wanted::Amount,
        &[
            "how much",
            "how high",
            "how expensive",
            "what does it cost",
            "wie teuer",
            "wie viel",
            "wieviel",
            "wie hoch",
            "was kostet",
            "was kosten",
        ],
    ),
    (Wanted::Name, &["who", "whom", "whose", "wer", "wem", "wen", "wessen"]),
    (
        Wanted::Anything,
        &["why", "warum", "weshalb", "where", "wo", "how must", "how do", "how is", "how can"],
    ),
];

/// Matters that are of a kind by themselves, when the question only says "what" or "which".
const MATTERS: [(Wanted, &[&str]); 7] = [
    (Wanted::Length, &["notice period", "kündigungsfrist", "lead time", "lieferzeit", "laufzeit"]),
    (Wanted::Time, &["deadline", "due date", "frist", "fälligkeit", "anmeldeschluss", "liefertermin"]),
    (Wanted::Iban, &["iban", "account number", "kontonummer", "bankverbindung"]),
    (Wanted::Email, &["email", "e mail address", "mail address", "mailadresse", "e mail adresse"]),
    (
        Wanted::Phone,
        &["phone number", "telephone number", "mobile number", "telefonnummer", "durchwahl", "handynummer"],
    ),
    (Wanted::Web, &["website", "web address", "webseite", "internetadresse"]),
    (
        Wanted::Amount,
        &[
            "price",
            "amount",
            "rent",
            "deposit",
            "total",
            "cost",
            "fee",
            "budget",
            "preis",
            "miete",
            "betrag",
            "kaution",
            "summe",
            "gesamtbetrag",
            "rechnungsbetrag",
            "gehalt",
            "salary",
        ],
    ),
];

/// A question, taken apart.
#[derive(Debug)]
pub(super) struct Question {
    text: String,
    pub(super) german: bool,
    pub(super) wanted: Wanted,
    /// The words of the matter.
    pub(super) terms: Vec<Term>,
}

impl Question {
    pub(super) fn read(text: &str) -> Self {
        let lower = text.to_lowercase();
        let all = words(&lower);
        let stop_de: HashSet<&str> = STOP_DE.split_whitespace().collect();
        let stop_en: HashSet<&str> = STOP_EN.split_whitespace().collect();
        let count = |stop: &HashSet<&str>| all.iter().filter(|word| stop.contains(*word)).count();
        let german = count(&stop_de) > count(&stop_en)
            || (count(&stop_de) == count(&stop_en) && lower.contains(['ä', 'ö', 'ü', 'ß']));
        let stop = if german { stop_de } else { stop_en };
        let mut terms: Vec<(String, bool)> = Vec::new();
        for (place, written) in words(text).into_iter().enumerate() {
            let word = written.to_lowercase();
            let short = word.chars().count() < 2;
            let measure = place > 0
                && ["how", "wie"].contains(&all[place - 1])
                && MEASURES.split_whitespace().any(|other| other == word);
            if stop.contains(word.as_str())
                || short
                || measure
                || terms.iter().any(|(known, _)| *known == word)
            {
                continue;
            }
            let digits = word.chars().any(|c| c.is_ascii_digit());
            // German writes every noun with a capital, so only English tells names by it.
            let name = !german && place > 0 && written.chars().next().is_some_and(char::is_uppercase);
            terms.push((word, digits || name));
        }
        let padded = format!(" {} ", all.join(" "));
        let wanted = wanted(&padded);
        // "How many employees": a number of anything else is no answer.
        if let (Wanted::Number, Some((_, required))) = (wanted, terms.first_mut()) {
            *required = true;
        }
        Self { text: text.trim().to_owned(), german, wanted, terms: Term::all(terms) }
    }

    /// The words to search with; quotation marks would ask for exact phrases.
    pub(super) fn search_text(&self) -> String {
        self.text.replace('"', " ")
    }

    /// The question in other words of both languages, if there are some.
    pub(super) fn translated(&self) -> Option<String> {
        let words: Vec<&str> = self
            .terms
            .iter()
            .flat_map(|term| term.translations.iter().copied().chain(std::iter::once(term.word.as_str())))
            .collect();
        (words.len() > self.terms.len()).then(|| words.join(" "))
    }

    pub(super) fn not_found(&self) -> &'static str {
        match self.german {
            true => "Das habe ich in Ihren Dokumenten nicht gefunden.",
            false => "This was not found in your documents.",
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Tells from the asking words what would answer. `padded` is lower case with single spaces around words.
fn wanted(padded: &str) -> Wanted {
    let place = |phrase: &str| padded.find(&format!(" {phrase} "));
    let first = ASKING
        .iter()
        .flat_map(|(wanted, phrases)| {
            phrases.iter().filter_map(|phrase| Some((place(phrase)?, *wanted, phrase.len())))
        })
        .min_by_key(|(place, _, length)| (*place, std::cmp::Reverse(*length)));
    if let Some((_, wanted, _)) = first {
        return wanted;
    }
    let what = ["what", "which", "was", "welche", "welcher", "welches", "welchem", "welchen", "wie"];
    if !what.iter().any(|word| place(word).is_some()) {
        return Wanted::Anything;
    }
    MATTERS
        .iter()
        .find(|(_, words)| words.iter().any(|word| place(word).is_some()))
        .map_or(Wanted::Anything, |(wanted, _)| *wanted)
}

/// How well a sentence or a row of a table holds the kind of value: 0 for not at all, 1 for exactly.
pub(super) fn holds(wanted: Wanted, quote: &str, row: bool, language: Option<&str>) -> f32 {
    match wanted {
        Wanted::Anything => return 1.0,
        Wanted::Name => return if names_somebody(quote) { 1.0 } else { 0.0 },
        _ => {}
    }
    let language = language.and_then(|tag| tag.parse().ok()).unwrap_or(Language::En);
    let options = ValueOptions { language, ..ValueOptions::default() };
    // The number that a clause or row begins with counts it.
    let found =
        values::find(quote, &options).into_iter().filter(|value| value.span.start > 0 || !is_bare(value));
    found.map(|value| fits(value.best(), wanted, row)).fold(0.0, f32::max)
}

fn is_bare(value: &values::Value) -> bool {
    matches!(value.best(), Reading::Number { .. } | Reading::Ordinal { .. })
}

fn fits(reading: &Reading, wanted: Wanted, row: bool) -> f32 {
    match (wanted, reading) {
        (
            Wanted::Time,
            Reading::Date { .. }
            | Reading::DateTime { .. }
            | Reading::DateRange { .. }
            | Reading::DateTimeRange { .. }
            | Reading::Time { .. }
            | Reading::TimeRange { .. }
            | Reading::Recurrence { .. },
        )
        | (Wanted::Length, Reading::Duration { .. })
        | (Wanted::Amount, Reading::Amount { .. })
        | (Wanted::Number, Reading::Number { .. } | Reading::Percentage { .. } | Reading::Quantity { .. })
        | (Wanted::Phone, Reading::Phone { .. })
        | (Wanted::Email, Reading::Email { .. })
        | (Wanted::Web, Reading::Url { .. })
        | (Wanted::Iban, Reading::Iban { .. }) => 1.0,
        // "Within two weeks" tells when.
        (Wanted::Time, Reading::Duration { .. })
        | (Wanted::Length, Reading::DateRange { .. } | Reading::TimeRange { .. })
        | (Wanted::Number, Reading::Amount { .. }) => 0.5,
        // Tables write the currency or unit once, in their heading.
        (Wanted::Amount | Wanted::Length, Reading::Number { .. } | Reading::Quantity { .. }) if row => 0.5,
        _ => 0.0,
    }
}

/// Says whether a sentence names a person or body: two capitalised words in a row, or a form of address.
fn names_somebody(quote: &str) -> bool {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let ends = |word: &str| word.ends_with(['.', ',', ';', ':', '!']);
    words.windows(2).any(|pair| match pair {
        [first, second] => capital(first) && capital(second) && !ends(first),
        _ => false,
    })
}
