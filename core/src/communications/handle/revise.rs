//! Versions of a draft: changed by people, compared, and findings that somebody lets pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::approvals::{self, Subject};
use crate::audit::{AuditEntry, Target};
use crate::communications::Communications;
use crate::communications::check::Check;
use crate::communications::draft::{Draft, DraftDiff, DraftState, Overruled};
use crate::communications::edit::{self, DraftEdit};
use crate::communications::gather::attachment;
use crate::error::{Error, ErrorKind, Result};
use crate::id::DraftId;
use crate::rights::Permission;
use crate::storage::Batch;

/// The longest reason, in characters: it stands in the audit.
const REASON: usize = 500;

/// Which finding may pass, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overruling {
    /// The version that was looked at.
    pub expected_version: u64,
    /// The code of the finding, such as `V8`.
    pub code: String,
    /// Its message; without it, every finding of this code.
    #[serde(default)]
    pub message: Option<String>,
    /// Why it may pass, in one to 500 characters.
    pub reason: String,
}

impl Communications {
    /// Stores a new version of a draft as a person changed it, and checks it again. The version before stays
    /// readable; what was approved or waits for approval is void.
    ///
    /// # Errors
    /// `conflict` when the draft has another version than expected; `not_found`; `invalid_input` naming what is
    /// wrong; `limit_exceeded` for more than any office writes; storage errors.
    pub async fn revise(&self, id: &DraftId, edit: DraftEdit) -> Result<Draft> {
        let scope = self.guard.enter(Permission::DraftsWrite).await?;
        let (before, expect) = self.drafts.versioned(id).await?;
        let mut draft = before.clone();
        edit::apply(&mut draft, &edit)?;
        if let Some(attach) = &edit.attach {
            draft.attachments.clear();
            for document in attach {
                draft.attachments.push(attachment(&self.documents.get(document).await?));
            }
        }
        self.verify(&mut draft, &self.known().await?).await?;
        let now = self.clock.now();
        let mut batch = Batch::new(self.drafts.workspace().clone());
        batch.puts.push(self.drafts.put(&draft, expect)?);
        batch.puts.push(self.drafts.keep(&before)?);
        approvals::void_with(&scope, now, &Subject::new("draft", id), &mut batch).await?;
        let entry = AuditEntry::new(&scope, now, "drafts.revise", Target::new("draft", id));
        let entry = entry.with("version", draft.version).with("content", draft.content_hash.as_str());
        batch.appends.push(entry.append()?);
        self.drafts.commit(batch).await?;
        Ok(draft)
    }

    /// Reads a version of a draft, the first one being 1.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn version(&self, id: &DraftId, version: u64) -> Result<Draft> {
        self.guard.enter(Permission::DraftsRead).await?;
        self.version_of(id, version).await
    }

    /// Says what changed from one version of a draft to another.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn compare(&self, id: &DraftId, from: u64, to: u64) -> Result<DraftDiff> {
        self.guard.enter(Permission::DraftsRead).await?;
        Ok(self.version_of(id, from).await?.diff(&self.version_of(id, to).await?))
    }

    async fn version_of(&self, id: &DraftId, version: u64) -> Result<Draft> {
        let newest = self.drafts.get(id).await?;
        if newest.version == version { Ok(newest) } else { self.drafts.version(id, version).await }
    }

    /// Lets a finding pass that forbids sending a draft; who and why is kept in the audit. It holds for this
    /// version alone.
    ///
    /// # Errors
    /// `denied` when somebody of this role may not let it pass, or nobody may; `conflict` when the draft has
    /// another version than expected; `not_found`; `invalid_input` when the draft has no such finding, or without
    /// a reason; storage errors.
    pub async fn overrule(&self, id: &DraftId, overruling: Overruling) -> Result<Draft> {
        let rule = Check::of(&overruling.code).map(Check::rule);
        // Who decides what others ask approval for need not write.
        let decides = rule.is_some_and(|rule| rule.overridden_by == crate::communications::Override::Decider);
        let permission = if decides { Permission::ApprovalsDecide } else { Permission::DraftsWrite };
        let scope = self.guard.enter(permission).await?;
        let reason = overruling.reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON || reason.contains(char::is_control) {
            return Err(Error::invalid_input(format!(
                "reason: say why in one line of at most {REASON} characters"
            )));
        }
        let (mut draft, expect) = self.drafts.versioned(id).await?;
        if draft.version != overruling.expected_version {
            let message = format!("draft {id} has version {}: look at it again", draft.version);
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        let passes: Vec<String> = draft
            .blocking()
            .filter(|finding| finding.code == overruling.code)
            .filter(|finding| overruling.message.as_ref().is_none_or(|message| *message == finding.message))
            .map(|finding| finding.message.clone())
            .collect();
        if passes.is_empty() {
            return Err(Error::invalid_input(format!(
                "code: draft {id} has no such finding that forbids sending"
            )));
        }
        if !rule.is_some_and(|rule| rule.overridden_by.allows(scope.role())) {
            return Err(Error::new(
                ErrorKind::Denied,
                format!(
                    "the {} {} may not let {} pass: put it right",
                    scope.role(),
                    scope.actor(),
                    overruling.code
                ),
            ));
        }
        let now = self.clock.now();
        let count = passes.len();
        draft.overruled.extend(passes.into_iter().map(|message| Overruled {
            code: overruling.code.clone(),
            message,
            reason: reason.to_owned(),
            by: scope.actor().clone(),
            at: now.to_string(),
        }));
        draft.state = if draft.is_sendable() { DraftState::Checked } else { DraftState::Open };
        let mut batch = Batch::new(self.drafts.workspace().clone());
        batch.puts.push(self.drafts.put(&draft, expect)?);
        let entry = AuditEntry::new(&scope, now, "drafts.overrule", Target::new("draft", id));
        let entry = entry.with("version", draft.version).with("code", overruling.code.as_str());
        batch.appends.push(entry.with("findings", count as u64).with("reason", reason).append()?);
        self.drafts.commit(batch).await?;
        Ok(draft)
    }
}
