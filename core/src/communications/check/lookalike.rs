//! Domains that are made to look like others: by confusable letters (UTS 39), slips, added words, other endings.

mod index;

pub(crate) use index::Lookalikes;
use unicode_security::confusable_detection::skeleton;

/// Domains at which everybody may have an address: being at one says nothing of a firm.
const OPEN_TO_ALL: [&str; 18] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "proton.me",
    "protonmail.com",
    "orange.fr",
    "free.fr",
    "libero.it",
    "live.com",
    "mail.com",
];

/// Returns the known domain that another one is made to look like.
pub(crate) fn looks_like<'k>(domain: &str, known: impl IntoIterator<Item = &'k String>) -> Option<&'k str> {
    let shown = shown(domain);
    let known: Vec<&String> = known.into_iter().collect();
    if known.iter().any(|known| belongs(domain, known)) {
        return None;
    }
    known.into_iter().find(|known| alike(&shown, known)).map(String::as_str)
}

/// Says whether a domain is this one or lies below it.
fn belongs(domain: &str, known: &str) -> bool {
    domain == known || domain.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'))
}

/// The domain as a mail program shows it: punycode decoded.
fn shown(domain: &str) -> String {
    idna::domain_to_unicode(domain).0
}

fn alike(domain: &str, known: &str) -> bool {
    // Two people's addresses at one provider, or at two, say nothing of each other.
    if OPEN_TO_ALL.contains(&domain) {
        return false;
    }
    if folded(domain) == folded(known) {
        return true;
    }
    let ((name, ending), (known_name, known_ending)) = (cut(domain), cut(known));
    let length = known_name.chars().count();
    if length < SHORTEST {
        return false;
    }
    let slips = strsim::osa_distance(name, known_name);
    let near = if length >= LONG { 2 } else { 1 };
    // "thornbury.example" and "thornbury.example.org" or "thornbury-billing.example".
    let borrowed = name.split(['-', '.']).any(|part| part == known_name)
        || name.replace('-', "") == known_name.replace('-', "");
    (slips <= near && (ending == known_ending || slips == 0)) || (borrowed && !OPEN_TO_ALL.contains(&known))
}

/// Names shorter than this are like too many others.
const SHORTEST: usize = 5;
/// From this length on two slips are few.
const LONG: usize = 10;

/// The skeleton of confusable letters, with the pairs that look like one letter.
fn folded(domain: &str) -> String {
    let lower: String = skeleton(&domain.to_lowercase()).collect();
    lower
        .to_lowercase()
        .replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
        .replace(['1', 'i', '|'], "l")
        .replace('0', "o")
}

/// Cuts a domain into its name, with what stands before it, and its ending of one or two labels.
fn cut(domain: &str) -> (&str, &str) {
    let Some((name, ending)) = domain.rsplit_once('.') else { return (domain, "") };
    match name.rsplit_once('.') {
        Some((before, second)) if ["co", "com", "org", "net", "ac", "gov"].contains(&second) => {
            (before, domain.get(before.len() + 1..).unwrap_or(ending))
        }
        _ => (name, ending),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["thornbury.example", "lindqvist-hartmann.example", "miller.co.uk", "gmail.com"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn domains_made_to_look_like_others_are_told() {
        for domain in [
            "thornburry.example",
            "thombury.example",
            "thornbury.test",
            "thornbury-billing.example",
            "thornbury.example.evil.test",
            "tһornbury.example",
            "lindqvist-hartman.example",
            "lindqvisthartmann.example",
            "xn--thrnbury-o4a.example",
            "rniller.co.uk",
            "gmai1.com",
            "thornbury.exarnple",
        ] {
            assert!(looks_like(domain, &known()).is_some(), "{domain}");
        }
    }

    #[test]
    fn other_domains_and_own_subdomains_are_not() {
        for domain in [
            "thornbury.example",
            "mail.thornbury.example",
            "firm.example",
            "gmx.de",
            "outlook.com",
            "hornet.example",
            "hartmann.example",
            "milling.co.uk",
        ] {
            assert_eq!(looks_like(domain, &known()), None, "{domain}");
        }
    }
}
