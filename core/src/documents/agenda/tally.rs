//! Counts whom messages involve, one message after the other, so that it can be told whose inbox they make.

use std::collections::{BTreeMap, BTreeSet};

use super::is_shared;
use crate::documents::model::Mailbox;
use crate::settings::Owner;

/// Messages to us count more than our own: an inbox is what others send.
const RECEIVED: usize = 2;
const SENT: usize = 1;

/// What messages involve: mail domains, with the addresses of each, and how often.
#[derive(Debug, Default)]
pub(crate) struct OwnerTally {
    domains: BTreeMap<String, Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    count: usize,
    addresses: BTreeMap<String, usize>,
}

impl OwnerTally {
    /// Counts a message: who received it, and who sent it.
    pub(crate) fn add<'m>(
        &mut self,
        received: impl Iterator<Item = &'m Mailbox>,
        sent: impl Iterator<Item = &'m Mailbox>,
    ) {
        for (name, is_domain, weight) in involved(received, sent) {
            let domain = if is_domain { name.as_str() } else { domain_of(&name) };
            let counted = self.domains.entry(domain.to_owned()).or_default();
            match is_domain {
                true => counted.count += weight,
                false => *counted.addresses.entry(name).or_default() += weight,
            }
        }
    }

    /// Takes a message back that was counted.
    pub(crate) fn remove<'m>(
        &mut self,
        received: impl Iterator<Item = &'m Mailbox>,
        sent: impl Iterator<Item = &'m Mailbox>,
    ) {
        for (name, is_domain, weight) in involved(received, sent) {
            let domain = if is_domain { name.as_str() } else { domain_of(&name) };
            let Some(counted) = self.domains.get_mut(domain) else { continue };
            if is_domain {
                counted.count = counted.count.saturating_sub(weight);
            } else if let Some(count) = counted.addresses.get_mut(&name) {
                *count = count.saturating_sub(weight);
                if *count == 0 {
                    counted.addresses.remove(&name);
                }
            }
            if counted.count == 0 && counted.addresses.is_empty() {
                self.domains.remove(domain);
            }
        }
    }

    /// Returns the owner: the addresses of the domain that most messages involve, the most frequent first; of a
    /// domain that strangers share, one.
    pub(crate) fn owner(&self) -> Owner {
        let Some(counted) = self.domains.values().max_by_key(|counted| counted.count) else {
            return Owner::default();
        };
        let mut ours: Vec<(&String, usize)> =
            counted.addresses.iter().map(|(address, count)| (address, *count)).collect();
        ours.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        if ours.first().is_some_and(|(address, _)| is_shared(domain_of(address))) {
            ours.truncate(1);
        }
        Owner { addresses: ours.into_iter().map(|(address, _)| address.clone()).collect() }
    }
}

/// The domains (`true`) and addresses of a message, each once, with its weight.
fn involved<'m>(
    received: impl Iterator<Item = &'m Mailbox>,
    sent: impl Iterator<Item = &'m Mailbox>,
) -> Vec<(String, bool, usize)> {
    let (mut seen, mut involved) = (BTreeSet::new(), Vec::new());
    for (mailbox, weight) in received.map(|to| (to, RECEIVED)).chain(sent.map(|from| (from, SENT))) {
        let address = mailbox.address.to_lowercase();
        let Some((_, domain)) = address.split_once('@') else { continue };
        if seen.insert(domain.to_owned()) {
            involved.push((domain.to_owned(), true, weight));
        }
        if seen.insert(address.clone()) {
            involved.push((address, false, weight));
        }
    }
    involved
}

fn domain_of(address: &str) -> &str {
    address.split_once('@').map_or("", |(_, domain)| domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailboxes(addresses: &[&str]) -> Vec<Mailbox> {
        addresses.iter().map(|address| Mailbox { name: None, address: (*address).to_owned() }).collect()
    }

    #[test]
    fn what_was_taken_back_counts_nothing() {
        let (ours, theirs) = (mailboxes(&["Bo@Ours.example"]), mailboxes(&["ann@theirs.example"]));
        let mut tally = OwnerTally::default();
        tally.add(ours.iter(), theirs.iter());
        tally.add(theirs.iter(), theirs.iter());
        tally.add(theirs.iter(), theirs.iter());
        assert_eq!(tally.owner().addresses, ["ann@theirs.example"]);
        tally.remove(theirs.iter(), theirs.iter());
        tally.remove(theirs.iter(), theirs.iter());
        assert_eq!(tally.owner().addresses, ["bo@ours.example"]);
        tally.remove(ours.iter(), theirs.iter());
        assert_eq!((tally.owner(), tally.domains.len()), (Owner::default(), 0));
    }
}
