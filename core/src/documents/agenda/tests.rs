use super::*;
use crate::documents::facts::Question;
use crate::documents::model::Mailbox;
use crate::evidence::{Place, Span};

fn mail(number: u8, from: &str, to: &str, sent: &str, subject: &str) -> AgendaInput {
    let document: DocumentId = format!("doc_{number:026}").parse().unwrap();
    let boxed = |address: &str| vec![Mailbox { name: None, address: address.to_owned() }];
    let evidence = Evidence {
        document: document.clone(),
        span: Span::new(0, 5),
        place: Place::Line { line: 1 },
        quote: "Who?!".to_owned(),
    };
    AgendaInput {
        metadata: Metadata {
            from: boxed(from),
            to: boxed(to),
            created: Some(sent.to_owned()),
            subject: Some(subject.to_owned()),
            ..Metadata::default()
        },
        brief: Brief {
            kind: DocumentKind::Mail,
            questions: vec![Question { text: "Who?!".to_owned(), asked_by: None, due: None, evidence }],
            ..Brief::default()
        },
        document,
        name: format!("{number}.eml"),
        parent: None,
    }
}

#[test]
fn a_question_is_open_until_we_answer_in_its_thread() {
    let first = mail(1, "fay@shop.example", "me@office.example", "2026-11-17T14:00:00Z", "Chairs");
    let reply = mail(2, "you@office.example", "fay@shop.example", "2026-11-18T14:00:00Z", "Re: Chairs");
    let second = mail(3, "fay@shop.example", "me@office.example", "2026-11-19T14:00:00Z", "Re: Chairs");
    let inputs = [first, reply, second.clone()];
    let owner = owner(&inputs);
    assert!(is_ours(&owner, "anybody@office.example"));
    let made = agenda(&inputs, &owner, jiff::civil::datetime(2026, 11, 23, 9, 0, 0, 0));
    assert_eq!(made.waiting, std::slice::from_ref(&second.document));
    assert_eq!(made.items.iter().map(|item| &item.document).collect::<Vec<_>>(), [&second.document]);
}

#[test]
fn what_another_house_is_to_do_is_no_task_of_ours() {
    let mut theirs =
        mail(1, "pieter@westlandpack.example", "me@office.example", "2026-11-17T14:00:00Z", "Hall");
    theirs.metadata.from[0].name = Some("Pieter Zon".to_owned());
    let mut minutes = mail(2, "me@office.example", "me@office.example", "2026-11-18T14:00:00Z", "Minutes");
    let evidence = minutes.brief.questions.remove(0).evidence;
    minutes.metadata = Metadata::default();
    minutes.brief.kind = DocumentKind::Minutes;
    let names =
        ["Pieter", "Westland (customer)", "Kunde", "Fa. Huber", "Nora", "the customer's letters: Nora"];
    minutes.brief.tasks = names
        .iter()
        .map(|name| Task {
            title: (*name).to_owned(),
            assignee: Some((*name).to_owned()),
            due: None,
            done: false,
            evidence: evidence.clone(),
        })
        .collect();
    let owner = Owner { addresses: vec!["me@office.example".to_owned()] };
    let inputs = [theirs, minutes];
    let houses = Houses::of(&inputs, &owner);
    let left: Vec<&str> = names.into_iter().filter(|name| !houses.is_strangers(&owner, name)).collect();
    assert_eq!(left, ["Nora", "the customer's letters: Nora"]);
    let made = agenda(&inputs[1..], &owner, jiff::civil::datetime(2026, 11, 23, 9, 0, 0, 0));
    assert!(made.items.iter().all(|item| item.assignee.as_deref() != Some("Kunde")));
}

#[test]
fn a_meeting_of_several_houses_gives_us_only_what_goes_to_our_name() {
    let mut minutes =
        mail(1, "me@larchroofing.example", "me@larchroofing.example", "2026-11-18T14:00:00Z", "M");
    let evidence = minutes.brief.questions.remove(0).evidence;
    minutes.metadata = Metadata::default();
    minutes.brief.kind = DocumentKind::Minutes;
    minutes.brief.title = "Baubesprechung Nr. 7".to_owned();
    let task = |name: &str| Task {
        title: name.to_owned(),
        assignee: Some(name.to_owned()),
        due: None,
        done: false,
        evidence: evidence.clone(),
    };
    minutes.brief.tasks = vec![task("Kern (Larch Roofing)"), task("Siebels (Elektro)"), task("alle")];
    let owner = Owner { addresses: vec!["me@larchroofing.example".to_owned()] };
    let houses = Houses::of(&[], &owner);
    assert!(houses.sits_with_others(&owner, &minutes.brief));
    assert!(houses.is_of_ours(&owner, "Kern (Larch Roofing)") && houses.is_of_ours(&owner, "alle"));
    assert!(!houses.is_of_ours(&owner, "Siebels (Elektro)"));
    minutes.brief.title = "Montagsrunde".to_owned();
    assert!(!houses.sits_with_others(&owner, &minutes.brief));
}
