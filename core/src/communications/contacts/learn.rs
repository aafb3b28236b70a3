//! Contacts from the mails of the office: who writes and is written to, how often, in which language.
//!
//! Only features are kept, no text. The same mails give the same contacts, in whatever order they were added. What a
//! person of the office said stays: learning adds contacts and brings counts up to date, and fills gaps in what it
//! added itself.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::MailAddress;
use super::contact::{Contact, LearnedHabits, NewContact};
use super::handle::Contacts;
use super::repository as store;
use crate::documents::Document;
use crate::documents::agenda::is_ours;
use crate::documents::model::Mailbox;
use crate::error::Result;
use crate::evidence::Provenance;
use crate::id::ContactId;
use crate::rights::{Permission, Scope};
use crate::settings::Owner;
use crate::storage::Batch;

/// The most contacts that are learned.
const CONTACTS: usize = 10_000;
/// Mails to more people than these tell nothing of any of them.
const ROUND: usize = 50;
/// How many contacts are written at once.
const BATCH: usize = 100;

/// What learning changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Learned {
    /// How many contacts are new.
    pub added: u32,
    /// How many known ones were brought up to date.
    pub updated: u32,
}

/// What mails tell of one address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Habits {
    pub(super) names: BTreeMap<String, u32>,
    pub(super) languages: BTreeMap<String, u32>,
    pub(super) received: u32,
    pub(super) sent: u32,
    pub(super) last: Option<String>,
}

impl Contacts {
    /// Learns contacts from the mails of the office (right `documents.read` too).
    ///
    /// # Errors
    /// `conflict` when somebody changes the same contacts at the same time: call it again.
    pub async fn learn(&self) -> Result<Learned> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let (owner, documents) = (self.documents.owner().await?, self.documents.all().await?);
        let habits = habits(&documents, &owner);
        let mut learned = Learned::default();
        let habits: Vec<(MailAddress, Habits)> = habits.into_iter().collect();
        for some in habits.chunks(BATCH) {
            let mut batch = Batch::new(scope.workspace().clone());
            let mut told: BTreeSet<ContactId> = BTreeSet::new();
            for (address, habits) in some {
                self.take(&scope, &mut batch, address, habits, &mut told, &mut learned).await?;
            }
            if let Some(first) = told.first() {
                self.commit(&scope, batch, "contacts.learn", first).await?;
            }
        }
        Ok(learned)
    }

    /// Puts what is known of an address into a batch, unless it is stored already.
    async fn take(
        &self,
        scope: &Scope,
        batch: &mut Batch,
        address: &MailAddress,
        habits: &Habits,
        told: &mut BTreeSet<ContactId>,
        learned: &mut Learned,
    ) -> Result<()> {
        let known = match store::owner_of(scope, &address.key()).await? {
            Some(id) => store::contact(scope, &id).await?,
            None => None,
        };
        match known {
            // Of several addresses of one contact only the first counts, or each would undo what the other said.
            Some(before) if before.addresses.first() != Some(address) || told.contains(&before.id) => {}
            Some(before) => {
                let mut after = before.clone();
                habits.tell(&mut after);
                if after != before {
                    store::write(batch, Some(&before), &after)?;
                    told.insert(after.id);
                    learned.updated += 1;
                }
            }
            None => {
                let now = self.guard.now();
                let id = ContactId::new(now, self.randomness.as_ref());
                let mut contact = NewContact::new("", address.to_string()).into_contact(id, now)?;
                contact.provenance = Provenance::Document;
                habits.tell(&mut contact);
                store::write(batch, None, &contact)?;
                told.insert(contact.id);
                learned.added += 1;
            }
        }
        Ok(())
    }
}

impl Habits {
    /// Tells a contact; name and language only where no person gave the contact.
    fn tell(&self, contact: &mut Contact) {
        contact.learned =
            Some(LearnedHabits { received: self.received, sent: self.sent, last: self.last.clone() });
        if contact.provenance != Provenance::Document {
            return;
        }
        if let Some(name) = most(&self.names) {
            contact.name = name;
        }
        contact.language = most(&self.languages).or(contact.language.take());
    }
}

/// The most frequent word, of several the first by its letters.
fn most(counts: &BTreeMap<String, u32>) -> Option<String> {
    let best = counts.iter().rev().max_by_key(|(_, count)| **count)?;
    Some(best.0.clone())
}

/// Reads the habits of everybody else from mails.
pub(super) fn habits(documents: &[Document], owner: &Owner) -> BTreeMap<MailAddress, Habits> {
    let mut all: BTreeMap<MailAddress, Habits> = BTreeMap::new();
    for document in documents {
        let metadata = &document.metadata;
        let by_machine = ["List-ID", "Auto-Submitted", "Precedence"]
            .iter()
            .any(|name| metadata.other.get(*name).is_some_and(|value| !value.eq_ignore_ascii_case("no")));
        let round = metadata.to.len() + metadata.cc.len();
        if metadata.from.is_empty() || by_machine || round > ROUND {
            continue;
        }
        let date = metadata.created.as_deref().and_then(|date| date.parse::<jiff::Timestamp>().ok());
        let mut tell = |mailbox: &Mailbox, wrote: bool| {
            let Some(address) = of_person(mailbox, owner) else { return };
            if all.len() >= CONTACTS && !all.contains_key(&address) {
                return;
            }
            let habits = all.entry(address).or_default();
            if wrote {
                habits.received += 1
            } else {
                habits.sent += 1
            }
            if let Some(name) = mailbox.name.as_deref().and_then(one_line) {
                *habits.names.entry(name).or_default() += 1;
            }
            if let Some(language) = document.brief.language.as_ref().filter(|_| wrote) {
                *habits.languages.entry(language.clone()).or_default() += 1;
            }
            habits.last = habits.last.take().max(date.map(|date| date.to_string()));
        };
        metadata.from.iter().take(1).for_each(|mailbox| tell(mailbox, true));
        metadata.to.iter().chain(&metadata.cc).for_each(|mailbox| tell(mailbox, false));
    }
    all
}

/// The address of somebody else who reads mail.
fn of_person(mailbox: &Mailbox, owner: &Owner) -> Option<MailAddress> {
    let address: MailAddress = mailbox.address.to_lowercase().parse().ok()?;
    let machine =
        ["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "bounce"];
    let local = address.local();
    let is_machine = machine.iter().any(|word| local == *word || local.starts_with(&format!("{word}+")));
    (!is_machine && !is_ours(owner, &address.to_string())).then_some(address)
}

fn one_line(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let name: String = words.join(" ").chars().take(200).collect();
    (!name.is_empty() && !name.contains('@')).then_some(name)
}
