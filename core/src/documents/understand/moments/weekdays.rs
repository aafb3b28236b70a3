//! Weekdays that stand alone: "by Friday", "am Donnerstag nächster Woche", not "every Friday" or "Mo-Fr".

use jiff::ToSpan;
use jiff::civil::Date;
use regex::Captures;

use super::{Moment, Reading, weekday};

/// The fewest letters of a weekday that is written out.
const WHOLE: usize = 6;

/// Says whether a weekday begins or ends a stretch of weekdays: office hours, no day.
fn is_stretch(plain: &str, start: usize, after: &str) -> bool {
    const TO: [&str; 5] = ["bis", "to", "through", "thru", "till"];
    let is_day = |word: &str| weekday(word.trim_matches(|c: char| !c.is_alphanumeric())).is_some();
    let mut before = plain[..start].split_whitespace().rev();
    let mut ahead = after.trim_start_matches('.').split_whitespace();
    before.next().is_some_and(|word| TO.contains(&word.to_lowercase().as_str()))
        && before.next().is_some_and(is_day)
        || ahead.next().is_some_and(|word| TO.contains(&word.to_lowercase().as_str()))
            && ahead.next().is_some_and(is_day)
}

/// Reads a weekday that stands alone: the next one, or the one of the week that is named.
pub(super) fn lone_weekday(plain: &str, captures: &Captures<'_>, reading: Reading) -> Option<Moment> {
    let name = captures.name("name")?;
    let lead = captures.name("lead").map_or("", |lead| lead.as_str().trim());
    let whole = captures.get(0)?;
    let lowered = lead.to_lowercase();
    // Two letters are a weekday only after a word that wants one: "bis Do.", "am Mi".
    let short = name.as_str().chars().count() <= 3;
    let capital = name.as_str().chars().next().is_some_and(char::is_uppercase);
    let wanted = matches!(
        lowered.as_str(),
        "bis"
            | "am"
            | "by"
            | "on"
            | "until"
            | "before"
            | "vor"
            | "zum"
            | "nächsten"
            | "kommenden"
            | "next"
            | "this"
    );
    // Written out they are days in small letters too; "weds" and "sat" only after a word that wants a day.
    let whole_name = name.as_str().chars().count() >= WHOLE;
    let reads = if short { capital && wanted } else { capital || wanted || whole_name };
    if !reads {
        return None;
    }
    // Every Monday, Mondays, last Friday.
    let recurring = matches!(
        lowered.as_str(),
        "every"
            | "each"
            | "a"
            | "an"
            | "einem"
            | "einen"
            | "jeden"
            | "jedem"
            | "last"
            | "letzten"
            | "vergangenen"
            | "letzter"
            | "since"
            | "seit"
            | "good"
            | "black"
            | "holy"
            | "maundy"
    ) || name.as_str().to_lowercase().ends_with("tags")
        || plain[name.end()..].starts_with('s');
    // "Mo-Fr", "Monday to Friday", "Di bis Do 9-12 Uhr"
    let after = plain[name.end()..].trim_start();
    if is_stretch(plain, name.start(), after) {
        return None;
    }
    if recurring || after.starts_with('-') || after.starts_with('/') || lead.ends_with('-') {
        return None;
    }
    let day = weekday(name.as_str())?;
    let anchor = reading.anchor;
    let until = |from: Date| {
        let days = i32::from(day.to_monday_zero_offset()) - i32::from(from.weekday().to_monday_zero_offset());
        from.checked_add(days.days()).ok()
    };
    let week = captures.name("week").map_or("", |week| week.as_str()).to_lowercase();
    // "Friday week" is a week after the next Friday.
    let after_next = matches!(week.trim(), "week" | "in einer woche" | "in acht tagen");
    let date = if after_next {
        let date = until(anchor)?;
        date.checked_add(if date <= anchor { 14 } else { 7 }.days()).ok()?
    } else if week.contains("this") || week.contains("diese") {
        until(anchor)?
    } else if !week.is_empty() {
        until(anchor.checked_add(7.days()).ok()?)?
    } else {
        let date = until(anchor)?;
        if date <= anchor { date.checked_add(7.days()).ok()? } else { date }
    };
    let adjective = matches!(
        lowered.as_str(),
        "next"
            | "this"
            | "coming"
            | "nächsten"
            | "kommenden"
            | "diesen"
            | "nächster"
            | "nächste"
            | "kommender"
    );
    Some(Moment {
        start: if adjective { whole.start() } else { name.start() },
        end: if week.is_empty() { name.end() } else { whole.end() },
        date,
        last: None,
        has_year: false,
        weekday: Some(day),
        relative: true,
    })
}
