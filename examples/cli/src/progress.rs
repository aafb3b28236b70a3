//! A progress bar on standard error while files are read; nothing when that is no terminal.

use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use secretariat::documents::progress::Step;
use secretariat::documents::{Documents, Outcome, Source};
use secretariat::{Error, Result};

use crate::output::line;

/// Adds all sources and shows how far it is.
pub(crate) async fn add(documents: &Documents, sources: Vec<Source>) -> Result<Vec<Outcome>> {
    let bar = ProgressBar::new(sources.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let job = documents.submit(sources);
    let mut progress = Box::pin(job.progress(0));
    while let Some(event) = progress.next().await {
        match event.step {
            Step::Started => bar.set_message(line(&event.name, 48)),
            Step::Stored { .. } | Step::Duplicate { .. } | Step::Failed { .. } => bar.inc(1),
            Step::Parsed { .. } | Step::Finished => {}
        }
    }
    bar.finish_and_clear();
    job.wait().await
}

/// Parts outcomes into documents and failures.
pub(crate) fn part(outcomes: Vec<Outcome>) -> (Vec<secretariat::documents::Document>, Vec<(String, Error)>) {
    let (mut documents, mut failed) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome.result {
            Ok(document) => documents.push(document),
            Err(error) => failed.push((outcome.name, error)),
        }
    }
    (documents, failed)
}
