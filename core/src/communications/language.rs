//! The languages that this office writes in; it reads values in fewer ([`Language`]).

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::values::Language;

/// A language with a built-in template pack. To add one: a variant, its file of phrases, its row in the calendar
/// and in the labels.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WritingLanguage {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Dutch.
    Nl,
}

impl WritingLanguage {
    /// Every language.
    pub const ALL: [Self; 6] = [Self::En, Self::De, Self::Es, Self::Fr, Self::It, Self::Nl];

    /// Returns the BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::It => "it",
            Self::Nl => "nl",
        }
    }

    /// Says whether the values of its texts are read by a lexicon of its own.
    pub(crate) fn has_lexicon(self) -> bool {
        matches!(self, Self::En | Self::De)
    }

    /// Returns the language in which the values of a text are read: its own where there is a lexicon for it.
    pub(crate) fn of_values(self) -> Language {
        match self {
            Self::De => Language::De,
            _ => Language::En,
        }
    }
}

impl fmt::Display for WritingLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for WritingLanguage {
    type Err = Error;

    /// Reads a BCP 47 tag, such as `fr` or `en-GB`; the region is left out of account.
    fn from_str(tag: &str) -> Result<Self, Error> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code)).ok_or_else(|| {
            Error::unsupported("nothing is written in this language; use en, de, es, fr, it or nl")
        })
    }
}
