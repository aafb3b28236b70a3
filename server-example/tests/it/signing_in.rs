//! Signing in, going on, and signing out.

use serde_json::{Value, json};

use crate::http::{Answer, Client, send};
use crate::program::{PASSWORD, Program, member, send_bare};

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn refresh(client: &Client, cookie: &str) -> Answer {
    send(client.request("POST", "/v1/sessions/refresh").header("cookie", cookie)).await
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    client.post("/v1/sessions", &json!({ "email": email, "password": password })).await
}

#[tokio::test]
async fn the_first_owner_begins_by_the_printed_link_once() {
    let program = Program::start();
    let client = &program.client;
    assert_eq!(client.get("/v1/setup").await.is(200).json(), json!({ "needed": true }));
    let body = |token: &str, password: &str| json!({ "token": token, "name": "Ada", "email": "ada@office.example", "password": password, "office": "Practice" });
    client.post("/v1/setup", &body("guessed", PASSWORD)).await.is(401);
    client.post("/v1/setup", &body(&program.setup, "short")).await.is(400);
    let session = client.post("/v1/setup", &body(&program.setup, PASSWORD)).await.is(201);
    let told = session.json();
    assert_eq!(told["member"]["email"], "ada@office.example");
    assert_eq!(told["member"]["roles"], json!(["owner"]));
    assert_eq!(told["workspace"]["name"], "Practice");
    assert_eq!(told["expires_in"], 600);
    let cookie = session.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/v1/sessions"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!session.text().contains("ses_"), "the refresh token is in the cookie only");
    client.post("/v1/setup", &body(&program.setup, PASSWORD)).await.is(401);
    assert_eq!(client.get("/v1/setup").await.json(), json!({ "needed": false }));
    let me = client.bearing(told["access_token"].as_str().unwrap()).get("/v1/me").await.is(200).json();
    assert!(me["permissions"].as_array().unwrap().contains(&json!("documents.add")), "{me}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let program = Program::start_with(&json!({ "limits": { "tries_per_minute": 4 } }));
    program.owner().await;
    let client = &program.client;
    let bare = |answer: Answer| {
        let mut json = answer.is(401).json();
        json.as_object_mut().unwrap().remove("request_id");
        json
    };
    let wrong = bare(sign_in(client, "ada@office.example", "four words are wrong").await);
    assert_eq!(wrong, bare(sign_in(client, "nobody@office.example", PASSWORD).await));
    let right = sign_in(client, " Ada@Office.example", PASSWORD).await.is(201);
    assert_ne!(right.json()["access_token"], Value::Null);
    // Setting up was the first try of four.
    let limited = sign_in(client, "ada@office.example", PASSWORD).await.is(429);
    assert!(limited.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(limited.json()["kind"], "limit_exceeded");
}

#[tokio::test]
async fn a_refresh_token_that_comes_again_ends_its_session() {
    let program = Program::start();
    let client = &program.client;
    let first = program.set_up().await.is(201);
    let second = refresh(client, &cookie(&first)).await.is(200);
    // Two tabs at once, or an answer that was lost: the second one gets the cookie that the first one got.
    let beside = refresh(client, &cookie(&first)).await.is(200);
    assert_eq!(cookie(&beside), cookie(&second));
    let third = refresh(client, &cookie(&second)).await.is(200);
    let owner = client.bearing(third.json()["access_token"].as_str().unwrap());
    owner.get("/v1/me").await.is(200);
    // Two steps back is no second tab.
    refresh(client, &cookie(&first)).await.is(401);
    refresh(client, &cookie(&third)).await.is(401);
    owner.get("/v1/me").await.is(401);
    let again = sign_in(client, "ada@office.example", PASSWORD).await.is(201);
    let owner = client.bearing(again.json()["access_token"].as_str().unwrap());
    let audit = owner.get("/v1/audit?limit=100").await.is(200).text();
    assert!(audit.contains("sessions.reuse") && audit.contains("sessions.start"), "{audit}");
}

#[tokio::test]
async fn forged_refresh_tokens_are_refused_and_end_nothing() {
    let program = Program::start();
    let client = &program.client;
    let session = program.set_up().await.is(201);
    let cookie = cookie(&session);
    let (name, token) = cookie.split_once('=').unwrap();
    let parts: Vec<&str> = token.split('.').collect();
    let [id, family, generation, secret] = parts[..] else { panic!("{token}") };
    let zeros = "0".repeat(64);
    for forged in [
        String::new(),
        id.to_owned(),
        format!("{id}.{family}.{generation}"),
        format!("{id}.{zeros}.{generation}.{secret}"),
        format!("{id}.{zeros}.7.{zeros}"),
        format!("ses_other.{family}.{generation}.{secret}"),
        format!("{token}.{secret}"),
        format!("{id}.{family}.-1.{secret}"),
        format!("{id}.{family}.18446744073709551616.{secret}"),
        "x".repeat(10_000),
        session.json()["access_token"].as_str().unwrap().to_owned(),
    ] {
        refresh(client, &format!("{name}={forged}")).await.is(401);
    }
    let other_site = client.request("POST", "/v1/sessions/refresh").header("cookie", &cookie);
    send(other_site.header("sec-fetch-site", "cross-site")).await.is(403);
    refresh(client, "other=1").await.is(401);
    refresh(client, &cookie).await.is(200);
}

#[tokio::test]
async fn who_signs_out_is_out_at_once() {
    let program = Program::start();
    let client = &program.client;
    let session = program.set_up().await.is(201);
    let owner = client.bearing(session.json()["access_token"].as_str().unwrap());
    let others = sign_in(client, "ada@office.example", PASSWORD).await.is(201);
    let other = client.bearing(others.json()["access_token"].as_str().unwrap());
    assert_eq!(owner.get("/v1/sessions").await.is(200).json()["items"].as_array().unwrap().len(), 2);
    let out = send_bare(&owner, "DELETE", "/v1/sessions").await.is(204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    owner.get("/v1/me").await.is(401);
    refresh(client, &cookie(&session)).await.is(401);
    other.get("/v1/me").await.is(200);
    let by_cookie = client.request("DELETE", "/v1/sessions").header("cookie", cookie(&others));
    send(by_cookie).await.is(204);
    other.get("/v1/me").await.is(401);
}

#[tokio::test]
async fn a_member_is_invited_and_out_with_the_next_call_when_removed() {
    let program = Program::start();
    let owner = program.owner().await;
    let (id, eve) = member(&owner, "eve", "editor").await;
    let me = eve.get("/v1/me").await.is(200).json();
    assert_eq!(me["member"]["roles"], json!(["editor"]));
    // The password was chosen: the link is used up, and a new one ends the sessions of before.
    let again = send_bare(&owner, "POST", &format!("/v1/members/{id}/invitation")).await.is(201).json();
    eve.get("/v1/me").await.is(200);
    let accept = json!({ "token": again["token"], "password": "other four words now" });
    program.client.post("/v1/invitations", &accept).await.is(201);
    program.client.post("/v1/invitations", &accept).await.is(401);
    eve.get("/v1/me").await.is(401);
    sign_in(&program.client, "eve@office.example", PASSWORD).await.is(401);
    let session = sign_in(&program.client, "eve@office.example", "other four words now").await.is(201);
    let eve = owner.bearing(session.json()["access_token"].as_str().unwrap());
    let change = json!({ "email": "eve@office.example", "old": "other four words now", "new": PASSWORD });
    eve.json("PUT", "/v1/me/password", &change).await.is(204);
    eve.json("PUT", "/v1/me/password", &change).await.is(401);
    eve.get("/v1/documents").await.is(200);
    let suspend = json!({ "active": false });
    owner.json("PATCH", &format!("/v1/members/{id}"), &suspend).await.is(200);
    eve.get("/v1/documents").await.is(401);
    sign_in(&program.client, "eve@office.example", PASSWORD).await.is(401);
    refresh(&program.client, &cookie(&session)).await.is(401);
}

#[tokio::test]
async fn a_service_account_acts_by_its_token_until_it_is_revoked() {
    let program = Program::start();
    let owner = program.owner().await;
    let account = json!({ "name": "Scanner", "role": "editor" });
    let account = owner.post("/v1/service-accounts", &account).await.is(201).json();
    let tokens = format!("/v1/service-accounts/{}/tokens", account["id"].as_str().unwrap());
    owner.post(&tokens, &json!({ "expires": "2001-01-01T00:00:00Z" })).await.is(400);
    owner.post(&tokens, &json!({ "expires": "2999-01-01T00:00:00Z" })).await.is(400);
    let expires = expires_in_days(30);
    let issued = owner.post(&tokens, &json!({ "expires": expires })).await.is(201).json();
    let token = issued["token"].as_str().unwrap();
    let scanner = owner.bearing(token);
    assert_eq!(scanner.get("/v1/me").await.is(200).json()["member"]["name"], "Scanner");
    scanner.add("note.txt", "Hello.").await;
    scanner.post("/v1/members", &json!({ "name": "X", "role": "viewer" })).await.is(403);
    scanner.get("/v1/sessions").await.is(403);
    let listed = owner.get(&tokens).await.is(200);
    assert_eq!(listed.json()["items"][0]["id"], issued["id"]);
    let secret = token.rsplit('.').next().unwrap();
    assert!(!listed.text().contains(secret));
    let (head, _) = token.rsplit_once('.').unwrap();
    for forged in
        [format!("{head}.{}", "0".repeat(64)), head.to_owned(), format!("{token}0"), format!("{token}.x")]
    {
        owner.bearing(&forged).get("/v1/me").await.is(401);
    }
    let elsewhere = token.replace("ws_default", "ws_sign-in");
    owner.bearing(&elsewhere).get("/v1/me").await.is(401);
    send_bare(&owner, "DELETE", &format!("{tokens}/{}", issued["id"].as_str().unwrap())).await.is(204);
    scanner.get("/v1/me").await.is(401);
}

/// Returns a day ahead; the clock of the tests is the machine's, as the program's is.
fn expires_in_days(days: u64) -> String {
    use secretariat::clock::{Clock, SystemClock};
    let later = jiff::SignedDuration::from_hours(24 * days as i64);
    SystemClock.now().checked_add(later).unwrap().to_string()
}
