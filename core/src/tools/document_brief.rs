//! The tool `document_brief`.

use std::sync::LazyLock;

use async_trait::async_trait;
use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::{read, schema, untrusted};
use super::bounds::{LINE, cut, name_of, places, short_brief};
use super::desk::Desk;
use super::document_line::DocumentLine;
use crate::agents::{Tool, ToolContext, ToolOutput, ToolSpec};
use crate::documents::agenda::{is_ours, likeness};
use crate::documents::{Brief, Document};
use crate::error::Result;
use crate::evidence::{Span, TextIndex};
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
        let text = seat.documents.text(&document.id).await?.text;
        let answer = BriefedDocument {
            document: DocumentLine::of(&document, &owner),
            issued_by_us: issued_by_us(&document, &owner, &our_names, &text),
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

/// What stands before the name of whom a paper is made out to.
static ADDRESSEE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\b(?:bill(?:ed)?|invoiced?|sold|shipp?(?:ed)?)[ \t]+to|\bto|\ban|\battn\.?|customer|client|kundin|kunde|auftraggeber(?:in)?|empfänger(?:in)?|debtor|schuldner(?:in)?)[ \t]*:?[ \t\n]*$",
    )
    .ok()
});

fn issued_by_us(document: &Document, owner: &Owner, our_names: &[String], text: &str) -> Option<bool> {
    if !document.metadata.from.is_empty() {
        return None;
    }
    let parties = || document.brief.parties.iter();
    let Some(sender) = parties().find(|party| party.role == "sender") else {
        // Whoever made it out, it is made out to us.
        let to_us =
            parties().any(|party| party.role == "recipient" && our_names.contains(&cut(&party.name, LINE)));
        return to_us.then_some(false);
    };
    if our_names.is_empty() {
        // A house with a mail domain of its own bears its name, so that this is another one's.
        let own = |address: &String| {
            let domain = address.rsplit_once('@').map(|(_, domain)| domain);
            domain.is_some_and(|domain| is_ours(owner, &format!("-@{domain}")))
        };
        return owner.addresses.iter().any(own).then_some(false);
    }
    let index = TextIndex::new(text);
    let start = sender.evidence.span.start;
    // “Bill to: …” at the top of a bill is not who made it out.
    let before = index.slice(Span::new(start.saturating_sub(40), start));
    let whole = index.slice(sender.evidence.span);
    let inside = whole.find(&sender.name).and_then(|at| whole.get(..at)).unwrap_or_default();
    let addressed = ADDRESSEE.as_ref().is_some_and(|to| to.is_match(&format!("{before}{inside}")));
    Some(!addressed && our_names.contains(&cut(&sender.name, LINE)))
}
