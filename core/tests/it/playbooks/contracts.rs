//! `contract_renewal_watch`: the last day to give notice.

use secretariat::tools::playbooks::{ContractRenewalWatch, RenewalState, WatchedContract, WatchedContracts};
use serde_json::json;

use super::world::{planted, played};

fn find<'a>(watched: &'a WatchedContracts, name: &str) -> &'a WatchedContract {
    watched.contracts.iter().find(|one| one.name == name).unwrap()
}

#[tokio::test]
async fn the_last_day_to_give_notice_follows_from_the_clauses() {
    let office = planted().await;
    let (watched, _) = played::<WatchedContracts>(&office, &ContractRenewalWatch, json!({})).await;
    let lease = find(&watched, "lease.md");
    assert_eq!(lease.notice_by.unwrap().to_string(), "2026-12-31");
    assert_eq!((lease.state, lease.days_left), (RenewalState::Soon, 38));
    assert_eq!(lease.ends.unwrap().to_string(), "2027-03-31");
    assert!(lease.evidence.iter().any(|place| place.quote.contains("three months")), "{:?}", lease.evidence);
    assert_eq!(lease.task, "Decide whether to give notice, by 31 December 2026");
    assert_eq!(lease.partner.as_deref(), Some("Harbour Quay Estates Ltd"));
    assert!(lease.draft.as_ref().unwrap().draft.is_some(), "{:?}", lease.draft);
    let service = find(&watched, "vertrag.md");
    assert_eq!(service.notice_by.unwrap().to_string(), "2027-09-30");
    assert_eq!((service.state, service.draft.is_none()), (RenewalState::Later, true));
    assert_eq!(service.task, "Über die Kündigung entscheiden, bis 30.09.2027");
}

#[tokio::test]
async fn a_notice_is_drafted_only_for_who_asks_for_it() {
    let office = planted().await;
    let input = json!({ "draft": "notice", "days": 365 });
    let (watched, calls) = played::<WatchedContracts>(&office, &ContractRenewalWatch, input).await;
    let lease = find(&watched, "lease.md").draft.as_ref().unwrap();
    assert_eq!(lease.subject, "Notice of termination: Lease Agreement");
    assert!(!lease.sendable, "nobody's address stands in the lease");
    let asked = calls.iter().find(|call| call.tool == "draft").unwrap();
    assert_eq!(asked.arguments["kind"], "letter");
    let nothing = json!({ "draft": "nothing" });
    let (_, calls) = played::<WatchedContracts>(&office, &ContractRenewalWatch, nothing).await;
    assert!(calls.iter().all(|call| call.tool != "draft"));
    let (passed, _) =
        played::<WatchedContracts>(&office, &ContractRenewalWatch, json!({ "today": "2027-01-05" })).await;
    assert_eq!(find(&passed, "lease.md").state, RenewalState::Passed);
}
