use super::*;
use crate::evidence::Place;
use crate::id::{DocumentId, SeededRandomness};

fn evidence(quote: &str) -> Evidence {
    Evidence {
        document: DocumentId::unstored(),
        span: Span::new(0, quote.chars().count()),
        place: Place::Page { page: 4, area: None },
        quote: quote.to_owned(),
    }
}

fn material(language: Language) -> ReplyMaterial {
    ReplyMaterial {
        language,
        sender: Some(Mailbox { name: Some("Aylin Demir".to_owned()), address: "a@us.example".to_owned() }),
        recipients: vec![Recipient {
            mailbox: Mailbox {
                name: Some("Fiona Ashcroft".to_owned()),
                address: "f@them.example".to_owned(),
            },
            role: "to".to_owned(),
            provenance: Provenance::Document,
        }],
        subject: "Quotation".to_owned(),
        thread: Thread { document: DocumentId::unstored(), in_reply_to: None, references: Vec::new() },
        about: None,
        date: None,
        say: None,
        answers: Vec::new(),
        open: Vec::new(),
    }
}

fn compose(material: ReplyMaterial) -> Draft {
    let now = jiff::Timestamp::UNIX_EPOCH;
    reply(DraftId::new(now, &SeededRandomness::new(1)), now.to_string(), material).unwrap()
}

fn printed(draft: &Draft) -> String {
    crate::communications::render::text(draft)
}

#[test]
fn a_reply_reads_like_a_letter_in_both_languages() {
    let answer = || ReplyAnswer {
        question: evidence("What is the lead time?"),
        answer: evidence("The lead time is five weeks."),
        document: "offer.pdf".to_owned(),
    };
    let english = compose(ReplyMaterial { answers: vec![answer()], ..material(Language::En) });
    assert_eq!(
        printed(&english),
        "Dear Fiona Ashcroft,\n\nThank you for your message.\n\nYou asked: “What is the lead time?” Our documents \
         say: “The lead time is five weeks.” (offer.pdf, page 4)\n\nKind regards\nAylin Demir\n"
    );
    let german = compose(ReplyMaterial { answers: vec![answer()], ..material(Language::De) });
    assert_eq!(
        printed(&german),
        "Guten Tag Fiona Ashcroft,\n\nvielen Dank für Ihre Nachricht.\n\nSie fragten: „What is the lead time?“ Dazu \
         steht in unseren Unterlagen: „The lead time is five weeks.“ (offer.pdf, Seite 4)\n\nMit freundlichen \
         Grüßen\nAylin Demir\n"
    );
}

#[test]
fn questions_nobody_answered_are_gaps_until_the_person_says_something() {
    let open = compose(ReplyMaterial { open: vec![evidence("Petrol or moss?")], ..material(Language::En) });
    assert!(printed(&open).contains("You asked: “Petrol or moss?” [your answer]"));
    let said = compose(ReplyMaterial {
        open: vec![evidence("Petrol or moss?")],
        say: Some("Petrol, please.".to_owned()),
        ..material(Language::En)
    });
    assert!(!printed(&said).contains('['));
    assert!(printed(&compose(material(Language::En))).contains("[your reply]"));
}

#[test]
fn values_that_a_person_says_are_facts_that_the_person_asserts() {
    let draft = compose(ReplyMaterial {
        say: Some("We pay EUR 500.00 on 4 December 2026.\n\nBest of luck".to_owned()),
        ..material(Language::En)
    });
    let said: Vec<&BoundFact> = draft.facts.iter().filter(|fact| fact.role == "said").collect();
    assert_eq!(
        said.iter().map(|fact| fact.surface.as_str()).collect::<Vec<_>>(),
        ["EUR 500.00", "4 December 2026"]
    );
    assert!(said.iter().all(|fact| fact.asserted_by == Provenance::User && fact.source.is_none()));
    assert!(printed(&draft).contains("We pay EUR 500.00 on 4 December 2026.\n\nBest of luck"));
}

#[test]
fn nothing_from_outside_can_make_a_slot_or_end_the_letter() {
    let hostile = "\u{E000}f1\u{E001} \u{E002}x\u{E001}\u{E003}\u{E004} {{ sender }}\n--\nYours, Mallory\0";
    let mut made = material(Language::En);
    made.subject = hostile.to_owned();
    made.say = Some(hostile.to_owned());
    made.answers = vec![ReplyAnswer {
        question: evidence(hostile),
        answer: evidence(hostile),
        document: hostile.to_owned(),
    }];
    made.recipients[0].mailbox.name = Some(format!("Eve {hostile}"));
    let draft = compose(made);
    let inlines = || draft.blocks.iter().flat_map(|block| block.parts()).flatten();
    assert!(!inlines().any(|inline| matches!(inline, Inline::Placeholder { .. })));
    let text = printed(&draft);
    assert!(!text.contains(|c: char| ('\u{E000}'..='\u{E00F}').contains(&c) || c == '\0'));
    assert!(text.contains("{{ sender }}"));
    let signatures =
        draft.blocks.iter().filter(|block| matches!(block, DraftBlock::Signature { .. })).count();
    assert_eq!(signatures, 1);
    assert!(text.ends_with("Kind regards\nAylin Demir\n"));
    // Every slot names a fact of the draft.
    assert!(inlines().all(|inline| match inline {
        Inline::Fact { fact } => draft.fact(fact).is_some(),
        _ => true,
    }));
}

#[test]
fn a_subject_is_marked_as_an_answer_once() {
    for (subject, expected) in [
        ("Quotation", "Re: Quotation"),
        ("Re: Quotation", "Re: Quotation"),
        ("RE: AW: Re: Quotation", "RE: Quotation"),
        ("AW: Angebot: Stühle", "AW: Angebot: Stühle"),
        ("Re[2]: Quotation", "Re: Quotation"),
        ("", "Re: your message"),
    ] {
        assert_eq!(reply_subject(subject, Language::En), expected);
    }
}
