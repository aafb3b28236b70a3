//! Finds international bank account numbers (ISO 13616) whose check digits are wrong.

use std::sync::LazyLock;

use regex::Regex;

use crate::documents::facts::{Finding, Severity};
use crate::documents::understand::units::Zone;
use crate::documents::understand::work::Work;

static IBAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b").expect("a fixed pattern")
});

/// Checks every account number of the right length for its country.
pub(super) fn check(work: &Work<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for unit in work.units.iter().filter(|unit| unit.zone != Zone::Quoted) {
        for hit in IBAN.find_iter(&unit.plain) {
            let labelled = unit.plain.to_uppercase().contains("IBAN");
            let number: String = hit.as_str().chars().filter(|c| *c != ' ').collect();
            let Some(length) = length(&number[..2]) else { continue };
            let Some(number) = number.get(..length) else { continue };
            // A number blotted out with zeros is not a mistake.
            let blank = number.chars().skip(4).filter(|c| *c != '0').count() <= 2;
            if blank || !labelled && number.chars().skip(4).any(char::is_alphabetic) || remainder(number) == 1
            {
                continue;
            }
            let evidence = work.source.evidence(unit.part(hit.start(), hit.end()));
            if found.iter().all(|other| other.evidence.as_ref().map(|e| &e.quote) != Some(&evidence.quote)) {
                found.push(Finding {
                    code: "iban_checksum".to_owned(),
                    severity: Severity::Warning,
                    message: "The check digits of this account number are wrong: compare it before paying."
                        .to_owned(),
                    evidence: Some(evidence),
                    span: None,
                });
            }
        }
    }
    found
}

/// The number of characters in the countries of the SEPA area that matter most.
fn length(country: &str) -> Option<usize> {
    const LENGTHS: [(&str, usize); 24] = [
        ("AT", 20),
        ("BE", 16),
        ("CH", 21),
        ("CZ", 24),
        ("DE", 22),
        ("DK", 18),
        ("EE", 20),
        ("ES", 24),
        ("FI", 18),
        ("FR", 27),
        ("GB", 22),
        ("HU", 28),
        ("IE", 22),
        ("IT", 27),
        ("LI", 21),
        ("LT", 20),
        ("LU", 20),
        ("LV", 21),
        ("NL", 18),
        ("NO", 15),
        ("PL", 28),
        ("PT", 25),
        ("SE", 24),
        ("SK", 24),
    ];
    LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)
}

/// Returns the remainder by 97 (ISO 7064), which is 1 for a right number.
fn remainder(number: &str) -> u32 {
    let (head, tail) = number.split_at(4);
    tail.chars().chain(head.chars()).fold(0, |rest, c| {
        let digit = c.to_digit(36).unwrap_or(0);
        if digit > 9 { (rest * 100 + digit) % 97 } else { (rest * 10 + digit) % 97 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_reckoned() {
        assert_eq!(remainder("DE49200999990004711081"), 1);
        assert_ne!(remainder("DE49200999990004711082"), 1);
        assert_eq!(remainder("GB29THRN00999912345678"), 1);
    }
}
