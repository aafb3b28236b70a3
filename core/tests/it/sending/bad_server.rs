//! What a server may do to a message, each with the state it ends in.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use secretariat::communications::outbox::{NotSent, OutgoingMessage, SmtpTransport, Transport};
use secretariat::communications::{Delivery, DeliveryState, RecipientOutcome};
use secretariat::settings::{MailSettings, ServiceUrl};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;

use super::office::{World, draft, mail, states, world};
use super::server::{How, Server, Step, liar};

const TO: [&str; 1] = ["ben@them.example"];

/// Says that TLS begins, and speaks none.
const BROKEN: &[&[u8]] =
    &[b"220 a\r\n", b"250-a\r\n250 STARTTLS\r\n", b"220 go\r\n", b"HTTP/1.0 400 this is no TLS\r\n\r\n"];
/// Says before TLS what is to be heard after it.
const EARLY: &[&[u8]] =
    &[b"220 a\r\n", b"250-a\r\n250 STARTTLS\r\n", b"220 go\r\n250-a\r\n250 AUTH PLAIN\r\n"];
const ENDLESS: &[&[u8]] = &[&[b'2'; 400 << 10]];

async fn sending(server: &Server) -> World {
    world(Some(MailSettings { step_millis: 200, ..mail(&server.url()) })).await
}

/// Sends one message, and waits until it does not go on by itself.
async fn end(world: &World, recipients: &[&str]) -> Delivery {
    let released = world.release(&draft("Hello.", recipients)).await;
    let is_over = |it: &Delivery| match it.state {
        DeliveryState::InDoubt => {
            it.reason().is_some_and(|reason| reason.contains("not sent again by itself"))
        }
        state => matches!(state, DeliveryState::Sent | DeliveryState::Failed),
    };
    world.until_it(&released.id, is_over).await
}

#[tokio::test]
async fn a_cut_before_the_dot_is_tried_again_and_one_after_it_is_in_doubt() {
    for how in [How::Cut, How::Stall] {
        for at in Step::ALL {
            let server = Server::start().await;
            server.plan(at, how.clone());
            let world = sending(&server).await;
            let over = end(&world, &TO).await;
            let (state, taken) = match at {
                // A small message is out of our hands, dot and all, before the server has read any of it.
                Step::Body | Step::Dot => (DeliveryState::InDoubt, 0),
                Step::Taken => (DeliveryState::InDoubt, 1),
                _ => (DeliveryState::Sent, 1),
            };
            assert_eq!(
                (over.state, server.taken().len()),
                (state, taken),
                "{how:?} at {at:?}: {:?}",
                over.history
            );
            let again = !matches!(at, Step::Body | Step::Dot | Step::Taken | Step::Told);
            assert_eq!(states(&over).contains(&"deferred"), again, "{how:?} at {at:?}");
            world.office.close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_large_message_that_is_cut_on_its_way_was_not_sent() {
    for how in [How::Cut, How::Stall] {
        let server = Server::start().await;
        server.plan(Step::Body, how.clone());
        let transport = SmtpTransport::open(&ServiceUrl::from(server.url().as_str()), 300).unwrap();
        let message = OutgoingMessage {
            id: "dlv_1".parse().unwrap(),
            message_id: "dlv_1@ours.example".to_owned(),
            from: "ann@ours.example".to_owned(),
            recipients: vec!["ben@them.example".to_owned()],
            bytes: format!("Message-ID: <dlv_1@ours.example>\r\n\r\n{}", "chairs\r\n".repeat(3 << 20))
                .into_bytes()
                .into(),
            idempotency_key: "1".to_owned(),
        };
        let cut = transport.send(&message).await.unwrap_err();
        assert!(matches!(cut, NotSent::Deferred { .. }), "{how:?}: {cut:?}");
        let sent = transport.send(&message).await.unwrap();
        assert_eq!((sent.len(), server.taken()[0].bytes.len()), (1, message.bytes.len()));
    }
}

#[tokio::test]
async fn an_envelope_that_would_say_more_than_an_address_is_refused() {
    let server = Server::start().await;
    let transport = SmtpTransport::open(&ServiceUrl::from(server.url().as_str()), 300).unwrap();
    for (from, to) in [
        ("ann@ours.example>\r\nRSET", "ben@them.example"),
        ("ann@ours.example", "ben@them.example\nDATA"),
        ("ann@ours.example", "ben@them.example\0"),
        ("ann@ours.example", "ben@them.example> SIZE=1"),
    ] {
        let message = OutgoingMessage {
            id: "dlv_1".parse().unwrap(),
            message_id: "dlv_1@ours.example".to_owned(),
            from: from.to_owned(),
            recipients: vec![to.to_owned()],
            bytes: b"Message-ID: <a>\r\n\r\nHi.\r\n".to_vec().into(),
            idempotency_key: "1".to_owned(),
        };
        assert!(matches!(transport.send(&message).await, Err(NotSent::Refused(_))), "{from} {to}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_refusal_is_the_end_and_a_later_is_tried_again() {
    for (at, words, state) in [
        (Step::Greeting, "554 5.3.2 not today", DeliveryState::Sent),
        (Step::Hello, "421 4.3.2 closing", DeliveryState::Sent),
        (Step::Mail, "550 5.7.1 not from you", DeliveryState::Failed),
        (Step::Mail, "451 4.7.1 greylisted, come back", DeliveryState::Sent),
        (Step::Mail, "552 5.3.4 too large after all", DeliveryState::Failed),
        (Step::Rcpt, "550 5.1.1 no such person", DeliveryState::Failed),
        (Step::Rcpt, "450 4.2.0 greylisted", DeliveryState::Sent),
        (Step::Rcpt, "421 4.7.0 too many, closing", DeliveryState::Sent),
        (Step::Data, "554 5.5.1 no", DeliveryState::Failed),
        (Step::Data, "451 4.3.0 disk full", DeliveryState::Sent),
        (Step::Data, "250 what?", DeliveryState::Sent),
        (Step::Dot, "554 5.7.1 this is spam", DeliveryState::Failed),
        (Step::Dot, "452 4.3.1 disk full", DeliveryState::Sent),
        (Step::Dot, "354 more?", DeliveryState::InDoubt),
        (Step::Dot, "no number at all", DeliveryState::InDoubt),
        (Step::Greeting, "no number at all", DeliveryState::Sent),
    ] {
        let server = Server::start().await;
        server.plan(at, How::Say(words.to_owned()));
        let world = sending(&server).await;
        let over = end(&world, &TO).await;
        assert_eq!(over.state, state, "{at:?} {words}: {:?}", over.history);
        let taken = usize::from(state == DeliveryState::Sent);
        assert_eq!(server.taken().len(), taken, "{at:?} {words}");
        let reason = over.history.iter().filter_map(|step| step.reason.clone()).collect::<String>();
        let code = &words[..3];
        assert!(reason.contains(code) || !code.starts_with(['4', '5']), "{words}: {reason}");
    }
}

#[tokio::test]
async fn an_odd_greeting_ends_nothing_but_the_attempt() {
    for words in ["250-odd.example\r\n250-   \r\n250 SIZE 1000000", "250-odd.example\r\n550 other", "250"] {
        let server = Server::start().await;
        server.plan(Step::Hello, How::Say(words.to_owned()));
        let world = sending(&server).await;
        assert_eq!(end(&world, &TO).await.state, DeliveryState::Sent, "{words}");
    }
}

#[tokio::test]
async fn only_those_who_were_asked_to_wait_get_it_later() {
    let server = Server::start().await;
    let all = ["ben@them.example", "eve@them.example", "tom@them.example"];
    server.answer(all[1], "450 4.2.2 the mailbox is full");
    server.answer(all[2], "550 5.1.1 no such person");
    let world = sending(&server).await;
    let over = end(&world, &all).await;
    assert_eq!(over.state, DeliveryState::Sent);
    let outcome = |address: &str| {
        over.results
            .iter()
            .find(|result| result.address == address)
            .map(|result| (result.outcome, result.status.clone()))
            .unwrap()
    };
    assert_eq!(outcome(all[0]).0, RecipientOutcome::Accepted);
    assert_eq!(outcome(all[1]).0, RecipientOutcome::Accepted);
    assert_eq!(outcome(all[2]), (RecipientOutcome::Rejected, Some("5.1.1".to_owned())));
    let taken: Vec<_> = server.taken().into_iter().map(|taken| taken.recipients).collect();
    assert_eq!(taken, [vec![all[0].to_owned()], vec![all[1].to_owned()]]);
    // Who is never ready is given up, the others have it.
    let server = Server::start().await;
    for _ in 0..9 {
        server.answer(all[1], "450 4.2.2 the mailbox is full");
    }
    let world = sending(&server).await;
    let over = end(&world, &all[..2]).await;
    assert!(
        over.state == DeliveryState::Sent && over.reason().unwrap().contains("given up after 4 attempts"),
        "{over:?}"
    );
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_until_the_attempts_are_used_up() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}?tls=none", listener.local_addr().unwrap());
    drop(listener);
    let world = world(Some(mail(&url))).await;
    let over = end(&world, &TO).await;
    assert_eq!((over.state, over.attempts), (DeliveryState::Failed, 4));
    assert!(over.reason().unwrap().contains("given up after 4 attempts"), "{over:?}");
}

#[tokio::test]
async fn a_size_that_is_too_small_refuses_before_anything_is_said() {
    let (server, _) = Server::start_with(&["SIZE 300"], None).await;
    let world = sending(&server).await;
    let over = end(&world, &TO).await;
    assert!(
        over.state == DeliveryState::Failed && over.reason().unwrap().contains("at most 300"),
        "{over:?}"
    );
    assert!(!server.heard().iter().any(|said| said.starts_with("MAIL")));
    // A size that is a lie is found out by the answer.
    let (server, _) = Server::start_with(&["SIZE 99999999999999999999", "SIZE x", "SIZE 0"], None).await;
    assert_eq!(end(&sending(&server).await, &TO).await.state, DeliveryState::Sent);
}

#[tokio::test]
async fn one_connection_carries_many_messages() {
    let server = Server::start().await;
    let world = world(Some(MailSettings { parallel: 1, ..mail(&server.url()) })).await;
    for _ in 0..5 {
        assert_eq!(end(&world, &TO).await.state, DeliveryState::Sent);
    }
    assert_eq!((server.taken().len(), server.connections()), (5, 1));
    // One that was closed meanwhile is replaced without an attempt.
    server.plan(Step::Mail, How::Cut);
    let over = end(&world, &TO).await;
    assert_eq!(states(&over)[3..], ["transmitting", "sent"]);
    assert_eq!((server.taken().len(), server.connections()), (6, 2));
}

/// A certificate of this machine and its key, by OpenSSL.
fn certificate(folder: &TempDir) -> TlsAcceptor {
    let file = |name: &str| folder.path().join(name);
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "30",
        ])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(file("key.pem"))
        .arg("-out")
        .arg(file("cert.pem"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let chain = vec![CertificateDer::from_pem_file(file("cert.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(file("key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap()))
}

#[tokio::test]
async fn passwords_and_messages_go_over_tls_only() {
    let folder = tempfile::tempdir().unwrap();
    let tls = certificate(&folder);
    let (server, _) = Server::start_with(&["AUTH PLAIN LOGIN XOAUTH2"], Some(tls)).await;
    let port = server.address.port();
    let ca = folder.path().join("cert.pem").display().to_string();
    for (url, state) in [
        (format!("smtp://us:s3cret@127.0.0.1:{port}?ca={ca}"), DeliveryState::Sent),
        (format!("smtp://us:token@localhost:{port}?auth=xoauth2&ca={ca}"), DeliveryState::Sent),
        (format!("smtp://us:wrong@127.0.0.1:{port}?ca={ca}"), DeliveryState::Failed),
        (format!("smtp://us:s3cret@127.0.0.1:{port}"), DeliveryState::Failed),
    ] {
        let world = world(Some(mail(&url))).await;
        let over = end(&world, &TO).await;
        assert_eq!(over.state, state, "{url}: {:?}", over.history);
        assert!(!format!("{over:?}").contains("s3cret"));
        world.office.close().await.unwrap();
    }
    assert_eq!(server.taken().len(), 2);
    let heard = server.heard();
    let start = heard.iter().position(|said| said.starts_with("AUTH")).unwrap();
    assert!(heard[..start].iter().any(|said| said == "STARTTLS"), "{heard:?}");
}

#[tokio::test]
async fn a_server_without_tls_or_with_a_broken_one_gets_nothing() {
    let plain = Server::start().await;
    let url = format!("smtp://us:s3cret@127.0.0.1:{}", plain.address.port());
    let over = end(&world(Some(mail(&url))).await, &TO).await;
    assert!(over.state == DeliveryState::Failed && over.reason().unwrap().contains("STARTTLS"), "{over:?}");
    assert!(plain.heard().iter().all(|said| said.starts_with("EHLO")), "{:?}", plain.heard());
    for answers in [BROKEN, EARLY] {
        let address = liar(answers).await;
        let url = format!("smtp://us:s3cret@{address}");
        let world = world(Some(MailSettings { step_millis: 200, ..mail(&url) })).await;
        let over = end(&world, &TO).await;
        assert!(over.state == DeliveryState::Failed && over.reason().unwrap().contains("TLS"), "{over:?}");
    }
}

#[tokio::test]
async fn a_reply_without_end_is_not_read_to_the_end() {
    let address = liar(ENDLESS).await;
    let world =
        world(Some(MailSettings { step_millis: 1_000, ..mail(&format!("smtp://{address}?tls=none")) })).await;
    let over = tokio::time::timeout(Duration::from_secs(30), end(&world, &TO)).await.unwrap();
    assert!(
        over.state == DeliveryState::Failed && over.reason().unwrap().contains("more than any reply"),
        "{over:?}"
    );
}
