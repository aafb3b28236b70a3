//! Feeds of the agenda: an address that a calendar program reads without signing in.

use std::io::Write;
use std::process::{Command, Stdio};

use secretariat::people::NewMember;
use secretariat::rights::Role;

use crate::http::{Client, send};
use crate::office::Served;

/// Reads a calendar strictly, by two libraries, and prints the days and summaries of its entries.
const JUDGE: &str = r#"
import sys, icalendar, vobject
raw = sys.stdin.buffer.read()
if b"\n" in raw.replace(b"\r\n", b"") or max(map(len, raw.split(b"\r\n"))) > 75:
    sys.exit("lines")
calendar = icalendar.Calendar.from_ical(raw)
errors = [error for part in calendar.walk() for error in part.errors]
if errors:
    sys.exit(str(errors))
vobject.readOne(raw.decode()).validate(raiseException=True)
for event in calendar.walk("VEVENT"):
    print(event["DTSTART"].dt.isoformat(), event["UID"], "|", str(event["SUMMARY"]))
"#;

async fn issue(client: &Client) -> String {
    let issued = client.post("/v1/agenda/feed", &serde_json::json!(null)).await.is(201).json();
    issued["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_feed_is_read_by_its_address_alone_until_it_is_revoked_or_replaced() {
    let served = Served::in_memory().await;
    served.client.add("note.txt", "Please pay 120 EUR by 3 March 2027.").await;
    let viewer = served.office.people().add(NewMember::new("Vera", Role::Viewer)).await.unwrap().id;
    let client = served.acting("ws_default", viewer.as_str());
    let nobody = Client::new(&served.client.url);
    let first = issue(&client).await;
    assert!(first.starts_with("/v1/agenda/feed/ws_default.") && first.ends_with(".ics"), "{first}");
    let calendar = nobody.get(&first).await.is(200);
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    assert!(calendar.text().contains("DTSTART;VALUE=DATE:20270303\r\n"), "{}", calendar.text());
    // Nothing else is read by it, and nothing written.
    nobody.get("/v1/agenda").await.is(401);
    nobody.post(&first, &serde_json::json!(null)).await.is(405);
    let second = issue(&client).await;
    nobody.get(&first).await.is(401);
    nobody.get(&second).await.is(200);
    for wrong in ["x", "ws_default.", "ws_default.0000", "ws_other.0000", &"a".repeat(3_000)] {
        nobody.get(&format!("/v1/agenda/feed/{wrong}.ics")).await.is(401);
    }
    send(client.request("DELETE", "/v1/agenda/feed")).await.is(204);
    send(client.request("DELETE", "/v1/agenda/feed")).await.is(404);
    nobody.get(&second).await.is(401);
    // Who is removed reads nothing more, whatever the address says.
    let third = issue(&client).await;
    nobody.get(&third).await.is(200);
    served.office.people().remove(&viewer).await.unwrap();
    nobody.get(&third).await.is(401);
    let entries = served.office.audit().read(0, 1_000).await.unwrap();
    let written = serde_json::to_string(&entries).unwrap();
    let secret = third.trim_end_matches(".ics").rsplit_once('.').unwrap().1;
    assert!(written.contains("agenda_feeds.issue") && !written.contains(secret), "the audit holds no secret");
}

#[tokio::test]
async fn a_feed_that_is_read_too_often_waits_and_others_do_not() {
    let served = Served::in_memory().await;
    let member = async |name: &str| {
        let id = served.office.people().add(NewMember::new(name, Role::Viewer)).await.unwrap().id;
        issue(&served.acting("ws_default", id.as_str())).await
    };
    let (often, seldom) = (member("Ann").await, member("Ben").await);
    let nobody = Client::new(&served.client.url);
    let mut read = 0;
    let limited = loop {
        let answer = nobody.get(&often).await;
        if answer.status != 200 {
            break answer.is(429);
        }
        read += 1;
        // One comes back every two seconds.
        assert!(read < 200, "it is never too often");
    };
    assert!(read >= 30 && !limited.header("retry-after").is_empty(), "{read}");
    nobody.get(&seldom).await.is(200);
}

#[expect(clippy::disallowed_methods, reason = "the test is told where the judge is")]
#[tokio::test]
async fn two_libraries_read_the_calendar_of_a_feed() {
    let served = Served::in_memory().await;
    served.client.add("note.txt", "Please pay 120 EUR by 3 March 2027; then; call, us\\back.").await;
    let long = format!("Bitte zahlen Sie {} Größen bis zum 4. März 2027.", "überaus ".repeat(30));
    served.client.add("größe, mit; Zeichen.txt", long).await;
    let calendar = Client::new(&served.client.url).get(&issue(&served.client).await).await.is(200).text();
    let Ok(python) = std::env::var("SECRETARIAT_TEST_CALENDAR_PYTHON") else {
        eprintln!("not run: SECRETARIAT_TEST_CALENDAR_PYTHON names no Python with icalendar and vobject");
        return;
    };
    let mut judge = Command::new(python)
        .args(["-c", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    judge.stdin.take().unwrap().write_all(calendar.as_bytes()).unwrap();
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success(), "{calendar}");
    let read = String::from_utf8(output.stdout).unwrap();
    assert!(read.contains("2027-03-03") && read.lines().count() >= 1, "{read}");
}
