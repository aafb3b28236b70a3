//! Templates that an office writes itself: checked when they are saved, bounded when they are rendered.
//!
//! An own template says what its kind says in the office's words. It prints its declared variables, `say`, `sender`,
//! `title`, `date` and what its kind gathers, and the macros of the built-in packs such as `greeting()` and
//! `signed()`. Values that it writes itself are the person's who wrote it.

mod lint;
mod repository;
mod values;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use lint::ensure_sound;
pub use repository::TEMPLATES;
pub(crate) use repository::TemplateRepository;

use crate::communications::compose::context::{self, code};
use crate::communications::compose::slots::Slots;
use crate::communications::compose::{self, Material};
use crate::communications::draft::{Draft, DraftKind};
use crate::communications::language::WritingLanguage;
use crate::communications::templates;
use crate::error::Result;
use crate::id::DraftId;

/// A template. A name has one template in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The name: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// What it makes.
    pub kind: DraftKind,
    /// Its language.
    pub language: WritingLanguage,
    /// The subject.
    pub subject: String,
    /// The body. `{{ paragraph() }}`, `{{ heading() }}`, `{{ bullet() }}` and so on start a block.
    pub body: String,
    /// Its variables as a JSON Schema of an object: strings, numbers, integers, booleans and lists of them.
    #[serde(default)]
    pub variables: serde_json::Map<String, serde_json::Value>,
    /// Whether it comes with this library; what a caller says here is left out of account.
    #[serde(default)]
    pub built_in: bool,
}

/// A template in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TemplateSummary {
    /// The name.
    pub name: String,
    /// What it makes.
    pub kind: DraftKind,
    /// Its language.
    pub language: WritingLanguage,
    /// Whether it comes with this library.
    pub built_in: bool,
}

impl Template {
    /// Returns the template in a list.
    pub fn summary(&self) -> TemplateSummary {
        let Self { name, kind, language, built_in, .. } = self;
        TemplateSummary { name: name.clone(), kind: *kind, language: *language, built_in: *built_in }
    }
}

/// The templates that come with this library, each named by its kind.
pub(crate) fn built_in() -> impl Iterator<Item = Template> {
    DraftKind::ALL.into_iter().flat_map(|kind| {
        WritingLanguage::ALL.into_iter().map(move |language| Template {
            name: code(kind),
            kind,
            language,
            subject: "{{ subject_line() }}".to_owned(),
            body: templates::kind(kind).to_owned(),
            variables: serde_json::Map::new(),
            built_in: true,
        })
    })
}

/// Composes a draft by an own template.
///
/// # Errors
/// `invalid_input` naming the variable that is missing or wrong; `limit_exceeded` when it prints too much.
pub(crate) fn compose(
    id: DraftId,
    created: String,
    material: Material,
    template: &Template,
    given: &serde_json::Map<String, serde_json::Value>,
) -> Result<Draft> {
    let mut slots = Slots::new(material.language);
    let context = context::of(&material, &mut slots);
    let values = values::bound(template, given, &mut slots)?;
    let body = lint::render(template, context, values)?;
    let draft = Draft::new(id, template.kind, material.language.to_string(), created);
    Ok(compose::finish(draft, material, &body, slots, true))
}
