//! V7 in a text: gaps of a template that nobody filled in.

use std::sync::LazyLock;

use regex::Regex;

use super::rule::{At, Check};
use crate::documents::facts::Finding;
use crate::evidence::TextIndex;

/// What only stands where something is missing.
static GAP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \{\{[^{}\n]{0,80}\}\} | \{%[^{}\n]{0,80}%\} | \$\{[^{}\n]{1,80}\} | <<[^<>\n]{1,80}>>
        | \[(?i:insert|enter|your|the\ name|name|first\ name|last\ name|date|amount|company|address|recipient|sender|subject|number|phone|title|position|todo|xx+
            |einfügen|bitte|ihr|ihre|ihren|vorname|nachname|datum|betrag|firma|adresse|anrede|empfänger|absender|nummer
            |insérer|votre|nom|prénom|montant|société|adresse
            |insertar|su|nombre|apellido|fecha|importe|empresa|dirección
            |inserire|nome|cognome|data|importo|azienda|indirizzo
            |invullen|uw|naam|voornaam|datum|bedrag|bedrijf|adres)(?:[\ :/_-][^\]\n]{0,60})?\]
        | <(?i:insert|your|name|date|amount|company|einfügen|ihr|datum|betrag|firma|nom|nombre|nome|naam)(?:[\ _-][^<>\n]{0,40})?>
        | %[A-Z][A-Z_]{2,30}%
        | _{4,} | \b[Xx]{2}\.[Xx]{2}\.(?:[Xx]{2,4}|\d{2,4})\b | \bXXX+\b | \b(?:TODO|FIXME)\b
        | (?i:lorem\ ipsum)",
    )
    .ok()
});

/// What may be meant so, but seldom in something that is sent.
static OPEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:TBD|TBC|tbd|tbc|N\.N\.|\?\?\?)(?:\b|$)|\?\?\?").ok());

/// Finds gaps.
pub(crate) fn check(text: &str, index: &TextIndex<'_>) -> Vec<Finding> {
    let found = |regex: &LazyLock<Option<Regex>>| -> Vec<(std::ops::Range<usize>, String)> {
        let all = regex.iter().flat_map(|regex| regex.find_iter(text));
        all.map(|found| (found.range(), found.as_str().to_owned())).collect()
    };
    let gaps = found(&GAP).into_iter().map(|(range, words)| {
        Check::GapLeft.block(format!("the gap {words} is not filled in")).at(index.span(range))
    });
    let open = found(&OPEN).into_iter().map(|(range, words)| {
        Check::GapLeft.warn(format!("“{words}” says that something is still open")).at(index.span(range))
    });
    gaps.chain(open).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found_and_brackets_that_say_something_are_not() {
        for text in [
            "Dear [Name],",
            "Sehr geehrte Frau [Nachname],",
            "pay [amount: EUR] now",
            "Hello {{ first_name }}",
            "am xx.xx.2026",
            "Lorem ipsum dolor",
            "Your ______",
            "Dear <insert name>",
            "Order XXXX is here",
        ] {
            assert_eq!(check(text, &TextIndex::new(text)).len(), 1, "{text}");
        }
        for text in
            ["see [1] and [sic]", "a [very] good plan", "size XX, 3 < 4 > 2", "<b>bold</b>", "100 % sure"]
        {
            assert!(check(text, &TextIndex::new(text)).is_empty(), "{text}");
        }
    }
}
