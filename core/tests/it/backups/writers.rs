//! A backup while others write is a state that was.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use secretariat::backup::{BackupOptions, RestoreOptions, VerifyOptions};
use secretariat::{Office, Source};
use tempfile::TempDir;

use super::world::{builder, settings, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_folder_under_writers_is_a_prefix() {
    let folder = TempDir::new().unwrap();
    prefix(text(&folder.path().join("office"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgres_under_writers_is_a_prefix() {
    let Some(server) = crate::services::postgres() else { return };
    prefix(&crate::postgres::database(&server).await).await;
}

/// Two writers add numbered documents all the time, each the next one when the last one is there.
async fn prefix(place: &str) {
    let office = builder(place).build().await.unwrap();
    let (acknowledged, stop) =
        (Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]), Arc::new(AtomicUsize::new(0)));
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let (office, acknowledged, stop) = (office.clone(), Arc::clone(&acknowledged), Arc::clone(&stop));
            tokio::spawn(async move {
                while stop.load(Ordering::Relaxed) == 0 {
                    let number = acknowledged[writer].load(Ordering::Relaxed) + 1;
                    add(&office, writer, number).await;
                    acknowledged[writer].store(number, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let scratch = TempDir::new().unwrap();
    let mut least = 0;
    for round in 0..3 {
        while acknowledged.iter().any(|count| count.load(Ordering::Relaxed) < least + 3) {
            tokio::task::yield_now().await;
        }
        let before: Vec<usize> = acknowledged.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        let file = scratch.path().join(format!("{round}.backup"));
        let written = builder(place).backup(&file, BackupOptions::default()).await.unwrap();
        assert!(written.findings.is_empty(), "{:?}", written.findings);
        let after: Vec<usize> = acknowledged.iter().map(|count| count.load(Ordering::Relaxed)).collect();
        least = *after.iter().max().unwrap();
        let verified = builder(place).verify_backup(&file, VerifyOptions::default()).await.unwrap();
        verified.ensure_whole().unwrap();
        let restored = scratch.path().join(format!("office-{round}"));
        builder(text(&restored))
            .restore(&file, RestoreOptions::default())
            .await
            .unwrap()
            .ensure_whole()
            .unwrap();
        is_prefix(text(&restored), &before, &after).await;
    }
    stop.store(1, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    office.close().await.unwrap();
}

async fn add(office: &Office, writer: usize, number: usize) {
    let text = format!("Paper {number} of writer {writer}. Due on 3 January 2027.");
    office.documents().add(Source::bytes(format!("{writer}-{number}.txt"), text.into_bytes())).await.unwrap();
}

/// Everything that was acknowledged before is there, and nothing without what its writer did before it.
async fn is_prefix(place: &str, before: &[usize], after: &[usize]) {
    let office = Office::builder().folder(place).settings(settings()).build().await.unwrap();
    let documents = office.documents().all().await.unwrap();
    for writer in 0..2 {
        let mut numbers: Vec<usize> = documents
            .iter()
            .filter_map(|document| {
                document.name.strip_suffix(".txt")?.strip_prefix(&format!("{writer}-"))?.parse().ok()
            })
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "a hole");
        // One more may be there whose writer has not heard of it yet.
        assert!(
            (before[writer]..=after[writer] + 1).contains(&numbers.len()),
            "{numbers:?} {before:?} {after:?}"
        );
    }
    office.close().await.unwrap();
}
