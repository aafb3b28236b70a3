//! Service accounts: programs that act in one workspace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::handle::{People, may_grant};
use super::text;
use crate::audit::{AuditEntry, Target};
use crate::error::{Error, Result};
use crate::id::ServiceAccountId;
use crate::rights::{Permission, Role, SERVICE_ACCOUNTS, ServiceAccount, decode, encode};
use crate::storage::{AttributeValue, Batch, Delete, Expect, Query};

/// A service account to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceAccount {
    /// What it is for.
    pub name: String,
    /// The role, as far as it is open to programs.
    pub role: Role,
}

impl People {
    /// Adds a service account (right `service_accounts.write`).
    ///
    /// # Errors
    /// `invalid_input` for a name that is none; `denied` for a role above the actor's own.
    pub async fn add_service_account(&self, new: NewServiceAccount) -> Result<ServiceAccount> {
        let scope = self.guard.enter(Permission::ServiceAccountsWrite).await?;
        let name = text::name("service account", &new.name)?;
        may_grant(&scope, new.role)?;
        let now = self.guard.now();
        let id = ServiceAccountId::new(now, self.randomness.as_ref());
        let account = ServiceAccount { id, name, role: new.role, created: now };
        let id = account.id.as_str();
        let mut put = encode(scope.workspace(), SERVICE_ACCOUNTS, id, &account, Expect::Absent)?;
        put.record.attributes.insert("role", AttributeValue::Text(account.role.name().to_owned()));
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(put);
        let target = Target::new("service_account", id);
        let entry = AuditEntry::new(&scope, now, "service_accounts.add", target);
        batch.appends.push(entry.with("role", account.role.name()).append()?);
        scope.storage().commit(batch).await?;
        Ok(account)
    }

    /// Reads a page of service accounts by id, and the cursor of the next page (right
    /// `service_accounts.read`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn service_accounts(
        &self,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<ServiceAccount>, Option<String>)> {
        let scope = self.guard.enter(Permission::ServiceAccountsRead).await?;
        let query = Query { cursor, limit, ..Query::new(scope.workspace().clone(), SERVICE_ACCOUNTS.name) };
        let page = scope.storage().query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Removes a service account, which is out with the next call (right `service_accounts.write`).
    ///
    /// # Errors
    /// `not_found` when the workspace has no such account; `denied` for one whose role is above the actor's.
    pub async fn remove_service_account(&self, id: &ServiceAccountId) -> Result<()> {
        let scope = self.guard.enter(Permission::ServiceAccountsWrite).await?;
        let record = scope.storage().get(scope.workspace(), SERVICE_ACCOUNTS.name, id.as_str()).await?;
        let record = record.ok_or_else(|| Error::not_found(format!("there is no service account {id}")))?;
        let expect = Expect::Version(record.version);
        may_grant(&scope, decode::<ServiceAccount>(record)?.role)?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(Delete { collection: SERVICE_ACCOUNTS.name, id: id.to_string(), expect });
        let target = Target::new("service_account", id);
        let entry = AuditEntry::new(&scope, self.guard.now(), "service_accounts.remove", target);
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await.map(drop)
    }
}
