//! A receiver of webhooks that answers as it is told, and an office that tells it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secretariat::settings::{Settings, WebhookSettings};
use secretariat::storage::Storage;
use secretariat::webhooks::{
    NewWebhook, Webhook, WebhookDelivery, WebhookDeliveryState, WebhookEventKind, WebhookState,
    WebhookWithSecret,
};
use secretariat::{Office, OfficeBuilder};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request that came.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
    pub(super) at: std::time::Instant,
}

impl Told {
    pub(super) fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A receiver. What it has no answer for it takes.
#[derive(Debug, Clone)]
pub(super) struct Receiver {
    pub(super) port: u16,
    told: Arc<Mutex<Vec<Told>>>,
    answers: Arc<Mutex<VecDeque<String>>>,
}

impl Receiver {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let receiver = Self { port, told: Arc::default(), answers: Arc::default() };
        let own = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.serve(stream).await });
            }
        });
        receiver
    }

    async fn serve(&self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        let (headers, from) = loop {
            let mut part = [0; 4_096];
            let count = stream.read(&mut part).await.unwrap_or(0);
            bytes.extend_from_slice(&part[..count]);
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
                let of = |line: &str| {
                    let (name, value) = line.split_once(": ")?;
                    Some((name.to_lowercase(), value.to_owned()))
                };
                break (head.lines().filter_map(of).collect::<BTreeMap<_, _>>(), end + 4);
            }
            if count == 0 {
                return;
            }
        };
        let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
        while bytes.len() < from + length {
            let mut part = [0; 4_096];
            match stream.read(&mut part).await {
                Ok(count) if count > 0 => bytes.extend_from_slice(&part[..count]),
                _ => return,
            }
        }
        let body = String::from_utf8(bytes[from..from + length].to_vec()).unwrap();
        self.told.lock().unwrap().push(Told { headers, body, at: std::time::Instant::now() });
        let answer = self.answers.lock().unwrap().pop_front().unwrap_or_else(|| "204 No Content".to_owned());
        let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(answer.as_bytes()).await;
    }

    /// The next requests are answered so: a status line, and headers.
    pub(super) fn answer(&self, answers: &[&str]) {
        self.answers.lock().unwrap().extend(answers.iter().map(|answer| (*answer).to_owned()));
    }

    pub(super) fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Waits until so many requests came.
    pub(super) async fn until(&self, count: usize) -> Vec<Told> {
        for _ in 0..1_000 {
            if self.told().len() >= count {
                return self.told();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} of {count} came", self.told().len())
    }
}

/// Settings that try again at once, and reach these receivers.
pub(super) fn settings(receivers: &[&Receiver]) -> Settings {
    let internal_hosts = receivers.iter().map(|receiver| format!("127.0.0.1:{}", receiver.port)).collect();
    let webhooks = WebhookSettings {
        internal_hosts,
        seconds: 2,
        attempts: 4,
        first_millis: 10,
        most_millis: 2_000,
        ..WebhookSettings::default()
    };
    Settings { webhooks, workers: Some(8), ..Settings::default() }
}

pub(super) async fn open(storage: &Arc<dyn Storage>, settings: Settings) -> Office {
    Office::builder().storage(Arc::clone(storage)).settings(settings).build().await.unwrap()
}

pub(super) async fn memory() -> Arc<dyn Storage> {
    use secretariat::storage::sqlite::Sqlite;
    Arc::new(Sqlite::memory(OfficeBuilder::collections()).await.unwrap())
}

pub(super) async fn add(
    office: &Office,
    receiver: &Receiver,
    kinds: &[WebhookEventKind],
) -> WebhookWithSecret {
    let new = NewWebhook {
        url: receiver.url(),
        name: "Ledger".to_owned(),
        kinds: kinds.to_vec(),
        days_before: None,
    };
    office.webhooks().add(new).await.unwrap()
}

/// Waits until the newest delivery of a webhook is as it is wanted.
pub(super) async fn until(
    office: &Office,
    webhook: &Webhook,
    is: impl Fn(&WebhookDelivery) -> bool,
) -> WebhookDelivery {
    let mut last = None;
    for _ in 0..1_000 {
        let (page, _) = office.webhooks().deliveries(&webhook.id, None, None, 1).await.unwrap();
        last = page.into_iter().next();
        if let Some(delivery) = last.as_ref().filter(|delivery| is(delivery)) {
            return delivery.clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never came there: {last:?}")
}

pub(super) async fn delivered(office: &Office, webhook: &Webhook) -> WebhookDelivery {
    until(office, webhook, |delivery| delivery.state == WebhookDeliveryState::Delivered).await
}

/// Waits until a webhook is in a state.
pub(super) async fn until_it_is(office: &Office, webhook: &Webhook, state: WebhookState) -> Webhook {
    for _ in 0..1_000 {
        let now = office.webhooks().get(&webhook.id).await.unwrap();
        if now.state == state {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never was {}", state.name())
}
