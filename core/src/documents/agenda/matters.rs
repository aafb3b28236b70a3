//! Which messages are answered, and which lines of the agenda are one matter.

use crate::documents::Metadata;
use crate::documents::agenda::{AgendaInput, AgendaItem, AgendaKind, wrote};
use crate::documents::facts::DocumentKind;
use crate::settings::Owner;

/// Says whether a later message of ours in the same thread answers a message.
pub(super) fn is_answered(input: &AgendaInput, inputs: &[AgendaInput], owner: &Owner) -> bool {
    if input.brief.kind != DocumentKind::Mail || wrote(owner, &input.metadata) {
        return false;
    }
    inputs.iter().any(|other| {
        other.document != input.document
            && wrote(owner, &other.metadata)
            && same_thread(&input.metadata, &other.metadata)
            && sent(&other.metadata) > sent(&input.metadata)
    })
}

/// The instant a message was sent; dates with another offset compare by the instant.
fn sent(metadata: &Metadata) -> Option<jiff::Timestamp> {
    metadata.created.as_deref()?.parse().ok()
}

fn same_thread(one: &Metadata, reply: &Metadata) -> bool {
    if let Some(id) = &one.message_id
        && (reply.in_reply_to.as_ref() == Some(id) || reply.references.contains(id))
    {
        return true;
    }
    // Programs that drop the references keep the subject and the people.
    let subject = |metadata: &Metadata| metadata.subject.as_deref().map(bare_subject);
    let to = reply
        .to
        .iter()
        .chain(&reply.cc)
        .any(|to| one.from.iter().any(|from| from.address.eq_ignore_ascii_case(&to.address)));
    to && subject(one).is_some_and(|subject| !subject.is_empty()) && subject(one) == subject(reply)
}

/// Returns a subject without the marks of answers and forwards, in lower case.
fn bare_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((mark, after)) = rest.split_once(':') {
        let mark = mark.trim().to_lowercase();
        if !matches!(mark.as_str(), "re" | "aw" | "fw" | "fwd" | "wg" | "antw" | "sv" | "tr") {
            break;
        }
        rest = after.trim();
    }
    rest.to_lowercase()
}

/// Makes one line of what is stated twice: a deadline and a task in one sentence; the same matter in a
/// mail and in the file it carries.
pub(super) fn merge(items: &mut Vec<AgendaItem>, inputs: &[AgendaInput]) {
    let mut kept: Vec<AgendaItem> = Vec::new();
    for item in items.drain(..) {
        let same = kept.iter_mut().find(|other| {
            (other.document == item.document && one_sentence(other, &item))
                || (related(other, &item, inputs) && one_matter(other, &item))
        });
        match same {
            Some(other) => {
                // The task says who and what; the deadline knows the day.
                let due = other.due.or(item.due);
                let note = other.note.take().or_else(|| item.note.clone());
                let overdue = other.overdue || item.overdue;
                if rank(&item) > rank(other) {
                    *other = item;
                }
                other.due = due;
                other.overdue = overdue;
                other.note = note;
            }
            None => kept.push(item),
        }
    }
    *items = kept;
}

/// Which of two lines from one sentence tells more: a plain question, a task, a question in other words, a
/// day.
fn rank(item: &AgendaItem) -> u8 {
    match item.kind {
        AgendaKind::Deadline => 1,
        AgendaKind::Question if !item.title.contains('?') && item.due.is_some() => 2,
        AgendaKind::Task => 3,
        AgendaKind::Question => 4,
    }
}

fn one_sentence(one: &AgendaItem, other: &AgendaItem) -> bool {
    let (a, b) = (one.evidence.span, other.evidence.span);
    (a.contains(b) || b.contains(a)) && (one.due == other.due || one.due.is_none() || other.due.is_none())
}

/// Says whether one document carries the other.
fn related(one: &AgendaItem, other: &AgendaItem, inputs: &[AgendaInput]) -> bool {
    let parent = |item: &AgendaItem| {
        inputs.iter().find(|input| input.document == item.document).and_then(|input| input.parent.clone())
    };
    parent(one).as_ref() == Some(&other.document) || parent(other).as_ref() == Some(&one.document)
}

fn one_matter(one: &AgendaItem, other: &AgendaItem) -> bool {
    one.due.is_some() && one.due == other.due && one.kind == other.kind
}
