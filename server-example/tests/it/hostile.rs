//! Bad input: every operation answers it with a problem, and never with a fault of its own.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use secretariat::Office;
use secretariat_server::ServerLimits;
use serde_json::{Value, json};

use crate::http::{Answer, Client, send};
use crate::office::{Served, unlimited};
use crate::operations::{Described, Fitting, all, missing};

/// Fails unless an answer is a problem in its form that holds nothing of the inside.
#[track_caller]
fn is_problem(answer: &Answer, name: &str) {
    let text = answer.text();
    assert!(answer.status.is_client_error(), "{name}: {} {text}", answer.status);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{name}");
    let problem = answer.json();
    for field in ["type", "title", "status", "detail", "instance", "kind", "request_id"] {
        assert!(!problem[field].is_null(), "{name}: no {field}: {text}");
    }
    assert_eq!(problem["request_id"], answer.header("x-request-id"), "{name}");
    for inside in [".rs:", "panicked", "RUST_BACKTRACE", "SELECT ", "sqlx"] {
        assert!(!text.contains(inside), "{name}: {text}");
    }
}

async fn raw(client: &Client, operation: &Described, path: &str, media: &str, body: Vec<u8>) -> Answer {
    send(client.request(&operation.method, path).header("content-type", media).body(body)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_none_are_refused_by_every_operation() {
    let served = Served::in_memory().await;
    let (client, fitting) = (&served.client, Fitting::new());
    let mut asked = 0;
    for operation in all(&fitting.document) {
        let id = missing(&operation.path);
        let (path, name) = (fitting.path(&operation, id), format!("{} {}", operation.method, operation.path));
        if operation.media() != Some("application/json") {
            continue;
        }
        let json = "application/json";
        let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
        let bodies: [(&str, Vec<u8>); 9] = [
            (json, b"{".to_vec()),
            (json, b"[]".to_vec()),
            (json, b"\"x\"".to_vec()),
            (json, b"\xff\xfe{}".to_vec()),
            (json, br#"{"a":"\ud800"}"#.to_vec()),
            (json, deep),
            (json, br#"{"no_such_field":1}"#.to_vec()),
            ("text/plain", b"{}".to_vec()),
            ("application/x-www-form-urlencoded", b"a=b".to_vec()),
        ];
        for (media, body) in bodies {
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            // Some arguments are any JSON at all.
            let answer = raw(client, &operation, &path, media, body).await;
            let is_any = matches!(operation.id(), "payload_hash") && answer.status.is_success();
            if !is_any {
                is_problem(&answer, &format!("{name} with {media} {shown}"));
            }
            asked += 1;
        }
        let large = raw(client, &operation, &path, json, vec![b' '; 3 << 20]).await;
        is_problem(&large, &format!("{name} with 3 MiB"));
        assert_eq!(large.status.as_u16(), 413, "{name}");
    }
    println!("{asked} bodies refused");
    assert!(asked > 400, "{asked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ids_and_parameters_that_are_none_are_refused_by_every_operation() {
    let served = Served::in_memory().await;
    let (client, fitting) = (&served.client, Fitting::new());
    let mut asked = 0;
    let hostile = [
        "..%2F..%2Fetc%2Fpasswd",
        "%00",
        "%FF",
        "'%20OR%20'1'%3D'1",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "null",
        "doc_%0d%0aX-Injected:1",
        "%7B%7D",
        "-1",
        "%E2%80%AE",
        "18446744073709551616",
        "a%20b",
        "%25s%25n",
    ];
    for operation in all(&fitting.document) {
        if !operation.path.contains("{id}") {
            continue;
        }
        for id in hostile {
            let path = fitting.path(&operation, id);
            let body = fitting.body(&operation, id).unwrap_or(Value::Null);
            let answer = match operation.media() {
                Some(_) => client.json(&operation.method, &path, &body).await,
                None => send(client.request(&operation.method, &path)).await,
            };
            is_problem(&answer, &format!("{} {path}", operation.method));
            assert!(answer.headers.get("x-injected").is_none());
            asked += 1;
        }
    }
    println!("{asked} ids refused");
    assert!(asked > 500, "{asked}");
}

#[tokio::test]
async fn injected_text_stays_text() {
    let served = Served::in_memory().await;
    let client = &served.client;
    for hostile in [
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://evil\")",
        "a\r\nBcc: x@evil.example",
        "{{7*7}}",
        "' OR 1=1 --",
        "\u{202e}txt.exe",
        "../../etc/passwd",
    ] {
        let found = client
            .get(&format!(
                "/v1/search?q={}",
                url::form_urlencoded::byte_serialize(hostile.as_bytes()).collect::<String>()
            ))
            .await;
        assert!(found.status.as_u16() < 500, "{hostile}: {}", found.text());
        let answer = client.post("/v1/ask", &json!({ "question": hostile })).await;
        // A question without a word is none.
        assert!(matches!(answer.status.as_u16(), 200 | 400), "{hostile}: {}", answer.text());
        assert!(answer.header("content-type").ends_with("json"));
        let draft = json!({ "kind": "new_mail", "subject": hostile, "say": "Hello." });
        let draft = client.post("/v1/drafts", &draft).await;
        if draft.status.is_success() {
            let path = format!("/v1/drafts/{}/render/", draft.json()["id"].as_str().unwrap());
            let mail = client.get(&format!("{path}eml")).await.text();
            assert!(!mail.contains("\nBcc: x@evil"), "{mail}");
            let html = client.get(&format!("{path}html")).await;
            assert!(!html.text().contains("<img src=x"), "{}", html.text());
        }
    }
}

#[tokio::test]
async fn unknown_addresses_methods_and_versions_are_problems() {
    let served = Served::in_memory().await;
    for (method, path, status) in [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v2/documents", 404),
        ("PUT", "/v1/documents", 405),
        ("DELETE", "/v1/ask", 405),
        ("TRACE", "/v1/documents", 405),
        ("GET", "/v1/documents/", 404),
        ("POST", "/x.js", 404),
        ("GET", "/no-such.js", 404),
    ] {
        let answer = send(served.client.request(method, path)).await;
        assert!(
            answer.status.as_u16() == status || path.starts_with("/v2"),
            "{method} {path}: {}",
            answer.status
        );
        if !path.starts_with("/v2") {
            is_problem(&answer, path);
        }
    }
    assert_eq!(send(served.client.request("DELETE", "/v1/ask")).await.header("allow"), "POST");
}

#[tokio::test]
async fn no_other_origin_is_let_in_and_every_answer_is_guarded() {
    let served = Served::in_memory().await;
    let client = Client::new(&served.client.url);
    let preflight = client.request("OPTIONS", "/v1/documents").header("origin", "https://evil.example");
    let preflight = send(preflight.header("access-control-request-method", "POST")).await;
    let simple =
        send(served.client.request("GET", "/v1/documents").header("origin", "https://evil.example")).await;
    for answer in
        [&preflight, &simple, &client.get("/").await, &client.get("/docs").await, &client.get("/v1/me").await]
    {
        assert!(
            answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")),
            "{:?}",
            answer.headers
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(answer.header(name), value);
        }
        let policy = answer.header("content-security-policy");
        let scripts =
            policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && !scripts.contains("unsafe-inline"), "{policy}");
    }
    assert_eq!(simple.header("cache-control"), "private, no-cache");
}

#[tokio::test]
async fn authorization_is_read_strictly() {
    let served = Served::in_memory().await;
    let client = Client::new(&served.client.url);
    for value in
        ["", "Bearer", "Bearer ", "Basic YTpi", "bearerws_default:owner", "Bearer \u{e9}", "Digest x"]
    {
        let request = client.request("GET", "/v1/documents");
        let request = request
            .header("authorization", reqwest::header::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        let answer = send(request).await.is(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let twice =
        served.client.request("GET", "/v1/documents").header("authorization", "Bearer ws_default:owner");
    send(twice).await.is(401);
    client.get("/v1/documents?access_token=ws_default:owner").await.is(401);
    // Memory is for those who are known.
    let large = client.request("POST", "/v1/ask").header("content-type", "application/json");
    send(large.body(vec![b' '; 100_000])).await.is(413);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_too_often_waits_and_who_is_slow_is_cut() {
    let office = Office::in_memory().await.unwrap();
    let limits = ServerLimits { address_per_minute: 5, head_millis: 300, ..unlimited() };
    let served = Served::with(office, limits).await;
    let mut slow = TcpStream::connect(served.client.url.trim_start_matches("http://")).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let started = Instant::now();
    let mut rest = Vec::new();
    let ended = tokio::task::spawn_blocking(move || slow.read_to_end(&mut rest).map(|_| rest)).await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(8), "the connection is cut");
    let _ = ended;
    for left in (0..5).rev() {
        let answer = served.client.get("/v1/documents").await.is(200);
        assert_eq!(answer.header("ratelimit"), format!("\"address\";r={left}"));
        assert_eq!(answer.header("ratelimit-policy"), "\"address\";q=5;w=60");
    }
    let limited = served.client.get("/v1/documents").await.is(429);
    is_problem(&limited, "limited");
    assert!((1..=12).contains(&limited.header("retry-after").parse::<u64>().unwrap()));
    served.client.get("/livez").await.is(200);
    served.client.get("/readyz").await.is(200);
    let metrics = served.client.get("/metrics").await.is(200).text();
    assert!(metrics.contains("route=\"/v1/documents\",status=\"429\"} 1"), "{metrics}");
    assert!(!metrics.contains("doc_"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_server_turns_away_and_a_slow_body_is_ended() {
    let office = Office::in_memory().await.unwrap();
    let limits = ServerLimits { requests: 1, answer_millis: 1_500, ..unlimited() };
    let served = Served::with(office, limits).await;
    let head =
        "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    // Which of the two takes the one place is up to the machine: it is tried until it was the slow one.
    for _ in 0..100 {
        let mut slow = TcpStream::connect(served.client.url.trim_start_matches("http://")).unwrap();
        slow.write_all(head.as_bytes()).unwrap();
        slow.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let answer = served.client.get("/v1/documents").await;
        if answer.status.as_u16() != 503 {
            continue;
        }
        assert_eq!(
            (answer.header("retry-after").as_str(), &answer.json()["kind"]),
            ("1", &json!("unavailable"))
        );
        served.client.get("/livez").await.is(200);
        let ended = tokio::task::spawn_blocking(move || {
            let mut text = vec![0; 4_096];
            let read = slow.read(&mut text).unwrap();
            String::from_utf8_lossy(&text[..read]).into_owned()
        });
        let ended = ended.await.unwrap();
        assert!(ended.starts_with("HTTP/1.1 503 "), "{ended}");
        if ended.contains("took too long") {
            served.client.get("/v1/documents").await.is(200);
            return;
        }
    }
    panic!("the slow request never took the place");
}
