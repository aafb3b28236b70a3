use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use crate::communications::draft::{Attachment, DraftBlock, DraftKind, Inline, Recipient, Thread};
use crate::documents::model::Mailbox;
use crate::evidence::Provenance;
use crate::id::{DocumentId, DraftId, SeededRandomness};

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: (!name.is_empty()).then(|| name.to_owned()), address: address.to_owned() }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text { text: text.to_owned() }]
}

fn draft() -> Draft {
    let to = |name: &str, address: &str, role: &str| Recipient {
        mailbox: mailbox(name, address),
        role: role.to_owned(),
        provenance: Provenance::Document,
    };
    let id = DraftId::new(jiff::Timestamp::UNIX_EPOCH, &SeededRandomness::new(1));
    Draft {
        sender: Some(mailbox("Jörg Müßig, „Büro“", "joerg@us.example")),
        recipients: vec![
            to("Zoë \"Zed\" O’Hara 🌱", "zoe@them.example", "to"),
            to("", "plain@them.example", "to"),
            to("Copy, Carl", "carl@them.example", "cc"),
        ],
        subject: words(
            "Re: Größe der Stühle – 40 Stück 🪑, und eine sehr lange Zeile, die niemals in eine Zeile passt",
        ),
        blocks: vec![
            DraftBlock::Paragraph { inlines: words("Guten Tag Zoë,") },
            DraftBlock::Paragraph {
                inlines: words(&format!("a < b & c. 🪑 {}", "lang ".repeat(600).trim_end())),
            },
            DraftBlock::Paragraph { inlines: words(".\nFrom here\n=20") },
            DraftBlock::Signature { inlines: words("Mit freundlichen Grüßen\nJörg") },
        ],
        thread: Some(Thread {
            document: DocumentId::unstored(),
            in_reply_to: Some("b@them.example".to_owned()),
            references: vec!["a@us.example".to_owned(), "b@them.example".to_owned()],
        }),
        ..Draft::new(id, DraftKind::Reply, "de", "2026-11-23T09:00:00Z")
    }
}

#[test]
fn a_mail_reads_back_as_it_was_written() {
    let draft = draft();
    let bytes = eml(&draft).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let subject = draft.print(&draft.subject);
    assert_eq!(mail.subject(), Some(subject.as_str()));
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Jörg Müßig, „Büro“"), Some("joerg@us.example")));
    let to: Vec<_> = mail.to().unwrap().iter().map(|to| (to.name(), to.address().unwrap())).collect();
    assert_eq!(to, [(Some("Zoë \"Zed\" O’Hara 🌱"), "zoe@them.example"), (None, "plain@them.example")]);
    assert_eq!(mail.cc().unwrap().first().unwrap().name(), Some("Copy, Carl"));
    assert_eq!(mail.in_reply_to().as_text(), Some("b@them.example"));
    assert_eq!(mail.references().as_text_list().unwrap(), ["a@us.example", "b@them.example"]);
    assert_eq!(mail.date().unwrap().to_timestamp(), 1_795_424_400);
    assert_eq!(mail.message_id(), Some(format!("{}@us.example", draft.id).as_str()));
    let body = mail.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(flowed::tests::joined(&body), text(&draft));
    assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n"), html(&draft));
    assert!(mail.parts.iter().all(|part| part.attachment_name().is_none()));
}

#[test]
fn our_own_parser_reads_the_mail_too() {
    let draft = draft();
    let parsed = crate::parse(&eml(&draft).unwrap(), "reply.eml").unwrap();
    assert_eq!(parsed.metadata.subject.as_deref(), Some(draft.print(&draft.subject).as_str()));
    assert_eq!(parsed.metadata.from, [draft.sender.clone().unwrap()]);
    assert_eq!(parsed.metadata.to.len(), 2);
    assert_eq!(parsed.metadata.in_reply_to.as_deref(), Some("b@them.example"));
    assert_eq!(parsed.metadata.references, ["a@us.example", "b@them.example"]);
    assert!(parsed.text.contains("Guten Tag Zoë,"));
    assert!(parsed.text.contains("Mit freundlichen Grüßen"));
}

#[test]
fn no_line_of_a_mail_is_too_long_and_every_line_ends_with_crlf() {
    let bytes = eml(&draft()).unwrap();
    let lines = bytes.split(|byte| *byte == b'\n');
    assert!(lines.clone().all(|line| line.len() <= 998));
    let (last, rest) = lines.clone().collect::<Vec<_>>().split_last().map(|(l, r)| (*l, r.to_vec())).unwrap();
    assert!(last.is_empty() && rest.iter().all(|line| line.ends_with(b"\r")));
}

#[test]
fn the_same_draft_is_the_same_mail_byte_by_byte() {
    assert_eq!(eml(&draft()).unwrap(), eml(&draft()).unwrap());
    let mut other = draft();
    other.blocks.pop();
    assert_ne!(eml(&draft()).unwrap(), eml(&other).unwrap());
}

fn with_attachment(name: &str, media_type: &str, content: &[u8]) -> Draft {
    use sha2::{Digest, Sha256};
    let sha256 = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    let (name, media_type) = (name.to_owned(), media_type.to_owned());
    Draft { attachments: vec![Attachment { document: None, sha256, name, media_type }], ..draft() }
}

#[test]
fn attachments_arrive_as_they_were_whatever_they_are_called() {
    for (name, content) in [
        ("plain.txt", b"bare\nline\nends\n".as_slice()),
        ("Größe \"der\" Stühle 🪑.pdf", &[0, 255, 13, 10, 46]),
        (&"ö".repeat(90), b""),
        ("=?utf-8?Q?=0D=0ABcc:_x@evil.example?=", b"no header of anybody's"),
    ] {
        let bytes =
            eml_with(&with_attachment(name, "application/pdf", content), &[b"other", content]).unwrap();
        assert!(bytes.is_ascii());
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let file = mail.attachments().next().unwrap();
        assert_eq!(file.attachment_name(), Some(name));
        assert_eq!(file.contents(), content);
    }
}

#[test]
fn an_attachment_that_is_missing_or_was_changed_is_not_sent() {
    let draft = with_attachment("a.txt", "text/plain", b"one");
    assert_eq!(eml(&draft).unwrap_err().kind(), crate::ErrorKind::InvalidInput);
    assert!(eml_with(&draft, &[b"two"]).unwrap_err().message().contains("a.txt"));
    for (name, media_type) in [
        ("a\r\nX: y", "text/plain"),
        ("../a", "text/plain"),
        ("", "text/plain"),
        ("a", "text/plain\r\nX: y"),
        ("a", "text"),
    ] {
        assert!(
            eml_with(&with_attachment(name, media_type, b"one"), &[b"one"]).is_err(),
            "{name:?} {media_type:?}"
        );
    }
}

#[test]
fn those_who_get_a_blind_copy_are_not_named() {
    let mut draft = draft();
    for recipient in &mut draft.recipients {
        recipient.role = "bcc".to_owned();
    }
    let mail = String::from_utf8(eml(&draft).unwrap()).unwrap();
    assert!(mail.contains("\r\nTo: undisclosed-recipients:;\r\n"));
    assert!(!mail.contains("them.example>\r\nSubject") && !mail.contains("\r\nBcc"));
}

#[test]
fn line_ends_and_nul_in_headers_are_refused() {
    for bad in ["x\r\nBcc: evil@x.example", "x\ny", "x\0y"] {
        let mut subject = draft();
        subject.subject = words(bad);
        let mut name = draft();
        name.recipients[0].mailbox.name = Some(bad.to_owned());
        let mut sender = draft();
        sender.sender = Some(mailbox(bad, "us@us.example"));
        let mut thread = draft();
        thread.thread.as_mut().unwrap().references.push(bad.to_owned());
        for draft in [subject, name, sender, thread] {
            assert_eq!(eml(&draft).unwrap_err().kind(), crate::ErrorKind::InvalidInput);
        }
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for bad in [
        "",
        "nobody",
        "@x.example",
        "a@",
        "a b@x.example",
        "<a@x.example>",
        "a@x.example,b@y.example",
        "a@b@c.example",
        "a@x.example\r\nBcc: e@x.example",
        "a\u{7f}@x.example",
    ] {
        let mut draft = draft();
        draft.recipients[0].mailbox.address = bad.to_owned();
        assert!(eml(&draft).is_err(), "{bad:?}");
    }
}

#[test]
fn message_ids_that_no_header_can_hold_are_left_out() {
    let mut draft = draft();
    draft.thread.as_mut().unwrap().references = vec!["a b@x.example".to_owned(), "ok@x.example".to_owned()];
    let bytes = eml(&draft).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(
        mail.references().as_text_list().map_or_else(
            || mail.references().as_text().map(str::to_owned).into_iter().collect::<Vec<_>>(),
            |list| list.iter().map(ToString::to_string).collect()
        ),
        ["ok@x.example"]
    );
}

#[test]
fn html_holds_the_words_and_no_markup_of_theirs() {
    let mut draft = draft();
    draft.blocks = vec![DraftBlock::Paragraph { inlines: words("<script>alert(\"1\")</script>") }];
    let page = html(&draft);
    assert!(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
    assert!(!page.contains("<script"));
}

#[test]
fn values_beside_words_of_the_other_direction_keep_their_own() {
    let fact = |id: &str, surface: &str| crate::communications::BoundFact {
        id: id.to_owned(),
        role: "said".to_owned(),
        surface: surface.to_owned(),
        source: None,
        asserted_by: Provenance::User,
    };
    let slot = |id: &str| Inline::Fact { fact: id.to_owned() };
    let mut draft = draft();
    draft.facts = vec![fact("f1", "4 December 2026"), fact("f2", "שלום\u{202E}")];
    draft.blocks = vec![
        DraftBlock::Paragraph { inlines: [words("שלום "), vec![slot("f1")]].concat() },
        DraftBlock::Paragraph { inlines: vec![slot("f1")] },
        DraftBlock::Paragraph { inlines: vec![slot("f2")] },
    ];
    assert_eq!(
        text(&draft),
        "שלום \u{2068}4 December 2026\u{2069}\n\n4 December 2026\n\n\u{2068}שלום\u{2069}\n"
    );
}
