//! Addresses with other letters than ASCII, and tokens that expire.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use secretariat::Result;
use secretariat::communications::outbox::SmtpTransport;
use secretariat::communications::{AccessToken, DeliveryState};
use secretariat::settings::ServiceUrl;

use super::office::{draft, mail, world, world_with};
use super::server::Server;

#[tokio::test]
async fn an_international_address_gets_its_mail_where_the_server_takes_it() {
    let (server, _kills) = Server::start_with(&["8BITMIME", "SMTPUTF8"], None).await;
    let world = world(Some(mail(&server.url()))).await;
    let delivery = world.release(&draft("Hello.", &["jörg@müller.example"])).await;
    world.until(&delivery.id, DeliveryState::Sent).await;
    let taken = &server.taken()[0];
    assert_eq!(taken.recipients, ["jörg@xn--mller-kva.example"]);
    let text = String::from_utf8(taken.bytes.clone()).unwrap();
    assert!(text.contains("\r\nTo: jörg@xn--mller-kva.example\r\n"), "{text}");
    let heard = server.heard();
    assert!(
        heard.iter().any(|line| line.starts_with("MAIL FROM:") && line.contains(" SMTPUTF8")),
        "{heard:?}"
    );
    // Mail for others is as it was.
    let plain = world.release(&draft("Hello.", &["ben@theirs.example"])).await;
    world.until(&plain.id, DeliveryState::Sent).await;
    assert_eq!(server.heard().iter().filter(|line| line.contains("SMTPUTF8")).count(), 1);
}

#[tokio::test]
async fn without_smtputf8_an_international_address_is_refused_before_anything_is_sent() {
    let server = Server::start().await;
    let world = world(Some(mail(&server.url()))).await;
    for to in [&["jörg@x.example"][..], &["ben@theirs.example", "bcc 用户@x.example"]] {
        let delivery = world.release(&draft("Hello.", to)).await;
        let failed = world.until(&delivery.id, DeliveryState::Failed).await;
        assert!(failed.reason().unwrap().contains("SMTPUTF8"), "{:?}", failed.reason());
    }
    assert!(server.taken().is_empty());
    assert!(!server.heard().iter().any(|line| line.starts_with("MAIL")), "{:?}", server.heard());
}

/// Gives a token that has expired, then another.
#[derive(Debug)]
struct Tokens {
    renewed: AtomicUsize,
    next: &'static str,
}

#[async_trait]
impl AccessToken for Tokens {
    async fn token(&self) -> Result<String> {
        Ok("old".to_owned())
    }

    async fn renewed(&self, refused: &str) -> Result<String> {
        assert_eq!(refused, "old");
        self.renewed.fetch_add(1, Ordering::Relaxed);
        Ok(self.next.to_owned())
    }
}

fn sign_in(token: &str) -> String {
    let answer = format!("user=ann@ours.example\u{1}auth=Bearer {token}\u{1}\u{1}");
    let mut encoded = Vec::new();
    mail_builder::encoders::base64::base64_encode_mime(answer.as_bytes(), &mut encoded, true).unwrap();
    format!("AUTH XOAUTH2 {}", String::from_utf8(encoded).unwrap())
}

async fn with_tokens(next: &'static str) -> (Server, super::office::World, Arc<Tokens>) {
    let (server, _kills) = Server::start_with(&["8BITMIME", "AUTH XOAUTH2"], None).await;
    server.refuse(&sign_in("old"));
    let tokens = Arc::new(Tokens { renewed: AtomicUsize::new(0), next });
    let url = server.url().replace("smtp://", "smtp://ann%40ours.example@") + "&auth=xoauth2";
    let transport = SmtpTransport::open(&ServiceUrl::from(url.as_str()), 2_000).unwrap();
    let transport = Arc::new(transport.with_token(tokens.clone()));
    let settings = secretariat::settings::MailSettings { outgoing: None, ..mail("folder:unused") };
    let world = world_with(Some(settings), vec![transport], None).await;
    (server, world, tokens)
}

#[tokio::test]
async fn a_token_that_has_expired_is_renewed_and_the_message_goes_out() {
    let (server, world, tokens) = with_tokens("new").await;
    let delivery = world.release(&draft("Hello.", &["ben@theirs.example"])).await;
    let sent = world.until(&delivery.id, DeliveryState::Sent).await;
    assert_eq!((sent.attempts, server.taken().len()), (1, 1));
    assert_eq!(tokens.renewed.load(Ordering::Relaxed), 1);
    let signed: Vec<String> = server.heard().into_iter().filter(|line| line.starts_with("AUTH")).collect();
    assert_eq!(signed, [sign_in("old"), sign_in("new")]);
}

#[tokio::test]
async fn a_token_that_stays_refused_sends_nothing_and_tells_no_secret() {
    let (server, world, tokens) = with_tokens("old").await;
    let delivery = world.release(&draft("Hello.", &["ben@theirs.example"])).await;
    let failed = world.until(&delivery.id, DeliveryState::Failed).await;
    assert!(server.taken().is_empty());
    let reason = failed.reason().unwrap();
    assert!(reason.contains("signing in") && !reason.contains("old"), "{reason}");
    assert!(tokens.renewed.load(Ordering::Relaxed) >= 1);
}
