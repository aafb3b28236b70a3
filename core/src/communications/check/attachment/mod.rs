//! V8: an attachment is promised, and nothing is attached.
//!
//! Only the writer's own words count: quotations, quoted messages and disclaimers are blanked out before. What
//! promises, and what only sounds like it ("the file that you attached", "attached to the wall"), stands per
//! language in [`phrases`].

use std::sync::LazyLock;

use regex::Regex;

use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;
use crate::search::sentences;

mod phrases;
#[cfg(test)]
mod tests;

use phrases::{LANGUAGES, Phrases};

/// Words in quotation marks of any length: a title, a label or a file's name promises nothing either.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"“[^“”\n]{1,600}”|„[^„“”\n]{1,600}[“”]|«[^«»\n]{1,600}»|»[^«»\n]{1,600}«|"[^"\n]{1,600}"|‘[^‘’\n]{1,300}’|(?:^|\s)'[^'\n]{1,200}'"#,
    )
    .ok()
});

/// Finds the first promise of an attachment; `own` is the text without foreign words.
pub(crate) fn check(own: &str, attachments: &[String], language: Option<&str>) -> Option<Finding> {
    if !attachments.is_empty() {
        return None;
    }
    let own = unquoted(own);
    let index = TextIndex::new(&own);
    let promise =
        sentences(&own, language).into_iter().find(|span| promises(index.slice(*span), language))?;
    let message = "an attachment is promised here, and nothing is attached";
    Some(Check::AttachmentMissing.block(message).at(promise))
}

/// Blanks out what stands in quotation marks, character by character.
fn unquoted(text: &str) -> String {
    let blank = |quoted: &regex::Captures<'_>| " ".repeat(quoted[0].chars().count());
    QUOTED.as_ref().map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, blank).into_owned())
}

/// Says whether a sentence promises an attachment, in this language or, where none is known, in any.
pub(crate) fn promises(sentence: &str, language: Option<&str>) -> bool {
    let wanted = |phrases: &&Phrases| language.is_none_or(|code| code.eq_ignore_ascii_case(phrases.language));
    let known = LANGUAGES.iter().any(|phrases| wanted(&phrases));
    let sentence = sentence.replace('’', "'");
    LANGUAGES.iter().filter(|phrases| !known || wanted(phrases)).any(|phrases| phrases.promise(&sentence))
}
