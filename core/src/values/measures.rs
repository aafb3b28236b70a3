//! Amounts of money, percentages, and quantities with a unit.

use rust_decimal::Decimal;

use super::grammar::{Found, Grammar};
use super::lexicon::{Currency, Measure, Sort};
use super::numbers::Number;
use super::tokens::Shape;
use super::value::Reading;

/// The unit names of ages by unit of time.
const AGE_UNITS: [(i64, &str); 4] = [(4, "Day"), (5, "Week"), (6, "Month"), (7, "Year")];

impl Grammar<'_> {
    fn currency(&self, at: usize) -> Option<(&Currency, usize)> {
        let (index, end) = self.is(at, Sort::Currency)?;
        Some((self.lexicon.currencies.get(usize::try_from(index).ok()?)?, end))
    }

    fn measure(&self, at: usize, accepts: impl Fn(&Measure) -> bool) -> Option<(&Measure, usize)> {
        self.senses(at).iter().filter(|sense| sense.sort == Sort::Measure).find_map(|sense| {
            let measure = self.lexicon.units.get(usize::try_from(sense.value).ok()?)?;
            accepts(measure).then_some((measure, at + sense.length as usize))
        })
    }

    /// Says whether the word at a token is one or two letters: too weak to be a unit unless it is set close.
    fn weak(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Word) && self.lower(at).len() == 1
    }

    /// Finds an amount of money.
    pub(super) fn find_amount(&self, start: usize) -> Option<Found> {
        if !self.opens(start) {
            return None;
        }
        self.sign_first(start).or_else(|| self.sign_last(start))
    }

    /// "$ 1.5m", "EUR 1.234,56", "- € 5".
    fn sign_first(&self, start: usize) -> Option<Found> {
        let negative = self.sign(start, "-") && self.is(start + 1, Sort::Currency).is_some();
        let at = start + usize::from(negative);
        let (currency, mut next) = self.currency(at)?;
        if currency.hundredth {
            return None;
        }
        if !self.has_sign(at, next) && !self.is_code(at, next) {
            return None;
        }
        next = self.skip_sign(next, ".");
        let number = self.digit_or_word_amount(next)?;
        if self.token(next).is_some_and(|token| token.new_line) {
            return None;
        }
        let mut value = if negative { -number.value } else { number.value };
        let mut end = self.dash_cents(number.end);
        // "$ 5 US", "US$ 5 USD"
        let mut unit = currency;
        if let Some((again, after)) = self.currency(end)
            && again.code == currency.code
            && again.code.is_some()
            && self.digits(after).is_none()
        {
            (unit, end) = (again, after);
        }
        value = value.normalize();
        self.closes(end).then(|| self.amount(start, end, value, number.other, unit))
    }

    fn digit_or_word_amount(&self, at: usize) -> Option<Number> {
        let number = self.number(at)?;
        (number.digits && !self.sign(number.end, ":")).then_some(number)
    }

    fn has_sign(&self, at: usize, end: usize) -> bool {
        (at..end).any(|index| {
            self.token(index)
                .is_some_and(|token| matches!(token.shape, Shape::Sign(c) if !matches!(c, '.' | '-' | '/')))
        })
    }

    /// Says whether the words are a code in capitals, or an abbreviation that stands before the number.
    fn is_code(&self, at: usize, end: usize) -> bool {
        let written = self.chunk.written(at);
        let capitals = written.len() == 3 && written.chars().all(char::is_uppercase);
        capitals
            || (end == at + 2 && self.sign(at + 1, "."))
            || matches!(self.lower(at), "sfr" | "fr" | "rs" | "euro" | "eur" | "chf" | "usd" | "gbp" | "rp")
    }

    /// Skips the dash that stands for no cents: "5,- €", "Fr. 20.–".
    fn dash_cents(&self, end: usize) -> usize {
        let point = self.sign(end, ",") || self.sign(end, ".");
        if point && self.glued(end) && self.sign(end + 1, "-") && self.glued(end + 1) {
            let after = end + 2;
            return if self.sign(after, "-") && self.glued(after) { after + 1 } else { after };
        }
        end
    }

    /// "5 dollars", "1.190,00 €", "zwei Euro und fünfzig Cent".
    fn sign_last(&self, start: usize) -> Option<Found> {
        let number = self.number(start).or_else(|| {
            let (_, end) = self.is(start, Sort::Article)?;
            let (_, after) = self.currency(end)?;
            let word = !self.has_sign(end, after);
            word.then_some(Number { end, value: Decimal::ONE, other: None, digits: false, article: true })
        })?;
        let mut at = self.dash_cents(number.end);
        at = self.repeated_number(at);
        if self.sign(at, "-") && self.is(at + 1, Sort::Currency).is_some() {
            at += 1;
        }
        // "one million of dollars"
        at = if self.sign(at, "of") { at + 1 } else { at };
        let (currency, mut end) = self.currency(at)?;
        let weak_letter = self.weak(at) && (!self.glued(at) || !number.digits);
        if weak_letter || (number.digits && self.starts_amount(at, end)) {
            return None;
        }
        if self.sign(end - 1, ".")
            && self.is(at, Sort::Currency).is_some()
            && self.token(end).is_none()
            && end - at == 2
        {
            // The point after the last abbreviation is as likely the sentence's; the sense stays.
            end = at + 2;
        }
        let mut value = number.value;
        if !currency.hundredth {
            let (_, next) = self.is(end, Sort::And).unwrap_or((0, self.skip_sign(end, ",")));
            if let Some(cents) = self.number(next)
                && cents.value < Decimal::ONE_HUNDRED
                && let Some((part, after)) = self.currency(self.skip_sign(cents.end, "-"))
                && part.hundredth
                && let Some(sum) = value.checked_add(cents.value / Decimal::ONE_HUNDRED)
            {
                value = sum;
                end = after;
            }
        }
        self.closes(end).then(|| self.amount(start, end, value.normalize(), number.other, currency))
    }

    /// "5 $ 10": the sign belongs to the number after it.
    fn starts_amount(&self, at: usize, end: usize) -> bool {
        self.has_sign(at, end) && !self.glued(at) && self.glued(end) && self.digits(end).is_some()
    }

    /// Skips the number repeated in brackets: "thirty (30)".
    pub(super) fn repeated_number(&self, at: usize) -> usize {
        if self.sign(at, "(") {
            let number = self.number(at + 1);
            if let Some(number) = number.filter(|number| self.sign(number.end, ")")) {
                return number.end + 1;
            }
        }
        at
    }

    fn amount(
        &self,
        start: usize,
        end: usize,
        value: Decimal,
        other: Option<Decimal>,
        unit: &Currency,
    ) -> Found {
        let reading = |number: Decimal| Reading::Amount {
            number: number.normalize(),
            currency: unit.code.clone(),
            unit: unit.unit.clone(),
        };
        let mut readings = vec![reading(value)];
        readings.extend(other.map(reading));
        Found { start, end, readings }
    }

    /// Finds a percentage.
    pub(super) fn find_percentage(&self, start: usize) -> Option<Found> {
        if !self.opens(start) {
            return None;
        }
        if let Some((_, at)) = self.is(start, Sort::PercentOf) {
            let number = self.number(at)?;
            return Some(Found::one(
                start,
                number.end,
                Reading::Percentage { number: number.value.normalize() },
            ));
        }
        let number = self.number(start).filter(|number| !number.article)?;
        let mut at = self.repeated_number(number.end);
        if self.sign(at, "-") && self.glued(at) {
            at += 1;
        }
        let (_, end) = self.is(at, Sort::Percent)?;
        let fits =
            !(self.sign(at, "%") && self.glued(end) && (self.digits(end).is_some() || self.is_word(end)));
        fits.then(|| Found::one(start, end, Reading::Percentage { number: number.value.normalize() }))
    }

    /// Finds an age: "60 years old", "zehn Jahre alt".
    pub(super) fn find_age(&self, start: usize) -> Option<Found> {
        let number = self.number(start).filter(|_| self.opens(start))?;
        let (unit, end) = self.is(self.skip_sign(number.end, "-"), Sort::Age)?;
        let (_, name) = AGE_UNITS.iter().find(|(code, _)| *code == unit)?;
        let reading = Reading::Quantity {
            number: number.value.normalize(),
            unit: (*name).to_owned(),
            dimension: "age".to_owned(),
        };
        self.closes(end).then(|| Found::one(start, end, reading))
    }

    /// Finds a temperature.
    pub(super) fn find_temperature(&self, start: usize) -> Option<Found> {
        let found = self.quantity(start, |measure| measure.dimension == "temperature")?;
        (!self.turns(&found)).then_some(found)
    }

    /// Says whether the words around degrees speak of an angle.
    fn turns(&self, found: &Found) -> bool {
        ["angle", "angles", "winkel", "turn", "drehen", "latitude", "longitude"]
            .contains(&self.lower(found.end))
            || (found.start > 0 && ["rotate", "left", "right", "turn"].contains(&self.lower(found.start - 1)))
    }

    /// Finds a measured quantity other than money, temperature and time.
    pub(super) fn find_dimension(&self, start: usize) -> Option<Found> {
        if let Some(mut found) =
            self.quantity(start, |measure| measure.unit == "Degree").filter(|found| self.turns(found))
        {
            for reading in &mut found.readings {
                if let Reading::Quantity { dimension, .. } = reading {
                    *dimension = "angle".to_owned();
                }
            }
            return Some(found);
        }
        self.quantity(start, |measure| measure.dimension != "temperature")
    }

    fn quantity(&self, start: usize, accepts: impl Fn(&Measure) -> bool) -> Option<Found> {
        if !self.opens(start) {
            return None;
        }
        let number = self.number(start).or_else(|| {
            let (_, end) = self.is(start, Sort::Article)?;
            Some(Number { end, value: Decimal::ONE, other: None, digits: false, article: true })
        })?;
        // "1.8m" are metres here, "100t" tons.
        let number = self
            .digit_number(start)
            .filter(|plain| {
                plain.end < number.end
                    && self.measure(plain.end, &accepts).is_some_and(|(_, end)| end >= number.end)
            })
            .unwrap_or(number);
        let mut at = number.end;
        let bracket = match self.lower(at) {
            "(" => Some(")"),
            "{" => Some("}"),
            "[" => Some("]"),
            _ => None,
        };
        if bracket.is_some() || (self.sign(at, "-") && self.is_word(at + 1)) {
            at += 1;
        }
        let (measure, mut end) = self.measure(at, &accepts)?;
        if let Some(close) = bracket {
            if !self.sign(end, close) {
                return None;
            }
            end += 1;
        }
        if (number.article && (self.lower(at).len() < 3 || !self.is_word(at))) || !self.unit_ends(at, end) {
            return None;
        }
        if !number.digits && self.weak(at) {
            return None;
        }
        let mut value = number.value;
        let mut unit = measure;
        // "5 feet and 2 inches", "5' 2\""
        if unit.unit == "Foot" {
            let next = self.skip(end, Sort::And);
            if let Some(inches) = self.number(next)
                && let Some((second, after)) = self.measure(inches.end, |measure| measure.unit == "Inch")
                && let Some(part) = inches.value.checked_div(Decimal::from(12))
            {
                value = value.checked_add(part)?;
                (end, _) = (after, second);
            }
        }
        if self.sign(at, "'") && end == at + 1 {
            return None;
        }
        let dimension = if unit.unit == "Degree" { "temperature" } else { unit.dimension.as_str() };
        if unit.dimension == "temperature" && self.weak(at) && !self.sign(at, "°") && !number.digits {
            unit = measure;
        }
        if unit.dimension == "temperature" && self.weak(at) {
            return None;
        }
        let reading = Reading::Quantity {
            number: value.normalize(),
            unit: unit.unit.clone(),
            dimension: dimension.to_owned(),
        };
        let mut readings = vec![reading];
        if let Some(other) = number.other {
            readings.push(Reading::Quantity {
                number: other.normalize(),
                unit: unit.unit.clone(),
                dimension: dimension.to_owned(),
            });
        }
        Some(Found { start, end, readings })
    }

    /// A unit ends where no letter, digit or further sign of a code follows it.
    fn unit_ends(&self, at: usize, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        let sign = matches!(self.token(end - 1).map(|token| token.shape), Some(Shape::Sign(_))) && end > at;
        match self.token(end).map(|token| token.shape) {
            Some(Shape::Word | Shape::Digits) => sign,
            Some(Shape::Sign('_' | '/' | '\\' | '@' | '^' | '²' | '³')) => false,
            _ => true,
        }
    }
}
