//! What a letter on paper holds besides its text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::communications::draft::block::Inline;

/// Head, address and references of a letter; everything may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Letter {
    /// Who writes: the name, then the lines of the postal address.
    pub sender: Vec<String>,
    /// How the sender is reached: a line for telephone, mail and web.
    pub contact: Vec<String>,
    /// Who receives it: the name, then the lines of the postal address.
    pub recipient: Vec<String>,
    /// References such as the recipient's own sign.
    pub references: Vec<LetterReference>,
    /// The date as it is printed, with the place where one writes it; without it, the day the draft was made.
    pub date: Vec<Inline>,
    /// What the foot of the first page holds, such as bank details: a column each.
    pub footer: Vec<LetterColumn>,
}

/// A reference of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterReference {
    /// Its name, such as “Our reference”.
    pub label: String,
    /// What it says.
    pub value: Vec<Inline>,
}

/// A column at the foot of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterColumn {
    /// Its lines.
    pub lines: Vec<String>,
}
