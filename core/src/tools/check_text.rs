//! The tool `check_text`.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{own, read, schema, untrusted};
use super::bounds::{name_of, short_finding};
use super::desk::Desk;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::communications::check::{CheckContext, CheckSource, CheckedValue, check_in};
use crate::documents::facts::{Finding, Severity};
use crate::error::{Error, Result};
use crate::id::DocumentId;
use crate::values::ValueOptions;

const NAME: &str = "check_text";
/// The longest text, in characters.
const TEXT: usize = 50_000;
/// The most documents that a text is checked against.
const DOCUMENTS: usize = 20;
/// The most values and findings that are told.
const LINES: usize = 200;

/// The arguments of `check_text`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckText {
    /// The text, at most 50,000 characters.
    pub text: String,
    /// The documents that it is to agree with, at most 20.
    pub documents: Vec<DocumentId>,
    /// The language of the text as a BCP 47 tag; English without it.
    pub language: Option<String>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckedText {
    /// Whether nothing must be put right before the text leaves the office.
    pub passes: bool,
    /// What a person should look at.
    pub findings: Vec<Finding>,
    /// Every value of the text, and whether a document says it.
    pub values: Vec<CheckedValue>,
}

#[derive(Debug)]
pub(super) struct CheckTextTool(pub(super) Desk);

#[async_trait]
impl Tool for CheckTextTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Checks a text against documents: values that no document says, sums that do not add up, quotations that \
             were changed, secrets, residues of injected orders.",
            schema::<CheckText>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: CheckText = read(NAME, arguments)?;
        if wanted.text.chars().count() > TEXT || wanted.documents.len() > DOCUMENTS {
            let message = format!("{NAME}: at most {TEXT} characters and {DOCUMENTS} documents");
            return Err(Error::invalid_input(message));
        }
        let seat = self.0.at(context);
        let (mut sources, mut places) = (Vec::new(), Vec::new());
        for id in &wanted.documents {
            let document = seat.documents.get(id).await?;
            places.push(name_of(&document));
            sources.push(CheckSource { name: document.name, text: seat.documents.text(id).await?.text });
        }
        let language = match &wanted.language {
            Some(tag) => tag.parse().map_err(|error: Error| error.about("language"))?,
            None => Default::default(),
        };
        let options =
            ValueOptions { language, reference: Some(seat.today.at(9, 0, 0, 0)), ..Default::default() };
        let around = CheckContext { language: wanted.language.clone(), ..CheckContext::default() };
        let mut report = check_in(&wanted.text, &sources, &options, &around);
        let passes = report.findings.iter().all(|finding| finding.severity != Severity::Block);
        report.values.truncate(LINES);
        let findings = report.findings.iter().take(LINES).map(short_finding).collect();
        let answer = CheckedText { passes, findings, values: report.values };
        if places.is_empty() { own(&answer) } else { untrusted(&answer, places) }
    }
}
