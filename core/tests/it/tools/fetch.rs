//! Pages of the web: only where the operator allows it, never inside the own network by a trick.

use std::time::{Duration, Instant};

use secretariat::agents::{ApprovalPolicy, Effect};
use secretariat::rights::Actor;
use secretariat::tools::{FetchSettings, FetchedPage, OfficeTools};
use secretariat::{ErrorKind, Provenance};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::direct::{Direct, context, office};

/// A server that gives one answer to everything.
async fn server(answer: String) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                if !answer.is_empty() {
                    let _ = stream.write_all(answer.as_bytes()).await;
                } else {
                    tokio::time::sleep(Duration::from_secs(30)).await;
                }
            });
        }
    });
    port
}

fn page(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn to(place: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

async fn fetching(settings: FetchSettings) -> Direct {
    let office = office("bo@lindholm.example").await;
    let tools = OfficeTools::new(office.documents(), office.communications()).with_fetch(settings).all();
    let spec = tools.iter().find(|tool| tool.spec().name == "http_fetch").unwrap().spec();
    assert_eq!((spec.effect, spec.approval), (Effect::Pure, ApprovalPolicy::WhenTainted));
    Direct::with(tools, context(Actor::Owner))
}

fn inside(ports: &[u16]) -> FetchSettings {
    let internal_hosts = ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
    FetchSettings {
        internal_hosts,
        any_public_host: true,
        bytes: 5_000,
        seconds: 1,
        ..FetchSettings::default()
    }
}

#[tokio::test]
async fn a_page_that_is_allowed_is_read_as_text_that_nobody_trusts() {
    let port = server(page(
        "<html><body><h1>Rates</h1><p>EUR 5 &amp; more</p><script>steal()</script></body></html>",
    ))
    .await;
    let direct = fetching(inside(&[port])).await;
    let output =
        direct.tool("a", "http_fetch", json!({ "url": format!("http://127.0.0.1:{port}/") })).await.unwrap();
    assert_eq!(output.provenance, Provenance::Document);
    let page: FetchedPage = serde_json::from_value(output.content).unwrap();
    assert_eq!((page.status, page.cut), (200, false));
    assert!(page.text.contains("EUR 5 & more") && !page.text.contains("steal"), "{}", page.text);
}

#[tokio::test]
async fn redirects_are_looked_at_like_any_address() {
    let secret = server(page("the secret of the house")).await;
    let open = server(page("welcome")).await;
    for (place, allowed) in [
        (format!("http://127.0.0.1:{open}/"), true),
        (format!("http://127.0.0.1:{secret}/"), false),
        (format!("http://localhost:{secret}/"), false),
        ("http://169.254.169.254/latest/meta-data".to_owned(), false),
        ("http://127.0.0.1/".to_owned(), false),
        ("http://localhost/".to_owned(), false),
        ("http://[::1]/".to_owned(), false),
        ("http://[::ffff:127.0.0.1]/".to_owned(), false),
        ("http://2130706433/".to_owned(), false),
        ("http://0x7f.1/".to_owned(), false),
        ("file:///etc/passwd".to_owned(), false),
        ("gopher://127.0.0.1/".to_owned(), false),
    ] {
        let from = server(to(&place)).await;
        let direct = fetching(inside(&[open, from])).await;
        let fetched =
            direct.tool("a", "http_fetch", json!({ "url": format!("http://127.0.0.1:{from}/") })).await;
        match fetched {
            Ok(output) => assert!(allowed, "{place}: {}", output.content),
            Err(error) => assert!(!allowed && error.kind() == ErrorKind::Denied, "{place}: {error}"),
        }
    }
    let ring = server(to("/again")).await;
    let error = fetching(inside(&[ring]))
        .await
        .tool("a", "http_fetch", json!({ "url": format!("http://127.0.0.1:{ring}/") }))
        .await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[tokio::test]
async fn large_and_slow_pages_are_cut_off() {
    let large = server(page(&"word ".repeat(100_000))).await;
    let direct = fetching(inside(&[large])).await;
    let output =
        direct.tool("a", "http_fetch", json!({ "url": format!("http://127.0.0.1:{large}/") })).await.unwrap();
    let page: FetchedPage = serde_json::from_value(output.content).unwrap();
    assert!(page.cut && page.text.len() <= 5_000);
    let slow = server(String::new()).await;
    let direct = fetching(inside(&[slow])).await;
    let began = Instant::now();
    let error = direct
        .tool("a", "http_fetch", json!({ "url": format!("http://127.0.0.1:{slow}/") }))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn addresses_that_are_not_listed_or_hide_something_are_refused() {
    let listed = FetchSettings { hosts: vec!["example.com".to_owned()], ..FetchSettings::default() };
    let direct = fetching(listed).await;
    for url in [
        "https://evil.example/",
        "https://example.com.evil.example/",
        "https://example.com:8443/",
        "https://user:word@example.com/",
        "ftp://example.com/",
        "http://127.0.0.1/",
        "javascript:alert(1)",
    ] {
        let error = direct.tool("a", "http_fetch", json!({ "url": url })).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Denied, "{url}: {error}");
    }
    for url in ["", "no address", "https://"] {
        let error = direct.tool("a", "http_fetch", json!({ "url": url })).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{url}: {error}");
    }
}
