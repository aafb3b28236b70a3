//! V12: the text is in the language of the draft, and spells and addresses the reader in one way.

use super::rule::Check;
use crate::documents::facts::Finding;

/// Small words that hardly another of these languages has.
const WORDS: [(&str, &[&str]); 6] = [
    (
        "en",
        &[
            "the", "and", "of", "is", "for", "with", "you", "we", "are", "this", "your", "our", "have",
            "will", "be", "to", "it", "that", "from", "please",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "für", "mit", "sie", "wir", "nicht", "ein", "eine", "auf",
            "zu", "von", "ihre", "uns", "bitte", "haben", "wird",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "et", "est", "pour", "avec", "vous", "nous", "des", "une", "votre", "dans", "sur",
            "ce", "qui", "sont", "notre", "avons", "du", "au",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "es", "para", "usted", "nosotros", "una", "su", "por", "que", "con",
            "del", "nuestro", "está", "hemos", "se", "muy", "como",
        ],
    ),
    (
        "it",
        &[
            "il", "gli", "e", "è", "per", "con", "lei", "noi", "una", "vostra", "della", "di", "che", "sono",
            "nostro", "abbiamo", "del", "alla", "non", "questo",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "en", "van", "voor", "met", "wij", "uw", "niet", "zijn", "is", "op", "dat", "deze",
            "ons", "wordt", "hebben", "bij", "naar",
        ],
    ),
];

/// British and American spellings of one word.
const SPELLINGS: [(&str, &str); 24] = [
    ("colour", "color"),
    ("honour", "honor"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
    ("centre", "center"),
    ("metre", "meter"),
    ("theatre", "theater"),
    ("organise", "organize"),
    ("organisation", "organization"),
    ("recognise", "recognize"),
    ("realise", "realize"),
    ("finalise", "finalize"),
    ("apologise", "apologize"),
    ("analyse", "analyze"),
    ("cancelled", "canceled"),
    ("travelling", "traveling"),
    ("labelled", "labeled"),
    ("licence", "license"),
    ("defence", "defense"),
    ("grey", "gray"),
    ("programme", "program"),
    ("catalogue", "catalog"),
];

/// The fewest words by which a language can be told.
const FEWEST_WORDS: usize = 8;

/// Compares the language of the writer's own words with the one that is wanted, then looks for mixtures.
pub(crate) fn check(own: &str, wanted: Option<&str>) -> Vec<Finding> {
    let lower = own.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    if let (Some(wanted), Some(is)) = (wanted, told(&words)) {
        let knows = WORDS.iter().any(|(code, _)| code.eq_ignore_ascii_case(wanted));
        if knows && !wanted.eq_ignore_ascii_case(is) {
            found.push(
                Check::LanguageMixed.warn(format!("this is to be in “{wanted}”, but reads like “{is}”")),
            );
        }
    }
    if wanted.is_none_or(|code| code == "en") {
        found.extend(spelling(&words));
    }
    if wanted == Some("de") {
        found.extend(address_form(own));
    }
    found
}

/// Tells the language when one has clearly more of its small words than any other.
fn told(words: &[&str]) -> Option<&'static str> {
    if words.len() < FEWEST_WORDS {
        return None;
    }
    let mut counts: Vec<(usize, &'static str)> = WORDS
        .iter()
        .map(|(code, known)| (words.iter().filter(|word| known.contains(word)).count(), *code))
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let [(most, code), (next, _), ..] = counts.as_slice() else { return None };
    (*most >= 3 && *most >= next * 2 && most * 12 >= words.len()).then_some(code)
}

/// Two spellings of two countries in one text.
fn spelling(words: &[&str]) -> Option<Finding> {
    let has = |form: &str| {
        words.iter().find(|word| {
            word.strip_prefix(form).is_some_and(|rest| ["", "s", "d", "ed", "ing"].contains(&rest))
        })
    };
    let british = SPELLINGS.iter().find_map(|(form, _)| has(form))?;
    let american =
        SPELLINGS.iter().find_map(|(british, form)| has(form).filter(|word| !word.starts_with(british)))?;
    Some(Check::LanguageMixed.note(format!("“{british}” is British and “{american}” American spelling")))
}

/// "du" and "Sie" in one German text.
fn address_form(own: &str) -> Option<Finding> {
    let words = || own.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let close = words().find(|word| {
        ["du", "dir", "dich", "dein", "deine", "deinen", "euch", "eure"]
            .contains(&word.to_lowercase().as_str())
    })?;
    // "Ihnen" is only ever the formal form; "Sie" may start a sentence about others.
    let formal = words().find(|word| ["Ihnen", "Ihre", "Ihren", "Ihrem", "Ihrer"].contains(word))?;
    Some(Check::LanguageMixed.warn(format!("“{close}” and “{formal}” address the reader in two ways")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str, wanted: &str) -> Vec<String> {
        check(text, Some(wanted)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_text_in_another_language_is_noticed() {
        let german = "Vielen Dank für Ihre Nachricht, wir haben die Stühle und den Tisch für Sie auf Lager.";
        assert_eq!(messages(german, "de"), [""; 0]);
        assert_eq!(messages(german, "en").len(), 1);
        let french = "Merci pour votre message, nous avons les chaises et la table dans le dépôt pour vous.";
        assert_eq!(messages(french, "fr"), [""; 0]);
        assert_eq!(messages(french, "en").len(), 1);
        assert_eq!(messages("Best regards", "de"), [""; 0], "too short to tell");
    }

    #[test]
    fn mixtures_are_noticed() {
        assert_eq!(messages("The colour of the center is good for you and the team is here.", "en").len(), 1);
        assert_eq!(messages("The colour of the centre is good for you and the team is here.", "en"), [""; 0]);
        assert_eq!(messages("Kannst du uns bitte Ihre Nummer senden, damit wir sie haben?", "de").len(), 1);
    }
}
