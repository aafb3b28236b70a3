//! What the contacts say of those whom a draft goes to: the language, the salutation, how formally.

use crate::communications::contacts::{Contact, Formality, contact_at};
use crate::communications::draft::{Recipient, Tone};
use crate::communications::gather::{Gathering, Read, reply};
use crate::communications::language::WritingLanguage;
use crate::error::Result;
use crate::evidence::Provenance;

/// The most recipients whose contacts are asked: a message to more is in nobody's language.
const FEW: usize = 10;

/// The contacts of those whom a draft greets.
#[derive(Debug, Default)]
pub(super) struct Addressed {
    contacts: Vec<Option<Contact>>,
}

impl Gathering<'_> {
    /// Looks up the contacts of those whom the draft goes to, as far as that is known before it is composed.
    pub(super) async fn addressed(&self, asked: Option<&Read>) -> Result<Addressed> {
        let answered = asked.filter(|read| reply::answers(self.kind, &read.document));
        // Who cannot be answered is told so later.
        let answered = answered.and_then(|read| reply::recipients(&read.document, self.owner, false).ok());
        let answered = answered.into_iter().flatten().map(|recipient| recipient.mailbox.address);
        let given = self.request.to.iter().map(|mailbox| mailbox.address.clone());
        self.contacts_of(answered.chain(given)).await
    }

    /// Looks up the contacts of the recipients that a draft has, and gives those a name who have none.
    pub(super) async fn introduce(&self, recipients: &mut [Recipient]) -> Result<Addressed> {
        for mailbox in recipients.iter_mut().map(|recipient| &mut recipient.mailbox) {
            if mailbox.name.is_none() {
                let address = &mailbox.address;
                mailbox.name = self.register.look(|book| book.listed_name(address).map(str::to_owned));
            }
        }
        let to = recipients.iter().filter(|recipient| recipient.role == "to");
        self.contacts_of(to.map(|recipient| recipient.mailbox.address.clone())).await
    }

    async fn contacts_of(&self, addresses: impl Iterator<Item = String>) -> Result<Addressed> {
        let (mut addressed, addresses) = (Addressed::default(), addresses.take(FEW + 1).collect::<Vec<_>>());
        for address in addresses.iter().filter(|_| addresses.len() <= FEW) {
            addressed.contacts.push(contact_at(self.scope, address).await?);
        }
        Ok(addressed)
    }
}

impl Addressed {
    /// The language in which all of them are written to, as a person or their mails say.
    pub(super) fn language(&self, said_by: Provenance) -> Option<WritingLanguage> {
        let language = |contact: &Option<Contact>| -> Option<WritingLanguage> {
            let contact = contact.as_ref().filter(|contact| contact.provenance == said_by)?;
            contact.language.as_deref()?.parse().ok()
        };
        let mut languages = self.contacts.iter().map(language);
        let first = languages.next()??;
        languages.all(|other| other == Some(first)).then_some(first)
    }

    /// How the one recipient is greeted, unless the contact is written to in another language.
    pub(super) fn salutation(&self, language: WritingLanguage) -> Option<String> {
        let [Some(contact)] = self.contacts.as_slice() else { return None };
        let own: Option<WritingLanguage> = contact.language.as_deref().and_then(|tag| tag.parse().ok());
        let salutation = contact.salutation.as_deref()?.trim_end_matches([',', ':', '!', '.', ' ']).trim();
        let fits = own.is_none_or(|own| own == language) && !salutation.is_empty();
        fits.then(|| salutation.to_owned())
    }

    /// The tone of a draft for which none was chosen.
    pub(super) fn tone(&self, asked: Tone) -> Tone {
        let familiar = |contact: &Option<Contact>| {
            contact.as_ref().is_some_and(|contact| contact.formality == Some(Formality::Familiar))
        };
        let all = !self.contacts.is_empty() && self.contacts.iter().all(familiar);
        if asked == Tone::Neutral && all { Tone::Friendly } else { asked }
    }
}
