//! Days and hours as letters write them, in every language that this office writes in.

use jiff::civil::{Date, Time};

use crate::communications::language::WritingLanguage;

/// How a language writes days.
struct Calendar {
    /// The months, January first.
    months: [&'static str; 12],
    /// The days of the week, Monday first.
    weekdays: [&'static str; 7],
    /// How a day is written: `d`, `m` and `y` stand for its parts.
    form: &'static str,
    /// What stands between the day of the week and the day.
    after_weekday: &'static str,
}

#[rustfmt::skip]
const EN: Calendar = Calendar {
    months: [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    form: "d m y",
    after_weekday: ", ",
};

#[rustfmt::skip]
const DE: Calendar = Calendar {
    months: [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember",
    ],
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    form: "d. m y",
    after_weekday: ", ",
};

#[rustfmt::skip]
const ES: Calendar = Calendar {
    months: [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
    ],
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    form: "d de m de y",
    after_weekday: ", ",
};

#[rustfmt::skip]
const FR: Calendar = Calendar {
    months: [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
    ],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    form: "d m y",
    after_weekday: " ",
};

#[rustfmt::skip]
const IT: Calendar = Calendar {
    months: [
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
    ],
    weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    form: "d m y",
    after_weekday: " ",
};

#[rustfmt::skip]
const NL: Calendar = Calendar {
    months: [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
    ],
    weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    form: "d m y",
    after_weekday: " ",
};

fn of(language: WritingLanguage) -> &'static Calendar {
    match language {
        WritingLanguage::En => &EN,
        WritingLanguage::De => &DE,
        WritingLanguage::Es => &ES,
        WritingLanguage::Fr => &FR,
        WritingLanguage::It => &IT,
        WritingLanguage::Nl => &NL,
    }
}

/// Writes a day as letters do, such as “27 November 2026”.
pub(crate) fn day(language: WritingLanguage, date: Date) -> String {
    let calendar = of(language);
    let month = usize::try_from(date.month()).ok().and_then(|month| calendar.months.get(month - 1));
    let number = match (language, date.day()) {
        (WritingLanguage::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    };
    // The parts stand alone between blanks, so that the `d` of “de” is none.
    let word = |word: &str| match word {
        "d" => number.clone(),
        "d." => format!("{number}."),
        "m" => month.copied().unwrap_or_default().to_owned(),
        "y" => date.year().to_string(),
        other => other.to_owned(),
    };
    calendar.form.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// Writes a day with its day of the week, such as “Friday, 27 November 2026”.
pub(crate) fn day_of_week(language: WritingLanguage, date: Date) -> String {
    let calendar = of(language);
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    let weekday = calendar.weekdays.get(at).copied().unwrap_or_default();
    format!("{weekday}{}{}", calendar.after_weekday, day(language, date))
}

/// Writes a day as headers of answers do: German ones in figures.
pub(crate) fn short_day(language: WritingLanguage, date: Date) -> String {
    match language {
        WritingLanguage::De => date.strftime("%d.%m.%Y").to_string(),
        _ => day(language, date),
    }
}

/// Writes an hour, such as “10:30”.
pub(crate) fn hour(language: WritingLanguage, time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        WritingLanguage::De => format!("{hour:02}:{minute:02} Uhr"),
        WritingLanguage::Nl => format!("{hour:02}:{minute:02} uur"),
        WritingLanguage::Fr => format!("{hour} h {minute:02}"),
        _ => format!("{hour:02}:{minute:02}"),
    }
}

/// Reads a day that [`day`] or [`day_of_week`] wrote; `None` for anything else.
pub(crate) fn read(language: WritingLanguage, text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let year: i16 = words.last()?.parse().ok()?;
    let calendar = of(language);
    let month = words.iter().find_map(|word| calendar.months.iter().position(|known| known == word))?;
    let number = |word: &&str| word.trim_end_matches("er").trim_end_matches('.').parse::<i8>().ok();
    let day_number = words.iter().find_map(number)?;
    let date = Date::new(year, i8::try_from(month + 1).ok()?, day_number).ok()?;
    (text == day(language, date) || text == day_of_week(language, date)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_as_each_language_writes_them() {
        let (friday, first) = (date(2026, 11, 27), date(2026, 3, 1));
        for (language, plain, with_weekday, month_start) in [
            (WritingLanguage::En, "27 November 2026", "Friday, 27 November 2026", "1 March 2026"),
            (WritingLanguage::De, "27. November 2026", "Freitag, 27. November 2026", "1. März 2026"),
            (
                WritingLanguage::Es,
                "27 de noviembre de 2026",
                "viernes, 27 de noviembre de 2026",
                "1 de marzo de 2026",
            ),
            (WritingLanguage::Fr, "27 novembre 2026", "vendredi 27 novembre 2026", "1er mars 2026"),
            (WritingLanguage::It, "27 novembre 2026", "venerdì 27 novembre 2026", "1 marzo 2026"),
            (WritingLanguage::Nl, "27 november 2026", "vrijdag 27 november 2026", "1 maart 2026"),
        ] {
            assert_eq!(day(language, friday), plain);
            assert_eq!(day_of_week(language, friday), with_weekday);
            assert_eq!(day(language, first), month_start);
        }
    }

    #[test]
    fn what_was_written_is_read_again_and_nothing_else() {
        for language in WritingLanguage::ALL {
            for days in 0..800 {
                let date = date(2026, 1, 1).saturating_add(jiff::Span::new().days(days));
                assert_eq!(read(language, &day(language, date)), Some(date));
                assert_eq!(read(language, &day_of_week(language, date)), Some(date));
            }
            for text in
                ["", "27", "November 2026", "31 February 2026", "Monday, 27 November 2026", "27 x 2026"]
            {
                assert_eq!(read(language, text), None, "{text}");
            }
        }
    }
}
