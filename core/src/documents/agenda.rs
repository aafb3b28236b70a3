//! The agenda over many documents: what is due, what is asked, which mails wait for an answer.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::documents::facts::{Brief, DeadlineKind, DocumentKind, Finding, Task};
use crate::documents::{Metadata, ModelFinding};
use crate::evidence::Evidence;
use crate::id::DocumentId;
use crate::settings::Owner;

mod houses;
mod matters;
mod tally;

use houses::Houses;
pub(crate) use tally::OwnerTally;

/// Deadlines this long past are history, unless money is owed or a task is open.
const STALE_DAYS: i32 = 14;

/// One document with what was understood of it.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaInput {
    /// The document.
    pub document: DocumentId,
    /// The file's name.
    pub name: String,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// What was understood.
    pub brief: Brief,
    /// The document that carries this one as an attachment.
    pub parent: Option<DocumentId>,
}

/// What a line of the agenda is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgendaKind {
    /// A day by which something must be done or ends.
    Deadline,
    /// Something to do.
    Task,
    /// A question that waits for an answer.
    Question,
}

impl AgendaKind {
    /// Returns the name as it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Task => "task",
            Self::Question => "question",
        }
    }
}

/// A line of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaItem {
    /// The kind.
    pub kind: AgendaKind,
    /// What it is, in few words.
    pub title: String,
    /// The last day, if there is one.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Who is to act, if named.
    pub assignee: Option<String>,
    /// The document.
    pub document: DocumentId,
    /// The document's name.
    pub name: String,
    /// Where it says so.
    pub evidence: Evidence,
    /// How the day was found, or what else to know.
    pub note: Option<String>,
}

/// A finding with the name of its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgendaFinding {
    /// The document.
    pub document: DocumentId,
    /// The document's name.
    pub name: String,
    /// What looks wrong.
    pub finding: Finding,
}

/// What an inbox asks of its owner.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Agenda {
    /// What is due and asked: dated lines first, by day.
    pub items: Vec<AgendaItem>,
    /// What looks wrong.
    pub findings: Vec<AgendaFinding>,
    /// Messages that wait for our answer.
    pub waiting: Vec<DocumentId>,
}

/// Says whether an address is the owner's: listed, or of a listed domain that strangers do not share.
pub fn is_ours(owner: &Owner, address: &str) -> bool {
    let domain = |address: &str| address.split_once('@').map(|(_, domain)| domain.to_lowercase());
    owner.addresses.iter().any(|own| {
        own.eq_ignore_ascii_case(address)
            || domain(own).is_some_and(|own| !is_shared(&own) && Some(own) == domain(address))
    })
}

/// Says whether a name in a document is the owner's: it shares a word with the owner's mail domain.
fn names_owner(owner: &Owner, name: &str) -> bool {
    likeness(owner, name) > 0
}

/// How many letters of the owner's mail domain a name accounts for; two firms of one town share its name.
pub(crate) fn likeness(owner: &Owner, name: &str) -> usize {
    const LEAST: usize = 5;
    let bare = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let whole = bare(name);
    let like = |own: &String| {
        if whole.contains(own.as_str()) {
            return own.len();
        }
        let words: BTreeSet<String> = name.split(|c: char| !c.is_alphanumeric()).map(bare).collect();
        words.iter().filter(|word| word.len() >= LEAST && own.contains(word.as_str())).map(String::len).sum()
    };
    owner
        .addresses
        .iter()
        .filter_map(|address| address.split_once('@'))
        .filter(|(_, domain)| !is_shared(&domain.to_lowercase()))
        .filter_map(|(_, domain)| domain.split('.').next().map(bare))
        .filter(|own| own.len() >= LEAST)
        .map(|own| like(&own))
        .max()
        .unwrap_or(0)
}

/// Says whether a message stays in the house: from the owner's people to the owner's people.
fn internal(owner: &Owner, metadata: &Metadata) -> bool {
    let mut to = metadata.to.iter().chain(&metadata.cc).peekable();
    wrote(owner, metadata) && to.peek().is_some() && to.all(|to| is_ours(owner, &to.address))
}

/// Says whether the owner wrote a message.
pub(crate) fn wrote(owner: &Owner, metadata: &Metadata) -> bool {
    metadata.from.iter().any(|from| is_ours(owner, &from.address))
}

/// Infers whose inbox it is: the domain, or for shared mail services the address, that most messages
/// involve. Messages to us count more than our own: an inbox is what others send.
pub fn owner(inputs: &[AgendaInput]) -> Owner {
    let mut tally = OwnerTally::default();
    for AgendaInput { metadata, .. } in inputs {
        tally.add(metadata.to.iter().chain(&metadata.cc), metadata.from.iter());
    }
    tally.owner()
}

/// Says whether strangers share a mail domain.
fn is_shared(domain: &str) -> bool {
    const SERVICES: [&str; 14] = [
        "gmail",
        "googlemail",
        "gmx",
        "web",
        "outlook",
        "hotmail",
        "yahoo",
        "icloud",
        "posteo",
        "t-online",
        "freenet",
        "proton",
        "protonmail",
        "aol",
    ];
    domain.split('.').next().is_some_and(|name| SERVICES.contains(&name))
}

/// Makes the agenda of an inbox as it stands at `now`.
pub fn agenda(inputs: &[AgendaInput], owner: &Owner, now: DateTime) -> Agenda {
    let today = now.date();
    let mut agenda = Agenda::default();
    let houses = Houses::of(inputs, owner);
    for input in inputs {
        let inside = internal(owner, &input.metadata);
        let ours = wrote(owner, &input.metadata) && !inside;
        let answered = matters::is_answered(input, inputs, owner);
        let items = items(input, owner, &houses, (ours, inside, answered), today);
        let mail = input.brief.kind == DocumentKind::Mail;
        let asks = items.iter().any(|item| item.kind != AgendaKind::Deadline);
        if mail && !ours && !answered && asks {
            agenda.waiting.push(input.document.clone());
        }
        agenda.items.extend(items);
        // What a model was of no use for is nothing wrong with the document.
        let wrong = input.brief.findings.iter().filter(|finding| ModelFinding::of(&finding.code).is_none());
        agenda.findings.extend(wrong.map(|finding| AgendaFinding {
            document: input.document.clone(),
            name: input.name.clone(),
            finding: finding.clone(),
        }));
    }
    matters::merge(&mut agenda.items, inputs);
    agenda.items.sort_by(|a, b| {
        (a.due.is_none(), a.due, a.kind, &a.name, a.evidence.span).cmp(&(
            b.due.is_none(),
            b.due,
            b.kind,
            &b.name,
            b.evidence.span,
        ))
    });
    agenda
}

fn items(
    input: &AgendaInput,
    owner: &Owner,
    houses: &Houses,
    (ours, inside, answered): (bool, bool, bool),
    today: Date,
) -> Vec<AgendaItem> {
    let brief = &input.brief;
    let line = |kind, title: &str, due: Option<Date>, evidence: &Evidence| AgendaItem {
        kind,
        title: title.to_owned(),
        due,
        overdue: due.is_some_and(|due| due < today),
        assignee: None,
        document: input.document.clone(),
        name: input.name.clone(),
        evidence: evidence.clone(),
        note: None,
    };
    let mut items = Vec::new();
    // In minutes and lists, what people of another house are to do is no line of ours.
    let strangers = |task: &&Task| {
        brief.kind != DocumentKind::Mail
            && task.assignee.as_deref().is_some_and(|name| houses.is_strangers(owner, name))
    };
    let joint = houses.sits_with_others(owner, brief);
    let strangers = |task: &&Task| {
        strangers(task)
            || joint && task.assignee.as_deref().is_some_and(|name| !houses.is_of_ours(owner, name))
    };
    let theirs: Vec<&Task> = brief.tasks.iter().filter(strangers).collect();
    // Whoever is most like the owner is the owner.
    let bound = brief.deadlines.iter().filter_map(|deadline| deadline.obliged.as_deref());
    let names = brief.parties.iter().map(|party| party.name.as_str()).chain(bound);
    let most = names.map(|name| likeness(owner, name)).max().unwrap_or(0);
    for deadline in &brief.deadlines {
        // What binds the other side is no line of ours.
        if deadline.obliged.as_deref().is_some_and(|name| likeness(owner, name) < most) {
            continue;
        }
        if theirs.iter().any(|task| task.evidence.span.overlaps(deadline.evidence.span)) {
            continue;
        }
        let late = (today - deadline.due).get_days();
        let owed = deadline.kind == DeadlineKind::Payment;
        if late > 0 && !owed && (late > STALE_DAYS || deadline.kind != DeadlineKind::Other) || late > 400 {
            continue;
        }
        items.push(AgendaItem {
            note: deadline.rule.clone(),
            ..line(AgendaKind::Deadline, &deadline.title, Some(deadline.due), &deadline.evidence)
        });
    }
    for task in brief.tasks.iter().filter(|task| !task.done && !strangers(task)) {
        // What we ask of others in our own mails is theirs to do; what a sender promises is the sender's.
        let mail = brief.kind == DocumentKind::Mail;
        let promised = mail
            && task.assignee.is_some()
            && input.metadata.from.iter().any(|from| {
                from.name.as_ref() == task.assignee.as_ref() || Some(&from.address) == task.assignee.as_ref()
            });
        if !inside && ours != promised && (ours || promised) || answered && mail {
            continue;
        }
        items.push(AgendaItem {
            assignee: task.assignee.clone(),
            ..line(AgendaKind::Task, &task.title, task.due, &task.evidence)
        });
    }
    if !ours && !answered {
        for question in &brief.questions {
            items.push(line(AgendaKind::Question, &question.text, question.due, &question.evidence));
        }
    }
    items
}

#[cfg(test)]
mod tests;
