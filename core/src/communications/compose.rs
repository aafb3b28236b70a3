//! The composer: fills a template with facts; every inserted value stays a slot.
//!
//! Templates see slots as markers in the Unicode private-use area, which `marks` turns back into
//! [`Inline`]s, so whatever a template prints around them is literal text that verification can judge.
//! Nothing from outside can hold a marker: `clean` takes them out first.

mod by_model;
pub(crate) mod context;
pub(crate) mod marks;
mod material;
pub(crate) mod slots;
pub(crate) mod subject;

pub(crate) use by_model::{compose_by_model, is_prose};
pub(crate) use marks::{clean, one_line};
pub use material::{AmountPoint, Cited, Dated, DeadlinePoint, Material, ReplyAnswer, TaskPoint, TaskState};

use std::collections::{HashMap, HashSet};

use crate::communications::draft::{Draft, DraftBlock, DraftKind, Inline, Letter, LetterReference};
use crate::communications::templates;
use crate::error::Result;
use crate::id::DraftId;
use slots::Slots;

/// Composes a draft of any kind from its material; the caller verifies it.
///
/// # Errors
/// `internal` when a built-in template is broken.
pub fn compose(id: DraftId, created: String, material: Material) -> Result<Draft> {
    let kind = material.kind.unwrap_or(DraftKind::Reply);
    let mut slots = Slots::new(material.language);
    let context = context::of(&material, &mut slots);
    let body = templates::render(kind, material.language, context)?;
    let draft = Draft::new(id, kind, material.language.to_string(), created);
    Ok(finish(draft, material, &body, slots, false))
}

/// Makes a draft of a rendered template. Values in the text of a template that a person wrote are the person's.
pub(crate) fn finish(draft: Draft, material: Material, body: &str, mut slots: Slots, written: bool) -> Draft {
    let mut cut = marks::cut(body);
    if written {
        cut.subject = slots.said_inlines(&cut.subject);
        for part in cut.blocks.iter_mut().flat_map(DraftBlock::parts_mut) {
            *part = slots.said_inlines(part);
        }
    }
    let subject = match &material.subject {
        Some(given) if !context::is_prefixed(draft.kind) => marks::inlines(&slots.said(&one_line(given))),
        _ => cut.subject,
    };
    let letter = material.letter.map(|letter| said_letter(letter, &mut slots));
    let mut draft = Draft {
        tone: material.tone,
        audience: material.audience,
        classification: material.classification,
        sender: material.sender,
        recipients: material.recipients,
        subject,
        blocks: cut.blocks,
        facts: slots.facts,
        thread: material.thread,
        attachments: material.attachments,
        invite: material.invite,
        letter,
        ..draft
    };
    say_once(&mut draft);
    number(&mut draft);
    draft.content_hash = draft.compute_hash();
    draft
}

/// Leaves out the kind before a subject that names it: "Minutes: Minutes of the meeting".
fn say_once(draft: &mut Draft) {
    let [Inline::Text { text }, Inline::Fact { fact }] = draft.subject.as_slice() else { return };
    let kind = text.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}']).to_lowercase();
    if draft.fact(fact).is_some_and(|fact| fact.surface.to_lowercase().starts_with(&kind)) {
        draft.subject.remove(0);
    }
}

/// What a person puts into the head of a letter, the person asserts.
fn said_letter(letter: Letter, slots: &mut Slots) -> Letter {
    let references = letter
        .references
        .into_iter()
        .map(|reference| LetterReference { value: slots.said_inlines(&reference.value), ..reference });
    let references = references.collect();
    Letter { references, date: slots.said_inlines(&letter.date), ..letter }
}

/// Drops the facts that nothing prints, and numbers the others.
pub(crate) fn number(draft: &mut Draft) {
    let printed: HashSet<String> = draft
        .texts()
        .into_iter()
        .flatten()
        .filter_map(|inline| match inline {
            Inline::Fact { fact } => Some(fact.clone()),
            _ => None,
        })
        .collect();
    draft.facts.retain(|fact| printed.contains(&fact.id));
    let mut names: HashMap<String, String> = HashMap::new();
    for (at, fact) in draft.facts.iter_mut().enumerate() {
        let name = format!("f{}", at + 1);
        names.insert(std::mem::replace(&mut fact.id, name.clone()), name);
    }
    let rename = |inlines: &mut Vec<Inline>| {
        for inline in inlines {
            if let Inline::Fact { fact } = inline
                && let Some(name) = names.get(fact)
            {
                fact.clone_from(name);
            }
        }
    };
    rename(&mut draft.subject);
    if let Some(letter) = &mut draft.letter {
        letter.references.iter_mut().for_each(|reference| rename(&mut reference.value));
        rename(&mut letter.date);
    }
    draft.blocks.iter_mut().flat_map(DraftBlock::parts_mut).for_each(rename);
}

#[cfg(test)]
mod tests;
