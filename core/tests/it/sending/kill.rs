//! Kills workers in every state of a delivery and cuts the server at every step of the dialogue, again and again:
//! nothing is sent twice, nothing is lost, and what cannot be known is in doubt.
//!
//! Deliveries go out in rounds of four. The server closes the connections of some of them at a step, and at another
//! has the worker killed, whatever the others are doing at that time. A killed worker's claims are made to run out,
//! as they would after its lease.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use secretariat::communications::{Delivery, DeliveryState, DeliveryVerdict, SendOptions};
use secretariat::id::WorkspaceId;
use secretariat::settings::Settings;
use secretariat::storage::postgres::Postgres;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{AttributeValue, Batch, Expect, Put, Query, Storage};
use secretariat::{ErrorKind, Office, OfficeBuilder};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

use super::office::{draft, mail, store};
use super::server::{How, Reached, Server, Step};

/// What a child is told: the address of the office, a space, that of the server.
const ROLE: &str = "SECRETARIAT_TEST_SENDER";
const RUNS: usize = 60;
const RUNS_FULL: usize = 1_000;
/// Where no sent mail is filed.
const NOWHERE: &str = "-";
/// Deliveries of a round.
const EACH: usize = 4;

fn settings(server: &str, sent: &str, workers: usize) -> Settings {
    let mut mail = mail(server);
    if sent != NOWHERE {
        mail.sent = Some(secretariat::settings::ServiceUrl::from(sent));
        // The server files what it takes: what is not there was not sent.
        mail.retries.absent_is_unsent = true;
    }
    (mail.retries.attempts, mail.retries.first_millis, mail.retries.most_millis) = (1_000, 10, 50);
    (mail.parallel, mail.step_millis) = (EACH, 5_000);
    Settings { mail: Some(mail), workers: Some(workers), ..Settings::default() }
}

async fn open(address: &str, server: &str, sent: &str, workers: usize) -> Office {
    Office::builder().folder(address).settings(settings(server, sent, workers)).build().await.unwrap()
}

/// The role of the child: sends until it is killed.
#[expect(clippy::disallowed_methods, reason = "the test tells its child what to do")]
#[test]
fn sender_of_the_kill_test() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let parts: Vec<&str> = role.split(' ').collect();
    let [address, server, sent] = parts.as_slice() else { panic!("{role}") };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let _office = open(address, server, sent, 8).await;
        std::future::pending::<()>().await;
    });
}

struct Killer {
    role: String,
    child: Child,
    storage: Arc<dyn Storage>,
    killed: usize,
}

fn start(role: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sending::kill::sender_of_the_kill_test", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

impl Killer {
    /// Kills the worker, lets its claims run out, and starts another.
    async fn kill(&mut self, reached: Option<Reached>) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.killed += 1;
        // Who waits at the place has gone on if the test has.
        reached.map(|reached| reached.send(()));
        self.expire().await;
        self.child = start(&self.role);
    }

    /// Lets the claims of the dead run out. A database may still end what the dead had begun: then it looks again.
    async fn expire(&self) {
        let home = WorkspaceId::default_workspace();
        let query = || Query { limit: 500, ..Query::new(home.clone(), "work") };
        loop {
            let mut missed = false;
            for mut record in self.storage.query(query()).await.unwrap().records {
                let held = match record.attributes.get("lease_until") {
                    Some(AttributeValue::Integer(until)) => *until > 0,
                    _ => false,
                };
                if !held {
                    continue;
                }
                record.attributes.insert("lease_until", AttributeValue::Integer(0));
                let expect = Expect::Version(record.version);
                let mut batch = Batch::new(home.clone());
                batch.puts.push(Put { record, expect });
                match self.storage.commit(batch).await {
                    Err(error) if error.kind() == ErrorKind::Conflict => missed = true,
                    outcome => drop(outcome.unwrap()),
                }
            }
            if !missed {
                return;
            }
        }
    }
}

/// Scripts a round: the place of the kill, then that of two cuts; the fourth goes well.
fn script(server: &Server, round: usize) {
    let step = |number: usize| Step::ALL[number % Step::ALL.len()];
    server.plan(step(round), How::Kill);
    server.plan(step(round / 2 + 3), How::Cut);
    server.plan(step(round / 3 + 6), How::Cut);
}

async fn all(office: &Office) -> Vec<Delivery> {
    let (outbox, mut all, mut cursor) = (office.communications().outbox(), Vec::new(), None);
    loop {
        let (page, next) = outbox.list(None, cursor, 200).await.unwrap();
        all.extend(page);
        match next {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
}

/// Says whether a delivery goes on by itself.
fn goes_on(delivery: &Delivery) -> bool {
    match delivery.state {
        DeliveryState::InDoubt => {
            !delivery.reason().is_some_and(|why| why.contains("not sent again by itself"))
        }
        state => !matches!(state, DeliveryState::Sent | DeliveryState::Failed | DeliveryState::Cancelled),
    }
}

/// Says whether a delivery was given up because every worker that took it was killed: it had bad luck, and an operator
/// has it done again.
fn is_parked(delivery: &Delivery) -> bool {
    delivery.state == DeliveryState::Failed
        && delivery.reason().is_some_and(|why| why.contains("workers in a row ended"))
}

/// Waits until no delivery goes on by itself; the server may still have somebody killed.
async fn settle(
    office: &Office,
    killer: &mut Killer,
    kills: &mut UnboundedReceiver<Reached>,
) -> Vec<Delivery> {
    for _ in 0..3_000 {
        while let Ok(reached) = kills.try_recv() {
            killer.kill(Some(reached)).await;
        }
        let all = all(office).await;
        if !all.iter().any(goes_on) {
            return all;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("deliveries go on for ever")
}

async fn survive(address: &str, storage: Arc<dyn Storage>) {
    let runs = crate::counts::kills(RUNS, RUNS_FULL);
    let (server, mut kills) = Server::start_with(&["8BITMIME"], None).await;
    let office = open(address, &server.url(), NOWHERE, 0).await;
    let outbox = office.communications().outbox();
    let role = format!("{address} {} {NOWHERE}", server.url());
    let mut killer = Killer { child: start(&role), role, storage: storage.clone(), killed: 0 };
    for round in 0..runs / EACH {
        script(&server, round);
        for number in 0..EACH {
            let draft = draft(&format!("Number {number} of round {round}."), &["ben@them.example"]);
            store(storage.as_ref(), &draft).await;
            let proposed = outbox.send(&draft.id, SendOptions::default()).await.unwrap();
            outbox.approve(&proposed.id).await.unwrap();
        }
        // The kill comes from the server, or, every fifth time, from nowhere.
        let reached = match round % 5 {
            4 => None,
            _ => tokio::time::timeout(Duration::from_secs(20), kills.recv()).await.unwrap(),
        };
        killer.kill(reached).await;
    }
    let over = settle(&office, &mut killer, &mut kills).await;
    let counts = server.counts();
    let taken = |delivery: &Delivery| counts.get(&delivery.message_id).copied().unwrap_or_default();
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for delivery in &over {
        *states.entry(delivery.state.name()).or_default() += 1;
        let times = taken(delivery);
        assert!(times <= 1, "{} was taken {times} times: {:?}", delivery.id, delivery.history);
        let is_sent = delivery.state == DeliveryState::Sent;
        let is_parked = is_parked(delivery) && times == 0;
        assert!(is_sent || is_parked || delivery.state == DeliveryState::InDoubt, "{:?}", delivery.history);
        assert!(
            !is_sent || times == 1,
            "{} is said to be sent, and was not: {:?}",
            delivery.id,
            delivery.history
        );
    }
    let taken_in_doubt =
        over.iter().filter(|it| it.state == DeliveryState::InDoubt && taken(it) == 1).count();
    let doubts = states.get("in_doubt").copied().unwrap_or_default();
    // The operator looks into the log of the server, and decides.
    for delivery in over.iter().filter(|delivery| delivery.state == DeliveryState::InDoubt) {
        let verdict = if taken(delivery) == 1 { DeliveryVerdict::Sent } else { DeliveryVerdict::SendAgain };
        outbox.resolve(&delivery.id, verdict).await.unwrap();
    }
    for delivery in over.iter().filter(|delivery| is_parked(delivery)) {
        outbox.retry(&delivery.id).await.unwrap();
    }
    let over = settle(&office, &mut killer, &mut kills).await;
    let counts = server.counts();
    assert_eq!(over.len(), runs / EACH * EACH, "none is lost");
    for delivery in &over {
        assert_eq!(delivery.state, DeliveryState::Sent, "{:?}", delivery.history);
        assert_eq!(counts.get(&delivery.message_id), Some(&1), "{} once", delivery.id);
    }
    killer.child.kill().unwrap();
    killer.child.wait().unwrap();
    println!(
        "{} deliveries, {} workers killed, {} connections: {} taken, 0 twice, 0 lost; {doubts} in doubt, of which \
         {taken_in_doubt} had been taken",
        over.len(),
        killer.killed,
        server.connections(),
        counts.len(),
    );
    assert!(doubts > 0 && killer.killed >= runs / EACH);
    office.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_senders_and_cut_lines_send_nothing_twice_and_lose_nothing_on_sqlite() {
    let folder = TempDir::new().unwrap();
    // The office makes its database; what watches it opens the same file.
    drop(open(folder.path().to_str().unwrap(), "smtp://127.0.0.1:1?tls=none", NOWHERE, 0).await);
    let path = folder.path().join("office.sqlite");
    let storage = Arc::new(Sqlite::open(&path, OfficeBuilder::collections()).await.unwrap());
    survive(folder.path().to_str().unwrap(), storage).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_senders_and_cut_lines_send_nothing_twice_and_lose_nothing_on_postgres() {
    let Some(server) = crate::services::postgres() else { return };
    let url = crate::postgres::database(&server).await;
    let storage = Arc::new(Postgres::open(&url, OfficeBuilder::collections()).await.unwrap());
    survive(&url, storage).await;
}

/// What is taken is filed by the server before it dies or the worker is killed: it is found there, and what is not
/// there is sent again, so that in the end everybody has everything once.
#[cfg(feature = "imap")]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_doubt_is_found_among_the_mail_that_the_server_has_filed() {
    let Some(home) = crate::mailbox::Home::new() else { return };
    let folder = TempDir::new().unwrap();
    let address = folder.path().to_str().unwrap();
    let sent = format!("{}&filed=server", home.url);
    let (server, mut kills) = Server::start_with(&["8BITMIME"], None).await;
    server.file_into(Arc::new(home.open("").await));
    let office = open(address, &server.url(), &sent, 0).await;
    let storage: Arc<dyn Storage> = Arc::new(
        Sqlite::open(&folder.path().join("office.sqlite"), OfficeBuilder::collections()).await.unwrap(),
    );
    let outbox = office.communications().outbox();
    let role = format!("{address} {} {sent}", server.url());
    let mut killer = Killer { child: start(&role), role, storage: storage.clone(), killed: 0 };
    let runs = crate::counts::kills(40, 200);
    for _ in 0..runs / EACH {
        server.plan(Step::Taken, How::Kill);
        server.plan(Step::Taken, How::Cut);
        server.plan(Step::Dot, How::Cut);
        server.plan(Step::Taken, How::Cut);
        for number in 0..EACH {
            let draft = draft(&format!("Number {number}."), &["ben@them.example"]);
            store(storage.as_ref(), &draft).await;
            let proposed = outbox.send(&draft.id, SendOptions::default()).await.unwrap();
            outbox.approve(&proposed.id).await.unwrap();
        }
        let reached = tokio::time::timeout(Duration::from_secs(30), kills.recv()).await.unwrap();
        killer.kill(reached).await;
    }
    let over = settle(&office, &mut killer, &mut kills).await;
    drop(killer.child.kill());
    drop(killer.child.wait());
    let counts = server.counts();
    let doubted =
        |delivery: &&Delivery| delivery.history.iter().any(|step| step.state == DeliveryState::InDoubt);
    let in_doubt: Vec<&Delivery> = over.iter().filter(doubted).collect();
    let resolved = in_doubt.iter().filter(|delivery| delivery.state == DeliveryState::Sent).count();
    let found = |delivery: &&&Delivery| {
        delivery.reason().is_some_and(|reason| reason.contains("among the sent mail"))
    };
    let by_search = in_doubt.iter().filter(found).count();
    for delivery in &over {
        let times = counts.get(&delivery.message_id).copied().unwrap_or_default();
        let is_sent = delivery.state == DeliveryState::Sent;
        assert!(times <= 1 && (!is_sent || times == 1), "{times} times: {:?}", delivery.history);
    }
    eprintln!(
        "{} deliveries, {} were in doubt, {resolved} of them resolved, {by_search} by finding them; {} workers killed",
        over.len(),
        in_doubt.len(),
        killer.killed
    );
    assert!(in_doubt.len() * 2 > runs, "{} of {runs} were in doubt", in_doubt.len());
    assert!(resolved * 100 >= in_doubt.len() * 95, "{resolved} of {}", in_doubt.len());
    assert!(by_search * 2 > in_doubt.len(), "{by_search} of {}", in_doubt.len());
}
