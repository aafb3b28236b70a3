//! The words of a language as data: what each can mean, read once from the embedded file.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::language::Language;
use super::tokens::Chunk;

/// What a word or phrase can stand for; the names are the keys of the lexicon files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sort {
    Month,
    Weekday,
    /// A weekday in the plural: "mondays".
    Weekdays,
    /// A weekday and part of the day in one word: weekday × 100 + part.
    WeekdayPart,
    /// A unit of time, see [`super::time::units`].
    Unit,
    UnitShort,
    /// The ending that makes an adjective of a length of time: "tägig".
    UnitAdjective,
    Small,
    Tens,
    Hundred,
    /// A power of ten.
    Scale,
    ScaleShort,
    Dozen,
    Point,
    Minus,
    And,
    Half,
    /// Tenths: 15 is one and a half.
    OneAndHalf,
    QuarterPart,
    ThreeQuarters,
    Article,
    Vague,
    Another,
    Whole,
    Ordinal,
    Fraction,
    OrdinalSuffix,
    Over,
    The,
    Of,
    At,
    On,
    In,
    During,
    For,
    From,
    To,
    Between,
    Before,
    After,
    Since,
    Around,
    Next,
    Last,
    This,
    Within,
    /// After a length of time: so long before now.
    Ago,
    /// Before a length of time: so long before now.
    AgoBefore,
    /// Before a length of time: so long after now.
    InBefore,
    Hence,
    More,
    Less,
    Every,
    EveryOther,
    Meridiem,
    Oclock,
    /// Minutes past (1) or to (-1) the hour.
    Past,
    Daypart,
    /// A part of today in one phrase: "tonight".
    DaypartDay,
    /// A time by name, in minutes.
    FixedTime,
    Close,
    RelativeDay,
    Now,
    /// Start (1), middle (2) or end (3) of a period.
    Edge,
    /// Edge × 10 + unit of a period in one word: "Monatsende".
    EdgePeriod,
    HalfYear,
    Quarter,
    WeekNumber,
    WeekNumberAfter,
    WeekOf,
    YearWord,
    Season,
    /// Count × 100 + unit: "daily" is 104.
    PerAdverb,
    Everyday,
    LastOrdinal,
    DayOfMonth,
    Percent,
    PercentOf,
    Age,
    PhoneCue,
    ReferenceCue,
    Relative,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
    EqualTo,
    OrMore,
    OrLess,
    /// Phrases in which a month's or weekday's name is an ordinary word.
    NowNot,
    Anchor,
    /// Index into [`Lexicon::currencies`]; not a key of the files.
    Currency,
    /// Index into [`Lexicon::units`]; not a key of the files.
    Measure,
    /// Index into [`Lexicon::holidays`]; not a key of the files.
    Holiday,
}

/// One meaning of the words at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sense {
    pub(super) sort: Sort,
    pub(super) value: i64,
    /// How many tokens it spans.
    pub(super) length: u32,
}

/// A unit of money.
#[derive(Debug)]
pub(super) struct Currency {
    pub(super) unit: String,
    pub(super) code: Option<String>,
    /// Whether it is a hundredth of the main unit.
    pub(super) hundredth: bool,
}

/// A unit of measurement.
#[derive(Debug)]
pub(super) struct Measure {
    pub(super) unit: String,
    pub(super) dimension: String,
}

#[derive(Deserialize)]
struct File {
    decimal: char,
    compound_numbers: bool,
    day_first: bool,
    words: BTreeMap<Sort, BTreeMap<i64, String>>,
    currencies: BTreeMap<String, String>,
    units: BTreeMap<String, BTreeMap<String, String>>,
    holidays: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Entry {
    /// The lower-case tokens after the first.
    rest: Vec<Box<str>>,
    /// The phrase as written, where capitals matter.
    cased: Option<Box<str>>,
    sort: Sort,
    value: i64,
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The decimal sign.
    pub(super) decimal: char,
    /// Whether numbers are written as one word.
    pub(super) compound_numbers: bool,
    /// Whether the day stands before the month in `1/2/2026`.
    pub(super) day_first: bool,
    pub(super) currencies: Vec<Currency>,
    pub(super) units: Vec<Measure>,
    pub(super) holidays: Vec<String>,
    entries: HashMap<Box<str>, Vec<Entry>>,
    /// The pieces of numbers written as one word, longest first.
    pub(super) number_pieces: Vec<(String, Sort, i64)>,
}

static EN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("lexicons/en.json")));
static DE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("lexicons/de.json")));

impl Lexicon {
    /// Returns the lexicon of a language; constant data, read at the first use.
    pub(super) fn of(language: Language) -> &'static Lexicon {
        match language {
            Language::En => &EN,
            Language::De => &DE,
        }
    }

    fn read(json: &str) -> Self {
        let file: File = serde_json::from_str(json).expect("the embedded lexicons are valid, see the tests");
        let mut lexicon = Lexicon {
            decimal: file.decimal,
            compound_numbers: file.compound_numbers,
            day_first: file.day_first,
            currencies: Vec::new(),
            units: Vec::new(),
            holidays: Vec::new(),
            entries: HashMap::new(),
            number_pieces: Vec::new(),
        };
        for (&sort, values) in &file.words {
            for (&value, phrases) in values {
                for phrase in phrases.split('|') {
                    lexicon.add(phrase, sort, value);
                }
            }
        }
        lexicon.add_number_pieces(&file.words);
        if file.compound_numbers {
            lexicon.add_weekday_parts(&file.words);
        }
        for (key, phrases) in file.currencies {
            let (unit, code) = key.split_once('|').unwrap_or((&key, ""));
            let hundredth = code == "/100";
            let code = (code.len() == 3).then(|| code.to_owned());
            lexicon.currencies.push(Currency { unit: unit.to_owned(), code, hundredth });
            let index = lexicon.currencies.len() as i64 - 1;
            phrases.split('|').for_each(|phrase| lexicon.add(phrase, Sort::Currency, index));
        }
        for (dimension, units) in file.units {
            for (unit, phrases) in units {
                lexicon.units.push(Measure { unit, dimension: dimension.clone() });
                let index = lexicon.units.len() as i64 - 1;
                phrases.split('|').for_each(|phrase| lexicon.add(phrase, Sort::Measure, index));
            }
        }
        for (rule, phrases) in file.holidays {
            lexicon.holidays.push(rule);
            let index = lexicon.holidays.len() as i64 - 1;
            phrases.split('|').for_each(|phrase| lexicon.add(phrase, Sort::Holiday, index));
        }
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|entry| (std::cmp::Reverse(entry.rest.len()), entry.cased.is_none()));
        }
        lexicon
    }

    fn add(&mut self, phrase: &str, sort: Sort, value: i64) {
        self.add_spelled(phrase, sort, value);
        // Umlauts are also written with an e, and ß as ss.
        let plain = plain_spelling(phrase);
        if plain != phrase {
            self.add_spelled(&plain, sort, value);
        }
    }

    fn add_spelled(&mut self, phrase: &str, sort: Sort, value: i64) {
        let chunk = Chunk::read(phrase);
        let mut words = (0..chunk.tokens.len()).map(|index| Box::from(chunk.lower(index)));
        let Some(first) = words.next() else { return };
        let cased = phrase.chars().any(char::is_uppercase).then(|| Box::from(phrase));
        self.entries.entry(first).or_default().push(Entry { rest: words.collect(), cased, sort, value });
    }

    fn add_number_pieces(&mut self, words: &BTreeMap<Sort, BTreeMap<i64, String>>) {
        let sorts = [Sort::Small, Sort::Tens, Sort::Hundred, Sort::Scale, Sort::And, Sort::OneAndHalf];
        for sort in sorts {
            for (&value, phrases) in words.get(&sort).into_iter().flatten() {
                for phrase in phrases.split('|').filter(|phrase| phrase.chars().all(char::is_alphabetic)) {
                    self.number_pieces.push((phrase.to_owned(), sort, value));
                    let plain = plain_spelling(phrase);
                    if plain != phrase {
                        self.number_pieces.push((plain, sort, value));
                    }
                }
            }
        }
        self.number_pieces.sort_by_key(|(phrase, ..)| std::cmp::Reverse(phrase.len()));
    }

    fn add_weekday_parts(&mut self, words: &BTreeMap<Sort, BTreeMap<i64, String>>) {
        let (Some(days), Some(parts)) = (words.get(&Sort::Weekday), words.get(&Sort::WeekdayPart)) else {
            return;
        };
        for (day, names) in days {
            for (part, ends) in parts {
                for name in names.split('|').filter(|name| name.len() > 4) {
                    for end in ends.split('|') {
                        self.add(&format!("{name}{end}"), Sort::WeekdayPart, day * 100 + part);
                        self.add(&format!("{name}{end}s"), Sort::WeekdayPart, day * 100 + part);
                    }
                }
            }
        }
        for (part, ends) in parts {
            for end in ends.split('|') {
                if let Some(found) = self.entries.get_mut(end) {
                    found.retain(|entry| entry.sort != Sort::WeekdayPart || entry.value != *part);
                }
            }
        }
    }

    /// Appends every meaning of the words that start at a token, longest first.
    pub(super) fn senses(&self, chunk: &Chunk<'_>, index: usize, out: &mut Vec<Sense>) {
        let Some(entries) = self.entries.get(chunk.lower(index)) else { return };
        for entry in entries {
            let fits = entry.rest.iter().enumerate().all(|(at, word)| chunk.lower(index + 1 + at) == &**word);
            if !fits {
                continue;
            }
            let length = entry.rest.len() as u32 + 1;
            if let Some(cased) = &entry.cased {
                let end = chunk.tokens.get(index + entry.rest.len()).map_or(0, |token| token.byte_end);
                let start = chunk.tokens.get(index).map_or(0, |token| token.byte_start);
                if chunk.text.get(start as usize..end as usize) != Some(&**cased) {
                    continue;
                }
            }
            out.push(Sense { sort: entry.sort, value: entry.value, length });
        }
    }
}

fn plain_spelling(phrase: &str) -> String {
    phrase.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_valid_lexicon() {
        for language in Language::ALL {
            let lexicon = Lexicon::of(language);
            assert!(lexicon.currencies.len() > 20 && lexicon.units.len() > 30, "{language}");
        }
    }

    #[test]
    fn capitals_choose_between_units_of_the_same_letters() {
        let lexicon = Lexicon::of(Language::En);
        let unit_of = |text: &str| {
            let mut senses = Vec::new();
            lexicon.senses(&Chunk::read(text), 0, &mut senses);
            let sense = senses.iter().find(|sense| sense.sort == Sort::Measure).unwrap();
            lexicon.units[sense.value as usize].unit.clone()
        };
        assert_eq!(unit_of("MB"), "Megabyte");
        assert_eq!(unit_of("mb"), "Megabit");
    }
}
