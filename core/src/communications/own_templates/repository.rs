//! Own templates in storage.

use std::sync::Arc;

use super::Template;
use crate::communications::language::WritingLanguage;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;
use crate::rights::{decode, encode};
use crate::storage::{
    Attribute, AttributeKind, AttributeValue, Batch, Collection, Compare, Condition, Delete, Expect, Query,
    Storage,
};

/// The collection of own templates.
pub const TEMPLATES: Collection = Collection {
    name: "templates",
    attributes: &[Attribute { name: "name", kind: AttributeKind::Text, unique: false }],
};

/// The most own templates of a workspace.
const MANY: usize = 1_000;

/// Reads and writes the own templates of one workspace.
#[derive(Debug, Clone)]
pub(crate) struct TemplateRepository {
    storage: Arc<dyn Storage>,
    workspace: WorkspaceId,
}

impl TemplateRepository {
    pub(crate) fn new(storage: Arc<dyn Storage>, workspace: WorkspaceId) -> Self {
        Self { storage, workspace }
    }

    /// Lists all of them, by name and language.
    pub(crate) async fn all(&self) -> Result<Vec<Template>> {
        let query = Query { limit: MANY, ..Query::new(self.workspace.clone(), TEMPLATES.name) };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    /// Reads those of a name, in all languages.
    pub(crate) async fn named(&self, name: &str) -> Result<Vec<Template>> {
        let value = AttributeValue::Text(name.chars().filter(|c| *c != '\0').take(200).collect());
        let condition = Condition { attribute: "name", compare: Compare::Equal, value };
        let query =
            Query { conditions: vec![condition], ..Query::new(self.workspace.clone(), TEMPLATES.name) };
        self.storage.query(query).await?.records.into_iter().map(decode).collect()
    }

    /// Adds to a batch that a template is kept, instead of the one of its name and language.
    pub(crate) async fn save(&self, template: &Template, batch: &mut Batch) -> Result<()> {
        if self.all().await?.len() >= MANY && self.named(&template.name).await?.is_empty() {
            return Err(Error::limit_exceeded(format!(
                "a workspace keeps at most {MANY} templates; remove some"
            )));
        }
        let mut put = encode(&self.workspace, TEMPLATES, &key(template), template, Expect::Any)?;
        put.record.attributes.insert("name", AttributeValue::Text(template.name.clone()));
        batch.puts.push(put);
        Ok(())
    }

    /// Adds to a batch that the templates of a name are gone, all or the one of a language.
    ///
    /// # Errors
    /// `not_found` when there is none.
    pub(crate) async fn remove(
        &self,
        name: &str,
        language: Option<WritingLanguage>,
        batch: &mut Batch,
    ) -> Result<()> {
        let named = self.named(name).await?;
        let gone =
            named.iter().filter(|template| language.is_none_or(|language| template.language == language));
        batch.deletes.extend(gone.map(|template| Delete {
            collection: TEMPLATES.name,
            id: key(template),
            expect: Expect::Any,
        }));
        match batch.deletes.is_empty() {
            true => Err(Error::not_found("there is no own template of this name; templates() lists them")),
            false => Ok(()),
        }
    }
}

fn key(template: &Template) -> String {
    format!("{}.{}", template.name, template.language)
}
