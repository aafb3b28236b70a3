//! Answers, follow-ups and reminders: what stands in the conversation and in documents, and nothing else.

use secretariat::communications::{DraftKind, DraftRequest, Length, Tone, render};
use secretariat::{ErrorKind, Source};

use super::office::world;

const ANSWER: &str = "From: Ann Weber <ann@shop.example>\r\nTo: Bo Lund <bo@office.example>\r\n\
    Subject: Re: Order 4711\r\nMessage-ID: <a1@shop.example>\r\nIn-Reply-To: <o1@office.example>\r\n\
    Date: Tue, 17 Nov 2026 10:00:00 +0000\r\n\r\nDear Bo,\r\n\r\nGreen.\r\n\r\nAnn\r\n";

#[tokio::test]
async fn a_follow_up_asks_again_until_somebody_answers() {
    let world = world(false).await;
    let request = || DraftRequest::new(DraftKind::FollowUp).answering(world.ours.id.clone());
    let draft = world.office.communications().draft(request()).await.unwrap();
    let text = render::text(&draft);
    assert!(text.contains("my message of 16 November 2026"), "{text}");
    assert!(text.contains("- Which colour do you have in stock?"), "{text}");
    assert!(text.contains("- Could you send us the signed order form?"), "{text}");
    assert_eq!(draft.recipients[0].mailbox.address, "ann@shop.example");
    let answer = Source::bytes("answer.eml", ANSWER.as_bytes().to_vec());
    world.office.documents().add(answer).await.unwrap();
    let error = world.office.communications().draft(request()).await.unwrap_err();
    assert!(error.kind() == ErrorKind::InvalidInput && error.message().contains("answer.eml"), "{error}");
}

#[tokio::test]
async fn a_reminder_says_what_the_bill_says() {
    let world = world(false).await;
    let draft = world.request(DraftKind::Reminder, "en").await;
    let draft = world.office.communications().draft(draft).await.unwrap();
    let text = render::text(&draft);
    assert!(text.contains("overdue"), "{text}");
    assert!(text.contains("Payment due: 16 November 2026"), "{text}");
    assert!(text.contains("Total: EUR 1,190.00"), "{text}");
    assert!(draft.is_sendable(), "{:?}", draft.findings);
}

#[tokio::test]
async fn tone_and_length_change_the_words_and_no_value() {
    let world = world(true).await;
    let request = DraftRequest::reply_to(world.mail.id.clone());
    let communications = world.office.communications();
    let of = |tone, length| DraftRequest { tone, length, ..request.clone() };
    let formal = communications.draft(of(Tone::Formal, Length::Normal)).await.unwrap();
    let friendly = communications.draft(of(Tone::Friendly, Length::Normal)).await.unwrap();
    let short = communications.draft(of(Tone::Neutral, Length::Short)).await.unwrap();
    let (formal_text, friendly_text) = (render::text(&formal), render::text(&friendly));
    assert!(
        formal_text.contains("vielen Dank für Ihre Nachricht") && formal_text.contains("Sie fragten"),
        "{formal_text}"
    );
    assert!(
        friendly_text.starts_with("Hallo Ann,") && friendly_text.contains("Du hast gefragt"),
        "{friendly_text}"
    );
    assert!(render::text(&short).len() < formal_text.len());
    let quotes = |draft: &secretariat::communications::Draft| -> Vec<String> {
        draft.facts.iter().filter(|fact| fact.role == "quote").map(|fact| fact.surface.clone()).collect()
    };
    assert_eq!(quotes(&formal), quotes(&friendly));
    assert_eq!(quotes(&formal), quotes(&short));
    assert!(!quotes(&formal).is_empty());
}

#[tokio::test]
async fn attachments_are_bound_by_their_hash() {
    let world = world(false).await;
    let request = world.request(DraftKind::NewMail, "en").await.attaching(world.invoice.id.clone());
    let draft = world.office.communications().draft(request).await.unwrap();
    assert_eq!(draft.attachments[0].sha256, world.invoice.sha256);
    assert!(render::text(&draft).contains("Attached: invoice.md"), "{}", render::text(&draft));
    let file = world.office.documents().original(&world.invoice.id).await.unwrap();
    assert!(render::eml_with(&draft, &[&file]).is_ok());
    assert!(render::eml_with(&draft, &[b"another"]).is_err());
}

#[tokio::test]
async fn variants_read_otherwise_and_are_not_stored() {
    let world = world(false).await;
    let request = DraftRequest::reply_to(world.mail.id.clone());
    let communications = world.office.communications();
    let variants = communications.variants(request).await.unwrap();
    let texts: std::collections::BTreeSet<String> = variants.iter().map(render::text).collect();
    assert!(variants.len() >= 4 && texts.len() == variants.len(), "{texts:#?}");
    assert!(variants.iter().all(|draft| draft.is_sendable()));
    assert!(communications.newest(10).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_voice_is_told_by_what_this_office_sent() {
    let world = world(false).await;
    let voice = world.office.communications().voice("ann@shop.example").await.unwrap();
    assert_eq!((voice.messages, voice.tone, voice.length), (1, Tone::Neutral, Length::Short));
}
