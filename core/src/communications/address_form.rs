//! How a letter greets: by name where it is sure that somebody bears it, formally where the form is sure.

use crate::communications::compose::one_line;
use crate::communications::draft::Recipient;
use crate::values::Language;

/// Stands in a greeting where the name goes.
pub(crate) const NAME: &str = "{name}";

/// Words that only names of firms, offices and mailboxes have.
const NO_PERSON: [&str; 42] = [
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "gbr",
    "e.v",
    "ev",
    "eg",
    "ltd",
    "limited",
    "inc",
    "llc",
    "plc",
    "corp",
    "company",
    "office",
    "büro",
    "buero",
    "team",
    "service",
    "support",
    "info",
    "kanzlei",
    "praxis",
    "verwaltung",
    "redaktion",
    "newsletter",
    "noreply",
    "no-reply",
    "versicherung",
    "assekuranz",
    "bank",
    "amt",
    "stadt",
    "verband",
    "forum",
    "engineering",
    "circle",
    "department",
    "abteilung",
    "dental",
];

/// Academic titles that stay with the last name in German.
const DEGREES: [&str; 3] = ["dr", "prof", "dr.-ing"];

/// Returns the greeting with [`NAME`] where the second value, the name, belongs; `letter` is more formal where no
/// name is known.
pub(crate) fn salutation(
    language: Language,
    recipients: &[Recipient],
    letter: bool,
) -> (String, Option<String>) {
    let mut people = recipients.iter().filter(|recipient| recipient.role == "to");
    let first = people.next().and_then(|recipient| recipient.mailbox.name.as_deref()).and_then(person);
    let name = first.filter(|_| people.next().is_none());
    let (greeting, name) = match (language, name) {
        (Language::De, Some(name)) => match formal_german(&name) {
            Some((form, rest)) => (form, Some(rest)),
            None => ("Guten Tag {name},", Some(name)),
        },
        (Language::De, None) if letter => ("Sehr geehrte Damen und Herren,", None),
        (Language::De, None) => ("Guten Tag,", None),
        (_, Some(name)) => ("Dear {name},", Some(name)),
        (_, None) if letter => ("Dear Sir or Madam,", None),
        (_, None) => ("Hello,", None),
    };
    (greeting.to_owned(), name)
}

/// The name of a person as one says it, if the display name is surely one.
fn person(display: &str) -> Option<String> {
    let display = one_line(display);
    let display = display.trim_matches(['"', '\'']).split(['(', '|']).next().unwrap_or_default().trim();
    let name = match display.split_once(", ") {
        // "Ashcroft, Fiona" is how address books sort; with more words it may be an office.
        Some((last, first)) if !last.contains(' ') && !first.contains([' ', ',']) => {
            format!("{first} {last}")
        }
        Some(_) => return None,
        None => display.to_owned(),
    };
    let odd = name.contains(['@', '&', '/', ',']) || name.chars().any(|c| c.is_ascii_digit());
    let firm = name.split([' ', '-']).any(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        NO_PERSON.contains(&word.as_str())
    });
    let words = name.split_whitespace().count();
    (!odd && !firm && (2..=5).contains(&words)).then_some(name)
}

/// The formal German greeting, when the name itself says how somebody is addressed.
fn formal_german(name: &str) -> Option<(&'static str, String)> {
    let mut words = name.split_whitespace();
    let form = match words.next()? {
        "Frau" => "Sehr geehrte Frau {name},",
        "Herr" | "Herrn" => "Sehr geehrter Herr {name},",
        _ => return None,
    };
    let words: Vec<&str> = words.collect();
    let degree = |word: &&&str| DEGREES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let mut rest: Vec<&str> = words.iter().take_while(degree).copied().collect();
    rest.push(words.last().filter(|word| !degree(word))?);
    Some((form, rest.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::model::Mailbox;
    use crate::evidence::Provenance;

    fn greet(language: Language, name: &str) -> String {
        let mailbox = Mailbox { name: Some(name.to_owned()), address: "x@firm.example".to_owned() };
        let to = Recipient { mailbox, role: "to".to_owned(), provenance: Provenance::Document };
        let (greeting, name) = salutation(language, &[to], false);
        greeting.replace(NAME, name.as_deref().unwrap_or_default())
    }

    #[test]
    fn people_are_greeted_by_name_and_offices_are_not() {
        assert_eq!(greet(Language::En, "Fiona Ashcroft"), "Dear Fiona Ashcroft,");
        assert_eq!(greet(Language::De, "Fiona Ashcroft"), "Guten Tag Fiona Ashcroft,");
        assert_eq!(greet(Language::En, "Ashcroft, Fiona"), "Dear Fiona Ashcroft,");
        assert_eq!(greet(Language::En, "Lindqvist & Hartmann, Office"), "Hello,");
        assert_eq!(greet(Language::De, "Kanzlei Overbeck"), "Guten Tag,");
        assert_eq!(greet(Language::De, "info@firm.example"), "Guten Tag,");
    }

    #[test]
    fn the_formal_german_greeting_needs_a_name_that_says_so() {
        assert_eq!(greet(Language::De, "Frau Inken Albers"), "Sehr geehrte Frau Albers,");
        assert_eq!(greet(Language::De, "Herr Dr. Max Weber"), "Sehr geehrter Herr Dr. Weber,");
        assert_eq!(greet(Language::De, "Andrea Weber"), "Guten Tag Andrea Weber,");
    }
}
