//! Which deadlines of a document are near.

use jiff::civil::Date;

use super::input::Occasion;
use crate::documents::Document;

/// Returns the days of deadlines that are near: from today on, and at most so many days away.
pub(crate) fn near_days(document: &Document, today: Date, days_before: u32) -> Vec<Date> {
    let mut days: Vec<Date> = document.brief.deadlines.iter().map(|deadline| deadline.due).collect();
    days.sort_unstable();
    days.dedup();
    let is_near = |due: &Date| {
        let away = (*due - today).get_days();
        away >= 0 && i64::from(away) <= i64::from(days_before)
    };
    days.retain(is_near);
    days
}

/// Returns an occasion for each day that is near.
pub(super) fn near(document: &Document, today: Date, days_before: u32, now: &str) -> Vec<Occasion> {
    let of = |due: Date| Occasion {
        key: format!("{}/{due}", document.id),
        document: Some(document.id.to_string()),
        due: Some(due.to_string()),
        now: now.to_owned(),
    };
    near_days(document, today, days_before).into_iter().map(of).collect()
}
