//! Files in and out, and what stands around a request: tags, keys and pages.

use secretariat::Office;
use secretariat::settings::{Limits, Settings};
use secretariat_server::ServerLimits;
use serde_json::{Value, json};

use crate::http::{Answer, Client, send};
use crate::office::{Served, unlimited};

async fn form(client: &Client, files: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, text) in files {
        body.push_str(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str("--x--\r\n");
    let request =
        client.request("POST", "/v1/documents").header("content-type", "multipart/form-data; boundary=x");
    send(request.body(body)).await
}

#[tokio::test]
async fn many_files_are_taken_and_each_is_followed() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let taken = form(client, &[("a.txt", "Pay 120 EUR by 3 March 2027."), ("../b.txt", "Hello.")])
        .await
        .is(202)
        .json();
    let jobs = taken["jobs"].as_array().unwrap();
    assert_eq!([&jobs[0]["name"], &jobs[1]["name"]], ["a.txt", "b.txt"]);
    let id = jobs[0]["id"].as_str().unwrap();
    let events = client.get(&format!("/v1/jobs/{id}/events")).await.is(200);
    assert_eq!(events.header("content-type"), "text/event-stream");
    let text = events.text();
    assert!(
        text.contains("event: progress\nid: 1\n")
            && text.contains("\"stored\"")
            && text.contains("event: end"),
        "{text}"
    );
    let rest = send(client.request("GET", &format!("/v1/jobs/{id}/events")).header("last-event-id", "1"))
        .await
        .text();
    assert!(!rest.contains("id: 1\n") && rest.contains("id: 2\n"), "{rest}");
    send(client.request("GET", &format!("/v1/jobs/{id}/events")).header("last-event-id", "x")).await.is(400);
    let state = client.get(&format!("/v1/jobs/{id}")).await.is(200).json();
    assert_eq!(state["finished"], true, "{state}");
    // The stream of a job ends with it: each file is followed by its own.
    let other = jobs[1]["id"].as_str().unwrap();
    let events = client.get(&format!("/v1/jobs/{other}/events")).await.is(200).text();
    assert!(events.contains("event: end"), "{events}");
    let listed = client.get("/v1/documents").await.is(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert_eq!(listed["next_cursor"], Value::Null);
}

#[tokio::test]
async fn what_is_no_upload_is_refused_with_what_to_do() {
    let settings =
        Settings { limits: Limits { file_bytes: 1_000, ..Limits::default() }, ..Settings::default() };
    let office = Office::builder().settings(settings).build().await.unwrap();
    let limits = ServerLimits { files: 2, ..unlimited() };
    let served = Served::with(office, limits).await;
    let client = &served.client;
    form(client, &[]).await.is(400);
    form(client, &[("", "x")]).await.is(400);
    form(client, &[("a", "1"), ("b", "2"), ("c", "3")]).await.is(413);
    send(client.request("POST", "/v1/documents").body("x")).await.is(400);
    let other = "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n";
    let typed = |media: &'static str| client.request("POST", "/v1/documents").header("content-type", media);
    send(typed("multipart/form-data; boundary=x").body(other)).await.is(400);
    send(typed("multipart/form-data").body("x")).await.is(400);
    send(typed("multipart/form-data; boundary=x").body("--x\r\nbroken")).await.is(400);
    let large = send(
        client.request("POST", "/v1/documents?name=a.txt").header("prefer", "wait").body("x".repeat(2_000)),
    )
    .await;
    large.is(413);
    let unreadable =
        client.request("POST", "/v1/documents?name=a.pdf").header("prefer", "wait").body("%PDF-1.7 broken");
    assert!(send(unreadable).await.status.is_client_error());
    assert_eq!(client.get("/v1/documents").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_added_and_nothing_runs_it() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let page = "<html><script>alert(1)</script><p>Pay by 3 March 2027.</p></html>";
    let document = client.add("n%C3%B6te%22.html", page).await;
    let path = format!("/v1/documents/{}", document["id"].as_str().unwrap());
    let original = client.get(&format!("{path}/original")).await.is(200);
    assert_eq!(original.text(), page);
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert_eq!(original.header("content-disposition"), "attachment; filename*=UTF-8''n%C3%B6te%22.html");
    assert!(original.header("content-security-policy").contains("sandbox"));
    assert_eq!(original.header("x-content-type-options"), "nosniff");
    let known =
        client.request("GET", &format!("{path}/original")).header("if-none-match", original.header("etag"));
    assert!(send(known).await.is(304).bytes.is_empty());
    let html = client.get(&format!("{path}/html")).await.is(200);
    assert!(!html.text().contains("<script") && html.text().contains("data-start"), "{}", html.text());
    assert!(client.get(&format!("{path}/markdown")).await.is(200).text().contains("3 March"));
    let text = client.get(&format!("{path}/text")).await.is(200).json();
    assert!(text["text"].as_str().unwrap().contains("3 March"), "{text}");
}

#[tokio::test]
async fn an_edit_that_comes_too_late_is_refused() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let request = json!({ "kind": "new_mail", "subject": "Plan", "say": "We come on Monday." });
    let draft = client.post("/v1/drafts", &request).await.is(201).json();
    let path = format!("/v1/drafts/{}", draft["id"].as_str().unwrap());
    let read = client.get(&path).await.is(200);
    assert_eq!(read.header("etag"), "\"v1\"");
    send(client.request("GET", &path).header("if-none-match", "\"v1\"")).await.is(304);
    let edit = |tag: &'static str, body: Value| {
        let request = client.request("PATCH", &path).header("content-type", "application/json");
        send(request.header("if-match", tag).body(body.to_string()))
    };
    let changed = edit("\"v1\"", json!({ "subject": "The plan" })).await.is(200);
    assert_eq!(changed.header("etag"), "\"v2\"");
    let late = edit("\"v1\"", json!({ "subject": "My plan" })).await.is(412);
    assert_eq!(late.json()["kind"], "conflict");
    edit("\"v2\"", json!({ "expected_version": 1, "subject": "My plan" })).await.is(412);
    client.json("PATCH", &path, &json!({ "expected_version": 1, "subject": "My plan" })).await.is(409);
    assert_eq!(client.get(&path).await.json()["subject"][0]["text"], "The plan");
    let contact = json!({ "name": "Fay", "addresses": ["f@them.example"] });
    let contact = client.post("/v1/contacts", &contact).await.is(201).json();
    let path = format!("/v1/contacts/{}", contact["id"].as_str().unwrap());
    let tag = client.get(&path).await.is(200).header("etag");
    let change = |name: &str| json!({ "name": name });
    let first =
        client.request("PATCH", &path).header("content-type", "application/json").header("if-match", &tag);
    send(first.body(change("Fay M.").to_string())).await.is(200);
    let second =
        client.request("PATCH", &path).header("content-type", "application/json").header("if-match", &tag);
    send(second.body(change("Fay N.").to_string())).await.is(412);
}

#[tokio::test]
async fn a_post_with_a_key_is_done_once() {
    let served = Served::in_memory().await;
    let client = &served.client;
    let post = |key: &str, name: &str| {
        let body = json!({ "name": name, "addresses": [format!("{name}@them.example")] }).to_string();
        let request = client.request("POST", "/v1/contacts").header("content-type", "application/json");
        send(request.header("idempotency-key", key.to_owned()).body(body))
    };
    let first = post("one", "fay").await.is(201);
    let again = post("one", "fay").await.is(201);
    assert_eq!(again.json(), first.json());
    assert_eq!(
        (first.header("idempotent-replayed"), again.header("idempotent-replayed")),
        (String::new(), "true".to_owned())
    );
    assert_eq!(post("one", "gus").await.is(409).json()["kind"], "conflict");
    post("two", "gus").await.is(201);
    // What failed may be tried again with its key.
    post("three", "gus").await.is(409);
    post("three", "gus").await.is(409);
    post("", "hal").await.is(400);
    post(&"x".repeat(256), "hal").await.is(400);
    assert_eq!(client.get("/v1/contacts").await.json()["items"].as_array().unwrap().len(), 2);
    let others = served.acting("ws_default", "owner");
    let elsewhere = others.post("/v1/workspaces", &json!({ "name": "Archive" })).await.is(201).json();
    let there = served.acting(elsewhere["id"].as_str().unwrap(), "owner");
    let body = json!({ "name": "fay", "addresses": ["fay@them.example"] }).to_string();
    let request = there.request("POST", "/v1/contacts").header("content-type", "application/json");
    let answer = send(request.header("idempotency-key", "one").body(body)).await.is(201);
    assert_eq!(answer.header("idempotent-replayed"), "", "a key belongs to a workspace and who uses it");
}

#[tokio::test]
async fn pages_follow_each_other_until_the_end() {
    let served = Served::in_memory().await;
    let client = &served.client;
    for number in 0..5 {
        client.add(&format!("note-{number}.txt"), format!("Note {number}.")).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("/v1/documents?limit=2{cursor}")).await.is(200).json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, (0..5).map(|number| format!("note-{number}.txt")).collect::<Vec<_>>());
    client.get("/v1/documents?cursor=nonsense").await.is(400);
    client.get("/v1/documents?limit=x").await.is(400);
    client.get("/v1/documents?limit=1&limit=2").await.is(400);
    client.get("/v1/documents?colour=blue").await.is(400);
}

#[tokio::test]
async fn the_agenda_is_a_calendar_too() {
    let served = Served::in_memory().await;
    served.client.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    let calendar = served.client.get("/v1/agenda.ics").await.is(200);
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let text = calendar.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20270303\r\n"), "{text}");
}
