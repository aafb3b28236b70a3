//! Signing in by an OpenID provider: a scripted one that can lie, and a real one that nobody of us wrote.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use secretariat::clock::{Clock as _, SystemClock};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::http::{Answer, Client, send};
use crate::program::{Program, member};

const SECRET: &str = "a secret: of two";

/// What the scripted provider does next.
#[derive(Debug, Clone, Default)]
struct Plan {
    /// What the browser was sent there with.
    asked: HashMap<String, String>,
    /// What stands in the token instead of the right thing.
    claims: Value,
    header: Value,
    /// What is cut off or put on the token.
    unsigned: bool,
    /// The answer of its place for tokens, instead of one.
    status: Option<u16>,
    padding: usize,
    user_info: Value,
    metadata: Value,
    /// Codes that were given for tokens.
    used: Vec<String>,
}

/// A provider that does as it is told.
#[derive(Clone)]
struct Scripted {
    url: String,
    key: Arc<Ed25519KeyPair>,
    plan: Arc<Mutex<Plan>>,
}

impl Scripted {
    async fn start(seed: u8) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = Arc::new(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap());
        let scripted = Self { url, key, plan: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/user", get(user))
            .with_state(scripted.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        scripted
    }

    fn settings(&self, name: &str) -> Value {
        json!({
            "name": name, "title": "Firm", "issuer": self.url, "client_id": "office", "client_secret": SECRET,
            "internal": true,
        })
    }

    fn change(&self, change: impl FnOnce(&mut Plan)) {
        change(&mut self.plan.lock().unwrap());
    }

    fn plan(&self) -> Plan {
        self.plan.lock().unwrap().clone()
    }
}

async fn metadata(State(scripted): State<Scripted>) -> Response {
    let url = &scripted.url;
    let mut told = json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"), "userinfo_endpoint": format!("{url}/user"),
    });
    merge(&mut told, &scripted.plan().metadata);
    answer(StatusCode::OK, &told)
}

async fn keys(State(scripted): State<Scripted>) -> Response {
    let x = URL_SAFE_NO_PAD.encode(scripted.key.public_key().as_ref());
    let key = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "k-1", "x": x });
    answer(StatusCode::OK, &json!({ "keys": [key, { "kty": 7 }, "x"] }))
}

/// Gives a token for a code, if everything about it is right.
async fn token(State(scripted): State<Scripted>, headers: HeaderMap, body: String) -> Response {
    let form: HashMap<String, String> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let plan = scripted.plan();
    if let Some(status) = plan.status {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    let code = form["code"].clone();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    let expected = STANDARD.encode("office:a+secret%3A+of+two");
    assert_eq!(headers["authorization"], format!("Basic {expected}").as_str());
    assert_eq!(form["grant_type"], "authorization_code");
    let is_right = challenge == plan.asked["code_challenge"]
        && form["redirect_uri"] == plan.asked["redirect_uri"]
        && !plan.used.contains(&code);
    if !is_right {
        return answer(StatusCode::BAD_REQUEST, &json!({ "error": "invalid_grant" }));
    }
    scripted.change(|plan| plan.used.push(code));
    let now = SystemClock.now().as_second();
    let mut claims = json!({
        "iss": scripted.url, "sub": "s-1", "aud": "office", "exp": now + 300, "iat": now, "nonce": plan.asked["nonce"],
        "email": "ada@office.example", "email_verified": true, "name": "Ada",
    });
    merge(&mut claims, &plan.claims);
    let mut header = json!({ "alg": "EdDSA", "kid": "k-1", "typ": "JWT" });
    merge(&mut header, &plan.header);
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let signature = match header["alg"].as_str() {
        Some("HS256") => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, scripted.key.public_key().as_ref());
            ring::hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
        }
        _ => scripted.key.sign(signed.as_bytes()).as_ref().to_vec(),
    };
    let signature = if plan.unsigned { String::new() } else { URL_SAFE_NO_PAD.encode(signature) };
    let id_token = format!("{signed}.{signature}");
    let padding = "x".repeat(plan.padding);
    let told = json!({ "id_token": id_token, "access_token": "at", "token_type": "Bearer", "x": padding });
    answer(StatusCode::OK, &told)
}

async fn user(State(scripted): State<Scripted>, headers: HeaderMap) -> Response {
    assert_eq!(headers["authorization"], "Bearer at");
    answer(StatusCode::OK, &scripted.plan().user_info)
}

fn answer(status: StatusCode, value: &Value) -> Response {
    (status, [("content-type", "application/json")], value.to_string()).into_response()
}

fn merge(into: &mut Value, changes: &Value) {
    for (name, value) in changes.as_object().into_iter().flatten() {
        match value {
            Value::Null => drop(into.as_object_mut().unwrap().remove(name)),
            value => into[name] = value.clone(),
        }
    }
}

/// A browser on its journey.
struct Journey {
    cookie: String,
    asked: HashMap<String, String>,
    place: String,
}

fn cookies(answer: &Answer) -> Vec<String> {
    answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

/// Lets a browser go to a provider.
async fn depart(server: &Client, name: &str) -> Journey {
    let answer = server.get(&format!("/v1/sessions/oidc/{name}")).await.is(303);
    let cookie = cookies(&answer).pop().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/v1/sessions/oidc", "Max-Age=600"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let place = url::Url::parse(&answer.header("location")).unwrap();
    let asked: HashMap<String, String> = place.query_pairs().into_owned().collect();
    assert!(!answer.header("location").contains(SECRET));
    let cookie = cookie.split(';').next().unwrap().to_owned();
    Journey { cookie, asked, place: place.into() }
}

/// Lets it come back.
async fn arrive(server: &Client, name: &str, cookie: &str, query: &[(&str, &str)]) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    let request = server.request("GET", &format!("/v1/sessions/oidc/{name}/callback?{query}"));
    let answer = send(request.header("cookie", cookie)).await.is(303);
    let own: Vec<String> =
        cookies(&answer).into_iter().filter(|own| own.starts_with("secretariat_oidc=")).collect();
    assert!(own.len() == 1 && own[0].starts_with("secretariat_oidc=;"), "the journey has ended: {own:?}");
    answer
}

/// Returns whose session an answer begins.
async fn who(server: &Client, answer: &Answer) -> Value {
    assert_eq!(answer.header("location"), "/");
    let refresh =
        cookies(answer).into_iter().find(|cookie| cookie.starts_with("secretariat_refresh=")).unwrap();
    assert!(refresh.contains("HttpOnly") && refresh.contains("SameSite=Strict"), "{refresh}");
    let refresh = refresh.split(';').next().unwrap().to_owned();
    let request = server.request("POST", "/v1/sessions/refresh").header("cookie", refresh);
    send(request).await.is(200).json()["member"].clone()
}

#[track_caller]
fn failed(answer: &Answer, code: &str, name: &str) {
    assert_eq!(answer.header("location"), format!("/signin?error={code}"), "{name}");
    assert!(!cookies(answer).iter().any(|cookie| cookie.starts_with("secretariat_refresh=")), "{name}");
}

fn limits() -> Value {
    json!({ "tries_per_minute": 10_000, "address_per_minute": 100_000 })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_come_in_by_a_provider_and_forged_answers_do_not() {
    let (firm, other) = (Scripted::start(1).await, Scripted::start(2).await);
    let lying = Scripted::start(3).await;
    lying.change(|plan| plan.metadata = json!({ "issuer": firm.url }));
    let strict = Scripted::start(4).await;
    strict.change(|plan| plan.metadata = json!({ "authorization_response_iss_parameter_supported": true }));
    let providers =
        [firm.settings("firm"), other.settings("other"), lying.settings("lying"), strict.settings("strict")];
    let server = Program::start_with(&json!({ "oidc": providers, "limits": limits() }));
    let owner = server.owner().await;
    let client = &server.client;
    let listed = client.get("/v1/sessions/oidc").await.is(200).json();
    assert_eq!(listed["items"][0], json!({ "name": "firm", "title": "Firm" }));
    client.get("/v1/sessions/oidc/nobody").await.is(404);

    // The right way, and what the provider is asked.
    let come = async |provider: &Scripted, name: &str, code: &str| {
        let journey = depart(client, name).await;
        provider.change(|plan| plan.asked = journey.asked.clone());
        let state = journey.asked["state"].clone();
        arrive(client, name, &journey.cookie, &[("code", code), ("state", &state), ("iss", &provider.url)])
            .await
    };
    let journey = depart(client, "firm").await;
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "office"),
        ("code_challenge_method", "S256"),
        ("scope", "openid email profile"),
    ] {
        assert_eq!(journey.asked[name], value);
    }
    let back = format!("{}/v1/sessions/oidc/firm/callback", client.url);
    assert_eq!(journey.asked["redirect_uri"], back);
    let ada = who(client, &come(&firm, "firm", "c-1").await).await;
    assert_eq!((&ada["email"], &ada["roles"]), (&json!("ada@office.example"), &json!(["owner"])));

    // What a provider, or somebody in its place, may say wrong.
    let now = SystemClock.now().as_second();
    let wrong: Vec<(&str, Value, Value, &str)> = vec![
        ("another nonce", json!({ "nonce": "x" }), json!({}), "untrusted"),
        ("no nonce", json!({ "nonce": null }), json!({}), "untrusted"),
        ("another issuer", json!({ "iss": "https://evil.example" }), json!({}), "untrusted"),
        ("the issuer of another provider", json!({ "iss": other.url }), json!({}), "untrusted"),
        ("another audience", json!({ "aud": "shop" }), json!({}), "untrusted"),
        ("one more audience", json!({ "aud": ["office", "shop"] }), json!({}), "untrusted"),
        ("another party", json!({ "azp": "shop" }), json!({}), "untrusted"),
        ("too old", json!({ "exp": now - 120 }), json!({}), "untrusted"),
        ("from long ago", json!({ "iat": now - 3_600 }), json!({}), "untrusted"),
        ("from the future", json!({ "iat": now + 3_600 }), json!({}), "untrusted"),
        ("no algorithm", json!({}), json!({ "alg": "none" }), "untrusted"),
        ("a shared secret", json!({}), json!({ "alg": "HS256" }), "untrusted"),
        ("another algorithm", json!({}), json!({ "alg": "ES256" }), "untrusted"),
        ("another key", json!({}), json!({ "kid": "k-2" }), "untrusted"),
        ("another kind of token", json!({}), json!({ "typ": "at+jwt" }), "untrusted"),
        ("nobody", json!({ "sub": "" }), json!({}), "untrusted"),
        ("a stranger", json!({ "sub": "s-2", "email": "eve@evil.example" }), json!({}), "refused"),
        (
            "an address that is not verified",
            json!({ "sub": "s-2", "email_verified": false }),
            json!({}),
            "untrusted",
        ),
    ];
    for (at, (name, claims, header, code)) in wrong.into_iter().enumerate() {
        firm.change(|plan| {
            (plan.claims, plan.header) = (claims, header);
            plan.user_info =
                json!({ "sub": "somebody else", "email": "ada@office.example", "email_verified": true });
        });
        failed(&come(&firm, "firm", &format!("w-{at}")).await, code, name);
    }
    firm.change(|plan| {
        *plan = Plan { unsigned: true, ..Plan::default() };
    });
    failed(&come(&firm, "firm", "u-1").await, "untrusted", "no signature");
    for (status, code) in [(400, "untrusted"), (401, "untrusted"), (500, "unavailable"), (302, "unavailable")]
    {
        firm.change(|plan| *plan = Plan { status: Some(status), ..Plan::default() });
        failed(&come(&firm, "firm", "s-1").await, code, &status.to_string());
    }
    firm.change(|plan| *plan = Plan { padding: 1 << 20, ..Plan::default() });
    failed(&come(&firm, "firm", "p-1").await, "unavailable", "an endless answer");
    firm.change(|plan| *plan = Plan::default());

    // What a browser may bring wrong.
    let journey = depart(client, "firm").await;
    firm.change(|plan| plan.asked = journey.asked.clone());
    let state = journey.asked["state"].as_str();
    let elsewhere = depart(client, "firm").await;
    let mix = depart(client, "other").await;
    for (name, cookie, query, code) in [
        ("no cookie", "", vec![("code", "b-1"), ("state", state)], "expired"),
        (
            "a made cookie",
            "secretariat_oidc=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            vec![("code", "b-1"), ("state", state)],
            "expired",
        ),
        ("another browser's", elsewhere.cookie.as_str(), vec![("code", "b-1"), ("state", state)], "expired"),
        (
            "another provider's",
            mix.cookie.as_str(),
            vec![("code", "b-1"), ("state", mix.asked["state"].as_str())],
            "expired",
        ),
        ("another state", journey.cookie.as_str(), vec![("code", "b-1"), ("state", "x")], "expired"),
        ("no state", journey.cookie.as_str(), vec![("code", "b-1")], "expired"),
        ("no code", journey.cookie.as_str(), vec![("state", state)], "untrusted"),
        (
            "two codes",
            journey.cookie.as_str(),
            vec![("code", "b-1"), ("code", "b-2"), ("state", state)],
            "untrusted",
        ),
        (
            "the answer of another provider",
            journey.cookie.as_str(),
            vec![("code", "b-1"), ("state", state), ("iss", &other.url)],
            "untrusted",
        ),
        (
            "a refusal",
            journey.cookie.as_str(),
            vec![("error", "access_denied"), ("state", state)],
            "cancelled",
        ),
    ] {
        failed(&arrive(client, "firm", cookie, &query).await, code, name);
    }
    let query = [("code", "b-1"), ("state", state)];
    assert_eq!(who(client, &arrive(client, "firm", &journey.cookie, &query).await).await["id"], ada["id"]);
    failed(&arrive(client, "firm", &journey.cookie, &query).await, "untrusted", "the same code again");
    failed(
        &client.get("/v1/sessions/oidc/lying").await.is(303),
        "untrusted",
        "a provider under another's name",
    );
    let journey = depart(client, "strict").await;
    strict.change(|plan| plan.asked = journey.asked.clone());
    let query = [("code", "i-1"), ("state", journey.asked["state"].as_str())];
    failed(
        &arrive(client, "strict", &journey.cookie, &query).await,
        "untrusted",
        "who does not say who it is",
    );

    // The address may be told when the provider is asked; from the first time on the subject counts.
    let (gus, _) = member(&owner, "gus", "viewer").await;
    firm.change(|plan| {
        plan.claims = json!({ "sub": "g-1", "email": null });
        plan.user_info = json!({ "sub": "g-1", "email": "gus@office.example", "email_verified": true });
    });
    assert_eq!(who(client, &come(&firm, "firm", "g-1").await).await["id"], json!(gus));
    firm.change(|plan| plan.user_info = json!({ "sub": "g-1" }));
    assert_eq!(who(client, &come(&firm, "firm", "g-2").await).await["id"], json!(gus));
    // Another provider's subject of the same name is somebody else.
    other.change(|plan| plan.claims = json!({ "sub": "g-1", "email": "nobody@office.example" }));
    failed(&come(&other, "other", "o-1").await, "refused", "a subject of another provider");
    crate::program::send_bare(&owner, "DELETE", &format!("/v1/members/{gus}")).await.is(204);
    failed(&come(&firm, "firm", "g-3").await, "refused", "somebody who was removed");

    let log = server.log();
    assert!(
        log.contains("\"event.reason\":\"nonce\"") && log.contains("\"oidc.provider\":\"firm\""),
        "{log}"
    );
    for secret in [SECRET, "evil.example", "g-1", journey.cookie.as_str(), journey.asked["state"].as_str()] {
        assert!(!log.contains(secret), "the log tells {secret}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_are_made_only_where_the_settings_say_so() {
    let firm = Scripted::start(5).await;
    let mut settings = firm.settings("firm");
    settings["create"] = json!({ "role": "viewer", "domains": ["Office.example"] });
    let server = Program::start_with(&json!({ "oidc": [settings], "limits": limits() }));
    let owner = server.owner().await;
    let client = &server.client;
    let come = async |claims: Value, code: &str| {
        let journey = depart(client, "firm").await;
        firm.change(|plan| (plan.asked, plan.claims) = (journey.asked.clone(), claims));
        let state = journey.asked["state"].clone();
        arrive(client, "firm", &journey.cookie, &[("code", code), ("state", &state)]).await
    };
    let new = json!({ "sub": "n-1", "email": "new@office.example", "name": "New\nPerson" });
    let made = who(client, &come(new.clone(), "1").await).await;
    assert_eq!((&made["roles"], &made["name"]), (&json!(["viewer"]), &json!("new@office.example")));
    assert_eq!(who(client, &come(new.clone(), "2").await).await["id"], made["id"], "and once");
    for (at, address) in
        ["new@evil.example", "new@office.example.evil.example", "x@sub.office.example", "office.example"]
            .iter()
            .enumerate()
    {
        let claims = json!({ "sub": format!("e-{at}"), "email": address });
        failed(&come(claims, &format!("e-{at}")).await, "refused", address);
    }
    let suspend = json!({ "active": false });
    owner.json("PATCH", &format!("/v1/members/{}", made["id"].as_str().unwrap()), &suspend).await.is(200);
    failed(&come(new, "3").await, "refused", "somebody who is suspended is not made again");
    let members = owner.get("/v1/members").await.json();
    assert_eq!(members["items"].as_array().unwrap().len(), 2, "{members}");
}

/// A provider by `oidc-provider-mock` (authlib).
struct Real(Child);

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_come_in_by_a_provider_that_nobody_of_us_wrote() {
    let Some(python) = std::env::var_os("SECRETARIAT_TEST_OIDC_PYTHON").map(PathBuf::from) else {
        eprintln!("left out: SECRETARIAT_TEST_OIDC_PYTHON is not set, as `cargo xtask test` does");
        return;
    };
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let user = json!({ "sub": "ada", "email": "ada@office.example", "email_verified": true, "name": "Ada" });
    let real = Command::new(python.with_file_name("oidc-provider-mock"))
        .args([
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--user-claims",
            &user.to_string(),
            "--require-nonce",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _real = Real(real);
    let issuer = format!("http://127.0.0.1:{port}");
    let provider = json!({
        "name": "real", "title": "Real", "issuer": issuer, "client_id": "office", "client_secret": SECRET, "internal": true,
    });
    let server = Program::start_with(&json!({ "oidc": [provider], "limits": limits() }));
    server.owner().await;
    let outside = Client::new(&issuer);
    let started = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "the provider does not begin");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (form, expected) in
        [("sub=ada", "/"), ("action=deny", "/signin?error=cancelled"), ("sub=eve", "/signin?error=refused")]
    {
        let journey = depart(&server.client, "real").await;
        let place = journey.place.strip_prefix(&issuer).unwrap();
        let request =
            outside.request("POST", place).header("content-type", "application/x-www-form-urlencoded");
        let back = send(request.body(form)).await;
        assert_eq!(back.status.as_u16(), 302, "{}", back.text());
        let back = back.header("location");
        let path = back.strip_prefix(&server.client.url).unwrap().to_owned();
        // Where the person says no, this provider leaves the state out: the answer is then of no journey.
        let request = server.client.request("GET", &path).header("cookie", &journey.cookie);
        let answer = send(request).await.is(303);
        let told = answer.header("location");
        assert!(
            told == expected || form == "action=deny" && told == "/signin?error=expired",
            "{form}: {told}"
        );
        if expected == "/" {
            assert_eq!(who(&server.client, &answer).await["email"], "ada@office.example");
        }
    }
}
