//! Reads lengths of time such as "fourteen (14) days" or "eines Monats", and counts days with them.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;

use crate::documents::understand::lexicon::Lexicon;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Calendar days.
    Day,
    /// Days from Monday to Friday.
    BusinessDay,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Years.
    Year,
}

/// A length of time in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// How many.
    pub(super) count: i32,
    /// Of what.
    pub(super) unit: Unit,
}

struct Words {
    pattern: Regex,
    /// "The twenty-eighth day after", "am 14. Tag nach".
    nth: Regex,
    /// "Dreimonatiger", "sechswöchigen", "Monatsfrist": number and unit in one German word.
    joined: Regex,
    numbers: HashMap<&'static str, i32>,
    units: HashMap<&'static str, &'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = |section: &'static str| Lexicon::all().iter().flat_map(move |lexicon| lexicon.words(section));
    let mut numbers = HashMap::new();
    for row in rows("numbers") {
        if let Some((count, names)) = row.split_first()
            && let Ok(count) = count.parse()
        {
            numbers.extend(names.iter().map(|name| (*name, count)));
        }
    }
    let mut units = HashMap::new();
    for row in rows("units") {
        if let Some((unit, names)) = row.split_first() {
            units.extend(names.iter().map(|name| (*name, *unit)));
        }
    }
    let longest = |names: Vec<&'static str>| {
        let mut names = names;
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.join("|")
    };
    let ordinals: Vec<&str> = rows("ordinals").flatten().copied().collect();
    let nth = format!(
        r"(?i)\b(?:(?P<number>\d{{1,3}})(?:st|nd|rd|th|\.)|(?P<word>{}))\s(?:(?:calendar|clear) )?(?P<business>(?:business|working|banking) )?(?P<unit>{})(?: (?:after|following|from|nach|ab|before|prior to|vor)\b)",
        longest(ordinals),
        longest(units.keys().copied().collect()),
    );
    let pattern = format!(
        r"(?i)\b(?:(?P<number>\d{{1,3}})|(?:(?P<hundreds>one|a|two|three) hundred (?:and )?)?(?P<word>{}))(?:\s?\((?P<again>\d{{1,3}}|\p{{L}}+)\))?[ -](?:(?:calendar|consecutive|clear|full|complete|further|volle[nr]?|ganze[nr]?|weitere[nrs]?) )?(?P<business>(?:business|working|banking) )?(?P<unit>{})\b",
        longest(numbers.keys().copied().collect()),
        longest(units.keys().copied().collect()),
    );
    let joined = format!(
        r"(?i)\b(?:(?P<word>{})(?P<unit>tägig|wöchig|monatig|jährig)(?:e[nrms]?)?|(?P<one>tages|wochen|monats|jahres)frist)\b",
        longest(numbers.keys().copied().collect()),
    );
    let compile = |pattern: &str| Regex::new(pattern).expect("a test compiles the patterns of periods");
    Words { pattern: compile(&pattern), nth: compile(&nth), joined: compile(&joined), numbers, units }
});

/// Finds the lengths of time in plain words, in order.
pub(super) fn periods(plain: &str) -> Vec<Period> {
    let words = &*WORDS;
    let nth = words.nth.captures_iter(plain).filter_map(|captures| {
        let name = captures.name("unit")?;
        let count = match (captures.name("number"), captures.name("word")) {
            (Some(digits), _) => digits.as_str().parse().ok()?,
            (None, Some(word)) => ordinal(word.as_str())?,
            _ => return None,
        };
        let business = captures.name("business").is_some();
        let (count, unit) = words.unit(name.as_str(), count, business)?;
        Some(Period { start: captures.get(0)?.start(), end: name.end(), count, unit })
    });
    let counted = words.pattern.captures_iter(plain).filter_map(|captures| {
        let whole = captures.get(0)?;
        let count = match (captures.name("number"), captures.name("word")) {
            (Some(digits), _) => digits.as_str().parse().ok()?,
            (None, Some(word)) => *words.numbers.get(word.as_str().to_lowercase().as_str())?,
            _ => return None,
        };
        // "One hundred twenty (120) days": digits are surer than words.
        let hundreds = captures
            .name("hundreds")
            .and_then(|word| words.numbers.get(word.as_str().to_lowercase().as_str()));
        let again = captures.name("again").and_then(|again| again.as_str().parse().ok());
        let count: i32 = again.unwrap_or(count + hundreds.map_or(0, |hundreds| hundreds * 100));
        let business = captures.name("business").is_some();
        let (count, unit) = words.unit(captures.name("unit")?.as_str(), count, business)?;
        Some(Period { start: whole.start(), end: whole.end(), count, unit })
    });
    let joined = words.joined.captures_iter(plain).filter_map(|captures| {
        let whole = captures.get(0)?;
        let (name, count) = match (captures.name("unit"), captures.name("word"), captures.name("one")) {
            (Some(unit), Some(word), _) => (unit, *words.numbers.get(word.as_str().to_lowercase().as_str())?),
            (_, _, Some(one)) => (one, 1),
            _ => return None,
        };
        let unit = match name.as_str().to_lowercase().chars().next()? {
            't' => Unit::Day,
            'w' => Unit::Week,
            'm' => Unit::Month,
            _ => Unit::Year,
        };
        Some(Period { start: whole.start(), end: whole.end(), count, unit })
    });
    let mut found: Vec<Period> = counted.chain(nth).chain(joined).collect();
    found.sort_by_key(|period| period.start);
    found
}

/// Reads "twenty-eighth" or "vierzehnten".
fn ordinal(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let rows = Lexicon::all().iter().find_map(|lexicon| {
        lexicon.words("ordinals").iter().position(|names| names.contains(&word.as_str()))
    });
    i32::try_from(rows?).ok().map(|row| row + 1)
}

impl Words {
    /// Returns the unit of a name, and how many of it are meant.
    fn unit(&self, name: &str, count: i32, business: bool) -> Option<(i32, Unit)> {
        let name = name.to_lowercase();
        let business =
            business || ["werktag", "arbeitstag", "bankarbeitstag"].iter().any(|stem| name.starts_with(stem));
        Some(match *self.units.get(name.as_str())? {
            "day" if business => (count, Unit::BusinessDay),
            "day" => (count, Unit::Day),
            "week" => (count, Unit::Week),
            "fortnight" => (count * 2, Unit::Week),
            "month" => (count, Unit::Month),
            "quarter" => (count * 3, Unit::Month),
            _ => (count, Unit::Year),
        })
    }
}

impl Period {
    /// Returns the day this long after `date`.
    pub(super) fn after(self, date: Date) -> Option<Date> {
        self.moved(date, 1)
    }

    /// Returns the day this long before `date`; the end of a month goes to the end of a month.
    pub(super) fn before(self, date: Date) -> Option<Date> {
        let moved = self.moved(date, -1)?;
        let month_end = date == date.last_of_month() && matches!(self.unit, Unit::Month | Unit::Year);
        Some(if month_end { moved.last_of_month() } else { moved })
    }

    /// Returns the last day of a term of this length that begins on `date`.
    pub(super) fn term(self, date: Date) -> Option<Date> {
        self.after(date)?.checked_sub(1.day()).ok()
    }

    fn moved(self, date: Date, sign: i32) -> Option<Date> {
        let count = self.count.checked_mul(sign)?;
        match self.unit {
            Unit::Day => date.checked_add(count.days()).ok(),
            Unit::Week => date.checked_add(count.weeks()).ok(),
            Unit::Month => date.checked_add(count.months()).ok(),
            Unit::Year => date.checked_add(count.years()).ok(),
            Unit::BusinessDay => {
                let mut date = date;
                for _ in 0..self.count.min(1_000) {
                    date = date.checked_add(sign.days()).ok()?;
                    while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
                        date = date.checked_add(sign.days()).ok()?;
                    }
                }
                Some(date)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_read_in_digits_and_words() {
        for (text, count, unit) in [
            ("within fourteen (14) days", 14, Unit::Day),
            ("innerhalb eines Monats nach", 1, Unit::Month),
            ("mit einer Frist von drei Monaten zum", 3, Unit::Month),
            ("10 working days", 10, Unit::BusinessDay),
            ("binnen zwei Wochen", 2, Unit::Week),
            ("a fortnight", 2, Unit::Week),
            ("at least 60 days before", 60, Unit::Day),
            ("one hundred fifty (150) days after", 150, Unit::Day),
            ("one hundred and twenty days", 120, Unit::Day),
            ("not later than the twenty-first day after that", 21, Unit::Day),
            ("spätestens am vierzehnten Tag nach Zugang", 14, Unit::Day),
            ("by the 10th working day following receipt", 10, Unit::BusinessDay),
        ] {
            let found = periods(text);
            assert!(
                found.iter().any(|period| period.count == count && period.unit == unit),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn german_joins_the_number_and_its_unit() {
        for (text, count, unit) in [
            ("mit dreimonatiger Frist", 3, Unit::Month),
            ("mit sechswöchiger Frist", 6, Unit::Week),
            ("mit Monatsfrist", 1, Unit::Month),
        ] {
            let found = periods(text);
            assert_eq!(
                found.iter().map(|period| (period.count, period.unit)).collect::<Vec<_>>(),
                [(count, unit)]
            );
        }
    }

    #[test]
    fn the_end_of_a_month_stays_one() {
        let period = periods("six months")[0];
        assert_eq!(period.before(date(2027, 6, 30)), Some(date(2026, 12, 31)));
        assert_eq!(periods("1 month")[0].before(date(2027, 2, 28)), Some(date(2027, 1, 31)));
        assert_eq!(periods("10 Werktage")[0].after(date(2026, 11, 20)), Some(date(2026, 12, 4)));
    }
}
