//! The few words that playbooks say themselves, in English and German.

use jiff::civil::Date;

/// The language of what a playbook says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    German,
}

impl Tongue {
    /// The language of a tag; everything but German is English.
    pub(super) fn of(tag: Option<&str>) -> Self {
        let german =
            tag.is_some_and(|tag| tag.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("de")));
        if german { Self::German } else { Self::English }
    }

    /// Returns the one or the other.
    pub(super) fn pick(self, english: &'static str, german: &'static str) -> &'static str {
        if self == Self::German { german } else { english }
    }

    /// Prints a day.
    pub(super) fn day(self, day: Date) -> String {
        day.strftime(self.pick("%-d %B %Y", "%d.%m.%Y")).to_string()
    }

    /// Prints until when: a day with “by” before it, that it has passed, or nothing.
    pub(super) fn by(self, day: Option<Date>, today: Date) -> String {
        match day {
            None => String::new(),
            Some(day) if day < today => {
                format!(" ({} {})", self.pick("overdue since", "überfällig seit"), self.day(day))
            }
            Some(day) => format!(" {} {}", self.pick("by", "bis"), self.day(day)),
        }
    }
}
