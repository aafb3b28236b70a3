//! Jobs outlive the process that handed them in.

use std::path::Path;
use std::time::Duration;

use futures::StreamExt;
use secretariat::documents::progress::{Progress, Step};
use secretariat::documents::{Job, Source};
use secretariat::id::WorkspaceId;
use secretariat::settings::Settings;
use secretariat::storage::sqlite::Sqlite;
use secretariat::storage::{Append, Batch, Storage};
use secretariat::{ErrorKind, Office, OfficeBuilder};

async fn office(folder: &Path, workers: Option<usize>) -> Office {
    let settings = Settings { workers, ..Settings::default() };
    Office::builder().folder(folder).settings(settings).build().await.unwrap()
}

fn letters(count: usize) -> Vec<Source> {
    let text = |number| format!("Letter {number}: please pay EUR {number}.00 by 1 December 2026.");
    (0..count).map(|number| Source::text(format!("letter-{number}"), text(number))).collect()
}

async fn events(job: &Job) -> Vec<Progress> {
    job.progress(0).collect().await
}

#[tokio::test]
async fn a_job_that_was_accepted_is_done_by_the_next_office_with_a_worker() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(folder.path(), Some(0)).await;
    let mut sources = letters(5);
    sources.push(Source::bytes("large.txt", "x".repeat(100_000)));
    sources.push(Source::bytes("broken.pdf", b"%PDF-1.7 broken".to_vec()));
    sources.push(Source::file(folder.path().join("absent.txt")));
    let job = first.documents().submit(sources);
    job.accepted().await.unwrap();
    let id = job.id().clone();
    assert!(first.documents().all().await.unwrap().is_empty(), "nobody works here");
    first.close().await.unwrap();
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error}");

    let second = office(folder.path(), None).await;
    let job = second.documents().job(&id).await.unwrap();
    let seen = events(&job).await;
    let outcomes = job.wait().await.unwrap();
    let names: Vec<_> = outcomes.iter().map(|outcome| outcome.name.as_str()).collect();
    assert_eq!(names[4..], ["letter-4.txt", "large.txt", "broken.pdf", "absent.txt"]);
    assert!(outcomes[..6].iter().all(|outcome| outcome.result.is_ok()));
    let kinds = outcomes[6..].iter().map(|outcome| outcome.result.as_ref().unwrap_err().kind());
    assert_eq!(kinds.collect::<Vec<_>>(), [ErrorKind::Corrupt, ErrorKind::NotFound]);
    second.close().await.unwrap();

    // Once more, long after: the same events, and the same outcome.
    let third = office(folder.path(), Some(0)).await;
    let job = third.documents().job(&id).await.unwrap();
    assert_eq!(events(&job).await, seen);
    assert_eq!(job.wait().await.unwrap().len(), 8);
    assert_eq!(seen.last().unwrap().step, Step::Finished);
    assert!(seen.iter().enumerate().all(|(at, event)| event.sequence == at as u64 + 1));
    let unknown = third.documents().job(&"job_none".parse().unwrap()).await.unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn an_office_without_a_worker_follows_what_another_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let (api, worker) = (office(folder.path(), Some(0)).await, office(folder.path(), Some(4)).await);
    let job = api.documents().submit(letters(30));
    let mut progress = Box::pin(job.progress(0));
    let first = progress.next().await.unwrap();
    assert_eq!((first.sequence, first.step), (1, Step::Started));
    let outcomes = job.wait().await.unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    assert_eq!(api.documents().all().await.unwrap().len(), 30);
    assert_eq!(api.documents().worker_metrics(), None);
    let metrics = worker.documents().worker_metrics().unwrap();
    assert_eq!((metrics.finished, metrics.parked), (30, 0));
    worker.close().await.unwrap();
    api.close().await.unwrap();
}

#[tokio::test]
async fn a_cancelled_job_ends_and_its_work_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(folder.path(), Some(0)).await;
    let job = first.documents().submit(letters(600));
    job.accepted().await.unwrap();
    let (id, follower) = (job.id().clone(), job.follower());
    follower.cancel();
    let events: Vec<_> = follower.progress(0).collect().await;
    assert_eq!(events.last().unwrap().step, Step::Finished);
    let error = job.wait().await.unwrap_err();
    assert!(error.message().contains("cancelled"), "{error}");
    first.close().await.unwrap();
    let second = office(folder.path(), None).await;
    let error = second.documents().job(&id).await.unwrap().wait().await.unwrap_err();
    assert!(error.message().contains("cancelled"), "{error}");
    // A later job is done, and nothing of the earlier one.
    let outcomes = second.documents().submit(vec![Source::text("new", "A new text.")]).wait().await.unwrap();
    assert!(outcomes[0].result.is_ok());
    assert_eq!(second.documents().all().await.unwrap().len(), 1);
    assert_eq!(second.documents().worker_metrics().unwrap().claimed, 1);
}

#[tokio::test]
async fn what_is_on_its_way_when_a_job_is_cancelled_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(folder.path(), Some(0)).await;
    let job = first.documents().submit(letters(20));
    job.accepted().await.unwrap();
    let id = job.id().clone();
    first.close().await.unwrap();
    // As a crash in the middle of cancelling leaves it: the work is still there.
    let path = folder.path().join("office.sqlite");
    let storage = Sqlite::open(&path, OfficeBuilder::collections()).await.unwrap();
    let mut batch = Batch::new(WorkspaceId::default_workspace());
    let stream = format!("job/{id}");
    batch.appends.push(Append { stream, expected_sequence: None, epoch: 1, events: Vec::new() });
    storage.commit(batch).await.unwrap();
    storage.close().await.unwrap();
    let second = office(folder.path(), None).await;
    let metrics = || second.documents().worker_metrics().unwrap();
    while metrics().retried + metrics().finished < 20 {
        tokio::task::yield_now().await;
    }
    let stored = second.documents().all().await.unwrap().len();
    assert_eq!((stored, metrics().finished), (0, 0));
}

#[tokio::test]
async fn a_job_of_nothing_is_finished_at_once() {
    let office = Office::in_memory().await.unwrap();
    let job = office.documents().submit(Vec::new());
    assert_eq!(events(&job).await.len(), 1);
    assert!(job.wait().await.unwrap().is_empty());
}

#[tokio::test]
async fn who_asks_for_events_after_the_end_gets_none() {
    let office = Office::in_memory().await.unwrap();
    let job = office.documents().submit(letters(1));
    let all = events(&job).await.len() as u64;
    for (after, expected) in [(0, all), (1, all - 1), (all, 0), (99, 0)] {
        assert_eq!(job.progress(after).count().await as u64, expected, "after {after}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_in_the_middle_gives_the_rest_back_and_nothing_is_stored_twice() {
    let folder = tempfile::tempdir().unwrap();
    let first = office(folder.path(), Some(8)).await;
    let job = first.documents().submit(letters(200));
    let id = job.id().clone();
    let mut progress = Box::pin(job.progress(0));
    progress.next().await.unwrap();
    first.close().await.unwrap();
    let second = office(folder.path(), None).await;
    let begun = std::time::Instant::now();
    let outcomes = second.documents().job(&id).await.unwrap().wait().await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(20), "nobody waits for a lease that was given back");
    assert_eq!(outcomes.len(), 200);
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    assert_eq!(second.documents().all().await.unwrap().len(), 200);
}
