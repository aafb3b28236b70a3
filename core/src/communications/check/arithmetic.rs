//! V4: what can be calculated is calculated again: products, sums, tax, weekdays, "in 3 days".

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;
use rust_decimal::Decimal;

use super::context::CheckContext;
use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::{Span, TextIndex};
use crate::values::{Language, Reading, Value};

/// Between the factors of a product.
static TIMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[^\d\n;.]{0,40}?(?:[x×*]|\btimes\b|\bat\b|\bà\b|\bzu je\b|\bmal\b|\bfor\b|@)\s*(?:each\s*)?$",
    )
    .ok()
});
/// Between a product and its result.
static MAKES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[^\d\n;.]{0,30}?(?:=|\bmakes?\b|\bgives\b|\bcomes? to\b|\btotal(?:l?ing|s)?\b|\bergibt\b|\bergeben\b|\bmacht\b|\bmachen\b|\binsgesamt\b|\bzusammen\b|\bgesamt\b)[^\d\n;.]{0,20}$",
    )
    .ok()
});
/// Lines of a bill by what they are.
static NET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:sub-?\s?total|net(?:\s+(?:total|amount))?|zwischensumme|netto(?:betrag|summe)?|summe netto)\b").ok()
});
static TAX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:vat|tax|mwst\.?|ust\.?|umsatzsteuer|mehrwertsteuer|gst)(?:\b|\W|$)").ok()
});
static TOTAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:grand\s+)?(?:total|sum|amount due|gesamt(?:betrag|summe)?|summe|rechnungsbetrag|brutto(?:betrag)?|endbetrag|zu zahlen)\b").ok()
});

/// Checks a text whose values were found already.
pub(crate) fn check(
    text: &str,
    index: &TextIndex<'_>,
    values: &[Value],
    language: Language,
    context: &CheckContext,
) -> Vec<Finding> {
    let mut found = weekdays(index, values, language, context);
    found.extend(distances(index, values, context));
    found.extend(products(index, values));
    found.extend(bills(text, values));
    found
}

/// A date that falls on another weekday than the text says.
fn weekdays(
    index: &TextIndex<'_>,
    values: &[Value],
    language: Language,
    context: &CheckContext,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for value in values {
        let (Some(day), named) = (value.date(), has_day(value)) else { continue };
        if !named {
            continue;
        }
        let before = index.slice(Span::new(value.span.start.saturating_sub(16), value.span.start));
        let same_sentence = before.rsplit(['.', '\n', ';']).next().unwrap_or_default();
        let Some(said) = weekday(&value.text, language).or_else(|| last_weekday(same_sentence, language))
        else {
            continue;
        };
        let year = value.text.contains(&day.year().to_string());
        let near = context.now.is_some_and(|now| (day - now.date()).get_days().abs() < 120);
        if day.weekday() == said || !(year || near) {
            continue;
        }
        let message = format!("{day} is a {}, not a {}", name(day.weekday()), name(said));
        let finding =
            if year { Check::ArithmeticWrong.block(message) } else { Check::ArithmeticWrong.warn(message) };
        found.push(finding.at(value.span));
    }
    found
}

/// Says whether a value gives the day of a month and not only a weekday.
fn has_day(value: &Value) -> bool {
    value.text.chars().any(|c| c.is_ascii_digit())
}

fn weekday(text: &str, language: Language) -> Option<Weekday> {
    text.split(|c: char| !c.is_alphabetic()).find_map(|word| named(word, language))
}

/// The weekday that stands right before a date: "Monday, the ", "Montag, den ".
fn last_weekday(before: &str, language: Language) -> Option<Weekday> {
    let mut words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).rev();
    let last = words.next()?;
    let filler = ["the", "on", "den", "der", "dem", "am"].contains(&last.to_lowercase().as_str());
    named(if filler { words.next()? } else { last }, language)
}

fn named(word: &str, language: Language) -> Option<Weekday> {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    const EN: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const DE: [&str; 7] = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];
    let word = word.to_lowercase();
    let (names, shortest) = match language {
        Language::En => (EN, 3),
        Language::De => (DE, 2),
    };
    let full = names.iter().position(|name| *name == word);
    // "Mon", "Tues", "Mo" — but "sat" and "so" are words as well, so short forms need a capital, which is lost here.
    let short = || {
        names
            .iter()
            .position(|name| word.len() >= shortest.max(3) && word.len() < 6 && name.starts_with(&word))
    };
    DAYS.get(full.or_else(short)?).copied()
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// "In 3 days (7 May 2026)": the distance and the day beside it.
fn distances(index: &TextIndex<'_>, values: &[Value], context: &CheckContext) -> Vec<Finding> {
    let Some(now) = context.now else { return Vec::new() };
    let mut found = Vec::new();
    for pair in values.windows(2) {
        let [a, b] = pair else { continue };
        let between = index.slice(Span::new(a.span.end, b.span.start));
        let apart = between.trim_matches(|c: char| c.is_whitespace() || "(,–-:".contains(c)).to_lowercase();
        if between.chars().count() > 12
            || !["", "on", "that is", "i.e.", "am", "also am", "den", "also"].contains(&apart.as_str())
        {
            continue;
        }
        for (distance, day) in [(a, b), (b, a)] {
            let (Some(meant), Some(said)) =
                (ahead(distance, now.date()), day.date().filter(|_| has_day(day)))
            else {
                continue;
            };
            if meant != said && ahead(day, now.date()).is_none() {
                let message = format!("“{}” from {} on is {meant}, not {said}", distance.text, now.date());
                found.push(Check::ArithmeticWrong.block(message).at(distance.span.joined(day.span)));
            }
        }
    }
    found
}

/// The day that "in 3 days" or "in two weeks" means.
fn ahead(value: &Value, now: Date) -> Option<Date> {
    let words = value.text.to_lowercase();
    let relative = words.starts_with("in ") || words.ends_with(" from now") || words.ends_with(" from today");
    if let (true, Some(day)) = (relative, value.date()) {
        return Some(day);
    }
    let Reading::Duration { timex, .. } = value.best() else { return None };
    let count: i32 =
        timex.strip_prefix('P')?.strip_suffix(['D', 'W'])?.parse().ok().filter(|count| *count < 1_000)?;
    let days = if timex.ends_with('W') { count * 7 } else { count };
    relative.then(|| now.checked_add(days.days()).ok()).flatten()
}

/// "3 x EUR 20.00 = EUR 60.00".
fn products(index: &TextIndex<'_>, values: &[Value]) -> Vec<Finding> {
    let (Some(times), Some(makes)) = (TIMES.as_ref(), MAKES.as_ref()) else { return Vec::new() };
    let mut found = Vec::new();
    for three in values.windows(3) {
        let [a, b, c] = three else { continue };
        let (Some(x), Some(y), Some(z)) = (number(a), number(b), number(c)) else { continue };
        let between = |left: &Value, right: &Value| index.slice(Span::new(left.span.end, right.span.start));
        if !makes.is_match(between(b, c)) {
            continue;
        }
        let percent = matches!(a.best(), Reading::Percentage { .. });
        let expected = if percent && ["of", "von"].contains(&between(a, b).trim().to_lowercase().as_str()) {
            x.checked_mul(y).and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
        } else if times.is_match(between(a, b)) && matches!(b.best(), Reading::Amount { .. }) && !percent {
            x.checked_mul(y)
        } else {
            continue;
        };
        let Some(expected) = expected.map(|expected| expected.round_dp(2)) else { continue };
        if (expected - z).abs() > Decimal::new(1, 2) {
            let message = format!("{} and {} make {}, not {}", a.text, b.text, expected.normalize(), c.text);
            found.push(Check::ArithmeticWrong.block(message).at(a.span.joined(c.span)));
        }
    }
    found
}

fn number(value: &Value) -> Option<Decimal> {
    match value.best() {
        Reading::Number { number }
        | Reading::Amount { number, .. }
        | Reading::Percentage { number }
        | Reading::Quantity { number, .. } => Some(*number),
        _ => None,
    }
}

/// A line that ends with an amount.
struct Line {
    role: Role,
    amount: Decimal,
    percent: Option<Decimal>,
    span: Span,
}

#[derive(PartialEq, Clone, Copy)]
enum Role {
    Item,
    Net,
    Tax,
    Total,
}

/// Lines of amounts that end with their sum, with or without tax.
fn bills(text: &str, values: &[Value]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut next) = (0, 0);
    for row in text.split('\n') {
        let end = at + row.chars().count();
        while values.get(next).is_some_and(|value| value.span.start < at) {
            next += 1;
        }
        let inside: Vec<&Value> =
            values.iter().skip(next).take_while(|value| value.span.end <= end).collect();
        match line(row, &inside) {
            Some(line) => {
                let ends = line.role == Role::Total;
                lines.push(line);
                if ends {
                    found.extend(sums(&lines));
                    lines.clear();
                }
            }
            None if row.trim().is_empty() => {}
            None => lines.clear(),
        }
        at = end + 1;
    }
    found
}

fn line(row: &str, inside: &[&Value]) -> Option<Line> {
    let is = |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|regex| regex.is_match(row));
    let last = inside.iter().rev().find(|value| matches!(value.best(), Reading::Amount { .. }))?;
    // An amount in the middle of a sentence is no line of a bill.
    let rest = row.chars().rev().take_while(|c| !c.is_alphanumeric() && !"€$£)".contains(*c)).count();
    let length = row.trim_end().chars().count();
    if rest > 3 || length > 100 || row.trim_end().ends_with(['.', '?', '!']) {
        return None;
    }
    let percent = inside.iter().find_map(|value| match value.best() {
        Reading::Percentage { number } => Some(*number),
        _ => None,
    });
    let role = if is(&NET) {
        Role::Net
    } else if is(&TOTAL) {
        Role::Total
    } else if is(&TAX) {
        Role::Tax
    } else {
        Role::Item
    };
    Some(Line { role, amount: number(last)?, percent, span: last.span })
}

/// Compares net, tax and total with what the lines above them make.
fn sums(lines: &[Line]) -> Vec<Finding> {
    let cent = Decimal::new(1, 2);
    let mut found = Vec::new();
    let (mut items, mut count) = (Decimal::ZERO, 0);
    let mut net: Option<Decimal> = None;
    let mut tax = Decimal::ZERO;
    let mut wrong = |line: &Line, expected: Decimal, what: &str| {
        if (expected - line.amount).abs() > cent {
            let message = format!("the {what} is {}, not {}", expected.normalize(), line.amount.normalize());
            found.push(Check::ArithmeticWrong.block(message).at(line.span));
        }
    };
    for line in lines {
        match line.role {
            Role::Item => {
                items = items.saturating_add(line.amount);
                count += 1;
            }
            Role::Net => {
                if count >= 2 {
                    wrong(line, items, "sum of the lines");
                }
                net = Some(line.amount);
            }
            Role::Tax => {
                let base = net.or((count >= 1).then_some(items));
                if let (Some(base), Some(percent)) = (base, line.percent) {
                    let expected =
                        base.checked_mul(percent).map(|product| (product / Decimal::ONE_HUNDRED).round_dp(2));
                    wrong(line, expected.unwrap_or(line.amount), "tax");
                }
                tax = tax.saturating_add(line.amount);
            }
            Role::Total => {
                let base = net.or((count >= 2 || (count == 1 && tax > Decimal::ZERO)).then_some(items));
                if let Some(base) = base {
                    // Prices that hold the tax already are summed without it.
                    let with = base.saturating_add(tax);
                    let expected =
                        if net.is_none() && (items - line.amount).abs() <= cent { items } else { with };
                    wrong(line, expected, "total");
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{self, ValueOptions};

    fn found(text: &str, language: Language) -> Vec<String> {
        let now = "2026-05-04T09:00:00".parse().ok();
        let options = ValueOptions { language, reference: now, ..ValueOptions::default() };
        let context = CheckContext { now, ..CheckContext::default() };
        check(text, &TextIndex::new(text), &values::find(text, &options), language, &context)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        assert_eq!(found("We meet on Friday, 4 December 2026.", Language::En), [""; 0]);
        assert_eq!(
            found("We meet on Monday, 4 December 2026.", Language::En),
            ["2026-12-04 is a Friday, not a Monday"]
        );
        assert_eq!(found("Wir treffen uns am Montag, den 4. Dezember 2026.", Language::De).len(), 1);
        assert_eq!(found("Wir treffen uns am Freitag, den 4. Dezember 2026.", Language::De), [""; 0]);
        assert_eq!(found("On Monday we met. The 4 December 2026 is the day.", Language::En), [""; 0]);
    }

    #[test]
    fn distances_lead_to_the_day_beside_them() {
        assert_eq!(found("The call is in 3 days (7 May 2026).", Language::En), [""; 0]);
        assert_eq!(found("The call is in 3 days (8 May 2026).", Language::En).len(), 1);
    }

    #[test]
    fn products_are_multiplied_again() {
        assert_eq!(found("3 x EUR 20.00 = EUR 60.00", Language::En), [""; 0]);
        assert_eq!(found("3 x EUR 20.00 = EUR 65.00", Language::En).len(), 1);
        assert_eq!(found("40 chairs at EUR 70.80 makes EUR 2,832.00", Language::En), [""; 0]);
        assert_eq!(found("19 % of EUR 100.00 = EUR 19.50", Language::En).len(), 1);
        assert_eq!(found("40 Stühle zu je 70,80 € ergibt 2.382,00 €", Language::De).len(), 1);
    }

    #[test]
    fn bills_add_up() {
        let right =
            "Chairs EUR 100.00\nTable EUR 50.00\nNet EUR 150.00\nVAT 19 % EUR 28.50\nTotal EUR 178.50";
        assert_eq!(found(right, Language::En), [""; 0]);
        for (what, other) in [("150.00", "160.00"), ("28.50", "28.40"), ("178.50", "187.50")] {
            assert!(!found(&right.replace(what, other), Language::En).is_empty(), "{other}");
        }
        assert_eq!(found("Chairs EUR 100.00\nTable EUR 50.00\nTotal EUR 160.00", Language::En).len(), 1);
        assert_eq!(found("Stühle 100,00 €\nTisch 50,00 €\nGesamt 150,00 €", Language::De), [""; 0]);
        assert_eq!(
            found("The rent is EUR 100.00 and we paid EUR 50.00.\nTotal EUR 150.00", Language::En),
            [""; 0]
        );
    }
}
