//! `triage_inbox`: what came in, the most urgent first.

use secretariat::tools::playbooks::{InboxTriage, TriageInbox, TriageKind, TriagedDocument, Urgency};
use serde_json::json;

use super::world::{planted, played};

async fn triage(input: serde_json::Value) -> InboxTriage {
    played(&planted().await, &TriageInbox, input).await.0
}

fn find<'a>(triage: &'a InboxTriage, name: &str) -> &'a TriagedDocument {
    triage.documents.iter().find(|one| one.name == name).unwrap()
}

#[tokio::test]
async fn each_message_says_what_it_is_until_when_and_where_it_says_so() {
    let triage = triage(json!({})).await;
    assert_eq!(triage.today.to_string(), "2026-11-23");
    let chairs = find(&triage, "chairs.eml");
    assert_eq!((chairs.kind, chairs.urgency), (TriageKind::Answer, Urgency::Now));
    assert_eq!(chairs.due.unwrap().to_string(), "2026-11-24");
    assert!(chairs.asks.iter().any(|ask| ask.evidence.quote.contains("returns accepted")));
    assert!(chairs.proposal.starts_with("Answer Ann Weber by 24 November 2026"), "{}", chairs.proposal);
    let regale = find(&triage, "regale.eml");
    assert_eq!((regale.kind, regale.urgency), (TriageKind::Answer, Urgency::Later));
    assert!(regale.proposal.starts_with("Antwort an Carl Sander bis 04.12.2026"), "{}", regale.proposal);
    let bill = find(&triage, "moeller.md");
    assert_eq!((bill.kind, bill.urgency), (TriageKind::Pay, Urgency::Soon));
    assert!(bill.amount.as_ref().unwrap().evidence.quote.contains("238,00"));
    assert!(bill.proposal.starts_with("Prüfen und bezahlen bis 30.11.2026: 238,00"), "{}", bill.proposal);
    assert_eq!(find(&triage, "lease.md").kind, TriageKind::Decide);
    assert_eq!(find(&triage, "thanks.eml").kind, TriageKind::Read);
    assert!(triage.documents.iter().all(|one| one.name != "ours.eml"), "what we wrote did not come in");
    assert!(triage.documents.iter().all(|one| one.name != "lh-11.md"), "our own invoice is not ours to pay");
    let urgencies: Vec<Urgency> = triage.documents.iter().map(|one| one.urgency).collect();
    assert!(urgencies.is_sorted(), "{urgencies:?}");
}

#[tokio::test]
async fn replies_are_drafted_where_an_answer_is_awaited_and_go_to_who_asked() {
    let triage = triage(json!({ "today": "2026-11-23" })).await;
    for one in &triage.documents {
        assert_eq!(one.draft.is_some(), one.kind == TriageKind::Answer, "{}", one.name);
    }
    let draft = find(&triage, "chairs.eml").draft.as_ref().unwrap();
    assert_eq!(draft.recipients[0].address, "ann@shop.example");
    assert!(draft.draft.is_some() && draft.problem.is_none());
    let (office, input) = (planted().await, json!({ "drafts": 0 }));
    let (none, calls) = played::<InboxTriage>(&office, &TriageInbox, input).await;
    assert!(none.documents.iter().all(|one| one.draft.is_none()));
    assert!(calls.iter().all(|call| call.tool != "draft"));
}

#[tokio::test]
async fn another_day_is_another_urgency() {
    let late = triage(json!({ "today": "2026-12-10" })).await;
    assert_eq!(find(&late, "moeller.md").urgency, Urgency::Overdue);
}
