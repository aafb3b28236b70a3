//! What must hold of an office, whatever database it is in.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use futures::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::readable::{LINKS, Link, is_readable, is_readable_event};
use super::references::References;
use crate::audit::{AUDIT, Audit, AuditKey, AuditReport, Guard};
use crate::blobs::{BlobId, Blobs};
use crate::clock::Clock;
use crate::error::{ErrorKind, Result};
use crate::id::WorkspaceId;
use crate::rights::{Actor, Gate};
use crate::storage::Storage;
use crate::storage::archive::{Archive, Row};

/// The most findings of one check: more of them say nothing new.
pub(super) const MOST: usize = 1_000;

/// Something in an office that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The workspace, where it is in one.
    pub workspace: Option<WorkspaceId>,
    /// What it is about, such as `documents doc_01…` or `blob 5e88…`.
    pub subject: String,
    /// What is wrong.
    pub problem: String,
}

impl Finding {
    fn new(workspace: &WorkspaceId, subject: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { workspace: Some(workspace.clone()), subject: subject.into(), problem: problem.into() }
    }

    pub(super) fn of_blob(workspace: &WorkspaceId, id: &BlobId, problem: &str) -> Self {
        Self::new(workspace, format!("blob {id}"), problem)
    }
}

/// How blobs are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Those that must be there are.
    Presence,
    /// All that are named are read and compared with their ids.
    Bytes,
}

/// Checks everything, and returns what was found and the audits that a key verifies.
///
/// # Errors
/// Those of storage and blobs other than `corrupt`, which is a finding.
pub(crate) async fn check(
    archive: &Arc<dyn Archive>,
    blobs: &dyn Blobs,
    key: Option<&AuditKey>,
    clock: &Arc<dyn Clock>,
    reading: Reading,
) -> Result<(Vec<Finding>, Vec<AuditReport>)> {
    let mut look = Look::default();
    let mut rows = archive.dump().await?;
    while let Some(piece) = rows.next().await {
        match piece {
            Ok(piece) => piece.iter().for_each(|row| look.at(row)),
            Err(error) if error.kind() == ErrorKind::Corrupt => {
                look.found.push(Finding {
                    workspace: None,
                    subject: "the database".to_owned(),
                    problem: error.message().to_owned(),
                });
                break;
            }
            Err(error) => return Err(error),
        }
    }
    let (mut found, audited, references) = look.end();
    for (workspace, id, is_needed) in references.into_sorted() {
        let problem = match reading {
            Reading::Presence if !is_needed => None,
            Reading::Presence => (!blobs.exists(&workspace, &id).await?).then_some(ABSENT),
            Reading::Bytes => read(blobs, &workspace, &id, is_needed).await?,
        };
        found.extend(problem.map(|problem| Finding::of_blob(&workspace, &id, problem)));
    }
    let mut audits = Vec::new();
    for workspace in key.map(|_| audited).into_iter().flatten() {
        let storage: Arc<dyn Storage> = archive.clone();
        let gate = Gate::new(Arc::clone(&storage), workspace.clone(), Actor::Owner);
        let guard = Guard::new(storage, gate, Arc::clone(clock));
        match Audit::new(guard, Arc::clone(clock), key.cloned()).verify(None).await {
            Ok(report) => audits.push(report),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                found.push(Finding::new(&workspace, "the audit", "its workspace has no record"));
            }
            Err(error) => return Err(error),
        }
    }
    found.truncate(MOST);
    Ok((found, audits))
}

const ABSENT: &str = "a record names it, and the store does not have it";

/// Reads a blob, and says what is wrong with it.
async fn read(
    blobs: &dyn Blobs,
    workspace: &WorkspaceId,
    id: &BlobId,
    is_needed: bool,
) -> Result<Option<&'static str>> {
    let damaged = Ok(Some("its bytes are not those of its id"));
    let mut pieces = match blobs.get_stream(workspace, id).await {
        Ok(pieces) => pieces,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(is_needed.then_some(ABSENT)),
        Err(error) if error.kind() == ErrorKind::Corrupt => return damaged,
        Err(error) => return Err(error),
    };
    while let Some(piece) = pieces.next().await {
        match piece {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Corrupt => return damaged,
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// What was seen of a database. For each record and each link it holds some bytes.
#[derive(Debug, Default)]
struct Look {
    found: Vec<Finding>,
    references: References,
    /// Hashes of workspace, collection and id.
    records: HashSet<u64>,
    /// What records name: the kind of the link, and the hash of the record that must be there.
    links: Vec<(WorkspaceId, usize, u64)>,
    positions: HashMap<WorkspaceId, u64>,
    /// How many records each workspace has, less those that its changes tell of.
    untold: HashMap<WorkspaceId, i64>,
    /// The last event that each stream should have, and how many it has.
    streams: HashMap<(WorkspaceId, String), (u64, u64)>,
}

impl Look {
    fn at(&mut self, row: &Row) {
        self.references.add(row);
        match row {
            Row::Workspace { workspace, position } => {
                self.positions.insert(workspace.clone(), *position);
            }
            Row::Record { workspace, collection, id, body, .. } => {
                if !is_readable(collection, body) {
                    let problem = "its record cannot be read as what it should be";
                    self.find(Finding::new(workspace, format!("{collection} {id}"), problem));
                }
                self.records.insert(named(workspace, collection, id));
                *self.untold.entry(workspace.clone()).or_default() += 1;
                for (at, (_, link, other)) in
                    LINKS.iter().enumerate().filter(|(_, link)| link.0 == collection)
                {
                    let name = match link {
                        Link::Id => Some(id.as_str()),
                        Link::Field(field) => body.get(field).and_then(|value| value.as_str()),
                    };
                    let target = name.map(|name| named(workspace, other, name));
                    self.links.extend(target.map(|target| (workspace.clone(), at, target)));
                }
            }
            Row::Stream { workspace, name, sequence, .. } => {
                self.streams.insert((workspace.clone(), name.clone()), (*sequence, 0));
            }
            Row::Event { workspace, stream, sequence, event } => {
                if !is_readable_event(stream, *sequence, event) {
                    let problem = "it cannot be read as what it should be";
                    self.find(Finding::new(workspace, format!("event {sequence} of {stream}"), problem));
                }
                if let Some((last, seen)) = self.streams.get_mut(&(workspace.clone(), stream.clone()))
                    && *sequence <= *last
                {
                    *seen += 1;
                }
            }
            Row::Change { workspace, position, collection, id, deleted } => {
                if !deleted {
                    *self.untold.entry(workspace.clone()).or_default() -= 1;
                }
                if self.positions.get(workspace).is_none_or(|last| position > last) {
                    let problem = "its change lies after the last one of its workspace";
                    self.find(Finding::new(workspace, format!("{collection} {id}"), problem));
                }
            }
            Row::Message { .. } => {}
        }
    }

    fn find(&mut self, finding: Finding) {
        if self.found.len() < MOST {
            self.found.push(finding);
        }
    }

    /// Looks at what can be known at the end only. Returns also the workspaces that have an audit, and the blobs.
    fn end(mut self) -> (Vec<Finding>, Vec<WorkspaceId>, References) {
        let mut missing: HashMap<(WorkspaceId, usize), u64> = HashMap::new();
        for (workspace, link, target) in std::mem::take(&mut self.links) {
            if !self.records.contains(&target) {
                *missing.entry((workspace, link)).or_default() += 1;
            }
        }
        for ((workspace, link), count) in missing {
            let (from, _, to) = LINKS[link];
            let problem = format!("{count} of them name {to} that are not there");
            self.find(Finding::new(&workspace, from, problem));
        }
        for (workspace, untold) in std::mem::take(&mut self.untold) {
            if untold != 0 {
                let problem = format!("{} records are not told of, or told of and not there", untold.abs());
                self.find(Finding::new(&workspace, "the list of changes", problem));
            }
        }
        let mut audited = Vec::new();
        for ((workspace, name), (last, seen)) in std::mem::take(&mut self.streams) {
            if last != seen {
                let problem = format!("it has {seen} of {last} events");
                self.find(Finding::new(&workspace, format!("the stream {name}"), problem));
            }
            if name == AUDIT {
                audited.push(workspace);
            }
        }
        audited.sort_unstable();
        self.found.sort_by(|a, b| (&a.workspace, &a.subject).cmp(&(&b.workspace, &b.subject)));
        (self.found, audited, self.references)
    }
}

/// Two names with one hash would hide a missing record; of a million, one in a million offices has such a pair.
fn named(workspace: &WorkspaceId, collection: &str, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (workspace, collection, id).hash(&mut hasher);
    hasher.finish()
}
