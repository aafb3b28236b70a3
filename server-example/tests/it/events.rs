//! Live streams.

use std::time::Duration;

use reqwest::Response;
use secretariat::people::NewMember;
use secretariat::rights::Role;
use serde_json::{Value, json};

use crate::http::Client;
use crate::office::Served;

/// Reads a stream event by event.
struct Stream {
    response: Response,
    text: String,
}

impl Stream {
    async fn open(client: &Client, path: &str, after: Option<&str>) -> Self {
        let request = client.request("GET", path);
        let request = match after {
            Some(after) => request.header("last-event-id", after),
            None => request,
        };
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        Self { response, text: String::new() }
    }

    /// Returns the fields of the next event; none at the end of the stream.
    async fn next(&mut self) -> Option<(String, String, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    line.unwrap_or_default().to_owned()
                };
                let found =
                    (field("event"), field("id"), serde_json::from_str(&field("data")).unwrap_or_default());
                let is_comment = found.0.is_empty();
                self.text = rest.to_owned();
                if is_comment {
                    continue;
                }
                return Some(found);
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await;
            let piece = piece.expect("an event comes in time").unwrap()?;
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_are_told_as_they_come_and_again_from_where_a_follower_left_off() {
    let served = Served::in_memory().await;
    let client = &served.client;
    client.add("old.txt", "Old.").await;
    let mut stream = Stream::open(client, "/v1/events", None).await;
    let document = client.add("new.txt", "New.").await;
    let (mut positions, mut seen) = (Vec::new(), Vec::new());
    while !seen.contains(&document["id"]) {
        let (event, id, data) = stream.next().await.unwrap();
        assert_eq!(
            (event.as_str(), id.parse::<u64>().unwrap()),
            ("change", data["position"].as_u64().unwrap())
        );
        assert_eq!(data["kind"], "document");
        positions.push(id);
        seen.push(data["id"].clone());
    }
    assert_eq!(seen, [document["id"].clone()], "what was there before is not told");
    drop(stream);
    let contact = json!({ "name": "Fay", "addresses": ["f@them.example"] });
    let contact = client.post("/v1/contacts", &contact).await.is(201).json();
    let path = format!("/v1/contacts/{}", contact["id"].as_str().unwrap());
    crate::program::send_bare(client, "DELETE", &path).await.is(204);
    let mut again = Stream::open(client, "/v1/events", positions.last().map(String::as_str)).await;
    let (_, _, data) = again.next().await.unwrap();
    assert_eq!(
        (&data["kind"], &data["id"], &data["removed"]),
        (&json!("contact"), &contact["id"], &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_removed_hears_no_more() {
    let served = Served::in_memory().await;
    let viewer = served.office.people().add(NewMember::new("Vic", Role::Viewer)).await.unwrap().id;
    let mut stream = Stream::open(&served.acting("ws_default", viewer.as_str()), "/v1/events", None).await;
    served.client.add("one.txt", "One.").await;
    assert_eq!(stream.next().await.unwrap().0, "change");
    served.office.people().remove(&viewer).await.unwrap();
    served.client.add("two.txt", "Two.").await;
    loop {
        let Some((event, _, data)) = stream.next().await else { break };
        assert_eq!(event, "error", "{data}");
        assert_eq!(data["kind"], "not_found");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_followed_to_its_end() {
    let served = Served::in_memory().await;
    let client = &served.client;
    client.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    let run = client
        .post("/v1/runs", &json!({ "playbook": "weekly_report", "input": { "today": "2027-03-02" } }))
        .await
        .is(201)
        .json();
    let path = format!("/v1/runs/{}/events", run["id"].as_str().unwrap());
    let mut stream = Stream::open(client, &path, None).await;
    let mut ids = Vec::new();
    while let Some((event, id, _)) = stream.next().await {
        if event == "end" {
            break;
        }
        assert_eq!(event, "entry");
        ids.push(id.parse::<u64>().unwrap());
    }
    assert!(ids.len() >= 3 && ids.is_sorted() && ids[0] == 1, "{ids:?}");
    let mut rest = Stream::open(client, &path, Some("2")).await;
    assert_eq!(rest.next().await.unwrap().1, "3");
    client
        .post("/v1/runs", &json!({ "playbook": "weekly_report", "agent": null, "input": {}, "x": 1 }))
        .await
        .is(400);
    client.post("/v1/runs", &json!({ "input": {} })).await.is(400);
    client.get("/v1/runs/run_missing/events").await.is(404);
    let start = || {
        let request = client.request("POST", "/v1/runs").header("content-type", "application/json");
        let body = json!({ "playbook": "weekly_report", "input": { "today": "2027-03-02" } }).to_string();
        crate::http::send(request.header("idempotency-key", "monday").body(body))
    };
    let (first, again) = (start().await.is(201).json(), start().await.is(201).json());
    assert_eq!(first["id"], again["id"], "a run is started once");
}
