//! How a letter greets: by name where it is sure that somebody bears it, formally where the form is sure.

use crate::communications::compose::one_line;
use crate::communications::draft::Recipient;

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

/// Words before a name that tell how its bearer is addressed.
const FORMS: [(&str, &[&str]); 2] = [
    ("woman", &["frau", "ms", "mrs", "miss", "madame", "mme", "señora", "sra", "signora", "mevrouw"]),
    ("man", &["herr", "herrn", "mr", "monsieur", "señor", "sr", "signor", "sig", "dhr"]),
];

/// Academic titles that stay with the last name.
const DEGREES: [&str; 3] = ["dr", "prof", "dr.-ing"];

/// Who is greeted, and how.
#[derive(Debug, Default)]
pub(crate) struct Addressee {
    /// `woman` or `man` where the name itself says so, else `person`; `several` and `nobody` have no name.
    pub(crate) form: &'static str,
    /// The name: of women and men the last one with its degree, else the whole.
    pub(crate) name: Option<String>,
    /// The first name.
    pub(crate) first: Option<String>,
}

/// Says whom the greeting names: the one person it goes to, if the display name is surely one.
pub(crate) fn addressee(recipients: &[Recipient]) -> Addressee {
    let mut people = recipients.iter().filter(|recipient| recipient.role == "to");
    let Some(first) = people.next() else { return Addressee { form: "nobody", ..Addressee::default() } };
    if people.next().is_some() {
        return Addressee { form: "several", ..Addressee::default() };
    }
    let Some(name) = first.mailbox.name.as_deref().and_then(person) else {
        return Addressee { form: "nobody", ..Addressee::default() };
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let title = words.first().map(|word| word.trim_end_matches('.').to_lowercase()).unwrap_or_default();
    let form = FORMS.iter().find(|(_, titles)| titles.contains(&title.as_str())).map(|(form, _)| *form);
    let plain = |word: &&&str| !is_degree(word);
    let rest = words.get(usize::from(form.is_some())..).unwrap_or_default();
    let first = rest.iter().find(plain).filter(|_| rest.iter().filter(plain).count() > 1);
    let first = first.map(|word| (*word).to_owned());
    match form.and_then(|form| Some((form, last_name(rest)?))) {
        Some((form, last)) => Addressee { form, name: Some(last), first },
        None => Addressee { form: "person", name: Some(name.clone()), first },
    }
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

fn is_degree(word: &str) -> bool {
    DEGREES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// The last name with its degrees.
fn last_name(words: &[&str]) -> Option<String> {
    let mut rest: Vec<&str> = words.iter().take_while(|word| is_degree(word)).copied().collect();
    rest.push(words.last().filter(|word| !is_degree(word))?);
    Some(rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::model::Mailbox;
    use crate::evidence::Provenance;

    fn greeted(name: &str) -> (&'static str, Option<String>, Option<String>) {
        let mailbox = Mailbox { name: Some(name.to_owned()), address: "x@firm.example".to_owned() };
        let to = Recipient { mailbox, role: "to".to_owned(), provenance: Provenance::Document };
        let who = addressee(&[to]);
        (who.form, who.name, who.first)
    }

    #[test]
    fn people_are_greeted_by_name_and_offices_are_not() {
        let fiona = || ("person", Some("Fiona Ashcroft".to_owned()), Some("Fiona".to_owned()));
        assert_eq!(greeted("Fiona Ashcroft"), fiona());
        assert_eq!(greeted("Ashcroft, Fiona"), fiona());
        for name in ["Lindqvist & Hartmann, Office", "Kanzlei Overbeck", "info@firm.example"] {
            assert_eq!(greeted(name), ("nobody", None, None), "{name}");
        }
    }

    #[test]
    fn the_form_of_address_needs_a_name_that_says_so() {
        for (name, form, shown, first) in [
            ("Frau Inken Albers", "woman", "Albers", Some("Inken")),
            ("Herr Dr. Max Weber", "man", "Dr. Weber", Some("Max")),
            ("Ms Jane Miller", "woman", "Miller", Some("Jane")),
            ("Monsieur Dupont", "man", "Dupont", None),
            ("Andrea Weber", "person", "Andrea Weber", Some("Andrea")),
        ] {
            assert_eq!(greeted(name), (form, Some(shown.to_owned()), first.map(str::to_owned)), "{name}");
        }
    }
}
