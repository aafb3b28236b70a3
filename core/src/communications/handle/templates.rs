//! The templates of a workspace: the built-in ones and its own.

use crate::audit::{AuditEntry, Target};
use crate::communications::Communications;
use crate::communications::language::WritingLanguage;
use crate::communications::own_templates::{self, Template, TemplateSummary};
use crate::error::{Error, Result};
use crate::rights::Permission;
use crate::storage::Batch;

impl Communications {
    /// Lists the own templates, then those that come with this library.
    ///
    /// # Errors
    /// Storage errors.
    pub async fn templates(&self) -> Result<Vec<TemplateSummary>> {
        self.guard.enter(Permission::DraftsRead).await?;
        let own = self.templates.all().await?;
        Ok(own.into_iter().chain(own_templates::built_in()).map(|template| template.summary()).collect())
    }

    /// Reads a template by its name, in a language or the first one it is in; those that come with this library
    /// bear the names of their kinds.
    ///
    /// # Errors
    /// `not_found`, and storage errors.
    pub async fn template(&self, name: &str, language: Option<WritingLanguage>) -> Result<Template> {
        self.guard.enter(Permission::DraftsRead).await?;
        self.template_in(name, language).await
    }

    pub(super) async fn template_in(
        &self,
        name: &str,
        language: Option<WritingLanguage>,
    ) -> Result<Template> {
        let mut known = self.templates.named(name).await?;
        known.extend(own_templates::built_in().filter(|template| template.name == name));
        let wanted = |template: &Template| language.is_none_or(|language| template.language == language);
        known.into_iter().find(wanted).ok_or_else(|| {
            Error::not_found("there is no template of this name and language; templates() lists them")
        })
    }

    /// Keeps an own template, instead of the one of its name and language, after a trial.
    ///
    /// # Errors
    /// `invalid_input` naming what is wrong with it: it does not parse, uses what it does not declare, or does
    /// more than choose and repeat; `limit_exceeded` when it is too large, prints too much or does not end;
    /// storage errors.
    pub async fn save_template(&self, template: Template) -> Result<Template> {
        let scope = self.guard.enter(Permission::DraftsWrite).await?;
        let template = Template { built_in: false, ..template };
        own_templates::ensure_sound(&template)?;
        let mut batch = Batch::new(self.drafts.workspace().clone());
        self.templates.save(&template, &mut batch).await?;
        let target = Target::new("template", &template.name);
        let entry = AuditEntry::new(&scope, self.clock.now(), "templates.write", target);
        batch.appends.push(entry.with("language", template.language.code()).append()?);
        self.drafts.commit(batch).await?;
        Ok(template)
    }

    /// Removes the own template of a name, in one language or in all.
    ///
    /// # Errors
    /// `not_found` when there is none, and storage errors.
    pub async fn remove_template(&self, name: &str, language: Option<WritingLanguage>) -> Result<()> {
        let scope = self.guard.enter(Permission::DraftsWrite).await?;
        let mut batch = Batch::new(self.drafts.workspace().clone());
        self.templates.remove(name, language, &mut batch).await?;
        let entry =
            AuditEntry::new(&scope, self.clock.now(), "templates.remove", Target::new("template", name));
        batch.appends.push(entry.append()?);
        self.drafts.commit(batch).await
    }
}
