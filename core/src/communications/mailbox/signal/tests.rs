//! Reports as programs write them, answers of people and machines, and hostile ones.

use jiff::civil::date;

use super::*;

fn mail(head: &str, body: &str) -> Vec<u8> {
    format!("{}\n\n{body}", head.trim()).replace('\n', "\r\n").into_bytes()
}

fn report(kind: &str, status: &str, original: &str) -> Vec<u8> {
    mail(
        &format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.theirs.example\nTo: ann@ours.example\n\
             Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type={kind};\n boundary=\"XX\""
        ),
        &format!(
            "--XX\nContent-Type: text/plain\n\nThis is the mail system. Your message could not be delivered.\n\n\
             --XX\nContent-Type: message/{kind}\n\n{status}\n--XX\n{original}\n--XX--\n"
        ),
    )
}

const HEADERS: &str = "Content-Type: text/rfc822-headers\n\nFrom: ann@ours.example\nSubject: Offer\n\
                       Message-ID:\n <dft_1@ours.example>\nTo: ben@theirs.example\n";
const WHOLE: &str = "Content-Type: message/rfc822\n\nFrom: ann@ours.example\nSubject: Offer\n\
                     Message-ID: <dft_1@ours.example>\nTo: ben@theirs.example\n\nHello\n";

fn bounced(signal: MailSignal) -> (Option<String>, Vec<BouncedRecipient>) {
    match signal {
        MailSignal::Bounced { message_id, recipients, evidence } => {
            assert!(!evidence.is_empty());
            (message_id, recipients)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_standard_report_tells_each_recipient_with_status_and_words() {
    let status = "Reporting-MTA: dns; mx.ours.example\nArrival-Date: Fri, 27 Nov 2026 08:00:00 +0000\n\n\
                  Original-Recipient: rfc822;Ben@Theirs.example\nFinal-Recipient: rfc822; forwarded@other.example\n\
                  Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.theirs.example\n\
                  Diagnostic-Code: smtp; 550 5.1.1 <ben@theirs.example>:\n    Recipient address rejected: User unknown\n\n\
                  Final-Recipient: rfc822; full@theirs.example\nAction: failed\nStatus: 4.2.2\n\
                  Diagnostic-Code: smtp; 452 4.2.2 Mailbox full\n\n\
                  Final-Recipient: rfc822; fine@theirs.example\nAction: relayed\nStatus: 2.0.0\n";
    for original in [HEADERS, WHOLE] {
        let (id, recipients) = bounced(signal(&report("delivery-status", status, original)));
        assert_eq!(id.as_deref(), Some("dft_1@ours.example"));
        assert_eq!(recipients.len(), 2);
        let ben = &recipients[0];
        assert_eq!((ben.address.as_str(), ben.status.as_deref()), ("ben@theirs.example", Some("5.1.1")));
        assert_eq!((ben.reason, ben.hard), (BounceReason::NoSuchAddress, true));
        assert!(ben.diagnostic.as_deref().unwrap().ends_with("Recipient address rejected: User unknown"));
        assert_eq!((recipients[1].reason, recipients[1].hard), (BounceReason::Full, false));
    }
}

#[test]
fn delays_and_good_news_are_no_bounces() {
    let delay = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ben@theirs.example\nAction: delayed\n\
                 Status: 4.4.1\nWill-Retry-Until: Sat, 28 Nov 2026 08:00:00 +0000\n";
    let MailSignal::Delayed { message_id, recipients, .. } =
        signal(&report("delivery-status", delay, HEADERS))
    else {
        panic!("a delay");
    };
    assert_eq!(message_id.as_deref(), Some("dft_1@ours.example"));
    assert_eq!((recipients[0].reason, recipients[0].hard), (BounceReason::Trouble, false));
    let good = "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ben@theirs.example\nAction: delivered\nStatus: 2.0.0\n";
    assert_eq!(signal(&report("delivery-status", good, HEADERS)), MailSignal::None);
}

#[test]
fn microsoft_writes_other_types_of_addresses() {
    let status = "Reporting-MTA: dns;AM0PR01.outlook.example\n\n\
                  Original-Recipient: x400; C=DE\nFinal-Recipient: rfc822;SMTP:Ben@Theirs.example\nAction: failed\n\
                  Status: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup\n";
    let (_, recipients) = bounced(signal(&report("delivery-status", status, HEADERS)));
    assert_eq!(recipients[0].address, "ben@theirs.example");
    assert!(recipients[0].hard);
}

#[test]
fn a_complaint_names_the_message_and_who_complained() {
    let status = "Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\
                  Original-Rcpt-To: <Ben@theirs.example>\n";
    let MailSignal::Complaint { message_id, recipients, .. } =
        signal(&report("feedback-report", status, WHOLE))
    else {
        panic!("a complaint");
    };
    assert_eq!(message_id.as_deref(), Some("dft_1@ours.example"));
    assert_eq!(recipients, ["ben@theirs.example"]);
}

#[test]
fn bounces_written_for_people_are_read_too() {
    let daemon =
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: ann@ours.example\nReturn-Path: <>";
    let cases = [
        (
            "qmail",
            format!("{daemon}\nSubject: failure notice"),
            "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the \
             following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n\
             <ben@theirs.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\n\
             Giving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <ann@ours.example>\n\
             From: ann@ours.example\nTo: other@elsewhere.example\nMessage-ID: <dft_1@ours.example>\n\nHello",
        ),
        (
            "Exim",
            format!(
                "{daemon}\nX-Failed-Recipients: ben@theirs.example\nSubject: Mail delivery failed: returning message to sender"
            ),
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be \
             delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  \
             ben@theirs.example\n    host mx.theirs.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT \
             TO:<ben@theirs.example>:\n    550 5.1.1 User unknown\n\n------ This is a copy of the message, including all the \
             headers. ------\n\nMessage-ID: <dft_1@ours.example>\nFrom: ann@ours.example",
        ),
        (
            "Exchange",
            "From: postmaster@theirs.example\nTo: ann@ours.example\nIn-Reply-To: <dft_1@ours.example>\n\
             Subject: Undeliverable: Offer"
                .to_owned(),
            "Delivery has failed to these recipients or groups:\n\nBen Miller (ben@theirs.example)<mailto:ben@theirs.example>\n\
             The email address you entered couldn't be found. Please check the recipient's email address.\n\n\
             Diagnostic information for administrators:\n\nGenerating server: EX01.theirs.example\n\nben@theirs.example\n\
             #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##rfc822;ben@theirs.example\n\nOriginal message headers:\n\n\
             Message-ID: <dft_1@ours.example>",
        ),
        (
            "Gmail",
            "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: ann@ours.example\n\
             References: <dft_1@ours.example>\nSubject: Delivery Status Notification (Failure)"
                .to_owned(),
            "** Address not found **\n\nYour message wasn't delivered to ben@theirs.example because the address couldn't be \
             found, or is unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 user unknown",
        ),
    ];
    for (name, head, body) in cases {
        let (id, recipients) = bounced(signal(&mail(&head, body)));
        assert_eq!(id.as_deref(), Some("dft_1@ours.example"), "{name}");
        let addresses: Vec<&str> = recipients.iter().map(|recipient| recipient.address.as_str()).collect();
        assert_eq!(addresses, ["ben@theirs.example"], "{name}");
        assert_eq!(recipients[0].status.as_deref(), Some("5.1.1"), "{name}");
        assert!(recipients[0].hard, "{name}");
    }
}

#[test]
fn a_warning_of_a_delay_is_no_bounce() {
    let head = "From: MAILER-DAEMON@mx.example\nTo: ann@ours.example\nSubject: Warning: message 1kX delayed 24 hours";
    let body = "A message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 \
                hours. Delivery attempts will continue.\n\n  ben@theirs.example\n    Delay reason: 451 4.7.1 try later";
    let MailSignal::Delayed { recipients, .. } = signal(&mail(head, body)) else { panic!("a delay") };
    assert_eq!(recipients[0].address, "ben@theirs.example");
}

#[test]
fn people_who_write_about_bounces_are_answered_like_people() {
    let head = "From: Ben <ben@theirs.example>\nSubject: Re: Undeliverable: Offer\nIn-Reply-To: <dft_1@ours.example>\n\
                References: <first@ours.example> <dft_1@ours.example>";
    let body = "Your message wasn't delivered to cora@theirs.example: 550 5.1.1 user unknown.\nCan you send it again?";
    let read = signal(&mail(head, body));
    let MailSignal::Reply { message_ids, .. } = &read else { panic!("{read:?}") };
    assert_eq!(message_ids, &["dft_1@ours.example", "first@ours.example"]);
    assert_eq!(read.about(|id| id.starts_with("first")), Some("first@ours.example"));
    assert_eq!(read.about(|_| false), None);
}

#[test]
fn machines_are_told_from_people_and_say_when_somebody_is_back() {
    let head = |more: &str| {
        format!(
            "From: ben@theirs.example\nTo: ann@ours.example\nDate: Fri, 27 Nov 2026 08:00:00 +0000\n\
             In-Reply-To: <dft_1@ours.example>\n{more}"
        )
    };
    for (more, body, from, until) in [
        (
            "Auto-Submitted: auto-replied\nSubject: Out of office",
            "Thank you. I am out of the office from 30 November 2026 to 4 December 2026.",
            Some(date(2026, 11, 30)),
            Some(date(2026, 12, 4)),
        ),
        (
            "Auto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\nSubject: Automatische Antwort: Angebot",
            "Guten Tag,\n\nich bin bis zum 11.12.2026 nicht im Büro und lese keine Mails.",
            None,
            Some(date(2026, 12, 11)),
        ),
        ("Subject: Réponse automatique : Offre", "Je serai de retour le 7 décembre 2026.", None, None),
        ("X-Autoreply: yes\nSubject: Re: Offer", "We got your message. Ticket 12.", None, None),
    ] {
        let MailSignal::AutoReply { message_ids, away, evidence } = signal(&mail(&head(more), body)) else {
            panic!("{more}");
        };
        assert_eq!(message_ids, ["dft_1@ours.example"]);
        assert_eq!(evidence.len(), 1);
        let found = away.map(|away| (away.from, away.until)).unwrap_or_default();
        assert_eq!(found, (from, until), "{body}");
    }
    for person in [
        "Auto-Submitted: no\nSubject: Re: Offer",
        "Subject: Re: Automatic reply: Offer",
        "Precedence: list\nSubject: Re: Offer",
    ] {
        let read = signal(&mail(&head(person), "I am back on 7 December 2026."));
        assert!(matches!(read, MailSignal::Reply { .. }), "{person}: {read:?}");
    }
}

#[test]
fn what_answers_nothing_is_nothing() {
    for (head, body) in [
        ("From: shop@theirs.example\nAuto-Submitted: auto-generated\nSubject: Your bill", "Thank you."),
        ("From: ben@theirs.example\nSubject: Offer", "Hello"),
        ("From: MAILER-DAEMON@x.example\nSubject: Hello", "I like mail."),
        ("From: postmaster@x.example\nSubject: Undeliverable", "Nothing else."),
        ("", ""),
    ] {
        assert_eq!(signal(&mail(head, body)), MailSignal::None, "{head}");
    }
    assert_eq!(signal(b""), MailSignal::None);
}

#[test]
fn hostile_messages_end_soon() {
    let started = std::time::Instant::now();
    let groups = "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n".repeat(20_000);
    let (_, recipients) = bounced(signal(&report("delivery-status", &groups, HEADERS)));
    assert!(recipients.len() <= 1_000);
    let nested = "Content-Type: message/rfc822\n\n".repeat(50_000);
    assert_eq!(signal(&mail("Content-Type: message/rfc822", &nested)), MailSignal::None);
    let long = format!(
        "From: MAILER-DAEMON@x\nSubject: failure notice\nReferences: {}",
        "<a@b.example> ".repeat(100_000)
    );
    signal(&mail(&long, &"a@b.example:\n".repeat(200_000)));
    signal(&mail("From: postmaster@x.example\nSubject: Undeliverable", &"<".repeat(3_000_000)));
    signal(&mail("Auto-Submitted: auto-replied\nSubject: away", &"away until 1 May 2027 ".repeat(50_000)));
    signal(&vec![0; 8 << 20]);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(0_u8..=255, 0..400)) {
        signal(&bytes);
    }

    #[test]
    fn no_report_breaks_it(
        status in "((Final-Recipient|Action|Status|Diagnostic-Code|Original-Recipient)?[:; ]{0,2}[a-zé@.0-9<>; ]{0,20}\n{0,2}){0,12}",
        from in "(MAILER-DAEMON|postmaster|ben)@x.example",
        body in "[<>()@.:a-z0-9é \n]{0,200}",
    ) {
        signal(&report("delivery-status", &status, HEADERS));
        let head = format!("From: {from}\nSubject: Undeliverable\nX-Failed-Recipients: {}", body.lines().next().unwrap_or_default());
        let read = signal(&mail(&head, &body));
        if let MailSignal::Bounced { recipients, .. } = read {
            proptest::prop_assert!(recipients.iter().all(|recipient| recipient.address.contains('@')));
        }
    }
}
