//! The handle of privacy: report, erase, hold, keep for a while, export.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::carry_out::{Errand, find};
use super::erasure::{ERASURES, Erasure, ErasureCause, ErasureProof, ErasureState, KIND};
use super::export::{self, SubjectExport};
use super::find::{Finder, MOST, Wanted};
use super::hold::{self, LEGAL_HOLDS, LegalHold, NewLegalHold};
use super::kind::DataKind;
use super::ledger::{self, Tombstone, TombstoneItem};
use super::report::{ErasureFate, ErasureReport, ErasureRequest};
use super::retention::{self, RetentionChange, RetentionPolicy, RetentionPreview, RetentionRule, Round};
use super::subject::{DataSubject, Plain};
use super::verify::{self, ErasureCheck};
use crate::approvals::{Approvals, Needed, NewApproval, PayloadHash};
use crate::audit::{AUDIT, AuditEntry, Guard, Target};
use crate::blobs::Pieces;
use crate::communications::Communications;
use crate::communications::contacts::ids_of_address;
use crate::documents::Documents;
use crate::error::{Error, ErrorKind, Result};
use crate::id::{ErasureId, LegalHoldId};
use crate::rights::{
    Actor, MEMBERSHIPS, Membership, PEOPLE, Permission, Person, Role, Scope, decode, encode,
};
use crate::storage::{Batch, Delete, Expect, Query};
use crate::work::{Background, NewWork};

/// Records that are read at once.
const PAGE: usize = 500;
/// The most tombstones that are read at once.
const TOMBSTONES: usize = 1_000;
/// How often an erasure is looked at that somebody waits for.
const LOOK: Duration = Duration::from_millis(100);

/// What a workspace holds about people: what may be known of it, what goes, and what stays. Clones share the same
/// office.
///
/// Every method is `not_found` for who does not belong to the workspace, `denied` for who lacks the right that it
/// names, and returns storage errors. All of them look at one workspace; a person may be known in several.
#[derive(Debug, Clone)]
pub struct Privacy {
    guard: Guard,
    approvals: Approvals,
    documents: Documents,
    communications: Communications,
    work: Arc<Background>,
}

/// A part of the ledger of what was erased.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct TombstoneLedger {
    /// The tombstones, oldest first.
    pub tombstones: Vec<Tombstone>,
    /// The sequence of the last one: read on after it.
    pub last: u64,
}

impl Privacy {
    pub(crate) fn new(
        guard: Guard,
        approvals: Approvals,
        documents: Documents,
        communications: Communications,
        work: Arc<Background>,
    ) -> Self {
        Self { guard, approvals, documents, communications, work }
    }

    /// Says what an erasure would take, what would stay and why, and changes nothing (right `data.erase`). It walks the
    /// whole workspace.
    ///
    /// # Errors
    /// `invalid_input` when nothing is named, and for an address or name that is none; `not_found` for a thing that is
    /// named and not there; `limit_exceeded` for more than 100,000 things.
    pub async fn report(&self, request: &ErasureRequest) -> Result<ErasureReport> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let (mut report, _) = self.look(&scope, request).await?;
        report.audit_entries = self.audit_entries(&scope, &report).await?;
        Ok(report)
    }

    /// Asks for exactly what a report says (rights `data.erase` and `approvals.request`). Somebody else has to approve
    /// it, by [`Approvals::approve`]; where nobody else may, who asked approves it too, as a second step. Then a worker
    /// carries it out.
    ///
    /// # Errors
    /// As [`Privacy::report`]; `invalid_input` when something is undecided or nothing would go; `conflict` when the
    /// report would say something else now.
    pub async fn request(&self, request: &ErasureRequest, report_hash: &PayloadHash) -> Result<Erasure> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let (report, traces) = self.look(&scope, request).await?;
        if report.undecided > 0 {
            let message = format!("{} things name others too: choose for each of them", report.undecided);
            return Err(Error::invalid_input(message));
        }
        if report.hash != *report_hash {
            let message = "what would be erased is no longer what the report said: look at a new one";
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        let going = report.items.into_iter().filter(|item| item.fate == ErasureFate::Erase);
        let items: Vec<(DataKind, String)> = going.map(|item| (item.kind, item.id)).collect();
        if items.is_empty() && traces.is_empty() {
            return Err(Error::invalid_input("nothing would be erased"));
        }
        let now = self.guard.now();
        let mut erasure = Erasure {
            id: ErasureId::new(now, self.documents.ingest.randomness.as_ref()),
            cause: ErasureCause::Requested,
            state: ErasureState::Waiting,
            requested_by: scope.actor().clone(),
            approval: None,
            report_hash: report.hash.clone(),
            created: now,
            counts: Vec::new(),
            pages: 0,
            proof: None,
        };
        let mut batch = Batch::new(scope.workspace().clone());
        erasure.plan(items, traces, &mut batch)?;
        let counts: serde_json::Map<String, Value> =
            erasure.counts.iter().map(|count| (count.kind.name().to_owned(), count.planned.into())).collect();
        let question = NewApproval {
            subject: erasure.subject(),
            payload_hash: report.hash,
            shown: json!({"erasure": erasure.id, "erases": counts}),
            needed: Needed { requester_may_approve: self.is_alone(&scope).await?, ..Needed::default() },
            expires_at: None,
        };
        self.approvals
            .request_with(question, |approval| {
                erasure.approval = Some(approval.id.clone());
                batch.puts.push(erasure.put(scope.workspace(), Expect::Absent)?);
                Ok(Some(batch))
            })
            .await?;
        Ok(erasure)
    }

    /// Reads an erasure (right `data.erase`).
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn get(&self, id: &ErasureId) -> Result<Erasure> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        self.erasure(&scope, id).await
    }

    /// Reads a page of erasures, newest first, and the cursor of the next page (right `data.erase`).
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(&self, cursor: Option<String>, limit: usize) -> Result<(Vec<Erasure>, Option<String>)> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let query =
            Query { descending: true, cursor, limit, ..Query::new(scope.workspace().clone(), ERASURES.name) };
        let page = scope.storage().query(query).await?;
        Ok((page.records.into_iter().map(decode).collect::<Result<_>>()?, page.cursor))
    }

    /// Waits until an erasure is done or void (right `data.erase`).
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn wait(&self, id: &ErasureId) -> Result<Erasure> {
        loop {
            let erasure = self.get(id).await?;
            if erasure.is_over() {
                return Ok(erasure);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Checks the proof of an erasure against the ledger, the audit and what is stored now (right `data.erase`).
    ///
    /// # Errors
    /// `not_found` when there is no such erasure; `conflict` when it is not done.
    pub async fn verify(&self, id: &ErasureId) -> Result<ErasureCheck> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let erasure = self.erasure(&scope, id).await?;
        let proof: ErasureProof =
            erasure.proof.filter(|_| erasure.state == ErasureState::Done).ok_or_else(|| {
                Error::new(ErrorKind::Conflict, format!("erasure {id} is not done and has no proof"))
            })?;
        verify::verify(&scope, &self.finder(&scope, Vec::new()), proof).await
    }

    /// Places a legal hold (right `data.erase`).
    ///
    /// # Errors
    /// `invalid_input` for a name, reason or person that is none, and when nothing is named; `not_found` for a document
    /// or contact that is not there; `limit_exceeded` for more than 200 holds.
    pub async fn place_hold(&self, new: NewLegalHold) -> Result<LegalHold> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        hold::check(&new, &scope).await?;
        if hold::all(&scope).await?.len() >= hold::MOST {
            let message = format!("a workspace has at most {} legal holds: release one first", hold::MOST);
            return Err(Error::limit_exceeded(message));
        }
        let now = self.guard.now();
        let NewLegalHold { name, reason, documents, groups, subject } = new;
        let hold = LegalHold {
            id: LegalHoldId::new(now, self.documents.ingest.randomness.as_ref()),
            name: name.trim().to_owned(),
            reason,
            documents,
            groups,
            subject,
            placed_by: scope.actor().clone(),
            created: now,
        };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(encode(scope.workspace(), LEGAL_HOLDS, hold.id.as_str(), &hold, Expect::Absent)?);
        batch.appends.push(self.entry(&scope, "privacy.hold", Target::new("legal_hold", &hold.id)).append()?);
        scope.storage().commit(batch).await?;
        Ok(hold)
    }

    /// Reads all legal holds, oldest first (right `data.erase`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn holds(&self) -> Result<Vec<LegalHold>> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        hold::all(&scope).await
    }

    /// Releases a legal hold, and returns what it was (right `data.erase`).
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub async fn release_hold(&self, id: &LegalHoldId) -> Result<LegalHold> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let record = scope.storage().get(scope.workspace(), LEGAL_HOLDS.name, id.as_str()).await?;
        let record = record.ok_or_else(|| Error::not_found(format!("there is no legal hold {id}")))?;
        let expect = Expect::Version(record.version);
        let hold: LegalHold = decode(record)?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(Delete { collection: LEGAL_HOLDS.name, id: id.to_string(), expect });
        batch.appends.push(self.entry(&scope, "privacy.release", Target::new("legal_hold", id)).append()?);
        scope.storage().commit(batch).await?;
        Ok(hold)
    }

    /// Reads how long things are kept (right `data.erase`).
    ///
    /// # Errors
    /// As all methods.
    pub async fn retention(&self) -> Result<RetentionPolicy> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        Ok(retention::read(scope.storage().as_ref(), scope.workspace()).await?.0)
    }

    /// Sets how long things are kept (right `data.erase`). What is too old already goes as soon as a worker looks; from
    /// then on it looks once a day. Nobody has to approve what goes then: the rules are the order.
    ///
    /// # Errors
    /// `invalid_input` for a kind that has no period, and for a period that is none; `conflict` when the rules were
    /// changed meanwhile.
    pub async fn set_retention(&self, change: RetentionChange) -> Result<RetentionPolicy> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        retention::check(&change.rules)?;
        let (known, expect) = retention::read(scope.storage().as_ref(), scope.workspace()).await?;
        if known.version != change.expected_version {
            let message = "the retention periods were changed meanwhile: read them again";
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        let policy = RetentionPolicy {
            version: known.version + 1,
            rules: change.rules,
            set_by: Some(scope.actor().clone()),
            changed: Some(self.guard.now()),
        };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(retention::put(scope.workspace(), &policy, expect)?);
        let entry = self.entry(&scope, "privacy.retention", Target::new("workspace", scope.workspace()));
        let rules: Vec<String> = policy.rules.iter().map(shown).collect();
        batch.appends.push(entry.with("rules", rules).append()?);
        if !policy.rules.is_empty() {
            let round = Round { version: policy.version };
            self.add_work(NewWork::new(retention::KIND, round.json()?), &mut batch)?;
        }
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(policy)
    }

    /// Says what retention periods would erase if they were set now, and changes nothing (right `data.erase`). It walks
    /// what is old enough.
    ///
    /// # Errors
    /// `invalid_input` as for [`Privacy::set_retention`]; `limit_exceeded` for more than 100,000 things.
    pub async fn preview_retention(&self, rules: &[RetentionRule]) -> Result<RetentionPreview> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        retention::check(rules)?;
        retention::preview(&scope, &self.finder(&scope, Vec::new()), rules, self.guard.now()).await
    }

    /// Makes the archive of everything about a person (right `data.export`): a ZIP of JSON lines, files as they were
    /// added, and a manifest, in pieces, in constant memory. It walks the whole workspace first.
    ///
    /// # Errors
    /// As [`Privacy::report`]. What goes wrong on the way is the last item of the stream.
    pub async fn export(&self, subject: &DataSubject) -> Result<Pieces> {
        let scope = self.guard.enter(Permission::DataExport).await?;
        let wanted = Wanted { sought: subject.sought(&scope).await?, ..Wanted::default() };
        let finder = self.finder(&scope, Vec::new());
        let found = finder.find(wanted).await?;
        let items: Vec<(DataKind, String)> = found.into_iter().map(|item| (item.kind, item.id)).collect();
        let target = match (&subject.contact, &subject.member) {
            (Some(contact), _) => Target::new("contact", contact),
            (None, Some(member)) => Target::new("member", member),
            // Addresses and names are no ids.
            (None, None) => Target::new("workspace", scope.workspace()),
        };
        let entry = self.entry(&scope, "privacy.export", target).with("items", items.len());
        let mut batch = Batch::new(scope.workspace().clone());
        batch.appends.push(entry.append()?);
        scope.storage().commit(batch).await?;
        Ok(export::archive(finder, items))
    }

    /// Makes the archive of everything about a person in a file (right `data.export`). The file is there only when the
    /// archive is whole.
    ///
    /// # Errors
    /// As [`Privacy::export`]; those of the file system, naming the file.
    pub async fn export_to(&self, subject: &DataSubject, path: impl AsRef<Path>) -> Result<SubjectExport> {
        export::save(self.export(subject).await?, path.as_ref()).await
    }

    /// Reads the ledger of what was erased, after a sequence, at most 1,000 tombstones (right `data.erase`). Keep them
    /// apart from backups: an older copy of the office does not have them.
    ///
    /// # Errors
    /// `corrupt` when the ledger is damaged.
    pub async fn tombstones(&self, after: u64, limit: usize) -> Result<TombstoneLedger> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let limit = limit.clamp(1, TOMBSTONES);
        let (tombstones, last) =
            ledger::read(scope.storage().as_ref(), scope.workspace(), after, limit).await?;
        Ok(TombstoneLedger { tombstones, last })
    }

    /// Erases again what is there again after an older copy was restored (right `data.erase`), and returns the erasure
    /// that does it, if there is anything to do. It needs no approval, as it was approved before, and it may be called
    /// again. Tombstones of things that are not there do nothing; legal holds keep what they hold. People who are
    /// members again stay.
    ///
    /// # Errors
    /// `limit_exceeded` for more than 100,000 things at a time.
    pub async fn replay_tombstones(&self, tombstones: &[Tombstone]) -> Result<Option<Erasure>> {
        let scope = self.guard.enter(Permission::DataErase).await?;
        let finder = self.finder(&scope, Vec::new());
        let mut items: Vec<(DataKind, String)> = Vec::new();
        let mut wanted: Vec<&TombstoneItem> = tombstones.iter().flat_map(|stone| &stone.items).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.len() > MOST {
            return Err(Error::limit_exceeded(format!("replay at most {MOST} things at a time")));
        }
        for item in &wanted {
            let place = finder.place(item.kind);
            if item.kind != DataKind::Suppression
                && scope.storage().get(place, item.kind.collection(), &item.id).await?.is_some()
            {
                items.push((item.kind, item.id.clone()));
            }
        }
        if wanted.iter().any(|item| item.kind == DataKind::Suppression) {
            for target in verify::suppressions(&scope).await? {
                if wanted.contains(&&TombstoneItem::new(DataKind::Suppression, &target)) {
                    items.push((DataKind::Suppression, target));
                }
            }
        }
        if items.is_empty() {
            return Ok(None);
        }
        let now = self.guard.now();
        let id = ErasureId::new(now, self.documents.ingest.randomness.as_ref());
        let by = scope.actor().clone();
        let mut erasure = retention::start(id, ErasureCause::Restored, by, now, &items)?;
        let mut batch = Batch::new(scope.workspace().clone());
        erasure.plan(items, Vec::new(), &mut batch)?;
        batch.puts.push(erasure.put(scope.workspace(), Expect::Absent)?);
        let target = Target::new("erasure", &erasure.id);
        batch.appends.push(self.entry(&scope, "privacy.replay", target).append()?);
        self.add_work(NewWork::new(KIND, Errand::new(&erasure.id).json()?), &mut batch)?;
        scope.storage().commit(batch).await?;
        self.work.nudge();
        Ok(Some(erasure))
    }

    /// Finds what a request is about, and the signs of things that went before.
    async fn look(
        &self,
        scope: &Scope,
        request: &ErasureRequest,
    ) -> Result<(ErasureReport, Vec<(String, String)>)> {
        let mut asked: Vec<(DataKind, String)> = Vec::new();
        asked.extend(request.documents.iter().map(|id| (DataKind::Document, id.to_string())));
        asked.extend(request.drafts.iter().map(|id| (DataKind::Draft, id.to_string())));
        asked.extend(request.runs.iter().map(|id| (DataKind::Run, id.to_string())));
        if asked.is_empty() && request.subject.is_none() {
            return Err(Error::invalid_input("name a person, or documents, drafts or runs"));
        }
        if asked.len() > MOST || request.choices.len() > MOST {
            return Err(Error::limit_exceeded(format!("name at most {MOST} things at a time")));
        }
        let sought = match &request.subject {
            Some(subject) => subject.sought(scope).await?,
            None => Default::default(),
        };
        let mut traces: Vec<(String, String)> = Vec::new();
        for address in sought.addresses() {
            let ids = ids_of_address(address).into_iter();
            traces.extend(ids.map(|(collection, id)| (collection.to_owned(), id)));
        }
        let holds = hold::held(scope).await?;
        let own = self.communications.own_addresses().await?;
        let wanted = Wanted { sought, asked, choices: &request.choices, holds: &holds };
        let items = self.finder(scope, own).find(wanted).await?;
        let named: Vec<String> = traces.iter().map(|(collection, id)| format!("{collection}/{id}")).collect();
        Ok((ErasureReport::new(scope.workspace(), items, &named)?, traces))
    }

    /// Counts the entries of the audit that name something that goes.
    async fn audit_entries(&self, scope: &Scope, report: &ErasureReport) -> Result<u64> {
        let going = report.items.iter().filter(|item| item.fate == ErasureFate::Erase);
        let mut sought = super::subject::Sought::default();
        sought.ids.extend(going.map(|item| item.id.clone()));
        let (mut count, mut after) = (0, 0);
        loop {
            let entries = scope.storage().read(scope.workspace(), AUDIT, after, PAGE).await?;
            let Some(last) = entries.last() else { return Ok(count) };
            after = last.sequence;
            let names = |event: &Value| !sought.why(&Plain::of(event)).is_empty();
            count += entries.iter().filter(|entry| names(&entry.event)).count() as u64;
        }
    }

    async fn erasure(&self, scope: &Scope, id: &ErasureId) -> Result<Erasure> {
        let found = find(scope.storage().as_ref(), scope.workspace(), id).await?;
        Ok(found.ok_or_else(|| Error::not_found(format!("there is no erasure {id}")))?.0)
    }

    /// Says whether nobody else may approve here.
    async fn is_alone(&self, scope: &Scope) -> Result<bool> {
        let (here, home) = (scope.workspace(), &scope.place().home);
        for workspace in [here, home] {
            let mut cursor = None;
            loop {
                let query = Query { cursor, limit: PAGE, ..Query::new(workspace.clone(), MEMBERSHIPS.name) };
                let page = scope.storage().query(query).await?;
                for record in page.records {
                    let Membership { member, role } = decode(record)?;
                    // The owners of the first workspace own all workspaces.
                    let may =
                        role.may(Permission::ApprovalsDecide) && (workspace == here || role == Role::Owner);
                    if !may || *scope.actor() == Actor::Member(member.clone()) {
                        continue;
                    }
                    let person = scope.storage().get(home, PEOPLE.name, member.as_str()).await?;
                    if person.map(decode::<Person>).transpose()?.is_some_and(|person| person.active) {
                        return Ok(false);
                    }
                }
                match page.cursor {
                    Some(next) => cursor = Some(next),
                    None => break,
                }
            }
        }
        Ok(true)
    }

    fn finder(&self, scope: &Scope, own: Vec<String>) -> Finder {
        Finder {
            storage: Arc::clone(scope.storage()),
            blobs: Arc::clone(&self.documents.ingest.blobs),
            workspace: scope.workspace().clone(),
            home: scope.place().home.clone(),
            own,
        }
    }

    fn add_work(&self, work: NewWork, batch: &mut Batch) -> Result<()> {
        let ingest = &self.documents.ingest;
        work.add_to(batch, ingest.work_clock.now(), ingest.work_randomness.as_ref()).map(drop)
    }

    fn entry(&self, scope: &Scope, action: &str, target: Target) -> AuditEntry {
        AuditEntry::new(scope, self.guard.now(), action, target)
    }
}

/// A rule in a few words, for the audit.
fn shown(rule: &super::RetentionRule) -> String {
    let of = rule.document_kind.and_then(|kind| serde_json::to_value(kind).ok());
    match of.as_ref().and_then(Value::as_str) {
        Some(kind) => format!("{} {kind}: {} days", rule.kind.name(), rule.days),
        None => format!("{}: {} days", rule.kind.name(), rule.days),
    }
}
