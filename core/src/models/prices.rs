//! What answers cost.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reply::Usage;
use crate::error::{Error, Result};
use crate::settings::ModelPrices;

/// The prices of this release, which tell their date.
const BUILT_IN: &str = include_str!("../../data/models/prices.json");
/// How many tokens a price is for.
const UNIT: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Prices of models as data. Clones are cheap.
#[derive(Debug, Clone)]
pub struct PriceTable {
    prices: Arc<Prices>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prices {
    as_of: jiff::civil::Date,
    currency: String,
    models: BTreeMap<String, ModelPrices>,
}

/// What an answer cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelCost {
    /// The amount; absent when the price of the model is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The currency, as an ISO 4217 code.
    pub currency: String,
    /// Whether the tokens are an estimate.
    pub estimated: bool,
}

impl PriceTable {
    /// Returns the list prices that this release knows. They grow old: [`PriceTable::as_of`].
    pub fn built_in() -> Self {
        let prices = serde_json::from_str(BUILT_IN).unwrap_or_else(|_| Prices {
            as_of: jiff::civil::Date::ZERO,
            currency: "USD".to_owned(),
            models: BTreeMap::new(),
        });
        Self { prices: Arc::new(prices) }
    }

    /// Reads prices: `{"as_of": "2026-01-31", "currency": "USD", "models": {"name": {"input": "1.25", "output":
    /// "10"}}}`, each per million tokens.
    ///
    /// # Errors
    /// `invalid_input` when it is not that.
    pub fn from_json(text: &str) -> Result<Self> {
        let prices = serde_json::from_str(text).map_err(|error| {
            Error::invalid_input("this is no table of prices: see the documentation").with_source(error)
        })?;
        Ok(Self { prices: Arc::new(prices) })
    }

    /// Adds the prices of one model, or replaces them.
    #[must_use]
    pub fn with(self, model: impl Into<String>, prices: ModelPrices) -> Self {
        let mut models = self.prices.models.clone();
        models.insert(model.into(), prices);
        let (as_of, currency) = (self.prices.as_of, self.prices.currency.clone());
        Self { prices: Arc::new(Prices { as_of, currency, models }) }
    }

    /// Says of which day the prices are.
    pub fn as_of(&self) -> jiff::civil::Date {
        self.prices.as_of
    }

    /// Finds the prices of a model by its name, with or without the provider before a slash and a date behind.
    pub fn of(&self, model: &str) -> Option<ModelPrices> {
        let bare = model.rsplit_once('/').map_or(model, |(_, bare)| bare);
        [model, bare, undated(bare)].iter().find_map(|name| self.prices.models.get(*name)).copied()
    }

    /// Says what an answer cost. A model that is not known has no amount: nothing is guessed.
    pub fn cost(&self, model: &str, usage: &Usage) -> ModelCost {
        let amount = self.of(model).and_then(|prices| {
            let cached = usage.cached.min(usage.input);
            let parts = [
                (usage.input - cached, prices.input),
                (cached, prices.cached.unwrap_or(prices.input)),
                (usage.output, prices.output),
            ];
            parts.iter().try_fold(Decimal::ZERO, |sum, (tokens, price)| {
                sum.checked_add(Decimal::from(*tokens).checked_mul(*price)?.checked_div(UNIT)?)
            })
        });
        let currency = self.prices.currency.clone();
        ModelCost { amount: amount.map(|amount| amount.normalize()), currency, estimated: usage.estimated }
    }
}

/// Leaves out the date at the end of a name: `-2025-08-07`, `-20250807`.
fn undated(name: &str) -> &str {
    for length in ["-0000-00-00".len(), "-00000000".len()] {
        let Some((bare, date)) = name.len().checked_sub(length).and_then(|at| name.split_at_checked(at))
        else {
            continue;
        };
        let digits = date.bytes().filter(u8::is_ascii_digit).count();
        if digits == 8 && date.starts_with("-2") && date.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return bare;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> PriceTable {
        let text = r#"{"as_of": "2026-01-31", "currency": "EUR",
            "models": {"small": {"input": "1", "cached": "0.1", "output": "10"}}}"#;
        PriceTable::from_json(text).unwrap()
    }

    #[test]
    fn an_answer_costs_its_tokens() {
        let usage = Usage { input: 1_000, cached: 600, output: 50, reasoning: 20, estimated: true };
        let cost = table().cost("openai/small-2025-08-07", &usage);
        assert_eq!(cost.amount, Some("0.00096".parse().unwrap()));
        assert_eq!((cost.currency.as_str(), cost.estimated), ("EUR", true));
    }

    #[test]
    fn a_model_that_is_not_known_has_no_amount() {
        for name in ["large", "smaller", "small-x", "", "small-", "é-2025-08-07", "small-3333-33-3é"] {
            assert_eq!(table().cost(name, &Usage::default()).amount, None, "{name}");
        }
        let own = ModelPrices { input: Decimal::ZERO, cached: None, output: Decimal::ZERO };
        let cost = table().with("localhost/large", own).cost("localhost/large", &Usage::default());
        assert_eq!(cost.amount, Some(Decimal::ZERO));
    }

    #[test]
    fn numbers_without_end_are_no_panic() {
        let usage = Usage { input: u64::MAX, cached: u64::MAX, output: u64::MAX, ..Usage::default() };
        assert!(table().cost("small", &usage).amount.is_some());
        let dear = ModelPrices { input: Decimal::MAX, cached: None, output: Decimal::MAX };
        assert_eq!(table().with("dear", dear).cost("dear", &usage).amount, None);
    }

    #[test]
    fn the_built_in_table_is_read() {
        let table = PriceTable::built_in();
        assert!(table.as_of().year() >= 2025);
        assert!(table.of("gpt-5-mini").is_some() && table.of("claude-sonnet-4-5-20250929").is_some());
        for prices in table.prices.models.values() {
            assert!(prices.cached.is_none_or(|cached| cached <= prices.input), "{prices:?}");
            assert!(prices.input < prices.output, "{prices:?}");
        }
    }
}
