//! Meetings: one id through all changes, and a text that says what the calendar entry says.

use secretariat::communications::{
    DraftEdit, DraftKind, DraftRequest, InviteMethod, MeetingRequest, Participation, render,
};
use secretariat::{ErrorKind, Source};

use super::office::{INVITATION, ann, meeting, world};

#[tokio::test]
async fn a_meeting_keeps_its_id_and_counts_its_changes() {
    let world = world(false).await;
    let communications = world.office.communications();
    let invitation =
        DraftRequest::new(DraftKind::Invitation).to(ann()).subject("Kick-off").meeting(meeting());
    let first = communications.draft(invitation).await.unwrap();
    let invited = first.invite.clone().unwrap();
    assert_eq!((invited.sequence, invited.method), (0, InviteMethod::Request));
    assert_eq!(invited.attendees[0].mailbox, ann());
    let later = MeetingRequest::new(jiff::civil::datetime(2026, 12, 11, 9, 30, 0, 0), 60);
    let moved = DraftRequest { changes: Some(first.id.clone()), ..DraftRequest::new(DraftKind::Reschedule) };
    let moved = communications.draft(moved.meeting(later)).await.unwrap();
    let invite = moved.invite.clone().unwrap();
    assert_eq!((invite.uid.as_str(), invite.sequence), (invited.uid.as_str(), 1));
    assert_eq!((invite.location, invite.time_zone), (invited.location, invited.time_zone));
    let text = render::text(&moved);
    assert!(text.contains("“Kick-off”") && text.contains("Friday, 11 December 2026"), "{text}");
    let cancelled =
        DraftRequest { changes: Some(moved.id.clone()), ..DraftRequest::new(DraftKind::Cancellation) };
    let cancelled = communications.draft(cancelled).await.unwrap();
    let invite = cancelled.invite.as_ref().unwrap();
    assert_eq!(
        (invite.uid.as_str(), invite.sequence, invite.method),
        (invited.uid.as_str(), 2, InviteMethod::Cancel)
    );
    assert_eq!(cancelled.recipients[0].mailbox, ann());
    let calendar = render::ics(&cancelled).unwrap();
    assert!(calendar.contains("METHOD:CANCEL\r\n") && calendar.contains("SEQUENCE:2\r\n"), "{calendar}");
}

#[tokio::test]
async fn an_invitation_from_a_message_is_answered_to_its_organiser() {
    let world = world(false).await;
    let mail = Source::bytes("invitation.eml", INVITATION.as_bytes().to_vec());
    let mail = world.office.documents().add(mail).await.unwrap();
    let request = DraftRequest {
        participation: Some(Participation::Declined),
        ..DraftRequest::new(DraftKind::Rsvp).answering(mail.id.clone())
    };
    let draft = world.office.communications().draft(request).await.unwrap();
    let invite = draft.invite.as_ref().unwrap();
    assert_eq!(
        (invite.uid.as_str(), invite.sequence, invite.method),
        ("fabrics@shop.example", 1, InviteMethod::Reply)
    );
    assert_eq!(invite.attendees[0].participation, Participation::Declined);
    assert_eq!(invite.attendees[0].mailbox.address, "bo@office.example");
    let text = render::text(&draft);
    assert!(
        text.contains("“Fabrics” on Monday, 7 December 2026, 14:00. Unfortunately I am unable"),
        "{text}"
    );
    // Who only is invited neither moves nor cancels.
    let request = DraftRequest::new(DraftKind::Cancellation).answering(mail.id);
    let error = world.office.communications().draft(request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
}

#[tokio::test]
async fn a_text_that_says_another_time_than_the_calendar_is_blocked() {
    let world = world(false).await;
    let communications = world.office.communications();
    let invitation =
        DraftRequest::new(DraftKind::Invitation).to(ann()).subject("Kick-off").meeting(meeting());
    let draft = communications.draft(invitation).await.unwrap();
    assert!(draft.is_sendable(), "{:?}", draft.findings);
    let start = draft.facts.iter().find(|fact| fact.role == "meeting_start").unwrap();
    let values = [(start.id.clone(), "11:00".to_owned())].into_iter().collect();
    let edit = DraftEdit { expected_version: 1, values, ..DraftEdit::default() };
    let changed = communications.revise(&draft.id, edit).await.unwrap();
    assert!(changed.blocking().any(|found| found.code == "V2"), "{:?}", changed.findings);
}
