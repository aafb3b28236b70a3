//! The hash of everything a recipient sees: equal hashes, equal letters.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::communications::draft::block::{DraftBlock, Inline};
use crate::communications::draft::{Draft, Invite, InviteEnd, Letter};
use crate::documents::model::Mailbox;

impl Draft {
    /// Computes the hash of everything the recipient will see, in hexadecimal.
    ///
    /// Ids and sources of facts do not matter; every printed word, name, address, link, attachment and calendar
    /// entry does, and so does the block it stands in.
    pub fn compute_hash(&self) -> String {
        let facts = self.facts.iter().map(|fact| (fact.id.as_str(), fact.surface.as_str())).collect();
        let mut content = Content { draft: self, facts, hash: Sha256::new() };
        content.all();
        content.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Feeds a hash: every text with its length before it and every list with its count, so that nothing can pass for
/// something else by moving words from one place to the next.
struct Content<'a> {
    draft: &'a Draft,
    facts: HashMap<&'a str, &'a str>,
    hash: Sha256,
}

impl<'a> Content<'a> {
    fn all(&mut self) {
        let draft = self.draft;
        self.text(&draft.language);
        self.count(usize::from(draft.sender.is_some()));
        if let Some(sender) = &draft.sender {
            self.mailbox(sender);
        }
        self.count(draft.recipients.len());
        for recipient in &draft.recipients {
            self.text(&recipient.role);
            self.mailbox(&recipient.mailbox);
        }
        self.count(usize::from(draft.thread.is_some()));
        if let Some(thread) = &draft.thread {
            self.text(thread.in_reply_to.as_deref().unwrap_or_default());
            self.texts(&thread.references);
        }
        self.words(&draft.subject);
        self.count(draft.blocks.len());
        for block in &draft.blocks {
            self.block(block);
        }
        self.count(draft.attachments.len());
        for attachment in &draft.attachments {
            self.text(&attachment.name);
            self.text(&attachment.media_type);
            self.text(&attachment.sha256);
        }
        self.count(usize::from(draft.invite.is_some()));
        if let Some(invite) = &draft.invite {
            self.invite(invite);
        }
        self.count(usize::from(draft.letter.is_some()));
        if let Some(letter) = &draft.letter {
            self.letter(letter);
        }
    }

    fn count(&mut self, count: usize) {
        self.hash.update((count as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.hash.update(text);
    }

    fn texts(&mut self, texts: &[String]) {
        self.count(texts.len());
        for text in texts {
            self.text(text);
        }
    }

    fn mailbox(&mut self, mailbox: &Mailbox) {
        self.text(mailbox.name.as_deref().unwrap_or_default());
        self.text(&mailbox.address);
    }

    fn words(&mut self, inlines: &'a [Inline]) {
        let mut text = String::new();
        let mut links = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text { text: words } => text.push_str(words),
                Inline::Fact { fact } => {
                    text.push_str(self.facts.get(fact.as_str()).copied().unwrap_or_default())
                }
                Inline::Placeholder { hint } => text.push_str(&format!("[{hint}]")),
                Inline::Link { text: words, target } => {
                    links.push((text.len(), target));
                    text.push_str(words);
                }
            }
        }
        self.text(&text);
        self.count(links.len());
        for (at, target) in links {
            self.count(at);
            self.text(target);
        }
    }

    fn block(&mut self, block: &'a DraftBlock) {
        self.text(&block.shape());
        let parts = block.parts();
        self.count(parts.len());
        for part in parts {
            self.words(part);
        }
    }

    fn invite(&mut self, invite: &'a Invite) {
        self.text(&invite.uid);
        self.text(&format!("{} {:?}", invite.sequence, invite.method));
        self.mailbox(&invite.organiser);
        self.count(invite.attendees.len());
        for attendee in &invite.attendees {
            self.mailbox(&attendee.mailbox);
            self.text(&format!("{} {:?}", attendee.optional, attendee.participation));
        }
        let end = match invite.end {
            InviteEnd::At { at } => format!("at {at}"),
            InviteEnd::After { minutes } => format!("after {minutes}"),
        };
        self.text(&format!("{} {end}", invite.start));
        self.text(&invite.time_zone);
        self.text(invite.location.as_deref().unwrap_or_default());
    }

    fn letter(&mut self, letter: &'a Letter) {
        for lines in [&letter.sender, &letter.contact, &letter.recipient] {
            self.texts(lines);
        }
        self.count(letter.references.len());
        for reference in &letter.references {
            self.text(&reference.label);
            self.words(&reference.value);
        }
        self.words(&letter.date);
        self.count(letter.footer.len());
        for column in &letter.footer {
            self.texts(&column.lines);
        }
    }
}
