//! The extractive composer: fills a template with facts; every inserted value stays a slot.
//!
//! Templates see slots as markers in the Unicode private-use area, which `inlines` turns back into
//! [`Inline`]s, so whatever a template prints around them is literal text that verification can judge.
//! Nothing from outside can hold a marker: `clean` takes them out first.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context};

use crate::communications::address_form::{self, salutation};
use crate::communications::draft::{BoundFact, Draft, DraftBlock, DraftKind, Inline, Recipient, Thread};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Provenance, Span, TextIndex};
use crate::id::DraftId;
use crate::values::{self, Language, ValueOptions};

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const GAP: char = '\u{E002}';
const PARAGRAPH: char = '\u{E003}';
const SIGNATURE: char = '\u{E004}';

const REPLY_EN: &str = include_str!("templates/reply.en.j2");
const REPLY_DE: &str = include_str!("templates/reply.de.j2");

/// Everything a reply is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyMaterial {
    /// The language of the reply.
    pub language: Language,
    /// Who writes.
    pub sender: Option<Mailbox>,
    /// Who is answered.
    pub recipients: Vec<Recipient>,
    /// The subject of the message that is answered.
    pub subject: String,
    /// The conversation.
    pub thread: Thread,
    /// The date of the message as its header writes it.
    pub date: Option<(String, Evidence)>,
    /// The title of what is answered, when it is no message.
    pub about: Option<String>,
    /// What the person wants to say.
    pub say: Option<String>,
    /// Questions that the documents answer.
    pub answers: Vec<ReplyAnswer>,
    /// Questions that nobody answered yet.
    pub open: Vec<Evidence>,
}

/// A question with the sentence that answers it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyAnswer {
    /// The question in the message.
    pub question: Evidence,
    /// The sentence that answers it.
    pub answer: Evidence,
    /// The name of the document that holds the answer.
    pub document: String,
}

/// Composes a reply; the caller verifies it.
///
/// # Errors
/// `internal` when a built-in template is broken.
pub fn reply(id: DraftId, created: String, material: ReplyMaterial) -> Result<Draft> {
    let mut slots = Slots::default();
    let (greeting, addressed) = salutation(material.language, &material.recipients, material.about.is_some());
    let salutation = match addressed {
        Some(name) => greeting.replace(address_form::NAME, &slots.stated("recipient", name)),
        None => greeting,
    };
    let date = material.date.map(|(surface, evidence)| slots.read("date", surface, evidence));
    let about = material.about.map(|title| slots.stated("document", title));
    let words = material.say.unwrap_or_default().replace("\r\n", "\n");
    let say: Vec<String> = words
        .split("\n\n")
        .map(|paragraph| slots.said(paragraph.trim(), material.language))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let mut answers = Vec::new();
    for item in material.answers {
        answers.push(context! {
            asks => is_question(&item.question),
            document => slots.stated("document", item.document),
            place => slots.stated("place", place_name(&item.answer, material.language)),
            question => slots.read("question", one_line(&item.question.quote), item.question),
            quote => slots.read("quote", one_line(&item.answer.quote), item.answer),
        });
    }
    // What the person says is taken as the answer to whatever the documents do not answer.
    let mut open = Vec::new();
    for question in material.open.into_iter().filter(|_| say.is_empty()) {
        let asks = is_question(&question);
        open.push(context! { asks, question => slots.read("question", one_line(&question.quote), question) });
    }
    let sender = material.sender.as_ref().map(|mailbox| {
        slots.stated("sender", mailbox.name.clone().unwrap_or_else(|| mailbox.address.clone()))
    });
    let template = match material.language {
        Language::De => REPLY_DE,
        _ => REPLY_EN,
    };
    let body = render(template, context! { salutation, date, about, say, answers, open, sender })?;
    let subject = slots.stated("subject", reply_subject(&material.subject, material.language));
    let mut draft = Draft {
        sender: material.sender,
        recipients: material.recipients,
        subject: inlines(&subject),
        blocks: blocks(&body),
        facts: slots.facts,
        thread: Some(material.thread),
        ..Draft::new(id, DraftKind::Reply, material.language.to_string(), created)
    };
    draft.content_hash = draft.compute_hash();
    Ok(draft)
}

/// Collects facts and hands out their markers.
#[derive(Default)]
struct Slots {
    facts: Vec<BoundFact>,
}

impl Slots {
    fn add(
        &mut self,
        role: &str,
        surface: String,
        source: Option<Evidence>,
        asserted_by: Provenance,
    ) -> String {
        let id = format!("f{}", self.facts.len() + 1);
        let surface = one_line(&surface);
        let marker = format!("{OPEN}{id}{CLOSE}");
        self.facts.push(BoundFact { id, role: role.to_owned(), surface, source, asserted_by });
        marker
    }

    fn read(&mut self, role: &str, surface: String, evidence: Evidence) -> String {
        self.add(role, surface, Some(evidence), Provenance::Document)
    }

    fn stated(&mut self, role: &str, surface: String) -> String {
        self.add(role, surface, None, Provenance::System)
    }

    /// Turns the values in a person's words into facts that the person asserts.
    fn said(&mut self, text: &str, language: Language) -> String {
        let text = clean(text);
        let index = TextIndex::new(&text);
        let mut marked = String::new();
        let mut at = 0;
        for value in values::find(&text, &ValueOptions { language, ..ValueOptions::default() }) {
            if value.span.start < at || value.span.is_empty() {
                continue;
            }
            marked.push_str(index.slice(Span::new(at, value.span.start)));
            marked.push_str(&self.add("said", value.text.clone(), None, Provenance::User));
            at = value.span.end;
        }
        marked.push_str(index.slice(Span::new(at, index.len())));
        marked
    }
}

/// Removes what would be taken for a marker, and control characters that no letter needs.
pub(crate) fn clean(text: &str) -> String {
    let kept =
        |c: &char| !matches!(*c, '\u{E000}'..='\u{E00F}') && (!c.is_control() || matches!(c, '\n' | '\t'));
    text.chars().filter(kept).collect()
}

pub(crate) fn one_line(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_question(evidence: &Evidence) -> bool {
    evidence.quote.trim_end().ends_with('?')
}

fn gap(hint: &str) -> String {
    format!("{GAP}{hint}{CLOSE}")
}

fn render(template: &str, context: minijinja::Value) -> Result<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?);
    environment.add_function("gap", |hint: String| gap(&hint));
    environment.add_function("paragraph", || PARAGRAPH.to_string());
    environment.add_function("signature", || SIGNATURE.to_string());
    environment.render_str(template, context).map_err(broken)
}

fn broken(error: minijinja::Error) -> Error {
    Error::internal("a built-in reply template is broken").with_source(error)
}

/// Puts one "Re:" before the subject, however often it was answered; a prefix that is there stays.
fn reply_subject(subject: &str, language: Language) -> String {
    let subject = one_line(subject);
    let mut rest = subject.as_str();
    let mut prefix = None;
    while let Some((before, after)) = rest.split_once(':') {
        let word = before.trim().split('[').next().unwrap_or_default();
        if !["re", "aw", "antw", "sv"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
            break;
        }
        prefix = prefix.or(Some(word));
        rest = after.trim_start();
    }
    let nothing = match language {
        Language::De => "Ihre Nachricht",
        _ => "your message",
    };
    let rest = if rest.is_empty() { nothing } else { rest };
    format!("{}: {rest}", prefix.unwrap_or("Re"))
}

fn place_name(evidence: &Evidence, language: Language) -> String {
    let place = evidence.place.to_string();
    match language {
        Language::De => place
            .replace("page", "Seite")
            .replace("slide", "Folie")
            .replace("paragraph", "Absatz")
            .replace("line", "Zeile"),
        _ => place,
    }
}

/// Cuts a rendered body into blocks at their markers.
fn blocks(body: &str) -> Vec<DraftBlock> {
    let (text, signature) = body.split_once(SIGNATURE).unwrap_or((body, ""));
    let mut blocks: Vec<DraftBlock> = text
        .split(PARAGRAPH)
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| DraftBlock::Paragraph { inlines: inlines(paragraph) })
        .collect();
    if !signature.trim().is_empty() {
        blocks.push(DraftBlock::Signature { inlines: inlines(signature.trim()) });
    }
    blocks
}

/// Turns markers back into slots.
fn inlines(text: &str) -> Vec<Inline> {
    let mut result = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, GAP]) {
        let (before, marked) = rest.split_at(at);
        if !before.is_empty() {
            result.push(Inline::Text { text: before.to_owned() });
        }
        let Some((content, after)) = marked.split_once(CLOSE) else { break };
        let name: String = content.chars().skip(1).collect();
        result.push(match content.starts_with(OPEN) {
            true => Inline::Fact { fact: name },
            false => Inline::Placeholder { hint: name },
        });
        rest = after;
    }
    if !rest.is_empty() {
        result.push(Inline::Text { text: rest.to_owned() });
    }
    result
}

#[cfg(test)]
mod tests;
