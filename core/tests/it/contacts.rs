//! Contacts of a workspace: kept, found, learned, suppressed and screened.

use std::sync::Arc;

use secretariat::clock::FixedClock;
use secretariat::communications::{
    ContactChange, ContactPolicy, NewContact, RecipientProblem, SuppressionReason, UnsubscribeKey,
    UnsubscribeToken,
};
use secretariat::evidence::Provenance;
use secretariat::id::{SeededRandomness, WorkspaceId};
use secretariat::{ErrorKind, Office, Source};

async fn office() -> Office {
    Office::builder()
        .clock(Arc::new(FixedClock::new("2026-11-27T09:00:00Z".parse().unwrap())))
        .randomness(Arc::new(SeededRandomness::new(5)))
        .build()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_contact_is_found_by_every_address_and_by_name_and_changes_by_version() {
    let office = office().await;
    let contacts = office.contacts();
    let mut new = NewContact::new("Jörg Müller", "Joerg@MÜLLER.example").in_group("Customers");
    new.addresses.push("jm@mueller.example".to_owned());
    new.language = Some("de-AT".to_owned());
    let added = contacts.add(new.clone()).await.unwrap();
    assert_eq!(added.version, 1);
    for words in ["joerg@xn--mller-kva.example", "JM@mueller.example", "jörg", "Jörg Müller"] {
        assert_eq!(contacts.find(words, 5).await.unwrap(), std::slice::from_ref(&added), "{words}");
    }
    assert_eq!(contacts.find("Müller", 5).await.unwrap(), [], "by the beginning of the name");
    let error = contacts.add(NewContact::new("Other", "jm@Mueller.example")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    let change = ContactChange {
        version: Some(1),
        addresses: Some(vec!["new@mueller.example".to_owned()]),
        groups: Some(vec!["Friends".to_owned()]),
        ..ContactChange::default()
    };
    let changed = contacts.change(&added.id, change.clone()).await.unwrap();
    assert_eq!((changed.version, changed.name.as_str()), (2, "Jörg Müller"));
    let error = contacts.change(&added.id, change).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert_eq!(contacts.find("jm@mueller.example", 5).await.unwrap(), [], "no address of anybody any more");
    assert_eq!(contacts.expand("Customers", "to").await.unwrap(), []);
    assert_eq!(contacts.expand("Friends", "bcc").await.unwrap()[0].mailbox.address, "new@mueller.example");
    contacts.remove(&added.id).await.unwrap();
    assert_eq!(contacts.get(&added.id).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(contacts.expand("Friends", "to").await.unwrap(), []);
    contacts.add(NewContact::new("Other", "new@mueller.example")).await.unwrap();
    for wrong in [
        NewContact { language: Some("german".to_owned() + "language"), ..new.clone() },
        NewContact { time_zone: Some("Mars/Olympus".to_owned()), ..new.clone() },
        NewContact { name: "a\r\nBcc: x".to_owned(), ..new.clone() },
        NewContact { addresses: vec![], ..new.clone() },
        NewContact { addresses: vec!["a@b.example\r\nX: y".to_owned()], ..new },
    ] {
        assert_eq!(contacts.add(wrong).await.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[tokio::test]
async fn contacts_are_listed_by_name_page_by_page() {
    let office = office().await;
    for name in ["Cora", "ann", "Ben"] {
        office.contacts().add(NewContact::new(name, format!("{name}@theirs.example"))).await.unwrap();
    }
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let (page, next) = office.contacts().list(cursor, 2).await.unwrap();
        names.extend(page.into_iter().map(|contact| contact.name));
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["ann", "Ben", "Cora"]);
}

#[tokio::test]
async fn who_unsubscribed_gets_nothing_and_a_bounce_does_not_undo_it() {
    let office = office().await;
    let contacts = office.contacts();
    let ben = contacts.add(NewContact::new("Ben", "ben@theirs.example").in_group("News")).await.unwrap();
    let key = UnsubscribeKey::new(&[3; 32]).unwrap();
    let token = |workspace: &str| {
        let workspace: WorkspaceId = workspace.parse().unwrap();
        UnsubscribeToken { workspace, address: "ben@theirs.example".parse().unwrap() }.seal(&key).unwrap()
    };
    let error = contacts.unsubscribe(&token("ws_other"), &key).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    for _ in 0..2 {
        contacts.unsubscribe(&token("ws_default"), &key).await.unwrap();
    }
    contacts.suppress("Ben@Theirs.example", SuppressionReason::HardBounce).await.unwrap();
    let found = contacts.get(&ben.id).await.unwrap().suppressed;
    assert_eq!(found, Some(SuppressionReason::Unsubscribed));
    let recipients = contacts.expand("News", "bcc").await.unwrap();
    let screening = contacts.screen(&recipients).await.unwrap();
    assert_eq!(screening.recipients, []);
    assert_eq!(screening.findings[0].problem, RecipientProblem::Suppressed);
    assert!(!screening.is_clean());
    let (list, _) = contacts.suppressions(None, 10).await.unwrap();
    assert_eq!(list.len(), 1);
    contacts.unsuppress("ben@theirs.example").await.unwrap();
    assert!(contacts.screen(&recipients).await.unwrap().is_clean());
    let audit = office.audit().read(0, 100).await.unwrap();
    let text = serde_json::to_string(&audit).unwrap();
    assert!(
        text.contains("contacts.suppress") && !text.contains("theirs.example"),
        "the audit holds no address"
    );
}

#[tokio::test]
async fn a_policy_and_known_contacts_decide_who_is_written_to() {
    let office = office().await;
    let contacts = office.contacts();
    contacts.add(NewContact::new("Fiona", "fiona@thornbury.example")).await.unwrap();
    let policy = ContactPolicy {
        blocked_domains: vec!["@Rival.example".to_owned()],
        own_domains: vec!["ours.example".to_owned()],
        ..ContactPolicy::default()
    };
    let stored = contacts.set_policy(policy).await.unwrap();
    assert_eq!(contacts.policy().await.unwrap(), stored);
    assert_eq!(stored.blocked_domains, ["rival.example"]);
    let recipients = contacts.expand("none", "to").await.unwrap();
    assert!(contacts.screen(&recipients).await.unwrap().is_clean());
    let draft = |address: &str| {
        let mailbox = secretariat::documents::Mailbox { name: None, address: address.to_owned() };
        secretariat::communications::Recipient {
            mailbox,
            role: "to".to_owned(),
            provenance: Provenance::User,
        }
    };
    let all = ["fiona@thornbury.example", "fiona@thornburry.example", "x@rival.example"].map(draft);
    let screening = contacts.screen(&all).await.unwrap();
    let problems: Vec<RecipientProblem> = screening.findings.iter().map(|finding| finding.problem).collect();
    assert_eq!(problems, [RecipientProblem::LooksLike, RecipientProblem::Blocked]);
    let many: Vec<_> = (0..10_001).map(|number| draft(&format!("a{number}@b.example"))).collect();
    assert_eq!(contacts.screen(&many).await.unwrap_err().kind(), ErrorKind::LimitExceeded);
    let wrong =
        ContactPolicy { allowed_domains: vec!["not a domain".to_owned()], ..ContactPolicy::default() };
    assert_eq!(contacts.set_policy(wrong).await.unwrap_err().kind(), ErrorKind::InvalidInput);
}

fn mail(number: usize, from: &str, to: &str, more: &str) -> Source {
    let text = format!(
        "From: {from}\r\nTo: {to}\r\nSubject: Chairs\r\nMessage-ID: <m{number}@x.example>\r\n\
         Date: Fri, {} Nov 2026 11:48:33 +0000\r\n{more}\r\nWe need {number} chairs by Friday, please.\r\n",
        10 + number
    );
    Source::bytes(format!("{number}.eml"), text.into_bytes())
}

#[tokio::test]
async fn contacts_are_learned_from_mails_and_what_people_said_stays() {
    let mails = || {
        [
            mail(1, "Fiona Ashcroft <Fiona@thornbury.example>", "us@ours.example", ""),
            mail(2, "F. Ashcroft <fiona@thornbury.example>", "us@ours.example, Ben <ben@theirs.example>", ""),
            mail(3, "Fiona Ashcroft <fiona@thornbury.example>", "us@ours.example", ""),
            mail(4, "us@ours.example", "Cora <cora@theirs.example>", ""),
            mail(5, "News <news@shop.example>", "us@ours.example", "List-ID: <news.shop.example>\r\n"),
            mail(6, "no-reply@shop.example", "us@ours.example", ""),
        ]
    };
    let learn = async |order: Vec<usize>| {
        let office = office().await;
        let cora = NewContact::new("Cora Bell", "cora@theirs.example");
        office.contacts().add(cora).await.unwrap();
        for at in order {
            office.documents().add(mails()[at].clone()).await.unwrap();
        }
        let learned = office.contacts().learn().await.unwrap();
        assert_eq!((learned.added, learned.updated), (2, 1));
        let again = office.contacts().learn().await.unwrap();
        assert_eq!((again.added, again.updated), (0, 0));
        let (all, _) = office.contacts().list(None, 10).await.unwrap();
        all.into_iter()
            .map(|contact| {
                (contact.name, contact.addresses[0].to_string(), contact.provenance, contact.learned)
            })
            .collect::<Vec<_>>()
    };
    let found = learn((0..6).collect()).await;
    assert_eq!(found, learn((0..6).rev().collect()).await, "in whatever order they came");
    let names: Vec<&str> = found.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["Ben", "Cora Bell", "Fiona Ashcroft"]);
    let (_, address, provenance, habits) = &found[2];
    assert_eq!((address.as_str(), *provenance), ("fiona@thornbury.example", Provenance::Document));
    let habits = habits.as_ref().unwrap();
    assert_eq!((habits.received, habits.sent), (3, 0));
    assert_eq!(habits.last.as_deref(), Some("2026-11-13T11:48:33Z"));
}
