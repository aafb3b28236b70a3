//! Sending through a real JMAP server (Cyrus), whose mail server is the test itself.

use std::sync::{Arc, Mutex};

use secretariat::ErrorKind;
use secretariat::communications::outbox::{
    JmapTransport, NotSent, OutgoingMessage, RecipientOutcome, Trace, Transport,
};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a mail server got: the recipients and the message.
type Mails = Arc<Mutex<Vec<(Vec<String>, String)>>>;

/// A mail server that takes everything but mail to `gone@` and, for now, to `later@`.
async fn mail_server(port: u16) -> Mails {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let mails = Mails::default();
    let shared = Arc::clone(&mails);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, Arc::clone(&shared)));
        }
    });
    mails
}

async fn converse(stream: TcpStream, mails: Mails) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 localhost\r\n").await?;
    let mut recipients = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let upper = line.to_uppercase();
        let reply = match upper.get(..4).unwrap_or_default() {
            "EHLO" => "250-localhost\r\n250 ENHANCEDSTATUSCODES\r\n",
            "RCPT" if line.contains("gone@") => "550 5.1.1 User unknown\r\n",
            "RCPT" if line.contains("later@") => "451 4.7.1 Try later\r\n",
            "RCPT" => {
                recipients.push(line.split(['<', '>']).nth(1).unwrap_or_default().to_owned());
                "250 2.1.5 Ok\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 Go on\r\n").await?;
                let mut message = String::new();
                while !message.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut message).await? == 0 {
                        return Ok(());
                    }
                }
                mails.lock().unwrap().push((std::mem::take(&mut recipients), message));
                "250 2.0.0 Ok\r\n"
            }
            "QUIT" => {
                stream.write_all(b"221 Bye\r\n").await?;
                return Ok(());
            }
            _ => "250 Ok\r\n",
        };
        stream.write_all(reply.as_bytes()).await?;
    }
}

/// Makes the account of a user by the mail that it gets.
async fn make_account(port: u16, user: &str) {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut stream = BufReader::new(stream);
    let commands = [
        String::new(),
        "LHLO localhost".to_owned(),
        "MAIL FROM:<ben@theirs.example>".to_owned(),
        format!("RCPT TO:<{user}>"),
        "DATA".to_owned(),
        "From: ben@theirs.example\r\nMessage-ID: <first@theirs.example>\r\nSubject: Hello\r\n\r\nHello\r\n."
            .to_owned(),
    ];
    for command in commands {
        if !command.is_empty() {
            stream.write_all(format!("{command}\r\n").as_bytes()).await.unwrap();
        }
        let mut line = String::new();
        while line.is_empty() || line.as_bytes().get(3) == Some(&b'-') {
            line.clear();
            stream.read_line(&mut line).await.unwrap();
        }
        assert!(line.starts_with(['2', '3']), "{command}: {line}");
    }
}

fn message(id: &str, to: &[&str]) -> OutgoingMessage {
    let now = jiff::Timestamp::from_millisecond(1_000).unwrap();
    let text = format!(
        "From: Ann <ann@ours.example>\r\nTo: {}\r\nSubject: Offer\r\nDate: Fri, 27 Nov 2026 08:00:00 +0000\r\n\
         Message-ID: <{id}@ours.example>\r\n\r\nForty chairs.\r\n",
        to.join(", ")
    );
    OutgoingMessage {
        id: secretariat::id::DeliveryId::new(now, &secretariat::id::SeededRandomness::new(1)),
        message_id: format!("{id}@ours.example"),
        from: "ann@ours.example".to_owned(),
        recipients: to.iter().map(|to| (*to).to_owned()).collect(),
        bytes: text.into_bytes().into(),
        idempotency_key: id.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_submits_a_message_once_and_finds_it_again() {
    let Some((url, incoming, outgoing)) = crate::services::jmap() else { return };
    let mails = mail_server(outgoing).await;
    let user = format!("user{}", std::process::id());
    make_account(incoming, &user).await;
    let url = url.replace("//ann:", &format!("//{user}:"));
    let transport = JmapTransport::open(&url).await.unwrap();
    let offer = message("offer", &["ben@theirs.example", "cora@theirs.example"]);
    assert_eq!(transport.find(&offer).await.unwrap(), Trace::Unknown);
    let results = transport.send(&offer).await.unwrap();
    assert!(results.iter().all(|result| result.outcome == RecipientOutcome::Accepted), "{results:?}");
    assert_eq!(transport.find(&offer).await.unwrap(), Trace::Sent);
    transport.send(&offer).await.unwrap();
    {
        let mails = mails.lock().unwrap();
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert_eq!(mails[0].0, offer.recipients);
        assert_eq!(mails[0].1.as_bytes(), [&*offer.bytes, b".\r\n"].concat(), "the bytes are as they were");
    }
    let gone = message("gone", &["gone@theirs.example"]);
    let failed = transport.send(&gone).await.unwrap_err();
    assert!(matches!(failed, NotSent::Refused(_)), "{failed:?}");
    assert_eq!(transport.find(&gone).await.unwrap(), Trace::NotSent);
    let later = message("later", &["later@theirs.example"]);
    let failed = transport.send(&later).await.unwrap_err();
    assert!(matches!(failed, NotSent::Deferred { .. }), "{failed:?}");
    assert_eq!(transport.find(&later).await.unwrap(), Trace::NotSent);
    let nobody = JmapTransport::open(&url.replace(&user, "nobody")).await.unwrap();
    let failed = nobody.send(&offer).await.unwrap_err();
    assert!(matches!(&failed, NotSent::Refused(error) if error.kind() != ErrorKind::Internal), "{failed:?}");
    assert_eq!(mails.lock().unwrap().len(), 1);
}
