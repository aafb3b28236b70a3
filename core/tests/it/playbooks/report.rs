//! `weekly_report`: what came in, what was done, what is due.

use secretariat::tools::playbooks::{ReportedDocument, WeekReport, WeeklyReport};
use serde_json::json;

use super::world::{planted, played};

fn names(documents: &[ReportedDocument]) -> Vec<&str> {
    documents.iter().map(|one| one.name.as_str()).collect()
}

#[tokio::test]
async fn the_week_is_told_from_its_papers() {
    let office = planted().await;
    let (report, _) = played::<WeekReport>(&office, &WeeklyReport, json!({ "ahead": 14 })).await;
    assert_eq!(
        (report.from.to_string().as_str(), report.to.to_string().as_str()),
        ("2026-11-17", "2026-11-23")
    );
    let received = names(&report.received);
    assert!(received.contains(&"chairs.eml") && received.contains(&"regale.eml"), "{received:?}");
    assert!(!received.contains(&"lh-11.md"), "that is of October");
    assert_eq!(names(&report.sent), ["ours.eml"]);
    assert!(report.done.iter().any(|task| task.title.contains("Call the carrier")), "{:?}", report.done);
    assert!(report.due.iter().any(|item| item.name == "regale.eml"));
    assert!(report.overdue.iter().all(|item| item.overdue));
    let mut waiting = names(&report.waiting);
    waiting.sort_unstable();
    assert_eq!(waiting, ["chairs.eml", "regale.eml"]);
    assert!(report.draft.draft.is_some() && !report.text.is_empty());
    let (day, _) = played::<WeekReport>(
        &office,
        &WeeklyReport,
        json!({ "days": 1, "today": "2026-11-20", "language": "de" }),
    )
    .await;
    let mut received = names(&day.received);
    received.sort_unstable();
    assert_eq!(received, ["chairs.eml", "paid.eml"]);
    assert!(day.draft.subject.contains("Woche 20.11.2026"), "{}", day.draft.subject);
}
