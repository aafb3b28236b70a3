//! Follows the changes of storage.

use std::collections::HashSet;

use super::Register;
use super::book::{Listed, key};
use super::mail::Mail;
use crate::communications::contacts::{CONTACTS, Contact};
use crate::documents::{DOCUMENTS, DocumentRepository};
use crate::error::Result;
use crate::id::{ContactId, DocumentId};
use crate::rights::decode;
use crate::storage::Change;

/// How many changes are read in one step.
const STEP: usize = 512;

/// What a change comes to.
enum News {
    Mail(DocumentId, Option<Mail>),
    Contact(ContactId, Option<Listed>),
}

impl Register {
    /// Takes in all changes of storage.
    pub(super) async fn follow(&self, documents: &DocumentRepository) -> Result<()> {
        let mut kept = self.following.lock().await;
        if let Some(book) = kept.read(documents).await? {
            self.change(|known| *known = book);
        }
        let mut changed = 0;
        loop {
            let position = self.look(|book| book.position);
            let changes = documents.storage().changes(documents.workspace(), position, STEP).await?;
            let Some(reached) = changes.last().map(|change| change.position) else { break };
            let news = news(documents, changes).await?;
            changed += news.len();
            self.change(|book| {
                for one in news {
                    match one {
                        News::Mail(id, Some(mail)) => book.put_mail(id, mail),
                        News::Mail(id, None) => book.remove_mail(&id),
                        News::Contact(id, Some(contact)) => book.put_contact(id, contact),
                        News::Contact(id, None) => book.remove_contact(&id),
                    }
                }
                book.settle(reached);
            });
        }
        kept.write(changed, || self.look(super::kept::copy)).await;
        Ok(())
    }
}

/// Reads what changed records hold now.
async fn news(documents: &DocumentRepository, changes: Vec<Change>) -> Result<Vec<News>> {
    let (mut news, mut seen) = (Vec::new(), HashSet::new());
    for change in changes {
        // Only the last state counts.
        if !seen.insert((change.collection.clone(), change.id.clone())) {
            continue;
        }
        if change.collection == DOCUMENTS.name {
            let id: DocumentId = change.id.parse()?;
            let mail = documents.find(&id).await?.as_ref().and_then(Mail::of);
            news.push(News::Mail(id, mail));
        } else if change.collection == CONTACTS.name {
            let id: ContactId = change.id.parse()?;
            let record = documents.storage().get(documents.workspace(), CONTACTS.name, id.as_str()).await?;
            let contact = record.map(decode::<Contact>).transpose()?.map(|contact| Listed {
                name: contact.name,
                addresses: contact.addresses.iter().map(|address| key(&address.key())).collect(),
            });
            news.push(News::Contact(id, contact));
        }
    }
    Ok(news)
}
