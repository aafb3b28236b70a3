//! `write_minutes`: decisions, tasks, owners and days of a transcript.

use secretariat::ErrorKind;
use secretariat::agents::Playbook;
use secretariat::tools::playbooks::{WriteMinutes, WrittenMinutes};
use serde_json::json;

use super::world::{planted, played};
use crate::tools::direct::{Direct, add, office};

#[tokio::test]
async fn minutes_name_what_was_decided_and_who_does_what_until_when() {
    let office = planted().await;
    let notes = office.documents().find("notes.md").await.unwrap();
    let input =
        json!({ "transcript": notes.id, "to": [{ "name": "Zoe Hart", "address": "zoe@lindholm.example" }] });
    let (minutes, _) = played::<WrittenMinutes>(&office, &WriteMinutes, input).await;
    let decided: Vec<&str> = minutes.decisions.iter().map(|one| one.text.as_str()).collect();
    assert!(decided.iter().any(|text| text.contains("240 m²")), "{decided:?}");
    assert!(minutes.decisions.iter().all(|one| !one.evidence.is_empty()));
    let task = |words: &str| minutes.tasks.iter().find(|task| task.task.contains(words)).unwrap();
    let agents = task("three agents");
    assert_eq!(
        (agents.owner.as_deref(), agents.due.unwrap().to_string().as_str()),
        (Some("Zoe Hart"), "2026-11-30")
    );
    let letter = task("landlord");
    assert_eq!(
        (letter.owner.as_deref(), letter.due.unwrap().to_string().as_str()),
        (Some("Bo Lund"), "2026-11-27")
    );
    assert!(minutes.tasks.iter().all(|task| !task.evidence.is_empty()));
    assert!(minutes.text.contains("240 m²"));
    assert_eq!(minutes.draft.recipients[0].address, "zoe@lindholm.example");
}

#[tokio::test]
async fn a_german_transcript_makes_german_minutes() {
    let office = office("bo@lindholm.example").await;
    let notes = add(
        &office,
        "notizen.md",
        "# Wochenrunde\n\nDatum: 18.11.2026\n\nAnwesend: Bo Lund, Zoe Hart\n\n## Der Mietvertrag\n\nWir haben beschlossen, den \
         Mietvertrag nicht zu verlängern.\n\n## Stühle\n\n- [ ] Zoe Hart soll drei Makler um Angebote bitten, bis 30.11.2026\n",
    )
    .await;
    let (minutes, _) =
        played::<WrittenMinutes>(&office, &WriteMinutes, json!({ "transcript": notes.id })).await;
    assert!(minutes.decisions.iter().any(|one| one.text.contains("nicht zu verlängern")));
    let task = &minutes.tasks[0];
    assert_eq!(
        (task.owner.as_deref(), task.due.unwrap().to_string().as_str()),
        (Some("Zoe Hart"), "2026-11-30")
    );
}

#[tokio::test]
async fn a_transcript_that_is_not_there_is_said_to_be_missing() {
    let (steps, _) = Direct::new(&planted().await).steps();
    let input = json!({ "transcript": "doc_00000000000000000000000000" });
    assert_eq!(WriteMinutes.play(&steps, input).await.unwrap_err().kind(), ErrorKind::NotFound);
    let wrong = WriteMinutes.play(&steps, json!({ "transcript": 7 })).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::InvalidInput);
}
