//! Counters for Prometheus, in its text format. Labels are methods, templates of routes and statuses: a fixed set.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::Method;
use secretariat::work::WorkerMetrics;

/// The upper bounds of the buckets, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// What was counted since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<(String, String), Row>>);

#[derive(Debug, Default)]
struct Row {
    statuses: BTreeMap<u16, u64>,
    buckets: [u64; BUCKETS.len()],
    count: u64,
    seconds: f64,
}

impl Metrics {
    /// Counts an answer.
    pub(crate) fn answered(&self, method: &Method, route: &str, status: u16, elapsed: Duration) {
        // Methods are whatever a client writes: the unknown ones share a label.
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let method = known.into_iter().find(|known| *known == method.as_str()).unwrap_or("OTHER");
        let seconds = elapsed.as_secs_f64();
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows.entry((method.to_owned(), route.to_owned())).or_default();
        *row.statuses.entry(status).or_default() += 1;
        row.count += 1;
        row.seconds += seconds;
        for (bucket, bound) in row.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
    }

    /// Writes everything in the text format.
    pub(crate) fn text(&self, worker: Option<WorkerMetrics>) -> String {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        // Writing into a string cannot fail.
        let line = |text: std::fmt::Arguments<'_>, out: &mut String| {
            let _ = writeln!(out, "{text}");
        };
        let name = "secretariat_http_requests_total";
        line(format_args!("# HELP {name} Requests that were answered.\n# TYPE {name} counter"), &mut text);
        for ((method, route), row) in rows.iter() {
            for (status, count) in &row.statuses {
                let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
                line(format_args!("{name}{{{labels}}} {count}"), &mut text);
            }
        }
        let name = "secretariat_http_request_duration_seconds";
        line(format_args!("# HELP {name} How long answers took.\n# TYPE {name} histogram"), &mut text);
        for ((method, route), row) in rows.iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\"");
            for (bucket, bound) in row.buckets.iter().zip(BUCKETS) {
                line(format_args!("{name}_bucket{{{labels},le=\"{bound}\"}} {bucket}"), &mut text);
            }
            line(format_args!("{name}_bucket{{{labels},le=\"+Inf\"}} {}", row.count), &mut text);
            line(format_args!("{name}_sum{{{labels}}} {}", row.seconds), &mut text);
            line(format_args!("{name}_count{{{labels}}} {}", row.count), &mut text);
        }
        if let Some(worker) = worker {
            let counts =
                [("finished", worker.finished), ("parked", worker.parked), ("returned", worker.returned)];
            for (what, count) in counts {
                let name = format!("secretariat_work_{what}_total");
                let head = format!("# HELP {name} Pieces of work that were {what}.\n# TYPE {name} counter");
                line(format_args!("{head}\n{name} {count}"), &mut text);
            }
        }
        text
    }
}
