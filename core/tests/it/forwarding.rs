//! The audit for a collector of logs: every sealed entry, at least once, in order, through outages.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use secretariat::audit::AuditKey;
use secretariat::settings::{ForwardingSettings, ServiceUrl, Settings};
use secretariat::storage::Storage;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{ErrorKind, Office, OfficeBuilder, Source};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::recorder::Recorder;

/// What a collector got: frames of syslog, or lines of JSON.
type Got = Arc<Mutex<Vec<String>>>;

fn settings(address: &str) -> Settings {
    let forwarding = ForwardingSettings {
        address: ServiceUrl::from(address),
        token: Some("token-of-the-collector".into()),
        authorities: None,
        seconds: 5,
        pause_millis: 20,
    };
    Settings { forwarding: Some(forwarding), workers: Some(4), ..Settings::default() }
}

async fn open(storage: &Arc<dyn Storage>, address: &str) -> Office {
    let storage = Arc::new(Recorder::unclosed(Arc::clone(storage)));
    let builder = Office::builder().storage(storage).settings(settings(address));
    builder.audit_key(AuditKey::new([7; 32])).build().await.unwrap()
}

async fn memory() -> Arc<dyn Storage> {
    Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap())
}

/// Splits frames of RFC 6587.
fn frames(mut bytes: &[u8]) -> Vec<String> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let space = bytes.iter().position(|byte| *byte == b' ').expect("a length");
        let length: usize = std::str::from_utf8(&bytes[..space]).unwrap().parse().unwrap();
        let (frame, rest) = bytes[space + 1..].split_at(length);
        frames.push(String::from_utf8(frame.to_vec()).unwrap());
        bytes = rest;
    }
    frames
}

/// Collects syslog. The first `broken` connections are cut in the middle of a load.
async fn collector(listener: TcpListener, got: Got, broken: usize) {
    let mut number = 0;
    while let Ok((mut stream, _)) = listener.accept().await {
        number += 1;
        if number <= broken {
            let mut part = [0; 10];
            let _ = stream.read(&mut part).await;
            // Unread bytes make this a reset: nobody may take it for an end in order.
            continue;
        }
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        got.lock().unwrap().extend(frames(&bytes));
    }
}

/// Waits until a collector has this many different entries.
async fn until(got: &Got, count: usize, sequence: impl Fn(&str) -> u64) -> Vec<u64> {
    for _ in 0..1_000 {
        let sequences: Vec<u64> = got.lock().unwrap().iter().map(|line| sequence(line)).collect();
        let mut different = sequences.clone();
        different.sort_unstable();
        different.dedup();
        if different.len() >= count {
            return sequences;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{} of {count} came", got.lock().unwrap().len())
}

fn of_syslog(line: &str) -> u64 {
    line.split_once("sequence=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap()
}

async fn write(office: &Office, from: usize, count: usize) {
    for number in from..from + count {
        let text = format!("Nordwall pays EUR {number}.");
        office.documents().add(Source::text(format!("{number}.txt"), text)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_of_syslog_gets_every_entry_through_outages_and_restarts() {
    let storage = memory().await;
    // Nobody listens yet, but the port is known.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let url = format!("syslog+tcp://{address}");
    let office = open(&storage, &url).await;
    write(&office, 0, 5).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    office.close().await.unwrap();
    let office = open(&storage, &url).await;
    write(&office, 5, 5).await;
    let got = Got::default();
    let listener = TcpListener::bind(address).await.unwrap();
    let serving = tokio::spawn(collector(listener, Arc::clone(&got), 2));
    let sequences = until(&got, 10, of_syslog).await;
    // At least once, and in order: whoever drops what it has gets each entry once.
    let mut next = 1;
    for sequence in &sequences {
        assert!(*sequence <= next, "{sequences:?}");
        next = next.max(sequence + 1);
    }
    assert_eq!(next, 11);
    let first = got.lock().unwrap()[0].clone();
    assert!(first.starts_with("<109>1 ") && first.contains("action=\"documents.add\""), "{first}");
    assert!(got.lock().unwrap().iter().all(|line| !line.contains("Nordwall")));
    // A second outage, while the office runs.
    serving.abort();
    let _ = serving.await;
    write(&office, 10, 3).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let listener = TcpListener::bind(address).await.unwrap();
    tokio::spawn(collector(listener, Arc::clone(&got), 0));
    until(&got, 13, of_syslog).await;
    let report = office.audit().verify(None).await.unwrap();
    assert!(report.is_whole() && report.unsealed == 0, "only what is sealed was sent: {report:?}");
    office.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_of_json_gets_the_fields_of_the_elastic_common_schema() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/ingest", listener.local_addr().unwrap());
    let (got, heads) = (Got::default(), Got::default());
    let (into, head_into) = (Arc::clone(&got), Arc::clone(&heads));
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = Vec::new();
            let (head, from) = loop {
                let mut part = [0; 4_096];
                let count = stream.read(&mut part).await.unwrap();
                bytes.extend_from_slice(&part[..count]);
                if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                    break (String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase(), end + 4);
                }
            };
            let length: usize =
                head.split_once("content-length: ").unwrap().1.lines().next().unwrap().parse().unwrap();
            while bytes.len() < from + length {
                let mut part = [0; 4_096];
                let count = stream.read(&mut part).await.unwrap();
                bytes.extend_from_slice(&part[..count]);
            }
            number += 1;
            let status = if number == 1 { "503 Busy" } else { "200 OK" };
            if number > 1 {
                let body = String::from_utf8(bytes[from..].to_vec()).unwrap();
                into.lock().unwrap().extend(body.lines().map(str::to_owned));
                head_into.lock().unwrap().push(head);
            }
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let office = open(&memory().await, &url).await;
    write(&office, 0, 3).await;
    let sequence =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["event"]["sequence"].as_u64().unwrap();
    assert_eq!(until(&got, 3, sequence).await, [1, 2, 3]);
    let line: Value = serde_json::from_str(&got.lock().unwrap()[0]).unwrap();
    assert_eq!(line["event"]["action"], "documents.add");
    assert_eq!(line["event"]["outcome"], "success");
    assert_eq!(line["event"]["id"], "ws_default/1");
    assert!(line["@timestamp"].is_string() && line["ecs"]["version"].is_string(), "{line}");
    let head = heads.lock().unwrap()[0].clone();
    assert!(head.contains("authorization: bearer token-of-the-collector"), "{head}");
    assert!(head.contains("content-type: application/x-ndjson"), "{head}");
    office.close().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_forwarded_is_said_when_the_office_opens() {
    for (address, key, kind) in [
        ("syslog+tcp://127.0.0.1:1", None, ErrorKind::Unsupported),
        ("udp://127.0.0.1:1", Some([7; 32]), ErrorKind::InvalidInput),
        ("nonsense", Some([7; 32]), ErrorKind::InvalidInput),
    ] {
        let mut builder = Office::builder().settings(settings(address));
        if let Some(key) = key {
            builder = builder.audit_key(AuditKey::new(key));
        }
        assert_eq!(builder.build().await.unwrap_err().kind(), kind, "{address}");
    }
}

/// What rsyslog writes of each message, as JSON.
const RSYSLOG: &str = r#"
global(workDirectory="FOLDER" maxMessageSize="64k")
module(load="imtcp")
template(name="seen" type="list" option.jsonf="on") {
    property(outname="severity" name="syslogseverity-text" format="jsonf")
    property(outname="facility" name="syslogfacility" format="jsonf")
    property(outname="version" name="protocol-version" format="jsonf")
    property(outname="time" name="timereported" dateFormat="rfc3339" format="jsonf")
    property(outname="program" name="app-name" format="jsonf")
    property(outname="kind" name="msgid" format="jsonf")
    property(outname="data" name="structured-data" format="jsonf")
    property(outname="message" name="msg" format="jsonf")
}
ruleset(name="seen") { action(type="omfile" file="FOLDER/seen.json" template="seen") }
input(type="imtcp" address="127.0.0.1" port="PORT" ruleset="seen")
"#;

#[expect(clippy::disallowed_methods, reason = "the test is told where the judge is")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rsyslog_reads_what_is_sent_field_by_field() {
    let Ok(program) = std::env::var("SECRETARIAT_TEST_RSYSLOG") else {
        eprintln!("not run: SECRETARIAT_TEST_RSYSLOG names no rsyslogd");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let path = folder.path().to_str().unwrap();
    let config = RSYSLOG.replace("FOLDER", path).replace("PORT", &port.to_string());
    std::fs::write(folder.path().join("rsyslog.conf"), config).unwrap();
    let mut rsyslog = std::process::Command::new(program)
        .args(["-n", "-f", &format!("{path}/rsyslog.conf"), "-i", &format!("{path}/pid")])
        .spawn()
        .unwrap();
    let office = open(&memory().await, &format!("syslog+tcp://127.0.0.1:{port}")).await;
    write(&office, 0, 3).await;
    let viewer = secretariat::people::NewMember::new("Vera \"]\\ Ünal", secretariat::rights::Role::Viewer);
    let viewer = office.people().add(viewer).await.unwrap().id;
    let refused = office.acting_as(&viewer).unwrap().people().remove(&viewer).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Denied);
    let mut seen = Vec::<Value>::new();
    for _ in 0..500 {
        let text = std::fs::read_to_string(folder.path().join("seen.json")).unwrap_or_default();
        seen = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if seen.len() >= 5 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    rsyslog.kill().unwrap();
    rsyslog.wait().unwrap();
    assert_eq!(seen.len(), 5, "{seen:?}");
    let entries = office.audit().read(0, 100).await.unwrap();
    for (seen, record) in seen.iter().zip(&entries) {
        assert!(seen["version"] == "1" && seen["facility"] == "13", "{seen}");
        assert_eq!(seen["program"], "secretariat");
        assert_eq!(seen["kind"], record.entry.action.as_str());
        let data = seen["data"].as_str().unwrap();
        assert!(data.contains(&format!("sequence=\"{}\"", record.sequence)), "{data}");
        let entry = seen["message"].as_str().unwrap().trim_start_matches([' ', '\u{feff}']);
        let entry: secretariat::audit::AuditEntry = serde_json::from_str(entry).unwrap();
        assert_eq!(entry, record.entry);
    }
    assert!(seen[0]["severity"] == "notice" && seen[4]["severity"] == "warning", "{seen:?}");
    office.close().await.unwrap();
}
