//! The mutation programme: values of sentences are altered, and what the checks say is counted.
//!
//! Each altered sentence is tried as a slot of a draft, as a quoted sentence of a draft, as a quotation in a text
//! written elsewhere, and as a copied sentence without quotation marks.

use std::collections::BTreeMap;

use super::{figure, labelled, lines};
use crate::communications::check::{CheckSource, check};
use crate::communications::draft::{BoundFact, Draft, DraftBlock, DraftKind, Inline};
use crate::communications::verify::{SourceTexts, verify};
use crate::documents::facts::{Finding, Severity};
use crate::evidence::{Evidence, Place, Provenance, Span, TextIndex};
use crate::id::{DocumentId, DraftId, SeededRandomness};
use crate::search::sentences;
use crate::values::{self, Language, Value, ValueKind, ValueOptions};

/// Sentences of our own.
const OWN: [(Language, &str); 2] = [
    (
        Language::En,
        "We offer 62 metres of oak at EUR 54.80 each, delivered to 14 Mill Lane in Thornbury. The prices hold until \
         4 December 2026. Fiona Ashcroft of Lindqvist and Hartmann signed the lease on 1 April 2022 for five years. \
         The deposit for the showroom is EUR 19,350.00, payable by 15 March 2026 to IBAN DE89 3704 0044 0532 0130 00. \
         Please write to fiona.ashcroft@thornbury.example or call +49 30 901820 before 10:30. The discount is 3 % for \
         payment within 14 days. Ben Miller pays 1,250 pounds a month for the flat at 7 Harbour Road. On Monday, \
         7 September 2026 the meeting starts at 09:15 in room 204. Invoice 2026-0871 over USD 2,832.00 was sent to \
         Carol Weber on 3 May 2026.",
    ),
    (
        Language::De,
        "Wir bieten 62 Meter Eiche zu je 54,80 € an, geliefert in die Mühlgasse 14 in Rosenheim. Die Preise gelten bis \
         zum 4. Dezember 2026. Die Kaution für den Laden beträgt 19.350,00 €, zahlbar bis zum 15. März 2026. Bitte \
         schreiben Sie an fiona.albers@rosenheim.example oder rufen Sie +49 8031 901820 vor 10:30 Uhr an. Der Skonto \
         beträgt 3 % bei Zahlung innerhalb von 14 Tagen. Die Sitzung beginnt am 7. September 2026 um 09:15 Uhr.",
    ),
];

const SURNAMES: [&str; 8] =
    ["Okafor", "Petrovic", "Lindgren", "Castellano", "Brockhurst", "Yamada", "Dufresne", "Zielinski"];

/// A part of a sentence and what it is changed to.
struct Change {
    kind: &'static str,
    span: Span,
    new: String,
}

/// How many were tried and what was said of them.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    tried: u32,
    blocked: u32,
    noticed: u32,
}

impl Count {
    fn add(&mut self, findings: &[Finding]) {
        let worst = findings.iter().map(|finding| finding.severity).max();
        self.tried += 1;
        self.blocked += u32::from(worst == Some(Severity::Block));
        self.noticed += u32::from(worst >= Some(Severity::Warning));
    }

    fn share(count: u32, tried: u32) -> f64 {
        f64::from(count) / f64::from(tried.max(1))
    }
}

/// Counts by form and kind; kind `clean` is what was not altered.
type Counts = BTreeMap<(&'static str, &'static str), Count>;

const FORMS: [&str; 4] = ["slot", "quoted in a draft", "quoted in a text", "copied"];

fn changes(text: &str, sentence: Span, values: &[Value], seed: usize) -> Vec<Change> {
    let index = TextIndex::new(text);
    let mut found: Vec<Change> = values
        .iter()
        .filter(|value| sentence.contains(value.span))
        .filter_map(|value| {
            let kind = match value.kind() {
                ValueKind::Date | ValueKind::DateTime | ValueKind::DateRange | ValueKind::DateTimeRange => {
                    "date"
                }
                ValueKind::Time | ValueKind::TimeRange | ValueKind::Duration | ValueKind::Recurrence => {
                    "time"
                }
                ValueKind::Amount => "amount",
                ValueKind::Email | ValueKind::Url => "address",
                ValueKind::Phone | ValueKind::Iban => "address",
                ValueKind::Ordinal
                | ValueKind::Hashtag
                | ValueKind::Mention
                | ValueKind::Ip
                | ValueKind::Guid => return None,
                _ => "number",
            };
            let new = match kind {
                "address" if !matches!(value.kind(), ValueKind::Phone | ValueKind::Iban) => {
                    slipped(&value.text, seed)?
                }
                _ => with_other_digit(&value.text, seed)?,
            };
            Some(Change { kind, span: value.span, new })
        })
        .collect();
    found.extend(names(&index, sentence, values, seed));
    found.extend(streets(&index, sentence, seed));
    found
}

/// Changes one digit.
fn with_other_digit(text: &str, seed: usize) -> Option<String> {
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *digits.get(seed % digits.len().max(1))?;
    let old = text.as_bytes()[at] - b'0';
    let new = (old + 1 + (seed % 8) as u8) % 10;
    let mut changed = text.to_owned();
    changed.replace_range(at..at + 1, &new.to_string());
    Some(changed)
}

/// Changes one letter.
fn slipped(text: &str, seed: usize) -> Option<String> {
    let letters: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_lowercase()).map(|(at, _)| at).take(12).collect();
    let at = *letters.get(seed % letters.len().max(1))?;
    let old = text.as_bytes()[at];
    let mut changed = text.to_owned();
    changed.replace_range(at..at + 1, if old == b'x' { "q" } else { "x" });
    Some(changed)
}

/// Exchanges the last word of names of two or three words.
fn names(index: &TextIndex<'_>, sentence: Span, values: &[Value], seed: usize) -> Vec<Change> {
    let text = index.slice(sentence);
    let mut found = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut at = sentence.start;
    for (number, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        let bare = word.trim_end_matches([',', ';']);
        let named = number > 0
            && bare.chars().count() > 3
            && bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().skip(1).all(char::is_lowercase);
        let span = Span::new(at, at + bare.chars().count());
        if named && !values.iter().any(|value| value.span.overlaps(span)) {
            run.push(span);
        }
        if !named || bare.len() < word.len() {
            if let (2..=3, Some(last)) = (run.len(), run.last()) {
                let new = SURNAMES[seed % SURNAMES.len()];
                found.push(Change { kind: "name", span: *last, new: new.to_owned() });
            }
            run.clear();
        }
        at += length + 1;
    }
    found
}

/// Changes the number of a house.
fn streets(index: &TextIndex<'_>, sentence: Span, seed: usize) -> Vec<Change> {
    const STREETS: [&str; 8] = ["Street", "Road", "Lane", "Avenue", "Boulevard", "Drive", "gasse", "straße"];
    let words: Vec<&str> = index.slice(sentence).split(' ').collect();
    let mut found = Vec::new();
    let mut at = sentence.start;
    for (number, word) in words.iter().enumerate() {
        let near =
            words.get(number + 1..).unwrap_or_default().iter().take(3).any(|next| STREETS.contains(next))
                || number > 0 && STREETS[6..].iter().any(|street| words[number - 1].ends_with(street));
        let digits = word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty();
        if let (true, true, Some(new)) = (near, digits, with_other_digit(word, seed)) {
            found.push(Change { kind: "address", span: Span::new(at, at + word.chars().count()), new });
        }
        at += word.chars().count() + 1;
    }
    found
}

fn replaced(index: &TextIndex<'_>, within: Span, span: Span, new: &str) -> String {
    let before = index.slice(Span::new(within.start, span.start));
    format!("{before}{new}{}", index.slice(Span::new(span.end, within.end)))
}

fn draft(language: Language, role: &str, surface: &str, source: Evidence) -> Draft {
    let fact = BoundFact {
        id: "f1".to_owned(),
        role: role.to_owned(),
        surface: surface.to_owned(),
        source: Some(source),
        asserted_by: Provenance::Document,
    };
    let id = DraftId::new(jiff::Timestamp::UNIX_EPOCH, &SeededRandomness::new(1));
    Draft {
        blocks: vec![DraftBlock::Paragraph { inlines: vec![Inline::Fact { fact: "f1".to_owned() }] }],
        facts: vec![fact],
        ..Draft::new(id, DraftKind::Reply, language.to_string(), "")
    }
}

/// What the checks of values say of words in one of the forms.
fn found(form: &str, language: Language, text: &str, span: Span, words: &str) -> Vec<Finding> {
    let options = ValueOptions { language, ..ValueOptions::default() };
    let sources = || [CheckSource { name: "source".to_owned(), text: text.to_owned() }];
    let mut findings = match form {
        "slot" | "quoted in a draft" => {
            let quote = TextIndex::new(text).slice(span).to_owned();
            let place = Place::Paragraph { paragraph: 1 };
            let source = Evidence { document: DocumentId::unstored(), span, place, quote };
            let role = if form == "slot" { "value" } else { "quote" };
            let mut draft = draft(language, role, words, source);
            verify(&mut draft, &SourceTexts::from([(DocumentId::unstored(), text.to_owned().into())]));
            draft.findings
        }
        "quoted in a text" => check(&format!("They write: “{words}”"), &sources(), &options).findings,
        _ => check(words, &sources(), &options).findings,
    };
    // What else a sentence may hold, such as a password or a wrong weekday, is not altered by us.
    findings.retain(|finding| ["V1", "V2", "V3", "V5", "V11", "V14"].contains(&finding.code.as_str()));
    findings
}

/// Tries every sentence of a text, and counts.
fn tried(counts: &mut Counts, language: Language, text: &str, most: usize) {
    let options = ValueOptions { language, ..ValueOptions::default() };
    let values = values::find(text, &options);
    let index = TextIndex::new(text);
    let whole: Vec<Span> = sentences(text, Some(language.code()))
        .into_iter()
        .filter(|span| {
            let words = index.slice(*span);
            // Quotation marks in a quotation would end it, and a line end is no sentence of prose.
            (6..60).contains(&words.split_whitespace().count())
                && !words.contains(['"', '“', '”', '„', '«', '»', '\n'])
        })
        .take(most)
        .collect();
    for (number, span) in whole.into_iter().enumerate() {
        let sentence = index.slice(span);
        let altered = changes(text, span, &values, number);
        if altered.is_empty() {
            continue;
        }
        for form in &FORMS[1..] {
            let clean = found(form, language, text, span, sentence);
            show(form, "clean", sentence, &clean, clean.iter().any(|f| f.severity == Severity::Block));
            counts.entry((form, "clean")).or_default().add(&clean);
        }
        for change in altered {
            let old = index.slice(change.span).to_owned();
            counts.entry((FORMS[0], "clean")).or_default().add(&found(
                FORMS[0],
                language,
                text,
                change.span,
                &old,
            ));
            let same = values::find(&change.new, &options)
                .first()
                .zip(values::find(&old, &options).first())
                .is_some_and(|(a, b)| a.equals(b));
            if same || old == change.new {
                continue;
            }
            let slot = found(FORMS[0], language, text, change.span, &change.new);
            show(
                FORMS[0],
                change.kind,
                &change.new,
                &slot,
                slot.iter().all(|f| f.severity != Severity::Block),
            );
            counts.entry((FORMS[0], change.kind)).or_default().add(&slot);
            let words = replaced(&index, span, change.span, &change.new);
            for form in &FORMS[1..] {
                let said = found(form, language, text, span, &words);
                show(form, change.kind, &words, &said, said.iter().all(|f| f.severity != Severity::Block));
                counts.entry((form, change.kind)).or_default().add(&said);
            }
        }
    }
}

fn show(form: &str, kind: &str, words: &str, findings: &[Finding], wrong: bool) {
    if wrong && std::env::var_os("SECRETARIAT_SHOW").is_some() {
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        println!("{form} | {kind} | {words} | {said:?}");
    }
}

/// Prints the table, and holds it against the goal for slots and quotations.
fn judged(counts: &Counts, set: &str) {
    println!("| form | altered | tried | blocked | noticed |\n| --- | --- | --- | --- | --- |");
    for ((form, kind), count) in counts {
        let share = |part: u32| Count::share(part, count.tried);
        println!(
            "| {form} | {kind} | {} | {:.4} | {:.4} |",
            count.tried,
            share(count.blocked),
            share(count.noticed)
        );
    }
    for form in FORMS {
        let of = |clean: bool| {
            let mut sum = Count::default();
            for ((_, kind), count) in counts.iter().filter(|((other, _), _)| *other == form) {
                if (*kind == "clean") == clean {
                    (sum.tried, sum.blocked) = (sum.tried + count.tried, sum.blocked + count.blocked);
                    sum.noticed += count.noticed;
                }
            }
            sum
        };
        let (altered, clean) = (of(false), of(true));
        let caught = Count::share(altered.blocked, altered.tried);
        let passed = 1.0 - Count::share(clean.blocked, clean.tried);
        let goal = if form == "copied" { 0.0 } else { 0.99 };
        figure(&format!("{set}: altered values blocked, {form}, {} of them", altered.tried), caught, goal);
        figure(&format!("{set}: clean sentences passed, {form}, {} of them", clean.tried), passed, 0.99);
        if form == "copied" {
            figure(
                &format!("{set}: altered values blocked or warned of, {form}"),
                Count::share(altered.noticed, altered.tried),
                0.95,
            );
        }
        assert!(caught >= goal && passed >= 0.99, "{set}, {form}: {altered:?} {clean:?}");
    }
}

#[test]
fn altered_values_are_caught_and_clean_sentences_pass() {
    let mut counts = Counts::new();
    for (language, text) in OWN {
        tried(&mut counts, language, text, usize::MAX);
    }
    judged(&counts, "own sentences");
}

/// Invented sentences of office mail and minutes, twelve to a text, in English and German.
fn examples() -> Vec<(Language, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/understand/examples");
    let mut texts = Vec::new();
    for (language, name) in [(Language::En, "en"), (Language::De, "de")] {
        let all: Vec<serde_json::Value> =
            (1..=10).flat_map(|number| lines(&folder.join(format!("{name}{number}.jsonl")))).collect();
        let sentences: Vec<String> = all
            .iter()
            .filter_map(|line| line["text"].as_str())
            .map(|text| {
                ["{+", "+}", "{-", "-}"].iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""))
            })
            .collect();
        texts.extend(sentences.chunks(12).map(|chunk| (language, chunk.join("\n\n"))));
    }
    texts
}

#[test]
fn altered_values_of_our_examples_are_caught() {
    // Some of them with every run, all of them with `cargo xtask test --full`.
    let step = if std::env::var_os("SECRETARIAT_FULL").is_some() { 1 } else { 40 };
    let mut counts = Counts::new();
    for (language, text) in examples().into_iter().step_by(step) {
        tried(&mut counts, language, &text, usize::MAX);
    }
    judged(&counts, "example sentences");
}

/// Foreign texts of some thousand characters.
fn foreign() -> Vec<String> {
    let Some(data) = labelled() else { return Vec::new() };
    let mut texts: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for line in lines(&data.join("consistency/claims.jsonl")) {
        let text = line["doc"].as_str().unwrap().to_owned();
        if seen.insert(text.clone()) {
            texts.push(text);
        }
    }
    for corpus in ["cuad", "qmsum"] {
        let all = lines(&data.join("retrieval").join(corpus).join("corpus.jsonl"));
        let parts: Vec<&str> = all.iter().filter_map(|line| line["text"].as_str()).collect();
        texts.extend(parts.chunks(12).step_by(8).map(|chunk| chunk.join("\n\n")));
    }
    texts
}

#[test]
fn altered_values_of_foreign_text_are_caught() {
    let texts = foreign();
    if texts.is_empty() {
        return;
    }
    let most = if std::env::var_os("SECRETARIAT_FULL").is_some() { usize::MAX } else { 4 };
    let mut counts = Counts::new();
    for text in &texts {
        tried(&mut counts, Language::En, text, most);
    }
    judged(&counts, "foreign sentences");
}
