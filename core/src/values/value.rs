//! What a value is: its span, its words, and what it can mean in canonical form.

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::Span;

/// A typed value found in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Value {
    /// Where it stands, in characters of the text.
    pub span: Span,
    /// The words at the span, exactly.
    pub text: String,
    /// What it can mean: at least one reading, the best first.
    pub readings: Vec<Reading>,
}

/// One meaning of a value, in canonical form.
///
/// `timex` is the ISO 8601 or TIMEX3 form of a time expression; an `X` stands for a digit the text leaves
/// open, as in `XXXX-05-10` for "10 May". Dates are `None` where the text needs a reference time and none
/// was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reading {
    /// A calendar day.
    Date {
        /// The TIMEX form.
        timex: String,
        /// The day.
        date: Option<Date>,
    },
    /// A time of day.
    Time {
        /// The TIMEX form, such as `T10:30`.
        timex: String,
        /// The time.
        time: Time,
    },
    /// A time on a day.
    DateTime {
        /// The TIMEX form.
        timex: String,
        /// The civil time.
        at: Option<DateTime>,
    },
    /// A stretch of days; open at a side that is `None`.
    DateRange {
        /// The TIMEX form.
        timex: String,
        /// The first day.
        start: Option<Date>,
        /// The day after the last one.
        end: Option<Date>,
        /// Where the text names the last day, month or year itself ("to 23 May", "to March"): its first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        through: Option<Date>,
    },
    /// A stretch of a day; open at a side that is `None`.
    TimeRange {
        /// The TIMEX form.
        timex: String,
        /// When it starts.
        start: Option<Time>,
        /// When it ends.
        end: Option<Time>,
    },
    /// A stretch between two times on days; open at a side that is `None`.
    DateTimeRange {
        /// The TIMEX form.
        timex: String,
        /// When it starts.
        start: Option<DateTime>,
        /// When it ends.
        end: Option<DateTime>,
    },
    /// A length of time.
    Duration {
        /// The ISO 8601 duration, such as `P14D`; business days as `P4BD`.
        timex: String,
        /// Its length in seconds, with 30 days to the month and 365 to the year.
        seconds: i64,
    },
    /// A time that comes again.
    Recurrence {
        /// The TIMEX form: a period (`P1W`) or the open time that recurs (`XXXX-WXX-1`).
        timex: String,
    },
    /// A number.
    Number {
        /// The number.
        number: Decimal,
    },
    /// A place in a row: "third", "last".
    Ordinal {
        /// The place, counted from `from`.
        number: i64,
        /// Where counting starts.
        from: OrdinalBase,
    },
    /// A range of numbers; open at a side that is `None`.
    NumberRange {
        /// The lower bound.
        low: Option<Decimal>,
        /// The upper bound.
        high: Option<Decimal>,
        /// Whether the lower bound belongs to it.
        low_included: bool,
        /// Whether the upper bound belongs to it.
        high_included: bool,
    },
    /// An amount of money.
    Amount {
        /// How much, in the currency's main unit where `currency` is given.
        number: Decimal,
        /// The ISO 4217 code, where the words settle it; "$" counts as USD.
        currency: Option<String>,
        /// The unit's English name, such as "Euro".
        unit: String,
    },
    /// A percentage.
    Percentage {
        /// The number of hundredths.
        number: Decimal,
    },
    /// A measured quantity: length, weight, temperature, age and so on.
    Quantity {
        /// How much.
        number: Decimal,
        /// The unit's English name, such as "Kilogram".
        unit: String,
        /// What is measured, such as `weight`, `temperature`, `age`.
        dimension: String,
    },
    /// A telephone number.
    Phone {
        /// The number: E.164 where the country is known, else the digits as dialled.
        number: String,
    },
    /// A mail address.
    Email {
        /// The address.
        address: String,
    },
    /// A web address.
    Url {
        /// The address as written.
        url: String,
    },
    /// An international bank account number whose checksum is right.
    Iban {
        /// The number without spaces, in capitals.
        iban: String,
    },
    /// An internet protocol address.
    Ip {
        /// The address.
        ip: String,
    },
    /// A globally unique identifier.
    Guid {
        /// The identifier as written.
        guid: String,
    },
    /// A hashtag.
    Hashtag {
        /// The tag with its sign.
        tag: String,
    },
    /// A mention of an account.
    Mention {
        /// The name with its sign.
        name: String,
    },
}

/// Where an ordinal starts to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrdinalBase {
    /// From the first on: "third" is 3.
    Start,
    /// From the current one: "next" is 1, "previous" is -1.
    Current,
    /// From the last one: "last" is 0, "penultimate" is -1.
    End,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each kind is explained at the reading of the same name")]
pub enum ValueKind {
    Date,
    Time,
    DateTime,
    DateRange,
    TimeRange,
    DateTimeRange,
    Duration,
    Recurrence,
    Number,
    Ordinal,
    NumberRange,
    Amount,
    Percentage,
    Quantity,
    Phone,
    Email,
    Url,
    Iban,
    Ip,
    Guid,
    Hashtag,
    Mention,
}

impl Value {
    /// Returns the type of the best reading.
    pub fn kind(&self) -> ValueKind {
        self.best().kind()
    }

    /// Returns the best reading.
    pub fn best(&self) -> &Reading {
        static NONE: Reading = Reading::Number { number: Decimal::ZERO };
        self.readings.first().unwrap_or(&NONE)
    }

    /// Returns the day of a date or date-time, and the last day of a time that is only bounded by its end ("by
    /// 10 May", "by the end of November"): for an open one the day that lies next at or after the reference.
    pub fn date(&self) -> Option<Date> {
        match self.best() {
            Reading::Date { date, .. } => *date,
            Reading::DateTime { at, .. } => at.map(DateTime::date),
            Reading::DateRange { start: None, end, through, .. } => {
                through.or_else(|| end.and_then(|end| end.yesterday().ok()))
            }
            Reading::DateTimeRange { start: None, end, .. } => end.map(DateTime::date),
            _ => None,
        }
    }

    /// Says whether both mean the same, however they are written and in whatever language.
    pub fn equals(&self, other: &Value) -> bool {
        self.best().equals(other.best())
    }
}

impl Reading {
    /// Returns the type.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Date { .. } => ValueKind::Date,
            Self::Time { .. } => ValueKind::Time,
            Self::DateTime { .. } => ValueKind::DateTime,
            Self::DateRange { .. } => ValueKind::DateRange,
            Self::TimeRange { .. } => ValueKind::TimeRange,
            Self::DateTimeRange { .. } => ValueKind::DateTimeRange,
            Self::Duration { .. } => ValueKind::Duration,
            Self::Recurrence { .. } => ValueKind::Recurrence,
            Self::Number { .. } => ValueKind::Number,
            Self::Ordinal { .. } => ValueKind::Ordinal,
            Self::NumberRange { .. } => ValueKind::NumberRange,
            Self::Amount { .. } => ValueKind::Amount,
            Self::Percentage { .. } => ValueKind::Percentage,
            Self::Quantity { .. } => ValueKind::Quantity,
            Self::Phone { .. } => ValueKind::Phone,
            Self::Email { .. } => ValueKind::Email,
            Self::Url { .. } => ValueKind::Url,
            Self::Iban { .. } => ValueKind::Iban,
            Self::Ip { .. } => ValueKind::Ip,
            Self::Guid { .. } => ValueKind::Guid,
            Self::Hashtag { .. } => ValueKind::Hashtag,
            Self::Mention { .. } => ValueKind::Mention,
        }
    }

    /// Says whether two readings mean the same: dates by the day (by TIMEX where no day is known), amounts by
    /// number and currency, names and addresses without regard to capitals.
    pub fn equals(&self, other: &Reading) -> bool {
        match (self, other) {
            (Self::Date { timex: a, date: x }, Self::Date { timex: b, date: y }) => same(x, y, a, b),
            (Self::DateTime { timex: a, at: x }, Self::DateTime { timex: b, at: y }) => same(x, y, a, b),
            (Self::Time { time: a, .. }, Self::Time { time: b, .. }) => a == b,
            (
                Self::DateRange { timex: a, start: s, end: e, .. },
                Self::DateRange { timex: b, start: t, end: f, .. },
            ) => {
                if s.or(*e).is_some() || t.or(*f).is_some() {
                    s == t && e == f
                } else {
                    a == b
                }
            }
            (Self::TimeRange { start: s, end: e, .. }, Self::TimeRange { start: t, end: f, .. }) => {
                s == t && e == f
            }
            (
                Self::DateTimeRange { timex: a, start: s, end: e },
                Self::DateTimeRange { timex: b, start: t, end: f },
            ) => {
                if s.or(*e).is_some() || t.or(*f).is_some() {
                    s == t && e == f
                } else {
                    a == b
                }
            }
            (Self::Duration { timex: a, seconds: x }, Self::Duration { timex: b, seconds: y }) => {
                x == y && a.contains("BD") == b.contains("BD")
            }
            (
                Self::Amount { number: a, currency: x, unit: u },
                Self::Amount { number: b, currency: y, unit: v },
            ) => a == b && (u == v || (x.is_some() && x == y)),
            (Self::Email { address: a }, Self::Email { address: b }) => a.eq_ignore_ascii_case(b),
            (Self::Url { url: a }, Self::Url { url: b }) => bare_url(a).eq_ignore_ascii_case(bare_url(b)),
            _ => self == other,
        }
    }
}

fn same<T: PartialEq>(x: &Option<T>, y: &Option<T>, a: &str, b: &str) -> bool {
    match (x, y) {
        (Some(x), Some(y)) => x == y,
        _ => a == b,
    }
}

fn bare_url(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.trim_end_matches('/')
}
