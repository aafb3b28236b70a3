//! The functions of a draft: may it be sent, what does it look like, what changed.

use schemars::JsonSchema;
use secretariat::Result;
use secretariat::communications::render::{self, DraftForm, RenderOptions};
use secretariat::communications::{Draft, DraftDiff};
use serde::Deserialize;

use crate::message::Buffer;
use crate::method::Function;

/// Passes when every value was checked against its source and nothing is left to fill in; fails with
/// `invalid_input` naming the first thing to put right.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnsureSendable {
    /// The draft.
    this: Draft,
}

impl Function for EnsureSendable {
    const NAME: &'static str = "Draft.ensure_sendable";
    type Output = ();

    fn run(self) -> Result<()> {
        self.this.ensure_sendable()
    }
}

/// Says whether nothing forbids sending the draft.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IsSendable {
    /// The draft.
    this: Draft,
}

impl Function for IsSendable {
    const NAME: &'static str = "Draft.is_sendable";
    type Output = bool;

    fn run(self) -> Result<bool> {
        Ok(self.this.is_sendable())
    }
}

/// Prints the draft as plain text: the body only, paragraphs set apart by an empty line.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// The draft.
    this: Draft,
}

impl Function for Text {
    const NAME: &'static str = "Draft.text";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(render::text(&self.this))
    }
}

/// Prints the draft as a small HTML page without styles or scripts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Html {
    /// The draft.
    this: Draft,
}

impl Function for Html {
    const NAME: &'static str = "Draft.html";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(render::html(&self.this))
    }
}

/// Prints the draft as Markdown: the subject as the title, then the body.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Markdown {
    /// The draft.
    this: Draft,
}

impl Function for Markdown {
    const NAME: &'static str = "Draft.markdown";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(render::markdown(&self.this))
    }
}

/// Writes the draft as a mail file (RFC 5322): text and HTML, threaded to the message it answers, with its calendar
/// entry.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eml {
    /// The draft.
    this: Draft,
}

impl Function for Eml {
    const NAME: &'static str = "Draft.eml";
    type Output = Buffer;

    fn run(self) -> Result<Buffer> {
        render::eml(&self.this).map(Buffer)
    }
}

/// Writes the draft as a mail file with its attachments.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmlWith {
    /// The draft.
    this: Draft,
    /// The contents of its attachments in any order; each is found by its hash.
    files: Vec<Buffer>,
}

impl Function for EmlWith {
    const NAME: &'static str = "Draft.eml_with";
    type Output = Buffer;

    fn run(self) -> Result<Buffer> {
        let files: Vec<&[u8]> = self.files.iter().map(|file| file.0.as_slice()).collect();
        render::eml_with(&self.this, &files).map(Buffer)
    }
}

/// Writes the meeting of the draft as a calendar file (iCalendar, RFC 5545); `invalid_input` when it is about none.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ics {
    /// The draft.
    this: Draft,
}

impl Function for Ics {
    const NAME: &'static str = "Draft.ics";
    type Output = String;

    fn run(self) -> Result<String> {
        render::ics(&self.this)
    }
}

/// Writes the draft as a Word file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Docx {
    /// The draft.
    this: Draft,
}

impl Function for Docx {
    const NAME: &'static str = "Draft.docx";
    type Output = Buffer;

    fn run(self) -> Result<Buffer> {
        render::docx(&self.this, &RenderOptions::default()).map(Buffer)
    }
}

/// Writes the draft as a PDF file (PDF/A-2b, tagged); `unsupported` when the fonts lack one of its letters.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pdf {
    /// The draft.
    this: Draft,
}

impl Function for Pdf {
    const NAME: &'static str = "Draft.pdf";
    type Output = Buffer;

    fn run(self) -> Result<Buffer> {
        render::pdf(&self.this, &RenderOptions::default()).map(Buffer)
    }
}

/// Writes the draft in any form, with a say in how letters are laid out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Render {
    /// The draft.
    this: Draft,
    /// The form.
    form: DraftForm,
    /// How a letter is laid out.
    options: RenderOptions,
}

impl Function for Render {
    const NAME: &'static str = "Draft.render";
    type Output = Buffer;

    fn run(self) -> Result<Buffer> {
        render::render(&self.this, self.form, &self.options, &[]).map(Buffer)
    }
}

/// Says what changed from this version of the draft to a newer one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Diff {
    /// The draft.
    this: Draft,
    /// The newer version.
    newer: Draft,
}

impl Function for Diff {
    const NAME: &'static str = "Draft.diff";
    type Output = DraftDiff;

    fn run(self) -> Result<DraftDiff> {
        Ok(self.this.diff(&self.newer))
    }
}
