//! Addresses, screening, tokens: what is the same, what is not let through, and what hostile input ends in.

use std::collections::HashMap;

use super::screen::{Known, screen};
use super::*;
use crate::communications::draft::Recipient;
use crate::documents::facts::Severity;
use crate::documents::model::Mailbox;
use crate::evidence::Provenance;
use crate::id::ContactId;

fn to(address: &str) -> Recipient {
    with_role(address, "to")
}

fn with_role(address: &str, role: &str) -> Recipient {
    let mailbox = Mailbox { name: None, address: address.to_owned() };
    Recipient { mailbox, role: role.to_owned(), provenance: Provenance::User }
}

fn known(contacts: &[&str]) -> Known {
    let id: ContactId = "con_1".parse().unwrap();
    Known {
        contacts: contacts.iter().map(|address| ((*address).to_owned(), id.clone())).collect(),
        own: ["ours.example".to_owned()].into(),
        suppressed: HashMap::from([
            ("gone@theirs.example".to_owned(), SuppressionReason::HardBounce),
            ("@closed.example".to_owned(), SuppressionReason::ByHand),
        ]),
        ..Known::default()
    }
}

#[test]
fn one_mailbox_has_one_form() {
    let key = |text: &str| text.parse::<MailAddress>().unwrap().key();
    assert_eq!(key(" Ann@Ours.Example "), "ann@ours.example");
    assert_eq!(key("ann@MÜLLER.example"), key("ann@xn--mller-kva.example"));
    assert_eq!(key("jo\u{308}rg@x.example"), key("jörg@x.example"));
    let international: MailAddress = "用户@例え.テスト".parse().unwrap();
    assert!(international.is_international());
    assert_eq!(international.domain(), "xn--r8jz45g.xn--zckzah");
    for wrong in [
        "",
        "@",
        "ann",
        "ann@",
        "@x.example",
        "ann@localhost",
        "ann@[192.0.2.1]",
        "ann@192.0.2.1",
        "a b@x.example",
        "\"a b\"@x.example",
        "ann@x.example, ben@x.example",
        "ann@x.example\r\nBcc: ben@x.example",
        "ann\0@x.example",
        "\u{202e}nna@x.example",
        "ann@x\u{200b}y.example",
        ".ann@x.example",
        "an..n@x.example",
        "ann@-x.example",
        "ann@x..example",
        &format!("{}@x.example", "a".repeat(65)),
        &format!("a@{}.example", "b".repeat(64)),
        &"a@b.".repeat(500),
    ] {
        assert!(wrong.parse::<MailAddress>().is_err(), "{wrong:?}");
    }
}

#[test]
fn recipients_are_told_apart_by_what_is_known() {
    let mut known = known(&["fiona@thornbury.example", "ben@theirs.example"]);
    known.policy =
        ContactPolicy { blocked_domains: vec!["rival.example".to_owned()], ..ContactPolicy::default() };
    use RecipientProblem::{Blocked, Duplicate, International, Invalid, LooksLike, Suppressed};
    for (address, problem, severity, kept) in [
        ("fiona@thornbury.example", None, Severity::Info, true),
        ("stranger@elsewhere.test", None, Severity::Info, true),
        ("info@thornbury.example", None, Severity::Info, true),
        ("fionna@thornbury.example", Some(LooksLike), Severity::Warning, true),
        ("fiona@thornburry.example", Some(LooksLike), Severity::Block, true),
        ("fiona@tһornbury.example", Some(LooksLike), Severity::Block, true),
        ("ann@0urs.example", Some(LooksLike), Severity::Block, true),
        ("Gone@Theirs.example", Some(Suppressed), Severity::Block, false),
        ("anybody@mail.closed.example", Some(Suppressed), Severity::Block, false),
        ("x@sub.rival.example", Some(Blocked), Severity::Block, false),
        ("jörg@elsewhere.test", Some(International), Severity::Warning, true),
        ("nobody", Some(Invalid), Severity::Block, false),
        ("a@b.example\r\nBcc: c@d.example", Some(Invalid), Severity::Block, false),
    ] {
        let found = screen(&[to(address)], &known);
        let first = found.findings.first();
        assert_eq!(first.map(|finding| finding.problem), problem, "{address}: {found:?}");
        assert!(first.is_none_or(|finding| finding.severity == severity), "{address}: {found:?}");
        assert!(first.is_none_or(|finding| !finding.message.contains(['\r', '\n'])));
        assert_eq!(found.recipients.len(), usize::from(kept), "{address}");
    }
    let twice = screen(&[to("Ben@theirs.example"), with_role("ben@THEIRS.example", "cc")], &known);
    assert_eq!((twice.findings[0].problem, twice.recipients.len()), (Duplicate, 1));
    assert!(twice.is_clean());
}

#[test]
fn only_allowed_domains_are_written_to_where_there_are_some() {
    let mut known = known(&[]);
    known.policy.allowed_domains = vec!["theirs.example".to_owned()];
    let found = screen(&[to("a@mail.theirs.example"), to("b@elsewhere.test")], &known);
    assert_eq!(found.recipients.len(), 1);
    assert_eq!(found.findings[0].problem, RecipientProblem::NotAllowed);
}

#[test]
fn many_strangers_do_not_see_each_other() {
    let crowd = |count: usize, role: &str| -> Vec<Recipient> {
        (0..count).map(|number| with_role(&format!("a@house{number}xyz.test"), role)).collect()
    };
    let severity =
        |recipients: &[Recipient]| screen(recipients, &known(&[])).findings.first().map(|f| f.severity);
    assert_eq!(severity(&crowd(20, "to")), None);
    assert_eq!(severity(&crowd(30, "cc")), Some(Severity::Warning));
    assert_eq!(severity(&crowd(60, "to")), Some(Severity::Block));
    assert_eq!(severity(&crowd(200, "bcc")), None);
    let colleagues: Vec<Recipient> = (0..60).map(|number| to(&format!("a{number}@ours.example"))).collect();
    assert_eq!(severity(&colleagues), None);
}

#[test]
fn ten_thousand_recipients_cost_ten_times_what_a_thousand_do() {
    let contacts: Vec<String> =
        (0..10_000).map(|number| format!("person{number}@firm{number}house.example")).collect();
    let contacts: Vec<&str> = contacts.iter().map(String::as_str).collect();
    let time = |count: usize| {
        let known = known(&contacts[..count]);
        let recipients: Vec<Recipient> = (0..count)
            .map(|number| with_role(&format!("persom{number}@firm{number}hause.example"), "bcc"))
            .collect();
        let started = std::time::Instant::now();
        let found = screen(&recipients, &known);
        assert_eq!(found.recipients.len(), count);
        started.elapsed()
    };
    let (few, many) = (time(1_000), time(10_000));
    assert!(many < few * 40, "{few:?} and {many:?}");
}

#[test]
fn a_token_unsubscribes_its_own_address_only() {
    let key = UnsubscribeKey::new(&[7; 32]).unwrap();
    let token = UnsubscribeToken {
        workspace: "ws_default".parse().unwrap(),
        address: "Ben@Theirs.example".parse().unwrap(),
    };
    let sealed = token.seal(&key).unwrap();
    assert!(sealed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{sealed}");
    let opened = UnsubscribeToken::open(&sealed, &key).unwrap();
    assert_eq!((opened.workspace, opened.address.key()), (token.workspace, "ben@theirs.example".to_owned()));
    let other = UnsubscribeKey::new(&[8; 32]).unwrap();
    assert!(UnsubscribeToken::open(&sealed, &other).is_err());
    for at in 0..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(UnsubscribeToken::open(&changed, &key).is_err(), "{at}");
    }
    for wrong in
        ["", "u1.", "u1..", "u1.AA.", "u2.x.y", "u1.ä.ö", &format!("{sealed}A"), &"u1.A".repeat(1_000)]
    {
        assert!(UnsubscribeToken::open(wrong, &key).is_err(), "{wrong}");
    }
    assert!(UnsubscribeKey::new(&[1; 31]).is_err());
    assert_eq!(format!("{key:?}"), "UnsubscribeKey(…)");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_addresses_or_tokens(text in ".{0,80}") {
        let key = UnsubscribeKey::new(&[7; 32]).unwrap();
        proptest::prop_assert!(UnsubscribeToken::open(&text, &key).is_err());
        if let Ok(address) = text.parse::<MailAddress>() {
            let again: MailAddress = address.to_string().parse().unwrap();
            proptest::prop_assert_eq!(again.key(), address.key());
        }
        screen(&[to(&text)], &known(&["fiona@thornbury.example"]));
    }
}
