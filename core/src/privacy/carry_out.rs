//! Carries an erasure out: page by page, then the files, then what is left behind in indexes and in the database's own
//! files. Each step is one commit, and each may be repeated from its start.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::erasure::{
    ERASURE_PLANS, ERASURES, Erasure, ErasureCause, ErasureProof, ErasureState, KIND, PlanPage, page_id,
};
use super::find::{Finder, stowed};
use super::hold::{self, Held};
use super::kind::DataKind;
use super::ledger::{self, Tombstone, TombstoneItem};
use super::subject::Plain;
use crate::agents::RUN_SPECS;
use crate::approvals::{APPROVALS, Approval, Verdict};
use crate::audit::{AuditEntry, Outcome, Target};
use crate::blobs::BlobId;
use crate::communications::Communications;
use crate::communications::contacts::{CONTACT_KEYS, SUPPRESSIONS, key_ids};
use crate::documents::{DOCUMENT_TEXTS, Documents, MODEL_REPLIES};
use crate::error::{Error, Result};
use crate::id::{ErasureId, MemberId, WorkspaceId};
use crate::rights::{Actor, Gate, Permission, Scope, decode};
use crate::sessions;
use crate::storage::{Batch, Collection, Delete, Expect, Query, Record, Storage};
use crate::work::{Done, Handler, Task};

/// Records and events that are read at once.
const PAGE: usize = 200;

/// Does the work of erasures.
#[derive(Debug)]
pub(crate) struct EraseHandler {
    /// The documents and communications of the office, which hold no worker: else it would hold itself.
    pub(crate) documents: Documents,
    pub(crate) communications: Communications,
    /// All collections of an office.
    pub(crate) collections: &'static [Collection],
}

/// What a worker has to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Errand {
    pub(super) erasure: ErasureId,
    stage: Stage,
    /// The next page.
    page: usize,
    files: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stage {
    /// Records and streams go, page by page.
    Things,
    /// Files that nothing names any more are counted, then go.
    Files,
    FilesAreCounted,
    /// Indexes and the files of the database are rewritten.
    Traces,
}

impl Errand {
    pub(super) fn new(erasure: &ErasureId) -> Self {
        Self { erasure: erasure.clone(), stage: Stage::Things, page: 0, files: 0 }
    }

    pub(super) fn json(&self) -> Result<Value> {
        serde_json::to_value(self)
            .map_err(|error| Error::internal("the work of an erasure cannot be written").with_source(error))
    }
}

#[async_trait]
impl Handler for EraseHandler {
    fn kind(&self) -> &str {
        KIND
    }

    async fn run(&self, task: &Task) -> Result<Done> {
        let mut errand: Errand = task.read()?;
        // The office itself does it: who asked and who approved was checked before.
        let storage = Arc::clone(self.documents.ingest.repository.storage());
        let gate = Gate::new(Arc::clone(&storage), task.workspace().clone(), Actor::Owner);
        let scope = gate.enter(Permission::DataErase).await?;
        let carrying = Carrying { of: self, task, finder: self.finder(&scope), scope };
        loop {
            let Some((erasure, version)) = find(storage.as_ref(), task.workspace(), &errand.erasure).await?
            else {
                return Ok(Done::Finished(task.batch()));
            };
            if erasure.state != ErasureState::Running {
                return Ok(Done::Finished(task.batch()));
            }
            match errand.stage {
                Stage::Things if errand.page < erasure.pages => {
                    carrying.page(erasure, version, &mut errand).await?;
                }
                Stage::Things => carrying.step(&mut errand, Stage::Files, task.batch()).await?,
                Stage::Files => {
                    errand.files = carrying.files(&erasure, false).await?;
                    carrying.step(&mut errand, Stage::FilesAreCounted, task.batch()).await?;
                }
                Stage::FilesAreCounted => {
                    carrying.files(&erasure, true).await?;
                    carrying.forget_replies(&erasure).await?;
                    let batch = carrying.prove(erasure, version, errand.files).await?;
                    carrying.step(&mut errand, Stage::Traces, batch).await?;
                }
                Stage::Traces => {
                    if erasure.cause == ErasureCause::Restored {
                        carrying.addresses().await?;
                    }
                    carrying.sign_ins(&erasure).await?;
                    carrying.traces().await?;
                    return carrying.end(erasure, version).map(Done::Finished);
                }
            }
        }
    }
}

impl EraseHandler {
    fn finder(&self, scope: &Scope) -> Finder {
        Finder {
            storage: Arc::clone(scope.storage()),
            blobs: Arc::clone(&self.documents.ingest.blobs),
            workspace: scope.workspace().clone(),
            home: scope.place().home.clone(),
            own: Vec::new(),
        }
    }
}

/// One run of the work.
struct Carrying<'a> {
    of: &'a EraseHandler,
    task: &'a Task,
    finder: Finder,
    scope: Scope,
}

impl Carrying<'_> {
    fn storage(&self) -> &dyn Storage {
        self.scope.storage().as_ref()
    }

    /// Goes on to another stage, with a batch.
    async fn step(&self, errand: &mut Errand, stage: Stage, batch: Batch) -> Result<()> {
        errand.stage = stage;
        self.task.step(errand.json()?, batch).await
    }

    /// Takes the things of one page, and writes in the same commit what went.
    async fn page(&self, mut erasure: Erasure, version: u64, errand: &mut Errand) -> Result<()> {
        let mut batch = self.task.batch();
        let id = page_id(&erasure.id, errand.page);
        let record = self.storage().get(self.task.workspace(), ERASURE_PLANS.name, &id).await?;
        if let Some(record) = record {
            let expect = Expect::Version(record.version);
            let mut page: PlanPage = decode(record)?;
            // Anew for each page: a hold counts from the moment it is placed.
            let holds = hold::held(&self.scope).await?;
            let (mut gone, mut hashes) = (Vec::new(), BTreeSet::new());
            for (kind, id) in std::mem::take(&mut page.items) {
                let erased = self.take(kind, &id, &holds, &mut batch, &mut hashes).await?;
                let Some(count) = erasure.counts.iter_mut().find(|count| count.kind == kind) else {
                    continue;
                };
                match erased {
                    Some(true) => {
                        count.erased += 1;
                        gone.push(TombstoneItem::new(kind, &id));
                    }
                    Some(false) => count.kept += 1,
                    None => {}
                }
            }
            for (collection, id) in std::mem::take(&mut page.traces) {
                let declared = self.of.collections.iter().find(|known| known.name == collection);
                batch.erased_changes.extend(declared.map(|declared| (declared.name, id)));
            }
            if !gone.is_empty() {
                let stone = Tombstone {
                    workspace: self.task.workspace().clone(),
                    erasure: erasure.id.clone(),
                    at: self.now(),
                    items: gone,
                };
                batch.appends.push(stone.append()?);
            }
            page.hashes = hashes.into_iter().collect();
            batch.puts.push(page.put(self.task.workspace(), &erasure.id, errand.page, expect)?);
            batch.puts.push(erasure.put(self.task.workspace(), Expect::Version(version))?);
        }
        errand.page += 1;
        self.step(errand, Stage::Things, batch).await
    }

    /// Adds the removal of a thing; says whether it goes, or is not there any more.
    async fn take(
        &self,
        kind: DataKind,
        id: &str,
        holds: &[Held],
        batch: &mut Batch,
        hashes: &mut BTreeSet<String>,
    ) -> Result<Option<bool>> {
        let place = self.finder.place(kind);
        let Some(record) = self.storage().get(place, kind.collection(), id).await? else { return Ok(None) };
        if *place != batch.workspace || self.finder.kept(kind, &record, holds).await?.is_some() {
            return Ok(Some(false));
        }
        let mut delete = |collection: &'static str, id: String| {
            batch.deletes.push(Delete { collection, id, expect: Expect::Any });
        };
        note(&record.body, hashes);
        for (collection, id) in kind.beside(id, &record.body) {
            if collection != DOCUMENT_TEXTS.name
                && let Some(beside) = self.storage().get(place, collection, &id).await?
            {
                note(&beside.body, hashes);
            }
            delete(collection, id);
        }
        delete(kind.collection(), id.to_owned());
        match kind {
            DataKind::Contact => {
                for key in key_ids(&decode(record)?) {
                    batch.deletes.push(Delete {
                        collection: CONTACT_KEYS.name,
                        id: key.clone(),
                        expect: Expect::Any,
                    });
                    batch.erased_changes.push((CONTACT_KEYS.name, key));
                }
            }
            DataKind::Suppression => batch.erased_changes.push((kind.collection(), id.to_owned())),
            _ => {}
        }
        if let Some(stream) = kind.stream(id) {
            self.each_event(&stream, |event| note(event, hashes)).await?;
            batch.erased_streams.push(stream);
        }
        Ok(Some(true))
    }

    /// Counts, or removes, the files and pinned specifications that were named by what went and are named by nothing
    /// else.
    async fn files(&self, erasure: &Erasure, remove: bool) -> Result<u64> {
        let mut hashes = BTreeSet::new();
        for number in 0..erasure.pages {
            let id = page_id(&erasure.id, number);
            if let Some(record) = self.storage().get(self.task.workspace(), ERASURE_PLANS.name, &id).await? {
                hashes.extend(decode::<PlanPage>(record)?.hashes);
            }
        }
        self.unnamed(&mut hashes).await?;
        let (blobs, workspace) = (&self.finder.blobs, self.task.workspace());
        let mut count = 0;
        let hashes: Vec<String> = hashes.into_iter().collect();
        for some in hashes.chunks(PAGE) {
            let mut batch = self.task.batch();
            for hash in some {
                let blob: BlobId = hash.parse()?;
                if blobs.exists(workspace, &blob).await? {
                    count += 1;
                    if remove {
                        blobs.delete(workspace, &blob).await?;
                    }
                }
                batch.deletes.push(Delete {
                    collection: RUN_SPECS.name,
                    id: hash.clone(),
                    expect: Expect::Any,
                });
            }
            if remove {
                self.task.commit(batch).await?;
            }
        }
        Ok(count)
    }

    /// Leaves the hashes that nothing names any more.
    async fn unnamed(&self, hashes: &mut BTreeSet<String>) -> Result<()> {
        let apart = [DOCUMENT_TEXTS.name, ERASURE_PLANS.name, ERASURES.name, MODEL_REPLIES.name];
        for collection in self.of.collections.iter().filter(|known| !apart.contains(&known.name)) {
            if hashes.is_empty() {
                return Ok(());
            }
            let stream_of = DataKind::ALL.into_iter().find(|kind| kind.collection() == collection.name);
            let mut cursor = None;
            loop {
                let query = Query {
                    cursor,
                    limit: PAGE,
                    ..Query::new(self.task.workspace().clone(), collection.name)
                };
                let page = self.storage().query(query).await?;
                for record in page.records {
                    unname(&record.body, hashes);
                    if let Some(stream) = stream_of.and_then(|kind| kind.stream(&record.id)) {
                        self.each_event(&stream, |event| unname(event, hashes)).await?;
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

    async fn each_event(&self, stream: &str, mut each: impl FnMut(&Value)) -> Result<()> {
        let mut after = 0;
        loop {
            let entries = self.storage().read(self.task.workspace(), stream, after, PAGE).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = last.sequence;
            entries.iter().for_each(|entry| each(&entry.event));
        }
    }

    /// Forgets all answers that models gave about documents, if documents went: the answers quote them and do not say
    /// which they are about. They are a cache; what is asked again is answered again.
    async fn forget_replies(&self, erasure: &Erasure) -> Result<()> {
        if !erasure.counts.iter().any(|count| count.kind == DataKind::Document && count.erased > 0) {
            return Ok(());
        }
        loop {
            let workspace = self.task.workspace().clone();
            let page =
                self.storage().query(Query { limit: PAGE, ..Query::new(workspace, MODEL_REPLIES.name) });
            let records: Vec<Record> = page.await?.records;
            if records.is_empty() {
                return Ok(());
            }
            let mut batch = self.task.batch();
            batch.deletes.extend(records.into_iter().map(|record| Delete {
                collection: MODEL_REPLIES.name,
                id: record.id,
                expect: Expect::Any,
            }));
            self.task.commit(batch).await?;
        }
    }

    /// Writes the proof in the place of the plan.
    async fn prove(&self, mut erasure: Erasure, version: u64, files: u64) -> Result<Batch> {
        let workspace = self.task.workspace();
        let mut batch = self.task.batch();
        erasure.forget_plan(&mut batch);
        let items = ledger::items_of(self.storage(), workspace, &erasure.id).await?;
        let mut approved_by = Vec::new();
        if let Some(approval) = &erasure.approval
            && let Some(record) = self.storage().get(workspace, APPROVALS.name, approval.as_str()).await?
        {
            let approval: Approval = decode(record)?;
            let approving = approval.decisions.into_iter().filter(|known| known.verdict == Verdict::Approve);
            approved_by.extend(approving.map(|decision| decision.by));
        }
        let items_hash = ledger::hash(&items);
        let mut proof = ErasureProof {
            erasure: erasure.id.clone(),
            workspace: workspace.clone(),
            cause: erasure.cause,
            report_hash: erasure.report_hash.clone(),
            requested_by: erasure.requested_by.clone(),
            approved_by,
            requested: erasure.created,
            erased: self.now(),
            counts: erasure.counts.clone(),
            items: items.len() as u64,
            hash: items_hash.clone(),
            items_hash,
            files,
        };
        proof.hash = proof.computed()?;
        erasure.proof = Some(proof);
        batch.puts.push(erasure.put(workspace, Expect::Version(version))?);
        Ok(batch)
    }

    /// Erases the signs that addresses have left: an older copy brings back those of contacts that had gone before,
    /// which no tombstone names.
    async fn addresses(&self) -> Result<()> {
        let mut after = 0;
        loop {
            let changes = self.storage().changes(self.task.workspace(), after, PAGE).await?;
            let Some(last) = changes.last() else { return Ok(()) };
            after = last.position;
            let mut batch = self.task.batch();
            for collection in [CONTACT_KEYS.name, SUPPRESSIONS.name] {
                let gone = changes.iter().filter(|change| change.deleted && change.collection == collection);
                batch.erased_changes.extend(gone.map(|change| (collection, change.id.clone())));
            }
            if !batch.erased_changes.is_empty() {
                self.storage().commit(batch).await?;
            }
        }
    }

    /// Forgets how the members signed in who went.
    async fn sign_ins(&self, erasure: &Erasure) -> Result<()> {
        if !erasure.counts.iter().any(|count| count.kind == DataKind::Member && count.erased > 0) {
            return Ok(());
        }
        let items = ledger::items_of(self.storage(), self.task.workspace(), &erasure.id).await?;
        let members = items.into_iter().filter(|item| item.kind == DataKind::Member);
        let members = members.map(|item| item.id.parse()).collect::<Result<BTreeSet<MemberId>>>()?;
        sessions::forget(self.storage(), &members).await
    }

    /// Rewrites what may still hold words of what went.
    async fn traces(&self) -> Result<()> {
        let documents = self.of.documents.ingest.repository.storage();
        let documents =
            crate::documents::DocumentRepository::new(Arc::clone(documents), self.task.workspace().clone());
        self.of.documents.indexes.purge(&documents).await?;
        self.of.communications.renew_register(&documents).await?;
        let scrub = Batch { scrub: true, ..self.task.batch() };
        self.storage().commit(scrub).await.map(drop).map_err(|error| {
            Error::unavailable("what was erased is not overwritten yet; it is tried again").with_source(error)
        })
    }

    fn end(&self, mut erasure: Erasure, version: u64) -> Result<Batch> {
        let mut batch = self.task.batch();
        erasure.state = ErasureState::Done;
        let mut entry = AuditEntry {
            at: self.now(),
            actor: erasure.requested_by.clone(),
            action: "privacy.erase".to_owned(),
            target: Target::new("erasure", &erasure.id),
            outcome: Outcome::Done,
            details: Default::default(),
        };
        if let Some(proof) = &erasure.proof {
            entry = entry
                .with("proof", proof.hash.as_str())
                .with("items", proof.items)
                .with("files", proof.files);
        }
        batch.appends.push(entry.append()?);
        batch.puts.push(erasure.put(self.task.workspace(), Expect::Version(version))?);
        Ok(batch)
    }

    fn now(&self) -> jiff::Timestamp {
        self.of.documents.guard.now()
    }
}

/// Reads an erasure with its version.
pub(super) async fn find(
    storage: &dyn Storage,
    workspace: &WorkspaceId,
    id: &ErasureId,
) -> Result<Option<(Erasure, u64)>> {
    let record = storage.get(workspace, ERASURES.name, id.as_str()).await?;
    record
        .map(|record| Ok((record.version, decode(record)?)))
        .transpose()
        .map(|found| found.map(|(version, erasure)| (erasure, version)))
}

/// Notes the hashes that a value has in it.
fn note(value: &Value, hashes: &mut BTreeSet<String>) {
    hashes.extend(Plain::of(value).hashes().map(str::to_owned));
    // A value that lies in a blob is named by its event alone.
    hashes.extend(stowed(value).into_iter().filter_map(|large| large.blob).map(|blob| blob.id.to_string()));
}

fn unname(value: &Value, hashes: &mut BTreeSet<String>) {
    for hash in Plain::of(value).hashes() {
        hashes.remove(hash);
    }
}
