//! The contract of storage on PostgreSQL, the walls between workspaces, opening, and what is refused.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use secretariat::documents::Source;
use secretariat::storage::conformance::{self, COLLECTIONS};
use secretariat::storage::postgres::Postgres;
use secretariat::storage::{Attribute, AttributeKind, AttributeValue, Collection, Expect, Query, Storage};
use secretariat::{ErrorKind, Office};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::storage::{home, putting};

/// Makes an empty database of its own for a test and returns its URL.
pub(crate) async fn database(server: &str) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    sql(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    sql(server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Runs a statement as whom the URL names.
pub(crate) async fn sql(url: &str, statement: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn open(url: &str) -> Arc<Postgres> {
    Arc::new(Postgres::open(url, &COLLECTIONS).await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_the_contract() {
    let Some(server) = crate::services::postgres() else { return };
    conformance::run(|| async {
        let url = database(&server).await;
        Ok(Box::new(Postgres::open(&url, &COLLECTIONS).await?) as Box<dyn Storage>)
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_programs_share_one_database() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    let instances = futures::future::join_all((0..4).map(|_| open(&url))).await;
    let mut watched = instances[0].watch(&home(), 0).await.unwrap();
    instances[0].commit(putting("counter", Expect::Absent)).await.unwrap();
    let writers = instances.iter().enumerate().map(|(writer, storage)| {
        let storage = storage.clone();
        tokio::spawn(async move {
            for number in 0..25 {
                storage.commit(putting(&format!("{writer}/{number}"), Expect::Absent)).await.unwrap();
                loop {
                    let seen = storage.get(&home(), "note", "counter").await.unwrap().unwrap().version;
                    match storage.commit(putting("counter", Expect::Version(seen))).await {
                        Ok(_) => break,
                        Err(error) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error}"),
                    }
                }
            }
        })
    });
    for writer in futures::future::join_all(writers).await {
        writer.unwrap();
    }
    let counter = instances[1].get(&home(), "note", "counter").await.unwrap().unwrap();
    assert_eq!(counter.version, 101);
    let mut seen = HashSet::new();
    let mut last = 0;
    while seen.len() < 101 {
        let change = watched.next().await.unwrap().unwrap();
        assert!(change.position > last, "changes come in order");
        last = change.position;
        seen.insert(change.id);
    }
}

#[tokio::test]
async fn a_statement_sees_and_writes_the_workspaces_of_its_transaction_only() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    let storage = open(&url).await;
    let mut foreign = putting("secret", Expect::Absent);
    foreign.workspace = "ws_other".parse().unwrap();
    foreign.puts[0].record.workspace = foreign.workspace.clone();
    storage.commit(foreign).await.unwrap();
    storage.commit(putting("mine", Expect::Absent)).await.unwrap();
    let mut member = PgConnection::connect(&url).await.unwrap();
    let run = async |connection: &mut PgConnection, statement: &'static str| {
        sqlx::raw_sql(statement).execute(connection).await.map(|done| done.rows_affected())
    };
    run(&mut member, "SET search_path = secretariat; SET ROLE secretariat_member").await.unwrap();
    for table in ["r_note", "changes", "workspaces"] {
        let count = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut member).await.unwrap();
        assert_eq!(seen, 0, "{table} without a workspace");
    }
    run(&mut member, "SET secretariat.workspaces = 'ws_default'").await.unwrap();
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM r_note").fetch_all(&mut member).await.unwrap();
    assert_eq!(ids, ["mine"], "without any condition in the statement");
    assert_eq!(run(&mut member, "DELETE FROM r_note WHERE id = 'secret'").await.unwrap(), 0);
    let smuggled = "INSERT INTO r_note (workspace, id, version, body) VALUES ('ws_other', 'new', 1, '{}')";
    assert!(run(&mut member, smuggled).await.is_err(), "a row of another workspace was written");
    assert!(run(&mut member, "SELECT * FROM outbox").await.is_err(), "messages of all workspaces were read");
    assert!(run(&mut member, "DROP TABLE r_note").await.is_err(), "a member dropped a table");
}

const GROWN: [Collection; 1] = [Collection {
    name: "note",
    attributes: &[
        Attribute { name: "number", kind: AttributeKind::Integer, unique: true },
        Attribute { name: "author", kind: AttributeKind::Text, unique: false },
        Attribute { name: "rank", kind: AttributeKind::Integer, unique: false },
        Attribute { name: "colour", kind: AttributeKind::Text, unique: true },
    ],
}];

#[tokio::test]
async fn a_collection_gains_an_attribute_and_the_previous_program_still_runs() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    let old = open(&url).await;
    old.commit(putting("a", Expect::Absent)).await.unwrap();
    let new = Postgres::open(&url, &GROWN).await.unwrap();
    let mut batch = putting("b", Expect::Absent);
    batch.puts[0].record.attributes.insert("colour", AttributeValue::Text("red".to_owned()));
    new.commit(batch).await.unwrap();
    let order = Query { order: Some("colour"), ..Query::new(home(), "note") };
    let ids: Vec<_> = new.query(order).await.unwrap().records.into_iter().map(|record| record.id).collect();
    assert_eq!(ids, ["a", "b"]);
    old.commit(putting("b", Expect::Version(1))).await.unwrap();
    let kept = new.get(&home(), "note", "b").await.unwrap().unwrap();
    assert_eq!(kept.attributes["colour"], AttributeValue::Text("red".to_owned()));
    old.close().await.unwrap();
    assert!(open(&url).await.get(&home(), "note", "a").await.unwrap().is_some());
}

/// Returns host and port.
fn place(url: &str) -> &str {
    url.rsplit_once('@').unwrap().1.split('/').next().unwrap()
}

async fn refusal(url: &str, collections: &[Collection]) -> (ErrorKind, String) {
    let started = std::time::Instant::now();
    let error = Postgres::open(url, collections).await.expect_err("opening is refused");
    assert!(started.elapsed().as_secs() < 5, "refused after {:?}", started.elapsed());
    let mut text = error.message().to_owned();
    assert!(!text.contains("hunter2"), "{text}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text.push_str(&format!(" / {cause}"));
        source = cause.source();
    }
    assert!(!text.contains("hunter2"), "{text}");
    (error.kind(), text)
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_said_and_the_password_is_not() {
    let Some(server) = crate::services::postgres() else { return };
    let host = place(&server);
    let user = server.split_once("://").unwrap().1.split_once('@').unwrap().0;
    for (url, kind, word) in [
        (format!("postgres://postgres:hunter2@{host}/postgres"), ErrorKind::Denied, "user or password"),
        (format!("postgres://nobody:hunter2@{host}/postgres"), ErrorKind::Denied, "user or password"),
        (format!("postgres://{user}@{host}/nowhere"), ErrorKind::NotFound, "`nowhere`"),
        ("postgres://postgres:hunter2@127.0.0.1:1/office".to_owned(), ErrorKind::Unavailable, "127.0.0.1:1"),
        ("postgres://postgres:hunter2@192.0.2.1/office".to_owned(), ErrorKind::Unavailable, "192.0.2.1"),
        ("postgres://postgres:hunter2@[::1/office".to_owned(), ErrorKind::InvalidInput, "postgres://user"),
        ("mysql://root:hunter2@localhost/office".to_owned(), ErrorKind::InvalidInput, "postgres://user"),
    ] {
        let (found, message) = refusal(&url, &COLLECTIONS).await;
        assert_eq!(found, kind, "{message}");
        assert!(message.contains(word), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_is_opened_by_one_address_and_shared() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    let (here, there) = (Office::open(&url).await.unwrap(), Office::open(&url).await.unwrap());
    let source =
        Source::text("lease.txt", "The lease ends on 31 March 2027. The rent is EUR 950.00 a month.");
    let added = here.documents().add(source).await.unwrap();
    assert_eq!(there.documents().get(&added.id).await.unwrap(), added);
    let answer = there.documents().ask("When does the lease end?").await.unwrap();
    assert!(answer.text.contains("31 March 2027"), "{}", answer.text);
    assert_eq!(
        there.documents().original(&added.id).await.unwrap(),
        here.documents().original(&added.id).await.unwrap()
    );
    here.close().await.unwrap();
    there.close().await.unwrap();
    let error = Office::open("mysql://root:hunter2@localhost/office").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(!error.message().contains("hunter2") && error.message().contains("postgres://"), "{error}");
}

#[tokio::test]
async fn foreign_newer_and_changed_schemas_are_refused() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    sql(&url, "CREATE SCHEMA secretariat; CREATE TABLE secretariat.recipes (name text)").await;
    assert_eq!(refusal(&url, &COLLECTIONS).await.0, ErrorKind::InvalidInput);
    let url = database(&server).await;
    open(&url).await.close().await.unwrap();
    const TEXT: Attribute = Attribute { name: "rank", kind: AttributeKind::Text, unique: false };
    const UNIQUE: Attribute = Attribute { name: "rank", kind: AttributeKind::Integer, unique: true };
    for attributes in [&[TEXT], &[UNIQUE]] {
        let changed = [Collection { name: "note", attributes }];
        assert_eq!(refusal(&url, &changed).await.0, ErrorKind::Unsupported);
    }
    sql(&url, "UPDATE secretariat.schema_version SET version = 99").await;
    let (kind, message) = refusal(&url, &COLLECTIONS).await;
    assert_eq!(kind, ErrorKind::Unsupported);
    assert!(message.contains("99"), "{message}");
}

#[tokio::test]
async fn a_user_who_may_not_make_roles_is_told_the_remedy() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    sql(&server, "DO $$ BEGIN CREATE ROLE plain_user LOGIN PASSWORD 'hunter2'; EXCEPTION WHEN duplicate_object THEN NULL; END $$").await;
    let plain = format!("postgres://plain_user:hunter2@{}/{}", place(&url), url.rsplit('/').next().unwrap());
    let (kind, message) = refusal(&plain, &COLLECTIONS).await;
    assert_eq!(kind, ErrorKind::Denied, "{message}");
    assert!(message.contains("docs/storage.md"), "{message}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_connection_is_replaced_and_nothing_acknowledged_is_lost() {
    let Some(server) = crate::services::postgres() else { return };
    let url = database(&server).await;
    let storage = open(&url).await;
    let mut acknowledged = Vec::new();
    for number in 0..30 {
        if number % 5 == 4 {
            let name = url.rsplit('/').next().unwrap();
            let cut = format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
            );
            sql(&server, &cut).await;
        }
        let id = format!("n{number}");
        match storage.commit(putting(&id, Expect::Absent)).await {
            Ok(_) => acknowledged.push(id),
            Err(error) => assert!(
                matches!(error.kind(), ErrorKind::Unavailable | ErrorKind::InDoubt),
                "{}: {error}",
                error.kind()
            ),
        }
    }
    assert!(acknowledged.len() >= 24, "{} of 30", acknowledged.len());
    for id in acknowledged {
        assert!(storage.get(&home(), "note", &id).await.unwrap().is_some(), "{id} is lost");
    }
}
