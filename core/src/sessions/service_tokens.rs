//! Tokens of service accounts.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::handle::Sessions;
use super::{refused, secret};
use crate::audit::{AuditEntry, Target};
use crate::error::{Error, Result};
use crate::id::{ServiceAccountId, ServiceTokenId, WorkspaceId};
use crate::rights::{Permission, SERVICE_ACCOUNTS, Scope, ServiceAccount, decode, decode_shared, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Delete, Expect, Query,
};

const ACCOUNT: Attribute = Attribute { name: "account", kind: AttributeKind::Text, unique: false };

/// The tokens of service accounts, each in the workspace of its account.
pub const SERVICE_TOKENS: Collection = Collection { name: "service_tokens", attributes: &[ACCOUNT] };

/// The most tokens of one account: enough to replace one without a pause.
const MOST: usize = 10;
/// How long a token may hold at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);
/// What every token begins with, so that scanners of source code find one that was checked in.
const PREFIX: &str = "secretariat";

/// A token of a service account, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceToken {
    /// The id.
    pub id: ServiceTokenId,
    /// The account.
    pub account: ServiceAccountId,
    /// When it was issued.
    pub created: Timestamp,
    /// Until when it holds.
    pub expires: Timestamp,
}

/// A token that was just issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IssuedToken {
    /// What is known of it.
    #[serde(flatten)]
    pub about: ServiceToken,
    /// The token itself: shown this once.
    pub token: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    about: ServiceToken,
    /// The hash of the secret.
    secret: String,
}

impl Sessions {
    /// Issues a token of a service account of the workspace at hand (right `service_accounts.write`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such account; `denied` for one above the actor; `invalid_input` for
    /// an end that has passed or is more than a year away; `limit_exceeded` when it has ten tokens already;
    /// storage errors.
    pub async fn issue_token(&self, account: &ServiceAccountId, expires: Timestamp) -> Result<IssuedToken> {
        let scope = self.guard.enter(Permission::ServiceAccountsWrite).await?;
        self.account(&scope, account).await?;
        let now = self.now();
        if expires <= now || expires.duration_since(now) > LONGEST {
            return Err(Error::invalid_input("`expires` must lie ahead, and at most a year"));
        }
        if self.all(&scope, account).await?.len() >= MOST {
            return Err(Error::limit_exceeded(format!("{account} has {MOST} tokens: revoke one first")));
        }
        let id = ServiceTokenId::new(now, self.randomness.as_ref());
        let secret = secret::random(self.randomness.as_ref());
        let token = format!("{PREFIX}.{}.{id}.{secret}", scope.workspace());
        let about = ServiceToken { id, account: account.clone(), created: now, expires };
        let stored = Stored { about: about.clone(), secret: secret::hash(&secret) };
        let id = about.id.as_str();
        let mut put = encode(scope.workspace(), SERVICE_TOKENS, id, &stored, Expect::Absent)?;
        put.record.attributes.insert("account", AttributeValue::Text(account.to_string()));
        let entry = AuditEntry::new(&scope, now, "service_tokens.issue", Target::new("service_token", id));
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(put);
        batch.appends.push(entry.with("account", account.as_str()).append()?);
        self.storage.commit(batch).await?;
        Ok(IssuedToken { about, token })
    }

    /// Lists the tokens of a service account (right `service_accounts.read`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such account; storage errors.
    pub async fn tokens(&self, account: &ServiceAccountId) -> Result<Vec<ServiceToken>> {
        let scope = self.guard.enter(Permission::ServiceAccountsRead).await?;
        let known = self.storage.get(scope.workspace(), SERVICE_ACCOUNTS.name, account.as_str()).await?;
        known.ok_or_else(|| no_account(account))?;
        Ok(self.all(&scope, account).await?.into_iter().map(|stored| stored.about).collect())
    }

    /// Revokes a token, which is out with the next call (right `service_accounts.write`).
    ///
    /// # Errors
    /// `not_found` when the account of this workspace has no such token; `denied` for an account above the actor;
    /// storage errors.
    pub async fn revoke_token(&self, account: &ServiceAccountId, id: &ServiceTokenId) -> Result<()> {
        let scope = self.guard.enter(Permission::ServiceAccountsWrite).await?;
        self.account(&scope, account).await?;
        let missing = || Error::not_found(format!("{account} has no token {id}"));
        let record = self.storage.get(scope.workspace(), SERVICE_TOKENS.name, id.as_str()).await?;
        let record = record.ok_or_else(missing)?;
        let expect = Expect::Version(record.version);
        if decode::<Stored>(record)?.about.account != *account {
            return Err(missing());
        }
        let target = Target::new("service_token", id);
        let entry = AuditEntry::new(&scope, self.now(), "service_tokens.revoke", target);
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(Delete { collection: SERVICE_TOKENS.name, id: id.to_string(), expect });
        batch.appends.push(entry.with("account", account.as_str()).append()?);
        self.storage.commit(batch).await.map(drop)
    }

    /// Finds out whose token it is, and where the account works. What another process revoked less than
    /// [`RECENT`](crate::storage::RECENT) ago may still hold.
    ///
    /// # Errors
    /// `unauthenticated` for a token that is none, was revoked or is too old, or whose account is gone; storage
    /// errors.
    pub async fn bearer(&self, token: &str) -> Result<(WorkspaceId, ServiceAccountId)> {
        self.for_the_application()?;
        let (workspace, id, secret) = parts(token).ok_or_else(refused)?;
        let record = self.storage.recent(&workspace, SERVICE_TOKENS.name, id.as_str()).await?;
        let stored: Stored = decode_shared(record.ok_or_else(refused)?.as_ref())?;
        if secret::hash(secret) != stored.secret || stored.about.expires <= self.now() {
            return Err(refused());
        }
        let account = stored.about.account;
        let known = self.storage.recent(&workspace, SERVICE_ACCOUNTS.name, account.as_str()).await?;
        known.ok_or_else(refused)?;
        Ok((workspace, account))
    }

    /// Says whether a bearer token has the form of a service account's.
    pub fn is_service_token(token: &str) -> bool {
        token.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Finds an account that the actor may change: what a token may, its issuer may too.
    async fn account(&self, scope: &Scope, id: &ServiceAccountId) -> Result<()> {
        let record = self.storage.get(scope.workspace(), SERVICE_ACCOUNTS.name, id.as_str()).await?;
        let account: ServiceAccount = decode(record.ok_or_else(|| no_account(id))?)?;
        match account.role > scope.role() {
            true => Err(Error::new(
                crate::ErrorKind::Denied,
                format!("{id} is {} here, which is above you: ask an owner", account.role),
            )),
            false => Ok(()),
        }
    }

    async fn all(&self, scope: &Scope, account: &ServiceAccountId) -> Result<Vec<Stored>> {
        let condition = Condition {
            attribute: "account",
            compare: Compare::Equal,
            value: AttributeValue::Text(account.to_string()),
        };
        let query = Query::new(scope.workspace().clone(), SERVICE_TOKENS.name);
        let query = Query { conditions: vec![condition], limit: MOST, ..query };
        let page = self.storage.query(query).await?;
        page.records.into_iter().map(decode).collect()
    }
}

fn no_account(id: &ServiceAccountId) -> Error {
    Error::not_found(format!("there is no service account {id}"))
}

fn parts(token: &str) -> Option<(WorkspaceId, ServiceTokenId, &str)> {
    if token.len() > 256 {
        return None;
    }
    let mut parts = token.split('.');
    let (prefix, workspace, id, secret) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if prefix != PREFIX || parts.next().is_some() {
        return None;
    }
    Some((workspace.parse().ok()?, id.parse().ok()?, secret))
}
