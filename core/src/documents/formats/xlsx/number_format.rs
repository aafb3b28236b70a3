//! Number formats: writes a number as the cell shows it (ECMA-376 part 1, 18.8.31).
//!
//! Separators are English, as in the format codes themselves; the reader's country is not in the file.

use rust_decimal::{Decimal, RoundingStrategy};

use super::date_format::DateFormat;

/// A format with its sections for positive, negative, zero and text.
#[derive(Debug, Clone)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
    text: Option<Vec<Token>>,
}

#[derive(Debug, Clone)]
struct Section {
    condition: Option<(Comparison, f64)>,
    body: Body,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone)]
enum Body {
    General(String, String),
    Date(DateFormat),
    Number(Vec<Token>),
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`; whether a plus is shown.
    Exponent(bool),
    /// `@`.
    Text,
}

/// No format code that a person wrote is longer.
const LONGEST_CODE: usize = 1_024;

impl NumberFormat {
    /// Reads a format code. What is not understood is shown as a general number.
    pub(super) fn parse(code: &str) -> Self {
        let code: String = code.chars().take(LONGEST_CODE).collect();
        let mut parts = split_sections(&code);
        let is_text = |part: &String| tokens(part).contains(&Token::Text);
        let text = match parts.last() {
            Some(last) if parts.len() == 4 || is_text(last) => parts.pop().map(|part| tokens(&part)),
            _ => None,
        };
        if parts.is_empty() {
            parts.push("General".to_owned());
        }
        Self { sections: parts.iter().map(|part| Section::parse(part)).collect(), text }
    }

    /// Writes a text, which a format may wrap in words of its own.
    pub(super) fn text(&self, text: &str) -> String {
        let Some(tokens) = &self.text else { return text.to_owned() };
        let written: String = tokens
            .iter()
            .map(|token| match token {
                Token::Text => text,
                Token::Literal(words) => words.as_str(),
                _ => "",
            })
            .collect();
        // A format such as `;;;` hides its value on the screen; it is content all the same.
        if written.trim().is_empty() { text.to_owned() } else { written }
    }

    /// Writes a number.
    pub(super) fn number(&self, value: f64, from_1904: bool) -> String {
        let conditional = self.sections.iter().any(|section| section.condition.is_some());
        let (index, implied_sign) = if conditional {
            let holds =
                |section: &Section| section.condition.is_none_or(|(by, bound)| by.holds(value, bound));
            (self.sections.iter().position(holds).unwrap_or(0), false)
        } else {
            match (value, self.sections.len()) {
                (value, 2..) if value < 0.0 => (1, true),
                (0.0, 3..) => (2, true),
                _ => (0, false),
            }
        };
        let Some(section) = self.sections.get(index) else { return general(value) };
        let written = match &section.body {
            Body::General(before, after) => {
                let value = if implied_sign { value.abs() } else { value };
                format!("{before}{}{after}", general(value))
            }
            Body::Date(format) => format.render(value, from_1904).unwrap_or_else(|| general(value)),
            Body::Number(tokens) => render(tokens, value, implied_sign),
        };
        let written = written.trim().to_owned();
        if written.is_empty() && value != 0.0 { general(value) } else { written }
    }
}

impl Comparison {
    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Less => value < bound,
            Self::LessOrEqual => value <= bound,
            Self::Greater => value > bound,
            Self::GreaterOrEqual => value >= bound,
            Self::Equal => value == bound,
            Self::NotEqual => value != bound,
        }
    }
}

impl Section {
    fn parse(code: &str) -> Self {
        let condition = condition(code);
        if let Some(at) = code.to_ascii_lowercase().find("general") {
            let literal = |part: Option<&str>| words(&tokens(part.unwrap_or_default()));
            let body = Body::General(literal(code.get(..at)), literal(code.get(at + 7..)));
            return Self { condition, body };
        }
        let body = DateFormat::parse(code).map_or_else(|| Body::Number(tokens(code)), Body::Date);
        Self { condition, body }
    }
}

fn words(tokens: &[Token]) -> String {
    let literal = tokens.iter().filter_map(|token| match token {
        Token::Literal(words) => Some(words.as_str()),
        _ => None,
    });
    literal.collect()
}

fn split_sections(code: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in code.chars() {
        if character == ';' && !quoted && !escaped {
            parts.push(String::new());
            continue;
        }
        if character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = character == '\\' && !escaped && !quoted;
        if let Some(last) = parts.last_mut() {
            last.push(character);
        }
    }
    parts.truncate(4);
    parts
}

fn condition(code: &str) -> Option<(Comparison, f64)> {
    code.split('[').skip(1).find_map(|part| {
        let inside = part.split(']').next()?;
        let signs = [
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<>", Comparison::NotEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ];
        let (rest, by) = signs.iter().find_map(|(sign, by)| Some((inside.strip_prefix(sign)?, *by)))?;
        Some((by, rest.trim().parse().ok()?))
    })
}

fn tokens(code: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        let token = match character {
            '"' => Token::Literal(characters.by_ref().take_while(|&c| c != '"').collect()),
            '\\' => Token::Literal(characters.next().map(String::from).unwrap_or_default()),
            '_' => {
                characters.next();
                Token::Literal(" ".to_owned())
            }
            '*' => {
                characters.next();
                continue;
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                // `[$€-407]` is a currency sign with a language; anything else is a colour or condition.
                let Some(sign) = inside.strip_prefix('$') else { continue };
                Token::Literal(sign.split('-').next().unwrap_or_default().to_owned())
            }
            '0' | '#' | '?' => Token::Digit(character),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            'E' | 'e' if matches!(characters.peek(), Some('+' | '-')) => {
                Token::Exponent(characters.next() == Some('+'))
            }
            other => Token::Literal(other.to_string()),
        };
        out.push(token);
    }
    out
}

fn render(tokens: &[Token], value: f64, implied_sign: bool) -> String {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    if !tokens.iter().any(is_digit) {
        let percent = tokens.contains(&Token::Percent) || tokens.contains(&Token::Text);
        return if percent { general(value) } else { words(tokens) };
    }
    let fraction =
        tokens.iter().position(|token| *token == Token::Literal("/".to_owned())).is_some_and(|at| {
            tokens.get(..at).is_some_and(|before| before.iter().any(is_digit)) && tokens.get(at + 1).is_some()
        });
    if fraction {
        return general(value);
    }
    let exponent_at = tokens.iter().position(|token| matches!(token, Token::Exponent(_)));
    let mantissa = tokens.get(..exponent_at.unwrap_or(tokens.len())).unwrap_or(tokens);
    let point = mantissa.iter().position(|token| *token == Token::Point).unwrap_or(mantissa.len());
    let whole = mantissa.get(..point).unwrap_or_default();
    let places = mantissa.iter().skip(point).filter(|token| is_digit(token)).count() as u32;
    let percent = tokens.iter().filter(|token| **token == Token::Percent).count() as i32;
    let last_digit = mantissa.iter().rposition(is_digit).unwrap_or(0);
    let scale = mantissa.iter().skip(last_digit).filter(|token| **token == Token::Comma).count() as i32;
    let last_whole = whole.iter().rposition(is_digit).unwrap_or(0);
    let grouped =
        whole.iter().take(last_whole).skip_while(|token| !is_digit(token)).any(|one| *one == Token::Comma);

    let mut amount = value.abs() * 100f64.powi(percent) / 1000f64.powi(scale);
    let mut exponent = 0i32;
    if exponent_at.is_some() && amount != 0.0 {
        let width = whole.iter().filter(|token| is_digit(token)).count().max(1) as i32;
        exponent = (amount.log10().floor() as i32).div_euclid(width) * width;
        amount /= 10f64.powi(exponent);
    }
    let digits = rounded(amount, places);
    let (integer, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let is_zero = digits.chars().all(|c| c == '0' || c == '.');
    let mut out = String::new();
    if value < 0.0 && !implied_sign && !is_zero {
        out.push('-');
    }
    write_whole(whole, integer.trim_start_matches('0'), grouped, &mut out);
    write_decimals(mantissa.get(point..).unwrap_or_default(), decimals, &mut out);
    if let Some(at) = exponent_at {
        let plus = tokens.get(at) == Some(&Token::Exponent(true));
        let rest = tokens.get(at + 1..).unwrap_or_default();
        let width = rest.iter().take_while(|token| is_digit(token)).count();
        out.push('E');
        out.push_str(if exponent < 0 {
            "-"
        } else if plus {
            "+"
        } else {
            ""
        });
        out.push_str(&format!("{:0width$}", exponent.unsigned_abs()));
        out.push_str(&words(rest));
    }
    out
}

/// Writes the part before the point: digits fill their places from the right.
fn write_whole(tokens: &[Token], digits: &str, grouped: bool, out: &mut String) {
    let places = tokens.iter().filter(|token| matches!(token, Token::Digit(_))).count();
    let digits: Vec<char> = digits.chars().collect();
    let mut place = 0;
    for token in tokens {
        match token {
            Token::Digit(kind) => {
                place += 1;
                let to_right = places - place;
                let from = if place == 1 { digits.len().max(to_right + 1) } else { to_right + 1 };
                for position in (to_right..from).rev() {
                    let digit = digits.len().checked_sub(position + 1).and_then(|at| digits.get(at));
                    match digit {
                        Some(digit) => out.push(*digit),
                        None if *kind == '0' => out.push('0'),
                        None => continue,
                    }
                    if grouped && position > 0 && position % 3 == 0 {
                        out.push(',');
                    }
                }
            }
            Token::Literal(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
}

/// Writes the point and what follows; `#` places show no zeros at the end.
fn write_decimals(tokens: &[Token], digits: &str, out: &mut String) {
    let kinds: Vec<char> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Digit(kind) => Some(*kind),
            _ => None,
        })
        .collect();
    let mut shown = kinds.len();
    while shown > 0 && kinds.get(shown - 1) != Some(&'0') && digits.as_bytes().get(shown - 1) == Some(&b'0') {
        shown -= 1;
    }
    let mut place = 0;
    for token in tokens {
        match token {
            Token::Point if shown > 0 => out.push('.'),
            Token::Digit(_) => {
                if place < shown {
                    out.push(digits.as_bytes().get(place).map_or('0', |&digit| char::from(digit)));
                }
                place += 1;
            }
            Token::Literal(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            _ => {}
        }
    }
}

/// Rounds the way Excel does: the number is a decimal of 15 digits, and a half goes away from zero.
fn rounded(amount: f64, places: u32) -> String {
    let places = places.min(28);
    match Decimal::from_scientific(&format!("{amount:.14e}")) {
        Ok(decimal) => {
            let decimal = decimal.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
            format!("{decimal:.width$}", width = places as usize)
        }
        Err(_) => format!("{amount:.width$}", width = places as usize),
    }
}

/// Writes a number without a format: all its digits, up to 15.
pub(super) fn general(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-9..1e15).contains(&size) {
        let text = format!("{value:.14e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let exponent: i32 = exponent.parse().unwrap_or(0);
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}E{sign}{:02}", exponent.unsigned_abs());
    }
    match Decimal::from_scientific(&format!("{value:.14e}")) {
        Ok(decimal) => decimal.normalize().to_string(),
        Err(_) => format!("{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, value: f64) -> String {
        NumberFormat::parse(code).number(value, false)
    }

    #[test]
    fn numbers_are_written_as_the_cell_shows_them() {
        for (code, value, expected) in [
            ("General", 89.0, "89"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", -1234.5, "-1234.5"),
            ("0.00", 1.005, "1.01"),
            ("0.00", -0.001, "0.00"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("#,##0.00", 0.5, "0.50"),
            ("#,##0.00 \"€\"", 1234.5, "1,234.50 €"),
            ("#,##0.00\\ [$€-407]", 1234.5, "1,234.50 €"),
            ("[$$-409]#,##0.00;[Red]-[$$-409]#,##0.00", -3.0, "-$3.00"),
            ("$#,##0;($#,##0)", -1500.0, "($1,500)"),
            ("0.0%", 0.1234, "12.3%"),
            ("0%", 0.5, "50%"),
            ("0.00E+00", 12_345.0, "1.23E+04"),
            ("0,,\" M\"", 12_345_678.0, "12 M"),
            ("000-00-0000", 123_456_789.0, "123-45-6789"),
            ("0000", 7.0, "0007"),
            ("#.##", 1.5, "1.5"),
            ("#,##0;-#,##0;\"-\"", 0.0, "-"),
            ("[>=1000]0.0,\"k\";0", 2500.0, "2.5k"),
            ("[>=1000]0.0,\"k\";0", 25.0, "25"),
            ("\"Nr. \"General", 5.0, "Nr. 5"),
            ("# ?/?", 0.5, "0.5"),
            (";;;", 5.0, "5"),
            ("_-* #,##0.00\\ _€_-;-* #,##0.00\\ _€_-", 12.0, "12.00"),
        ] {
            assert_eq!(show(code, value), expected, "{code} of {value}");
        }
    }

    #[test]
    fn text_may_be_wrapped_by_its_format() {
        assert_eq!(NumberFormat::parse("0;0;0;\"No. \"@").text("A7"), "No. A7");
        assert_eq!(NumberFormat::parse("0.00").text("A7"), "A7");
    }

    proptest::proptest! {
        #[test]
        fn any_code_writes_any_number(code in "[0#?,.%E+@;\\[\\]$\"\\\\yYmdhs/ :_*a-e<>=-]{0,24}", value: f64) {
            let format = NumberFormat::parse(&code);
            format.number(value, false);
            format.text("x");
        }
    }
}
