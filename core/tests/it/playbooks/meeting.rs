//! `prepare_meeting`: papers, open points, agenda and invitation.

use secretariat::tools::playbooks::{MeetingPreparation, PrepareMeeting};
use serde_json::json;

use super::world::{planted, played};
use crate::tools::direct::add;

#[tokio::test]
async fn papers_and_open_points_on_the_topic_become_an_agenda() {
    let office = planted().await;
    let input = json!({
        "topic": "Lease of the rooms",
        "start": "2026-11-25T10:00",
        "with": [{ "name": "Zoe Hart", "address": "zoe@lindholm.example" }],
    });
    add(&office, "bo.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Dentist\r\nDTSTART:20261125T103000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").await;
    let (prepared, _) = played::<MeetingPreparation>(&office, &PrepareMeeting, input).await;
    let papers: Vec<&str> = prepared.papers.iter().map(|paper| paper.name.as_str()).collect();
    assert!(papers.contains(&"lease.md") && papers.contains(&"notes.md"), "{papers:?}");
    assert!(!papers.contains(&"moeller.md"), "{papers:?}");
    assert!(
        prepared.open_points.iter().any(|item| item.due.is_some_and(|due| due.to_string() == "2026-12-31"))
    );
    assert_eq!(prepared.conflicts.len(), 1);
    assert!(prepared.agenda.draft.is_some(), "{:?}", prepared.agenda);
    assert!(prepared.agenda.subject.starts_with("Agenda"), "{}", prepared.agenda.subject);
    assert!(!prepared.agenda_text.is_empty());
    let invitation = prepared.invitation.unwrap();
    assert_eq!(invitation.recipients[0].address, "zoe@lindholm.example");
}

#[tokio::test]
async fn a_topic_that_nobody_knows_has_no_papers() {
    let office = planted().await;
    let (prepared, _) =
        played::<MeetingPreparation>(&office, &PrepareMeeting, json!({ "topic": "Zeppelin hangar" })).await;
    assert!(prepared.papers.is_empty() && prepared.open_points.is_empty(), "{:?}", prepared.papers);
    assert!(prepared.invitation.is_none());
}
