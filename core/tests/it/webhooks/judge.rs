//! The official Python library of the Standard Webhooks verifies what is told.

use std::io::Write;
use std::process::{Command, Stdio};

use secretariat::webhooks::WebhookEventKind as Kind;
use serde_json::json;

use super::receiver::{Receiver, add, delivered, memory, open, settings};

/// Verifies each message with each secret of a line, and that every change of it is found.
const JUDGE: &str = r#"
import json, sys
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
def verifies(secret, body, headers):
    try:
        Webhook(secret).verify(body, headers)
        return True
    except WebhookVerificationError:
        return False
good = 0
for line in sys.stdin:
    case = json.loads(line)
    body, headers = case["body"], case["headers"]
    for secret in case["secrets"]:
        if not verifies(secret, body, headers):
            sys.exit("a message does not verify")
        old = dict(headers, **{"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 3600)})
        other = dict(headers, **{"webhook-id": headers["webhook-id"] + "0"})
        for wrong_body, wrong in ((body + " ", headers), (body.replace("webhook", "hookweb"), headers), (body, old), (body, other)):
            if verifies(secret, wrong_body, wrong):
                sys.exit("a message verifies although it was altered")
        good += 1
    for secret in case["foreign"]:
        if verifies(secret, body, headers):
            sys.exit("a message verifies by a secret that is not its own")
print(good)
"#;

#[expect(clippy::disallowed_methods, reason = "the test is told where the judge is")]
#[tokio::test]
async fn the_official_library_verifies_what_is_told_and_nothing_else() {
    let receiver = Receiver::start().await;
    let office = open(&memory().await, settings(&[&receiver])).await;
    let first = add(&office, &receiver, &[Kind::WebhookTest]).await;
    office.webhooks().test(&first.webhook.id).await.unwrap();
    delivered(&office, &first.webhook).await;
    let second = office.webhooks().rotate_secret(&first.webhook.id).await.unwrap();
    assert_ne!(first.secret, second.secret);
    assert!(second.webhook.old_secret_until.is_some());
    office.webhooks().test(&first.webhook.id).await.unwrap();
    receiver.until(2).await;
    let third = office.webhooks().rotate_secret(&first.webhook.id).await.unwrap();
    office.webhooks().test(&first.webhook.id).await.unwrap();
    let told = receiver.until(3).await;
    let signatures: Vec<usize> =
        told.iter().map(|told| told.headers["webhook-signature"].split(' ').count()).collect();
    assert_eq!(signatures, [1, 2, 2]);
    let of = |secrets: [&str; 2], foreign: &str, number: usize| {
        let secrets: Vec<&str> = secrets.into_iter().filter(|secret| !secret.is_empty()).collect();
        json!({
            "secrets": secrets, "foreign": [foreign], "body": told[number].body, "headers": told[number].headers,
        })
    };
    let cases = [
        of([&first.secret, ""], &second.secret, 0),
        of([&first.secret, &second.secret], &third.secret, 1),
        of([&second.secret, &third.secret], &first.secret, 2),
    ];
    let stored = office.audit().read(0, 100).await.unwrap();
    let written = serde_json::to_string(&stored).unwrap();
    assert!(!written.contains("whsec_"), "the audit holds no secret");
    office.close().await.unwrap();
    let Ok(python) = std::env::var("SECRETARIAT_TEST_INTEROP_PYTHON") else {
        eprintln!("not run: SECRETARIAT_TEST_INTEROP_PYTHON names no Python with standardwebhooks");
        return;
    };
    let mut judge = Command::new(python)
        .args(["-c", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    judge.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "5");
}
