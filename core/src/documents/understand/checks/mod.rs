//! Checks: what looks wrong in a document.

mod accounts;
mod numbers;
mod totals;
mod weekdays;

use crate::documents::facts::{Finding, Severity};
use crate::documents::understand::work::Work;

/// Runs all checks.
pub(super) fn findings(work: &Work<'_>) -> Vec<Finding> {
    let mut found = totals::check(work);
    found.extend(weekdays::check(work));
    found.extend(accounts::check(work));
    for note in &work.document.notes {
        found.push(Finding {
            code: note.code.clone(),
            severity: if note.code == "needs_ocr" { Severity::Warning } else { Severity::Info },
            message: note.message.clone(),
            evidence: None,
            span: None,
        });
    }
    found
}
