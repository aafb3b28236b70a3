//! The methods of the contacts.

use schemars::JsonSchema;
use secretariat::communications::{
    Contact, ContactChange, ContactPolicy, Learned, NewContact, Recipient, Screening, Suppression,
    SuppressionReason,
};
use secretariat::id::ContactId;
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Adds a contact (right `contacts.write`). It is a `conflict` when an address belongs to another one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    /// The contact.
    contact: NewContact,
}

impl Method for Add {
    const NAME: &'static str = "contacts.add";
    type Output = Contact;

    async fn run(self, office: Office) -> Result<Contact> {
        office.contacts().add(self.contact).await
    }
}

/// Reads a contact (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The contact.
    id: ContactId,
}

impl Method for Get {
    const NAME: &'static str = "contacts.get";
    const BRIEF: bool = true;
    type Output = Contact;

    async fn run(self, office: Office) -> Result<Contact> {
        office.contacts().get(&self.id).await
    }
}

/// Finds contacts by an address, or by the beginning of their name, by name (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Find {
    /// An address, or the beginning of a name.
    address_or_name: String,
    /// The most contacts.
    #[serde(default = "page_size")]
    limit: usize,
}

impl Method for Find {
    const NAME: &'static str = "contacts.find";
    type Output = Vec<Contact>;

    async fn run(self, office: Office) -> Result<Vec<Contact>> {
        office.contacts().find(&self.address_or_name, self.limit).await
    }
}

/// Reads a page of contacts by name, and the cursor of the next page (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most contacts.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of contacts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ContactPage {
    /// The contacts.
    contacts: Vec<Contact>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "contacts.list";
    type Output = ContactPage;

    async fn run(self, office: Office) -> Result<ContactPage> {
        let (contacts, cursor) = office.contacts().list(self.cursor, self.limit).await?;
        Ok(ContactPage { contacts, cursor })
    }
}

/// Changes a contact (right `contacts.write`). It is a `conflict` when somebody changed it since the version that is
/// named.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The contact.
    id: ContactId,
    /// What is changed.
    change: ContactChange,
}

impl Method for Change {
    const NAME: &'static str = "contacts.change";
    type Output = Contact;

    async fn run(self, office: Office) -> Result<Contact> {
        office.contacts().change(&self.id, self.change).await
    }
}

/// Removes a contact (right `contacts.write`). What the suppression list says of its addresses stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    /// The contact.
    id: ContactId,
}

impl Method for Remove {
    const NAME: &'static str = "contacts.remove";
    type Output = ();

    async fn run(self, office: Office) -> Result<()> {
        office.contacts().remove(&self.id).await
    }
}

/// Makes recipients of the contacts of a group, each at the first address (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expand {
    /// The group.
    group: String,
    /// The header field: `to`, `cc` or `bcc`.
    role: String,
}

impl Method for Expand {
    const NAME: &'static str = "contacts.expand";
    type Output = Vec<Recipient>;

    async fn run(self, office: Office) -> Result<Vec<Recipient>> {
        office.contacts().expand(&self.group, &self.role).await
    }
}

/// Goes over recipients: suppressed, blocked, look-alike, doubled and wrong ones (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Screen {
    /// The recipients.
    recipients: Vec<Recipient>,
}

impl Method for Screen {
    const NAME: &'static str = "contacts.screen";
    type Output = Screening;

    async fn run(self, office: Office) -> Result<Screening> {
        office.contacts().screen(&self.recipients).await
    }
}

/// Learns contacts from the mails of the office (rights `contacts.write` and `documents.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Learn {}

impl Method for Learn {
    const NAME: &'static str = "contacts.learn";
    type Output = Learned;

    async fn run(self, office: Office) -> Result<Learned> {
        office.contacts().learn().await
    }
}

/// Sends nothing more to an address, or to a whole `@domain` (right `contacts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suppress {
    /// The address, or `@domain`.
    address_or_domain: String,
    /// Why.
    reason: SuppressionReason,
}

impl Method for Suppress {
    const NAME: &'static str = "contacts.suppress";
    type Output = Suppression;

    async fn run(self, office: Office) -> Result<Suppression> {
        office.contacts().suppress(&self.address_or_domain, self.reason).await
    }
}

/// Takes an address or `@domain` off the suppression list (right `contacts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unsuppress {
    /// The address, or `@domain`.
    address_or_domain: String,
}

impl Method for Unsuppress {
    const NAME: &'static str = "contacts.unsuppress";
    type Output = ();

    async fn run(self, office: Office) -> Result<()> {
        office.contacts().unsuppress(&self.address_or_domain).await
    }
}

/// Reads a page of the suppression list, and the cursor of the next page (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suppressions {
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most entries.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of the suppression list.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SuppressionPage {
    /// The entries.
    suppressions: Vec<Suppression>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for Suppressions {
    const NAME: &'static str = "contacts.suppressions";
    type Output = SuppressionPage;

    async fn run(self, office: Office) -> Result<SuppressionPage> {
        let (suppressions, cursor) = office.contacts().suppressions(self.cursor, self.limit).await?;
        Ok(SuppressionPage { suppressions, cursor })
    }
}

/// Reads which domains the workspace may write to (right `contacts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadPolicy {}

impl Method for ReadPolicy {
    const NAME: &'static str = "contacts.policy";
    type Output = ContactPolicy;

    async fn run(self, office: Office) -> Result<ContactPolicy> {
        office.contacts().policy().await
    }
}

/// Sets which domains the workspace may write to (right `settings.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetPolicy {
    /// The policy.
    policy: ContactPolicy,
}

impl Method for SetPolicy {
    const NAME: &'static str = "contacts.set_policy";
    type Output = ContactPolicy;

    async fn run(self, office: Office) -> Result<ContactPolicy> {
        office.contacts().set_policy(self.policy).await
    }
}
