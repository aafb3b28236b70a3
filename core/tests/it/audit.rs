//! The audit: every alteration of a stored log is found, and sealing follows behind concurrent writers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use secretariat::ErrorKind;
use secretariat::audit::{
    Audit, AuditEntry, AuditKey, AuditReport, Checkpoint, DamageKind, Guard, SEAL_HEADS, Sealer, Target,
    verify_export,
};
use secretariat::clock::FixedClock;
use secretariat::id::WorkspaceId;
use secretariat::rights::{Actor, Gate, Permission};
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Batch, Storage};
use serde_json::Value;

use crate::storage::home;

const KEY: [u8; 32] = [7; 32];

struct Log {
    storage: Arc<dyn Storage>,
    guard: Guard,
    clock: Arc<FixedClock>,
}

async fn log(path: Option<&Path>) -> Log {
    let storage: Arc<dyn Storage> = match path {
        Some(path) => Arc::new(Sqlite::open(path, &[SEAL_HEADS]).await.unwrap()),
        None => Arc::new(Sqlite::memory(&[SEAL_HEADS]).await.unwrap()),
    };
    let clock = Arc::new(FixedClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
    let gate = Gate::new(Arc::clone(&storage), home(), Actor::Owner);
    let guard = Guard::new(Arc::clone(&storage), gate, clock.clone());
    Log { storage, guard, clock }
}

impl Log {
    fn audit(&self) -> Audit {
        Audit::new(self.guard.clone(), self.clock.clone(), Some(AuditKey::new(KEY)))
    }

    fn sealer(&self) -> Sealer {
        Sealer::new(Arc::clone(&self.storage), home(), self.clock.clone(), AuditKey::new(KEY))
    }

    async fn write(&self, name: &str) {
        let scope = self.guard.enter(Permission::DocumentsAdd).await.unwrap();
        let entry = AuditEntry::new(&scope, self.guard.now(), "documents.add", Target::new("document", name))
            .with("pages", 3)
            .with("group", "Müller \u{1f600}");
        let mut batch = Batch::new(home());
        batch.appends.push(entry.append().unwrap());
        self.storage.commit(batch).await.unwrap();
    }

    /// Writes and seals in turn.
    async fn fill(&self, entries: usize, every: usize) -> Checkpoint {
        for number in 0..entries {
            self.write(&format!("doc_{number}")).await;
            if number % every == every - 1 {
                self.audit().seal().await.unwrap();
            }
        }
        self.audit().seal().await.unwrap()
    }
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_whole_stored_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    for path in [None, Some(folder.path().join("storage.db"))] {
        let log = log(path.as_deref()).await;
        let empty = log.audit().seal().await.unwrap();
        assert!(log.audit().verify(Some(&empty)).await.unwrap().is_whole());
        let checkpoint = log.fill(2_100, 2_100).await;
        log.write("doc_late").await;
        let report = log.audit().verify(Some(&checkpoint)).await.unwrap();
        assert_eq!(report.damage, None);
        assert_eq!((report.entries, report.sealed, report.unsealed, report.seals), (2_101, 2_100, 1, 3));
        let text = log.audit().export().await.unwrap();
        let report = verify_export(&text, &AuditKey::new(KEY), Some(&checkpoint)).unwrap();
        assert_eq!((report.damage, report.entries, report.unsealed), (None, 2_102, 0));
        let last = log.audit().read(2_101, 10).await.unwrap();
        assert_eq!((last.len(), last[0].entry.action.as_str()), (1, "audit.export"));
        let other = verify_export(&text, &AuditKey::new([8; 32]), None).unwrap();
        assert_eq!(other.damage.unwrap().kind, DamageKind::ForgedSeal);
        let foreign = verify_export(&text, &AuditKey::new([8; 32]), Some(&checkpoint)).unwrap();
        assert_eq!(foreign.damage.unwrap().kind, DamageKind::ForgedCheckpoint);
    }
}

#[tokio::test]
async fn without_a_key_the_log_is_written_and_read_but_not_sealed() {
    let log = log(None).await;
    log.write("doc_1").await;
    let audit = Audit::new(log.guard.clone(), log.clock.clone(), None);
    assert_eq!(audit.read(0, 10).await.unwrap().len(), 1);
    for error in [audit.seal().await.unwrap_err(), audit.verify(None).await.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
    assert_eq!(audit.export().await.unwrap().lines().count(), 3);
    assert_eq!(verify_export("", &AuditKey::new(KEY), None).unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn an_entry_holds_neither_fractions_nor_long_text() {
    let log = log(None).await;
    let scope = log.guard.enter(Permission::DocumentsAdd).await.unwrap();
    let entry =
        || AuditEntry::new(&scope, log.guard.now(), "documents.add", Target::new("document", "doc_1"));
    for entry in [entry().with("share", 0.5), entry().with("text", "x".repeat(10_000))] {
        let error = entry.append().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.message().contains("documents.add"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sealers_and_writers_at_once_make_one_whole_chain() {
    let folder = tempfile::tempdir().unwrap();
    let log = Arc::new(log(Some(&folder.path().join("storage.db"))).await);
    let writers = (0..8).map(|writer| {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for number in 0..40 {
                log.write(&format!("doc_{writer}-{number}")).await;
            }
        })
    });
    let sealers = (0..3).map(|_| {
        let sealer = log.sealer();
        tokio::spawn(async move {
            for _ in 0..25 {
                sealer.seal().await.unwrap();
            }
        })
    });
    for task in writers.chain(sealers).collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let checkpoint = log.sealer().seal().await.unwrap();
    let report = log.audit().verify(Some(&checkpoint)).await.unwrap();
    assert_eq!((report.damage, report.entries, report.unsealed), (None, 320, 0));
}

/// Changes the scalar at every path of a value, one at a time.
fn flips(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, field)| {
                flips(field).into_iter().map(|flipped| {
                    let mut fields = fields.clone();
                    fields[name] = flipped;
                    Value::Object(fields)
                })
            })
            .chain(fields.keys().map(|name| {
                let mut fields = fields.clone();
                fields.shift_remove(name);
                Value::Object(fields)
            }))
            .collect(),
        Value::Array(items) => (0..items.len())
            .flat_map(|at| {
                flips(&items[at]).into_iter().map(move |flipped| {
                    let mut items = items.clone();
                    items[at] = flipped;
                    Value::Array(items)
                })
            })
            .collect(),
        Value::String(text) => {
            vec![text.clone() + "0", flip_last(text)].into_iter().map(Value::from).collect()
        }
        Value::Number(number) => vec![Value::from(number.as_u64().unwrap() + 1), Value::Null],
        Value::Bool(flag) => vec![Value::from(!flag)],
        Value::Null => vec![Value::from(0)],
    }
}

fn flip_last(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if let Some(last) = characters.last_mut() {
        *last = if *last == '1' { '2' } else { '1' };
    }
    characters.into_iter().collect()
}

/// Counts what was tried, by kind, and insists that all was found.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, usize>);

impl Tally {
    fn found(&mut self, what: &'static str, report: &AuditReport) {
        assert!(!report.is_whole(), "{what} was not found");
        assert_eq!(report.ensure_whole().unwrap_err().kind(), ErrorKind::Corrupt);
        *self.0.entry(what).or_default() += 1;
    }
}

#[tokio::test]
async fn every_single_alteration_of_an_export_is_found() {
    let log = log(None).await;
    log.fill(23, 5).await;
    let text = log.audit().export().await.unwrap();
    let checkpoint = log.audit().seal().await.unwrap();
    let verify = |text: &str| verify_export(text, &AuditKey::new(KEY), Some(&checkpoint));
    assert!(verify(&text).unwrap().is_whole());
    let lines: Vec<&str> = text.lines().collect();
    let join = |lines: &[&str]| lines.join("\n") + "\n";
    let mut tally = Tally::default();
    for at in 1..lines.len() {
        for flipped in flips(&serde_json::from_str(lines[at]).unwrap()) {
            let line = secretariat::audit::canonical(&flipped).unwrap();
            let mut altered = lines.clone();
            altered[at] = &line;
            tally.found("a flipped or removed field", &verify(&join(&altered)).unwrap());
        }
        let mut altered = lines.clone();
        altered.remove(at);
        tally.found("a deleted line", &verify(&join(&altered)).unwrap());
        let mut altered = lines.clone();
        altered.insert(at, lines[at]);
        tally.found("a doubled line", &verify(&join(&altered)).unwrap());
        for other in at + 1..lines.len() {
            let mut altered = lines.clone();
            altered.swap(at, other);
            tally.found("two swapped lines", &verify(&join(&altered)).unwrap());
        }
        tally.found("a cut tail", &verify(&join(&lines[..at])).unwrap());
    }
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        // What is no text any more, or names no workspace, is refused before it is verified.
        let Ok(altered) = String::from_utf8(bytes) else { continue };
        match verify(&altered) {
            Ok(report) => tally.found("a flipped bit", &report),
            Err(error) => assert_eq!(error.kind(), ErrorKind::InvalidInput),
        }
    }
    println!("alterations of an export, all found: {:?}", tally.0);
}

/// Runs SQL on the database behind the office's back.
async fn sql(path: &Path, statement: String) -> u64 {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let done = sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
    done.rows_affected()
}

/// Statements that alter one stored log, each on its own.
fn alterations(entries: u64, seals: u64) -> Vec<(&'static str, String, DamageKind)> {
    use DamageKind as K;
    let of = |stream: &str, rest: &str| {
        format!("stream = (SELECT key FROM streams WHERE name = '{stream}') AND sequence {rest}")
    };
    let mut all = Vec::new();
    for number in 1..=entries {
        let at = of("audit", &format!("= {number}"));
        for (from, to) in
            [("documents.add", "documents.get"), ("owner", "mem_1"), ("doc_", "dok_"), ("3", "4")]
        {
            let change = format!("UPDATE events SET event = replace(event, '{from}', '{to}') WHERE {at}");
            all.push(("a changed entry", change, K::AlteredEntry));
        }
        all.push(("a deleted entry", format!("DELETE FROM events WHERE {at}"), K::MissingEntry));
        all.push((
            "an entry of garbage",
            format!("UPDATE events SET event = '{{' WHERE {at}"),
            K::Unreadable,
        ));
        if number < entries {
            let swap = format!(
                "UPDATE events SET event = (SELECT event FROM events e WHERE e.stream = events.stream AND \
                 e.sequence = {} - events.sequence) WHERE {}",
                2 * number + 1,
                of("audit", &format!("IN ({number}, {number} + 1)"))
            );
            all.push(("swapped entries", swap, K::AlteredEntry));
        }
        let tail = of("audit", &format!(">= {number}"));
        all.push(("a cut tail of entries", format!("DELETE FROM events WHERE {tail}"), K::MissingEntry));
    }
    for number in 1..=seals {
        let at = of("audit_seals", &format!("= {number}"));
        all.push(("a deleted seal", format!("DELETE FROM events WHERE {at}"), K::MissingSeal));
        for field in ["$.mac", "$.digest"] {
            let forge = format!(
                "UPDATE events SET event = json_set(event, '{field}', \
                 replace(json_extract(event, '{field}'), substr(json_extract(event, '{field}'), 1, 1), 'z')) WHERE {at}"
            );
            all.push(("a broken seal", forge, K::Unreadable));
            let forge = format!(
                "UPDATE events SET event = json_set(event, '{field}', '{}') WHERE {at}",
                "0a".repeat(32)
            );
            all.push(("a forged seal", forge, K::ForgedSeal));
        }
        for (field, value) in
            [("$.to", "json_extract(event, '$.to') - 1"), ("$.at", "'2020-01-01T00:00:00Z'")]
        {
            let forge = format!("UPDATE events SET event = json_set(event, '{field}', {value}) WHERE {at}");
            all.push(("a forged seal", forge, K::ForgedSeal));
        }
    }
    all
}

#[tokio::test]
async fn every_single_alteration_of_a_database_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("storage.db");
    let log = log(Some(&original)).await;
    let checkpoint = log.fill(17, 4).await;
    log.storage.close().await.unwrap();
    let mut tally = Tally::default();
    for (number, (what, statement, kind)) in alterations(17, 5).into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.db"));
        std::fs::copy(&original, &path).unwrap();
        assert!(sql(&path, statement.clone()).await > 0, "{statement}");
        let altered = self::log(Some(&path)).await;
        let report = altered.audit().verify(Some(&checkpoint)).await.unwrap();
        tally.found(what, &report);
        assert_eq!(report.damage.as_ref().unwrap().kind, kind, "{what}: {statement}");
        let without = altered.audit().verify(None).await.unwrap();
        assert_eq!(without.damage.unwrap().kind, kind, "{what} is found without a checkpoint");
        altered.storage.close().await.unwrap();
        std::fs::remove_file(&path).unwrap();
    }
    println!("alterations of a database, all found: {:?}", tally.0);
}

#[tokio::test]
async fn a_tail_that_is_cut_with_its_seals_and_their_count_is_found_by_the_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("storage.db");
    let log = log(Some(&original)).await;
    let checkpoint = log.fill(20, 4).await;
    log.storage.close().await.unwrap();
    for kept in 0..5 {
        let path = folder.path().join(format!("cut-{kept}.db"));
        std::fs::copy(&original, &path).unwrap();
        let key = |stream: &str| format!("stream = (SELECT key FROM streams WHERE name = '{stream}')");
        sql(&path, format!("DELETE FROM events WHERE {} AND sequence > {}", key("audit"), kept * 4)).await;
        sql(&path, format!("DELETE FROM events WHERE {} AND sequence > {kept}", key("audit_seals"))).await;
        sql(&path, format!("UPDATE streams SET sequence = {} WHERE name = 'audit'", kept * 4)).await;
        sql(&path, format!("UPDATE streams SET sequence = {kept} WHERE name = 'audit_seals'")).await;
        sql(&path, format!("UPDATE r_audit_seal_heads SET body = '{{\"seals\":{kept}}}'")).await;
        let cut = self::log(Some(&path)).await;
        assert!(cut.audit().verify(None).await.unwrap().is_whole(), "nobody can tell without a checkpoint");
        let report = cut.audit().verify(Some(&checkpoint)).await.unwrap();
        assert_eq!(report.damage.unwrap().kind, DamageKind::Truncated);
        // Written on behind the cut, the log is another one.
        cut.clock.set("2026-11-24T09:00:00Z".parse().unwrap());
        let grown = cut.fill(24, 4).await;
        assert!(cut.audit().verify(Some(&grown)).await.unwrap().is_whole());
        let report = cut.audit().verify(Some(&checkpoint)).await.unwrap();
        assert_eq!(report.damage.unwrap().kind, DamageKind::Truncated);
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_workspace_or_altered_is_forged() {
    let log = log(None).await;
    let checkpoint = log.fill(3, 1).await;
    let json = serde_json::to_value(&checkpoint).unwrap();
    let mut tried = 0;
    for flipped in flips(&json) {
        let Ok(forged) = serde_json::from_value::<Checkpoint>(flipped) else { continue };
        let report = log.audit().verify(Some(&forged)).await.unwrap();
        assert_eq!(report.damage.unwrap().kind, DamageKind::ForgedCheckpoint);
        tried += 1;
    }
    assert!(tried >= 4, "{tried}");
    let other = Gate::new(Arc::clone(&log.storage), WorkspaceId::default_workspace(), Actor::Owner);
    assert_eq!(other.workspace(), &checkpoint.workspace);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::counts::cases(64), failure_persistence: None, ..ProptestConfig::default() })]

    /// Logs of random length and seals; one random byte of the export becomes another one.
    #[test]
    fn one_changed_byte_anywhere_is_found(
        entries in 1..40_usize,
        every in 1..9_usize,
        places in prop::collection::vec((any::<prop::sample::Index>(), 1..128_u8), 32),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (text, checkpoint) = runtime.block_on(async {
            let log = log(None).await;
            log.fill(entries, every).await;
            (log.audit().export().await.unwrap(), log.audit().seal().await.unwrap())
        });
        for (place, change) in places {
            let mut bytes = text.clone().into_bytes();
            let at = place.index(bytes.len());
            bytes[at] ^= change;
            let Ok(altered) = String::from_utf8(bytes) else { continue };
            let report = verify_export(&altered, &AuditKey::new(KEY), Some(&checkpoint));
            prop_assert!(report.is_err() || !report.unwrap().is_whole(), "byte {at}");
        }
    }
}
