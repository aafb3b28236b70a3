//! Questions to the sample inbox: the right sentence of the right file, and no answer where there is none.

use crate::office::with_inbox;

/// The question, the files any of which is right, and words that the answer must hold (any of them).
const ANSWERABLE: [(&str, &[&str], &[&str]); 46] = [
    ("How much notice must we give on the lease?", &["lease-Speicherhof-3.pdf"], &["three months"]),
    ("When must we give notice?", &["lease-Speicherhof-3.pdf"], &["31 December 2026", "three months"]),
    (
        "When must we give notice on the showroom lease?",
        &["lease-Speicherhof-3.pdf"],
        &["31 December 2026", "three months"],
    ),
    ("What is the monthly rent?", &["lease-Speicherhof-3.pdf"], &["6,450.00"]),
    ("How much is the deposit for the lease?", &["lease-Speicherhof-3.pdf"], &["19,350.00"]),
    ("When does the lease end?", &["lease-Speicherhof-3.pdf"], &["31 March 2027"]),
    ("When did the lease begin?", &["lease-Speicherhof-3.pdf"], &["1 April 2022"]),
    ("Is notice by e-mail sufficient?", &["lease-Speicherhof-3.pdf"], &["not sufficient"]),
    ("How must notice be sent?", &["lease-Speicherhof-3.pdf"], &["registered post"]),
    ("How many parking spaces do we have?", &["lease-Speicherhof-3.pdf"], &["four parking", "5–8"]),
    ("Which law governs the lease agreement?", &["lease-Speicherhof-3.pdf"], &["German law"]),
    ("Is sub-letting allowed?", &["lease-Speicherhof-3.pdf"], &["consent"]),
    (
        "How often must the electrical installation be inspected?",
        &["lease-Speicherhof-3.pdf"],
        &["every four years"],
    ),
    ("What is the floor area of the premises?", &["lease-Speicherhof-3.pdf"], &["412"]),
    ("Up to what amount does the tenant pay minor repairs?", &["lease-Speicherhof-3.pdf"], &["300.00"]),
    (
        "When is the Thornbury invoice due?",
        &["invoice-INV-20418.pdf", "offene-posten.csv"],
        &["9 December", "09.12.2026", "30 days"],
    ),
    (
        "What is the total of invoice INV-20418?",
        &["invoice-INV-20418.pdf", "offene-posten.csv"],
        &["8,893.60", "8.893,60"],
    ),
    ("What is the IBAN of Thornbury Textiles?", &["invoice-INV-20418.pdf"], &["GB29"]),
    (
        "Until when do the prices of the Thornbury quotation hold?",
        &["mail-1-quotation.eml", "Q-2026-0871.pdf"],
        &["4 December 2026"],
    ),
    ("What is the lead time from receipt of the order?", &["mail-3-open-questions.eml"], &["five weeks"]),
    ("Do petrol and moss cost the same?", &["mail-3-open-questions.eml"], &["cost the same"]),
    ("Is the German B1 test enough?", &["mail-2-our-reply.eml"], &["is enough"]),
    ("How high are the pallets?", &["mail-3-open-questions.eml"], &["2.10"]),
    ("When does registration close for the summit?", &["nordic-interiors-summit.html"], &["4 December 2026"]),
    ("How much does one day at the summit cost?", &["nordic-interiors-summit.html"], &["230", "290"]),
    ("Where does the Nordic Interiors Summit take place?", &["nordic-interiors-summit.html"], &["Malmö"]),
    ("When is the next meeting?", &["minutes-2026-11-18.docx"], &["2 December 2026"]),
    ("When is the office closed?", &["minutes-2026-11-18.docx"], &["23 December"]),
    (
        "What is the budget for the chairs?",
        &["minutes-2026-11-18.docx", "hotel-nordwall-concept.pptx"],
        &["9,500"],
    ),
    (
        "Who drafts the notice letter to Harbour Quay Estates?",
        &["minutes-2026-11-18.docx"],
        &["Mirjam Petersen"],
    ),
    ("Who calls Reederei Clausen about the defects?", &["minutes-2026-11-18.docx"], &["Tobias Krüger"]),
    ("What is the total budget for Hotel Nordwall?", &["hotel-nordwall-concept.pptx"], &["127,000"]),
    (
        "When is the start of production for Hotel Nordwall?",
        &["hotel-nordwall-concept.pptx"],
        &["January 2027"],
    ),
    (
        "Wann ist die Rechnung der Tischlerei Wendt fällig?",
        &["Rechnung-RE-2026-1187.pdf", "offene-posten.csv"],
        &["30.11.2026"],
    ),
    (
        "Wie hoch ist der Rechnungsbetrag der Tischlerei Wendt?",
        &["Rechnung-RE-2026-1187.pdf", "offene-posten.csv"],
        &["8.843,13"],
    ),
    (
        "Bis wann müssen die Mängel beseitigt werden?",
        &["Maengelanzeige-Clausen.docx"],
        &["11. Dezember 2026"],
    ),
    ("Wer ist Ansprechpartnerin für die Terminabstimmung?", &["Maengelanzeige-Clausen.docx"], &["Albers"]),
    ("Bis wann müssen die Weihnachtskarten bestellt werden?", &["buero-notizen-kw48.md"], &["30.11.2026"]),
    ("Wie heißt das WLAN für Gäste?", &["buero-notizen-kw48.md"], &["LH-Gast"]),
    ("Wie lange ist die Lieferzeit der Stehleuchte Mole?", &["Preisliste-Lumen-Faden.xlsx"], &["5 Wo"]),
    ("Was kostet die Leseleuchte Koje?", &["Preisliste-Lumen-Faden.xlsx"], &["140.80", "176.00", "140,80"]),
    ("Wie lange gelten die Preise von Lumen & Faden?", &["Preisliste-Lumen-Faden.xlsx"], &["18.12.2026"]),
    ("Wie hoch ist die Miete im Mietvertrag?", &["lease-Speicherhof-3.pdf"], &["6,450.00"]),
    ("Wie hoch ist die Kaution?", &["lease-Speicherhof-3.pdf"], &["19,350.00"]),
    (
        "By when must the defects at Clausen be remedied?",
        &["Maengelanzeige-Clausen.docx"],
        &["11. Dezember 2026"],
    ),
    (
        "When is the invoice of the joinery Wendt due?",
        &["Rechnung-RE-2026-1187.pdf", "offene-posten.csv"],
        &["30.11.2026"],
    ),
];

/// Questions that the sample inbox does not answer.
const UNANSWERABLE: [&str; 20] = [
    "What is the salary of Aylin Demir?",
    "When was the company founded?",
    "How many employees does Thornbury Textiles have?",
    "What is the password of the guest network?",
    "What is the rent of the warehouse in Bremen?",
    "When does the insurance policy with Allianz expire?",
    "Who is the tax adviser?",
    "How much does the company car cost per month?",
    "When is the dentist appointment?",
    "Will they fit into your goods lift?",
    "Which colourway shall we put down, petrol or moss?",
    "Who will sign for the delivery at Speicherhof?",
    "Is there a discount for cash payment of the rent?",
    "What is the phone number of the mayor?",
    "Wie hoch ist das Gehalt von Tobias Krüger?",
    "Beginnt die Gewährleistungsfrist für die ausgetauschten Teile neu?",
    "Wann ist der Betriebsausflug?",
    "Wie viele Urlaubstage hat Mirjam Petersen?",
    "Welche Versicherungsnummer hat das Firmenauto?",
    "Haben Sie den Schaden auch Ihrem Vermieter gemeldet?",
];

#[tokio::test]
async fn questions_are_answered_with_the_right_sentence_or_not_at_all() {
    let office = with_inbox().await;
    let mut missed = Vec::new();
    for (question, files, words) in ANSWERABLE {
        let answer = office.documents().ask(question).await.unwrap();
        let mut right = false;
        if let Some(evidence) = answer.evidence.first() {
            let name = office.documents().get(&evidence.document).await.unwrap().name;
            let text = office.documents().text(&evidence.document).await.unwrap();
            assert_eq!(text.slice(evidence.span), evidence.quote);
            let says = |word: &&str| answer.text.contains(*word) || evidence.quote.contains(*word);
            right = files.contains(&name.as_str()) && words.iter().any(says);
        }
        if !right {
            missed.push(format!("{question} → {}", answer.text));
        }
    }
    let mut invented = Vec::new();
    for question in UNANSWERABLE {
        let answer = office.documents().ask(question).await.unwrap();
        assert_eq!(answer.found, !answer.evidence.is_empty());
        if answer.found {
            invented.push(format!("{question} → {}", answer.text));
        }
    }
    let right = ANSWERABLE.len() - missed.len();
    println!("right {right} of {}; missed:\n{}", ANSWERABLE.len(), missed.join("\n"));
    println!("invented {} of {}:\n{}", invented.len(), UNANSWERABLE.len(), invented.join("\n"));
    assert!(right * 10 >= ANSWERABLE.len() * 8, "too many were missed");
    assert!(invented.is_empty(), "answers were invented");
}

#[tokio::test]
async fn a_deadline_that_was_computed_is_answered_with_its_day_and_all_places() {
    let office = with_inbox().await;
    let answer = office.documents().ask("When must we give notice?").await.unwrap();
    assert_eq!(answer.text, "31 December 2026 — 3 months before 2027-03-31");
    assert!(answer.evidence[0].quote.contains("three months’ written notice"));
    assert!(answer.evidence.iter().any(|evidence| evidence.quote.contains("31 March 2027")));
}

#[tokio::test]
async fn what_is_not_found_says_so_in_the_language_of_the_question() {
    let office = with_inbox().await;
    let english = office.documents().ask("Who repairs the helicopter?").await.unwrap();
    assert_eq!((english.found, english.text.as_str()), (false, "This was not found in your documents."));
    let german = office.documents().ask("Wer repariert den Hubschrauber?").await.unwrap();
    assert_eq!(german.text, "Das habe ich in Ihren Dokumenten nicht gefunden.");
}
