//! V6: what was asked and is not answered.

use std::collections::HashSet;

use super::rule::Check;
use crate::documents::facts::Finding;
use crate::search::stems;

/// The share of an ask's telling words, in per cent, that an answer takes up.
const TAKEN_UP: usize = 34;

/// Words that questions are made of, whatever they ask.
const QUESTIONS: [&str; 73] = [
    "what", "werden", "wird", "wurde", "wurden", "sein", "will", "be", "when", "where", "which", "who",
    "whom", "whose", "why", "how", "can", "could", "would", "will", "do", "does", "did", "is", "are", "you",
    "your", "we", "us", "our", "the", "and", "for", "please", "let", "know", "tell", "send", "have", "has",
    "was", "wann", "wo", "wer", "wie", "was", "welche", "welcher", "warum", "können", "könnten", "würden",
    "sie", "ihr", "ihre", "uns", "wir", "der", "die", "das", "den", "und", "bitte", "ist", "sind", "ein",
    "eine", "haben", "möchten", "teilen", "mit", "es", "zu",
];

/// Finds asks that the text takes up in no word.
pub(crate) fn check(text: &str, asks: &[String], language: Option<&str>) -> Vec<Finding> {
    let said: HashSet<String> = stems(text, language).into_iter().collect();
    let common: HashSet<String> = stems(&QUESTIONS.join(" "), language).into_iter().collect();
    asks.iter()
        .filter(|ask| {
            let telling: HashSet<String> = stems(ask, language)
                .into_iter()
                .filter(|stem| stem.chars().count() > 2 && !common.contains(stem))
                .collect();
            let taken = telling.iter().filter(|stem| said.contains(*stem)).count();
            // What holds no telling word ("And you?") cannot be looked for.
            !telling.is_empty() && taken * 100 < telling.len() * TAKEN_UP
        })
        .map(|ask| Check::AskUnanswered.warn(format!("nothing here answers “{}”", shortened(ask))))
        .collect()
}

fn shortened(ask: &str) -> String {
    let words = ask.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ask_is_answered_when_its_words_are_taken_up() {
        let asks =
            ["When will the chairs be delivered?".to_owned(), "Who pays for the insurance?".to_owned()];
        let text = "The chairs are delivered on Friday.";
        let found = check(text, &asks, Some("en"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("insurance"), "{}", found[0].message);
        let asks = ["Wann werden die Stühle geliefert?".to_owned(), "Und was meinen Sie dazu?".to_owned()];
        assert!(check("Wir liefern die Stühle am Freitag.", &asks[..1], Some("de")).is_empty());
    }
}
