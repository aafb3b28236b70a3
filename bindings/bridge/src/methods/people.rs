//! The methods of the people.

use schemars::JsonSchema;
use secretariat::id::{MemberId, ServiceAccountId};
use secretariat::people::{Member, MemberChange, NewMember, NewServiceAccount};
use secretariat::rights::{Role, ServiceAccount};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Adds a new person to the organisation, as a member of this workspace (right `members.write`). Nobody gives
/// a role above their own.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Add {
    /// The member.
    member: NewMember,
}

impl Method for Add {
    const NAME: &'static str = "people.add";
    type Output = Member;

    async fn run(self, office: Office) -> Result<Member> {
        office.people().add(self.member).await
    }
}

/// Makes a person of the organisation a member of this workspace too (right `members.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Join {
    /// The person.
    id: MemberId,
    /// The role in this workspace.
    role: Role,
}

impl Method for Join {
    const NAME: &'static str = "people.join";
    type Output = Member;

    async fn run(self, office: Office) -> Result<Member> {
        office.people().join(&self.id, self.role).await
    }
}

/// Reads a member (right `members.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The member.
    id: MemberId,
}

impl Method for Get {
    const NAME: &'static str = "people.get";
    const BRIEF: bool = true;
    type Output = Member;

    async fn run(self, office: Office) -> Result<Member> {
        office.people().get(&self.id).await
    }
}

/// Reads one page of members, by id (right `members.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// The cursor of the page; without it, the first one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most members of the page.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of members.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MemberPage {
    /// The members.
    members: Vec<Member>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "people.list";
    type Output = MemberPage;

    async fn run(self, office: Office) -> Result<MemberPage> {
        let (members, cursor) = office.people().list(self.cursor, self.limit).await?;
        Ok(MemberPage { members, cursor })
    }
}

/// Changes name, addresses or activity of a member, in the first workspace of the organisation (right
/// `members.write`). Who is not active is out of all workspaces with the next call.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The member.
    id: MemberId,
    /// What to change.
    change: MemberChange,
}

impl Method for Change {
    const NAME: &'static str = "people.change";
    type Output = Member;

    async fn run(self, office: Office) -> Result<Member> {
        office.people().change(&self.id, self.change).await
    }
}

/// Gives a member another role in this workspace (right `roles.grant`). An organisation keeps its last owner.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grant {
    /// The member.
    id: MemberId,
    /// The role, not above one's own.
    role: Role,
}

impl Method for Grant {
    const NAME: &'static str = "people.grant";
    type Output = Member;

    async fn run(self, office: Office) -> Result<Member> {
        office.people().grant(&self.id, self.role).await
    }
}

/// Removes a member from this workspace, who is out with the next call (right `members.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remove {
    /// The member.
    id: MemberId,
}

impl Method for Remove {
    const NAME: &'static str = "people.remove";
    type Output = ();

    async fn run(self, office: Office) -> Result<()> {
        office.people().remove(&self.id).await
    }
}

/// Adds a service account: a program that acts in this workspace (right `service_accounts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddServiceAccount {
    /// The account.
    account: NewServiceAccount,
}

impl Method for AddServiceAccount {
    const NAME: &'static str = "people.add_service_account";
    type Output = ServiceAccount;

    async fn run(self, office: Office) -> Result<ServiceAccount> {
        office.people().add_service_account(self.account).await
    }
}

/// Reads one page of service accounts, by id (right `service_accounts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServiceAccounts {
    /// The cursor of the page; without it, the first one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most accounts of the page.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of service accounts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ServiceAccountPage {
    /// The accounts.
    accounts: Vec<ServiceAccount>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for ServiceAccounts {
    const NAME: &'static str = "people.service_accounts";
    type Output = ServiceAccountPage;

    async fn run(self, office: Office) -> Result<ServiceAccountPage> {
        let (accounts, cursor) = office.people().service_accounts(self.cursor, self.limit).await?;
        Ok(ServiceAccountPage { accounts, cursor })
    }
}

/// Removes a service account, which is out with the next call (right `service_accounts.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemoveServiceAccount {
    /// The account.
    id: ServiceAccountId,
}

impl Method for RemoveServiceAccount {
    const NAME: &'static str = "people.remove_service_account";
    type Output = ();

    async fn run(self, office: Office) -> Result<()> {
        office.people().remove_service_account(&self.id).await
    }
}
