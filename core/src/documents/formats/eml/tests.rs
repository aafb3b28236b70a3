use super::*;
use crate::documents::Format;
use crate::documents::model::{BlockKind, ParsedDocument};
use crate::error::ErrorKind;
use crate::settings::Limits;

fn try_parse(mail: &[u8]) -> Result<ParsedDocument> {
    let mut out = DocumentBuilder::new(Format::Eml, Budget::new(Limits::default()));
    Eml.parse(Input { bytes: mail, name: "mail.eml" }, &mut out)?;
    Ok(out.finish())
}

fn parse(mail: &str) -> ParsedDocument {
    try_parse(mail.replace('\n', "\r\n").as_bytes()).unwrap()
}

/// The blocks of the body with their role in short.
fn body(document: &ParsedDocument) -> Vec<(&str, &str)> {
    document
        .blocks
        .iter()
        .filter(|block| block.place.to_string().starts_with("body"))
        .map(|block| {
            let kind = match &block.kind {
                BlockKind::Paragraph => "p",
                BlockKind::Quote { .. } => "quote",
                BlockKind::Signature => "signature",
                BlockKind::ListItem { .. } => "item",
                BlockKind::Table(_) => "table",
                _ => "other",
            };
            (kind, document.slice(block.span))
        })
        .collect()
}

const HEADER: &str = "From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <jm@example.com>\n\
    To: Ann <ann@example.org>, bob@example.org\nCc: \"Lee, Kim\" <kim@example.org>\nReply-To: office@example.com\n\
    Subject: =?iso-8859-1?Q?K=FCndigung?=\n of the lease\nDate: Tue, 3 May 2026 09:05:00 +0200\n\
    Message-ID: <m2@example.com>\nIn-Reply-To: <m1@example.org>\nReferences: <m0@example.org> <m1@example.org>\n";

#[test]
fn the_header_becomes_fields_and_metadata() {
    let document = parse(&format!("{HEADER}\nHello\n"));
    let lines: Vec<&str> = document.text.split("\n\n").collect();
    assert_eq!(
        lines,
        [
            "Subject: Kündigung of the lease",
            "From: Jörg Müller <jm@example.com>",
            "To: Ann <ann@example.org>, bob@example.org",
            "Cc: Lee, Kim <kim@example.org>",
            "Date: Tue, 3 May 2026 09:05:00 +0200",
            "Hello",
        ]
    );
    let metadata = &document.metadata;
    assert_eq!(metadata.created.as_deref(), Some("2026-05-03T09:05:00+02:00"));
    assert_eq!(metadata.subject.as_deref(), Some("Kündigung of the lease"));
    assert_eq!(metadata.message_id.as_deref(), Some("m2@example.com"));
    assert_eq!(metadata.in_reply_to.as_deref(), Some("m1@example.org"));
    assert_eq!(metadata.references, ["m0@example.org", "m1@example.org"]);
    assert_eq!((metadata.to.len(), metadata.cc.len(), metadata.reply_to.len()), (2, 1, 1));
    assert_eq!(metadata.from[0].name.as_deref(), Some("Jörg Müller"));
    assert_eq!(document.blocks[0].place.to_string(), "Subject");
    assert_eq!(document.blocks[5].place.to_string(), "body, paragraph 1");
}

#[test]
fn new_text_is_told_from_history_and_signature() {
    let document = parse(&format!(
        "{HEADER}\nYes, that is fine.\n\nMit freundlichen Grüßen\nJörg Müller\nTel. 030 1234\n\n\
         Am 2. Mai 2026 um 10:00 schrieb Ann <ann@example.org>:\n\n> Is it fine?\n> Ann\n"
    ));
    assert_eq!(
        body(&document),
        [
            ("p", "Yes, that is fine."),
            ("signature", "Mit freundlichen Grüßen\nJörg Müller\nTel. 030 1234"),
            ("quote", "Am 2. Mai 2026 um 10:00 schrieb Ann <ann@example.org>:"),
            ("quote", "Is it fine?\nAnn"),
        ]
    );
}

#[test]
fn answers_between_quoted_lines_stay_new() {
    let document =
        parse(&format!("{HEADER}\nOn 2 May 2026, Ann wrote:\n> first?\nyes\n> second?\nno\n-- \nJörg\n"));
    assert_eq!(
        body(&document),
        [
            ("quote", "On 2 May 2026, Ann wrote:"),
            ("quote", "first?"),
            ("p", "yes"),
            ("quote", "second?"),
            ("p", "no"),
            ("signature", "Jörg"),
        ]
    );
}

#[test]
fn the_header_block_of_outlook_starts_the_history() {
    for block in [
        "-----Original Message-----\nFrom: Ann\nSent: Monday\nTo: Jörg\nSubject: Lease\n\nIs it fine?\n",
        "Von: Ann\nGesendet: Montag\nAn: Jörg\nBetreff: Lease\n\nIs it fine?\n",
    ] {
        let document = parse(&format!("{HEADER}\nFine.\n\n{block}"));
        let body = body(&document);
        assert_eq!(body[0], ("p", "Fine."));
        assert!(body[1..].iter().all(|(kind, _)| *kind == "quote"), "{body:?}");
        assert_eq!(body[body.len() - 1].1, "Is it fine?");
    }
}

#[test]
fn the_richer_alternative_is_read_and_its_quotes_are_marked() {
    let document = parse(&format!(
        "{HEADER}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n\
         --b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n\
         <p>Gr=FC=DFe</p><table><tr><th>a<th>b<tr><td>1<td>2</table>\
         <div class=3Dgmail_quote><div class=3Dgmail_attr>On 2 May 2026 Ann wrote:</div><blockquote>old</blockquote></div>\n--b--\n"
    ));
    assert_eq!(
        body(&document),
        [("p", "Grüße"), ("table", "a\tb\n1\t2"), ("quote", "On 2 May 2026 Ann wrote:"), ("quote", "old")]
    );
}

#[test]
fn attachments_keep_their_bytes() {
    let document = parse(&format!(
        "{HEADER}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee below\n\
         --b\nContent-Type: text/csv; charset=iso-8859-1; name=\"../../pr=\"\nContent-Transfer-Encoding: base64\n\
         Content-Disposition: attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.csv\n\nYTvkCg==\n\
         --b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n\
         --b\nContent-Type: message/rfc822\n\nFrom: x@y.z\nSubject: inner\n\nhi\n--b--\n"
    ));
    assert_eq!(body(&document), [("p", "see below")]);
    let attachments: Vec<_> = document
        .attachments
        .iter()
        .map(|attachment| (attachment.name.as_str(), attachment.media_type.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        attachments,
        [("Größe.csv", "text/csv"), ("invite.ics", "text/calendar"), ("inner.eml", "message/rfc822")]
    );
    assert_eq!(document.attachments[0].bytes, b"a;\xe4\n");
    assert!(document.attachments[2].bytes.starts_with(b"From: x@y.z"));
}

#[test]
fn flowed_lines_are_joined() {
    let document = parse(&format!("{HEADER}Content-Type: text/plain; format=flowed\n\none \ntwo\nthree\n"));
    assert_eq!(body(&document), [("p", "one two\nthree")]);
}

#[test]
fn a_mail_in_utf16_or_latin_is_read() {
    let mail = format!("{HEADER}\nGrüße\n").replace('\n', "\r\n");
    let mut wide = vec![0xff, 0xfe];
    wide.extend(mail.encode_utf16().flat_map(u16::to_le_bytes));
    assert!(try_parse(&wide).unwrap().text.ends_with("Grüße"));
    let latin = encoding_rs::WINDOWS_1252.encode(&mail).0.into_owned();
    assert!(try_parse(&latin).unwrap().text.ends_with("Grüße"));
}

#[test]
fn what_is_no_mail_is_refused() {
    assert_eq!(try_parse(b"just words\nwithout header\n").unwrap_err().kind(), ErrorKind::Corrupt);
    assert_eq!(try_parse(b"\n\n\n").unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn nested_and_numerous_parts_end_soon() {
    let mut deep = HEADER.to_owned();
    for level in 0..1_000 {
        deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
    }
    deep.push_str("Content-Type: text/plain\n\ndeep words\n");
    assert!(parse(&deep).text.ends_with("deep words"));

    let messages = format!("{HEADER}{}", "Content-Type: message/rfc822\n\n".repeat(100_000));
    assert_eq!(try_parse(messages.as_bytes()).unwrap_err().kind(), ErrorKind::LimitExceeded);
    let few = format!("{HEADER}{}From: a@b.c\n\nx\n", "Content-Type: message/rfc822\n\n".repeat(900));
    assert!(try_parse(few.as_bytes()).is_ok());

    let mut many = format!("{HEADER}Content-Type: multipart/mixed; boundary=b\n\n");
    for part in 0..10_000 {
        many.push_str(&format!("--b\nContent-Type: application/pdf; name={part}.pdf\n\nx\n"));
    }
    let document = parse(&many);
    assert_eq!(document.attachments.len(), 1_000);
    assert_eq!(document.notes[0].code, "truncated");
}

proptest::proptest! {
    #[test]
    fn no_mail_breaks_the_reader(parts in proptest::collection::vec(
        proptest::sample::select(vec!["From: a@b\n", "Subject: x\n", "Date: 1 Foo\n", "\n", "--b\n", "--b--\n", "> q\n", "-- \n",
            "Content-Type: multipart/mixed; boundary=b\n", "Content-Type: message/rfc822\n", "Content-Transfer-Encoding: base64\n",
            "Content-Type: text/html; charset=utf-7\n", "On 1 May X wrote:\n", "From: x\nSent: y\nTo: z\n", "\u{fc}\u{20ac}", "=?utf-8?q?=FF?=", "YQ=="]), 0..40)) {
        if let Ok(document) = try_parse(parts.concat().as_bytes()) {
            let length = document.text.chars().count();
            assert!(document.blocks.iter().all(|block| block.span.end <= length));
        }
    }
}
