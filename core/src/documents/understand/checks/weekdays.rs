//! Finds dates that fall on another weekday than the text says.

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::documents::facts::{Finding, Severity};
use crate::documents::understand::units::Zone;
use crate::documents::understand::work::Work;

/// A date without a year is checked only this near to the day of writing, where its year is beyond doubt.
const NEAR_DAYS: i32 = 120;

/// Compares each written weekday with the calendar.
pub(super) fn check(work: &Work<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (_, unit, moments) in work.dated() {
        if matches!(unit.zone, Zone::Quoted | Zone::Furniture) {
            continue;
        }
        for moment in moments.iter().filter(|moment| !moment.relative) {
            let Some(said) = moment.weekday else { continue };
            let own = work.days.own.is_some();
            let near = own && (moment.date - work.anchor()).get_days().abs() <= NEAR_DAYS;
            let day = moment.date;
            if day.weekday() == said || !(moment.has_year || near) {
                continue;
            }
            // "Monday 12-14 May": the weekday belongs to one end of the range.
            if moment.last.is_some_and(|last| last.weekday() == said) {
                continue;
            }
            // Without a year, another year may be meant.
            let other = [-1, 1]
                .iter()
                .any(|years| day.checked_add(years.years()).is_ok_and(|day| day.weekday() == said && !near));
            if !moment.has_year && other {
                continue;
            }
            let evidence = work.source.evidence(unit.part(moment.start, moment.end));
            if found
                .iter()
                .any(|finding| finding.evidence.as_ref().is_some_and(|other| other.quote == evidence.quote))
            {
                continue;
            }
            found.push(Finding {
                code: "weekday_mismatch".to_owned(),
                severity: Severity::Warning,
                message: format!("{day} is a {}, not a {}.", name(day.weekday()), name(said)),
                evidence: Some(evidence),
                span: None,
            });
        }
    }
    found
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
