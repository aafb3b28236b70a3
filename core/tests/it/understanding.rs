//! What understanding finds in files of an office, each statement with words that stand in the file.

use jiff::civil::{Date, date, datetime};
use secretariat::documents::facts::{Brief, DeadlineKind};
use secretariat::documents::understand::{Context, understand};
use secretariat::documents::{ParsedDocument, parse};
use secretariat::evidence::{Evidence, TextIndex};
use secretariat::settings::Limits;

fn brief(text: &str, name: &str) -> Brief {
    let document = parse(text.as_bytes(), name, &Limits::default()).unwrap();
    read(&document, name)
}

fn read(document: &ParsedDocument, name: &str) -> Brief {
    let context = Context {
        document: "doc_00000000000000000000000001".parse().unwrap(),
        name: name.to_owned(),
        now: datetime(2026, 11, 23, 9, 0, 0, 0),
    };
    understand(document, &context)
}

fn mail(body: &str) -> String {
    format!(
        "From: Ann <ann@shop.example>\r\nTo: Bo <bo@office.example>\r\nSubject: Chairs\r\n\
         Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\nDear Bo,\r\n\r\n{body}\r\n\r\nKind regards\r\nAnn\r\n"
    )
}

fn dues(brief: &Brief) -> Vec<(DeadlineKind, Date)> {
    brief.deadlines.iter().map(|deadline| (deadline.kind, deadline.due)).collect()
}

#[test]
fn a_length_of_time_behind_the_day_counts_back_from_it() {
    let text = "# Mietvertrag\n\nZwischen Kopie GmbH und Büro AG.\n\n(2) Eine Kündigung zum 31. August 2027 muss der \
                Gegenseite drei Monate vorher zugegangen sein.\n";
    let brief = brief(text, "mietvertrag.md");
    assert!(dues(&brief).iter().all(|(_, due)| *due == date(2027, 5, 31)), "{:?}", dues(&brief));
}

#[test]
fn terms_of_payment_count_from_the_date_of_the_bill() {
    let text = "# Rechnung 4711\n\nRechnungsdatum: 16.11.2026\n\nBitte zahlen Sie innerhalb von 14 Tagen ohne Abzug.\n";
    assert_eq!(dues(&brief(text, "rechnung.md")), [(DeadlineKind::Payment, date(2026, 11, 30))]);
    let paid = format!("{text}\nBetrag dankend erhalten am 17.11.2026.\n");
    assert_eq!(dues(&brief(&paid, "rechnung.md")), []);
}

#[test]
fn thanks_at_the_beginning_do_not_end_a_letter() {
    let text = mail("Many thanks for the enquiry.\r\n\r\nOur offer is valid until 4 December 2026.");
    assert_eq!(dues(&brief(&text, "offer.eml")), [(DeadlineKind::Validity, date(2026, 12, 4))]);
}

#[test]
fn the_last_day_for_notice_is_found_from_the_end_of_the_term() {
    let text = "# Mietvertrag\n\n§ 2 Der Vertrag endet am 31.03.2027.\n\n§ 3 Er verlängert sich um ein Jahr, wenn er nicht mindestens drei Monate vor Ablauf gekündigt wird.\n";
    assert!(dues(&brief(text, "vertrag.md")).contains(&(DeadlineKind::Notice, date(2026, 12, 31))));
}

#[test]
fn requests_and_questions_of_a_mail_are_found_and_its_courtesy_is_not() {
    let found = brief(
        &mail(
            "How are you? Could you send us the signed form by Thursday? Which colour do you prefer? Please do not hesitate to call.",
        ),
        "a.eml",
    );
    let tasks: Vec<_> = found.tasks.iter().map(|task| (task.title.as_str(), task.due)).collect();
    assert_eq!(tasks, [("Could you send us the signed form by Thursday?", Some(date(2026, 11, 26)))]);
    assert!(found.questions.iter().any(|question| question.text == "Which colour do you prefer?"));
    assert!(found.questions.iter().all(|question| !question.text.contains("How are you")));
}

#[test]
fn quoted_history_asks_nothing() {
    let found = brief(
        &mail("All done, nothing more to do.\r\n\r\n> Could you call me by Monday?\r\n> Who pays?"),
        "a.eml",
    );
    assert_eq!((found.tasks.len(), found.questions.len(), found.deadlines.len()), (0, 0, 0));
}

#[test]
fn ticked_boxes_are_done_and_others_wait() {
    let found =
        brief("# Notes 23 November 2026\n\n- [x] post letters\n- [ ] order flowers by Friday\n", "notes.md");
    let open: Vec<_> = found.tasks.iter().filter(|task| !task.done).collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].due, Some(date(2026, 11, 27)));
}

#[test]
fn wrong_weekdays_and_wrong_sums_are_found() {
    let text = "# Invoice 7\n\nDate: 16 November 2026\n\nWe meet on Friday, 10 December 2026.\n\n\
        | Item | Qty | Price | Amount |\n|---|---|---|---|\n| Lamp | 2 | 10.00 | 20.00 |\n| Desk | 3 | 50.00 | 150.00 |\n| Total | | | 180.00 |\n";
    let codes: Vec<_> = brief(text, "invoice.md").findings.into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["total_mismatch", "weekday_mismatch"]);
}

#[test]
fn every_quote_stands_at_its_span_in_the_sample_inbox() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/files");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(document) = parse(&std::fs::read(&path).unwrap(), &name, &Limits::default()) else { continue };
        let found = read(&document, &name);
        let index = TextIndex::new(&document.text);
        let check = |evidence: &Evidence| assert_eq!(index.slice(evidence.span), evidence.quote, "{name}");
        found.deadlines.iter().for_each(|deadline| check(&deadline.evidence));
        found.tasks.iter().for_each(|task| check(&task.evidence));
        found.questions.iter().for_each(|question| check(&question.evidence));
        found.findings.iter().filter_map(|finding| finding.evidence.as_ref()).for_each(check);
        found.summary.iter().for_each(check);
    }
}

#[test]
fn who_was_there_and_does_something_has_a_task() {
    let text = "# Team meeting\n\nPresent: Orla, Ben, Fiona\n\n\
                - The lamp flickers again; Orla orders a new one.\n\
                - Fiona thinks the caterer was dear.\n- Lease: countersigned 12 June\n";
    let found = brief(text, "minutes.md");
    let tasks: Vec<_> = found.tasks.iter().map(|task| (task.assignee.as_deref(), task.done)).collect();
    assert!(tasks.contains(&(Some("Orla"), false)), "{tasks:?}");
    assert!(!tasks.contains(&(Some("Fiona"), false)), "{tasks:?}");
    assert!(found.tasks.iter().all(|task| task.done || !task.title.starts_with("Lease")), "{tasks:?}");
}
