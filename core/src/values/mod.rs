//! Typed values in text: dates, times, durations, recurrences, numbers, amounts, quantities, phones,
//! addresses, bank accounts, each with its span and its canonical form.
//!
//! One grammar in Rust reads every language; the words of a language stand as data in `lexicons/`.
//! Reading takes time linear in the text, on any input.
//!
//! ```
//! use secretariat::values::{self, Reading, ValueOptions};
//!
//! let found = values::find("Please pay EUR 1,190.00 by 31 May 2026.", &ValueOptions::default());
//! assert_eq!(found[0].text, "EUR 1,190.00");
//! assert!(matches!(found[0].best(), Reading::Amount { currency: Some(code), .. } if code == "EUR"));
//! ```

mod contacts;
mod find;
mod grammar;
pub mod judge;
mod language;
mod lexicon;
mod measures;
mod memo;
mod numbers;
mod time;
mod tokens;
mod value;

use find::Selection;
#[cfg(test)]
mod tests;

pub use find::{ValueOptions, find};
pub use language::Language;
pub use value::{OrdinalBase, Reading, Value, ValueKind};
