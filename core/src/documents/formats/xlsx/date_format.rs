//! Dates and times in cells: a count of days, written by a format code (ECMA-376 part 1, 18.8.31).

use jiff::Span;
use jiff::civil::{Date, date};

/// A format code for dates, times or durations.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DateFormat {
    tokens: Vec<Token>,
    twelve_hours: bool,
    german: bool,
    /// Digits of a second's fraction.
    fraction: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(String),
    /// A letter and how often it stands: `y`, `m`, `d`, `h`, `s`; `n` is the minute.
    Field(char, usize),
    /// All hours, minutes or seconds of a duration.
    Elapsed(char, usize),
    /// `AM/PM` or `A/P`.
    Half(bool),
    /// Fraction of a second with this many digits.
    Fraction(usize),
}

/// The first day after the last that Excel knows, 31 December 9999.
const END_OF_DAYS: f64 = 2_958_466.0;

impl DateFormat {
    /// Reads a section of a format code; `None` when it is not about time.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut german = false;
        let mut characters = code.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '"' => tokens.push(Token::Literal(characters.by_ref().take_while(|&c| c != '"').collect())),
                '\\' => tokens.push(Token::Literal(characters.next().map(String::from).unwrap_or_default())),
                '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    let first = inside.chars().next().unwrap_or(' ');
                    if matches!(first, 'h' | 'm' | 's') && inside.chars().all(|c| c == first) {
                        tokens.push(Token::Elapsed(first, inside.len()));
                    } else if let Some(language) = inside.strip_prefix("$-") {
                        german = matches!(language.trim_start_matches('0'), "407" | "807" | "c07");
                    } else if let Some(sign) = inside.strip_prefix('$') {
                        tokens.push(Token::Literal(sign.split('-').next().unwrap_or_default().to_owned()));
                    }
                }
                'a' | 'A' => {
                    let rest: String = characters.clone().take(4).collect::<String>().to_ascii_lowercase();
                    let (length, long) = if rest.starts_with("m/pm") {
                        (4, true)
                    } else if rest.starts_with("/p") {
                        (2, false)
                    } else {
                        (0, false)
                    };
                    if length == 0 {
                        tokens.push(Token::Literal(character.to_string()));
                    } else {
                        characters.by_ref().take(length).for_each(drop);
                        tokens.push(Token::Half(long));
                    }
                }
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                    let mut count = 1;
                    while characters.peek().is_some_and(|next| next.eq_ignore_ascii_case(&character)) {
                        characters.next();
                        count += 1;
                    }
                    tokens.push(Token::Field(character.to_ascii_lowercase(), count));
                }
                '.' if characters.peek() == Some(&'0') => {
                    let mut count = 0;
                    while characters.peek() == Some(&'0') {
                        characters.next();
                        count += 1;
                    }
                    tokens.push(Token::Fraction(count.min(3)));
                }
                '0' | '#' | '?' | '%' => return None,
                other => tokens.push(Token::Literal(other.to_string())),
            }
        }
        let has_time = tokens.iter().any(|token| matches!(token, Token::Field(..) | Token::Elapsed(..)));
        if !has_time {
            return None;
        }
        tell_minutes_from_months(&mut tokens);
        let twelve_hours = tokens.iter().any(|token| matches!(token, Token::Half(_)));
        let fraction = tokens.iter().map(|token| if let Token::Fraction(n) = token { *n } else { 0 }).max();
        Some(Self { tokens, twelve_hours, german, fraction: fraction.unwrap_or(0) })
    }

    /// Writes a count of days; `None` when it is no date of the calendar.
    pub(super) fn render(&self, value: f64, from_1904: bool) -> Option<String> {
        if !(0.0..END_OF_DAYS).contains(&value) {
            return None;
        }
        let unit = 10u64.pow(self.fraction as u32);
        let ticks = (value * 86_400.0 * unit as f64).round() as u64;
        let seconds = ticks / unit;
        let day = Day::from_serial(seconds / 86_400, from_1904)?;
        let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
        let mut out = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(words) => out.push_str(words),
                Token::Field('y', 1 | 2) => out.push_str(&format!("{:02}", day.year % 100)),
                Token::Field('y', _) => out.push_str(&format!("{:04}", day.year)),
                Token::Field('m', 1) => out.push_str(&day.month.to_string()),
                Token::Field('m', 2) => out.push_str(&format!("{:02}", day.month)),
                Token::Field('m', count) => out.push_str(&self.month(day.month, *count)),
                Token::Field('d', 1) => out.push_str(&day.day.to_string()),
                Token::Field('d', 2) => out.push_str(&format!("{:02}", day.day)),
                Token::Field('d', count) => out.push_str(&self.weekday(day.weekday, *count)),
                Token::Field('h', count) => {
                    let hour = if self.twelve_hours { (hour + 11) % 12 + 1 } else { hour };
                    out.push_str(&padded(hour, *count));
                }
                Token::Field('n', count) => out.push_str(&padded(minute, *count)),
                Token::Field(_, count) => out.push_str(&padded(second, *count)),
                Token::Elapsed('h', count) => out.push_str(&padded(seconds / 3_600, *count)),
                Token::Elapsed('m', count) => out.push_str(&padded(seconds / 60, *count)),
                Token::Elapsed(_, count) => out.push_str(&padded(seconds, *count)),
                Token::Half(true) => out.push_str(if hour < 12 { "AM" } else { "PM" }),
                Token::Half(false) => out.push(if hour < 12 { 'A' } else { 'P' }),
                Token::Fraction(count) => {
                    let part = ticks % unit / 10u64.pow((self.fraction - count) as u32);
                    out.push_str(&format!(".{part:0count$}"));
                }
            }
        }
        Some(out)
    }

    fn month(&self, month: i8, count: usize) -> String {
        let names = if self.german { GERMAN_MONTHS } else { MONTHS };
        let name = names.get((month - 1).max(0) as usize).copied().unwrap_or_default();
        match count {
            3 => name.chars().take(3).collect(),
            5 => name.chars().take(1).collect(),
            _ => name.to_owned(),
        }
    }

    fn weekday(&self, weekday: usize, count: usize) -> String {
        let names = if self.german { GERMAN_WEEKDAYS } else { WEEKDAYS };
        let name = names.get(weekday).copied().unwrap_or_default();
        let short = if self.german { 2 } else { 3 };
        if count == 3 { name.chars().take(short).collect() } else { name.to_owned() }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN_MONTHS: [&str; 12] = [
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
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const GERMAN_WEEKDAYS: [&str; 7] =
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

fn padded(number: u64, count: usize) -> String {
    if count > 1 { format!("{number:02}") } else { number.to_string() }
}

/// `m` is the minute after an hour or before a second, otherwise the month.
fn tell_minutes_from_months(tokens: &mut [Token]) {
    let fields: Vec<(usize, char)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Field(letter, _) | Token::Elapsed(letter, _) => Some((at, *letter)),
            _ => None,
        })
        .collect();
    for (index, (at, letter)) in fields.iter().enumerate() {
        let after_hour = index > 0 && fields.get(index - 1).is_some_and(|(_, before)| *before == 'h');
        let before_second = fields.get(index + 1).is_some_and(|(_, after)| *after == 's');
        if *letter == 'm'
            && (after_hour || before_second)
            && let Some(Token::Field(letter, 1 | 2)) = tokens.get_mut(*at)
        {
            *letter = 'n';
        }
    }
}

struct Day {
    year: i16,
    month: i8,
    day: i8,
    /// From 0, Monday.
    weekday: usize,
}

impl Day {
    /// Excel's calendar of 1900 has a 29 February that never was (day 60); the calendar of 1904 has not.
    fn from_serial(serial: u64, from_1904: bool) -> Option<Self> {
        let days = i64::try_from(serial).ok()?;
        let after = |start: Date, days: i64| start.checked_add(Span::new().try_days(days).ok()?).ok();
        let found = if from_1904 {
            after(date(1904, 1, 1), days)?
        } else if days == 60 {
            return Some(Self { year: 1900, month: 2, day: 29, weekday: 2 });
        } else if days == 0 {
            return Some(Self { year: 1900, month: 1, day: 0, weekday: 5 });
        } else {
            after(date(1899, 12, 30), if days < 60 { days + 1 } else { days })?
        };
        let weekday = found.weekday().to_monday_zero_offset() as usize;
        Some(Self { year: found.year(), month: found.month(), day: found.day(), weekday })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: f64) -> Option<String> {
        DateFormat::parse(code)?.render(value, false)
    }

    #[test]
    fn dates_and_times_are_written_as_the_cell_shows_them() {
        for (code, value, expected) in [
            ("yyyy-mm-dd", 45_292.0, "2024-01-01"),
            ("dd.mm.yyyy", 45_292.5, "01.01.2024"),
            ("d-mmm-yy", 45_351.0, "29-Feb-24"),
            ("h:mm AM/PM", 0.75, "6:00 PM"),
            ("h:mm AM/PM", 0.0, "12:00 AM"),
            ("[h]:mm:ss", 1.5, "36:00:00"),
            ("mm:ss.0", 0.000_694_444_4, "01:00.0"),
            ("yyyy-mm-dd hh:mm:ss", 45_292.999_999_99, "2024-01-02 00:00:00"),
            ("[$-407]dddd, d. mmmm yyyy", 45_292.0, "Montag, 1. Januar 2024"),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 45_292.0, "Monday, January 01, 2024"),
            ("yyyy-mm-dd", 1.0, "1900-01-01"),
            ("yyyy-mm-dd", 59.0, "1900-02-28"),
            ("yyyy-mm-dd", 61.0, "1900-03-01"),
        ] {
            assert_eq!(show(code, value).as_deref(), Some(expected), "{code} of {value}");
        }
        let apple = DateFormat::parse("yyyy-mm-dd").and_then(|format| format.render(43_830.0, true));
        assert_eq!(apple.as_deref(), Some("2024-01-01"));
    }

    #[test]
    fn what_is_no_date_is_left_to_numbers() {
        assert!(DateFormat::parse("#,##0.00").is_none());
        assert!(DateFormat::parse("General").is_none());
        assert!(show("yyyy", -1.0).is_none());
        assert!(show("yyyy", f64::MAX).is_none());
    }
}
