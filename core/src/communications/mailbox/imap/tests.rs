//! The client against scripted servers: what hostile ones may do, and what must not be believed.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use super::answer::{Answer, Condition, Fetched, Status};
use super::place::Place;
use super::read::{MailCursor, ReadOptions};
use super::session::Session;
use super::wire::Wire;
use crate::communications::outbox::Trace;
use crate::error::{Error, ErrorKind};

/// Answers each command with the next part of a script, in which `TAG` stands for the command's tag; then hangs up.
async fn serve(mut line: DuplexStream, script: Vec<Vec<u8>>) {
    let mut buffer = vec![0; 1 << 16];
    for part in script {
        let Ok(count) = line.read(&mut buffer).await else { return };
        let said = String::from_utf8_lossy(&buffer[..count]).into_owned();
        let tag = said.split(' ').next().unwrap_or_default().to_owned();
        let at = part.windows(3).position(|window| window == b"TAG");
        let answer = match at {
            Some(at) => [&part[..at], tag.as_bytes(), &part[at + 3..]].concat(),
            None => part,
        };
        if line.write_all(&answer).await.is_err() {
            return;
        }
    }
}

fn place(url: &str) -> Place {
    url.parse().unwrap()
}

/// A signed-in session with a server that follows a script.
fn session(url: &str, script: &[&[u8]]) -> Session {
    let (own, other) = tokio::io::duplex(1 << 22);
    tokio::spawn(serve(other, script.iter().map(|part| part.to_vec()).collect()));
    let mut wire = Wire::new(Box::new(own));
    wire.patience = Duration::from_secs(2);
    Session { wire, place: place(url) }
}

const URL: &str = "imaps://ann%40ours.example:hunter2@mail.ours.example/?sent=Sent";
const FILED: &str = "imaps://ann:hunter2@mail.ours.example/?sent=Sent&filed=server";
const OPENED: &[u8] =
    b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 12] ok\r\nTAG OK [READ-ONLY] done\r\n";

async fn error_of(script: &[&[u8]]) -> Error {
    let mut session = session(URL, script);
    let error = session.folders().await.unwrap_err();
    assert!(error.message().contains("mail.ours.example:993"), "{error}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    error
}

#[tokio::test]
async fn hostile_answers_end_in_typed_errors() {
    let endless = [b"* LIST () \"/\" ".as_slice(), &vec![b'a'; 200 << 10]].concat();
    let many = b"* LIST () \"/\" folder\r\n".repeat(30_000);
    let words = [b"* LIST (".as_slice(), &b"a ".repeat(20_000), b") \"/\" x\r\nTAG OK\r\n"].concat();
    let deep = [b"* 1 FETCH (X ".as_slice(), &vec![b'('; 30_000], b"\r\nTAG OK\r\n"].concat();
    for (script, kind) in [
        (&endless[..], ErrorKind::LimitExceeded),
        (&many, ErrorKind::LimitExceeded),
        (&words, ErrorKind::Unsupported),
        (&deep, ErrorKind::Unsupported),
        (b"* LIST () \"/\" {4000000000}\r\nx", ErrorKind::LimitExceeded),
        (b"* LIST () \"/\" {99999999999999999999999}\r\nx", ErrorKind::LimitExceeded),
        (b"* LIST () \"/\" {500}\r\nshort", ErrorKind::Unavailable),
        (b"* LIST () \"/\" \0\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"* LIST (\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"* LIST\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"* 1 FETCH (UID\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"* 1 FETCH (UID 99999999999)\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"* LIST () \"/\" \"open\r\nTAG OK\r\n", ErrorKind::Unsupported),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ErrorKind::Unsupported),
        (b"s99 OK done\r\n", ErrorKind::Unsupported),
        (b"\r\n", ErrorKind::Unsupported),
        (b"", ErrorKind::Unavailable),
        (b"* BYE overloaded\r\n", ErrorKind::Unavailable),
        (b"TAG NO [INUSE] later\r\n", ErrorKind::Unavailable),
        (b"TAG BAD what\r\n", ErrorKind::Denied),
    ] {
        assert_eq!(
            error_of(&[script]).await.kind(),
            kind,
            "{}",
            String::from_utf8_lossy(&script[..script.len().min(60)])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_given_up() {
    let (own, _other) = tokio::io::duplex(1 << 16);
    let mut session = Session { wire: Wire::new(Box::new(own)), place: place(URL) };
    let error = session.folders().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.message().contains("30s"), "{error}");
}

#[tokio::test]
async fn odd_but_harmless_answers_are_read() {
    let mut odd = session(
        URL,
        &["* OK [ALERT]é and more\r\n* 1 FETCH (INTERNALDATE NIL FLAGS (\\Seen) UID 4)\r\n* LIST (\\HasNoChildren \
           \\Sent) NIL {6}\r\nSent M\r\n* LIST (\\Noselect) \"/\" top\r\n* LIST () \"/\" inbox\r\nTAG OK\r\n"
            .as_bytes()],
    );
    let folders = odd.folders().await.unwrap();
    let names: Vec<&str> = folders.iter().map(|folder| folder.name.as_str()).collect();
    assert_eq!(names, ["Sent M", "inbox"]);
}

#[tokio::test]
async fn a_search_that_did_not_end_well_says_nothing_of_a_message() {
    let found = b"* SEARCH 4\r\nTAG OK\r\n";
    let header = b"* 1 FETCH (UID 4 BODY[HEADER.FIELDS (MESSAGE-ID)] {23}\r\nMessage-ID: <a@b.c>\r\n\r\n)\r\nTAG OK\r\n";
    let nothing = b"* SEARCH\r\nTAG OK done\r\n";
    for (url, script, expected) in [
        (URL, vec![OPENED, found, header], Ok(Trace::Sent)),
        (URL, vec![OPENED, nothing], Ok(Trace::Unknown)),
        (FILED, vec![OPENED, nothing], Ok(Trace::NotSent)),
        (FILED, vec![OPENED, b"* SEARCH\r\nTAG NO broken\r\n"], Err(ErrorKind::Denied)),
        (FILED, vec![OPENED, b"TAG OK done\r\n"], Err(ErrorKind::Unavailable)),
        (FILED, vec![OPENED, b"* SEARCH\r\n"], Err(ErrorKind::Unavailable)),
        (FILED, vec![OPENED], Err(ErrorKind::Unavailable)),
        (FILED, vec![b"TAG NO no such\r\n"], Err(ErrorKind::NotFound)),
    ] {
        let trace = session(url, &script).trace("<a@b.c>").await.map_err(|error| error.kind());
        assert_eq!(trace, expected, "{script:?}");
    }
}

#[tokio::test]
async fn a_message_id_that_only_contains_the_one_asked_for_is_another() {
    let found = b"* SEARCH 4\r\nTAG OK\r\n";
    let header =
        b"* 1 FETCH (UID 4 BODY[HEADER.FIELDS (MESSAGE-ID)] {24}\r\nMessage-ID: <aa@b.c>\r\n\r\n)\r\nTAG OK\r\n";
    let trace = session(FILED, &[OPENED, found, header]).trace("a@b.c").await.unwrap();
    assert_eq!(trace, Trace::NotSent);
    for wrong in ["", "a b@c", "a\"@c", "a\r\nx", "<>", "ä@c"] {
        let error = session(URL, &[]).trace(wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{wrong}");
    }
}

#[tokio::test]
async fn a_body_larger_than_announced_is_refused() {
    let numbers = b"* 1 FETCH (UID 5 RFC822.SIZE 10)\r\n* 2 FETCH (UID 6 RFC822.SIZE 90000)\r\nTAG OK\r\n";
    let body = b"* 1 FETCH (UID 5 BODY[] {100000}\r\nxxxx";
    let options = ReadOptions { message_bytes: 70_000, ..ReadOptions::default() };
    let error = session(URL, &[OPENED, numbers, body]).read(None, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    let body = b"* 1 FETCH (UID 5 BODY[] {4}\r\nx\0y\n)\r\nTAG OK\r\n";
    let batch = session(URL, &[OPENED, numbers, body]).read(None, &options).await.unwrap();
    assert_eq!(batch.messages[0].bytes, b"x\0y\n");
    assert_eq!(batch.too_large[0].uid, 6);
    assert_eq!(batch.cursor, MailCursor { folder: "INBOX".to_owned(), validity: 7, next: 7 });
}

#[test]
fn answers_are_read_by_their_grammar() {
    let read = |line: &[u8]| {
        let mut tokens = Vec::new();
        super::answer::tokens(line, &mut tokens).and_then(|()| super::answer::read(&tokens))
    };
    assert_eq!(read(b"12 EXISTS"), Some(Answer::Exists(12)));
    assert_eq!(read(b"search 1 2 "), Some(Answer::Search(vec![1, 2])));
    assert_eq!(read(b"SEARCH 1 x"), None);
    let fetched = Fetched { uid: Some(4), size: Some(9), body: Some(b"a\"b".to_vec()) };
    let line = br#"1 FETCH (FLAGS (\Seen (x)) UID 4 BODY[HEADER.FIELDS (A B)]<0> "a\"b" RFC822.SIZE 9)"#;
    assert_eq!(read(line), Some(Answer::Fetch(fetched)));
    let condition =
        Condition { status: Status::Ok, code: Some("UIDNEXT 3".to_owned()), words: "x".to_owned() };
    assert_eq!(super::answer::plain(b"* OK [UIDNEXT 3] x"), Some(Answer::Condition(condition)));
    assert_eq!(super::answer::plain(b"+"), Some(Answer::Continue));
}

proptest::proptest! {
    #[test]
    fn no_line_of_a_server_breaks_the_reader(line in proptest::collection::vec(0_u8..=255, 0..200)) {
        let mut tokens = Vec::new();
        super::answer::plain(&line);
        if super::answer::tokens(&line, &mut tokens).is_some() {
            super::answer::read(&tokens);
        }
    }

    #[test]
    fn no_text_like_an_answer_breaks_the_reader(line in r#"(\* )?(1 FETCH|LIST|SEARCH|OK|CAPABILITY) [()\[\]"\\{}0-9A-Z éß]{0,60}"#) {
        let mut tokens = Vec::new();
        super::answer::plain(line.as_bytes());
        if super::answer::tokens(line.as_bytes(), &mut tokens).is_some() {
            super::answer::read(&tokens);
        }
    }
}

#[test]
fn addresses_are_read_and_their_secrets_are_not_shown() {
    let read = place("imap://ann%40ours.example:p%3Aw%2Fd@mail.ours.example/?auth=xoauth2&sent=Sent%20Items");
    assert_eq!((read.user.as_str(), read.secret.as_str()), ("ann@ours.example", "p:w/d"));
    assert_eq!((read.port, read.implicit, read.token), (143, false, true));
    assert_eq!(read.sent.as_deref(), Some("Sent Items"));
    assert_eq!(format!("{read} {read:?}"), "mail.ours.example:143 Place(mail.ours.example:143)");
    assert_eq!(place("imaps://a:b@[::1]:1993").host, "::1");
    for wrong in [
        "",
        "mail.ours.example",
        "pop3://a:hunter2@b",
        "imaps://mail.ours.example",
        "imaps://a:hunter2@",
        "imaps://a:hunter2%0d%0aX@b",
        "imaps://a:hunter2@b/?tls=none",
    ] {
        let error = wrong.parse::<Place>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{wrong}");
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}
