//! Feast days that name a day of the year: "by New Year's Eve", "bis Nikolaus".

use jiff::civil::Date;

use crate::documents::understand::lexicon::Lexicon;

/// Words after which the name of a feast is a day: a quiet Halloween is none.
const LEADS: [&str; 10] = ["bis", "zum", "am", "an", "vor", "by", "until", "till", "on", "before"];

/// Says whether the words before the name of a feast make a day of it.
pub(super) fn is_led(before: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    LEADS.contains(&last.to_lowercase().as_str())
}

/// Returns the names of feast days of a language as one pattern.
pub(super) fn pattern(lexicon: &Lexicon) -> String {
    let names = lexicon.words("holidays").iter().filter_map(|line| line.get(1..)).flatten();
    let mut names: Vec<String> = names.map(|name| name.replace('-', "[ -]")).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.join("|")
}

/// Reads the name of a feast day: the next such day.
pub(super) fn next(name: &str, lexicon: &Lexicon, anchor: Date) -> Option<Date> {
    let name = name.to_lowercase().replace(' ', "-");
    let line = lexicon.words("holidays").iter().find(|line| line.contains(&name.as_str()))?;
    let (month, day) = line.first()?.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    [anchor.year(), anchor.year() + 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= anchor)
}
