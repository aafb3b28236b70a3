//! Whatever stands in a request, a draft is made or refused: it never breaks, and nothing becomes a slot by itself.

use proptest::prelude::*;
use secretariat::communications::{Draft, DraftKind, DraftRequest, Inline, render};
use secretariat::documents::Mailbox;

use super::office::{meeting, world};

/// Texts that templates, markers, headers and readers could stumble over.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{{ sender }}".to_owned()),
        Just("{% for i in range(9) %}".to_owned()),
        Just("\r\nBcc: eve@evil.example\r\n\r\n".to_owned()),
        Just("\u{E000}f1\u{E001}".to_owned()),
        Just("\u{E002}gap\u{E001}\u{E003}\u{E004}\u{E00B}\u{E00C}".to_owned()),
        Just("\u{202E}\u{2066}שלום".to_owned()),
        Just("👩‍👩‍👧‍👦🏴\u{E0067}".to_owned()),
        Just("\0\u{7}\u{85}\u{2028}".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("EUR 500.00 on 4 December 2026".to_owned()),
        "\\PC{0,20}",
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn ensure_whole(draft: &Draft) {
    let inlines = draft.blocks.iter().flat_map(|block| block.parts()).flatten().chain(&draft.subject);
    for inline in inlines {
        match inline {
            Inline::Fact { fact } => assert!(draft.fact(fact).is_some(), "{fact}"),
            Inline::Text { text } => {
                assert!(!text.contains(['\u{E000}', '\u{E001}', '\u{E003}', '\0']), "{text:?}")
            }
            Inline::Placeholder { hint } => assert_ne!(hint, "gap"),
            Inline::Link { .. } => {}
        }
    }
    if let Ok(mail) = render::eml(draft) {
        let mail = String::from_utf8_lossy(&mail).into_owned();
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("\nBcc: eve@evil.example"), "{head}");
    }
    let _ = render::ics(draft);
    let _ = render::html(draft);
}

#[test]
fn no_hostile_value_breaks_a_draft() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(world(false));
    let kinds: Vec<DraftKind> = DraftKind::ALL
        .into_iter()
        .filter(|kind| !matches!(kind, DraftKind::Reschedule | DraftKind::Rsvp | DraftKind::Cancellation))
        .collect();
    let strategy = (0..kinds.len(), hostile(), hostile(), hostile(), hostile());
    let mut runner =
        proptest::test_runner::TestRunner::new(ProptestConfig { cases: 120, ..ProptestConfig::default() });
    runner
        .run(&strategy, |(at, say, subject, name, place)| {
            let kind = kinds[at];
            let mut request = runtime.block_on(world.request(kind, "en")).saying(say).subject(subject);
            request.to.push(Mailbox { name: Some(name), address: "eve@evil.example".to_owned() });
            if kind == DraftKind::Invitation {
                request.meeting = Some(meeting().at(place));
            }
            match runtime.block_on(world.office.communications().draft(request)) {
                Ok(draft) => ensure_whole(&draft),
                Err(error) => assert_eq!(error.kind(), secretariat::ErrorKind::InvalidInput, "{error}"),
            }
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn ten_thousand_recipients_are_drafted_and_more_are_refused() {
    let world = world(false).await;
    let people = |count: usize| {
        (0..count).map(|at| Mailbox { name: None, address: format!("p{at}@house{at}.example") }).collect()
    };
    let request = |count| DraftRequest {
        bcc: people(count),
        ..DraftRequest::new(DraftKind::Announcement).subject("News").saying("We move.")
    };
    let draft = world.office.communications().draft(request(10_000)).await.unwrap();
    assert_eq!(draft.recipients.len(), 10_000);
    let error = world.office.communications().draft(request(10_001)).await.unwrap_err();
    assert_eq!(error.kind(), secretariat::ErrorKind::LimitExceeded);
}
