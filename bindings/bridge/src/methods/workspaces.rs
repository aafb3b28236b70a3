//! The methods of the workspaces, and the views of an office that they and rights give.

use schemars::JsonSchema;
use secretariat::id::WorkspaceId;
use secretariat::people::{Founded, NewOrganisation};
use secretariat::rights::{Actor, Workspace};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::{Method, View};

/// Returns the office as the same actor sees another workspace; each call there is `not_found` when there is
/// none, or not for this actor. Closing it leaves the office open.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InWorkspace {
    /// The workspace.
    id: WorkspaceId,
}

impl View for InWorkspace {
    const NAME: &'static str = "workspace";

    fn run(self, office: Office) -> Result<Office> {
        Ok(office.workspace(&self.id))
    }
}

/// Returns the office as a member or service account sees it, whose rights are checked with every call: the
/// application has made sure who asks. It is `denied` when this office already acts as somebody else. Closing
/// it leaves the office open.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActingAs {
    /// The id of the member or service account, or `owner`.
    actor: Actor,
}

impl View for ActingAs {
    const NAME: &'static str = "acting_as";

    fn run(self, office: Office) -> Result<Office> {
        office.acting_as(self.actor)
    }
}

/// Reads the workspace at hand (right `workspaces.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Current {}

impl Method for Current {
    const NAME: &'static str = "workspaces.current";
    type Output = Workspace;

    async fn run(self, office: Office) -> Result<Workspace> {
        office.workspaces().current().await
    }
}

/// Reads one page of the organisation's workspaces, by id (right `workspaces.create`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// The cursor of the page; without it, the first one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most workspaces of the page.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of workspaces.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WorkspacePage {
    /// The workspaces.
    workspaces: Vec<Workspace>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "workspaces.list";
    type Output = WorkspacePage;

    async fn run(self, office: Office) -> Result<WorkspacePage> {
        let (workspaces, cursor) = office.workspaces().list(self.cursor, self.limit).await?;
        Ok(WorkspacePage { workspaces, cursor })
    }
}

/// Makes a workspace of the organisation (right `workspaces.create`). A member who makes it becomes its owner.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Create {
    /// The name.
    name: String,
}

impl Method for Create {
    const NAME: &'static str = "workspaces.create";
    type Output = Workspace;

    async fn run(self, office: Office) -> Result<Workspace> {
        office.workspaces().create(&self.name).await
    }
}

/// Renames the workspace at hand (right `workspaces.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rename {
    /// The new name.
    name: String,
}

impl Method for Rename {
    const NAME: &'static str = "workspaces.rename";
    type Output = Workspace;

    async fn run(self, office: Office) -> Result<Workspace> {
        office.workspaces().rename(&self.name).await
    }
}

/// Founds an organisation with its first workspace and owner, apart from all others (right
/// `organisations.found`, which only the application itself has).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Found {
    /// The organisation.
    organisation: NewOrganisation,
}

impl Method for Found {
    const NAME: &'static str = "workspaces.found";
    type Output = Founded;

    async fn run(self, office: Office) -> Result<Founded> {
        office.workspaces().found(self.organisation).await
    }
}
