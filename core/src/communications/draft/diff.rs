//! What changed between two versions of a draft: by block, by fact and by field.

use std::collections::{HashMap, HashSet, VecDeque};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::communications::draft::block::DraftBlock;
use crate::communications::draft::{BoundFact, Draft, InviteEnd};
use crate::documents::model::Mailbox;

/// The changes from one version of a draft to another; empty lists when both look the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct DraftDiff {
    /// The blocks of the body that differ, in reading order.
    pub blocks: Vec<BlockChange>,
    /// The values that differ.
    pub facts: Vec<FactChange>,
    /// What differs besides the body: subject, recipients, attachments.
    pub fields: Vec<FieldChange>,
}

/// A change of one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockChange {
    /// What happened to it.
    pub change: Change,
    /// Its place in the old version, counted from 0.
    pub before: Option<usize>,
    /// Its place in the new version, counted from 0.
    pub after: Option<usize>,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
}

/// A change of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FactChange {
    /// What happened to it.
    pub change: Change,
    /// What the value is, such as `amount`.
    pub role: String,
    /// What was printed.
    pub old: Option<String>,
    /// What is printed.
    pub new: Option<String>,
}

/// A change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// The name of the field, as JSON writes it.
    pub field: String,
    /// What it held, in words.
    pub old: String,
    /// What it holds, in words.
    pub new: String,
}

/// What happened to a part of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

impl DraftDiff {
    /// Says whether both versions look the same.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.facts.is_empty() && self.fields.is_empty()
    }
}

impl Draft {
    /// Says what changed from this version to a newer one.
    pub fn diff(&self, newer: &Self) -> DraftDiff {
        DraftDiff { blocks: blocks(self, newer), facts: facts(self, newer), fields: fields(self, newer) }
    }

    /// Prints a block for comparison: each part on a line.
    fn print_block(&self, block: &DraftBlock) -> String {
        block.parts().into_iter().map(|part| self.print_with_links(part)).collect::<Vec<_>>().join("\n")
    }
}

/// More blocks than this are compared place by place, which takes no more than linear time.
const COMPARED: usize = 4_000;

fn blocks(old: &Draft, new: &Draft) -> Vec<BlockChange> {
    let texts = |draft: &Draft| -> Vec<(String, String)> {
        draft.blocks.iter().map(|block| (block.shape(), draft.print_block(block))).collect()
    };
    let (before, after) = (texts(old), texts(new));
    let operations = match before.len() + after.len() > COMPARED {
        false => capture_diff_slices(Algorithm::Myers, &before, &after),
        true => {
            vec![DiffOp::Replace { old_index: 0, old_len: before.len(), new_index: 0, new_len: after.len() }]
        }
    };
    let mut changes = Vec::new();
    for operation in operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
        let (mut was, mut is) = (operation.old_range(), operation.new_range());
        // Replaced side by side: the first for the first, and what is over was added or removed.
        loop {
            let (was_at, is_at) = (was.next(), is.next());
            let old = was_at.and_then(|at| before.get(at));
            let new = is_at.and_then(|at| after.get(at));
            if old.is_none() && new.is_none() {
                break;
            }
            if old != new {
                changes.push(BlockChange {
                    change: change(old.is_some(), new.is_some()),
                    before: was_at,
                    after: is_at,
                    old: old.map(|(_, text)| text.clone()),
                    new: new.map(|(_, text)| text.clone()),
                });
            }
        }
    }
    changes
}

fn change(before: bool, after: bool) -> Change {
    match (before, after) {
        (false, _) => Change::Added,
        (true, false) => Change::Removed,
        (true, true) => Change::Changed,
    }
}

/// What two facts must share to be one.
type Key = fn(&BoundFact) -> (&str, &str);

/// Pairs the facts that say the same, then those with the same id or else the same role; the rest came or went.
fn facts(old: &Draft, new: &Draft) -> Vec<FactChange> {
    let mut was: Vec<&BoundFact> = old.facts.iter().collect();
    let mut is: Vec<&BoundFact> = new.facts.iter().collect();
    let mut pairs = Vec::new();
    let keys: [Key; 3] =
        [|fact| (&fact.role, &fact.surface), |fact| (&fact.role, &fact.id), |fact| (&fact.role, "")];
    for key in keys {
        let mut waiting: HashMap<(&str, &str), VecDeque<usize>> = HashMap::new();
        for (at, fact) in is.iter().enumerate() {
            waiting.entry(key(fact)).or_default().push_back(at);
        }
        let mut taken = HashSet::new();
        was.retain(|before| match waiting.get_mut(&key(before)).and_then(VecDeque::pop_front) {
            Some(at) => {
                taken.insert(at);
                pairs.push((Some(*before), is.get(at).copied()));
                false
            }
            None => true,
        });
        is = is.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, fact)| *fact).collect();
    }
    pairs.extend(was.into_iter().map(|before| (Some(before), None)));
    pairs.extend(is.into_iter().map(|after| (None, Some(after))));
    let surface = |fact: Option<&BoundFact>| fact.map(|fact| fact.surface.clone());
    pairs
        .into_iter()
        .filter(|(before, after)| surface(*before) != surface(*after))
        .map(|(before, after)| FactChange {
            change: change(before.is_some(), after.is_some()),
            role: before.or(after).map(|fact| fact.role.clone()).unwrap_or_default(),
            old: surface(before),
            new: surface(after),
        })
        .collect()
}

fn fields(old: &Draft, new: &Draft) -> Vec<FieldChange> {
    let pairs = field_texts(old).into_iter().zip(field_texts(new));
    pairs
        .filter(|((_, old), (_, new))| old != new)
        .map(|((field, old), (_, new))| FieldChange { field: field.to_owned(), old, new })
        .collect()
}

/// The fields besides the body in words, always in the same order.
fn field_texts(draft: &Draft) -> [(&'static str, String); 9] {
    let mailbox = |mailbox: &Mailbox| match &mailbox.name {
        Some(name) => format!("{name} <{}>", mailbox.address),
        None => mailbox.address.clone(),
    };
    let recipients: Vec<String> =
        draft.recipients.iter().map(|to| format!("{}: {}", to.role, mailbox(&to.mailbox))).collect();
    let attachments: Vec<String> =
        draft.attachments.iter().map(|file| format!("{} ({})", file.name, file.sha256)).collect();
    let thread = draft.thread.as_ref().and_then(|thread| thread.in_reply_to.clone());
    let invite = draft.invite.as_ref().map(|invite| {
        let end = match invite.end {
            InviteEnd::At { at } => format!("until {at}"),
            InviteEnd::After { minutes } => format!("for {minutes} minutes"),
        };
        let people: Vec<String> = invite
            .attendees
            .iter()
            .map(|person| format!("{}: {:?}", mailbox(&person.mailbox), person.participation))
            .collect();
        format!(
            "{:?} {} {}\n{} {end} {}\n{}\n{}\n{}",
            invite.method,
            invite.uid,
            invite.sequence,
            invite.start,
            invite.time_zone,
            invite.location.as_deref().unwrap_or_default(),
            mailbox(&invite.organiser),
            people.join("\n")
        )
    });
    let letter = draft.letter.as_ref().map(|letter| {
        let references = letter
            .references
            .iter()
            .map(|reference| format!("{}: {}", reference.label, draft.print_with_links(&reference.value)));
        let columns = letter.footer.iter().flat_map(|column| column.lines.iter().cloned());
        let lines = letter.sender.iter().chain(&letter.contact).chain(&letter.recipient).cloned();
        let date = std::iter::once(draft.print_with_links(&letter.date));
        lines.chain(references).chain(date).chain(columns).collect::<Vec<_>>().join("\n")
    });
    [
        ("kind", format!("{:?}", draft.kind)),
        ("language", draft.language.clone()),
        ("sender", draft.sender.as_ref().map(mailbox).unwrap_or_default()),
        ("recipients", recipients.join("\n")),
        ("subject", draft.print_with_links(&draft.subject)),
        ("thread", thread.unwrap_or_default()),
        ("attachments", attachments.join("\n")),
        ("invite", invite.unwrap_or_default()),
        ("letter", letter.unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests;
