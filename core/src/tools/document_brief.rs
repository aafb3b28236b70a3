//! The tool `document_brief`.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::{LINE, cut, name_of, places, short_brief};
use super::desk::Desk;
use super::document_line::DocumentLine;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::agenda::likeness;
use crate::documents::{Brief, Document};
use crate::error::Result;
use crate::settings::Owner;

const NAME: &str = "document_brief";

/// The arguments of `document_brief`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentBrief {
    /// The document, by its id or its name.
    pub document: String,
}

/// What a document says, as far as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BriefedDocument {
    /// The document.
    pub document: DocumentLine,
    /// Its parties, amounts, dates, deadlines, tasks, questions and findings, each with its evidence; at most 40 of
    /// a sort.
    pub brief: Brief,
    /// Whether the owner's house made it out, where that can be told of a paper: its sender bears the owner's name,
    /// or another party does.
    pub issued_by_us: Option<bool>,
    /// The parties that bear the owner's name.
    pub our_names: Vec<String>,
}

#[derive(Debug)]
pub(super) struct DocumentBriefTool(pub(super) Desk);

#[async_trait]
impl Tool for DocumentBriefTool {
    fn spec(&self) -> ToolSpec {
        ToolSpec::new(
            NAME,
            "Tells what one document says: parties, amounts, dates, deadlines, tasks, questions, and what looks wrong, \
             each with the place that says so.",
            schema::<DocumentBrief>(),
        )
    }

    async fn call(&self, context: &ToolContext, arguments: Value) -> Result<ToolOutput> {
        let wanted: DocumentBrief = read(NAME, arguments)?;
        let seat = self.0.at(context);
        let document = seat.find(&wanted.document).await?;
        let owner = seat.owner().await?;
        let brief = short_brief(&document.brief);
        let evidence = std::iter::once(name_of(&document)).chain(places(&brief).cloned()).collect();
        let our_names = ours(&brief, &owner);
        let answer = BriefedDocument {
            document: DocumentLine::of(&document, &owner),
            issued_by_us: issued_by_us(&document, &our_names),
            our_names,
            brief,
        };
        untrusted(&answer, evidence)
    }
}

/// The parties that bear the owner's name: those that are most like it.
fn ours(brief: &Brief, owner: &Owner) -> Vec<String> {
    let names = || brief.parties.iter().map(|party| &party.name);
    let most = names().map(|name| likeness(owner, name)).max().unwrap_or(0);
    let mut ours: Vec<String> =
        names().filter(|name| most > 0 && likeness(owner, name) == most).cloned().collect();
    ours.dedup();
    ours
}

fn issued_by_us(document: &Document, our_names: &[String]) -> Option<bool> {
    if !document.metadata.from.is_empty() {
        return None;
    }
    let sender = document.brief.parties.iter().find(|party| party.role == "sender")?;
    (!our_names.is_empty()).then(|| our_names.contains(&cut(&sender.name, LINE)))
}
