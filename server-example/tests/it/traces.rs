//! Traces: a collector of a few lines takes what the program sends.

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use serde_json::{Map, Value, json};

use crate::http::send;
use crate::program::{PASSWORD, Program};

/// What a collector was sent, as it came.
#[derive(Debug, Clone, Default)]
struct Collected(Arc<Mutex<Vec<Bytes>>>);

/// Starts a collector, and returns its address and what it was sent.
async fn collector() -> (String, Collected) {
    let collected = Collected::default();
    let taking = collected.clone();
    let take = move |body: Bytes| {
        taking.0.lock().unwrap().push(body);
        std::future::ready(())
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let router = Router::new().route("/v1/traces", post(take));
        loop {
            let Ok((stream, _)) = listener.accept().await else { return };
            let service = hyper_util::service::TowerToHyperService::new(router.clone());
            let http = hyper::server::conn::http1::Builder::new();
            tokio::spawn(http.serve_connection(hyper_util::rt::TokioIo::new(stream), service));
        }
    });
    (address, collected)
}

/// A field of a message of Protocol Buffers.
enum Wire<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// Reads the fields of a message.
fn fields(mut bytes: &[u8]) -> Vec<(u64, Wire<'_>)> {
    fn number(bytes: &mut &[u8]) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = bytes[0];
            *bytes = &bytes[1..];
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = number(&mut bytes);
        let length = match key & 7 {
            0 => {
                found.push((key >> 3, Wire::Number(number(&mut bytes))));
                continue;
            }
            1 => 8,
            2 => usize::try_from(number(&mut bytes)).unwrap(),
            5 => 4,
            kind => panic!("there is no kind {kind}"),
        };
        let (value, rest) = bytes.split_at(length);
        found.push((key >> 3, Wire::Bytes(value)));
        bytes = rest;
    }
    found
}

/// Returns the messages of a field.
fn messages(bytes: &[u8], wanted: u64) -> Vec<&[u8]> {
    let found = fields(bytes).into_iter().filter(|(name, _)| *name == wanted);
    found.filter_map(|(_, wire)| if let Wire::Bytes(bytes) = wire { Some(bytes) } else { None }).collect()
}

fn text(bytes: &[u8], wanted: u64) -> String {
    messages(bytes, wanted)
        .first()
        .map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
        .unwrap_or_default()
}

fn number(bytes: &[u8], wanted: u64) -> u64 {
    let found = fields(bytes).into_iter().find(|(name, _)| *name == wanted);
    found.map_or(0, |(_, wire)| if let Wire::Number(number) = wire { number } else { 0 })
}

/// Reads attributes: `KeyValue` of the field of a message.
fn attributes(bytes: &[u8], wanted: u64) -> Map<String, Value> {
    let pairs = messages(bytes, wanted).into_iter().map(|pair| {
        let value = messages(pair, 2)[0];
        let value = match fields(value).first() {
            Some((1, Wire::Bytes(text))) => json!(String::from_utf8_lossy(text)),
            Some((_, Wire::Number(number))) => json!(number),
            _ => Value::Null,
        };
        (text(pair, 1), value)
    });
    pairs.collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Collected {
    /// Returns every span (`opentelemetry/proto/trace/v1/trace.proto`), with the attributes of its service.
    fn spans(&self) -> Vec<Value> {
        let mut spans = Vec::new();
        for body in self.0.lock().unwrap().iter() {
            for resource in messages(body, 1) {
                let service = attributes(messages(resource, 1)[0], 1);
                for span in messages(resource, 2).into_iter().flat_map(|scope| messages(scope, 2)) {
                    let of =
                        |field| messages(span, field).first().map(|id| hexadecimal(id)).unwrap_or_default();
                    let status = messages(span, 15).first().map_or(0, |status| number(status, 3));
                    spans.push(json!({
                        "trace": of(1), "id": of(2), "parent": of(4), "name": text(span, 5), "kind": number(span, 6),
                        "attributes": attributes(span, 9), "events": messages(span, 11).len(), "status": status,
                        "service": service,
                    }));
                }
            }
        }
        spans
    }

    /// Says whether these bytes stand anywhere in what was sent.
    fn holds(&self, word: &str) -> bool {
        let bodies = self.0.lock().unwrap();
        bodies.iter().any(|body| body.windows(word.len()).any(|window| window == word.as_bytes()))
    }
}

fn terminate(program: &mut Program) {
    let pid = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let status = program.child.wait().unwrap();
    assert!(status.success(), "{}", program.log());
}

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_and_runs_are_spans_that_tell_nothing_of_anybody() {
    let (address, collected) = collector().await;
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", address.as_str()), ("OTEL_SERVICE_NAME", "test-office")];
    let mut program = Program::with_variables("serve", &json!({}), "debug", &variables);
    let owner = program.owner().await;
    let document = owner.add("canary-name.txt", "Canarywords: pay 120 EUR by 3 March 2027.").await;
    let id = document["id"].as_str().unwrap();
    let traceparent = format!("00-{TRACE}-{PARENT}-01");
    let request = owner.request("GET", &format!("/v1/documents/{id}")).header("traceparent", &traceparent);
    send(request.header("x-canary", "canary-header").header("tracestate", "a=b")).await.is(200);
    owner.get("/v1/documents?access_token=canary-query").await.is(400);
    owner.get("/v1/search?q=Canarywords").await.is(200);
    program.client.bearing("canary-bearer").get("/v1/documents").await.is(401);
    send(owner.request("CANARY", "/v1/documents")).await;
    let request = owner.request("GET", "/v1/owner").header("traceparent", "00-canary-header-01");
    send(request).await.is(200);
    let run = json!({ "playbook": "weekly_report", "input": { "today": "2027-03-02" } });
    let run = owner.post("/v1/runs", &run).await.is(201).json()["id"].as_str().unwrap().to_owned();
    owner.get(&format!("/v1/runs/{run}/outcome")).await;
    terminate(&mut program);

    let spans = collected.spans();
    let named = |name: &str| {
        spans
            .iter()
            .find(|span| span["name"] == name)
            .unwrap_or_else(|| panic!("{name} is not in {spans:#?}"))
    };
    let read = named("GET /v1/documents/{id}");
    assert_eq!((&read["trace"], &read["parent"]), (&json!(TRACE), &json!(PARENT)));
    // 2 is a server.
    assert_eq!((&read["kind"], &read["status"], &read["events"]), (&json!(2), &json!(0), &json!(0)));
    assert_eq!(
        read["attributes"],
        json!({ "http.request.method": "GET", "http.route": "/v1/documents/{id}", "http.response.status_code": 200 })
    );
    assert_eq!(read["service"]["service.name"], "test-office");
    let refused = spans.iter().find(|span| span["attributes"]["http.response.status_code"] == 400).unwrap();
    assert_eq!((&refused["name"], &refused["status"]), (&json!("GET /v1/documents"), &json!(0)));
    assert_eq!(named("HTTP /v1/documents")["attributes"]["http.request.method"], "_OTHER");
    let alone = named("GET /v1/owner");
    assert!(alone["parent"] == "" && alone["trace"] != TRACE, "{alone}");
    let workflow = named("invoke_workflow weekly_report");
    assert_eq!(workflow["attributes"]["gen_ai.conversation.id"], json!(run));
    for span in &spans {
        let attributes = span["attributes"].as_object().unwrap();
        let is_ours = |name: &String| {
            ["http.", "gen_ai.", "error.", "secretariat."].iter().any(|known| name.starts_with(known))
        };
        assert!(attributes.keys().all(is_ours), "{span}");
    }
    let token = owner.token.unwrap();
    for secret in [
        PASSWORD,
        "ada@",
        "office.example",
        "canary",
        "CANARY",
        "Canarywords",
        "120 EUR",
        id,
        token.as_str(),
        program.setup.as_str(),
        "access_token",
    ] {
        assert!(!collected.holds(secret), "{secret} is told to the collector");
    }
    println!("traces: {} spans", spans.len());
    // The log goes on beside it.
    let log = program.log();
    assert!(
        log.contains("server.stop") && log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_costs_nothing_but_the_spans() {
    // Nobody listens there, and the other one never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    for endpoint in ["http://127.0.0.1:9".to_owned(), format!("http://{}", silent.local_addr().unwrap())] {
        let settings = json!({ "traces": { "endpoint": endpoint } });
        let mut program = Program::start_with(&settings);
        let owner = program.owner().await;
        let started = Instant::now();
        for _ in 0..100 {
            owner.get("/v1/me").await.is(200);
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
        let ending = Instant::now();
        terminate(&mut program);
        assert!(ending.elapsed() < Duration::from_secs(15), "{:?}", ending.elapsed());
    }
}

#[test]
fn an_endpoint_that_is_none_is_said_at_the_start() {
    let output = crate::program::program()
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", "not a url")
        .arg("doctor")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("OTEL_EXPORTER_OTLP_ENDPOINT"), "{told}");
}
