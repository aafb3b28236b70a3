//! Finds everything that tells of a person, or refers to what goes: by walking all of a workspace, a page at a time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::hold::Held;
use super::kind::DataKind;
use super::report::{ErasureChoice, ErasureFate, ErasureItem, ErasureReason, KeptReason};
use super::subject::{Plain, Sought};
use crate::agents::Stowed;
use crate::blobs::Blobs;
use crate::documents::{DOCUMENT_TEXTS, Document};
use crate::error::{Error, Result};
use crate::id::{LegalHoldId, WorkspaceId};
use crate::rights::{MEMBERSHIPS, WORKSPACES, Workspace, decode};
use crate::storage::{Query, Record, Storage};

/// The most things of one erasure or export.
pub(super) const MOST: usize = 100_000;
/// Records that are read at once; documents have long texts beside them.
const PAGE: usize = 200;
/// Events that are read at once.
const EVENTS: usize = 256;
/// The most other people that are told of one document.
const OTHERS: usize = 20;

/// Looks through one workspace.
#[derive(Debug)]
pub(super) struct Finder {
    pub(super) storage: Arc<dyn Storage>,
    pub(super) blobs: Arc<dyn Blobs>,
    pub(super) workspace: WorkspaceId,
    /// Where the people of the organisation are.
    pub(super) home: WorkspaceId,
    /// The office's own addresses, which are nobody else's data.
    pub(super) own: Vec<String>,
}

/// What is wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    pub(super) sought: Sought,
    /// Things that are named themselves.
    pub(super) asked: Vec<(DataKind, String)>,
    pub(super) choices: &'a [ErasureChoice],
    pub(super) holds: &'a [Held],
}

/// What a record, and all that belongs to it, says.
#[derive(Debug, Default)]
struct Seen {
    because: BTreeSet<ErasureReason>,
    holds: BTreeSet<LegalHoldId>,
}

impl Finder {
    /// Finds everything, in the order of [`DataKind::ALL`].
    ///
    /// # Errors
    /// `not_found` for a thing that is named and not there; `limit_exceeded` for more than 100,000 things; storage
    /// errors.
    pub(super) async fn find(&self, mut wanted: Wanted<'_>) -> Result<Vec<ErasureItem>> {
        let mut items = Vec::new();
        for (kind, id) in &wanted.asked {
            if self.storage.get(self.place(*kind), kind.collection(), id).await?.is_none() {
                return Err(Error::not_found(format!("there is no {} {id}", kind.name().replace('_', " "))));
            }
            wanted.sought.ids.insert(id.clone());
        }
        for kind in DataKind::ALL {
            let mut found = self.find_kind(kind, &wanted, items.len()).await?;
            if kind == DataKind::Document {
                self.add_families(&mut found, &wanted).await?;
            }
            for item in &found {
                if item.fate != ErasureFate::Keep && kind != DataKind::Suppression {
                    wanted.sought.ids.insert(item.id.clone());
                }
            }
            items.extend(found);
        }
        Ok(items)
    }

    async fn find_kind(
        &self,
        kind: DataKind,
        wanted: &Wanted<'_>,
        before: usize,
    ) -> Result<Vec<ErasureItem>> {
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let query =
                Query { cursor, limit: PAGE, ..Query::new(self.place(kind).clone(), kind.collection()) };
            let page = self.storage.query(query).await?;
            for record in page.records {
                let mut seen = self.look(kind, &record, wanted).await?;
                if wanted.asked.iter().any(|(of, id)| *of == kind && *id == record.id) {
                    seen.because.insert(ErasureReason::Requested);
                }
                if seen.because.is_empty() {
                    continue;
                }
                if before + found.len() >= MOST {
                    let message = format!("more than {MOST} things belong to this: name fewer at a time");
                    return Err(Error::limit_exceeded(message));
                }
                // An attachment goes with its mail, whomever else it names.
                let parent = record.body.get("parent").and_then(Value::as_str);
                let is_inside = parent.is_some_and(|parent| wanted.sought.ids.contains(parent));
                found.push(self.item((kind, is_inside), record, seen, wanted).await?);
            }
            match page.cursor {
                Some(next) => cursor = Some(next),
                None => return Ok(found),
            }
        }
    }

    /// Adds what lies inside the documents that go, and what holds them: a mail's file has its attachments in it.
    async fn add_families(&self, found: &mut Vec<ErasureItem>, wanted: &Wanted<'_>) -> Result<()> {
        let mut known: BTreeSet<String> = found.iter().map(|item| item.id.clone()).collect();
        let goes = |item: &&ErasureItem| item.fate != ErasureFate::Keep;
        let mut open: VecDeque<String> = found.iter().filter(goes).map(|item| item.id.clone()).collect();
        while let Some(id) = open.pop_front() {
            let Some(record) =
                self.storage.get(&self.workspace, DataKind::Document.collection(), &id).await?
            else {
                continue;
            };
            let document: Document = decode(record)?;
            for relative in document.attachments.iter().chain(&document.parent) {
                if !known.insert(relative.to_string()) {
                    continue;
                }
                let collection = DataKind::Document.collection();
                let record = self.storage.get(&self.workspace, collection, relative.as_str()).await?;
                let Some(record) = record else { continue };
                let mut seen = self.look(DataKind::Document, &record, wanted).await?;
                seen.because.insert(ErasureReason::Attached);
                let is_inside = Some(relative) != document.parent.as_ref();
                let item = self.item((DataKind::Document, is_inside), record, seen, wanted).await?;
                if item.fate != ErasureFate::Keep {
                    open.push_back(item.id.clone());
                }
                found.push(item);
            }
        }
        Ok(())
    }

    /// Looks at a record, its text or events, and the large values of those.
    async fn look(&self, kind: DataKind, record: &Record, wanted: &Wanted<'_>) -> Result<Seen> {
        let mut seen = Seen::default();
        if wanted.sought.owns(kind, record) {
            seen.because.insert(ErasureReason::RefersTo);
        }
        seen.holds.extend(
            wanted.holds.iter().filter(|held| held.sought.owns(kind, record)).map(|held| held.id.clone()),
        );
        seen.add(&Plain::of_text(&record.id), wanted);
        seen.add(&Plain::of(&record.body), wanted);
        if kind == DataKind::Document {
            let text = self.storage.get(&self.workspace, DOCUMENT_TEXTS.name, &record.id).await?;
            if let Some(text) = text {
                seen.add(&Plain::of(&text.body), wanted);
            }
        } else {
            for (collection, id) in kind.beside(&record.id, &record.body) {
                if let Some(beside) = self.storage.get(&self.workspace, collection, &id).await? {
                    seen.add(&Plain::of(&beside.body), wanted);
                }
            }
        }
        let Some(stream) = kind.stream(&record.id) else { return Ok(seen) };
        let mut after = 0;
        loop {
            let entries = self.storage.read(&self.workspace, &stream, after, EVENTS).await?;
            let Some(last) = entries.last() else { return Ok(seen) };
            after = last.sequence;
            for entry in &entries {
                seen.add(&Plain::of(&entry.event), wanted);
                for large in stowed(&entry.event) {
                    // What is gone already says nothing.
                    if let Ok(value) = large.fetch((self.blobs.as_ref(), &self.workspace)).await {
                        seen.add(&Plain::of(&value), wanted);
                    }
                }
            }
        }
    }

    async fn item(
        &self,
        (kind, is_inside): (DataKind, bool),
        record: Record,
        seen: Seen,
        wanted: &Wanted<'_>,
    ) -> Result<ErasureItem> {
        let id = record.id.clone();
        let name = record.body.get("name").and_then(Value::as_str).map(str::to_owned);
        let choice = wanted.choices.iter().find(|choice| choice.kind == kind && choice.id == id);
        let is_busy = kind.is_busy(&record.body);
        let others = match kind {
            DataKind::Document => self.others(&decode(record)?, &wanted.sought),
            _ => Vec::new(),
        };
        let (fate, kept_because) = if !seen.holds.is_empty() {
            (ErasureFate::Keep, Some(KeptReason::LegalHold))
        } else if is_busy {
            (ErasureFate::Keep, Some(KeptReason::InProgress))
        } else if kind == DataKind::Member && self.is_member(&id).await? {
            (ErasureFate::Keep, Some(KeptReason::IsMember))
        } else if let Some(choice) = choice {
            match choice.erase {
                true => (ErasureFate::Erase, None),
                false => (ErasureFate::Keep, Some(KeptReason::Chosen)),
            }
        } else {
            let is_named = is_inside || seen.because.contains(&ErasureReason::Requested);
            match kind {
                DataKind::Suppression => (ErasureFate::Keep, Some(KeptReason::StopsMail)),
                DataKind::Template => (ErasureFate::Keep, Some(KeptReason::OwnTemplate)),
                _ if !others.is_empty() && !is_named => (ErasureFate::Undecided, None),
                _ => (ErasureFate::Erase, None),
            }
        };
        let holds = seen.holds.into_iter().collect();
        Ok(ErasureItem { kind, id, name, because: seen.because, others, fate, kept_because, holds })
    }

    /// Says why a thing stays whatever anybody wants: a legal hold keeps it now, or something happens with it.
    pub(super) async fn kept(
        &self,
        kind: DataKind,
        record: &Record,
        holds: &[Held],
    ) -> Result<Option<KeptReason>> {
        if kind.is_busy(&record.body) {
            return Ok(Some(KeptReason::InProgress));
        }
        if kind == DataKind::Member && self.is_member(&record.id).await? {
            return Ok(Some(KeptReason::IsMember));
        }
        if holds.is_empty() {
            return Ok(None);
        }
        let wanted = Wanted { holds, ..Wanted::default() };
        let is_held = !self.look(kind, record, &wanted).await?.holds.is_empty();
        Ok(is_held.then_some(KeptReason::LegalHold))
    }

    /// The records of a kind lie in the workspace; people lie in the first workspace of their organisation.
    pub(super) fn place(&self, kind: DataKind) -> &WorkspaceId {
        if kind == DataKind::Member { &self.home } else { &self.workspace }
    }

    /// Says whether a person belongs to any workspace of the organisation, or is looked at from another than the first,
    /// where people are changed.
    async fn is_member(&self, id: &str) -> Result<bool> {
        if self.home != self.workspace {
            return Ok(true);
        }
        let mut cursor = None;
        loop {
            let query = Query { cursor, limit: PAGE, ..Query::new(self.home.clone(), WORKSPACES.name) };
            let page = self.storage.query(query).await?;
            let others = page.records.into_iter().map(decode::<Workspace>).collect::<Result<Vec<_>>>()?;
            for workspace in others.iter().map(|workspace| &workspace.id).chain([&self.home]) {
                if self.storage.get(workspace, MEMBERSHIPS.name, id).await?.is_some() {
                    return Ok(true);
                }
            }
            match page.cursor {
                Some(next) => cursor = Some(next),
                None => return Ok(false),
            }
        }
    }

    /// Whom a document names beside the person and the office itself.
    fn others(&self, document: &Document, sought: &Sought) -> Vec<String> {
        let metadata = &document.metadata;
        let mailboxes = [&metadata.from, &metadata.to, &metadata.cc, &metadata.reply_to];
        let of_mail =
            mailboxes.into_iter().flatten().map(|mailbox| (mailbox.name.as_deref(), Some(&mailbox.address)));
        let of_text =
            document.brief.parties.iter().map(|party| (Some(party.name.as_str()), party.address.as_ref()));
        let mut others: BTreeMap<String, String> = BTreeMap::new();
        for (name, address) in of_mail.chain(of_text) {
            let shown = match (name, address) {
                (Some(name), Some(address)) => format!("{name} <{address}>"),
                (Some(name), None) => name.to_owned(),
                (None, Some(address)) => address.clone(),
                (None, None) => continue,
            };
            let is_own =
                address.is_some_and(|address| self.own.iter().any(|own| own.eq_ignore_ascii_case(address)));
            let key = address.map_or_else(|| shown.to_lowercase(), |address| address.to_lowercase());
            if !is_own && sought.why(&Plain::of_text(&shown)).is_empty() && others.len() < OTHERS {
                others.entry(key).or_insert(shown);
            }
        }
        others.into_values().collect()
    }
}

impl Seen {
    fn add(&mut self, text: &Plain, wanted: &Wanted<'_>) {
        self.because.extend(wanted.sought.why(text));
        for held in wanted.holds {
            if !self.holds.contains(&held.id) && !held.sought.why(text).is_empty() {
                self.holds.insert(held.id.clone());
            }
        }
    }
}

/// The large values that an event names.
pub(super) fn stowed(event: &Value) -> Vec<Stowed> {
    let (mut found, mut open) = (Vec::new(), vec![event]);
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                if fields.get("blob").is_some_and(Value::is_object)
                    && let Ok(stowed) = serde_json::from_value::<Stowed>(value.clone())
                {
                    found.push(stowed);
                }
                open.extend(fields.values());
            }
            _ => {}
        }
    }
    found
}
