//! Signed mail: what arrives at a server verifies by dkimpy.

use std::path::Path;
use std::process::Command;

use secretariat::ErrorKind;
use secretariat::Office;
use secretariat::communications::{Attachment, DeliveryState, DraftBlock, Inline};
use secretariat::settings::{DkimSettings, MailSettings, Settings};
use secretariat::{Source, blobs::BlobId};

use super::office::{draft, mail, world};
use super::server::Server;

/// Verifies each message of a folder (`NAME.eml`) with the public key beside it (`NAME.txt`, a record of the DNS).
const JUDGE: &str = r#"
import pathlib, sys, dkim
good = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    record = path.with_suffix(".txt").read_bytes()
    message = path.read_bytes()
    if not dkim.verify(message, dnsfunc=lambda name, timeout=5: record):
        sys.exit(f"{path.name} does not verify")
    for wrong in (message.replace(b"chairs", b"tables"), message.replace(b"Subject: ", b"Subject: Re: "),
                  message + b"more\r\n", message.replace(b"\r\nSubject: ", b"\r\nSubject: x\r\nSubject: ")):
        if wrong != message and dkim.verify(wrong, dnsfunc=lambda name, timeout=5: record):
            sys.exit(f"{path.name} verifies although it was altered")
    good += 1
print(good)
"#;

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("openssl").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Makes a key, and the record of the DNS that goes with it.
fn key(path: &Path, kind: &str) -> String {
    let name = path.to_str().unwrap();
    match kind {
        "rsa" => {
            drop(openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", name]))
        }
        _ => drop(openssl(&["genpkey", "-algorithm", "ED25519", "-out", name])),
    }
    let public = String::from_utf8(openssl(&["pkey", "-in", name, "-pubout"])).unwrap();
    let base64: String = public.lines().filter(|line| !line.starts_with('-')).collect();
    // Of Ed25519 the record has the key alone (RFC 8463): the last 32 of 44 bytes, which begin at a letter of Base64.
    let base64 = if kind == "rsa" { base64 } else { base64[16..].to_owned() };
    format!("v=DKIM1; k={kind}; p={base64}")
}

#[expect(clippy::disallowed_methods, reason = "the test is told where the judge is")]
#[tokio::test]
async fn signed_mail_verifies_after_a_hop_and_altered_mail_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut signed = 0;
    for kind in ["rsa", "ed25519"] {
        let path = folder.path().join(format!("{kind}.pem"));
        let record = key(&path, kind);
        let dkim =
            DkimSettings { domain: "Ours.example".to_owned(), selector: "s1".to_owned(), key_file: path };
        let server = Server::start().await;
        let world = world(Some(MailSettings { dkim: Some(dkim), ..mail(&server.url()) })).await;
        let file = world.office.documents().add(Source::text("offer.txt", "Twelve chairs.\n")).await.unwrap();
        let bytes = world.office.documents().original(&file.id).await.unwrap();
        let mut long = draft("chairs. ".repeat(200).trim(), &["ben@them.example"]);
        long.subject = vec![Inline::Text { text: "Größe der Stühle – ".repeat(9) }];
        long.attachments = vec![Attachment {
            document: Some(file.id),
            sha256: BlobId::of(&bytes).to_string(),
            name: "Größe.txt".to_owned(),
            media_type: "text/plain".to_owned(),
        }];
        long.content_hash = long.compute_hash();
        let mut dots = draft(".\nchairs\n.\n\n From here  \n\n\n", &["ben@them.example"]);
        dots.blocks.push(DraftBlock::Paragraph {
            inlines: vec![Inline::Text { text: " \t trailing \t ".to_owned() }],
        });
        for (number, draft) in [long, dots].into_iter().enumerate() {
            let released = world.release(&draft).await;
            world.until(&released.id, DeliveryState::Sent).await;
            let taken = server.taken().pop().unwrap();
            let text = String::from_utf8_lossy(&taken.bytes).into_owned();
            assert!(
                text.starts_with("DKIM-Signature: v=1; a=") && text.contains("d=ours.example; s=s1"),
                "{text}"
            );
            assert!(text.lines().all(|line| line.len() <= 998));
            std::fs::write(folder.path().join(format!("{kind}{number}.eml")), &taken.bytes).unwrap();
            std::fs::write(folder.path().join(format!("{kind}{number}.txt")), &record).unwrap();
            signed += 1;
        }
        let mut foreign = draft("Hello.", &["ben@them.example"]);
        foreign.sender.as_mut().unwrap().address = "ann@notours.example".to_owned();
        let released = world.release(&foreign).await;
        world.until(&released.id, DeliveryState::Sent).await;
        assert!(!server.taken().pop().unwrap().bytes.starts_with(b"DKIM"), "not of the domain that signs");
    }
    let Ok(python) = std::env::var("SECRETARIAT_TEST_MAIL_PYTHON") else {
        eprintln!("not judged: SECRETARIAT_TEST_MAIL_PYTHON names no Python with dkimpy");
        return;
    };
    let judged = Command::new(python).args(["-c", JUDGE]).arg(folder.path()).output().unwrap();
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
    assert_eq!(String::from_utf8_lossy(&judged.stdout).trim(), signed.to_string());
}

#[tokio::test]
async fn a_key_that_is_none_is_told_when_the_office_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    std::fs::write(&path, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").unwrap();
    for (domain, key_file) in [
        ("ours.example", path.clone()),
        ("ours.example", folder.path().join("missing.pem")),
        ("ours.example; x=", path),
    ] {
        let dkim = Some(DkimSettings { domain: domain.to_owned(), selector: "s1".to_owned(), key_file });
        let mail = Some(MailSettings { dkim, ..MailSettings::default() });
        let error =
            Office::builder().settings(Settings { mail, ..Settings::default() }).build().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    }
}
