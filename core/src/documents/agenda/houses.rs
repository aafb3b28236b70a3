//! Whose people act: those of the owner's house, and those of other houses that write to it.

use std::collections::BTreeSet;

use crate::documents::agenda::{AgendaInput, is_ours, is_shared, names_owner};
use crate::documents::facts::{Brief, DocumentKind};
use crate::documents::understand::{is_joint_meeting, is_other_side};
use crate::settings::Owner;

/// From how many letters on the name of a firm is told by a domain that begins with it.
const LEAST: usize = 6;

/// Marks of a firm in a name.
const FIRMS: [&str; 12] =
    ["fa", "firma", "gmbh", "ag", "kg", "ohg", "ltd", "limited", "inc", "llc", "llp", "plc"];

/// The people and domains of an inbox, ours and others'.
#[derive(Debug, Default)]
pub(super) struct Houses {
    ours: BTreeSet<String>,
    others: BTreeSet<String>,
    domains: BTreeSet<String>,
}

impl Houses {
    /// Collects them from the messages' mailboxes.
    pub(super) fn of(inputs: &[AgendaInput], owner: &Owner) -> Self {
        let mut houses = Self::default();
        for input in inputs {
            let metadata = &input.metadata;
            for mailbox in metadata.from.iter().chain(&metadata.to).chain(&metadata.cc) {
                let Some((local, domain)) = mailbox.address.split_once('@') else { continue };
                let domain = domain.to_lowercase();
                let named = words(mailbox.name.as_deref().unwrap_or_default());
                if is_ours(owner, &mailbox.address) {
                    houses.ours.extend(named.chain(words(local)));
                } else if !is_shared(&domain) {
                    // Members of a club write from anywhere; a firm's people from the firm.
                    houses.others.extend(named);
                    houses.domains.extend(domain.split('.').next().map(bare));
                }
            }
        }
        houses
    }

    /// Says whether a paper is the minutes of a meeting of several houses, such as on a building site, that gives
    /// tasks to ours by its name.
    pub(super) fn sits_with_others(&self, owner: &Owner, brief: &Brief) -> bool {
        let mut named = brief.tasks.iter().filter_map(|task| task.assignee.as_deref());
        brief.kind == DocumentKind::Minutes
            && is_joint_meeting(&brief.title)
            && named.any(|name| self.is_ours_by_name(owner, name))
    }

    /// Says whether who is named to act in a meeting of several houses is ours, or everybody.
    pub(super) fn is_of_ours(&self, owner: &Owner, assignee: &str) -> bool {
        self.is_ours_by_name(owner, assignee)
            || words(assignee).any(|word| matches!(word.as_str(), "alle" | "all" | "everyone" | "everybody"))
    }

    fn is_ours_by_name(&self, owner: &Owner, assignee: &str) -> bool {
        names_owner(owner, assignee) || words(assignee).any(|word| self.ours.contains(&word))
    }

    /// Says whether who is named to act is somebody of another house.
    pub(super) fn is_strangers(&self, owner: &Owner, assignee: &str) -> bool {
        let name = assignee.split('(').next().unwrap_or_default().trim();
        if names_owner(owner, name) || words(assignee).any(|word| self.ours.contains(&word)) {
            return false;
        }
        let whole = bare(name);
        let firm = words(name).any(|word| FIRMS.contains(&word.as_str()));
        let domain = whole.chars().count() >= LEAST
            && self.domains.iter().any(|domain| domain.starts_with(&whole) || whole.starts_with(domain));
        let mut told = words(name).filter(|word| word.chars().count() > 2).peekable();
        firm || domain
            || is_other_side(assignee)
            || told.peek().is_some() && told.all(|word| self.others.contains(&word))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).map(str::to_lowercase)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
