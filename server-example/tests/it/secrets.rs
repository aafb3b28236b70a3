//! Secrets are planted everywhere, and looked for in everything that the program says.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use secretariat::clock::{Clock as _, SystemClock};
use serde_json::{Value, json};

use crate::http::{Answer, send};
use crate::program::{Program, program, send_bare};

/// Words that stand nowhere else, by where they are planted.
fn planted() -> BTreeMap<&'static str, &'static str> {
    [
        ("password of mail", "canary-smtp-4f1d"),
        ("key of the model", "canary-model-77ab"),
        ("password in the address of the model", "canary-gate-0c2e"),
        ("password of the cache", "canary-redis-9a31"),
        ("password of the database", "canary-postgres-51c8"),
        ("password of the queue", "canary-amqp-e6f0"),
        ("secret key of the store", "canary-s3-secret-2b7d"),
        ("secret of the OpenID client", "canary-oidc-d90e"),
        ("token of an MCP server", "canary-mcp-38fa"),
        ("password of the owner", "canary password of the owner"),
        ("password that is wrong", "canary password that is wrong"),
        ("password of a guest", "canary password of a guest"),
        ("bearer that is none", "canary-bearer-aa10"),
        ("cookie that is none", "canary-cookie-be42"),
        ("query that is none", "canary-query-c0de"),
        ("key of an idempotent request", "canary-idempotency-77"),
        ("words of a document", "canary-document-f00d"),
        ("words of a question", "canary-question-cafe"),
    ]
    .into()
}

/// Everything that was said, by who said it.
#[derive(Default)]
struct Said(Vec<(String, String)>);

impl Said {
    fn by(&mut self, who: &str, text: impl Into<String>) {
        self.0.push((who.to_owned(), text.into()));
    }

    /// Keeps what an answer said that must not tell a secret: its head, and its body when it is a problem.
    fn answer(&mut self, who: &str, answer: &Answer) {
        let kept = answer.headers.iter().filter(|(name, _)| *name != "set-cookie");
        let head: Vec<String> = kept.map(|(name, value)| format!("{name}: {value:?}")).collect();
        self.by(who, head.join("\n"));
        if !answer.status.is_success() {
            self.by(who, answer.text());
        }
    }

    /// Fails when one of these words was said by anybody.
    fn tells_none_of<'a>(&self, secrets: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (what, secret) in secrets {
            assert!(secret.len() >= 12, "{what} is too short to be looked for");
            let written: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            for (who, text) in &self.0 {
                assert!(!text.contains(secret) && !text.contains(&written), "{who} tells the {what}: {text}");
            }
        }
    }
}

fn secret_settings(secret: &BTreeMap<&str, &str>) -> Value {
    let of = |what: &str| secret[what];
    json!({
        "mail": { "outgoing": format!("smtp://ann:{}@127.0.0.1:9", of("password of mail")) , "from": "ada@office.example" },
        "model": {
            "wire": "openai_chat", "model": "m", "key": of("key of the model"),
            "base_url": format!("http://ann:{}@127.0.0.1:9/v1", of("password in the address of the model")),
        },
        "cache": format!("redis://:{}@127.0.0.1:9/0", of("password of the cache")),
        "mcp": [{
            "name": "crm", "optional": true, "seconds": 1,
            "place": { "type": "http", "url": "http://127.0.0.1:9/mcp", "internal": true, "token": of("token of an MCP server") },
        }],
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_told_by_a_busy_server_not_even_when_everything_fails() {
    let planted = planted();
    let of = |what: &str| planted[what];
    let provider = json!({
        "name": "firm", "title": "Firm", "issuer": "http://127.0.0.1:9", "client_id": "office", "internal": true,
        "client_secret": of("secret of the OpenID client"),
    });
    let settings = json!({ "settings": secret_settings(&planted), "oidc": [provider] });
    let server = Program::logging("serve", &settings, "debug");
    let mut said = Said::default();
    let anonymous = &server.client;

    // People come in, and some do not.
    let owner = json!({ "token": server.setup, "name": "Ada", "email": "ada@office.example", "password": of("password of the owner") });
    let session = anonymous.post("/v1/setup", &owner).await.is(201);
    said.answer("setting up", &session);
    let access = session.json()["access_token"].as_str().unwrap().to_owned();
    let refresh =
        session.header("set-cookie").split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    let client = anonymous.bearing(&access);
    for password in ["password that is wrong", "password of the owner"] {
        let body = json!({ "email": "ada@office.example", "password": of(password), "extra": of(password) });
        said.answer("a body with too much", &anonymous.post("/v1/sessions", &body).await.is(400));
    }
    let body = json!({ "email": "ada@office.example", "password": of("password that is wrong") });
    said.answer("signing in", &anonymous.post("/v1/sessions", &body).await.is(401));
    let body = json!({ "email": of("password of the owner"), "password": 1 });
    said.answer("a password in the wrong place", &anonymous.post("/v1/sessions", &body).await.is(400));
    for bearer in [of("bearer that is none").to_owned(), access[..access.len() - 2].to_owned()] {
        said.answer("a bearer", &anonymous.bearing(&bearer).get("/v1/documents").await.is(401));
    }
    for cookie in [of("cookie that is none").to_owned(), format!("x{refresh}")] {
        let request = anonymous.request("POST", "/v1/sessions/refresh");
        let request = request.header("cookie", format!("secretariat_refresh={cookie}"));
        said.answer("a cookie", &send(request).await.is(401));
    }
    let member = json!({ "name": "Gus", "addresses": ["gus@office.example"], "role": "viewer" });
    let id = client.post("/v1/members", &member).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let invitation = send_bare(&client, "POST", &format!("/v1/members/{id}/invitation")).await.is(201).json();
    let invitation = invitation["token"].as_str().unwrap().to_owned();
    let body = json!({ "token": invitation, "password": "short" });
    said.answer("a weak password", &anonymous.post("/v1/invitations", &body).await.is(400));
    let body = json!({ "token": invitation, "password": of("password of a guest") });
    said.answer("an invitation", &anonymous.post("/v1/invitations", &body).await.is(201));
    said.answer("an invitation again", &anonymous.post("/v1/invitations", &body).await.is(401));
    let account =
        client.post("/v1/service-accounts", &json!({ "name": "Bot", "role": "editor" })).await.is(201);
    let path = format!("/v1/service-accounts/{}/tokens", account.json()["id"].as_str().unwrap());
    let issued = client.post(&path, &json!({ "expires": in_a_day() })).await.is(201).json();
    let service = issued["token"].as_str().unwrap().to_owned();
    let changed = format!("{}x", &service[..service.len() - 1]);
    said.answer("a service token", &anonymous.bearing(&changed).get("/v1/documents").await.is(401));
    for path in [
        "/v1/sessions/oidc/firm",
        "/v1/sessions/oidc/firm/callback?code=canary-query-c0de&state=canary-query-c0de",
    ] {
        said.answer("a provider that is away", &anonymous.get(path).await.is(303));
    }

    // Work is done, and much of it fails: no service of the settings answers.
    said.answer("a query", &client.get("/v1/documents?access_token=canary-query-c0de").await.is(400));
    // A problem names the path to who asked for it; the log must not.
    client.get("/v1/documents/canary-query-c0de").await.is(400);
    let text = format!("Please pay 120 EUR by 3 March 2027. {}", of("words of a document"));
    client.add("note.txt", text).await;
    let body = json!({ "question": format!("Who is {}?", of("words of a question")) });
    said.answer("a question", &client.post("/v1/ask", &body).await);
    let key = |request: reqwest::RequestBuilder| {
        request.header("idempotency-key", of("key of an idempotent request"))
    };
    for name in ["Fay", "Gus"] {
        let body = json!({ "name": name, "addresses": ["f@them.example"] }).to_string();
        let request = key(client.request("POST", "/v1/contacts")).header("content-type", "application/json");
        said.answer("a key", &send(request.body(body)).await);
    }
    let draft = json!({ "kind": "new_mail", "subject": "Chairs", "say": "We come on Monday.", "to": [{ "address": "f@them.example" }] });
    let draft = client.post("/v1/drafts", &draft).await;
    said.answer("a draft", &draft);
    let path = format!("/v1/drafts/{}/send", draft.json()["id"].as_str().unwrap());
    let delivery = client.post(&path, &json!({})).await;
    said.answer("sending", &delivery);
    if let Some(id) = delivery.json()["id"].as_str() {
        said.answer("approving", &send_bare(&client, "POST", &format!("/v1/outbox/{id}/approve")).await);
        let started = Instant::now();
        loop {
            let state = client.get(&format!("/v1/outbox/{id}")).await.is(200);
            if state.text().contains("127.0.0.1") || started.elapsed() > Duration::from_secs(5) {
                said.by("the delivery", state.text());
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    for path in ["/v1/settings", "/v1/me", "/v1/tools", "/v1/members", "/v1/service-accounts"] {
        said.by(path, client.get(path).await.is(200).text());
    }
    said.by("the metrics", anonymous.get("/metrics").await.is(200).text());
    said.by("the OpenAPI document", anonymous.get("/openapi.json").await.is(200).text());

    let file = server.folder.path().join("settings.json");
    let doctor = program().arg("--settings").arg(&file).args(["doctor", "--log", "debug"]).output().unwrap();
    assert!(!doctor.status.success(), "the doctor sees that services are away");
    said.by("the doctor", String::from_utf8_lossy(&doctor.stdout));
    said.by("the doctor's log", String::from_utf8_lossy(&doctor.stderr));
    let log = server.log();
    assert!(log.lines().count() > 30, "{log}");
    said.by("the log", log);
    // The words of documents and questions are no secret to who may read them, so only the program's own words count.
    said.tells_none_of(planted);
    let setup = server.setup.as_str();
    said.tells_none_of([
        ("access token", access.as_str()),
        ("refresh token", &refresh),
        ("secret of the invitation", &invitation),
        ("service token", &service),
        ("secret of the first link", setup),
    ]);
    for key in ["server.keys", "audit.key"] {
        let text = std::fs::read_to_string(server.folder.path().join("office").join(key)).unwrap();
        said.tells_none_of([(key, text.trim())]);
    }
}

#[test]
fn no_secret_is_told_by_a_program_that_cannot_start() {
    let planted = planted();
    let of = |what: &str| planted[what];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    let postgres = format!("postgres://ann:{}@127.0.0.1:9/office", of("password of the database"));
    let place = folder.path().join("office").display().to_string();
    let key = folder.path().join("server.keys");
    let with = |name: &str, value: &str| json!({ "office": place, "settings": { (name): value } });
    let mut broken = json!({ "office": place, "settings": secret_settings(&planted) });
    broken["settings"]["mail"]["outgoing"] = json!(format!("smtp://ann:{}@:0:0/", of("password of mail")));
    let cases = [
        json!({ "office": postgres, "key_file": key }),
        with("queue", &format!("amqp://ann:{}@127.0.0.1:9/", of("password of the queue"))),
        with(
            "blobs",
            &format!(
                "s3://bucket/x?endpoint=http://127.0.0.1:9&region=x&key=k&secret={}",
                of("secret key of the store")
            ),
        ),
        with("cache", &format!("redis://:{}@127.0.0.1:notaport/0", of("password of the cache"))),
        with("queue", &format!("nosuch://ann:{}@x", of("password of the queue"))),
        with("no_such_setting", of("password of the queue")),
        json!({ "office": place, "oidc": [{ "name": "x", "title": "X", "issuer": "nowhere", "client_id": "c", "client_secret": of("secret of the OpenID client") }] }),
        broken,
    ];
    for case in cases {
        std::fs::write(&file, case.to_string()).unwrap();
        for command in ["migrate", "doctor"] {
            let output =
                program().arg("--settings").arg(&file).args([command, "--log", "debug"]).output().unwrap();
            let mut said = Said::default();
            said.by(command, String::from_utf8_lossy(&output.stdout));
            said.by(command, String::from_utf8_lossy(&output.stderr));
            said.tells_none_of(planted.clone());
        }
    }
}

#[test]
fn what_is_told_is_found() {
    let mut said = Said::default();
    said.by("somebody", "a canary+password+of+a+guest here");
    let found = std::panic::catch_unwind(move || said.tells_none_of(planted()));
    assert!(found.is_err());
}

/// Returns the time in a day.
fn in_a_day() -> String {
    let day = SystemClock.now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
    day.to_string()
}
