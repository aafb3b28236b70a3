//! What a draft becomes, and how a letter is laid out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[cfg(any(feature = "docx", feature = "pdf"))]
use crate::communications::draft::Draft;

/// What a draft becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftForm {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
    /// A mail file (RFC 5322).
    Eml,
    /// A calendar file (RFC 5545).
    Ics,
    /// A Word file.
    Docx,
    /// A PDF file.
    Pdf,
}

/// How a letter is laid out on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterForm {
    /// DIN 5008 form A: a low head, the address from 27 mm.
    DinA,
    /// DIN 5008 form B: a high head, the address from 45 mm.
    DinB,
    /// As letters are written in the United Kingdom, for A4 and window envelopes.
    Uk,
    /// The block form of the United States: everything at the left, Letter paper.
    UsBlock,
    /// The modified block form of the United States: date and closing start at the middle.
    UsModified,
}

/// How a draft is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RenderOptions {
    /// The form of a letter; without it, the one that is usual where its language is spoken.
    pub letter_form: Option<LetterForm>,
}

#[cfg(any(feature = "docx", feature = "pdf"))]
impl RenderOptions {
    /// Returns the form of a letter.
    pub(super) fn form_of(&self, draft: &Draft) -> LetterForm {
        let language = draft.language.to_ascii_lowercase();
        self.letter_form.unwrap_or(match language.as_str() {
            "en-us" => LetterForm::UsBlock,
            _ if language.split('-').next() == Some("en") => LetterForm::Uk,
            _ => LetterForm::DinB,
        })
    }
}
