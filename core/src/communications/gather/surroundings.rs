//! What the checks know around a draft: conversation, people, house.

use std::collections::BTreeSet;

use crate::communications::check::{CheckContext, CheckSource};
use crate::communications::contacts::refused;
use crate::communications::draft::{Draft, DraftKind};
use crate::communications::register::Register;
use crate::communications::render;
use crate::documents::agenda::{is_ours, wrote};
use crate::documents::model::Mailbox;
use crate::documents::{Document, Documents};
use crate::error::{ErrorKind, Result};
use crate::rights::Scope;
use crate::settings::Owner;

/// The most messages of a conversation that are compared with.
const MESSAGES: usize = 20;

/// Where the surroundings of drafts are looked up.
pub(crate) struct Surroundings<'a> {
    pub(crate) documents: &'a Documents,
    pub(crate) register: &'a Register,
    pub(crate) scope: &'a Scope,
    pub(crate) owner: &'a Owner,
}

impl Surroundings<'_> {
    /// Gathers what is known around a draft.
    ///
    /// # Errors
    /// Storage errors.
    pub(crate) async fn of(&self, draft: &Draft) -> Result<CheckContext> {
        let conversation = self.conversation(draft).await?;
        let answered = draft.thread.as_ref().map(|thread| &thread.document);
        let answered = conversation.iter().find(|document| Some(&document.id) == answered);
        let mut thread = Vec::new();
        for document in &conversation {
            match self.documents.text(&document.id).await {
                Ok(read) => thread.push(CheckSource { name: document.name.clone(), text: read.text }),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        let asks = answered.filter(|_| draft.kind == DraftKind::Reply);
        let asks = asks.into_iter().flat_map(|document| &document.brief.questions);
        let to = draft.recipients.iter().map(|recipient| recipient.mailbox.address.as_str());
        Ok(CheckContext {
            now: Some(self.documents.now()),
            thread,
            participants: people(&conversation),
            got_blind_copy: answered.is_some_and(|document| self.came_unseen(document)),
            to_all: draft.recipients.iter().any(|recipient| recipient.role == "cc") && answered.is_some(),
            asks: asks.map(|question| question.evidence.quote.clone()).collect(),
            attachments: Some(draft.attachments.iter().map(|file| file.name.clone()).collect()),
            contacts: self.contacts(draft),
            own_domains: self.own_domains(),
            refused: refused(self.scope, to).await?,
            classification: draft.classification,
            ..CheckContext::default()
        })
    }

    /// The messages of the conversation, the answered one first.
    async fn conversation(&self, draft: &Draft) -> Result<Vec<Document>> {
        let Some(thread) = &draft.thread else { return Ok(Vec::new()) };
        let ids: BTreeSet<&String> = thread.references.iter().chain(&thread.in_reply_to).collect();
        let mut found = vec![thread.document.clone()];
        let named = self.register.look(|book| book.with_message_ids(ids, MESSAGES));
        found.extend(named.into_iter().filter(|id| *id != thread.document));
        let mut messages = Vec::new();
        for id in found.iter().take(MESSAGES) {
            match self.documents.get(id).await {
                Ok(document) => messages.push(document),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(messages)
    }

    /// Says whether a message reached this office without naming it.
    fn came_unseen(&self, document: &Document) -> bool {
        let metadata = &document.metadata;
        let mut named = metadata.to.iter().chain(&metadata.cc).peekable();
        !metadata.from.is_empty()
            && !wrote(self.owner, metadata)
            && named.peek().is_some()
            && !named.any(|mailbox| is_ours(self.owner, &mailbox.address))
    }

    /// Those of all contacts, and of everybody in the mails of the office, who matter for the draft; who only
    /// advertises is nobody's contact.
    fn contacts(&self, draft: &Draft) -> Vec<Mailbox> {
        let mailboxes = draft.recipients.iter().map(|recipient| &recipient.mailbox).chain(&draft.sender);
        let addresses = mailboxes.map(|mailbox| mailbox.address.as_str());
        let text = format!("{}\n{}", draft.print(&draft.subject), render::text(draft));
        self.register.look(|book| book.around(addresses, &text))
    }

    /// The mail domains that belong to the office alone.
    fn own_domains(&self) -> Vec<String> {
        let domains = self.owner.addresses.iter().filter_map(|address| address.rsplit_once('@'));
        let domains: BTreeSet<String> = domains.map(|(_, domain)| domain.to_lowercase()).collect();
        // An address that nobody has is ours only where the whole domain is.
        domains.into_iter().filter(|domain| is_ours(self.owner, &format!("-@{domain}"))).collect()
    }
}

/// The mailboxes of messages, each once.
fn people(documents: &[Document]) -> Vec<Mailbox> {
    let mut seen = BTreeSet::new();
    let mailboxes = documents.iter().flat_map(|document| {
        let metadata = &document.metadata;
        metadata.from.iter().chain(&metadata.to).chain(&metadata.cc).chain(&metadata.reply_to)
    });
    mailboxes
        .filter(|mailbox| mailbox.address.contains('@') && seen.insert(mailbox.address.to_lowercase()))
        .cloned()
        .collect()
}
