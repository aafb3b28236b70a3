//! The methods of the memory.

use schemars::JsonSchema;
use secretariat::id::FactId;
use secretariat::memory::{Fact, FactEdit, MemoryScope, NewFact};
use secretariat::{Office, Result};
use serde::{Deserialize, Serialize};

use super::page_size;
use crate::method::Method;

/// Remembers a fact that a person stands behind (right `memory.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remember {
    /// The fact.
    fact: NewFact,
}

impl Method for Remember {
    const NAME: &'static str = "memory.remember";
    type Output = Fact;

    async fn run(self, office: Office) -> Result<Fact> {
        office.memory().remember(self.fact).await
    }
}

/// Returns the facts of the workspace and of who asks that share words with a question, best first; without words the
/// newest (right `memory.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recall {
    /// What it is about.
    #[serde(default)]
    question: String,
    /// The most facts, up to 100.
    #[serde(default = "recalled")]
    limit: usize,
}

fn recalled() -> usize {
    10
}

impl Method for Recall {
    const NAME: &'static str = "memory.recall";
    type Output = Vec<Fact>;

    async fn run(self, office: Office) -> Result<Vec<Fact>> {
        office.memory().recall(&self.question, self.limit).await
    }
}

/// Reads a fact (right `memory.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// The fact.
    id: FactId,
}

impl Method for Get {
    const NAME: &'static str = "memory.get";
    const BRIEF: bool = true;
    type Output = Fact;

    async fn run(self, office: Office) -> Result<Fact> {
        office.memory().get(&self.id).await
    }
}

/// Lists the facts of the workspace or of who asks, newest first (right `memory.read`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Which.
    scope: MemoryScope,
    /// Where the page starts: the cursor of the last one.
    #[serde(default)]
    cursor: Option<String>,
    /// The most facts.
    #[serde(default = "page_size")]
    limit: usize,
}

/// A page of facts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct FactPage {
    /// The facts.
    facts: Vec<Fact>,
    /// The cursor of the next page, if there is one.
    cursor: Option<String>,
}

impl Method for List {
    const NAME: &'static str = "memory.list";
    type Output = FactPage;

    async fn run(self, office: Office) -> Result<FactPage> {
        let (facts, cursor) = office.memory().list(self.scope, self.cursor, self.limit).await?;
        Ok(FactPage { facts, cursor })
    }
}

/// Changes a fact (right `memory.write`): from then on the person who does stands behind it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The fact.
    id: FactId,
    /// What is changed.
    change: FactEdit,
}

impl Method for Change {
    const NAME: &'static str = "memory.change";
    type Output = Fact;

    async fn run(self, office: Office) -> Result<Fact> {
        office.memory().change(&self.id, self.change).await
    }
}

/// Erases a fact for good, and returns what it was (right `memory.write`).
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forget {
    /// The fact.
    id: FactId,
}

impl Method for Forget {
    const NAME: &'static str = "memory.forget";
    type Output = Fact;

    async fn run(self, office: Office) -> Result<Fact> {
        office.memory().forget(&self.id).await
    }
}
