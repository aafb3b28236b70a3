//! Whether quoted words say a value.

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde_json::Value;

use super::LeafSupport;
use crate::documents::grounded::Quotable;
use crate::values::{self, Reading, ValueOptions};

/// Says how quoted words support a leaf; none when they do not.
///
/// `choices` are the words that the form itself offers: which of them is meant is judged, not read.
pub(super) fn support(
    leaf: &Value,
    quote: &str,
    options: &ValueOptions,
    choices: &HashSet<String>,
) -> Option<LeafSupport> {
    match leaf {
        Value::Bool(_) => Some(LeafSupport::Judged),
        Value::Number(number) => {
            let wanted: Decimal = decimal(&number.to_string())?;
            let found = values::find(quote, options);
            let says = |reading: &Reading| number_of(reading) == Some(wanted);
            let is_said = found.iter().any(|value| value.readings.iter().any(says));
            is_said.then_some(LeafSupport::SameValue)
        }
        Value::String(words) => text(words, quote, options, choices),
        _ => None,
    }
}

fn text(words: &str, quote: &str, options: &ValueOptions, choices: &HashSet<String>) -> Option<LeafSupport> {
    if Quotable::new(quote).find_words(words).is_some() {
        return Some(LeafSupport::Quoted);
    }
    let said = values::find(words, options);
    if let [value] = said.as_slice()
        // Beside its value the text says nothing else.
        && value.span.len() == words.trim().chars().count()
        && values::find(quote, options).iter().any(|known| value.equals(known) || is_day(value, known))
    {
        return Some(LeafSupport::SameValue);
    }
    if currencies(quote, options).any(|code| code == words) {
        return Some(LeafSupport::SameValue);
    }
    choices.contains(words).then_some(LeafSupport::Judged)
}

fn is_day(a: &values::Value, b: &values::Value) -> bool {
    a.date().is_some() && a.date() == b.date()
}

/// The ISO 4217 codes of the amounts in a text.
fn currencies(quote: &str, options: &ValueOptions) -> impl Iterator<Item = String> {
    values::find(quote, options).into_iter().filter_map(|value| match value.best() {
        Reading::Amount { currency, .. } => currency.clone(),
        _ => None,
    })
}

/// The number of a value that is one.
pub(super) fn number_of(reading: &Reading) -> Option<Decimal> {
    match reading {
        Reading::Number { number }
        | Reading::Amount { number, .. }
        | Reading::Percentage { number }
        | Reading::Quantity { number, .. } => Some(number.normalize()),
        _ => None,
    }
}

/// Reads a number as JSON writes it.
fn decimal(text: &str) -> Option<Decimal> {
    text.parse().or_else(|_| Decimal::from_scientific(text)).ok().map(|number: Decimal| number.normalize())
}

/// Writes a number as JSON does; none when JSON numbers cannot hold it.
pub(super) fn json_number(number: Decimal) -> Option<Value> {
    serde_json::from_str(&number.normalize().to_string()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn supported(leaf: Value, quote: &str) -> Option<LeafSupport> {
        let choices = HashSet::from(["invoice".to_owned()]);
        support(&leaf, quote, &ValueOptions::default(), &choices)
    }

    #[test]
    fn the_same_value_in_other_words_is_supported() {
        let quote = "Please pay EUR 1,190.00 by 31 May 2026 to DE89 3704 0044 0532 0130 00.";
        assert_eq!(supported(json!(1190), quote), Some(LeafSupport::SameValue));
        assert_eq!(supported(json!(1190.0), quote), Some(LeafSupport::SameValue));
        assert_eq!(supported(json!("2026-05-31"), quote), Some(LeafSupport::SameValue));
        assert_eq!(supported(json!("DE89370400440532013000"), quote), Some(LeafSupport::SameValue));
        assert_eq!(supported(json!("EUR"), quote), Some(LeafSupport::Quoted));
        assert_eq!(supported(json!("31 May 2026"), quote), Some(LeafSupport::Quoted));
    }

    #[test]
    fn what_a_quote_does_not_say_is_not_supported() {
        let quote = "Please pay EUR 1,190.00 by 31 May 2026.";
        for leaf in [json!(1191), json!(90), json!("2026-05-30"), json!("USD"), json!("Thornbury"), json!("")]
        {
            assert_eq!(supported(leaf.clone(), quote), None, "{leaf}");
        }
    }

    #[test]
    fn choices_are_judged() {
        assert_eq!(supported(json!("invoice"), "Rechnung"), Some(LeafSupport::Judged));
        assert_eq!(supported(json!(true), "It is paid."), Some(LeafSupport::Judged));
        assert_eq!(supported(json!("other"), "Rechnung"), None);
    }
}
