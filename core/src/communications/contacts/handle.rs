//! The handle of the contacts of a workspace.

use std::sync::Arc;

use super::address::MailAddress;
use super::contact::{Contact, ContactChange, NewContact, group_name};
use super::policy::ContactPolicy;
use super::repository::{self as store, CONTACTS, Key, SUPPRESSIONS};
use super::suppression::{Suppression, SuppressionReason, target};
use super::unsubscribe::{UnsubscribeKey, UnsubscribeToken};
use crate::audit::{AuditEntry, Guard, Target};
use crate::communications::draft::Recipient;
use crate::communications::register::Registers;
use crate::documents::Documents;
use crate::documents::model::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Provenance;
use crate::id::{ContactId, Randomness};
use crate::rights::{Permission, Scope, decode, encode};
use crate::storage::{Batch, Delete, Expect, Query};

/// The most recipients of one message or group.
pub(super) const RECIPIENTS: usize = 10_000;

/// The contacts of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace and returns storage errors. Reading takes the
/// right `contacts.read`, everything else `contacts.write`; who lacks them is `denied`.
#[derive(Debug, Clone)]
pub struct Contacts {
    pub(super) guard: Guard,
    pub(super) randomness: Arc<dyn Randomness>,
    pub(super) documents: Documents,
    pub(super) registers: Arc<Registers>,
}

impl Contacts {
    pub(crate) fn new(
        guard: Guard,
        randomness: Arc<dyn Randomness>,
        documents: Documents,
        registers: Arc<Registers>,
    ) -> Self {
        Self { guard, randomness, documents, registers }
    }

    /// Adds a contact.
    ///
    /// # Errors
    /// `invalid_input` for a field that is none; `conflict` when an address belongs to another contact.
    pub async fn add(&self, new: NewContact) -> Result<Contact> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let now = self.guard.now();
        let contact = new.into_contact(ContactId::new(now, self.randomness.as_ref()), now)?;
        ensure_free(&scope, &contact).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        store::write(&mut batch, None, &contact)?;
        self.commit(&scope, batch, "contacts.add", &contact.id).await?;
        self.shown(&scope, contact).await
    }

    /// Reads a contact.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn get(&self, id: &ContactId) -> Result<Contact> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        let contact = store::contact(&scope, id).await?.ok_or_else(|| store::missing(id))?;
        self.shown(&scope, contact).await
    }

    /// Finds contacts by an address, or by the beginning of their name, by name.
    ///
    /// # Errors
    /// As all methods.
    pub async fn find(&self, address_or_name: &str, limit: usize) -> Result<Vec<Contact>> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        if let Ok(address) = address_or_name.parse::<MailAddress>() {
            let Some(id) = store::owner_of(&scope, &address.key()).await? else { return Ok(Vec::new()) };
            let Some(contact) = store::contact(&scope, &id).await? else { return Ok(Vec::new()) };
            return Ok(vec![self.shown(&scope, contact).await?]);
        }
        if limit == 0 || address_or_name.contains('\0') {
            return Ok(Vec::new());
        }
        let query =
            Query { limit: limit.min(store::PAGE), ..store::named(scope.workspace(), address_or_name) };
        let mut found = Vec::new();
        for record in scope.storage().query(query).await?.records {
            found.push(self.shown(&scope, store::of_record(record)?).await?);
        }
        Ok(found)
    }

    /// Reads a page of contacts by name, and the cursor of the next page.
    ///
    /// # Errors
    /// `invalid_input` for a cursor of something else.
    pub async fn list(&self, cursor: Option<String>, limit: usize) -> Result<(Vec<Contact>, Option<String>)> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        let limit = limit.clamp(1, store::PAGE);
        let query = Query {
            cursor,
            limit,
            order: Some("sorted"),
            ..Query::new(scope.workspace().clone(), CONTACTS.name)
        };
        let page = scope.storage().query(query).await?;
        let mut contacts = Vec::with_capacity(page.records.len());
        for record in page.records {
            contacts.push(self.shown(&scope, store::of_record(record)?).await?);
        }
        Ok((contacts, page.cursor))
    }

    /// Changes a contact.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when somebody changed it since the version that is named, or when
    /// an address belongs to another contact; `invalid_input` for a field that is none.
    pub async fn change(&self, id: &ContactId, change: ContactChange) -> Result<Contact> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let before = store::contact(&scope, id).await?.ok_or_else(|| store::missing(id))?;
        if change.version.is_some_and(|version| version != before.version) {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("{id} was changed meanwhile, it has version {}: read it again", before.version),
            ));
        }
        let mut after = before.clone();
        change.apply(&mut after)?;
        ensure_free(&scope, &after).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        store::write(&mut batch, Some(&before), &after)?;
        self.commit(&scope, batch, "contacts.change", id).await?;
        after.version = before.version + 1;
        self.shown(&scope, after).await
    }

    /// Removes a contact. What the suppression list says of its addresses stays.
    ///
    /// # Errors
    /// `not_found` when there is none; `conflict` when somebody changes it at the same time.
    pub async fn remove(&self, id: &ContactId) -> Result<()> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let contact = store::contact(&scope, id).await?.ok_or_else(|| store::missing(id))?;
        let mut batch = Batch::new(scope.workspace().clone());
        store::remove(&mut batch, &contact);
        self.commit(&scope, batch, "contacts.remove", id).await
    }

    /// Makes recipients of the contacts of a group, each at the first address, in the role `to`, `cc` or `bcc`.
    ///
    /// # Errors
    /// `limit_exceeded` for a group of more than 10,000.
    pub async fn expand(&self, group: &str, role: &str) -> Result<Vec<Recipient>> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        if !["to", "cc", "bcc"].contains(&role) {
            return Err(Error::invalid_input("the role of a recipient is to, cc or bcc"));
        }
        let mut query = store::grouped(scope.workspace(), &group_name(group)?);
        let mut recipients = Vec::new();
        loop {
            let page = scope.storage().query(query.clone()).await?;
            for record in page.records {
                let id = decode::<Key>(record)?.contact;
                // Somebody may have gone since the page was read.
                let Some(contact) = store::contact(&scope, &id).await? else { continue };
                let Some(address) = contact.addresses.first() else { continue };
                let mailbox = Mailbox { name: Some(contact.name.clone()), address: address.to_string() };
                recipients.push(Recipient { mailbox, role: role.to_owned(), provenance: Provenance::User });
                if recipients.len() > RECIPIENTS {
                    return Err(Error::limit_exceeded(format!(
                        "the group has more than {RECIPIENTS} contacts"
                    )));
                }
            }
            match page.cursor {
                Some(cursor) => query.cursor = Some(cursor),
                None => return Ok(recipients),
            }
        }
    }

    /// Sends nothing more to an address, or to a whole `@domain`. Saying it again changes only the reason, and never
    /// from a wish of the recipient to a lesser one.
    ///
    /// # Errors
    /// `invalid_input` when it is neither.
    pub async fn suppress(&self, address_or_domain: &str, reason: SuppressionReason) -> Result<Suppression> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        self.suppress_in(&scope, target(address_or_domain)?, reason).await
    }

    async fn suppress_in(
        &self,
        scope: &Scope,
        target: String,
        reason: SuppressionReason,
    ) -> Result<Suppression> {
        use SuppressionReason::{Complaint, Unsubscribed};
        let known = scope.storage().get(scope.workspace(), SUPPRESSIONS.name, &target).await?;
        let expect = known.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
        if let Some(known) = known.map(decode::<Suppression>).transpose()?
            && (known.reason == reason
                || (matches!(known.reason, Unsubscribed | Complaint)
                    && !matches!(reason, Unsubscribed | Complaint)))
        {
            return Ok(known);
        }
        let suppression = Suppression { target, reason, since: self.guard.now() };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(encode(scope.workspace(), SUPPRESSIONS, &suppression.target, &suppression, expect)?);
        let entry =
            AuditEntry::new(scope, self.guard.now(), "contacts.suppress", sealed(&suppression.target));
        batch.appends.push(entry.with("reason", reason.name()).append()?);
        scope.storage().commit(batch).await?;
        Ok(suppression)
    }

    /// Takes an address or `@domain` off the suppression list; nothing happens when it is not there.
    ///
    /// # Errors
    /// `invalid_input` when it is neither.
    pub async fn unsuppress(&self, address_or_domain: &str) -> Result<()> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let target = target(address_or_domain)?;
        if store::suppression(&scope, &target).await?.is_none() {
            return Ok(());
        }
        let mut batch = Batch::new(scope.workspace().clone());
        let entry = AuditEntry::new(&scope, self.guard.now(), "contacts.unsuppress", sealed(&target));
        batch.deletes.push(Delete { collection: SUPPRESSIONS.name, id: target, expect: Expect::Any });
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await.map(drop)
    }

    /// Reads a page of the suppression list, and the cursor of the next page.
    ///
    /// # Errors
    /// `invalid_input` for a cursor of something else.
    pub async fn suppressions(
        &self,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Suppression>, Option<String>)> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        let limit = limit.clamp(1, store::PAGE);
        let query = Query { cursor, limit, ..Query::new(scope.workspace().clone(), SUPPRESSIONS.name) };
        let page = scope.storage().query(query).await?;
        let list = page.records.into_iter().map(decode).collect::<Result<_>>()?;
        Ok((list, page.cursor))
    }

    /// Suppresses the recipient of a token that came back by a click on "unsubscribe" (RFC 8058).
    ///
    /// # Errors
    /// `invalid_input` for a token that was not made with this key, or for another workspace.
    pub async fn unsubscribe(&self, token: &str, key: &UnsubscribeKey) -> Result<Suppression> {
        let scope = self.guard.enter(Permission::ContactsWrite).await?;
        let token = UnsubscribeToken::open(token, key)?;
        if token.workspace != *scope.workspace() {
            return Err(Error::invalid_input("not a token to unsubscribe of this workspace"));
        }
        self.suppress_in(&scope, token.address.key(), SuppressionReason::Unsubscribed).await
    }

    /// Reads the policy of the workspace.
    ///
    /// # Errors
    /// As all methods.
    pub async fn policy(&self) -> Result<ContactPolicy> {
        let scope = self.guard.enter(Permission::ContactsRead).await?;
        Ok(store::policy(&scope).await?.0)
    }

    /// Changes the policy of the workspace (right `settings.write`).
    ///
    /// # Errors
    /// `invalid_input` for a domain that is none; `conflict` when somebody changes it at the same time.
    pub async fn set_policy(&self, policy: ContactPolicy) -> Result<ContactPolicy> {
        let scope = self.guard.enter(Permission::SettingsWrite).await?;
        let policy = policy.normalised()?;
        let (_, version) = store::policy(&scope).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(store::put_policy(scope.workspace(), &policy, version)?);
        let workspace = Target::new("workspace", scope.workspace());
        let entry = AuditEntry::new(&scope, self.guard.now(), "contacts.policy", workspace)
            .with("allowed", policy.allowed_domains.len())
            .with("blocked", policy.blocked_domains.len());
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(policy)
    }

    pub(super) async fn commit(
        &self,
        scope: &Scope,
        mut batch: Batch,
        action: &str,
        id: &ContactId,
    ) -> Result<()> {
        let entry = AuditEntry::new(scope, self.guard.now(), action, Target::new("contact", id));
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await.map(drop)
    }

    /// Says with a contact whether anything is sent to it.
    async fn shown(&self, scope: &Scope, mut contact: Contact) -> Result<Contact> {
        contact.suppressed = None;
        if let Some(address) = contact.addresses.first() {
            let of_address = store::suppression(scope, &address.key()).await?;
            let found = match of_address {
                Some(found) => Some(found),
                None => store::suppression(scope, &format!("@{}", address.domain())).await?,
            };
            contact.suppressed = found.map(|suppression| suppression.reason);
        }
        Ok(contact)
    }
}

/// An address is in the audit as its hash: the audit cannot be erased.
fn sealed(target: &str) -> Target {
    use sha2::{Digest, Sha256};
    let hash: String = Sha256::digest(target).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Target::new("suppression", hash)
}

/// Makes sure that no address belongs to somebody else. The keys in storage guard it too; this says whose it is.
async fn ensure_free(scope: &Scope, contact: &Contact) -> Result<()> {
    for address in &contact.addresses {
        if let Some(other) =
            store::owner_of(scope, &address.key()).await?.filter(|other| *other != contact.id)
        {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("an address of this contact belongs to {other}: change that one"),
            ));
        }
    }
    Ok(())
}
