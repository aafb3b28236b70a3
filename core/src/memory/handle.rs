//! The handle of the memory: remember, recall, read, change, forget.

use std::sync::Arc;

use super::fact::{Fact, FactEdit, MemoryScope, NewFact};
use super::repository::Repository;
use super::{place, recall};
use crate::audit::{AuditEntry, Target};
use crate::documents::Documents;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Provenance;
use crate::id::{FactId, RunId};
use crate::rights::{Actor, Permission, Scope};
use crate::storage::{Batch, Expect};

/// The longest fact, in characters.
const TEXT: usize = 2_000;
/// The most facts of a workspace, and of each person in it.
const MOST: usize = 2_000;
/// Facts that are read at once.
const PAGE: usize = 500;
/// The most facts that are recalled.
const RECALLED: usize = 100;

/// The memory of a workspace. Clones share the same office.
///
/// Every method is `not_found` for who does not belong to the workspace and returns storage errors. Reading takes the
/// right `memory.read`, everything else `memory.write`; who lacks them is `denied`. Facts of a person are there for that
/// person only.
#[derive(Debug, Clone)]
pub struct Memory {
    documents: Documents,
}

/// What a run is remembered by.
#[derive(Debug)]
pub(crate) struct RunFact<'a> {
    pub(crate) run: &'a RunId,
    /// The same in every try of a call.
    pub(crate) key: &'a str,
}

impl Memory {
    pub(crate) fn new(documents: Documents) -> Self {
        Self { documents }
    }

    /// Remembers a fact that a person stands behind.
    ///
    /// # Errors
    /// `invalid_input` for a text that is too long, and for words that do not stand in their document; `not_found` for
    /// a document that is not there; `limit_exceeded` for more than 2,000 facts.
    pub async fn remember(&self, new: NewFact) -> Result<Fact> {
        self.add(new, None).await
    }

    /// Remembers what a run says: untrusted, and once for each key.
    ///
    /// # Errors
    /// As [`Memory::remember`].
    pub(crate) async fn remember_of(&self, new: NewFact, of: RunFact<'_>) -> Result<Fact> {
        self.add(new, Some(of)).await
    }

    /// Returns the facts of the workspace and of who asks that share words with a question, best first; without words
    /// the newest. At most 100.
    ///
    /// # Errors
    /// As all methods.
    pub async fn recall(&self, question: &str, limit: usize) -> Result<Vec<Fact>> {
        let scope = self.documents.guard.enter(Permission::MemoryRead).await?;
        let repository = repository(&scope);
        let mut facts = Vec::new();
        for person in [None, Some(scope.actor())] {
            let (mut cursor, mut more) = (None, true);
            while more {
                let (page, next) = repository.list(person, cursor, PAGE).await?;
                facts.extend(page);
                more = next.is_some();
                cursor = next;
            }
        }
        Ok(recall::best(facts, question, limit.clamp(1, RECALLED)))
    }

    /// Reads a fact.
    ///
    /// # Errors
    /// `not_found` when there is none, or it is somebody else's.
    pub async fn get(&self, id: &FactId) -> Result<Fact> {
        let scope = self.documents.guard.enter(Permission::MemoryRead).await?;
        Ok(repository(&scope).get(id, scope.actor()).await?.0)
    }

    /// Reads one page of the facts of the workspace or of who asks, newest first, and the cursor of the next.
    ///
    /// # Errors
    /// `invalid_input` for a foreign cursor.
    pub async fn list(
        &self,
        of: MemoryScope,
        cursor: Option<String>,
        limit: usize,
    ) -> Result<(Vec<Fact>, Option<String>)> {
        let scope = self.documents.guard.enter(Permission::MemoryRead).await?;
        let person = match of {
            MemoryScope::Workspace => None,
            MemoryScope::Own => Some(scope.actor()),
        };
        repository(&scope).list(person, cursor, limit).await
    }

    /// Changes a fact: from then on the person who does stands behind it.
    ///
    /// # Errors
    /// `not_found` when there is none, or it is somebody else's; `conflict` when it was changed meanwhile; as
    /// [`Memory::remember`].
    pub async fn change(&self, id: &FactId, change: FactEdit) -> Result<Fact> {
        let scope = self.documents.guard.enter(Permission::MemoryWrite).await?;
        let repository = repository(&scope);
        let (known, version, key) = repository.get(id, scope.actor()).await?;
        if known.version != change.expected_version {
            let message = format!("fact {id} was changed meanwhile: read it again");
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        let evidence = match &change.sources {
            Some(sources) => place::of(&self.documents, sources).await?,
            None => known.evidence,
        };
        let text = match change.text {
            Some(text) => checked(text)?,
            None => known.text,
        };
        let next = Fact {
            text,
            evidence,
            provenance: Provenance::User,
            by: scope.actor().clone(),
            run: None,
            changed: Some(self.documents.guard.now()),
            version: known.version + 1,
            ..known
        };
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository.put(&next, key, Expect::Version(version))?);
        batch.appends.push(self.entry(&scope, "memory.change", id).append()?);
        scope.storage().commit(batch).await?;
        Ok(next)
    }

    /// Erases a fact for good, and returns what it was.
    ///
    /// # Errors
    /// `not_found` when there is none, or it is somebody else's.
    pub async fn forget(&self, id: &FactId) -> Result<Fact> {
        let scope = self.documents.guard.enter(Permission::MemoryWrite).await?;
        let repository = repository(&scope);
        let (known, version, _) = repository.get(id, scope.actor()).await?;
        let mut batch = Batch::new(scope.workspace().clone());
        batch.deletes.push(repository.delete(id, version));
        batch.appends.push(self.entry(&scope, "memory.forget", id).append()?);
        scope.storage().commit(batch).await?;
        Ok(known)
    }

    async fn add(&self, new: NewFact, of: Option<RunFact<'_>>) -> Result<Fact> {
        let scope = self.documents.guard.enter(Permission::MemoryWrite).await?;
        let repository = repository(&scope);
        if let Some(of) = &of
            && let Some(known) = repository.said_by(of.key).await?
        {
            return Ok(known);
        }
        let person: Option<Actor> = new.personal.then(|| scope.actor().clone());
        if repository.list(person.as_ref(), None, MOST).await?.0.len() >= MOST {
            let message = format!("at most {MOST} facts are remembered: forget some first");
            return Err(Error::limit_exceeded(message));
        }
        let now = self.documents.guard.now();
        let fact = Fact {
            id: FactId::new(now, self.documents.ingest.randomness.as_ref()),
            text: checked(new.text)?,
            person,
            evidence: place::of(&self.documents, &new.sources).await?,
            provenance: if of.is_some() { Provenance::Document } else { Provenance::User },
            by: scope.actor().clone(),
            run: of.as_ref().map(|of| of.run.clone()),
            created: now,
            changed: None,
            version: 1,
        };
        let key = of.as_ref().map_or_else(|| fact.id.to_string(), |of| of.key.to_owned());
        let mut batch = Batch::new(scope.workspace().clone());
        batch.puts.push(repository.put(&fact, key.clone(), Expect::Absent)?);
        batch.appends.push(self.entry(&scope, "memory.remember", &fact.id).append()?);
        match scope.storage().commit(batch).await {
            Ok(_) => Ok(fact),
            // The same call, by another worker.
            Err(error) if error.kind() == ErrorKind::Conflict => repository.said_by(&key).await?.ok_or(error),
            Err(error) => Err(error),
        }
    }

    fn entry(&self, scope: &Scope, action: &str, id: &FactId) -> AuditEntry {
        AuditEntry::new(scope, self.documents.guard.now(), action, Target::new("fact", id))
    }
}

/// Checks the text of a fact.
fn checked(text: String) -> Result<String> {
    let length = text.trim().chars().count();
    if length == 0 || length > TEXT || text.contains('\0') {
        return Err(Error::invalid_input(format!("a fact has 1 to {TEXT} characters, none of them NUL")));
    }
    Ok(text.trim().to_owned())
}

fn repository(scope: &Scope) -> Repository {
    Repository::new(Arc::clone(scope.storage()), scope.workspace().clone())
}
