//! Names of a form in words, and the words that documents have for them, in English and German.

/// Words that mean the same in forms and on papers; the second list stands inside German compounds as well.
const SAME: [(&[&str], &[&str]); 21] = [
    (&["number", "no", "nr", "num", "id", "ref"], &["number", "no", "nr", "nummer", "id", "#", "code"]),
    (&["invoice", "bill"], &["invoice", "bill", "rechnung"]),
    (&["order", "po"], &["order", "bestell", "auftrag"]),
    (&["customer", "client"], &["customer", "client", "kunde"]),
    (&["reference"], &["reference", "ref", "referenz", "zeichen", "aktenzeichen"]),
    (&["date", "day"], &["date", "datum", "tag"]),
    (&["tax", "vat"], &["tax", "vat", "steuer", "ust", "mwst"]),
    (&["contract", "agreement"], &["contract", "agreement", "vertrag"]),
    (&["total", "gross"], &["total", "gross", "summe", "gesamt", "brutto", "betrag"]),
    (&["net"], &["net", "netto"]),
    (&["amount", "sum", "value"], &["amount", "sum", "value", "betrag", "summe", "wert"]),
    (&["price", "unit"], &["price", "unit", "preis", "einzel"]),
    (&["quantity", "qty", "count", "pieces"], &["quantity", "qty", "menge", "anzahl", "stück", "stk"]),
    (
        &["description", "item", "article", "product"],
        &[
            "description",
            "item",
            "article",
            "product",
            "artikel",
            "bezeichnung",
            "beschreibung",
            "leistung",
            "position",
        ],
    ),
    (&["name"], &["name", "firma"]),
    (&["address", "street"], &["address", "street", "adresse", "anschrift", "straße"]),
    (&["phone", "telephone", "tel"], &["phone", "tel", "telefon", "fon"]),
    (&["bank"], &["bank", "kreditinstitut"]),
    (&["project"], &["project", "projekt", "bauvorhaben"]),
    (&["period", "term"], &["period", "term", "zeitraum", "laufzeit"]),
    (&["rate", "percent", "percentage"], &["rate", "percent", "%", "satz", "prozent"]),
];

/// Words of names that say nothing by themselves.
const EMPTY: [&str; 6] = ["the", "of", "a", "is", "in", "on"];

/// Splits a name such as `invoiceNumber`, `invoice_number` or `Invoice number` into words in small letters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut was_small) = (String::new(), false);
    for c in name.chars().take(200) {
        let ends = !c.is_alphanumeric() || (was_small && c.is_uppercase());
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase() || c.is_ascii_digit();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.retain(|word| !EMPTY.contains(&word.as_str()));
    words
}

/// Says whether words hold one of these.
pub(super) fn any(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// Says whether a label of a document, in small letters, says what the words of a name say.
pub(super) fn is_label(label: &str, names: &[String]) -> bool {
    !names.is_empty() && names.iter().all(|name| says(label, name))
}

fn says(label: &str, name: &str) -> bool {
    let alike = SAME.iter().find(|(names, _)| names.contains(&name)).map_or(&[][..], |(_, alike)| *alike);
    alike.iter().copied().chain([name]).any(|word| holds(label, word))
}

/// Short words stand alone, longer ones in compounds too: "Rechnungsnummer".
fn holds(label: &str, word: &str) -> bool {
    if word.chars().count() > 3 || !word.chars().all(char::is_alphanumeric) {
        return label.contains(word);
    }
    label.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_however_they_are_written() {
        for name in
            ["invoiceNumber", "invoice_number", "Invoice-Number", "invoice number", "the Invoice Number"]
        {
            assert_eq!(words(name), ["invoice", "number"], "{name}");
        }
        assert_eq!(words("line2Total"), ["line2", "total"]);
        assert_eq!(words(""), Vec::<String>::new());
    }

    #[test]
    fn labels_of_both_languages_are_known() {
        let names = words("invoice_number");
        for label in ["invoice no.", "invoice number", "rechnungsnummer", "rechnungs-nr.", "rechnung #"] {
            assert!(is_label(label, &names), "{label}");
        }
        for label in ["invoice", "order number", "invoice date", "invoice note"] {
            assert!(!is_label(label, &names), "{label}");
        }
    }
}
