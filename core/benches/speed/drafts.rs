//! How fast each kind of draft is made: gathered, composed, checked and stored.

use std::time::Instant;

use jiff::civil::datetime;
use secretariat::communications::{
    CheckSource, Communications, DraftKind, DraftRequest, MeetingRequest, Participation, render,
};
use secretariat::documents::Mailbox;
use secretariat::id::{DocumentId, DraftId};
use secretariat::settings::{Owner, Settings};
use secretariat::values::ValueOptions;
use secretariat::{Office, Source, check};
use serde_json::{Value, json};

use crate::measure::{Times, in_own_process};
use crate::table::{Table, figure, number};
use crate::{Outcome, Plan};

const MAIL: &str = "From: Ann Weber <ann@shop.example>\r\nTo: Bo Lund <bo@office.example>\r\nSubject: Chairs\r\n\
    Message-ID: <m1@shop.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\nDear Bo,\r\n\r\nWithin how many days \
    of delivery are returns accepted?\r\n\r\nKind regards\r\nAnn\r\n";

const OURS: &str = "From: Bo Lund <bo@office.example>\r\nTo: Ann Weber <ann@shop.example>\r\nSubject: Order\r\n\
    Message-ID: <o1@office.example>\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n\r\nDear Ann,\r\n\r\nWhich colour do \
    you have in stock?\r\n\r\nKind regards\r\nBo\r\n";

const NOTES: &str = "# Weekly meeting\n\nDate: 18 November 2026\n\nPresent: Bo Lund, Zoe Hart\n\n## The lease\n\nWe \
    agreed that the lease is not renewed.\n\n- [ ] Zoe Hart to ask three agents for offers by 30 November 2026\n\n\
    Please pay EUR 1,190.00 by 16 December 2026.\n";

const LETTER: &str = "Dear Ms Ashcroft, thank you for your message of 3 May 2026 about the showroom in Thornbury. We \
    deliver 40 chairs for EUR 2,832.00 on 4 December 2026, as our offer of last week says. The rent of the premises is \
    EUR 6,450.00 a month from 1 April 2027, and the deposit of EUR 19,350.00 is due before the keys are handed over. Our \
    colleague Ben Miller will call you before noon to agree on the details of the delivery, which takes about two hours. ";

/// How often the text is checked.
const CHECKS: usize = 200;

/// What drafts are made from.
struct Desk {
    communications: Communications,
    mail: DocumentId,
    ours: DocumentId,
    notes: DocumentId,
    invitation: Option<DraftId>,
}

/// Prints the table.
pub(crate) fn run(plan: &Plan) -> Outcome<()> {
    let (sizes, drafts) = if plan.quick { ([50, 500], 20) } else { ([100, 10_000], 200) };
    println!("## Drafts\n");
    println!(
        "{drafts} drafts of each kind in an office in memory, half of whose documents are mails of as many people: \
         gathered, composed, checked and stored, one after the other; then the same draft as a mail and as a PDF. The \
         first draft of a process also makes the register of people.\n"
    );
    let table = Table::new(&[
        "documents",
        "kind",
        "drafts/s",
        "p50 ms",
        "p99 ms",
        "as mail p50 ms",
        "as PDF p50 ms",
        "first ms",
    ]);
    for documents in sizes {
        let measured = in_own_process("drafts", &[&documents.to_string(), &drafts.to_string()])?;
        for kind in DraftKind::ALL {
            let name = format!("{kind:?}");
            let Some(times) = measured.get(&name) else { continue };
            let cells =
                ["per_second", "p50_ms", "p99_ms", "mail_ms", "pdf_ms"].map(|cell| number(times, cell));
            let first =
                if kind == DraftKind::ALL[0] { figure(number(&measured, "first_ms")) } else { String::new() };
            let row = [documents.to_string(), name].into_iter().chain(cells.map(figure)).chain([first]);
            table.row(row.collect());
        }
    }
    println!(
        "\nA text written elsewhere, checked against a source: 1,000 words of letters with amounts, dates and names, \
         against as many words that say the same, {CHECKS} times.\n"
    );
    let table = Table::new(&["check", "p50 ms", "p99 ms"]);
    let mut times = Times::default();
    let text: String = std::iter::repeat_n(LETTER, 30).collect();
    let text: String = text.split_inclusive(' ').take(1_000).collect();
    let source = text.replace("thank you", "many thanks").replace("call you", "phone you");
    let sources = [CheckSource { name: "source".to_owned(), text: source }];
    for _ in 0..CHECKS {
        let begun = Instant::now();
        let report = check(&text, &sources, &ValueOptions::default());
        times.add(begun.elapsed());
        if report.values.is_empty() || report.statements.is_empty() {
            return Err("nothing was checked".into());
        }
    }
    table.row(vec!["1,000 words".to_owned(), figure(times.within(0.5)), figure(times.within(0.99))]);
    println!();
    Ok(())
}

/// Measures in this process: the count of documents, the count of drafts.
pub(crate) fn measured(arguments: &[&str]) -> Outcome<Value> {
    let [documents, drafts] = arguments else { return Err("drafts DOCUMENTS COUNT".into()) };
    let (documents, drafts) = (documents.parse()?, drafts.parse()?);
    tokio::runtime::Runtime::new()?.block_on(all(documents, drafts))
}

async fn all(documents: usize, drafts: usize) -> Outcome<Value> {
    let owner = Owner { addresses: vec!["bo@office.example".to_owned()] };
    let settings = Settings { owner: Some(owner), ..Settings::default() };
    let office = Office::builder().settings(settings).build().await?;
    for number in 0..documents {
        let text =
            format!("Note {number}.\n\nThe store {number} holds {number} chairs of colour {}.", number % 97);
        let source = match number % 2 {
            0 => Source::text(format!("note-{number}.txt"), text),
            _ => {
                let mail = format!(
                    "From: Person{number} Firm <p{number}@firm{number}.example>\r\nTo: bo@office.example\r\n\
                     Subject: Note {number}\r\nMessage-ID: <n{number}@firm{number}.example>\r\n\r\n{text}\r\n"
                );
                Source::bytes(format!("note-{number}.eml"), mail.into_bytes())
            }
        };
        office.documents().add(source).await?;
    }
    let add = async |name: &str, text: &str| -> Outcome<DocumentId> {
        Ok(office.documents().add(Source::bytes(name, text.as_bytes().to_vec())).await?.id)
    };
    add("terms.txt", "Our return policy.\n\nReturns are accepted within 30 days of delivery.").await?;
    let mut desk = Desk {
        communications: office.communications().clone(),
        mail: add("mail.eml", MAIL).await?,
        ours: add("ours.eml", OURS).await?,
        notes: add("notes.md", NOTES).await?,
        invitation: None,
    };
    let begun = Instant::now();
    let invitation = desk.communications.draft(desk.request(DraftKind::Invitation, 0)).await?;
    let first = begun.elapsed().as_secs_f64() * 1_000.0;
    desk.invitation = Some(invitation.id);
    let mut measured = serde_json::Map::new();
    measured.insert("first_ms".to_owned(), json!(first));
    for kind in DraftKind::ALL {
        let [mut times, mut mails, mut pdfs] = [const { Times::NONE }; 3];
        for number in 0..drafts {
            let begun = Instant::now();
            let draft = desk.communications.draft(desk.request(kind, number)).await?;
            times.add(begun.elapsed());
            let begun = Instant::now();
            render::eml(&draft)?;
            mails.add(begun.elapsed());
            let begun = Instant::now();
            render::pdf(&draft, &render::RenderOptions::default())?;
            pdfs.add(begun.elapsed());
        }
        measured.insert(
            format!("{kind:?}"),
            json!({
                "per_second": 1_000.0 / times.mean(),
                "p50_ms": times.within(0.5),
                "p99_ms": times.within(0.99),
                "mail_ms": mails.within(0.5),
                "pdf_ms": pdfs.within(0.5),
            }),
        );
    }
    Ok(Value::Object(measured))
}

impl Desk {
    fn request(&self, kind: DraftKind, number: usize) -> DraftRequest {
        use DraftKind as K;
        let ann = Mailbox { name: Some("Ann Weber".to_owned()), address: "ann@shop.example".to_owned() };
        let said = format!("Note {number}: we pay EUR 500.00 on 4 December 2026.");
        let new = DraftRequest::new(kind).subject(format!("Matter {number}")).saying(said);
        let meeting = MeetingRequest::new(datetime(2026, 12, 4, 10, 0, 0, 0), 60);
        match kind {
            K::Reply => new.answering(self.mail.clone()),
            K::FollowUp => new.answering(self.ours.clone()),
            K::Reminder | K::Memo | K::Minutes | K::Agenda | K::StatusReport => {
                new.to(ann).about(self.notes.clone())
            }
            K::NewMail | K::Letter | K::Announcement => new.to(ann),
            K::Invitation => new.to(ann).meeting(meeting),
            K::Reschedule => DraftRequest { changes: self.invitation.clone(), ..new.meeting(meeting) },
            K::Cancellation => DraftRequest { changes: self.invitation.clone(), ..new },
            K::Rsvp => DraftRequest {
                changes: self.invitation.clone(),
                participation: Some(Participation::Accepted),
                ..new.from(ann)
            },
        }
    }
}
