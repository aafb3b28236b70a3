//! Each kind as it is read, complete and without a finding that forbids sending.

use secretariat::communications::render::{self, DraftForm, RenderOptions};
use secretariat::communications::{Draft, DraftKind, DraftRequest, DraftState, WritingLanguage};
use secretariat::documents::facts::Severity;
use secretariat::{ErrorKind, Provenance};

use super::office::{ann, meeting, world};

async fn drafted(kind: DraftKind, language: &str) -> Draft {
    let world = world(language == "de").await;
    let request = world.request(kind, language).await;
    world.office.communications().draft(request).await.unwrap()
}

fn shown(draft: &Draft) -> String {
    let findings: Vec<String> = draft
        .findings
        .iter()
        .map(|found| format!("{} {:?}: {}\n", found.code, found.severity, found.message))
        .collect();
    let to: Vec<String> =
        draft.recipients.iter().map(|to| format!("{} {}", to.role, to.mailbox.address)).collect();
    format!(
        "{}\n{}\n\n{}\n{}",
        draft.print(&draft.subject),
        to.join(", "),
        render::text(draft),
        findings.concat()
    )
}

#[tokio::test]
async fn each_kind_reads_well_in_english_and_german() {
    for kind in DraftKind::ALL {
        for language in ["en", "de"] {
            insta::assert_snapshot!(format!("{kind:?}.{language}"), shown(&drafted(kind, language).await));
        }
    }
}

#[tokio::test]
async fn the_same_request_gives_the_same_bytes() {
    for kind in DraftKind::ALL {
        let (first, second) = (drafted(kind, "en").await, drafted(kind, "en").await);
        assert_eq!(first, second, "{kind:?}");
        let forms = [DraftForm::Text, DraftForm::Html, DraftForm::Eml, DraftForm::Markdown];
        for form in forms.into_iter().chain(first.invite.is_some().then_some(DraftForm::Ics)) {
            let bytes = |draft| render::render(draft, form, &RenderOptions::default(), &[]).unwrap();
            assert_eq!(bytes(&first), bytes(&second), "{kind:?} {form:?}");
        }
    }
}

#[tokio::test]
async fn nothing_complete_is_blocked_in_any_language() {
    let mut all = Vec::new();
    for kind in DraftKind::ALL {
        for language in WritingLanguage::ALL {
            let world = world(language == WritingLanguage::De).await;
            let mut request = world.request(kind, language.code()).await;
            // What a person says in English is no fault of the language that was asked for.
            if request.say.is_some() {
                request.say = Some("EUR 500.00, Speicherhof".to_owned());
            }
            let draft = world.office.communications().draft(request).await.unwrap();
            let wrong = draft
                .findings
                .iter()
                .filter(|found| found.severity == Severity::Block || found.code == "V12");
            all.extend(wrong.map(|found| format!("{kind:?} {language}: {} {}", found.code, found.message)));
            assert_eq!(draft.language, language.code());
            assert_eq!(draft.state == DraftState::Checked, draft.is_sendable());
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[tokio::test]
async fn a_letter_a_reply_and_an_invitation_as_mail_and_calendar() {
    for (kind, form) in [
        (DraftKind::Reply, DraftForm::Eml),
        (DraftKind::Letter, DraftForm::Html),
        (DraftKind::Invitation, DraftForm::Ics),
        (DraftKind::Minutes, DraftForm::Markdown),
    ] {
        let draft = drafted(kind, "en").await;
        let bytes = render::render(&draft, form, &RenderOptions::default(), &[]).unwrap();
        let text = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        insta::assert_snapshot!(format!("{kind:?}.{form:?}"), text);
    }
}

#[tokio::test]
async fn minutes_quote_what_the_notes_say() {
    let draft = drafted(DraftKind::Minutes, "en").await;
    let text = render::text(&draft);
    assert!(text.contains("1. We agreed that the lease is not renewed."), "{text}");
    assert!(text.contains("2. Rooms of 240 m² are looked for."), "{text}");
    assert!(!text.contains("carpets"), "{text}");
    assert!(text.contains("Present: Bo Lund, Zoe Hart"), "{text}");
    let read = draft.facts.iter().filter(|fact| fact.asserted_by == Provenance::Document);
    assert!(read.clone().count() >= 8 && read.clone().all(|fact| fact.source.is_some()));
}

#[tokio::test]
async fn minutes_of_a_word_file_tell_people_decisions_and_who_does_what_until_when() {
    let office = crate::office::with_inbox().await;
    let notes = office.documents().find("minutes-2026-11-18.docx").await.unwrap();
    let request = DraftRequest::new(DraftKind::Minutes).about(notes.id);
    let draft = office.communications().draft(request).await.unwrap();
    insta::assert_snapshot!("minutes-2026-11-18", shown(&draft));
    assert!(draft.is_sendable(), "{:?}", draft.findings);
    let text = render::text(&draft);
    assert!(
        text.contains("Karin Lindqvist, Jonas Hartmann, Aylin Demir, Tobias Krüger, Mirjam Petersen"),
        "{text}"
    );
    assert!(text.contains("3. The office is closed from 23 December 2026 to 3 January 2027."), "{text}");
    assert!(text.contains("Draft the notice letter to Harbour Quay Estates"), "{text}");
    let roles = |role: &str| draft.facts.iter().filter(|fact| fact.role == role).count();
    assert_eq!((roles("owner"), roles("due")), (5, 5), "{text}");
}

#[tokio::test]
async fn what_nothing_tells_is_a_gap_that_forbids_sending() {
    let world = world(false).await;
    for kind in
        [DraftKind::NewMail, DraftKind::Memo, DraftKind::Minutes, DraftKind::StatusReport, DraftKind::Agenda]
    {
        let request = DraftRequest::new(kind).to(ann());
        let draft = world.office.communications().draft(request).await.unwrap();
        assert_eq!(draft.state, DraftState::Open, "{kind:?}");
        assert!(draft.blocking().all(|found| found.code == "V7"), "{kind:?}: {:?}", draft.findings);
    }
}

#[tokio::test]
async fn what_is_missing_or_contradicts_itself_is_refused_by_its_field() {
    let world = world(false).await;
    let reply = || DraftRequest::reply_to(world.mail.id.clone());
    for (field, request) in [
        ("kind", DraftRequest::default()),
        ("reply_to", DraftRequest::new(DraftKind::Reply)),
        ("reply_to", DraftRequest::new(DraftKind::FollowUp)),
        ("meeting", DraftRequest::new(DraftKind::Invitation)),
        ("meeting", reply().meeting(meeting())),
        ("changes", DraftRequest::new(DraftKind::Cancellation)),
        ("participation", DraftRequest { kind: Some(DraftKind::Rsvp), ..reply() }),
        ("to_all", DraftRequest::new(DraftKind::NewMail).to_all()),
        ("letter", DraftRequest { letter: Some(Default::default()), ..reply() }),
        ("language", DraftRequest { language: Some("xx".to_owned()), ..reply() }),
        ("values", DraftRequest { values: [("a".to_owned(), 1.into())].into_iter().collect(), ..reply() }),
        ("reply_to", DraftRequest { kind: Some(DraftKind::FollowUp), ..reply() }),
    ] {
        let error = world.office.communications().draft(request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{field}: {error}");
        assert!(error.message().contains(&format!("{field}:")), "{field}: {error}");
    }
}
