//! The archive of a person, and an erasure from the report to its proof.

use serde_json::json;

use crate::http::send;
use crate::office::Served;

#[tokio::test]
async fn a_person_is_handed_out_as_an_archive_and_erased_when_somebody_approved() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let note = secretariat::Source::text("hers.txt", "A note on Quilla Zebrowski.");
    let document = served.office.documents().add(note).await.unwrap().id;
    let subject = json!({ "names": ["Quilla Zebrowski"] });
    let request = client.request("POST", "/v1/privacy/export").header("content-type", "application/json");
    let archive = send(request.body(subject.to_string())).await.is(200);
    assert_eq!(archive.header("content-type"), "application/zip");
    assert_eq!(archive.header("content-disposition"), "attachment; filename=archive.zip");
    assert!(archive.bytes.starts_with(b"PK"), "a ZIP archive");
    let post = async |path: &str, body: serde_json::Value| {
        let request = client.request("POST", path).header("content-type", "application/json");
        send(request.body(body.to_string())).await
    };
    let wanted = json!({ "subject": subject });
    let report = post("/v1/privacy/reports", wanted.clone()).await.is(200).json();
    assert_eq!(report["erased"], 1, "{report}");
    let body = json!({ "request": wanted, "report_hash": report["hash"] });
    let erasure = post("/v1/privacy/erasures", body).await.is(201).json();
    let approval = erasure["approval"].as_str().unwrap();
    let approval = client.get(&format!("/v1/approvals/{approval}")).await.is(200).json();
    let path = format!("/v1/approvals/{}/approve", approval["id"].as_str().unwrap());
    post(&path, json!({ "approval": approval })).await.is(200);
    let place = format!("/v1/privacy/erasures/{}", erasure["id"].as_str().unwrap());
    let done = client.get(&format!("{place}/outcome")).await.is(200).json();
    assert_eq!(done["state"], "done", "{done}");
    let check = send(client.request("POST", &format!("{place}/verify"))).await.is(200);
    assert_eq!(check.json()["is_sound"], true, "{}", check.text());
    client.get(&format!("/v1/documents/{document}")).await.is(404);
}
