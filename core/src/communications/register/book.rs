//! What the register knows: a plain value, to which mails and contacts are added and from which they are taken.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::mail::Mail;
use super::near::Near;
use crate::documents::agenda::{OwnerTally, wrote};
use crate::documents::model::Mailbox;
use crate::id::{ContactId, DocumentId};
use crate::settings::Owner;

/// The most mails that are looked through for those that this office wrote.
const LOOKED_THROUGH: usize = 5_000;

/// The place of a mail among the others: by when it was added.
type Turn = (i64, DocumentId);

/// Mails and contacts, and what is looked up in them.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// The place in the stream of changes up to which it knows everything.
    pub(super) position: u64,
    pub(super) mails: HashMap<DocumentId, Mail>,
    pub(super) contacts: HashMap<ContactId, Listed>,
    order: BTreeSet<Turn>,
    by_message_id: HashMap<String, BTreeSet<Turn>>,
    answers: HashMap<String, BTreeSet<Turn>>,
    people: BTreeMap<String, Person>,
    near: Near,
    tally: OwnerTally,
    owner: Owner,
    owner_is_old: bool,
}

/// A contact of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(super) name: String,
    /// The addresses as keys, in small letters.
    pub(super) addresses: Vec<String>,
}

/// What is known of an address.
#[derive(Debug, Default)]
struct Person {
    /// The names that mails give it, and how often.
    names: BTreeMap<String, u32>,
    /// How many mails that do not advertise name it.
    mails: u32,
    /// The contacts that have it, with their names: one, but while changes are taken in out of their order.
    listed: BTreeMap<ContactId, String>,
    /// The mails that it received.
    got: BTreeSet<Turn>,
}

impl Person {
    fn is_known(&self) -> bool {
        self.mails > 0 || !self.listed.is_empty()
    }

    fn name(&self) -> Option<&str> {
        let most = self.names.iter().rev().max_by_key(|(_, count)| **count).map(|(name, _)| name.as_str());
        let listed = self.listed.values().next().map(String::as_str);
        listed.filter(|name| !name.contains('@')).or(most)
    }
}

impl Book {
    /// Adds a mail, in place of what was known of it.
    pub(super) fn put_mail(&mut self, id: DocumentId, mail: Mail) {
        self.remove_mail(&id);
        let turn = (mail.added, id.clone());
        self.tally.add(mail.received(), mail.from.iter());
        for mailbox in mail.people() {
            self.mention(mailbox, !mail.advertises);
        }
        for mailbox in mail.received() {
            self.people.entry(key(&mailbox.address)).or_default().got.insert(turn.clone());
        }
        if let Some(message_id) = &mail.message_id {
            self.by_message_id.entry(message_id.clone()).or_default().insert(turn.clone());
        }
        if let Some(answered) = &mail.in_reply_to {
            self.answers.entry(answered.clone()).or_default().insert(turn.clone());
        }
        self.order.insert(turn);
        self.mails.insert(id, mail);
        self.owner_is_old = true;
    }

    /// Takes a mail away.
    pub(super) fn remove_mail(&mut self, id: &DocumentId) {
        let Some(mail) = self.mails.remove(id) else { return };
        let turn = (mail.added, id.clone());
        self.tally.remove(mail.received(), mail.from.iter());
        for mailbox in mail.received() {
            if let Some(person) = self.people.get_mut(&key(&mailbox.address)) {
                person.got.remove(&turn);
            }
        }
        for mailbox in mail.people() {
            self.unmention(mailbox, !mail.advertises);
        }
        for (map, name) in
            [(&mut self.by_message_id, &mail.message_id), (&mut self.answers, &mail.in_reply_to)]
        {
            let Some(name) = name else { continue };
            if let Some(turns) = map.get_mut(name) {
                turns.remove(&turn);
                if turns.is_empty() {
                    map.remove(name);
                }
            }
        }
        self.order.remove(&turn);
        self.owner_is_old = true;
    }

    fn mention(&mut self, mailbox: &Mailbox, knows: bool) {
        let address = key(&mailbox.address);
        let person = self.people.entry(address.clone()).or_default();
        if let Some(name) = &mailbox.name {
            *person.names.entry(name.clone()).or_default() += 1;
        }
        if knows {
            person.mails += 1;
            self.near.add(&address, mailbox.name.as_deref());
        }
    }

    fn unmention(&mut self, mailbox: &Mailbox, knew: bool) {
        let address = key(&mailbox.address);
        let Some(person) = self.people.get_mut(&address) else { return };
        if let Some(name) = &mailbox.name
            && let Some(count) = person.names.get_mut(name)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                person.names.remove(name);
            }
        }
        if knew {
            person.mails = person.mails.saturating_sub(1);
            self.near.remove(&address, mailbox.name.as_deref());
        }
        self.forget(&address);
    }

    /// Drops somebody of whom nothing is left.
    fn forget(&mut self, address: &str) {
        let gone = |person: &Person| !person.is_known() && person.names.is_empty() && person.got.is_empty();
        if self.people.get(address).is_some_and(gone) {
            self.people.remove(address);
        }
    }

    /// Adds a contact, in place of what was known of it.
    pub(super) fn put_contact(&mut self, id: ContactId, contact: Listed) {
        self.remove_contact(&id);
        for address in &contact.addresses {
            let person = self.people.entry(address.clone()).or_default();
            person.listed.insert(id.clone(), contact.name.clone());
            self.near.add(address, Some(&contact.name));
        }
        self.contacts.insert(id, contact);
    }

    /// Takes a contact away.
    pub(super) fn remove_contact(&mut self, id: &ContactId) {
        let Some(contact) = self.contacts.remove(id) else { return };
        for address in &contact.addresses {
            if let Some(person) = self.people.get_mut(address) {
                person.listed.remove(id);
            }
            self.near.remove(address, Some(&contact.name));
            self.forget(address);
        }
    }

    /// Brings what is counted up to date, once for many changes.
    pub(super) fn settle(&mut self, position: u64) {
        self.position = position;
        if std::mem::take(&mut self.owner_is_old) {
            self.owner = self.tally.owner();
        }
    }

    /// Says whose office it is, as its mails tell.
    pub(crate) fn owner(&self) -> &Owner {
        &self.owner
    }

    /// Returns the name that contacts or mails give to an address.
    pub(crate) fn name_of(&self, address: &str) -> Option<&str> {
        self.people.get(&key(address))?.name()
    }

    /// Returns the name that the contacts give to an address.
    pub(crate) fn listed_name(&self, address: &str) -> Option<&str> {
        let name = self.people.get(&key(address))?.listed.values().next()?;
        (!name.contains('@')).then_some(name)
    }

    /// Returns the mails with one of these Message-IDs, in the order they were added.
    pub(crate) fn with_message_ids<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i String>,
        most: usize,
    ) -> Vec<DocumentId> {
        let mut turns: BTreeSet<&Turn> = BTreeSet::new();
        for id in ids {
            turns.extend(self.by_message_id.get(id).into_iter().flatten().take(most));
        }
        turns.into_iter().take(most).map(|(_, id)| id.clone()).collect()
    }

    /// Returns the first mail of somebody else that answers a Message-ID.
    pub(crate) fn answer_to(&self, message_id: &str, owner: &Owner) -> Option<&DocumentId> {
        let answers = self.answers.get(message_id)?;
        answers
            .iter()
            .map(|(_, id)| id)
            .find(|id| self.mails.get(id).is_some_and(|mail| !wrote(owner, &mail.metadata())))
    }

    /// Returns the newest mails that this office wrote, to an address or to everybody, the newest first.
    pub(crate) fn written(&self, owner: &Owner, to: Option<&str>, most: usize) -> Vec<DocumentId> {
        let none = BTreeSet::new();
        let among = match to {
            Some(address) => self.people.get(&key(address)).map_or(&none, |person| &person.got),
            None => &self.order,
        };
        let ours = |id: &&DocumentId| self.mails.get(id).is_some_and(|mail| wrote(owner, &mail.metadata()));
        let newest = among.iter().rev().take(LOOKED_THROUGH).map(|(_, id)| id);
        newest.filter(ours).take(most).cloned().collect()
    }

    /// Returns those of all known people who matter for a text: those it goes to and speaks of, those who are like
    /// them, and anybody where there is nobody else, so that a stranger is one.
    pub(crate) fn around<'a>(&self, addresses: impl Iterator<Item = &'a str>, text: &str) -> Vec<Mailbox> {
        let mut chosen = BTreeSet::new();
        for address in addresses.map(key).chain(super::near::addresses(text)) {
            self.near.like(&address, |_| true, &mut chosen);
        }
        self.near.named(text, &mut chosen);
        if chosen.is_empty() {
            chosen
                .extend(self.people.iter().find(|(_, person)| person.is_known()).map(|(address, _)| address));
        }
        let mailbox = |address: &&String| Mailbox {
            name: self.name_of(address).map(str::to_owned),
            address: (*address).clone(),
        };
        chosen.iter().map(mailbox).collect()
    }

    /// Returns the addresses of contacts that one is, or is like.
    pub(crate) fn contacts_like(&self, address: &str) -> Vec<String> {
        let is_listed =
            |address: &str| self.people.get(address).is_some_and(|person| !person.listed.is_empty());
        let mut chosen = BTreeSet::new();
        self.near.like(&key(address), is_listed, &mut chosen);
        chosen.into_iter().cloned().collect()
    }
}

/// What is the same for the same address.
pub(super) fn key(address: &str) -> String {
    address.trim().to_lowercase()
}
