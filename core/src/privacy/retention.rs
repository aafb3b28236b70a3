//! Retention periods: what is older goes by itself, once a day, unless a legal hold is on it.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::carry_out::Errand;
use super::erasure::{Erasure, ErasureCause, ErasureState, KIND as ERASE};
use super::find::{Finder, MOST};
use super::hold;
use super::kind::DataKind;
use super::report::KeptReason;
use crate::approvals::{ApprovalState, PayloadHash};
use crate::documents::facts::DocumentKind;
use crate::documents::{DOCUMENTS, Document, Documents};
use crate::error::{Error, Result};
use crate::id::{ErasureId, WorkspaceId};
use crate::rights::{Actor, Gate, Permission, Scope, decode, encode};
use crate::storage::{Collection, Expect, Put, Query, Record, Storage};
use crate::work::{Done, Handler, NewWork, Task};

/// The collection of retention policies, one record in each workspace.
pub const RETENTION_POLICIES: Collection = Collection { name: "retention_policies", attributes: &[] };

/// The kind of the work.
pub(super) const KIND: &str = "retention";
/// The id of the one policy.
const POLICY: &str = "policy";
/// The most rules, and the longest period in days.
const RULES: usize = 100;
const DAYS: u32 = 36_500;
/// The most things that one look takes; the next look follows at once.
const TAKEN: usize = 5_000;
/// The most things of a kind that a preview names.
const SHOWN: u64 = 200;
/// Records that are read at once.
const PAGE: usize = 500;
/// From one look to the next.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How long things are kept in a workspace; what no rule names is kept for good.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct RetentionPolicy {
    /// Grows with each change, from 1; 0 when none was ever set.
    pub version: u32,
    /// The rules.
    pub rules: Vec<RetentionRule>,
    /// Who set them.
    pub set_by: Option<Actor>,
    /// When.
    pub changed: Option<Timestamp>,
}

/// How long one kind of things is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The kind: `document`, `draft`, `delivery`, `run`, `fact`, `follow_up`, `approval` or `job`.
    pub kind: DataKind,
    /// Only documents of this kind; of all kinds when absent. Attachments go with the mail that they came with.
    #[serde(default)]
    pub document_kind: Option<DocumentKind>,
    /// How many days after it was added or made it goes, 1 to 36,500. The shortest of several rules counts.
    pub days: u32,
}

/// New retention periods, in the place of all before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionChange {
    /// The version that was looked at.
    pub expected_version: u32,
    /// The rules, at most 100; none keeps everything.
    pub rules: Vec<RetentionRule>,
}

/// What retention periods would erase now, and what is as old and would stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetentionPreview {
    /// How many of each kind, in the order of [`DataKind::ALL`]; a kind of which nothing is so old is left out.
    pub counts: Vec<RetentionCount>,
    /// The oldest of each kind, at most 200 of each.
    pub items: Vec<RetentionItem>,
}

/// How many things of a kind are older than their period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetentionCount {
    /// The kind.
    pub kind: DataKind,
    /// How many would go.
    pub erased: u64,
    /// How many would stay all the same.
    pub kept: u64,
}

/// A thing that is older than its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RetentionItem {
    /// Its kind.
    pub kind: DataKind,
    /// Its id.
    pub id: String,
    /// What people call it, where it has a name.
    pub name: Option<String>,
    /// When it was added or made.
    pub made: Timestamp,
    /// Why it stays, if it does.
    pub kept_because: Option<KeptReason>,
}

/// What a worker has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Round {
    /// The version of the policy: work of an earlier one does nothing.
    pub(super) version: u32,
}

/// Looks for what is too old.
#[derive(Debug)]
pub(crate) struct RetentionHandler {
    /// The documents of the office, which hold no worker: else it would hold itself.
    pub(crate) documents: Documents,
}

/// Checks rules.
pub(super) fn check(rules: &[RetentionRule]) -> Result<()> {
    if rules.len() > RULES {
        return Err(Error::invalid_input(format!("a workspace has at most {RULES} retention rules")));
    }
    for rule in rules {
        if rule.days == 0 || rule.days > DAYS {
            return Err(Error::invalid_input(format!("a retention period has 1 to {DAYS} days")));
        }
        let name = rule.kind.name();
        if !has_period(rule.kind) {
            return Err(Error::invalid_input(format!("a {name} has no retention period")));
        }
        if rule.document_kind.is_some() && rule.kind != DataKind::Document {
            return Err(Error::invalid_input(format!("a {name} has no kind of document")));
        }
    }
    Ok(())
}

fn has_period(kind: DataKind) -> bool {
    use DataKind as K;
    matches!(
        kind,
        K::Document | K::Draft | K::Delivery | K::Run | K::Fact | K::FollowUp | K::Approval | K::Job
    )
}

/// Reads the policy with what the next put of it expects.
pub(super) async fn read(
    storage: &dyn Storage,
    workspace: &WorkspaceId,
) -> Result<(RetentionPolicy, Expect)> {
    match storage.get(workspace, RETENTION_POLICIES.name, POLICY).await? {
        Some(record) => {
            let expect = Expect::Version(record.version);
            Ok((decode(record)?, expect))
        }
        None => Ok((RetentionPolicy::default(), Expect::Absent)),
    }
}

pub(super) fn put(workspace: &WorkspaceId, policy: &RetentionPolicy, expect: Expect) -> Result<Put> {
    encode(workspace, RETENTION_POLICIES, POLICY, policy, expect)
}

impl Round {
    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of retention cannot be written").with_source(error))
    }
}

#[async_trait]
impl Handler for RetentionHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let round: Round = task.read()?;
        let ingest = &self.documents.ingest;
        let gate = Gate::new(Arc::clone(ingest.repository.storage()), task.workspace().clone(), Actor::Owner);
        let scope = gate.enter(Permission::DataErase).await?;
        let (policy, _) = read(scope.storage().as_ref(), scope.workspace()).await?;
        if policy.version != round.version || policy.rules.is_empty() {
            return Ok(Done::Finished(task.batch()));
        }
        let items = self.expired(&scope, &policy).await?;
        let mut batch = task.batch();
        let is_full = items.len() >= TAKEN;
        if !items.is_empty() {
            let now = self.documents.guard.now();
            let id = ErasureId::new(now, ingest.work_randomness.as_ref());
            let by = policy.set_by.clone().unwrap_or(Actor::Owner);
            let mut erasure = start(id, ErasureCause::Retention, by, now, &items)?;
            erasure.plan(items, Vec::new(), &mut batch)?;
            batch.puts.push(erasure.put(scope.workspace(), Expect::Absent)?);
            let work = NewWork::new(ERASE, Errand::new(&erasure.id).json()?);
            work.add_to(&mut batch, ingest.work_clock.now(), ingest.work_randomness.as_ref())?;
        }
        let pause = if is_full { SignedDuration::from_mins(1) } else { DAY };
        let at = task.now().saturating_add(pause).unwrap_or(Timestamp::MAX);
        Ok(Done::Again { at, payload: round.json()?, batch })
    }
}

/// Makes an erasure that needs no approval: a rule or an earlier erasure ordered it.
pub(super) fn start(
    id: ErasureId,
    cause: ErasureCause,
    requested_by: Actor,
    created: Timestamp,
    items: &[(DataKind, String)],
) -> Result<Erasure> {
    let payload = serde_json::to_value(items)
        .map_err(|error| Error::internal("a plan cannot be written").with_source(error))?;
    Ok(Erasure {
        id,
        cause,
        state: ErasureState::Running,
        requested_by,
        approval: None,
        report_hash: PayloadHash::of_json(&payload)?,
        created,
        counts: Vec::new(),
        pages: 0,
        proof: None,
    })
}

impl RetentionHandler {
    /// Lists what is older than its rule lets it be, oldest first of each kind.
    async fn expired(&self, scope: &Scope, policy: &RetentionPolicy) -> Result<Vec<(DataKind, String)>> {
        let finder = Finder {
            storage: Arc::clone(scope.storage()),
            blobs: Arc::clone(&self.documents.ingest.blobs),
            workspace: scope.workspace().clone(),
            home: scope.place().home.clone(),
            own: Vec::new(),
        };
        let mut items: Vec<(DataKind, String)> = Vec::new();
        let now = self.documents.guard.now();
        walk(scope, &finder, &policy.rules, now, |item| {
            if item.kept_because.is_none() {
                items.push((item.kind, item.id));
            }
            Ok(items.len() < TAKEN)
        })
        .await?;
        Ok(items)
    }
}

/// Says what rules would erase now.
///
/// # Errors
/// `limit_exceeded` for more than 100,000 things; storage errors.
pub(super) async fn preview(
    scope: &Scope,
    finder: &Finder,
    rules: &[RetentionRule],
    now: Timestamp,
) -> Result<RetentionPreview> {
    let mut preview = RetentionPreview { counts: Vec::new(), items: Vec::new() };
    let mut seen = 0;
    walk(scope, finder, rules, now, |item| {
        seen += 1;
        if seen > MOST {
            let message = format!("more than {MOST} things are as old: begin with longer periods");
            return Err(Error::limit_exceeded(message));
        }
        if preview.counts.last().is_none_or(|count| count.kind != item.kind) {
            preview.counts.push(RetentionCount { kind: item.kind, erased: 0, kept: 0 });
        }
        let Some(count) = preview.counts.last_mut() else { return Ok(true) };
        match item.kept_because {
            None => count.erased += 1,
            Some(_) => count.kept += 1,
        }
        if count.erased + count.kept <= SHOWN {
            preview.items.push(item);
        }
        Ok(true)
    })
    .await?;
    Ok(preview)
}

/// Hands over what is older than its rule lets it be, oldest first of each kind, until it is told to stop.
async fn walk(
    scope: &Scope,
    finder: &Finder,
    rules: &[RetentionRule],
    now: Timestamp,
    mut take: impl FnMut(RetentionItem) -> Result<bool> + Send,
) -> Result<()> {
    let holds = hold::held(scope).await?;
    for kind in DataKind::ALL.into_iter().filter(|kind| has_period(*kind)) {
        let rules: Vec<&RetentionRule> = rules.iter().filter(|rule| rule.kind == kind).collect();
        let Some(shortest) = rules.iter().map(|rule| rule.days).min() else { continue };
        let mut cursor = None;
        'pages: loop {
            // Ids sort by time.
            let query =
                Query { cursor, limit: PAGE, ..Query::new(scope.workspace().clone(), kind.collection()) };
            let page = scope.storage().query(query).await?;
            for record in page.records {
                let Some(made) = made(&record.body) else { continue };
                if !is_past(made, shortest, now) {
                    break 'pages;
                }
                if !goes(scope, kind, &record, &rules, now).await? {
                    continue;
                }
                let kept_because = finder.kept(kind, &record, &holds).await?;
                let name = record.body.get("name").and_then(Value::as_str).map(str::to_owned);
                if !take(RetentionItem { kind, id: record.id, name, made, kept_because })? {
                    return Ok(());
                }
            }
            match page.cursor {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
    }
    Ok(())
}

/// Says whether a rule is over for a thing.
async fn goes(
    scope: &Scope,
    kind: DataKind,
    record: &Record,
    rules: &[&RetentionRule],
    now: Timestamp,
) -> Result<bool> {
    let Some(made) = made(&record.body) else { return Ok(false) };
    if kind == DataKind::Approval && is(record, "state", ApprovalState::Waiting.name()) {
        return Ok(false);
    }
    let mut of_document = None;
    if kind == DataKind::Document {
        let mut document: Document = decode(record.clone())?;
        // An attachment lies in the file of its mail.
        while let Some(parent) = &document.parent {
            match scope.storage().get(scope.workspace(), DOCUMENTS.name, parent.as_str()).await? {
                Some(parent) => document = decode(parent)?,
                None => break,
            }
        }
        of_document = Some(document.brief.kind);
    }
    let fits = |rule: &&&RetentionRule| rule.document_kind.is_none() || rule.document_kind == of_document;
    Ok(rules.iter().filter(fits).any(|rule| is_past(made, rule.days, now)))
}

fn is(record: &Record, field: &str, value: &str) -> bool {
    record.body.get(field).and_then(Value::as_str) == Some(value)
}

/// When a thing was added or made.
fn made(body: &Value) -> Option<Timestamp> {
    let text = body.get("added").or_else(|| body.get("created")).and_then(Value::as_str)?;
    text.parse().ok()
}

fn is_past(made: Timestamp, days: u32, now: Timestamp) -> bool {
    let end = made.saturating_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MAX);
    end <= now
}
