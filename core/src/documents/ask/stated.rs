//! What an answer says beyond quoting: the day that understanding computed from the sentence.

use jiff::civil::Date;

use crate::documents::ask::question::{Question, Wanted};
use crate::documents::ask::units::Unit;

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Prints the computed day with its rule and the sentence, when the question asks for a time.
pub(super) fn stated(question: &Question, unit: &Unit) -> Option<String> {
    let (due, rule) = unit.computed.as_ref().filter(|_| question.wanted == Wanted::Time)?;
    Some(match question.german {
        true => format!("{} — berechnet: {rule}", german(*due)),
        false => format!("{} — {rule}", due.strftime("%-d %B %Y")),
    })
}

fn german(date: Date) -> String {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let month = MONTHS_DE.get(month).copied().unwrap_or_default();
    format!("{}. {month} {}", date.day(), date.year())
}
