//! Several workers and several workspaces.

use std::sync::atomic::Ordering;
use std::time::Duration;

use secretariat::work::{NewWork, WorkerOptions};
use serde_json::json;

use super::bench::{Acting, Bench, Step, home, start, workspace};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn two_workers_share_the_work_and_nothing_is_done_twice() {
    let bench = Bench::new();
    let acting = [0, 1].map(|_| Acting::new("act", bench.storage.clone(), |_, _| Step::After(SECOND)));
    let mut ids = Vec::new();
    for number in 0..60 {
        ids.push(bench.ask(&home(), &number.to_string()).await);
    }
    let options = WorkerOptions { slots: 5, ..WorkerOptions::default() };
    let running: Vec<_> =
        acting.iter().map(|acting| start(bench.worker(&[acting], options.clone()))).collect();
    for id in &ids {
        bench.until("all is done", async || bench.work(id).await.is_none()).await;
        assert_eq!(bench.effects(&home(), id.as_str()).await, 1);
    }
    for acting in &acting {
        assert!(acting.begun().len() >= 20, "{}", acting.begun().len());
        assert_eq!(acting.most.load(Ordering::Relaxed), 5);
    }
    assert_eq!(acting.iter().map(|acting| acting.begun().len()).sum::<usize>(), 60);
    for running in running {
        running.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_busy_workspace_does_not_starve_a_quiet_one() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::After(SECOND));
    for number in 0..100 {
        bench.ask(&workspace("busy"), &format!("busy{number}")).await;
    }
    bench.ask(&workspace("quiet"), "quiet").await;
    let options = WorkerOptions { slots: 2, ..WorkerOptions::default() };
    let running = start(bench.worker(&[&acting], options));
    bench.until("the quiet one is begun", async || acting.begun().contains(&"quiet".to_owned())).await;
    assert!(acting.begun().len() <= 4, "{:?}", acting.begun());
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_workspace_holds_no_more_than_its_cap_over_all_workers() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::After(SECOND));
    for number in 0..20 {
        bench.ask(&home(), &number.to_string()).await;
    }
    let options = WorkerOptions { per_workspace: 3, ..WorkerOptions::default() };
    let running = [0, 1].map(|_| start(bench.worker(&[&acting], options.clone())));
    bench.until("all is done", async || acting.begun().len() == 20).await;
    assert_eq!(acting.most.load(Ordering::Relaxed), 3);
    for running in running {
        running.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_kind_has_its_limit_and_leaves_slots_to_the_others() {
    let bench = Bench::new();
    let slow = Acting::new("slow", bench.storage.clone(), |_, _| Step::After(60 * SECOND));
    let fast = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    for number in 0..20 {
        bench.ask_for(&home(), NewWork::new("slow", json!({"name": number.to_string()}))).await;
    }
    for number in 0..30 {
        bench.ask(&home(), &number.to_string()).await;
    }
    let options =
        WorkerOptions { slots: 6, per_kind: vec![("slow".to_owned(), 2)], ..WorkerOptions::default() };
    let running = start(bench.worker(&[&slow, &fast], options));
    tokio::time::sleep(SECOND).await;
    assert_eq!((slow.begun().len(), fast.begun().len()), (2, 30));
    bench.until("all is done", async || slow.begun().len() == 20).await;
    assert_eq!(slow.most.load(Ordering::Relaxed), 2);
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_worker_leaves_kinds_alone_that_it_has_no_handler_for() {
    let bench = Bench::new();
    let acting = Acting::new("act", bench.storage.clone(), |_, _| Step::Effect);
    let other = bench.ask_for(&home(), NewWork::new("other", json!(null))).await;
    let running = start(bench.worker(&[&acting], WorkerOptions::default()));
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(bench.work(&other).await.unwrap().epoch, 0);
    running.stop().await;
}
