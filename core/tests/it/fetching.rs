//! Mailboxes that are read into the office: each message once, what it says of deliveries noted, whatever dies.

use std::sync::Arc;
use std::time::Duration;

use secretariat::communications::mailbox::FolderMailbox;
use secretariat::communications::{
    Delivery, DeliveryState, DraftKind, DraftRequest, Fetched, SendOptions, SuppressionReason,
};
use secretariat::documents::Mailbox;
use secretariat::settings::{MailSettings, Owner, ServiceUrl, Settings};
use secretariat::{ErrorKind, Office, Source};
use tempfile::TempDir;

fn settings(mail: MailSettings) -> Settings {
    let owner = Owner { addresses: vec!["ann@ours.example".to_owned()] };
    Settings { mail: Some(mail), owner: Some(owner), ..Settings::default() }
}

fn mail(folder: &TempDir, incoming: &str) -> MailSettings {
    MailSettings {
        outgoing: Some(ServiceUrl::from(format!("folder:{}", folder.path().join("out").display()).as_str())),
        incoming: Some(ServiceUrl::from(incoming)),
        undo_seconds: 0,
        ..MailSettings::default()
    }
}

fn message(id: &str, more: &str, text: &str) -> Vec<u8> {
    format!(
        "{more}From: Ben <ben@theirs.example>\r\nTo: ann@ours.example\r\nSubject: Re: Chairs/{id}\r\n\
         Message-ID: <{id}@theirs.example>\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

/// Sends a mail, and waits until it has gone.
async fn sent(office: &Office, to: &str) -> Delivery {
    let request = DraftRequest::new(DraftKind::NewMail)
        .subject("Chairs")
        .saying("We need chairs.")
        .to(Mailbox { name: Some("Ben Lund".to_owned()), address: to.to_owned() });
    let draft = office.communications().draft(request).await.unwrap();
    let outbox = office.outbox();
    let proposed = outbox.send(&draft.id, SendOptions::default()).await.unwrap();
    outbox.approve(&proposed.id).await.unwrap();
    for _ in 0..500 {
        let delivery = outbox.get(&proposed.id).await.unwrap();
        if delivery.state == DeliveryState::Sent {
            return delivery;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was never sent")
}

fn bounce(of: &str, address: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@theirs.example\r\nTo: ann@ours.example\r\nSubject: Undelivered Mail\r\n\
         Message-ID: <bounce@theirs.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nIt failed.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; theirs.example\r\n\r\n\
         Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{of}>\r\nSubject: Chairs\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn a_folder_of_mail_is_read_once_and_answers_and_bounces_are_noted() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("in");
    std::fs::create_dir(&inbox).unwrap();
    let settings = settings(mail(&folder, &format!("folder:{}", inbox.display())));
    let office = Office::builder().settings(settings).build().await.unwrap();
    let (answered, returned) =
        (sent(&office, "ben@theirs.example").await, sent(&office, "gone@theirs.example").await);
    let reply = message("r1", &format!("In-Reply-To: <{}>\r\n", answered.message_id), "Yes.");
    let put = |name: &str, bytes: &[u8]| std::fs::write(inbox.join(name), bytes).unwrap();
    put("1.eml", &reply);
    put("2.eml", &bounce(&returned.message_id, "gone@theirs.example"));
    // The same message by a list, and the same file under another name.
    put("3.eml", &[b"Received: from a.example by b.example\r\n".as_slice(), &reply].concat());
    put("4.eml", &reply);
    // Another message with the same Message-ID is another one.
    put("5.eml", &String::from_utf8(reply.clone()).unwrap().replace("ben@", "mallory@").into_bytes());
    put("6.eml", b"");
    put("7.eml", &message("n1", "", "News."));
    let communications = office.communications();
    let (mut all, mut rounds) = (Fetched::default(), 0);
    loop {
        let some = communications.fetch(2).await.unwrap();
        rounds += 1;
        all.documents.extend(some.documents);
        all.skipped.extend(some.skipped);
        all.known += some.known;
        all.bounced.extend(some.bounced);
        all.replied.extend(some.replied);
        all.suppressed.extend(some.suppressed);
        if !some.more {
            break;
        }
    }
    assert_eq!((all.documents.len(), all.known, rounds), (4, 2, 4), "{all:?}");
    assert_eq!(all.skipped.iter().map(|mail| mail.name.as_str()).collect::<Vec<_>>(), ["6.eml"]);
    assert_eq!(all.bounced, std::slice::from_ref(&returned.id));
    assert!(all.replied.iter().all(|id| *id == answered.id) && !all.replied.is_empty());
    assert_eq!(all.suppressed, ["gone@theirs.example"]);
    let answered = office.outbox().get(&answered.id).await.unwrap();
    assert_eq!((answered.state, answered.answer.as_ref()), (DeliveryState::Replied, all.documents.first()));
    let document = office.documents().get(&all.documents[0]).await.unwrap();
    assert_eq!(document.name, "Re Chairs r1.eml");
    assert_eq!(communications.fetch(100).await.unwrap(), Fetched::default(), "nothing twice");
    let state = communications.mailbox_state(None).await.unwrap();
    assert_eq!((state.messages, state.more), (7, false));
    // Who does not exist any more is named before anything is sent.
    let request = DraftRequest::new(DraftKind::NewMail)
        .subject("Again")
        .saying("Hello.")
        .to(Mailbox { name: None, address: "gone@theirs.example".to_owned() });
    let draft = communications.draft(request).await.unwrap();
    let refused: Vec<_> = draft.blocking().filter(|finding| finding.code == "V9").collect();
    assert!(refused[0].message.contains("came back for good"), "{refused:?}");
}

#[tokio::test]
async fn only_the_first_workspace_has_the_mailbox_of_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(mail(&folder, &format!("folder:{}", folder.path().display())));
    let office = Office::builder().settings(settings).build().await.unwrap();
    let other = office.workspaces().create("Other").await.unwrap();
    let other = office.workspace(&other.id);
    let error = other.communications().fetch(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    let own = tempfile::tempdir().unwrap();
    std::fs::write(own.path().join("a.eml"), message("a", "", "For the other.")).unwrap();
    let fetched = other.communications().fetch_from(&FolderMailbox::new(own.path()), 10).await.unwrap();
    assert_eq!(fetched.documents.len(), 1);
    assert_eq!(office.documents().list(None, 10).await.unwrap().0.len(), 0);
    let none = Office::in_memory().await.unwrap();
    assert_eq!(none.communications().fetch(1).await.unwrap_err().kind(), ErrorKind::Unsupported);
}

#[cfg(feature = "imap")]
#[tokio::test]
async fn a_real_mailbox_is_read_whole_and_once_however_often_the_office_dies() {
    let Some(home) = crate::mailbox::Home::new() else { return };
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(mail(&folder, &home.url));
    let open = async || {
        let place = folder.path().join("office");
        Office::builder().folder(place).settings(settings.clone()).build().await.unwrap()
    };
    let office = open().await;
    let delivery = sent(&office, "ben@theirs.example").await;
    let mut messages: Vec<Vec<u8>> =
        (0..80).map(|number| message(&format!("m{number}"), "", &format!("Text {number}."))).collect();
    messages.push(message("answer", &format!("In-Reply-To: <{}>\r\n", delivery.message_id), "Yes."));
    messages.push(messages[3].clone());
    for some in messages.chunks(4) {
        home.deliver("INBOX", some).await;
    }
    drop(office);
    // Killed again and again, each time a little later.
    for death in 0..12_u64 {
        let office = Arc::new(open().await);
        let reader = Arc::clone(&office);
        let reading = tokio::spawn(async move { reader.communications().fetch(1_000).await });
        tokio::time::sleep(Duration::from_millis(40 + death * 40)).await;
        reading.abort();
        drop(reading.await);
    }
    let office = open().await;
    while office.communications().fetch(1_000).await.unwrap().more {}
    let ids = |documents: Vec<secretariat::documents::Document>| {
        let mut ids: Vec<String> =
            documents.into_iter().filter_map(|document| document.metadata.message_id).collect();
        ids.sort();
        ids
    };
    let stored = ids(office.documents().all().await.unwrap());
    let mut expected: Vec<String> = (0..80).map(|number| format!("m{number}@theirs.example")).collect();
    expected.push("answer@theirs.example".to_owned());
    expected.sort();
    assert_eq!(stored, expected);
    let answered = office.outbox().get(&delivery.id).await.unwrap();
    assert_eq!(answered.state, DeliveryState::Replied);
    let replies = answered.history.iter().filter(|step| step.state == DeliveryState::Replied).count();
    assert_eq!(replies, 1);
    // A folder that is made anew comes again, and nothing of it twice.
    let named = ImapFolder::new(&home, "Anew").await;
    named.make(&messages[..3]).await;
    let mailbox = home.open("&folder=Anew").await;
    let first = office.communications().fetch_from(&mailbox, 10).await.unwrap();
    assert_eq!((first.documents.len(), first.known, first.restarted), (0, 3, false));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    named.make(&[messages[2].clone(), message("new", "", "New.")]).await;
    let again = office.communications().fetch_from(&mailbox, 10).await.unwrap();
    assert_eq!((again.documents.len(), again.known, again.restarted), (1, 1, true));
    office.close().await.unwrap();
}

#[cfg(feature = "imap")]
struct ImapFolder<'h> {
    home: &'h crate::mailbox::Home,
    name: &'h str,
}

#[cfg(feature = "imap")]
impl<'h> ImapFolder<'h> {
    async fn new(home: &'h crate::mailbox::Home, name: &'h str) -> Self {
        Self { home, name }
    }

    /// Makes the folder, in place of what was there.
    async fn make(&self, messages: &[Vec<u8>]) {
        self.home.raw(&[format!("DELETE {}", self.name)]).await;
        self.home.raw(&[format!("CREATE {}", self.name)]).await;
        self.home.deliver(self.name, messages).await;
    }
}

#[tokio::test]
async fn a_contact_tells_language_salutation_and_name_of_a_draft() {
    use secretariat::communications::{Formality, NewContact, render};
    let owner = Owner { addresses: vec!["ann@ours.example".to_owned()] };
    let settings = Settings { owner: Some(owner), ..Settings::default() };
    let office = Office::builder().settings(settings).build().await.unwrap();
    let contacts = office.contacts();
    let mut doctor = NewContact::new("Dr. Karin Lindqvist", "karin@theirs.example");
    (doctor.language, doctor.salutation) =
        (Some("de-DE".to_owned()), Some("Sehr geehrte Frau Dr. Lindqvist,".to_owned()));
    let mut friend = NewContact::new("Ben Lund", "ben@theirs.example");
    friend.formality = Some(Formality::Familiar);
    contacts.add(doctor).await.unwrap();
    contacts.add(friend).await.unwrap();
    let to = |address: &str| Mailbox { name: None, address: address.to_owned() };
    let communications = office.communications();
    let new = |address: &str| {
        DraftRequest::new(DraftKind::NewMail).subject("Termin").saying("Wir kommen.").to(to(address))
    };
    let draft = communications.draft(new("karin@theirs.example")).await.unwrap();
    assert_eq!(draft.language, "de");
    assert_eq!(draft.recipients[0].mailbox.name.as_deref(), Some("Dr. Karin Lindqvist"));
    let text = render::text(&draft);
    assert!(text.starts_with("Sehr geehrte Frau Dr. Lindqvist,\n"), "{text}");
    assert!(draft.is_sendable(), "{:?}", draft.findings);
    // In another language than the contact's the salutation would be the wrong one.
    let english = DraftRequest { language: Some("en".to_owned()), ..new("karin@theirs.example") };
    let text = render::text(&communications.draft(english).await.unwrap());
    assert!(text.starts_with("Dear Dr. Karin Lindqvist,"), "{text}");
    let text = render::text(&communications.draft(new("ben@theirs.example")).await.unwrap());
    assert!(text.starts_with("Hi Ben,"), "{text}");
    // What was asked for goes before what the message is in, and that before what mails tell.
    let mail = "From: Karin <karin@theirs.example>\r\nTo: ann@ours.example\r\nSubject: Offer\r\n\
        Message-ID: <k1@theirs.example>\r\n\r\nDear Ann,\r\n\r\nCould you send us the offer for the chairs, please?\r\n";
    let mail = office.documents().add(Source::bytes("mail.eml", mail.as_bytes().to_vec())).await.unwrap();
    let reply = communications.draft(DraftRequest::reply_to(mail.id).saying("Ja, gern.")).await.unwrap();
    assert_eq!(reply.language, "de", "a person said how Karin is written to");
    assert!(!reply.findings.iter().any(|finding| finding.code == "V6"), "{:?}", reply.findings);
    // Checks know the contacts, and who gets nothing.
    let draft = communications.draft(new("karin@their.example")).await.unwrap();
    assert!(draft.findings.iter().any(|finding| finding.code == "V9"), "{:?}", draft.findings);
    contacts.suppress("@theirs.example", SuppressionReason::ByHand).await.unwrap();
    let draft = communications.draft(new("ben@theirs.example")).await.unwrap();
    assert!(draft.blocking().any(|finding| finding.code == "V9"), "{:?}", draft.findings);
    let error = office.outbox().send(&draft.id, SendOptions::default()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Denied | ErrorKind::Unsupported), "{error}");
}
