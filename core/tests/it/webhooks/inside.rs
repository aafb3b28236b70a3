//! Addresses inside the own network, however they are written and by whatever way they are given: none is reached.
//!
//! Webhooks and `http_fetch` take addresses from users and models. MCP servers stand in the settings of the operator,
//! and are held to the same. Servers of mail and of models are the operator's alone and are often inside: they are not
//! asked here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use secretariat::agents::Tool;
use secretariat::settings::{McpPlace, McpServer, Settings, WebhookSettings};
use secretariat::tools::{FetchSettings, OfficeTools};
use secretariat::webhooks::{NewWebhook, WebhookDeliveryState as State};
use secretariat::{ErrorKind, Office};
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;

use super::receiver::{Receiver, add, memory, open, settings, until};
use crate::tools::direct::{Direct, context};

#[derive(Debug, Deserialize)]
struct Case {
    url: String,
    why: String,
    /// Whether it takes a name server to say where it is.
    #[serde(default)]
    name: bool,
}

fn cases() -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../../data/inside_addresses.json")).unwrap();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    cases
}

impl Case {
    /// The address as it is, and by http at a port where somebody listens.
    fn urls(&self, port: u16) -> Vec<String> {
        let host = self.url.strip_prefix("https://").and_then(|rest| rest.strip_suffix('/'));
        let plain = host.filter(|host| !host.contains(['/', '@', '\\', '#', '?', '\t']));
        let at_port = plain.map(|host| format!("http://{host}:{port}/"));
        std::iter::once(self.url.clone()).chain(at_port).collect()
    }

    /// Says whether an error is that of an address that was not reached.
    fn is_refused(&self, kind: ErrorKind) -> bool {
        match kind {
            ErrorKind::Denied | ErrorKind::InvalidInput => true,
            // Nobody knows the name here.
            ErrorKind::Unavailable => self.name,
            _ => false,
        }
    }
}

/// Listens where nobody is to come.
struct Trap {
    port: u16,
    came: Arc<AtomicUsize>,
}

impl Trap {
    async fn set() -> Self {
        let first = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = first.local_addr().unwrap().port();
        let came = Arc::new(AtomicUsize::new(0));
        // Some machines have no IPv6.
        let second = TcpListener::bind(("::1", port)).await.ok();
        for listener in std::iter::once(first).chain(second) {
            let came = Arc::clone(&came);
            tokio::spawn(async move {
                while listener.accept().await.is_ok() {
                    came.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        Self { port, came }
    }

    async fn is_untouched(&self) {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(self.came.load(Ordering::Relaxed), 0, "somebody came inside");
    }
}

#[tokio::test]
async fn no_webhook_reaches_inside() {
    let trap = Trap::set().await;
    let settings = Settings {
        webhooks: WebhookSettings { attempts: 1, seconds: 5, ..WebhookSettings::default() },
        ..Settings::default()
    };
    let office = open(&memory().await, settings).await;
    let (mut refused, mut told) = (0, 0);
    for case in cases() {
        for url in case.urls(trap.port) {
            let new =
                NewWebhook { url: url.clone(), name: String::new(), kinds: Vec::new(), days_before: None };
            let webhook = match office.webhooks().add(new).await {
                Err(error) => {
                    let kind = error.kind();
                    assert!(matches!(kind, ErrorKind::Denied | ErrorKind::InvalidInput), "{url}: {error}");
                    refused += 1;
                    continue;
                }
                Ok(added) => added.webhook,
            };
            // Only names get so far; they are looked up when something is told.
            assert!(case.name, "{url} ({}) was taken", case.why);
            office.webhooks().test(&webhook.id).await.unwrap();
            let failed = until(&office, &webhook, |delivery| delivery.state != State::Waiting).await;
            assert_eq!(failed.state, State::Failed, "{url}");
            assert!(failed.attempts.iter().all(|attempt| attempt.status.is_none()), "{url}: {failed:?}");
            office.webhooks().remove(&webhook.id).await.unwrap();
            told += 1;
        }
    }
    println!("webhooks: {refused} refused when given, {told} not reached");
    trap.is_untouched().await;
    office.close().await.unwrap();
}

#[tokio::test]
async fn no_webhook_is_sent_inside_by_a_redirect() {
    let trap = Trap::set().await;
    let receiver = Receiver::start().await;
    let mut settings = settings(&[&receiver]);
    settings.webhooks.attempts = 1;
    let office = open(&memory().await, settings).await;
    let webhook = add(&office, &receiver, &[]).await.webhook;
    for status in ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"] {
        for place in [format!("http://127.0.0.1:{}/", trap.port), format!("http://localhost:{}/", trap.port)]
        {
            receiver.answer(&[&format!("{status}\r\nLocation: {place}")]);
            let test = office.webhooks().test(&webhook.id).await.unwrap();
            let is_over = |delivery: &secretariat::webhooks::WebhookDelivery| {
                delivery.id == test.id && delivery.state == State::Failed
            };
            until(&office, &webhook, is_over).await;
        }
    }
    assert_eq!(receiver.told().len(), 10);
    trap.is_untouched().await;
    office.close().await.unwrap();
}

#[tokio::test]
async fn no_page_inside_is_fetched_also_by_a_redirect() {
    let trap = Trap::set().await;
    let receiver = Receiver::start().await;
    let office = crate::tools::direct::office("bo@lindholm.example").await;
    let settings = FetchSettings {
        any_public_host: true,
        internal_hosts: vec![format!("127.0.0.1:{}", receiver.port)],
        seconds: 5,
        ..FetchSettings::default()
    };
    let tools: Vec<Arc<dyn Tool>> =
        OfficeTools::new(office.documents(), office.communications()).with_fetch(settings).all();
    let direct = Direct::with(tools, context(secretariat::rights::Actor::Owner));
    let mut number = 0;
    for case in cases() {
        for url in case.urls(trap.port) {
            number += 1;
            let error =
                direct.tool(&format!("a{number}"), "http_fetch", json!({ "url": url })).await.unwrap_err();
            assert!(case.is_refused(error.kind()), "{url} ({}): {error}", case.why);
            if !url.is_ascii() || url.contains(['\t', ' ']) {
                // No header can say it.
                continue;
            }
            receiver.answer(&[&format!("302 Found\r\nLocation: {url}")]);
            let asked = json!({ "url": receiver.url() });
            let came = direct.tool(&format!("b{number}"), "http_fetch", asked).await;
            match came {
                Err(error) => assert!(
                    case.is_refused(error.kind()) || error.kind() == ErrorKind::Unsupported,
                    "to {url} ({}): {error}",
                    case.why
                ),
                // What is no address of its own is one of the page that sends there, and that is allowed.
                Ok(output) => {
                    let at = output.content["url"].as_str().unwrap().to_owned();
                    assert!(at.starts_with(&format!("http://127.0.0.1:{}/", receiver.port)), "{url}: {at}");
                }
            }
        }
    }
    trap.is_untouched().await;
}

#[cfg(feature = "mcp")]
#[tokio::test]
async fn no_tools_are_taken_from_inside_unless_the_operator_says_so() {
    let trap = Trap::set().await;
    for case in cases() {
        for url in case.urls(trap.port) {
            let server: McpServer = serde_json::from_value(json!({
                "name": "files", "place": { "type": "http", "url": url },
            }))
            .unwrap();
            assert!(matches!(&server.place, McpPlace::Http { internal: false, .. }));
            let opened =
                Office::builder().settings(Settings { mcp: vec![server], ..Settings::default() }).build();
            let error = opened.await.expect_err(&url);
            assert!(case.is_refused(error.kind()), "{url} ({}): {error}", case.why);
        }
    }
    trap.is_untouched().await;
}
