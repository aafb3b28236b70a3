//! Reads days as a reader of office mail does: "by Friday" is the next one, "4 Jan" in November is next
//! year's, "end of next week" is its Friday.
//!
//! The value engine says what an expression can mean; deadlines need the one day it does mean, whether the
//! year was written, and which weekday was claimed.

use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::documents::understand::lexicon::Lexicon;

mod holidays;
mod weekdays;

use weekdays::lone_weekday;

/// A day in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moment {
    /// The first byte of the expression, its weekday included.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// The day; the first of a range.
    pub(super) date: Date,
    /// The last day of a range.
    pub(super) last: Option<Date>,
    /// Whether the year was written.
    pub(super) has_year: bool,
    /// The weekday that was written beside the date.
    pub(super) weekday: Option<Weekday>,
    /// Whether it counts from the day of writing: "tomorrow", "Friday", "end of the month".
    pub(super) relative: bool,
}

/// How to read days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The day of writing.
    pub(super) anchor: Date,
    /// Whether `1/2` is the second of January.
    pub(super) month_first: bool,
}

/// Words after which a lone number or two numbers with a stroke are a day.
const WANT_A_DAY: [&str; 30] = [
    "by",
    "on",
    "before",
    "until",
    "till",
    "til",
    "through",
    "thru",
    "due",
    "from",
    "since",
    "after",
    "of",
    "for",
    "than",
    "is",
    "bis",
    "am",
    "zum",
    "vor",
    "vom",
    "ab",
    "seit",
    "dem",
    "den",
    "der",
    "spätestens",
    "nach",
    "the",
    "ist",
];

/// What may follow a lone number that is a day: "by the 9th at noon", not "the 9th floor".
const AFTER_A_DAY: [&str; 44] = [
    "at", "to", "is", "or", "and", "for", "by", "when", "please", "latest", "so", "which", "before", "it",
    "we", "you", "they", "in", "will", "would", "with", "if", "as", "that", "because", "since", "um",
    "mittags", "bei", "und", "oder", "wäre", "ist", "auf", "in", "noch", "haben", "brauche", "brauchen",
    "melden", "schicken", "da", "eh", "früh",
];

struct Patterns {
    absolute: Regex,
    /// A day of the month alone: "the 9th", "am 28.".
    numbered: Regex,
    weekday: Regex,
    /// Per language.
    relative: Vec<Regex>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(Patterns::build);

const DATES: &str = r"(?:(?P<iso_y>\d{4})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)\b|(?:(?P<dot_0>\d{1,2})\.?\s?-\s?)?\b(?P<dot_d>\d{1,2})\.\s?(?P<dot_m>\d{1,2})\.(?:(?P<dot_y>\d\d(?:\d\d)?)\b|\s(?P<dot_y4>(?:19|20)\d\d)\b)?|\b(?P<sl_a>\d{1,2})/(?P<sl_b>\d{1,2})(?:/(?P<sl_y>(?:19|20)\d\d|\d\d))?\b|(?:(?P<day_0>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:-|to|bis|and|und|/)\s?)?\b(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s?(?:day of |of )?(?P<month>MONTHS)\b\.?(?:,?\s(?P<year>(?:19|20)\d\d)\b)?|\b(?P<word_day>ORDINALS)\s(?:day of |of )?(?P<word_month>MONTHS)\b(?:,?\s(?P<word_year>(?:19|20)\d\d)\b)?|\b(?P<us_month>MONTHS)\.? (?P<us_day>\d{1,2})(?:st|nd|rd|th)?\b(?:\s?-\s?(?P<us_last>\d{1,2})\b)?(?:,?\s(?P<us_year>(?:19|20)\d\d)\b)?)";

impl Patterns {
    fn build() -> Self {
        let alternatives = |section: &str| {
            let mut names: Vec<&str> =
                Lexicon::all().iter().flat_map(|lexicon| lexicon.words(section)).flatten().copied().collect();
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            names.join("|")
        };
        let weekdays = alternatives("weekdays");
        let dates =
            DATES.replace("MONTHS", &alternatives("months")).replace("ORDINALS", &alternatives("ordinals"));
        let absolute = format!(
            r"(?i)(?:\b(?P<weekday>{weekdays})(?:abend|morgen|früh|mittag|vormittag|nachmittag)?\.?(?:,\s?|\s)(?:(?:den|dem|the|am|der) )?)?{dates}"
        );
        let weekday = format!(
            r"(?i)(?P<lead>(?:\b\p{{L}}+ )?)\b(?P<name>{weekdays})(?:abends?|morgens?|früh|mittags?|vormittags?|nachmittags?)?\b(?P<dot>\.?)(?P<week>(?: week\b| in (?:einer woche|acht tagen)\b|,? (?:of |in )?(?:this|next|dieser|diese|nächster|nächste|kommender|kommende|der nächsten|der kommenden) (?:week|woche))?)"
        );
        let compile = |pattern: &str| Regex::new(pattern).expect("a test compiles the patterns of days");
        let numbered = format!(
            r"(?i)\b(?:(?P<weekday>{weekdays})\.?,? (?P<beside>\d{{1,2}})(?:st|nd|rd|th)\b|(?P<weekday_3>{weekdays})\.?,? (?:den )?(?P<bare>\d{{1,2}})\b\.?|(?:(?P<weekday_2>{weekdays})\.?,? )?(?:the (?P<en>\d{{1,2}})(?:st|nd|rd|th)\b|(?:am|zum|bis|den|dem|der|vor) (?P<de>\d{{1,2}})\.))(?P<of_month>{})?",
            of_month()
        );
        Self {
            absolute: compile(&absolute),
            numbered: compile(&numbered),
            weekday: compile(&weekday),
            relative: Lexicon::all().iter().map(|lexicon| compile(&relative(lexicon))).collect(),
        }
    }
}

/// Builds the pattern of "of this month", "des nächsten Monats" in all languages.
fn of_month() -> String {
    let source = |lexicon: &Lexicon| lexicon.cue("this_month").as_str().trim_start_matches("(?i)").to_owned();
    let all: Vec<String> = Lexicon::all().iter().map(source).collect();
    // A name may stand once in a pattern; which one it is shows in its words.
    all.join("|")
        .replace("?P<month_this>", "?:")
        .replace("?P<month_next>", "?:")
        .replace("?P<month_inst>", "?:")
}

/// Returns the names of weekdays of a language as one pattern.
fn weekdays(lexicon: &Lexicon) -> String {
    lexicon.words("weekdays").iter().filter_map(|line| line.first()).copied().collect::<Vec<_>>().join("|")
}

/// Builds the pattern of relative days of a language.
fn relative(lexicon: &Lexicon) -> String {
    let source = |section: &str| lexicon.cue(section).as_str().trim_start_matches("(?i)").to_owned();
    let months: Vec<&str> = lexicon.words("months").iter().flatten().copied().collect();
    let mut pattern = String::from("(?i)");
    let _ = write!(
        pattern,
        r"(?:before (?P<out>{}|the month|this month|the year|this year)(?:\s(?P<out_year>20\d\d))? is (?:out|over))|(?:while it is still |still in |noch im )(?P<within>{})\b|(?P<holiday>{})\b|(?:the month's |this month's )last (?P<last_of>{})\b|(?:(?P<end_of>{})|(?P<mid>{}))[ -](?:(?P<next>{})\s|(?P<this>{})\s)?(?:(?P<month_name>{})\b(?:\s(?P<month_year>20\d\d))?|{})|(?:{})(?P<month_day>{})tag(?:e|es)?\b|{}|{}|{} (?P<kw>\d{{1,2}})\b",
        months.join("|"),
        months.join("|"),
        holidays::pattern(lexicon),
        weekdays(lexicon),
        source("end_of"),
        source("middle_of"),
        source("next"),
        source("this"),
        months.join("|"),
        source("end_unit"),
        source("last_day_of"),
        months.join("|"),
        source("end_word").replace("(?P<", "(?P<w_"),
        source("relative_day"),
        source("calendar_week"),
    );
    pattern
}

/// Finds the days in plain words, in order.
pub(super) fn moments(plain: &str, lexicon: &Lexicon, reading: Reading) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::new();
    for captures in PATTERNS.absolute.captures_iter(plain) {
        found.extend(absolute(plain, &captures, reading));
    }
    // "before the 16th is out" is by the end of the 16th.
    for moment in &mut found {
        close(plain, moment);
    }
    let taken = |found: &[Moment], start: usize, end: usize| {
        found.iter().any(|moment| start < moment.end && moment.start < end)
    };
    let at = Lexicon::all().iter().position(|other| other.tag == lexicon.tag).unwrap_or(0);
    if let Some(pattern) = PATTERNS.relative.get(at) {
        for captures in pattern.captures_iter(plain) {
            if let Some(moment) = relative_day(plain, &captures, lexicon, reading)
                && !taken(&found, moment.start, moment.end)
            {
                found.push(moment);
            }
        }
    }
    for captures in PATTERNS.weekday.captures_iter(plain) {
        if let Some(moment) = lone_weekday(plain, &captures, reading)
            && !taken(&found, moment.start, moment.end)
        {
            found.push(moment);
        }
    }
    let days: Vec<Moment> = PATTERNS
        .numbered
        .captures_iter(plain)
        .filter_map(|captures| numbered(plain, &captures, reading))
        .collect();
    for mut day in days {
        close(plain, &mut day);
        leads_up(&mut day, &found);
        // "Tuesday the 9th" is one day: the number says which.
        found.retain(|moment| !(moment.relative && moment.start >= day.start && moment.end <= day.end));
        if !taken(&found, day.start, day.end) {
            found.push(day);
        }
    }
    found.sort_by_key(|moment| moment.start);
    // "end of day Friday": the day that follows says which.
    let starts: Vec<usize> = found.iter().map(|moment| moment.start).collect();
    found.retain(|moment| {
        let today = moment.relative && moment.date == reading.anchor && moment.weekday.is_none();
        !(today && starts.iter().any(|start| (moment.end..moment.end + 6).contains(start)))
    });
    found
}

fn number(captures: &Captures<'_>, name: &str) -> Option<i16> {
    captures.name(name)?.as_str().parse().ok()
}

/// Returns the index of a name in a section of words: its line, from 0.
fn named(section: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    Lexicon::all()
        .iter()
        .find_map(|lexicon| lexicon.words(section).iter().position(|line| line.contains(&name.as_str())))
}

/// Reads the name of a weekday.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    Weekday::from_monday_zero_offset(i8::try_from(named("weekdays", name)?).ok()?).ok()
}

fn month(captures: &Captures<'_>, name: &str) -> Option<i16> {
    let index = named("months", captures.name(name)?.as_str())?;
    i16::try_from(index).ok().map(|index| index + 1)
}

fn absolute(plain: &str, captures: &Captures<'_>, reading: Reading) -> Option<Moment> {
    let whole = captures.get(0)?;
    let before = plain[..whole.start()].chars().next_back();
    let after = plain[whole.end()..].chars().next();
    // Part of a longer number, a version or a reference.
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.'))
        && captures.name("weekday").is_none()
        || after.is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    let stated = captures.name("weekday").and_then(|name| weekday(name.as_str()));
    let (day, month, year, other) = if captures.name("iso_y").is_some() {
        (number(captures, "iso_d")?, number(captures, "iso_m")?, number(captures, "iso_y"), None)
    } else if captures.name("dot_d").is_some() {
        let (day, month) = (number(captures, "dot_d")?, number(captures, "dot_m")?);
        (day, month, number(captures, "dot_y").or(number(captures, "dot_y4")), number(captures, "dot_0"))
    } else if captures.name("sl_a").is_some() {
        let (a, b) = (number(captures, "sl_a")?, number(captures, "sl_b")?);
        let year = number(captures, "sl_y");
        // A fraction or a reference, unless the words before it want a day.
        let wanted = plain[..whole.start()].trim_end().rsplit(' ').next().is_some_and(|word| {
            WANT_A_DAY.contains(&word.trim_start_matches(['(', '"']).to_lowercase().as_str())
        });
        if year.is_none() && stated.is_none() && a <= 12 && !(wanted && (b > 12 || reading.month_first)) {
            return None;
        }
        let first = b > 12 || (reading.month_first && a <= 12);
        if first { (b, a, year, None) } else { (a, b, year, None) }
    } else if captures.name("day").is_some() {
        let month = month(captures, "month")?;
        (number(captures, "day")?, month, number(captures, "year"), number(captures, "day_0"))
    } else if let Some(name) = captures.name("word_day") {
        let day = i16::try_from(named("ordinals", name.as_str())?).ok()? + 1;
        (day, month(captures, "word_month")?, number(captures, "word_year"), None)
    } else {
        let month = month(captures, "us_month")?;
        (number(captures, "us_day")?, month, number(captures, "us_year"), number(captures, "us_last"))
    };
    let has_year = year.is_some();
    let year = year.map(|year| if year < 100 { year + 2000 } else { year });
    let date = |day: i16| place(day, month, year, reading.anchor);
    let (mut first, mut last) = (date(day)?, None);
    if let Some(other) = other.and_then(date) {
        (first, last) = (first.min(other), Some(first.max(other)));
    }
    Some(Moment {
        start: whole.start(),
        end: whole.end(),
        date: first,
        last,
        has_year,
        weekday: stated,
        relative: false,
    })
}

/// Sets a day of the month into the month of the day that was named before it, when it leads up to that: "They meet
/// on 22 February, send it by the 19th".
fn leads_up(day: &mut Moment, found: &[Moment]) {
    let Some(named) = found.iter().rfind(|moment| !moment.relative && moment.end <= day.start) else {
        return;
    };
    if let Ok(date) = Date::new(named.date.year(), named.date.month(), day.date.day())
        && date < named.date
        && date > day.date
    {
        day.date = date;
    }
}

/// Takes "before … is out" into the expression, so that "before" does not mean the day before.
fn close(plain: &str, moment: &mut Moment) {
    const LEADS: [&str; 3] = ["before ", "bevor ", "ehe "];
    const ENDS: [&str; 6] = [" is out", " is over", " is up", " ends", " um ist", " vorbei ist"];
    let lead = LEADS.iter().find(|lead| plain[..moment.start].to_lowercase().ends_with(**lead));
    let end = ENDS.iter().find(|end| plain[moment.end..].starts_with(**end));
    if let (Some(lead), Some(end)) = (lead, end) {
        moment.start -= lead.len();
        moment.end += end.len();
    }
}

/// Reads a day of the month alone: the next one after the day of writing, or the one its weekday tells.
fn numbered(plain: &str, captures: &Captures<'_>, reading: Reading) -> Option<Moment> {
    let whole = captures.get(0)?;
    let bare = number(captures, "bare");
    let day = number(captures, "en").or(number(captures, "de")).or(number(captures, "beside")).or(bare)?;
    let day = i8::try_from(day).ok()?;
    let said = captures.name("weekday").or(captures.name("weekday_2")).or(captures.name("weekday_3"));
    let said = said.and_then(|name| weekday(name.as_str()));
    let rest = plain[whole.end()..].trim_start();
    let next: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    // "am 28. und 29." is a day; "am 2. Tag", "der 3. Stock" and "the 2nd time" are none.
    let ends = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    // "Mo-Fr 8-18 Uhr", "Friday 5:30" are hours.
    let hours =
        rest.starts_with(['-', ':', '/', '+']) || plain[..whole.start()].trim_end().ends_with(['-', '/']);
    if bare.is_some() && hours {
        return None;
    }
    let of_month = captures.name("of_month").map(|name| name.as_str().to_lowercase());
    if !ends && !AFTER_A_DAY.contains(&next.as_str()) && of_month.is_none() {
        return None;
    }
    let anchor = reading.anchor;
    let month = |ahead: i32| anchor.first_of_month().checked_add(ahead.months()).ok();
    let date = |ahead: i32| month(ahead)?.with().day(day).build().ok();
    let stated = of_month.map(|name| {
        i32::from(
            ["next", "following", "coming", "nächsten", "kommenden", "folgenden"]
                .iter()
                .any(|w| name.contains(w)),
        )
    });
    let date = stated
        .map_or(0..=2, |ahead| ahead..=ahead)
        .filter_map(date)
        .filter(|date| *date >= anchor)
        .find(|date| said.is_none_or(|said| date.weekday() == said))
        .or_else(|| stated.and_then(date))
        // "Monday 27" is a day only when a 27th is a Monday; "Friday 5" may be an hour.
        .or_else(|| (0..=1).filter(|_| bare.is_none()).filter_map(date).find(|date| *date >= anchor))?;
    Some(Moment {
        start: whole.start(),
        end: whole.end(),
        date,
        last: None,
        has_year: false,
        weekday: None,
        relative: true,
    })
}

/// Sets a day into the written year, or the year that brings it nearest to the day of writing, rather
/// after it than before.
fn place(day: i16, month: i16, year: Option<i16>, anchor: Date) -> Option<Date> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    [anchor.year() - 1, anchor.year(), anchor.year() + 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .min_by_key(|date| {
            let days = (*date - anchor).get_days();
            if days >= 0 { days } else { -days + 60 }
        })
}

fn relative_day(plain: &str, captures: &Captures<'_>, lexicon: &Lexicon, reading: Reading) -> Option<Moment> {
    let whole = captures.get(0)?;
    let anchor = reading.anchor;
    let has = |name: &str| captures.name(name).is_some();
    let date = if has("d0") {
        // "ab heute", "bis heute nicht": counted from today, or said of what was.
        let before = plain[..whole.start()].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
        let after = plain[whole.end()..].trim_start();
        let hour = after.starts_with(|c: char| c.is_ascii_digit()) || after.starts_with("um ");
        if matches!(before.as_str(), "ab" | "seit" | "from" | "since" | "of") || before == "bis" && !hour {
            return None;
        }
        anchor
    } else if has("d1") {
        // "Guten Morgen", "am Morgen"
        if whole.as_str().starts_with('M') || plain[..whole.start()].to_lowercase().ends_with("guten ") {
            return None;
        }
        anchor.checked_add(1.day()).ok()?
    } else if has("d2") {
        anchor.checked_add(2.days()).ok()?
    } else if let Some(week) = number(captures, "kw") {
        calendar_week(week, anchor)?
    } else if captures.name("out").is_some_and(|name| name.as_str().ends_with("year")) {
        Date::new(anchor.year(), 12, 31).ok()?
    } else if captures.name("out").is_some_and(|name| name.as_str().contains(' ')) {
        anchor.last_of_month()
    } else if let Some(name) = captures.name("holiday") {
        if !holidays::is_led(&plain[..whole.start()]) {
            return None;
        }
        holidays::next(name.as_str(), lexicon, anchor)?
    } else if let Some(name) = captures.name("last_of") {
        anchor.nth_weekday_of_month(-1, weekday(name.as_str())?).ok()?
    } else if let Some(name) = captures.name("out").or(captures.name("within")) {
        let month = i16::try_from(named("months", name.as_str())?).ok()? + 1;
        place(15, month, number(captures, "out_year"), anchor)?.last_of_month()
    } else if let Some(name) = captures.name("month_name").or(captures.name("month_day")) {
        let index = lexicon
            .words("months")
            .iter()
            .position(|line| line.contains(&name.as_str().to_lowercase().as_str()))?;
        let month = i16::try_from(index).ok()? + 1;
        let date = place(15, month, number(captures, "month_year"), anchor)?;
        if has("mid") { date } else { date.last_of_month() }
    } else {
        let mid = has("mid");
        let next = has("next");
        let unit = |name: &str| {
            has(name)
                || (name != "week" || lexicon.tag == "de") && captures.name(&format!("w_{name}")).is_some()
        };
        end_of(anchor, next, mid, &unit)?
    };
    Some(Moment {
        start: whole.start(),
        end: whole.end(),
        date,
        last: None,
        has_year: false,
        weekday: None,
        relative: true,
    })
}

fn end_of(anchor: Date, next: bool, mid: bool, unit: &dyn Fn(&str) -> bool) -> Option<Date> {
    if unit("week") {
        let friday = i32::from(Weekday::Friday.to_monday_zero_offset());
        let today = i32::from(anchor.weekday().to_monday_zero_offset());
        let days = friday - today + if next { 7 } else { 0 };
        let days = if mid { days - 2 } else { days };
        return anchor.checked_add(days.days()).ok();
    }
    if unit("month") {
        let base = if next { anchor.first_of_month().checked_add(1.month()).ok()? } else { anchor };
        return if mid { base.with().day(15).build().ok() } else { Some(base.last_of_month()) };
    }
    if unit("quarter") {
        let base = if next { anchor.checked_add(3.months()).ok()? } else { anchor };
        return quarter_end(base);
    }
    if unit("year") {
        let year = anchor.year() + i16::from(next);
        return Date::new(year, if mid { 6 } else { 12 }, if mid { 30 } else { 31 }).ok();
    }
    None
}

/// Returns the last day of the quarter.
pub(super) fn quarter_end(date: Date) -> Option<Date> {
    let month = (date.month() - 1) / 3 * 3 + 3;
    Some(Date::new(date.year(), month, 1).ok()?.last_of_month())
}

/// Returns the Friday of a calendar week (ISO 8601) at or after the day of writing's week.
fn calendar_week(week: i16, anchor: Date) -> Option<Date> {
    let week = i8::try_from(week).ok()?;
    [anchor.year(), anchor.year() + 1]
        .into_iter()
        .filter_map(|year| jiff::civil::ISOWeekDate::new(year, week, Weekday::Friday).ok())
        .map(jiff::civil::ISOWeekDate::date)
        .find(|date| (*date - anchor).get_days() >= -6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, tag: &str) -> Vec<(String, String)> {
        let reading = Reading { anchor: jiff::civil::date(2026, 11, 20), month_first: false };
        moments(text, Lexicon::of(tag), reading)
            .into_iter()
            .map(|m| (text[m.start..m.end].to_owned(), m.date.to_string()))
            .collect()
    }

    #[test]
    fn days_are_read_in_all_notations() {
        for (text, tag, date) in [
            ("due 2026-12-04.", "en", "2026-12-04"),
            ("am 04.12.2026 fällig", "de", "2026-12-04"),
            ("vor dem 10.12. vorliegen", "de", "2026-12-10"),
            ("by 27/11", "en", "2026-11-27"),
            ("until 13/11/2026", "en", "2026-11-13"),
            ("bis Montag, den 7. Dezember 2026, auf", "de", "2026-12-07"),
            ("by Tuesday, December 1", "en", "2026-12-01"),
            ("no later than November 30, 2026", "en", "2026-11-30"),
            ("Jan, 8. Januar 2027", "de", "2027-01-08"),
            ("bis 8. Januar", "de", "2027-01-08"),
            ("Mi, 25.11.", "de", "2026-11-25"),
            ("by Thursday", "en", "2026-11-26"),
            ("bis Do.", "de", "2026-11-26"),
            ("bis morgen, 12 Uhr", "de", "2026-11-21"),
            ("bis Freitag dieser Woche", "de", "2026-11-20"),
            ("bis Ende nächster Woche", "de", "2026-11-27"),
            ("end of November at the latest", "en", "2026-11-30"),
            ("TÜV läuft Ende des Monats ab", "de", "2026-11-30"),
            ("gilt bis zum Jahresende", "de", "2026-12-31"),
            ("by end of day Friday", "en", "2026-11-27"),
            ("in my hands no later than Tuesday the 1st, which", "en", "2026-12-01"),
            ("before the 26th is out", "en", "2026-11-26"),
            ("out before December is out", "en", "2026-12-31"),
            ("has to be before Fri 27th", "en", "2026-11-27"),
            ("dein Okay bräuchte ich am Donnerstagabend", "de", "2026-11-26"),
            ("den wollen die am montag gleich", "de", "2026-11-23"),
            ("darf ich am 28. und 29. arbeiten", "de", "2026-11-28"),
            ("has to get there by 12/17 or they", "en", "2026-12-17"),
            ("ich brauch das mittwoch abend", "de", "2026-11-25"),
            ("done before i leave thursday", "en", "2026-11-26"),
            ("on Tuesday of next week", "en", "2026-11-24"),
            ("liegt zum Monatsletzten vor", "de", "2026-11-30"),
            ("am letzten Tage des Monats Januar", "de", "2027-01-31"),
            ("spätestens am letzten Februartag", "de", "2027-02-28"),
            ("bis Monatsende Dezember", "de", "2026-12-31"),
            ("by end January", "en", "2027-01-31"),
            ("until the 28th of this month", "en", "2026-11-28"),
            ("shut on the 4th of next month.", "en", "2026-12-04"),
            ("zum 15. des nächsten Monats", "de", "2026-12-15"),
            ("noon on Wednesday, the second of December", "en", "2026-12-02"),
            ("the 4th day of January 2027", "en", "2027-01-04"),
            ("bis zum ersten Dezember", "de", "2026-12-01"),
            ("should be with me on Friday 27 because", "en", "2026-11-27"),
            ("bei uns am Freitag, 27. und", "de", "2026-11-27"),
            ("from you by Tuesday week, please", "en", "2026-12-01"),
            ("bis Dienstag in einer Woche", "de", "2026-12-01"),
            ("book before the year is out", "en", "2026-12-31"),
            ("endet mit Ablauf des Jahres", "de", "2026-12-31"),
            ("zurück bis Nikolaus", "de", "2026-12-06"),
            ("the offer goes with the month's last Friday", "en", "2026-11-27"),
            ("wer noch im Dezember bestellt", "de", "2026-12-31"),
            ("they meet on 22 December, so send it by the 19th.", "en", "2026-12-19"),
        ] {
            let found = read(text, tag);
            assert!(found.iter().any(|(_, found)| found == date), "{text}: {found:?}");
        }
    }

    #[test]
    fn numbers_that_are_no_days_are_left_alone() {
        for text in [
            "Akte 118/26",
            "version 3.1.2",
            "1/2 cup",
            "Guten Morgen Herr Oelkers",
            "Mo-Fr 8-18 Uhr",
            "every Friday",
            "on the 3rd floor",
            "am 2. Tag",
            "step 3/17",
            "Mo bis Do 8 bis 15 Uhr",
            "open Tuesday to Thursday",
            "last month",
            "what a lovely Halloween",
        ] {
            assert_eq!(read(text, "de"), [], "{text}");
        }
    }
}
