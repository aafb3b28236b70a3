//! Times of day: `10:30`, "2.30pm", "14.30 Uhr", "half past seven", "viertel nach drei", "noon", "evening".

use jiff::civil::Time;

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::super::tokens::Shape;
use super::super::value::Reading;

/// A time of day and where it ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::values) struct Clock {
    pub(super) end: usize,
    pub(super) hour: i8,
    pub(super) minute: Option<i8>,
    pub(super) second: Option<i8>,
    /// Whether it may as well be twelve hours later.
    pub(super) open: bool,
    /// Whether nothing but the number says that it is a time.
    pub(super) bare: bool,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::values) struct Part {
    pub(super) end: usize,
    code: i64,
}

impl Clock {
    fn new(end: usize, hour: i64, minute: Option<i64>) -> Option<Self> {
        let hour = if hour == 24 && minute.unwrap_or(0) == 0 { 0 } else { hour };
        let fits = (0..24).contains(&hour) && minute.is_none_or(|minute| (0..60).contains(&minute));
        let (hour, minute) = (hour as i8, minute.map(|minute| minute as i8));
        fits.then_some(Self { end, hour, minute, second: None, open: (1..=12).contains(&hour), bare: false })
    }

    /// Fixes the half of the day: 0 for before noon, 12 for after.
    pub(super) fn fixed(mut self, half: i64) -> Self {
        if self.open {
            self.hour = if half == 0 { self.hour % 12 } else { self.hour % 12 + 12 };
            self.open = false;
        }
        self
    }

    /// Fixes the half of the day so that the time lies in a part of it.
    pub(super) fn within(self, part: Part) -> Self {
        match part.code {
            2 | 1 | 9 => self.fixed(0),
            5 | 14 | 17 => self.fixed(if self.hour % 12 < 6 { 0 } else { 12 }),
            7 => self.fixed(if self.hour == 11 { 0 } else { 12 }),
            4 if self.hour == 12 => self.fixed(0),
            _ => self.fixed(12),
        }
    }

    pub(super) fn time(&self) -> Option<Time> {
        Time::new(self.hour, self.minute.unwrap_or(0), self.second.unwrap_or(0), 0).ok()
    }

    /// Every time it can mean, the one as written first.
    pub(super) fn choices(&self) -> Vec<Clock> {
        let other = Clock { hour: (self.hour + 12) % 24, open: false, ..*self };
        let first = Clock { open: false, ..*self };
        if self.open { vec![first, other] } else { vec![first] }
    }

    pub(super) fn timex(&self) -> String {
        let mut timex = format!("T{:02}", self.hour);
        if let Some(minute) = self.minute {
            timex.push_str(&format!(":{minute:02}"));
        }
        if let Some(second) = self.second {
            timex.push_str(&format!(":{second:02}"));
        }
        timex
    }

    pub(super) fn readings(&self) -> Vec<Reading> {
        let choices = self.choices().into_iter();
        choices
            .filter_map(|clock| Some(Reading::Time { timex: clock.timex(), time: clock.time()? }))
            .collect()
    }
}

impl Part {
    pub(super) fn of(code: i64, end: usize) -> Self {
        Self { end, code }
    }

    /// Start and end as times, after the parts of Recognizers-Text, and the TIMEX name.
    pub(super) fn bounds(self) -> Option<(Time, Time, &'static str)> {
        let (start, end, name) = match self.code {
            1 => (8, 10, "TMO"),
            2 => (8, 12, "TMO"),
            3 => (12, 16, "TAF"),
            4 => (16, 20, "TEV"),
            5 => (20, 24, "TNI"),
            6 => (8, 18, "TDT"),
            7 => (11, 13, "TMEL"),
            8 => (8, 18, "TBH"),
            9 => (10, 12, "TMO"),
            10 => (12, 14, "TAF"),
            11 => (14, 16, "TAF"),
            12 => (16, 18, "TEV"),
            13 => (18, 20, "TEV"),
            14 => (22, 24, "TNI"),
            15 => (8, 12, "TMEB"),
            16 => (16, 20, "TMED"),
            17 => (0, 8, "TNT"),
            _ => return None,
        };
        let time = |hour: i8| {
            if hour == 24 { Time::new(23, 59, 59, 0).ok() } else { Time::new(hour, 0, 0, 0).ok() }
        };
        Some((time(start)?, time(end)?, name))
    }
}

impl Grammar<'_> {
    /// Reads a part of the day, with "in the" before it.
    pub(super) fn part(&self, start: usize) -> Option<Part> {
        let meal = |code: i64| matches!(code, 7 | 15 | 16);
        let direct = self.is(start, Sort::Daypart).filter(|&(code, _)| {
            !meal(code) || self.lower(start).len() > 6 && !matches!(self.lower(start), "dinner" | "breakfast")
        });
        let (code, end) = direct.or_else(|| {
            let (_, at) = self.any(start, &[Sort::In, Sort::At, Sort::During, Sort::On, Sort::Around])?;
            let at = self.skip(at, Sort::The);
            self.is(at, Sort::Daypart).filter(|&(code, _)| code != 1)
        })?;
        self.closes(end).then_some(Part { end, code })
    }

    /// Reads a time of day; `bare` allows a mere hour.
    pub(super) fn clock(&self, start: usize, bare: bool) -> Option<Clock> {
        let memo = &self.memory.clock[usize::from(bare)];
        memo.at(start, || self.read_clock(start, bare))
    }

    fn read_clock(&self, start: usize, bare: bool) -> Option<Clock> {
        let named = self.is(start, Sort::FixedTime).map(|(minutes, end)| Clock {
            end,
            hour: (minutes / 60) as i8,
            minute: None,
            second: None,
            open: false,
            bare: false,
        });
        let found = [named, self.digit_clock(start, bare), self.word_clock(start, bare)];
        let clock = found.into_iter().flatten().max_by_key(|clock| clock.end).or_else(|| {
            // "5 in the morning"
            let loose = self.digit_clock(start, true).or_else(|| self.word_clock(start, true))?;
            let part = self.part(loose.end).filter(|_| self.is(loose.end, Sort::In).is_some())?;
            loose.open.then_some(Clock { end: part.end, bare: false, ..loose.within(part) })
        })?;
        // "7 in the evening", "12 Uhr mittags"
        if clock.open
            && let Some(part) = self.part(self.skip_sign(clock.end, ","))
        {
            return Some(Clock { end: part.end, bare: false, ..clock.within(part) });
        }
        Some(clock)
    }

    fn digit_clock(&self, start: usize, bare: bool) -> Option<Clock> {
        let digits = self.digits(start)?;
        let value = self.small_digits(start, 4)?;
        let mut clock = match digits.len() {
            1 | 2 => self.hour_and_minute(start, value)?,
            // "1140 a.m.", "0930"
            3 | 4 => Clock { bare: true, ..Clock::new(start + 1, value / 100, Some(value % 100))? },
            _ => return None,
        };
        let at = clock.end;
        if let Some((half, end)) = self.meridiem(at) {
            if (clock.hour == 0 || clock.hour > 12) && half == 12 && clock.hour < 12 {
                return None;
            }
            return Some(Clock { end, bare: false, open: false, ..clock.fixed(half) });
        }
        if let Some((_, end)) = self.is(at, Sort::Oclock).filter(|_| clock.second.is_none()) {
            let hours = self.lexicon.day_first || matches!(self.lower(at), "o" | "oclock");
            if hours || digits.len() == 4 {
                clock.end = end;
                clock.bare = false;
                // "18 Uhr 12"
                if clock.minute.is_none()
                    && self.lexicon.day_first
                    && let Some(minute) = self.small_digits(end, 2).filter(|minute| *minute < 60)
                    && self.closes(end + 1)
                    && !self.sign(end + 1, ".")
                    && self.unit(end + 1).is_none()
                {
                    clock.minute = Some(minute as i8);
                    clock.end = end + 1;
                }
                if let Some((half, end)) = self.meridiem(clock.end) {
                    // Twelve in the evening is midnight.
                    let half = if clock.hour == 12 && self.sign(clock.end, "abends") { 0 } else { half };
                    return Some(Clock { end, ..clock.fixed(half) });
                }
                return Some(clock);
            }
        }
        if clock.bare && (!bare || !self.closes(at) && !self.sign(at, "-")) {
            return None;
        }
        Some(clock)
    }

    fn meridiem(&self, at: usize) -> Option<(i64, usize)> {
        let (half, end) = self.is(at, Sort::Meridiem)?;
        // A single "a" or "p" must be set close: "9a", but not "9 a".
        let letter = end == at + 1 && self.lower(at).len() == 1;
        // "10 am" is English; "am" after a number in German opens the date.
        let fits = (!letter || (self.glued(at) && self.closes(end)))
            && (self.closes(end) || self.sign(end - 1, "."));
        fits.then_some((half, end))
    }

    /// `10`, `10:30`, `10:30:15`, `10.30`.
    fn hour_and_minute(&self, start: usize, hour: i64) -> Option<Clock> {
        let bare = Clock { bare: true, ..Clock::new(start + 1, hour, None)? };
        let separator = self.lower(start + 1);
        let two = |at: usize| {
            self.digits(at)
                .filter(|digits| digits.len() == 2 && self.glued(at))
                .and_then(|_| self.small_digits(at, 2))
        };
        if !matches!(separator, ":" | "." | "h") || !self.glued(start + 1) {
            return Some(bare);
        }
        let Some(minute) = two(start + 2).filter(|minute| *minute < 60) else { return Some(bare) };
        let mut clock = Clock::new(start + 3, hour, Some(minute))?;
        if separator == "." {
            // A point needs a word that says it is a time; date parts follow otherwise.
            clock.bare = true;
            let more = self.glued(clock.end)
                && self.sign(clock.end, ".")
                && self.glued(clock.end + 1)
                && self.digits(clock.end + 1).is_some();
            return Some(if more { bare } else { clock });
        }
        if self.sign(clock.end, ":")
            && self.glued(clock.end)
            && let Some(second) = two(clock.end + 1).filter(|second| *second < 60)
        {
            clock.second = Some(second as i8);
            clock.end += 2;
        }
        let joined = self.glued(clock.end)
            && self
                .token(clock.end)
                .is_some_and(|token| matches!(token.shape, Shape::Digits | Shape::Sign(':')));
        (!joined || self.digits(clock.end).is_none() && self.digits(clock.end + 1).is_none()).then_some(clock)
    }

    /// "half past seven", "quarter to three", "viertel nach drei", "halb acht", "eight o'clock", "seven thirty".
    fn word_clock(&self, start: usize, bare: bool) -> Option<Clock> {
        if let Some(clock) = self.minutes_past(start) {
            return Some(clock);
        }
        if let Some((_, at)) = self.is(start, Sort::Half).filter(|_| self.lexicon.day_first)
            && self.sign(start, "halb")
            && let Some(hour) = self.hour_of(at)
        {
            // "halb acht" is half past seven.
            let clock =
                Clock::new(hour.end, if hour.hour == 1 { 12 } else { i64::from(hour.hour) - 1 }, Some(30))?;
            let end = self.skip(clock.end, Sort::Oclock);
            return Some(Clock { end, ..clock });
        }
        let hour = self.plain_word_number(start)?;
        if hour.article && self.is(hour.end, Sort::Oclock).is_none() {
            return None;
        }
        let value = i64::try_from(hour.value).ok().filter(|value| (0..=24).contains(value))?;
        let mut clock = Clock { bare: true, ..Clock::new(hour.end, value, None)? };
        if let Some(minute) = self.plain_word_number(hour.end)
            && let Ok(minute_value) = i64::try_from(minute.value)
            && (10..60).contains(&minute_value)
            && !minute.article
        {
            clock.minute = Some(minute_value as i8);
            clock.end = minute.end;
        }
        if let Some((_, end)) =
            self.is(clock.end, Sort::Oclock).filter(|_| !matches!(self.lower(clock.end), "hours" | "hrs"))
        {
            clock.end = end;
            clock.bare = false;
        }
        if let Some((half, end)) = self.meridiem(clock.end) {
            return Some(Clock { end, bare: false, open: false, ..clock.fixed(half) });
        }
        (bare
            || !clock.bare
            || self.part(clock.end).is_some_and(|_| self.is(clock.end, Sort::Daypart).is_none()))
        .then_some(clock)
    }

    fn hour_of(&self, at: usize) -> Option<Clock> {
        if let Some(value) = self.small_digits(at, 2) {
            return Clock::new(at + 1, value, None);
        }
        let number = self.plain_word_number(at)?;
        Clock::new(number.end, i64::try_from(number.value).ok()?, None)
    }

    /// "half past seven", "15 past seven", "quarter to three", "fünf vor zwölf".
    fn minutes_past(&self, start: usize) -> Option<Clock> {
        let at = self.skip(start, Sort::Article);
        let (minutes, at) = if let Some((_, end)) = self.is(at, Sort::Half) {
            (30, end)
        } else if let Some((_, end)) = self.is(at, Sort::QuarterPart) {
            (15, end)
        } else if let Some(value) = self.small_digits(start, 2).filter(|value| *value < 60) {
            (value, start + 1)
        } else {
            let number = self.plain_word_number(start).filter(|number| !number.article)?;
            (i64::try_from(number.value).ok().filter(|value| (1..60).contains(value))?, number.end)
        };
        let minutes_named = self.unit(at).filter(|&(unit, _)| unit == super::units::MINUTE);
        let at = minutes_named.map_or(at, |(_, end)| end);
        let (direction, next) = self.is(at, Sort::Past)?;
        let hour = self.hour_of(next).or_else(|| {
            let (minutes, end) = self.is(next, Sort::FixedTime)?;
            Some(Clock { open: false, ..Clock::new(end, minutes / 60, None)? })
        })?;
        // "5 to 7" is a range; "ten after three" in words and quarters are times.
        let digits = self.digits(start).is_some();
        if digits && minutes_named.is_none() && (direction < 0 || !self.sign(at, "past")) {
            return None;
        }
        if !digits && direction < 0 && minutes % 5 != 0 {
            return None;
        }
        let mut value = i64::from(hour.hour);
        let mut minute = minutes;
        if direction < 0 {
            value = if value == 0 {
                23
            } else if value == 1 {
                12
            } else {
                value - 1
            };
            minute = 60 - minutes;
        }
        let mut clock = Clock { open: hour.open, ..Clock::new(hour.end, value, Some(minute))? };
        if let Some((_, end)) = self.is(clock.end, Sort::Oclock) {
            clock.end = end;
        }
        if let Some((half, end)) = self.meridiem(clock.end) {
            return Some(Clock { end, ..clock.fixed(half) });
        }
        if digits
            || minutes == 15
            || minutes == 30
            || minutes_named.is_some()
            || clock.end > hour.end
            || direction > 0
        {
            return Some(clock);
        }
        None
    }
}
