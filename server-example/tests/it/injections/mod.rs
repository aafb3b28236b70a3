//! Hostile text in every place that takes text: it comes back as it was or is refused, and is never more than text.

mod neutral;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures::{FutureExt, StreamExt};
use serde_json::{Value, json};

use self::neutral::{active, forged_field, forged_line};
use crate::http::{Answer, Client, send};
use crate::program::{Program, member};

/// The headers of a client that are read, or logged by many servers.
const HEADERS: [&str; 8] = [
    "x-request-id",
    "idempotency-key",
    "if-none-match",
    "last-event-id",
    "x-forwarded-for",
    "user-agent",
    "accept-language",
    "prefer",
];
/// How many strings are on their way at the same time.
const AT_ONCE: usize = 6;

/// Reads the strings, by their classes.
fn strings() -> BTreeMap<String, Vec<String>> {
    serde_json::from_str(include_str!("../../data/injections.json")).unwrap()
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// One hostile string on its way through the server.
struct Probe<'a> {
    client: &'a Client,
    /// Somebody else, who agrees to what is sent.
    approver: &'a Client,
    class: &'a str,
    text: &'a str,
    /// A number of its own, for what must be unique.
    number: usize,
}

impl Probe<'_> {
    /// Fails unless an answer is in order: no fault of the server, no header of the attacker.
    #[track_caller]
    fn sound(&self, place: &str, answer: Answer) -> Answer {
        let text = self.text;
        let shown = answer.text();
        assert!(answer.status.as_u16() < 500, "{place} with {text:?}: {} {shown}", answer.status);
        assert_ne!(answer.status.as_u16(), 401, "{place} with {text:?}: {shown}");
        for name in ["x-injected", "set-cookie", "location", "content-encoding"] {
            assert!(answer.headers.get(name).is_none(), "{place} with {text:?} has the header {name}");
        }
        if !answer.status.is_success() && answer.status.as_u16() != 304 {
            assert_eq!(answer.header("content-type"), "application/problem+json", "{place} with {text:?}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        answer
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.sound(path, self.client.post(path, body).await)
    }

    async fn get(&self, path: &str) -> Answer {
        self.sound(path, self.client.get(path).await)
    }

    /// Puts the text into a field: it comes back exactly, but for the spaces around it, or is refused.
    async fn comes_back(&self, path: &str, field: &str, body: Value) -> bool {
        let made = self.post(path, &body).await;
        if !made.status.is_success() {
            return false;
        }
        let mut told = made.json();
        if self.number.is_multiple_of(5) {
            told = self.get(&format!("{path}/{}", told["id"].as_str().unwrap())).await.json();
        }
        let back = told[field].as_str().unwrap();
        assert!([self.text, self.text.trim()].contains(&back), "{:?} is {back:?} in {path}", self.text);
        true
    }

    /// Says whether it goes through a place that costs much: always when its class was made for it, else one of twelve.
    fn is_for(&self, place: usize, classes: &[&str]) -> bool {
        classes.contains(&self.class) || (self.number + place).is_multiple_of(12)
    }

    /// Sends it through every place that stores; returns in which it was taken.
    async fn everywhere(&self) -> BTreeSet<&'static str> {
        let (text, number) = (self.text, self.number);
        let mut taken = BTreeSet::new();
        let mut note = |place, is_taken: bool| {
            if is_taken {
                taken.insert(place);
            }
        };
        if self.is_for(0, &["html"]) {
            note("file", self.file().await);
        }
        if self.is_for(1, &["header", "path"]) {
            note("form", self.form().await);
        }
        if self.is_for(2, &["header", "html"]) {
            note("draft", self.draft().await);
        }
        if self.is_for(3, &["header"]) {
            note("invitation", self.invitation().await);
        }
        if self.is_for(4, &[]) {
            note("mail", self.sent().await);
        }
        // Of the others each string goes through two of five.
        let goes = |place: usize| (number + place) % 5 < 2;
        if goes(0) {
            let address = format!("c{number}@them.example");
            let contact =
                json!({ "name": text, "addresses": [address], "organisation": text, "groups": [text] });
            note("contact", self.comes_back("/v1/contacts", "name", contact).await);
        }
        if goes(1) {
            let member = json!({ "name": text, "role": "viewer" });
            note("member", self.comes_back("/v1/members", "name", member).await);
        }
        if goes(2) {
            note("fact", self.comes_back("/v1/memory", "text", json!({ "text": text })).await);
        }
        let run = json!({ "type": "play", "playbook": "weekly_report", "input": { "today": text } });
        let when = json!({ "type": "at", "at": "2099-01-01T00:00:00Z" });
        let schedule = json!({ "name": text, "when": when, "run": run });
        if goes(3) {
            note("schedule", self.comes_back("/v1/schedules", "name", schedule).await);
        }
        if goes(4) || self.class == "template" {
            note("template", self.template().await);
        }
        // Kinds and ids of subjects are names of the application's own, so most are refused there; what is shown is text.
        if goes(0) {
            let subject = if number.is_multiple_of(4) { text.to_owned() } else { number.to_string() };
            let subject = json!({ "kind": "payment", "id": subject });
            let approval =
                json!({ "subject": subject, "payload_hash": "0".repeat(64), "shown": { "text": text } });
            let made = self.post("/v1/approvals", &approval).await;
            if made.status.is_success() {
                assert_eq!(made.json()["shown"]["text"], text);
            }
            note("approval", made.status.is_success());
        }
        let check = json!({ "text": text, "sources": [{ "name": text, "text": text }] });
        note("check", self.post("/v1/check", &check).await.status.is_success());
        self.headers().await;
        taken
    }

    /// Asks for it, when everything is stored.
    async fn asked(&self) -> BTreeSet<&'static str> {
        let (text, mut taken) = (self.text, BTreeSet::new());
        if self.get(&format!("/v1/search?q={}&limit=3", encoded(text))).await.status.is_success() {
            taken.insert("search");
        }
        let question = json!({ "question": text, "group": text });
        if self.is_for(0, &["prompt"]) && self.post("/v1/ask", &question).await.status.is_success() {
            taken.insert("ask");
        }
        let places =
            ["contacts/find?q=", "memory/recall?q=", "documents/find?name=", "outbox/find?message_id="];
        let place = places[self.number % places.len()];
        self.get(&format!("/v1/{place}{}", encoded(text))).await;
        taken
    }

    /// As the name and the content of a file.
    async fn file(&self) -> bool {
        let (text, client) = (self.text, self.client);
        let path = format!("/v1/documents?name={0}&group={0}", encoded(text));
        let content = format!("{}. Note {}: {text}", "Chairs", self.number);
        let added = send(client.request("POST", &path).header("prefer", "wait").body(content)).await;
        let added = self.sound("a file", added);
        if !added.status.is_success() {
            return false;
        }
        let document = &added.json()["items"][0]["document"];
        let name = document["name"].as_str().unwrap();
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
        assert!(!name.is_empty() && name != "." && name != "..", "{name:?}");
        let id = document["id"].as_str().unwrap();
        let original = self.get(&format!("/v1/documents/{id}/original")).await;
        let shown = original.header("content-disposition");
        let (_, name) = shown.split_once("attachment; filename*=UTF-8''").unwrap();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "%.-_".contains(c);
        assert!(name.chars().all(is_plain), "{name}");
        assert!(original.text().ends_with(text), "the file comes back as it was");
        let page = self.get(&format!("/v1/documents/{id}/html")).await;
        assert_eq!(active(&page.text()), None, "{text:?} in {}", page.text());
        true
    }

    /// As the name of a file in a form: what no header can carry is refused before anything is stored.
    async fn form(&self) -> bool {
        let text = self.text;
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{text}\"\r\n\r\n");
        let body = format!("{head}Form {}.\r\n--x--\r\n", self.number);
        let request = self.client.request("POST", "/v1/documents").header("prefer", "wait");
        let request = request.header("content-type", "multipart/form-data; boundary=x").body(body);
        let added = self.sound("a form", send(request).await);
        if !added.status.is_success() {
            return false;
        }
        for item in added.json()["items"].as_array().unwrap() {
            let name = item["name"].as_str().unwrap();
            assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
        }
        true
    }

    /// As subject, words and recipient of a mail, whose every rendering is neutral.
    async fn draft(&self) -> bool {
        let text = self.text;
        let recipient = json!([{ "name": text, "address": "fay@them.example" }]);
        let draft = json!({ "kind": "new_mail", "subject": text, "say": text, "to": recipient });
        let made = self.post("/v1/drafts", &draft).await;
        if !made.status.is_success() {
            return false;
        }
        let path = format!("/v1/drafts/{}/render", made.json()["id"].as_str().unwrap());
        let page = self.get(&format!("{path}/html")).await;
        if page.status.is_success() {
            assert_eq!(active(&page.text()), None, "{text:?} in {}", page.text());
        }
        let message = self.get(&format!("{path}/eml")).await;
        if message.status.is_success() {
            assert_eq!(forged_field(&message.text()), None, "{text:?} in {}", message.text());
        }
        true
    }

    /// As subject and place of an invitation, whose calendar is neutral.
    async fn invitation(&self) -> bool {
        let text = self.text;
        let meeting = json!({ "start": "2027-03-02T09:00:00", "minutes": 30, "place": text });
        let recipient = json!([{ "name": text, "address": "fay@them.example" }]);
        let from = json!({ "name": text, "address": "ada@office.example" });
        let draft = json!({
            "kind": "invitation", "subject": text, "from": from, "to": recipient, "meeting": meeting,
        });
        let made = self.post("/v1/drafts", &draft).await;
        if !made.status.is_success() {
            return false;
        }
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let calendar = self.get(&format!("/v1/drafts/{id}/render/ics")).await;
        if calendar.status.is_success() {
            assert_eq!(forged_line(&calendar.text()), None, "{text:?} in {}", calendar.text());
        }
        calendar.status.is_success()
    }

    /// As subject and name of the attachment of a mail that is sent: in the letter as a reader of mail reads it, and as the
    /// file that it becomes. Few of all strings, since each is signed for by somebody else.
    async fn sent(&self) -> bool {
        let text = self.text;
        let path = format!("/v1/documents?name={}", encoded(text));
        let content = format!("Attached {}.", self.number);
        let added = send(self.client.request("POST", &path).header("prefer", "wait").body(content)).await;
        let added = self.sound("an attachment", added);
        let Some(id) = added.json()["items"][0]["document"]["id"].as_str().map(str::to_owned) else {
            return false;
        };
        let recipient = json!([{ "name": text, "address": "fay@them.example" }]);
        let from = json!({ "name": "Ada", "address": "ada@office.example" });
        let draft = json!({
            "kind": "new_mail", "subject": text, "say": "We come on Monday.", "from": from, "to": recipient, "attach": [id],
        });
        let draft = self.post("/v1/drafts", &draft).await;
        let Some(id) = draft.json()["id"].as_str().map(str::to_owned) else { return false };
        let delivery = self.post(&format!("/v1/drafts/{id}/send"), &json!({})).await;
        let Some(id) = delivery.json()["id"].as_str().map(str::to_owned) else { return false };
        let message = self.get(&format!("/v1/outbox/{id}/message")).await;
        assert_eq!(forged_field(&message.text()), None, "{text:?} in {}", message.text());
        let read = mail_parser::MessageParser::default().parse(&message.bytes).unwrap();
        assert_eq!(read.attachment_count(), 1, "{text:?} in {}", message.text());
        let name = mail_parser::MimeHeaders::attachment_name(read.attachment(0).unwrap()).unwrap();
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{text:?} is {name:?}");
        let receivers: Vec<_> =
            read.to().into_iter().flat_map(|to| to.iter()).filter_map(|to| to.address()).collect();
        assert_eq!(receivers, ["fay@them.example"], "{text:?} in {}", message.text());
        assert!(read.cc().is_none() && read.bcc().is_none(), "{text:?} in {}", message.text());
        let path = format!("/v1/outbox/{id}/approve");
        let approved = self.sound("an approval", send(self.approver.request("POST", &path)).await);
        approved.status.is_success()
    }

    /// As words and as name of a template: it never runs when it is used.
    async fn template(&self) -> bool {
        let (text, name) = (self.text, format!("t{}", self.number));
        let template = json!({
            "name": name, "kind": "new_mail", "language": "en", "subject": "Chairs", "body": text,
        });
        let path = format!("/v1/templates/{name}");
        let saved = self.sound("a template", self.client.json("PUT", &path, &template).await);
        let named =
            json!({ "name": text, "kind": "new_mail", "language": "en", "subject": "x", "body": "x" });
        let path = format!(
            "/v1/templates/{}",
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
        );
        if self.is_for(5, &["path", "template"]) {
            self.sound("the name of a template", self.client.json("PUT", &path, &named).await);
        }
        if !saved.status.is_success() {
            return false;
        }
        let back = self.get(&format!("/v1/templates/{name}?language=en")).await;
        assert_eq!(back.json()["body"].as_str().unwrap(), text);
        if !self.is_for(0, &["template"]) {
            return true;
        }
        let used = json!({ "template": name, "kind": "new_mail", "language": "en" });
        let used = self.post("/v1/drafts", &used).await;
        if used.status.is_success() {
            let words = used.json()["blocks"].to_string();
            assert!(!words.contains("49") || text.contains("49"), "{text:?} was reckoned: {words}");
        }
        true
    }

    /// As headers, where HTTP can carry it at all.
    async fn headers(&self) {
        let Ok(value) = reqwest::header::HeaderValue::from_bytes(self.text.as_bytes()) else { return };
        let mut request = self.client.request("GET", "/v1/contacts?limit=1");
        for name in HEADERS {
            request = request.header(name, value.clone());
        }
        let answer = self.sound("headers", send(request).await);
        let id = answer.header("x-request-id");
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{id}");
        let anonymous = Client::new(&self.client.url);
        let request = anonymous.request("GET", "/v1/contacts").header("authorization", value);
        send(request).await.is(401);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_text_is_text_everywhere_or_refused() {
    let many = 10_000_000;
    let limits = json!({ "address_per_minute": many, "member_per_minute": many });
    let outgoing = tempfile::tempdir().unwrap();
    let mail = outgoing.path().join("mail");
    let mail_settings = json!({ "outgoing": format!("folder:{}", mail.display()), "from": "ada@office.example", "undo_seconds": 0 });
    let settings = json!({
        "limits": limits,
        "settings": { "isolation": { "type": "in_process" }, "mail": mail_settings },
    });
    let program = Program::start_with(&settings);
    let client = program.owner().await;
    let (_, approver) = member(&client, "bob", "owner").await;
    let before = names(program.folder.path());
    let strings = strings();
    let all = strings
        .iter()
        .flat_map(|(class, texts)| texts.iter().map(move |text| (class.as_str(), text.as_str())));
    let probe = |(number, (class, text))| Probe { client: &client, approver: &approver, class, text, number };
    let all: Vec<Probe<'_>> = all.enumerate().map(probe).collect();
    assert!(all.len() >= 500, "{}", all.len());
    let (mut taken, mut failed) = (BTreeMap::<&str, usize>::new(), BTreeSet::new());
    // First all of them are stored, since each change has the next search read the index anew.
    for is_asked in [false, true] {
        let outcomes = all.iter().map(|probe| async move {
            let places = match is_asked {
                false => AssertUnwindSafe(probe.everywhere()).catch_unwind().await,
                true => AssertUnwindSafe(probe.asked()).catch_unwind().await,
            };
            (probe.text, places)
        });
        let mut outcomes = futures::stream::iter(outcomes).buffer_unordered(AT_ONCE);
        while let Some((text, outcome)) = outcomes.next().await {
            // One string that fails hides no other one.
            let places = outcome.unwrap_or_else(|_| {
                failed.insert(text);
                BTreeSet::new()
            });
            for place in places {
                *taken.entry(place).or_default() += 1;
            }
        }
    }
    assert!(failed.is_empty(), "{} strings are more than text: {failed:?}", failed.len());
    println!("{} strings, taken as text: {taken:?}", all.len());
    // A place that refused everything would prove nothing.
    for place in [
        "file",
        "form",
        "draft",
        "invitation",
        "contact",
        "member",
        "fact",
        "schedule",
        "template",
        "search",
        "ask",
        "approval",
        "check",
    ] {
        assert!(taken.get(place).is_some_and(|count| *count >= 50), "{place}: {taken:?}");
    }
    let sent = *taken.get("mail").unwrap_or(&0);
    assert!(sent >= 10, "{taken:?}");
    written(&mail, sent).await;
    assert_eq!(names(program.folder.path()), before, "nothing is written beside the office");
    // The office makes folders as it needs them, by names of its own.
    for name in names(&program.folder.path().join("office")) {
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || b".-_".contains(&byte)),
            "{name} in the office"
        );
    }
    let beside = std::fs::read_dir(outgoing.path()).unwrap().count();
    assert_eq!(beside, 1, "nothing is written beside the folder of mail");
    logged(&program.log());
    let metrics = program.client.get("/metrics").await.is(200).text();
    for line in metrics.lines() {
        assert!(line.starts_with("secretariat_") || line.starts_with("# "), "{line}");
    }
    assert!(!metrics.contains("evil") && !metrics.contains("forged"), "{metrics}");
}

/// Waits until so many letters lie in a folder, and fails unless their names are ours.
async fn written(folder: &std::path::Path, most: usize) {
    let started = Instant::now();
    loop {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let letters = names.iter().filter(|name| name.ends_with(".eml")).count();
        if letters >= most && !names.iter().any(|name| name.ends_with(".part")) {
            let is_ours = |name: &String| {
                let id = name.strip_suffix(".eml").or(name.strip_suffix(".json")).unwrap_or_default();
                id.starts_with("dlv_") && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            };
            assert!(letters == most && names.iter().all(is_ours), "{names:?}");
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(30), "{most} letters were approved: {names:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Returns the names in a folder.
fn names(folder: &std::path::Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Fails unless each line of the log is one event of ours without a word of anybody's.
fn logged(log: &str) {
    let mut answered = 0;
    for line in log.split_terminator('\n') {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no event: {line}"));
        for field in ["@timestamp", "log.level", "message", "ecs.version"] {
            assert!(event.get(field).is_some(), "{line}");
        }
        assert!(!line.contains("evil.example") && !line.contains("forged"), "{line}");
        answered += usize::from(event["event.action"] == "http.request");
    }
    assert!(answered > 4_000, "{answered} requests are in the log");
}
