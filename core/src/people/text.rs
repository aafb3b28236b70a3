//! What names and addresses may look like.

use crate::error::{Error, Result};

/// The longest name, in characters.
const NAME: usize = 200;
/// The longest mail address, in bytes (RFC 5321).
const ADDRESS: usize = 254;
/// The most mail addresses of one person.
const ADDRESSES: usize = 20;

/// Takes a name without the spaces around it.
pub(super) fn name(of: &str, given: &str) -> Result<String> {
    let name = given.trim();
    let characters = name.chars().count();
    if characters == 0 || characters > NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid_input(format!(
            "the name of a {of} has {characters} characters: give 1 to {NAME} without control characters"
        )));
    }
    Ok(name.to_owned())
}

/// Takes mail addresses, each once.
pub(super) fn addresses(given: &[String]) -> Result<Vec<String>> {
    let mut addresses: Vec<String> = Vec::with_capacity(given.len());
    for address in given {
        let address = address.trim();
        let (local, domain) = address.rsplit_once('@').unwrap_or_default();
        let plain = !address.chars().any(|c| c.is_control() || c.is_whitespace());
        if local.is_empty() || domain.is_empty() || address.len() > ADDRESS || !plain {
            return Err(Error::invalid_input("not a mail address: expected `name@domain`"));
        }
        if !addresses.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            addresses.push(address.to_owned());
        }
    }
    if addresses.len() > ADDRESSES {
        return Err(Error::invalid_input(format!("a member has at most {ADDRESSES} mail addresses")));
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_must_say_something() {
        assert_eq!(name("member", " Ada ").unwrap(), "Ada");
        for wrong in ["", "  ", "a\nb", &"x".repeat(201)] {
            assert!(name("member", wrong).is_err());
        }
    }

    #[test]
    fn addresses_are_kept_once_and_refused_when_they_are_none() {
        let given = ["a@b.example".to_owned(), "A@B.example".to_owned()];
        assert_eq!(addresses(&given).unwrap(), ["a@b.example"]);
        for wrong in ["", "a", "@b", "a@", "a b@c", &format!("{}@b", "x".repeat(254))] {
            let error = addresses(&[wrong.to_owned()]).unwrap_err();
            assert!(wrong.is_empty() || wrong == "a" || !error.message().contains(wrong));
        }
    }
}
