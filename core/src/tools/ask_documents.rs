//! The tool `ask_documents`.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::{cut, short};
use super::desk::Desk;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::error::{Error, Result};
use crate::evidence::Evidence;

const NAME: &str = "ask_documents";
/// The longest question, in characters.
const QUESTION: usize = 1_000;
/// The longest answer, in characters.
const ANSWER: usize = 2_000;

/// The arguments of `ask_documents`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskDocuments {
    /// The question, at most 1,000 characters.
    pub question: String,
    /// Only in documents of this group.
    pub group: Option<String>,
}

/// The answer of the documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AskedDocuments {
    /// Whether the documents say it.
    pub found: bool,
    /// The words of the best sentence, a day computed from it, or that the documents do not say.
    pub text: String,
    /// The sentences that say so, the best one first.
    pub evidence: Vec<Evidence>,
}

#[derive(Debug)]
pub(super) struct AskDocumentsTool(pub(super) Desk);

#[async_trait]
impl Tool for AskDocumentsTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Answers a question with the sentence of the documents that says so, or says that none does. It never \
             guesses.",
            schema::<AskDocuments>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: AskDocuments = read(NAME, arguments)?;
        if wanted.question.chars().count() > QUESTION {
            return Err(Error::invalid_input(format!(
                "{NAME}: `question` has at most {QUESTION} characters"
            )));
        }
        let documents = self.0.at(context).documents;
        let answer = match &wanted.group {
            Some(group) => documents.ask_in_group(&wanted.question, group).await?,
            None => documents.ask(&wanted.question).await?,
        };
        let evidence: Vec<Evidence> = answer.evidence.iter().map(short).collect();
        let text = cut(&answer.text, ANSWER);
        let asked = AskedDocuments { found: answer.found, text, evidence: evidence.clone() };
        untrusted(&asked, evidence)
    }
}
