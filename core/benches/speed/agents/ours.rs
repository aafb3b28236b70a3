//! Our runs: many at the same time, until all are done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures::stream::{self, StreamExt, TryStreamExt};
use secretariat::Office;
use secretariat::agents::RunStatus;
use serde_json::{Value, json};

use super::{IN_FLIGHT, TURNS, steps};
use crate::Outcome;
use crate::measure::{processor_seconds, resident_memory};

/// Does runs at a place: `memory`, a folder, or the URL of a PostgreSQL.
pub(super) async fn measured(place: &str, port: &str, runs: usize) -> Outcome<Value> {
    let storage = steps::storage(place).await?;
    let office = steps::office(storage, steps::model(port, TURNS, 0)?, 0, IN_FLIGHT).await?;
    // Connections, statements and the specification are there before the clock starts.
    done(&office, 0..IN_FLIGHT.min(runs)).await?;
    let before = resident_memory().unwrap_or_default();
    let (start, cpu) = (Instant::now(), processor_seconds(std::process::id()));
    let (most, is_over) = (Arc::new(AtomicU64::new(before)), Arc::new(AtomicBool::new(false)));
    let watcher = tokio::spawn({
        let (most, is_over) = (Arc::clone(&most), Arc::clone(&is_over));
        async move {
            while !is_over.load(Ordering::Relaxed) {
                most.fetch_max(resident_memory().unwrap_or_default(), Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    });
    done(&office, IN_FLIGHT..IN_FLIGHT + runs).await?;
    let seconds = start.elapsed().as_secs_f64();
    let after = processor_seconds(std::process::id());
    is_over.store(true, Ordering::Relaxed);
    watcher.await?;
    office.close().await?;
    let turns = runs as f64 * (TURNS + 1) as f64;
    let grown = most.load(Ordering::Relaxed).saturating_sub(before) as f64;
    Ok(json!({
        "turns": turns,
        "cpu_us_per_turn": after.zip(cpu).map(|(after, before)| (after - before) * 1e6 / turns),
        "runs_per_second": runs as f64 / seconds,
        "kib_per_run": grown / 1_024.0 / IN_FLIGHT as f64,
    }))
}

/// Starts runs and waits for each, so many at a time.
async fn done(office: &Office, numbers: std::ops::Range<usize>) -> Outcome<()> {
    let agent = steps::agent();
    let agent = &agent;
    stream::iter(numbers)
        .map(|number| async move {
            let run = office.agents().start(agent, format!("go run=r{number:08}")).await?;
            let outcome = office.agents().wait(&run.id).await?;
            if outcome.run.status != RunStatus::Finished || outcome.run.spent.turns != TURNS + 1 {
                return Err(format!("a run ended otherwise: {:?}", outcome.run.ending).into());
            }
            Outcome::Ok(())
        })
        .buffer_unordered(IN_FLIGHT)
        .try_collect::<()>()
        .await
}
