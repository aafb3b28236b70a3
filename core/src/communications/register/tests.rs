//! What the register knows after mails and contacts came and went, and what it costs.

use std::sync::Arc;

use super::book::{Book, Listed};
use super::mail::Mail;
use super::*;
use crate::documents::model::Mailbox;
use crate::documents::{DOCUMENT_TEXTS, DOCUMENTS};
use crate::id::{DocumentId, SeededRandomness};
use crate::settings::Owner;
use crate::storage::{Batch, Delete, Expect};
use crate::{Office, Source};

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: (!name.is_empty()).then(|| name.to_owned()), address: address.to_owned() }
}

fn id(number: u64) -> DocumentId {
    let at = jiff::Timestamp::from_millisecond(number as i64).unwrap();
    DocumentId::new(at, &SeededRandomness::new(number))
}

fn mail(number: u64, from: Mailbox, to: Mailbox) -> (DocumentId, Mail) {
    let mail = Mail {
        added: number as i64,
        from: vec![from],
        to: vec![to],
        message_id: Some(format!("m{number}@x.example")),
        in_reply_to: (number > 1).then(|| format!("m{}@x.example", number - 1)),
        ..Mail::default()
    };
    (id(number), mail)
}

fn around(book: &Book, address: &str, text: &str) -> Vec<String> {
    book.around(std::iter::once(address), text).into_iter().map(|mailbox| mailbox.address).collect()
}

#[test]
fn whoever_matters_for_a_text_is_found_among_all() {
    let mut book = Book::default();
    let bo = || mailbox("Bo Lund", "bo@ours.example");
    for number in 1..200 {
        let from = mailbox(&format!("Person{number} Firm"), &format!("p{number}@firm{number}house.example"));
        let (id, mail) = mail(number, from, bo());
        book.put_mail(id, mail);
    }
    let (fiona, told) = mail(500, mailbox("Fiona Ashcroft", "Fiona@Thornbury.example"), bo());
    book.put_mail(fiona.clone(), told);
    book.settle(1);
    for (address, text, found) in [
        ("fiona@thornbury.example", "", "fiona@thornbury.example"),
        ("fionna@thornbury.example", "", "fiona@thornbury.example"),
        ("x@thornburry.example", "", "fiona@thornbury.example"),
        ("x@mail.thornbury.example", "", "fiona@thornbury.example"),
        ("x@elsewhere.test", "Write to fiona@thornbury.exampel.", "fiona@thornbury.example"),
        ("x@elsewhere.test", "As Ashcrof said", "fiona@thornbury.example"),
    ] {
        let chosen = around(&book, address, text);
        assert!(chosen.contains(&found.to_owned()) && chosen.len() < 4, "{address} {text}: {chosen:?}");
    }
    assert_eq!(around(&book, "x@elsewhere.test", "").len(), 1, "somebody, so that a stranger is one");
    assert_eq!(book.name_of("FIONA@thornbury.example"), Some("Fiona Ashcroft"));
    assert_eq!(book.owner().addresses, ["bo@ours.example"]);
    book.remove_mail(&fiona);
    assert_eq!(book.name_of("fiona@thornbury.example"), None);
    let chosen = around(&book, "fionna@thornbury.example", "As Ashcrof said");
    assert!(!chosen.contains(&"fiona@thornbury.example".to_owned()), "{chosen:?}");
}

#[test]
fn what_was_added_and_taken_away_leaves_nothing() {
    let mut book = Book::default();
    let contact: crate::id::ContactId = "con_1".parse().unwrap();
    let listed =
        |name: &str, address: &str| Listed { name: name.to_owned(), addresses: vec![address.to_owned()] };
    for number in 1..20 {
        let (id, mail) = mail(number, mailbox("Ann", "ann@theirs.example"), mailbox("", "bo@ours.example"));
        book.put_mail(id.clone(), mail.clone());
        book.put_mail(id, mail);
    }
    book.put_contact(contact.clone(), listed("Ann Weber", "ann@theirs.example"));
    assert_eq!(book.name_of("ann@theirs.example"), Some("Ann Weber"), "the contacts know better");
    book.put_contact(contact.clone(), listed("Ann Webber", "ann@new.example"));
    assert_eq!(book.name_of("ann@theirs.example"), Some("Ann"));
    assert_eq!(book.contacts_like("anna@new.example"), ["ann@new.example"]);
    assert_eq!(book.contacts_like("anna@theirs.example"), Vec::<String>::new(), "no contact any more");
    let owner = Owner { addresses: vec!["bo@ours.example".to_owned()] };
    assert_eq!(book.answer_to("m3@x.example", &owner), Some(&id(4)));
    assert_eq!(book.with_message_ids([&"m5@x.example".to_owned()], 9), [id(5)]);
    for number in 1..20 {
        book.remove_mail(&id(number));
    }
    book.remove_contact(&contact);
    book.settle(2);
    let left = format!("{book:?}").to_lowercase();
    assert!(!["ann", "example", "doc_", "con_"].iter().any(|word| left.contains(word)), "{left}");
}

#[tokio::test]
async fn two_processes_on_one_office_know_the_same_and_a_file_spares_reading_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (Office::open(folder.path()).await.unwrap(), Office::open(folder.path()).await.unwrap());
    let registers = |office: &Office| {
        let documents = office.documents().repository().clone();
        let registers = Arc::new(Registers::new(Some(folder.path().join("register"))));
        (registers, documents)
    };
    let ((first, documents), (second, others)) = (registers(&one), registers(&two));
    let text = |number: usize| {
        format!(
            "From: P{number} <p{number}@theirs.example>\r\nTo: bo@ours.example\r\nSubject: S\r\n\
             Message-ID: <k{number}@x>\r\n\r\nText {number}\r\n"
        )
    };
    for number in 0..260 {
        let source = Source::bytes(format!("{number}.eml"), text(number).into_bytes());
        one.documents().add(source).await.unwrap();
    }
    let names = |register: &Register, address: &str| register.look(|book| book.name_of(address).is_some());
    let register = first.of(&documents).await.unwrap();
    assert!(names(&register, "p7@theirs.example"));
    two.documents().add(Source::bytes("new.eml", text(300).into_bytes())).await.unwrap();
    assert!(names(&first.of(&documents).await.unwrap(), "p300@theirs.example"));
    assert!(names(&second.of(&others).await.unwrap(), "p300@theirs.example"));
    // What was removed, by whomever, is not known any more.
    let gone = one.documents().find("8.eml").await.unwrap();
    let mut batch = Batch::new(documents.workspace().clone());
    for collection in [DOCUMENTS.name, DOCUMENT_TEXTS.name] {
        batch.deletes.push(Delete { collection, id: gone.id.to_string(), expect: Expect::Any });
    }
    documents.storage().commit(batch).await.unwrap();
    for registers in [&first, &second] {
        let register = registers.of(&documents).await.unwrap();
        assert!(!names(&register, "p8@theirs.example") && names(&register, "p9@theirs.example"));
    }
    // A third begins with what the first has written.
    let (third, documents) = registers(&one);
    let begun = std::fs::read_dir(folder.path().join("register")).unwrap().count();
    let register = third.of(&documents).await.unwrap();
    assert!(begun == 1 && names(&register, "p7@theirs.example") && names(&register, "p300@theirs.example"));
    // What is in the file is never trusted more than storage.
    std::fs::write(folder.path().join("register/ws_default.json"), "{\"form\":1,").unwrap();
    let (fourth, documents) = registers(&one);
    assert!(names(&fourth.of(&documents).await.unwrap(), "p300@theirs.example"));
    one.close().await.unwrap();
}

#[test]
fn looking_around_costs_the_same_in_a_large_book() {
    let time = |count: u64| {
        let mut book = Book::default();
        for number in 0..count {
            let from =
                mailbox(&format!("Nameof{number} Last{number}"), &format!("p{number}@f{number}.example"));
            let (id, mail) = mail(number + 2, from, mailbox("", "bo@ours.example"));
            book.put_mail(id, mail);
        }
        let text = "Dear Nameof77, write to p12@f12.example or x@f44.exampel. Yours, Bo";
        let started = std::time::Instant::now();
        for number in 0..200 {
            book.around(std::iter::once(format!("q@f{number}x.example").as_str()), text);
        }
        started.elapsed()
    };
    let (few, many) = (time(100), time(10_000));
    assert!(many < few * 20, "{few:?} and {many:?}");
}
