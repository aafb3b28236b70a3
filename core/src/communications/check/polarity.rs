//! V11: a sentence that copies its source, but without its negation, or with another commitment.

use super::rule::{At, Check};
use super::source::{COPY, Nearest};
use crate::documents::facts::Finding;
use crate::evidence::Span;
use crate::values::Language;

/// What two sentences must share, per mille, for a changed negation to be looked at.
const NEAR: usize = 500;

const NO_EN: [&str; 17] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "can't", "n't",
    "unable", "unless", "hardly", "refuses", "refused",
];
const NO_DE: [&str; 16] = [
    "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "niemand", "nichts",
    "ohne", "weder", "noch", "kaum", "nirgends",
];

/// Words by which somebody is bound, and those that leave it open.
const BOUND_EN: [&str; 8] =
    ["must", "shall", "will", "undertake", "undertakes", "guarantee", "guarantees", "required"];
const FREE_EN: [&str; 7] = ["may", "might", "can", "could", "should", "intend", "intends"];
const BOUND_DE: [&str; 6] = ["muss", "müssen", "musst", "verpflichtet", "garantiert", "garantieren"];
const FREE_DE: [&str; 10] =
    ["kann", "können", "darf", "dürfen", "sollte", "sollten", "könnte", "könnten", "möchte", "soll"];

/// What a sentence says beside its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tone {
    negations: usize,
    bound: bool,
    free: bool,
}

/// Compares a sentence of the text with the source sentence that is nearest to it.
pub(crate) fn check(
    sentence: Span,
    written: &str,
    nearest: Nearest<'_, '_>,
    language: Language,
) -> Option<Finding> {
    let best = nearest.sentence.filter(|_| nearest.shared >= NEAR)?;
    let (here, there) = (tone(written, language), tone(best.text, language));
    let source = &best.source.name;
    let message = if here.negations != there.negations {
        let change = if here.negations > there.negations { "denies" } else { "no longer denies" };
        format!("this sentence {change} what {source} says")
    } else if here.bound != there.bound && here.free != there.free {
        let change = if here.bound { "binds where" } else { "leaves open what" };
        format!("this sentence {change} {source} {}", if here.bound { "leaves it open" } else { "promises" })
    } else {
        return None;
    };
    let severe = nearest.shared >= COPY;
    let found =
        if severe { Check::PolarityChanged.block(message) } else { Check::PolarityChanged.warn(message) };
    Some(found.at(sentence))
}

fn tone(text: &str, language: Language) -> Tone {
    let text = text.to_lowercase().replace('’', "'");
    let mut tone = Tone { negations: 0, bound: false, free: false };
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let (no, bound, free) = match language {
            Language::De => (NO_DE.contains(&word), BOUND_DE.contains(&word), FREE_DE.contains(&word)),
            Language::En => {
                let no = NO_EN.contains(&word) || word.ends_with("n't");
                (no, BOUND_EN.contains(&word), FREE_EN.contains(&word))
            }
        };
        tone.negations += usize::from(no);
        tone.bound |= bound;
        tone.free |= free;
    }
    tone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communications::check::report::CheckSource;
    use crate::communications::check::source::Sources;
    use crate::documents::facts::Severity;
    use crate::values::ValueOptions;

    fn severity(text: &str, source: &str, language: Language) -> Option<Severity> {
        let sources = [CheckSource { name: "s".to_owned(), text: source.to_owned() }];
        let known = Sources::read(&sources, &ValueOptions { language, ..ValueOptions::default() });
        check(Span::new(0, 1), text, known.nearest(text, &[]), language).map(|finding| finding.severity)
    }

    #[test]
    fn a_negation_that_came_or_went_is_blocked() {
        let source = "The tenant may sublet the flat to third parties.";
        assert_eq!(severity(source, source, Language::En), None);
        let denied = "The tenant may not sublet the flat to third parties.";
        assert_eq!(severity(denied, source, Language::En), Some(Severity::Block));
        assert_eq!(severity(source, denied, Language::En), Some(Severity::Block));
        let german = "Der Mieter darf die Wohnung an Dritte untervermieten.";
        assert_eq!(
            severity(&german.replace("darf", "darf nicht"), german, Language::De),
            Some(Severity::Block)
        );
    }

    #[test]
    fn a_promise_made_of_a_possibility_is_blocked() {
        let source = "We may deliver the forty chairs before Christmas.";
        assert_eq!(severity(&source.replace("may", "will"), source, Language::En), Some(Severity::Block));
        let source = "Wir können die vierzig Stühle vor Weihnachten liefern.";
        assert_eq!(
            severity(&source.replace("können", "müssen"), source, Language::De),
            Some(Severity::Block)
        );
        assert_eq!(severity("Thank you for the chairs.", source, Language::En), None, "says something else");
    }
}
