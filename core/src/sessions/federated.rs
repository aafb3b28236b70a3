//! Signing in by an identity that somebody else vouches for, such as an OpenID provider.

use serde::{Deserialize, Serialize};

use super::handle::Sessions;
use super::session::Started;
use super::sign_in::{MEMBER, SignIn};
use super::{desk, refused, secret};
use crate::error::{Error, ErrorKind, Result};
use crate::id::{MemberId, WorkspaceId};
use crate::rights::{PEOPLE, Permission, Person, decode, encode};
use crate::storage::{AttributeValue, Batch, Collection, Expect, Put, Query};

/// Which member an identity of a provider is, by the hash of provider and subject.
pub const FEDERATED_SIGN_INS: Collection = Collection { name: "federated_sign_ins", attributes: &[MEMBER] };

/// The longest subject or issuer, in bytes.
const LONGEST: usize = 2_048;
/// How many people are read at a time when one is looked for by address.
const PAGE: usize = 500;

/// Somebody whom a provider vouches for. The application has verified it before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederatedIdentity {
    /// The provider, by its own name for itself.
    pub issuer: String,
    /// The name of the person at that provider, which never becomes another person's.
    pub subject: String,
    /// The person's mail address, if the provider has verified that it is the person's.
    pub address: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Link {
    member: MemberId,
    home: WorkspaceId,
}

impl Sessions {
    /// Signs in whoever a provider vouches for: the member who signed in by this identity before, else the one
    /// active member with this address, of whom the identity is kept from then on. No member is made.
    ///
    /// # Errors
    /// `unauthenticated` for an identity that is no member's, or more than one's; `invalid_input` for an empty or
    /// overlong issuer or subject; `conflict` when the same identity signs in for the first time twice at once;
    /// storage errors.
    pub async fn start_federated(&self, who: &FederatedIdentity) -> Result<Started> {
        self.for_the_application()?;
        let id = who.id()?;
        let record = self.storage.get(&desk(), FEDERATED_SIGN_INS.name, &id).await?;
        let expect = record.as_ref().map_or(Expect::Absent, |record| Expect::Version(record.version));
        if let Some(record) = record {
            let known: Link = decode(record)?;
            match self.begin(&known.member, &known.home).await {
                // Somebody who left, and may have come back as another member.
                Err(error) if error.kind() == ErrorKind::Unauthenticated => {}
                outcome => return outcome,
            }
        }
        let address = who.address.as_deref().ok_or_else(refused)?;
        let (member, home) = self.whose(address).await?;
        let started = self.begin(&member, &home).await?;
        let mut batch = Batch::new(desk());
        batch.puts.push(Link { member, home }.put(&id, expect)?);
        self.storage.commit(batch).await?;
        let session = &started.session;
        self.note(&session.workspace, &session.member, "sessions.federate", &session.id).await?;
        Ok(started)
    }

    /// Finds the one active member with an address: among those who sign in by it, else among the people of this
    /// office.
    async fn whose(&self, address: &str) -> Result<(MemberId, WorkspaceId)> {
        let has = |person: &Person| {
            person.active && person.addresses.iter().any(|known| known.eq_ignore_ascii_case(address.trim()))
        };
        if let Some((sign_in, _)) = SignIn::find(self.storage.as_ref(), &SignIn::id(address)).await? {
            // The address may have been taken from the member since.
            let person = self.storage.get(&sign_in.home, PEOPLE.name, sign_in.member.as_str()).await?;
            return match person.map(decode::<Person>).transpose()?.filter(has) {
                Some(_) => Ok((sign_in.member, sign_in.home)),
                None => Err(refused()),
            };
        }
        let home = self.guard.enter(Permission::MembersRead).await?.place().home.clone();
        let mut found = Vec::new();
        let mut cursor = None;
        loop {
            let query = Query { cursor, limit: PAGE, ..Query::new(home.clone(), PEOPLE.name) };
            let page = self.storage.query(query).await?;
            for record in page.records {
                let person: Person = decode(record)?;
                if has(&person) {
                    found.push(person.id);
                }
            }
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        // Of two members with one address nobody knows which one this is.
        match <[MemberId; 1]>::try_from(found) {
            Ok([member]) => Ok((member, home)),
            Err(_) => Err(refused()),
        }
    }
}

impl FederatedIdentity {
    /// Returns the id of its record. Lengths keep issuer and subject apart.
    fn id(&self) -> Result<String> {
        for (name, text) in [("issuer", &self.issuer), ("subject", &self.subject)] {
            if !(1..=LONGEST).contains(&text.len()) {
                return Err(Error::invalid_input(format!(
                    "the {name} of a federated identity must have 1 to {LONGEST} bytes"
                )));
            }
        }
        Ok(secret::hash(&format!("{}:{}{}", self.issuer.len(), self.issuer, self.subject)))
    }
}

impl Link {
    fn put(&self, id: &str, expect: Expect) -> Result<Put> {
        let mut put = encode(&desk(), FEDERATED_SIGN_INS, id, self, expect)?;
        put.record.attributes.insert("member", AttributeValue::Text(self.member.to_string()));
        Ok(put)
    }
}
