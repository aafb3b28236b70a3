//! Reads the numbers of bills, whose notation only the sum may settle: "2.184" is two thousand or two.

use rust_decimal::Decimal;

/// A number in a cell, with every way to read it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// The readings: one, or two where a single separator with three digits leaves it open.
    pub(super) readings: Vec<Decimal>,
    /// Whether it is written as money: two decimals or a currency sign.
    pub(super) money: bool,
    /// Whether it is a percentage.
    pub(super) percent: bool,
}

impl Figure {
    /// Returns the likeliest value.
    pub(super) fn value(&self) -> Decimal {
        self.readings.first().copied().unwrap_or_default()
    }
}

/// Reads a cell that holds one number, with at most a currency or unit beside it.
pub(super) fn figure(text: &str) -> Option<Figure> {
    let text = text.trim();
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, body, after) = (&text[..first], &text[first..last], &text[last..]);
    let negative = before.contains(['-', '\u{2212}', '–'])
        && !before.contains(|c: char| c.is_alphabetic() && c.is_lowercase())
        || before.trim() == "(" && after.contains(')')
        || after.trim_start().starts_with('-') && !after.contains(|c: char| c.is_alphabetic());
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
    let code = before.trim().trim_start_matches(['-', '+', '–']).trim();
    let known = letters(before) == 0
        || ["EUR", "USD", "GBP", "CHF", "Fr.", "SFr.", "DKK", "SEK", "NOK", "PLN", "ca."].contains(&code);
    if !known
        || letters(after) > 12
        || after.split_whitespace().count() > 2
        || after.contains('%') && letters(after) > 0
    {
        return None;
    }
    if !body
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}'))
    {
        return None;
    }
    let body: String = body.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let percent = after.contains('%');
    let marked = [before, after].iter().any(|part| {
        part.contains(['€', '$', '£']) || ["EUR", "USD", "GBP", "CHF"].iter().any(|code| part.contains(code))
    });
    let mut readings = readings(&body)?;
    if negative {
        readings.iter_mut().for_each(|value| *value = -*value);
    }
    let decimals = body.len() > 3 && matches!(body.as_bytes().get(body.len() - 3), Some(b'.' | b','));
    Some(Figure { readings, money: decimals || marked, percent })
}

fn readings(body: &str) -> Option<Vec<Decimal>> {
    let parse = |text: String| text.parse::<Decimal>().ok();
    let (points, commas) = (body.matches('.').count(), body.matches(',').count());
    let plain = |skip: char| body.replace(skip, "").replace(',', ".");
    match (points, commas) {
        (0, 0) => Some(vec![parse(body.to_owned())?]),
        (1, 0) | (0, 1) => {
            let (whole, rest) = body.split_once(['.', ','])?;
            let decimal = parse(format!("{whole}.{rest}"))?;
            if rest.len() == 3 && !whole.starts_with('0') && whole.len() <= 3 {
                let thousands = parse(format!("{whole}{rest}"))?;
                return Some(vec![thousands, decimal]);
            }
            Some(vec![decimal])
        }
        (_, 0) => Some(vec![parse(body.replace('.', ""))?]),
        (0, _) => Some(vec![parse(body.replace(',', ""))?]),
        _ if body.rfind(',') > body.rfind('.') => Some(vec![parse(plain('.'))?]),
        _ => Some(vec![parse(body.replace(',', ""))?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_in_both_notations() {
        for (text, value) in [
            ("1.281,80", "1281.80"),
            ("1,281.80 €", "1281.80"),
            ("- £ 11.07", "-11.07"),
            ("-95,71", "-95.71"),
            ("EUR 8,893.60", "8893.60"),
            ("14,5", "14.5"),
            ("£24.00", "24.00"),
            ("0.0412", "0.0412"),
            ("13'500.00", "13500.00"),
        ] {
            assert_eq!(figure(text).map(|figure| figure.value()), value.parse().ok(), "{text}");
        }
        assert_eq!(figure("2.184").map(|figure| figure.readings.len()), Some(2));
        assert_eq!(figure("18.5 Std. 3"), None);
        assert_eq!(figure("Kopien A4"), None);
    }
}
