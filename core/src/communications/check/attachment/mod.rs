//! V8: an attachment is promised, and nothing is attached.
//!
//! Only the writer's own words count: quotations, quoted messages and disclaimers are blanked out before. What
//! promises, and what only sounds like it ("the file that you attached", "attached to the wall"), stands per
//! language in [`phrases`].

use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;
use crate::search::sentences;

mod phrases;
#[cfg(test)]
mod tests;

use phrases::{LANGUAGES, Phrases};

/// Finds the first promise of an attachment; `own` is the text without foreign words.
pub(crate) fn check(own: &str, attachments: &[String], language: Option<&str>) -> Option<Finding> {
    if !attachments.is_empty() {
        return None;
    }
    let index = TextIndex::new(own);
    let promise = sentences(own, language).into_iter().find(|span| promises(index.slice(*span), language))?;
    let message = "an attachment is promised here, and nothing is attached";
    Some(Check::AttachmentMissing.block(message).at(promise))
}

/// Says whether a sentence promises an attachment, in this language or, where none is known, in any.
pub(crate) fn promises(sentence: &str, language: Option<&str>) -> bool {
    let wanted = |phrases: &&Phrases| language.is_none_or(|code| code.eq_ignore_ascii_case(phrases.language));
    let known = LANGUAGES.iter().any(|phrases| wanted(&phrases));
    let sentence = sentence.replace('’', "'");
    LANGUAGES.iter().filter(|phrases| !known || wanted(phrases)).any(|phrases| phrases.promise(&sentence))
}
