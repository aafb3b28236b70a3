//! A server of somebody else: aiosmtpd takes what is sent, and Python's parser reads it.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use secretariat::communications::DeliveryState;

use super::office::{draft, mail, world};

/// Serves one message on a free port, and prints what came.
const SINK: &str = r#"
import email.policy, json, threading
from email import message_from_bytes
from aiosmtpd.controller import Controller
done = threading.Event()
class Sink:
    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=email.policy.strict)
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "subject": mail["subject"],
                          "id": mail["message-id"], "text": mail.get_body(("plain",)).get_content()}), flush=True)
        done.set()
        return "250 taken"
import socket
free = socket.socket(); free.bind(("127.0.0.1", 0)); port = free.getsockname()[1]; free.close()
controller = Controller(Sink(), hostname="127.0.0.1", port=port)
controller.start()
print(port, flush=True)
done.wait(60)
controller.stop()
"#;

#[expect(clippy::disallowed_methods, reason = "the test is told where the server is")]
#[tokio::test]
async fn a_server_of_another_maker_takes_what_is_sent() {
    let Ok(python) = std::env::var("SECRETARIAT_TEST_MAIL_PYTHON") else {
        eprintln!("not run: SECRETARIAT_TEST_MAIL_PYTHON names no Python with aiosmtpd");
        return;
    };
    let mut sink = Command::new(python).args(["-c", SINK]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(sink.stdout.take().unwrap()).lines();
    let port = lines.next().unwrap().unwrap();
    let world = world(Some(mail(&format!("smtp://127.0.0.1:{port}?tls=none")))).await;
    let released = world
        .release(&draft("Größe: zwölf Stühle.\n.\n..", &["ben@them.example", "bcc eve@them.example"]))
        .await;
    let sent = world.until(&released.id, DeliveryState::Sent).await;
    let came: serde_json::Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(came["to"], serde_json::json!(["ben@them.example", "eve@them.example"]));
    assert_eq!(came["id"], format!("<{}>", sent.message_id));
    assert_eq!((came["from"].as_str(), came["subject"].as_str()), (Some("ann@ours.example"), Some("Chairs")));
    let text = came["text"].as_str().unwrap();
    assert!(text.contains("Größe: zwölf Stühle.") && text.lines().any(|line| line == ".."), "{text}");
    sink.kill().unwrap();
    sink.wait().unwrap();
}
