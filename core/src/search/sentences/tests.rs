use proptest::prelude::*;

use super::*;

fn split(text: &str, language: Option<&str>) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    sentences(text, language).iter().map(|span| chars[span.start..span.end].iter().collect()).collect()
}

#[test]
fn word_lists_are_sorted() {
    for list in [INNER_ABBREVIATIONS, ENDING_ABBREVIATIONS, ORDINAL_LEADS, STARTERS] {
        assert!(list.is_sorted(), "{list:?}");
    }
}

#[test]
fn english_abbreviations_numbers_and_initials_do_not_end_a_sentence() {
    for whole in [
        "Dr. A. B. Miller of Miller Bros. Ltd. owes $1,500.50 (see No. 5, e.g. fig. 3).",
        "The U.S. market grew by 3.5 percent, i.e. more than in 2023.",
        "Section 4.2 of the Agreement applies vs. Mr. Jones.",
        "\"Is it done?\" she asked.",
        "It ended ... and began again.",
    ] {
        assert_eq!(split(whole, Some("en")), [whole]);
    }
}

#[test]
fn english_sentences_end_at_their_marks() {
    assert_eq!(
        split(
            "We met at 5 p.m. The plan is B. It costs $3. \"Really?\" Yes! See you in 2024. Bye",
            Some("en")
        ),
        [
            "We met at 5 p.m.",
            "The plan is B.",
            "It costs $3.",
            "\"Really?\"",
            "Yes!",
            "See you in 2024.",
            "Bye"
        ]
    );
    assert_eq!(
        split("He works for Acme Inc. The firm pays. He said no. Then he left.", None),
        ["He works for Acme Inc.", "The firm pays.", "He said no.", "Then he left."]
    );
}

#[test]
fn german_dates_ordinals_and_abbreviations_stay_whole() {
    for whole in [
        "Die Rechnung Nr. 12 vom 3. Mai 2024 ist z. B. bis zum 15. Juni bzw. ca. 20. Juni fällig.",
        "Gemäß § 5 Abs. 2 Nr. 3 gilt die 2. Mahnung als zugestellt.",
        "Frau Dr. Weber zahlt 1.250,00 EUR inkl. MwSt. an die Müller & Co. KG.",
        "Am 1. Januar beginnt das 3. Quartal.",
    ] {
        assert_eq!(split(whole, Some("de")), [whole]);
    }
}

#[test]
fn german_sentences_end_at_their_marks() {
    assert_eq!(
        split(
            "Wir liefern Papier, Stifte usw. Bitte zahlen Sie bis 2025. Danke! Der Saal 12. Etage ist zu.",
            Some("de")
        ),
        [
            "Wir liefern Papier, Stifte usw.",
            "Bitte zahlen Sie bis 2025.",
            "Danke!",
            "Der Saal 12.",
            "Etage ist zu."
        ]
    );
}

#[test]
fn lists_and_short_lines_are_sentences_of_their_own() {
    assert_eq!(
        split(
            "Please bring:\n- the contract\n- your passport\n1. Sign it.\n2. Send it. Then wait.\n\nThanks",
            None
        ),
        [
            "Please bring:",
            "- the contract",
            "- your passport",
            "1. Sign it.",
            "2. Send it.",
            "Then wait.",
            "Thanks"
        ]
    );
    assert_eq!(split("Anna Weber\nHauptstraße 5\n10115 Berlin", Some("de")).len(), 3);
}

#[test]
fn wrapped_lines_are_one_sentence() {
    let text = "The tenant may end this agreement with three months' notice to the end\nof a quarter. Notice must be given in writing and sent to the Landlord at the\naddress above.";
    assert_eq!(split(text, Some("en")).len(), 2);
}

proptest! {
    #[test]
    fn sentences_cover_all_words_in_order(text in "(?s)[A-Za-z0-9äß.!?\"() \n\t–。]{0,200}|.{0,100}") {
        let chars: Vec<char> = text.chars().collect();
        let mut covered = vec![false; chars.len()];
        let mut last = 0;
        for span in sentences(&text, None) {
            prop_assert!(span.start >= last && span.end <= chars.len() && !span.is_empty());
            last = span.end;
            covered[span.start..span.end].iter_mut().for_each(|c| *c = true);
        }
        for (index, c) in chars.iter().enumerate() {
            prop_assert!(covered[index] || c.is_whitespace(), "{index}");
        }
    }
}
