//! Answers by machines (RFC 3834), and what they say of somebody's absence.

use jiff::civil::Date;

use super::letter::{Letter, short};
use super::{Away, MailSignal, SignalEvidence};
use crate::values::{self, Language, Reading, ValueOptions};

/// How the subjects of automatic answers begin, in the languages of mail programs.
const SUBJECTS: [&str; 22] = [
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "autoresponse",
    "out of office",
    "out of the office",
    "ooo:",
    "automatische antwort",
    "abwesenheit",
    "abwesend",
    "nicht im büro",
    "außer haus",
    "réponse automatique",
    "absence du bureau",
    "absent du bureau",
    "respuesta automática",
    "fuera de la oficina",
    "risposta automatica",
    "fuori ufficio",
    "automatisch antwoord",
];

/// Words that speak of an absence or of its end.
const AWAY: [&str; 28] = [
    "out of office",
    "out of the office",
    "away",
    "on leave",
    "on holiday",
    "on vacation",
    "absent",
    "return",
    "back on",
    "back in the office",
    "abwesend",
    "nicht im büro",
    "nicht erreichbar",
    "urlaub",
    "zurück",
    "außer haus",
    "wieder erreichbar",
    "absence",
    "de retour",
    "congé",
    "ausente",
    "vacaciones",
    "de vuelta",
    "assente",
    "ferie",
    "rientro",
    "afwezig",
    "vakantie",
];

/// Reads an automatic answer.
pub(super) fn answer(letter: &Letter) -> Option<MailSignal> {
    let said = automatic(letter)?;
    // What a machine sends to nobody in particular, such as a newsletter or a bill, answers nothing.
    let message_ids = letter.answered();
    let subject = letter.subject();
    let away = away(letter, &subject);
    let answers = !message_ids.is_empty() || is_subject(&subject) || said.place != "Auto-Submitted";
    answers.then(|| MailSignal::AutoReply { message_ids, away, evidence: vec![said] })
}

/// Says where a message says that a machine wrote it.
fn automatic(letter: &Letter) -> Option<SignalEvidence> {
    let field = |name: &str| letter.header(name).map(|value| SignalEvidence::new(name, value));
    if let Some(value) = letter.header("Auto-Submitted") {
        let word = value.split([';', ' ']).next().unwrap_or_default();
        if !word.eq_ignore_ascii_case("no") {
            return Some(SignalEvidence::new("Auto-Submitted", value));
        }
    }
    if letter.report_type().as_deref() == Some("disposition-notification") {
        return field("Content-Type");
    }
    for name in ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From", "X-Mail-Autoreply"] {
        if letter.header(name).is_some_and(|value| !value.eq_ignore_ascii_case("no")) {
            return field(name);
        }
    }
    if letter.header("Precedence").is_some_and(|value| value.eq_ignore_ascii_case("auto_reply")) {
        return field("Precedence");
    }
    let subject = letter.subject();
    is_subject(&subject).then(|| SignalEvidence::new("Subject", &subject))
}

fn is_subject(subject: &str) -> bool {
    let lower = subject.to_lowercase();
    let lower = lower.trim();
    // A person who answers an automatic answer writes "Re:" before it.
    SUBJECTS.iter().any(|start| lower.starts_with(start))
}

/// Reads when somebody is away: the first sentence that speaks of it and holds a day.
fn away(letter: &Letter, subject: &str) -> Option<Away> {
    let text = format!("{subject}.\n{}", letter.text);
    let language = language(&text);
    let options = ValueOptions { language, reference: letter.date, region: None };
    let sentences = text.split_inclusive(['\n', '!', '?']).flat_map(|line| line.split(". "));
    for sentence in sentences.take(100).filter(|sentence| sentence.len() <= 2_000) {
        let lower = sentence.to_lowercase();
        if !AWAY.iter().any(|word| lower.contains(word)) {
            continue;
        }
        let days: Vec<(Option<Date>, Option<Date>)> = values::find(sentence, &options)
            .into_iter()
            .filter_map(|value| value.readings.first().and_then(span))
            .collect();
        let (from, until) = match days.as_slice() {
            [] => continue,
            [(from, until)] if from != until => (*from, *until),
            [(day, _)] => (None, *day),
            [(first, _), .., (_, last)] => (*first, *last),
        };
        return Some(Away { from, until, quote: short(sentence) });
    }
    None
}

/// The days of a value.
fn span(reading: &Reading) -> Option<(Option<Date>, Option<Date>)> {
    match reading {
        Reading::Date { date: Some(date), .. } => Some((Some(*date), Some(*date))),
        Reading::DateTime { at: Some(at), .. } => Some((Some(at.date()), Some(at.date()))),
        Reading::DateRange { start, end, through, .. } => {
            // Some ranges name their last day, others the one after it.
            let last = end.and_then(|end| end.yesterday().ok()).max(*through);
            // A year alone, or a month, says no day.
            let vague = start.zip(last).is_some_and(|(start, last)| {
                start.day() == 1 && last.tomorrow().is_ok_and(|next| next.day() == 1)
            });
            (!vague && (start.is_some() || last.is_some())).then_some((*start, last))
        }
        _ => None,
    }
}

/// Days are read in the languages that values are found in.
fn language(text: &str) -> Language {
    let lower = text.to_lowercase();
    let german = [" bis ", " ich ", " bin ", " und ", " nicht ", " ab ", " wieder "];
    let count = german.iter().filter(|word| lower.contains(*word)).count();
    if count >= 2 { Language::De } else { Language::En }
}
