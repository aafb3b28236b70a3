//! Look-alikes among very many known domains: an index that proposes the few that [`super::looks_like`] then judges.
//!
//! Slips are found by deletions (the idea of SymSpell): two words with two slips between them share a word that is
//! left when each loses two letters. So a domain costs the same however many are known.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{LONG, SHORTEST, belongs, cut, folded, looks_like, shown};

/// Names longer than this lose one letter only: beyond, two slips are no trick.
const VERY_LONG: usize = 24;
/// The most known domains that one domain is compared with.
const COMPARED: usize = 200;

/// Known domains, prepared. Domains may come and go.
#[derive(Debug, Default)]
pub(crate) struct Lookalikes {
    /// The domains by their numbers; a number whose domain is gone is free.
    known: Vec<String>,
    free: Vec<u32>,
    exact: HashMap<String, u32>,
    keys: HashMap<u64, Vec<u32>>,
}

impl Lookalikes {
    /// Prepares domains; what is longer than any domain is left out.
    pub(crate) fn new(known: impl IntoIterator<Item = String>) -> Self {
        let mut all = Self::default();
        known.into_iter().for_each(|domain| all.insert(&domain));
        all
    }

    /// Adds a domain; what is longer than any domain is left out.
    pub(crate) fn insert(&mut self, domain: &str) {
        if domain.len() > 253 || self.exact.contains_key(domain) {
            return;
        }
        let at = match self.free.pop() {
            Some(at) => {
                self.known[at as usize] = domain.to_owned();
                at
            }
            None => {
                self.known.push(domain.to_owned());
                self.known.len() as u32 - 1
            }
        };
        self.exact.insert(domain.to_owned(), at);
        for key in keys_of(domain, true) {
            self.keys.entry(key).or_default().push(at);
        }
    }

    /// Takes a domain away.
    pub(crate) fn remove(&mut self, domain: &str) {
        let Some(at) = self.exact.remove(domain) else { return };
        for key in keys_of(domain, true) {
            let Some(found) = self.keys.get_mut(&key) else { continue };
            found.retain(|known| *known != at);
            if found.is_empty() {
                self.keys.remove(&key);
            }
        }
        self.known[at as usize].clear();
        self.free.push(at);
    }

    /// Says whether a domain, or one above it, is known.
    pub(crate) fn knows(&self, domain: &str) -> bool {
        std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, above)| above))
            .any(|domain| self.exact.contains_key(domain))
    }

    /// Returns the known domain that another one is made to look like.
    pub(crate) fn of(&self, domain: &str) -> Option<&str> {
        if self.knows(domain) {
            return None;
        }
        let mut near: Vec<u32> = keys_of(domain, false)
            .into_iter()
            .filter_map(|key| self.keys.get(&key))
            .flat_map(|found| found.iter().take(COMPARED).copied())
            .collect();
        near.sort_unstable();
        near.dedup();
        let known = near.into_iter().take(COMPARED).filter_map(|at| self.known.get(at as usize));
        let mut known: Vec<&String> = known.filter(|known| !belongs(domain, known)).collect();
        // Of several the same is named, in whatever order they came.
        known.sort();
        looks_like(domain, known)
    }
}

/// What two domains share that may look alike.
fn keys_of(domain: &str, known: bool) -> Vec<u64> {
    // A known domain is compared as it is written, another as it is shown.
    let domain = if known { domain.to_owned() } else { shown(domain) };
    let (name, _) = cut(&domain);
    let mut keys = vec![key("folded", &folded(&domain)), key("joined", &name.replace('-', ""))];
    match known {
        true => keys.push(key("part", name)),
        false => keys.extend(name.split(['-', '.']).take(16).map(|part| key("part", part))),
    }
    let letters: Vec<char> = name.chars().take(64).collect();
    if letters.len() + 2 < SHORTEST {
        return keys;
    }
    let losses = if (LONG - 2..=VERY_LONG).contains(&letters.len()) { 2 } else { 1 };
    without(&letters, losses, &mut keys);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys of a word and of what is left when it loses letters.
fn without(letters: &[char], losses: usize, keys: &mut Vec<u64>) {
    let word: String = letters.iter().collect();
    keys.push(key("slip", &word));
    if losses == 0 {
        return;
    }
    for at in 0..letters.len() {
        let mut rest = letters.to_vec();
        rest.remove(at);
        without(&rest, losses - 1, keys);
    }
}

fn key(kind: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, text).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_finds_what_comparing_with_all_finds() {
        let known: Vec<String> =
            ["thornbury.example", "lindqvist-hartmann.example", "miller.co.uk", "gmail.com"]
                .map(str::to_owned)
                .to_vec();
        let index = Lookalikes::new(known.clone());
        for domain in [
            "thornburry.example",
            "thombury.example",
            "thornbury.test",
            "thornbury-billing.example",
            "thornbury.example.evil.test",
            "tһornbury.example",
            "lindqvist-hartman.example",
            "lindqvisthartmann.example",
            "lindqivst-hartmnan.example",
            "rniller.co.uk",
            "gmai1.com",
            "thornbury.exarnple",
            "firm.example",
            "mail.thornbury.example",
            "hartmann.example",
        ] {
            assert_eq!(index.of(domain), looks_like(domain, &known), "{domain}");
        }
    }

    proptest::proptest! {
        #[test]
        fn slips_are_found_however_many_are_known(
            at in 0_usize..400, place in 0_usize..12, letter in "[a-z]", kind in 0..3,
        ) {
            let name = |number: usize| format!("firm{}{}x.example", char::from(b'a' + (number % 26) as u8), number * 7919 + 10_000);
            let known: Vec<String> = (0..400).map(name).collect();
            let index = Lookalikes::new(known.clone());
            let mut letters: Vec<char> = name(at).chars().collect();
            let place = place.min(letters.len() - 10);
            match kind {
                0 => letters.insert(place, letter.chars().next().unwrap()),
                1 => letters.swap(place, place + 1),
                _ => { letters.remove(place); }
            }
            let domain: String = letters.into_iter().collect();
            proptest::prop_assert_eq!(index.of(&domain).is_some(), looks_like(&domain, &known).is_some());
        }
    }
}
