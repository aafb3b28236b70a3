//! The bounds of a run, and what it has used of them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::models::Usage;
use crate::settings::ModelPrices;

/// What a run may use, its child runs included. What is absent is not bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// Answers of a model.
    pub turns: Option<u64>,
    /// Calls of tools.
    pub tool_calls: Option<u64>,
    /// Tokens of requests.
    pub input_tokens: Option<u64>,
    /// Tokens of answers.
    pub output_tokens: Option<u64>,
    /// Millionths of the currency of the agent's price.
    pub cost_micros: Option<u64>,
    /// Seconds from the start, waiting included.
    pub wall_seconds: Option<u64>,
}

impl Default for Budget {
    /// 50 turns and 200 calls.
    fn default() -> Self {
        Self {
            turns: Some(50),
            tool_calls: Some(200),
            input_tokens: None,
            output_tokens: None,
            cost_micros: None,
            wall_seconds: None,
        }
    }
}

/// What tokens cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenPrice {
    /// Millionths of a currency for a million tokens of requests.
    pub input_micros: u64,
    /// The same for tokens of requests that come from the provider's cache; as `input_micros` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_micros: Option<u64>,
    /// Millionths of a currency for a million tokens of answers.
    pub output_micros: u64,
}

/// What a run has used, its child runs included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Spent {
    /// Answers of a model.
    pub turns: u64,
    /// Calls of tools.
    pub tool_calls: u64,
    /// Tokens of requests.
    pub input_tokens: u64,
    /// Tokens of answers.
    pub output_tokens: u64,
    /// Millionths of the currency of the price.
    pub cost_micros: u64,
}

/// What a run has too little of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetItem {
    /// Answers of a model.
    Turns,
    /// Calls of tools.
    ToolCalls,
    /// Tokens of requests.
    InputTokens,
    /// Tokens of answers.
    OutputTokens,
    /// Money.
    Cost,
    /// Time.
    WallTime,
    /// The model asked for the same call with the same arguments again and again.
    Repetition,
}

impl TokenPrice {
    /// Returns what an answer cost, rounded up.
    pub fn of(self, usage: &Usage) -> u64 {
        let part = |tokens: u64, price: u64| u128::from(tokens) * u128::from(price);
        let cached = usage.cached.min(usage.input);
        let micros = part(usage.input - cached, self.input_micros)
            + part(cached, self.cached_micros.unwrap_or(self.input_micros))
            + part(usage.output, self.output_micros);
        u64::try_from(micros.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }

    /// Reads a price of a table; none when it is below zero or too high to count with.
    pub(super) fn of_model(prices: ModelPrices) -> Option<Self> {
        let micros = |price: Decimal| price.checked_mul(Decimal::from(1_000_000))?.ceil().to_u64();
        Some(Self {
            input_micros: micros(prices.input)?,
            cached_micros: match prices.cached {
                Some(price) => Some(micros(price)?),
                None => None,
            },
            output_micros: micros(prices.output)?,
        })
    }
}

impl Spent {
    /// Adds what somebody else used.
    pub(super) fn add(&mut self, other: &Self) {
        self.turns = self.turns.saturating_add(other.turns);
        self.tool_calls = self.tool_calls.saturating_add(other.tool_calls);
        self.input_tokens = self.input_tokens.saturating_add(other.input_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
        self.cost_micros = self.cost_micros.saturating_add(other.cost_micros);
    }
}

impl Budget {
    /// Says what is used up before another turn.
    pub(super) fn lacks(&self, spent: &Spent) -> Option<(BudgetItem, u64)> {
        let items = [
            (BudgetItem::Turns, self.turns, spent.turns),
            (BudgetItem::InputTokens, self.input_tokens, spent.input_tokens),
            (BudgetItem::OutputTokens, self.output_tokens, spent.output_tokens),
            (BudgetItem::Cost, self.cost_micros, spent.cost_micros),
        ];
        let over =
            |(_, limit, spent): &(BudgetItem, Option<u64>, u64)| limit.is_some_and(|most| *spent >= most);
        items.into_iter().find(over).map(|(item, limit, _)| (item, limit.unwrap_or_default()))
    }

    /// Returns what is left after what was used.
    pub(super) fn left(&self, spent: &Spent) -> Self {
        let left = |limit: Option<u64>, spent: u64| limit.map(|most| most.saturating_sub(spent));
        Self {
            turns: left(self.turns, spent.turns),
            tool_calls: left(self.tool_calls, spent.tool_calls),
            input_tokens: left(self.input_tokens, spent.input_tokens),
            output_tokens: left(self.output_tokens, spent.output_tokens),
            cost_micros: left(self.cost_micros, spent.cost_micros),
            wall_seconds: self.wall_seconds,
        }
    }

    /// Returns one of several equal shares, of each bound at least 1.
    pub(super) fn share(&self, of: u64) -> Self {
        let share = |limit: Option<u64>| limit.map(|most| (most / of.max(1)).max(1).min(most));
        Self {
            turns: share(self.turns),
            tool_calls: share(self.tool_calls),
            input_tokens: share(self.input_tokens),
            output_tokens: share(self.output_tokens),
            cost_micros: share(self.cost_micros),
            wall_seconds: self.wall_seconds,
        }
    }

    /// Returns the smaller of two bounds, item by item.
    pub(super) fn within(&self, other: &Self) -> Self {
        let least = |one: Option<u64>, two: Option<u64>| match (one, two) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self {
            turns: least(self.turns, other.turns),
            tool_calls: least(self.tool_calls, other.tool_calls),
            input_tokens: least(self.input_tokens, other.input_tokens),
            output_tokens: least(self.output_tokens, other.output_tokens),
            cost_micros: least(self.cost_micros, other.cost_micros),
            wall_seconds: least(self.wall_seconds, other.wall_seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_rounded_up_and_a_budget_is_used_up_when_it_is_reached() {
        let price = TokenPrice { input_micros: 250_000, cached_micros: None, output_micros: 2_000_000 };
        assert_eq!(price.of(&Usage { input: 3, output: 1, ..Usage::default() }), 3);
        let budget = Budget { output_tokens: Some(10), ..Budget::default() };
        let spent = Spent { output_tokens: 10, ..Spent::default() };
        assert_eq!(budget.lacks(&spent), Some((BudgetItem::OutputTokens, 10)));
        assert_eq!(budget.left(&spent).output_tokens, Some(0));
        assert_eq!(budget.within(&Budget { turns: Some(3), ..budget }).turns, Some(3));
    }

    #[test]
    fn a_price_of_the_table_counts_in_millionths_and_knows_the_cache() {
        let read = |text: &str| text.parse::<Decimal>().unwrap();
        let prices = ModelPrices { input: read("1.25"), cached: Some(read("0.125")), output: read("10") };
        let price = TokenPrice::of_model(prices).unwrap();
        assert_eq!((price.input_micros, price.output_micros), (1_250_000, 10_000_000));
        let usage = Usage { input: 1_000_000, cached: 400_000, output: 0, ..Usage::default() };
        assert_eq!(price.of(&usage), 750_000 + 50_000);
        for unfit in [read("-1"), Decimal::MAX] {
            assert_eq!(TokenPrice::of_model(ModelPrices { input: unfit, ..prices }), None);
        }
    }
}
