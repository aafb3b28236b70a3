//! Measures, run by hand: `cargo test --release --test it jobs_speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use futures::StreamExt;
use secretariat::documents::Source;
use secretariat::{Office, Result};
use tempfile::TempDir;

const DOCUMENTS: usize = 1_000;
const ROUNDS: usize = 5;
/// How many documents are on their way at the same time when they are added one by one.
const IN_FLIGHT: usize = 64;

fn letters(round: usize) -> Vec<Source> {
    let words = "We confirm the delivery of the chairs, as agreed on the phone. ".repeat(8);
    let text = |number| {
        format!(
            "Order {round}-{number}\n\n{words}\n\nPlease pay EUR {}.50 by 1 December 2026.\n",
            100 + number
        )
    };
    (0..DOCUMENTS).map(|number| Source::text(format!("{round}-{number}"), text(number))).collect()
}

/// Adds documents in a task of their own, many at a time, without a job.
async fn direct(office: &Office, sources: Vec<Source>) -> Duration {
    let (documents, begun) = (office.documents().clone(), Instant::now());
    let adding = tokio::spawn(async move {
        let adding = sources.into_iter().map(|source| {
            let documents = documents.clone();
            async move { documents.add(source).await }
        });
        futures::stream::iter(adding).buffered(IN_FLIGHT).collect::<Vec<Result<_>>>().await
    });
    assert!(adding.await.unwrap().iter().all(Result::is_ok));
    begun.elapsed()
}

async fn job(office: &Office, sources: Vec<Source>) -> Duration {
    let begun = Instant::now();
    let outcomes = office.documents().submit(sources).wait().await.unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    begun.elapsed()
}

#[ignore = "a measure"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_beside_adding_directly() {
    let folder = TempDir::new_in(std::env::current_dir().unwrap()).unwrap();
    let (mut directly, mut jobs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for is_job in [false, true] {
            // Each in an office of its own, so that none pays for the other's documents.
            let office = Office::open(folder.path().join(format!("{round}-{is_job}"))).await.unwrap();
            match is_job {
                false => directly.push(direct(&office, letters(round)).await),
                true => jobs.push(job(&office, letters(round)).await),
            }
            office.close().await.unwrap();
        }
    }
    directly.sort_unstable();
    jobs.sort_unstable();
    let (directly, jobs) = (directly[ROUNDS / 2], jobs[ROUNDS / 2]);
    println!(
        "{DOCUMENTS} documents: added directly {directly:?}, as a job {jobs:?}: {:+.1} %",
        (jobs.as_secs_f64() / directly.as_secs_f64() - 1.0) * 100.0
    );
}
