//! The methods of follow-ups.

use jiff::Timestamp;
use schemars::JsonSchema;
use secretariat::communications::{DeadlineReminder, FollowUp, FollowUpState};
use secretariat::id::{DeliveryId, DocumentId, FollowUpId};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Drafts a reminder at a time unless somebody has answered a delivery by then (right `drafts.write`): once, in the
/// same conversation, for a person to look at and send. Saying another time before moves it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemindIfNoAnswer {
    /// The delivery.
    delivery: DeliveryId,
    /// When.
    by: Timestamp,
}

impl Method for RemindIfNoAnswer {
    const NAME: &'static str = "follow_ups.remind_if_no_answer";
    type Output = FollowUp;

    async fn run(self, office: Office) -> Result<FollowUp> {
        office.follow_ups().remind_if_no_answer(&self.delivery, self.by).await
    }
}

/// Drafts a reminder before each deadline of a document that is still to come (right `drafts.write`): one for each
/// day, once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemindOfDeadlines {
    /// The document.
    document: DocumentId,
    /// How long before, and whom.
    reminder: DeadlineReminder,
}

impl Method for RemindOfDeadlines {
    const NAME: &'static str = "follow_ups.remind_of_deadlines";
    type Output = Vec<FollowUp>;

    async fn run(self, office: Office) -> Result<Vec<FollowUp>> {
        office.follow_ups().remind_of_deadlines(&self.document, self.reminder).await
    }
}

/// Reads a follow-up (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The follow-up.
    id: FollowUpId,
}

impl Method for Get {
    const NAME: &'static str = "follow_ups.get";
    const BRIEF: bool = true;
    type Output = FollowUp;

    async fn run(self, office: Office) -> Result<FollowUp> {
        office.follow_ups().get(&self.id).await
    }
}

/// Lists follow-ups, newest first (right `drafts.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Only those in this state.
    #[serde(default)]
    state: Option<FollowUpState>,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most follow-ups.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of follow-ups.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FollowUpPage {
    /// The follow-ups.
    follow_ups: Vec<FollowUp>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "follow_ups.list";
    type Output = FollowUpPage;

    async fn run(self, office: Office) -> Result<FollowUpPage> {
        let (follow_ups, cursor) = office.follow_ups().list(self.state, self.cursor, self.limit).await?;
        Ok(FollowUpPage { follow_ups, cursor })
    }
}

/// Takes back a follow-up that waits (right `drafts.write`). Cancelling twice counts once.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancel {
    /// The follow-up.
    id: FollowUpId,
}

impl Method for Cancel {
    const NAME: &'static str = "follow_ups.cancel";
    type Output = FollowUp;

    async fn run(self, office: Office) -> Result<FollowUp> {
        office.follow_ups().cancel(&self.id).await
    }
}
