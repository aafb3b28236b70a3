use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn read(language: Language, text: &str) -> Vec<Value> {
    let reference = Some(date(2026, 11, 23).at(9, 0, 0, 0));
    find(text, &ValueOptions { language, reference, region: None })
}

/// The first value: its words and kind.
fn first(language: Language, text: &str) -> Value {
    read(language, text).into_iter().next().unwrap()
}

fn day(language: Language, text: &str) -> String {
    first(language, text).date().map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn dates_of_every_notation_are_one_day() {
    for text in [
        "2026-05-10",
        "10 May 2026",
        "May 10th, 2026",
        "the 10th of May 2026",
        "10-May-2026",
        "Sunday, 10 May 2026",
    ] {
        assert_eq!(day(Language::En, text), "2026-05-10", "{text}");
    }
    for text in [
        "10.05.2026",
        "10.5.26",
        "10. Mai 2026",
        "So., 10. Mai 2026",
        "Sonntag, den 10. Mai 2026",
        "2026-05-10",
    ] {
        assert_eq!(day(Language::De, text), "2026-05-10", "{text}");
    }
}

#[test]
fn open_dates_lie_at_or_after_the_reference() {
    assert_eq!(day(Language::De, "am 24.12. sehen wir uns"), "2026-12-24");
    assert_eq!(day(Language::En, "see you on Friday"), "2026-11-27");
    assert_eq!(day(Language::En, "tomorrow"), "2026-11-24");
    assert_eq!(day(Language::De, "nächste Woche Dienstag"), "2026-12-01");
    assert_eq!(day(Language::De, "in drei Wochen"), "2026-12-14");
}

#[test]
fn two_numbers_before_what_they_count_are_no_days() {
    for (language, text) in [
        (Language::En, "Please fit between 3 and 5 lamps in the hall."),
        (Language::En, "between 10 and 12 volunteers"),
        (Language::De, "Je Wagen sind zwischen 2 und 4 Warnwesten mitzuführen."),
    ] {
        assert!(read(language, text).iter().all(|value| value.date().is_none()), "{text}");
    }
    for text in ["between 3 and 5 May", "between 3 and 5, if you like", "Between 3 and 5 we are closed."] {
        assert!(!read(Language::En, text).is_empty(), "{text}");
    }
}

#[test]
fn deadlines_name_their_last_day() {
    assert_eq!(day(Language::De, "zahlbar bis zum 17.11.2026"), "2026-11-17");
    assert_eq!(day(Language::En, "by the end of November"), "2026-11-30");
    assert_eq!(day(Language::En, "no later than 15 January 2027"), "2027-01-15");
    assert_eq!(day(Language::En, "by COB Friday"), "2026-11-27");
}

#[test]
fn terms_of_contracts_are_lengths_of_time() {
    for (language, text, timex) in [
        (Language::De, "innerhalb von 14 Tagen nach Rechnungsdatum", "P14D"),
        (Language::En, "within thirty (30) days after receipt", "P30D"),
        (Language::En, "3 months before the end of the Term", "P3M"),
        (Language::De, "drei Monate zum Quartalsende", "P3M"),
        (Language::De, "eine 14-tägige Frist", "P14D"),
        (Language::De, "dreimonatige Kündigungsfrist", "P3M"),
    ] {
        let found = first(language, text);
        assert!(
            matches!(found.best(), Reading::Duration { timex: read, .. } if read == timex),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn amounts_are_equal_across_notations_and_languages() {
    let dollars = first(Language::En, "$1.5m");
    assert!(dollars.equals(&first(Language::En, "1,500,000 USD")));
    assert!(dollars.equals(&first(Language::De, "1,5 Mio. US-Dollar")));
    let euros = first(Language::De, "€ 1.190,00");
    for (language, text) in
        [(Language::En, "EUR 1,190.00"), (Language::De, "1190 Euro"), (Language::De, "1.190,- €")]
    {
        assert!(euros.equals(&first(language, text)), "{text}");
    }
    assert!(!euros.equals(&dollars));
    assert!(first(Language::De, "1'200.50 CHF").equals(&first(Language::En, "1,200.50 Swiss francs")));
}

#[test]
fn times_of_german_letters_are_read() {
    for text in ["10:30 Uhr", "10.30 Uhr", "10 Uhr 30", "halb elf"] {
        let found = first(Language::De, text);
        assert_eq!(found.text, text);
        let at = jiff::civil::time(10, 30, 0, 0);
        assert!(matches!(found.best(), Reading::Time { time, .. } if *time == at), "{found:?}");
    }
}

#[test]
fn identifiers_hold_no_values() {
    for text in
        ["report-2026-05-01.pdf", "order 20260815-77", "INV-2026-0815", "version 2.10.3", "A4711-0815/B"]
    {
        assert_eq!(read(Language::En, text), [], "{text}");
    }
}

#[test]
fn ibans_need_the_right_checksum() {
    let found = first(Language::De, "DE89 3704 0044 0532 0130 00");
    assert_eq!(found.readings, [Reading::Iban { iban: "DE89370400440532013000".into() }]);
    // Neither a phone nor a number: an account number with a slip of the pen.
    for text in ["DE88 3704 0044 0532 0130 00", "DE88370400440532013000"] {
        assert_eq!(read(Language::De, text), [], "{text}");
    }
}

#[test]
fn phones_are_canonical_where_the_country_is_known() {
    let options =
        ValueOptions { language: Language::De, region: Some("DE".into()), ..ValueOptions::default() };
    for text in ["Tel. 089 1234567", "+49 89 1234567", "Tel. +49 (0)89 1234567"] {
        let found = find(text, &options);
        assert_eq!(found[0].readings, [Reading::Phone { number: "+49891234567".into() }], "{text}");
    }
}

#[test]
fn values_need_no_reference() {
    let found = find("tomorrow, next week, 10 May, in 3 days, KW 48, last quarter", &ValueOptions::default());
    assert!(found.len() >= 4);
    assert!(found.iter().all(|value| value.date().is_none()));
}

#[test]
fn long_rows_of_the_same_take_linear_time() {
    for piece in
        ["1", ".", " ", "1 ", "1.", "one and ", "from ", "a@", "(", "the ", "5 to ", "zweihundert", "http://"]
    {
        let text = piece.repeat(20_000 / piece.len());
        for language in Language::ALL {
            read(language, &text);
        }
    }
}

proptest! {
    #[test]
    fn spans_hold_their_words_in_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1", "31.12.2026", "€", "$", "to", "bis", "May", "next", "week", "every", "at", "ü", "𝄞", "half", "-", ",", "2026",
                "from", "between", "and", "end of", "5pm", "zwei", "Mio.", "°C", "(", ")", "%", "+49", "@a.de", "\n\n", "100000000000000000000000000000",
                "9999", "99999999", "days", "ago", "vor", "Jahren",
            ]),
            0..40,
        ),
        join in prop::sample::select(vec![" ", "", "-", "/"]),
    ) {
        let text = words.join(join);
        for language in Language::ALL {
            let mut last = 0;
            for value in read(language, &text) {
                prop_assert!(value.span.start >= last && value.span.start < value.span.end);
                last = value.span.end;
                let quoted: String = text.chars().skip(value.span.start).take(value.span.len()).collect();
                prop_assert_eq!(&quoted, &value.text);
                prop_assert!(!value.readings.is_empty());
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        for language in Language::ALL {
            read(language, &text);
        }
    }
}
