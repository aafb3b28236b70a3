//! The transport against a small server that keeps messages and submissions as RFC 8620 and RFC 8621 say, and that
//! fails where it is told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::communications::outbox::{NotSent, OutgoingMessage, RecipientOutcome, Trace, Transport};
use crate::error::ErrorKind;
use crate::id::{DeliveryId, SeededRandomness};

/// Where the server fails, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Fault {
    #[default]
    None,
    /// The connection ends after this method was carried out.
    CutAfter(&'static str),
    /// The connection ends before this method.
    CutBefore(&'static str),
    /// A gateway answers instead of this method.
    Gateway(&'static str),
    /// The server dies between a submission and the update of its draft, and remembers no submission.
    Crash,
    /// The method is refused with this type.
    Refuse(&'static str, &'static str),
    /// This method is answered without end.
    Endless(&'static str),
    /// The session is elsewhere, by redirect or by its own words.
    Redirect,
    ElsewhereApi,
    NoJson,
    Unauthorised,
}

#[derive(Debug, Default)]
struct State {
    fault: Fault,
    /// Messages by id.
    emails: BTreeMap<String, Email>,
    submissions: Vec<(String, Vec<String>)>,
    /// Whether submissions that are done are forgotten, as Cyrus does.
    forgetful: bool,
    blobs: Vec<Vec<u8>>,
    secrets: Vec<String>,
}

#[derive(Debug)]
struct Email {
    message_id: String,
    folder: String,
    keywords: serde_json::Map<String, Value>,
}

struct Server {
    state: Arc<Mutex<State>>,
    url: String,
}

impl Server {
    async fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("jmap://ann:hunter2@{}/", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State { fault, ..State::default() }));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { state, url }
    }

    async fn transport(&self) -> JmapTransport {
        JmapTransport::open(&self.url).await.unwrap()
    }

    fn heal(&self) {
        self.state.lock().unwrap().fault = Fault::None;
    }

    fn submitted(&self) -> usize {
        self.state.lock().unwrap().submissions.len()
    }
}

/// Reads requests of one connection and answers them.
async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut buffer = Vec::new();
    while let Some((head, body)) = request(&mut stream, &mut buffer).await {
        let Some(answer) = answer(&head, &body, &state) else { return };
        if stream.write_all(&answer).await.is_err() {
            return;
        }
        if state.lock().unwrap().fault == Fault::Endless("Identity/get") {
            while stream.write_all(&[b' '; 8192]).await.is_ok() {}
            return;
        }
    }
}

async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<(String, Vec<u8>)> {
    loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..at]).to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |l| l.parse().unwrap());
            if buffer.len() >= at + 4 + length {
                let rest = buffer.split_off(at + 4 + length);
                let body = std::mem::replace(buffer, rest).split_off(at + 4);
                return Some((head, body));
            }
        }
        let mut more = [0; 8192];
        match stream.read(&mut more).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => buffer.extend_from_slice(&more[..count]),
        }
    }
}

fn http(status: &str, more: &str, body: &str) -> Option<Vec<u8>> {
    Some(format!("HTTP/1.1 {status}\r\n{more}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

fn answer(head: &str, body: &[u8], state: &Mutex<State>) -> Option<Vec<u8>> {
    let mut state = state.lock().unwrap();
    let secret = head.lines().find_map(|line| line.strip_prefix("authorization: ")).unwrap_or_default();
    state.secrets.push(secret.to_owned());
    let path = head.split(' ').nth(1).unwrap_or_default();
    match (path, state.fault) {
        (_, Fault::Unauthorised) => http("401 Unauthorized", "", "{}"),
        (_, Fault::NoJson) => http("200 OK", "", "<html>Welcome</html>"),
        ("/.well-known/jmap", Fault::Redirect) => {
            http("302 Found", "Location: http://elsewhere.example/jmap\r\n", "")
        }
        ("/.well-known/jmap", Fault::None) => http("302 Found", "Location: /session\r\n", ""),
        ("/.well-known/jmap" | "/session", fault) => {
            let api = if fault == Fault::ElsewhereApi { "http://elsewhere.example/api/" } else { "/api/" };
            let session = json!({
                "capabilities": {"urn:ietf:params:jmap:core": {"maxSizeUpload": 50_000}},
                "primaryAccounts": {"urn:ietf:params:jmap:mail": "A13824", "urn:ietf:params:jmap:submission": "A13824"},
                "apiUrl": api,
                "uploadUrl": "/upload/{accountId}/",
            });
            http("200 OK", "", &session.to_string())
        }
        ("/upload/a13824/", _) => {
            state.blobs.push(body.to_vec());
            http(
                "201 Created",
                "",
                &json!({"accountId": "A13824", "blobId": "B1", "type": "message/rfc822"}).to_string(),
            )
        }
        ("/api/", _) => calls(body, &mut state),
        _ => http("404 Not Found", "", "{}"),
    }
}

fn calls(body: &[u8], state: &mut State) -> Option<Vec<u8>> {
    let request: Value = serde_json::from_slice(body).unwrap();
    let mut answers = Vec::new();
    for call in request["methodCalls"].as_array().unwrap() {
        let name = call[0].as_str().unwrap();
        match state.fault {
            Fault::CutBefore(method) if method == name => return None,
            Fault::Gateway(method) if method == name => return http("502 Bad Gateway", "", "{}"),
            Fault::Endless(method) if method == name => {
                return Some(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec());
            }
            Fault::Refuse(method, kind) if method == name && method != "EmailSubmission/set" => {
                answers.push(json!(["error", {"type": kind}, call[2]]));
                continue;
            }
            _ => {}
        }
        let answer = method(name, &call[1], state);
        let crashed = state.fault == Fault::Crash && name == "EmailSubmission/set";
        if matches!(state.fault, Fault::CutAfter(method) if method == name) || crashed {
            return None;
        }
        answers.push(json!([name, answer, call[2]]));
    }
    http("200 OK", "", &json!({"methodResponses": answers, "sessionState": "0"}).to_string())
}

fn method(name: &str, arguments: &Value, state: &mut State) -> Value {
    match name {
        "Identity/get" => json!({"list": [{"id": "I1", "email": "ann@ours.example"}]}),
        "Mailbox/get" => {
            json!({"list": [{"id": "D", "role": "drafts"}, {"id": "S", "role": "sent"}, {"id": "I", "role": "inbox"}]})
        }
        "Email/query" => {
            let asked = arguments["filter"]["header"][1].as_str().unwrap();
            let found = state.emails.iter().filter(|(_, email)| email.message_id.contains(asked));
            json!({"ids": found.map(|(id, _)| id).collect::<Vec<_>>()})
        }
        "Email/get" => {
            let shown = |(id, email): (&String, &Email)| {
                let folders = json!({&email.folder: true});
                json!({"id": id, "messageId": [email.message_id], "mailboxIds": folders, "keywords": email.keywords})
            };
            json!({"list": state.emails.iter().map(shown).collect::<Vec<_>>()})
        }
        "Email/import" => {
            let text = String::from_utf8_lossy(state.blobs.last().unwrap()).into_owned();
            let message_id = text.split('<').nth(1).unwrap().split('>').next().unwrap().to_owned();
            let id = format!("M{}", state.emails.len());
            let new = &arguments["emails"]["m"];
            let folder = new["mailboxIds"].as_object().unwrap().keys().next().unwrap().clone();
            let keywords = new["keywords"].as_object().unwrap().clone();
            state.emails.insert(id.clone(), Email { message_id, folder, keywords });
            json!({"created": {"m": {"id": id}}})
        }
        "Email/set" => {
            for (id, change) in arguments["update"].as_object().unwrap() {
                update(state.emails.get_mut(id).unwrap(), change);
            }
            json!({})
        }
        "EmailSubmission/set" => {
            if let Fault::Refuse(_, kind) = state.fault {
                return json!({"notCreated": {"s": {"type": kind, "description": "no, hunter2"}}});
            }
            let new = &arguments["create"]["s"];
            let email = new["emailId"].as_str().unwrap().to_owned();
            let to = new["envelope"]["rcptTo"].as_array().unwrap();
            let to = to.iter().map(|to| to["email"].as_str().unwrap().to_owned()).collect();
            state.submissions.push((email.clone(), to));
            if state.fault != Fault::Crash {
                update(state.emails.get_mut(&email).unwrap(), &arguments["onSuccessUpdateEmail"]["#s"]);
            }
            json!({"created": {"s": {"id": "ES1"}}})
        }
        "EmailSubmission/get" => json!({"list": [{"id": "ES1", "deliveryStatus": {
            "ben@theirs.example": {"smtpReply": "250 2.1.5 Recipient OK", "delivered": "queued"},
            "gone@theirs.example": {"smtpReply": "550 5.1.1 User unknown", "delivered": "no"},
        }}]}),
        "EmailSubmission/query" => {
            let asked = arguments["filter"]["emailIds"].as_array().unwrap();
            let known =
                !state.forgetful && state.submissions.iter().any(|(email, _)| asked.contains(&json!(email)));
            json!({"ids": if known { vec!["ES1"] } else { vec![] }})
        }
        _ => json!({}),
    }
}

/// Applies a patch of keywords and folders.
fn update(email: &mut Email, change: &Value) {
    for (path, value) in change.as_object().unwrap() {
        match (path.split_once('/').unwrap(), value.is_null()) {
            (("keywords", word), true) => drop(email.keywords.remove(word)),
            (("keywords", word), false) => drop(email.keywords.insert(word.to_owned(), value.clone())),
            ((_, folder), false) => email.folder = folder.to_owned(),
            ((_, _), true) => {}
        }
    }
}

fn message(id: &str) -> OutgoingMessage {
    OutgoingMessage {
        id: DeliveryId::new(Timestamp::from_millisecond(1).unwrap(), &SeededRandomness::new(1)),
        message_id: format!("{id}@ours.example"),
        from: "Ann@ours.example".to_owned(),
        recipients: vec!["ben@theirs.example".to_owned(), "gone@theirs.example".to_owned()],
        bytes: format!("Message-ID: <{id}@ours.example>\r\n\r\nHello\r\n").into_bytes().into(),
        idempotency_key: id.to_owned(),
    }
}

#[tokio::test]
async fn a_message_is_submitted_once_and_found_again() {
    let server = Server::start(Fault::None).await;
    let transport = server.transport().await;
    assert_eq!(transport.name(), "jmap");
    assert_eq!(transport.find(&message("a")).await.unwrap(), Trace::Unknown);
    let results = transport.send(&message("a")).await.unwrap();
    let outcomes: Vec<RecipientOutcome> = results.iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [RecipientOutcome::Accepted, RecipientOutcome::Rejected]);
    assert_eq!((results[1].code, results[1].status.as_deref()), (Some(550), Some("5.1.1")));
    assert_eq!(transport.find(&message("a")).await.unwrap(), Trace::Sent);
    transport.send(&message("a")).await.unwrap();
    assert_eq!(server.submitted(), 1, "the same Message-ID is submitted once");
    let state = server.state.lock().unwrap();
    assert_eq!(state.blobs, [message("a").bytes.to_vec()]);
    assert_eq!(state.submissions[0].1, ["ben@theirs.example", "gone@theirs.example"]);
    assert!(state.secrets.iter().all(|secret| secret.starts_with("basic ")), "{:?}", state.secrets);
}

#[tokio::test]
async fn what_fails_before_the_submission_has_sent_nothing() {
    for fault in [
        Fault::CutBefore("Identity/get"),
        Fault::CutAfter("Email/get"),
        Fault::Gateway("Email/import"),
        Fault::CutAfter("Email/import"),
        Fault::Refuse("Email/import", "serverUnavailable"),
        Fault::Refuse("EmailSubmission/set", "rateLimit"),
    ] {
        let server = Server::start(fault).await;
        let transport = server.transport().await;
        let failed = transport.send(&message("a")).await.unwrap_err();
        assert!(matches!(failed, NotSent::Deferred { .. }), "{fault:?}: {failed:?}");
        assert_eq!(server.submitted(), 0);
        server.heal();
        assert_ne!(transport.find(&message("a")).await.unwrap(), Trace::Sent, "{fault:?}");
        transport.send(&message("a")).await.unwrap();
        let state = server.state.lock().unwrap();
        assert_eq!(
            (state.submissions.len(), state.emails.len()),
            (1, 1),
            "{fault:?}: no second draft is left"
        );
    }
}

#[tokio::test]
async fn a_submission_without_an_answer_is_in_doubt_until_it_is_looked_for() {
    for (fault, trace) in [
        (Fault::CutBefore("Email/set"), Trace::NotSent),
        (Fault::Gateway("Email/set"), Trace::NotSent),
        // The server began with the request, so that it may have gone on.
        (Fault::CutBefore("EmailSubmission/set"), Trace::Unknown),
        (Fault::CutAfter("EmailSubmission/set"), Trace::Sent),
    ] {
        let server = Server::start(fault).await;
        let transport = server.transport().await;
        let failed = transport.send(&message("a")).await.unwrap_err();
        assert!(matches!(failed, NotSent::InDoubt(_)), "{fault:?}: {failed:?}");
        server.heal();
        assert_eq!(transport.find(&message("a")).await.unwrap(), trace, "{fault:?}");
        let again = transport.send(&message("a")).await;
        assert_eq!(
            matches!(again, Err(NotSent::InDoubt(_))),
            trace == Trace::Unknown,
            "{fault:?}: {again:?}"
        );
        assert_eq!(server.submitted(), usize::from(trace != Trace::Unknown), "{fault:?}");
    }
}

#[tokio::test]
async fn a_server_that_died_while_it_submitted_leaves_the_message_in_doubt_and_it_is_not_sent_again() {
    let server = Server::start(Fault::Crash).await;
    server.state.lock().unwrap().forgetful = true;
    let transport = server.transport().await;
    assert!(matches!(transport.send(&message("a")).await, Err(NotSent::InDoubt(_))));
    server.heal();
    assert_eq!(transport.find(&message("a")).await.unwrap(), Trace::Unknown);
    assert!(matches!(transport.send(&message("a")).await, Err(NotSent::InDoubt(_))));
    assert_eq!(server.submitted(), 1);
}

#[tokio::test]
async fn refusals_are_final_and_say_what_to_do() {
    for (fault, kind, word) in [
        (Fault::Refuse("EmailSubmission/set", "forbiddenFrom"), ErrorKind::Denied, "forbiddenFrom"),
        (
            Fault::Refuse("EmailSubmission/set", "invalidRecipients"),
            ErrorKind::InvalidInput,
            "invalidRecipients",
        ),
        (Fault::Refuse("EmailSubmission/set", "tooLarge"), ErrorKind::LimitExceeded, "tooLarge"),
        (Fault::Unauthorised, ErrorKind::Denied, "token or password"),
        (Fault::NoJson, ErrorKind::Unsupported, "no JMAP server"),
        (Fault::Redirect, ErrorKind::Denied, "no secret goes"),
        (Fault::ElsewhereApi, ErrorKind::Denied, "no secret goes"),
        (Fault::Endless("Identity/get"), ErrorKind::LimitExceeded, "bytes"),
    ] {
        let server = Server::start(fault).await;
        let failed = server.transport().await.send(&message("a")).await.unwrap_err();
        let NotSent::Refused(error) = failed else { panic!("{fault:?}: {failed:?}") };
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.message().contains(word) && error.message().contains("127.0.0.1"), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        assert_eq!(server.submitted(), 0);
    }
    let server = Server::start(Fault::None).await;
    let transport = server.transport().await;
    let stranger = OutgoingMessage { from: "ben@ours.example".to_owned(), ..message("a") };
    assert!(
        matches!(transport.send(&stranger).await, Err(NotSent::Refused(error)) if error.kind() == ErrorKind::Denied)
    );
    let large = OutgoingMessage { bytes: vec![b'x'; 50_001].into(), ..message("b") };
    let refused = transport.send(&large).await;
    assert!(matches!(refused, Err(NotSent::Refused(error)) if error.kind() == ErrorKind::LimitExceeded));
    assert_eq!(server.submitted(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again_later() {
    let transport = JmapTransport::open("jmap://:hunter2@127.0.0.1:1/").await.unwrap();
    let failed = transport.send(&message("a")).await.unwrap_err();
    assert!(matches!(&failed, NotSent::Deferred { .. }), "{failed:?}");
    assert!(!format!("{failed:?} {transport:?}").contains("hunter2"), "{failed:?}");
}

#[tokio::test]
async fn addresses_of_providers_are_read_and_their_secrets_are_not_shown() {
    for wrong in [
        "",
        "https://a:hunter2@b.example",
        "jmap://a:hunter2@b.example/",
        "jmaps://a:hunter2@/",
        "jmaps://a:hunter2@b.example/?session=x",
        "jmaps://a:hunter2%0a@b.example/",
    ] {
        let error = JmapTransport::open(wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{wrong}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    JmapTransport::open("jmaps://:hunter2@b.example:8443/?session=/jmap/session").await.unwrap();
}
