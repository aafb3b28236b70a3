//! Answers that take up nothing of the words, and misses that must stay misses.

use super::*;
use crate::values::{self, Language, ValueOptions};

fn missed(text: &str, asks: &[&str], language: &str) -> usize {
    let asks: Vec<String> = asks.iter().map(|ask| (*ask).to_owned()).collect();
    let options =
        ValueOptions { language: language.parse().unwrap_or(Language::En), ..ValueOptions::default() };
    check(text, text, &values::find(text, &options), &asks, Some(language)).len()
}

#[test]
fn an_ask_is_answered_when_its_words_are_taken_up() {
    let asks = ["When will the chairs be delivered?", "Who pays for the insurance?"];
    assert_eq!(missed("The chairs are delivered on Friday.", &asks, "en"), 1);
    assert_eq!(missed("Wir liefern die Stühle am Freitag.", &["Wann werden die Stühle geliefert?"], "de"), 0);
}

#[test]
fn what_a_question_asks_for_answers_it_in_other_words() {
    for (text, ask, language) in [
        ("Dear Ann,\n\nIt will be Friday, 4 December 2026.", "When will the chairs be delivered?", "en"),
        ("Dear Ann,\n\nEUR 1,190.00 in all.", "How much does the insurance cost?", "en"),
        ("Yes, gladly.", "Could you host the workshop in spring?", "en"),
        ("Unfortunately not.", "Is the hall free on Tuesday?", "en"),
        ("We can do that.", "Would you translate the leaflet?", "en"),
        ("Das passt uns gut.", "Können wir die Abnahme auf Montag verschieben?", "de"),
        ("Am 4. Dezember 2026.", "Wann kommt die Lieferung?", "de"),
        ("Oui, volontiers.", "Pouvez-vous confirmer la réservation ?", "fr"),
        ("Sí, claro.", "¿Puede enviarnos el contrato?", "es"),
        ("Purtroppo no.", "Potete consegnare il mobile lunedì?", "it"),
        ("Ja, graag.", "Kunt u de offerte sturen?", "nl"),
    ] {
        assert_eq!(missed(text, &[ask], language), 0, "{text} for {ask}");
    }
}

#[test]
fn who_puts_an_answer_off_has_answered() {
    let asks = ["Who pays for the insurance?", "Which colour do you have in stock?"];
    for text in [
        "I will get back to you next week.",
        "We are looking into it.",
        "Please find the answers in the attachment.",
        "I do not know yet.",
    ] {
        assert_eq!(missed(text, &asks, "en"), 0, "{text}");
    }
    let asks = ["Wer zahlt die Versicherung?", "Welche Farbe haben Sie auf Lager?"];
    for text in ["Ich melde mich nächste Woche bei Ihnen.", "Das klären wir noch.", "Anbei die Antworten."]
    {
        assert_eq!(missed(text, &asks, "de"), 0, "{text}");
    }
}

#[test]
fn misses_stay_misses() {
    for (text, asks, language, count) in [
        ("The chairs are delivered on Friday.", &["Who pays for the insurance?"][..], "en", 1),
        // A date answers one question of two.
        (
            "It will be 4 December 2026.",
            &["When will the hall be painted?", "When does the lease end?"],
            "en",
            1,
        ),
        // The date of the message that is answered answers nothing.
        (
            "Thank you for your message of 20 November 2026. Kind regards",
            &["When does the lease end?"],
            "en",
            1,
        ),
        // A yes to one thing is none to the next.
        ("Yes, we can.", &["Can you host the workshop?", "Could you translate the leaflet?"], "en", 1),
        (
            "Yes to both, we agree.",
            &["Can you host the workshop?", "Could you translate the leaflet?"],
            "en",
            0,
        ),
        // Who puts one thing off by its name leaves the other open.
        (
            "I will get back to you about the insurance.",
            &["Who pays for the insurance?", "Which colour do you have?"],
            "en",
            1,
        ),
        ("Do you agree?", &["Can you host the workshop?"], "en", 1),
        ("Viele Grüße", &["Können Sie den Termin bestätigen?"], "de", 1),
        ("Vielen Dank für Ihre Nachricht vom 3. Mai 2026.", &["Wann endet der Vertrag?"], "de", 1),
        ("Die Stühle sind blau.", &["Wer zahlt die Versicherung?"], "de", 1),
    ] {
        assert_eq!(missed(text, asks, language), count, "{text}");
    }
}
