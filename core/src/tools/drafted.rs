//! A draft as tools tell it: its text, whom it goes to, what was found, and where its values stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bounds::{LINE, cut, short, short_finding};
use crate::communications::draft::{Draft, DraftBlock, DraftKind, Inline};
use crate::communications::render;
use crate::documents::facts::Finding;
use crate::documents::model::Mailbox;
use crate::evidence::{Evidence, Provenance};
use crate::id::{DocumentId, DraftId};

/// The most characters of the text.
const TEXT: usize = 20_000;
/// The most recipients, findings, points and facts that are told.
const LINES: usize = 100;

/// A draft that was made or changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drafted {
    /// The draft.
    pub draft: DraftId,
    /// Its version, which is to be named when it is changed or sent.
    pub version: u64,
    /// Its kind.
    pub kind: DraftKind,
    /// Its language.
    pub language: String,
    /// Whom it goes to.
    pub recipients: Vec<DraftedRecipient>,
    /// Its subject.
    pub subject: String,
    /// Its text, as far as 20,000 characters go.
    pub text: String,
    /// What a person has to fill in.
    pub gaps: Vec<String>,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// Whether nothing forbids sending it.
    pub sendable: bool,
    /// What it says was decided.
    pub decisions: Vec<DraftedFact>,
    /// What it says is to be done.
    pub actions: Vec<DraftedAction>,
    /// Its values, and where they were read.
    pub facts: Vec<DraftedFact>,
    /// The document that it answers.
    pub answers: Option<DocumentId>,
    /// SHA-256 of everything the recipient will see.
    pub content_hash: String,
}

/// Somebody who receives a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftedRecipient {
    /// Name and address.
    pub mailbox: Mailbox,
    /// The header field: `to`, `cc` or `bcc`.
    pub role: String,
    /// Who gave the address.
    pub provenance: Provenance,
}

/// A statement of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DraftedFact {
    /// What it is, such as `date`, `amount`, `decision`.
    pub role: String,
    /// The words that are printed.
    pub text: String,
    /// Where they were read; what a person said stands nowhere.
    pub evidence: Vec<Evidence>,
}

/// Something to do that a draft names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DraftedAction {
    /// What is to be done.
    pub task: String,
    /// Who does it, if named.
    pub owner: Option<String>,
    /// Until when, in the words of the draft, if named.
    pub due: Option<String>,
    /// Where it was read.
    pub evidence: Vec<Evidence>,
}

impl Drafted {
    /// Tells a draft.
    pub(super) fn of(draft: &Draft) -> Self {
        let all = || draft.texts().into_iter().flatten();
        let gaps = all().filter_map(|inline| match inline {
            Inline::Placeholder { hint } => Some(cut(hint, LINE)),
            _ => None,
        });
        let (mut decisions, mut actions) = (Vec::new(), Vec::new());
        for block in &draft.blocks {
            match block {
                DraftBlock::Decisions { items } => decisions.extend(items.iter().map(|item| DraftedFact {
                    role: "decision".to_owned(),
                    text: cut(&draft.print(&item.inlines), LINE),
                    evidence: places(draft, &item.inlines),
                })),
                DraftBlock::ActionItems { items } => actions.extend(items.iter().map(|item| {
                    let said = |inlines: &Vec<Inline>| {
                        Some(cut(&draft.print(inlines), LINE)).filter(|text| !text.trim().is_empty())
                    };
                    DraftedAction {
                        task: cut(&draft.print(&item.task), LINE),
                        owner: said(&item.owner),
                        due: said(&item.due),
                        evidence: places(draft, &item.task),
                    }
                })),
                _ => {}
            }
        }
        decisions.truncate(LINES);
        actions.truncate(LINES);
        Self {
            draft: draft.id.clone(),
            version: draft.version,
            kind: draft.kind,
            language: draft.language.clone(),
            recipients: recipients(draft),
            subject: cut(&draft.print(&draft.subject), LINE),
            text: cut(&render::text(draft), TEXT),
            gaps: gaps.take(LINES).collect(),
            findings: draft.findings.iter().take(LINES).map(short_finding).collect(),
            sendable: draft.is_sendable(),
            decisions,
            actions,
            facts: facts(draft),
            answers: draft.thread.as_ref().map(|thread| thread.document.clone()),
            content_hash: draft.content_hash.clone(),
        }
    }

    /// Every place that the draft was made from.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let facts = self.facts.iter().flat_map(|fact| fact.evidence.clone());
        facts.chain(self.findings.iter().filter_map(|finding| finding.evidence.clone())).collect()
    }
}

fn recipients(draft: &Draft) -> Vec<DraftedRecipient> {
    let recipients = draft.recipients.iter().take(LINES);
    recipients
        .map(|recipient| DraftedRecipient {
            mailbox: recipient.mailbox.clone(),
            role: recipient.role.clone(),
            provenance: recipient.provenance,
        })
        .collect()
}

fn facts(draft: &Draft) -> Vec<DraftedFact> {
    let facts = draft.facts.iter().take(LINES);
    facts
        .map(|fact| DraftedFact {
            role: fact.role.clone(),
            text: cut(&fact.surface, LINE),
            evidence: fact.source.iter().map(short).collect(),
        })
        .collect()
}

/// Where the values of a text were read.
fn places(draft: &Draft, inlines: &[Inline]) -> Vec<Evidence> {
    let facts = inlines.iter().filter_map(|inline| match inline {
        Inline::Fact { fact } => draft.fact(fact)?.source.as_ref().map(short),
        _ => None,
    });
    facts.collect()
}
