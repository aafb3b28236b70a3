//! Mailboxes on a real server (Dovecot): reading, filing, finding, and what is said when something is wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use secretariat::communications::AccessToken;
use secretariat::communications::mailbox::{FolderRole, ImapMailbox, MailCursor, ReadOptions};
use secretariat::communications::outbox::{OutgoingMessage, SentMail, Trace};
use secretariat::{ErrorKind, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A mailbox of its own for a test: every user of the server has one.
pub(crate) struct Home {
    pub(crate) url: String,
    open_port: String,
    user: String,
}

impl Home {
    pub(crate) fn new() -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let (url, open_port) = crate::services::imap()?;
        let user = format!("user{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let (_, rest) = url.split_once("://").unwrap();
        let (_, rest) = rest.split_once(':').unwrap();
        Some(Self { url: format!("imaps://{user}:{rest}"), open_port, user })
    }

    pub(crate) async fn open(&self, more: &str) -> ImapMailbox {
        ImapMailbox::open(&format!("{}{more}", self.url)).await.unwrap()
    }

    /// The address with another password; the path of the certificate may hold the same word.
    fn with_password(&self, password: &str) -> String {
        self.url.replace(&format!(":{}@", self.password()), &format!(":{password}@"))
    }

    fn password(&self) -> &str {
        self.url.split_once("://").unwrap().1.split_once(':').unwrap().1.split_once('@').unwrap().0
    }

    fn host_and_port(&self) -> &str {
        self.url.rsplit_once('@').unwrap().1.split_once('/').unwrap().0
    }

    fn authority(&self) -> &str {
        self.url.split_once("ca=").unwrap().1
    }

    /// Runs commands over a line of its own and returns what the server says; each of `commands` may hold a literal
    /// of the form `{n+}`.
    pub(crate) async fn raw(&self, commands: &[String]) -> String {
        use rustls::pki_types::pem::PemObject;
        let mut roots = rustls::RootCertStore::empty();
        for certificate in rustls::pki_types::CertificateDer::pem_file_iter(self.authority()).unwrap() {
            roots.add(certificate.unwrap()).unwrap();
        }
        let tls =
            rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_root_certificates(roots)
                .with_no_client_auth();
        let stream = TcpStream::connect(self.host_and_port()).await.unwrap();
        let connector = tokio_rustls::TlsConnector::from(Arc::new(tls));
        let mut line = connector.connect("localhost".try_into().unwrap(), stream).await.unwrap();
        let login = format!("a LOGIN {} {}\r\n", self.user, self.password());
        line.write_all(login.as_bytes()).await.unwrap();
        // Before sign-in, which may take its time, a server keeps a few lines only.
        let mut said = Vec::new();
        while !String::from_utf8_lossy(&said).contains("a OK") {
            assert!(line.read_buf(&mut said).await.unwrap() > 0, "{}", String::from_utf8_lossy(&said));
        }
        let mut text = String::new();
        for command in commands {
            text.push_str(&format!("b {command}\r\n"));
        }
        text.push_str("c LOGOUT\r\n");
        line.write_all(text.as_bytes()).await.unwrap();
        // Servers may end TLS without saying so.
        let _ = line.read_to_end(&mut said).await;
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Puts messages into a folder as a server does.
    pub(crate) async fn deliver(&self, folder: &str, messages: &[Vec<u8>]) {
        let appends: Vec<String> = messages
            .iter()
            .map(|message| {
                let text = String::from_utf8(message.clone()).unwrap();
                format!("APPEND {folder} {{{}+}}\r\n{text}", message.len())
            })
            .collect();
        for some in appends.chunks(10) {
            let said = self.raw(some).await;
            assert_eq!(said.matches("b OK").count(), some.len(), "{said}");
        }
    }
}

fn mail(id: &str, text: &str) -> Vec<u8> {
    format!(
        "From: Ben <ben@theirs.example>\r\nTo: ann@ours.example\r\nSubject: Äpfel {id}\r\n\
         Message-ID: <{id}@theirs.example>\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

fn outgoing(id: &str) -> OutgoingMessage {
    let now = jiff::Timestamp::from_millisecond(1_000).unwrap();
    OutgoingMessage {
        id: secretariat::id::DeliveryId::new(now, &secretariat::id::SeededRandomness::new(1)),
        message_id: format!("{id}@theirs.example"),
        from: "ann@ours.example".to_owned(),
        recipients: vec!["ben@theirs.example".to_owned()],
        bytes: mail(id, "Hello").into(),
        idempotency_key: id.to_owned(),
    }
}

#[tokio::test]
async fn new_messages_are_read_in_order_and_once_and_stay_unread() {
    let Some(home) = Home::new() else { return };
    let mailbox = home.open("").await;
    assert_eq!(mailbox.read(None, &ReadOptions::default()).await.unwrap().messages, []);
    let messages: Vec<Vec<u8>> = (0..7).map(|number| mail(&format!("m{number}"), "Grüße")).collect();
    home.deliver("INBOX", &messages).await;
    let options = ReadOptions { messages: 3, ..ReadOptions::default() };
    let (mut cursor, mut read, mut rounds) = (None, Vec::new(), 0);
    loop {
        let batch = mailbox.read(cursor.as_ref(), &options).await.unwrap();
        assert!(!batch.restarted && batch.messages.len() <= 3);
        read.extend(batch.messages.into_iter().map(|mail| mail.bytes));
        cursor = Some(batch.cursor);
        rounds += 1;
        if !batch.more {
            break;
        }
    }
    assert_eq!((read, rounds), (messages, 3));
    // A hole in the numbers, and a later message.
    home.raw(&["SELECT INBOX".to_owned(), "STORE 2:7 +FLAGS (\\Deleted)".to_owned(), "EXPUNGE".to_owned()])
        .await;
    home.deliver("INBOX", &[mail("late", "Late")]).await;
    let batch = mailbox.read(cursor.as_ref(), &options).await.unwrap();
    assert_eq!(batch.messages.len(), 1);
    assert_eq!(batch.messages[0].bytes, mail("late", "Late"));
    let text = serde_json::to_string(&batch.cursor).unwrap();
    let kept: MailCursor = serde_json::from_str(&text).unwrap();
    assert_eq!(mailbox.read(Some(&kept), &options).await.unwrap().messages, []);
    assert_eq!(mailbox.end("INBOX").await.unwrap(), kept);
    let flags = home.raw(&["EXAMINE INBOX".to_owned(), "FETCH 1:* (FLAGS)".to_owned()]).await;
    assert!(!flags.contains("FLAGS (\\Seen"), "{flags}");
    mailbox.mark_read(&kept, &[batch.messages[0].uid]).await.unwrap();
    let flags = home.raw(&["EXAMINE INBOX".to_owned(), "FETCH 1:* (FLAGS)".to_owned()]).await;
    assert_eq!(flags.matches("FLAGS (\\Seen").count(), 1, "{flags}");
}

#[tokio::test]
async fn a_folder_that_was_made_anew_is_read_again() {
    let Some(home) = Home::new() else { return };
    let mailbox = home.open("").await;
    home.raw(&["CREATE Bills".to_owned()]).await;
    home.deliver("Bills", &[mail("one", "1")]).await;
    let options = ReadOptions { folder: "Bills".to_owned(), ..ReadOptions::default() };
    let first = mailbox.read(None, &options).await.unwrap();
    home.raw(&["DELETE Bills".to_owned()]).await;
    // The generation counts in seconds.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    home.raw(&["CREATE Bills".to_owned()]).await;
    home.deliver("Bills", &[mail("two", "2")]).await;
    let again = mailbox.read(Some(&first.cursor), &options).await.unwrap();
    assert!(again.restarted);
    assert_eq!(again.messages[0].bytes, mail("two", "2"));
    let error = mailbox.mark_read(&first.cursor, &[1]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
}

#[tokio::test]
async fn large_messages_are_passed_over_by_name_and_a_round_is_bounded_in_bytes() {
    let Some(home) = Home::new() else { return };
    let mailbox = home.open("").await;
    let large = mail("large", &"x".repeat(40_000));
    home.deliver("INBOX", &[mail("a", "a"), large.clone(), mail("b", &"y".repeat(4_000)), mail("c", "c")])
        .await;
    let options = ReadOptions { message_bytes: 20_000, bytes: 3_000, ..ReadOptions::default() };
    let batch = mailbox.read(None, &options).await.unwrap();
    assert_eq!(batch.messages.len(), 1, "b does not fit into the round");
    assert_eq!((batch.too_large[0].uid, batch.too_large[0].bytes as usize), (2, large.len()));
    assert!(batch.more);
    let batch = mailbox.read(Some(&batch.cursor), &options).await.unwrap();
    assert_eq!(batch.messages[0].bytes, mail("b", &"y".repeat(4_000)), "the first one always fits");
    let batch = mailbox.read(Some(&batch.cursor), &options).await.unwrap();
    assert_eq!(batch.messages[0].bytes, mail("c", "c"));
    assert!(!batch.more);
}

#[tokio::test]
async fn sent_mail_is_filed_once_as_read_where_the_server_says() {
    let Some(home) = Home::new() else { return };
    let mailbox = home.open("").await;
    let folders = mailbox.folders().await.unwrap();
    let of =
        |role| folders.iter().find(|folder| folder.role == Some(role)).map(|folder| folder.name.as_str());
    assert_eq!((of(FolderRole::Sent), of(FolderRole::Inbox)), (Some("Sent"), Some("INBOX")));
    assert_eq!(
        mailbox.find("x1@theirs.example").await.unwrap(),
        Trace::Unknown,
        "nobody promised to file it"
    );
    mailbox.file(&outgoing("x1")).await.unwrap();
    mailbox.file(&outgoing("x1")).await.unwrap();
    assert_eq!(mailbox.find("<x1@theirs.example>").await.unwrap(), Trace::Sent);
    assert_eq!(mailbox.find("1@theirs.example").await.unwrap(), Trace::Unknown, "a part of it is another");
    let sent = ReadOptions { folder: "Sent".to_owned(), ..ReadOptions::default() };
    let filed = mailbox.read(None, &sent).await.unwrap().messages;
    assert_eq!(filed.len(), 1);
    assert_eq!(filed[0].bytes, mail("x1", "Hello"));
    let flags = home.raw(&["EXAMINE Sent".to_owned(), "FETCH 1 (FLAGS)".to_owned()]).await;
    assert!(flags.contains("\\Seen"), "{flags}");
}

#[tokio::test]
async fn every_message_in_doubt_is_resolved_where_the_server_files_what_it_sends() {
    let Some(home) = Home::new() else { return };
    let mailbox = home.open("&filed=server").await;
    let sent: Vec<Vec<u8>> = (0..200).step_by(2).map(|number| mail(&format!("d{number}"), "x")).collect();
    home.deliver("Sent", &sent).await;
    let mut resolved = 0;
    for number in 0..200 {
        let trace = mailbox.find(&format!("d{number}@theirs.example")).await.unwrap();
        let truth = if number % 2 == 0 { Trace::Sent } else { Trace::NotSent };
        assert!(trace == truth || trace == Trace::Unknown, "{number} was told wrongly");
        resolved += usize::from(trace == truth);
    }
    assert_eq!(resolved, 200);
}

#[tokio::test]
async fn the_same_mailbox_is_read_after_starttls() {
    let Some(home) = Home::new() else { return };
    home.deliver("INBOX", &[mail("s", "s")]).await;
    let url = home
        .url
        .replace("imaps://", "imap://")
        .replace(home.host_and_port(), &format!("127.0.0.1:{}", home.open_port));
    let mailbox = ImapMailbox::open(&url).await.unwrap();
    let batch = mailbox.read(None, &ReadOptions::default()).await.unwrap();
    assert_eq!(batch.messages[0].bytes, mail("s", "s"));
}

/// Signs in with a token (XOAUTH2): a JWT for a user, signed with a key.
#[derive(Debug)]
struct Token {
    user: String,
    key: String,
}

#[async_trait]
impl AccessToken for Token {
    async fn token(&self) -> Result<String> {
        use hmac::{KeyInit, Mac};
        let base64 = |bytes: &[u8]| {
            let mut text = Vec::new();
            mail_builder::encoders::base64::base64_encode_mime(bytes, &mut text, true).unwrap();
            String::from_utf8(text).unwrap().replace('+', "-").replace('/', "_").replace('=', "")
        };
        let claims = format!(r#"{{"sub":"{}","exp":4102444800}}"#, self.user);
        let signed = format!("{}.{}", base64(br#"{"alg":"HS256","typ":"JWT"}"#), base64(claims.as_bytes()));
        let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(self.key.as_bytes()).unwrap();
        mac.update(signed.as_bytes());
        Ok(format!("{signed}.{}", base64(&mac.finalize().into_bytes())))
    }
}

#[tokio::test]
async fn a_mailbox_is_opened_with_a_token_in_place_of_a_password() {
    let Some(home) = Home::new() else { return };
    home.deliver("INBOX", &[mail("t", "t")]).await;
    let url = home.with_password("");
    let token = |key: &str| Arc::new(Token { user: home.user.clone(), key: key.to_owned() });
    let mailbox = ImapMailbox::open(&url).await.unwrap();
    let read =
        mailbox.clone().with_token(token(home.password())).read(None, &ReadOptions::default()).await.unwrap();
    assert_eq!(read.messages[0].bytes, mail("t", "t"));
    let wrong = token("another key");
    let secret = wrong.token().await.unwrap();
    let error = mailbox.with_token(wrong).folders().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
    assert!(error.message().contains("get a new one"), "{error}");
    assert!(!format!("{error:?}").contains(&secret), "{error:?}");
}

#[tokio::test]
async fn folders_are_named_as_people_write_them() {
    let Some(home) = Home::new() else { return };
    home.raw(&["CREATE \"Verk&AOQ-ufe &- &ZeVnLIqe-\"".to_owned()]).await;
    let mailbox = home.open("").await;
    let name = "Verkäufe & 日本語";
    let folders = mailbox.folders().await.unwrap();
    assert!(folders.iter().any(|folder| folder.name == name), "{folders:?}");
    home.open("&sent=Verk%C3%A4ufe%20%26%20%E6%97%A5%E6%9C%AC%E8%AA%9E")
        .await
        .file(&outgoing("u"))
        .await
        .unwrap();
    let options = ReadOptions { folder: name.to_owned(), ..ReadOptions::default() };
    assert_eq!(mailbox.read(None, &options).await.unwrap().messages[0].bytes, mail("u", "Hello"));
}

#[tokio::test]
async fn what_is_wrong_with_a_mailbox_is_said_with_server_and_remedy() {
    let Some(home) = Home::new() else { return };
    let place = home.host_and_port();
    let wrong_password = home.with_password("hunter2");
    let unvouched = home.url.split_once("?ca=").unwrap().0.to_owned();
    let open = |scheme: &str, port: &str| {
        home.url.replace("imaps://", scheme).replace(place, &format!("127.0.0.1:{port}"))
    };
    for (url, kind, word) in [
        (wrong_password, ErrorKind::Denied, "wrong user or password"),
        (unvouched, ErrorKind::Denied, "ca=FILE"),
        (open("imaps://", &home.open_port), ErrorKind::Unavailable, "imap://"),
        (open("imaps://", "1"), ErrorKind::Unavailable, "cannot be reached"),
    ] {
        let mailbox = ImapMailbox::open(&url).await.unwrap();
        let error = mailbox.folders().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.message().contains(word) && error.message().contains("127.0.0.1"), "{error}");
        assert!(!format!("{error:?} {mailbox:?}").contains("hunter2"), "{error:?}");
    }
    let options = ReadOptions { folder: "No such".to_owned(), ..ReadOptions::default() };
    let error = home.open("").await.read(None, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert!(error.message().contains("No such"), "{error}");
    let error = home.open("&sent=Nowhere").await.file(&outgoing("x")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    let missing = ImapMailbox::open("imaps://a:hunter2@b/?ca=/nowhere.pem").await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::InvalidInput, "{missing}");
}
