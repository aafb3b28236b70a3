//! What a person changes in a draft.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::communications::compose::marks::{self, one_line};
use crate::communications::compose::number;
use crate::communications::compose::slots::Slots;
use crate::communications::draft::{Draft, DraftBlock, Inline, Recipient};
use crate::documents::model::Mailbox;
use crate::error::{Error, ErrorKind, Result};
use crate::evidence::Provenance;
use crate::id::DocumentId;

/// The most characters of an edit.
const CHARACTERS: usize = 500_000;

/// A change of a draft; what is left out stays. Values that a person writes are the person's: nothing vouches for
/// them but the person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DraftEdit {
    /// The version that was looked at; when it is not the newest any more, nothing is changed.
    pub expected_version: u64,
    /// The subject.
    pub subject: Option<String>,
    /// The body in plain words; an empty line starts a new paragraph.
    pub text: Option<String>,
    /// The body in blocks; its slots name facts of the draft.
    pub blocks: Option<Vec<DraftBlock>>,
    /// What fills the gaps, in the order of reading; an empty text leaves its gap.
    pub gaps: Vec<String>,
    /// What facts say instead, by their ids.
    pub values: BTreeMap<String, String>,
    /// Who writes.
    pub sender: Option<Mailbox>,
    /// Who receives it, instead of everybody before.
    pub recipients: Option<Vec<Recipient>>,
    /// The documents that go with it, instead of all before.
    pub attach: Option<Vec<DocumentId>>,
}

/// Writes an edit into a draft, as its next version; attachments are the caller's.
///
/// # Errors
/// `conflict` when the draft has another version by now; `invalid_input` for a fact that it does not have, two
/// bodies at once, or an address without @; `limit_exceeded` for more than any office writes.
pub(crate) fn apply(draft: &mut Draft, edit: &DraftEdit) -> Result<()> {
    ensure_sound(draft, edit)?;
    let language = draft.language.parse().unwrap_or_default();
    let mut slots = Slots::going_on(language, std::mem::take(&mut draft.facts));
    for (id, surface) in &edit.values {
        let Some(fact) = slots.facts.iter_mut().find(|fact| fact.id == *id) else {
            return Err(Error::invalid_input(format!("values: draft {} has no fact {id}", draft.id)));
        };
        fact.surface = one_line(surface);
        (fact.source, fact.asserted_by) = (None, Provenance::User);
    }
    if let Some(subject) = &edit.subject {
        draft.subject = marks::inlines(&slots.said(&one_line(subject)));
    }
    if let Some(blocks) = &edit.blocks {
        draft.blocks.clone_from(blocks);
        for part in draft.blocks.iter_mut().flat_map(DraftBlock::parts_mut) {
            *part = slots.said_inlines(part);
        }
    }
    if let Some(text) = &edit.text {
        let text = text.replace("\r\n", "\n");
        let paragraphs = text.split("\n\n").map(|paragraph| slots.said(paragraph.trim()));
        draft.blocks = paragraphs
            .filter(|paragraph| !paragraph.is_empty())
            .map(|paragraph| DraftBlock::Paragraph { inlines: marks::inlines(&paragraph) })
            .collect();
    }
    fill(draft, &edit.gaps, &mut slots);
    if let Some(sender) = &edit.sender {
        draft.sender = Some(sender.clone());
    }
    if let Some(recipients) = &edit.recipients {
        let before = std::mem::take(&mut draft.recipients);
        // Who was there before keeps where the address came from; who is new was given by a person.
        draft.recipients = recipients.iter().map(|given| known(given, &before)).collect();
    }
    draft.facts = slots.facts;
    let named = |inline: &Inline| match inline {
        Inline::Fact { fact } => draft.fact(fact).is_none().then(|| fact.clone()),
        _ => None,
    };
    if let Some(missing) = draft.texts().into_iter().flatten().find_map(named) {
        let message = format!("blocks: draft {} has no fact {}", draft.id, one_line(&missing));
        return Err(Error::invalid_input(message));
    }
    number(draft);
    draft.version += 1;
    draft.overruled.clear();
    Ok(())
}

fn known(given: &Recipient, before: &[Recipient]) -> Recipient {
    before
        .iter()
        .find(|other| *other == given)
        .cloned()
        .unwrap_or_else(|| Recipient { provenance: Provenance::User, ..given.clone() })
}

fn ensure_sound(draft: &Draft, edit: &DraftEdit) -> Result<()> {
    if draft.version != edit.expected_version {
        return Err(Error::new(
            ErrorKind::Conflict,
            format!(
                "draft {} has version {} and not {} any more: read it again, then change it",
                draft.id, draft.version, edit.expected_version
            ),
        ));
    }
    if edit.text.is_some() && edit.blocks.is_some() {
        return Err(Error::invalid_input("text: there are blocks already; give one of both"));
    }
    let wrong = |mailbox: &Mailbox| {
        let address = &mailbox.address;
        !address.is_empty() && (!address.contains('@') || address.contains(char::is_control))
    };
    let people = edit.recipients.iter().flatten();
    if people.clone().any(|to| wrong(&to.mailbox)) || edit.sender.iter().any(wrong) {
        return Err(Error::invalid_input("recipients, sender: an address holds one @ and no line end"));
    }
    if people.clone().any(|to| !matches!(to.role.as_str(), "to" | "cc" | "bcc")) {
        return Err(Error::invalid_input("recipients: a role is to, cc or bcc"));
    }
    let inlines = edit.blocks.iter().flatten().flat_map(DraftBlock::parts).flatten();
    let words = inlines.map(|inline| match inline {
        Inline::Text { text } | Inline::Link { text, .. } => text.len(),
        Inline::Fact { fact } => fact.len(),
        Inline::Placeholder { hint } => hint.len(),
    });
    let given = edit.subject.iter().chain(&edit.text).chain(&edit.gaps).chain(edit.values.values());
    if words.sum::<usize>() + given.map(String::len).sum::<usize>() > CHARACTERS {
        let message = format!("an edit holds at most {CHARACTERS} bytes; send the rest as an attachment");
        return Err(Error::new(ErrorKind::LimitExceeded, message));
    }
    Ok(())
}

/// Fills the gaps in the order of reading.
fn fill(draft: &mut Draft, gaps: &[String], slots: &mut Slots) {
    let mut words = gaps.iter();
    let parts =
        std::iter::once(&mut draft.subject).chain(draft.blocks.iter_mut().flat_map(DraftBlock::parts_mut));
    for part in parts {
        let mut filled = Vec::new();
        for inline in part.drain(..) {
            let gap = matches!(inline, Inline::Placeholder { .. });
            match gap.then(|| words.next()).flatten() {
                Some(given) if !given.trim().is_empty() => {
                    filled.extend(marks::inlines(&slots.said(given.trim())))
                }
                _ => filled.push(inline),
            }
        }
        *part = filled;
    }
}
