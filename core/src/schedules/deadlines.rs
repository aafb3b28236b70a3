//! Which deadlines of a document are near.

use jiff::civil::Date;

use super::input::Occasion;
use crate::documents::Document;

/// Returns an occasion for each day that is near: from today on, and at most so many days away.
pub(super) fn near(document: &Document, today: Date, days_before: u32, now: &str) -> Vec<Occasion> {
    let mut days: Vec<Date> = document.brief.deadlines.iter().map(|deadline| deadline.due).collect();
    days.sort_unstable();
    days.dedup();
    let is_near = |due: &Date| {
        let away = (*due - today).get_days();
        away >= 0 && i64::from(away) <= i64::from(days_before)
    };
    let of = |due: Date| Occasion {
        key: format!("{}/{due}", document.id),
        document: Some(document.id.to_string()),
        due: Some(due.to_string()),
        now: now.to_owned(),
    };
    days.into_iter().filter(is_near).map(of).collect()
}
