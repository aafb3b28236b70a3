//! Who is like whom: addresses at a domain, domains that look alike, names with one slip; found without comparing
//! with everybody.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::communications::check::Lookalikes;

/// The most addresses that one is compared with.
const COMPARED: usize = 1_000;
/// The most addresses of a domain among which somebody who is wanted is looked for.
const MOST_AT_DOMAIN: usize = 10_000;
/// The most words and addresses of a text that are looked up.
const WORDS: usize = 2_000;
/// Two slips make another address of one; more make any of any.
const SLIPS: usize = 2;
/// A name as long as this may be a slip of another one.
const SHORTEST_SLIP: usize = 5;

/// Known addresses and the words of their names.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// How often each address was added.
    counts: HashMap<String, u32>,
    domains: Lookalikes,
    at_domain: HashMap<String, BTreeSet<String>>,
    by_local: HashMap<String, BTreeSet<String>>,
    /// Who bears a word in the name, and how often that was said.
    words: HashMap<String, BTreeMap<String, u32>>,
    /// The words that are left when words of names lose a letter.
    slips: HashMap<String, BTreeSet<String>>,
}

impl Near {
    /// Adds an address with a name; as often as it is said.
    pub(super) fn add(&mut self, address: &str, name: Option<&str>) {
        let Some((local, domain)) = address.rsplit_once('@') else { return };
        let count = self.counts.entry(address.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            self.domains.insert(domain);
            self.at_domain.entry(domain.to_owned()).or_default().insert(address.to_owned());
            self.by_local.entry(local.to_owned()).or_default().insert(address.to_owned());
        }
        for word in words(name.unwrap_or_default()) {
            let bearers = self.words.entry(word.clone()).or_default();
            if bearers.is_empty() {
                for rest in shortened(&word) {
                    self.slips.entry(rest).or_default().insert(word.clone());
                }
            }
            *bearers.entry(address.to_owned()).or_default() += 1;
        }
    }

    /// Takes back what was added once.
    pub(super) fn remove(&mut self, address: &str, name: Option<&str>) {
        let Some((local, domain)) = address.rsplit_once('@') else { return };
        for word in words(name.unwrap_or_default()) {
            let Some(bearers) = self.words.get_mut(&word) else { continue };
            if let Some(count) = bearers.get_mut(address) {
                *count -= 1;
                if *count == 0 {
                    bearers.remove(address);
                }
            }
            if bearers.is_empty() {
                self.words.remove(&word);
                for rest in shortened(&word) {
                    drop_from(&mut self.slips, &rest, &word);
                }
            }
        }
        let Some(count) = self.counts.get_mut(address) else { return };
        *count -= 1;
        if *count == 0 {
            self.counts.remove(address);
            drop_from(&mut self.by_local, local, address);
            drop_from(&mut self.at_domain, domain, address);
            if !self.at_domain.contains_key(domain) {
                self.domains.remove(domain);
            }
        }
    }

    /// Chooses of those who are wanted an address, if it is known, else somebody at its domain and at the one that it
    /// looks like, and those whose address is like it.
    pub(super) fn like<'n>(
        &'n self,
        address: &str,
        wanted: impl Fn(&str) -> bool,
        chosen: &mut BTreeSet<&'n String>,
    ) {
        let known = self.counts.get_key_value(address).map(|(known, _)| known);
        if let Some(known) = known.filter(|known| wanted(known)) {
            chosen.insert(known);
            return;
        }
        let Some((local, domain)) = address.rsplit_once('@') else { return };
        let mut at = |domain: &str| {
            let Some(there) = self.at_domain.get(domain) else { return };
            let mut wanted_there = there.iter().take(MOST_AT_DOMAIN).filter(|other| wanted(other));
            chosen.extend(wanted_there.next());
            // Slips are rarer in the first letter.
            let first: String = local.chars().take(1).collect();
            let alike = there.range(first.clone()..).take_while(|other| other.starts_with(&first));
            let compared = alike.take(COMPARED).chain(there.iter().take(COMPARED));
            chosen.extend(compared.filter(|other| is_near(other, address) && wanted(other)));
        };
        for above in
            std::iter::successors(Some(domain), |domain| domain.split_once('.').map(|(_, above)| above))
        {
            at(above);
        }
        if let Some(other) = self.domains.of(domain) {
            at(other);
        }
        let same = self.by_local.get(local).into_iter().flatten().take(COMPARED);
        chosen.extend(same.filter(|other| is_near(other, address) && wanted(other)));
    }

    /// Chooses who bears a name that a word of a text is a slip of, and who bears that word itself.
    pub(super) fn named<'n>(&'n self, text: &str, chosen: &mut BTreeSet<&'n String>) {
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        let said: BTreeSet<String> = pieces(text)
            .filter(capital)
            .filter(|word| word.chars().count() >= SHORTEST_SLIP)
            .map(str::to_lowercase)
            .take(WORDS)
            .collect();
        for word in said {
            if let Some(bearers) = self.words.get(&word) {
                chosen.extend(bearers.keys().next());
                continue;
            }
            let alike: BTreeSet<&String> =
                shortened(&word).iter().filter_map(|rest| self.slips.get(rest)).flatten().collect();
            let meant = alike.into_iter().find(|known| strsim::osa_distance(known, &word) == 1);
            chosen.extend(meant.and_then(|known| self.words.get(known)?.keys().next()));
        }
    }
}

fn is_near(other: &str, address: &str) -> bool {
    other.len().abs_diff(address.len()) <= 2 * SLIPS && strsim::osa_distance(other, address) <= SLIPS
}

fn drop_from(map: &mut HashMap<String, BTreeSet<String>>, key: &str, value: &str) {
    let Some(values) = map.get_mut(key) else { return };
    values.remove(value);
    if values.is_empty() {
        map.remove(key);
    }
}

/// The addresses in a text, in small letters.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|c: char| c.is_whitespace() || "<>()[]{},;:\"'“”„".contains(c));
    let pieces = pieces.filter(|piece| piece.contains('@')).take(WORDS);
    pieces.map(|piece| piece.trim_matches(['.', '!', '?', '…', '*', '_']).to_lowercase())
}

/// The words of a name that may be mistaken, in small letters.
fn words(name: &str) -> BTreeSet<String> {
    let long = |word: &&str| (SHORTEST_SLIP - 1..=64).contains(&word.chars().count());
    pieces(name).filter(long).take(16).map(str::to_lowercase).collect()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A word, and what is left when it loses one letter.
fn shortened(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(64).collect();
    let without = |at: usize| {
        letters.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, letter)| *letter).collect()
    };
    std::iter::once(word.to_owned()).chain((0..letters.len()).map(without)).collect()
}
