//! Drafts over the sample inbox, and texts checked against their sources.

use secretariat::communications::check::{CheckReport, CheckSource, Support};
use secretariat::communications::{DraftState, render};
use secretariat::search::sentences;
use secretariat::values::{self, Language, ValueOptions};
use secretariat::{DraftRequest, Source, check};

use crate::office::{inbox_files, office, with_inbox};

#[tokio::test]
async fn a_waiting_mail_gets_a_draft_with_its_open_questions_as_gaps() {
    let office = with_inbox().await;
    let mail = office.documents().find("mail-3-open-questions.eml").await.unwrap();
    let draft = office.communications().draft(DraftRequest::reply_to(mail.id.clone())).await.unwrap();
    let text = render::text(&draft);
    assert!(
        text.starts_with("Dear Fiona Ashcroft,\n\nThank you for your message of 20 November 2026.\n\n"),
        "{text}"
    );
    assert!(text.contains("petrol or moss?” [your answer]"), "{text}");
    assert!(text.ends_with("Kind regards\nAylin Demir\n"), "{text}");
    assert_eq!(draft.state, DraftState::Open);
    assert!(draft.findings.iter().all(|finding| finding.code == "V7"), "{:?}", draft.findings);
    assert_eq!(draft.recipients.len(), 1, "not everybody is answered");
    let again = office.communications().draft(DraftRequest::reply_to(mail.id.clone())).await.unwrap();
    assert_eq!(again, draft);
    let all = office.communications().draft(DraftRequest::reply_to(mail.id.clone()).to_all()).await.unwrap();
    assert_eq!(all.recipients.len(), 1, "our own colleagues write the answer");
    let said =
        DraftRequest::reply_to(mail.id).saying("Petrol, please. We pay EUR 9,131.60 on 4 December 2026.");
    let said = office.communications().draft(said).await.unwrap();
    assert_eq!(said.state, DraftState::Checked, "{:?}", said.findings);
    assert!(render::text(&said).contains("Petrol, please. We pay EUR 9,131.60 on 4 December 2026."));
    assert!(render::eml(&said).is_ok());
}

#[tokio::test]
async fn a_contract_is_answered_by_a_letter_to_its_other_side() {
    let office = with_inbox().await;
    let lease = office.documents().find("lease-Speicherhof-3.pdf").await.unwrap();
    let request = DraftRequest::reply_to(lease.id).saying("We will not renew the lease.");
    let draft = office.communications().draft(request).await.unwrap();
    let recipients: Vec<_> = draft.recipients.iter().map(|to| to.mailbox.name.as_deref()).collect();
    assert_eq!(recipients, [Some("Harbour Quay Estates Ltd")]);
    draft.ensure_sendable().unwrap();
    let text = render::text(&draft);
    assert!(text.contains("We will not renew the lease."), "{text}");
    assert!(!text.contains("your message"), "{text}");
    assert!(draft.findings.iter().any(|finding| finding.code == "no_address"), "{:?}", draft.findings);
    let error = render::eml(&draft).unwrap_err();
    assert!(error.message().contains("Harbour Quay Estates Ltd"), "{error}");
}

#[tokio::test]
async fn a_message_of_our_own_is_followed_up_to_those_it_went_to() {
    let office = with_inbox().await;
    let mail = office.documents().find("mail-2-our-reply.eml").await.unwrap();
    let draft =
        office.communications().draft(DraftRequest::reply_to(mail.id).saying("Any news?")).await.unwrap();
    assert_eq!(draft.recipients[0].mailbox.address, "fiona.ashcroft@thornbury.example");
    assert_eq!(draft.sender.unwrap().address, "a.demir@lindqvist-hartmann.example");
    assert_eq!(draft.recipients.len(), 1);
}

#[tokio::test]
async fn a_question_is_answered_with_the_sentence_and_place_of_another_document() {
    for (terms, body, answer) in [
        (
            "Our return policy for all goods.\n\nReturns are accepted within 30 days of delivery.",
            "Dear Ann,\n\nWithin how many days of delivery are returns accepted?\n\nBest\nBen",
            "Our documents say: “Returns are accepted within 30 days of delivery.” (terms.txt, ",
        ),
        (
            "Unsere Bedingungen für alle Waren.\n\nDie Lieferzeit der Regale beträgt vier Wochen.",
            "Guten Tag,\n\nwie lange ist die Lieferzeit der Regale?\n\nViele Grüße\nBen",
            "Dazu steht in unseren Unterlagen: „Die Lieferzeit der Regale beträgt vier Wochen.“ (terms.txt, ",
        ),
    ] {
        let office = office(None).await;
        office.documents().add(Source::text("terms.txt", terms)).await.unwrap();
        let mail = format!(
            "From: Ben Miller <ben@them.example>\r\nTo: Ann <ann@ours.example>\r\nSubject: Question\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        );
        let mail = office.documents().add(Source::bytes("question.eml", mail)).await.unwrap();
        let draft = office.communications().draft(DraftRequest::reply_to(mail.id)).await.unwrap();
        let text = render::text(&draft);
        assert!(text.contains(answer), "{text}");
        assert_eq!(draft.state, DraftState::Checked, "{:?}", draft.findings);
    }
}

#[tokio::test]
async fn a_question_without_a_word_to_look_for_stays_open() {
    let office = office(None).await;
    let mail = "From: Ben Miller <ben@them.example>\r\nTo: Ann <ann@ours.example>\r\nSubject: Chairs\r\n\r\n\
                Dear Ann,\r\n\r\nCould you send us the list of chairs? And what about you?\r\n\r\nBest\r\nBen\r\n";
    let mail = office.documents().add(Source::bytes("question.eml", mail)).await.unwrap();
    office.communications().draft(DraftRequest::reply_to(mail.id)).await.unwrap();
}

fn report(text: &str, source: &str, language: Language) -> CheckReport {
    let sources = [CheckSource { name: "source".to_owned(), text: source.to_owned() }];
    check(text, &sources, &ValueOptions { language, ..ValueOptions::default() })
}

fn supports(text: &str, source: &str) -> Vec<Support> {
    report(text, source, Language::En).values.into_iter().map(|value| value.support).collect()
}

const SOURCE: &str = "The deposit for the showroom is EUR 19,350.00. The rent of the premises is EUR 6,450.00 from \
    1 April 2022. We deliver 40 chairs for EUR 2,832.00 on 4 December 2026.";

#[test]
fn values_count_in_any_notation() {
    assert_eq!(
        supports("The rent of the premises is €6450 from 2022-04-01.", SOURCE),
        [Support::Supported; 2]
    );
    assert_eq!(supports("The deposit for the showroom is 19350 EUR.", SOURCE), [Support::Supported]);
}

#[test]
fn altered_values_are_missing_and_mixed_up_ones_stand_elsewhere() {
    assert_eq!(supports("The rent of the premises is EUR 6,540.00.", SOURCE), [Support::Missing]);
    assert_eq!(supports("The rent of the premises is EUR 19,350.00.", SOURCE), [Support::Elsewhere]);
    let missing = report("The rent of the premises is EUR 6,540.00.", SOURCE, Language::En);
    assert!(!missing.is_supported() && missing.findings.len() == 1);
}

#[test]
fn swapped_values_of_a_copied_sentence_are_noticed() {
    let source = "Carol paid 300 euros for 12 lamps, and David paid 500 euros for 20 chairs.";
    let swapped = "Carol paid 500 euros for 12 lamps, and David paid 300 euros for 20 chairs.";
    assert!(report(source, source, Language::En).is_supported());
    assert!(!report(swapped, source, Language::En).is_supported());
}

#[test]
fn references_that_are_no_values_must_stand_in_a_source() {
    let source = "We refer to quotation Q-2026-0871 of Thornbury.";
    assert!(report("Quotation Q-2026-0871 is accepted.", source, Language::En).findings.is_empty());
    assert!(!report("Quotation Q-2026-0817 is accepted.", source, Language::En).findings.is_empty());
}

#[test]
fn sources_may_be_in_another_language() {
    let german = report("Die Monatsmiete beträgt 6.450,00 € ab dem 1. April 2022.", SOURCE, Language::De);
    assert!(german.values.iter().all(|value| value.support != Support::Missing), "{:?}", german.findings);
    let wrong = report("Die Monatsmiete beträgt 6.540,00 €.", SOURCE, Language::De);
    assert!(wrong.values.iter().any(|value| value.support == Support::Missing));
}

#[test]
fn hostile_texts_are_checked_without_harm() {
    for text in ["", "\0", "1", "🪑 1.2.3 🪑", &"1 ".repeat(500)] {
        report(text, SOURCE, Language::En);
        report(SOURCE, text, Language::En);
    }
}

/// Changes one digit of a value; `None` when it has none that can change.
fn altered(value: &str, seed: usize) -> Option<String> {
    let digits: Vec<usize> =
        value.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *digits.get(seed % digits.len().max(1))?;
    let digit = value.as_bytes()[at] - b'0';
    // Seven further, so that a day of a month stays one as often as not; never a leading zero.
    let next = match (digit + 1 + (seed % 7) as u8) % 10 {
        0 if at == 0 => 3,
        next => next,
    };
    (next != digit).then(|| format!("{}{next}{}", &value[..at], &value[at + 1..]))
}

#[test]
fn altered_values_in_copied_sentences_are_caught_and_clean_ones_pass() {
    let (mut clean, mut blocked, mut mutants, mut caught) = (0, 0, 0, 0);
    let mut escaped = Vec::new();
    for file in inbox_files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let parsed = secretariat::parse(&std::fs::read(&file).unwrap(), &name).unwrap();
        let german = secretariat::brief(&parsed, &name, "2026-11-23T09:00".parse().unwrap()).language;
        let language = if german.as_deref() == Some("de") { Language::De } else { Language::En };
        let options = ValueOptions { language, ..ValueOptions::default() };
        for (seed, span) in sentences(&parsed.text, Some(language.code())).into_iter().enumerate() {
            let sentence = parsed.slice(span);
            let values = values::find(sentence, &options);
            if values.is_empty() {
                continue;
            }
            clean += 1;
            if !report(sentence, &parsed.text, language).findings.is_empty() {
                blocked += 1;
                escaped.push(format!("blocked: {name}: {sentence}"));
            }
            for value in values {
                let Some(other) = altered(&value.text, seed) else { continue };
                let index = secretariat::evidence::TextIndex::new(sentence);
                let before = index.slice(secretariat::Span::new(0, value.span.start));
                let after = index.slice(secretariat::Span::new(value.span.end, index.len()));
                let mutant = format!("{before}{other}{after}");
                mutants += 1;
                if report(&mutant, &parsed.text, language).findings.is_empty() {
                    escaped.push(format!("escaped: {name}: {mutant}"));
                } else {
                    caught += 1;
                }
            }
        }
    }
    println!("clean {clean}, blocked {blocked}; altered {mutants}, caught {caught}\n{}", escaped.join("\n"));
    assert!(mutants > 200);
    assert!(caught * 100 >= mutants * 99, "{caught} of {mutants}");
    assert!(blocked * 100 <= clean, "{blocked} of {clean}");
}
