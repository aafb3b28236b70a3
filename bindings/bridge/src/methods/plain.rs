//! Functions that need no office, and those that belong to a type.

use std::path::PathBuf;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use secretariat::communications::{CheckContext, CheckReport, CheckSource, check_in};
use secretariat::documents::{Brief, ParsedDocument, to_html, to_markdown};
use secretariat::evidence::Place;
use secretariat::settings::{Limits, Settings};
use secretariat::values::{self, Value, ValueOptions};
use secretariat::{Error, Office, PartHealth, Result};
use serde::Deserialize;

use crate::message::Buffer;
use crate::method::Function;
use crate::runtime::block_on;

/// Parses the content of one file, within limits; pages that need OCR are noted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parse {
    /// The content.
    bytes: Buffer,
    /// The file's name: for messages, and a hint at the format.
    name: String,
    /// Budgets for reading.
    #[serde(default)]
    limits: Option<Limits>,
}

impl Function for Parse {
    const NAME: &'static str = "parse";
    const SLOW: bool = true;
    type Output = ParsedDocument;

    fn run(self) -> Result<ParsedDocument> {
        secretariat::documents::parse(&self.bytes.0, &self.name, &self.limits.unwrap_or_default())
    }
}

/// Reads what a parsed document says; relative dates count from the document's own date, else from `now`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadBrief {
    /// The document.
    document: ParsedDocument,
    /// The file's name.
    name: String,
    /// The present time where the reader is.
    now: DateTime,
}

impl Function for ReadBrief {
    const NAME: &'static str = "brief";
    const SLOW: bool = true;
    type Output = Brief;

    fn run(self) -> Result<Brief> {
        Ok(secretariat::brief(&self.document, &self.name, self.now))
    }
}

/// Finds the typed values in a text, in order and without overlap: dates, amounts, numbers, addresses.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Values {
    /// The text.
    text: String,
    /// How to read it.
    #[serde(default)]
    options: ValueOptions,
}

impl Function for Values {
    const NAME: &'static str = "values";
    type Output = Vec<Value>;

    fn run(self) -> Result<Vec<Value>> {
        Ok(values::find(&self.text, &self.options))
    }
}

/// Checks a text that was written elsewhere: every value and quotation against its sources, the arithmetic, what
/// was left open, and, as far as the context tells of it, the people, the thread and the attachments.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    /// The text.
    text: String,
    /// The sources.
    sources: Vec<CheckSource>,
    /// How to read values.
    #[serde(default)]
    options: ValueOptions,
    /// What is known of the message beside its text.
    #[serde(default)]
    context: CheckContext,
}

impl Function for Check {
    const NAME: &'static str = "check";
    type Output = CheckReport;

    fn run(self) -> Result<CheckReport> {
        Ok(check_in(&self.text, &self.sources, &self.options, &self.context))
    }
}

/// Says of every part of an office whether it can be used, and what to do where it cannot: asks the storage,
/// writes and removes a small file, looks for the helper programs. No password is shown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doctor {
    /// The folder or the address that the office would be opened with; without it, everything is in memory.
    #[serde(default)]
    folder: Option<PathBuf>,
    /// How the office would work.
    #[serde(default)]
    settings: Option<Settings>,
}

impl Function for Doctor {
    const NAME: &'static str = "doctor";
    const SLOW: bool = true;
    type Output = Vec<PartHealth>;

    fn run(self) -> Result<Vec<PartHealth>> {
        let mut builder = Office::builder().settings(self.settings.unwrap_or_default());
        if let Some(folder) = self.folder {
            builder = builder.folder(folder);
        }
        // On a thread of its own, as the caller's may belong to a runtime, which cannot wait for another.
        let looked = std::thread::scope(|scope| scope.spawn(|| block_on(builder.doctor())).join());
        looked.unwrap_or_else(|_| Err(Error::internal("the doctor broke off: please report this")))
    }
}

/// Says the place as a person would, such as `page 3`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceLabel {
    /// The place.
    this: Place,
}

impl Function for PlaceLabel {
    const NAME: &'static str = "Place.label";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(self.this.to_string())
    }
}

/// Writes the document as Markdown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentMarkdown {
    /// The document.
    this: ParsedDocument,
}

impl Function for DocumentMarkdown {
    const NAME: &'static str = "ParsedDocument.markdown";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(to_markdown(&self.this))
    }
}

/// Writes the document as HTML without scripts or styles.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentHtml {
    /// The document.
    this: ParsedDocument,
}

impl Function for DocumentHtml {
    const NAME: &'static str = "ParsedDocument.html";
    type Output = String;

    fn run(self) -> Result<String> {
        Ok(to_html(&self.this))
    }
}

/// Says whether every value is supported.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckIsSupported {
    /// The report.
    this: CheckReport,
}

impl Function for CheckIsSupported {
    const NAME: &'static str = "CheckReport.is_supported";
    type Output = bool;

    fn run(self) -> Result<bool> {
        Ok(self.this.is_supported())
    }
}

/// Says whether both mean the same, however they are written and in whatever language.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueEquals {
    /// The value.
    this: Value,
    /// The other one.
    other: Value,
}

impl Function for ValueEquals {
    const NAME: &'static str = "Value.equals";
    type Output = bool;

    fn run(self) -> Result<bool> {
        Ok(self.this.equals(&self.other))
    }
}
