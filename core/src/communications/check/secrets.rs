//! V10: secrets, personal numbers and classified text that would leave the house.

use std::sync::LazyLock;

use regex::Regex;

use super::context::{CheckContext, Classification, domain};
use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;

/// What opens doors. Such words never belong into a message, to whomever it goes.
static SECRET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----
        | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
        | \bgh[pousr]_[A-Za-z0-9]{36,}\b | \bgithub_pat_[A-Za-z0-9_]{40,}
        | \bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{20,} | \b[sr]k_live_[A-Za-z0-9]{20,} | \bxox[abprs]-[A-Za-z0-9-]{20,}
        | \bAIza[0-9A-Za-z_-]{35}\b | \bglpat-[A-Za-z0-9_-]{20,}
        | \beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}
        | \b[a-z][a-z0-9+]{2,15}://[^\s/:@]+:[^\s/@]{3,}@[a-z0-9.-]+
        | (?i:\b(?:password|passwort|kennwort|mot\ de\ passe|contraseña|wachtwoord|passphrase|pin|api[\ _-]?key|secret\ key|access\ token)\b
            (?:\ (?:is|lautet|est|es|è|ist))?\s*[:=]?\s*["“„]?)(?-i:[^\s"”“]*[0-9][^\s"”“]*)"#,
    )
    .ok()
});

/// Numbers of cards, to be checked by their last digit.
static CARD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[3-6]\d{3}(?:[ -]?\d{3,6}){2,4}\b").ok());

/// Numbers that name one person: social security of the United States, German health insurance, tax and pension
/// numbers where a word says so.
static PERSON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \b\d{3}-\d{2}-\d{4}\b
        | (?i:\b(?:ssn|social\ security\ (?:no\.?|number)|steuer-?(?:id|identifikationsnummer)|sozialversicherungsnummer|rentenversicherungsnummer
            |passport\ (?:no\.?|number)|reisepassnummer|personalausweisnummer|national\ insurance\ number|numéro\ de\ sécurité\ sociale|dni|codice\ fiscale|bsn)
            \b[\s:.]*(?:is|lautet|ist)?\s*[A-Z]{0,3}[\ -]?\d[\dA-Z\ -]{5,})",
    )
    .ok()
});

/// Words that a text is marked with.
static MARKED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:(strictly confidential|streng vertraulich|confidential – do not distribute|do not distribute|nicht weitergeben|strictement confidentiel|estrictamente confidencial|strettamente riservato|strikt vertrouwelijk)|(internal use only|for internal use|internal only|nur (?:für den )?interne?n? (?:dienst)?gebrauch|nur intern|usage interne|uso interno|intern gebruik))\b",
    )
    .ok()
});

/// Finds what must not leave.
pub(crate) fn check(text: &str, index: &TextIndex<'_>, context: &CheckContext) -> Vec<Finding> {
    let outside: Vec<String> = context
        .recipients
        .iter()
        .filter(|recipient| !context.is_own(&recipient.mailbox.address))
        .filter_map(|recipient| domain(&recipient.mailbox.address))
        .collect();
    // Whoever is not known to be of the house is outside, and so is everybody when nobody is named.
    let leaves = context.recipients.is_empty() || !outside.is_empty();
    let all = |regex: &LazyLock<Option<Regex>>| -> Vec<(std::ops::Range<usize>, String)> {
        let found = regex.iter().flat_map(|regex| regex.find_iter(text));
        found.map(|found| (found.range(), found.as_str().to_owned())).collect()
    };
    let mut found: Vec<Finding> = all(&SECRET)
        .into_iter()
        .map(|(range, _)| {
            Check::ConfidentialLeaves.block("this holds a password or key").at(index.span(range))
        })
        .collect();
    let personal = |message: &str, range| {
        let found = if leaves {
            Check::ConfidentialLeaves.block(message)
        } else {
            Check::ConfidentialLeaves.warn(message)
        };
        found.at(index.span(range))
    };
    for (range, _) in all(&CARD).into_iter().filter(|(_, words)| is_card(words)) {
        found.push(personal("this holds the number of a payment card", range));
    }
    for (range, _) in all(&PERSON) {
        found.push(personal("this holds a number by which the state knows a person", range));
    }
    if outside.is_empty() {
        return found;
    }
    for marked in MARKED.iter().flat_map(|marked| marked.captures_iter(text)) {
        let Some(whole) = marked.get(0) else { continue };
        let message = format!("text marked “{}” goes to {}", whole.as_str(), outside.join(", "));
        let graver = marked.get(1).is_some();
        let finding = if graver {
            Check::ConfidentialLeaves.block(message)
        } else {
            Check::ConfidentialLeaves.warn(message)
        };
        found.push(finding.at(index.span(whole.range())));
    }
    let to = outside.join(", ");
    match context.classification {
        Classification::Public => {}
        Classification::Internal => {
            found.push(
                Check::ConfidentialLeaves
                    .warn(format!("this is made of internal documents and goes to {to}")),
            );
        }
        Classification::Confidential => {
            found.push(
                Check::ConfidentialLeaves
                    .block(format!("this is made of confidential documents and goes to {to}")),
            );
        }
    }
    found
}

/// Checks the number of a card by its last digit (Luhn, ISO/IEC 7812-1).
fn is_card(words: &str) -> bool {
    let digits: Vec<u32> = words.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communications::draft::Recipient;
    use crate::documents::facts::Severity;
    use crate::documents::model::Mailbox;
    use crate::evidence::Provenance;

    fn severities(text: &str, to: &str, classification: Classification) -> Vec<Severity> {
        let mailbox = Mailbox { name: None, address: to.to_owned() };
        let recipients = vec![Recipient { mailbox, role: "to".to_owned(), provenance: Provenance::User }];
        let own_domains = vec!["firm.example".to_owned()];
        let context = CheckContext { recipients, own_domains, classification, ..CheckContext::default() };
        check(text, &TextIndex::new(text), &context).into_iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn secrets_never_leave_and_do_not_go_round_the_house() {
        let public = Classification::Public;
        for text in [
            "-----BEGIN RSA PRIVATE KEY-----",
            "key AKIAIOSFODNN7EXAMPLE",
            "The password is hunter2!",
            "Passwort: geheim99",
            "postgres://app:s3cret@db.firm.example/x",
            "PIN: 4711",
        ] {
            assert_eq!(severities(text, "a@firm.example", public), [Severity::Block], "{text}");
        }
        for text in [
            "Please change your password.",
            "The password is on the note.",
            "a pin board",
            "see https://x.example/a:b@c",
        ] {
            assert_eq!(severities(text, "a@them.example", public), [], "{text}");
        }
    }

    #[test]
    fn cards_and_personal_numbers_stay_inside() {
        let public = Classification::Public;
        assert_eq!(severities("Card 4111 1111 1111 1111.", "a@them.example", public), [Severity::Block]);
        assert_eq!(severities("Card 4111 1111 1111 1111.", "a@firm.example", public), [Severity::Warning]);
        assert_eq!(severities("Order 4111 1111 1111 1112.", "a@them.example", public), []);
        assert_eq!(severities("SSN: 078-05-1120", "a@them.example", public), [Severity::Block]);
    }

    #[test]
    fn classified_text_stays_inside() {
        let internal = Classification::Internal;
        assert_eq!(severities("The plan.", "a@them.example", internal), [Severity::Warning]);
        assert_eq!(
            severities("The plan.", "a@them.example", Classification::Confidential),
            [Severity::Block]
        );
        assert_eq!(severities("The plan.", "a@firm.example", Classification::Confidential), []);
        assert_eq!(
            severities("Streng vertraulich: der Plan", "a@them.example", Classification::Public),
            [Severity::Block]
        );
    }
}
