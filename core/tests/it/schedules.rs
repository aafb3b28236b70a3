//! Schedules: what fires, when, and how often.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secretariat::agents::RunKind;
use secretariat::clock::{Clock, FixedClock};
use secretariat::documents::facts::DocumentKind;
use secretariat::id::ScheduleId;
use secretariat::people::{MemberChange, NewMember};
use secretariat::rights::Role;
use secretariat::schedules::{
    NewSchedule, Schedule, ScheduleFiring, ScheduleState, ScheduleWhen, ScheduledRun,
};
use secretariat::settings::{Owner, Settings};
use secretariat::storage::Storage;
use secretariat::storage::sqlite::Sqlite;
use secretariat::{ErrorKind, Office, OfficeBuilder, Source};
use serde_json::{Value, json};

use crate::agents::playing::Told;
use crate::agents::world::soon;

/// A clock that starts at a time and goes on as that of the machine.
#[derive(Debug)]
struct From(Timestamp, std::time::Instant);

impl From {
    fn at(time: &str) -> Arc<Self> {
        Arc::new(Self(time.parse().unwrap(), std::time::Instant::now()))
    }
}

impl Clock for From {
    fn now(&self) -> Timestamp {
        self.0 + SignedDuration::try_from(self.1.elapsed()).unwrap()
    }
}

fn builder() -> OfficeBuilder {
    let owner = Some(Owner { addresses: vec!["us@ours.example".to_owned()] });
    Office::builder()
        .settings(Settings { owner, ..Settings::default() })
        .playbook(Arc::new(Told::new(|_, input| async { Ok(input) })))
}

async fn office() -> Office {
    builder().build().await.unwrap()
}

/// A schedule that plays a playbook, which takes any input that counts.
fn plays(when: ScheduleWhen, mut input: Value) -> NewSchedule {
    input["n"] = json!(1);
    NewSchedule {
        name: "Test".to_owned(),
        when,
        run: ScheduledRun::Play { playbook: "told".to_owned(), input },
    }
}

/// Waits until a schedule has fired so often, oldest first.
async fn fired(office: &Office, id: &ScheduleId, count: usize) -> Vec<ScheduleFiring> {
    soon(async {
        loop {
            let mut all = office.schedules().firings(id, None, 100).await.unwrap().0;
            if all.len() >= count {
                all.reverse();
                return all;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

/// Waits until a schedule stands so.
async fn stands(office: &Office, id: &ScheduleId, state: ScheduleState) -> Schedule {
    soon(async {
        loop {
            let schedule = office.schedules().get(id).await.unwrap();
            if schedule.state == state {
                return schedule;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

async fn output(office: &Office, firing: &ScheduleFiring) -> Value {
    soon(office.agents().wait(&firing.run)).await.unwrap().output.unwrap()
}

/// How many runs there are at all.
async fn runs(office: &Office) -> usize {
    office.agents().list(None, None, 1_000).await.unwrap().0.len()
}

fn mail(from: &str, subject: &str, text: &str) -> Source {
    let id = format!("{from}/{subject}").replace(['@', '/', ' '], "-");
    let mail = format!(
        "From: <{from}>\r\nTo: us@ours.example\r\nSubject: {subject}\r\nMessage-ID: <{id}@x.example>\r\n\
         Date: Fri, 20 Nov 2026 11:48:33 +0000\r\n\r\n{text}\r\n"
    );
    Source::bytes(format!("{id}.eml"), mail.into_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_after_a_while_fires_once_and_is_over() {
    let office = office().await;
    let new = plays(ScheduleWhen::After { seconds: 0 }, json!({"at": "{now}"}));
    let schedule = office.schedules().add(new).await.unwrap();
    let over = stands(&office, &schedule.id, ScheduleState::Over).await;
    assert_eq!(over.next, None);
    let all = fired(&office, &schedule.id, 1).await;
    assert_eq!(all.len(), 1);
    let run = office.agents().run(&all[0].run).await.unwrap();
    assert_eq!(run.kind, RunKind::Playbook);
    let told = output(&office, &all[0]).await;
    assert!(told["at"].as_str().unwrap().parse::<Timestamp>().is_ok(), "{told}");
    assert_eq!(office.schedules().pause(&schedule.id).await.unwrap_err().kind(), ErrorKind::Conflict);
    assert_eq!(runs(&office).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crontab_line_fires_at_its_time_and_waits_for_the_next() {
    let office = builder().clock(From::at("2026-11-27T08:29:59Z")).build().await.unwrap();
    let when =
        ScheduleWhen::Cron { cron: "30 9 * * *".to_owned(), time_zone: Some("Europe/Berlin".to_owned()) };
    let schedule = office.schedules().add(plays(when, json!({}))).await.unwrap();
    assert_eq!(schedule.next.unwrap().to_string(), "2026-11-27T08:30:00Z");
    let all = fired(&office, &schedule.id, 1).await;
    assert_eq!((all.len(), all[0].occasion.as_str()), (1, "2026-11-27T08:30:00Z"));
    let now = office.schedules().get(&schedule.id).await.unwrap();
    assert_eq!(now.next.unwrap().to_string(), "2026-11-28T08:30:00Z");
    assert_eq!(now.state, ScheduleState::Active);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_missed_is_made_up_for_once_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let open = |time: &str| builder().folder(folder.path()).clock(From::at(time)).build();
    let office = open("2026-11-27T08:00:00Z").await.unwrap();
    let when = ScheduleWhen::Cron { cron: "30 9 * * *".to_owned(), time_zone: None };
    let schedule = office.schedules().add(plays(when, json!({}))).await.unwrap();
    let at = ScheduleWhen::At { at: "2026-11-28T00:00:00Z".parse().unwrap() };
    let once = office.schedules().add(plays(at, json!({}))).await.unwrap();
    office.close().await.unwrap();
    // The machine was off for five days. The worker's clock is that of the machine: its work sleeps still.
    let storage: Arc<dyn Storage> = Arc::new(
        Sqlite::open(&folder.path().join("office.sqlite"), OfficeBuilder::collections()).await.unwrap(),
    );
    crate::schedules::wake(&storage).await;
    storage.close().await.unwrap();
    let office = open("2026-12-02T12:00:00Z").await.unwrap();
    let all = fired(&office, &schedule.id, 1).await;
    assert_eq!(all[0].occasion, "2026-11-27T09:30:00Z", "the first that was missed");
    fired(&office, &once.id, 1).await;
    stands(&office, &once.id, ScheduleState::Over).await;
    let now = office.schedules().get(&schedule.id).await.unwrap();
    assert_eq!(now.next.unwrap().to_string(), "2026-12-03T09:30:00Z");
    assert_eq!(runs(&office).await, 2);
    office.close().await.unwrap();
}

/// Lets all work be due, as after a long time.
async fn wake(storage: &Arc<dyn Storage>) {
    use secretariat::storage::{AttributeValue, Batch, Expect, Put, Query};
    let workspace = secretariat::id::WorkspaceId::default_workspace();
    for mut record in storage.query(Query::new(workspace.clone(), "work")).await.unwrap().records {
        record.attributes.insert("wake_at", AttributeValue::Integer(0));
        let mut batch = Batch::new(workspace.clone());
        batch.puts.push(Put { record, expect: Expect::Any });
        storage.commit(batch).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_document_of_its_kind_and_sender_starts_one_run() {
    let office = office().await;
    let when = ScheduleWhen::DocumentAdded {
        kinds: vec![DocumentKind::Mail],
        from: vec!["nordwall.example".to_owned()],
    };
    let schedule = office.schedules().add(plays(when, json!({"documents": ["{document}"]}))).await.unwrap();
    let invoice = |from: &str, number: u32| {
        let text = format!("Invoice no. {number}\r\nTotal: 250.00 EUR\r\nPlease pay until 4 December 2026.");
        mail(from, &format!("Invoice {number}"), &text)
    };
    let ours = office.documents().add(invoice("bills@office.nordwall.example", 1)).await.unwrap();
    assert_eq!(ours.brief.kind, DocumentKind::Mail, "the sample is a mail");
    office.documents().add(invoice("bills@other.example", 2)).await.unwrap();
    office.documents().add(Source::text("nordwall.txt", "A note on Nordwall.")).await.unwrap();
    // The same file again is no new document.
    office.documents().add(invoice("bills@office.nordwall.example", 1)).await.unwrap();
    let by_job = office.documents().submit(vec![invoice("bills@nordwall.example", 3)]).wait().await.unwrap();
    let by_job = by_job.into_iter().next().unwrap().result.unwrap();
    let all = fired(&office, &schedule.id, 2).await;
    let mut seen: Vec<&str> = all.iter().map(|firing| firing.occasion.as_str()).collect();
    seen.sort_unstable();
    let mut expected = [ours.id.to_string(), by_job.id.to_string()];
    expected.sort_unstable();
    assert_eq!(seen, expected);
    let told = output(&office, &all[0]).await;
    assert_eq!(told, json!({"documents": [all[0].occasion], "n": 1}));
    assert_eq!(runs(&office).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attachment_is_from_who_sent_its_message() {
    let office = office().await;
    let when =
        ScheduleWhen::DocumentAdded { kinds: Vec::new(), from: vec!["bills@nordwall.example".to_owned()] };
    let schedule = office.schedules().add(plays(when, json!({}))).await.unwrap();
    let letter = "From: <bills@nordwall.example>\r\nTo: us@ours.example\r\nSubject: Papers\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n\
        --b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n\
        Twelve chairs.\r\n--b--\r\n";
    let mail = office.documents().add(Source::bytes("papers.eml", letter.as_bytes().to_vec())).await.unwrap();
    assert_eq!(mail.attachments.len(), 1, "the sample has an attachment");
    let mut seen: Vec<String> =
        fired(&office, &schedule.id, 2).await.into_iter().map(|firing| firing.occasion).collect();
    seen.sort_unstable();
    let mut expected = vec![mail.id.to_string(), mail.attachments[0].to_string()];
    expected.sort_unstable();
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_came_in_start_runs_and_own_ones_and_files_do_not() {
    let office = office().await;
    let when = ScheduleWhen::MailReceived { from: Vec::new() };
    let schedule = office.schedules().add(plays(when, json!({"mail": "{document}"}))).await.unwrap();
    office.documents().add(mail("us@ours.example", "Our answer", "Twelve chairs.")).await.unwrap();
    office.documents().add(Source::text("note.txt", "A note.")).await.unwrap();
    let came = office.documents().add(mail("ann@them.example", "Chairs", "Twelve chairs?")).await.unwrap();
    let all = fired(&office, &schedule.id, 1).await;
    assert_eq!(all[0].occasion, came.id.as_str());
    assert_eq!(runs(&office).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_that_comes_near_starts_one_run_whenever_it_is_looked_for() {
    let clock = || Arc::new(FixedClock::new("2026-11-27T10:00:00Z".parse().unwrap()));
    let office = builder().clock(clock()).build().await.unwrap();
    let letter =
        |day: &str| Source::text(format!("{day}.txt"), format!("Please pay the invoice by {day} 2026."));
    let known = office.documents().add(letter("1 December")).await.unwrap();
    assert_eq!(known.brief.deadlines.len(), 1, "the sample has a deadline");
    let when = ScheduleWhen::DeadlineNear { days_before: 7 };
    let new = plays(when, json!({"of": "{document}", "due": "{due}"}));
    let schedule = office.schedules().add(new).await.unwrap();
    // What is there already is found at once; what comes later, when it comes; what is far, not yet.
    fired(&office, &schedule.id, 1).await;
    office.documents().add(letter("20 December")).await.unwrap();
    office.documents().add(letter("2 December")).await.unwrap();
    let all = fired(&office, &schedule.id, 2).await;
    let first = all.iter().find(|firing| firing.occasion.starts_with(known.id.as_str())).unwrap();
    let told = output(&office, first).await;
    assert_eq!(told, json!({"of": known.id, "due": "2026-12-01", "n": 1}));
    // Pausing and resuming looks again, and starts nothing twice.
    office.schedules().pause(&schedule.id).await.unwrap();
    let resumed = office.schedules().resume(&schedule.id).await.unwrap();
    assert_eq!(resumed.turn, 2);
    soon(async {
        while office.schedules().get(&schedule.id).await.unwrap().next == resumed.next {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    assert_eq!(runs(&office).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_schedule_and_a_removed_one_start_nothing() {
    let office = office().await;
    let when = || ScheduleWhen::DocumentAdded { kinds: Vec::new(), from: Vec::new() };
    let paused = office.schedules().add(plays(when(), json!({}))).await.unwrap();
    let removed = office.schedules().add(plays(when(), json!({}))).await.unwrap();
    let kept = office.schedules().add(plays(when(), json!({}))).await.unwrap();
    office.schedules().pause(&paused.id).await.unwrap();
    assert_eq!(office.schedules().pause(&paused.id).await.unwrap().turn, 1, "twice counts once");
    office.schedules().remove(&removed.id).await.unwrap();
    assert_eq!(office.schedules().get(&removed.id).await.unwrap_err().kind(), ErrorKind::NotFound);
    office.documents().add(Source::text("a.txt", "A note.")).await.unwrap();
    fired(&office, &kept.id, 1).await;
    office.schedules().resume(&paused.id).await.unwrap();
    office.documents().add(Source::text("b.txt", "Another note.")).await.unwrap();
    fired(&office, &kept.id, 2).await;
    assert_eq!(fired(&office, &paused.id, 1).await.len(), 1, "what came while it paused is not made up for");
    assert_eq!(runs(&office).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_of_who_lost_the_right_stops_and_says_why() {
    let office = office().await;
    let member = office.people().add(NewMember::new("Ann", Role::Editor)).await.unwrap();
    let ann = office.acting_as(&member.id).unwrap();
    let when = ScheduleWhen::DocumentAdded { kinds: Vec::new(), from: Vec::new() };
    let schedule = ann.schedules().add(plays(when, json!({}))).await.unwrap();
    office.documents().add(Source::text("a.txt", "A note.")).await.unwrap();
    let firing = fired(&office, &schedule.id, 1).await.remove(0);
    assert_eq!(office.agents().run(&firing.run).await.unwrap().actor, schedule.requested_by);
    let suspended = MemberChange { active: Some(false), ..MemberChange::default() };
    office.people().change(&member.id, suspended).await.unwrap();
    office.documents().add(Source::text("b.txt", "Another note.")).await.unwrap();
    let stopped = stands(&office, &schedule.id, ScheduleState::Stopped).await;
    assert!(stopped.note.unwrap().contains(member.id.as_str()));
    assert_eq!(runs(&office).await, 1);
    // Somebody who may takes it over.
    let resumed = office.schedules().resume(&schedule.id).await.unwrap();
    assert_eq!(resumed.requested_by.to_string(), "owner");
    office.documents().add(Source::text("c.txt", "A third note.")).await.unwrap();
    fired(&office, &schedule.id, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_offices_on_one_database_start_each_run_once() {
    let folder = tempfile::tempdir().unwrap();
    let storage: Arc<dyn Storage> =
        Arc::new(Sqlite::open(&folder.path().join("two.db"), OfficeBuilder::collections()).await.unwrap());
    let one = builder().storage(Arc::clone(&storage)).build().await.unwrap();
    let two = builder().storage(Arc::clone(&storage)).build().await.unwrap();
    let when = ScheduleWhen::DocumentAdded { kinds: Vec::new(), from: Vec::new() };
    let schedule = one.schedules().add(plays(when, json!({}))).await.unwrap();
    for number in 0..10 {
        let office = if number % 2 == 0 { &one } else { &two };
        office
            .documents()
            .add(Source::text(format!("{number}.txt"), format!("Note {number}.")))
            .await
            .unwrap();
    }
    let all = fired(&one, &schedule.id, 10).await;
    for firing in &all {
        output(&one, firing).await;
    }
    assert_eq!((all.len(), runs(&two).await), (10, 10));
}

#[tokio::test]
async fn what_can_never_work_is_refused_when_it_is_added() {
    let office = office().await;
    let cron = |cron: &str, zone: Option<&str>| ScheduleWhen::Cron {
        cron: cron.to_owned(),
        time_zone: zone.map(str::to_owned),
    };
    let never = ScheduleWhen::At { at: Timestamp::MAX };
    for (new, kind) in [
        (plays(cron("* * *", None), json!({})), ErrorKind::InvalidInput),
        (plays(cron("0 0 30 2 *", None), json!({})), ErrorKind::InvalidInput),
        (plays(cron("* * * * *", Some("Mars/One")), json!({})), ErrorKind::InvalidInput),
        (plays(never.clone(), json!({"a": "{document}"})), ErrorKind::InvalidInput),
        (plays(ScheduleWhen::DeadlineNear { days_before: 9_999 }, json!({})), ErrorKind::InvalidInput),
        (
            plays(ScheduleWhen::MailReceived { from: vec![" ".to_owned()] }, json!({})),
            ErrorKind::InvalidInput,
        ),
        (NewSchedule { name: " ".to_owned(), ..plays(never.clone(), json!({})) }, ErrorKind::InvalidInput),
        (
            NewSchedule {
                run: ScheduledRun::Play { playbook: "nothing".to_owned(), input: json!({}) },
                ..plays(never, json!({}))
            },
            ErrorKind::NotFound,
        ),
    ] {
        let error = office.schedules().add(new.clone()).await.expect_err(&format!("{new:?}"));
        assert_eq!(error.kind(), kind, "{new:?}: {error}");
    }
    assert!(office.schedules().list(None, None, 10).await.unwrap().0.is_empty());
}
