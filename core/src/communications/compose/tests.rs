use super::*;
use crate::communications::draft::{BoundFact, Inline, Recipient, Thread};
use crate::communications::language::WritingLanguage;
use crate::documents::model::Mailbox;
use crate::evidence::{Evidence, Place, Provenance, Span};
use crate::id::{DocumentId, SeededRandomness};

fn evidence(quote: &str) -> Evidence {
    Evidence {
        document: DocumentId::unstored(),
        span: Span::new(0, quote.chars().count()),
        place: Place::Page { page: 4, area: None },
        quote: quote.to_owned(),
    }
}

fn material(language: WritingLanguage) -> Material {
    Material {
        kind: Some(DraftKind::Reply),
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
        title: Some("Quotation".to_owned()),
        thread: Some(Thread { document: DocumentId::unstored(), in_reply_to: None, references: Vec::new() }),
        ..Material::default()
    }
}

fn composed(material: Material) -> Draft {
    let now = jiff::Timestamp::UNIX_EPOCH;
    compose(DraftId::new(now, &SeededRandomness::new(1)), now.to_string(), material).unwrap()
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
    let english = composed(Material { answers: vec![answer()], ..material(WritingLanguage::En) });
    assert_eq!(
        printed(&english),
        "Dear Fiona Ashcroft,\n\nThank you for your message.\n\nYou asked: “What is the lead time?” Our documents \
         say: “The lead time is five weeks.” (offer.pdf, page 4)\n\nKind regards\nAylin Demir\n"
    );
    let german = composed(Material { answers: vec![answer()], ..material(WritingLanguage::De) });
    assert_eq!(
        printed(&german),
        "Guten Tag Fiona Ashcroft,\n\nvielen Dank für Ihre Nachricht.\n\nSie fragten: „What is the lead time?“ Dazu \
         steht in unseren Unterlagen: „The lead time is five weeks.“ (offer.pdf, Seite 4)\n\nMit freundlichen \
         Grüßen\nAylin Demir\n"
    );
}

#[test]
fn questions_nobody_answered_are_gaps_until_the_person_says_something() {
    let open =
        composed(Material { open: vec![evidence("Petrol or moss?")], ..material(WritingLanguage::En) });
    assert!(printed(&open).contains("You asked: “Petrol or moss?” [your answer]"));
    let said = composed(Material {
        open: vec![evidence("Petrol or moss?")],
        say: Some("Petrol, please.".to_owned()),
        ..material(WritingLanguage::En)
    });
    assert!(!printed(&said).contains('['));
    assert!(printed(&composed(material(WritingLanguage::En))).contains("[your reply]"));
}

#[test]
fn values_that_a_person_says_are_facts_that_the_person_asserts() {
    let draft = composed(Material {
        say: Some("We pay EUR 500.00 on 4 December 2026.\n\nBest of luck".to_owned()),
        ..material(WritingLanguage::En)
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
    let mut made = material(WritingLanguage::En);
    made.title = Some(hostile.to_owned());
    made.say = Some(hostile.to_owned());
    made.answers = vec![ReplyAnswer {
        question: evidence(hostile),
        answer: evidence(hostile),
        document: hostile.to_owned(),
    }];
    made.recipients[0].mailbox.name = Some(format!("Eve {hostile}"));
    let draft = composed(made);
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
fn every_pack_has_the_same_macros_and_words() {
    let names = |language: WritingLanguage| -> Vec<&str> {
        let lines = templates::phrases(language).lines();
        lines.filter_map(|line| line.strip_prefix("{% macro ")?.split(" %}").next()).collect()
    };
    let english = names(WritingLanguage::En);
    assert!(english.len() > 20, "{english:?}");
    for language in WritingLanguage::ALL {
        assert_eq!(names(language), english, "{language}");
    }
}

#[test]
fn every_kind_is_composed_in_every_language_and_tone_without_literals() {
    use crate::communications::draft::{Invite, InviteEnd, InviteMethod, Length, Participation, Tone};
    let mut all = Vec::new();
    let organiser = Mailbox { name: Some("Aylin Demir".to_owned()), address: "a@us.example".to_owned() };
    for kind in DraftKind::ALL {
        for language in WritingLanguage::ALL {
            for tone in [Tone::Formal, Tone::Neutral, Tone::Friendly] {
                for length in [Length::Short, Length::Normal, Length::Long] {
                    for participation in
                        [Participation::Accepted, Participation::Tentative, Participation::Declined]
                    {
                        let invite = Invite {
                            uid: "u@us.example".to_owned(),
                            sequence: 0,
                            method: InviteMethod::Request,
                            organiser: organiser.clone(),
                            attendees: Vec::new(),
                            start: jiff::civil::datetime(2026, 12, 4, 10, 30, 0, 0),
                            end: InviteEnd::After { minutes: 60 },
                            time_zone: "Europe/Berlin".to_owned(),
                            location: Some("Speicherhof".to_owned()),
                        };
                        let mut draft = composed(Material {
                            kind: Some(kind),
                            tone,
                            length,
                            say: Some("x".to_owned()),
                            invite: Some(invite),
                            participation: Some(participation),
                            ..material(language)
                        });
                        crate::communications::verify::verify(&mut draft, &Default::default());
                        let wrong: Vec<_> = draft
                            .findings
                            .iter()
                            .filter(|found| !matches!(found.code.as_str(), "V7"))
                            .map(|found| &found.message)
                            .collect();
                        all.extend(
                            wrong.into_iter().map(|wrong| format!("{kind:?} {language} {tone:?}: {wrong}")),
                        );
                        assert!(!draft.subject.is_empty(), "{kind:?} {language}");
                    }
                }
            }
        }
    }
    all.dedup();
    assert!(all.is_empty(), "{all:#?}");
}
